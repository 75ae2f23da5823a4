"""Opens the forms of the list, wires them to their acts, and opens the one that was left unfinished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, Protocol

from caseworker.base.clock import day_of
from caseworker.base.ids import new_id
from caseworker.base.text import Text, raw, t
from caseworker.contacts.queries import RequestRow, TalkRow
from ui.contacts.booking_panels import BookPanel, MovePanel
from ui.contacts.course_panels import ABOUT_ABSENCES, AttemptPanel, CoursePanel, answer_panel
from ui.contacts.drafts import moment_words, on_day
from ui.contacts.panels import CancelPanel, ClosePanel, Panel, WishPanel
from ui.contacts.presenter import ContactsPresenter
from ui.contacts.settled import what_became
from ui.contacts.state import ContactsState, FormDraft
from ui.contacts.talk_booking import in_language
from ui.contacts.when_words import full_when, when_words
from ui.ports import Desk

Values = Mapping[str, Any]


class Host(Protocol):
    """The list, as far as a form needs it."""

    def keep_panel(self) -> None:
        """Keep what is typed in the form that is open: another one, or the same anew, takes its place."""

    def show_panel(self, panel: Panel, first: str) -> None:
        """Show a form with the focus in a field."""

    def done(self, new: str = "") -> None:
        """Take the form away; `new` names what came of it."""

    def tell_old_summons(self, talk_id: str) -> None:
        """Say that the citizen holds a summons that no longer fits."""


class ListForms:
    """One method for each form. What a card's button asks for comes in through `ask`.

    A form that was begun before opens with what was typed in it.
    """

    def __init__(self, desk: Desk, presenter: ContactsPresenter, host: Host) -> None:
        self._desk, self._today = desk, desk.office.clock.today
        self._presenter, self._acts, self._host = presenter, presenter.acts, host
        self._chosen: FormDraft | None = None

    def ask(self, what: str, about: str) -> None:
        """Do what a button of a card says."""
        forms: dict[str, Callable[[str], object]] = {
            "summon": self._acts.summon,
            "start": self._acts.start,
            "go_on": self._go_on_talk,
            "move": self.move,
            "cancel": self._cancel,
            "book": lambda wish: self.booking(self._presenter.request(wish)),
            "close": self._close,
            "attempt": self._attempt,
            "answer": self._answer,
        }
        if what in ABOUT_ABSENCES:
            self._absence(what, about)
        else:
            forms[what](about)

    def booking(self, request: RequestRow | None = None, on: date | None = None) -> None:
        """Open the form that books a talk, for a wish or on the day `on` where there is one."""
        presenter, acts = self._presenter, self._acts
        draft = self._draft("book", request.id if request is not None else "")
        fresh = presenter.booking_values(request, on)
        values = fresh | ({**draft.values, "talk_id": draft.record_id} if draft is not None else {})

        def new_purpose(kind: str, words: str) -> str:
            return words if presenter.is_own_purpose(words) else presenter.purpose_of(kind)

        panel = BookPanel(
            self._desk,
            presenter.case_id,
            values,
            presenter.state.advice,
            new_purpose,
            _nothing(presenter.state),
        )
        done = partial(self._host.done, f"summon:{panel.record_id}")
        panel.saved.connect(lambda given: acts.book(given, done, panel.failed))
        panel.second.connect(lambda given: acts.book(given, done, panel.failed, summon=True))
        self._show(panel, "purpose" if values["at"] else "at", draft, _on(fresh["at"], on))

    def wish(self) -> None:
        """Open the form for a citizen who asks for something."""
        state, draft = self._presenter.state, self._draft("wish", "")
        fresh = {
            "request_id": _id_of(draft),
            "requested_on": state.today,
            "by": "citizen",
            "wish": "",
            "what": "talk",
        }
        title = t("{name} asks for …", name=raw(state.call_name))
        panel = WishPanel(self._today, {**fresh, "group": state.group}, title)

        def saved(given: dict[str, Any]) -> None:
            first = "book" if given["what"] in ("talk", "early_follow_up") else "answer"
            done = partial(self._host.done, f"{first}:{panel.record_id}")
            self._acts.ask(given, done, panel.failed)

        panel.saved.connect(saved)
        self._show(panel, "wish", draft)

    def go_on(self, draft: FormDraft) -> bool:
        """Open the form that was left unfinished. Returns whether what it is about is still there."""
        self._chosen = draft
        about = draft.about
        try:
            match draft.form:
                case "book":
                    self.booking(self._presenter.request(about))
                    return True
                case "wish":
                    self.wish()
                    return True
                case "move":
                    return self.move(about)
                case "cancel":
                    return self._cancel(about)
                case "close":
                    return self._close(about)
                case "attempt":
                    return self._attempt(about)
                case "answer":
                    return self._answer(about)
                case kind if kind in ABOUT_ABSENCES:
                    return self._absence(kind, about)
                case _:
                    return False
        finally:
            self._chosen = None

    def move(self, talk_id: str, on: date | None = None) -> bool:
        """Open the form that moves a talk, to the day `on` where one is found already."""
        talk = self._presenter.talk(talk_id)
        if talk is None:
            return False
        draft = self._draft("move", talk_id)
        asked = _on(moment_words(on_day(talk.at, on)), on)
        title = t("Move the talk {when}", when=full_when(talk.at, self._today()))
        panel = MovePanel(self._desk, _id_of(draft), talk, title, _planned(talk))
        panel.form.set_values(asked)

        def moved(summoned: bool) -> None:
            self._host.done(f"move:{talk_id}")
            if summoned:
                self._host.tell_old_summons(talk_id)

        panel.saved.connect(lambda given: self._acts.move(talk_id, given, moved, panel.failed))
        self._stop(panel)
        return self._show(panel, "at", draft, asked)

    def follow(self, panel: Panel | None) -> None:
        """Let an open form take over what was changed elsewhere of the talk that it is about."""
        if panel is None or panel.is_saving():
            return
        self._stop(panel)
        if panel.kind == "move" and (talk := self._presenter.talk(panel.about)) is not None:
            panel.follow(_planned(talk))
        panel.ask_day(anew=True)

    def is_over(self, draft: FormDraft) -> bool:
        """Return whether a form left unfinished cannot be saved as things stand: it is opened only by hand."""
        return what_became(self._presenter.state, draft.form, draft.about) is not None

    def _go_on_talk(self, record_id: str) -> None:
        drafts = self._presenter.state.talk_drafts
        draft = next((one for one in drafts if one.record_id == record_id), None)
        if draft is not None:
            self._acts.go_on(draft)

    def _cancel(self, talk_id: str) -> bool:
        talk = self._presenter.talk(talk_id)
        if talk is None:
            return False
        draft = self._draft("cancel", talk_id)
        title = t("Call the talk {when} off", when=full_when(talk.at, self._today()))
        panel = CancelPanel(_id_of(draft), talk_id, title, self._presenter.state.call_name)
        panel.saved.connect(lambda given: self._acts.cancel(talk_id, given, self._host.done, panel.failed))
        self._stop(panel)
        return self._show(panel, "who", draft)

    def _close(self, request_id: str) -> bool:
        if all(one.id != request_id for one in self._presenter.state.wishes):
            return False
        draft = self._draft("close", request_id)
        panel = ClosePanel(_id_of(draft), request_id)
        panel.saved.connect(
            lambda given: self._acts.close_request(request_id, given, self._host.done, panel.failed)
        )
        return self._show(panel, "closed_reason", draft)

    def _attempt(self, about: str) -> bool:
        """Open the form of an attempt: about is the missed talk and, after a slash, the channel if it is known."""
        talk_id, _, channel = about.partition("/")
        draft = self._draft("attempt", talk_id)
        title = t("Attempt to reach {name}", name=raw(self._presenter.state.call_name))
        missed = self._presenter.talk(talk_id)
        missed_on = day_of(missed.at) if missed is not None and missed.status == "no_show" else None
        panel = AttemptPanel(talk_id, _id_of(draft), title, self._today, missed_on, channel)
        done = partial(self._host.done, f"attempt:{about}")
        panel.saved.connect(lambda given: self._acts.add_attempt(talk_id, given, done, panel.failed))
        self.follow(panel)
        return self._show(
            panel, "result" if channel else "channel", draft, {"channel": channel} if channel else {}
        )

    def _answer(self, wish_id: str) -> bool:
        wish = next((one for one in self._presenter.state.wishes if one.id == wish_id), None)
        if wish is None:
            return False
        draft = self._draft("answer", wish_id)
        panel = answer_panel(wish_id, wish.head, self._today, _id_of(draft))
        panel.saved.connect(lambda given: self._acts.answer(wish_id, given, self._host.done, panel.failed))
        return self._show(panel, "answer", draft)

    def _absence(self, what: str, talk_id: str) -> bool:
        make, first, key = ABOUT_ABSENCES[what]
        missed = next((one for one in self._presenter.state.absences if one.talk_id == talk_id), None)
        if missed is None:
            return False
        draft = self._draft(what, talk_id)
        hint = next((step.hint for step in missed.steps if step.key == key), raw(""))
        panel: CoursePanel = make(missed, self._today, _id_of(draft), hint)
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
        return self._show(panel, first, draft)

    # ---- inside

    def _stop(self, panel: Panel) -> None:
        panel.stop(what_became(self._presenter.state, panel.kind, panel.about))

    def _draft(self, form: str, about: str) -> FormDraft | None:
        """Return what a form opens with: the draft chosen by hand, or its newest one."""
        self._host.keep_panel()
        found = self._chosen or self._presenter.draft(form, about)
        if found is None or form != "book":
            return found
        return replace(found, values=in_language(found.values, self._desk.language))

    def _show(self, panel: Panel, first: str, draft: FormDraft | None, asked: Values | None = None) -> bool:
        """Show a form with its draft; what is `asked` for now goes before what was typed then."""
        if draft is not None:
            panel.restore(draft)
            # A form that was open when the page was left comes back just as it was.
            if asked and draft.put_away:
                panel.form.set_values(asked)
        panel.ask_day()
        self._host.show_panel(panel, first)
        return True


def _id_of(draft: FormDraft | None) -> str:
    return draft.record_id if draft is not None else new_id()


def _nothing(state: ContactsState) -> Text:
    """Say why no day is suggested."""
    if state.unwritten:
        when = when_words(state.unwritten[0].at, state.today)
        return t("First write down the talk {when}.", when=when)
    return t("No deadline asks for a talk now.")


def _planned(talk: TalkRow) -> Values:
    """Return what a form that moves a talk shows of it."""
    return {"at": moment_words(talk.at), "channel": talk.channel, "place": talk.place}


def _on(at: str | None, on: date | None) -> Values:
    """Return the time that a place asks for, if it asks for a day."""
    return {"at": at} if on is not None else {}
