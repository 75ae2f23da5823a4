"""How one deadline stands on a day: from what its kind has worked out to the answer."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from caseworker.deadlines import explain
from caseworker.deadlines.answer import Answer, Cohort, Sentence
from caseworker.deadlines.case import ONE_DAY
from caseworker.deadlines.codes import Status
from caseworker.deadlines.exempt import Shift, cohort_exempted
from caseworker.deadlines.outcome import Job, Outcome

_NO_WORDS = Sentence("", "")


def answer_of(job: Job, outcome: Outcome, *, trace: bool) -> Answer:
    """Return one deadline as it stands today. `trace`: also put reason and steps into words."""
    rule, case, entry = job.rule, job.case, job.entry
    due = outcome.due
    work = job.work_date(due) if due is not None else None
    limit = max(due, work) if due is not None and work is not None else None  # the last day in time
    cohort, unassessed = _cohort(job, outcome)
    if cohort is not None and cohort.exempted and outcome.missing and all(map(_gives_date, outcome.missing)):
        # Whatever the date would be, nothing is asked of the exempted.
        outcome = replace(outcome, missing=(), aside=outcome.missing, note="", pending=due is None)
    missing = (*outcome.missing, "assessed") if unassessed else outcome.missing
    ended, why = job.ended_for(*dates_of(outcome)) if job.instance.on is not None else (None, "")
    status = _status(job, outcome, due, work, limit, ended, cohort)
    if cohort is not None and status == "moot" and _is_over(case.today, ended, limit):
        cohort = Cohort(cohort.share, exempted=False)  # it had fallen away for another reason
    active = outcome.shift.active if outcome.shift and status == "suspended" else None
    answer = Answer(
        key=f"{rule.id}:{job.instance.source}:{outcome.ordinal}",
        rule=rule.id,
        pack=entry.pack.head.id,
        kind=rule.kind,
        trigger_on=job.instance.on,
        due_on=due,
        work_date=work,
        earliest_on=outcome.earliest_on,
        status=status,
        required=outcome.required,
        counted=outcome.counted,
        remaining=max(outcome.required - outcome.counted, 0),
        unit=rule.unit,
        last_safe_date=outcome.last_safe,
        met_on=outcome.met_on,
        late_days=_late_days(outcome, status, limit, case.today),
        cohort=cohort,
        suspended_until=active.to if active else None,
        missing=missing,
        duty_of=rule.duty_of,
        legal_basis=rule.legal_basis,
        confirmed=rule.confirmed,
        standing=rule.standing,
        reimbursement_at_stake=rule.reimbursement_at_stake,
        reason=_NO_WORDS,
        trace=(),
        valid_until=_valid_until(job, outcome, due, work, limit),
    )
    return explain.with_words(answer, job, outcome, ended, why) if trace else answer


def dates_of(outcome: Outcome) -> tuple[date | None, ...]:
    """Return the dates of which each is lost if it falls in a time away: before and after exemptions.

    Months or days of leave that are left out of what is counted gave no date before: as much had not come together.
    """
    effects = outcome.shift.effects if outcome.shift is not None else ()
    if outcome.reached is not None and any(one.effect == "not_counted" for one in effects):
        return (outcome.due,)
    return outcome.base, outcome.due


def _cohort(job: Job, outcome: Outcome) -> tuple[Cohort | None, bool]:
    share = job.rule.cohort_share
    if share is None:
        return None, False
    exempted, unassessed = cohort_exempted(job.case, outcome.due, outcome.soonest)
    return Cohort(share, exempted), unassessed


def _status(
    job: Job,
    outcome: Outcome,
    due: date | None,
    work: date | None,
    limit: date | None,
    ended: date | None,
    cohort: Cohort | None,
) -> Status:
    today, shift, met_on = job.case.today, outcome.shift, outcome.met_on
    if met_on is not None and (limit is None or met_on <= limit or job.rule.arises):
        return "met"
    if met_on is None and outcome.missing:
        return "unknown"
    late = limit is not None and today > limit
    # What had fallen away by its date is none either when it is done later all the same.
    if _is_over(today, ended, limit):
        return "moot"
    if cohort is not None and cohort.exempted:
        return "moot"
    if shift is not None and shift.gone:
        # Also before it begins: nobody works towards a date that is known to fall away.
        return "suspended" if met_on is None and _rests_over(shift, due) else "moot"
    if met_on is not None:
        return "met_late"
    if late:
        return "moot" if job.rule.right else "missed"
    if shift is not None and shift.active is not None:
        return "suspended"
    if due is None or work is None:
        return "open"
    return "due_soon" if (min(due, work) - today).days <= job.rule.warn_days else "open"


def _is_over(today: date, ended: date | None, limit: date | None) -> bool:
    """Return whether a duty ended, on its last day in time at the latest."""
    return ended is not None and ended <= today and (limit is None or ended <= limit)


def _rests_over(shift: Shift, due: date | None) -> bool:
    """Return whether what rests the duty today has to do with the date, and is no stop that lies wholly elsewhere."""
    one = shift.active
    if one is None or due is None or one.effect != "stops_duty":
        return one is not None
    return one.from_ <= due and (one.to is None or due <= one.to)


def _late_days(outcome: Outcome, status: Status, limit: date | None, today: date) -> int | None:
    if limit is None:
        return None
    if status == "met_late" and outcome.met_on is not None:
        return (outcome.met_on - limit).days
    return (today - limit).days if status == "missed" else None


def _valid_until(
    job: Job, outcome: Outcome, due: date | None, work: date | None, limit: date | None
) -> date | None:
    """Return the next day after today on which something in the answer changes by itself."""
    case, warn_days = job.case, job.rule.warn_days
    today = case.today
    days = [case.next_change, job.instance.broken, *outcome.changes, *_well_by(job, outcome)]
    if outcome.met_on is None and due is not None and work is not None and limit is not None:
        days += [min(due, work) - timedelta(days=warn_days), limit + ONE_DAY]
    if job.rule.moves_to is not None and due is not None:
        days.append(due + ONE_DAY)  # who has not been moved by then is told so
    if outcome.pending or any(map(_gives_date, outcome.missing)):
        # With the month another figure of hours falls due.
        days.append((today.replace(day=1) + timedelta(days=32)).replace(day=1))
    ahead = [day for day in days if day is not None and day > today]
    return min(ahead) if ahead else None


def _gives_date(name: str) -> bool:
    """Return whether what is missing tells when hours come together, not whether the rule applies at all."""
    return name.startswith("hours ") or name == "insured"


def _well_by(job: Job, outcome: Outcome) -> list[date]:
    """Return the day after the time in which the citizen was to be well: who is still ill then has another duty."""
    within, lapses, found = job.rule.applies_to.expected_well_within, job.rule.lapses_when, []
    if within is not None and job.instance.on is not None:
        found.append(within.after(job.instance.on))
    if lapses is not None and lapses.well_within is not None and outcome.acts:
        found.append(lapses.well_within.after(outcome.acts[0]) + ONE_DAY)
    return found
