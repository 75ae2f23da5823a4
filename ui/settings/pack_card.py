"""The card that shows a rule pack on its way in: what was found, what it changes, from which day."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.casework.pack_changes import Preview, RuleChange
from caseworker.deadlines.local_packs import Look
from caseworker.deadlines.pack_cases import Difference
from caseworker.deadlines.pack_intake import Finding
from caseworker.deadlines.pack_versions import first_day, last_day
from caseworker.deadlines.words import case_field
from ui.kit import (
    STRETCH,
    BusyButton,
    Button,
    Card,
    Column,
    DateField,
    Form,
    IconMark,
    Label,
    RecordTable,
    clear,
    column,
    px,
    row,
    tokens,
)
from ui.settings.packs_presenter import IntakeState, PackIntakePresenter

_FINDINGS_SHOWN = 12
_ROWS_SHOWN = 8
_DATES = 216  # pixels at scale 1: "hviler til og med 30. sep. 2027" in one line


class PackCard(Card):
    """Hidden until a file is opened."""

    def __init__(self, presenter: PackIntakePresenter, latest: date) -> None:
        super().__init__(t("A rule pack on its way in"), divided=True)
        self._presenter = presenter
        self._drawn: object = None
        self._found = column(gap=tokens.S)
        self.form = Form(gap=tokens.M)
        self.day = DateField(presenter.desk.office.clock.today, latest=latest)
        about = t("The rules count for what happens from this day on.")
        required = t("Write from which day.")
        self.form.add("from_on", tc("field", "In force from"), self.day, help_text=about, required=required)
        self.day.edit.editingFinished.connect(self._set_day)
        self.changes = _Changes(presenter)
        self.take = BusyButton(t("Use the rule pack"), kind="filled", on_click=self._take_in)
        self.away = Button(t("Put the file away"), kind="quiet", on_click=presenter.put_away)
        self.coming = _Changes(presenter)
        self.add(self._found, self.form, self.changes, self.coming)
        self.add(row(self.take, self.away, STRETCH))
        self.hide()

    def _set_day(self) -> None:
        if self.form.validate():
            self._presenter.set_day(self.day.value())

    def _take_in(self) -> None:
        if self.form.validate():
            self._presenter.take_in()

    def draw(self) -> None:
        """Show the state of the file."""
        state = self._presenter.state
        self.setVisible(bool(state.file_name))
        if state == self._drawn or not state.file_name:
            self._drawn = state
            return
        self._drawn = state
        if self.header is not None:
            self.header.set_title(t("A rule pack on its way in"), state.file_name)
        if not self.day.edit.hasFocus():
            self.day.set_value(state.from_on)
        clear(self._found)
        for icon, kind, words in _lines(state):
            self._found.addLayout(row(IconMark(icon, "ink", 16), (Label(words, kind, wrap=True), 1)))
        usable = state.ready
        self.form.setVisible(usable)
        today = self._presenter.desk.office.clock.today()
        self.changes.draw(state.preview if usable else None, today if state.coming is not None else None)
        self.coming.draw(state.coming if usable else None, state.from_on)
        self.take.setVisible(usable)
        self.take.set_busy(state.busy)


class _Changes(QWidget):
    """How many citizens get new dates on a day, and which."""

    def __init__(self, presenter: PackIntakePresenter) -> None:
        super().__init__()
        self.table = RecordTable(_columns(presenter), name=t("Dates that change"), key=lambda one: id(one))
        self._told = Label("", "strong", wrap=True)
        self.setLayout(column(self._told, self.table, gap=tokens.M))

    def draw(self, preview: Preview | None, day: date | None) -> None:
        """Show what changes; `day` is named where it is not the only one. Hidden where nothing is known."""
        self.setVisible(preview is not None)
        if preview is None:
            return
        self._told.set_text(_told(preview, day))
        self.table.setVisible(bool(preview.changes))
        self.table.set_records(preview.changes)
        rows = min(len(preview.changes) + 1, _ROWS_SHOWN)
        self.table.setFixedHeight(px(tokens.ROW * rows + 4))


def _lines(state: IntakeState) -> list[tuple[str, str, Text]]:
    """Return what is said of the file, each line with its icon and kind of letters."""
    if state.problem is not None:
        return [("circle-alert", "error", state.problem)]
    if state.look is None:
        return [("clock", "soft", t("One moment …"))]
    found = [_finding(one) for one in state.look.checked.findings[:_FINDINGS_SHOWN]]
    if (more := len(state.look.checked.findings) - _FINDINGS_SHOWN) > 0:
        found.append(("info", "soft", tn("{count} more remark", "{count} more remarks", more)))
    found += [*_tested(state.look), *_versions(state.look)]
    if state.area_off:
        words = t("The area of this pack is switched off, so it changes nothing yet. Switch it on above.")
        found.append(("info", "body", words))
    return found


def _finding(one: Finding) -> tuple[str, str, Text]:
    place = ", ".join(str(part) for part in (one.rule, one.path) if part)
    if one.line is not None and place:
        words = t("Line {line}: {place}: {text}", line=one.line, place=raw(place), text=one.text)
    elif one.line is not None:
        words = t("Line {line}: {text}", line=one.line, text=one.text)
    else:
        words = t("{place}: {text}", place=raw(place), text=one.text) if place else one.text
    return ("circle-alert", "error", words) if one.level == "error" else ("info", "body", words)


def _tested(look: Look) -> list[tuple[str, str, Text]]:
    if look.tested is None or not look.tested.cases:
        return []  # that there are too few cases is told among what was found
    if not look.tested.failed:
        words = tn("{count} case of the file comes out as written.",
                   "All {count} cases of the file come out as written.", look.tested.cases)  # fmt: skip
        return [("circle-check", "body", words)]
    return [("circle-alert", "error", _failed(one)) for one in look.tested.failed[:_FINDINGS_SHOWN]]


def _versions(look: Look) -> list[tuple[str, str, Text]]:
    """Say what becomes of the versions of the pack that the unit has already."""
    there = look.there
    if there is None:
        return []
    found = [
        ("info", "body", t("This file takes the place of the version of {day}.", day=first_day(one)))
        for one in there.gone
    ]
    if there.ended is not None:
        words = t(
            "The version of {first} counts for what begins until {last}. Its deadlines that run by then run on.",
            first=first_day(there.ended), last=last_day(there.ended),
        )  # fmt: skip
        found.append(("info", "body", words))
    return found


def _failed(one: Difference) -> Text:
    return t(
        "{rule}, “{what}”: {field} should be {expected} but is {found}.",
        rule=one.case.rule, what=one.case.what, field=case_field(one.field),
        expected=_value(one.expected), found=_value(getattr(one.found, "key", one.found)),
    )  # fmt: skip


def _value(value: object) -> Text:
    if value is None or value == "none" or value == []:
        return tc("value of a case", "nothing")
    if isinstance(value, date):
        return t("{day:numeric}", day=value)
    return raw(", ".join(map(str, value)) if isinstance(value, list) else str(value))


def _told(preview: Preview, day: date | None) -> Text:
    """Say how many citizens get new dates; `day` is the one of which this is said, None where only today is."""
    if not preview.changes and day is None:
        return t("No date changes for your {count} citizens.", count=preview.of)
    if not preview.changes:
        return t("No date changes on {day} for your {count} citizens.", day=day, count=preview.of)
    if day is None:
        return tn(
            "{count} of your {total} citizens gets a new date:",
            "{count} of your {total} citizens get new dates:",
            preview.cases, total=preview.of,
        )  # fmt: skip
    return tn(
        "{count} of your {total} citizens gets a new date from {day}:",
        "{count} of your {total} citizens get new dates from {day}:",
        preview.cases, total=preview.of, day=day,
    )  # fmt: skip


def _columns(presenter: PackIntakePresenter) -> list[Column]:
    def title(change: RuleChange) -> str:
        return presenter.titles().get(change.rule, change.rule)

    def after(change: RuleChange) -> object:
        return change.after or (change.rest_after.words if change.rest_after else t("falls away"))

    def before(change: RuleChange) -> object:
        return change.before or (change.rest_before.words if change.rest_before else tc("date", "new"))

    return [
        Column("name", tc("column", "Citizen"), lambda change: change.name, 220),
        Column("rule", tc("column", "Deadline"), title),
        Column(
            "before", tc("column", "Date now"), before, _DATES, sort=lambda change: change.before, kind="soft"
        ),
        Column("after", tc("column", "New date"), after, _DATES, sort=lambda change: change.after),
    ]
