"""CPR numbers, sorting, genitive and initials."""

from __future__ import annotations

import contextlib
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.danish import full_cpr, genitive, initials, masked_cpr, parse_cpr, sort_key
from caseworker.base.errors import UserError
from caseworker.base.text import render


@pytest.mark.parametrize(
    "words", ["070761-4285", "0707614285", " 070761 4285 ", "070761–4285", "07.07.61-4285"]
)
def test_a_cpr_number_is_read_as_people_write_it(words: str) -> None:
    cpr = parse_cpr(words)
    assert (cpr.number, cpr.birth_date, cpr.sex, cpr.check_ok) == (
        "0707614285",
        date(1961, 7, 7),
        "m",
        True,
    )


def test_a_failed_check_digit_is_only_a_warning() -> None:
    cpr = parse_cpr("010190-1234")
    assert not cpr.check_ok
    assert (cpr.birth_date, cpr.sex) == (date(1990, 1, 1), "f")


@pytest.mark.parametrize(
    ("number", "born"),
    [
        ("0101360000", date(1936, 1, 1)),
        ("0101364000", date(2036, 1, 1)),
        ("0101374000", date(1937, 1, 1)),
        ("0101575000", date(2057, 1, 1)),
        ("0101585000", date(1858, 1, 1)),
        ("0101369000", date(2036, 1, 1)),
        ("2902004000", date(2000, 2, 29)),
    ],
)
def test_the_seventh_digit_tells_the_century(number: str, born: date) -> None:
    assert parse_cpr(number).birth_date == born


def test_a_replacement_number_has_sixty_added_to_its_day() -> None:
    own, instead = parse_cpr("211062-5629"), parse_cpr("811062-5629")
    assert (instead.birth_date, instead.sex) == (own.birth_date, own.sex)
    assert (own.replacement, instead.replacement) == (False, True)
    assert instead.number == "8110625629"


@pytest.mark.parametrize("words", ["310290-1234", "001290-1234", "290201-1234", "991062-5629"])
def test_six_digits_that_are_no_date(words: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_cpr(words)
    assert "first six digits" in render(caught.value.text, "en")
    assert "cifre" in render(caught.value.text, "da")


@pytest.mark.parametrize(
    "words", ["", "211062", "211062-562", "211062-56290", "21106a-5629", "２１１０６２５６２９"]
)
def test_what_has_not_ten_digits(words: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_cpr(words)
    assert "ten digits" in render(caught.value.text, "en")


def test_the_number_shows_in_no_repr_and_masked_on_screen() -> None:
    cpr = parse_cpr("2110625629")
    assert "5629" not in repr(cpr)
    assert masked_cpr(cpr.number) == "211062-••••"
    assert full_cpr(cpr.number) == "211062-5629"
    assert masked_cpr("") == full_cpr("") == ""


@given(st.text(max_size=30))
def test_no_words_break_the_cpr_reader(words: str) -> None:
    with contextlib.suppress(UserError):
        assert len(parse_cpr(words).number) == 10


def test_names_sort_the_danish_way() -> None:
    names = ["Zenia", "Æbelø", "Ærø", "Østergaard", "Åberg", "aabenraa", "Ålborg", "Albert", "Anders"]
    assert sorted(names, key=sort_key) == [
        "Albert", "Anders", "Zenia", "Æbelø", "Ærø", "Østergaard", "aabenraa", "Åberg", "Ålborg",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ågård", unicodedata.normalize("NFD", "Ågård")),
        ("Kierkegaard", "kierkegård"),
        ("José", "jose"),
        ("Łukasz", "lukasz"),
        ("Anna  Maria ", "anna maria"),
        ("Müller", "Myller"),
        ("Björn", "Bjørn"),
    ],
)
def test_the_same_name_written_in_two_ways_sorts_together(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Karen", "Karens"),
        ("Jonas", "Jonas’"),
        ("Max", "Max’"),
        ("Beatriz", "Beatriz’"),
        ("LARS", "LARS’"),
        ("", ""),
    ],
)
def test_genitive(name: str, expected: str) -> None:
    assert genitive(name) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Karen Jensen", "KJ"),
        ("Anne Marie Møller", "AM"),
        ("Åse", "Å"),
        ("", ""),
        ("Bo (42) Holm", "BH"),
        ("123", ""),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
