"""What is different between two frozen versions of a plan, line by line and in words.

A version is plain JSON data: fields, and lists of records with an `id`. Used for comparing versions and
for "changed since your last copy".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from caseworker.base.text import Text, t, tc
from caseworker.plan.wording import field_text, value_text

Version = Mapping[str, Any]

# Keys that say how a record is kept, not what was agreed.
_HIDDEN = frozenset(
    {
        "id", "revision", "change_id", "citizen_id", "case_id", "plan_id", "talk_id", "goal_id", "party_id",
        "position", "created_at", "changed_at", "deleted_at", "barrier_ids", "number", "hash", "at",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference. `section` is the list it lies in ("activities") or empty for the plan itself.

    `record_id` and `field` are empty where they do not apply; `old` and `new` are the plain values.
    """

    kind: Literal["added", "removed", "changed"]
    section: str
    record_id: str
    field: str
    old: Any
    new: Any
    text: Text


def compare(old: Version, new: Version) -> list[Change]:
    """Return the differences from an older version to a newer one, in the order of the newer one.

    Lists of records are matched by id; their order does not matter. Empty values ("", null, [], 0 only
    where it was missing) count as nothing.
    """
    names = _names(old) | _names(new)
    changes: list[Change] = []
    for key in [*new, *(k for k in old if k not in new)]:
        before, after = old.get(key), new.get(key)
        if _is_records(before) or _is_records(after):
            changes.extend(_records(key, before or [], after or [], names))
        elif key not in _HIDDEN:
            changes.extend(_field("", "", "", key, before, after, names))
    return changes


def changed_ids(old: Version, new: Version) -> frozenset[str]:
    """Return the ids of the records that are new or different, for the mark "changed" on a print."""
    return frozenset(c.record_id for c in compare(old, new) if c.record_id and c.kind != "removed")


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) and "id" in v for v in value)


def _name(record: Mapping[str, Any]) -> str:
    return str(record.get("title") or record.get("words") or record.get("name") or "")


def _names(version: Version) -> dict[str, str]:
    return {
        record["id"]: _name(record)
        for value in version.values()
        if _is_records(value)
        for record in value
        if _name(record)
    }


def _records(
    section: str,
    old: Sequence[Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
) -> Iterator[Change]:
    before = {record["id"]: record for record in old}
    after = {record["id"]: record for record in new}
    for record_id, record in after.items():
        if record_id not in before:
            yield _whole("added", section, record)
            continue
        earlier = before[record_id]
        for key in [*record, *(k for k in earlier if k not in record)]:
            if key not in _HIDDEN:
                name, field = _name(record) or _name(earlier), _meant(record, key)
                yield from _field(section, record_id, name, field, earlier.get(key), record.get(key), names)
    for record_id, record in before.items():
        if record_id not in after:
            yield _whole("removed", section, record)


def _meant(record: Mapping[str, Any], key: str) -> str:
    """Return the field that a key stands for: what never began rests from the day on which it was stopped."""
    stopped = record.get("status") == "stopped" and not record.get("to_on")
    return "stopped_on" if stopped and key == "suspended_from" else key


def _whole(kind: Literal["added", "removed"], section: str, record: Mapping[str, Any]) -> Change:
    what = _SECTIONS.get(section, tc("plan section", "Line"))
    name = _name(record)
    if kind == "added":
        text = t("{what} “{name}” is new", what=what, name=name)
    else:
        text = t("{what} “{name}” is taken out", what=what, name=name)
    return Change(
        kind=kind,
        section=section,
        record_id=record["id"],
        field="",
        old=dict(record) if kind == "removed" else None,
        new=dict(record) if kind == "added" else None,
        text=text,
    )


def _field(
    section: str, record_id: str, name: str, field: str, old: Any, new: Any, names: Mapping[str, str]
) -> Iterator[Change]:
    if _same(old, new):
        return
    label = field_text(field)
    before = None if _empty(old) else value_text(field, old, names)
    after = None if _empty(new) else value_text(field, new, names)
    if before is None:
        text = t("{field}: now “{new}”", field=label, new=after)
    elif after is None:
        text = t("{field}: “{old}” is taken out", field=label, old=before)
    else:
        text = t("{field}: before “{old}”, now “{new}”", field=label, old=before, new=after)
    if name:
        text = t("“{name}”, {change}", name=name, change=text)
    elif not record_id:
        text = t("The plan, {change}", change=text)
    yield Change(
        kind="changed", section=section, record_id=record_id, field=field, old=old, new=new, text=text
    )


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == [] or value == {}


def _same(old: Any, new: Any) -> bool:
    if _empty(old) and _empty(new):
        return True
    if isinstance(old, list) and isinstance(new, list) and all(isinstance(v, str) for v in [*old, *new]):
        return sorted(old) == sorted(new)
    return bool(old == new)


_SECTIONS: dict[str, Text] = {
    "end_goals": tc("plan section", "The end goal"),
    "interim_goals": tc("plan section", "The interim goal"),
    "activities": tc("plan section", "The effort"),
    "agreements": tc("plan section", "The agreement"),
    "people": tc("plan section", "The person"),
}
