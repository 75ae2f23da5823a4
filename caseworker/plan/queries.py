"""What pages, prints and exports read of plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session

from caseworker.base.clock import ZONE
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.people.model import CaseFile, Citizen, OtherPlan, Staff
from caseworker.people.queries import first_day_of
from caseworker.plan import content as shape
from caseworker.plan.compare import Change, compare
from caseworker.plan.model import (
    Activity,
    Agreement,
    EndGoal,
    InterimGoal,
    Plan,
    PlanPerson,
    PlanVersion,
)
from caseworker.plan.refusals import Earliest
from caseworker.plan.view import GapRow, OtherPlanRow, PlanView, PromiseRow, VersionRow

# Far more than a caseworker of 200 citizens has open: a bound, not a page size.
_MOST = 2000


def plan_view(session: Session, case_id: str, today: date) -> PlanView | None:
    """Return the case's plan as it stands now (the working copy), or None where there is none."""
    plan = _plan_of(session, case_id)
    return _view(session, plan, today, None) if plan else None


def printed_view(session: Session, case_id: str, today: date, version_id: str = "") -> PlanView | None:
    """Return the plan as it is printed and handed on: the version in force, or an older one by its id.

    A plan without a version comes as it stands, with `is_draft`. Agreements are always those of today.
    """
    plan = _plan_of(session, case_id)
    if plan is None:
        return None
    wanted = version_id or plan.version_id
    version = session.get(PlanVersion, wanted) if wanted else None
    if version_id and (version is None or version.plan_id != plan.id):
        raise UserError(t("That version of the plan is not here."))
    return _view(session, plan, today, version)


def earliest_made(session: Session, case_id: str, version_id: str | None) -> Earliest:
    """Return when the version after this one, or the first one, can have been made with the citizen."""
    first = Earliest(first_day_of(session, case_id))
    before = session.get(PlanVersion, version_id) if version_id else None
    if before is None:
        return first
    made = Earliest(date.fromisoformat(before.made_with["on"]), before.number)
    return made if made.day >= first.day else first


def other_plans_of(session: Session, citizen_id: str) -> list[OtherPlanRow]:
    """Return the plans of others that are in force, the oldest first: this one can take their place (R-024)."""
    rows = session.scalars(
        select(OtherPlan)
        .where(OtherPlan.citizen_id == citizen_id, OtherPlan.superseded_on.is_(None))
        .order_by(OtherPlan.since_on, OtherPlan.id)
    )
    return [
        OtherPlanRow(id=row.id, kind=row.kind, authority=row.authority, since_on=row.since_on) for row in rows
    ]


def content_of(session: Session, plan: Plan) -> shape.PlanContent:
    """Return everything a plan says now. Of the settled agreements, those since the version in force."""
    end_goals = session.scalars(select(EndGoal).where(EndGoal.plan_id == plan.id).order_by(EndGoal.id))
    goals = session.scalars(
        select(InterimGoal)
        .where(InterimGoal.plan_id == plan.id)
        .order_by(InterimGoal.position, InterimGoal.id)
    )
    activities = session.scalars(select(Activity).where(Activity.plan_id == plan.id).order_by(Activity.id))
    return shape.PlanContent(
        end_goals=tuple(
            shape.EndGoalLine(id=goal.id, kind=goal.kind, words=goal.words, due_on=goal.due_on)
            for goal in end_goals
        ),
        own_words=plan.own_words,
        interim_goals=tuple(_goal(goal) for goal in goals),
        activities=tuple(_activity(activity) for activity in activities),
        people=_people(session, plan),
        agreements=_agreements(session, plan),
        rules=plan.rules,
        strategy=plan.strategy,
        weekly_capacity=plan.weekly_capacity,
        replaces=tuple(
            shape.ReplacedPlan(
                id=entry["id"], name=entry["name"], kind=entry["kind"], on=date.fromisoformat(entry["on"])
            )
            for entry in plan.replaces
        ),
    )


def agreements_of(session: Session, case_id: str) -> list[shape.AgreementLine]:
    """Return all agreements of a case, the open ones first by their day, then the settled ones, newest first."""
    rows = session.scalars(select(Agreement).where(Agreement.case_id == case_id))
    lines = [_agreement(row) for row in rows]
    still = sorted((a for a in lines if a.status == "open"), key=lambda a: (a.due_on or date.max, a.id))
    done = sorted(
        (a for a in lines if a.status != "open"), key=lambda a: (a.done_on or date.min, a.id), reverse=True
    )
    return still + done


def versions_of(session: Session, case_id: str) -> list[VersionRow]:
    """Return the versions of the case's plan, the newest first, the withdrawn ones marked."""
    plan = _plan_of(session, case_id)
    if plan is None:
        return []
    return _version_rows(session, plan)


def standing_versions(follows: Mapping[str, str | None], in_force: str | None) -> frozenset[str]:
    """Return the ids of the versions that were never taken back: the one in force and those it follows."""
    standing: set[str] = set()
    step = in_force
    while step is not None and step in follows and step not in standing:
        standing.add(step)
        step = follows[step]
    return frozenset(standing)


def compare_versions(session: Session, old_id: str, new_id: str) -> list[Change]:
    """Return the differences between two versions, line by line. Raises UserError when one is not here."""
    found = {
        row.id: row.content
        for row in session.scalars(select(PlanVersion).where(PlanVersion.id.in_([old_id, new_id])))
    }
    if old_id not in found or new_id not in found:
        raise UserError(t("That version of the plan is not here."))
    return compare(found[old_id], found[new_id])


def open_promises(
    session: Session, today: date, *, until: date | None = None, side: str = "municipality", case_id: str = ""
) -> list[PromiseRow]:
    """Return the open promises of all open cases by their day, the oldest first: ours unless another side is asked.

    With `until` only those due by that day (R-037), with `case_id` only those of one case.
    """
    wanted = (
        select(Agreement, Citizen.name)
        .join(CaseFile, CaseFile.id == Agreement.case_id)
        .join(Citizen, Citizen.id == Agreement.citizen_id)
        .where(Agreement.status == "open", Agreement.side == side, CaseFile.closed_on.is_(None))
        .order_by(Agreement.due_on.is_(None), Agreement.due_on, Citizen.sort_key, Agreement.id)
        .limit(_MOST)
    )
    if until is not None:
        wanted = wanted.where(Agreement.due_on <= until)
    if case_id:
        wanted = wanted.where(Agreement.case_id == case_id)
    return [
        PromiseRow(
            agreement_id=row.id, case_id=row.case_id, citizen_id=row.citizen_id, name=name, words=row.words,
            owner=row.owner, side=row.side, due_on=row.due_on, made_on=row.made_on,
            overdue=row.due_on is not None and row.due_on < today,
        )
        for row, name in session.execute(wanted)
    ]  # fmt: skip


def plan_gaps(session: Session, today: date) -> list[GapRow]:
    """Return the open cases whose plan has gaps, with how many: most first.

    Counted is what `check` finds under the ids in `GAPS`, for all plans at once: lines without who decides,
    carries out or follows up (R-103), without a contribution (R-026) or an interim goal (R-028), interim goals
    without date or sign (R-029) or that nothing works on (R-028), and a missing end goal (R-027).
    """
    counts = Counter(_activity_gaps(session, today))
    counts.update(_goal_gaps(session, today))
    no_end_goal = ~select(EndGoal.id).where(EndGoal.plan_id == Plan.id, EndGoal.deleted_at.is_(None)).exists()
    rows = session.execute(
        select(Plan.id, Plan.case_id, Plan.citizen_id, Citizen.name, no_end_goal)
        .join(CaseFile, CaseFile.id == Plan.case_id)
        .join(Citizen, Citizen.id == Plan.citizen_id)
        .where(Plan.status != "closed", CaseFile.closed_on.is_(None))
        .order_by(Citizen.sort_key)
    )
    found = [
        GapRow(case_id=case_id, citizen_id=citizen_id, name=name, gaps=gaps)
        for plan_id, case_id, citizen_id, name, none in rows
        if (gaps := counts[plan_id] + int(none))
    ]
    return sorted(found, key=lambda row: -row.gaps)


def plan_status_of(session: Session, case_ids: Sequence[str]) -> dict[str, str]:
    """Return the status of each case's open plan by case id; cases without one are left out."""
    rows = session.execute(
        select(Plan.case_id, Plan.status).where(Plan.case_id.in_(case_ids), Plan.status != "closed")
    )
    return dict(rows.all())


def _activity_gaps(session: Session, today: date) -> dict[str, int]:
    """Return the number of gaps in the live activities by plan, in one walk over them."""
    wanted = (Activity.decides, Activity.carries_out, Activity.follows_up, Activity.contribution)
    gaps = sum((cast(field == "", Integer) for field in wanted), cast(_no_goal(), Integer))
    rows = session.execute(
        select(Activity.plan_id, func.sum(gaps)).where(*_live(today)).group_by(Activity.plan_id)
    )
    return dict(rows.all())


def _goal_gaps(session: Session, today: date) -> dict[str, int]:
    each = func.json_each(Activity.goal_ids).table_valued("value")
    worked_on = select(each.c.value).select_from(Activity).join(each, true()).where(*_live(today))
    undated = and_(InterimGoal.due_on.is_(None), InterimGoal.follow_up_on.is_(None))
    idle = InterimGoal.id.not_in(worked_on)
    gaps = cast(undated, Integer) + cast(InterimGoal.sign == "", Integer) + cast(idle, Integer)
    rows = session.execute(
        select(InterimGoal.plan_id, func.sum(gaps))
        .where(InterimGoal.status.in_(("open", "adjusted")))
        .group_by(InterimGoal.plan_id)
    )
    return dict(rows.all())


def _live(today: date) -> tuple[ColumnElement[bool], ...]:
    planned = and_(Activity.status == "planned", or_(Activity.to_on.is_(None), Activity.to_on >= today))
    return (or_(planned, Activity.to_on > today),)


def _no_goal() -> ColumnElement[bool]:
    return func.json_array_length(Activity.goal_ids) == 0


def _plan_of(session: Session, case_id: str) -> Plan | None:
    return session.scalars(
        select(Plan).where(Plan.case_id == case_id).order_by(Plan.status == "closed", Plan.id.desc()).limit(1)
    ).first()


def _view(session: Session, plan: Plan, today: date, shown: PlanVersion | None) -> PlanView:
    citizen = session.get_one(Citizen, plan.citizen_id)
    working = content_of(session, plan)
    in_force = session.get(PlanVersion, plan.version_id) if plan.version_id else None
    changes = compare(in_force.content, shape.to_json(working)) if in_force else []
    rows = {row.id: row for row in _version_rows(session, plan)}
    return PlanView(
        plan_id=plan.id,
        case_id=plan.case_id,
        citizen_id=plan.citizen_id,
        name=citizen.name,
        call_name=citizen.call_name,
        status=plan.status,
        started_on=plan.started_on,
        today=today,
        content=shape.from_json(shown.content) if shown else working,
        shown_version=rows[shown.id] if shown else None,
        version=rows[in_force.id] if in_force else None,
        changes=tuple(change for change in changes if change.section != "agreements"),
        agreements=tuple(agreements_of(session, plan.case_id)),
    )


def _version_rows(session: Session, plan: Plan) -> list[VersionRow]:
    kept = PlanVersion
    rows = session.execute(
        select(
            kept.id,
            kept.number,
            kept.hash,
            kept.at,
            kept.author,
            kept.reason,
            kept.made_with,
            kept.follows_id,
        )
        .where(kept.plan_id == plan.id)
        .order_by(kept.number.desc(), kept.id)
    ).all()
    standing = standing_versions({row.id: row.follows_id for row in rows}, plan.version_id)
    return [
        VersionRow(
            id=row.id, number=row.number, hash=row.hash, at=row.at, author=row.author, reason=row.reason,
            made_with=shape.MadeWith(
                on=date.fromisoformat(row.made_with["on"]), where=row.made_with["where"], how=row.made_with["how"]
            ),
            in_force=row.id == plan.version_id, withdrawn=row.id not in standing,
        )
        for row in rows
    ]  # fmt: skip


def _people(session: Session, plan: Plan) -> tuple[shape.PersonLine, ...]:
    staff = session.get(Staff, plan.coordinator_id) if plan.coordinator_id else None
    first = [
        shape.PersonLine(id=staff.id, name=staff.name, role=shape.COORDINATOR, phone=staff.phone)
    ] if staff else []  # fmt: skip
    rows = session.scalars(select(PlanPerson).where(PlanPerson.plan_id == plan.id).order_by(PlanPerson.id))
    others = [
        shape.PersonLine(
            id=row.id, name=row.name, role=row.role, does=row.does, phone=row.phone, party_id=row.party_id,
            from_on=row.from_on, to_on=row.to_on,
        )
        for row in rows
    ]  # fmt: skip
    return (*first, *others)


def _agreements(session: Session, plan: Plan) -> tuple[shape.AgreementLine, ...]:
    since = session.scalars(select(PlanVersion.at).where(PlanVersion.id == plan.version_id)).first()
    first_day = since.astimezone(ZONE).date() if since else date.min
    lines = agreements_of(session, plan.case_id)
    return tuple(a for a in lines if a.status == "open" or (a.done_on is not None and a.done_on >= first_day))


def _goal(row: InterimGoal) -> shape.GoalLine:
    return shape.GoalLine(
        id=row.id, words=row.words, sign=row.sign, due_on=row.due_on, follow_up_on=row.follow_up_on,
        status=row.status, reached_on=row.reached_on, position=row.position,  # type: ignore[arg-type]
    )  # fmt: skip


def _activity(row: Activity) -> shape.ActivityLine:
    plain = {field.name: getattr(row, field.name) for field in fields(shape.ActivityLine)}
    plain |= {
        "slots": tuple(shape.slot_of(slot) for slot in row.slots),
        "step_up": tuple(
            shape.StepUp(from_week=step["from_week"], hours=step["hours"]) for step in row.step_up
        ),
        "goal_ids": tuple(row.goal_ids),
        "barrier_ids": tuple(row.barrier_ids),
        "visible_to": tuple(row.visible_to),
    }
    return shape.ActivityLine(**plain)


def _agreement(row: Agreement) -> shape.AgreementLine:
    side: Any = row.side  # checked where it is written
    return shape.AgreementLine(
        id=row.id, side=side, words=row.words, owner=row.owner, due_on=row.due_on, made_on=row.made_on,
        talk_id=row.talk_id, confirmed_how=row.confirmed_how, status=row.status, done_on=row.done_on,
    )  # fmt: skip
