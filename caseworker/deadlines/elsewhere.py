"""Whether what was done while the citizen was in another group, or on another benefit, counts for a rule."""

from __future__ import annotations

from datetime import date
from typing import Literal

from caseworker.deadlines.away import circle
from caseworker.deadlines.case import Case
from caseworker.deadlines.facts import Group
from caseworker.deadlines.periods import announced
from caseworker.deadlines.rules import CONTACTS, REGISTERED, Convention, Rule
from caseworker.deadlines.triggers import Instance

Elsewhere = Literal["group", "benefit"]


class Outside:
    """Tells of a day whether the citizen is known to have been outside a rule.

    What is not recorded of a day puts nobody outside. What a citizen does stands whatever the group is (a CV on Jobnet
    is there), and so does what lasts until it is undone.
    """

    __slots__ = ("_benefits", "_case", "_codes", "_convention")

    def __init__(self, case: Case, rule: Rule, convention: Convention) -> None:
        self._case, self._convention = case, convention
        self._codes, self._benefits = circle(rule.applies_to.groups, convention), rule.applies_to.benefits

    def on(self, day: date) -> Elsewhere | None:
        """Return what the citizen was in or on instead on a day, or None."""
        groups, benefits = self._case.there(day)
        if self._benefits and benefits and self._benefits.isdisjoint(benefits):
            return "benefit"
        if not self._codes or not groups or any(g.code in self._codes for g in groups):
            return None
        return None if any(self._kept(g, day) for g in groups) else "group"

    def for_(self, instance: Instance, day: date) -> Elsewhere | None:
        """Return the same for what is done on a day about what set a clock going.

        Of help to come that was asked for while outside, what is done until the citizen is inside is about that.
        """
        where, asked = self.on(day), instance.on
        if where is None or asked is None or day < asked or instance.code not in CONTACTS | REGISTERED:
            return where
        between = (asked, *(turn for turn in self._case.turns() if asked < turn < day))
        if any(self.on(one) is None for one in between):
            return where
        return where if announced(self._case, asked, self._convention) is None else None

    def _kept(self, group: Group, day: date) -> bool:
        """Return whether who is in a group stays in the contact of one of the rule's."""
        return (
            any(
                one.group == group.code
                and group.category in one.category
                and not one.of.isdisjoint(self._codes)
                for one in self._convention.in_contact
            )
            and self._case.trait("employed", day) is not True
        )


def outside_of(case: Case, rule: Rule, convention: Convention) -> Outside | None:
    """Return what tells of a case whether the citizen was outside a rule; None where nobody can have been.

    Most people are in one group and on one benefit all along, so nothing is made for them.
    """
    if len(case.groups) < 2 and len(case.benefits) < 2:
        return None
    wanted = rule.applies_to
    if rule.duty_of != "authority" or rule.met_by.undone_by or not (wanted.groups or wanted.benefits):
        return None
    return Outside(case, rule, convention)
