"""Puts an answer into words: one sentence of reason, and step by step why the date is what it is."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from caseworker.base.text import Language, Text, raw, render, t, tn
from caseworker.deadlines import sentences
from caseworker.deadlines.answer import Answer, Sentence, Step
from caseworker.deadlines.exempt import Effect
from caseworker.deadlines.explain_aside import aside_steps
from caseworker.deadlines.explain_exempt import NOT_ASSESSED, share_steps, unassessed_steps, unmoved_steps
from caseworker.deadlines.explain_reason import lies_in_rest, reason_of
from caseworker.deadlines.explain_rule import (
    doubt_steps,
    next_steps,
    offer_ended,
    planned_too_long,
    right_words,
    rule_steps,
    same_day,
)
from caseworker.deadlines.explain_stay import (
    category_step,
    closing_steps,
    ended_step,
    floor_step,
    is_wage,
    moved_back,
    not_moved,
    stay_steps,
)
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.rules import Rule
from caseworker.deadlines.sentences import Told, day_words

_BOTH: tuple[Language, ...] = ("da", "en")
_COMING = frozenset({"left_group", "left_benefit", "outside"})
_MANY = 6  # more days than this are not listed one by one


def with_words(answer: Answer, job: Job, outcome: Outcome, ended: date | None, why: str) -> Answer:
    """Return the answer with its reason and its steps, in Danish and English."""
    told: Told = []
    limit = max((day for day in (answer.due_on, answer.work_date) if day is not None), default=None)
    _begun(told, answer, job, ended)
    over_on = _over(ended, limit, job.case.today)
    doubt, will_rest = outcome.note == "in_doubt", _will_rest(answer, outcome, job.case.today)
    doubt_steps(told, job, answer.status, doubt=doubt)
    # Who assessed is not needed for the date: that is told beside it.
    if lacking := tuple(name for name in answer.missing if name != NOT_ASSESSED):
        told.append(
            (None, _missing(lacking, dated=answer.due_on is not None or (doubt and len(lacking) == 1)))
        )
    if outcome.aside:
        no_matter = t(
            "This is not known, but it makes no difference here: {what}.", what=_names(outcome.aside)
        )
        told.append((None, no_matter))
    if not outcome.missing and job.instance.on is not None:
        if not outcome.aside or outcome.due is not None:  # else each case has a date of its own
            rule_steps(told, job, outcome)
        floor_step(told, job, outcome)
        _dates(told, answer, job, outcome, limit)
        unmoved_steps(told, answer, job, outcome)
        _counted(told, answer, outcome, job.case.today)
        aside_steps(told, job, outcome)
        if will_rest:
            told.append((None, t("There is no duty on that day, so it falls away.")))
            share_steps(told, answer, job)
        else:
            _next(told, answer, job)
            _state(told, answer, job, ended, why)
        told += [(None, text) for text in [not_moved(job, outcome)] if text is not None]
    unassessed_steps(told, answer, job)
    _standing(told, answer)
    reason = right_words(answer, job.rule, ended) or reason_of(answer, job.rule, limit, over_on)
    if will_rest and answer.due_on is not None and not (answer.cohort and answer.cohort.exempted):
        reason = t("{title}: falls away, since the citizen is exempt on {due}.", due=day_words(answer.due_on))
    if doubt and len(answer.missing) == 1:
        talk = t("{title}: it is not known whether a talk counts.")
        reason = t("{title}: it is not known what was answered.") if answer.missing == ("for",) else talk
    return replace(
        answer,
        reason=Sentence(
            *(_with_note(_told(reason, job, language), job, outcome, language) for language in _BOTH)
        ),
        trace=tuple(Step(on, _told(text, job, "da"), _told(text, job, "en")) for on, text in told),
    )


def _begun(told: Told, answer: Answer, job: Job, ended: date | None) -> None:
    """Tell what began the time, or why what is recorded began none."""
    if job.instance.on is not None:
        _trigger(told, job)
        over = [day for day in (ended, answer.due_on, answer.met_on) if day is not None]
        closing_steps(told, job, min(over, default=None))
        stay_steps(told, job)
        category_step(told, job)
    elif job.instance.why == "again":
        since = job.instance.since
        told.append((since, t("The citizen is on the benefit again from {day}.", day=day_words(since))))
    elif job.instance.why == "period":
        since = job.instance.since
        told.append(
            (
                since,
                t("What is recorded belongs to a time before the period from {day}.", day=day_words(since)),
            )
        )


def _with_note(reason: str, job: Job, outcome: Outcome, language: Language) -> str:
    """Return the reason, with what is not known of how the law passes over to the rule, or is not done beside it."""
    note = not_moved(job, outcome) if job.instance.on is not None else None
    if outcome.note == "in_force":
        note = t("How the rule holds for those who were on the benefit before it came has not been read.")
    return f"{reason} {render(note, language)}" if note is not None else reason


def _told(text: Text, job: Job, language: Language) -> str:
    """Render a sentence, with the pack's own words for the rule and the one before it."""
    if "{title}" in text.message:
        text = text.with_values(title=getattr(job.rule.title, language))
    if "{before}" in text.message:
        before = job.entry.before or job.rule.title
        text = text.with_values(before=getattr(before, language))
    return render(text, language)


def _day(text: Text, day: date) -> Text:
    return text.with_values(day=day_words(day))


def _trigger(told: Told, job: Job) -> None:
    instance = job.instance
    day = job.on
    if instance.by_post is not None:
        told.append(
            (instance.by_post, t("The letter was sent by post on {day}.", day=day_words(instance.by_post)))
        )
        told.append((day, t("A letter counts as received after {period}, on {day}.", day=day_words(day),
                            period=tn("one weekday", "{count} weekdays",
                                      job.entry.pack.head.convention.post_workdays))))  # fmt: skip
        return
    if job.rule.trigger.at != "on" and instance.code != "booking_order":
        told.append((instance.since, _day(sentences.EVENTS[instance.code], instance.since)))
        if not same_day(job.rule):
            told.append((day, _day(sentences.NAMED_DAYS[job.rule.trigger.at], day)))
    elif instance.form in {"event", "contact_period"} and instance.why == "event":
        if instance.missed is not None:
            told.append((instance.missed, _day(sentences.EVENTS["booking_missed"], instance.missed)))
        told.append((day, _day(sentences.EVENTS[instance.code], day)))
    elif "new_benefit_period" in instance.missing:
        told.append((day, t("The citizen is on the benefit again from {day}.", day=day_words(day))))
        months = job.rule.trigger.asks_after_months or 0
        told.append((day, t("After {count} months without it a new period may have begun.", count=months)))
    elif instance.form == "benefit":
        form = "transfer" if instance.why == "transfer" else "job" if is_wage(job.rule) else "benefit"
        # Another step says from when the time counts where that is later.
        text = (
            sentences.FORMS[form]
            if job.begins == job.on
            else t("The citizen has been on the benefit since {day}.")
        )
        told.append((day, _day(text, day)))
    elif instance.form == "contact_period":
        told.append((day, _day(sentences.FORMS[instance.why], day)))
    else:
        text = sentences.form(instance.form, ahead=day >= job.case.today)
        if instance.form == "exemption_end":
            text = text.with_values(kind=sentences.EXEMPTIONS.get(instance.code, raw(instance.code)))
        told.append((day, _day(text, day)))


def _missing(names: tuple[str, ...], *, dated: bool) -> Text:
    """Say what is missing. `dated`: not for the date, but to know whether it was kept."""
    if dated:
        return t("How it stands cannot be worked out before this is known: {what}.", what=_names(names))
    return t("The date cannot be worked out before this is known: {what}.", what=_names(names))


def _names(names: tuple[str, ...]) -> Text:
    parts = []
    for name in names:
        if name.startswith("hours "):
            month = date.fromisoformat(f"{name[6:]}-01")
            parts.append(t("the hours on benefit in {month:month}", month=month))
        else:
            parts.append(sentences.MISSING.get(name, raw(name)))
    return _list(parts)


def _dates(told: Told, answer: Answer, job: Job, outcome: Outcome, limit: date | None) -> None:
    """Say the date, what exemptions did to it, and the working day."""
    rule = job.rule
    effects = [e for e in (outcome.shift.effects if outcome.shift else ()) if _touches(e, answer)]
    if effects and outcome.base is not None and outcome.base != outcome.due:
        told.append((outcome.base, _unexempted(rule).with_values(day=day_words(outcome.base))))
    told += [(effect.out_from or effect.from_, _effect(effect)) for effect in effects]
    moved_back(told, job, outcome)
    if answer.earliest_on is not None and not _handed_over(rule):
        text = t("It can be done from {day}.", day=day_words(answer.earliest_on))
        if rule.earliest is not None:
            text = t("The last day to book may be {day} at the earliest. The talk itself may be held before.",
                     day=day_words(answer.earliest_on))  # fmt: skip
        told.append((answer.earliest_on, text))
    if answer.due_on is None:
        return
    if lies_in_rest(answer) or _will_rest(answer, outcome, job.case.today):
        told.append((answer.due_on, _unexempted(rule).with_values(day=day_words(answer.due_on))))
        return
    if any(effect.again for effect in effects):
        told.append((None, t("After that the count begins anew.")))
    if rule.met_by.end_of_offer:  # nothing is to be done by a working day
        told.append((answer.due_on, t("The last day is {day}.", day=day_words(answer.due_on))))
        planned_too_long(told, answer, job)
        return
    if rule.arises:  # nobody has anything to do by then
        told.append((answer.due_on, t("The right comes on {day}.", day=day_words(answer.due_on))))
        return
    told.append((answer.due_on, t("The deadline is {day}.", day=day_words(answer.due_on))))
    if answer.work_date is not None and answer.work_date < answer.due_on:
        told.append((answer.work_date, t("That is no working day. The last working day before is {day}.",
                                         day=day_words(answer.work_date))))  # fmt: skip
    elif answer.work_date is not None and limit is not None and limit > answer.due_on:
        when = sentences.closed_time(answer.due_on, answer.work_date)
        told.append((answer.work_date, t("That is {when}, so it can be done until {day}.", when=when,
                                         day=day_words(answer.work_date))))  # fmt: skip


def _handed_over(rule: Rule) -> bool:
    """Return whether another step has said from when it counts."""
    return rule.cumulated is not None and rule.cumulated.after_hours is not None


def _touches(effect: Effect, answer: Answer) -> bool:
    """Return whether an exemption has to do with the date: not if it began when all was over."""
    over = min((day for day in (answer.due_on, answer.met_on) if day is not None), default=None)
    return answer.status == "suspended" or over is None or effect.from_ <= over


def _will_rest(answer: Answer, outcome: Outcome, today: date) -> bool:
    """Return whether the date is still to come and falls in an exemption, so that it falls away."""
    gone = outcome.shift is not None and outcome.shift.gone
    return answer.status == "moot" and gone and answer.due_on is not None and answer.due_on >= today


def _effect(effect: Effect) -> Text:
    kind = _list([sentences.EXEMPTIONS.get(kind, raw(kind)) for kind in effect.kinds])
    first = effect.out_from or effect.from_
    since = day_words(first)
    if effect.to is None:
        return t("The citizen is exempt from {since} ({kind}). The end is not known.", since=since, kind=kind)
    until = day_words(effect.to)
    if first == effect.to:
        return _effect_of_a_day(effect, since, kind)
    match effect.effect:
        case "not_counted":
            return t(
                "The time from {since} to {until} does not count ({kind}).",
                since=since,
                until=until,
                kind=kind,
            )
        case "due_after_end":
            period = effect.period.words() if effect.period else raw("")
            return t("The citizen is exempt from {since} to {until} ({kind}). The rule then gives {period}.",
                     since=since, until=until, kind=kind, period=period)  # fmt: skip
        case _:
            return t(
                "There is no duty from {since} to {until} ({kind}).", since=since, until=until, kind=kind
            )


def _effect_of_a_day(effect: Effect, day: Text, kind: Text) -> Text:
    match effect.effect:
        case "not_counted":
            return t("The day {day} does not count ({kind}).", day=day, kind=kind)
        case "due_after_end":
            period = effect.period.words() if effect.period else raw("")
            return t("The citizen is exempt on {day} ({kind}). The rule then gives {period}.",
                     day=day, kind=kind, period=period)  # fmt: skip
        case _:
            return t("There is no duty on {day} ({kind}).", day=day, kind=kind)


def _short_day(day: date, today: date) -> Text:
    return t("{day:day_month}", day=day) if day.year == today.year else t("{day:long}", day=day)


def _list(parts: list[Text]) -> Text:
    """Join: one, two and three."""
    text = parts[0]
    for part in parts[1:-1]:
        text = t("{one}, {two}", one=text, two=part)
    return t("{one} and {two}", one=text, two=parts[-1]) if len(parts) > 1 else text


def _counted(told: Told, answer: Answer, outcome: Outcome, today: date) -> None:
    if answer.kind not in {"count_within", "rolling"} and not (
        answer.kind == "cumulated" and answer.required > 1
    ):
        return
    last = outcome.acts[-1] if outcome.acts else None
    if last is None:
        told.append((None, t("None has been held yet.")))
    elif len(outcome.acts) <= _MANY:
        days = _list([_short_day(day, today) for day in outcome.acts])
        if answer.counted > answer.required:
            told.append((last, t("{count} have been held: {days}. The rule asks for {required}.",
                                 count=int(answer.counted), days=days, required=int(answer.required))))  # fmt: skip
            return
        held = tn("One of {required} has been held: {days}.", "{count} of {required} have been held: {days}.",
                  int(answer.counted), required=int(answer.required), days=days)  # fmt: skip
        told.append((last, held))
    else:
        told.append((last, t("{count} have been held, {required} are required.", count=int(answer.counted),
                             required=int(answer.required))))  # fmt: skip


def _next(told: Told, answer: Answer, job: Job) -> None:
    """Say by when the next of those that remain should be held."""
    gap = job.entry.pack.head.convention.min_gap_days
    counts = answer.kind in {"count_within", "rolling", "cumulated"}
    if counts and answer.last_safe_date and answer.status in {"open", "due_soon"} and answer.remaining > 1:
        told += next_steps(answer.last_safe_date, job.case.today, gap)


def _unexempted(rule: Rule) -> Text:
    if rule.arises:
        return t("Without the exemption the right would come on {day}.")
    return t("Without the exemption the deadline would be {day}.")


def _over(ended: date | None, limit: date | None, today: date) -> date | None:
    """Return the day on which it ended: not one to come, nor one after the date, since neither is why it fell away."""
    return None if ended is None or ended > today or (limit is not None and ended > limit) else ended


def _coming_end(told: Told, answer: Answer, ended: date | None, why: str, today: date) -> None:
    if answer.status == "moot" and ended is not None and ended > today and why in _COMING:
        told.append(
            (ended, t("From {day} the citizen no longer comes under the rule.", day=day_words(ended)))
        )


def _state(told: Told, answer: Answer, job: Job, ended: date | None, why: str) -> None:
    rule, today = job.rule, job.case.today
    limit = max((day for day in (answer.due_on, answer.work_date) if day is not None), default=None)
    _coming_end(told, answer, ended, why, today)
    ended = _over(ended, limit, today)
    if answer.met_on is not None and answer.status != "moot":
        day = day_words(answer.met_on)
        if rule.met_by.end_of_offer:
            told.append((answer.met_on, offer_ended(day, answer.late_days or 0)))
        elif answer.late_days:
            late = tn("It was done on {day}, one day late.", "It was done on {day}, {count} days late.",
                      answer.late_days, day=day)  # fmt: skip
            told.append((answer.met_on, late))
        else:
            done = t("It was done on {day}.") if rule.arises else t("It was done on {day}, in time.")
            told.append((answer.met_on, done.with_values(day=day)))
    elif answer.status == "missed" and answer.late_days and answer.standing == "target":
        told.append((None, tn("That is one day ago.", "That is {count} days ago.", answer.late_days)))
    elif answer.status == "missed" and answer.late_days:
        told.append((None, tn("The deadline has passed by one day.", "The deadline has passed by {count} days.",
                              answer.late_days)))  # fmt: skip
    elif answer.status == "moot" and ended is not None and why:
        told.append((ended, ended_step(job, ended, why)))
    elif answer.status == "moot" and rule.right:
        arisen = t("The citizen has had the right since then. It binds nobody, so nothing is missed.")
        told.append((None, arisen if rule.arises else t("The time for it is over.")))
    elif answer.status == "moot" and not (answer.cohort and answer.cohort.exempted):
        told.append((None, t("The duty was stopped on that day, so it fell away.")))
    share_steps(told, answer, job)
    if answer.met_on is not None and answer.status == "moot":
        told.append((answer.met_on, t("It was done on {day} all the same.", day=day_words(answer.met_on))))


def _standing(told: Told, answer: Answer) -> None:
    if answer.standing in sentences.STANDINGS:
        told.append((None, sentences.STANDINGS[answer.standing]))
    if answer.confirmed in sentences.MARKS and answer.standing == "statute":
        told.append((None, sentences.MARKS[answer.confirmed]))
    told.append((None, t("Basis: {basis}.", basis=answer.legal_basis.removesuffix("."))))
