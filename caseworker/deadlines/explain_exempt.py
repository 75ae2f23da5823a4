"""Exemptions that are recorded but change nothing, and why: a part of "why this date?"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from caseworker.base.text import Text, raw, t
from caseworker.deadlines import sentences
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.exempt import cohort_ended
from caseworker.deadlines.facts import Exemption
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.sentences import Told, day_words

NOT_ASSESSED = "assessed"  # what is missing where an exemption does not say who assessed
_NEWEST = 3
_COHORT = "cohort_assessed"
_ABOUT_CONTACT = frozenset({"lab", "sickness", "integration"})
_STILL_ASKED = frozenset({"open", "due_soon", "missed", "met_late"})


def unmoved_steps(told: Told, answer: Answer, job: Job, outcome: Outcome) -> None:
    """Say of recorded exemptions why they do not move the date: the newest of them, while it matters."""
    if answer.status not in _STILL_ASKED:
        return
    effects: dict[str, str] = {
        kind: one.effect for one in reversed(job.rule.exempt_when) for kind in one.kinds
    }
    found = list[tuple[date, Text]]()
    for exemption in job.case.exemptions:
        if exemption.kind == _COHORT:
            continue
        if exemption.kind in effects:
            found += _beside(exemption, effects, answer, job, outcome)
        elif _asked_about(job) and _covers(exemption, answer.due_on or job.case.today):
            found += _of_no_kind(exemption, effects, answer, job)
    told += found[-_NEWEST:]


def unassessed_steps(told: Told, answer: Answer, job: Job) -> None:
    """Say why concrete assessments that are recorded do not exempt: the newest of them, while it matters."""
    if NOT_ASSESSED in answer.missing:
        told.append((None, t("An exemption after a concrete assessment is recorded, but not who made the assessment, "
                             "and when. Write it in the case. Until then the exemption does not count.")))  # fmt: skip
    if answer.status not in _STILL_ASKED:
        return
    made = [one for one in job.case.exemptions if one.kind == _COHORT]
    told += [step for exemption in made for step in _assessed(exemption, answer, job)][-_NEWEST:]


def _covers(exemption: Exemption, day: date) -> bool:
    return exemption.from_ <= day and (exemption.to is None or day <= exemption.to)


def _asked_about(job: Job) -> bool:
    """Return whether somebody may take an exemption to hold for a rule: one about contact, and not set going by it."""
    wanted = job.rule.applies_to
    return (
        job.entry.pack.head.area in _ABOUT_CONTACT
        and bool(wanted.groups or wanted.benefits)
        and not job.rule.met_by.end_of_offer
        and job.instance.form != "exemption_end"
    )


def _of_no_kind(
    exemption: Exemption, effects: Mapping[str, str], answer: Answer, job: Job
) -> Iterator[tuple[date, Text]]:
    """Yield that an exemption is of a kind that the rule does not know."""
    if any(exemption.kind in form.exempt for form in job.rule.met_by.forms):
        return  # it says in which form a talk counts
    if exemption.kind == "sick" and job.entry.pack.head.area == "sickness":
        return  # everybody there is ill
    day = exemption.from_
    if exemption.kind == "job_start_soon" and "job_start_soon_documented" in effects:
        if answer.due_on is None:
            return  # nothing would change yet
        yield day, t("The exemption from {day} ({kind}) does not count here: the rule asks that the job is documented. "
                     "If it is, change the exemption.", day=day_words(day), kind=_kind(exemption))  # fmt: skip
        return
    yield day, t("The exemption from {day} ({kind}) does not count here: the rule holds all the same.",
                 day=day_words(day), kind=_kind(exemption))  # fmt: skip


def _beside(
    exemption: Exemption, effects: Mapping[str, str], answer: Answer, job: Job, outcome: Outcome
) -> Iterator[tuple[date, Text]]:
    """Yield that an exemption of a kind that counts was over before the date, or began after it."""
    base, day, kind = outcome.base, exemption.from_, _kind(exemption)
    if base is None or answer.due_on is None or effects[exemption.kind] == "not_counted":
        return
    if any(
        one.from_ <= day and (one.to is None or (exemption.to is not None and exemption.to <= one.to))
        and (one.to is None or one.to >= base or answer.due_on != base)
        for one in (outcome.shift.effects if outcome.shift is not None else ())
    ):  # fmt: skip
        return  # told as what it does, alone or in one with others
    last = (
        [*outcome.acts[-1:], outcome.last or job.on]
        if job.rule.kind == "every"
        else [outcome.oldest or job.on]
    )
    if day <= job.case.today and exemption.to is not None and max(last) <= exemption.to < base:
        text = t("The exemption ({kind}) ended on {day}, so it does not move the deadline. "
                 "If it lasted longer, correct its last day.")  # fmt: skip
        if exemption.to >= job.case.today:
            text = t("The exemption ({kind}) ends on {day}, so it does not move the deadline. "
                     "If it lasts longer, correct its last day.")  # fmt: skip
        yield exemption.to, text.with_values(kind=kind, day=day_words(exemption.to))
    elif answer.due_on < day <= min(answer.met_on or date.max, job.case.today):
        yield day, t("The exemption ({kind}) began on {day}, after the deadline, so it changes nothing here.",
                     kind=kind, day=day_words(day))  # fmt: skip


def _assessed(exemption: Exemption, answer: Answer, job: Job) -> Iterator[tuple[date, Text]]:
    """Yield why a concrete assessment does not exempt."""
    due, made, day = answer.due_on, exemption.assessed, exemption.from_
    if answer.cohort is None:
        if _asked_about(job) and _covers(exemption, due or job.case.today):
            yield day, t("The exemption after a concrete assessment from {day} does not count here: it "
                         "exempts only from what is required for a share of the citizens.",
                         day=day_words(day))  # fmt: skip
        return
    if made is None or not made.by.strip() or due is None:
        if (
            made is not None
            and due is None
            and exemption.to is not None
            and _covers(exemption, job.case.today)
        ):
            yield exemption.to, t("The exemption after a concrete assessment ends on {day}. Whether it covers "
                                  "the deadline is known only when there is one.",
                                  day=day_words(exemption.to))  # fmt: skip
    elif due < day <= job.case.today:
        yield day, t("The exemption after a concrete assessment began on {day}, after the deadline, so it does "
                     "not count here.", day=day_words(day))  # fmt: skip
    elif _covers(exemption, due) and due < made.on <= job.case.today:
        yield made.on, t("The concrete assessment was made on {day}, after the deadline, so it does not count here.",
                         day=day_words(made.on))  # fmt: skip


def share_steps(told: Told, answer: Answer, job: Job) -> None:
    """Say of how many the rule asks it, and whether the citizen is exempted on the date."""
    if answer.cohort is None:
        return
    percent = round(answer.cohort.share * 100)
    told.append(
        (None, t("The requirement holds for at least {percent} per cent of the citizens.", percent=percent))
    )
    if answer.cohort.exempted:
        told.append((None, t("The citizen is exempted after a concrete assessment.")))
    elif answer.due_on is not None and (last := cohort_ended(job.case, answer.due_on)) is not None:
        text = t("The citizen is exempted after a concrete assessment up to and including {day}. "
                 "It does not cover the deadline.")  # fmt: skip
        if last < job.case.today:
            text = t("The citizen was exempted after a concrete assessment up to and including {day}. "
                     "It does not cover the deadline.")  # fmt: skip
        told.append((None, text.with_values(day=day_words(last))))


def _kind(exemption: Exemption) -> Text:
    return sentences.EXEMPTIONS.get(exemption.kind, raw(exemption.kind))
