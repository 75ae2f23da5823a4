"""Words that are put into a language only where they are shown."""

from __future__ import annotations

import gettext
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from caseworker.base import text
from caseworker.base.text import Text, from_data, raw, render, t, tc, tn, to_data

DAY = date(2026, 9, 3)


@pytest.fixture
def danish(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put in a small Danish catalogue, so that these tests stand on no room's words."""
    catalogue = Catalog(locale="da")
    catalogue.add("Talk on {day}", "Samtale {day:weekday}")
    catalogue.add("Open", "Åbn", context="button")
    catalogue.add("Open", "Åben", context="state")
    catalogue.add(("{count} day", "{count} days"), ("én dag", "{count} dage"))
    catalogue.add("Deadline: {what}", "Frist: {what}")
    file = BytesIO()
    write_mo(file, catalogue)
    file.seek(0)
    words = gettext.GNUTranslations(file)
    monkeypatch.setattr(
        text, "_catalogue", lambda lang: words if lang == "da" else gettext.NullTranslations()
    )
    yield


@pytest.mark.usefixtures("danish")
def test_a_message_is_translated_and_filled() -> None:
    words = t("Talk on {day}", day=DAY)
    assert render(words) == "Samtale torsdag 3. september"
    assert render(words, "en") == "Talk on 3 September 2026"


@pytest.mark.usefixtures("danish")
def test_context_tells_two_meanings_apart() -> None:
    assert render(tc("button", "Open")) == "Åbn"
    assert render(tc("state", "Open")) == "Åben"
    assert render(tc("state", "Open"), "en") == "Open"


@pytest.mark.usefixtures("danish")
@pytest.mark.parametrize(
    ("count", "danish_words", "english"),
    [(1, "én dag", "1 day"), (2, "2 dage", "2 days"), (0, "0 dage", "0 days")],
)
def test_words_follow_the_number(count: int, danish_words: str, english: str) -> None:
    words = tn("{count} day", "{count} days", count)
    assert render(words) == danish_words
    assert render(words, "en") == english


@pytest.mark.usefixtures("danish")
def test_a_text_within_a_text_speaks_the_same_language() -> None:
    words = t("Deadline: {what}", what=tn("{count} day", "{count} days", 2))
    assert render(words) == "Frist: 2 dage"
    assert render(words, "en") == "Deadline: 2 days"


@pytest.mark.usefixtures("danish")
def test_a_message_without_danish_stays_readable() -> None:
    assert render(t("Nobody has translated {this}", this="me")) == "Nobody has translated me"


@pytest.mark.parametrize(
    ("value", "danish_words", "english"),
    [
        (2.5, "2,5", "2.5"),
        (3.0, "3", "3"),
        (Decimal("12.25"), "12,25", "12.25"),
        (40, "40", "40"),
        (DAY, "3. september 2026", "3 September 2026"),
        (datetime(2026, 9, 3, 7, 15, tzinfo=UTC), "3. september 2026 kl. 09.15", "3 September 2026 at 09:15"),
        ("{not} a %s placeholder", "{not} a %s placeholder", "{not} a %s placeholder"),
    ],
)
def test_values_are_shown_in_the_language(value: Any, danish_words: str, english: str) -> None:
    words = Text("{value}", (("value", value),))
    assert render(words, "en") == english
    assert render(words, "da") == danish_words


def test_the_placeholder_says_how_short_a_day_is() -> None:
    words = t("{day:short} {day:numeric} {day:weekday_short}", day=DAY)
    assert render(words, "en") == "3 Sep 03-09-2026 Thu 3 Sep"


def test_a_day_that_ends_in_a_dot_ends_the_sentence_too() -> None:
    day = date(2026, 8, 13)
    assert render(t("Due {day:short}. What is missing?", day=day), "da") == "Due 13. aug. What is missing?"
    assert render(t("So it ends {what}.", what=raw("og så videre ..")), "da").endswith("...")
    assert render(raw("mine egne ord.."), "da") == "mine egne ord.."


def test_raw_words_are_never_looked_up_nor_filled() -> None:
    assert render(raw("Karen {x} 100 % 🙂")) == "Karen {x} 100 % 🙂"
    assert render("plain {x}") == "plain {x}"


def test_values_can_be_added_later() -> None:
    template = t("{who} meets {whom}", who="Karen")
    assert render(template.with_values(whom="Bo"), "en") == "Karen meets Bo"
    assert render(template.with_values(who="Per", whom="Bo"), "en") == "Per meets Bo"
    assert template == t("{who} meets {whom}", who="Karen")


@pytest.mark.parametrize(
    "words",
    [
        t("It is saved"),
        tc("button", "Open"),
        tn("{count} day", "{count} days", 3, name="Karen"),
        raw("æøå"),
        t(
            "{a} {b} {c} {d} {e}",
            a=DAY,
            b=datetime(2026, 9, 3, 7, 15, tzinfo=UTC),
            c=Decimal("1.5"),
            d=t("x"),
            e=2,
        ),
    ],
)
def test_the_log_keeps_a_text_as_data(words: Text) -> None:
    assert from_data(json.loads(json.dumps(to_data(words)))) == words


def test_the_danish_catalogue_is_there() -> None:
    english = "The first six digits of the CPR number are not a date. Check the number."
    assert render(t(english)) == "De første seks cifre i CPR-nummeret er ikke en dato. Se nummeret efter."


def test_how_many_there_are_has_its_thousands_apart_and_a_year_has_not() -> None:
    many = tn("{count} line in {year}", "{count} lines in {year}", 12_345, year=2026)
    assert render(many, "en") == "12,345 lines in 2026"
    assert render(t("and {count} more", count=5000), "da").startswith("og 5.000 ")
    assert render(t("and {count} more", count=999), "en") == "and 999 more"


@pytest.mark.parametrize("name", ["محمد علي", "חיים כהן", "Ali (علي)"])
def test_a_name_written_from_the_right_keeps_to_its_place_in_a_sentence(name: str) -> None:
    assert render(t("{name} ({day:numeric})", name=name, day=DAY), "en") == f"\u2068{name}\u2069 (03-09-2026)"
    inner = t("“{words}”", words=t("Talk with {name}", name=raw(name)))
    assert render(inner, "en") == f"“Talk with \u2068{name}\u2069”"
    assert render(raw(name)) == name, "alone it needs nothing"


@pytest.mark.parametrize("name", ["Åse Ødegård", "Nguyễn Văn", "Σωκράτης", "😀"])
def test_other_names_are_written_as_they_are(name: str) -> None:
    assert render(t("{name} has come", name=name), "en") == f"{name} has come"


@pytest.mark.parametrize(
    ("hours", "da", "en"),
    [
        (2565.28, "2.565 timer", "2,565 hours"),
        (961.98, "962 timer", "962 hours"),
        (18.5, "18,5 timer", "18.5 hours"),
    ],
)
def test_many_hours_are_whole_ones_with_the_thousands_apart(hours: float, da: str, en: str) -> None:
    text = t("The deadline comes with {hours} hours on benefit. They are not reached yet, so there is no date yet.",
             hours=hours)  # fmt: skip
    assert da in render(text, "da")
    assert en in render(text, "en")


def test_a_quotation_that_ends_its_sentence_needs_no_second_full_stop() -> None:
    said = t("“{words}”", words="Jeg kan ikke sove.")
    then = t("Then: {then}. Now: {now}.", then=said, now=t("“{words}”", words="Bedre"))
    assert render(then, "en") == "Then: “Jeg kan ikke sove.” Now: “Bedre”."
    assert render(then, "da") == "Dengang: »Jeg kan ikke sove.« Nu: »Bedre«."
    asked = t("Then: {then}. Now: nothing written.", then=t("“{words}”", words="Hvornår?"))
    assert render(asked, "en") == "Then: “Hvornår?” Now: nothing written."


def test_a_quotation_inside_of_one_has_single_marks_in_english() -> None:
    inner = t("Promise kept: {words}", words=t("“{words}”", words="Call the bank"))
    assert render(t("“{act}”", act=inner), "en") == "“Promise kept: ‘Call the bank’”"
    beside = t("{first} {second}", first=t("“{words}”", words="A"), second=t("“{words}”", words="B"))
    assert render(beside, "en") == "“A” “B”"
    uneven = t("“{words}”", words="He said “no")
    assert render(uneven, "en") == "“He said “no”"
