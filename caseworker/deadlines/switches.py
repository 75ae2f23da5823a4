"""Which areas of rules and which single rules are on in the unit, also from a day still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.deadlines.codes import AREAS
from caseworker.deadlines.packs import Packs
from caseworker.people import staff
from caseworker.store.reading import Reading
from caseworker.store.work import Work

# Until the unit says otherwise: what the law asks for with the citizen, and local practice. Off until the unit
# wants them: what was only ever proposed, and the duties of casework itself (reporting, hearings, complaints),
# whose acts are kept in the case system.
DEFAULT_AREAS = ("lab", "sickness", "integration", "local")
SETTING = "deadlines"


@dataclass(frozen=True, slots=True)
class Switch:
    """An area or a rule (`kind`) that is switched on or off from a day."""

    from_on: date
    kind: str
    name: str
    on: bool


def unit_rules(session: Reading, today: date | None = None) -> tuple[frozenset[str], frozenset[str]]:
    """Return the areas that are on and the rules that are off in this unit, as they stand on the day.

    Without a day: as they were last set, without what is to come.
    """
    value = staff.setting(session, SETTING)
    areas, off_rules = set(value.get("areas", DEFAULT_AREAS)), set(value.get("off_rules", ()))
    for switch in _later(value):
        if today is not None and switch.from_on <= today:
            chosen, add = (areas, switch.on) if switch.kind == "area" else (off_rules, not switch.on)
            chosen.add(switch.name) if add else chosen.discard(switch.name)
    return frozenset(areas), frozenset(off_rules)


def to_come(session: Reading, today: date) -> list[Switch]:
    """Return what is switched on a day after today, by day."""
    return [switch for switch in _later(staff.setting(session, SETTING)) if switch.from_on > today]


def set_rules(work: Work, areas: frozenset[str], off_rules: frozenset[str]) -> None:
    """Set from today which areas are on and which rules are off. What is to come stays."""
    later = [s for s in _later(staff.setting(work.session, SETTING)) if s.from_on > work.today()]
    _write(work, areas, off_rules, later)


def switch_area(work: Work, area: str, from_on: date, *, on: bool) -> None:
    """Switch an area on or off from a day: today, or one to come. Raises UserError for another day.

    What switches it the other way on another day to come stands beside it.
    """
    if area not in AREAS:
        raise UserError(t("There is no area of rules {area}.", area=area))
    _switch(work, Switch(from_on, "area", area, on))


def areas_off(session: Reading, today: date) -> tuple[str, ...]:
    """Return the areas that are switched off of those a unit works by unless it says otherwise."""
    areas, _off_rules = unit_rules(session, today)
    return tuple(area for area in DEFAULT_AREAS if area not in areas)


def areas_off_of(session: Reading, packs: Packs, group: str, today: date) -> tuple[str, ...]:
    """Return those of `areas_off` that have rules for a target group."""
    about = {
        pack.head.area for pack in packs.packs if any(group in rule.applies_to.groups for rule in pack.rules)
    }
    return tuple(area for area in areas_off(session, today) if area in about)


def switch_rule(work: Work, rule_id: str, from_on: date, *, on: bool) -> None:
    """Switch a rule on or off from a day: today, or one to come. Raises UserError for another day."""
    _switch(work, Switch(from_on, "rule", rule_id, on))


def _switch(work: Work, switch: Switch) -> None:
    today = work.today()
    if switch.from_on < today:
        raise UserError(t("Rules are switched from today or a later day. Nothing is changed."))
    areas, off_rules = unit_rules(work.session, today)
    mine = [s for s in to_come(work.session, today) if (s.kind, s.name) == (switch.kind, switch.name)]
    later = [s for s in to_come(work.session, today) if s not in _replaced(mine, switch)]
    if switch.from_on > today:
        later.append(switch)
    elif switch.kind == "area":
        areas = areas | {switch.name} if switch.on else areas - {switch.name}
    else:
        off_rules = off_rules - {switch.name} if switch.on else off_rules | {switch.name}
    _write(work, areas, off_rules, later)


def _replaced(mine: list[Switch], switch: Switch) -> list[Switch]:
    """Return which of those to come for the same a new one takes the place of.

    That of the same day, and the one beside it that switches the same way: it is put off, or brought forward.
    """
    before = [one for one in mine if one.from_on < switch.from_on][-1:]
    after = [one for one in mine if one.from_on > switch.from_on][:1]
    return [
        one
        for one in mine
        if one.from_on == switch.from_on or (one in (*before, *after) and one.on == switch.on)
    ]


def take_back(work: Work, switch: Switch) -> None:
    """Take back what is to be switched on a day to come; any other switch stays. Nothing where it is gone already."""
    areas, off_rules = unit_rules(work.session, work.today())
    _write(work, areas, off_rules, [s for s in to_come(work.session, work.today()) if s != switch])


def _write(work: Work, areas: frozenset[str], off_rules: frozenset[str], later: list[Switch]) -> None:
    value: dict[str, Any] = {"areas": sorted(areas), "off_rules": sorted(off_rules)}
    if later:
        later.sort(key=lambda s: (s.from_on, s.kind, s.name))
        value["later"] = [
            {"from": s.from_on.isoformat(), "kind": s.kind, "name": s.name, "on": s.on} for s in later
        ]
    staff.put_setting(work, SETTING, value)


def _later(value: dict[str, Any]) -> list[Switch]:
    return [
        Switch(date.fromisoformat(one["from"]), one["kind"], one["name"], one["on"])
        for one in value.get("later", ())
    ]
