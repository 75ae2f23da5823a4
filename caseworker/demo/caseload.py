"""Fills a store with made-up citizens around a day. Ids and times come from the seed and the day alone."""

from __future__ import annotations

import random
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caseworker.base import ids, workdays
from caseworker.base.clock import at
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.demo.life import live
from caseworker.demo.stories import Stories, Story, load_stories
from caseworker.office import Office
from caseworker.people import service, staff
from caseworker.people.model import CaseEvent, CaseFile, Citizen, GroupPeriod, Trait
from caseworker.store.work import Work

CASEWORKER = load_stories().caseworker
UNIT = load_stories().unit
MOST = 5_000
_SICK_BEFORE = timedelta(days=30)  # sick pay is the employer's for the first 30 days; then the case comes
_VISITED = {
    "lab-2": "job_ready", "lab-3": "activity_ready", "lab-4": "education_ready", "lab-5": "activity_ready",
}  # fmt: skip
_SCREENED = ("lab-3", "lab-5")
_BENEFITS = {"lab-6": "sickness_benefit", "lab-9": "flex_unemployment"}


@dataclass(frozen=True, slots=True)
class Filled:
    """What was added."""

    citizens: int
    cases: int


def fill(office: Office, citizens: int, seed: int) -> Filled:
    """Add made-up citizens, each with a case that has come some way.

    Raises UserError when this very caseload is here already, or more than 5,000 are asked for.
    """
    if not 0 < citizens <= MOST:
        raise UserError(t("Ask for 1 to {count} made-up citizens.", count=MOST))
    stories, source = load_stories(), random.Random(seed)  # noqa: S311 - made-up people need no secret numbers
    today = office.clock.today()
    with ids.seeded(seed, at(today)):
        _refuse_twice(office, seed, today)

        def whole(work: Work) -> None:
            work.undoable = False
            _unit(work, stories, seed, today)
            for _ in range(citizens):
                _one(work, stories, source, today)

        # One act: a caseload that comes to nothing (a full disk) is not there at all and can be asked for again.
        office.run(t("Demo: {count} citizens", count=citizens), whole)
    return Filled(citizens, citizens)


def _refuse_twice(office: Office, seed: int, today: date) -> None:
    with office.read() as session:
        if [seed, today.isoformat()] in staff.setting(session, "demo").get("made", []):
            raise UserError(t("This made-up caseload is here already. Choose another seed."))


def _unit(work: Work, stories: Stories, seed: int, today: date) -> None:
    known = staff.setting(work.session, "unit")
    letters = {
        "name": stories.unit, "phone": stories.phone, "emergency_phone": stories.emergency_phone,
        "address": stories.address,
        "absence": stories.absence, "consequences": stories.consequences, "guidance": stories.guidance,
    }  # fmt: skip
    staff.put_setting(work, "unit", letters | {name: value for name, value in known.items() if value})
    made = staff.setting(work.session, "demo").get("made", [])
    staff.put_setting(work, "demo", {"made": [*made, [seed, today.isoformat()]]})
    for name in stories.colleagues:
        staff.find_or_add(work, name)


def _one(work: Work, stories: Stories, source: random.Random, today: date) -> None:
    story = source.choice(stories.story)
    opened = workdays.on_or_before(
        today - timedelta(days=source.choice((3, 5, 12, 30, 55, 80, 120, 170, 240, 330)))
    )
    born = _birth_date(story, source, today)
    with work.as_of(at(opened, 9, source.randrange(60))):
        citizen = _citizen(work, stories, source, born)
        group = next((g for g in story.groups if _fits(g, born, opened)), story.groups[0])
        case = service.open_case(
            work,
            citizen.id,
            service.Intake(
                opened_on=opened, group=group, visited_as=_VISITED.get(group, ""),
                benefit=_BENEFITS.get(group, "cash_benefit"), benefit_from=opened, first_contact_on=opened,
                referred_on=opened - timedelta(days=source.randrange(4)), referred_by="Ydelseskontoret",
            ),
        )  # fmt: skip
        _known_facts(work, case, group, today)
    live(work, case, group, story, stories, source, today)


def _known_facts(work: Work, case: CaseFile, group: str, today: date) -> None:
    """Write down what deadlines of the group begin at or depend on, so that none of them waits for facts."""
    whose: dict[str, Any] = {"citizen_id": case.citizen_id, "case_id": case.id}
    opened = case.opened_on
    if group == "lab-2":
        work.add(CaseEvent(kind="registered", on=opened, **whose))
    if group in _SCREENED:
        work.add(CaseEvent(kind="visited", on=opened, words=_VISITED[group], **whose))
    if group in ("lab-4", "lab-5"):
        work.add(Trait(trait="upper_secondary", value="false", from_on=opened, citizen_id=case.citizen_id))
    elif group == "lab-6":
        first = opened - _SICK_BEFORE
        work.add(CaseEvent(kind="first_absence_day", on=first, **whose))
        work.add(Trait(trait="employed", value="false", from_on=first, citizen_id=case.citizen_id))
        work.flush()
        for period in work.find(GroupPeriod, GroupPeriod.case_id == case.id):
            period.category = 2
    elif group == "lab-9":
        paid = workdays.on_or_before(opened.replace(day=monthrange(opened.year, opened.month)[1]))
        if paid <= today:
            work.add(CaseEvent(kind="first_payment", on=paid, **whose))


def _citizen(work: Work, stories: Stories, source: random.Random, born: date) -> Citizen:
    sex = source.choice("fm")
    names = stories.first_names_f if sex == "f" else stories.first_names_m
    call_name, family = source.choice(names), source.choice(stories.last_names)
    return service.add_citizen(
        work,
        service.CitizenData(
            name=f"{call_name} {family}", call_name=call_name.split()[0], birth_date=born, sex=sex,
            cpr=_cpr(work, born, sex, source), phone=f"00 00 {source.randrange(10, 99)} {source.randrange(10, 99)}",
            address=f"{source.choice(stories.streets)} {source.randrange(1, 90)}", postal_code="9999", city="Nordby",
            municipality="Nordby", protected_address=source.random() < 0.04,
            interpreter="arabisk" if source.random() < 0.04 else "",
        ),
    )  # fmt: skip


def _cpr(work: Work, born: date, sex: str, source: random.Random) -> str:
    """Return a number that fits the birth date and sex but has no valid check digit: nobody's number."""
    weights = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
    while True:
        # The seventh digit tells the century: 0-3 for the 1900s, 4-9 for 1937-1999 and 2000-2036.
        seventh = source.choice("0123") if born.year < 2000 else source.choice("4567")
        last = source.choice("02468" if sex == "f" else "13579")
        number = f"{born:%d%m%y}{seventh}{source.randrange(100):02}{last}"
        check = sum(w * int(d) for w, d in zip(weights, number, strict=True)) % 11
        if check and work.first(Citizen, Citizen.cpr == number) is None:
            return number


def _birth_date(story: Story, source: random.Random, today: date) -> date:
    low, high = story.ages
    return today - timedelta(days=source.randrange(low * 365 + low // 4 + 40, high * 365 + high // 4))


def _fits(group: str, born: date, day: date) -> bool:
    """Whether the group is for this age: lab-3 from 30 years, lab-5 under."""
    young = (day - born).days < 30 * 365.25
    return {"lab-3": not young, "lab-5": young}.get(group, True)
