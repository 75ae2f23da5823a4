"""What has set a rule's clock going: one instance for each first contact, request, offer, exemption ..."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from caseworker.deadlines.applies import Verdict, judge_group
from caseworker.deadlines.around_events import (
    booking_before,
    declined_on,
    is_early,
    is_of_group,
    offer_declined_on,
    stopped_on,
)
from caseworker.deadlines.around_offers import inside, only_first_day
from caseworker.deadlines.benefit_periods import benefit_starts, broken_on, paid_until
from caseworker.deadlines.case import ONE_DAY, Case, is_break
from caseworker.deadlines.closings import closed_between
from caseworker.deadlines.codes import EventType
from caseworker.deadlines.comings import Circle, is_asked, parted_on, told_of
from caseworker.deadlines.exempt import in_one
from caseworker.deadlines.facts import Event, Offer
from caseworker.deadlines.periods import (
    Start,
    about,
    begins_anew,
    came_in,
    contact_periods,
    courses,
    runs,
)
from caseworker.deadlines.rules import Convention, Rule, Trigger
from caseworker.deadlines.spans import Span
from caseworker.deadlines.transfers import source_of


class Instance(Struct, frozen=True):
    """One running of a rule's clock.

    `on` is the trigger day, `since` the first day on which something can meet the rule, `superseded` the day a
    new period takes over. `on` is None where the day is not known; `missing` says which.
    With a day, `missing` is what is not known of what happened on it.
    """

    on: date | None
    source: str
    form: str
    code: str = ""
    why: str = "event"
    since: date = date.min
    superseded: date | None = None
    offer: Offer | None = None
    by_post: date | None = None  # sent on this day; `on` is when it counts as received
    declined: date | None = None
    missing: tuple[str, ...] = ()
    broken: date | None = None  # the first day on which the period is broken: no benefit for a calendar month
    unpaid: date | None = None  # the first day without the benefit that the clock runs with
    not_met_by: tuple[str, ...] = ()  # ids of contacts that came before it, whatever their day
    stopped: tuple[date, str] | None = None  # when an event ends it, and which
    anew: date | None = None  # since when it goes on after the case was closed: nothing falls due before
    ahead: date | None = (
        None  # the first day of the benefit that it is about, where another one ran till then
    )
    before: date = date.min  # the last day of the time before this one: what was done by then belongs to that
    doubt: tuple[str, ...] = ()  # without which it is not known whether `superseded` took over
    either: tuple[str, ...] = ()  # without which it is not known whether it is this date, a later one or none
    taken_over: date | None = None  # of several lengths: since when the one holds that gives the date
    missed: date | None = None  # by which day a talk was to be booked, and was not
    told: date | None = None  # by when it is to be done, as was told with it
    left: date | None = None  # since when the citizen was away before the registration that took over

    @property
    def begun(self) -> date:
        """The day from which a closing of the case ends it: an offer has begun on its first day.

        What is about a benefit to come was said before that.
        """
        if self.ahead is not None and self.on is not None:
            return self.on
        return self.offer.from_ if self.offer is not None else self.since

    def floor(self, law: date | None) -> date | None:
        """Return the first day on which it can concern anybody, or None. `law`: the first day of the rule."""
        return max((day for day in (law, self.anew, self.ahead) if day is not None), default=None)


def instances(case: Case, rule: Rule, convention: Convention, circle: Circle | None = None) -> list[Instance]:
    """Return every instance of the rule's trigger up to today, by day. `circle`: the groups that its clock is about."""
    trigger = rule.trigger
    if trigger.event:
        return _events(case, rule, convention, circle or Circle(rule.applies_to.groups))
    if trigger.contact_period:
        groups = circle.groups if circle else rule.applies_to.groups
        told = told_of(case, trigger, circle or Circle(groups), convention)
        periods = contact_periods(case, told, convention, groups, group_moves=trigger.group_moves)
        within = convention if trigger.group_moves else None
        return _breaking(case, _starts(case, periods, "contact_period", within), frozenset(), convention)
    if trigger.course:
        circle = circle or Circle(rule.applies_to.groups)
        asked = is_asked(case, trigger, circle)

        def parted(day: date) -> date | None:
            return parted_on(case, day, circle, convention) if asked else None

        told = told_of(case, trigger, circle, convention)
        anew = trigger.course != {"registered"}
        opened = courses(case, told, convention, circle.groups, anew=anew, parted=parted)
        return _starts(case, opened, "event", convention)
    if trigger.benefit:
        starts = benefit_starts(
            case,
            trigger.benefit,
            convention,
            trigger.break_years,
            trigger.asks_after_months,
            other_parts=trigger.other_parts,
        )
        return _breaking(
            case, _starts(case, starts, "benefit"), trigger.benefit, convention, trigger.break_years
        )
    if trigger.met:
        return _after_met(case, trigger)
    if trigger.group_start:
        return _group_starts(case, rule, convention)
    if trigger.held:
        return [
            Instance(c.on, c.id or f"{c.kind}@{c.on}", "held", c.kind, since=c.on)
            for c in case.held
            if c.kind in trigger.held
            and (not trigger.by or c.by in trigger.by)
            and (not convention.talk_channels or c.channel in convention.talk_channels)
        ]
    if trigger.exemption_end:
        return [
            Instance(e.to, f"{e.kind}@{e.from_}", "exemption_end", e.kind, since=e.from_, missing=_end(e.to),
                     declined=_declined(case, rule, e.to))
            for e in in_one(case, trigger.exemption_end)
            if e.from_ <= case.today
        ]  # fmt: skip
    found = _offers(case, rule)
    # What counts time on benefit sees for itself when there was none.
    between = trigger.any_offer_end and rule.cumulated is None
    return _breaking(case, found, frozenset(), convention) if between else found


def _declined(case: Case, rule: Rule, end: date | None) -> date | None:
    """Return the day on which the talk was declined that was to be offered before an end, or None."""
    if end is None or rule.opens is None or not rule.trigger.declinable:
        return None
    return offer_declined_on(case, rule.opens.before(end), end)


def _after_met(case: Case, trigger: Trigger) -> list[Instance]:
    """Return the times another rule was met, and those it may have been met."""
    found = []
    for done in case.met.get(trigger.met, ()):
        if len(done.perhaps) >= trigger.nth:
            day = done.perhaps[trigger.nth - 1]
            sure = day in done.days[trigger.nth - 1 : trigger.nth]
            missing = () if sure else done.missing
            found.append(Instance(day, done.source, "met", trigger.met, since=day, missing=missing))
    return found


def _starts(case: Case, found: list[Start], form: str, within: Convention | None = None) -> list[Instance]:
    """Return the periods that have begun, each up to the next one, which may only be announced.

    `within`: one under a group outside the act ends when that is left.
    """
    result = []
    for place, start in enumerate(found):
        following = found[place + 1 : place + 2]
        ends = [later.begins for later in following]
        if within is not None and (left := came_in(case, start.on, within)) is not None:
            ends.append(left)
        if start.begins <= case.today:
            result.append(Instance(start.on, start.source, form, start.code, why=start.why, since=start.begins,
                                   anew=start.anew, ahead=start.ahead, superseded=min(ends, default=None),
                                   missing=start.missing,
                                   doubt=following[0].missing if following else ()))  # fmt: skip
    return result


def _breaking(
    case: Case,
    found: list[Instance],
    types: frozenset[str],
    convention: Convention,
    break_years: int | None = None,
) -> list[Instance]:
    """Say of each period when it is broken (CNT-4)."""
    if not case.benefits:
        return found
    ends = [broken_on(case, _of_period(case, i), types, convention, break_years) for i in found]
    return [i if end is None else replace(i, broken=end) for i, end in zip(found, ends, strict=True)]


def _of_period(case: Case, instance: Instance) -> date:
    """Return a day of the period an instance belongs to: an offer to the one in which it ended."""
    if instance.offer is None or instance.on is None:
        return instance.since
    return max((b.from_ for b in case.benefits if b.from_ <= instance.on), default=instance.since)


def _events(case: Case, rule: Rule, convention: Convention, circle: Circle) -> list[Instance]:
    trigger = rule.trigger
    found = []
    events = _firsts(case, trigger, told_of(case, trigger, circle, convention), convention)
    if trigger.event == {"first_contact"} and case.benefits:
        events = _once_each(case, events, convention)
    for event in events:
        unknown = ""
        if trigger.by and event.by is None:
            # Early in the absence it does not matter who asked; later it does.
            weeks = trigger.by_any_weeks
            if "citizen" not in trigger.by:
                continue
            unknown = "" if weeks is not None and is_early(case, event, weeks) else "by"
        elif trigger.by and event.by not in trigger.by:
            continue
        if trigger.within_weeks_of_start is not None and not is_early(
            case, event, trigger.within_weeks_of_start
        ):
            continue
        booking = booking_before(case, event, trigger, convention.talk_kinds | rule.met_by.contacts)
        if booking is None or not is_of_group(case, rule, event.on):
            continue
        day = {"on": event.on, "until": event.until, "expected_on": event.expected_on}[trigger.at]
        post = None
        if event.by_post and trigger.at == "on" and convention.post_workdays and day is not None:
            post, day = day, Span(weekdays=convention.post_workdays).after(day)
        found.append(
            Instance(
                day, source_of(event), "event", event.type, since=event.on, by_post=post,
                declined=declined_on(case, event), missing=tuple(n for n in [unknown if day else trigger.at] if n),
                superseded=_taken_over(trigger, event, events),
                unpaid=paid_until(case, event.on, trigger.while_on, convention) if trigger.while_on else None,
                not_met_by=event.not_met_by,
                stopped=stopped_on(case, rule, event, convention),
                either=booking.missing, missed=booking.by, told=event.until,
            )
        )  # fmt: skip
    if found and trigger.expected and trigger.while_on:
        found += _unrecorded(case, trigger, events, convention)
    return found


def _firsts(case: Case, trigger: Trigger, found: list[Event], convention: Convention) -> list[Event]:
    """Return the events without the first payments that come after another one in the same time on the benefit."""
    if len(found) < 2 or trigger.event != {"first_payment"}:
        return found
    times = runs(case, trigger.while_on, convention, other_parts=True)
    kept: list[Event] = []
    for event in found:
        first = max((run.first for run in times if run.first <= event.on), default=None)
        last = kept[-1].on if kept else None
        if (
            last is None
            or closed_between(case, last, event.on)
            or (not case.benefits and begins_anew(case, last, event.on, convention))
            or (first is not None and last < first)
        ):
            kept.append(event)
    return kept


def _once_each(case: Case, found: list[Event], convention: Convention) -> list[Event]:
    """Return the contacts without further ones about the same help: one asks for it once.

    After the closing of a case, or being taken off the register, one asks again.
    """
    undone = [e.on for e in case.events_of(("case_closed", "deregistered"))]
    kept: list[Event] = []
    for event in found:
        last = kept[-1].on if kept else None
        if (
            last is None
            or any(last <= day <= event.on for day in undone)
            or begins_anew(case, last, event.on, convention)
            or about(case, last, convention) != about(case, event.on, convention)
        ):
            kept.append(event)
    return kept


def _unrecorded(case: Case, trigger: Trigger, events: list[Event], convention: Convention) -> list[Instance]:
    """Return an instance without a day for the benefit that runs again after a break, where its event is missing."""
    stretches = [run for run in runs(case, trigger.while_on, convention) if run.first <= case.today]
    if len(stretches) < 2:
        return []
    before, now = stretches[-2].records[-1].to, stretches[-1]
    last = now.records[-1].to
    if (last is not None and last < case.today) or any(day >= events[-1].on for day in case.closings):
        return []  # nothing runs, or not in this case
    # Illness may begin before its benefit; a payment of before its first day is one of the time before.
    since = now.first if trigger.event == {"first_payment"} else before and before + ONE_DAY
    if since is None or any(e.on >= since for e in events):
        return []
    code = now.records[0].type
    return [
        Instance(
            None, f"{code}@{now.first}", "unknown", code, "again", now.first, missing=(min(trigger.event),)
        )
    ]


def _taken_over(trigger: Trigger, event: Event, events: list[Event]) -> date | None:
    """Return the day of the next such event where only the latest one runs."""
    if not trigger.latest_only:
        return None
    return next((later.on for later in events if later.on > event.on), None)


def _group_starts(case: Case, rule: Rule, convention: Convention) -> list[Instance]:
    found = []
    last = came = date.min  # the last day in the group, and the first day of that row
    for place, group in enumerate(case.groups):
        verdict = Verdict()
        judge_group(verdict, rule.applies_to, group)
        anew = (
            last == date.min
            or closed_between(case, came, group.from_)
            or is_break(last, group.from_, convention)
        )
        if verdict.holds and anew and group.from_ <= case.today:
            name = f"{group.code}@{group.from_}"
            # A move into the group is the decision itself; the first group may be known before it is decided.
            decided = rule.trigger.counts_from if place == 0 else frozenset()
            if not decided:
                found.append(Instance(group.from_, name, "group_start", group.code, since=group.from_,
                                      before=last))  # fmt: skip
            elif (first := _decided(case, rule, decided, name)) is not None:
                found.append(first)
        if verdict.holds:
            last, came = group.to or group.from_, group.from_
    return found


def _decided(case: Case, rule: Rule, types: frozenset[EventType], name: str) -> Instance | None:
    """Return the instance of a first group: from the day it was decided on, or not known.

    A row that says more of the same group, or moves to another one of the rule, goes on from it. Where the decision
    itself moved somebody on, on the day after, there was none before it: then there is nothing to ask for.
    """
    group, *others = case.groups
    end = group.to
    for other in others:
        verdict = Verdict()
        judge_group(verdict, rule.applies_to, other)
        if end is None or not verdict.holds or other.from_ > end + ONE_DAY:
            break
        end = other.to
    end = end or case.today
    event = next((e for e in case.events_of(types) if e.on <= end), None)
    if event is None and any(e.on == end + ONE_DAY for e in case.events_of(types)):
        return None
    if event is None:
        return Instance(None, name, "group_start", group.code, since=group.from_, missing=(min(types),))
    return Instance(max(event.on, group.from_), name, "event", event.type, since=group.from_)


def _offers(case: Case, rule: Rule) -> list[Instance]:
    trigger = rule.trigger
    ahead = rule.kind == "window_before"
    found = []
    for place, offer in enumerate(case.offers):
        if offer.to is not None and (offer.to - offer.from_).days + 1 < trigger.offer_days:
            continue
        if trigger.any_offer_end and rule.met_by.offers and offer.type not in rule.met_by.offers:
            continue
        name = offer.id or f"{offer.type}@{offer.from_}"
        begun = offer.from_ <= case.today
        if offer.type in trigger.offer_start and (begun or ahead):
            # What must be done before an offer may have been done at any time before.
            since = date.min if ahead else offer.from_
            found.append(Instance(offer.from_, name, "offer_start", offer.type, since=since, offer=offer))
        elif begun and (trigger.any_offer_end or offer.type in trigger.offer_end):
            ended = offer.to is not None and offer.to <= case.today and not inside(case, rule, place)
            if ended or ahead:
                since = offer.from_ + ONE_DAY
                if ahead and only_first_day(rule, offer):
                    since = offer.from_
                missing = _end(offer.to)
                found.append(
                    Instance(
                        offer.to, name, "offer_end", offer.type, since=since, offer=offer, missing=missing
                    )
                )
    return found


def _end(day: date | None) -> tuple[str, ...]:
    return () if day is not None else ("to",)
