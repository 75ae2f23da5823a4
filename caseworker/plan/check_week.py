"""Checks on the week: clashes across tracks and how much the citizen is asked to carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tn
from caseworker.plan.check_goals import activity_name
from caseworker.plan.facts import Activity, PlanFacts
from caseworker.plan.finding import Finding
from caseworker.plan.limits import Limits
from caseworker.plan.week import Clash, clashes, time_text, weekday_text
from caseworker.plan.wording import near_day


@dataclass(frozen=True, slots=True)
class Load:
    """What runs on one day: number of efforts and hours per week."""

    on: date
    efforts: int
    hours: float


def load_on(facts: PlanFacts, day: date) -> Load:
    """Return how much runs on a day."""
    running = [a for a in facts.activities if a.runs_on(day)]
    return Load(day, len(running), round(sum(a.weekly_hours for a in running), 2))


def hours_limit(facts: PlanFacts, limits: Limits) -> float:
    """Return the hours per week not to pass: what the citizen says is possible, else the limit."""
    return facts.capacity_hours if facts.capacity_hours is not None else limits.hours_per_week.value


def check(facts: PlanFacts, limits: Limits) -> Iterator[Finding]:
    """Check clashes (R-031), the hours of fixed times and load (R-032)."""
    for clash in clashes(facts.live_activities, facts.today, limits.travel_minutes.whole):
        yield _clash(clash, facts.today)
    for activity in facts.live_activities:
        if activity.hours_per_week is not None and activity.fixed_hours > activity.hours_per_week:
            yield _hours(activity, activity.hours_per_week)
    yield from _load(facts, limits)


def _hours(activity: Activity, written: float) -> Finding:
    return Finding(
        id="week.hours",
        severity="hint",
        text=t("The fixed times of “{effort}” are more than its hours a week", effort=activity_name(activity)),
        detail=t("The times make {fixed} hours, {written} are written. The plan counts with the written ones.",
                 fixed=activity.fixed_hours, written=written),
        source="R-032",
        place=Place("activity", activity.id, "hours_per_week"),
    )  # fmt: skip


def _clash(clash: Clash, today: date) -> Finding:
    first, second = activity_name(clash.earlier), activity_name(clash.later)
    weekday = weekday_text(clash.later_slot.weekday)
    place = Place("activity", clash.later.id, "slots")
    if clash.kind == "overlap":
        return Finding(
            id="week.clash",
            severity="warning",
            text=t(
                "“{first}” and “{second}” are both on {weekday} at {time}",
                first=first,
                second=second,
                weekday=weekday,
                time=time_text(clash.later_slot.start),
            ),
            detail=t(
                "The citizen cannot be in two places. First time: {day}.",
                day=near_day(clash.first_on, today, short=False),
            ),
            source="R-031",
            place=place,
        )
    return Finding(
        id="week.travel",
        severity="hint",
        text=t(
            "There is little time between “{first}” and “{second}” on {weekday}",
            first=first,
            second=second,
            weekday=weekday,
        ),
        detail=tn(
            "{count} minute from one to the other. Is that enough for the way?",
            "{count} minutes from one to the other. Is that enough for the way?",
            clash.minutes_between,
        ),
        source="R-031",
        place=place,
    )


def _most_hours(facts: PlanFacts, limits: Limits) -> Text:
    """Say how many hours a week are possible, and who says so."""
    most = hours_limit(facts, limits)
    if facts.capacity_hours is None:
        return t("The limit is {most} hours a week.", most=most)
    return tn(
        "The citizen has said that {most} hour is possible.",
        "The citizen has said that {most} hours are possible.",
        1 if most == 1 else 2,
        most=most,
    )


def _load(facts: PlanFacts, limits: Limits) -> Iterator[Finding]:
    # Load changes only where something starts or starts again, so those days are enough to look at.
    days = {facts.today}
    for activity in facts.live_activities:
        days |= {p.start for p in activity.periods(facts.today) if p.start > facts.today}
    loads = [load_on(facts, day) for day in sorted(days)]

    busiest = max(loads, key=lambda x: (x.efforts, -x.on.toordinal()))
    if busiest.efforts > limits.efforts.whole:
        yield Finding(
            id="load.efforts",
            severity="warning",
            text=tn(
                "{count} effort runs at once from {day}",
                "{count} efforts run at once from {day}",
                busiest.efforts,
                day=near_day(busiest.on, facts.today, short=False),
            ),
            detail=t("More than {most} can become too much. Can one wait?", most=limits.efforts.whole),
            source="R-032",
            place=Place("plan", facts.plan_id, "activities"),
        )

    fullest = max(loads, key=lambda x: (x.hours, -x.on.toordinal()))
    if fullest.hours > hours_limit(facts, limits):
        yield Finding(
            id="load.hours",
            severity="warning",
            text=t(
                "{hours} hours a week from {day}",
                hours=fullest.hours,
                day=near_day(fullest.on, facts.today, short=False),
            ),
            detail=_most_hours(facts, limits),
            source="R-032",
            place=Place("plan", facts.plan_id, "week"),
        )

    people = len({person.id for person in facts.contact_persons})
    if people > limits.contact_persons.whole:
        yield Finding(
            id="load.contact_persons",
            severity="warning",
            text=tn(
                "The citizen has {count} contact person", "The citizen has {count} contact persons", people
            ),
            detail=t(
                "More than {most} make it hard to know whom to call.", most=limits.contact_persons.whole
            ),
            source="R-032",
            place=Place("plan", facts.plan_id, "people"),
        )
