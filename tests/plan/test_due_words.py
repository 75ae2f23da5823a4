"""The day at the end of an agreement on one line, as people write it."""

from __future__ import annotations

import random
import re
from datetime import date
from time import perf_counter

import pytest

from caseworker.base.text import render
from caseworker.plan.due_words import bygone_day, impossible_day, odd_day, passed_day, remark_on, split_day
from tests.plan.everyday import AGREEMENTS, EVERYDAY

TODAY = date(2026, 12, 1)
TENTH, FRIDAY = date(2026, 12, 10), date(2026, 12, 4)


@pytest.mark.parametrize(
    ("line", "words", "day"),
    [
        ("Vi ringer, 10/12", "Vi ringer", TENTH),
        ("Vi ringer, inden 10/12", "Vi ringer", TENTH),
        ("Vi ringer, senest 10/12", "Vi ringer", TENTH),
        ("Vi ringer inden fredag", "Vi ringer", FRIDAY),
        ("Vi ringer, på fredag", "Vi ringer", FRIDAY),
        ("Vi ringer senest 10. december kl. 9", "Vi ringer senest 10. december kl. 9", TENTH),
        ("Møder hver fredag", "Møder hver fredag", None),
        ("Ringer, når det passer", "Ringer, når det passer", None),
    ],
)
def test_the_day_is_read_and_the_words_stay(line: str, words: str, day: date | None) -> None:
    assert split_day(line, TODAY) == (words, day)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Vi sender kurset, 31/2", "31/2"),
        ("Vi sender kurset senest 31/2", "31/2"),
        ("Vi sender kurset inden 31. februar kl. 9", "31. februar"),
        ("Vi sender kurset, fredag d. 31-2", "31-2"),
        ("Vi sender kurset, onsdagg", "onsdagg"),
        ("Vi sender kurset, 10/12", ""),
        # Part of what is agreed: told as a remark, and nothing is refused for it.
        ("Vi sender kurset 32/13", ""),
        ("Hans møder på hold 2/19", ""),
        ("Hans tager bus 3/14", ""),
        ("Vi ringer, når det passer", ""),
        ("Passer børn, onsdage", ""),
        ("Ringer til Ole, 22 33 44 55", ""),
        ("Arbejder 20/37", ""),
        ("Møder kl. 9-15", ""),
        ("Får løn til 31/2", ""),
    ],
)
def test_what_is_written_as_a_day_and_is_none_is_found(line: str, day: str) -> None:
    assert impossible_day(line, TODAY) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Vi ringer, 1/11", date(2026, 11, 1)),
        ("Vi ringer, senest d. 1/11 kl. 9", date(2026, 11, 1)),
        ("Vi ringer inden mandag den 2. november", date(2026, 11, 2)),
        ("Vi ringer, i går", date(2026, 11, 30)),
        ("Vi ringer, 1/11-2025", date(2025, 11, 1)),
        ("Vi ringer, 1/11-2027", None),
        ("Vi ringer, i dag", None),
        # Part of what is agreed, not when it is due.
        ("Vi sender referatet af mødet den 1/11", None),
        ("Vi sender afgørelsen af 1/11", None),
        ("Betaler det, der er fra før 1/11, fredag", None),
    ],
)
def test_a_day_to_be_done_by_that_is_over_is_found(line: str, day: date | None) -> None:
    assert passed_day(line, TODAY) == day


@pytest.mark.parametrize(
    ("line", "odd"),
    [
        ("Hans møder på hold 2/19", "2/19"), ("Vi sender kurset 32/13 kl. 9", "32/13"), ("Vi ringer 10/12", ""),
        ("Vi sender kurset, 31/2", ""), ("Arbejder 20/37", ""), ("Får løn til 31/2", ""),
        ("Vi ringer onsdagg", "onsdagg"), ("Passer børn onsdage", ""), ("Vi sender mandat", ""),
    ],
)  # fmt: skip
def test_what_looks_like_a_day_elsewhere_is_odd_and_no_more(line: str, odd: str) -> None:
    assert odd_day(line, TODAY) == odd


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Hans er hjemme 9-12", None),
        ("Hans er hos os kl. 10-12", None),
        ("Hans møder mandag kl. 9-12", date(2026, 11, 30)),
        ("Hans møder i lokale 4.12", None),
        ("Hans læser kapitel 3.2", None),
        ("Hans møder på hold 2/3", None),
        ("Hans møder i lokale 4 12", None),
        ("Hans er hjemme 9 - 12", None),
        ("Hans møder mandag 9-12", date(2026, 11, 30)),
        ("Hans møder mandag 9.30-12", date(2026, 11, 30)),
        ("Hans møder mandag 9 - 12.30", date(2026, 11, 30)),
        ("Hans møder, mandag 9-12", date(2026, 11, 30)),
        ("Hans møder mandag, 9–12", date(2026, 11, 30)),
        ("Hans møder man. 9-12.", date(2026, 11, 30)),
        ("Hans møder mandag og onsdag 9-12", date(2026, 11, 25)),
        ("Hans arbejder fredag 22-6", date(2026, 11, 27)),
        ("Hans møder senest mandag 9-12", date(2026, 11, 30)),  # 9 December is no Monday
        ("Hans møder hver mandag 9-12", None),
        ("Hans passer børn mandage 9-12", None),
        ("Hans henter sønnen 9-12", None),
        ("Hans comes Monday 9-12", date(2026, 11, 30)),
        ("Hans comes on Monday 9:30-12", date(2026, 11, 30)),
        ("Hans comes every Monday 9-12", None),
    ],
)
def test_hours_and_what_is_counted_are_no_days_and_stay_in_the_words(line: str, day: date | None) -> None:
    assert split_day(line, date(2026, 11, 24)) == (line, day)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Ringer onsdag 2-12", date(2026, 12, 2)), ("Ringer mandag 14-12", date(2026, 12, 14)),
        ("Ringer senest onsdag 9-12", date(2026, 12, 9)), ("Ringer mandag den 9-12", date(2026, 12, 9)),
        ("Ringer mandag 9/12", date(2026, 12, 9)), ("Ringer onsdag 9-12-2026", date(2026, 12, 9)),
        ("Ringer onsdag 9.12-26", date(2026, 12, 9)), ("Ringer mandag 30-11", date(2026, 11, 30)),
        ("Ringer Monday 14-12", date(2026, 12, 14)), ("Ringer by Wednesday 9-12", date(2026, 12, 9)),
    ],
)  # fmt: skip
def test_figures_behind_a_weekday_are_its_date_where_they_are_no_hours(line: str, day: date) -> None:
    assert split_day(line, date(2026, 11, 24)) == ("Ringer", day)


def test_hours_behind_a_weekday_are_no_day_that_is_over() -> None:
    for line in ("Hans møder, mandag 9-11", "Hans møder mandag 9 - 11", "Hans comes, Monday 9-11"):
        assert passed_day(line, TODAY) is None
        assert bygone_day(line, TODAY) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Ringer til Ole 86 12 10 30", "Ringer til Ole 86 12 10 12", "Ringer til Ole, 86 12 24 12",
        "Ringer til Ole +45 86 12 10 30.", "Ringer til Ole 86 121030", "Ringer til Ole 12 10 12 10",
        "Ringer på 8612 10 12", "Calls Ole at +45 86 12 10 30", "Calls Ole on 86 12 10 12",
    ],
)  # fmt: skip
def test_a_telephone_number_is_no_day_and_stays_whole(line: str) -> None:
    assert split_day(line, TODAY) == (line, None)
    assert (impossible_day(line, TODAY), odd_day(line, TODAY), bygone_day(line, TODAY)) == ("", "", "")
    assert passed_day(line, TODAY) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Ringer til Ole 86 12 10 30 10/12", "Ringer til Ole 86 12 10 30"),
        ("Ringer til Ole 86 12 10 30, 10 12", "Ringer til Ole 86 12 10 30"),
        ("Ringer til Ole 86 12 10 30 den 10. december", "Ringer til Ole 86 12 10 30"),
        ("Ringer til Ole 10 12", "Ringer til Ole"),
        ("Ringer til Ole 10 12 26", "Ringer til Ole"),
        ("Calls Ole on 86 12 10 30 by 10/12", "Calls Ole on 86 12 10 30"),
    ],
)
def test_a_day_is_read_behind_a_telephone_number_and_in_pairs(line: str, words: str) -> None:
    assert split_day(line, TODAY) == (words, TENTH)


@pytest.mark.parametrize(
    "line",
    [
        "Flytter til den 10/12", "Flytter til d. 10. december", "Flytter til mandag den 10/12",
        "Flytter til man. 10/12", "Arbejder her fra den 10/12", "Arbejder her, fra den 10/12",
        "Er syg siden den 10/12", "Er syg siden fredag", "Sender afgørelsen af den 10/12",
        "Sender afgørelsen af 10/12", "Taler med Ole om den 10/12", "Arbejder indtil den 10/12 kl. 12",
        "Moves to Monday 10/12", "Works here from the 10/12", "Is ill since 10/12", "Sends the decision of 10/12",
        "Works until Friday 10 December",
    ],
)  # fmt: skip
def test_a_day_that_is_part_of_what_is_agreed_stays_in_whole_words(line: str) -> None:
    assert split_day(line, TODAY) == (line, None)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Flytter til Aarhus den 10/12", "Flytter til Aarhus"),
        ("Flytter til Aarhus inden den 10/12", "Flytter til Aarhus"),
        ("Siger til senest den 10/12", "Siger til"),
        ("Siger fra på 10/12", "Siger fra"),
        ("Taler om det, den 10/12", "Taler om det"),
        ("Says what is agreed from, by 10/12", "Says what is agreed from"),
        ("Moves to Aarhus on 10/12", "Moves to Aarhus"),
    ],
)
def test_a_day_led_to_by_a_word_of_its_own_is_due(line: str, words: str) -> None:
    assert split_day(line, TODAY) == (words, TENTH)


@pytest.mark.parametrize("words", EVERYDAY)
def test_no_word_of_an_agreement_is_lost_to_its_day(words: str) -> None:
    assert split_day(words, TODAY) == (words, None)
    for day in (
        " 10/12",
        ", 10/12",
        " den 10/12",
        " senest 10/12",
        " torsdag den 10/12",
        ", tor. 10. december",
    ):
        assert split_day(words + day, TODAY) == (words, TENTH)
    for day in (" fredag", ", fredag", " på fredag", " inden fredag"):
        assert split_day(words + day, TODAY) == (words, FRIDAY)
    # A day that is over, or hours: nothing of the words is named along with it.
    assert bygone_day(f"{words} 1/11", TODAY) == "1/11"
    assert split_day(f"{words} 9-12", TODAY) == (f"{words} 9-12", None)


@pytest.mark.parametrize(
    ("line", "words", "day"),
    [
        ("Henter sin søn.", "Henter sin søn.", None),
        ("Holder fri.", "Holder fri.", None),
        ("Møder Ole, Torben 10/12", "Møder Ole, Torben", TENTH),
        ("Møder Ole, Tor 10/12", "Møder Ole, Tor", TENTH),
        ("Skal holde fri 4/12", "Skal holde fri", FRIDAY),
        ("Møder fre 4/12", "Møder", FRIDAY),
        ("Møder tors. d. 10/12", "Møder", TENTH),
        ("Møder Ole 3/12 og 10/12", "Møder Ole 3/12 og 10/12", TENTH),
        ("Er på ferie 7/12 - 10/12", "Er på ferie 7/12 - 10/12", TENTH),
        ("Ringer omkring den 10/12", "Ringer omkring den 10/12", TENTH),
        ("Meets Monica 10/12", "Meets Monica", TENTH),
        ("Meets Fritz, 10/12", "Meets Fritz", TENTH),
        ("Calls Ole Thu 10 December", "Calls Ole", TENTH),
        ("Looks after the sun", "Looks after the sun", None),
    ],
)
def test_only_a_weekday_goes_with_the_day(line: str, words: str, day: date | None) -> None:
    assert split_day(line, TODAY) == (words, day)


@pytest.mark.parametrize("line", ["Møder Ole, Monika 1/11", "Møder inden Monika 1/11"])
def test_a_name_does_not_make_a_day_that_is_over_due(line: str) -> None:
    assert passed_day(line, TODAY) is None


@pytest.mark.parametrize(
    "line",
    [
        "Ringer efter den 10/12", "Ringer efter fredag", "Ringer før den 10/12", "Ringer, efter den 10/12",
        "Ringer tidligst mandag den 10/12", "Er syg til og med den 10/12", "Calls after 10/12",
        "Calls before Friday",
    ],
)  # fmt: skip
def test_a_day_after_or_before_which_stays_in_whole_words(line: str) -> None:
    assert split_day(line, TODAY) == (line, None)


@pytest.mark.parametrize(
    "line",
    [
        "Ringer på 20123030",
        "Ringer til Ole, 20123030",
        "Ringer den 20123030",
        "Sag 01101926",
        "Ser på sag, 01101926",
    ],
)
def test_a_number_is_no_day_of_a_far_year(line: str) -> None:
    assert split_day(line, TODAY) == (line, None)
    assert passed_day(line, TODAY) is None


def test_a_day_in_eight_figures_is_read() -> None:
    assert (
        split_day("Ringer, 10122026", TODAY) == split_day("Ringer den 10122026", TODAY) == ("Ringer", TENTH)
    )


@pytest.mark.parametrize("line", ["Ringer den 2.12", "Ringer, 2-12", "Ringer senest 2-12", "Ringer 2/12"])
def test_a_day_in_figures_is_one_where_a_word_or_a_comma_leads_to_it(line: str) -> None:
    assert split_day(line, date(2026, 11, 24)) == ("Ringer", date(2026, 12, 2))


@pytest.mark.parametrize(("line", "words", "day", "told"), AGREEMENTS)
def test_an_everyday_agreement_has_its_words_and_its_day(line: str, words: str, day: str, told: str) -> None:
    due = date.fromisoformat(day if len(day) != 5 else f"2026-{day}") if day else None
    assert (*split_day(line, TODAY), odd_day(line, TODAY)) == (words or line, due, told)
    assert (impossible_day(line, TODAY), passed_day(line, TODAY), bygone_day(line, TODAY)) == ("", None, "")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Vi ringer 1/11", "1/11"),
        ("Vi ringer 1/11 kl. 9", "1/11"),
        ("Vi ringer mandag den 2. november", "2. november"),
        ("Vi ringer den 2.11", "2.11"),
        ("Vi ringer 3/12-2025", "3/12-2025"),
        ("Vi sender referatet af mødet den 1/11", "1/11"),
        # A day to come, or refused where it stands.
        ("Vi ringer 10/12", ""),
        ("Vi ringer, 1/11", ""),
        ("Vi ringer senest 1/11", ""),
        # Part of what is agreed.
        ("Vi sender afgørelsen af 1/11", ""),
        ("Flytter fra mandag den 2/11", ""),
        ("Hans er hjemme 9-10", ""),
        ("Hans møder mandag 9-10", ""),
        ("Hans møder kl. 9", ""),
        ("Hans arbejder 1/2 dag", ""),
        ("Hans møder på hold 2/10", ""),
        ("Hans møder i lokale 4.11", ""),
        ("Ringer til Ole 86 12 10 98", ""),
        ("Vi ringede i går", ""),
    ],
)
def test_a_day_that_is_over_at_the_end_of_a_line_is_found(line: str, words: str) -> None:
    assert bygone_day(line, TODAY) == words
    if words:
        assert split_day(line, TODAY) == (line, None)


def test_the_remark_names_every_line_whose_day_is_not_read() -> None:
    lines = ["Vi ringer 1/11", "Vi ringer 10/12", "Vi skriver 31/2", "Hans ringer 2/11", "Hans skriver 32/13"]
    remark = remark_on(lines, TODAY)
    assert remark is not None
    assert render(remark, "da") == (
        "»31/2«, »32/13« læses ikke som dage. Datoerne »1/11«, »2/11« er gået og bliver ikke aftalernes datoer."
    )
    assert remark_on(lines[1:2], TODAY) is None


_LEADS = ["senest", "inden", "frist", "på", "den", "d.", "d", "by", "on"]
_DAYS = [
    "10/12", "10.12", "10-12", "10 12", "9/12 2026", "10. december", "fredag", "tors.", "fre", "i morgen", "om 2 uger",
    "+14", "3.", "torsdag den 10/12", "uge 50 mandag", "mandag i uge 50", "10/12 kl. 9", "fredag 9-12", "Friday",
    "1/11",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(20))
def test_every_word_of_a_line_is_in_its_words_or_its_day(seed: int) -> None:
    chance = random.Random(seed)
    vocabulary = [word for line in EVERYDAY for word in line.split()] + [
        "i", "til", "hal", "uge", "by", "en", "nr.", "§", "tlf.", "86", "12", "og", "-", "senest", "den", "d", ",",
        "kl.",
    ]  # fmt: skip
    for _turn in range(500):
        words, day = chance.choices(vocabulary, k=chance.randint(1, 6)), chance.choice(_DAYS)
        leads = chance.choices([*_LEADS, ","], k=chance.randint(0, 3))
        line = " ".join([*words, *leads, day])
        kept, due = split_day(line, TODAY)
        assert line.startswith(kept), line
        taken = line[len(kept) :].replace(",", " ").split()
        assert (kept == line) or due is not None, line
        lead = taken[: len(taken) - len(day.split())]
        assert taken[len(lead) :] in (day.split(), []), line
        assert all(word in _LEADS or re.fullmatch(r"\w+dag|\d+", word) for word in lead), line


@pytest.mark.parametrize(
    "line",
    [
        "a" * 40_000,
        "a " * 20_000,
        "9-12 " * 8_000,
        "ons" * 13_000,
        "mandag " * 6_000,
        "10 " * 13_000,
        "1" * 40_000,
        ", " * 20_000,
        "senest " * 5_000 + "fredag",
        "10/12 " * 6_000,
        "d." * 20_000,
        "d.1" * 13_000,
    ],
)
def test_a_long_text_is_looked_through_at_once(line: str) -> None:
    begun = perf_counter()
    for read in (split_day, impossible_day, odd_day, bygone_day, passed_day):
        read(line, date(2026, 11, 24))
    assert perf_counter() - begun < 5  # what goes over it again from each place takes minutes
