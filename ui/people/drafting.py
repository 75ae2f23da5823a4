"""Drafts of the forms of people: what is typed, as plain data that comes back as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from caseworker.store.drafts import Draft
from ui.ports import Desk

# In a draft, as the kit's forms write it: what is no value yet, and what stood in the record and was typed over.
_HALF, _WAS = "half", "was"


def keep(
    desk: Desk, record_id: str, kind: str, citizen_id: str, case_id: str, values: Mapping[str, Any]
) -> None:
    """Keep what is typed, on the store thread, so that typing never waits."""
    plain = as_plain(values)
    desk.tasks.store(
        lambda: desk.office.store.drafts.save(record_id, kind, citizen_id, case_id, plain),
        lambda _at: None,
        lambda error: desk.notices.problem(error.text),
    )


def of_case(desk: Desk, citizen_id: str, case_id: str, kinds: Collection[str]) -> list[Draft]:
    """Return the drafts of a case's forms of these kinds, the newest first."""
    kept = desk.office.store.drafts.of_citizen(citizen_id)
    return [draft for draft in kept if draft.kind in kinds and draft.case_id == case_id]


def forget(desk: Desk, record_id: str) -> None:
    """Forget a draft that was saved or thrown away."""
    desk.tasks.store(
        lambda: desk.office.store.drafts.clear(record_id),
        lambda _none: None,
        lambda error: desk.notices.problem(error.text),
    )


def as_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in the fields as it is kept in a draft."""
    return {name: _plain(value) for name, value in values.items()}


def values_of(draft: Draft) -> dict[str, Any]:
    """Return what stood in the fields."""
    return {
        name: date.fromisoformat(value["day"])
        if name not in (_HALF, _WAS) and isinstance(value, dict) and isinstance(value.get("day"), str)
        else value
        for name, value in draft.values.items()
    }


def laid_over(now: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands in a record now with what a draft's user typed laid over it.

    All of the draft is, where it does not say what was typed.
    """
    was = typed.get(_WAS) or {"stood": (), "typed": ()}
    return {**now, **{n: v for n, v in typed.items() if n in was["typed"] or n not in was["stood"]}}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return str(value) if isinstance(value, Decimal) else value
