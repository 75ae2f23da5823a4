"""What must hold in a rule pack beyond the shape of its fields."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import pairwise

from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.deadlines.pack_numbers import rule_number
from caseworker.deadlines.problems import place_words
from caseworker.deadlines.rules import Applies, Pack, PackHead, Rule, Trigger

_NOT_LAW = frozenset({"local", "proposal"})
_TURNING = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # they turn the order of letters
_UNDATED = frozenset({"rolling", "share_of_period"})  # they have a date for each window, not one
_SETS = ("groups", "visited_as", "insured", "match", "category", "benefits", "events")


class PackFault(UserError):
    """What is wrong in a pack file, with its place: rule id and path, or the line."""

    def __init__(
        self, file: str, problem: Text, *, rule: str = "", path: str = "", line: int | None = None
    ) -> None:
        super().__init__(fault_words(file, problem, rule=rule, path=path, line=line))
        self.file, self.problem, self.rule, self.path, self.line = file, problem, rule, path, line


def fault_words(file: str, problem: Text, *, rule: str, path: str, line: int | None) -> Text:
    """Return the sentence for a fault: by rule and path where there are any, else by line."""
    return t("The rule file {file} cannot be used: {place}: {problem}. The rules in force stay as they are.",
             file=file, place=_place(rule, path, line), problem=problem)  # fmt: skip


def left_out_words(file: str, fault: PackFault) -> Text:
    """Return the sentence for a file of the unit's own that was to count and cannot."""
    return t("The rule file {file} is left out, and deadlines are worked out without its rules: {place}: {problem}. "
             "Take in a mended file in Settings.",
             file=file, place=_place(fault.rule, fault.path, fault.line), problem=fault.problem)  # fmt: skip


def _place(rule: str, path: str, line: int | None) -> Text:
    if line is not None and not (rule or path):
        return t("line {line}", line=line)
    return place_words(f"{rule} {path}".strip() or "*")


Report = Callable[[PackFault], None]


def refuse(fault: PackFault) -> None:
    """Raise the first fault that is found."""
    raise fault


def covers(head: PackHead, day: date) -> bool:
    """Return whether the pack is in force on the day."""
    return head.valid_from <= day and (head.valid_to is None or day <= head.valid_to)


def check_days(packs: Iterable[Pack], report: Report = refuse) -> None:
    """Tell of two packs of one area that claim the same day."""
    ordered = sorted(packs, key=lambda p: (p.head.area, p.head.valid_from, p.head.id))
    for one, two in pairwise(ordered):
        if one.head.area == two.head.area and covers(one.head, two.head.valid_from):
            problem = t("the packs {one} and {two} both claim {day:numeric} for the area {area}. "
                        "Let the later one extend the other",
                        one=one.head.id, two=two.head.id, day=two.head.valid_from, area=two.head.area)  # fmt: skip
            report(PackFault(two.source_file, problem, path="valid_from"))


def check_shadows(packs: Iterable[Pack], report: Report = refuse) -> None:
    """Tell of rules that hide a rule of law, or pass for one: a local rule may do neither."""
    packs = tuple(packs)
    by_id = {pack.head.id: pack for pack in packs}
    first: dict[str, tuple[Pack, str]] = {}
    for pack in sorted(packs, key=lambda p: (p.head.area in _NOT_LAW, p.head.id)):
        before = by_id.get(pack.head.extends or "")
        law = {r.id for r in before.rules if r.standing == "statute"} if before else set()
        told: set[str] = set()  # a rule with variants is several here
        for rule in pack.rules:
            other, known = first.setdefault(rule.id.casefold(), (pack, rule.id))
            problem = None
            if known != rule.id:
                problem = t("the id {id} differs from the rule {other} of the pack {pack} in capital letters only",
                            id=rule.id, other=known, pack=other.head.id)  # fmt: skip
            elif other.head.area != pack.head.area:
                problem = t(
                    "the id {id} is already a rule of the pack {pack}", id=rule.id, pack=other.head.id
                )
            elif rule.standing != "statute" and rule.id in law and rule.id in pack.own_rules:
                problem = t("the rule would take the place of a rule of law in the pack {pack}",
                            pack=pack.head.extends)  # fmt: skip
            elif rule.standing == "statute" and pack.head.area in _NOT_LAW:
                problem = t("a rule of this area is not law: its standing cannot be statute")
            if problem is not None and rule.id not in told:
                told.add(rule.id)
                report(PackFault(pack.source_file, problem, rule=rule.id))


def check_waits(packs: Iterable[Pack], report: Report = refuse) -> None:
    """Tell of rules that wait for a rule that is nowhere, or for each other: they can never apply."""
    packs = tuple(packs)
    everywhere = {rule.id: rule.trigger.met for pack in packs for rule in pack.rules}
    for pack in packs:
        waits = everywhere | {rule.id: rule.trigger.met for rule in pack.rules}
        for rule_id in sorted(r.id for r in pack.rules if r.trigger.met and r.id in pack.own_rules):
            seen = [rule_id]
            while (before := waits.get(seen[-1], "")) and before not in seen:
                seen.append(before)
            problem = None
            if before:
                problem = t("the rules wait for each other in a circle: {circle}",
                            circle=" > ".join((*seen, before)))  # fmt: skip
            elif seen[-1] not in waits:
                problem = t("it waits for the rule {id}, which is in no pack", id=seen[-1])
            if problem is not None:
                report(PackFault(pack.source_file, problem, rule=rule_id, path="trigger.met"))


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


def control_sign(data: object, path: str = "") -> tuple[str, Text] | None:
    """Return the path of the first text with a sign that nobody sees, and what is wrong with it."""
    if isinstance(data, str):
        if any(
            (unicodedata.category(sign) == "Cc" and sign not in "\n\r\t") or sign in _TURNING for sign in data
        ):
            return path, t("the text holds a control character. Write it anew")
        return None
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for name, part in parts:
        place = f"{path}[{name}]" if isinstance(data, list) else f"{path}.{name}".lstrip(".")
        if (found := control_sign(part, place)) is not None:
            return found
    return None


def check_rule(rule: Rule, file: str, report: Report = refuse) -> bool:
    """Return whether a rule has what its kind needs and can ever apply; tell of it if not."""
    for find in (_trigger_problem, _kind_problem, _other_problem, _never):
        problem = find(rule)
        if problem is not None:
            report(PackFault(file, problem, rule=rule.id))
            return False
    wrong = rule_number(rule)
    if wrong is not None:
        report(PackFault(file, wrong[1], rule=rule.id, path=wrong[0]))
    return wrong is None


def trigger_forms(trigger: Trigger) -> list[str]:
    """Return the names of the trigger forms that are given."""
    forms = {
        "event": trigger.event, "course": trigger.course, "contact_period": trigger.contact_period,
        "benefit": trigger.benefit, "offer_start": trigger.offer_start,
        "offer_end": trigger.offer_end or trigger.any_offer_end, "exemption_end": trigger.exemption_end,
        "group_start": trigger.group_start, "held": trigger.held, "met": trigger.met,
    }  # fmt: skip
    return [name for name, given in forms.items() if given]


def _trigger_problem(rule: Rule) -> Text | None:
    forms = trigger_forms(rule.trigger)
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
    if rule.opens is not None and rule.kind not in {"within", "window_before"}:
        return t("a rule of the kind {kind} cannot say from when it can be done", kind=rule.kind)
    if rule.cumulated is not None:
        given = [
            x
            for x in (rule.cumulated.hours, rule.cumulated.days, rule.cumulated.weeks, rule.cumulated.months)
            if x is not None
        ]
        if len(given) != 1:
            return t("a cumulated rule needs exactly one threshold")
    if rule.share is not None and (rule.share.weeks is None) == (rule.share.fraction is None):
        return t("a share needs either weeks or a fraction")
    return None


def _met_problem(rule: Rule) -> Text | None:
    met = rule.met_by
    if not (
        met.talks or met.contacts or met.acts or met.offers or met.events or met.end_of_offer or rule.share
    ):
        return t("nothing can meet the rule")
    if met.alone_if is not None and (met.talks or not met.contacts):
        return t(
            "talks of the municipality alone can be let in only beside contacts, and where not all talks count"
        )
    if met.acts_within is not None and not (met.acts and rule.kind == "within"):
        return t("only acts of a rule with one date can count so long before it")
    return None


def _joining_problem(rule: Rule) -> Text | None:
    if rule.from_joining and rule.judged != "each_day":
        return t("only a rule that is judged on each day can count from the day of coming under it")
    if rule.from_exception and (rule.judged != "each_day" or rule.unless is None):
        return t("only a rule with an exception, judged on each day, can count from the end of the exception")
    return None


def _other_problem(rule: Rule) -> Text | None:
    if (problem := _met_problem(rule)) is not None:
        return problem
    if rule.required < 1:
        return t("the number asked for must be at least 1")
    if any(e.effect == "due_after_end" and e.period is None for e in rule.exempt_when):
        return t("an exemption that moves the date needs a length")
    if rule.warn_days < 0:
        return t("the days of warning must be 0 or more")
    if rule.cohort_share is not None and not 0 < rule.cohort_share <= 1:
        return t("a share of the citizens lies between 0 and 1")
    if (problem := _joining_problem(rule)) is not None:
        return problem
    if (problem := _stopping_problem(rule.trigger)) is not None:
        return problem
    if rule.judged == "each_day" and rule.kind in _UNDATED:
        return t("a rule of the kind {kind} cannot be judged on each day", kind=rule.kind)
    lapses = rule.lapses_when
    if lapses is not None and (lapses.work_hours is None) == (lapses.well_within is None):
        return t("the field {field} needs exactly one condition", field="lapses_when")
    if not rule.trigger.group_moves and not rule.trigger.contact_period:
        return t("only a rule that counts from a contact period can say what begins none")
    if rule.trigger.counts_from and not rule.trigger.group_start:
        return t("only a rule that counts from a group can name what a first group counts from")
    return None


def _stopping_problem(trigger: Trigger) -> Text | None:
    if (trigger.while_on or trigger.latest_only or trigger.stopped_by) and not trigger.event:
        return t("only a rule that counts from an event can end with a benefit or with the next event")
    if trigger.stopped_in and not trigger.stopped_by:
        return t("only a rule that an event can end can say in which groups it does")
    return None


def _never(rule: Rule) -> Text | None:
    """Return why a rule can never apply, or None."""
    wanted, exception = rule.applies_to, rule.unless
    low, high = wanted.from_age, wanted.under_age
    if low is not None and high is not None and low >= high:
        return t("the ages exclude each other")
    if rule.valid_from and rule.valid_to and rule.valid_to < rule.valid_from:
        return t("the rule ends before it begins")
    if exception is not None and _follows(exception, wanted):
        return t("the exception holds for everyone the rule applies to, so it can never apply")
    return None


def _follows(exception: Applies, wanted: Applies) -> bool:
    """Return whether the exception holds wherever the rule applies: it can then never apply."""
    for name in _SETS:
        asked, given = getattr(exception, name), getattr(wanted, name)
        if asked and not (given and given <= asked):
            return False
    if not exception.marked <= wanted.marked or not exception.traits.items() <= wanted.traits.items():
        return False
    if exception.under_age is not None and (
        wanted.under_age is None or wanted.under_age > exception.under_age
    ):
        return False
    if exception.from_age is not None and (wanted.from_age is None or wanted.from_age < exception.from_age):
        return False
    return exception.expected_well_within is None
