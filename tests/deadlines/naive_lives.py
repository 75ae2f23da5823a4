"""Random lives for the two engines in which time on a benefit lies in pieces: flex jobs, illness, dagpenge.

What lies before the first group is time of an earlier case, where a free calendar month parts it from this one.
"""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from tests.deadlines import naive
from tests.deadlines.naive import Membership, Naive, is_break
from tests.deadlines.naive_dice import Dice

ONE = timedelta(days=1)
DROPPED = date(2026, 7, 1)  # the categories of the sick
Piece = tuple[str, date, date | None]


def flex_life(dice: Dice) -> Naive:
    """Draw a life with ledighedsydelse before, between and after flex jobs of different length."""
    jobs = [3, 14, 27, 35, 62, 100, 200, 400, 900, 1790, 1900]
    pieces = _pieces(dice, "flex_unemployment", [5, 20, 59, 90, 181, 200, 270, 330, 420, 600], jobs)
    case = _case(dice, pieces, [("lab-9", None)] * 4 + [("lab-6", None)])
    for kind, start, _ in pieces:
        if kind == "flex_unemployment" and start >= dice.start - 40 * ONE and dice.maybe(0.5):
            case.transfers.append(
                start + dice.chance.choice([0, 0, 0, 1, -3, 10, -25, 31, 32, -32, 35, 60, 170]) * ONE
            )
        if kind == "flex_unemployment" and start >= dice.start - 40 * ONE and dice.maybe(0.6):
            case.payments.append(start + dice.chance.choice([0, 14, 26, 29, 45]) * ONE)
    if dice.maybe(0.1):  # told of although no benefit is recorded about then
        case.transfers.append(dice.day(0, 1500))
    case.transfers, case.payments = sorted({*case.transfers}), sorted({*case.payments})
    case.acts["referral"] = dice.days(3, 1500)
    case.acts["benefit_follow_up"] = dice.days(3, 900)
    case.acts["reassessment"] = dice.days(4, 1500)
    _closed_before(dice, case, pieces, "flex_unemployment", "lab-9")
    return case


def sick_life(dice: Dice) -> Naive:
    """Draw a life with sickness benefit again and again."""
    well = [1, 2, 5, 20, 33, 45, 61, 70, 100, 160, 300]
    pieces = _pieces(dice, "sickness_benefit", [4, 10, 30, 60, 90, 120, 153, 170], well)
    case = _case(dice, pieces, [("lab-6", 2)] * 4 + [("lab-6", 1), ("lab-3", None)])
    starts = [start for kind, start, _ in pieces if kind == "sickness_benefit" and start >= dice.start]
    for start in starts:
        if dice.maybe(0.7):
            expected = start + dice.chance.randrange(20, 200) * ONE if dice.maybe(0.3) else None
            case.absences.append((start - dice.chance.choice([0, 0, 30]) * ONE, expected))
    case.absences.sort(key=lambda pair: pair[0])
    if dice.maybe(0.5):
        case.traits.append(naive.Trait("employed", dice.maybe(0.6), None, None))
    case.acts["reassessment"] = dice.days(3, 600)
    case.acts["status"] = dice.days(3, 400)
    _closed_before(dice, case, pieces, "sickness_benefit", "lab-6")
    return case


def _pieces(dice: Dice, kind: str, lengths: list[int], gaps: list[int]) -> list[Piece]:
    """Return times on a benefit in a row, on another one or none in between."""
    found: list[Piece] = []
    first = dice.day(-1500, 1) if dice.maybe(0.6) else dice.start
    if dice.maybe(0.3):
        first = first.replace(day=1) + dice.chance.choice([0, 27, 30]) * ONE  # about the ends of months
    for _ in range(dice.chance.randrange(1, 6)):
        last = first + (dice.chance.choice(lengths) + dice.chance.randrange(9)) * ONE
        if dice.maybe(0.2):  # so many whole months, to the day
            last = first + relativedelta(months=dice.chance.choice([3, 6, 12, 18])) - ONE
        found.append((kind, first, last))
        gap = dice.chance.choice(gaps) + dice.chance.randrange(5)
        again = last + (1 if dice.maybe(0.08) else gap) * ONE
        flex = kind == "flex_unemployment"
        other = dice.chance.choice(["flex_job", "flex_job", "cash_benefit"]) if flex else "cash_benefit"
        if again > last + ONE and dice.maybe(0.5):
            between = dice.chance.choice([other] * 4 + ["sickness_benefit"])
            if between != kind:
                found.append((between, last + ONE, again - ONE))
        first = again
    if dice.maybe(0.7):
        found.append((kind, first, None if dice.maybe(0.7) else first + dice.chance.randrange(400) * ONE))
    return found


def _case(dice: Dice, pieces: list[Piece], codes: list[tuple[str, int | None]]) -> Naive:
    """Return a case that begins with one of these pieces, and let the dice fall from there on."""
    begin = dice.chance.choice(pieces)[1] if dice.maybe(0.7) else pieces[0][1]
    for place, (_, start, _) in enumerate(pieces[1:]):
        last = pieces[place][2]
        if dice.maybe(0.5) and last is not None and is_break(last, start):
            begin = start  # a case after a free month
    dice.start = begin
    case = Naive([])
    for first, last in dice.cuts(3, 500) if dice.maybe(0.5) else [(begin, None)]:
        code, category = dice.chance.choice(codes)
        case.groups.append(Membership(code, first, last, category))
    if dice.maybe(0.4):  # the group goes with the benefit
        named = {"flex_unemployment": "lab-9", "flex_job": "lab-9", "cash_benefit": "lab-3"}
        case.groups = [
            Membership(named.get(kind, "lab-6"), first, last, 2 if kind == "sickness_benefit" else None)
            for kind, first, last in pieces
            if first >= begin
        ]
    case.benefits = list(pieces)
    for _ in range(dice.chance.randrange(0, 3)):  # leave at any time of this life
        first = pieces[0][1] + dice.chance.randrange(0, 1800) * ONE
        kind = dice.chance.choice(["maternity", "maternity", "grief", "sick"])
        case.exempt.append((kind, first, first + dice.chance.choice([3, 13, 30, 90, 200]) * ONE))
    return case


def _closed_before(dice: Dice, case: Naive, pieces: list[Piece], kind: str, code: str) -> None:
    """Make a part of the life before this case a closed case of its own, with what was done in it."""
    before = [(start, end) for _, start, end in pieces if start < dice.start]
    if not before or dice.maybe(0.4):
        return
    begin, end = dice.chance.choice(before)[0], before[-1][1]
    last = min(end or dice.start, dice.start - ONE)
    closed = max(begin, min(last + dice.chance.choice([0, 0, 0, 7, 25, -40]) * ONE, dice.start - ONE))
    length = (closed - begin).days + 1

    def days(most: int) -> list[date]:
        return sorted(
            {begin + dice.chance.randrange(length) * ONE for _ in range(dice.chance.randrange(most))}
        )

    group = Membership(code, begin, None if dice.maybe(0.6) else closed, 2 if code == "lab-6" else None)
    old = Naive([group], closed=closed, name="old ")
    old.acts = {"reassessment": days(3), "referral": days(2), "benefit_follow_up": days(2)}
    old.talks = [(day, dice.chance.choice(["held", "held", "planned"]), "meeting") for day in days(4)]
    for day in days(2):
        old.exempt.append(("maternity", day, day + dice.chance.choice([10, 60, 150]) * ONE))
    for what, start, _ in pieces:
        if what != kind or not begin <= start <= closed:
            continue
        if kind == "sickness_benefit":
            old.absences.append((start, None))
        else:
            old.transfers += [start] if dice.maybe(0.5) else []
            old.payments += [start] if dice.maybe(0.6) else []
    case.transfers = [day for day in case.transfers if day not in old.transfers]
    case.payments = [day for day in case.payments if day not in old.payments]
    case.old, case.opened = old, dice.start


def in_turns(dice: Dice) -> Naive:
    """Draw times on cash help and on dagpenge in turns, registered for some of them only."""
    cash, first = dice.maybe(0.4), dice.start
    case = Naive([], hours=16033, insured="full")
    for place in range(dice.chance.choice([2, 2, 3, 3, 4])):
        last = first + dice.chance.choice([3, 6, 13, 20, 27, 40, 65, 100]) * ONE
        code = dice.chance.choice(["lab-2", "lab-2", "lab-3"]) if cash else "lab-1"
        case.groups.append(Membership(code, first, last))
        case.benefits.append(("cash_benefit" if cash else "unemployment_benefit", first, last))
        if dice.maybe(0.4 if place else 0.8):
            about = first + dice.chance.choice([0, 0, 0, 2, -2, -5, -20, 10]) * ONE
            (case.contacts if cash and dice.maybe(0.6) else case.registered).append(about)
        first = last + dice.chance.choice([1, 1, 1, 4, 33]) * ONE
        cash = not cash
    if dice.maybe(0.7):
        case.groups[-1].end = None
        case.benefits[-1] = (*case.benefits[-1][:2], None)
    if dice.maybe(0.2):
        case.benefits = []
    case.contacts, case.registered = sorted({*case.contacts}), sorted({*case.registered})
    return case


def categories_dropped(dice: Dice) -> list[Membership]:
    """Draw rows of an illness about the day on which the law drops the categories, and let the dice fall there."""
    dice.start = first = DROPPED - dice.chance.choice([2, 20, 50, 90, 170, 200]) * ONE
    rows = []
    for _ in range(dice.chance.randrange(1, 5)):
        last = first + dice.chance.choice([5, 20, 40, 80]) * ONE
        if first < DROPPED <= last and dice.maybe(0.6):
            last = DROPPED - ONE
        number = dice.chance.choice([1, 2, None] if first < DROPPED else [None, None, None, 1])
        rows.append(Membership("lab-6" if dice.maybe(0.9) else "lab-3", first, last, number))
        first = last + dice.chance.choice([1, 1, 1, 1, 6, 70]) * ONE
    if dice.maybe(0.3):
        del rows[:-1]  # taken in only then
    rows[-1].end = None if dice.maybe(0.7) else rows[-1].end
    return rows


def away_and_back(dice: Dice) -> Naive:
    """Draw somebody who is on dagpenge or cash help, away for some days or weeks, and back, perhaps more than once.

    Away is in no group, in another one, ill, or on no benefit in a group that stands open.
    """
    insured = dice.maybe(0.6)
    codes = ["lab-1"] if insured else dice.chance.choice([["lab-2"], ["lab-2", "lab-3"], ["lab-3", "lab-4"]])
    kind = "unemployment_benefit" if insured else "cash_benefit"
    case = Naive([], hours=16033 if insured else 0, insured="full" if insured else None)
    told = case.registered if insured else case.contacts
    told.append(dice.start - dice.chance.choice([0, 0, 0, 1, 5]) * ONE)
    first, days, shut = dice.start, [2, 4, 6, 9, 13, 20, 29, 90, 170, 178, 184], dice.maybe(0.25)
    for _ in range(dice.chance.choice([1, 1, 2])):
        last = first + (dice.chance.choice(days) + dice.chance.randrange(3)) * ONE
        back = last + dice.chance.choice([2, 5, 10, 17, 17, 24, 30, 38, 62]) * ONE
        code, how = (
            dice.chance.choice(codes),
            dice.chance.choice(["job", "job", "ill", "open", "other", "gap"]),
        )
        case.groups.append(Membership(code, first, back - ONE if how == "open" else last))
        case.benefits.append((kind, first, None if how == "gap" and dice.maybe(0.5) else last))
        if how == "ill":
            case.groups.append(Membership("lab-6", last + ONE, back - ONE, dice.chance.choice([1, 2, None])))
            case.benefits.append(("sickness_benefit", last + ONE, back - ONE))
            if dice.maybe(0.5):
                case.absences.append((last + ONE, None))
        elif how == "other":
            case.groups.append(Membership("lab-12", last + ONE, back - ONE))
        if dice.maybe(0.5):
            (told if dice.maybe(0.8) else case.registered).append(
                back + dice.chance.choice([0, 0, 0, -2, -4, 2, 9]) * ONE
            )
        shut = shut and how == "job"
        first = back
    if dice.maybe(0.75):
        case.groups.append(Membership(dice.chance.choice(codes), first))
        case.benefits.append((kind, first, None))
    case.benefits = [
        (
            what,
            a,
            b if b is not None or place == len(case.benefits) - 1 else case.benefits[place + 1][1] - ONE,
        )
        for place, (what, a, b) in enumerate(case.benefits)
    ]
    if dice.maybe(0.2):
        case.benefits = []
    case.contacts, case.registered = sorted({*case.contacts}), sorted({*case.registered})
    if shut and len(case.groups) == 2:
        _as_two_cases(case)
    return case


def _as_two_cases(case: Naive) -> None:
    """Make what came before the time away a closed case of its own."""
    first, now = case.groups
    closed = first.end
    if closed is None:
        return
    old = Naive([Membership(first.code, first.start)], closed=closed, name="old ", insured=case.insured)
    for mine, theirs in ((case.contacts, old.contacts), (case.registered, old.registered)):
        theirs += [day for day in mine if day <= closed]
        mine[:] = [day for day in mine if day > closed]
    case.groups, case.old, case.opened = [now], old, now.start
