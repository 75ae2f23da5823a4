"""Checks on the course of the plan: gaps, parallel efforts, stays, offers, education, transitions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from caseworker.base import dates
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.plan.check_goals import activity_name
from caseworker.plan.facts import JOB_DIRECTED, Activity, Period, PlanFacts
from caseworker.plan.finding import Finding
from caseworker.plan.limits import Limits
from caseworker.plan.wording import near_day


def check(facts: PlanFacts, limits: Limits) -> Iterator[Finding]:
    """Check what happens over time."""
    yield from _gaps(facts, limits.gap_days.whole)
    yield from _parallel(facts, limits.parallel_days.whole)
    yield from _stays(facts)
    yield from _first_offer(facts, limits.first_offer_warn_days.whole)
    yield from _education_share(facts, limits)
    yield from _measurement(facts, limits.measurement_weeks.whole)
    yield from _transitions(facts, limits)


def education_share(facts: PlanFacts) -> tuple[Period, float] | None:
    """Return the running plan year and the share of its days with an activity that aims at education.

    The year runs from the anniversary of the first start, planned days counted in. None where nothing
    has a start date. Source: R-042, N09.
    """
    starts = [a.from_on for a in facts.activities if a.from_on is not None]
    if not starts:
        return None
    first = min(starts)
    years = max(0, relativedelta(facts.today, first).years)
    year = Period(first + relativedelta(years=years), first + relativedelta(years=years + 1, days=-1))
    assert year.end is not None
    days: set[int] = set()
    for activity in facts.activities:
        if activity.from_on is None or not (activity.education_aim or activity.track == "education"):
            continue
        if activity.never_began:
            continue
        for period in activity.periods(activity.from_on):
            if shared := period.shared(year):
                assert shared.end is not None
                days.update(range(shared.start.toordinal(), shared.end.toordinal() + 1))
    return year, len(days) / ((year.end - year.start).days + 1)


def _gaps(facts: PlanFacts, most: int) -> Iterator[Finding]:
    periods: list[tuple[Period, Activity]] = []
    for activity in facts.activities:
        if activity.from_on is not None and (activity.is_live or activity.to_on is not None):
            periods.extend((period, activity) for period in activity.periods(activity.from_on))
    periods.sort(key=lambda pair: (pair[0].start, pair[1].id))
    covered_to: date | None = None
    for period, activity in periods:
        if covered_to is not None:
            days = (period.start - covered_to).days - 1
            coming = period.start > facts.today
            if days > most and coming and not _in_stay(facts, covered_to, period.start):
                yield Finding(
                    id="course.gap",
                    severity="warning",
                    text=tn(
                        "Nothing happens for {count} day before “{activity}”",
                        "Nothing happens for {count} days before “{activity}”",
                        days,
                        activity=activity_name(activity),
                    ),
                    detail=t(
                        "From {start} to {end}. Can something start earlier?",
                        start=near_day(covered_to + timedelta(days=1), facts.today, short=False),
                        end=near_day(period.start - timedelta(days=1), facts.today, short=False),
                    ),
                    source="R-030, BIP",
                    place=Place("activity", activity.id, "from_on"),
                )
        if period.end is None:
            return
        covered_to = period.end if covered_to is None else max(covered_to, period.end)


def _in_stay(facts: PlanFacts, start: date, end: date) -> bool:
    return any(stay.from_on <= end and (stay.to_on is None or stay.to_on >= start) for stay in facts.stays)


def _parallel(facts: PlanFacts, patience: int) -> Iterator[Finding]:
    live = [a for a in facts.live_activities if a.from_on is not None]
    directed = [p for a in live if a.track in JOB_DIRECTED for p in a.periods(facts.today)]
    alone: list[Activity] = []
    for activity in live:
        if activity.track in JOB_DIRECTED or _stay_on(
            facts, max(facts.today, activity.from_on or facts.today)
        ):
            continue
        # Beside it: a job-directed activity that shares days with it or follows within the patience.
        if not any(
            (p.end is None or p.end >= max(own.start, facts.today))
            and p.start <= max(own.start, facts.today) + timedelta(days=patience)
            for own in activity.periods(facts.today)
            for p in directed
        ):
            alone.append(activity)
    if not alone:
        return
    first = min(alone, key=lambda a: (a.from_on or facts.today, a.id))
    yield Finding(
        id="course.no_parallel",
        severity="warning",
        text=t("Nothing directed at job or education runs beside “{activity}”", activity=activity_name(first))
        if len(alone) == 1
        else tn(
            "Nothing directed at job or education runs beside {count} effort",
            "Nothing directed at job or education runs beside {count} efforts",
            len(alone),
        ),
        detail=t(
            "Help with health and everyday life works best beside a step towards work, even a small one."
        ),
        source="R-038, BIP",
        place=Place("plan", facts.plan_id, "activities"),
    )


def _stay_on(facts: PlanFacts, day: date) -> bool:
    return any(stay.from_on <= day and (stay.to_on is None or day <= stay.to_on) for stay in facts.stays)


def _stays(facts: PlanFacts) -> Iterator[Finding]:
    open_stay = False
    for stay in facts.stays:
        if stay.restart_on is not None or (stay.to_on is not None and stay.to_on < facts.today):
            continue
        open_stay = open_stay or stay.from_on <= facts.today
        yield Finding(
            id="stay.no_restart",
            severity="warning",
            text=t("There is no date for going on after {stay}", stay=_stay_name(stay.kind)),
            detail=t("Write the day on which the plan goes on. It can be moved."),
            source="R-039",
            place=Place("stay", stay.id, "restart_on"),
        )
    if open_stay:
        return  # One date is missing, not one for each paused activity.
    for activity in facts.live_activities:
        if activity.is_paused and activity.suspended_until is None:
            yield Finding(
                id="activity.no_restart",
                severity="warning",
                text=t(
                    "“{activity}” is paused without a date for going on", activity=activity_name(activity)
                ),
                detail=t("Write the day on which it goes on. It can be moved."),
                source="R-039",
                place=Place("activity", activity.id, "suspended_until"),
            )


def _stay_name(kind: str) -> Text:
    return {
        "residential_treatment": tc("stay", "residential treatment"),
        "hospital": tc("stay", "the hospital stay"),
        "prison": tc("stay", "prison"),
    }[kind]


def _first_offer(facts: PlanFacts, warn_days: int) -> Iterator[Finding]:
    due = facts.first_offer_due_on
    if due is None or (due - facts.today).days > warn_days:
        return
    offers = [a for a in facts.activities if a.offer_type and a.from_on is not None and a.status != "stopped"]
    if any(a.from_on is not None and a.from_on <= due for a in offers):
        return
    late, day = due < facts.today, near_day(due, facts.today, short=False)
    yield Finding(
        id="offer.first_late" if late else "offer.first_soon",
        severity="warning" if late else "hint",
        text=t("The first offer was due on {day}", day=day)
        if late
        else t("The first offer is due by {day}", day=day),
        detail=t("No offer in the plan starts by then."),
        source="R-041, N08",
        place=Place("plan", facts.plan_id, "activities"),
    )


def _education_share(facts: PlanFacts, limits: Limits) -> Iterator[Finding]:
    if facts.birth_date is None or facts.qualified is not False or facts.education_exception:
        return
    if dates.age_on(facts.birth_date, facts.today) >= limits.education_age.whole:
        return
    answer = education_share(facts)
    if answer is None or answer[1] >= limits.education_share.value:
        return
    year, share = answer
    yield Finding(
        id="course.education_share",
        severity="warning",
        text=t("Education fills {percent} % of the year", percent=int(share * 100)),
        detail=t(
            "From {start} to {end}, planned days included. At least {wanted} % is aimed at for people under "
            "{age} without a qualification. Special grounds can be written down.",
            start=year.start,
            end=year.end,
            wanted=round(limits.education_share.value * 100),
            age=limits.education_age.whole,
        ),
        source="R-042, N09",
        place=Place("plan", facts.plan_id, "activities"),
    )


def _measurement(facts: PlanFacts, weeks: int) -> Iterator[Finding]:
    if facts.measurement_planned_on is None and facts.live_activities:
        yield Finding(
            id="course.no_measurement",
            severity="hint",
            text=t("No progression measurement is planned"),
            detail=tn(
                "It is usually measured every {count} week.",
                "It is usually measured every {count} weeks.",
                weeks,
            ),
            source="R-066, N13",
            place=Place("plan", facts.plan_id, "measurement"),
        )


def _transitions(facts: PlanFacts, limits: Limits) -> Iterator[Finding]:
    last = facts.today + timedelta(days=limits.transition_warn_days.whole)
    detail = t("Agree on who takes over, and make the handover before that day.")
    handed_over = {transition.kind for transition in facts.transitions if transition.handed_over}
    for age in limits.transition_ages.values if facts.birth_date else ():
        assert facts.birth_date is not None
        birthday = _birthday(facts.birth_date, age)
        if facts.today <= birthday <= last and f"age_{age}" not in handed_over:
            yield Finding(
                id="transition.age",
                severity="warning",
                text=t(
                    "{age} years old on {day}, and no handover is made",
                    age=age,
                    day=near_day(birthday, facts.today, short=False),
                ),
                detail=detail,
                source="R-106",
                place=Place("plan", facts.plan_id, "handover"),
            )
    for transition in facts.transitions:
        if transition.handed_over or transition.on > last or transition.kind.startswith("age_"):
            continue
        yield Finding(
            id="transition.change",
            severity="warning",
            text=t(
                "{change} on {day}, and no handover is made",
                change=_change_name(transition.kind),
                day=near_day(transition.on, facts.today, short=False),
            ),
            detail=detail,
            source="R-106",
            place=Place("transition", transition.id, "handover"),
        )


def _change_name(kind: str) -> Text:
    known = {
        "move": tc("transition", "The citizen moves"),
        "law": tc("transition", "The law changes"),
        "unit": tc("transition", "The unit changes"),
        "school": tc("transition", "The school changes"),
    }
    return known.get(kind, tc("transition", "Something changes"))


def _birthday(birth_date: date, age: int) -> date:
    """Return the day somebody turns an age; born on 29 February counts as 1 March (as in `dates.age_on`)."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)
