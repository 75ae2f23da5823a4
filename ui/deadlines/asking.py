"""What if I book here: one citizen, one day, and what becomes of the deadlines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, cast

from caseworker.base import workdays
from caseworker.base.clock import day_of
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tn
from caseworker.casework.booking import what_if_booked
from caseworker.casework.booking_words import Told, told_of
from caseworker.casework.happenings import clock_words
from caseworker.casework.next_talk import not_written_down, suggest_next_talk
from caseworker.contacts import queries as contacts
from caseworker.contacts.suggest import Suggestion
from caseworker.deadlines.facts import Contact
from caseworker.deadlines.words import short_day
from ui.deadlines.items import Found
from ui.deadlines.lines import Item
from ui.ports import Desk, Presenter


@dataclass(frozen=True, slots=True)
class AskState:
    """The question and its answer. `moving` is the id of the booked talk that would be moved, or "".

    `kind` is the code of the talk asked about; `suggestion` the day that serves the most duties at once, and where
    none is suggested `without` says why.
    """

    item: Item
    day: date
    kind: str
    moving: str = ""
    suggestion: Suggestion | None = None
    without: Text | None = None
    told: tuple[Told, ...] = ()
    remark: Text | None = None
    loading: bool = True


@dataclass(frozen=True, slots=True)
class _Answer:
    day: date
    kind: str
    suggestion: Suggestion | None
    without: Text | None
    told: tuple[Told, ...]


class AskPresenter(Presenter):
    """Asks the engine about one citizen on the store thread; nothing is ever written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state: AskState | None = None
        self._suggested = False  # whether the suggested day is to be taken over

    def ask(self, item: Item, day: date | None = None) -> None:
        """Ask about the citizen of a line: on the suggested day, or on this one."""
        talk = item.talk
        first = workdays.next_workday(self.today())
        self.state = AskState(
            item,
            day or (talk.day if talk else first),
            talk.kind if talk else "",
            moving=talk.id if talk else "",
        )
        self._suggested = day is None and talk is None
        self._work_out()

    def choose_day(self, day: date) -> None:
        """Ask about another day. One that is over is not asked about."""
        if self.state is None or day == self.state.day or day < self.today():
            return
        self.state = replace(self.state, day=day)
        self._suggested = False
        self._work_out()

    def today(self) -> date:
        """Return the Danish day."""
        return self.desk.office.clock.today()

    def use_suggestion(self) -> None:
        """Ask about the suggested day."""
        if self.state is not None and self.state.suggestion is not None:
            self.choose_day(self.state.suggestion.day)

    def close(self) -> None:
        """Put the question away."""
        self.state = None
        self.on_changed()

    def book(self) -> None:
        """Go to where the talk is booked or moved."""
        if self.state is not None:
            case_id, day, moving = self.state.item.case_id, self.state.day, self.state.moving
            found = (
                ("contacts", case_id, f"move:{moving}:{day}") if moving else ("talk", case_id, f"book:{day}")
            )
            self.desk.navigation.go(Place(*found))

    def follow(self, found: Found) -> None:
        """Work the answer out anew from what the page has read.

        The question is put away where what it was asked about is met, moved or booked by now.
        """
        state = self.state
        if state is None:
            return
        item = next((one for one in (*found.items, *found.talks) if one.id == state.item.id), None)
        if item is None or (item.talk, item.booked) != (state.item.talk, state.item.booked):
            self.close()
        else:
            self.state = replace(state, item=item)
            self._work_out()

    def _work_out(self) -> None:
        state = self.state
        assert state is not None
        self.state = replace(state, loading=True)
        self.on_changed()
        self.read_aside(self._reader(), self._take)

    def _reader(self) -> Callable[[], _Answer | None]:
        office, language = self.desk.office, self.desk.language

        def read() -> _Answer | None:
            state = self.state
            if state is None:
                return None
            now, case_id = office.clock.now(), state.item.case_id
            with office.read() as session:
                best = suggest_next_talk(session, office.packs, case_id, now, language=language)
                kind = state.kind or (best.kind if best is not None else _usual(session, case_id))
                over = not_written_down(session, case_id, now) if best is None else None
                day = best.day if self._suggested and best is not None else state.day
                talk = Contact(kind=cast(Any, kind), on=day, status="planned")
                found = what_if_booked(
                    session, office.packs, case_id, office.clock.today(), talk, instead_of=state.moving
                )
            today = office.clock.today()
            told = tuple(told_of(office.packs, one, today, language) for one in found)
            return _Answer(day, kind, best, _without(over, today) if best is None else None, told)

        return read

    def _take(self, answer: _Answer | None) -> None:
        state = self.state
        if state is None or answer is None:
            return
        self.state = replace(
            state, day=answer.day, kind=answer.kind, suggestion=answer.suggestion, without=answer.without,
            told=answer.told, loading=False,
            remark=None if workdays.is_workday(answer.day) else t("Offices are closed that day."),
        )  # fmt: skip
        self.on_changed()


def suggestion_words(suggestion: Suggestion, today: date) -> Text:
    """Say the suggested day, its time, and how many duties the one talk serves."""
    day, at = short_day(suggestion.day, today), clock_words(suggestion.at)
    count = len(suggestion.serves)
    served = tn("serves one deadline", "serves {count} deadlines", count)
    return t("Suggested: {day} at {time}, {served}", day=day, time=at, served=served)


def _without(over: datetime | None, today: date) -> Text:
    """Say why no day is suggested: a talk that is `over` is not written down, or none is asked for."""
    if over is not None:
        return t(
            "No day is suggested until the talk {day} is written down.", day=short_day(day_of(over), today)
        )
    return t("No day is suggested: no deadline asks for a talk that is not booked already.")


def _usual(session: Any, case_id: str) -> str:
    return "follow_up" if contacts.last_held(session, case_id) is not None else "first"
