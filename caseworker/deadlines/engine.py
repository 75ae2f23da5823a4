"""The deadline engine: facts, packs and a day in; every deadline with its state and reason out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec.structs import replace

from caseworker.deadlines import kinds, kinds_count, kinds_cumulated, met
from caseworker.deadlines.answer import Answer, answer_json
from caseworker.deadlines.applies import person_day, under
from caseworker.deadlines.case import ONE_DAY, Case, ends
from caseworker.deadlines.comings import Circle, circle_of
from caseworker.deadlines.doubts import Found, both_ways, known, no_matter, same, settled, unknown
from caseworker.deadlines.facts import Facts
from caseworker.deadlines.illnesses import on_own_absence
from caseworker.deadlines.lacking import (
    ended_by,
    on_any_benefit,
    on_own_help,
    registered_again,
    set_none_going,
    settled_anyhow,
    unknown_instance,
    unrecorded,
)
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.packs import Entry, Packs
from caseworker.deadlines.rules import Rule
from caseworker.deadlines.spans import Span
from caseworker.deadlines.stands import answer_of, dates_of
from caseworker.deadlines.stays import Stay, follows, stays
from caseworker.deadlines.triggers import Instance, instances
from caseworker.deadlines.variants import standing

__all__ = ["Answer", "answer_json", "deadlines", "next_change"]

_Clocks = dict[tuple[int, frozenset[str], frozenset[str]], list[Instance]]
_KINDS: dict[str, Callable[[Job], list[Outcome]]] = {
    "within": kinds.within,
    "on_request": kinds.within,
    "window_before": kinds.window_before,
    "count_within": kinds_count.count_within,
    "rolling": kinds_count.rolling,
    "share_of_period": kinds_count.share_of_period,
    "cumulated": kinds_cumulated.cumulated,
}


def deadlines(
    facts: Facts,
    packs: Packs,
    today: date,
    *,
    areas: frozenset[str] | None = None,
    off_rules: frozenset[str] = frozenset(),
    trace: bool = False,
    history: bool = False,
) -> list[Answer]:
    """Return every deadline of one citizen as it stands on `today`, in the order of the packs.

    `areas`: only these areas of rules (None: all). `off_rules`: rule ids that are switched off. `trace`:
    also put reason and steps into words, in both languages (slower). `history`: recurring rules also give
    the occurrences already held. The version of a rule in force on the trigger day applies.
    """
    case = Case(facts, today, packs.categories_end, packs.same_benefit)
    found: list[tuple[Answer, Found]] = []
    clocks: _Clocks = {}
    for family in packs.chosen(case.codes, areas, off_rules):
        entry = family[0]
        if entry.events and entry.events.isdisjoint(case.events):
            continue
        if (entry.last_day < case.begin or entry.first_day > case.end) and entry.rule.version_by == "trigger":
            continue
        running = _running(case, family, packs, clocks)
        if not running and entry.rule.trigger.expected:
            lacking = unknown_instance(case, entry.rule, entry.pack.head.convention, entry.floor)
            running = [lacking] if lacking else []
        for instance in running:
            pairs = standing(case, family, instance) if len(family) > 1 else [(entry, instance)]
            for one, begun in pairs:
                found += _answers(case, one, begun, trace=trace, history=history)
    return _with_own_keys(found, trace=trace)


def _running(case: Case, family: Sequence[Entry], packs: Packs, clocks: _Clocks) -> list[Instance]:
    """Return the clocks of a family of rules, which others of the same clock and circle share (`clocks`)."""
    entry = family[0]
    convention, trigger = entry.pack.head.convention, entry.rule.trigger
    own = frozenset(entry.rule.applies_to.groups)
    groups = packs.circles.get(entry.clock, own) if entry.clock else own
    circle = Circle(groups)
    # Else it makes no difference, and most cases come through here.
    if trigger.event and len(case.groups) > 1:
        wanted = frozenset(code for one in family for code in one.rule.applies_to.groups)
        circle = circle_of(trigger, wanted, groups, convention)
    key = entry.clock, circle.groups, circle.others
    found = clocks.get(key) if entry.clock else None
    if found is None:
        found = on_own_help(
            case, trigger, instances(case, entry.rule, convention, circle), circle, convention
        )
        found = registered_again(case, trigger, found, circle, convention)
        found = on_own_absence(case, trigger, found, convention)
        if trigger.expected and (found or set_none_going(case, trigger, circle, convention)):
            again = unrecorded(case, trigger, found, circle, convention)
            found = [*ended_by(trigger, found, again), again] if again else found
        if entry.clock:
            clocks[key] = found
    return found


def next_change(facts: Facts, today: date) -> date | None:
    """Return the next day on which a recorded fact begins, happens or ends: a case may get new deadlines then."""
    return ends(facts, today)[2]


def _answers(
    case: Case, entry: Entry, instance: Instance, *, trace: bool, history: bool
) -> list[tuple[Answer, Found]]:
    rule = entry.rule
    day = instance.on or instance.since
    by_joining = rule.from_joining and instance.on is not None
    if rule.version_by == "trigger" and not by_joining and not entry.takes(day, case.today):
        return []
    if rule.unless_met_within is not None and _spared(case, entry, instance, rule.unless_met_within):
        return []
    instance = met.asking(case, rule, entry.pack.head.convention, instance)
    found = _judged(case, entry, instance, history=history)
    if names := met.doubts(case, rule, entry.pack.head.convention, instance):
        found = both_ways(found, _judged(case, entry, instance, history=history, doubtful=True), names)
    if found is not None and instance.doubt and _goes_on(case, found, instance.superseded):
        found = unknown(found.job, found.outcomes, instance.doubt)
    if (
        found is not None
        and instance.either
        and not (found.missing or _in_time(found.outcomes) or _over(found.job, found.outcomes))
    ):
        found = unknown(found.job, found.outcomes, instance.either)
    if found is None or (by_joining and not entry.counts_from(day, _joined(found, day), case.today)):
        return []
    if rule.from_exception and instance.on is not None and _counting(found).begins > entry.last_day:
        return []  # the exception held until there was no such rule any more
    if entry.awaited and (done := found.days(instance.source)).perhaps:
        case.met.setdefault(rule.id, []).append(done)
    return [(answer_of(found.job, outcome, trace=trace), found) for outcome in found.outcomes]


def _goes_on(case: Case, found: Found, superseded: date | None) -> bool:
    """Return whether something is still open of a period that has been taken over by another one, if that began."""
    last = found.outcomes[-1] if found.outcomes else None
    if superseded is None or superseded > case.today or last is None or last.met_on is not None:
        return False
    ended = found.job.ended[0]
    return ended == superseded and (last.due is None or last.due >= superseded)


def _joined(found: Found, trigger: date) -> date:
    """Return the day of coming under a rule that counts from it."""
    return _counting(found).joined or trigger


def _counting(found: Found) -> Job:
    """Return what is known of a clock or, where something is not, what it would be."""
    return found.would[0] if found.would is not None else found.job


def _judged(
    case: Case, entry: Entry, instance: Instance, *, history: bool, doubtful: bool = False
) -> Found | None:
    """Return what a rule comes to. `doubtful`: contacts and acts count of which it is not known whether they do."""
    on, floor = instance.on, instance.floor(entry.floor)
    over = on is not None and instance.stopped is not None and instance.stopped[0] <= on
    if on is not None and not over and (follows(case, entry.rule, on) or (floor is not None and on < floor)):
        return _in_stays(case, entry, instance, history=history, doubtful=doubtful)
    return _from_trigger(case, entry, instance, history=history, doubtful=doubtful)


def _from_trigger(
    case: Case, entry: Entry, instance: Instance, *, history: bool, doubtful: bool
) -> Found | None:
    """Return the outcomes of a rule that is judged on the trigger day alone, or whose trigger day is not known.

    None where it does not apply.
    """
    rule, day = entry.rule if instance.on else on_any_benefit(entry.rule), instance.on or instance.since
    if instance.stopped is not None:
        # The day of an order that was over before tells nothing.
        day = min(day, instance.stopped[0] - ONE_DAY)
    convention = entry.pack.head.convention
    if instance.on is None and settled_anyhow(case, rule, day, convention):
        return None
    if instance.on is None and entry.floor is not None and day < entry.floor:
        verdict = under(case, rule, entry.floor, convention, day)  # a time that was over by then is none
    else:
        verdict = under(case, rule, day, convention, None, person_day(case, rule, day, convention))
    if not verdict.holds and instance.on is None and rule.judged == "each_day":
        verdict = under(case, rule, case.today, convention, day)  # who has come under it since is asked too
    if not verdict.holds:
        return None
    job = Job(case, entry, instance, doubtful=doubtful)
    missing = tuple(dict.fromkeys((*verdict.missing, *instance.missing)))
    if instance.on is None:
        return known(job, [Outcome(required=rule.required, missing=missing)])
    outcomes = _outcomes(job, history=history)
    if missing:
        return unknown(job, outcomes, missing, over=_over(job, outcomes))
    return known(job, outcomes)


def _in_stays(case: Case, entry: Entry, instance: Instance, *, history: bool, doubtful: bool) -> Found | None:
    """Return the outcomes of a rule that is judged on each day: of the last stretch that the date lies in.

    A series belongs to the last stretch that has begun. Another date before its stretch is no duty: another rule held
    then. What is not known of a stretch matters unless it comes to the same as the known one before it.
    """
    rule, today = entry.rule, case.today
    found = stays(case, rule, entry.pack.head.convention, instance, instance.floor(entry.floor))
    if rule.series:
        # What is announced counts where nothing else does, so it is looked at last.
        begun = [s for s in found if s.from_ <= today]
        found = [*found[len(begun) : len(begun) + 1], *begun]
    asks: Found | None = None
    over: Found | None = None
    for stay in reversed(found):
        job = Job(case, entry, instance, stay, doubtful=doubtful)
        outcomes = _outcomes(job, history=history)
        if job.joined is not None and not rule.series:
            outcomes = [
                o
                for o in outcomes
                if o.due is None or (o.due >= stay.from_ and not _moved_before(o, stay, found))
            ]
        if stay.missing:
            if not outcomes:
                continue
            asked = stay.missing != ("hours_per_week",)
            falls = rule.series or _may_fall_in(rule, stay, outcomes, today)
            if not falls or (asked and _over(job, outcomes)):
                over = over or unknown(job, outcomes, stay.missing, over=True)
                continue
            owed = not asked or any(not s.missing and s.from_ < stay.from_ for s in found)
            if asks is None and owed and (_over(job, outcomes) or _in_time(outcomes)):
                return known(job, outcomes)  # still a duty or not, it is done with
            passed = rule.judged == "each_day" and stay.to is not None and stay.to <= today
            if asks is None and passed and _in_time(outcomes):
                return no_matter(job, outcomes, stay.missing)  # known since: nobody looks back
            asks = asks or unknown(job, outcomes, stay.missing)
        elif outcomes and (asks is None or all(o.met_on is not None for o in outcomes)):
            # What was met while it was a duty stays so, whatever is not known since.
            return known(job, outcomes)
        elif rule.series:
            here = known(job, outcomes)
            if asks is not None:
                asks = here if _as_would(asks, here) else replace(asks, done=here.done)
            break
    return asks or over


def _moved_before(outcome: Outcome, stay: Stay, known: Sequence[Stay]) -> bool:
    """Return whether an exemption that was over before the stretch moved the date into it.

    It had lain in a time without the rule, and a later one is given only to those whose date the exemption lay over.
    """
    base = outcome.base
    if base is None or outcome.shift is None or base >= stay.from_:
        return False
    if any(one.from_ <= base and (one.to is None or base < one.to) for one in known):
        return False
    moves = (e for e in outcome.shift.effects if e.effect == "due_after_end")
    last = next((e.to for e in moves if e.due is None or e.due >= stay.from_), None)
    return last is not None and last < stay.from_


def _as_would(asks: Found, here: Found) -> bool:
    """Return whether it comes to the same in what is known."""
    return asks.would is not None and bool(here.outcomes) and same(asks.would, (here.job, here.outcomes))


def _may_fall_in(rule: Rule, stay: Stay, outcomes: list[Outcome], today: date) -> bool:
    """Return whether a date may fall in a stretch: then it matters what is not known there.

    Until an end that is only announced the duty runs, if there is one. What is judged once, on the trigger day, is not
    known of later stretches either: it is asked for at once.
    """
    if rule.judged != "each_day" and rule.lapses_when is None:
        return True
    return stay.to is None or stay.to > today or any(o.due is None or o.due < stay.to for o in outcomes)


def _over(job: Job, outcomes: list[Outcome]) -> bool:
    """Return whether nothing is open, whatever is not known: the clock stopped before the date."""
    ends = [job.ended_for(*dates_of(o))[0] for o in outcomes] or [job.ended[0]]
    if any(end is None or end > job.case.today for end in ends):
        return False
    return all(
        not o.missing and (o.due is None or end is None or end <= o.due)
        for end, o in zip(ends, outcomes, strict=False)
    )


def _in_time(outcomes: list[Outcome]) -> bool:
    return all(o.met_on is not None and (o.due is None or o.met_on <= o.due) for o in outcomes)


def _outcomes(job: Job, *, history: bool) -> list[Outcome]:
    rule, entry = job.rule, job.entry
    found = kinds.every(job, history=history) if rule.kind == "every" else _as_kept(job, _KINDS[rule.kind])
    if rule.version_by == "due":
        found = [o for o in found if o.due is None or entry.first_day <= o.due <= entry.last_day]
    return found


def _as_kept(job: Job, kind: Callable[[Job], list[Outcome]]) -> list[Outcome]:
    """Return what a kind finds; what was done by a date that a time away has moved keeps the date it had then."""
    found, here = kind(job), job.never_away()
    if here is None or any(o.met_on is None for o in found):
        return found
    kept = kind(here)
    in_time = all(
        o.due is not None and o.met_on is not None and o.met_on <= here.last_day(o.due) for o in kept
    )
    return kept if in_time else found


def _spared(case: Case, entry: Entry, instance: Instance, within: Span) -> bool:
    """Return whether what meets the rule was done so shortly before the trigger day that there is no duty."""
    if instance.on is None:
        return False
    first = within.before(instance.on)
    earlier = replace(instance, since=first)
    return any(day < instance.on for day in met.days(case, entry.rule, entry.pack.head.convention, earlier))


def _with_own_keys(found: list[tuple[Answer, Found]], *, trace: bool) -> list[Answer]:
    """Make keys unique where two records have no id and the same day: the second gets a number.

    Of variants of a rule that lack the same fact one is enough: nobody knows yet which of them it is. Where all of
    them come to the same, that stands. Of a period and the one that may have taken over from it the later one asks.
    """
    found = [pair for pair in found if not _asked_later(*pair, found)]
    seen: dict[str, int] = {}
    lacking: dict[tuple[object, ...], list[tuple[Answer, Found]]] = {}
    for answer, variant in found:
        if answer.status == "unknown":
            lacking.setdefault(_lack(answer), []).append((answer, variant))
    result = []
    for answer, _ in found:
        if answer.status == "unknown":
            variants = lacking.pop(_lack(answer), None)
            one = _of_variants(variants, trace=trace) if variants is not None else None
            if one is None:
                continue
            answer = one
        count = seen[answer.key] = seen.get(answer.key, 0) + 1
        if count > 1:
            answer = replace(answer, key=f"{answer.key}.{count}")
        result.append(answer)
    return result


def _asked_later(answer: Answer, variant: Found, found: list[tuple[Answer, Found]]) -> bool:
    """Return whether a later period of the rule asks for the fact that would tell whether this one is over."""
    doubt = variant.job.instance.doubt
    if not doubt or answer.status != "unknown" or answer.missing != doubt:
        return False
    return any(
        other.rule == answer.rule
        and other.status == "unknown"
        and not later.over
        and other.trigger_on == variant.job.instance.superseded
        and set(doubt) <= set(other.missing)
        for other, later in found
    )


def _lack(answer: Answer) -> tuple[object, ...]:
    return answer.key, answer.trigger_on, answer.missing


def _of_variants(variants: list[tuple[Answer, Found]], *, trace: bool) -> Answer | None:
    """Return what stands of variants of a rule that lack the same fact, or None where nothing is open."""
    answer = settled([found for _, found in variants], variants[0][0].missing, trace=trace)
    return answer or next((answer for answer, found in variants if not found.over), None)
