"""What stands of the variants of a rule where one fact is not known, looked at alone."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from caseworker.deadlines import doubts
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case import Case
from caseworker.deadlines.doubts import Found
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.rules import Applies
from caseworker.deadlines.triggers import Instance
from tests.deadlines.make import PACKS, day

ENTRY = next(entry for entry in PACKS.entries if entry.rule.id == "R-037")
YOUNG, OLD = {"under_age": 30}, {"from_age": 30}


def job(who: dict[str, Any], **rule: Any) -> Job:
    """Return the job of a rule about some people, set going on 3 March 2025 and asked about on 1 June."""
    changed = replace(ENTRY.rule, applies_to=Applies(**who), **rule)
    return Job(
        Case(Facts(), day("2025-06-01")),
        replace(ENTRY, rule=changed),
        Instance(day("2025-03-03"), "s", "event"),
    )


def outcome(due: str, met: str | None = None, **more: Any) -> Outcome:
    return Outcome(due=day(due), met_on=day(met) if met else None, **more)


def of(who: dict[str, Any], *found: Outcome, **rule: Any) -> Found:
    return doubts.unknown(job(who, **rule), list(found), ("birth_date",))


def settled(*variants: Found, missing: tuple[str, ...] = ("birth_date",)) -> Answer | None:
    return doubts.settled(list(variants), missing, trace=False)


def test_one_date_of_all_variants_stands_and_the_first_of_them_tells_it() -> None:
    found = settled(
        of(YOUNG, outcome("2025-06-20"), legal_basis="the first"),
        of(OLD, outcome("2025-06-20"), legal_basis="the second"),
    )
    assert found is not None
    assert (found.status, found.due_on, found.legal_basis, found.missing) == (
        "open", day("2025-06-20"), "the first", (),
    )  # fmt: skip


def test_what_is_done_with_under_every_date_has_none() -> None:
    found = settled(
        of(YOUNG, outcome("2025-04-03", "2025-03-10")), of(OLD, outcome("2025-06-03", "2025-03-10"))
    )
    assert found is not None
    assert (found.status, found.due_on, found.met_on) == ("met", None, day("2025-03-10"))


@pytest.mark.parametrize(
    ("young", "old"),
    [
        (outcome("2025-06-20"), outcome("2025-06-23")),  # open, with two dates
        (outcome("2025-04-03"), outcome("2025-05-03")),  # missed, with two dates
        (outcome("2025-06-20"), outcome("2025-04-03")),  # open or missed
        (outcome("2025-04-03", "2025-03-10"), outcome("2025-04-03", "2025-03-11")),  # met on two days
        (outcome("2025-04-03", missing=("employed",)), outcome("2025-04-03", missing=("employed",))),
    ],
)
def test_nothing_stands_where_variants_do_not_come_to_the_same(young: Outcome, old: Outcome) -> None:
    assert settled(of(YOUNG, young), of(OLD, old)) is None
    assert settled(of(YOUNG, old), of(OLD, young)) is None


def test_a_right_that_is_past_under_both_dates_is_not_told_without_one() -> None:
    assert (
        settled(of(YOUNG, outcome("2025-04-03"), right=True), of(OLD, outcome("2025-05-03"), right=True))
        is None
    )


def test_a_series_or_what_is_not_worked_out_is_not_compared() -> None:
    due = "2025-06-20"
    one = of(YOUNG, outcome(due))
    assert settled(one, of(OLD, outcome(due), outcome(due))) is None
    assert settled(one, doubts.known(job(OLD), [outcome(due)])) is None


@pytest.mark.parametrize(
    ("missing", "whom", "stands"),
    [
        (("birth_date",), [YOUNG, OLD], True),
        (("birth_date",), [OLD, YOUNG], True),
        (("birth_date",), [YOUNG, {"from_age": 30, "under_age": 60}, {"from_age": 60}], True),
        (("birth_date",), [YOUNG, {"from_age": 31}], False),
        (("birth_date",), [YOUNG, {"from_age": 30, "under_age": 60}], False),
        (("birth_date",), [{"from_age": 18}], False),
        (("birth_date",), [{}], False),  # who has the duty is not told by the age
        (("birth_date",), [YOUNG, {}], False),
        (("birth_date", "category"), [YOUNG, OLD], False),
        (("employed",), [YOUNG, OLD], False),
        (("category",), [{"category": {1}}, {"category": {2, 3}}], True),
        (("category",), [{"category": {1, 2, 3}}], True),
        (("category",), [{"category": {1}}, {"category": {2}}], False),
        (("category",), [{"category": {n}, "categories": {1, 2}} for n in (1, 2)], True),
        (("category",), [{"category": {1}, "categories": {1, 2}}, {"category": {2}}], False),
        (("category",), [{"category": {1, 2, 3}}, {}], False),
        (("match",), [{"match": {1}}, {"match": {2, 3}}], True),
        (("match",), [{"match": {1}}, {"match": {2}}], False),
    ],
)
def test_it_stands_only_where_one_of_the_variants_applies_in_any_case(
    missing: tuple[str, ...], whom: list[dict[str, Any]], stands: bool
) -> None:
    sets = [{k: frozenset(v) if isinstance(v, set) else v for k, v in who.items()} for who in whom]
    found = settled(*(of(who, outcome("2025-06-20")) for who in sets), missing=missing)
    assert (found is not None) is stands


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("rule", [{"judged": "each_day"}, {"unless": Applies()}])
def test_nobody_can_say_it_of_each_day_nor_where_there_are_exceptions(
    rule: dict[str, Any], place: int
) -> None:
    rules: list[dict[str, Any]] = [{}, {}]
    rules[place] = rule
    assert (
        settled(of(YOUNG, outcome("2025-06-20"), **rules[0]), of(OLD, outcome("2025-06-20"), **rules[1]))
        is None
    )


def test_series_come_to_the_same_if_the_last_ones_do() -> None:
    here = job({})
    early, late, later = outcome("2025-04-03", "2025-04-01"), outcome("2025-06-20"), outcome("2025-06-23")
    assert doubts.same((here, [early, late]), (here, [outcome("2025-04-03"), late]))
    assert not doubts.same((here, [early, late]), (here, [early, later]))


def test_of_a_series_the_last_one_says_what_is_missing() -> None:
    found = doubts.known(job({}), [outcome("2025-04-03", missing=("category",)), outcome("2025-06-03")])
    assert found.missing == ()


def test_where_only_one_way_finds_anything_that_stands() -> None:
    one = doubts.known(job({}), [outcome("2025-06-20")])
    none = doubts.known(job({}), [])
    for empty in (None, none):
        assert doubts.both_ways(one, empty, ("employed",)) is one
    assert doubts.both_ways(None, one, ("employed",)) is one
    assert doubts.both_ways(None, None, ("employed",)) is None


def test_work_need_not_be_known_for_what_follows_where_the_days_are_the_same() -> None:
    one, other = (doubts.known(job({}), [outcome("2025-06-20", "2025-05-02")]) for _ in range(2))
    found = doubts.both_ways(one, other, ("employed",))
    assert found is not None
    assert (found.days("s").perhaps, found.lacks) == ([day("2025-05-02")], ())
    later = doubts.known(job({}), [outcome("2025-06-20", "2025-05-03")])
    found = doubts.both_ways(one, later, ("employed",))
    assert found is not None
    assert (found.days("s").perhaps, found.lacks) == ([day("2025-05-03")], ("employed",))


def test_what_is_over_only_one_way_is_in_doubt_and_not_over() -> None:
    one, other = (
        doubts.unknown(job({}), [outcome("2025-06-20")], ("category",), over=over) for over in (True, False)
    )
    for pair in ((one, other), (other, one)):
        found = doubts.both_ways(*pair, ("employed",))
        assert found is not None
        assert (found.over, found.outcomes[-1].note, found.missing) == (
            False,
            "in_doubt",
            ("category", "employed"),
        )
