"""What the settings show and change: the machine, oneself, the unit, the rules, the passphrase, the store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta

from caseworker.base import settings
from caseworker.base.errors import CaseworkerError, StoreProblem, UserError
from caseworker.base.place import Place
from caseworker.base.settings import MachineSettings
from caseworker.base.text import Text, t
from caseworker.casework import store_check
from caseworker.deadlines import switches
from caseworker.deadlines.switches import Switch, unit_rules
from caseworker.demo import apart
from caseworker.exchange import seal
from caseworker.journal import queries as journal
from caseworker.journal.files import DocumentFiles
from caseworker.people import staff
from caseworker.people.names import checked_phone
from caseworker.people.staff import StaffRow
from caseworker.prints.collect import UNIT_SETTING
from caseworker.store import keys
from caseworker.store.work import Work
from ui.ports import Desk, Presenter, ProgressNote
from ui.settings.passphrase import DIFFER
from ui.settings.rules import PackRow, RuleRow, pack_rows, rule_rows

DRAFT_KIND = "settings"
_DRAFTS = {"unit": "settings-unit", "me": "settings-me"}  # by form
UNIT_FIELDS = (
    "name", "phone", "place", "address", "emergency_phone", "absence", "consequences", "guidance",
)  # fmt: skip
_HORIZON = 5  # years: rules are seldom passed longer before they count
_RECEIVER = {"receiver_name": "name", "receiver_key": "recipient"}


@dataclass(frozen=True, slots=True)
class SettingsState:
    """The page.

    `unit` and `mine` hold what stands in the forms of the unit and of oneself; `drafted` and `mine_drafted`
    say that it is a draft. `unit_stands` and `mine_stands` are what is saved.

    `errors` are by form and field; `later` is what is switched on a day to come. `busy` names what is
    under way; `saved` names the form that was saved last, with how many were before it. `problems` of the
    store are None until it has been checked.
    """

    machine: MachineSettings = field(default_factory=MachineSettings)
    me: StaffRow | None = None
    mine: Mapping[str, str] = field(default_factory=dict)
    mine_stands: Mapping[str, str] = field(default_factory=dict)
    mine_drafted: bool = False
    unit: Mapping[str, str] = field(default_factory=dict)
    unit_stands: Mapping[str, str] = field(default_factory=dict)
    drafted: bool = False
    areas: frozenset[str] = frozenset()
    later: tuple[Switch, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    packs: tuple[PackRow, ...] = ()
    errors: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    busy: str = ""
    saved: tuple[str, int] = ("", 0)
    problems: tuple[Text, ...] | None = None

    def areas_on(self, day: date | None) -> frozenset[str]:
        """Return the areas that are on from a day, with what is to come by then (None: today)."""
        areas = set(self.areas)
        for switch in self.later:
            if switch.kind == "area" and day is not None and switch.from_on <= day:
                areas.add(switch.name) if switch.on else areas.discard(switch.name)
        return frozenset(areas)


class SettingsPresenter(Presenter):
    """Each part is saved by itself. `on_machine` is told of new settings of the machine."""

    concerns = frozenset({"staff", "unit_setting"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = SettingsState()
        self.on_machine: Callable[[MachineSettings], None] = lambda _machine: None

    def reload(self) -> None:
        """Read everything."""
        office, language = self.desk.office, self.desk.language
        today = office.clock.today()
        with office.read() as session:
            me = staff.me(session)
            unit = staff.setting(session, UNIT_SETTING)
            receiver = staff.setting(session, seal.SETTING)
            areas, off_rules = unit_rules(session, today)
            later = tuple(switches.to_come(session, today))
        draft, my_draft = (office.store.drafts.get(_DRAFTS[form]) for form in ("unit", "me"))
        standing = {name: str(unit.get(name, "")) for name in UNIT_FIELDS}
        standing |= {name: str(receiver.get(key, "")) for name, key in _RECEIVER.items()}
        own = {"name": me.name, "phone": me.phone}
        self.state = replace(
            self.state,
            machine=settings.load(),
            me=me,
            mine=own | (my_draft.values if my_draft else {}),
            mine_stands=own,
            mine_drafted=my_draft is not None,
            unit=standing | dict(draft.values) if draft else standing,
            unit_stands=standing,
            drafted=draft is not None,
            areas=areas,
            later=later,
            rules=rule_rows(office.packs, today, language, areas, off_rules),
            packs=pack_rows(office.packs, today, language, areas),
        )
        self.on_changed()

    # ---- the machine

    def set_machine(self, **changes: Any) -> None:
        """Change settings of this machine: `idle_minutes`, `contrast`, `reduced_motion`."""
        machine = MachineSettings(**(asdict(settings.load()) | changes))

        def save() -> None:
            try:
                settings.save(machine)
            except OSError as error:
                raise UserError(
                    t("The settings of this computer cannot be saved. They hold until the program is closed.")
                ) from error

        def told(_none: None = None) -> None:
            self._show(replace(self.state, machine=machine))
            self.on_machine(machine)

        def failed(error: CaseworkerError) -> None:
            told()
            self._problem(error)

        self.desk.tasks.store(save, told, failed)

    # ---- oneself and the unit

    def save_me(self, values: Mapping[str, Any]) -> None:
        """Write one's own name and phone number, as plans and letters show them."""
        name, phone = (str(values.get(part) or "") for part in ("name", "phone"))
        self._begin("me")
        self.desk.act(
            t("Own name and number"),
            lambda work: staff.change_me(work, name, phone),
            lambda _none: self._done("me", t("Your name and number are saved.")),
            lambda error: self._failed("me", "name", error),
            spends=_DRAFTS["me"],
        )

    def keep_draft(self, values: Mapping[str, Any], form: str = "unit") -> None:
        """Keep what is typed about the unit, or in the form "me"."""
        drafts, kept = self.desk.office.store.drafts, dict(values)
        self.desk.tasks.store(
            lambda: drafts.save(_DRAFTS[form], DRAFT_KIND, "", "", kept), lambda _moment: None, self._problem
        )

    def discard_draft(self, form: str = "unit") -> None:
        """Go back to what is saved about the unit, or in the form "me"."""
        self._clear_draft(form, self.reload)

    def save_unit(self, values: Mapping[str, Any]) -> None:
        """Write what prints say of the unit, and who bundles are sealed for."""
        said = {name: str(values.get(name) or "").strip() for name in (*UNIT_FIELDS, *_RECEIVER)}
        if said["receiver_key"]:
            try:
                seal.seal(b"", said["receiver_key"])
            except UserError:
                words = t("This is not the public key of a receiver. It begins with age1. Copy it whole.")
                self._refuse("unit", {"receiver_key": words})
                return

        def act(work: Work) -> None:
            staff.unit_name(said["name"])
            for phone in ("phone", "emergency_phone"):
                checked_phone(said[phone], Place("unit", field=phone))
            unit = staff.setting(work.session, UNIT_SETTING)
            staff.put_setting(work, UNIT_SETTING, unit | {name: said[name] for name in UNIT_FIELDS})
            receiver = staff.setting(work.session, seal.SETTING)
            wanted = receiver | {key: said[name] for name, key in _RECEIVER.items()}
            if wanted != receiver and (receiver or any(wanted.values())):
                staff.put_setting(work, seal.SETTING, wanted)

        self._begin("unit")
        self.desk.act(
            t("Settings of the unit"),
            act,
            lambda _none: self._done("unit", t("The unit is saved. New prints show it.")),
            lambda error: self._failed("unit", "name", error),
            spends=_DRAFTS["unit"],
        )

    # ---- rules

    def set_area(self, area: str, *, on: bool, from_on: date | None = None) -> None:
        """Work out deadlines from an area of rules, or no longer; from today, or from a day to come."""
        self._switch(lambda work, day: switches.switch_area(work, area, day, on=on), from_on)

    def set_rule(self, rule_id: str, *, on: bool, from_on: date | None = None) -> None:
        """Work out deadlines from one rule, or no longer; from today, or from a day to come."""
        self._switch(lambda work, day: switches.switch_rule(work, rule_id, day, on=on), from_on)

    def leave_as_it_is(self, switch: Switch) -> None:
        """Take back what is to be switched on a day to come."""
        self._switch(lambda work, _day: switches.take_back(work, switch), None)

    def latest(self) -> date:
        """Return the last day that rules can be switched from: nobody knows the rules beyond it."""
        return self.desk.office.clock.today() + relativedelta(years=_HORIZON)

    def _switch(self, switch: Callable[[Work, date], None], from_on: date | None) -> None:
        today = self.desk.office.clock.today()
        day = from_on or today
        if day > self.latest():
            words = t(
                "{day:numeric} lies more than {count} years ahead. Check the year.", day=day, count=_HORIZON
            )
            self.desk.notices.problem(words)
            return
        words = (
            t("The rules are changed. Deadlines are worked out anew.")
            if day == today
            else t("It is switched on {day}.", day=day)
        )
        self._begin("rules")
        self.desk.act(
            t("Rules for deadlines"),
            lambda work: switch(work, day),
            lambda _none: self._done("rules", words),
            lambda error: self._failed("rules", "", error),
        )

    # ---- the store

    def change_passphrase(self, values: Mapping[str, Any]) -> None:
        """Lock the store with a new passphrase. Nothing of it is ever kept as a draft."""
        old, new, again = (str(values.get(name) or "") for name in ("old", "new", "again"))
        if not old:
            self._refuse("passphrase", {"old": t("Write the passphrase you use now.")})
            return
        if new != again:
            self._refuse("passphrase", {"again": DIFFER})
            return
        folder = self.desk.office.folder

        def failed(error: CaseworkerError) -> None:
            wrong = isinstance(error, StoreProblem) and error.code == "wrong_key"
            named = "old" if wrong else "new"
            words = t("This is not the passphrase you use now. Nothing is changed.") if wrong else error.text
            self._refuse("passphrase", {named: words})

        self._begin("passphrase")
        self.desk.tasks.store(
            lambda: _change_passphrase(folder, old, new),
            lambda _none: self._done("passphrase", t("The new passphrase holds from now on."), undo=False),
            failed,
        )

    def check_store(self) -> None:
        """Look whether the store and all its documents are whole."""
        office = self.desk.office

        def look(note: ProgressNote) -> tuple[Text, ...]:
            note(0, 2)
            found = store_check.problems(office.store)
            note(1, 2)
            with office.read() as session:
                hashes = journal.document_hashes(session)
            broken = DocumentFiles(office.store.folder, office.store.key).broken(hashes)
            if broken:
                found.append(t("The files of {count} documents are gone or damaged.", count=len(broken)))
            return tuple(found)

        def done(found: tuple[Text, ...]) -> None:
            self._show(replace(self.state, busy="", problems=found))

        self._begin("check")
        self.desk.tasks.pool(
            t("Checking the store"), look, done, lambda error: self._failed("check", "", error)
        )

    # ---- inside

    def _clear_draft(self, form: str, then: Callable[[], None]) -> None:
        """Forget a draft, after what is still on its way to it."""
        drafts = self.desk.office.store.drafts
        self.desk.tasks.store(lambda: drafts.clear(_DRAFTS[form]), lambda _none: then(), self._problem)

    def _begin(self, what: str) -> None:
        self._show(replace(self.state, busy=what, errors={}))

    def _done(self, form: str, words: Text, *, undo: bool = True) -> None:
        self.state = replace(self.state, busy="", errors={}, saved=(form, self.state.saved[1] + 1))
        self.reload()
        self.desk.notices.done(words, undo=undo)

    def _refuse(self, form: str, errors: Mapping[str, Text]) -> None:
        self._show(replace(self.state, busy="", errors={form: errors}))

    def _failed(self, form: str, fallback: str, error: CaseworkerError) -> None:
        place = error.place if isinstance(error, UserError) else None
        named = (place.field if place is not None else "") or fallback
        if isinstance(error, UserError) and named:
            self._refuse(form, {named: error.text})
            return
        self._show(replace(self.state, busy=""))
        self._problem(error)

    def _problem(self, error: CaseworkerError) -> None:
        self.desk.notices.problem(error.text)

    def _show(self, state: SettingsState) -> None:
        self.state = state
        self.on_changed()


def _change_passphrase(folder: Path, old: str, new: str) -> None:
    keys.change_passphrase(folder, old, new)
    apart.note_passphrase(folder, new, opens=True)
