"""A typed agreement is understood: whose it is from the first word, its day from the end."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.contacts.service import Participant
from tests.plan.everyday import EVERYDAY
from ui.contacts.agreement_words import agreement_data, next_side, owners_of, read_agreement
from ui.contacts.participant_words import participants_text, read_participants
from ui.contacts.when_words import unbroken
from ui.plan.state import agreement_day

TODAY = date(2026, 11, 24)  # a Tuesday
OWNERS = owners_of(
    ("Jonas", "Jonas Bruun"),
    "Karen Holm",
    [("Per Lind", "rusmiddelcenter"), ("Hans Vester", "arbejdsgiver"), ("Jonas Dahl", "mentor")],
)


@pytest.mark.parametrize(
    ("line", "side", "owner", "words", "due_on"),
    [
        ("Per sender tider, fredag", "municipality", "Per Lind", "Per sender tider", date(2026, 11, 27)),
        ("Jonas ringer til FVU i morgen", "citizen", "", "Jonas ringer til FVU", date(2026, 11, 25)),
        ("Karen svarer Jonas senest 3/12", "municipality", "", "Karen svarer Jonas", date(2026, 12, 3)),
        ("Vi bestiller en tid, +14", "municipality", "", "Vi bestiller en tid", date(2026, 12, 8)),
        ("Hans finder arbejdstøj om 2 uger", "company", "Hans Vester", "Hans finder arbejdstøj", date(2026, 12, 8)),
        ("Virksomheden sender skema", "company", "", "Virksomheden sender skema", None),
        ("Søger om mentor", "citizen", "", "Søger om mentor", None),
        ("jonas: breve fra banken, den 1. december", "citizen", "", "jonas: breve fra banken", date(2026, 12, 1)),
        # The time of day belongs to what is agreed: the words keep it.
        ("Jonas møder, torsdag kl. 9", "citizen", "", "Jonas møder, torsdag kl. 9", date(2026, 11, 26)),
        # A day inside the words is not the day it is due.
        (
            "Jonas siger, at han flytter til tirsdag kl. 13, torsdag",
            "citizen", "", "Jonas siger, at han flytter til tirsdag kl. 13", date(2026, 11, 26),
        ),
        ("Jonas flytter til tirsdag", "citizen", "", "Jonas flytter til tirsdag", None),
        ("Jonas møder hver fredag", "citizen", "", "Jonas møder hver fredag", None),
        # Three letters that begin a weekday's name are not a day.
        ("Jonas gør, hvad man", "citizen", "", "Jonas gør, hvad man", None),
        # A day that is over is left in the words.
        ("Jonas sender 1/11", "citizen", "", "Jonas sender 1/11", None),
    ],
)  # fmt: skip
def test_a_line_is_understood(line: str, side: str, owner: str, words: str, due_on: date | None) -> None:
    found = read_agreement(line, OWNERS, TODAY)
    assert found is not None
    if due_on is None and side == "municipality":
        due_on = date(2026, 11, 25)
    assert (found.side, found.owner, found.words, found.due_on) == (side, owner, words, due_on)


@pytest.mark.parametrize("words", EVERYDAY)
def test_the_talk_and_the_plan_lose_no_word_to_a_day(words: str) -> None:
    tenth = date(2026, 12, 10)
    for day in (" 10/12", ", 10/12", " den 10/12", " senest torsdag den 10/12"):
        found = read_agreement(words + day, OWNERS, TODAY)
        assert found is not None
        assert (found.words, found.due_on) == agreement_day(words + day, TODAY) == (words, tenth)
    ours = read_agreement(f"Vi: {words} efter den 10/12", OWNERS, TODAY)
    assert ours is not None
    assert (ours.words, ours.due_on) == (f"Vi: {words} efter den 10/12", date(2026, 11, 25))
    assert agreement_day(f"{words}, Monika 1/11", TODAY) == (f"{words}, Monika 1/11", None)


def test_ours_without_a_day_is_due_on_the_next_working_day() -> None:
    friday = date(2026, 11, 27)
    found = read_agreement("Karen svarer", OWNERS, friday)
    assert found is not None
    assert found.due_on == date(2026, 11, 30)


def test_nothing_typed_is_no_agreement() -> None:
    assert read_agreement("   ", OWNERS, TODAY) is None


def test_the_citizen_comes_before_others_of_the_same_first_name() -> None:
    assert OWNERS["jonas"].side == "citizen"
    assert OWNERS["karen"].side == "municipality"


def test_a_click_gives_it_to_the_next_side_and_back() -> None:
    found = read_agreement("Jonas ringer", OWNERS, TODAY)
    assert found is not None
    first = found.plain()
    ours = next_side(first, TODAY)
    assert (ours["side"], ours["due_on"]) == ("municipality", "2026-11-25")
    assert [next_side(ours, TODAY)["side"], next_side(next_side(ours, TODAY), TODAY)["side"]] == [
        "company",
        "citizen",
    ]


def test_what_is_saved_has_the_side_the_owner_and_the_day() -> None:
    found = read_agreement("Per sender tider, fredag", OWNERS, TODAY)
    assert found is not None
    (data,) = agreement_data([found.plain()])
    assert (data.side, data.owner, data.words, data.due_on) == (
        "municipality",
        "Per Lind",
        "Per sender tider",
        date(2026, 11, 27),
    )


def test_participants_are_written_and_read_as_one_line() -> None:
    known = (Participant("Per Lind", "rusmiddelcenter", "video"), Participant("Mette Holst"))
    line = participants_text(known)
    assert line == "Per Lind (rusmiddelcenter), Mette Holst"
    assert read_participants(line, known) == known
    assert read_participants(" Ida Bak (mentor) ,, ") == (Participant("Ida Bak", "mentor"),)
    assert read_participants("") == ()


def test_a_day_is_not_broken_over_two_lines() -> None:
    assert (
        unbroken("Jonas: Finder breve, 30. nov. kl. 9")
        == "Jonas: Finder breve, 30.\N{NO-BREAK SPACE}nov. kl. 9"
    )
    assert unbroken("by 30 Nov, then 2 more") == "by 30\N{NO-BREAK SPACE}Nov, then 2\N{NO-BREAK SPACE}more"
