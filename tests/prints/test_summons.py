"""The summons letter says everything that is registered about a summons, and reads kindly."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.prints.records import Rebooking, SummonsPrint
from caseworker.prints.summons import by_parts, summons_pdf
from tests.prints.reader import TaggedPdf
from tests.prints.samples import LETTER


def read(letter: SummonsPrint, language: str = "da") -> TaggedPdf:
    tagged = TaggedPdf(summons_pdf(letter, language=language).pdf)
    assert tagged.faults == []
    return tagged


def facts(letter: SummonsPrint, language: str = "da") -> dict[str, str]:
    rows = read(letter, language).root.find("TR")
    return {row.kids[0].words: " ".join(row.kids[1].words.split()) for row in rows}


def test_an_ordinary_letter_fits_one_page() -> None:
    assert summons_pdf(LETTER, language="da").pages == 1


def test_every_registered_field_is_said() -> None:
    letter = replace(LETTER, unemployment_fund="Din a-kasse har besked.", reference="2026-118")
    said = facts(letter)
    assert said == {
        "Hvad": "Samtale om din plan",
        "Hvornår": "torsdag 3. december 2026 kl. 10-11",
        "Her mødes vi": "Job og Uddannelse, lokale 4 Torvet 1, 9999 Nordby",
        "Du taler med": "Karen Holm, tovholder Per Sand fra rusmiddelcentret er også med",
        "A-kasse": "Din a-kasse har besked.",
        "Spørgsmål": "00 00 00 01 Du kan også skrive til Karen i Digital Post.",
    }
    text = read(letter).root.text()
    for words in (
        "Jonas Lind",
        "Åvej 12, 2. th.",
        "9999 Nordby",
        "Vores nummer: 2026-118",
        "24. november 2026",
    ):
        assert words in text
    assert "Du kan vælge en anden tid indtil den 1. december 2026. Ring til Karen." in text
    assert "kan du miste din ydelse" in text


@pytest.mark.parametrize(
    ("changes", "label", "value"),
    [
        ({"form": "phone", "place": "", "place_address": ()}, "Hvor", "Vi ringer til dig"),
        ({"form": "phone", "place": "00 00 00 07", "place_address": ()}, "Vi ringer til dig", "00 00 00 07"),
        (
            {"form": "video", "place": "", "place_address": (), "link": "moede.example/123"},
            "Vi taler på video",
            "moede.example/123",
        ),
        (
            {"form": "company", "place": "Vestervang Auto", "place_address": ("Vej 2",)},
            "Vi mødes i virksomheden",
            "Vestervang Auto Vej 2",
        ),
        ({"place": "", "place_address": ()}, "Her mødes vi", "Job og Uddannelse Torvet 1 9999 Nordby"),
    ],
)
def test_place_follows_the_form(changes: dict[str, object], label: str, value: str) -> None:
    assert facts(replace(LETTER, **changes))[label] == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rebooking", "words"),
    [
        (Rebooking(True), "Du kan vælge en anden tid."),
        (Rebooking(True, date(2026, 12, 1)), "Du kan vælge en anden tid indtil den 1. december 2026."),
        (Rebooking(False), "Samtalen kan ikke flyttes. Ring til os, hvis du ikke kan komme."),
    ],
)
def test_rebooking(rebooking: Rebooking, words: str) -> None:
    assert words in read(replace(LETTER, rebooking=rebooking)).root.text()


def test_moving_and_staying_away_stand_under_one_heading() -> None:
    heads = [node.words for node in read(LETTER).root.find("H2")]
    assert heads == ["Det skal du tage med", "Hvis du ikke kan komme", "Godt at vide"]


def test_a_letter_without_a_number_asks_nobody_to_call() -> None:
    letter = replace(LETTER, phone="", other_contact="", rebooking=Rebooking(False), consequences=())
    text = read(letter).root.text()
    assert "Samtalen kan ikke flyttes. Giv os besked, hvis du ikke kan komme." in text
    assert "Ring" not in text


def test_a_talk_that_cannot_be_moved_offers_no_other_time() -> None:
    how = "Ring på 00 00 00 01, hvis du har brug for et andet tidspunkt."
    text = read(replace(LETTER, rebooking=Rebooking(False, None, how))).root.text()
    assert "andet tidspunkt" not in text


def test_what_is_not_known_is_left_out() -> None:
    bare = SummonsPrint(
        unit="Nordby Kommune",
        print_day=LETTER.print_day,
        recipient="Jonas Lind",
        day=LETTER.day,
        start=LETTER.start,
        form="phone",
        purpose="Første samtale",
    )
    tagged = read(bare)
    assert tagged.root.find("H2") == []
    assert facts(bare) == {
        "Hvad": "Første samtale",
        "Hvornår": "torsdag 3. december 2026 fra kl. 10",
        "Hvor": "Vi ringer til dig",
    }
    assert tagged.root.kids[-1].words.strip() == "Nordby Kommune"


def test_the_greeting_never_stands_alone() -> None:
    for count in range(1, 30):
        letter = replace(LETTER, bring=tuple(f"papir {number}" for number in range(count)))
        root = read(letter).root
        assert root.find("H2")[-1].pages == root.kids[-1].pages


def test_english_letter() -> None:
    assert facts(LETTER, "en")["When"] == "Thursday 3 December 2026, 10:00 to 11:00"
    assert read(LETTER, "en").root.find("H1")[0].words == "Summons to a talk"


def test_the_senders_unit_is_broken_between_its_parts() -> None:
    assert by_parts("Job og Uddannelse, Nordby Kommune") == "Job og Uddannelse,\nNordby Kommune"
    said = read(replace(LETTER, unit="Job og Uddannelse, Nordby Kommune")).root.text()
    assert "Job og Uddannelse, Nordby Kommune" in said
