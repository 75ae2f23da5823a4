"""What follows when a citizen stays away: the steps in their order, each with its day and its reason.

Pure: no clock and no store. Sources: R-057, R-058 and NS-1 to NS-6 of the research on contact rules.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from caseworker.base.text import Text, t, tn
from caseworker.base.workdays import add_workdays, next_workday, on_or_before
from caseworker.contacts.words import days_words

State = Literal["done", "next", "later"]

# Whose benefit can be reduced for staying away (aktivloven §§ 35-37): cash benefit and education help.
SANCTIONED = frozenset({"lab-2", "lab-3", "lab-4", "lab-5"})
# Those who are to be reached in person before anything else (aktivloven § 35, stk. 7; NS-3), and those for
# whom hearing and decision may be one letter (§ 35, stk. 6; NS-4).
REACH_FIRST = frozenset({"activity_ready"})
ONE_LETTER = frozenset({"job_ready", "education_ready", "obviously_education_ready"})
# A letter by post counts as received so many weekdays after it was sent (the Board of Appeal's practice).
POST_DAYS = 6
# A sanction is carried out within three whole calendar months after the event (NS-2).
_WHOLE_MONTHS = 3


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to reach the citizen; codes as in words.py. `id` is that of its record."""

    on: date
    channel: str
    result: str
    id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow:
    """A missed talk and what has been done about it. Days are Danish days.

    `contact_on` is when the citizen was met or reached again, `going_on` whether a reduction of the benefit
    is being considered, `closed_on` when it was decided to let it have no consequence. `heard_with` are the days of
    further absences that the letter of the hearing is about. `hearing_id` and `sanction_id` are the events whose
    clocks run, empty where there is none. `group` and `visited_as` are those of the day of the talk. `overlaps`: the
    days without contact after an earlier absence still ran on that day.
    """

    talk_id: str
    kind: str
    on: date
    summoned_on: date | None = None
    reason: str = ""
    group: str = ""
    visited_as: str = ""
    attempts: tuple[Attempt, ...] = ()
    contact_on: date | None = None
    going_on: bool = False
    hearing_on: date | None = None
    answer_by: date | None = None
    answered_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    heard_with: tuple[date, ...] = ()
    hearing_id: str = ""
    sanction_id: str = ""
    overlaps: bool = False

    @property
    def may_be_sanctioned(self) -> bool:
        """Whether the law lets this absence reduce the benefit."""
        return self.group in SANCTIONED

    @property
    def may_be_let_be(self) -> bool:
        """Whether it can still be said to have no consequence: also where what was begun could not be."""
        undecided = self.decided_on is None and self.closed_on is None
        return undecided and (self.may_be_sanctioned or self.going_on)

    @property
    def last_day(self) -> date:
        """The last day on which a sanction can be carried out (NS-2)."""
        return last_day_for_sanction(self.on)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `by` is the day it is to be done, or was done; `why` says what asks for it.

    `source` is the law behind it, in Danish as it is cited; empty where good practice asks for it.
    """

    key: str
    title: Text
    state: State
    by: date | None
    why: Text
    source: str = ""


def last_day_for_sanction(event: date) -> date:
    """Return the end of the third whole calendar month after a day: 10 March gives 30 June."""
    month = event.month - 1 + _WHOLE_MONTHS
    year, month = event.year + month // 12, month % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def is_open(one: NoShow, today: date) -> bool:
    """Return whether something is still to be done. It never closes the case (R-058)."""
    if one.decided_on is not None or one.closed_on is not None:
        return one.contact_on is None
    if one.contact_on is None or one.going_on:
        return True
    return one.may_be_sanctioned and today <= one.last_day


def next_attempt(missed_on: date, attempts: Iterable[Attempt]) -> date:
    """Return when to try next: the day of the talk itself, then the next working day, after a letter its answer.

    The last day on which was tried counts; with a letter and a call on it, the letter's answer is waited for.
    """
    last = max(attempts, key=lambda one: (one.on, one.channel == "letter"), default=None)
    if last is None:
        return missed_on
    return add_workdays(last.on, POST_DAYS) if last.channel == "letter" else next_workday(last.on)


def days_without_contact(one: NoShow, today: date) -> int:
    """Return how many days contact has been broken, the day of the talk counted (NS-1)."""
    if one.contact_on is not None:
        return max((one.contact_on - one.on).days, 1)
    return (today - one.on).days + 1


def steps(one: NoShow, today: date, *, reach: bool = True) -> tuple[Step, ...]:
    """Return what is to be done, in order; the first that is not done is the next one.

    Without `reach` the citizen is not reached out to any more: the case is closed.
    """
    found = [step for step in _steps(one, today) if reach or step.key != "reach"]
    first = next((step for step in found if step.state != "done"), None)
    return tuple(replace(step, state="next") if step is first else step for step in found)


def _steps(one: NoShow, today: date) -> Iterator[Step]:
    yield _reach(one, today)
    if not one.may_be_sanctioned:
        if one.may_be_let_be:
            yield Step("assess", t("No consequence for the benefit"), "later", None, _BEGUN_IN_VAIN)
        return
    if one.closed_on is not None:
        yield Step("assess", t("No consequence for the benefit"), "done", one.closed_on, _GOOD_REASON)
        return
    yield _assess(one)
    yield _hear(one)
    if one.hearing_on is not None:
        yield _answer(one)
    carried_out = [t("A sanction is carried out within three whole calendar months after the absence.")]
    if one.overlaps:
        carried_out.append(
            t("A day without contact is deducted only once, also where it belongs to several absences.")
        )
    yield Step(
        "decide",
        t("Decide on the benefit"),
        _state(one.decided_on),
        one.decided_on or on_or_before(one.last_day),
        _joined(carried_out),
        source="Aktivloven § 35, stk. 1 og 3",
    )


# Said wherever the absence is given consequences: nobody stays away from a talk they were not called in to.
NOT_SUMMONED = t(
    "The citizen is not summoned to this talk, as far as is written down. Find the summons before you go on."
)

_GOOD_REASON = t(
    "An absence with a good reason has no consequence: illness, a job interview, or a summons that came too late. "
    "It must have been possible to attend the day after the summons was received."
)

# A group corrected afterwards, or an absence judged by the group of a later day: the clocks that run can be stopped.
_BEGUN_IN_VAIN = t(
    "On the day of the absence the citizen was in a group whose benefit cannot be reduced for staying away. Write "
    "that it has no consequence: that stops the deadline of the decision."
)


def _state(done_on: date | None) -> State:
    return "done" if done_on is not None else "later"


def _reach(one: NoShow, today: date) -> Step:
    parts = [t("Staying away opens the task of reaching out, and each attempt is written down.")]
    if one.may_be_sanctioned:
        parts.append(
            tn(
                "The benefit can be reduced for each day until contact is restored, the day of the talk included: "
                "{count} day so far.",
                "The benefit can be reduced for each day until contact is restored, the day of the talk included: "
                "{count} days so far.",
                days_without_contact(one, today),
            )
        )
        if one.visited_as in REACH_FIRST:
            parts.append(
                t(
                    "Those ready for activity are to be reached in person by all reasonable means before a "
                    "sanction."
                )
            )
    return Step(
        "reach",
        t("Get in touch again"),
        _state(one.contact_on),
        one.contact_on or next_attempt(one.on, one.attempts),
        _joined(parts),
        source="Aktivloven §§ 35, stk. 7, og 37" if one.may_be_sanctioned else "",
    )


def _assess(one: NoShow) -> Step:
    parts = [_GOOD_REASON]
    if one.summoned_on is None:
        parts.append(NOT_SUMMONED)
    return Step(
        "assess",
        t("Decide whether there was a good reason"),
        "done" if one.going_on else "later",
        None,
        _joined(parts),
        source="Bekendtgørelse 20/2026 § 5, stk. 3",
    )


def _hear(one: NoShow) -> Step:
    parts = [t("The citizen is guided in writing and heard before a sanction.")]
    if one.visited_as in ONE_LETTER:
        parts.append(t("For those ready for a job or education, hearing and decision may be one letter."))
    if one.visited_as in REACH_FIRST and not one.attempts and one.contact_on is None:
        parts.append(t("Try to reach the citizen in person first: no attempt is written down yet."))
    return Step(
        "hear",
        t("Hear the citizen in writing"),
        _state(one.hearing_on),
        one.hearing_on,
        _joined(parts),
        source="Aktivloven § 35, stk. 1, 6 og 7",
    )


def _answer(one: NoShow) -> Step:
    parts = [t("A party is heard before a decision on facts it does not know.")]
    if one.heard_with:
        parts.append(
            tn(
                "The same letter is about the absence on {days} too, and so is the answer.",
                "The same letter is about the absences on {days} too, and so is the answer.",
                len(one.heard_with),
                days=days_words(one.heard_with),
            )
        )
    return Step(
        "answer",
        t("The citizen answers the hearing"),
        _state(one.answered_on),
        one.answered_on or one.answer_by,
        _joined(parts),
        source="Forvaltningsloven § 19",
    )


def _joined(parts: list[Text]) -> Text:
    whole = parts[0]
    for part in parts[1:]:
        whole = t("{one} {more}", one=whole, more=part)
    return whole
