"""The main job from end to end on one made-up citizen: screening, one plan, a talk. Used by tour and bench."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from caseworker.base import workdays
from caseworker.base.clock import at
from caseworker.base.text import t
from caseworker.casework.screening_act import finish_screening
from caseworker.casework.talk import TalkData, save_talk
from caseworker.contacts.service import BookingData, TalkResult
from caseworker.demo.stories import Story, load_stories
from caseworker.office import Office
from caseworker.people import service as people
from caseworker.people.staff import setting
from caseworker.plan import activities, goals
from caseworker.plan import service as plans
from caseworker.plan.content import ActivityData, AgreementData, MadeWith, PersonData
from caseworker.plan.facts import Slot
from caseworker.plan.model import InterimGoal
from caseworker.screening import service as screenings
from caseworker.screening.instrument import current
from caseworker.screening.queries import screening_view
from caseworker.screening.records import BarrierLine, FoundGoal, Records, ResourceLine
from caseworker.store.work import Work

INSTRUMENT = "visitation"
_CPR = "1203045551"  # fits the birth date and has no valid check digit: nobody's number
_CITIZEN = people.CitizenData(
    name="Jonas Bruun", birth_date=date(2004, 3, 12), sex="m", cpr=_CPR, phone="00 00 00 05", address="Møllevej 3",
    postal_code="9999", city="Nordby",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What the main job made."""

    citizen_id: str
    case_id: str
    screening_id: str
    plan_id: str
    talk_id: str


def do_main_job(office: Office) -> Done:
    """Take a citizen in, screen, agree on one plan, hold a talk with two agreements. One act each."""
    story, today = load_stories().story[0], office.clock.today()
    began = workdays.on_or_before(today - timedelta(days=15))

    def intake(work: Work) -> tuple[str, str]:
        citizen = people.add_citizen(work, _CITIZEN)
        case = people.open_case(
            work, citizen.id,
            people.Intake(opened_on=began, group="lab-5", visited_as="activity_ready", benefit="cash_benefit",
                          first_contact_on=began, referred_on=began, referred_by="Ydelseskontoret"),
        )  # fmt: skip
        return citizen.id, case.id

    citizen_id, case_id = office.run(t("New citizen"), intake)
    screening_id, plan_id = _screen(office, case_id, story, today)
    office.run(t("Plan in force"), lambda work: _plan(work, plan_id, story, today))
    talk_id = office.run(t("Talk held"), lambda work: _talk(work, case_id, story, today))
    return Done(citizen_id, case_id, screening_id, plan_id, talk_id)


def _screen(office: Office, case_id: str, story: Story, today: date) -> tuple[str, str]:
    instrument = current(office.instruments.values(), INSTRUMENT, today)
    assert instrument is not None
    screening_id = office.run(t("Screening begun"), lambda work: screenings.start(work, case_id, instrument))
    with office.read() as session:
        view = screening_view(session, screening_id, today, office.instruments)
    assert view is not None
    first = view.sessions[0].id
    values = {
        "own_now": "Jeg kan ikke få dagen til at hænge sammen.", "own_wishes": story.own_words,
        "usual_day": "Står op ved middagstid. Passer sin lillebror om eftermiddagen.",
        "first_five_hours": "At jeg ikke skal møde alene den første dag.", "job_wish": "Mekaniker, lager",
        "outcome": "individual_course", "outcome_reason": "Flere ting skal ske samtidig, og de skal passe sammen.",
        "visited_as": "activity_ready",
    }  # fmt: skip
    records = Records(
        barriers=tuple(
            BarrierLine(category=category, type_code=kind, words=words, severity=severity)
            for category, kind, words, severity in story.barriers
        ),
        resources=tuple(ResourceLine(words=words) for words in story.resources),
        goals=tuple(
            FoundGoal(words=words, sign=sign, follow_up_on=today + timedelta(days=after))
            for words, sign, after in story.goals[:3]
        ),
    )
    office.run(
        t("Screening written"),
        lambda work: screenings.save_section(work, screening_id, first, instrument, values, records),
    )
    finished = office.run(
        t("Screening finished"),
        lambda work: finish_screening(
            work, screening_id, instrument, office.catalogue, outcome=values["outcome"],
            reason=values["outcome_reason"], rules=office.packs.version_label(today),
        ),
    )  # fmt: skip
    return screening_id, finished.plan_id


def _plan(work: Work, plan_id: str, story: Story, today: date) -> None:
    kind, words = story.goal
    goals.set_end_goal(work, plan_id, kind, words, today + timedelta(days=270))
    found = work.find(InterimGoal, InterimGoal.plan_id == plan_id, order_by=InterimGoal.position)
    for goal in found:
        goal.due_on = goal.due_on or goal.follow_up_on
    ids = [goal.id for goal in found]
    for made_up in story.activities:
        start = workdays.on_or_after(today + timedelta(days=made_up.from_ - 7))
        activities.add_activity(
            work, plan_id,
            ActivityData(
                track=made_up.track,  # type: ignore[arg-type]  # checked when it is saved
                title=made_up.title, contribution=made_up.why, from_on=start,
                goal_ids=tuple(dict.fromkeys(ids[min(n, len(ids) - 1)] for n in made_up.goal)),
                to_on=start + timedelta(days=made_up.days), hours_per_week=made_up.hours, with_whom=made_up.who,
                slots=tuple(
                    Slot(weekday=day, start=time.fromisoformat(first), end=time.fromisoformat(last))
                    for day, first, last in made_up.slots
                ),
                decides=work.author.actor, carries_out=made_up.who, follows_up=work.author.actor,
                offer_type=made_up.offer, granted_on=today if made_up.offer else None,
            ),
        )  # fmt: skip
    plans.add_person(
        work,
        plan_id,
        PersonData(name="Mette Lund", role="housing_support", does="Hjælper med breve", phone="00 00 00 03"),
    )
    plans.set_words(work, plan_id, "rules", "Ring før klokken 8, hvis du ikke kan komme.")
    work.flush()
    where = setting(work.session, "unit")["name"]
    plans.activate(work, plan_id, MadeWith(on=today, where=where, how="Aftalt i samtalen"), "Første plan")


def _talk(work: Work, case_id: str, story: Story, today: date) -> str:
    facts, says, assessment = story.first.note
    later = workdays.on_or_after(today + timedelta(days=14))
    when = at(later, *story.free_time(later, 13))
    saved = save_talk(
        work,
        TalkData(
            result=TalkResult(
                case_id=case_id, kind="first", at=work.now() - timedelta(minutes=45), attendance="met",
                channel="meeting", purpose=story.first.purpose, outcome=story.first.outcome, plan_reviewed="confirmed",
            ),
            facts=facts, citizen_says=says, assessment=assessment,
            agreements=tuple(
                AgreementData(side="citizen" if side == "citizen" else "municipality", words=words,
                              due_on=workdays.on_or_after(today + timedelta(days=days)))
                for side, words, days in story.first.promises
            ),
            next_talk=BookingData(case_id=case_id, kind="follow_up", at=when, purpose=story.before.purpose),
        ),
    )  # fmt: skip
    return saved.talk_id
