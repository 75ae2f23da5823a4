"""What is recorded but does not count, and why: a part of "why this date?".

Only what is near enough that somebody would say "but it was done": of the time in which it could have counted, or just
before it, and the newest only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from caseworker.base.text import Text, t, tn
from caseworker.deadlines import met, sentences
from caseworker.deadlines.case import ONE_DAY
from caseworker.deadlines.codes import MAY_BE_FOR
from caseworker.deadlines.elsewhere import Outside, outside_of
from caseworker.deadlines.facts import Contact, Offer
from caseworker.deadlines.outcome import Job, Outcome
from caseworker.deadlines.rules import MetBy
from caseworker.deadlines.sentences import Told, day_words
from caseworker.deadlines.spans import add_months

_NEWEST = 3
_JUST_BEFORE = timedelta(days=14)  # so long before a clock began somebody may take what was done to count
_IN_PERSON = frozenset({"meeting", "home_visit"})
_WRITTEN = frozenset({"text", "letter"})


def aside_steps(told: Told, job: Job, outcome: Outcome) -> None:
    """Say of what is recorded why it does not count, and of what was done before help came why it does."""
    first = outcome.acts[-1] if outcome.acts and job.rule.kind == "every" else outcome.last or date.min
    last = min((day for day in (outcome.met_on, job.ended[0]) if day is not None), default=date.max)
    found = [*_contacts(job, outcome, first, last), *_acts(job, outcome, first, last),
             *_offers(job, outcome, last)]  # fmt: skip
    told += sorted(dict.fromkeys(found), key=lambda step: step[0])[-_NEWEST:]
    ahead = met.held_ahead(job.case, job.rule, job.entry.pack.head.convention, job.instance)
    for day, where in [one for one in ahead if first <= one[0] <= last][-_NEWEST:]:
        told.append((day, sentences.AHEAD[where].with_values(day=day_words(day))))


def _contacts(job: Job, outcome: Outcome, first: date, last: date) -> Iterator[tuple[date, Text]]:
    case, rule, found = job.case, job.rule, job.rule.met_by
    if not (found.talks or found.contacts):
        return
    outside = outside_of(case, rule, job.entry.pack.head.convention)
    begun = _begun(job, met.said_from(job.instance))
    counted: list[date] = []
    for contact in case.held:
        day = contact.on
        if day < begun or not first <= day <= last:
            continue
        if (why := _why_not(job, contact, outcome, outside)) is not None:
            yield day, why.with_values(day=day_words(day))
        elif day in outcome.acts and _would_count(job, contact):
            counted.append(day)
    near = (
        c.on
        for c in case.held
        if c.on < begun and _is_near(job, outcome, c.on, begun) and _would_count(job, c)
    )
    if (before := max(near, default=None)) is not None:
        yield before, t("The contact on {day} does not count here: it was held before "
                        "the time began to run on {since}.", day=day_words(before), since=day_words(begun))  # fmt: skip
    for day in sorted(set(counted)) if rule.required > 1 or rule.kind == "rolling" else ():
        if counted.count(day) > 1:
            yield (
                day,
                t("The talks on {day} count as one: they were held on the same day.", day=day_words(day)),
            )
    if outcome.met_on is None:
        yield from _still_planned(job, outcome, outside, max(first, begun), min(last, case.today))


def _still_planned(
    job: Job, outcome: Outcome, outside: Outside | None, first: date, last: date
) -> Iterator[tuple[date, Text]]:
    """Yield the talks whose day is over, by the last one, that would count if somebody recorded them as held."""
    for contact in job.case.facts.contacts:
        day = contact.on
        if contact.status != "planned" or not first <= day < last or day in outcome.acts:
            continue
        if _would_count(job, contact) and _why_not(job, contact, outcome, outside) is None:
            yield day, t("The talk on {day} is still recorded as planned. It counts when it is recorded as held.",
                         day=day_words(day))  # fmt: skip


def _begun(job: Job, day: date) -> date:
    """Return the first day on which something counts. `day`: that of a rule which asks for no later one."""
    rule, joined = job.rule, job.joined
    since = max(day, job.instance.since + ONE_DAY) if rule.met_by.after_trigger else day
    return max(since, joined) if rule.from_joining and joined is not None else since


def _is_near(job: Job, outcome: Outcome, day: date, begun: date) -> bool:
    """Return whether a day lies just before a clock that began by itself, and nothing has been done since."""
    on_its_own = job.rule.kind != "on_request" and job.instance.form in {"event", "contact_period", "benefit"}
    ended = job.ended[0]
    is_open = outcome.met_on is None and (ended is None or ended > job.case.today)
    return on_its_own and is_open and begun - _JUST_BEFORE <= day and day not in outcome.early


def _would_count(job: Job, contact: Contact) -> bool:
    """Return whether a contact is what the rule asks for, whenever it was held."""
    found = job.rule.met_by
    return (
        met.kind_counts(job.case, found, job.entry.pack.head.convention, contact)
        and (not found.by or contact.by in found.by)
        and met.channel_counts(job.case, found, contact)
    )


def _why_not(job: Job, contact: Contact, outcome: Outcome, outside: Outside | None) -> Text | None:
    """Return why a contact that was held while the clock ran does not count, or None."""
    case, rule, instance, found = job.case, job.rule, job.instance, job.rule.met_by
    convention = job.entry.pack.head.convention
    of_this_kind = met.kind_counts(case, found, convention, contact)
    if found.by and contact.by not in found.by:
        # Whoever works here knows that the fund's own talks are the fund's.
        talk = of_this_kind or contact.kind in convention.talk_kinds or contact.kind == "fund_conversation"
        return _by_others(contact) if talk and "municipality" in found.by else None
    if not of_this_kind:
        if not found.talks and not found.contacts <= convention.talk_kinds:
            return None
        return t("The contact on {day} ({kind}) does not count here: it is none of the talks the rule asks for.",
                 kind=sentences.CONTACTS[contact.kind])  # fmt: skip
    if contact.id in instance.not_met_by:
        return t("The contact on {day} does not count here: it was held before it was asked for.")
    if rule.kind == "on_request" and contact.for_ is not None and contact.for_ != instance.source:
        return t("The contact on {day} does not count here: it answered something else that was asked for.")
    where = outside.for_(instance, contact.on) if outside and contact.for_ != instance.source else None
    if where is not None:
        return sentences.ELSEWHERE[True, where]
    if not met.channel_counts(case, found, contact):
        return None if met.channel_in_doubt(case, found, contact) else _channel(found, contact)
    opens = outcome.earliest_on
    if rule.cumulated is not None and rule.cumulated.after_hours and opens is not None and contact.on < opens:
        return t("The contact on {day} does not count here: talks count only from {opens}.",
                 opens=day_words(opens))  # fmt: skip
    return None


def _by_others(contact: Contact) -> Text:
    return t("The contact on {day} does not count here: it was {by} that held it, and the rule asks for a talk "
             "with the municipality or another provider.", by=sentences.HOLDERS[contact.by])  # fmt: skip


def _channel(found: MetBy, contact: Contact) -> Text:
    channel = sentences.CHANNELS[contact.channel]
    if contact.channel in _WRITTEN:
        text = t("The contact on {day} ({channel}) does not count here: a message or a letter is no talk.")
    elif found.channels <= _IN_PERSON and any(contact.channel in form.channels for form in found.forms):
        text = t("The contact on {day} ({channel}) does not count here: the rule asks for a meeting in person, "
                 "and nothing is recorded that makes an exception from it.")  # fmt: skip
    elif found.channels <= _IN_PERSON:
        text = t(
            "The contact on {day} ({channel}) does not count here: the rule asks for a meeting in person."
        )
    else:
        text = t("The contact on {day} ({channel}) does not count here.")
    return text.with_values(channel=channel)


def _acts(job: Job, outcome: Outcome, first: date, last: date) -> Iterator[tuple[date, Text]]:
    case, rule, instance, found = job.case, job.rule, job.instance, job.rule.met_by
    convention = job.entry.pack.head.convention
    for day, contact, where in met.done_elsewhere(case, rule, convention, instance):
        if not contact and first <= day <= last:
            yield day, sentences.ELSEWHERE[False, where].with_values(day=day_words(day))
    if (
        found.undone_by or found.acts_within is not None
    ):  # what was done before may stand, or is told as too early
        return
    begun = _begun(job, instance.since)
    days = [a.on for a in case.acts if a.type in found.acts and a.type not in MAY_BE_FOR and a.for_ is None]
    before = max((d for d in days if d < begun and _is_near(job, outcome, d, begun)), default=None)
    if before is not None:
        text = t("What was done on {day} does not count here: that was before the time began to run on {since}.",
                 day=day_words(before), since=day_words(begun))  # fmt: skip
        yield before, text


def _offers(job: Job, outcome: Outcome, last: date) -> Iterator[tuple[date, Text]]:
    """Say why offers do not count that were running, or are to begin, while the clock runs."""
    rule, instance, found = job.rule, job.instance, job.rule.met_by
    if rule.share is not None:
        yield from _of_the_year(job, outcome)
    if not found.offers:
        return
    begun = _begun(job, instance.since)
    for offer in job.case.offers:
        if offer is instance.offer or met.counted_on(job.case, found, offer, outcome.due, begun) is not None:
            continue
        if offer.from_ > last or (offer.to is not None and offer.to < begun):
            continue
        if (why := _why_no_offer(job, offer, begun, outcome.due)) is not None:
            yield offer.from_, why.with_values(day=day_words(offer.from_))


def _why_no_offer(job: Job, offer: Offer, begun: date, due: date | None) -> Text | None:
    found, today = job.rule.met_by, job.case.today
    if offer.type not in found.offers:
        return t("The offer of {day} ({kind}) does not count here: it is none of the offers the rule asks for.",
                 kind=sentences.OFFERS[offer.type])  # fmt: skip
    if found.education_aim and not offer.education_aim:
        return t("The offer of {day} does not count here: it does not aim at education.")
    length = (offer.to - offer.from_).days + 1 if offer.to is not None else found.offer_days
    if length < found.offer_days:
        return t("The offer of {day} does not count here: it lasts {length}, and the rule asks for at least {wanted}.",
                 length=tn("one day", "{count} days", length),
                 wanted=tn("one day", "{count} days", found.offer_days))  # fmt: skip
    if found.offer_lasts is not None and not met.lasts(job.case, found, offer, found.offer_lasts):
        return t("The offer of {day} does not count here: it does not last {wanted}, nor do those that go on from it.",
                 wanted=found.offer_lasts.words())  # fmt: skip
    if offer.from_ > today:
        granted = found.granted
        if (
            granted is not None
            and offer.type in granted.types
            and offer.granted_on is not None
            and due is not None
        ):
            return t("The offer of {day} ({kind}) counts only when it begins: it begins later than {within} after the "
                     "deadline, so the day of the grant does not count.",
                     kind=sentences.OFFERS[offer.type], within=granted.start_within.words())  # fmt: skip
        return t("The offer of {day} counts only when it begins.")
    if offer.from_ < begun and job.instance.form != "offer_end":
        return t("The offer of {day} does not count here: it began before the time began to run on {since}.",
                 since=day_words(begun))  # fmt: skip
    return None


def _of_the_year(job: Job, outcome: Outcome) -> Iterator[tuple[date, Text]]:
    share, until = job.rule.share, outcome.until
    if share is None or until is None or outcome.met_on is not None:
        return
    begun = add_months(until + ONE_DAY, -12)
    for offer in job.case.offers:
        if offer.from_ > until or (offer.to is not None and offer.to < begun):
            continue
        text: Text | None = None
        if share.offers and offer.type not in share.offers:
            text = t("The offer of {day} ({kind}) does not count here: it is none of the offers the rule asks for.",
                     kind=sentences.OFFERS[offer.type])  # fmt: skip
        elif share.education_aim and not offer.education_aim:
            text = t("The offer of {day} does not count here: it does not aim at education.")
        if text is not None:
            yield offer.from_, text.with_values(day=day_words(offer.from_))
