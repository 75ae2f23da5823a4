"""Opens the forms of the list, wires them to their acts, and opens the one that was left unfinished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Protocol

from caseworker.base.ids import new_id
from caseworker.base.text import raw, t
from ui.contacts.course_panels import ABOUT_ABSENCES, CoursePanel, answer_panel
from ui.contacts.drafts import moment_words, on_day
from ui.contacts.panels import AttemptPanel, BookPanel, CancelPanel, ClosePanel, MovePanel, Panel, WishPanel
from ui.contacts.presenter import ContactsPresenter
from ui.contacts.when_words import full_when
from ui.ports import Desk

Values = Mapping[str, Any]


class Host(Protocol):
    """The list, as far as a form needs it."""

    def show_panel(self, panel: Panel, first: str) -> None:
        """Show a form with the focus in a field."""

    def done(self, new: str = "") -> None:
        """Take the form away; `new` names what came of it."""

    def tell_old_summons(self, talk_id: str) -> None:
        """Say that the citizen holds a summons that no longer fits."""


class ListForms:
    """One method for each form. What a card's button asks for comes in through `ask`."""

    def __init__(self, desk: Desk, presenter: ContactsPresenter, host: Host) -> None:
        self._today = desk.office.clock.today
        self._presenter, self._acts, self._host = presenter, presenter.acts, host

    def ask(self, what: str, about: str) -> None:
        """Do what a button of a card says."""
        forms: dict[str, Callable[[str], None]] = {
            "summon": self._acts.summon,
            "start": self._acts.start,
            "move": self.move,
            "cancel": self._cancel,
            "book": lambda wish: self.booking(self._presenter.booking_values(self._presenter.request(wish))),
            "close": self._close,
            "attempt": self._attempt,
            "answer": self._answer,
        }
        if what in ABOUT_ABSENCES:
            self._absence(what, about)
        else:
            forms[what](about)

    def booking(self, values: Values) -> None:
        """Open the form that books a talk."""
        presenter, acts = self._presenter, self._acts

        def new_purpose(kind: str, words: str) -> str:
            return words if presenter.is_own_purpose(words) else presenter.purpose_of(kind)

        panel = BookPanel(self._today, values, presenter.state.advice, new_purpose)
        done = partial(self._host.done, f"summon:{panel.record_id}")
        panel.saved.connect(lambda given: acts.book(given, done, panel.failed))
        panel.second.connect(lambda given: acts.book(given, done, panel.failed, summon=True))
        self._host.show_panel(panel, "purpose" if values["at"] else "at")

    def wish(self, values: Values | None = None) -> None:
        """Open the form for a citizen who asks for something."""
        state = self._presenter.state
        fresh = {
            "request_id": new_id(),
            "requested_on": state.today,
            "by": "citizen",
            "wish": "",
            "what": "talk",
        }
        title = t("{name} asks for …", name=raw(state.call_name))
        panel = WishPanel(self._today, {**fresh, **(values or {}), "group": state.group}, title)

        def saved(given: dict[str, Any]) -> None:
            first = "book" if given["what"] in ("talk", "early_follow_up") else "answer"
            done = partial(self._host.done, f"{first}:{panel.record_id}")
            self._acts.ask(given, done, panel.failed)

        panel.saved.connect(saved)
        self._host.show_panel(panel, "wish")

    def restore(self, values: Values, about: str) -> bool:
        """Open the form that was left unfinished. Returns whether there is one to open."""
        match values.get("form"):
            case "book":
                self.booking(values)
            case "wish":
                self.wish(values)
            case "move":
                self.move(about)
            case "cancel":
                self._cancel(about)
            case "close":
                self._close(about)
            case "attempt":
                self._attempt(values["talk_id"], about)
            case "answer":
                self._answer(values["about_id"], about)
            case str(kind) if kind in ABOUT_ABSENCES:
                self._absence(kind, values["about_id"], about)
            case _:
                return False
        return True

    def move(self, talk_id: str, on: date | None = None) -> None:
        """Open the form that moves a talk, to the day `on` where one is found already."""
        talk = self._presenter.talk(talk_id)
        if talk is None:
            return
        values = {"at": moment_words(on_day(talk.at, on)), "channel": talk.channel, "place": talk.place}
        title = t("Move the talk {when}", when=full_when(talk.at, self._today()))
        panel = MovePanel(self._today, talk_id, title, values)

        def moved(summoned: bool) -> None:
            self._host.done(f"move:{talk_id}")
            if summoned:
                self._host.tell_old_summons(talk_id)

        panel.saved.connect(lambda given: self._acts.move(talk_id, given, moved, panel.failed))
        self._host.show_panel(panel, "at")

    def _cancel(self, talk_id: str) -> None:
        talk = self._presenter.talk(talk_id)
        if talk is None:
            return
        title = t("Call the talk {when} off", when=full_when(talk.at, self._today()))
        panel = CancelPanel(talk_id, title, self._presenter.state.call_name)
        panel.saved.connect(lambda given: self._acts.cancel(talk_id, given, self._host.done, panel.failed))
        self._host.show_panel(panel, "who")

    def _close(self, request_id: str) -> None:
        panel = ClosePanel(request_id)
        panel.saved.connect(
            lambda given: self._acts.close_request(request_id, given, self._host.done, panel.failed)
        )
        self._host.show_panel(panel, "closed_reason")

    def _attempt(self, about: str, outreach_id: str = "") -> None:
        """Open the form of an attempt: about is the missed talk and, after a slash, the channel if it is known."""
        talk_id, _, channel = about.partition("/")
        title = t("Attempt to reach {name}", name=raw(self._presenter.state.call_name))
        panel = AttemptPanel(talk_id, outreach_id or new_id(), title, channel)
        done = partial(self._host.done, f"attempt:{about}")
        panel.saved.connect(lambda given: self._acts.add_attempt(talk_id, given, done, panel.failed))
        self._host.show_panel(panel, "result" if channel else "channel")

    def _answer(self, wish_id: str, draft_id: str = "") -> None:
        wish = next((one for one in self._presenter.state.wishes if one.id == wish_id), None)
        if wish is None:
            return
        panel = answer_panel(wish_id, wish.head, self._today, draft_id)
        panel.saved.connect(lambda given: self._acts.answer(wish_id, given, self._host.done, panel.failed))
        self._host.show_panel(panel, "answer")

    def _absence(self, what: str, talk_id: str, draft_id: str = "") -> None:
        make, first, key = ABOUT_ABSENCES[what]
        missed = next((one for one in self._presenter.state.absences if one.talk_id == talk_id), None)
        if missed is None:
            return
        hint = next((step.hint for step in missed.steps if step.key == key), raw(""))
        panel: CoursePanel = make(talk_id, self._today, draft_id, hint)
        act = {
            "let_be": self._acts.let_be,
            "hear": self._acts.hear,
            "hearing_answer": self._acts.hearing_answer,
            "decide": self._acts.decide,
        }[what]
        # What comes next after a hearing is the answer to it; after the rest nothing is left to do here.
        done = partial(
            self._host.done, f"hearing_answer:{talk_id}" if what == "hear" else f"decide:{talk_id}"
        )
        panel.saved.connect(lambda given: act(talk_id, given, done, panel.failed))
        self._host.show_panel(panel, first)
