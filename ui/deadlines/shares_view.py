"""The share rules on the screen: a gauge for each, the citizens behind it, and who is exempted and why."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tc
from caseworker.casework.cohort import Gauge, Member
from caseworker.people.namesakes import bare_name
from ui.deadlines.cells import TwoLines
from ui.deadlines.detail import whole_day
from ui.deadlines.shares import STATES, SharesPresenter, exempted_words, gauge_words, member_day, percent
from ui.deadlines.side import name_button
from ui.kit import (
    STRETCH,
    Button,
    Card,
    Column,
    DateField,
    Form,
    Label,
    RecordTable,
    TextField,
    box,
    clear,
    colour,
    column,
    font,
    px,
    row,
    say,
    tokens,
)
from ui.kit.layout import flush
from ui.ports import Desk
from ui.why.popover import show_why

_SIDE = 288
_LONGEST = 500  # characters of an assessment: it stands in the list and the card beside it


class GaugeTile(QPushButton):
    """One share rule: how many of all are met, and where the share lies. Pressed it shows the list behind it."""

    def __init__(self, gauge: Gauge, title: Text) -> None:
        super().__init__()
        self.gauge = gauge
        self._title = say(title)
        self.setProperty("kind", "counter")
        self.setCheckable(True)
        self.setFixedHeight(px(124))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self._title)
        parts = [self._title, self._share(), say(gauge_words(gauge)), say(exempted_words(gauge))]
        self.setAccessibleName(". ".join(part.removesuffix(".") for part in parts))

    def minimumSizeHint(self) -> QSize:
        """Let the words be cut in a narrow window."""
        return QSize(px(180), px(124))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tile."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ring = "focus" if self.hasFocus() else ("accent" if chosen else "hairline")
        painter.setPen(QPen(colour(ring), 2 if self.hasFocus() else 1))
        painter.setBrush(colour("accent_ground" if chosen else ("hover" if self.underMouse() else "surface")))
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(area, px(8), px(8))
        left, width = px(14), self.width() - px(28)
        self._words(painter, QRectF(left, px(10), width, px(20)), self._title, "label", "ink")
        self._words(
            painter, QRectF(left, px(30), px(90), px(32)), f"{percent(self.gauge)} %", "number", "ink"
        )
        self._words(
            painter, QRectF(left + px(84), px(34), width - px(84), px(28)), self._share(), "note", "ink_soft"
        )
        self._bar(painter, QRectF(left, px(68), width, px(8)))
        self._words(painter, QRectF(left, px(82), width, px(18)), say(gauge_words(self.gauge)), "note", "ink")
        below = say(exempted_words(self.gauge))
        self._words(painter, QRectF(left, px(99), width, px(18)), below, "note", "ink_soft")

    def _share(self) -> str:
        gauge = self.gauge
        return say(
            t("{met} of {total} met, at least {share} %", met=gauge.met, total=gauge.total,
              share=round(gauge.share * 100))
        )  # fmt: skip

    def _bar(self, painter: QPainter, bar: QRectF) -> None:
        """Draw what is met, what is exempted, and a line where the share lies."""
        gauge, round_ = self.gauge, px(4)
        painter.setPen(QPen(colour("edge"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(bar, round_, round_)
        painter.setPen(Qt.PenStyle.NoPen)
        if gauge.total:
            painter.setBrush(colour("accent"))
            met = QRectF(bar.left(), bar.top(), bar.width() * gauge.met / gauge.total, bar.height())
            painter.drawRoundedRect(met, round_, round_)
        at = bar.left() + bar.width() * gauge.share
        painter.setPen(QPen(colour("ink"), 2))
        painter.drawLine(round(at), round(bar.top()) - px(3), round(at), round(bar.bottom()) + px(3))

    def _words(self, painter: QPainter, room: QRectF, words: str, kind: str, tone: str) -> None:
        painter.setFont(font(kind))
        painter.setPen(colour(tone))
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), cut)


class SharesView(QWidget):
    """All share rules beside each other, and below them the list of the one chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.presenter = SharesPresenter(desk)
        self.presenter.on_changed = self.draw
        self.tiles: list[GaugeTile] = []
        self.form: ExemptForm | None = None
        self._unfinished = ""
        self._thrown: tuple[str, dict[str, Any]] = ("", {})  # of whose case
        self._row = row(gap=10)
        self.table = RecordTable(
            self._columns(), name=t("Citizens under the share rule"), key=lambda one: (one.case_id, one.key)
        )
        self.table.setItemDelegate(TwoLines(self.table))
        self.table.selection_changed.connect(lambda chosen: self._chosen(chosen[0] if chosen else None))
        self.table.row_chosen.connect(self._open)
        self._list = Card()
        self._list.add_wide(self.table, 1)
        self.side = Card()
        self.side.setFixedWidth(px(_SIDE))
        self._none = Label(t("No share rule is in force for your citizens."), "soft", wrap=True)
        self._below = box(row((self._list, 1), column(self.side, STRETCH), gap=tokens.L))
        self.setLayout(column(self._none, self._row, (self._below, 1), gap=tokens.L))

    def draw(self) -> None:
        """Show what is read."""
        state = self.presenter.state
        clear(self._row)
        self.tiles = []
        for gauge in state.gauges:
            tile = GaugeTile(gauge, self.presenter.title(gauge))
            tile.setChecked(gauge.rule == state.rule)
            tile.clicked.connect(lambda _on, rule=gauge.rule: self.presenter.choose_rule(rule))
            self.tiles.append(tile)
            self._row.addWidget(tile, 1)
        shown = state.gauge
        self._none.setVisible(shown is None and not state.loading)
        self._below.setVisible(shown is not None)
        if shown is not None:
            self.table.set_records(shown.members)
            if state.chosen is not None and self.table.selected() != [state.chosen]:
                self.table.select_keys([(state.chosen.case_id, state.chosen.key)])
            if self.form is None or state.chosen is None or self.form.member.case_id != state.chosen.case_id:
                self._draw_side(state.chosen)
            if state.chosen is not None and state.chosen.case_id == self._unfinished:
                self._unfinished = ""
                self.write_exemption(state.chosen)

    def go_on(self, case_id: str, rule: str, key: str) -> None:
        """Open the form of a citizen that was left half written, as soon as the list is read."""
        self._unfinished = case_id
        self.presenter.light_up(case_id, rule, key)

    def save_draft(self) -> None:
        """Keep what is typed."""
        if self.form is not None:
            self.form.flush_draft()

    def write_exemption(self, member: Member, *, focus: bool = True) -> None:
        """Open the form for the assessment that exempts a citizen."""
        self.side.clear_body()
        self._thrown = ("", {})
        self.form = form = ExemptForm(self.presenter, member)
        form.ended.connect(self._end_form)
        form.failed.connect(self._desk.notices.problem)
        self.side.add(
            Label(member.name, "strong", wrap=True), Label(t("Exempt after assessment"), "heading", wrap=True)
        )
        self.side.add(form)
        save = Button(tc("button", "Save"), kind="filled", on_click=form.save, shortcut="Ctrl+S")
        self._wide(save, Button(tc("button", "Cancel"), on_click=self._end_form))
        form.show()
        if focus:
            form.focus_field("exempt_reason")

    def _end_form(self) -> None:
        if self.form is not None:
            typed = self.form.give_up()
            self._thrown = (self.form.member.case_id, typed) if typed else ("", {})
            self.form = None
            self._draw_side(self.presenter.state.chosen)

    def _fetch_back(self, member: Member) -> None:
        """Open the form again with what was thrown away last."""
        typed = self._thrown[1]
        self.presenter.keep(member, typed)
        self.write_exemption(member)
        assert self.form is not None
        self.form.take_up(typed)

    def _chosen(self, member: Any) -> None:
        if member is not None and member != self.presenter.state.chosen:
            self.presenter.choose(member)

    def _open(self, member: Any) -> None:
        self._desk.navigation.go(Place("contacts", member.case_id, f"deadline:{member.key}"))

    def _draw_side(self, member: Member | None) -> None:
        self.save_draft()
        self.form = None
        self.side.clear_body()
        if member is None:
            self.side.add(Label(t("Choose a citizen to see more."), "soft", wrap=True))
            return
        if member.state == "open" and self.presenter.kept(member) is not None:
            self.write_exemption(member, focus=False)  # left half written, or undone
            return
        if self._thrown[0] == member.case_id:
            fetch = Button(t("Fetch it back"), on_click=lambda: self._fetch_back(member))
            self.side.add(Label(t("The assessment is thrown away."), "soft", wrap=True), row(fetch, STRETCH))
        self.side.add(
            flush(name_button(member.name, member.mark, lambda: self._open(member), _SIDE - 40)),
            Label(STATES[member.state], "heading", wrap=True),
        )
        if member.day is not None:
            self._fact(t("To be done by"), whole_day(member.day))
        if member.reason:
            self._fact(t("What the assessment rests on"), raw(member.reason))
        why = Button(t("Why this date?"))
        why.clicked.connect(lambda: show_why(self._desk, why, member.case_id, member.key))
        buttons = [Button(t("Open citizen"), kind="filled", on_click=lambda: self._open(member)), why]
        if member.state == "open":
            buttons.append(
                Button(t("Exempt after assessment"), on_click=lambda: self.write_exemption(member))
            )
        elif member.state == "exempted" and self.presenter.runs(member):
            buttons.append(Button(t("Lift the exemption"), on_click=lambda: self.presenter.lift(member)))
        self._wide(*buttons)

    def _fact(self, name: Text, value: Text) -> None:
        self.side.add(column(Label(name, "label"), Label(value, "body", wrap=True), gap=0))

    def _wide(self, *buttons: Button) -> None:
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self.side.add(button)

    def _columns(self) -> list[Column]:
        def day(member: Member) -> Text | None:
            return member_day(member, self._desk.office.clock.today())

        def name(member: Member) -> str:
            return f"{bare_name(member.name, member.mark)}\n{member.mark}" if member.mark else member.name

        def state(member: Member) -> str:
            words = say(STATES[member.state])
            return f"{words}\n{member.reason}" if member.reason else words

        return [
            Column("day", tc("column", "Day"), day, 150, sort=lambda member: member.day),
            Column(
                "name", tc("column", "Citizen"), name, 250, sort=lambda member: member.name, kind="strong",
                tip=lambda member: member.name,
            ),
            Column("state", tc("column", "How it stands"), state, 0, kind="body", tip=lambda member: member.reason),
        ]  # fmt: skip


class ExemptForm(Form):
    """Why a citizen can do without, and until when."""

    ended = Signal()
    failed = Signal(object)

    def __init__(self, presenter: SharesPresenter, member: Member) -> None:
        super().__init__(gap=tokens.M)
        self._presenter, self.member = presenter, member
        self.add(
            "exempt_reason", t("What the assessment rests on"), TextField(limit=_LONGEST),
            required=t("Write what the assessment rests on."),
        )  # fmt: skip
        until = DateField(presenter.today, earliest=presenter.today(), width=_SIDE)
        until.edit.setMinimumWidth(0)
        self.add("exempt_until", tc("field", "Until"), until, note=t("may be left empty"))
        self.submitted.connect(self.save)
        self._resumed = (kept := presenter.kept(member)) is not None
        if kept is not None:
            self.set_values(kept)
        self.drafted.connect(lambda values: presenter.keep(member, values))

    def save(self) -> None:
        """Save, or show what is wrong."""
        if self.validate():
            self.flush_draft()  # before the act, which takes the draft with it
            given = self.values()
            self._presenter.exempt(
                self.member, given["exempt_reason"], given["exempt_until"], self._saved, self._refused
            )

    def give_up(self) -> dict[str, Any]:
        """Throw away what is typed, and return it; {} where nothing is."""
        if not self.is_dirty() and not self._resumed:
            return {}
        typed = self.draft()
        self.mark_clean()
        self._presenter.forget(self.member)
        return typed

    def _saved(self) -> None:
        self.mark_clean()
        self._resumed = False  # the draft went with the act, and comes back with its undo
        self.ended.emit()

    def _refused(self, error: CaseworkerError) -> None:
        place = error.place if isinstance(error, UserError) else None
        if place is not None and place.field in self.names():
            self.set_errors({place.field: error.text})
        else:
            self.failed.emit(error.text)
