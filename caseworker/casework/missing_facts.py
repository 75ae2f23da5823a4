"""What a deadline lacks before it can be worked out: what it is called, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tn
from caseworker.deadlines.sentences import MISSING
from caseworker.people.fact_kinds import KINDS

FACT_FIELD = "fact:"
HOURS = "hours "
# Where another form of the overview has the field.
_ELSEWHERE: Mapping[str, str] = {
    **dict.fromkeys(("group", "visited_as", "insured", "match", "category"), "change_group"),
    "birth_date": "edit_citizen",
}


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Return each missing fact once, in their order; of several months' hours the first stands for all."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(HOURS if name.startswith(HOURS) else name, name)
        if name.startswith(HOURS):
            found[HOURS] = min(found[HOURS], name)
    return tuple(found.values())


def missing_words(name: str, names: Iterable[str] = ()) -> Text:
    """Return what a missing fact is called. `names` tell how many months' hours are missing in all."""
    if not name.startswith(HOURS):
        return MISSING.get(name, raw(name))
    months = {other for other in names if other.startswith(HOURS)}
    if len(months) > 1:
        return tn(
            "the hours on benefit in {count} month", "the hours on benefit in {count} months", len(months)
        )
    return t("the hours on benefit in {month:month}", month=date.fromisoformat(f"{name[len(HOURS) :]}-01"))


def place_for(case_id: str, name: str) -> Place | None:
    """Return where a missing fact is written, or None where it has no form on the citizen's overview."""
    if name in KINDS or name in ("to", "until") or name.startswith(HOURS):
        return Place("overview", case_id, FACT_FIELD + name)
    return Place("overview", case_id, _ELSEWHERE[name]) if name in _ELSEWHERE else None
