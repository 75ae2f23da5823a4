"""Names of the fields and values of a plan, for comparisons and prints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.plan.week import time_text, weekday_text

PLAN_KINDS: dict[str, Text] = {
    "job_plan": t("Job plan"),
    "social_plan": t("Social plan"),
    "education_plan": t("Education plan"),
    "treatment_plan": t("Treatment plan"),
    "other": t("Another plan"),
}


def plan_kind_text(kind: str) -> Text:
    """Return what a kind of other plan is called; one written by hand is shown as written."""
    return PLAN_KINDS.get(kind) or raw(kind)


def near_day(day: date, today: date, *, short: bool = True) -> Text:
    """Return a day in words; the year stands there where it is another than today's."""
    if day.year == today.year:
        return t("{day:short}", day=day) if short else t("{day:day_month}", day=day)
    return t("{day:short_year}", day=day) if short else t("{day}", day=day)


def track_text(track: str) -> Text:
    """Return the name of a track."""
    return _TRACKS.get(track, raw(track))


def field_text(field: str) -> Text:
    """Return what a field of a plan record is called in a sentence."""
    return _FIELDS.get(field, raw(field.replace("_", " ")))


def value_text(field: str, value: Any, names: Mapping[str, str]) -> Text | str | float | date:
    """Return a value of a frozen plan in words. `names` gives the words for record ids."""
    if isinstance(value, bool):
        return tc("answer", "yes") if value else tc("answer", "no")
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, list):
        return _list_text(field, value, names)
    if isinstance(value, dict):
        return _slot_text(value) if "weekday" in value else _joined(list(value.values()), field, names)
    words = str(value)
    if field == "track":
        return track_text(words)
    if field in ("status", "side", "kind") and words in _CODES:
        return _CODES[words]
    if field.endswith("_on") or field.endswith("_until") or field.endswith("_from"):
        return _day(words)
    return names.get(words, words)


def _day(words: str) -> date | str:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return words


def _list_text(field: str, values: list[Any], names: Mapping[str, str]) -> Text:
    if field == "step_up":
        values = [
            tn(
                "{hours} hour from week {week}",
                "{hours} hours from week {week}",
                1 if v["hours"] == 1 else 2,
                hours=float(v["hours"]),
                week=v["from_week"],
            )
            for v in values
        ]
    return _joined(values, field, names)


def _joined(values: list[Any], field: str, names: Mapping[str, str]) -> Text:
    parts = [v if isinstance(v, Text) else value_text(field, v, names) for v in values]
    if not parts:
        return raw("")
    joined = parts[0] if isinstance(parts[0], Text) else Text("{words}", (("words", parts[0]),))
    for part in parts[1:]:
        joined = t("{list}, {next}", list=joined, next=part)
    return joined


def _slot_text(slot: Mapping[str, Any]) -> Text:
    return t(
        "{weekday} {start}–{end}",
        weekday=weekday_text(int(slot["weekday"])),
        start=time_text(time.fromisoformat(slot["start"])),
        end=time_text(time.fromisoformat(slot["end"])),
    )


_TRACKS: dict[str, Text] = {
    "employment": tc("track", "Employment"),
    "education": tc("track", "Education"),
    "social": tc("track", "Social"),
    "treatment": tc("track", "Treatment"),
    "health": tc("track", "Health"),
}

_CODES: dict[str, Text] = {
    "open": tc("status", "open"),
    "reached": tc("status", "reached"),
    "adjusted": tc("status", "adjusted"),
    "given_up": tc("status", "given up"),
    "planned": tc("status", "in the plan"),  # whether it runs follows from its dates
    "running": tc("status", "running"),
    "suspended": tc("status", "paused"),
    "ended": tc("status", "ended"),
    "stopped": tc("status", "stopped"),
    "kept": tc("status", "kept"),
    "done": tc("status", "done"),
    "broken": tc("status", "not kept"),
    "cancelled": tc("status", "cancelled"),
    "draft": tc("status", "draft"),
    "active": tc("status", "active"),
    "paused": tc("status", "paused"),
    "closed": tc("status", "closed"),
    "job": tc("end goal", "job"),
    "education": tc("end goal", "education"),
    "citizen": tc("side", "the citizen"),
    "municipality": tc("side", "the municipality"),
    "company": tc("side", "the company"),
}

_FIELDS: dict[str, Text] = {
    "title": tc("field", "the name"),
    "words": tc("field", "the wording"),
    "own_words": tc("field", "the citizen's own words"),
    "sign": tc("field", "the sign that it is reached"),
    "due_on": tc("field", "the date"),
    "follow_up_on": tc("field", "the follow-up date"),
    "from_on": tc("field", "the start"),
    "to_on": tc("field", "the end"),
    "status": tc("field", "the status"),
    "kind": tc("field", "the kind"),
    "track": tc("field", "the track"),
    "type_code": tc("field", "the type"),
    "contribution": tc("field", "what it does for the goal"),
    "slots": tc("field", "the fixed times"),
    "hours_per_week": tc("field", "hours a week"),
    "step_up": tc("field", "the step-up"),
    "with_whom": tc("field", "with whom"),
    "place": tc("field", "the place"),
    "phone": tc("field", "the phone number"),
    "decides": tc("field", "who decides"),
    "carries_out": tc("field", "who carries it out"),
    "follows_up": tc("field", "who follows up"),
    "legal_basis": tc("field", "the legal basis"),
    "payer": tc("field", "who pays"),
    "offer_type": tc("field", "the kind of offer"),
    "granted_on": tc("field", "the day it was granted"),
    "education_aim": tc("field", "aims at education"),
    "asked_on": tc("field", "the day it was asked for"),
    "goal_ids": tc("field", "the interim goals"),
    "suspended_from": tc("field", "the first day of the pause"),
    "suspended_until": tc("field", "the day it goes on"),
    "stopped_on": tc("field", "the day it was stopped"),
    "stop_reason": tc("field", "why it was stopped"),
    "internal": tc("field", "only in the internal edition"),
    "reached_on": tc("field", "the day it was reached"),
    "side": tc("field", "whose it is"),
    "owner": tc("field", "the owner"),
    "done_on": tc("field", "the day it was done"),
    "confirmed_how": tc("field", "how it was confirmed"),
    "name": tc("field", "the name"),
    "role": tc("field", "the role"),
    "does": tc("field", "the task"),
    "coordinator": tc("field", "the coordinator"),
    "coordinator_id": tc("field", "the coordinator"),
    "strategy": tc("field", "the strategy"),
    "started_on": tc("field", "the start"),
    "rules": tc("field", "the rules"),
    "weekly_capacity": tc("field", "the hours a week that are possible"),
    "replaces": tc("field", "the plans it replaces"),
}
