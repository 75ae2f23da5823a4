"""How the plan page goes on with what was half-written: forms, and the quick lines of the agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from caseworker.base.errors import CaseworkerError
from caseworker.base.text import t
from ui.plan.opening import make_sheet, sheet_of_draft
from ui.plan.saving import KIND_OF_FORM
from ui.plan.sheet import Sheet
from ui.plan.state import QUICK, DraftRow
from ui.plan.version_form import in_force_words

if TYPE_CHECKING:
    from ui.plan.page import PlanPage
    from ui.plan.panel import FormPanel


class Resuming:
    """Opens, throws away and fetches back the drafts of one page."""

    def __init__(self, page: PlanPage) -> None:
        self._page, self._presenter = page, page.presenter

    def open(self, record_id: str) -> None:
        """Go on with a draft."""
        draft = self._presenter.draft_of(record_id)
        if draft is not None and draft.form == QUICK:
            QTimer.singleShot(0, self._page, lambda: self._go_to_line(draft.about))
        elif draft is not None:
            self._resume(draft)

    def open_newest(self, kind: str) -> None:
        """Go on with the newest draft, of a kind where one is named; quick lines only where theirs is.

        Where none is named, what was put away by hand stays away.
        """
        state = self._presenter.state
        if state is None or state.read_only is not None or self._page.panel is not None:
            return
        drafts = [
            d for d in state.drafts if (d.kind == kind if kind else not d.put_away) and not state.is_gone(d)
        ]
        # The newest of each stands first here.
        lines = [d for d in reversed(list(state.quick.values())) if d.kind == kind]
        newest = max([*drafts[:1], *lines], key=lambda d: d.saved_at, default=None)
        if newest is None:
            return
        if newest in lines:
            # The page gets its place first: a line without one cannot be scrolled to.
            QTimer.singleShot(0, self._page, lambda: self._go_to_line(newest.about))
        else:
            self._resume(newest)

    def throw(self, record_id: str) -> None:
        """Throw a draft away that is not open."""
        draft = self._presenter.draft_of(record_id)
        if draft is not None:
            self._presenter.throw_row(draft)

    def fetch_thrown(self) -> None:
        """Go on with the draft thrown away last."""
        draft = self._presenter.fetch_thrown()
        if draft is not None:
            self._resume(draft)

    def drop_idle(self) -> None:
        """Throw away what there is nothing left to agree on, unless it is open."""
        panel = self._page.panel
        self._presenter.drop_idle(panel.sheet.record_id if panel is not None else "")

    def follow_force(self, panel: FormPanel) -> None:
        """Let the open form of a version be the one that fits, where the plan came or ceased to be in force."""
        page, presenter = self._page, self._presenter
        now = make_sheet(presenter, "plan_version", "") if panel.sheet.key == "plan_version" else None
        if now is None or now.title == panel.sheet.title:
            return
        focused = QApplication.focusWidget()
        inside = focused is not None and panel.isAncestorOf(focused)
        if panel.has_words():
            now.record_id = panel.sheet.record_id
            page.open_sheet(now, self._as_draft(panel.sheet), focus=False)
        else:
            page.open_form("plan_version", focus=False)
        if page.panel is not None:
            page.panel.tell(in_force_words(presenter))
            if inside:
                page.panel.focus()

    def _as_draft(self, sheet: Sheet) -> DraftRow:
        return DraftRow(
            record_id=sheet.record_id, kind=KIND_OF_FORM[sheet.key], form=sheet.key, about=sheet.about,
            is_new=sheet.is_new, saved_at=self._presenter.desk.office.clock.now(), values=sheet.typed(),
        )  # fmt: skip

    def restore_lines(self) -> None:
        """Show what waits to be written on the quick lines: begun earlier, or given back by undo."""
        state = self._presenter.state
        for side in self._page.agreements.restore(state.quick) if state is not None else ():
            self._presenter.take_up_quick(side)

    def add_agreement(self, side: str, words: str) -> None:
        """Add what stands on a quick line, and go on with what waits behind it."""
        line = self._page.agreements.lines[side]

        def added(_id: str) -> None:
            line.added()
            state = self._presenter.state
            if state is not None and side in state.quick:
                self._presenter.settle_drafts(self.restore_lines)

        def refused(error: CaseworkerError) -> None:
            line.refuse(error.text)
            # What is said gets its place below the line first.
            QTimer.singleShot(0, self._page, lambda: self._page.stage.show_whole(line))

        self._presenter.add_agreement(side, words, added, refused)

    def _resume(self, draft: DraftRow) -> None:
        sheet = sheet_of_draft(self._presenter, draft)
        if sheet is None:
            self._presenter.desk.notices.problem(t("What the draft was about is no longer in the plan."))
            return
        self._page.open_sheet(sheet, draft)

    def _go_to_line(self, side: str) -> None:
        line = self._page.agreements.lines[side]
        self._page.stage.look_at(line)
        line.field.setFocus(Qt.FocusReason.OtherFocusReason)
