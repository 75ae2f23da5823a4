"""What can be done with a plan. Goals, activities and agreements have files of their own, reached through here."""

from __future__ import annotations

from dataclasses import replace

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people.closed import refuse_closed
from caseworker.people.model import CaseEvent, CaseFile, OtherPlan, Party, Staff
from caseworker.plan.activities import (
    add_activity,
    change_activity,
    end_activity,
    from_catalogue,
    move_activity,
    place_activity,
    remove_activity,
    resume_activity,
    stop_activity,
    suspend_activity,
)
from caseworker.plan.agreements import (
    add_agreement,
    change_agreement,
    remove_agreement,
    reopen_agreement,
    settle_agreement,
    tick_agreement,
)
from caseworker.plan.compare import compare
from caseworker.plan.content import MadeWith, PersonData
from caseworker.plan.goals import (
    add_goal,
    change_goal,
    order_goals,
    reach_goal,
    remove_goal,
    set_end_goal,
    set_goal_status,
)
from caseworker.plan.model import Activity, Agreement, EndGoal, InterimGoal, Plan, PlanPerson, PlanVersion
from caseworker.plan.owned import open_plan, required, whose, write
from caseworker.plan.refusals import refuse_days, refuse_long, refuse_order
from caseworker.plan.versions import freeze, make_version, refuse_unready
from caseworker.store.work import Work

__all__ = [
    "activate", "add_activity", "add_agreement", "add_goal", "add_person", "change_activity", "change_agreement",
    "change_goal", "change_person", "close_plan", "end_activity", "end_person", "ensure_plan", "from_catalogue",
    "move_activity", "new_version", "order_goals", "place_activity", "reach_goal", "remove_activity",
    "remove_agreement", "remove_goal", "remove_person", "reopen_agreement", "replace_other_plan", "resume_activity",
    "set_coordinator", "set_end_goal", "set_goal_status", "set_weekly_capacity", "set_words", "settle_agreement",
    "stop_activity", "suspend_activity", "tick_agreement",
]  # fmt: skip

_WORDS = ("own_words", "rules", "strategy")


def ensure_plan(work: Work, case_id: str) -> str:
    """Return the id of the citizen's one plan: the open one there is, else a new draft (R-023).

    A new draft's coordinator is the case's primary contact. A plan that outlived an earlier case goes on
    under this one.
    """
    case = work.get(CaseFile, case_id)
    work.flush()
    plan = work.first(Plan, Plan.citizen_id == case.citizen_id, Plan.status != "closed")
    if plan is None:
        refuse_closed(work, case_id)
        draft = Plan(citizen_id=case.citizen_id, case_id=case_id, coordinator_id=case.primary_contact_id)
        return work.add(draft).id
    if plan.case_id != case_id and case.closed_on is None:
        _move_to_case(work, plan, case_id)
    return plan.id


def set_words(work: Work, plan_id: str, field: str, words: str) -> None:
    """Write one of the plan's texts: own_words (kept letter by letter, R-022), rules or strategy."""
    plan = open_plan(work, plan_id)
    assert field in _WORDS
    setattr(plan, field, words if field == "own_words" else words.strip())


def set_weekly_capacity(work: Work, plan_id: str, hours: float | None) -> None:
    """Write how many hours a week the citizen says are possible; None where nobody has asked (R-032)."""
    plan = open_plan(work, plan_id)
    if hours is not None and not 0 <= hours <= 168:
        raise UserError(
            t("A week has 168 hours. Check the number."), Place("plan", plan_id, "weekly_capacity")
        )
    plan.weekly_capacity = hours


def set_coordinator(work: Work, plan_id: str, staff_id: str | None) -> None:
    """Make somebody the plan's one coordinator (tovholder). Nobody is refused (R-102)."""
    plan = open_plan(work, plan_id)
    if not staff_id:
        raise UserError(
            t("A plan always has a coordinator. Choose who takes over."),
            Place("plan", plan_id, "coordinator"),
        )
    plan.coordinator_id = work.get(Staff, staff_id).id


def add_person(work: Work, plan_id: str, data: PersonData) -> str:
    """Add somebody around the citizen (R-105). What is missing comes from the party, if one is named."""
    plan = open_plan(work, plan_id)
    name, phone, role = data.name.strip(), data.phone.strip(), data.role.strip()
    if data.party_id:
        party = work.get(Party, data.party_id)
        name, phone, role = name or party.name, phone or party.phone, role or party.organisation
    name = required(name, t("Write the name."), Place("plan", plan_id, "people"))
    _check_person(work, plan.citizen_id, data, None)
    person = PlanPerson(
        name=name, role=role, does=data.does.strip(), phone=phone, party_id=data.party_id,
        from_on=data.from_on, to_on=data.to_on, **whose(plan),
    )  # fmt: skip
    return work.add(person).id


def change_person(work: Work, person_id: str, data: PersonData) -> None:
    """Write somebody around the citizen anew."""
    person = _person(work, person_id)
    required(data.name, t("Write the name."), Place("plan_person", person_id, "name"))
    _check_person(work, person.citizen_id, data, person)
    write(person, data, PersonData)


def end_person(work: Work, person_id: str) -> None:
    """Say that somebody is no longer part of the plan from today on."""
    person = _person(work, person_id)
    refuse_order(person.from_on, work.today(), Place("plan_person", person_id, "to_on"))
    person.to_on = work.today()


def remove_person(work: Work, person_id: str) -> None:
    """Take somebody out who was put in by mistake. Else: `end_person`."""
    work.delete(_person(work, person_id))


def replace_other_plan(work: Work, plan_id: str, other_plan_id: str) -> None:
    """Say that this plan takes the place of another authority's from today on (R-024)."""
    plan = open_plan(work, plan_id)
    other = work.get(OtherPlan, other_plan_id)
    if any(entry["id"] == other_plan_id for entry in plan.replaces):
        return
    other.superseded_on = work.today()
    name = other.authority or other.kind
    entry = {"id": other.id, "name": name, "kind": other.kind, "on": work.today().isoformat()}
    plan.replaces = [*plan.replaces, entry]


def activate(work: Work, plan_id: str, made_with: MadeWith, reason: str = "") -> str:
    """Make a draft the plan in force, frozen as its next version. Returns the version's id.

    Raises UserError with the sentences of what is missing. The first activation sets the clock of the
    progression measurements going (R-066).
    """
    plan = open_plan(work, plan_id)
    if plan.status == "active":
        raise UserError(
            t("The plan is in force already. Agree on a new version instead."), Place("plan", plan_id)
        )
    refuse_unready(work, plan)
    version = make_version(work, plan, reason, made_with)
    if plan.started_on is None:
        plan.started_on = work.today()
        work.add(
            CaseEvent(
                kind="plan_activated", on=work.today(), citizen_id=plan.citizen_id, case_id=plan.case_id
            )
        )
    plan.status = "active"
    return version.id


def new_version(work: Work, plan_id: str, reason: str, made_with: MadeWith) -> str:
    """Agree on a new version ("Aftal ny version") of a plan in force. Returns the version's id.

    Raises UserError when nothing has changed since the last, or something is missing as for `activate`.
    """
    plan = open_plan(work, plan_id)
    before = work.get(PlanVersion, plan.version_id) if plan.version_id else None
    if before is None or plan.status == "draft":
        raise UserError(t("The plan is still a draft. Put it in force first."), Place("plan", plan_id))
    reason = required(reason, t("Write why the plan changes."), Place("plan", plan_id, "reason"))
    refuse_unready(work, plan)
    changes = compare(before.content, freeze(work, plan_id))
    if all(change.section == "agreements" for change in changes):
        raise UserError(
            t("Nothing in the plan has changed since version {number}. New agreements are printed all the same.",
              number=before.number),
            Place("plan", plan_id),
        )  # fmt: skip
    return make_version(work, plan, reason, made_with).id


def close_plan(work: Work, plan_id: str) -> None:
    """Close a plan that has ended (R-044: only the caseworker ends it). Its versions stay."""
    open_plan(work, plan_id).status = "closed"


def _person(work: Work, person_id: str) -> PlanPerson:
    person = work.get(PlanPerson, person_id)
    open_plan(work, person.plan_id)
    return person


def _check_person(work: Work, citizen_id: str, data: PersonData, kept: PlanPerson | None) -> None:
    place = Place("plan_person", kept.id if kept else "")
    refuse_long(data, ("name", "role", "phone"), place, kept)
    refuse_days(work, citizen_id, data, ("from_on", "to_on"), place, kept)
    if kept is None or (kept.from_on, kept.to_on) != (data.from_on, data.to_on):
        refuse_order(data.from_on, data.to_on, replace(place, field="to_on"))


def _move_to_case(work: Work, plan: Plan, case_id: str) -> None:
    """Carry a plan over to the citizen's new case, with what still runs. Frozen versions stay where they are."""
    old_case = plan.case_id
    plan.case_id = case_id
    for kind in (EndGoal, InterimGoal, Activity, PlanPerson):
        for record in work.find(kind, kind.plan_id == plan.id):
            record.case_id = case_id
    for agreement in work.find(Agreement, Agreement.case_id == old_case, Agreement.status == "open"):
        agreement.case_id = case_id
