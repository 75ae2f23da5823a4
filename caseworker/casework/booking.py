"""What a talk does to the deadlines: which it meets, and what runs over or falls away by its day.

`settled` is quick and serves long lists: it asks the rules which planned talks meet a deadline. It reads the facts only
where a channel counts for some, where the citizen changes group or benefit, or where the rule alone does not tell: then
it asks the engine, as `what_if` does about one citizen and one day.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from msgspec.structs import replace
from sqlalchemy import select

from caseworker.base.clock import day_of
from caseworker.base.text import Text, t
from caseworker.contacts import queries as contacts
from caseworker.contacts.model import TalkRequest
from caseworker.contacts.queries import PlannedTime
from caseworker.deadlines import engine
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case import Case
from caseworker.deadlines.case_facts import changes_of, facts_of
from caseworker.deadlines.facts import Act, Contact, Facts
from caseworker.deadlines.met import channel_counts
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.projection import unit_rules
from caseworker.deadlines.queries import DeadlineLine, computed_on
from caseworker.deadlines.rules import Rule
from caseworker.deadlines.words import short_day
from caseworker.store.reading import Reading

How = Literal["meets", "late", "counts"]
Effect = Literal["meets", "late", "counts", "overdue", "moot"]
_OPEN = ("open", "due_soon", "missed")
_MET = ("met", "met_late")
_ORDER: dict[Effect, int] = {"meets": 0, "late": 1, "counts": 2, "overdue": 3, "moot": 4}


@dataclass(frozen=True, slots=True)
class PlannedTalk:
    """A talk that is booked. `event_id` is the wish it was booked for, if any: it opened a clock of its own."""

    id: str
    case_id: str
    name: str
    kind: str
    by: str
    channel: str
    at: datetime
    minutes: int
    event_id: str = ""

    @property
    def day(self) -> date:
        """The Danish day."""
        return day_of(self.at)


@dataclass(frozen=True, slots=True)
class Settled:
    """What a planned talk does for a deadline: meets it, catches up with it late, or is one of several asked for."""

    talk_id: str
    at: datetime
    how: How


@dataclass(frozen=True, slots=True)
class Consequence:
    """What becomes of one deadline. `day` is its day, `next_on` the day of the one that follows it.

    `counted` of `required` are held with the talk. `cohort`: a miss counts against a share of all.
    """

    key: str
    rule: str
    pack: str
    effect: Effect
    day: date | None
    counted: float = 1
    required: float = 1
    cohort: bool = False
    next_on: date | None = None


def planned_talks(session: Reading, first: date, last: date, case_id: str = "") -> list[PlannedTalk]:
    """Return the talks booked for the days from first to last, by time: of everybody or in one case."""
    booked_for = select(TalkRequest.met_by_id, TalkRequest.event_id).where(TalkRequest.met_by_id.is_not(None))
    wishes: dict[str | None, str | None] = dict(session.execute(booked_for).all())
    return [
        PlannedTalk(
            row.talk_id, row.case_id, row.name, row.kind, row.by, row.channel, row.at, row.minutes,
            wishes.get(row.talk_id) or "",
        )
        for row in contacts.planned_times(session, first, last, case_id)
    ]  # fmt: skip


def overlapping(
    session: Reading, me: str, start: datetime, minutes: int, *, left_out: str = ""
) -> PlannedTime | None:
    """Return the first planned talk of mine that a talk of so many minutes would run into, or None.

    `me` is the id of the caseworker, `left_out` that of a talk that is moved. What a colleague or somebody outside
    the municipality holds takes none of my time.
    """
    for one in contacts.planned_times(session, day_of(start), day_of(start)):
        if one.talk_id != left_out and one.by == "municipality" and overlaps(one, start, minutes):
            talk = contacts.talk(session, one.talk_id)
            if talk is not None and talk.staff_id in (None, me):
                return one
    return None


def overlaps(talk: PlannedTime, start: datetime, minutes: int) -> bool:
    """Return whether a planned talk runs into a talk of so many minutes."""
    end = start + timedelta(minutes=minutes)
    return talk.at < end and start < talk.at + timedelta(minutes=talk.minutes)


def settled(
    session: Reading, packs: Packs, lines: Iterable[DeadlineLine], talks: Iterable[PlannedTalk]
) -> dict[tuple[str, str], Settled]:
    """Return, by case and key, the deadlines that a booked talk settles or counts towards."""
    by_case: dict[str, list[PlannedTalk]] = defaultdict(list)
    for talk in sorted(talks, key=lambda one: one.at):
        by_case[talk.case_id].append(talk)
    waiting = [line for line in lines if line.status in _OPEN and line.case_id in by_case]
    suited = _Suited(packs)
    asked = {line.case_id for line in waiting for talk in by_case[line.case_id] if suited.by_form(line, talk)}
    moved = _moved(session, waiting, by_case)
    mixed = {line.case_id for line in waiting if suited.is_mixed(line)}
    for one in facts_of(session, sorted(asked | moved | mixed)):
        suited.facts[one.case_id] = one.facts
    held = _Held(packs, suited.facts)
    found: dict[tuple[str, str], Settled] = {}
    for line in waiting:
        if suited.is_mixed(line) or (line.case_id in moved and suited.asks_place(line)):
            told = held.settled_by(line, by_case[line.case_id])
        else:
            fitting = [talk for talk in by_case[line.case_id] if suited.meets(line, talk)]
            told = _settled_by(line, fitting) if fitting else None
        if told is not None:
            found[line.case_id, line.key] = told
    return found


def _moved(
    session: Reading, lines: Iterable[DeadlineLine], talks: Mapping[str, Sequence[PlannedTalk]]
) -> set[str]:
    """Return the cases whose citizen changes group or benefit before the last of the talks, so that it matters to one.

    What is open now is about the group of now: only what comes since it was worked out can matter. What was missed may
    have been so in another group, or in a time that is over where a rule stands twice. Of these cases the engine is
    asked; else the rule tells which talks meet it.
    """
    lines = list(lines)
    times = Counter((line.case_id, line.rule) for line in lines)
    twice = {case_id for (case_id, _), count in times.items() if count > 1}
    missed = {line.case_id: False for line in lines}
    missed |= {line.case_id: True for line in lines if line.status == "missed"}
    since = computed_on(session, missed)
    return twice | {
        case_id
        for case_id, days in changes_of(session, missed).items()
        if any(
            (missed[case_id] or day > since.get(case_id, date.min)) and day <= talks[case_id][-1].day
            for day in days
        )
    }


class _Held:
    """What becomes of deadlines if the booked talks of a case are held, as the engine tells it on their days."""

    def __init__(self, packs: Packs, facts: Mapping[str, Facts]) -> None:
        self._packs, self._facts = packs, facts
        self._known: dict[tuple[str, date, frozenset[str]], dict[str, Answer]] = {}

    def settled_by(self, line: DeadlineLine, talks: Sequence[PlannedTalk]) -> Settled | None:
        """Say what the talks of a case, which are in the order of time, do for a deadline."""
        counts: Settled | None = None
        for place, talk in enumerate(talks):
            earlier = frozenset(one.id for one in talks[:place])
            before, then = (self._of(line, talk, ids) for ids in (earlier, earlier | {talk.id}))
            if then is None or (before is not None and before.status in _MET):
                continue
            if then.status in _MET:
                return Settled(talk.id, talk.at, "meets" if then.status == "met" else "late")
            if before is not None and then.counted > before.counted:
                counts = counts or Settled(talk.id, talk.at, "counts")
        return counts

    def _of(self, line: DeadlineLine, talk: PlannedTalk, held: frozenset[str]) -> Answer | None:
        """Return what a deadline is on the day of a talk if these have been held."""
        at = (talk.case_id, talk.day, held)
        if at not in self._known:
            facts = self._facts[talk.case_id]
            contacts = tuple(replace(c, status="held") if c.id in held else c for c in facts.contacts)
            facts = replace(facts, contacts=contacts)
            answers = engine.deadlines(facts, self._packs, talk.day, history=True)
            self._known[at] = {answer.key: answer for answer in answers}
        return self._known[at].get(line.key)


def booked_words(booked: Settled, today: date) -> Text:
    """Say what the booked talk does for a deadline."""
    day = short_day(day_of(booked.at), today)
    if booked.how == "meets":
        return t("booked {day}, meets the deadline", day=day)
    if booked.how == "late":
        return t("booked {day}, after the deadline", day=day)
    return t("booked {day}, counts towards it", day=day)


def what_if(
    facts: Facts,
    packs: Packs,
    today: date,
    talk: Contact,
    *,
    areas: frozenset[str] | None = None,
    off_rules: frozenset[str] = frozenset(),
    instead_of: str = "",
) -> tuple[Consequence, ...]:
    """Return what becomes of the citizen's deadlines if this talk is held on its day, which is today or later.

    The talks already booked before it are taken as held, but for `instead_of`: the id of one that is moved.
    A talk of ours is taken to bring the measurement that may be due, as the suggestion of a day does.
    """
    assumed = _held_until(facts, today, talk.on, instead_of)
    held = replace(talk, status="held")

    def on(day: date, given: Facts) -> dict[str, Answer]:
        found = engine.deadlines(given, packs, day, areas=areas, off_rules=off_rules, history=True)
        return {answer.key: answer for answer in found}

    now, without = on(today, facts), on(talk.on, assumed)
    measured = Act(type="measurement", on=talk.on)
    acts = (*assumed.acts, measured) if talk.by == "municipality" else assumed.acts
    after = on(talk.on, replace(assumed, contacts=(*assumed.contacts, held), acts=acts))
    following = {key: answer for key, answer in after.items() if key not in without}
    found: list[Consequence] = []
    for key in [*without, *following]:
        before, then = without.get(key), after.get(key)
        effect = _effect(now.get(key), before, then)
        if effect is not None and (shown := then or before) is not None:
            found.append(_consequence(shown, effect, following))
    return tuple(sorted(found, key=lambda one: (_ORDER[one.effect], one.day or date.max, one.key)))


def what_if_booked(
    session: Reading, packs: Packs, case_id: str, today: date, talk: Contact, *, instead_of: str = "",
    held_now: Contact | None = None, measured_now: bool = False,
) -> tuple[Consequence, ...]:  # fmt: skip
    """Return `what_if` for a stored case, under the unit's rules; nothing where the case is gone.

    `held_now` is a talk of today that is not saved yet, `measured_now` whether a measurement was taken at it.
    """
    areas, off_rules = unit_rules(session, today)
    for one in facts_of(session, [case_id]):
        facts = one.facts
        if held_now is not None:
            facts = replace(facts, contacts=(*facts.contacts, held_now))
        if measured_now:
            facts = replace(facts, acts=(*facts.acts, Act(type="measurement", on=today)))
        return what_if(facts, packs, today, talk, areas=areas, off_rules=off_rules, instead_of=instead_of)
    return ()


class _Suited:
    """Which talks can meet which rule. Each rule is looked up once. `facts`: of the cases where a channel asks."""

    def __init__(self, packs: Packs) -> None:
        self.facts: dict[str, Facts] = {}
        self._packs = packs
        self._known: dict[tuple[str, str], tuple[Rule | None, frozenset[str]]] = {}
        self._ways: dict[tuple[str, str], bool] = {}

    def meets(self, line: DeadlineLine, talk: PlannedTalk) -> bool:
        """Whether the talk would count for the deadline, in time or late."""
        rule, kinds = self._rule(line)
        if rule is None or talk.kind not in kinds:
            return False
        met = rule.met_by
        if line.status == "missed" and rule.trigger.offer_start:
            return False  # the offer may be over by then, and with it the duty
        return (
            (not met.by or talk.by in met.by)
            and self._channel_counts(rule, talk)
            and (line.earliest_on is None or talk.day >= line.earliest_on)
            # A wish has a clock of its own: a talk booked for another one does not stop it.
            and not (rule.kind == "on_request" and talk.event_id and talk.event_id != _source(line))
        )

    def by_form(self, line: DeadlineLine, talk: PlannedTalk) -> bool:
        """Whether the talk's channel counts for the deadline only if something is known to hold on its day."""
        rule = self._rule(line)[0]
        return (
            rule is not None
            and talk.channel not in rule.met_by.channels
            and any(talk.channel in form.channels for form in rule.met_by.forms)
        )

    def asks_place(self, line: DeadlineLine) -> bool:
        """Whether a talk may meet the deadline, and it is about people in some groups or on some benefits."""
        rule, kinds = self._rule(line)
        return rule is not None and bool(kinds and (rule.applies_to.groups or rule.applies_to.benefits))

    def is_mixed(self, line: DeadlineLine) -> bool:
        """Whether the rule alone does not tell which talk meets it: time on benefit comes first, or it has variants."""
        rule, kinds = self._rule(line)
        if (at := (line.rule, line.pack)) not in self._ways:
            self._ways[at] = self._packs.is_met_in_ways(*at)
        if rule is None or not kinds or self._ways[at] or rule.met_by.alone_if is not None:
            return bool(kinds)
        return line.due_on is None and (rule.kind == "cumulated" or bool(rule.trigger.met))

    def _channel_counts(self, rule: Rule, talk: PlannedTalk) -> bool:
        if not rule.met_by.channels or talk.channel in rule.met_by.channels:
            return True
        facts = self.facts.get(talk.case_id)
        # Stored codes are checked where they are written, so the talk is taken as it is.
        held: Any = {"kind": talk.kind, "on": talk.day, "status": "held", "channel": talk.channel}
        return facts is not None and channel_counts(Case(facts, talk.day), rule.met_by, Contact(**held))

    def _rule(self, line: DeadlineLine) -> tuple[Rule | None, frozenset[str]]:
        at = (line.rule, line.pack)
        if at not in self._known:
            rule, pack = self._packs.rule(*at), self._packs.pack(line.pack)
            kinds: frozenset[str] = frozenset(rule.met_by.contacts) if rule else frozenset()
            if rule is not None and pack is not None and rule.met_by.talks:
                kinds |= pack.head.convention.talk_kinds
            self._known[at] = (rule, kinds)
        return self._known[at]


def _source(line: DeadlineLine) -> str:
    """Return what set the deadline's clock going: the middle of its key."""
    return line.key.removeprefix(f"{line.rule}:").rpartition(":")[0]


def _settled_by(line: DeadlineLine, fitting: Sequence[PlannedTalk]) -> Settled:
    """Say what the talks that suit a deadline do for it. They are in the order of time."""
    missing = max(int(line.remaining), 1)
    talk = fitting[min(missing, len(fitting)) - 1]
    if len(fitting) < missing:
        return Settled(fitting[0].id, fitting[0].at, "counts")
    limit = max((day for day in (line.due_on, line.work_date) if day is not None), default=date.max)
    if line.status != "missed" and talk.day <= limit:
        return Settled(talk.id, talk.at, "meets")
    return Settled(talk.id, talk.at, "late")


def _held_until(facts: Facts, today: date, day: date, left_out: str) -> Facts:
    """Return the facts as if what is booked until the day were held."""
    return replace(
        facts,
        contacts=tuple(
            replace(one, status="held") if one.status == "planned" and today <= one.on <= day else one
            for one in facts.contacts
            if not left_out or one.id != left_out
        ),
    )


def _effect(now: Answer | None, before: Answer | None, then: Answer | None) -> Effect | None:
    """Compare a deadline today, on the day without the talk, and on the day with it."""
    was_met = before is not None and before.status in _MET
    if then is not None and then.status in _MET and not was_met:
        return "meets" if then.status == "met" else "late"
    run_over = then is not None and then.status == "missed" and then.duty_of == "authority"
    if run_over and (now is None or now.status != "missed"):
        return "overdue"  # though the talk may be one of several asked for
    if before is not None and before.status in _OPEN:
        if then is None or then.status == "moot":
            return "moot"
        if then.counted > before.counted:
            return "counts"
    return None


def _consequence(answer: Answer, effect: Effect, following: dict[str, Answer]) -> Consequence:
    started = answer.key.rpartition(":")[0]
    coming = [
        other.work_date
        for key, other in following.items()
        if other.status in _OPEN and key.rpartition(":")[0] == started and other.work_date is not None
    ]
    return Consequence(
        key=answer.key, rule=answer.rule, pack=answer.pack, effect=effect, day=answer.work_date,
        counted=answer.counted, required=answer.required, cohort=answer.cohort is not None,
        next_on=min(coming, default=None) if effect in ("meets", "late") else None,
    )  # fmt: skip
