"""Asks what a talk on the day typed does to the deadlines, and whether its time is free. No Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from caseworker.base.clock import at as moment_at
from caseworker.base.text import Text
from caseworker.casework.booking import overlapping, overlaps, what_if_booked
from caseworker.casework.booking_words import Told, in_short, taken_words
from caseworker.contacts.queries import PlannedTime
from caseworker.contacts.service import FURTHEST
from caseworker.deadlines.facts import Contact
from ui.ports import Desk, Presenter


@dataclass(frozen=True, slots=True)
class Question:
    """The talk that is to be, and when: `at` is None while no time is typed.

    `instead_of` is the id of a talk that is moved. `held_now` is a talk of today that is not saved yet, and
    `measured_now` whether a measurement was taken at it.
    """

    talk: Contact
    at: datetime | None
    minutes: int
    instead_of: str = ""
    held_now: Contact | None = None
    measured_now: bool = False

    def without_time(self) -> Question:
        """Return what the deadlines depend on."""
        return replace(self, at=None, minutes=0)


@dataclass(frozen=True, slots=True)
class _Answer:
    question: Question
    told: Told | None
    taken: PlannedTime | None


def question_of(
    day: date | None, at: time | None, today: date, *, kind: str, channel: str = "meeting", by: str = "municipality",
    minutes: int | None = None, instead_of: str = "",
) -> Question | None:  # fmt: skip
    """Return what is to be asked, or None where no day stands that a talk can be booked on."""
    if day is None or not today <= day <= today + FURTHEST:
        return None
    talk = contact(kind, day, "planned", channel, by)
    moment = moment_at(day, at.hour, at.minute) if at is not None else None
    return Question(talk, moment, minutes or 45, instead_of)


def contact(kind: str, on: date, status: str, channel: str, by: str = "municipality") -> Contact:
    """Return a talk as the rules see it. The codes are those of a form's choices."""
    codes: dict[str, Any] = {"kind": kind, "status": status, "channel": channel or "meeting", "by": by}
    return Contact(on=on, **codes)


class DayAsking(Presenter):
    """Answers the newest question on the store thread; nothing is ever written."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk)
        self._case_id = case_id
        self._question: Question | None = None
        self._answer: _Answer | None = None

    def ask(self, question: Question | None) -> None:
        """Ask, unless this is what was asked last."""
        if question != self._question:
            self._question = question
            self.reload()

    def reload(self) -> None:
        """Ask the same anew: something was changed."""
        self.on_changed()
        if self._question is not None:
            self.read_aside(self._read, self._take)

    def told(self) -> Told | None:
        """Return what the talk does to the deadlines, once that is known."""
        asked, answer = self._question, self._answer
        if asked is None or answer is None or asked.without_time() != answer.question.without_time():
            return None
        return answer.told

    def taken(self) -> Text | None:
        """Return that the time runs into another talk, as far as that is known."""
        asked, answer = self._question, self._answer
        if asked is None or asked.at is None or answer is None or answer.taken is None:
            return None
        talk = answer.taken
        if talk.talk_id == asked.instead_of or not overlaps(talk, asked.at, asked.minutes):
            return None
        return taken_words(talk, named=not self.desk.citizen_view)

    def _read(self) -> _Answer | None:
        asked, office = self._question, self.desk.office
        if asked is None:
            return None
        today = office.clock.today()
        with office.read() as session:
            found = what_if_booked(
                session, office.packs, self._case_id, today, asked.talk, instead_of=asked.instead_of,
                held_now=asked.held_now, measured_now=asked.measured_now,
            )  # fmt: skip
            taken = None
            if asked.at is not None:
                taken = overlapping(session, office.me.id, asked.at, asked.minutes, left_out=asked.instead_of)
        return _Answer(asked, in_short(office.packs, found, today, self.desk.language), taken)

    def _take(self, answer: _Answer | None) -> None:
        if answer is not None:
            self._answer = answer
            self.on_changed()
