"""The form that puts a plan in force or agrees on its next version: what is missing, what has changed, with whom."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, t, tc, tn
from caseworker.plan.finding import Finding
from ui.kit import tokens
from ui.kit.buttons import LinkButton
from ui.kit.chips import ChoiceChips
from ui.kit.day_field import DateField
from ui.kit.field import TextField
from ui.kit.form import Form
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, clear, column, row
from ui.kit.long_text import LongText
from ui.plan.bits import form_columns
from ui.plan.presenter import PlanPresenter, new_record_id
from ui.plan.saving import stored_words
from ui.plan.sheet import Sheet
from ui.plan.words import CONFIRMED

_CHANGES_SHOWN = 8


class MadeOnField(DateField):
    """The day on which a version was made with the citizen: it says why one cannot be."""

    def __init__(self, presenter: PlanPresenter) -> None:
        super().__init__(presenter.today, latest=presenter.today())
        self._presenter = presenter

    def problem(self) -> Text | None:
        """Return a sentence when the words are no day, or no plan can have been made on it."""
        day = self.value()
        return super().problem() or (self._presenter.cannot_be_made(day) if day is not None else None)


def version_sheet(presenter: PlanPresenter) -> Sheet:
    """Return the form. When, where and how it was made with the citizen stand there already (R-124)."""
    state = presenter.state
    assert state is not None
    assert state.view is not None
    draft = state.view.status == "draft"
    form = Form(columns=form_columns())
    form.add(
        "reason", t("Why does the plan change?") if not draft else t("Anything to note?"),
        LongText(lines=2, most_lines=4), span=2, note="" if not draft else t("may be empty"),
        required="" if draft else t("Write why the plan changes."),
    )  # fmt: skip
    form.add(
        "made_on", t("Made with the citizen on"), MadeOnField(presenter),
        required=t("Write the day on which it was made together."),
        span=2,
    )  # fmt: skip
    form.add("made_where", tc("field label", "Where"), TextField(), span=2)
    ways = [(stored_words(way), way) for way in CONFIRMED]
    form.add(
        "made_how",
        t("How did the citizen confirm it?"),
        ChoiceChips(ways, can_add=True, keep_one=True),
        span=2,
    )
    form.set_values({"made_on": presenter.today(), "made_where": state.unit, "made_how": ways[0][0]})
    above: list[QWidget] = []
    if state.errors:
        above.append(_missing(presenter, state.errors))
    changed = None if draft else Changed(presenter)
    if changed is not None:
        above.append(changed)
    title = t("Put the plan in force") if draft else t("Agree on a new version")
    return Sheet(
        "plan_version", new_record_id(), title, form, title, is_new=True, above=above,
        first="reason" if not draft else "made_on", follow=changed.draw if changed is not None else None,
    )  # fmt: skip


def in_force_words(presenter: PlanPresenter) -> Text:
    """Say what became of the plan while its form stood open."""
    view = presenter.view()
    if view is None or view.status == "draft":
        return t("No version of the plan is in force any more.")
    return t("The plan was put in force meanwhile.")


def _missing(presenter: PlanPresenter, errors: tuple[Finding, ...]) -> QWidget:
    lines = column(Label(t("Needed before it can be agreed"), "label"), gap=tokens.XS)
    for finding in errors:
        link = LinkButton(
            t("show me"), on_click=partial(presenter.go_to, finding.place),
            name=t("Show me: {what}", what=finding.text),
        )  # fmt: skip
        words = column(
            Label(finding.text, "body", wrap=True), Label(finding.detail, "note", wrap=True), gap=0
        )
        mark = column(IconMark("circle-dot", "ink_soft", 16), STRETCH, gap=0, margins=(0, 3, 0, 0))
        lines.addLayout(row(mark, (words, 1), link, gap=tokens.S))
    return box(lines)


class Changed(QWidget):
    """What has changed since the version in force."""

    def __init__(self, presenter: PlanPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self._lines = column(gap=2)
        self.setLayout(self._lines)

    def draw(self) -> bool:
        """Say it as the plan stands now. Returns whether there is anything to agree on."""
        clear(self._lines)
        state = self._presenter.state
        view = state.view if state is not None else None
        if state is None or view is None or view.version is None:
            return True
        count, number = state.changed_lines, view.version.number
        if not count:
            nothing = t("Nothing in the plan has changed since version {number}.", number=number)
            self._lines.addWidget(Label(nothing, "soft", wrap=True))
            return False
        head = tn(
            "{count} line changed since version {number}",
            "{count} lines changed since version {number}",
            count,
            number=number,
        )
        self._lines.addWidget(Label(head, "label"))
        changes = self._presenter.told(view.changes)
        for change in changes[:_CHANGES_SHOWN]:
            self._lines.addWidget(Label(change.text, "soft", wrap=True))
        more = len(changes) - _CHANGES_SHOWN
        if more > 0:
            others = tn("and {count} other change", "and {count} other changes", more)
            self._lines.addWidget(Label(others, "note"))
        return True
