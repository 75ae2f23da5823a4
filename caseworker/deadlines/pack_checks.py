"""What must hold in a rule pack beyond the shape of its fields."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise

from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.deadlines.rules import Pack, PackHead, Rule, Trigger


def at_place(file: str, place: str, problem: Text) -> Text:
    """Return the sentence for a fault in a pack file."""
    return t("The rule file {file} cannot be used: {place}: {problem}. The rules in force stay as they are.",
             file=file, place=place, problem=problem)  # fmt: skip


def covers(head: PackHead, day: date) -> bool:
    """Return whether the pack is in force on the day."""
    return head.valid_from <= day and (head.valid_to is None or day <= head.valid_to)


def check_days(packs: Iterable[Pack]) -> None:
    """Refuse two packs of one area that claim the same day."""
    ordered = sorted(packs, key=lambda p: (p.head.area, p.head.valid_from, p.head.id))
    for one, two in pairwise(ordered):
        if one.head.area == two.head.area and covers(one.head, two.head.valid_from):
            problem = t("the packs {one} and {two} both claim {day:numeric} for the area {area}",
                        one=one.head.id, two=two.head.id, day=two.head.valid_from, area=two.head.area)  # fmt: skip
            raise UserError(at_place(two.source_file, "valid_from", problem))


def check_shadows(packs: Iterable[Pack]) -> None:
    """Refuse a rule whose id already stands in a pack of another area: a local rule may not hide a statute."""
    first: dict[str, Pack] = {}
    for pack in sorted(packs, key=lambda p: (p.head.area in {"local", "proposal"}, p.head.id)):
        for rule in pack.rules:
            other = first.setdefault(rule.id, pack)
            if other.head.area != pack.head.area:
                problem = t(
                    "the id {id} is already a rule of the pack {pack}", id=rule.id, pack=other.head.id
                )
                raise UserError(at_place(pack.source_file, rule.id, problem))


def gaps(packs: Iterable[Pack]) -> list[tuple[str, date, date]]:
    """Return (area, first day, last day) of each stretch between two packs of an area that no pack covers."""
    found: list[tuple[str, date, date]] = []
    ordered = sorted(packs, key=lambda p: (p.head.area, p.head.valid_from))
    for one, two in pairwise(ordered):
        if one.head.area != two.head.area or one.head.valid_to is None:
            continue
        first = one.head.valid_to + timedelta(days=1)
        if first < two.head.valid_from:
            found.append((one.head.area, first, two.head.valid_from - timedelta(days=1)))
    return found


def check_rule(rule: Rule, file: str) -> None:
    """Refuse a rule that lacks what its kind needs, or contradicts itself."""
    problem = _trigger_problem(rule.trigger) or _kind_problem(rule) or _other_problem(rule)
    if problem is not None:
        raise UserError(at_place(file, rule.id, problem))


def trigger_forms(trigger: Trigger) -> list[str]:
    """Return the names of the trigger forms that are given."""
    forms = {
        "event": trigger.event, "course": trigger.course, "contact_period": trigger.contact_period,
        "benefit": trigger.benefit, "offer_start": trigger.offer_start,
        "offer_end": trigger.offer_end or trigger.any_offer_end, "exemption_end": trigger.exemption_end,
        "group_start": trigger.group_start, "held": trigger.held, "met": trigger.met,
    }  # fmt: skip
    return [name for name, given in forms.items() if given]


def _trigger_problem(trigger: Trigger) -> Text | None:
    forms = trigger_forms(trigger)
    if len(forms) != 1:
        return t("the trigger needs exactly one form, it has {count}", count=len(forms))
    return None


def _kind_problem(rule: Rule) -> Text | None:
    needs = {
        "within": rule.period is not None,
        "on_request": rule.period is not None and bool(rule.trigger.event),
        "count_within": rule.period is not None and rule.required > 1,
        "rolling": rule.period is not None,
        "every": rule.period is not None and bool(rule.first),
        "window_before": rule.period is not None,
        "cumulated": rule.cumulated is not None,
        "share_of_period": rule.share is not None,
    }
    if not needs[rule.kind]:
        return t("a rule of the kind {kind} lacks its numbers", kind=rule.kind)
    if rule.cumulated is not None:
        given = [
            x for x in (rule.cumulated.hours, rule.cumulated.weeks, rule.cumulated.months) if x is not None
        ]
        if len(given) != 1:
            return t("a cumulated rule needs exactly one threshold")
    if rule.share is not None and (rule.share.weeks is None) == (rule.share.fraction is None):
        return t("a share needs either weeks or a fraction")
    return None


def _other_problem(rule: Rule) -> Text | None:
    met = rule.met_by
    if not (
        met.talks or met.contacts or met.acts or met.offers or met.events or met.end_of_offer or rule.share
    ):
        return t("nothing can meet the rule")
    if rule.required < 1:
        return t("the number asked for must be at least 1")
    if any(e.effect == "due_after_end" and e.period is None for e in rule.exempt_when):
        return t("an exemption that moves the date needs a length")
    low, high = rule.applies_to.from_age, rule.applies_to.under_age
    if low is not None and high is not None and low >= high:
        return t("the ages exclude each other")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        return t("the rule ends before it begins")
    return None
