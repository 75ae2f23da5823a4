"""What a rule asks for, in the words of its kind: the middle of "why this date?"."""

from __future__ import annotations

from datetime import date

from caseworker.base.text import Text, raw, t, tn
from caseworker.deadlines import met, sentences
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.case import ONE_DAY, birthday
from caseworker.deadlines.codes import Status
from caseworker.deadlines.kinds_cumulated import hours_for
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.rules import Cumulated, Rule
from caseworker.deadlines.sentences import Told, day_words
from caseworker.deadlines.spans import add_months, workday_on_or_before
from caseworker.deadlines.triggers import Instance

_MANY = 6  # more contacts than these, the last ones, are not named one by one


def rule_steps(told: Told, job: Job, outcome: Outcome) -> None:
    """Say what the rule gives, in the words of its kind."""
    rule, instance = job.rule, job.instance
    what = sentences.units(rule.unit, rule.required)
    period = rule.period.words() if rule.period else raw("")
    match rule.kind:
        case "count_within":
            told.append(
                (instance.on, t("The rule asks for {what} within {period}.", what=what, period=period))
            )
        case "rolling":
            told.append(
                (instance.on, t("The rule asks for {what} in every {period}.", what=what, period=period))
            )
            if outcome.oldest is not None:
                falls = t("The one on {day} counts for {period} only. By then a new one is needed.",
                          day=day_words(outcome.oldest), period=period)  # fmt: skip
                told.append((outcome.oldest, falls))
        case "every":
            if outcome.last is not None:
                told.append((outcome.last, t("The last time was {day}.", day=day_words(outcome.last))))
                told.append(
                    (outcome.last, t("The rule gives {period} from one time to the next.", period=period))
                )
            else:
                told.append((instance.on, _gives(rule, rule.first[outcome.first].words())))
        case "window_before":
            told.append((instance.on, _window(rule)))
        case "share_of_period":
            _share(told, job, outcome)
        case "cumulated":
            _time_on_benefit(told, job, outcome, what)
        case _:
            told += _told_day(rule, instance) or [(instance.on, _gives(rule, period))]
    _noted(told, rule, instance.on, outcome)


def _told_day(rule: Rule, instance: Instance) -> Told:
    """Say the day that was told instead of the length of the rule, and what the rule gives at least; [] if none was."""
    least, told = rule.trigger.told_least, instance.told
    if least is None or told is None or instance.on is None:
        return []
    steps: Told = [(told, t("A day was set for the answer: {day}.", day=day_words(told)))]
    if told < least.after(instance.on):
        steps.append((instance.on, t("The rule gives at least {period}.", period=least.words())))
    return steps


def _time_on_benefit(told: Told, job: Job, outcome: Outcome, what: Text) -> None:
    """Say how much time on benefit brings the date."""
    rule, instance = job.rule, job.instance
    if rule.required > 1:
        told.append((instance.on, t("The rule asks for {what}.", what=what)))
    if outcome.last is not None:
        told.append((outcome.last, t("The last time was {day}. The time on benefit is counted from there.",
                                     day=day_words(outcome.last))))  # fmt: skip
    wanted = rule.cumulated
    if wanted is not None and outcome.since not in (None, outcome.last or instance.on):
        told.append((outcome.since, _counted_from(wanted, outcome)))
    told += [
        (off, t("From {off} to {last} the citizen is not on the benefit. That time, {length}, is not counted.",
                off=day_words(off), last=day_words(last), length=_length(off, last + ONE_DAY)))
        for off, last in outcome.breaks[-_MANY:]
    ]  # fmt: skip
    told.append((instance.on, _cumulated(job, outcome)))
    if wanted is not None and wanted.earliest_months is not None:
        told.append((None, _possible(wanted)))
    if wanted is not None and wanted.after_hours is not None:
        hours = hours_for(job, wanted.after_hours, wanted.part_after_hours)
        told.append((outcome.earliest_on, _handed_over(hours, outcome)))
    if wanted is not None and wanted.no_holidays:
        told.append((instance.on, t("Public holidays from Monday to Friday are not counted.")))
    if rule.ends_month and outcome.base is not None:
        told.append((outcome.base, t("The deadline lies at the end of the month in which that is reached.")))


def _length(off: date, back: date) -> Text:
    """Return the time from a day to another as it puts a date off: whole months, and the days that remain.

    From two years on the years are told: nobody reckons in 58 months.
    """
    months = (back.year - off.year) * 12 + back.month - off.month
    months -= add_months(off, months) > back
    days = (back - add_months(off, months)).days
    years, months = divmod(months, 12) if months >= 24 else (0, months)
    parts = [tn("one year", "{count} years", years)] if years else []
    parts += [tn("one month", "{count} months", months)] if months else []
    parts += [tn("one day", "{count} days", days)] if days else []
    if len(parts) == 3:
        return t("{one}, {two} and {three}", one=parts[0], two=parts[1], three=parts[2])
    return parts[0] if len(parts) == 1 else t("{one} and {two}", one=parts[0], two=parts[1])


def _possible(wanted: Cumulated) -> Text:
    period = tn("one month", "{count} months", wanted.earliest_months or 0)
    if wanted.earliest_in_months is None:
        return t("It is possible after {period} on benefit.", period=period)
    window = tn("one month", "{count} months", wanted.earliest_in_months)
    return t("It is possible after {period} on benefit within {window}.", period=period, window=window)


def _counted_from(wanted: Cumulated, outcome: Outcome) -> Text:
    """Say why the time is not counted from where the clock began."""
    since = day_words(outcome.since) if outcome.since is not None else raw("")
    window = tn("one month", "{count} months", wanted.earliest_in_months or wanted.in_months or 0)
    if wanted.days is not None:
        spell = outcome.spell
        if spell is None or outcome.reached is None or spell[1] >= outcome.reached:
            return t(
                "Only days within the last {window} count. The first of them is {day}.",
                window=window,
                day=since,
            )
        return t("Only days within the last {window} count. The first of them is {day}, "
                 "in the time on the benefit from {first} to {last}.",
                 window=window, day=since, first=day_words(spell[0]), last=day_words(spell[1]))  # fmt: skip
    months = tn("one month", "{count} months", wanted.earliest_months or wanted.months or 0)
    if outcome.before is not None:
        return t("Before {begun} there were {months} on benefit already. That deadline is no matter of this case. "
                 "The time is counted from {day}.",
                 months=months, begun=day_words(outcome.before), day=since)  # fmt: skip
    return t("Before {day} there were not {months} on benefit within {window}. The time is counted from that day.",
             day=since, months=months, window=window)  # fmt: skip


def _noted(told: Told, rule: Rule, on: date | None, outcome: Outcome) -> None:
    """Say what the kind of rule has noted of this date."""
    told += [
        (day, t("What was done on {day} came too early to count here.", day=day_words(day)))
        for day in outcome.early[-_MANY:]
    ]
    if outcome.note == "short_notice" and rule.earliest is not None:
        told.append((on, t("The rule asks for at least {period} to book in. This was shorter.",
                           period=rule.earliest.words())))  # fmt: skip
    elif outcome.note == "in_force" and rule.valid_from is not None:
        came = t("The rule came on {day}. The first date after that in the same series is taken.",
                 day=day_words(rule.valid_from))  # fmt: skip
        told.append((rule.valid_from, came))
    elif outcome.note == "not_earlier":
        last = outcome.last or outcome.acts[-1]
        told.append((last, t("What was done on {day} does not make the next deadline earlier.",
                             day=day_words(last))))  # fmt: skip


def _handed_over(hours: float, outcome: Outcome) -> Text:
    if outcome.earliest_on is None:
        return t("Talks count from the month after the one in which {hours} hours are reached. "
                 "They are not reached yet.", hours=hours)  # fmt: skip
    return t("Talks count from {day}, after the month in which {hours} hours were reached.",
             day=day_words(outcome.earliest_on), hours=hours)  # fmt: skip


def next_steps(day: date, today: date, min_gap_days: int) -> Told:
    """Say by when the next of several should be held, and what that day keeps free; or that it is over."""
    gap = tn("one day", "{count} days", min_gap_days)
    work_day = workday_on_or_before(day)
    if work_day < today:
        return [(None, t("Those that remain must now lie closer together than {gap}, if all are to be held in time.",
                         gap=gap))]  # fmt: skip
    told: Told = [(day, t("The next one should be held by {day}. Then there can be {gap} between those that remain.",
                          day=day_words(day), gap=gap))]  # fmt: skip
    if work_day < day:
        # With the sentence before ending on other days, "that" would not say which one is meant.
        told.append((work_day, t("As {last} is no working day, the last working day before is {day}.",
                                 last=day_words(day), day=day_words(work_day))))  # fmt: skip
    return told


def offer_ended(day: Text, late: int) -> Text:
    """Say that the offer has ended, of a rule about how long it may last."""
    if not late:
        return t("The offer ended on {day}, in time.", day=day)
    return tn(
        "The offer ended on {day}, one day late.",
        "The offer ended on {day}, {count} days late.",
        late,
        day=day,
    )


def planned_too_long(told: Told, answer: Answer, job: Job) -> None:
    """Say beforehand that an offer is planned to last past its last day."""
    planned = job.instance.offer.to if job.instance.offer is not None else None
    if (
        planned is None
        or answer.due_on is None
        or answer.status not in {"open", "due_soon"}
        or planned <= answer.due_on
    ):
        return
    told.append((planned, tn("It is planned to end on {day}, which is one day too long.",
                             "It is planned to end on {day}, which is {count} days too long.",
                             (planned - answer.due_on).days, day=day_words(planned))))  # fmt: skip


def right_words(answer: Answer, rule: Rule, ended: date | None) -> Text | None:
    """Say how a right stands that comes with time on benefit, or None."""
    if rule.arises and answer.status == "met":
        return t("{title}: done.")
    if not rule.arises or answer.due_on is None or ended is not None or answer.status == "unknown":
        return None
    return t("{title}: a right from {day} on.", day=day_words(answer.due_on))


def doubt_steps(told: Told, job: Job, status: Status, *, doubt: bool) -> None:
    """Name the contacts and acts of which it is not known whether they count.

    `doubt`: it matters. An answer is named also where the time for it is over: it was received.
    """
    if not doubt and status != "moot":
        return
    found = met.in_doubt(job.case, job.rule, job.entry.pack.head.convention, job.instance) if doubt else []
    for contact in found[-_MANY:]:
        what = sentences.CHANNELS[contact.channel]
        text = t("It is not known whether the contact on {day} ({channel}) counts here.",
                 day=day_words(contact.on), channel=what)  # fmt: skip
        told.append((contact.on, text))
    for act in met.acts_in_doubt(job.case, job.rule, job.instance)[-_MANY:]:
        told.append(
            (act.on, t("The answer of {day} may be to this or to something else.", day=day_words(act.on)))
        )


def _share(told: Told, job: Job, outcome: Outcome) -> None:
    rule, born = job.rule, job.case.facts.citizen.birth_date
    required, done = int(outcome.required), int(outcome.counted)
    days = tn("one day", "{count} days", required)
    if rule.share is not None and rule.share.education_aim:
        told.append(
            (None, t("The rule asks for {days} of the year in offers that aim at education.", days=days))
        )
    elif rule.share is not None and rule.share.offers:
        told.append((None, t("The rule asks for {days} of the year in the offers it names.", days=days)))
    else:
        told.append((None, t("The rule asks for {days} of the year in offers.", days=days)))
    told.append((None, t("So far it is {days}.", days=tn("one day", "{count} days", done))))
    if outcome.planned and outcome.met_on is None:
        more = tn("one day", "{count} days", outcome.planned)
        told.append((None, t("Planned offers give {days} more. The deadline counts on them.", days=more)))
    if outcome.until is not None and outcome.met_on is None:
        ends = t("The year ends on {day}. "
                 "The deadline is the last day on which the rest can still be reached.",
                 day=day_words(outcome.until))  # fmt: skip
        told.append((outcome.until, ends))
    age = rule.share.until_age if rule.share is not None else None
    if age is not None and born is not None:
        of_age = birthday(born, age)
        told.append((of_age, t("The rule is for citizens under {age}. This one is {age} years old on {day}: "
                               "the year that began before is the last.", age=age, day=day_words(of_age))))  # fmt: skip


def same_day(rule: Rule) -> bool:
    """Return whether a rule with one date asks for it on the very day that its clock begins."""
    return rule.period is not None and rule.kind != "every" and rule.period.words().count == 0


def _gives(rule: Rule, period: Text) -> Text:
    if same_day(rule):
        if rule.trigger.at != "on":
            return t("The deadline is the day that was set.")
        return t("The rule asks for it on the same day.")
    if rule.first_day_counts:
        return t("The rule gives {period}, and the first day counts.", period=period)
    if rule.ends_month:
        return t("The rule gives {period}, to the end of the month.", period=period)
    return t("The rule gives {period}.", period=period)


def _window(rule: Rule) -> Text:
    period = rule.period.words() if rule.period else raw("")
    if rule.opens is not None:
        return t("The rule lets it be done from {period} before that day.", period=rule.opens.words())
    return t("The rule asks for it at the latest {period} before that day.", period=period)


def _cumulated(job: Job, outcome: Outcome) -> Text:
    wanted = job.rule.cumulated
    if wanted is None:
        return raw("")
    if wanted.hours is not None:
        return _hours(hours_for(job, wanted.hours, wanted.part_hours), outcome)
    if wanted.days is not None:
        period = tn("one day", "{count} days", wanted.days)
        if wanted.days % 7 == 0:  # the law gives weeks
            weeks = tn("one week", "{count} weeks", wanted.days // 7)
            period = t("{weeks} ({days})", weeks=weeks, days=period)
    elif wanted.weeks is not None:
        period = tn("one week", "{count} weeks", wanted.weeks)
    else:
        period = tn("one month", "{count} months", wanted.months or 0)
    window = tn("one month", "{count} months", wanted.in_months or 0)
    if job.rule.arises:
        comes = t("The right comes when the citizen has had the benefit for {period} within {window}.")
        whole = t("The right comes when the citizen has had the benefit for {period} in all.")
        return (comes if wanted.in_months is not None else whole).with_values(period=period, window=window)
    if outcome.base is None and wanted.in_months is not None:
        return t("The deadline comes with {period} on benefit within {window}. "
                 "They are not reached yet, so there is no date yet.", period=period, window=window)  # fmt: skip
    if outcome.base is None:
        return t("The deadline comes with {period} on benefit. They are not reached yet, so there is no date yet.",
                 period=period)  # fmt: skip
    if wanted.in_months is not None:
        return t("The deadline comes with {period} on benefit within {window}.", period=period,
                 window=window)  # fmt: skip
    return t("The deadline comes with {period} on benefit.", period=period)


def _hours(hours: float, outcome: Outcome) -> Text:
    if outcome.note == "hours_missing" and outcome.met_on is None:
        return t("The deadline comes with {hours} hours on benefit. "
                 "Not all hours are known, but they cannot have been reached before the duty ended.",
                 hours=hours)  # fmt: skip
    if outcome.note == "hours_missing":
        return t("The deadline comes with {hours} hours on benefit. "
                 "Not all hours are known, but it cannot lie before what was done.", hours=hours)  # fmt: skip
    if outcome.base is None:
        return t("The deadline comes with {hours} hours on benefit. "
                 "They are not reached yet, so there is no date yet.", hours=hours)  # fmt: skip
    return t("The deadline comes with {hours} hours on benefit. They are reached in the month that ends on {day}.",
             hours=hours, day=day_words(outcome.reached or outcome.base))  # fmt: skip
