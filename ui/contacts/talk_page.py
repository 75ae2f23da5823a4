"""The meeting mode: the talk's form, with promises and plan beside it, saved with one button."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from caseworker.base.errors import CaseworkerError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.office import Changes
from ui.contacts.draft_timer import DraftTimer
from ui.contacts.state import TalkState
from ui.contacts.talk_foot import TalkFoot
from ui.contacts.talk_form import DETAILS, TalkForm, first_field
from ui.contacts.talk_frame import TalkFrame
from ui.contacts.talk_head import TalkHead
from ui.contacts.talk_presenter import TalkPresenter
from ui.contacts.talk_side import TalkSideColumn
from ui.contacts.talk_values import HELD, consequences, field_of, outcome_words
from ui.kit import Banner, Label, Page, box, row, say
from ui.kit import tokens as tok
from ui.kit.layout import set_margins
from ui.ports import Desk

_NOT_SUMMONED = t("The citizen is not summoned to this talk.")


class TalkView(Page):
    """One talk. Everything typed is kept as a draft at most two seconds behind."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(header=box(row()), scroll=False)
        self._desk = desk
        self.presenter = TalkPresenter(desk, case_id)
        self._touched: set[str] = set()
        self._told: list[tuple[str, str]] = []
        self._problem = Banner("", "attention")
        self._problem.hide()
        self._timer = DraftTimer(self)
        self.side = TalkSideColumn(desk, case_id)
        self.form = TalkForm(desk.office.clock.today)
        self.foot = TalkFoot(desk, case_id)
        self._head = TalkHead(desk.office.me.name.split()[0], self._switch_details)
        self._consequences = Label("", "note", elide=True)
        self._frame = TalkFrame(
            self._head.parts, self.side, self.form, self._problem, self.foot, self._consequences
        )
        self.add(self._frame, 1)
        set_margins(self.body(), (tok.XL, tok.XS, tok.XL, tok.S))
        self._connect()

    # ---- what the room asks of it

    def open(self, place: Place) -> Text | None:
        """Open the talk a place names. Returns why it cannot be opened, or None where it stands open."""
        self.save_draft()
        return self.presenter.open(place)

    def heard(self, changes: Changes) -> None:
        """Read anew what stands beside the form."""
        self.presenter.heard(changes)

    def save_draft(self) -> None:
        """Keep what is typed now."""
        if self._timer.stop():
            self.presenter.keep_now(self.values())

    def leave(self) -> None:
        """Keep what is typed and let go of the talk: opened again, it comes from its draft."""
        self.save_draft()
        self.presenter.close()

    def values(self) -> dict[str, Any]:
        """Return everything the form and what stands round it hold."""
        state = self.presenter.state
        return {
            **(state.values if state is not None else {}),
            **self.form.values(),
            **self.form.standing.kept(),
            **self.foot.values(),
            **self.side.values(),
            "touched": sorted(self._touched),
        }

    def save(self) -> None:
        """Save the talk, or say what is missing."""
        if self.foot.save.is_busy():
            return
        self.form.enter()
        if self._is_complete():
            self._problem.hide()
            self.foot.save.set_busy(True)
            self.presenter.save(self.values(), self._not_saved)
        else:
            self._show_focus()

    # ---- drawing

    def _fill(self) -> None:
        state = self.presenter.state
        if state is None:
            return
        values = state.values
        self._timer.stop()
        self._touched = set(values["touched"])
        self._problem.hide()
        self._told = []
        self.form.agreements.know(state.owners, state.call_name)
        self.form.set_errors({})
        self.form.show_details(bool(self._touched & DETAILS))
        self.form.know(state.call_name, citizen_view=self._desk.citizen_view)
        self.form.open_on(state.planned, values)
        self._tell()
        self.side.fill(values)
        self.foot.fill(values)
        self._head.tell_kept(state.draft_saved_at)
        self._follow_outcome()
        self.form.focus_field(first_field(values["attendance"]))
        if isinstance(note := self.form.focusWidget(), QPlainTextEdit):
            note.moveCursor(QTextCursor.MoveOperation.End)  # to go on where one stopped
        QTimer.singleShot(0, self, self._show_focus)

    def _draw(self) -> None:
        state = self.presenter.state
        if state is None:
            return
        self.side.draw(state)
        before = self.presenter.asked_of(self.form.values())
        self.form.standing.follow_values(state.planned)
        self._tell()
        self._draw_head()
        self._follow_next(anew=self.presenter.asked_of(self.form.values()) != before)
        self._draw_foot()
        self.foot.ask_anew()

    def _tell(self) -> None:
        """Say what became of the booking meanwhile; what is said already is not said over what came since."""
        state = self.presenter.state
        told = [*_known(state), *self.form.standing.told()] if state is not None else []
        self.form.warn_absent(_NOT_SUMMONED if state is not None and not state.summoned else "")
        if told != self._told:
            self._told = told
            self._problem.setVisible(bool(told))
            self._problem.tell(told)

    def _draw_head(self) -> None:
        if (state := self.presenter.state) is not None:
            self._head.draw(state, self.form.values(), at_typed="at" in self._touched)

    def _draw_foot(self) -> None:
        state, values = self.presenter.state, self.values()
        if state is not None:
            self.foot.draw(state, values)
            self.side.ask_about(state, held=values["attendance"] in HELD)
            self._consequences.set_text(consequences(values, has_next=values["next_at"] is not None))
            self._frame.fill_height(fill=self.form.has_notes())

    # ---- following what is typed

    def _changed(self, name: str) -> None:
        self._touched.add(name)
        self._timer.touch()
        if name == "attendance":
            self._follow_attendance()
        if name in ("agreements", "plan_reviewed"):
            self._follow_outcome()
        if name in ("attendance", "kind", "channel", "outreach_result"):
            self._follow_next(anew=True)
        if name in ("kind", "at", "participants"):
            self._draw_head()
        self._draw_foot()

    def _follow_attendance(self) -> None:
        """Somebody who just did not come gave no reason; whoever called off did."""
        missed = self.form.field("attendance").value() == "absent_no_notice"
        if "absence_reason" not in self._touched:
            self.form.field("absence_reason").set_value("unknown" if missed else None)

    def _follow_outcome(self) -> None:
        """Let the outcome say what the form knows, until somebody writes it."""
        if "outcome" not in self._touched:
            found = outcome_words(self.values())
            self.form.field("outcome").set_value(say(found) if found is not None else "")
            self.form.block("outcome").set_error(None)

    def _follow_next(self, *, anew: bool) -> None:
        """Suggest the next talk, `anew` even where a day stands. What was typed stays.

        Nobody who did not come has agreed to a day, and what is agreed already is not agreed again.
        """
        state, values = self.presenter.state, self.values()
        if state is None:
            return
        advice = self.presenter.advice_for(values)
        missed = values["attendance"] == "absent_no_notice" and values["outreach_result"] != "new_talk"
        booked = state.next_booked is not None
        if "next_at" not in self._touched and (anew or booked or self.foot.next_at.is_empty()):
            self.foot.suggest(None if missed or booked else advice)
        self.foot.draw_next(state, advice)

    def _keep(self) -> None:
        self.presenter.typed(self.values())

    def _switch_details(self) -> None:
        self.form.show_details(not self.form.details_shown())

    # ---- saving

    def _is_complete(self) -> bool:
        """Say what is missing; the first such thing gets the focus."""
        values, state = self.values(), self.presenter.state
        complete = self.form.validate()
        held = values["attendance"] in HELD
        asks_plan = held and state is not None and state.side.plan is not None
        unanswered = asks_plan and values["plan_reviewed"] is None
        self.side.plan_block.set_error(
            t("Say whether the plan was confirmed, changed or not discussed.") if unanswered else None
        )
        in_order = self.foot.check()
        if complete and unanswered:
            self.side.plan_chips.setFocus()
        elif complete and not in_order:
            self.foot.focus_next()
        return complete and not unanswered and in_order

    def _not_saved(self, error: CaseworkerError) -> None:
        self.foot.save.set_busy(False)
        self._timer.touch()  # what was typed meanwhile
        self._draw_foot()
        state = self.presenter.state
        name = field_of(error, state.values["next_id"]) if state is not None else ""
        if name == "next_at":
            self.foot.set_error(error.text)
            self.foot.focus_next()
        elif name in self.form.names():
            if self.form.block(name).isHidden():
                self.form.show_details(True)
            self.form.set_errors({name: error.text})
        else:
            self._problem.set_text(error.text, "attention")
            self._problem.show()
        self._show_focus()

    def _show_focus(self) -> None:
        focused = self.form.focusWidget()
        if focused is not None:
            self._frame.show_whole(focused)

    def _saved(self) -> None:
        self._timer.stop()
        self.foot.save.set_busy(False)

    # ---- wiring

    def _connect(self) -> None:
        self.presenter.on_opened = self._fill
        self.presenter.on_changed = self._draw
        self.presenter.on_kept = self._head.tell_kept
        self.presenter.on_saved = self._saved
        self.form.field_changed.connect(self._changed)
        self.form.submitted.connect(self.save)
        self.foot.changed.connect(self._changed)
        self.foot.save.clicked.connect(lambda _on=False: self.save())
        self.side.changed.connect(self._changed)
        self.side.ticked.connect(self.presenter.tick)
        self._timer.due.connect(self._keep)


def _known(state: TalkState) -> list[tuple[str, str]]:
    """Return what is to be known of the booking and the case, with the tone of each."""
    found = []
    if state.unbooked is not None:
        found.append((say(state.unbooked), "attention"))
    if state.closed_on is not None:
        words = t(
            "The case was closed on {day}. A talk until that day can be written down; nothing new is booked or "
            "promised.",
            day=state.closed_on,
        )
        found.append((say(words), "info"))
    return found
