"""What is asked for where nothing is recorded that could have set a clock going, and everyone in the group has it."""

from __future__ import annotations

from datetime import date

from caseworker.deadlines.applies import under
from caseworker.deadlines.case import Case, is_break
from caseworker.deadlines.facts import Group
from caseworker.deadlines.rules import Convention, Rule
from caseworker.deadlines.triggers import Instance


def unknown_instance(case: Case, rule: Rule, convention: Convention, floor: date | None) -> Instance | None:
    """Return an instance without a day where everyone in the group has the trigger but none is recorded.

    A benefit is not asked for in a time in a group of which it is known that the citizen is on another one. Nobody
    comes under the rule before `floor`, its first day.
    """
    trigger = rule.trigger
    wanted = rule.applies_to.groups
    begun = [g for g in case.groups if g.code in wanted and g.from_ <= case.today]
    if trigger.benefit:
        begun = [g for g in begun if not _on_another(case, g, convention)]
    group = next((g for g in begun if _may_concern(case, rule, g.from_, floor or g.from_, convention)), None)
    if group is None:
        return None
    missing = min(trigger.event or trigger.course or trigger.contact_period, default="benefit")
    return Instance(
        None, f"{group.code}@{group.from_}", "unknown", group.code, since=group.from_, missing=(missing,)
    )


def _on_another(case: Case, group: Group, convention: Convention) -> bool:
    """Return whether a benefit is recorded today, or on the last day in a group that has been left.

    A few days between two benefits leave none open (CNT-4).
    """
    day = min(group.to or case.today, case.today)
    before = [b.to for b in case.benefits if b.from_ <= day]
    if any(to is None or to >= day for to in before):
        return True
    last = max((to for to in before if to is not None), default=None)
    following = min((b.from_ for b in case.benefits if b.from_ > day), default=None)
    return last is not None and following is not None and not is_break(last, following, convention)


def _may_concern(case: Case, rule: Rule, since: date, floor: date, convention: Convention) -> bool:
    """Say whether a rule may concern the citizen since this day, or its first one, or by now if each day decides."""
    if under(case, rule, max(since, floor), convention, since).holds:
        return True
    return rule.judged == "each_day" and under(case, rule, case.today, convention, since).holds
