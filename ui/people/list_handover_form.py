"""The form that hands several citizens over: whom it concerns, to whom, why, and what is to be known."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from caseworker.base.text import Text, t, tc, tn
from ui.kit import (
    STRETCH,
    Banner,
    BusyButton,
    Button,
    Card,
    Label,
    LinkButton,
    clear,
    column,
    row,
    say,
    tokens,
)
from ui.people.handover_fields import handover_form
from ui.people.list_handover_presenter import Concerned, HandoverPresenter, HandoverState
from ui.people.list_presenter import Line, listed
from ui.people.overview_acts import OTHER_COLLEAGUE

_NAMES_SHOWN = 12


class HandoverForm(QScrollArea):
    """The form, in place of the list; it scrolls where the window is low."""

    closed = Signal()

    def __init__(self, presenter: HandoverPresenter, state: HandoverState) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.record_id = state.record_id
        self._presenter, self._from_draft, self._all_names = presenter, state.from_draft, False
        self.form = handover_form(state.staff)
        self.form.set_values(state.values)
        self.form.mark_clean()
        self._whom, self._notes = column(gap=0), column(gap=tokens.S)
        self.save_button = BusyButton(
            "", kind="filled", busy_text=t("Saving …"), on_click=self._save, shortcut="Ctrl+S"
        )
        close = Button(
            tc("button", "Close"), on_click=self.put_away,
            tip=t("Puts the form away and keeps what is typed as a draft (Esc)"),
        )  # fmt: skip
        self.throw_button = Button(t("Throw the draft away"), kind="quiet", on_click=self._throw_away)
        buttons = row(self.throw_button, STRETCH, close, self.save_button, margins=(0, tokens.M, 0, 0))
        card = Card(t("Handover to a colleague"), t("The handover is counted and dated."))
        card.add(self._whom, self._notes, self.form, buttons)
        self.setWidget(_Inside(column(card, STRETCH, gap=0)))
        self.form.drafted.connect(presenter.keep_draft)
        self.form.submitted.connect(self._save)
        self.form.field_changed.connect(lambda _name: self._typed())
        self.update_state(state)

    def update_state(self, state: HandoverState) -> None:
        """Show whom it concerns, and whether it is being saved; what is typed stays."""
        values = self.form.values()
        self.form.show_field("colleague", shown=values["staff"] == OTHER_COLLEAGUE)
        self.throw_button.setVisible(self._from_draft or self.form.is_dirty())
        found = self._presenter.concerned(values)
        self.save_button.set_busy(state.saving)
        if not state.saving:
            self.save_button.set_text(_verb(len(found.included)))
        self.save_button.setEnabled(bool(found.included))
        self._draw_whom(found)

    def take_focus(self) -> None:
        """Put the focus into the first field."""
        self.form.focus_field(self.form.names()[0])

    def put_away(self) -> None:
        """Close the form; what is typed in it waits as a draft."""
        self.form.flush_draft()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the form away on Escape; the draft is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _draw_whom(self, found: Concerned) -> None:
        clear(self._whom)
        clear(self._notes)
        most = None if self._all_names else _NAMES_SHOWN
        names = Label("", "body", wrap=True)
        if found.included:
            names.set_text(listed(found.included[:most]), lead=_lead(len(found.included)))
        else:
            names.set_text(t("None of them can be handed over."))
        self._whom.addWidget(names)
        if most is not None and (rest := len(found.included) - most) > 0:
            more = LinkButton(t("and {count} more", count=rest), on_click=self._show_all)
            self._whom.addLayout(row(more, STRETCH))
        for words in _left_out(found):
            self._notes.addWidget(Banner(words, "info"))

    def _show_all(self) -> None:
        self._all_names = True
        self._draw_whom(self._presenter.concerned(self.form.values()))

    def _typed(self) -> None:
        self._from_draft = True  # from the first letter on there is something to throw away
        if self._presenter.form is not None:
            self.update_state(self._presenter.form)

    def _save(self) -> None:
        if not self.save_button.is_busy() and self.form.validate():
            self._presenter.save(self.form.draft())

    def _throw_away(self) -> None:
        values = self.form.draft()
        self.form.mark_clean()
        self._presenter.throw_away(values)


class _Inside(QWidget):
    """What scrolls: as high as its words need in the width there is, and no higher."""

    def __init__(self, inside: QLayout) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.setLayout(inside)

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the width, as words wrap."""
        return QSize(super().minimumSizeHint().width(), 0)


def _verb(count: int) -> Text:
    if not count:
        return t("Hand over")
    return tn("Hand {count} citizen over", "Hand {count} citizens over", count)


def _lead(count: int) -> Text:
    return tn("Concerns {count} citizen:", "Concerns {count} citizens:", count)


def _left_out(found: Concerned) -> list[Text]:
    closed = tn(
        "The case of {names} is closed and is not handed over.",
        "The cases of {names} are closed and are not handed over.",
        len(found.closed), names=_short(found.closed),
    )  # fmt: skip
    theirs = t(
        "{whose} is the contact person of {names} already.", whose=found.whose, names=_short(found.theirs)
    )
    return [words for words, lines in ((closed, found.closed), (theirs, found.theirs)) if lines]


def _short(lines: Sequence[Line]) -> str:
    """Return names, as many as can be read in a sentence."""
    rest = len(lines) - _NAMES_SHOWN
    names = listed(lines[:_NAMES_SHOWN])
    return f"{names} {say(t('and {count} more', count=rest))}" if rest > 0 else names
