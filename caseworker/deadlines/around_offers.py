"""What the offers around one say of its end: whether it lies inside another, or ends with it."""

from __future__ import annotations

from caseworker.deadlines.case import Case
from caseworker.deadlines.closings import closed_between
from caseworker.deadlines.facts import Offer
from caseworker.deadlines.rules import Rule
from caseworker.deadlines.spans import workday_on_or_before


def only_first_day(rule: Rule, offer: Offer) -> bool:
    """Return whether no working day after the first one of an offer lies before what is due ahead of its end."""
    if offer.to is None or rule.period is None:
        return False
    return workday_on_or_before(rule.period.before(offer.to)) <= offer.from_


def inside(case: Case, rule: Rule, place: int) -> bool:
    """Return whether an offer that meets the rule began with or before the one at a place and runs on past its end.

    Of those that end on one day the first one opens what follows, unless it was one of a case closed before the other.
    """
    offer = case.offers[place]
    own = rule.met_by.offers
    if any(o.type in own and o.from_ <= offer.from_ and ends_later(o, offer) for o in case.offers):
        return True
    return rule.trigger.any_offer_end and any(
        o.to == offer.to and (not own or o.type in own) and not closed_between(case, o.from_, offer.from_)
        for o in case.offers[:place]  # they are in order
    )


def ends_later(one: Offer, other: Offer) -> bool:
    """Return whether an offer runs on past the end of another."""
    return other.to is not None and (one.to is None or one.to > other.to)
