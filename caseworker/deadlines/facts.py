"""The facts about one citizen that deadlines are worked out from: shapes, reading, checking, schema."""

from __future__ import annotations

import codecs
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, field

from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.deadlines import codes, problems
from caseworker.deadlines.fact_checks import contradictions, oddities

if TYPE_CHECKING:
    from caseworker.deadlines.packs import Packs

# No deadline reaches outside these years; a date that does is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 1880, 2199


class _Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Base of the fact records: values only, a misspelt field is an error."""


class FactsFault(UserError):
    """What is wrong with facts, and where: a path such as `events[0].on`, or a line."""

    def __init__(self, place: str | Text, problem: Text) -> None:
        words = problems.place_words(place) if isinstance(place, str) else place
        super().__init__(t("The facts cannot be used: {place}: {problem}. Nothing was changed.",
                           place=words, problem=problem))  # fmt: skip
        self.path = place if isinstance(place, str) and place != "*" else ""
        self.problem = problem


class Citizen(_Record, frozen=True, kw_only=True):
    """The citizen, as far as rules ask."""

    birth_date: date | None = None
    sex: codes.Sex | None = None


class Trait(_Record, frozen=True, kw_only=True):
    """Something that holds for the citizen in a period. `expected_well` has a date as its value."""

    trait: codes.Trait
    value: bool | date = True
    from_: date | None = field(name="from", default=None)
    to: date | None = None


class Group(_Record, frozen=True, kw_only=True):
    """Membership of a target group (LAB § 6, or the 2010 numbers as lab09-n), both days included.

    `insured`: "part" for part-time insured; where nothing is said, it is asked for if full-time gives another date.
    """

    code: codes.Group
    from_: date = field(name="from")
    to: date | None = None
    visited_as: codes.VisitedAs | None = None
    insured: codes.Insured | bool | None = None
    match: int | None = None
    category: int | None = None


class Benefit(_Record, frozen=True, kw_only=True):
    """A period on a benefit, both days included. `hours` are hours of benefit per month ("2025-03")."""

    type: codes.Benefit
    from_: date = field(name="from")
    to: date | None = None
    paid_to: str | None = None
    hours: dict[str, float] | None = None


class Work(_Record, frozen=True, kw_only=True):
    """Ordinary work beside the benefit."""

    from_: date = field(name="from")
    to: date | None = None
    hours_per_week: float | None = None


class Event(_Record, frozen=True, kw_only=True):
    """Something that happened on a day and may set a clock going.

    `not_met_by`: the ids of contacts that do not answer it, though their day would let them, such as a talk
    held earlier on the day on which the citizen asked for one. A `case_closed` with `until` ended no period: the same
    time on benefit went on in another case from that day.
    """

    type: codes.EventType
    on: date
    id: str = ""
    until: date | None = None
    by: codes.Actor | None = None
    benefit: codes.Benefit | None = None
    expected_on: date | None = None
    by_post: bool = False
    not_met_by: tuple[str, ...] = ()


class Contact(_Record, frozen=True, kw_only=True):
    """A talk or other contact. Only held ones count. Without other word it was a meeting at the municipality."""

    kind: codes.ContactKind
    on: date
    id: str = ""
    by: codes.Actor = "municipality"
    status: codes.ContactStatus
    channel: codes.Channel = "meeting"
    for_: str | None = field(name="for", default=None)


class Offer(_Record, frozen=True, kw_only=True):
    """An offer in the sense of the law: from its first to its last day."""

    type: codes.OfferType
    from_: date = field(name="from")
    to: date | None = None
    id: str = ""
    granted_on: date | None = None
    education_aim: bool = False


class Act(_Record, frozen=True, kw_only=True):
    """Something done that a rule asks for."""

    type: codes.ActType
    on: date
    for_: str | None = field(name="for", default=None)


class Assessed(_Record, frozen=True, kw_only=True):
    """Who made the concrete assessment behind an exemption, and when."""

    by: str
    on: date


class Exemption(_Record, frozen=True, kw_only=True):
    """A period in which duties rest, both days included."""

    kind: codes.ExemptionKind
    from_: date = field(name="from")
    to: date | None = None
    assessed: Assessed | None = None


class Facts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """All facts about one citizen. Every list may be missing, empty or in any order."""

    citizen: Citizen = Citizen()
    traits: tuple[Trait, ...] = ()
    groups: tuple[Group, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    work: tuple[Work, ...] = ()
    events: tuple[Event, ...] = ()
    contacts: tuple[Contact, ...] = ()
    offers: tuple[Offer, ...] = ()
    acts: tuple[Act, ...] = ()
    exemptions: tuple[Exemption, ...] = ()


_decoder = msgspec.json.Decoder(Facts)


def decode_facts(data: bytes) -> Facts:
    """Read facts from JSON. Raises `UserError` with a sentence that names the place that is wrong."""
    data = data.removeprefix(codecs.BOM_UTF8)  # Notepad puts a mark in front
    try:
        facts = _decoder.decode(data)
    except msgspec.ValidationError as error:
        raise FactsFault(*problems.words(str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = t(
            "the file is not written as JSON here. Look for a missing comma, quotation mark or bracket"
        )
        raise FactsFault(problems.json_line(data, str(error)), problem) from None
    if (place := problems.twice(data)) is not None:
        raise FactsFault(place, t("it stands here twice"))
    check(facts)
    return facts


def facts_from(data: object) -> Facts:
    """Make facts from plain values (as read from TOML). Raises like `decode_facts`."""
    try:
        facts = msgspec.convert(data, Facts)
    except msgspec.ValidationError as error:
        raise FactsFault(*problems.words(str(error))) from None
    check(facts)
    return facts


def check(facts: Facts) -> None:
    """Refuse facts that contradict themselves: turned-about periods, overlapping benefits, early talks."""
    for place, start, end in _periods(facts):
        for day in (start, end):
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise FactsFault(place, t("{day:numeric} cannot be right", day=day))
        if start is not None and end is not None and end < start:
            raise FactsFault(place, t("it ends ({to:numeric}) before it begins ({from_:numeric})",
                                         from_=start, to=end))  # fmt: skip
    for group_at, group in enumerate(facts.groups):
        for field_, number in (("match", group.match), ("category", group.category)):
            if number not in (None, 1, 2, 3):
                problem = t("the number must lie between {low} and {high}", low=1, high=3)
                raise FactsFault(f"groups[{group_at}].{field_}", problem)
    _check_benefits(facts)
    _check_ids(facts)
    _check_hours(facts)
    _check_early(facts)
    for path, problem in contradictions(facts):
        raise FactsFault(path, problem)


def later_talks(facts: Facts, today: date) -> list[Text]:
    """Return one sentence for each talk marked held after the day asked for: it does not count."""
    return [
        t("The talk on {day:numeric} is marked as held after {today:numeric}. It does not count.",
          day=contact.on, today=today)
        for contact in sorted(facts.contacts, key=lambda c: c.on)
        if contact.status == "held" and contact.on > today
    ]  # fmt: skip


def remarks(facts: Facts, packs: Packs, today: date) -> list[Text]:
    """Return one sentence for each thing in the facts that is not refused but worth a word, with its place."""
    odd = [
        t("{place}: {problem}.", place=problems.place_words(place), problem=text)
        for place, text in oddities(facts, packs)
    ]
    return [*later_talks(facts, today), *odd]


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the facts and of the answer list."""
    from caseworker.deadlines.answer import AnswerJson

    (facts, answers), components = msgspec.json.schema_components(
        (Facts, list[AnswerJson]), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "caseworker deadlines",
        "type": "object",
        "properties": {"facts": facts, "answer": answers},
        "$defs": components,
    }


def _periods(facts: Facts) -> list[tuple[str, date | None, date | None]]:
    """List every date with its place, periods as pairs."""
    found: list[tuple[str, date | None, date | None]] = [
        ("citizen.birth_date", facts.citizen.birth_date, None)
    ]
    found += [(f"traits[{i}]", x.from_, x.to) for i, x in enumerate(facts.traits)]
    found += [
        (f"traits[{i}].value", x.value, None) for i, x in enumerate(facts.traits) if isinstance(x.value, date)
    ]
    found += [(f"groups[{i}]", x.from_, x.to) for i, x in enumerate(facts.groups)]
    found += [(f"benefits[{i}]", x.from_, x.to) for i, x in enumerate(facts.benefits)]
    found += [(f"work[{i}]", x.from_, x.to) for i, x in enumerate(facts.work)]
    found += [(f"events[{i}]", x.on, x.until) for i, x in enumerate(facts.events)]
    found += [(f"events[{i}].expected_on", x.expected_on, None) for i, x in enumerate(facts.events)]
    found += [(f"contacts[{i}]", x.on, None) for i, x in enumerate(facts.contacts)]
    found += [(f"offers[{i}]", x.from_, x.to) for i, x in enumerate(facts.offers)]
    found += [(f"offers[{i}].granted_on", x.granted_on, None) for i, x in enumerate(facts.offers)]
    found += [(f"acts[{i}]", x.on, None) for i, x in enumerate(facts.acts)]
    found += [(f"exemptions[{i}]", x.from_, x.to) for i, x in enumerate(facts.exemptions)]
    found += [
        (f"exemptions[{i}].assessed.on", x.assessed.on, None)
        for i, x in enumerate(facts.exemptions)
        if x.assessed is not None
    ]
    return found


def _check_benefits(facts: Facts) -> None:
    ordered = sorted(enumerate(facts.benefits), key=lambda pair: pair[1].from_)
    for (_, one), (place, two) in pairwise(ordered):
        if one.to is None or one.to >= two.from_:
            problem = t("it begins {day:numeric}, while another benefit is still running", day=two.from_)
            raise FactsFault(f"benefits[{place}]", problem)


def _check_ids(facts: Facts) -> None:
    for name, ids in (("events", [e.id for e in facts.events]), ("contacts", [c.id for c in facts.contacts])):
        seen: set[str] = set()
        for place, one in enumerate(ids):
            if one and one in seen:
                raise FactsFault(f"{name}[{place}]", t("the id {id} is used twice", id=one))
            seen.add(one)


def _check_hours(facts: Facts) -> None:
    for place, benefit in enumerate(facts.benefits):
        for month, hours in (benefit.hours or {}).items():
            if not problems.is_month(month):
                problem = t("{month} is not a month written as 2025-03", month=month)
                raise FactsFault(f"benefits[{place}].hours", problem)
            # A month has at most 744 hours; whoever types more has typed something else.
            if not 0 <= hours <= 31 * 24:
                problem = t("a month has between 0 and {most} hours", most=31 * 24)
                raise FactsFault(f"benefits[{place}].hours.{month}", problem)


def _check_early(facts: Facts) -> None:
    """Refuse talks from before the case began (first event, group or benefit)."""
    starts = (
        [x.from_ for x in facts.groups] + [x.from_ for x in facts.benefits] + [x.on for x in facts.events]
    )
    begin = min(starts, default=None)
    born = facts.citizen.birth_date
    for place, contact in enumerate(facts.contacts):
        if begin is not None and contact.on < begin:
            problem = t("the talk on {day:numeric} lies before the case began on {begin:numeric}",
                        day=contact.on, begin=begin)  # fmt: skip
            raise FactsFault(f"contacts[{place}]", problem)
    if born is not None and begin is not None and begin < born:
        raise FactsFault("citizen.birth_date", t("the case begins before the citizen was born"))
