"""The form for what deadlines are counted from, as plain values: how it begins, what it asks, what it means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from caseworker.base.text import Text, t
from caseworker.casework.missing_facts import HOURS
from caseworker.people.fact_checks import Fact, FactData, ended_by, first_day, months_of
from caseworker.people.fact_kinds import COUNTED_HOURS, KINDS
from caseworker.people.fact_words import fact_title
from caseworker.store.drafts import Draft
from ui.people.overview_state import OverviewState

FACT = "fact"
SUBJECT = "subject"  # in a draft: the id of the fact that is being changed
WRITTEN = "months_written"  # how many months' hours stand already: told, not asked for
MONTHS = ("month_hours", "month_from", "month_to")
_PLAIN = ("day", "last_day", "benefit", "value", "expected_on", "paid_to", "words")


def begin(state: OverviewState, wanted: str) -> tuple[dict[str, Any], str]:
    """Return what stands in the form at first, and the id of the fact it changes ("" for a new one).

    `wanted` is a fact's id, a kind, `hours 2026-03`, "to" or "until" (of the newest that has none), or "".
    """
    found = _asked_for(state.facts, wanted)
    if found is not None:
        values = _values(found.data)
        if wanted.startswith(HOURS):
            month = wanted.removeprefix(HOURS)
            values |= {"month_from": month, "month_to": _last_in_a_row(month, state.lacking)}
        return values, found.id
    what = "benefit" if wanted.startswith(HOURS) else wanted
    if what not in KINDS:
        return {}, ""
    # What has held all along must have held when the clock began, or no deadline hears of it.
    return {"what": what} | ({"day": _first_day(state)} if KINDS[what].sort == "trait" else {}), ""


def stored(state: OverviewState, subject: str) -> dict[str, Any] | None:
    """Return what is written down of a fact and can be changed, or None where there is no such fact."""
    found = next((one for one in state.facts if one.id == subject), None)
    if found is None:
        return None
    values = _values(found.data)
    return {name: values[name] for name in (*_PLAIN, "hours_per_week")}


def draft_of(
    drafts: Sequence[Draft], kind: str, values: Mapping[str, Any], subject: str, *, any_of_it: bool
) -> Draft | None:
    """Return the draft of a form: of a fact the one of the same fact, or of the same kind of new one."""
    for draft in drafts:
        if draft.kind != kind:
            continue
        if kind != FACT or any_of_it:
            return draft
        kept = draft.values
        same_kind = "what" not in values or kept.get("what") == values["what"]
        if kept.get(SUBJECT, "") == subject and (subject or same_kind):
            return draft
    return None


def fields_of(values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the fields that the chosen kind asks for, in their order."""
    kind = KINDS.get(values.get("what") or "")
    if kind is None:
        return ("what",)
    names = [name for name in kind.fields if name != "hours"]
    first = [name for name in ("benefit", "value", "hours_per_week") if name in names]
    rest = [name for name in ("last_day", "expected_on", "paid_to", "words") if name in names]
    counted = "hours" in kind.fields and values.get("benefit") in COUNTED_HOURS
    return ("what", *first, "day", *rest, *(MONTHS if counted else ()))


def data_of(values: Mapping[str, Any], facts: Sequence[Fact], subject: str) -> FactData:
    """Return what the form says; hours of other months stay as they are written down."""
    shown = fields_of(values)
    plain = {name: values.get(name) for name in _PLAIN if name in shown}
    before = next((fact.data.hours for fact in facts if fact.id == subject), {})
    return FactData(
        what=values.get("what") or "",
        hours=_hours(values, before) if MONTHS[0] in shown else before,
        hours_per_week=_number(values.get("hours_per_week")) if "hours_per_week" in shown else None,
        **{name: value for name, value in plain.items() if value is not None},
    )


def months(values: Mapping[str, Any], today: date) -> list[str]:
    """Return the months whose hours may be written, the newest first."""
    data = FactData(what="benefit", day=values.get("day"), last_day=values.get("last_day"))
    return months_of(data, today)[::-1]


def ending_words(data: FactData, facts: Sequence[Fact], subject: str) -> Text | None:
    """Say what ends because this begins, or None."""
    ends = ended_by(data, [fact for fact in facts if fact.id != subject])
    if ends is None:
        return None
    return t("When you save, “{what}” ends {day}.", what=fact_title(ends.fact.data), day=ends.last_day)


def _asked_for(facts: Sequence[Fact], wanted: str) -> Fact | None:
    if wanted.startswith(HOURS):
        month = wanted.removeprefix(HOURS)
        return next((one for one in facts if one.data.benefit in COUNTED_HOURS
                     and one.data.what == "benefit" and month in _whole(one.data, month)), None)  # fmt: skip
    if wanted in ("to", "until"):
        sorts = ("exemption",) if wanted == "to" else ("event",)
        return next(
            (
                one for one in facts
                if KINDS[one.data.what].sort in sorts and KINDS[one.data.what].asks_for_end
                and one.data.last_day is None
            ),
            None,
        )  # fmt: skip
    return next((one for one in facts if one.id == wanted), None)


def _last_in_a_row(month: str, lacking: Sequence[str]) -> str:
    """Return the last month that lacks its hours without a gap: those between may be written already."""
    while HOURS + (later := _next(month)) in lacking:
        month = later
    return month


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12}-{number % 12 + 1:02}"


def _whole(data: FactData, month: str) -> list[str]:
    return months_of(data, data.last_day or date.fromisoformat(f"{month}-28"))


def _first_day(state: OverviewState) -> date:
    """Return the first day of anything that is written down of the case."""
    return first_day(state.head.opened_on, (group.from_on for group in state.groups), state.facts)


def _values(data: FactData) -> dict[str, Any]:
    values = {name: getattr(data, name) or None for name in _PLAIN}
    weekly = data.hours_per_week
    values |= {"what": data.what, "hours_per_week": None if weekly is None else _short(weekly)}
    return values | {WRITTEN: len(data.hours)}


def _hours(values: Mapping[str, Any], before: Mapping[str, float]) -> dict[str, float]:
    number, first = _number(values.get("month_hours")), values.get("month_from")
    last = values.get("month_to") or first
    found = dict(before)
    if number is None or not first or not last:
        return found
    month = min(first, last)
    while month <= max(first, last):
        found[month] = number
        month = _next(month)
    return found


def _number(value: Any) -> float | None:
    return None if value in (None, "") else float(value)


def _short(number: float) -> Decimal:
    """Return 8.0 as 8."""
    return Decimal(f"{number:g}")
