"""Why no deadline is running for a citizen: what is not written yet, or which rules say nothing of the group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from caseworker.base.text import Text, t
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import stored_lines
from caseworker.deadlines.rules import Pack, Rule
from caseworker.deadlines.switches import unit_rules
from caseworker.people.queries import CaseHead
from caseworker.people.words import group_words
from caseworker.store.reading import Reading


def why_none(
    session: Reading, packs: Packs, head: CaseHead, today: date, lacking: Sequence[str], left_out: int
) -> tuple[Text, bool]:
    """Return the reason in a sentence, and whether the rules in the settings are what to look at.

    `left_out`: so many deadlines fell due before the case was here, met or not.
    """
    if head.closed_on is not None and left_out:
        return t("The case is closed."), False
    if head.closed_on is not None:
        return t("The case is closed. No deadline was overdue then."), False
    if not head.group:
        return t("No deadline is running: no target group is chosen yet, and the rules go by it."), False
    if lacking:
        return t(
            "No deadline is running yet: the rules wait for what is missing under “What deadlines count from”."
        ), False
    if stored_lines(session, today, statuses=("suspended",), case_id=head.case_id, limit=1):
        return t("No deadline is running: the duties rest while the citizen is exempt."), False
    group = group_words(head.group, head.visited_as)
    areas, off_rules = unit_rules(session, today)
    about = [
        (pack, rule)
        for pack in packs.packs
        for rule in pack.rules
        if head.group in rule.applies_to.groups and _holds(pack, rule, today)
    ]
    if any(pack.head.area in areas and rule.id not in off_rules for pack, rule in about):
        if stored_lines(session, today, statuses=("met", "met_late"), case_id=head.case_id, limit=1):
            return t("No deadline is running: what the rules ask for now is done."), False
        return t(
            "No deadline is running: the rules for “{group}” set one when something happens, such as an offer or "
            "a request.",
            group=group,
        ), False
    if about:
        return t(
            "No deadline is running: the rules for the target group “{group}” are switched off in your settings.",
            group=group,
        ), True
    return t(
        "No deadline is running: none of the rules in the program is about the target group “{group}”.",
        group=group,
    ), False


def _holds(pack: Pack, rule: Rule, today: date) -> bool:
    spans = ((pack.head.valid_from, pack.head.valid_to), (rule.valid_from, rule.valid_to))
    return all((first is None or first <= today) and (last is None or today <= last) for first, last in spans)
