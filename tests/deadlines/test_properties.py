"""What must hold for any facts: found by hypothesis."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from caseworker.base.workdays import is_workday
from caseworker.deadlines.answer import Answer, answer_json
from caseworker.deadlines.engine import deadlines, next_change
from caseworker.deadlines.facts import (
    Act,
    Assessed,
    Benefit,
    Citizen,
    Contact,
    Event,
    Exemption,
    Facts,
    Group,
    Offer,
    Trait,
    Work,
)
from tests.deadlines.make import PACKS, job_ready, one

# More examples by hand: DEADLINE_EXAMPLES=5000.
EXAMPLES = int(os.environ.get("DEADLINE_EXAMPLES", "100"))
QUICK = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
FIRST, LAST = date(2025, 3, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)
GROUPS = ["lab-1", "lab-2", "lab-3", "lab-4", "lab-5", "lab-6", "lab-7", "lab-9", "integration"]
BENEFITS = ["unemployment_benefit", "cash_benefit", "sickness_benefit", "flex_unemployment", "flex_job"]
EVENTS = [
    "first_contact", "registered", "first_absence_day", "meeting_requested", "control_notice", "plan_activated",
    "first_payment", "early_follow_up_requested", "taken_over", "visited", "decision_available", "case_closed",
]  # fmt: skip
ACTS = ["cv_on_jobnet", "my_plan", "benefit_follow_up", "measurement", "status", "reassessment"]
KINDS = ["maternity", "sick", "less_intensive", "job_start_soon", "cohort_assessed", "other"]


@st.composite
def periods(draw: Any, most: int) -> list[tuple[date, date | None]]:
    """Return periods one after the other, the last one perhaps without an end."""
    marks = sorted(draw(st.lists(days, max_size=2 * most, unique=True)))
    found: list[tuple[date, date | None]] = list(zip(marks[::2], marks[1::2], strict=False))
    if len(marks) % 2:
        found.append((marks[-1], None))
    return found


@st.composite
def exemption(draw: Any) -> Exemption:
    start = draw(days)
    length = draw(st.one_of(st.none(), st.integers(0, 200)))
    end = None if length is None else start + timedelta(days=length)
    who = draw(st.sampled_from([None, Assessed(by="MS", on=draw(days))]))
    return Exemption(kind=draw(st.sampled_from(KINDS)), from_=start, to=end, assessed=who)


@st.composite
def cases(draw: Any) -> Facts:
    groups = [
        Group(
            code=draw(st.sampled_from(GROUPS)),
            from_=start,
            to=end,
            category=draw(st.sampled_from([None, 1, 2])),
        )
        for start, end in draw(periods(3))
    ]
    benefits = [
        Benefit(
            type=draw(st.sampled_from(BENEFITS)),
            from_=start,
            to=end,
            hours={f"{start:%Y-%m}": draw(st.sampled_from([100.0, 160.33, 420.0]))},
        )
        for start, end in draw(periods(3))
    ]
    events = [
        Event(type=draw(st.sampled_from(EVENTS)), on=day, id=f"e{i}")
        for i, day in enumerate(draw(st.lists(days, max_size=5)))
    ]
    contacts = [held(day, i) for i, day in enumerate(draw(st.lists(days, max_size=6)))]
    acts = [Act(type=draw(st.sampled_from(ACTS)), on=day) for day in draw(st.lists(days, max_size=4))]
    offers = [
        Offer(type=draw(st.sampled_from(["placement", "education"])), from_=start, to=end, id=f"o{i}")
        for i, (start, end) in enumerate(draw(periods(2)))
    ]
    traits = [
        Trait(trait=name, value=draw(st.booleans()))
        for name in draw(st.sets(st.sampled_from(["qualified", "child_at_home", "employed"])))
    ]
    for start, end in draw(periods(2)):
        name = draw(st.sampled_from(["employed", "work_duty"]))
        traits.append(Trait(trait=name, value=draw(st.booleans()), from_=start, to=end))
        traits.append(Trait(trait="expected_well", value=draw(days), from_=start, to=end))
    work = [
        Work(from_=start, to=end, hours_per_week=draw(st.sampled_from([None, 8, 20, 37])))
        for start, end in draw(periods(1))
    ]
    born = draw(st.sampled_from([None, date(1980, 2, 29), date(2003, 6, 1), date(1996, 2, 29)]))
    return Facts(
        citizen=Citizen(birth_date=born), traits=tuple(traits), groups=tuple(groups), benefits=tuple(benefits),
        work=tuple(work),
        events=tuple(events), contacts=tuple(contacts), offers=tuple(offers), acts=tuple(acts),
        exemptions=tuple(draw(st.lists(exemption(), max_size=3))),
    )  # fmt: skip


@st.composite
def untidy_cases(draw: Any) -> Facts:
    """Return cases as people write them: a trait told several times, groups of one day, records without id."""
    facts = draw(cases())
    traits = [
        Trait(trait=draw(st.sampled_from(["qualified", "employed"])), value=draw(st.booleans()), from_=start,
              to=draw(st.sampled_from([None, LAST])))
        for start in draw(st.lists(st.one_of(st.none(), days), min_size=2, max_size=4))
    ]  # fmt: skip
    twins = [
        replace(
            g, category=draw(st.sampled_from([None, 1, 2])), code=draw(st.sampled_from([g.code, "lab-6"]))
        )
        for g in facts.groups
    ]
    day = draw(days)
    events = [replace(e, id="") for e in facts.events]
    events += [
        Event(type=draw(st.sampled_from(["booking_order", "first_absence_day", "meeting_requested"])), on=day,
              until=draw(st.one_of(st.none(), days)), expected_on=draw(st.one_of(st.none(), days)))
        for _ in range(3)
    ]  # fmt: skip
    offers = [replace(o, id="") for o in facts.offers]
    offers += [
        Offer(type="placement", from_=day, to=day + timedelta(days=draw(st.integers(0, 60))),
              education_aim=draw(st.booleans()))
        for _ in range(2)
    ]  # fmt: skip
    rests = [
        Exemption(kind="maternity", from_=day, to=draw(st.sampled_from([None, day, LAST]))) for _ in "ab"
    ]
    return replace(
        facts, traits=(*facts.traits, *traits), groups=(*facts.groups, *twins), events=tuple(events),
        offers=tuple(offers), contacts=tuple(replace(c, id="") for c in facts.contacts),
        exemptions=(*facts.exemptions, *rests),
    )  # fmt: skip


@st.composite
def series_cases(draw: Any) -> Facts:
    """Return people whose talks, or time on benefit, come again and again, with times in which that rests."""
    begin, end = date(2010, 1, 1), date(2010, 12, 31)
    start = draw(st.dates(begin, end))
    near = st.dates(start, start + timedelta(days=400))
    code = draw(st.sampled_from(["lab09-5", "lab09-5", "lab09-7", "lab09-2", "lab09-1"]))
    groups = [Group(code=code, from_=start, category=draw(st.sampled_from([1, 2, 3])))]
    if draw(st.integers(0, 3)) == 3:
        later = draw(st.dates(start + timedelta(days=1), end + timedelta(days=30)))
        groups.append(Group(code=code, from_=later, category=draw(st.sampled_from([1, 2, 3]))))
    paid = {"lab09-5": "sickness_benefit", "lab09-7": "flex_unemployment", "lab09-2": "cash_benefit"}
    benefits, first = [], start
    for _ in range(draw(st.integers(1, 3))):  # with breaks that are shorter than a calendar month
        last = first + timedelta(days=draw(st.integers(20, 300)))
        benefits.append(Benefit(type=paid.get(code, "unemployment_benefit"), from_=first, to=last))
        first = last + timedelta(days=draw(st.integers(1, 31)))
    benefits[-1] = replace(benefits[-1], to=None)
    rests = [
        Exemption(kind=draw(st.sampled_from(["incurable", "maternity"])), from_=day,
                  to=day + timedelta(days=draw(st.integers(0, 200))))
        for day in draw(st.lists(near, max_size=3))
    ]  # fmt: skip
    return Facts(
        groups=tuple(groups), benefits=tuple(benefits), exemptions=tuple(rests),
        events=tuple(Event(type=name, on=start, id=name) for name in
                     ("first_absence_day", "first_contact", "registered", "first_payment")),
        contacts=tuple(held(day, i) for i, day in enumerate(draw(st.lists(near, max_size=4)))),
        acts=tuple(Act(type="reassessment", on=day) for day in draw(st.lists(near, max_size=2))),
    )  # fmt: skip


def held(day: date, number: int = 99) -> Contact:
    return Contact(kind="follow_up", status="held", on=day, id=f"k{number}")


def by_clock(answers: list[Answer]) -> dict[str, Answer]:
    """Return the answer that is next, by rule and trigger."""
    return {a.key.rsplit(":", 1)[0]: a for a in answers}


def due(answer: Answer) -> date:
    return answer.due_on or date.max


@QUICK
@given(cases(), days, days)
def test_a_held_talk_never_moves_the_next_date_earlier(facts: Facts, today: date, day: date) -> None:
    _never_earlier(facts, replace(facts, contacts=(*facts.contacts, held(day))), today)


@QUICK
@given(series_cases(), st.data())
def test_what_is_done_never_moves_the_next_of_a_series_earlier(facts: Facts, data: Any) -> None:
    start = facts.groups[0].from_
    rests = [day for e in facts.exemptions for day in (e.from_, e.to) if day is not None and day >= start]
    done = data.draw(
        st.one_of(st.dates(start, start + timedelta(days=400)), st.sampled_from([start, *rests]))
    )
    today = done + timedelta(days=data.draw(st.integers(0, 60)))
    act = Act(type="reassessment", on=done)
    _never_earlier(
        facts, replace(facts, contacts=(*facts.contacts, held(done)), acts=(*facts.acts, act)), today
    )


def _never_earlier(facts: Facts, more: Facts, today: date) -> None:
    before = by_clock(deadlines(facts, PACKS, today))
    after = by_clock(deadlines(more, PACKS, today))
    for key, answer in before.items():
        # A rule that waits for another rule begins with that one; everything else keeps its trigger.
        if (
            key in after
            and after[key].trigger_on == answer.trigger_on
            and answer.status not in {"met", "met_late"}
            # What is done has no next date: it tells the one it had, though that fell into days off the benefit.
            and after[key].status not in {"met", "met_late"}
        ):
            assert due(after[key]) >= due(answer), key


@QUICK
@given(cases(), days, exemption())
def test_adding_an_exemption_never_makes_a_date_earlier(facts: Facts, today: date, more: Exemption) -> None:
    before = {a.key: a for a in deadlines(facts, PACKS, today)}
    longer = replace(facts, exemptions=(*facts.exemptions, more))
    after = {a.key: a for a in deadlines(longer, PACKS, today)}
    for key, answer in before.items():
        # Dates that hang on the end of an exemption have that end as their trigger.
        if key in after and after[key].trigger_on == answer.trigger_on:
            assert due(after[key]) >= due(answer), key


@QUICK
@given(cases(), days)
def test_work_dates_are_working_days_on_the_right_side(facts: Facts, today: date) -> None:
    for answer in deadlines(facts, PACKS, today):
        if answer.due_on is None or answer.work_date is None:
            assert answer.due_on is None
            assert answer.work_date is None
            continue
        assert is_workday(answer.work_date)
        between = sorted([answer.due_on, answer.work_date])
        if answer.duty_of == "authority":
            begun = _begun(facts, answer)
            if begun is None or begun > answer.due_on:
                assert answer.work_date <= answer.due_on
            else:
                # The one exception to "a working day on or before the legal date": the duty began on a closed day
                # with no working day from then to its date. Nobody works before it began; the work date is the next
                # working day, and it is not missed before that day has passed.
                assert answer.work_date >= begun
                if answer.work_date > answer.due_on and today <= answer.work_date:
                    assert answer.status not in {"missed", "met_late"}
                if _each_day(answer) and answer.work_date > answer.due_on:
                    continue  # the duty began on the day the citizen came under the rule
                inside = any(map(is_workday, _days(begun, answer.due_on)))
                assert (answer.work_date <= answer.due_on) == inside
        else:
            assert answer.work_date >= answer.due_on
        gap = (between[1] - between[0]).days
        assert not any(is_workday(between[0] + timedelta(days=n)) for n in range(1, gap))


def _begun(facts: Facts, answer: Answer) -> date | None:
    """Return the day the duty began: the trigger day, or for what is done before an end, since it could be done."""
    if answer.kind != "window_before":
        return answer.trigger_on
    source = answer.key.split(":")[1]
    offers = [o.from_ + timedelta(days=1) for o in facts.offers if o.id == source]
    rests = [e.from_ for e in facts.exemptions if f"{e.kind}@{e.from_}" == source]
    return min([*offers, *rests], default=None)


def _each_day(answer: Answer) -> bool:
    pack = PACKS.pack(answer.pack)
    return any(r.id == answer.rule and r.judged == "each_day" for r in pack.rules) if pack else False


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@QUICK
@given(st.dates(date(2020, 1, 1), date(2026, 6, 30)), st.booleans())
def test_last_safe_dates_are_the_last_that_are_safe(start: date, too_late: bool) -> None:
    known = job_ready(start.isoformat())
    for _ in range(4):
        answer = one(known, "2029-01-01", "G20-02")
        assert answer.last_safe_date is not None
        day = answer.last_safe_date + timedelta(days=too_late)
        known = replace(known, contacts=(*known.contacts, held(day, len(known.contacts))))
    answer = one(known, "2029-01-01", "G20-02")
    assert answer.status == ("met_late" if too_late else "met")
    assert answer.late_days == (1 if too_late else None)


@QUICK
@given(cases(), days)
def test_answers_hold_until_the_day_they_name(facts: Facts, today: date) -> None:
    answers = deadlines(facts, PACKS, today)
    ends = [a.valid_until for a in answers if a.valid_until is not None]
    change = next_change(facts, today)
    ends += [change] if change is not None else []
    until = min(ends, default=date(2030, 1, 1))
    assert until > today
    last = until - timedelta(days=1)
    assert settled(deadlines(facts, PACKS, last)) == settled(answers)


def settled(answers: list[Answer]) -> list[dict[str, Any]]:
    """Return the answers without what a reader works out from today."""
    return [{**answer_json(a), "late_days": a.late_days if a.status == "met_late" else None} for a in answers]


@QUICK
@given(st.one_of(cases(), untidy_cases()), days, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(facts: Facts, today: date, chance: Any) -> None:
    def shuffled(records: tuple[Any, ...]) -> tuple[Any, ...]:
        mixed = list(records)
        chance.shuffle(mixed)
        return tuple(mixed)

    names = ("traits", "groups", "benefits", "work", "events", "contacts", "offers", "acts", "exemptions")
    other = replace(facts, **{name: shuffled(getattr(facts, name)) for name in names})
    assert deadlines(other, PACKS, today) == deadlines(facts, PACKS, today)


@QUICK
@given(cases(), days)
def test_answers_agree_with_themselves(facts: Facts, today: date) -> None:
    answers = deadlines(facts, PACKS, today)
    assert len({a.key for a in answers}) == len(answers)
    for a in answers:
        assert (
            (a.status == "unknown") == bool(a.missing) or a.status in {"met", "met_late", "moot"} or a.cohort
        )
        assert (a.met_on is not None) == (a.status in {"met", "met_late"})
        assert a.remaining >= 0
        if a.due_on is not None and a.work_date is not None:
            # The work date is the last day in time where it lies after the date of the law: for others than the
            # authority, and for the authority where the duty itself began on a closed day.
            limit = max(a.due_on, a.work_date)
            assert (a.status != "missed") or (limit < today and a.late_days == (today - limit).days)
            assert (a.status != "met_late") or a.late_days == (a.met_on - limit).days
        assert a.status != "missed" or a.due_on is not None
        if a.met_on is not None:
            assert a.met_on <= today
        if a.status in {"open", "due_soon"} and a.due_on is not None:
            assert today <= max(a.due_on, a.work_date or a.due_on)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), days)
def test_every_answer_can_be_told_in_both_languages(facts: Facts, today: date) -> None:
    plain = deadlines(facts, PACKS, today)
    told = deadlines(facts, PACKS, today, trace=True)
    assert [replace(a, reason=b.reason, trace=b.trace) for a, b in zip(told, plain, strict=True)] == plain
    for answer in told:
        assert answer.reason.da
        assert answer.reason.da != answer.reason.en
        assert answer.trace
        for step in answer.trace:
            assert step.da.endswith(".")
            assert "{" not in step.da + step.en
            assert step.da != step.en
