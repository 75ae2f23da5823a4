"""What is not known: whether it decides, and what stands where all that it could be comes to the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case import Done
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.rules import Applies, Rule
from caseworker.deadlines.stands import answer_of

_NUMBERS = frozenset({1, 2, 3})  # of categories and match groups, where a rule does not say which there are


class Found(Struct, frozen=True):
    """What a rule comes to for one instance.

    `would`: where something is missing, what it comes to if the rule applies. `over`: then nothing is open either, so
    nothing is asked. `done`: those that tell on which days it was met; `perhaps`: on which it was, or may have been for
    want of what `lacks` names.
    """

    job: Job
    outcomes: list[Outcome]
    would: tuple[Job, list[Outcome]] | None = None
    over: bool = False
    done: Sequence[Outcome] = ()
    perhaps: Sequence[Outcome] = ()
    lacks: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known, of the last outcome."""
        return self.outcomes[-1].missing

    def days(self, source: str) -> Done:
        """Return when the rule was met, for rules that are set going by that."""
        return Done(source, _days(self.done), _days(self.perhaps), self.lacks)


def known(job: Job, outcomes: list[Outcome]) -> Found:
    """Return what is found where nothing is missing from outside."""
    return Found(job, outcomes, done=outcomes, perhaps=outcomes)


def unknown(job: Job, outcomes: list[Outcome], missing: tuple[str, ...], *, over: bool = False) -> Found:
    """Return that something is missing, with what it would come to if the rule applied."""
    asked = Job(job.case, job.entry, job.instance)
    outcome = Outcome(required=job.rule.required, missing=missing)
    return Found(asked, [outcome], (job, outcomes), over, perhaps=outcomes, lacks=missing)


def no_matter(job: Job, outcomes: list[Outcome], missing: tuple[str, ...]) -> Found:
    """Return what was done in time where it is not known whether the rule applies: nothing is open or was missed."""
    for outcome in outcomes:
        outcome.aside = missing
    return Found(job, outcomes, perhaps=outcomes, lacks=missing)


def same(one: tuple[Job, list[Outcome]], other: tuple[Job, list[Outcome]]) -> bool:
    """Return whether both come to the same in the end: how it stands, and the date where it still matters.

    Held in time or fallen away is the same: nothing is open, and nothing was missed.
    """
    first, second = (answer_of(job, outcomes[-1], trace=False) for job, outcomes in (one, other))
    if {first.status, second.status} <= {"met", "moot"}:
        return True
    return first.status == second.status and (first.status == "met_late" or first.due_on == second.due_on)


def both_ways(strict: Found | None, open_: Found | None, names: tuple[str, ...]) -> Found | None:
    """Return what is found where it is not known of some contacts or acts whether they count.

    `strict`: they do not; `open_`: they do. Where both come to the same it need not be known. `names`: what would tell.
    """
    if strict is None or open_ is None or not strict.outcomes or not open_.outcomes:
        return strict or open_
    missing = tuple(dict.fromkeys((*strict.missing, *open_.missing, *names)))
    lacks = strict.lacks if _days(strict.perhaps) == _days(open_.perhaps) else missing
    agree = strict.missing == open_.missing and strict.over == open_.over
    if agree and same((strict.job, strict.outcomes), (open_.job, open_.outcomes)):
        return replace(strict, perhaps=open_.perhaps, lacks=lacks)
    *before, last = strict.outcomes
    outcome = Outcome(ordinal=last.ordinal, required=last.required, missing=missing, note="in_doubt")
    job = Job(strict.job.case, strict.job.entry, strict.job.instance)
    over = strict.over and open_.over
    return Found(job, [*before, outcome], None, over, strict.done, open_.perhaps, lacks)


def settled(variants: list[Found], missing: tuple[str, ...], *, trace: bool) -> Answer | None:
    """Return the answer where the same is missing in variants of a rule, one of them applies, and all come to the same.

    Where only the dates differ, and it is done with, there is no date.
    """
    would = [found.would for found in variants if found.would is not None and len(found.would[1]) == 1]
    if len(would) < len(variants) or not _one_applies(missing, [found.job.rule for found in variants]):
        return None
    answers = [answer_of(job, outcomes[0], trace=False) for job, outcomes in would]
    job, (outcome,) = would[0]
    if len({(a.status, a.met_on) for a in answers}) > 1 or answers[0].status == "unknown":
        return None
    if len({a.due_on for a in answers}) == 1:
        outcome.aside = missing
    elif answers[0].status not in {"met", "moot"}:
        return None
    else:
        outcome = Outcome(ordinal=outcome.ordinal, required=outcome.required, counted=outcome.counted,
                          acts=outcome.acts, met_on=outcome.met_on, shift=outcome.shift, aside=missing)  # fmt: skip
    answer = answer_of(job, outcome, trace=trace)
    return answer if answer.status == answers[0].status else None


def _one_applies(missing: tuple[str, ...], rules: list[Rule]) -> bool:
    """Return whether one of the rules applies, whatever that is which is missing. Of each day nobody can say."""
    if len(missing) != 1 or any(rule.judged == "each_day" or rule.unless is not None for rule in rules):
        return False
    wanted = [rule.applies_to for rule in rules]
    match missing[0]:
        case "birth_date":
            return _every_age(wanted)
        case "category":
            return _every_number([(one.category, one.categories) for one in wanted])
        case "match":
            return _every_number([(one.match, _NUMBERS) for one in wanted])
        case _:
            return False


def _every_age(wanted: list[Applies]) -> bool:
    age: int | None = 0  # up to which somebody has the duty (None: all)
    for one in sorted(wanted, key=lambda one: one.from_age or 0):
        if one.from_age is None and one.under_age is None:
            return False  # who has it is not told by the age
        if age is None or (one.from_age or 0) > age:
            break
        age = None if one.under_age is None else max(age, one.under_age)
    return age is None


def _every_number(wanted: list[tuple[frozenset[int], frozenset[int]]]) -> bool:
    """Return whether the numbers that rules ask for, each out of those there are, are all of them."""
    asked = frozenset(number for numbers, _ in wanted for number in numbers)
    return all(numbers and (there or _NUMBERS) <= asked for numbers, there in wanted)


def _days(outcomes: Sequence[Outcome]) -> list[date]:
    return sorted({day for o in outcomes for day in (*o.acts, o.met_on) if day is not None})
