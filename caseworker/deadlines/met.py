"""Which contacts, offers, acts and events meet a rule, and on which days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

from caseworker.deadlines.applies import expected_well
from caseworker.deadlines.around_offers import ends_later
from caseworker.deadlines.case import ONE_DAY, Case
from caseworker.deadlines.codes import MAY_BE_FOR, Trait
from caseworker.deadlines.elsewhere import Elsewhere, Outside, outside_of
from caseworker.deadlines.facts import Act, Contact, Event, Offer
from caseworker.deadlines.periods import begins_anew
from caseworker.deadlines.rules import CONTACTS, Convention, Form, MetBy, Rule
from caseworker.deadlines.spans import Span
from caseworker.deadlines.time_within import spans_of
from caseworker.deadlines.transfers import source_of
from caseworker.deadlines.triggers import Instance

NOT_KNOWN = "employed"  # what a contact in doubt hangs on
_OURS = frozenset({"municipality", "provider"})
NOT_SAID = "for"  # what an act in doubt hangs on


def days(
    case: Case,
    rule: Rule,
    convention: Convention,
    instance: Instance,
    due: date | None = None,
    *,
    begun: date | None = None,
    doubtful: bool = False,
) -> list[date]:
    """Return the days on which something met the rule, from the instance's first day to today, in order.

    Talks held on one day are one talk. What stands from before it (`MetBy.undone_by`) is among them, with its own day.

    `due` is needed only for offers that count from their grant if they start soon enough after it, and for acts that
    count only so long before it. `doubtful`: also the contacts and acts of which it is not known whether they count.
    `begun`: the day the duty began, if later.
    """
    met = rule.met_by
    since = max(instance.since + ONE_DAY if met.after_trigger else instance.since, begun or date.min)
    found: list[date] = []
    outside = outside_of(case, rule, convention)
    if case.held and (met.talks or met.contacts):
        said = max(said_from(instance), begun or date.min) if not met.after_trigger else since
        found += _talks(case, rule, convention, instance, said, outside, doubtful=doubtful)
    if met.acts:
        first = max(since, met.acts_within.before(due)) if met.acts_within and due else since
        acts = [a for a in case.acts if a.on >= first and a.type in met.acts]
        acts = [a for a in acts if a.for_ is not None or outside is None or not outside.for_(instance, a.on)]
        found += [
            a.on for a in acts if (is_for := _is_for(case, a, instance)) or (doubtful and is_for is None)
        ]
    if met.offers:
        ended = instance.offer if instance.form == "offer_end" else None
        found += [
            day
            for o in case.offers
            if (day := counted_on(case, met, o, due, since)) and (ended is None or ends_later(o, ended))
        ]
    if met.events:
        found += [e.on for e in case.events_of(met.events) if e.on >= since]
    if met.undone_by and instance.on is not None:
        found += _standing(case, met, instance, instance.on, convention)
    if met.end_of_offer and instance.offer and instance.offer.to and instance.offer.to <= case.today:
        found.append(instance.offer.to)
    found.sort()
    return found


def said_from(instance: Instance) -> date:
    """Return the first day on which a talk is about what set the clock going: the asking, though help comes later."""
    if instance.ahead is None or instance.anew is not None or instance.on is None:
        return instance.since
    return instance.on


def _talks(
    case: Case,
    rule: Rule,
    convention: Convention,
    instance: Instance,
    since: date,
    outside: Outside | None,
    *,
    doubtful: bool,
) -> Iterator[date]:
    """Return the days from one on with a held contact that met the rule, each once."""
    met, own_only = rule.met_by, rule.kind == "on_request"
    kinds = convention.talk_kinds | met.contacts if met.talks else met.contacts
    days = [
        c.on
        for c in case.held
        if c.on >= since
        and (c.kind in kinds or (met.alone_if is not None and _alone(case, met.alone_if, convention, c)))
        and (not met.by or c.by in met.by)
        and (not own_only or c.for_ is None or c.for_ == instance.source)
        and c.id not in instance.not_met_by
        and (
            not met.channels
            or c.channel in met.channels
            or (counts := _counts(case, met, c))
            or (doubtful and counts is None)
        )
        and not (outside is not None and c.for_ != instance.source and outside.for_(instance, c.on))
    ]
    return iter(dict.fromkeys(days))  # one talk may be written down under more than one kind


def _alone(case: Case, trait: Trait, convention: Convention, contact: Contact) -> bool:
    """Return whether a talk of the municipality counts because the others who belong there were declined."""
    return (
        contact.kind in convention.talk_kinds
        and contact.by in _OURS
        and case.trait(trait, contact.on) is True
    )


def asking(case: Case, rule: Rule, convention: Convention, instance: Instance) -> Instance:
    """Return an instance that says what is not known of it: whether what was done long before still stood."""
    met = rule.met_by
    if not met.undone_by or not met.events or instance.on is None:
        return instance
    if _stood(case, met, instance, instance.on, convention)[1] is not None:
        return instance
    return replace(instance, missing=(*instance.missing, min(met.events & CONTACTS or met.events)))


def _standing(
    case: Case, met: MetBy, instance: Instance, trigger: date, convention: Convention
) -> list[date]:
    """Return the last day before the trigger day on which it was done, if it still stood then."""
    last, stood = _stood(case, met, instance, trigger, convention)
    return [last] if last is not None and stood else []


def _stood(
    case: Case, met: MetBy, instance: Instance, trigger: date, convention: Convention
) -> tuple[date | None, bool | None]:
    """Return the last day before the trigger day on which it was done, and whether it still stood (None: not known).

    It does not once it was undone: by the closing of a case too, unless the benefit ran on over it into the next one
    without a day off. Nothing reaches over a free calendar month (CNT-4) either, but where it was undone
    later it stood till then; where it was done anew first it did not.
    """
    done = [a.on for a in case.acts if a.type in met.acts] + [e.on for e in case.events_of(met.events)]
    undone = [e for e in case.events_of(met.undone_by) if not _ran_on(case, e)]
    last = max((day for day in done if instance.before < day < trigger), default=None)
    if last is None or any(last < e.on <= trigger for e in undone):
        return None, False
    if not begins_anew(case, last, trigger, convention):
        return last, True
    off = min((e.on for e in undone if e.on > trigger and e.type != "case_closed"), default=date.max)
    anew = min((day for day in done if day >= trigger), default=date.max)
    return last, None if off == anew == date.max else off <= anew


def _ran_on(case: Case, event: Event) -> bool:
    """Return whether an event is a closing over which a benefit ran on, without a day off, into the next case."""
    if event.type != "case_closed" or event.until is None:
        return False
    times = spans_of(case.benefits, date.min)
    return not times or any(first <= event.on and event.until <= last for first, last in times)


def channel_counts(case: Case, met: MetBy, contact: Contact) -> bool:
    """Return whether a contact counts by its channel: where the rule names some, by what is known on its day."""
    return _counts(case, met, contact) is True


def channel_in_doubt(case: Case, met: MetBy, contact: Contact) -> bool:
    """Return whether it hangs on what is not known of its day whether a contact counts by its channel."""
    return _counts(case, met, contact) is None


def kind_counts(case: Case, met: MetBy, convention: Convention, contact: Contact) -> bool:
    """Return whether a contact is of a kind that meets the rule."""
    if contact.kind in met.contacts or (met.talks and contact.kind in convention.talk_kinds):
        return True
    return met.alone_if is not None and _alone(case, met.alone_if, convention, contact)


def _counts(case: Case, met: MetBy, contact: Contact) -> bool | None:
    """Return whether a contact counts by its channel; None where that hangs on what is not known of its day."""
    if not met.channels or contact.channel in met.channels:
        return True
    found = [_form_holds(case, form, contact.on) for form in met.forms if contact.channel in form.channels]
    return True if True in found else None if None in found else False


def _is_for(case: Case, act: Act, instance: Instance) -> bool | None:
    """Return whether an act is for what set the clock going; None where it may be, or for something else."""
    if act.for_ is not None:
        return act.for_ == instance.source
    if instance.code not in MAY_BE_FOR.get(act.type, ()):
        return True
    possible = _possible(case, act)
    return None if len(possible) > 1 and instance.source in possible else instance.source in possible


def _possible(case: Case, wanted: Act) -> set[str]:
    """Return what an act may be for that does not say it: what came before it and had not been done till then."""
    done: set[str] = set()
    for act in case.acts:
        if act.for_ is not None or act.type != wanted.type:
            continue
        done |= {other.for_ for other in case.acts if other.for_ is not None and other.on <= act.on}
        asked = {source_of(e) for e in case.events_of(MAY_BE_FOR[act.type]) if e.on <= act.on} - done
        if act is wanted:
            return asked
        if len(asked) == 1:
            done |= asked
    return set()


def doubts(case: Case, rule: Rule, convention: Convention, instance: Instance) -> tuple[str, ...]:
    """Return what is not known of what may have met the rule."""
    found = (NOT_KNOWN,) if rule.met_by.forms and in_doubt(case, rule, convention, instance) else ()
    return (*found, NOT_SAID) if rule.met_by.acts and acts_in_doubt(case, rule, instance) else found


def acts_in_doubt(case: Case, rule: Rule, instance: Instance) -> list[Act]:
    """Return the acts of which it is not known whether they are for what set the clock going. `NOT_SAID` would tell."""
    if rule.met_by.acts.isdisjoint(MAY_BE_FOR):
        return []
    return [a for a in case.acts if a.type in rule.met_by.acts and _is_for(case, a, instance) is None]


def in_doubt(case: Case, rule: Rule, convention: Convention, instance: Instance) -> list[Contact]:
    """Return the held contacts of which it is not known whether they count, by day. `NOT_KNOWN` would tell."""
    if not any(form.employed for form in rule.met_by.forms):
        return []
    outside = outside_of(case, rule, convention)
    return [
        c
        for c in _asked(case, rule, convention, instance)
        if channel_in_doubt(case, rule.met_by, c)
        and (outside is None or c.for_ == instance.source or not outside.for_(instance, c.on))
    ]


def _asked(case: Case, rule: Rule, convention: Convention, instance: Instance) -> Iterator[Contact]:
    """Yield the held contacts of the kinds that meet the rule."""
    met = rule.met_by
    for c in case.held:
        if (
            c.on >= said_from(instance)
            and kind_counts(case, met, convention, c)
            and (not met.by or c.by in met.by)
            and c.id not in instance.not_met_by
        ):
            yield c


def done_elsewhere(
    case: Case, rule: Rule, convention: Convention, instance: Instance
) -> list[tuple[date, bool, Elsewhere]]:
    """Return what would meet the rule but was done while the citizen was outside it.

    That is, in order, its day, whether it is a contact (else an act), and what the citizen was in or on instead.
    """
    met, outside = rule.met_by, outside_of(case, rule, convention)
    if outside is None:
        return []
    found = [
        (c.on, True)
        for c in (_asked(case, rule, convention, instance) if met.talks or met.contacts else ())
        if c.for_ != instance.source and _counts(case, met, c) is not False
    ]
    found += [
        (a.on, False)
        for a in case.acts
        if met.acts and a.on >= instance.since and a.type in met.acts and a.for_ is None
    ]
    pairs = ((day, contact, outside.for_(instance, day)) for day, contact in dict.fromkeys(sorted(found)))
    return [(day, contact, where) for day, contact, where in pairs if where is not None]


def held_ahead(
    case: Case, rule: Rule, convention: Convention, instance: Instance
) -> list[tuple[date, Elsewhere]]:
    """Return the days, in order, of contacts that meet the rule because they are about the help to come.

    And what the citizen was in or on then.
    """
    outside = outside_of(case, rule, convention) if rule.met_by.talks or rule.met_by.contacts else None
    if outside is None:
        return []
    found = (
        c.on
        for c in _asked(case, rule, convention, instance)
        if c.for_ != instance.source and _counts(case, rule.met_by, c) is True
    )
    pairs = ((day, outside.on(day)) for day in dict.fromkeys(found) if not outside.for_(instance, day))
    return [(day, where) for day, where in pairs if where is not None]


def _form_holds(case: Case, form: Form, day: date) -> bool | None:
    """Return whether what a form of talk asks for holds on the day; None where only work could make it hold.

    An offer, an exemption and an expectation are there if they are recorded.
    """
    employed = case.trait(NOT_KNOWN, day) if form.employed else False
    if employed is True:
        return True
    if form.in_offer and any(o.from_ <= day and (o.to is None or day <= o.to) for o in case.offers):
        return True
    ahead = form.exempt_within.after(day) if form.exempt_within is not None else day
    if any(
        e.kind in form.exempt and e.from_ <= ahead and (e.to is None or day <= e.to) for e in case.exemptions
    ):
        return True
    well = expected_well(case, day, day) if form.well_within is not None else None
    if form.well_within is not None and well is not None and well <= form.well_within.after(day):
        return True
    return None if employed is None else False


def counted_on(case: Case, met: MetBy, offer: Offer, due: date | None, since: date) -> date | None:
    """Return the day on which an offer counts, `since` being the first on which anything does, or None."""
    day = offer_day(case, met, offer, due)
    if day is None or day >= since:
        return day
    runs = offer.to is None or offer.to >= since
    return since if met.running_offers and runs and since <= case.today else None


def offer_day(case: Case, met: MetBy, offer: Offer, due: date | None) -> date | None:
    """Return the day from which an offer counts, or None: its start, or its grant where the rule says so."""
    if offer.type not in met.offers or (met.education_aim and not offer.education_aim):
        return None
    if offer.to is not None and (offer.to - offer.from_) < timedelta(days=met.offer_days - 1):
        return None
    if met.offer_lasts is not None and not lasts(case, met, offer, met.offer_lasts):
        return None
    granted = met.granted
    if (
        granted is not None
        and due is not None
        and offer.type in granted.types
        and offer.granted_on is not None
        and offer.granted_on <= case.today
        and offer.from_ <= granted.start_within.after(due)
    ):
        return offer.granted_on
    return offer.from_ if offer.from_ <= case.today else None


def lasts(case: Case, met: MetBy, offer: Offer, length: Span) -> bool:
    """Return whether an offer, with those of the same list that go on from it without a day between, is so long."""
    end = offer.to
    for other in case.offers:
        if end is None:
            break
        if other.type in met.offers and other.from_ <= end + ONE_DAY:
            end = None if other.to is None else max(end, other.to)
    return end is None or end + ONE_DAY >= length.after(offer.from_)
