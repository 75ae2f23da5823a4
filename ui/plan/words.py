"""What the plan's codes and buttons are called in the window."""

from __future__ import annotations

from datetime import date

from caseworker.base.text import Text, raw, t, tc
from caseworker.people.words import role_words
from caseworker.plan.content import COORDINATOR, ActivityLine, PersonLine
from caseworker.plan.facts import TRACKS
from caseworker.plan.wording import near_day, track_text

TRACK_CHOICES: tuple[tuple[str, Text], ...] = tuple((track, track_text(track)) for track in TRACKS)

END_GOAL_CHOICES: tuple[tuple[str, Text], ...] = (
    ("job", tc("end goal kind", "A job")),
    ("education", tc("end goal kind", "An education")),
)
LEGAL_BASES: tuple[tuple[str, Text], ...] = (
    ("employment_act", t("the act on active employment efforts")),
    ("social_services_act", t("the act on social services")),
    ("health_act", t("the health act")),
    ("pension_act", t("the pension act")),
    ("other", tc("legal basis", "another")),
)
OFFER_TYPES: tuple[tuple[str, Text], ...] = (
    ("", tc("offer type", "not an offer in the sense of the law")),
    ("guidance_upskilling", t("guidance and upskilling")),
    ("placement", t("company placement")),
    ("wage_subsidy", t("wage subsidy")),
    ("utility_placement", t("utility placement")),
)
SIDES: tuple[tuple[str, Text], ...] = (
    ("citizen", tc("agreement side", "The citizen")),
    ("municipality", tc("agreement side", "The municipality")),
    ("company", tc("agreement side", "The company")),
)
# How a version is confirmed with the citizen; kept in the language of the file.
CONFIRMED: tuple[Text, ...] = (
    t("Agreed in the talk"),
    tc("confirmed", "Signed"),
    t("Confirmed on the phone"),
    t("Confirmed in writing"),
)
ROLE_COORDINATOR = tc("person", "coordinator")


_SHORT = 48  # characters that a chip or a heading has room for in a form beside the plan


def shortened(name: str) -> str:
    """Return a name where it cannot wrap, such as on a chip: a long one ends with an ellipsis."""
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1].rstrip()}…"


def person_role(person: PersonLine) -> Text | str:
    """Return what somebody around the citizen is there for."""
    if person.role == COORDINATOR:
        return ROLE_COORDINATOR
    return role_words(person.role) if person.role else person.does


def days_text(activity: ActivityLine) -> Text:
    """Return when an effort runs, in words."""
    start, end = activity.from_on, activity.to_on
    if activity.never_began:
        return t("was to begin {start:short_year}", start=start)
    if start is None and end is None:
        return t("no dates yet")
    if start is None:
        return t("until {end:short_year}", end=end)
    if end is None:
        return t("from {start:short_year}", start=start)
    if start.year == end.year:
        return t("{start:short} to {end:short_year}", start=start, end=end)
    return t("{start:short_year} to {end:short_year}", start=start, end=end)


def status_text(activity: ActivityLine, today: date) -> Text:
    """Return how an effort stands today."""
    status = activity.status_on(today)
    if activity.never_began:
        if activity.suspended_from is None:
            return t("stopped before it began")
        return t("stopped {day:short_year}, before it began", day=activity.suspended_from)
    if activity.runs_out(today) and activity.to_on == today:
        return t("stops today")
    if activity.runs_out(today) and activity.to_on is not None:
        return t("stops {day}", day=near_day(activity.to_on, today))
    if status == "suspended":
        if activity.suspended_until is None:
            return t("paused, no date for going on")
        return t("paused until {day}", day=near_day(activity.suspended_until, today))
    words = {
        "planned": tc("effort status", "planned"),
        "running": tc("effort status", "running"),
        "ended": tc("effort status", "ended"),
        "stopped": tc("effort status", "stopped"),
    }[status]
    pause = coming_pause(activity, today)
    return t("{status}, {pause}", status=words, pause=pause) if pause is not None else words


def coming_pause(activity: ActivityLine, today: date) -> Text | None:
    """Return from when an effort rests, where that day is to come."""
    first, again = activity.suspended_from, activity.suspended_until
    if activity.status_on(today) not in ("planned", "running") or first is None or first <= today:
        return None
    if again is None:
        return t("break from {day}", day=near_day(first, today))
    return t("break from {day}, goes on {again}", day=near_day(first, today), again=near_day(again, today))


def bar_text(activity: ActivityLine) -> Text:
    """Return the words on a bar of the time line: title, and the step-up or the hours a week."""
    title = activity.title
    if len(activity.step_up) > 1:
        first, last = activity.step_up[0].hours, activity.step_up[-1].hours
        return t("{effort} · {first} → {last} hours", effort=title, first=first, last=last)
    if activity.hours_per_week:
        return t("{effort} · {hours} h/week", effort=title, hours=activity.hours_per_week)
    return raw(title)
