"""Puts what waits into words: what was asked for and the absences, each with its next step and its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caseworker.base.clock import day_of
from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.casework.waiting import Asked
from caseworker.contacts import absence, words
from caseworker.contacts.absence import NoShow, Step
from caseworker.contacts.queries import AttemptRow
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.words import STANDING, certainty, rule_title
from ui.contacts.when_words import full_when, short_day
from ui.ports import Desk

_LOG = 5

Clocks = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Reason:
    """What a "why?" beside a step says."""

    title: Text
    words: Text
    steps: tuple[tuple[date | None, str], ...] = ()
    basis: str = ""
    source: Text | str = ""
    mark: Text | str = ""


@dataclass(frozen=True, slots=True)
class WishCase:
    """Something asked for: what happened, the words used, the next step with its reason.

    `late`: overdue for the citizen by law; `standing` says so where the day is not set by law. `by_talk`: a
    talk answers it; `booked` once one is agreed.
    """

    id: str
    head: Text
    since: Text
    wish: str
    next: Text
    late: bool
    standing: Text | None
    reason: Reason
    by_talk: bool
    booked: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as it is shown: `state` is done, next or later, `hint` what its form says first."""

    key: str
    words: Text
    when: Text | None
    state: str
    reason: Reason
    hint: Text


@dataclass(frozen=True, slots=True)
class AbsenceCase:
    """A missed talk with its steps and the log of attempts. `may_try`: attempts are written down here.

    `may_judge`: it can be let be, and what the citizen answers be written down; `may_decide`: it can also lead to a
    reduction. `answer_by` is by when the citizen can still answer a hearing, None once there is an answer.
    `summoned`: a summons to the talk is written down.
    `others` are further absences that a letter about this one can hear about too: id and words of each.
    """

    talk_id: str
    on: date
    head: Text
    since: Text
    steps: tuple[StepLine, ...]
    log: tuple[Text, ...]
    phone: str
    may_try: bool
    may_judge: bool
    may_decide: bool
    heard: bool
    answered: bool
    others: tuple[tuple[str, Text], ...] = ()
    answer_by: date | None = None
    summoned: bool = True

    @property
    def next_key(self) -> str:
        """The key of the next step, or ""."""
        return next((step.key for step in self.steps if step.state == "next"), "")


def wish_case(one: Asked, clocks: Clocks, call_name: str, today: date, desk: Desk) -> WishCase:
    """Put a wish into words."""
    clock = clocks.get(one.event_id)
    by_talk = one.what in words.MET_BY_TALK
    since = tn(
        "{day}, {count} day ago", "{day}, {count} days ago", one.waiting_days, day=short_day(one.on, today)
    )
    return WishCase(
        id=one.id,
        head=_ASKED[one.what].with_values(name=_asker(one, call_name)),
        since=t("{day}, today", day=short_day(one.on, today)) if one.on == today else since,
        wish=one.wish,
        next=_next_of_wish(one, clock, today),
        late=_is_late(clock),
        standing=STANDING[clock.standing] if clock is not None and clock.standing != "statute" else None,
        reason=_reason_of(clock, desk) if clock is not None else _NO_DATE[one.what],
        by_talk=by_talk,
        booked=one.booked_at is not None,
    )


def absence_case(
    one: NoShow,
    attempts: Sequence[AttemptRow],
    phone: str,
    clocks: Clocks,
    today: date,
    desk: Desk,
    *,
    missed: Sequence[NoShow],
    closed: bool = False,
) -> AbsenceCase:
    """Put an absence into words. Of all that are `missed`, the newest is the one new attempts are written to.

    Each tells the attempts made for it, also where there are two on one day; one that reached the citizen is told
    with the newest only. In a closed case nobody is reached out to any more.
    """
    newest = one is missed[0]
    mine = {attempt.id for attempt in one.attempts}
    for newer in missed[: missed.index(one)]:
        mine -= {attempt.id for attempt in newer.attempts}
    log = [row for row in attempts if row.id in mine]
    return AbsenceCase(
        talk_id=one.talk_id,
        on=one.on,
        head=t("Stayed away: {kind}", kind=words.KINDS[one.kind]),
        since=short_day(one.on, today)
        if one.contact_on is not None or closed
        else t("{day}, not reached yet", day=short_day(one.on, today)),
        steps=tuple(
            _step_line(step, one, clocks, today, desk) for step in absence.steps(one, today, reach=not closed)
        ),
        log=tuple(attempt_words(row, today) for row in log[:_LOG]),
        phone=phone if newest and one.contact_on is None else "",
        may_try=newest and one.contact_on is None and not closed,
        may_judge=one.may_be_let_be,
        may_decide=_may_decide(one),
        heard=one.hearing_on is not None,
        answered=one.answered_on is not None,
        others=tuple(
            (other.talk_id, t("{kind}, {day}", kind=words.KINDS[other.kind], day=short_day(other.on, today)))
            for other in reversed(missed)
            if other is not one and _may_decide(other) and other.hearing_on is None
        ),
        answer_by=one.answer_by if one.answered_on is None else None,
        summoned=one.summoned_on is not None,
    )


def attempt_words(one: AttemptRow, today: date) -> Text:
    """Return an attempt in one line: when, how, how it ended, what was said."""
    line = t(
        "{day}: {channel} · {result}",
        day=short_day(day_of(one.at), today),
        channel=words.CHANNELS[one.channel],
        result=words.OUTREACH_RESULTS[one.result],
    )
    return t("{line}. {words}", line=line, words=one.words) if one.words else line


_ASKED: Mapping[str, Text] = {
    "talk": t("{name} asked for a talk"),
    "early_follow_up": t("{name} asked for early follow-up"),
    "access": t("{name} asked for access to the case"),
    "activity": t("{name} asked for an activity"),
}
_NO_DATE: Mapping[str, Reason] = {
    "talk": Reason(
        t("Why no date?"),
        t("The law gives a right to a talk on request but no number of days. A local rule can set one."),
    ),
    "early_follow_up": Reason(
        t("Why no date?"), t("The two weeks hold for those on sickness benefit in the group for it.")
    ),
    "access": Reason(t("Why no date?"), t("The rule for access is switched off in this unit.")),
    "activity": Reason(
        t("Why no date?"),
        t(
            "No law sets a number of days. The municipality sets and publishes its own deadlines for an answer."
        ),
        source="Retssikkerhedsloven § 3, stk. 2",
    ),
}


def _next_of_wish(one: Asked, clock: Answer | None, today: date) -> Text:
    by = clock.work_date if clock is not None else None
    if one.booked_at is not None:
        when = full_when(one.booked_at, today)
        if by is not None and day_of(one.booked_at) > by:
            return t("Agreed {when}: after {day}, when it is due", when=when, day=short_day(by, today))
        return t("Agreed {when}", when=when)
    if one.what in words.MET_BY_TALK:
        if by is None:
            return t("Next: hold the talk")
        if by < today:
            return tn(
                "Next: hold the talk. It was due {day}, {count} day ago",
                "Next: hold the talk. It was due {day}, {count} days ago", (today - by).days,
                day=short_day(by, today),
            )  # fmt: skip
        return t("Next: hold the talk by {day}", day=_day(by, today))
    if by is None:
        return t("Next: answer")
    if by < today:
        return tn(
            "Next: answer. It was due {day}, {count} day ago", "Next: answer. It was due {day}, {count} days ago",
            (today - by).days, day=short_day(by, today),
        )  # fmt: skip
    return t("Next: answer by {day}", day=_day(by, today))


def _day(day: date, today: date) -> Text:
    if day == today:
        return tc("day", "today")
    return t("{day:short_year}", day=day) if day.year != today.year else t("{day:weekday_short}", day=day)


def _is_late(clock: Answer | None) -> bool:
    return clock is not None and clock.status == "missed" and clock.standing == "statute"


def _may_decide(one: NoShow) -> bool:
    return one.may_be_sanctioned and one.may_be_let_be


def _step_line(step: Step, one: NoShow, clocks: Clocks, today: date, desk: Desk) -> StepLine:
    """Put a step into words; where a rule has set the day, its own reason is told."""
    clock = clocks.get({"answer": one.hearing_id, "decide": one.sanction_id}.get(step.key, ""))
    by = step.by if step.state == "done" or clock is None else clock.work_date or step.by
    when: Text | None = None
    if by is not None:
        day = _day(max(by, today) if step.key == "reach" and step.state != "done" else by, today)
        when = t("{day}", day=short_day(by, today)) if step.state == "done" else t("by {day}", day=day)
    reason = Reason(step.title, step.why, basis=step.source)
    if clock is not None and step.state != "done":
        told = _reason_of(clock, desk)
        reason = Reason(told.title, t("{one} {more}", one=step.why, more=told.words), told.steps, told.basis,
                        told.source, told.mark)  # fmt: skip
    return StepLine(step.key, step.title, when, step.state, reason, step.why)


def _reason_of(clock: Answer, desk: Desk) -> Reason:
    danish = desk.language == "da"
    return Reason(
        rule_title(desk.office.packs, clock.rule, desk.language, clock.pack),
        raw(clock.reason.da if danish else clock.reason.en),
        tuple((step.on, step.da if danish else step.en) for step in clock.trace),
        clock.legal_basis,
        STANDING[clock.standing],
        certainty(clock.standing, clock.confirmed),
    )


def _asker(one: Asked, call_name: str) -> Text:
    return raw(call_name) if one.by == "citizen" else words.REQUESTED_BY.get(one.by, raw(one.by))
