"""The rule packs and their rules as the settings list them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.base.text import Text, t, tc
from caseworker.deadlines.codes import AREAS
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.rules import Pack
from caseworker.deadlines.words import AREA_NAMES

# Each area with what it is about.
AREA_WORDS: dict[str, tuple[Text, Text]] = {
    "lab": (AREA_NAMES["lab"], t("Talks, offers and plans for citizens at the jobcentre")),
    "sickness": (AREA_NAMES["sickness"], t("Follow-up while a citizen is ill")),
    "integration": (AREA_NAMES["integration"], t("Contract, programme and follow-up")),
    "casework": (
        AREA_NAMES["casework"],
        t("Answers, hearings and complaints, where they are not kept elsewhere"),
    ),
    "local": (AREA_NAMES["local"], t("What your unit has settled; never law")),
    "proposal": (AREA_NAMES["proposal"], t("Shown as proposals everywhere; never law")),
}


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack as listed. `unsure` is how many of its rules are not read in the law itself, `own` the unit's.

    `on`: its area is switched on.
    """

    id: str
    title: str
    label: str
    area: str
    valid_from: date
    valid_to: date | None
    in_force: bool
    on: bool
    rules: int
    unsure: int
    note: str
    own: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in force today. `on`: deadlines are worked out from it."""

    id: str
    title: str
    pack: str
    legal_basis: str
    standing: str
    confirmed: str
    on: bool


def pack_rows(packs: Packs, today: date, language: str, areas: frozenset[str]) -> tuple[PackRow, ...]:
    """Return every pack: those in force first, then the newest."""
    own = {source.id for source in packs.sources if source.local}
    rows = [
        _pack_row(pack, today, language, on=pack.head.area in areas, own=pack.head.id in own)
        for pack in packs.packs
    ]
    order = {area: number for number, area in enumerate(AREAS)}
    return tuple(
        sorted(rows, key=lambda row: (not row.in_force, order[row.area], -row.valid_from.toordinal()))  # type: ignore[index]
    )


def pack_state(pack: PackRow) -> Text:
    """Say whether deadlines are worked out from a pack today; what is never law is not in force."""
    if not pack.in_force:
        return t("not in force")
    if not pack.on:
        return tc("rule pack", "switched off")
    return tc("rule pack", "as a proposal") if pack.area == "proposal" else t("in force")


def rule_rows(
    packs: Packs, today: date, language: str, areas: frozenset[str], off_rules: frozenset[str]
) -> tuple[RuleRow, ...]:
    """Return the rules in force today in the areas that are on, each once, in the order of their packs."""
    found: dict[str, RuleRow] = {}
    for pack in packs.packs:
        if pack.head.area not in areas or not _in_force(pack, today):
            continue
        for rule in pack.rules:
            ended = rule.valid_to is not None and rule.valid_to < today
            if rule.id in found or ended or (rule.valid_from is not None and rule.valid_from > today):
                continue
            title = rule.title.da if language == "da" else rule.title.en
            found[rule.id] = RuleRow(
                rule.id, title, pack.head.label, rule.legal_basis, rule.standing, rule.confirmed,
                rule.id not in off_rules,
            )  # fmt: skip
    return tuple(found.values())


def _pack_row(pack: Pack, today: date, language: str, *, on: bool, own: bool) -> PackRow:
    head = pack.head
    return PackRow(
        id=head.id,
        title=head.title.da if language == "da" else head.title.en,
        label=head.label,
        area=head.area,
        valid_from=head.valid_from,
        valid_to=head.valid_to,
        in_force=_in_force(pack, today),
        on=on,
        rules=len({rule.id for rule in pack.rules}),
        unsure=len({rule.id for rule in pack.rules if rule.confirmed != "C"}),
        note=head.verification,
        own=own,
    )


def _in_force(pack: Pack, today: date) -> bool:
    return pack.head.valid_from <= today and (pack.head.valid_to is None or today <= pack.head.valid_to)
