"""The panel beside the plan in which one form is open: its fields, its draft, saving, and quieter acts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from caseworker.base.clock import day_of
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import Text, t, tc
from ui.kit import tokens
from ui.kit.banner import Banner
from ui.kit.buttons import BusyButton, Button, IconButton, LinkButton
from ui.kit.flow import FlowLayout
from ui.kit.frames import Card
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, column, row
from ui.kit.style import px
from ui.plan.bits import Scrolled, scrolling
from ui.plan.opening import carried_form, changed_elsewhere
from ui.plan.presenter import PlanPresenter
from ui.plan.sheet import Sheet, packed
from ui.plan.small_acts import SmallAct
from ui.plan.state import DraftRow

# Forms that write a record which can be opened in the same form again.
_LASTING = frozenset({"end_goal", "interim_goal", "activity", "agreement", "plan_person"})


class FormPanel(Card):
    """One open form. `saved(key, again)` when it is saved, `closed()` when it is left.

    Leaving keeps what is typed as a draft; throwing away is an act of its own. Ctrl+S and Ctrl+Enter
    save, Escape leaves.
    """

    saved = Signal(str, bool)
    closed = Signal()

    def __init__(
        self, presenter: PlanPresenter, sheet: Sheet, draft: DraftRow | None, *, read_only: bool
    ) -> None:
        close = IconButton("x", t("Close the form"), on_click=self._leave)
        super().__init__(sheet.title, divided=True, actions=(close,))
        self._presenter, self.sheet, self.form = presenter, sheet, sheet.form
        self._read_only, self._saving, self._restored = read_only, False, False
        self._held_back: dict[str, object] | None = None
        self._shown_by: Callable[[], None] | None = None
        self._show_me = LinkButton(t("show me"), on_click=self._go_there)
        self.banner = Banner("", "attention", actions=(self._show_me,))
        self.banner.hide()
        self._draft_words = Label("", "note", wrap=True)
        self._throw = LinkButton(t("throw the draft away"), on_click=self._throw_away)
        self._draft_row = box(row((self._draft_words, 1), self._throw))
        self._draft_row.hide()
        self.save = BusyButton(
            sheet.save_words, kind="filled", on_click=lambda: self._save(again=False),
            shortcut="Ctrl+S",
        )  # fmt: skip
        self.again = Button(
            sheet.again or "", on_click=lambda: self._save(again=True), shortcut="Ctrl+Shift+Return"
        )
        if sheet.again is None:
            self.again.hide()
        self.leave = Button(tc("button", "Close"), kind="quiet", on_click=self._leave)
        self.area = self._arrange()
        self.form.submitted.connect(lambda: self._save(again=False))
        self.form.drafted.connect(self._keep)
        self.form.dirty_changed.connect(self._dirty_changed)
        if draft is not None:
            self._restore(draft)
        if read_only:
            self.form.set_read_only(True)
            self.save.hide()
            self.again.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._keep_in_sight)

    def focus(self, field: str = "") -> None:
        """Put the focus into a field, unfolding and scrolling to it; into the first where none is named."""
        name = field if field in self.form.names() else self.sheet.first
        if self.sheet.fold is not None:
            self.sheet.fold.open_for(name)
        # The panel gets its place first: a field without one cannot be scrolled to.
        QTimer.singleShot(0, self, lambda: self.form.focus_field(name))

    def is_dirty(self) -> bool:
        """Return whether something is typed that is not saved."""
        return self.form.is_dirty()

    def has_words(self) -> bool:
        """Return whether something stands in the form that is not saved: typed now, or as a draft."""
        return self._restored or self.form.is_dirty()

    def is_saving(self) -> bool:
        """Return whether saving is under way."""
        return self._saving

    def save_draft(self) -> None:
        """Keep what is typed now."""
        self.form.flush_draft()

    def tell(self, text: Text, then: Callable[[], None] | None = None) -> None:
        """Say something over the form; `then` is where "show me" leads."""
        self.banner.set_text(text, "attention")
        self._shown_by = then
        self._show_me.setVisible(then is not None)
        self.banner.show()
        self.area.verticalScrollBar().setValue(0)

    def tell_changes(self) -> None:
        """Say what was changed elsewhere since the form was opened, or its draft was written."""
        if told := changed_elsewhere(self._presenter, self.sheet):
            self._show_me.hide()
            self.banner.tell(sorted(told, key=lambda one: one[1]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _arrange(self) -> QScrollArea:
        above = column(self.banner, self._draft_row, *self.sheet.above, self.form, gap=tokens.M)
        acts = FlowLayout(gap=tokens.S)
        for words, go in self.sheet.turns:
            acts.addWidget(Button(words, kind="option", on_click=partial(self._turn, go)))
        for act in self.sheet.acts:
            acts.addWidget(Button(act.words, kind="option", on_click=partial(self._act, act)))
        below = box(acts)
        if not acts.count() or self._read_only:
            below.hide()
        policy = below.sizePolicy()
        policy.setHeightForWidth(True)
        below.setSizePolicy(policy)
        inside = column(above, below, STRETCH, gap=tokens.L, margins=tokens.L)
        area = scrolling(Scrolled(inside))
        self.add_wide(area, 1)
        foot = row(self.save, self.again, STRETCH, self.leave, margins=(tokens.L, 10, tokens.L, 10))
        self.add_wide(box(foot))
        return area

    def _go_there(self) -> None:
        if self._shown_by is not None:
            self._shown_by()

    def _turn(self, go: Callable[[dict[str, object] | None], object]) -> None:
        if not self.has_words():
            go(None)
        elif not self._saving and self._is_sound():
            go(self.sheet.typed())

    def _act(self, act: SmallAct) -> None:
        if self._saving:
            return
        if self.has_words() and not act.removes:
            self._save(again=False, small=act)
            return
        # What is taken out keeps its draft: it is there again when that is undone.
        self.form.flush_draft()
        self._begin()
        self._presenter.run(act.name, act.do, act.done, lambda _made: self._acted(), self._failed)

    def _acted(self) -> None:
        self._saving = False
        if self._held_back is not None:
            self._keep(self._held_back)
        self.form.mark_clean()
        self.closed.emit()

    def _is_sound(self) -> bool:
        if self.sheet.fold is not None:
            self.sheet.fold.open_for_problems()
        sound = self.form.validate()
        if not sound:
            self._show_error()
        return sound

    def _show_error(self) -> None:
        """Bring the first fault into sight, once its words have got their place under the field."""
        for name in list(self.form.errors())[:1]:
            show = partial(self.area.ensureWidgetVisible, self.form.block(name), 0, px(tokens.S))
            QTimer.singleShot(0, self, show)

    def _begin(self) -> None:
        self._saving, self._held_back = True, None
        self.banner.hide()

    def _save(self, *, again: bool, small: SmallAct | None = None) -> None:
        if self._saving or self._read_only or not self.save.isEnabled() or not self._is_sound():
            return
        # What is saved is a draft first: that is what undo gives back.
        if self.sheet.carried is not None:
            self._keep(self.form.draft())
        self.form.flush_draft()
        self._begin()
        self.save.set_busy(True)
        sent, carried = self.form.values(), carried_form(self._presenter, self.sheet)
        self._presenter.save(
            self.sheet.key, self.sheet.record_id, sent, is_new=self.sheet.is_new,
            about=self.sheet.about, then=lambda made: self._done(made, sent, again=again), failed=self._failed,
            small=small, carried=carried.values() if carried is not None else None,
        )  # fmt: skip

    def _done(self, made: str, sent: dict[str, object], *, again: bool) -> None:
        self._saving = False
        self.save.set_busy(False)
        sheet, now = self.sheet, self.form.values()
        if (now != sent or self.form.half()) and sheet.key in _LASTING:
            # Typed while it was being saved: a change that is not saved yet, of what is now there.
            kept = made if sheet.is_new else sheet.record_id
            self.form.standing.begin_with(sent)
            self._presenter.keep_draft(sheet.key, kept, sheet.typed(), is_new=False, about=sheet.about)
        self.form.mark_clean()
        self.saved.emit(self.sheet.key, again)

    def _failed(self, error: CaseworkerError) -> None:
        self._saving = False
        self.save.set_busy(False)
        if self._held_back is not None:
            self._keep(self._held_back)
        place = error.place if isinstance(error, UserError) else None
        if place is not None and place.field in self.form.names():
            if self.sheet.fold is not None:
                self.sheet.fold.open_for(place.field)
            self.form.set_errors({place.field: error.text})
            self._show_error()
        elif place is not None and place.field and (self.sheet.key == "plan_version" or self.sheet.carried):
            self.tell(error.text, lambda: self._presenter.go_to(place))
        else:
            self.tell(error.text)

    def _keep(self, values: dict[str, object]) -> None:
        if self._saving:
            # A draft kept behind the save would outlive the record it became.
            self._held_back = values
            return
        self._presenter.keep_draft(
            self.sheet.key, self.sheet.record_id, packed(values), is_new=self.sheet.is_new,
            about=self.sheet.about, carried=self.sheet.carried,
        )  # fmt: skip

    def _restore(self, draft: DraftRow) -> None:
        self._restored = True
        self.sheet.restore(draft.values)
        self.tell_changes()
        self._draft_words.set_text(t("Draft from {day:weekday_short}", day=day_of(draft.saved_at)))
        self._draft_row.show()

    def _dirty_changed(self, dirty: bool) -> None:
        if dirty and not self._draft_row.isVisibleTo(self):
            self._draft_words.set_text(t("Kept as a draft while you write"))
            self._draft_row.show()
            QTimer.singleShot(0, self, self._keep_in_sight)  # it moves everything down
        elif not dirty:
            self._draft_row.hide()

    def _throw_away(self) -> None:
        sheet = self.sheet
        self.form.mark_clean()
        self._presenter.throw_draft(
            sheet.key, sheet.record_id, sheet.typed(), is_new=sheet.is_new, about=sheet.about,
            carried=sheet.carried,
        )  # fmt: skip
        self.closed.emit()

    def _leave(self) -> None:
        if not self._saving:
            self.form.flush_draft()
            self.closed.emit()

    def _keep_in_sight(self) -> None:
        if (focused := QApplication.focusWidget()) is not None and self.form.isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused, 0, 60)
