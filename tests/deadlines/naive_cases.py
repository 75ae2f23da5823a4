"""Random cases for the two engines: help, sickness and 2010, with people who join, leave and come back."""

from __future__ import annotations

import random
from datetime import date, timedelta

from tests.deadlines import naive, naive_lives
from tests.deadlines.naive import Membership, Naive
from tests.deadlines.naive_dice import Dice

RULES = {
    "G10-02b", "G10-05", "G10-12a", "G10-14", "G10-16", "G10-17", "G10-18", "G20-01", "G20-02", "G20-04b", "G20-05a",
    "G20-06b", "G20-12b", "G20-21", "G20-22", "G20-23a", "G20-23b", "G20-24", "G20-34a", "G20-34b", "G20-36",
    "G20-37", "G20-38", "G20-40", "G20-41", "G20-43", "G20-44", "G20-46", "G20-50a", "G20-50b", "G26-02", "G26-03",
    "G26-04", "G26-07", "G26-08", "G26-09", "G26-11", "G26-12", "KL10-01", "KL10-02", "R-066",
}  # fmt: skip
CHANNELS = ["meeting"] * 4 + ["phone", "phone", "video", "letter", "text", "home_visit"]
STATUSES = ["held"] * 5 + ["no_show", "planned", "cancelled"]


def draw(chance: random.Random) -> tuple[Naive, date]:
    """Return a case and the day to ask on."""
    kinds = ["help"] * 7 + ["sick"] * 5 + ["insured"] * 3 + ["flex"] * 2 + ["integration"]
    kind = chance.choice(
        [
            *kinds,
            "help_2010",
            "sick_2010",
            *["flex_life"] * 3,
            *["sick_life"] * 2,
            *["turns"] * 2,
            *["away"] * 4,
        ]
    )
    if kind.endswith("2010"):
        start = date(2010, 1, 1) + timedelta(days=chance.randrange(0, 360))
    else:
        start = date(2019, 3, 1) + timedelta(days=chance.randrange(0, 2970))
    dice = Dice(chance, start)
    if kind in ("flex_life", "sick_life"):
        case = naive_lives.flex_life(dice) if kind == "flex_life" else naive_lives.sick_life(dice)
    elif kind in ("insured", "flex"):
        case = _insured(dice) if kind == "insured" else _flex(dice)
    elif kind == "turns":
        case = naive_lives.in_turns(dice)
    elif kind == "away":
        case = naive_lives.away_and_back(dice)
    elif kind == "integration":
        case = _newcomer(dice)
    else:
        case = _sick(dice, kind) if kind.startswith("sick") else _help(dice, kind)
    _common(dice, case)
    insured = any(kind == "unemployment_benefit" for kind, _, _ in case.benefits)
    if dice.maybe(0.06) and not insured:  # visited late, or not yet
        case.groups = [g for g in case.groups if g.start > dice.day(0, 200)]
    return case, dice.day(0, 1800 if kind == "flex_life" else 620)


def draw_ill_in_2026(chance: random.Random) -> tuple[Naive, date]:
    """Return a case of an illness about the day on which the law drops the categories, and the day to ask on."""
    dice = Dice(chance, naive_lives.DROPPED)
    case = _ill(dice, naive_lives.categories_dropped(dice))
    _common(dice, case)
    return case, dice.day(0, 400)


def _help(dice: Dice, kind: str) -> Naive:
    codes = ["lab09-2", "lab09-3"] if kind == "help_2010" else ["lab-2", "lab-3", "lab-4", "lab-5"]
    groups = [Membership(dice.chance.choice(codes), a, b) for a, b in dice.cuts(4, 300)]
    case = Naive(groups)
    if not dice.maybe(0.04):
        case.contacts = [
            dice.start - timedelta(days=dice.chance.choice([200, 900])) if dice.maybe(0.1) else dice.start
        ]
    if dice.maybe(0.15):
        case.contacts = sorted({*case.contacts, dice.day(1, 300)})
    if dice.maybe(0.2):
        case.registered = [dice.day(-100, 40)]
    if dice.maybe(0.6):
        _benefits(dice, case)
    if dice.maybe(0.2):  # registered anew
        case.registered = sorted({*case.registered, dice.day(20, 500)})
    if dice.maybe(0.1):  # an earlier case
        early = dice.day(-900, -500)
        kept = [(kind, a, b) for kind, a, b in case.benefits if a > early + timedelta(days=300)]
        kind = dice.chance.choice(["cash_benefit", "sickness_benefit", "unemployment_benefit"])
        case.benefits = [(kind, early, early + timedelta(days=dice.chance.choice([60, 200, 299]))), *kept]
    if kind == "help" and dice.maybe(0.15):
        _away_for_a_time(dice, case)
    if case.benefits and dice.maybe(0.3):  # asks for help anew about when a benefit begins or ends
        _, first, last = dice.chance.choice(case.benefits)
        about = last if last is not None and dice.maybe(0.6) else first
        case.contacts = sorted({*case.contacts, about + timedelta(days=dice.chance.randrange(-40, 70))})
    if dice.maybe(0.4):
        case.traits.append(naive.Trait("work_duty", True, dice.day(-100, 200)))
        if dice.maybe(0.5):
            case.traits[-1].end = (case.traits[-1].start or dice.start) + timedelta(
                days=dice.chance.randrange(0, 200)
            )
    case.acts = {"benefit_follow_up": dice.days(4, 400), "clarification": dice.days(3, 500)}
    if dice.maybe(0.15):
        _from_elsewhere(dice, case, ["lab09-5", "lab09-10"] if "lab09-2" in codes else ["lab-6", "lab-12"])
    return case


def _from_elsewhere(dice: Dice, case: Naive, codes: list[str]) -> None:
    """Put some times on other help before, with contacts about when that is left."""
    first = min(group.start for group in case.groups)
    for _ in range(dice.chance.choice([1, 1, 2, 3])):
        last = first - timedelta(days=dice.chance.choice([1] * 4 + [5, 70]))
        first = last - timedelta(days=dice.chance.choice([3, 10, 30, 200]))
        case.groups.insert(0, Membership(dice.chance.choice([codes[0], *codes]), first, last))
    if dice.maybe(0.7):
        case.benefits = []
    near = dice.chance.choice(case.groups[1:]).start
    for _ in range(dice.chance.choice([1, 1, 2])):
        case.contacts.append(near - timedelta(days=dice.chance.choice([-3, 0, 1, 5, 20, 31, 32, 45])))
    case.contacts = sorted({*case.contacts})
    if dice.maybe(0.2):
        case.registered = sorted({*case.registered, near - timedelta(days=dice.chance.randrange(-5, 40))})


def _away_for_a_time(dice: Dice, case: Naive) -> None:
    """Make it a case of somebody who was in another group for a time, perhaps on another benefit."""
    off, back = (
        (dice.day(20, 90), dice.day(95, 150)) if dice.maybe(0.7) else (dice.day(20, 90), dice.day(95, 300))
    )
    day, code = timedelta(days=1), case.groups[0].code
    away = Membership(dice.chance.choice(["lab-6", "lab-12"]), off, back - day, 1)
    case.groups = [Membership(code, dice.start, off - day), away, Membership(code, back)]
    again = back + timedelta(days=dice.chance.choice([0, 0, -2, 3, 20]))
    other = ("sickness_benefit", off, again - day) if dice.maybe(0.7) else None
    ends = dice.maybe(0.85)
    case.benefits = [("cash_benefit", dice.start, off - day if ends else None)]
    if ends:
        case.benefits += [*([other] if other else []), ("cash_benefit", again, None)]


def _benefits(dice: Dice, case: Naive) -> None:
    kinds = ["cash_benefit"] * 5 + ["sickness_benefit", "unemployment_benefit"]
    kinds += ["education_help"] if dice.start.year > 2010 else []  # not there before
    if dice.maybe(0.15):  # long on the benefit
        early = dice.day(-1000, -300)
        ended = dice.start + timedelta(days=dice.chance.randrange(-45, 300))
        case.benefits.append(("cash_benefit", early, ended))
        dice = Dice(dice.chance, ended + timedelta(days=dice.chance.choice([1, 1, 10, 45, 80])))
    periods = dice.cuts(3, 300)
    for place, (first, last) in enumerate(periods):
        following = periods[place + 1][0] if place + 1 < len(periods) else None
        if last is None and following is not None:
            last = following - timedelta(days=1)
        if case.benefits and (case.benefits[-1][2] is None or case.benefits[-1][2] >= first):
            continue
        case.benefits.append((dice.chance.choice(kinds), first, last))


def _insured(dice: Dice) -> Naive:
    """Draw an insured citizen with as many hours of benefit each month, who leaves and comes back, or works."""
    codes = ["lab-1"] * 4 + ["lab-6", "lab-12"] if dice.maybe(0.6) else ["lab-1"]
    case = Naive([Membership(dice.chance.choice(codes), a, b) for a, b in dice.cuts(5, 400)])
    for group in case.groups:
        group.category = dice.chance.choice([1, 1, 2, None]) if group.code == "lab-6" else None
    case.benefits = [("unemployment_benefit", dice.start, None)]
    if dice.maybe(0.6):
        _leaves_benefit(dice, case)
    case.hours = dice.chance.choice([16033, 16033, 12000, 9000])
    case.insured = dice.chance.choice(["full", "part", None])
    if dice.maybe(0.8):
        case.registered = [dice.day(-20, 60)]
    if dice.maybe(0.3):
        case.no_hours = [dice.day(0, 400) for _ in range(dice.chance.randrange(1, 4))]
    names = dice.chance.choice(
        [("qualified", "child_at_home")] * 3 + [("qualified",), ("child_at_home",), ()]
    )
    for name in names:
        for place, (first, last) in enumerate(dice.cuts(3, 200)):
            case.traits.append(
                naive.Trait(name, dice.maybe(0.3), first if place or dice.maybe(0.4) else None, last)
            )
    case.acts = {"my_plan": dice.days(3, 60), "referral": dice.days(3, 60)}
    case.acts["cv_checked"] = [day + timedelta(days=4) for day in case.acts["my_plan"]]
    if dice.maybe(0.25):
        _insured_before(dice, case)
    for first, last in dice.cuts(3, 200) if dice.maybe(0.8) else []:
        case.work.append((first - timedelta(days=dice.chance.choice([0, 0, 300])), last, _week(dice)))
    return case


def _insured_before(dice: Dice, case: Naive) -> None:
    """Put dagpenge of an earlier case before it; after a year without it is recorded whether the period goes on."""
    # More than two months hold a free one: else it is no earlier case.
    away = dice.chance.choice([65, 80, 150, 300, 500]) + dice.chance.randrange(9)
    last = min([dice.start, *(group.start for group in case.groups)]) - timedelta(days=away)
    for _ in range(dice.chance.choice([1, 1, 2])):
        first = last - timedelta(days=dice.chance.choice([5, 30, 90, 160]))
        case.benefits.insert(0, ("unemployment_benefit", first, last))
        last = first - timedelta(days=dice.chance.choice([40, 90]))
    if away > 366 or dice.maybe(0.3):
        case.traits.append(naive.Trait("new_benefit_period", dice.maybe(0.5), dice.start))


def _leaves_benefit(dice: Dice, case: Naive) -> None:
    """Put times without the benefit, or on another one, into the only one: days, or whole months."""
    kind, first, _ = case.benefits.pop()
    for _ in range(dice.chance.randrange(1, 4)):
        last = first + timedelta(days=dice.chance.choice([10, 40, 90, 150]) + dice.chance.randrange(9))
        again = last + timedelta(days=dice.chance.choice([1, 2, 20, 35, 80, 200]))
        case.benefits.append((kind, first, last))
        if again > last + timedelta(days=1) and dice.maybe(0.4):
            other = last + timedelta(days=1)
            case.benefits.append(("sickness_benefit", other, again - timedelta(days=1)))
        first = again
    case.benefits.append((kind, first, None if dice.maybe(0.7) else first + timedelta(days=60)))


def _week(dice: Dice) -> int | None:
    return None if dice.maybe(0.15) else dice.chance.randrange(5, 38)


def _newcomer(dice: Dice) -> Naive:
    codes = ["integration", "integration", "lab-3"]
    case = Naive([Membership(dice.chance.choice(codes), a, b) for a, b in dice.cuts(3, 400)])
    case.visited = [dice.start] if dice.maybe(0.9) else []
    if dice.maybe(0.4):
        case.contacts = [dice.start]
        case.acts = {"benefit_follow_up": dice.days(4, 400)}
        _benefits(dice, case)
        for group in case.groups[1:] if dice.maybe(0.4) else []:  # anew, about when the programme is left
            case.contacts.append(group.start + timedelta(days=dice.chance.choice([-40, -20, -3, 0, 5, 60])))
    _traits(dice, case)
    return case


def _flex(dice: Dice) -> Naive:
    codes = ["lab-9", "lab-9", "lab-6"]
    case = Naive([Membership(dice.chance.choice(codes), a, b) for a, b in dice.cuts(4, 400)])
    case.benefits = [("flex_unemployment", dice.start, None)]
    case.acts["reassessment"] = dice.days(3, 600)
    return case


def _sick(dice: Dice, kind: str) -> Naive:
    code, numbers = ("lab09-5", [1, 2, 3, None]) if kind == "sick_2010" else ("lab-6", [1, 2, 2, 3, None])
    groups = []
    for first, last in dice.cuts(4, 300):
        other = dice.maybe(0.1)
        groups.append(
            Membership(
                "lab-3" if other else code, first, last, None if other else dice.chance.choice(numbers)
            )
        )
    return _ill(dice, groups)


def _ill(dice: Dice, groups: list[Membership]) -> Naive:
    case = Naive(groups)
    case.absences = [(dice.start, dice.day(0, 400) if dice.maybe(0.3) else None)]
    if dice.maybe(0.1):
        again = dice.day(20, 200)
        case.absences.append((again, dice.day(200, 400) if dice.maybe(0.3) else None))
    _traits(dice, case)
    case.acts = {"status": dice.days(3, 400), "follow_up_plan": dice.days(3, 200)}
    if dice.maybe(0.5):
        for first, last in dice.cuts(3, 200):
            kind_ = dice.chance.choice(["sickness_benefit"] * 4 + ["cash_benefit"])
            first += timedelta(days=dice.chance.choice([0, 30, 30 if dice.maybe(0.7) else 70]))
            before = case.benefits[-1][2] if case.benefits else date.min
            if (last is None or last >= first) and before is not None and before < first:
                case.benefits.append((kind_, first, last))
    return case


def _traits(dice: Dice, case: Naive) -> None:
    if dice.maybe(0.5):
        for place, (first, last) in enumerate(dice.cuts(3, 300)):
            case.traits.append(
                naive.Trait("employed", dice.maybe(0.75), first if place or dice.maybe(0.5) else None, last)
            )
    for place in range(dice.chance.randrange(0, 4)):
        since = dice.day(-20, 200) if place or dice.maybe(0.5) else None
        if any(t.name == "expected_well" and t.start == since for t in case.traits):
            continue  # two that contradict each other are refused
        case.traits.append(naive.Trait("expected_well", dice.day(20, dice.chance.choice([120, 400])), since))
        if since is not None and dice.maybe(0.2):
            case.traits[-1].end = since + timedelta(days=dice.chance.randrange(0, 200))
    if dice.maybe(0.5):
        for first, last in dice.cuts(3, 300):
            case.work.append((first - timedelta(days=dice.chance.choice([0, 300])), last, _week(dice)))


def _common(dice: Dice, case: Naive) -> None:
    chance, start = dice.chance, dice.start
    if dice.maybe(0.9):
        born = date(start.year - chance.choice([25, 25, 30, 30, 30, 45]), 1, 1) + timedelta(
            days=chance.randrange(-200, 700)
        )
        case.born = date(1996, 2, 29) if dice.maybe(0.1) else born
    begin = min([*case.contacts, *(d for d, _ in case.absences), *(g.start for g in case.groups)])
    begin = min([begin, *(start for _, start, _ in case.benefits)]) if case.hours else begin
    for _ in range(chance.randrange(0, 9)):
        day = max(begin, dice.day(-100 if dice.maybe(0.1) else 0, 400 if dice.maybe(0.7) else 60))
        case.talks.append((day, chance.choice(STATUSES), chance.choice(CHANNELS)))
    case.acts["measurement"] = dice.days(4, 300)
    case.requests = dice.days(3, 300)
    if dice.maybe(0.5):
        case.refusals = dice.days(2, 300) + [d for d in case.requests if dice.maybe(0.3)]
    case.passed_over = [number for number in range(len(case.talks)) if dice.maybe(0.2)]
    _offers(dice, case)
    for day in dice.days(4, 300):
        kind = chance.choice(["maternity", "less_intensive", "sick", "incurable", "other"])
        first = day - timedelta(days=chance.choice([0, 0, 20]))
        case.exempt.append((kind, first, first + timedelta(days=chance.randrange(0, 120))))
    for day in dice.days(3, 300) if dice.maybe(0.3) else []:
        last = date.max if dice.maybe(0.4) else day + timedelta(days=chance.choice([20, 100, 400]))
        case.spared.append((day, last, day + timedelta(days=chance.choice([0, 0, -5, 10, 150]))))
    if dice.maybe(0.5):
        case.plan = dice.day(0, 60)
    if dice.maybe(0.2):
        case.closed = dice.day(0, 400)
        ends = [group.end for group in case.groups if group.end is not None]
        if ends and dice.maybe(0.4):  # and goes on on the day after, or later
            case.closed = chance.choice(ends)


def _offers(dice: Dice, case: Naive) -> None:
    """Draw offers one after the other: adjoining, or with a free time between."""
    kinds = ["placement", "placement", "wage_subsidy", "guidance", "mentor", "work_duty"]
    first = dice.day(-30, 200)
    for _ in range(dice.chance.randrange(0, 6)):
        last = first + timedelta(days=dice.chance.choice([5, 12, 13, 14, 40, 100, 180]))
        case.offers.append((dice.chance.choice(kinds), first, last))
        first = last + timedelta(days=dice.chance.choice([1, 1, 2, 30, 100]))
    if dice.maybe(0.2):
        case.offers.append((dice.chance.choice(kinds), first, None))
    for _, begin, end in list(case.offers) if dice.maybe(0.2) else []:  # one beside it, or inside it
        again = begin + timedelta(days=dice.chance.randrange(0, 20))
        last = again + timedelta(days=dice.chance.choice([5, 20, 60]))
        if last not in {end for _, _, end in case.offers} and end is not None:
            case.offers.append((dice.chance.choice(kinds), again, last))
