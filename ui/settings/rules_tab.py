"""Which rules deadlines are worked out from, and the packs they come in."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.deadlines.codes import AREAS
from caseworker.deadlines.words import STANDING, certainty
from ui.kit import (
    STRETCH,
    Button,
    Card,
    CheckField,
    Column,
    DateField,
    Form,
    IconMark,
    Label,
    LinkButton,
    RecordTable,
    SearchField,
    clear,
    column,
    px,
    row,
    say,
    tokens,
)
from ui.settings.pack_card import PackCard
from ui.settings.packs_presenter import PackIntakePresenter
from ui.settings.presenter import SettingsPresenter
from ui.settings.rules import AREA_WORDS, PackRow, RuleRow, pack_state

_RULES_HEIGHT = 360
_AREA_COLUMNS = 3
_PACKS_HEIGHT = 300


class RulesTab(QWidget):
    """Areas first, then the rules in force with where the chosen one stands, then all packs."""

    def __init__(self, presenter: SettingsPresenter) -> None:
        super().__init__()
        self._presenter = presenter
        self.areas: dict[str, CheckField] = {}
        self._later = column(gap=tokens.XS)
        self.rules = RecordTable(_rule_columns(), name=t("Rules in force today"), key=lambda rule: rule.id)
        self.rules.setFixedHeight(px(_RULES_HEIGHT))
        self.rules.selection_changed.connect(lambda _rows: self._draw_chosen())
        self.rules.row_chosen.connect(lambda _rule: self._switch())
        self.search = SearchField(t("Search rule"), width=240)
        self.search.setMinimumWidth(px(180))
        self.search.searched.connect(self.rules.set_filter)
        self.switch = Button(t("Leave the rule out"), on_click=self._switch)
        self.about = Label("", "soft", wrap=True, selectable=True)
        self.about.setMinimumHeight(px(40))
        listed = Card(t("Rules in force today"), actions=(self.search, self.switch), divided=True)
        listed.add_wide(self.rules)
        listed.add(self.about)
        self.packs = RecordTable(_pack_columns(), name=t("Rule packs"), key=lambda pack: pack.id)
        self.packs.setFixedHeight(px(_PACKS_HEIGHT))
        self.packs.selection_changed.connect(lambda _rows: self._draw_drop())
        self.open_pack = Button(t("Take a rule pack in …"), icon="folder-open", on_click=self._choose_pack)
        self.drop = Button(t("Take out of use"), on_click=self._drop)
        packs = Card(t("Rule packs"), t("files with a version and a first day"),
                     actions=(self.drop, self.open_pack), divided=True)  # fmt: skip
        packs.add_wide(self.packs)
        self.intake = PackIntakePresenter(presenter.desk)
        self.intake_card = PackCard(self.intake, presenter.latest())
        self.intake.on_changed = self.intake_card.draw
        self.setLayout(column(self._make_areas(), listed, self.intake_card, packs, STRETCH, gap=tokens.L))

    def _make_areas(self) -> Card:
        """Return the areas in three columns, those of the law first."""
        card = Card(t("Deadlines are worked out from"))
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(tokens.XL))
        grid.setVerticalSpacing(px(tokens.S))
        for place, area in enumerate(AREAS):
            words, about = AREA_WORDS[area]
            box = CheckField(words)
            box.set_names(words, about)
            box.changed.connect(lambda key=area: self._switch_area(key))
            self.areas[area] = box
            both = column(box, row(30, (Label(about, "note", wrap=True), 1), gap=0), STRETCH, gap=0)
            grid.addLayout(both, place // _AREA_COLUMNS, place % _AREA_COLUMNS)
            grid.setColumnStretch(place % _AREA_COLUMNS, 1)
        today = self._presenter.desk.office.clock.today
        self.day = DateField(today, earliest=today(), latest=self._presenter.latest(), width=280)
        self.day_form = Form()
        self.day_form.add(
            "from_on",
            t("What you switch counts from"),
            self.day,
            note=t("today, or a day to come"),
            required=t("Write from which day."),
        )
        self.day.set_value(today())
        self.day.changed.connect(self._draw_areas)
        gone = t(
            "An area switched off takes its deadlines off all lists from that day: those to come and those missed "
            "before. They come back when it is switched on again."
        )
        card.add(grid, Label(gone, "soft", wrap=True), self.day_form, self._later)
        return card

    def _switch_area(self, area: str) -> None:
        """Switch an area; with a day that cannot be, nothing is switched and the day says why."""
        if self.day_form.validate():
            self._presenter.set_area(area, on=self.areas[area].value(), from_on=self.day.value())
        else:
            self.draw()

    def _draw_later(self) -> None:
        clear(self._later)
        for switch in self._presenter.state.later:
            what = AREA_WORDS[switch.name][0] if switch.kind == "area" else raw(self._title(switch.name))
            words = (
                t("{what} is switched on {day}.", what=what, day=switch.from_on)
                if switch.on
                else t("{what} is switched off {day}.", what=what, day=switch.from_on)
            )
            undo = LinkButton(t("Leave as it is"), on_click=partial(self._presenter.leave_as_it_is, switch))
            self._later.addLayout(
                row(IconMark("calendar-clock", "ink_soft", 16), Label(words), undo, STRETCH)
            )

    def _title(self, rule_id: str) -> str:
        return next((one.title for one in self._presenter.state.rules if one.id == rule_id), rule_id)

    def draw(self) -> None:
        """Show what is on."""
        state = self._presenter.state
        self._draw_areas()
        self.rules.set_records(state.rules)
        self.packs.set_records(state.packs)
        self._draw_chosen()
        self._draw_drop()
        self._draw_later()

    def _draw_areas(self) -> None:
        """Show the areas as they stand on the day that is chosen."""
        on = self._presenter.state.areas_on(self.day.value())
        for area, box in self.areas.items():
            box.set_value(area in on)
            box.setEnabled(self._presenter.state.busy != "rules")

    def _draw_drop(self) -> None:
        chosen = self.packs.selected()
        self.drop.setVisible(bool(chosen) and chosen[0].own)

    def _drop(self) -> None:
        chosen = self.packs.selected()
        if chosen:
            self.intake.drop(chosen[0].id)

    def _choose_pack(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, say(t("Choose a rule pack")), "", "TOML (*.toml)")
        if chosen:
            self.intake.open_file(Path(chosen))

    def _draw_chosen(self) -> None:
        chosen = self.rules.selected()
        self.about.set_text(_about(chosen[0]) if chosen else t("Choose a rule to see where it stands."))
        on = not chosen or chosen[0].on
        self.switch.set_text(t("Leave the rule out") if on else t("Use the rule again"))
        self.switch.setEnabled(bool(chosen) and self._presenter.state.busy != "rules")

    def _switch(self) -> None:
        chosen = self.rules.selected()
        if chosen and self._presenter.state.busy != "rules" and self.day_form.validate():
            self._presenter.set_rule(chosen[0].id, on=not chosen[0].on, from_on=self.day.value())


def _rule_columns() -> list[Column]:
    def used(rule: RuleRow) -> Text:
        return tc("rule", "used") if rule.on else t("left out")

    def kind(rule: RuleRow) -> str:
        return "body" if rule.on else "faint"

    return [
        Column("title", tc("column", "Rule"), lambda rule: rule.title, kind=kind, tip=lambda rule: rule.title),
        Column(
            "on", tc("column", "State"), used, 104, kind=kind,
            icon=lambda rule: "check" if rule.on else "minus",
        ),
        Column("pack", tc("column", "Pack"), lambda rule: rule.pack, 108, kind="soft"),
        Column("basis", tc("column", "Basis"), lambda rule: rule.legal_basis, 300, kind="soft",
               tip=lambda rule: rule.legal_basis),
        Column("standing", tc("column", "Standing"), lambda rule: STANDING[rule.standing], 108, kind="soft",
               shown=False),
        Column("sure", t("How sure"), _sure, 120, kind="soft", icon=_sure_icon,
               tip=lambda rule: certainty(rule.standing, rule.confirmed)),
    ]  # fmt: skip


def _about(rule: RuleRow) -> Text:
    """Return where the rule stands and how sure it is, in full."""
    return t(
        "{title}. {basis}. {standing}. {sure}",
        title=raw(rule.title), basis=raw(rule.legal_basis), standing=STANDING[rule.standing],
        sure=certainty(rule.standing, rule.confirmed),
    )  # fmt: skip


def _sure(rule: RuleRow) -> Text:
    if rule.standing != "statute":
        return STANDING[rule.standing]
    return t("Read in the law") if rule.confirmed == "C" else t("Check it")


def _sure_icon(rule: Any) -> str:
    return "" if rule.confirmed == "C" else "circle-help"


def _pack_columns() -> list[Column]:
    def until(pack: PackRow) -> object:
        return pack.valid_to or t("until further notice")

    def unsure(pack: PackRow) -> Text | None:
        return tn("{count} to check", "{count} to check", pack.unsure) if pack.unsure else None

    def whose(pack: PackRow) -> Text:
        return t("your own") if pack.own else tc("rule pack", "shipped")

    def tip(pack: PackRow) -> str:
        return pack.note

    return [
        Column("title", tc("column", "Pack"), lambda pack: pack.title, tip=tip),
        Column("label", tc("column", "Version"), lambda pack: pack.label, 154),
        Column("own", tc("column", "Whose"), whose, 92, kind="soft"),
        Column("from", t("Valid from"), lambda pack: pack.valid_from, 112),
        Column("to", t("Valid to"), until, 140, sort=lambda pack: pack.valid_to, kind="soft"),
        Column("state", tc("column", "State"), pack_state, 98, kind="soft"),
        Column("rules", tc("column", "Rules"), lambda pack: pack.rules, 64, align_right=True),
        Column("unsure", tc("column", "Marks"), unsure, 114, kind="soft", sort=lambda pack: pack.unsure,
               icon=lambda pack: "circle-help" if pack.unsure else "", tip=tip),
    ]  # fmt: skip
