"""Facts that cannot all be true, and those that can but are worth a word: each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from caseworker.base.text import Text, t

if TYPE_CHECKING:
    from caseworker.deadlines.facts import Facts, Group
    from caseworker.deadlines.packs import Packs

MOST_WEEK_HOURS = 80  # of ordinary work: whoever writes more has written something else

Remark = tuple[str, Text]
"""The place of a record, and what is to be said about it."""


def contradictions(facts: Facts) -> Iterator[Remark]:
    """Yield what cannot be, with its place such as `groups[1]`."""
    yield from _traits(facts)
    yield from _groups(facts)
    for place, work in enumerate(facts.work):
        if work.hours_per_week is not None and not 0 <= work.hours_per_week <= MOST_WEEK_HOURS:
            yield f"work[{place}].hours_per_week", t("a week has between 0 and {most} hours of work",
                                                      most=MOST_WEEK_HOURS)  # fmt: skip
    for place, event in enumerate(facts.events):
        if event.expected_on is not None and event.expected_on < event.on:
            yield f"events[{place}].expected_on", t("the expected day {expected:numeric} lies before {day:numeric}",
                                                    expected=event.expected_on, day=event.on)  # fmt: skip
    known = _names(facts)
    named = [(f"contacts[{place}].for", contact.for_) for place, contact in enumerate(facts.contacts)]
    named += [(f"acts[{place}].for", act.for_) for place, act in enumerate(facts.acts)]
    named += [
        (f"events[{place}].not_met_by", name)
        for place, event in enumerate(facts.events)
        for name in event.not_met_by
    ]
    for path, name in named:
        # A name with @ is made of a record's code and day, where the record has no id.
        if name is not None and name not in known and "@" not in name:
            yield path, t("there is nothing here with the id {id}", id=name)


def oddities(facts: Facts, packs: Packs) -> Iterator[Remark]:
    """Yield what counts otherwise than one may think, or what no rule knows. Stored cases may hold it."""
    yield from _open_groups(facts)
    yield from _months(facts)
    yield from _categories(facts, packs)
    yield from _no_job(facts)


def _traits(facts: Facts) -> Iterator[Remark]:
    for place, trait in enumerate(facts.traits):
        dated = not isinstance(trait.value, bool)
        if trait.trait == "expected_well" and not dated:
            yield f"traits[{place}].value", t("it needs the day on which the citizen is expected to be well")
        elif trait.trait != "expected_well" and dated:
            yield f"traits[{place}].value", t("it is true or false, not a day")
    for (_, one), (place, two) in combinations(enumerate(facts.traits), 2):
        same = (one.trait, one.from_, one.to) == (two.trait, two.from_, two.to)
        if same and one.value != two.value:
            yield f"traits[{place}]", t("it says the opposite of another for the same days")


def _groups(facts: Facts) -> Iterator[Remark]:
    for (_, one), (place, two) in pairwise(_by_day(facts)):
        if one.from_ == two.from_ or (one.to is not None and one.to >= two.from_):
            yield f"groups[{place}]", t("it begins {day:numeric}, while another group still holds",
                                        day=two.from_)  # fmt: skip


def _open_groups(facts: Facts) -> Iterator[Remark]:
    """Yield the groups without an end before another one: they are taken to end there."""
    for (place, one), (_, two) in pairwise(_by_day(facts)):
        if one.to is None:
            last = two.from_ - timedelta(days=1)
            yield f"groups[{place}]", t("it has no end, so it is taken to end on {day:numeric}", day=last)


def _months(facts: Facts) -> Iterator[Remark]:
    for place, benefit in enumerate(facts.benefits):
        first, last = f"{benefit.from_:%Y-%m}", f"{benefit.to:%Y-%m}" if benefit.to is not None else "9999"
        for month in sorted(benefit.hours or {}):
            if not first <= month <= last:
                yield f"benefits[{place}].hours.{month}", t("the benefit does not run in that month")


def _categories(facts: Facts, packs: Packs) -> Iterator[Remark]:
    """Yield the groups in a category that the rules, or the law, of their first day do not know."""
    for place, group in enumerate(facts.groups):
        known: set[int] = set()
        for entry in packs.entries:
            wanted = entry.rule.applies_to
            if group.code in wanted.groups and entry.first_day <= group.from_ <= entry.last_day:
                known |= wanted.categories
        end = packs.categories_end.get(group.code)
        dropped = end is not None and group.from_ >= end.from_
        if group.category is not None and (dropped or (known and group.category not in known)):
            yield f"groups[{place}].category", t("there was no category {number} on {day:numeric}",
                                                 number=group.category, day=group.from_)  # fmt: skip


def _no_job(facts: Facts) -> Iterator[Remark]:
    """Yield what says that the citizen has no job on a day on which work is recorded. It counts before the work."""
    told = [(place, one) for place, one in enumerate(facts.traits) if one.trait == "employed"]
    for place, trait in told:
        for work in facts.work if trait.value is False else ():
            day = max(work.from_, trait.from_ or work.from_)
            here = [
                one
                for _, one in told
                if (one.from_ or day) <= day and (one.to is None or day <= one.to) and one is not trait
            ]
            later = any((one.from_ or date.min) >= (trait.from_ or date.min) for one in here)
            ended = any(end is not None and end < day for end in (work.to, trait.to))
            if not ended and not later:
                text = t(
                    "it says that the citizen has no job, but work is recorded on {day:numeric}", day=day
                )
                yield f"traits[{place}]", text
                break


def _names(facts: Facts) -> set[str]:
    return {record.id for records in (facts.events, facts.offers, facts.contacts) for record in records}


def _by_day(facts: Facts) -> list[tuple[int, Group]]:
    return sorted(enumerate(facts.groups), key=lambda pair: pair[1].from_)
