"""What stands beside the plan: unfinished forms, what is worth looking at, people, replaced plans."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from caseworker.base.clock import day_of
from caseworker.base.text import Text, raw, t, tc
from caseworker.plan.content import PersonLine
from caseworker.plan.finding import Finding
from caseworker.plan.view import OtherPlanRow
from caseworker.plan.wording import plan_kind_text
from ui.kit import tokens
from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.frames import Card
from ui.kit.icons import IconMark
from ui.kit.labels import InitialsAvatar, Label
from ui.kit.layout import STRETCH, box, clear, column, hairline, row
from ui.kit.words import say
from ui.plan.bits import RowButton, keeping_focus, named
from ui.plan.state import DraftRow, PlanState, draft_text
from ui.plan.words import person_role, shortened

_SHOWN = 6
# What a draft is named by, where it is written. An act on an effort is named by the effort instead.
_NAMING = ("title", "words", "name", "reason")
_ACTS = ("activity_pause", "activity_stop")
_SIDES = (tokens.L, tokens.S, tokens.M, tokens.S)
_ICONS = (
    ("week.", "clock"),
    ("load.", "clock"),
    ("activity.no_contribution", "link-2-off"),
    ("activity.no_goal", "link-2-off"),
    ("activity.tried", "history"),
    ("activity.no_consent", "eye"),
    ("activity.no_restart", "calendar-clock"),
    ("activity.ends", "calendar-clock"),
    ("activity.", "user-x"),
    ("goal.", "milestone"),
    ("plan.no_coordinator", "user-x"),
    ("plan.", "flag"),
    ("end_goal.", "flag"),
    ("promise.", "handshake"),
    ("transition.", "route"),
)


class FindingsCard(Card):
    """What is worth looking at: the plan checks, each with a way to the field. Nothing here stops anybody."""

    place_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__(t("Worth looking at"), divided=True, count=0)
        self._everything = False
        self._state: PlanState | None = None

    def show_state(self, state: PlanState) -> None:
        """Draw the findings."""
        self._state = state
        findings = state.findings
        self.setVisible(state.view is not None and not state.confidential and state.read_only is None)
        with keeping_focus(self):
            self.clear_body()
            assert self.header is not None
            self.header.set_count(len(findings))
            if not findings:
                self.add_row(
                    IconMark("circle-check", "reached", 18),
                    (Label(t("Nothing stands out in this plan."), "soft", wrap=True), 1),
                )
            errors = state.errors
            if errors:
                self.add_row((Label(t("Needed before it can be agreed"), "label"), 1))
            shown = findings if self._everything else findings[: max(_SHOWN, len(errors))]
            for number, finding in enumerate(shown):
                if errors and number == len(errors):
                    self.add_row((Label(t("Also worth a thought"), "label"), 1))
                self._finding(finding, state)
            if len(findings) > _SHOWN:
                words = t("Show fewer") if self._everything else t("Show all {count}", count=len(findings))
                link = LinkButton(words, on_click=self._switch)
                self.add_row(named(link, "all"), STRETCH, margins=(tokens.L, 2, tokens.L, 2))

    def _finding(self, finding: Finding, state: PlanState) -> None:
        icon = next((icon for start, icon in _ICONS if finding.id.startswith(start)), "calendar")
        mark = column(IconMark(icon, "ink_soft", 16), STRETCH, gap=0, margins=(0, 3, 0, 0))
        line = row((Label(finding.detail, "note", wrap=True), 1), gap=tokens.XS)
        if state.leads_somewhere(finding.place):
            link = LinkButton(
                t("show me"),
                on_click=lambda: self.place_requested.emit(finding.place),
                name=t("Show me: {what}", what=finding.text),
                tip=t("Source: {source}", source=finding.source),
            )
            named(link, f"{finding.id}:{finding.place.id}:{finding.place.field}")
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignBottom)
        words = column(Label(finding.text, "body", wrap=True), line, gap=0)
        self.add_row(mark, (words, 1), margins=(tokens.L, 8, tokens.M, 4))

    def _switch(self) -> None:
        self._everything = not self._everything
        if self._state is not None:
            self.show_state(self._state)


class PeopleCard(Card):
    """The people around the citizen, the coordinator first."""

    person_requested = Signal(str)
    new_person_requested = Signal()
    coordinator_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label("", "heading", elide=True)
        self.adder = IconButton("plus", t("Add a person"), on_click=lambda: self.new_person_requested.emit())
        self._people = column(gap=0)
        self.add_wide(box(row((self._title, 1), self.adder, margins=(tokens.L, 6, tokens.S, 6))))
        self.add_wide(box(self._people))

    def show_state(self, state: PlanState) -> None:
        """Draw the people."""
        view = state.view
        self.setVisible(view is not None)
        if view is None:
            return
        self.adder.setVisible(state.read_only is None)
        self._title.set_text(t("People around {name}", name=state.head.call_name))
        self.setAccessibleName(self._title.text())
        with keeping_focus(self):
            clear(self._people)
            for number, person in enumerate(view.people):
                if number:
                    self._people.addWidget(hairline())
                self._person(person)

    def _person(self, person: PersonLine) -> None:
        first = person.is_coordinator
        facts: list[Text | str] = [person_role(person)]
        if person.does and person.role:
            facts.append(person.does)
        if person.phone:
            facts.append(person.phone.replace(" ", "\N{NO-BREAK SPACE}"))  # a number is read in one piece
        note = " · ".join(say(fact) for fact in facts if fact)
        words = column(
            Label(person.name, "strong" if first else "body", wrap=True),
            Label(note, "note", wrap=True),
            gap=0,
        )
        mark = column(InitialsAvatar(person.name), STRETCH, gap=0, margins=(0, 3, 0, 0))
        inside = row(mark, (words, 1), gap=tokens.M, margins=(tokens.L, 6, tokens.M, 6))
        go = self.coordinator_requested.emit if first else lambda: self.person_requested.emit(person.id)
        button = RowButton(inside, t("{name}, {facts}", name=person.name, facts=note), go)
        self._people.addWidget(named(button, f"person:{person.id}"))


class ReplacesCard(Card):
    """The plans of others: those in force, each with a button to replace it, and those replaced (R-024)."""

    replace_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__(tc("plan", "Other plans"), divided=True)

    def show_state(self, state: PlanState) -> None:
        """Draw the other plans, or nothing."""
        replaced = state.view.replaces if state.view is not None else ()
        others = state.others if state.view is not None else ()
        self.setVisible(bool(replaced or others))
        with keeping_focus(self):
            self.clear_body()
            for other in others:
                self._in_force(other, state)
            for plan in replaced:
                words = t("replaced by this plan {day:short_year}", day=plan.on)
                self.add_row((_two_lines(plan_kind_text(plan.name), words), 1), margins=_SIDES)

    def _in_force(self, other: OtherPlanRow, state: PlanState) -> None:
        kind = plan_kind_text(other.kind)
        name = t("{plan}, {authority}", plan=kind, authority=other.authority) if other.authority else kind
        note = (
            t("since {day:short_year}", day=other.since_on)
            if other.since_on
            else t("in force beside this plan")
        )
        words = column(_two_lines(name, note), gap=tokens.XS)
        if state.read_only is None:
            button = Button(
                t("Replace it with this plan"), on_click=lambda: self.replace_requested.emit(other.id),
                name=t("Replace “{plan}” with this plan", plan=name),
            )  # fmt: skip
            words.addLayout(row(named(button, f"replace:{other.id}"), STRETCH))
        self.add_row((words, 1), margins=_SIDES)


def _two_lines(first: Text, second: Text) -> QWidget:
    return box(column(Label(first, "body", wrap=True), Label(second, "note", wrap=True), gap=0))


def _what_text(draft: DraftRow, state: PlanState) -> Text:
    """Return what a draft is; of an act on an effort with the effort that it is about."""
    what = draft_text(draft.form)
    effort = next((one.title for one in state.activities if one.id == draft.about), "")
    return t("{what}: {effort}", what=what, effort=shortened(effort)) if effort else what


class DraftsCard(Card):
    """Forms that were begun and not saved, and the one that was thrown away last."""

    draft_requested = Signal(str)
    throw_requested = Signal(str)
    fetch_requested = Signal()

    def __init__(self) -> None:
        super().__init__(tc("plan", "Drafts"), divided=True)

    def show_state(self, state: PlanState, open_id: str) -> None:
        """Draw the drafts but the one that is open. Where the plan can only be read, so can they."""
        drafts = [d for d in state.drafts if d.record_id != open_id]
        self.setVisible(bool(drafts or state.thrown))
        with keeping_focus(self):
            self.clear_body()
            if drafts and state.read_only is not None:
                self.add_row((Label(t("They can be read, not saved."), "soft", wrap=True), 1))
            for draft in drafts:
                self._draft(draft, state)
            if state.thrown is not None:
                words = t("“{draft}” is thrown away.", draft=draft_text(state.thrown.form))
                link = LinkButton(t("fetch it back"), on_click=self.fetch_requested.emit)
                self.add_row((Label(words, "soft", wrap=True), 1), link)

    def _draft(self, draft: DraftRow, state: PlanState) -> None:
        gone = state.is_gone(draft)
        what, day = _what_text(draft, state), day_of(draft.saved_at)
        typed = [draft.values.get(name) for name in _NAMING] if draft.form not in _ACTS else []
        first = next((raw(shortened(words)) for words in typed if words and words.strip()), None)
        title: Text = first or what
        # What it is stands there once.
        since = t("{what}, from {day:short}", what=what, day=day) if first else t("from {day:short}", day=day)
        if gone:
            since = t("{since}. What it is about is taken out of the plan.", since=since)
        words = column(Label(title, "body", wrap=True), Label(since, "note", wrap=True), gap=0)
        if gone:
            link = LinkButton(
                t("throw the draft away"), on_click=lambda: self.throw_requested.emit(draft.record_id),
                name=t("Throw the draft “{what}” away", what=title),
            )  # fmt: skip
            words.addLayout(row(link, STRETCH))
        lead, name = (
            (t("go on"), t("Go on with “{what}”", what=title))
            if state.read_only is None
            else (tc("draft", "read"), t("Read “{what}”", what=title))
        )
        go_on = LinkButton(lead, on_click=lambda: self.draft_requested.emit(draft.record_id), name=name)
        if gone:
            go_on.hide()
        self.add_row(IconMark("file-pen-line", "ink_soft", 16), (words, 1), go_on)
