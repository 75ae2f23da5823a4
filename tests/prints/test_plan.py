"""The citizen's plan: what it says, in which order, and what it never says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time

import pypdfium2
import pytest

from caseworker.base.text import t
from caseworker.prints.kit.boxes import Lacking
from caseworker.prints.plan import plan_pdf, short_hash
from caseworker.prints.records import (
    ActivityLine,
    Contact,
    EndedActivity,
    EndGoal,
    MadeWith,
    NextGoal,
    NextTalk,
    PlanPrint,
    Promise,
    WeekSlot,
)
from tests.prints.reader import Node, TaggedPdf
from tests.prints.samples import EMPTY, JONAS, TODAY

NOTE = "Det går fremad, men søvnen er svær, og regningerne fylder. Vi tager det én ting ad gangen. " * 550


def read(plan: PlanPrint, language: str = "da") -> TaggedPdf:
    printed = plan_pdf(plan, language=language)
    tagged = TaggedPdf(printed.pdf)
    assert tagged.faults == []
    assert printed.pages == len(tagged.pdf.pages)
    return tagged


def section(root: Node, head: str) -> list[Node]:
    """Return the elements under a heading of level 2."""
    heads = [number for number, kid in enumerate(root.kids) if kid.words == head]
    assert len(heads) == 1, head
    rest = root.kids[heads[0] + 1 :]
    ends = [number for number, kid in enumerate(rest) if kid.tag == "H2"]
    return rest[: ends[0]] if ends else rest


def test_sections_stand_in_reading_order() -> None:
    heads = [node.words for node in read(JONAS).root.find("H2")]
    assert heads == [
        "Målet: en uddannelse",
        "Det er nået",
        "Det sker nu",
        "Det næste",
        "Det har vi aftalt",
        "Dine kontakter",
        "Hvis du ikke kan komme",
        "Sådan arbejder vi sammen",
        "Hvis det haster",
        "Nyt siden din sidste kopi",
        "Dit ja til planen",
    ]


def test_the_coordinator_is_the_first_contact() -> None:
    (table,) = section(read(JONAS).root, "Dine kontakter")
    names = [row.kids[0].words for row in table.kids[1].kids]
    assert names == ["Karen Holm, tovholder", "Per Sand, rusmiddelcentret", "Hans Krog, Vestervang Auto"]


def test_every_page_carries_version_hash_and_number() -> None:
    tagged = read(JONAS)
    pages = len(tagged.pdf.pages)
    for number, feet in enumerate(tagged.artifacts("/Pagination/Footer"), 1):
        assert f"plan 5 · a91c-77f2 · side {number} af {pages}" in " ".join(feet)
    for heads in tagged.artifacts("/Pagination/Header"):
        assert "24. november 2026 · plan 5" in " ".join(heads)


def test_a_draft_says_so_in_the_text_and_on_every_page() -> None:
    many = tuple(Promise(f"gør nummer {number}") for number in range(90))
    tagged = read(replace(JONAS, version=None, citizen_promises=many))
    assert len(tagged.pdf.pages) >= 3
    assert "Det her er en kladde." in tagged.root.text()
    for heads, feet in zip(
        tagged.artifacts("/Pagination/Header"), tagged.artifacts("/Pagination/Footer"), strict=True
    ):
        assert "Kladde" in " ".join(heads)
        assert "kladde · side" in " ".join(feet)
    assert "a91c" not in tagged.outline() + str(tagged.artifacts("/Pagination/Footer"))


def test_made_with_the_citizen() -> None:
    assert "Lavet sammen med dig den 24. november 2026 hos Job og Uddannelse." in read(JONAS).root.text()
    by_phone = replace(JONAS, made_with=MadeWith(TODAY, "", t("You said yes on the phone.")))
    text = read(by_phone, "en").root.text()
    assert "Made together with you on 24 November 2026." in text
    assert "You said yes on the phone." in text


def test_purpose_stands_beside_each_activity_and_changes_are_marked() -> None:
    table = section(read(JONAS).root, "Det sker nu")[0]
    rows = [[cell.words.strip() for cell in row.kids] for row in table.kids[1].kids]
    assert rows[1] == [
        "Dansk  ændret",
        "Så du kan komme ind på grundforløb",
        "tirsdag kl. 13-16",
        "Lone",
    ]
    assert rows[3][0] == "Hjælp til penge og breve"


def test_a_plan_of_a_closed_case_says_so() -> None:
    said = read(replace(JONAS, closed_on=date(2026, 11, 20))).root.text()
    assert "Sagen blev afsluttet den 20. november 2026. Her står, hvad der var aftalt indtil da." in said
    assert "Sagen blev afsluttet" not in read(JONAS).root.text()


def test_a_plan_in_which_everything_is_over_says_so() -> None:
    over = (EndedActivity("Praktik hos Nordlys", date(2026, 9, 15)), EndedActivity("Brobygning"))
    said = " ".join(
        n.text() for n in section(read(replace(JONAS, activities=(), ended=over)).root, "Det sker nu")
    )
    assert said.startswith("Der er ikke noget i gang lige nu. Det her er slut:")
    assert "Praktik hos Nordlys  sluttede 15. sep. 2026" in said
    assert "Brobygning" in said
    assert "endnu" not in said


def test_what_is_over_is_not_listed_beside_what_goes_on() -> None:
    plan = replace(JONAS, ended=(EndedActivity("Brobygning", date(2026, 9, 15)),))
    assert "Brobygning" not in read(plan).root.text()


def test_a_goal_whose_day_has_passed_says_its_day_with_the_year() -> None:
    goals = (
        NextGoal("Tre timer i køkkenet", date(2026, 6, 2)), NextGoal("I dag", TODAY),
        NextGoal("Snart", date(2026, 12, 1)), NextGoal("Næste år", date(2027, 3, 9)), NextGoal("En dag"),
        NextGoal("Uden dag", looked_at=date(2026, 12, 6)), NextGoal("Begge", date(2026, 12, 1), looked_at=TODAY),
        NextGoal("Set på", looked_at=date(2026, 11, 2)),
    )  # fmt: skip
    (items,) = section(read(replace(JONAS, next_goals=goals)).root, "Det næste")
    assert [item.words.strip() for item in items.find("LBody")] == [
        "Tre timer i køkkenet  var planlagt til 2. juni 2026",
        "I dag  24. nov.",
        "Snart  1. dec.",
        "Næste år  9. mar. 2027",
        "En dag",
        "Uden dag  vi ser på det sammen 6. dec.",
        "Begge  1. dec.",
        "Set på",
    ]


@pytest.mark.parametrize(
    ("talk", "said"),
    [
        (
            NextTalk(date(2026, 12, 3), time(10), time(10, 30), "in_person", "Torvet 1"),
            "Samtale torsdag 3. december 2026 kl. 10-10.30 Her mødes vi: Torvet 1",
        ),
        (
            NextTalk(date(2027, 1, 5), time(8, 30), None, "phone"),
            "Samtale tirsdag 5. januar 2027 fra kl. 8.30 Vi ringer til dig",
        ),
    ],
)  # fmt: skip
def test_the_next_talk_is_the_first_that_comes_next(talk: NextTalk, said: str) -> None:
    for plan in (replace(JONAS, next_talk=talk), replace(JONAS, next_talk=talk, next_goals=())):
        (items,) = section(read(plan).root, "Det næste")
        assert " ".join(items.find("LBody")[0].words.split()) == said


def test_no_contact_has_an_empty_cell_where_the_role_says_something() -> None:
    people = (Contact("Sanne Bach", "kontaktperson"), Contact("Karen Holm", coordinator=True))
    (table,) = section(read(replace(JONAS, contacts=people)).root, "Dine kontakter")
    assert [[cell.words for cell in row.kids[:2]] for row in table.kids[1].kids] == [
        ["Karen Holm", "Tovholder"], ["Sanne Bach", "Kontaktperson"],
    ]  # fmt: skip


def test_ordinary_times_stand_on_one_line() -> None:
    slots = (WeekSlot(0, time(9), time(12)), WeekSlot(3, time(9), time(12)))
    line = ActivityLine("Praktik", "Ro", slots, date(2026, 12, 1), date(2027, 1, 15))
    pdf = plan_pdf(replace(JONAS, activities=(line,)), language="da").pdf
    drawn = pypdfium2.PdfDocument(pdf)
    text = drawn[0].get_textpage()
    rows = [" ".join(row.split()) for row in text.get_text_bounded().splitlines()]
    text.close()
    drawn.close()
    assert any("mandag og torsdag kl. 9-12" in row for row in rows)
    assert any("1. dec. til 15. jan. 2027" in row for row in rows)


def test_the_line_that_tells_which_plan_it_is_stands_with_the_signatures() -> None:
    for count in range(1, 40):
        promises = tuple(Promise(f"Gør {number}") for number in range(count))
        root = read(replace(JONAS, citizen_promises=promises)).root
        (head,) = [node for node in root.find("H2") if node.words == "Dit ja til planen"]
        assert root.kids[-1].words.startswith("Plan 5 for Jonas Lind.")
        assert root.kids[-1].pages == head.pages


def test_letters_that_are_not_drawn_are_handed_on() -> None:
    assert plan_pdf(JONAS, language="da").lacking == ()
    odd = replace(JONAS, contacts=(Contact("محمد Ali", coordinator=True),))
    assert plan_pdf(odd, language="da").lacking == (Lacking("محمد", "Dine kontakter"),)


def test_agreements_stand_in_two_columns_with_days_and_ticks() -> None:
    yours, ours = section(read(JONAS).root, "Det har vi aftalt")
    assert [item.words.strip() for item in yours.find("LBody")] == [
        "siger til i FVU, at du flytter til kl. 13  26. nov.",
        "finder breve fra banken  27. nov.",
        "har ringet til Hans om arbejdstøj",
    ]
    assert [str(label.entry.ActualText) for label in yours.find("Lbl")] == ["Ikke gjort endnu"] * 2 + [
        "Gjort"
    ]
    assert ours.kids[0].words == "Kommunen"


def test_signatures_stay_with_their_heading() -> None:
    for count in range(1, 40):
        rules = tuple(f"Regel nummer {number}" for number in range(count))
        root = read(replace(JONAS, rules=rules)).root
        (head,) = [node for node in root.find("H2") if node.words == "Dit ja til planen"]
        signed = [node for node in root.find("P") if "dato og underskrift" in node.words]
        assert [node.pages for node in signed] == [head.pages] * 2


def test_one_column_alone_says_that_the_other_is_empty() -> None:
    ours = section(read(replace(JONAS, unit_promises=())).root, "Det har vi aftalt")[1]
    assert ours.kids[1].words == "Ikke noget lige nu"


def test_an_empty_draft_is_a_whole_document() -> None:
    tagged = read(EMPTY)
    assert [node.words for node in tagged.root.find("H2")] == ["Målet", "Det sker nu"]
    assert tagged.root.find("H1")[0].words == "Karens plan"
    assert read(replace(EMPTY, citizen_name="")).root.find("H1")[0].words == "Din plan"


def test_no_codes_no_law_and_no_number_of_a_person() -> None:
    text = read(JONAS).outline()
    assert not re.search(r"\d{6}-?\d{4}", text)
    assert "§" not in text


def test_own_words_are_printed_unchanged() -> None:
    own = "Jeg vil have ro på.\nOg min egen nøgle.\n\nDet er det vigtigste 🗝️."
    plan = replace(JONAS, end_goal=EndGoal("Et job", "job", own))
    (quote,) = read(plan).root.find("BlockQuote")
    words = " ".join(quote.text().split())
    assert words == "»Jeg vil have ro på. Og min egen nøgle. Det er det vigtigste 🗝️.«"


def test_a_very_long_note_runs_over_pages_and_loses_no_word() -> None:
    assert len(NOTE) > 50_000
    activity = ActivityLine("Samtaler", NOTE)
    plan = replace(JONAS, activities=(activity,), end_goal=EndGoal(NOTE, "job", NOTE))
    tagged = read(plan)
    assert len(tagged.pdf.pages) > 20
    cell = section(tagged.root, "Det sker nu")[0].find("TD")[0]
    assert cell.words.split() == NOTE.split()
    assert tagged.root.find("BlockQuote")[0].text().split() == f"»{NOTE.strip()}«".split()


def test_forty_activities_over_many_pages() -> None:
    lines = tuple(
        ActivityLine(
            f"Forløb nummer {number}",
            "Så du får mere ro og kan komme videre mod dit mål " * (number % 4 + 1),
            tuple(WeekSlot(day, time(9), time(12)) for day in range(number % 5 + 1)),
            with_whom="Charlotte fra jobcentret",
        )
        for number in range(40)
    )
    tagged = read(replace(JONAS, activities=lines))
    table = section(tagged.root, "Det sker nu")[0]
    assert len(table.kids[1].kids) == 40
    pages = {page for node in table.walk() for page in node.pages}
    assert len(pages) >= 3
    repeated = [heads for heads in tagged.artifacts("/Pagination/Header") if "Hvornår" in heads]
    assert len(repeated) == len(pages) - 1


@pytest.mark.parametrize(
    "name", ["محمد علي", "Jonas 😀", "Łukasz Żółć", "Nguyễn Văn Anh", "x" * 400, "\u202eX"]
)
def test_any_name_gives_a_readable_plan(name: str) -> None:
    plan = replace(JONAS, citizen_name=name, contacts=(Contact(name, coordinator=True),))
    tagged = read(plan)
    assert name.split()[0].strip("\u202e") in tagged.root.find("H1")[0].words
    assert str(tagged.pdf.docinfo.Title) == plan_pdf(plan, language="da").title


def test_same_record_same_bytes() -> None:
    assert plan_pdf(JONAS, language="da").pdf == plan_pdf(JONAS, language="da").pdf


def test_english_edition_has_no_danish_labels() -> None:
    heads = {node.words for node in read(JONAS, "en").root.find("H2")}
    assert {"This happens now", "Your contacts", "If it is urgent"} <= heads
    assert not any("Det " in head for head in heads)


def test_short_hash() -> None:
    assert short_hash("a91c77f2b0de41") == "a91c-77f2"
    assert short_hash("a9") == "a9"
    assert short_hash("") == ""


def test_the_day_of_the_goal_stands_below_it() -> None:
    plan = replace(JONAS, end_goal=EndGoal("Et job", "job", due=date(2028, 8, 1)))
    words = " ".join(node.words for node in section(read(plan).root, "Målet: et job"))
    assert "Den dag, vi arbejder hen imod: 1. august 2028." in words


def test_what_is_agreed_is_parted_rather_than_leave_a_hole_on_the_page_before() -> None:
    made = tuple(
        Promise(f"løfte nummer {number} om noget der er aftalt mellem os og skal gøres færdigt snart")
        for number in range(5)
    )
    plan = replace(
        JONAS, activities=JONAS.activities[:2], citizen_promises=made, unit_promises=made[:4], contacts=(),
        changes=(), absence=(), rules=(), urgent=(), last_copy_on=None, signers=(),
    )  # fmt: skip
    opened = pypdfium2.PdfDocument(plan_pdf(plan, language="da").pdf)
    first, second = (page.get_textpage().get_text_range() for page in opened)
    opened.close()
    assert "Det har vi aftalt" in first
    assert "løfte nummer 0" in first
    assert "Det har vi aftalt" not in second
    assert "løfte nummer 4" in second
