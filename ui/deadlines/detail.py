"""What is said of one line beside the list: names and values."""

from __future__ import annotations

from datetime import date

from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tn
from caseworker.casework.booking import booked_words
from caseworker.casework.missing_facts import distinct, missing_words, place_for
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.words import CONFIRMED, DUTY_OF, STANDING, progress
from ui.deadlines.lines import Item

Fact = tuple[Text, Text]


def details(item: Item, packs: Packs, today: date) -> list[Fact]:
    """Return what is said of a deadline, a promise or a talk."""
    line = item.line
    if line is None:
        return [(t("To be done by") if item.kind == "promise" else t("Planned for"), whole_day(item.day))]
    rows = _days(item, line)
    if (words := progress(line.required, line.counted, line.remaining)) is not None:
        rows.append((t("So far"), words))
    if line.last_safe_date is not None and line.remaining > 1:
        rows.append((t("The next one at the latest"), whole_day(line.last_safe_date)))
    if item.booked is not None:
        rows.append((t("Planned talk"), booked_words(item.booked, today)))
    if line.missing:
        names = [missing_words(name, line.missing) for name in distinct(line.missing)]
        rows.append((tn("This is missing", "These are missing", len(names)), _listed(names)))
    rows.append((t("Whose deadline"), DUTY_OF[line.duty_of]))
    rows.append((t("What it rests on"), _basis(line, packs)))
    if line.confirmed != "C":
        rows.append((t("How sure the rule is"), CONFIRMED[line.confirmed]))
    if line.reimbursement_at_stake:
        rows.append((t("What it means for us"), t("Reimbursement from the state depends on it")))
    return rows


def missing_places(item: Item) -> list[tuple[str, Place]]:
    """Return what a deadline waits for and where each of it is written, where it has a form."""
    if item.line is None:
        return []
    places = [(name, place_for(item.line.case_id, name)) for name in distinct(item.line.missing)]
    return [(name, place) for name, place in places if place is not None]


def _days(item: Item, line: DeadlineLine) -> list[Fact]:
    rows: list[Fact] = []
    if line.work_date is not None:
        rows.append((t("To be done by"), whole_day(line.work_date)))
    if item.legal is not None:
        rows.append((t("By law"), whole_day(item.legal)))
    if line.own is not None:
        rows.append(
            (t("Own date"), t("{day}: {reason}", day=whole_day(line.own.day), reason=line.own.reason))
        )
    if line.suspended_until is not None:
        rows.append((t("Exempt until"), whole_day(line.suspended_until)))
    if line.before_import and line.status == "missed":
        rows.append((t("Before the case came here"), t("Whether it was met in time is not known here.")))
    return rows


def whole_day(day: date | None) -> Text:
    """Return a day with its weekday and its year written out, nothing for none."""
    return t("{day:weekday} {year}", day=day, year=day.year) if day is not None else raw("")


def _basis(line: DeadlineLine, packs: Packs) -> Text:
    if line.standing == "local":
        return STANDING[line.standing]
    pack = packs.pack(line.pack)
    label = pack.head.label if pack is not None else line.pack
    return t(
        "{standing}: {basis} ({pack})", standing=STANDING[line.standing], basis=line.legal_basis, pack=label
    )


def _listed(parts: list[Text]) -> Text:
    words = parts[0]
    for part in parts[1:]:
        words = t("{one}; {two}", one=words, two=part)
    return words
