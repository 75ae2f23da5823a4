"""What has happened to a made-up citizen since the case was opened: screening, plan, talks, promises."""

from __future__ import annotations

import random
from datetime import date, time, timedelta

from msgspec.structs import replace

from caseworker.base import workdays
from caseworker.base.clock import at, day_of
from caseworker.casework.talk import TalkData, save_talk
from caseworker.contacts import reaching
from caseworker.contacts import service as contacts
from caseworker.contacts.service import BookingData, TalkResult
from caseworker.demo.stories import MadeUpActivity, Stories, Story, Told
from caseworker.people.model import CaseAct, CaseFile
from caseworker.people.staff import setting
from caseworker.plan import activities, agreements, goals
from caseworker.plan import service as plans
from caseworker.plan.content import ActivityData, AgreementData, GoalData, MadeWith, PersonData
from caseworker.plan.facts import Slot
from caseworker.plan.model import Activity, EndGoal, InterimGoal
from caseworker.store.work import Work

_PLAN_AFTER = 14  # days from the first talk to the plan
_YOUNG = ("lab-4", "lab-5")
_AT_ONCE = -1
# What is done as a matter of course: act, groups (none: all), days after the start (0: the first talk), and
# every how many days again.
_USUAL: tuple[tuple[str, tuple[str, ...], int, int], ...] = (
    ("coordinator_offered", ("lab-3", "lab-5"), _AT_ONCE, 0),
    ("education_order", _YOUNG, 0, 0),
    ("literacy_test", _YOUNG, 21, 0),
    ("final_visitation", _YOUNG, 80, 0),
    ("registered_as_jobseeker", ("lab-2", "lab-4"), 1, 0),
    ("cv_on_jobnet", ("lab-2", "lab-4", "lab-9"), 12, 0),
    ("cv_checked", ("lab-2", "lab-4", "lab-9"), 20, 0),
    ("my_plan", (), 14, 0),
    ("referral", ("lab-9",), 170, 0),
    ("reassessment", ("lab-6",), 130, 0),
    ("decision_reported", (), 14, 0),
    ("benefit_follow_up", ("lab-2", "lab-3", "lab-4", "lab-5", "lab-9"), 80, 80),
)
_BETWEEN_TALKS = (24, 31, 38, 45)
_LEFT_LYING = 6  # the plan of one in so many is not looked at again: such are found on "My day"
_LOOKED_AHEAD, _MORE_TIME = timedelta(days=45), timedelta(days=120)


def live(
    work: Work, case: CaseFile, group: str, story: Story, stories: Stories, source: random.Random, today: date
) -> None:
    """Let the case run from its first day until today, and plan what comes next."""
    work.flush()
    first = workdays.on_or_after(case.opened_on + timedelta(days=source.randrange(1, 6)))
    # Some have not been seen yet: those are what the worklist is for.
    if first >= today or (case.opened_on > today - timedelta(days=13) and source.random() < 0.3):
        _plan_ahead(work, case, story, source, today, "first", story.first)
        return
    with work.as_of(at(first, 10)):
        _talk(work, case, story, source, first, "first", replace(story.first, promises=[]))
    _usual_acts(work, case, group, first, source, today)
    plan_on = workdays.on_or_after(first + timedelta(days=_PLAN_AFTER))
    plan_id = ""
    if plan_on < today and source.random() < 0.93:
        with work.as_of(at(plan_on, 13)):
            plan_id = _plan(work, case, story, stories, plan_on)
    running = case.opened_on + timedelta(days=story.activities[0].from_ + 2 * _PLAN_AFTER)
    day = first
    while True:
        day = workdays.on_or_after(day + timedelta(days=source.choice(_BETWEEN_TALKS)))
        if day >= today:
            break
        with work.as_of(at(day, 11)):
            told = story.usual if plan_id and day >= running else story.before
            held = _talk(work, case, story, source, day, "follow_up", told)
            _measure(work, case, day, source)
            if held and plan_id and case.case_no % _LEFT_LYING:
                _keep_up(work, plan_id, story, day)
    _plan_ahead(
        work,
        case,
        story,
        source,
        today,
        "follow_up",
        story.usual if plan_id and today >= running else story.before,
    )


def _talk(
    work: Work, case: CaseFile, story: Story, source: random.Random, day: date, kind: str, told: Told
) -> bool:
    """Hold a talk, or now and then miss one: returns which. Promises are kept as life goes on, mostly."""
    missed = kind != "first" and source.random() < 0.07
    moment = at(day, *story.free_time(day, source.choice((9, 10, 11, 13, 14))))
    result = TalkResult(
        case_id=case.id, kind=kind, at=moment,
        attendance="absent_no_notice" if missed else "met", absence_reason="unknown" if missed else "",
        channel="meeting" if kind == "first" else source.choice(("meeting", "meeting", "phone")), purpose=told.purpose,
        outcome="" if missed else told.outcome, plan_reviewed="" if missed else "confirmed",
    )  # fmt: skip
    facts, says, assessment = told.note
    with work.as_of(moment + timedelta(minutes=45)):
        done = save_talk(
            work,
            TalkData(
                result=result, facts="" if missed else facts, citizen_says="" if missed else says,
                assessment="" if missed else assessment,
                agreements=() if missed else tuple(
                    AgreementData(side="citizen" if side == "citizen" else "municipality", words=words,
                                  due_on=workdays.on_or_after(day + timedelta(days=days)))
                    for side, words, days in told.promises
                ),
            ),
        )  # fmt: skip
        for agreement_id in done.agreement_ids:
            if source.random() < 0.98 or day > work.today() - timedelta(days=20):
                agreements.tick_agreement(work, agreement_id, day)
    return not missed


def _usual_acts(
    work: Work, case: CaseFile, group: str, first: date, source: random.Random, today: date
) -> None:
    """Write down what is done in every case of a group; now and then one is forgotten."""
    for kind, groups, after, every in _USUAL:
        if groups and group not in groups:
            continue
        day = {_AT_ONCE: case.opened_on, 0: first}.get(
            after, workdays.on_or_before(case.opened_on + timedelta(days=max(after, 0)))
        )
        while day < today:
            if source.random() < 0.985:
                work.add(
                    CaseAct(
                        citizen_id=case.citizen_id, case_id=case.id, kind=kind, on=max(day, case.opened_on)
                    )
                )
            if not every:
                break
            day = workdays.on_or_before(day + timedelta(days=every))


def _measure(work: Work, case: CaseFile, day: date, source: random.Random) -> None:
    if source.random() < 0.9:
        work.add(CaseAct(citizen_id=case.citizen_id, case_id=case.id, kind="measurement", on=day))


def _plan(work: Work, case: CaseFile, story: Story, stories: Stories, day: date) -> str:
    plan_id = plans.ensure_plan(work, case.id)
    work.flush()
    kind, words = story.goal
    goals.set_end_goal(work, plan_id, kind, words, day + timedelta(days=300))
    plans.set_words(work, plan_id, "own_words", story.own_words)
    goal_ids = [
        goals.add_goal(
            work, plan_id,
            GoalData(
                words=words, sign=sign, due_on=day + timedelta(days=after), follow_up_on=day + timedelta(days=after)
            ),
        )
        for words, sign, after in story.goals
    ]  # fmt: skip
    for made_up in story.activities:
        activities.add_activity(work, plan_id, _activity(made_up, goal_ids, case.opened_on, stories))
    for name in {a.who for a in story.activities if a.who in stories.colleagues}:
        plans.add_person(work, plan_id, PersonData(name=name, role="contact_person", phone=stories.phone))
    work.flush()
    where = setting(work.session, "unit")["name"]
    plans.activate(work, plan_id, MadeWith(on=day, where=where, how="Aftalt i samtalen"), "Første plan")
    return plan_id


def _keep_up(work: Work, plan_id: str, story: Story, day: date) -> None:
    """Look at the plan as it is done in a talk: what was to be reached is reached, what runs out goes on."""
    still = work.find(
        InterimGoal,
        InterimGoal.plan_id == plan_id,
        InterimGoal.status == "open",
        order_by=InterimGoal.position,
    )
    near = [goal for goal in still if goal.due_on is not None and goal.due_on <= day + _LOOKED_AHEAD]
    for goal in near:
        if goal is still[-1]:
            later = workdays.on_or_after(day + _MORE_TIME)
            goals.change_goal(
                work, goal.id, GoalData(words=goal.words, sign=goal.sign, due_on=later, follow_up_on=later)
            )
        else:
            goals.reach_goal(work, goal.id, day)
    efforts = work.find(Activity, Activity.plan_id == plan_id, order_by=Activity.id)
    named, after = {one.title for one in efforts}, {one.title: one for one in story.activities if one.after}
    short = [
        one
        for one in efforts
        if one.to_on is not None
        and one.to_on <= day + _LOOKED_AHEAD
        and not (one.title in after and after[one.title].after in named)
    ]
    for one in short:
        until = workdays.on_or_after(day + _MORE_TIME)
        if one.title in after:
            activities.add_activity(work, plan_id, _after(one, after[one.title], until))
        else:
            activities.place_activity(work, one.id, one.from_on, until)
    for end in work.find(EndGoal, EndGoal.plan_id == plan_id):
        if end.due_on is not None and end.due_on <= day + _MORE_TIME:
            goals.set_end_goal(work, plan_id, end.kind, end.words, end.due_on + 2 * _MORE_TIME)
    if near or short:
        work.flush()
        made = MadeWith(on=day, where=setting(work.session, "unit")["name"], how="Aftalt i samtalen")
        plans.new_version(work, plan_id, "Fulgt op i samtalen", made)


def _after(offer: Activity, made_up: MadeUpActivity, until: date) -> ActivityData:
    """Return what an offer is followed by: the same hours, no offer any more."""
    assert offer.to_on is not None
    return ActivityData(
        track=offer.track,  # type: ignore[arg-type]  # as it was saved
        title=made_up.after, contribution=offer.contribution, goal_ids=tuple(offer.goal_ids),
        from_on=workdays.on_or_after(offer.to_on + timedelta(days=1)), to_on=until,
        hours_per_week=offer.hours_per_week, slots=_slots(made_up),
        with_whom=offer.with_whom, decides=offer.decides, carries_out=offer.carries_out,
        follows_up=offer.follows_up,
    )  # fmt: skip


def _activity(made_up: MadeUpActivity, goal_ids: list[str], opened: date, stories: Stories) -> ActivityData:
    start = workdays.on_or_after(opened + timedelta(days=made_up.from_ + _PLAN_AFTER))
    return ActivityData(
        track=made_up.track,  # type: ignore[arg-type]  # checked when it is saved
        title=made_up.title, contribution=made_up.why, goal_ids=tuple(goal_ids[n] for n in made_up.goal),
        from_on=start, to_on=start + timedelta(days=made_up.days), hours_per_week=made_up.hours, slots=_slots(made_up),
        with_whom=made_up.who, decides=stories.caseworker, carries_out=made_up.who, follows_up=stories.caseworker,
        offer_type=made_up.offer, granted_on=start - timedelta(days=7) if made_up.offer else None,
        education_aim=made_up.education_aim,
    )  # fmt: skip


def _slots(made_up: MadeUpActivity) -> tuple[Slot, ...]:
    return tuple(
        Slot(weekday=day, start=time.fromisoformat(first), end=time.fromisoformat(last))
        for day, first, last in made_up.slots
    )


def _plan_ahead(
    work: Work, case: CaseFile, story: Story, source: random.Random, today: date, kind: str, told: Told
) -> None:
    """Book what comes next; now and then there is a no-show, a wish for a talk, or an open promise."""
    yesterday = at(workdays.on_or_before(today - timedelta(days=1)), 16)
    chance = source.random()
    with work.as_of(yesterday):
        if chance < 0.04 and kind != "first":
            missed = workdays.on_or_before(today - timedelta(days=1))
            contacts.record(
                work,
                TalkResult(case_id=case.id, kind=kind, at=at(missed, *story.free_time(missed, 10)),
                           attendance="absent_no_notice", absence_reason="unknown", purpose=told.purpose),
            )  # fmt: skip
        elif chance < 0.08:
            # Written down on the last working day: nothing was asked for on the weekend after it.
            asked = min(today - timedelta(days=source.randrange(1, 12)), day_of(yesterday))
            reaching.request_talk(
                work,
                reaching.RequestData(case_id=case.id, requested_on=max(asked, case.opened_on), by="citizen"),
            )
        elif chance < 0.75:
            ahead = 0 if chance < 0.11 else source.randrange(1, 40)
            day = workdays.on_or_after(today + timedelta(days=ahead))
            when = story.free_time(day, source.choice((9, 10, 13, 14)), 30 * source.randrange(2))
            contacts.book(
                work, BookingData(case_id=case.id, kind=kind, purpose=told.purpose, at=at(day, *when))
            )
        if source.random() < 0.06:
            due = today + timedelta(days=source.randrange(-3, 6))
            agreements.add_agreement(
                work, case.id, AgreementData(side="municipality", words=_ours(told), due_on=due)
            )


def _ours(told: Told) -> str:
    """Return what the municipality promises in a talk."""
    return next(words for side, words, _days in told.promises if side == "municipality")
