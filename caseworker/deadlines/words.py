"""What deadlines are called, and how far off they are, in a few words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.contacts.suggest import joined
from caseworker.deadlines.packs import Packs

CONFIRMED: dict[str, Text] = {
    "C": t("Read in the law or from the authority"),
    "C2": t("Read in a secondary source only: check it"),
    "INF": t("Inferred from texts that were read: check it"),
    "M": t("From memory, not confirmed: check it"),
}
_LOCALLY = t("Agreed locally")
STANDING: dict[str, Text] = {
    "statute": tc("standing", "Law"),
    "proposal": tc("standing", "Proposal, never law"),
    "local": tc("standing", "Local practice"),
    "target": tc("standing", "Target"),
}
DUTY_OF: dict[str, Text] = {
    "authority": t("The municipality's duty"),
    "citizen": t("The citizen's deadline"),
    "company": t("The company's deadline"),
    "doctor": t("The doctor's deadline"),
}
# The areas of rules; the last two are never law and say so.
AREA_NAMES: dict[str, Text] = {
    "lab": tc("rule area", "Employment act"), "sickness": tc("rule area", "Sickness benefit"),
    "integration": tc("rule area", "Introduction programme"), "casework": tc("rule area", "Case handling"),
    "local": tc("rule area", "Local practice"), "proposal": tc("rule area", "Proposals"),
}  # fmt: skip
# What a case of a pack file expects, for those who did not write it.
_CASE_FIELDS: dict[str, Text] = {
    "rule": t("the answer"), "due_on": t("the date of the law"), "work_date": t("the day to work by"),
    "trigger_on": t("the day it counts from"), "earliest_on": t("the earliest day"), "met_on": t("the day it was done"),
    "last_safe_date": t("the last safe day"), "suspended_until": t("the day it rests until"),
    "status": t("the state"), "missing": t("what is missing"), "required": t("the number asked for"),
    "counted": t("the number held"), "remaining": t("the number that remains"), "late_days": t("the days late"),
    "pack": t("the rule pack"),
}  # fmt: skip


def case_field(name: str) -> Text:
    """Return what a field of an expected answer is called. One that has no name of its own shows as it is written."""
    return _CASE_FIELDS.get(name) or t("the field {field}", field=name)


def certainty(standing: str, confirmed: str) -> Text:
    """Return how sure a rule is. Local practice is not read in the law: it was agreed on."""
    return _LOCALLY if (standing, confirmed) == ("local", "C") else CONFIRMED[confirmed]


def off_words(areas: Sequence[str]) -> Text | None:
    """Say which areas of rules no deadlines are worked out from; None where all are that usually are."""
    if not areas:
        return None
    names = joined([AREA_NAMES[area] for area in areas])
    return t("Not worked out, as it is switched off under Settings, Rules: {areas}.", areas=names)


def rule_title(packs: Packs, rule_id: str, language: str, pack_id: str = "") -> Text:
    """Return what a rule is called in the language. A rule that is no longer in any pack shows its id."""
    for pack in packs.packs:
        if pack_id in ("", pack.head.id):
            for rule in pack.rules:
                if rule.id == rule_id:
                    return raw(rule.title.da if language == "da" else rule.title.en)
    return raw(rule_id)


def distance(
    status: str, work_date: date | None, today: date, *, limit: date | None = None, cohort: bool = False
) -> Text:
    """Say when: "4 days over", "today", or the day. A miss that counts against a share is not called overdue.

    Days over are counted from `limit`, the last day in time, which may lie after the work date (None: the same).
    """
    if work_date is None:
        return t("no date yet")
    late = (today - (limit or work_date)).days
    if status == "missed" and cohort:
        return t("counts against the share")
    if status == "missed" and late > 0:
        return tn("{count} day over", "{count} days over", late)
    if work_date == today:
        return tc("day", "today")
    return short_day(work_date, today)


def short_day(day: date, today: date) -> Text:
    """Return a day with its weekday, in few letters; of another year with the year."""
    if day.year == today.year:
        return t("{day:weekday_short}", day=day)
    return t("{day:weekday_short} {year}", day=day, year=day.year)


def progress(required: float, counted: float, remaining: float) -> Text | None:
    """Say how much of a counted duty is left, or None where there is only one to hold."""
    if required <= 1:
        return None
    return t(
        "{counted} of {required}, {remaining} left", counted=counted, required=required, remaining=remaining
    )
