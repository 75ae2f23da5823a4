"""Checks on who does what: coordinator, roles of each activity, promises and consent."""

from __future__ import annotations

from collections.abc import Iterator

from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.plan.check_goals import activity_name
from caseworker.plan.facts import Activity, Agreement, PlanFacts
from caseworker.plan.finding import Finding
from caseworker.plan.wording import near_day


def check(facts: PlanFacts) -> Iterator[Finding]:
    """Check coordinator, roles, promises and who may see which line."""
    yield from _coordinator(facts)
    for activity in facts.live_activities:
        yield from _roles(activity)
        yield from _consent(activity, facts)
    for agreement in facts.agreements:
        if agreement.side == "municipality" and agreement.status == "open":
            yield from _promise(agreement, facts)


def _coordinator(facts: PlanFacts) -> Iterator[Finding]:
    count = len({person.id for person in facts.coordinators})
    if count == 1:
        return
    if count:
        text = t("The plan has {count} coordinators", count=count)
        detail = t("Choose the one whom the citizen calls first.")
    else:
        text = t("The plan has no coordinator yet")
        detail = t("Choose who gathers the threads and whom the citizen calls first.")
    yield Finding(
        id="plan.two_coordinators" if count else "plan.no_coordinator",
        severity="error",
        text=text,
        detail=detail,
        source="R-102",
        place=Place("plan", facts.plan_id, "coordinator_id"),
    )


def _roles(activity: Activity) -> Iterator[Finding]:
    name = activity_name(activity)
    roles: tuple[tuple[str, str, Text, Text], ...] = (
        (
            "decides",
            activity.decides,
            t("Nobody is named as deciding on “{activity}”", activity=name),
            t("Who decides?"),
        ),
        (
            "carries_out",
            activity.carries_out,
            t("Nobody is named as carrying out “{activity}”", activity=name),
            t("Who carries it out?"),
        ),
        (
            "follows_up",
            activity.follows_up,
            t("Nobody follows up on “{activity}”", activity=name),
            t("Who follows up?"),
        ),
    )
    for field, value, text, detail in roles:
        if not value.strip():
            yield Finding(
                id=f"activity.no_{field}",
                severity="warning",
                text=text,
                detail=detail,
                source="R-103",
                place=Place("activity", activity.id, field),
            )


def _consent(activity: Activity, facts: PlanFacts) -> Iterator[Finding]:
    names = {party.id: party.name for party in facts.parties}
    for party_id in sorted(activity.visible_to):
        if any(consent.covers(party_id, activity.id, facts.today) for consent in facts.consents):
            continue
        party = names.get(party_id) or t("A party")
        yield Finding(
            id="activity.no_consent",
            severity="warning",
            text=t(
                "{party} can see “{activity}” without consent", party=party, activity=activity_name(activity)
            ),
            detail=t("Ask the citizen, or take the line out of that party's edition."),
            source="R-105, FVL § 27",
            place=Place("activity", activity.id, "visible_to"),
        )


def _promise(promise: Agreement, facts: PlanFacts) -> Iterator[Finding]:
    if not promise.owner.strip():
        yield Finding(
            id="promise.no_owner",
            severity="warning",
            text=t("Nobody owns our promise “{promise}”", promise=promise.words),
            detail=t("Choose who keeps it."),
            source="R-037",
            place=Place("agreement", promise.id, "owner"),
        )
    if promise.due_on is None:
        yield Finding(
            id="promise.no_date",
            severity="warning",
            text=t("Our promise “{promise}” has no date", promise=promise.words),
            detail=t("Without another agreement it is the next working day."),
            source="R-037, N25",
            place=Place("agreement", promise.id, "due_on"),
        )
    elif promise.due_on < facts.today:
        yield Finding(
            id="promise.overdue",
            severity="warning",
            text=t(
                "We promised “{promise}” by {day}",
                promise=promise.words,
                day=near_day(promise.due_on, facts.today, short=False),
            ),
            detail=t("Keep it today, or agree on another day with the citizen."),
            source="R-037",
            place=Place("agreement", promise.id, "due_on"),
        )
