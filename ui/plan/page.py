"""The plan of a citizen: end goal on top, the course across the tracks, agreements, the week, people, checks."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.office import Changes
from ui.kit import tokens
from ui.kit.banner import Banner
from ui.kit.layout import box, column
from ui.kit.page import Page
from ui.kit.style import px
from ui.plan.agreements_card import AgreementsCard
from ui.plan.aside import DraftsCard, FindingsCard, PeopleCard, ReplacesCard
from ui.plan.course_card import CourseCard
from ui.plan.goal_card import GoalCard
from ui.plan.opening import is_for, make_sheet, target_of
from ui.plan.panel import FormPanel
from ui.plan.presenter import PlanPresenter
from ui.plan.resuming import Resuming
from ui.plan.sheet import Sheet
from ui.plan.stage import Stage
from ui.plan.state import DraftRow, PlanState
from ui.plan.versions_panel import VersionsPanel
from ui.plan.way_back import WayBack
from ui.plan.week_card import WeekCard
from ui.ports import Desk


class PlanPage(QWidget):
    """The room "Plan". Forms open beside the plan, never in windows of their own."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__()
        self.presenter = PlanPresenter(desk, case_id)
        self.presenter.on_changed = self._draw
        self.case_id = case_id
        self.panel: FormPanel | None = None
        self.versions: VersionsPanel | None = None
        self.goal = GoalCard()
        self.course = CourseCard(self.presenter.today)
        self.agreements = AgreementsCard(self.presenter.today)
        self.week = WeekCard()
        self.drafts, self.findings = DraftsCard(), FindingsCard()
        self.people, self.replaces = PeopleCard(), ReplacesCard()
        self._resuming = Resuming(self)
        self._read_only: Banner | None = None
        self._shown_once = False
        self._way_back = WayBack(self, self.course.mark)
        self.stage = Stage(
            (self.goal, self.course),
            (self.agreements, self.week),
            (self.drafts, self.findings, self.people, self.replaces),
        )
        self.stage.opened.connect(self.goal.set_writing)
        self.stage.room_changed.connect(self.course.fit)
        self._page = Page(header=box(column()), scroll=False)
        self._page.body().setContentsMargins(px(tokens.XL), px(tokens.XS), px(tokens.M), 0)
        self._page.add(self.stage, 1)
        self.setLayout(column(self._page, gap=0))
        self._wire()

    # ---- what the frame asks of a page

    def show_place(self, place: Place) -> None:
        """Read anew, and open what the place names with the focus in its field."""
        self.presenter.reload()
        first, self._shown_once = not self._shown_once, True
        if self.panel is not None and self._is_kept_back(self.panel.sheet):
            self.close_side(by_hand=False)  # it comes back when the citizen no longer sees the screen
        if first:
            self._resuming.restore_lines()
        self._resuming.drop_idle()
        target = target_of(place, self.case_id)
        if target.kind == "form":
            self.open_form(target.key, target.record_id, target.field)
        elif target.kind == "part":
            self._show_part(target.key)
        elif target.record_id:
            self._resuming.open(target.record_id)
        elif target.kind == "draft" or first:
            self._resuming.open_newest(target.key)

    def heard(self, changes: Changes) -> None:
        """Draw what has changed. A form that is being written in keeps what stands in it."""
        if not self.presenter.is_concerned(changes):
            return
        panel = self.panel
        mine = panel is not None and any(
            change.record_id in (panel.sheet.record_id, panel.sheet.about) for change in changes.changes
        )
        self.presenter.heard(changes)
        self._resuming.restore_lines()
        self._resuming.drop_idle()
        if self.panel is not None and not self.panel.is_saving():
            self.panel.sheet.follow_plan(self.panel.save)
            self._resuming.follow_force(self.panel)
        if panel is None or panel is not self.panel or panel.sheet.is_new or panel.is_saving():
            return
        now = make_sheet(self.presenter, panel.sheet.key, panel.sheet.about or panel.sheet.record_id)
        if now is not None and (panel.is_dirty() or panel.sheet.carried or not mine):
            panel.form.standing.follow(now.form)
            panel.tell_changes()
        elif now is not None:
            self.open_form(panel.sheet.key, panel.sheet.about or panel.sheet.record_id, focus=False)
        elif panel.is_dirty() and mine:
            panel.tell(t("This was changed elsewhere just now. What you have written still stands here."))
        elif mine:
            self.close_side()

    def save_draft(self) -> None:
        """Keep what is being typed."""
        self.agreements.save_draft()
        if self.panel is not None:
            self.panel.save_draft()

    # ---- forms

    def open_form(self, key: str, record_id: str = "", field: str = "", *, focus: bool = True) -> None:
        """Open a form beside the plan; one that is open already for the same thing only gets the focus."""
        state = self.presenter.state
        if state is None or self.presenter.is_hidden(record_id):
            return
        if self.panel is not None and is_for(self.panel.sheet, key, record_id) and focus:
            self.panel.focus(field)
            return
        sheet = make_sheet(self.presenter, key, record_id)
        if sheet is None:
            self.presenter.desk.notices.problem(t("That is no longer in the plan."))
            return
        draft = next((d for d in state.drafts if d.record_id == sheet.record_id), None)
        if key in ("end_goal", "plan_version") and sheet.is_new:
            draft = next((d for d in state.drafts if d.form == key and d.is_new), None)
            sheet.record_id = draft.record_id if draft is not None else sheet.record_id
        self.open_sheet(sheet, draft, field, focus=focus)

    def close_side(self, *, by_hand: bool = True) -> None:
        """Close the form or the versions and show the findings and people again."""
        self.save_draft()
        if self.panel is not None and by_hand:
            self.presenter.put_away(self.panel.sheet.record_id)
        self._way_back.leave(self.panel or self.versions, self.panel.sheet if self.panel else None)
        self.panel = self.versions = None
        self.stage.close_side()
        self.presenter.settle_drafts(self._resuming.drop_idle)

    def open_sheet(
        self, sheet: Sheet, draft: DraftRow | None, field: str = "", *, focus: bool = True
    ) -> None:
        """Show a form beside the plan, with what its draft holds."""
        state = self.presenter.state
        assert state is not None
        self.save_draft()
        self._way_back.remember(self.panel)
        self.versions = None
        self._add_turns(sheet)
        panel = FormPanel(self.presenter, sheet, draft, read_only=state.read_only is not None)
        sheet.follow_plan(panel.save)
        panel.saved.connect(self._saved)
        panel.closed.connect(self.close_side)
        self.panel = panel
        self.stage.open(panel)
        self.presenter.settle_drafts()
        if focus:
            panel.focus(field)

    def _is_kept_back(self, sheet: Sheet) -> bool:
        marked = self.presenter.desk.citizen_view and sheet.is_internal()
        return marked or self.presenter.is_hidden(sheet.record_id, sheet.about)

    def _add_turns(self, sheet: Sheet) -> None:
        activity = self.presenter.activity(sheet.record_id) if sheet.key == "activity" else None
        if activity is not None and activity.status_on(self.presenter.today()) not in ("ended", "stopped"):
            sheet.turns = [
                (t("Pause it …"), lambda typed: self._turn_to("activity_pause", activity.id, typed)),
                (t("Stop it …"), lambda typed: self._turn_to("activity_stop", activity.id, typed)),
            ]

    def _turn_to(self, key: str, record_id: str, typed: dict[str, object] | None) -> None:
        self.open_form(key, record_id)
        if self.panel is not None and self.panel.sheet.key == key:
            self.panel.sheet.carried = typed

    def _saved(self, key: str, again: bool) -> None:
        state = self.presenter.state
        if again:
            self.panel = None
            self.open_form(key)
        elif key == "end_goal" and state is not None and state.view is not None and not state.view.goals:
            # The first plan goes on by itself: what comes after the goal is the first step towards it.
            self.panel = None
            self.open_form("interim_goal")
        else:
            self.close_side()

    def show_versions(self) -> None:
        """Open the versions beside the plan."""
        state = self.presenter.state
        if state is None or not state.versions:
            return
        self.save_draft()
        self._way_back.remember(self.panel)
        self.panel = None
        self.versions = VersionsPanel(self.presenter)
        self.versions.closed.connect(self.close_side)
        self.versions.show_state(state)
        self.stage.open(self.versions)
        self.versions.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- drawing

    def _draw(self) -> None:
        state = self.presenter.state
        if state is None:
            return
        self.goal.show_state(state)
        self.course.setVisible(state.view is not None)
        self.course.show_state(state)
        self.agreements.setVisible(state.view is not None or bool(state.agreements))
        self.agreements.show_state(state)
        self.week.setVisible(state.view is not None)
        self.week.show_state(state)
        self.findings.show_state(state)
        self.people.show_state(state)
        self.replaces.show_state(state)
        self.drafts.show_state(state, self.panel.sheet.record_id if self.panel is not None else "")
        if self.versions is not None:
            self.versions.show_state(state)
        self._show_read_only(state)
        self.stage.set_aside(state.view is not None or bool(state.drafts))

    def _show_read_only(self, state: PlanState) -> None:
        if state.read_only is not None and self._read_only is None:
            self._read_only = self._page.show_banner(Banner(state.read_only, "locked"))
            if self.panel is not None:
                self.close_side()  # what was being written stays as a draft
        elif state.read_only is None and self._read_only is not None:
            self._page.remove_banner(self._read_only)
            self._read_only = None

    def _show_part(self, part: str) -> None:
        if part == "versions":
            self.show_versions()
            return
        if part in ("activities", "interim_goals"):
            self.course.show_list()
        shown: QWidget | None = self.course if part in ("activities", "interim_goals") else None
        shown = shown or {"week": self.week, "people": self.people, "agreements": self.agreements}.get(part)
        if shown is not None:
            QTimer.singleShot(0, self, lambda: self.stage.look_at(shown))

    def _wire(self) -> None:
        open_form = self.open_form
        self.goal.goal_requested.connect(lambda: open_form("end_goal"))
        self.goal.agree_requested.connect(lambda: open_form("plan_version"))
        self.goal.versions_requested.connect(self.show_versions)
        self.goal.print_requested.connect(self.presenter.print_plan)
        self.course.activity_requested.connect(lambda key: open_form("activity", key))
        self.course.goal_requested.connect(lambda key: open_form("interim_goal", key))
        self.course.new_activity_requested.connect(lambda: open_form("activity"))
        self.course.new_goal_requested.connect(lambda: open_form("interim_goal"))
        self.course.activity_move_requested.connect(self.presenter.move_activity)
        self.course.goal_move_requested.connect(self.presenter.move_goal)
        self.agreements.add_requested.connect(self._resuming.add_agreement)
        self.agreements.typed.connect(self.presenter.keep_quick)
        self.agreements.tick_requested.connect(lambda key, kept: self.presenter.tick(key, kept=kept))
        self.agreements.agreement_requested.connect(lambda key: open_form("agreement", key))
        self.week.activity_requested.connect(lambda key: open_form("activity", key))
        self.week.slot_move_requested.connect(self.presenter.move_slot)
        self.week.week_requested.connect(self.presenter.show_week)
        self.findings.place_requested.connect(self.presenter.go_to)
        self.people.person_requested.connect(lambda key: open_form("plan_person", key))
        self.people.new_person_requested.connect(lambda: open_form("plan_person"))
        self.people.coordinator_requested.connect(lambda: open_form("coordinator"))
        self.replaces.replace_requested.connect(self.presenter.replace_other)
        self.drafts.draft_requested.connect(self._resuming.open)
        self.drafts.fetch_requested.connect(self._resuming.fetch_thrown)
        self.drafts.throw_requested.connect(self._resuming.throw)
