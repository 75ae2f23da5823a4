"""The shape of a rule pack file: everything a rule may say, typed, so that a wrong file is caught."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, field

from caseworker.deadlines import codes
from caseworker.deadlines.spans import Span

MIN_GAP_DAYS = 7  # days between two talks that remain, where a pack says nothing (domain.md 4.1)
CONTACTS: frozenset[codes.EventType] = frozenset({"first_contact", "registered"})  # asking for help (CNT-1)
REGISTERED: frozenset[codes.EventType] = frozenset({"registered", "re_registered"})


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in both languages."""

    da: str
    en: str


class RestartMove(Struct, frozen=True, forbid_unknown_fields=True):
    """A change of group that begins a new contact period (CNT-3)."""

    leaves: frozenset[codes.Group]
    enters: frozenset[codes.Group]


class HourCount(Struct, frozen=True, forbid_unknown_fields=True):
    """Hours of benefit that make a week and a month (CNT-5)."""

    week: float
    month: float


class Form(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Channels in which a talk counts if one of these holds on its day.

    `employed`: in work; where that is not recorded it is not known whether the talk counts. `well_within`: expected
    well so soon. `in_offer`: an offer runs. `exempt`: one of these exemptions runs, or begins within `exempt_within`.
    """

    channels: frozenset[codes.Channel]
    employed: bool = False
    well_within: Span | None = None
    in_offer: bool = False
    exempt: frozenset[codes.ExemptionKind] = frozenset()
    exempt_within: Span | None = None


class InContact(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is in a group with one of these categories, and not in work, stays in the contact of these groups."""

    group: codes.Group
    category: frozenset[int]
    of: frozenset[codes.Group]


class CategoryMove(Struct, frozen=True, forbid_unknown_fields=True):
    """Who is in one of these categories comes into the other when ill for so long, the first day counted.

    `begun_within`: so long after the first day of absence the group may have begun.
    """

    category: frozenset[int]
    after: Span
    begun_within: Span


class CategoriesEnd(Struct, frozen=True, forbid_unknown_fields=True):
    """From this day on the law has no categories in a group. Rules of before still ask who was in which.

    `otherwise`: the category of who came into the group only then. `moved`: who counts as in that one from this day on
    although still written in another.
    """

    group: codes.Group
    from_: date = field(name="from")
    otherwise: int
    moved: CategoryMove | None = None


class Absence(Struct, frozen=True, forbid_unknown_fields=True):
    """A first day of absence is about one of these groups or benefits that begins so long after it.

    The employer's time lies between, and no other group or benefit.
    """

    within: Span
    groups: frozenset[codes.Group]
    benefits: frozenset[codes.Benefit]


class Convention(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a pack counts (contact-rules.md 2.0 and section 5)."""

    min_gap_days: int = MIN_GAP_DAYS
    talk_kinds: frozenset[codes.ContactKind] = frozenset()
    talk_channels: frozenset[codes.Channel] = frozenset()  # in which a talk counts, where a rule says nothing
    work_date: dict[codes.DutyOf, Literal["before", "after"]] = {}
    calendar_month: Literal["named_month", "thirty_days"] = "named_month"
    same_benefit: tuple[frozenset[codes.Benefit], ...] = ()
    transfer_benefits: frozenset[codes.Benefit] = frozenset()
    restart_moves: tuple[RestartMove, ...] = ()
    outside: frozenset[codes.Group] = (
        frozenset()
    )  # groups under another act: no contact of then opens anything here
    opened_by_contact: frozenset[codes.Group] = (
        frozenset()
    )  # groups on one kind of help that is asked for: a contact of then is about that (CNT-1)
    one_contact: tuple[
        frozenset[codes.Group], ...
    ] = ()  # what is done in one of these groups counts in the others
    in_contact: tuple[InContact, ...] = ()
    categories_end: tuple[CategoriesEnd, ...] = ()
    absence: Absence | None = None
    hours_full: HourCount | None = None
    hours_part: HourCount | None = None
    post_workdays: int = 0  # Monday to Friday but public holidays; 24/12, 31/12 and 5/6 count


class Applies(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Whom a rule applies to, on the trigger day (see `Rule.judged`). What is not said does not matter."""

    groups: frozenset[codes.Group] = frozenset()
    visited_as: frozenset[codes.VisitedAs] = frozenset()
    insured: frozenset[codes.InsuredShort] = frozenset()
    match: frozenset[int] = frozenset()
    category: frozenset[int] = frozenset()
    benefits: frozenset[codes.Benefit] = frozenset()
    under_age: int | None = None
    from_age: int | None = None
    traits: dict[codes.Trait, bool] = {}
    marked: frozenset[codes.Trait] = frozenset()  # must be recorded as true; not recorded means no
    events: frozenset[codes.EventType] = frozenset()  # one of these has happened
    events_within: Span | None = None  # ... and was not over longer than this before
    expected_well_within: Span | None = None  # from the trigger day, which counts as day 1
    categories: frozenset[int] = frozenset()  # all there are: another one is as good as not recorded
    asks: frozenset[str] = (
        frozenset()
    )  # not known, and all else holds: then it is not known whom this is about


class Trigger(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What sets the clock going. Exactly one of the forms is given."""

    event: frozenset[codes.EventType] = frozenset()
    course: frozenset[codes.EventType] = frozenset()  # the first of these in each course (CNT-1)
    contact_period: frozenset[codes.EventType] = frozenset()  # courses, transfers and restarts (CNT-1..4)
    benefit: frozenset[codes.Benefit] = frozenset()  # start of an unbroken period on the benefit (CNT-4)
    break_years: int | None = None  # with `benefit`: only so many years without break the period
    group_moves: bool = True  # with `contact_period`: false where a change of group begins none (CNT-3)
    other_parts: bool = (
        False  # with `benefit`: another benefit in between begins a new period, however short (CNT-3)
    )
    asks_after_months: int | None = (
        None  # with `break_years`: after so many without, who can tell must say which it is
    )
    offer_start: frozenset[codes.OfferType] = frozenset()
    offer_end: frozenset[codes.OfferType] = frozenset()
    any_offer_end: bool = False  # of one that could meet the rule; where no offer does, of any
    offer_days: int = 0  # with offers: only those that last at least so many days
    exemption_end: frozenset[codes.ExemptionKind] = frozenset()
    declinable: bool = False  # with `exemption_end`: the talk offered in the time before may be declined
    group_start: bool = False
    counts_from: frozenset[codes.EventType] = (
        frozenset()
    )  # with `group_start`: a first group counts from the first of these
    held: frozenset[codes.ContactKind] = frozenset()  # each held contact of these kinds
    met: str = ""  # another rule was met
    nth: int = 1  # with `met`: the how-manieth time
    at: Literal["on", "until", "expected_on"] = "on"
    told_least: Span | None = (
        None  # with `event`: its last day, if told, is the date, but no sooner than so long after
    )
    by: frozenset[codes.Actor] = frozenset()
    by_any_weeks: int | None = None  # with `by`: so early in the absence it need not be known who asked
    within_weeks_of_start: int | None = None
    while_on: frozenset[codes.Benefit] = frozenset()  # with `event`: it ends when these have ended
    of_group: bool = False  # with `event`: only on a day in a group of the rule, or shortly before it
    latest_only: bool = False  # with `event`: the next such event takes over
    stopped_by: frozenset[Literal["deregistered"]] = frozenset()  # with `event`: the first of these ends it
    stopped_in: frozenset[str] = frozenset()  # with `stopped_by`: only in one of these groups (empty: in all)
    months_since_deregistered: int | None = None  # only if the last deregistration is less long ago
    min_months_since_deregistered: int | None = None  # only if it is at least so long ago, or there is none
    after_missed_booking: bool = (
        False  # with `event`: only where a booking was missed since the last registration
    )
    expected: bool = False  # everyone in the group has it: where it is missing the answer is unknown

    @property
    def by_contact(self) -> bool:
        """Whether it is a contact that sets the clock going: it may be about a group and benefit to come."""
        return bool(self.course or self.contact_period or not self.event.isdisjoint(CONTACTS))


class Granted(Struct, frozen=True, forbid_unknown_fields=True):
    """Offers that count from the day they were granted, if they start soon enough after."""

    types: frozenset[codes.OfferType]
    start_within: Span


class MetBy(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What meets a rule. Contacts count only when held."""

    talks: bool = False  # the pack's talk kinds
    contacts: frozenset[codes.ContactKind] = frozenset()
    alone_if: codes.Trait | None = (
        None  # with contacts: the municipality's own talks count too on days on which this is recorded as true
    )
    by: frozenset[codes.Actor] = frozenset()
    channels: frozenset[codes.Channel] = frozenset()
    forms: tuple[Form, ...] = ()  # further channels, with what must hold for them
    acts: frozenset[codes.ActType] = frozenset()
    acts_within: Span | None = None  # with `period`: acts count so long before the date at the earliest
    offers: frozenset[codes.OfferType] = frozenset()
    offer_days: int = 0  # an offer counts if it lasts at least so many days
    offer_lasts: Span | None = None  # ... or so long, together with those of these types that adjoin it
    running_offers: bool = False  # an offer that runs on the day the duty began counts on that day
    education_aim: bool = False
    granted: Granted | None = None
    events: frozenset[codes.EventType] = frozenset()
    # with acts and events: the last one before the trigger day counts too, unless one of these came after it
    undone_by: frozenset[codes.EventType] = frozenset()
    after_trigger: bool = False  # only what comes after the trigger day
    end_of_offer: bool = False  # the offer that set the clock going has ended


class Lapses(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a duty falls away although all else holds. Judged on each day: it returns when this is over.

    `work_hours`: ordinary work of at least so many hours a week. `well_within`: in work, and expected well within
    this length after what met the rule first (SDL25 § 13 f).
    """

    work_hours: float | None = None
    well_within: Span | None = None


class Exempt(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a kind of exemption does to the duty. Never one generic pause (domain.md 4.1).

    `period`: how long after its end the date lies; without it a duty that was stopped on its date falls away.
    """

    kinds: frozenset[codes.ExemptionKind]
    effect: Literal["stops_duty", "due_after_end", "not_counted"]
    period: Span | None = None


class Cumulated(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A threshold of hours, days, weeks or months on benefit. `in_months`: within the last so many months.

    `no_holidays`: with `days`, public holidays from Monday to Friday are not counted.
    """

    hours: float | None = None
    part_hours: float | None = None  # the same for part-time insured
    days: int | None = None
    no_holidays: bool = False
    weeks: int | None = None
    months: int | None = None
    benefits: frozenset[codes.Benefit] = frozenset()
    repeat: bool = False  # counted anew from the last time
    in_months: int | None = None
    earliest_months: int | None = None  # the act is possible from so many months ...
    earliest_in_months: int | None = None  # ... within so many
    after_hours: float | None = None  # what meets it counts from the month after the one that reaches so many
    part_after_hours: float | None = None  # the same for part-time insured


class Share(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A share of each year from the trigger's anniversary spent in offers."""

    weeks: int | None = None
    fraction: float | None = None
    offers: frozenset[codes.OfferType] = frozenset()  # empty: any
    education_aim: bool = False
    until_age: int | None = None


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One duty with a clock.

    `judged`: `applies_to` and `unless` are judged on the trigger day and stand from then on, or on each day. On each
    day means: whoever comes under the rule while its clock runs gets the duty too, and whoever leaves it is free of
    it. The date still counts from the trigger day. Where it lies before the day of coming under the rule there is
    no duty (another rule held then); a series is due on that day at the earliest. With `group_each_day` that holds
    for group and benefit alone; age and all else are judged on the trigger day. However a rule is judged: who left
    its group or benefit comes under it again on coming back while the clock runs; a date of the days between is the day
    of coming back (`away.py`). `from_joining`: the time counts, and so does what meets it, from the day of coming
    under the rule, where that is later than the trigger day.
    `from_exception`: the time counts from the day of coming under the rule where `unless` held until then.
    """

    id: str
    title: Words
    kind: codes.Kind
    trigger: Trigger
    met_by: MetBy
    duty_of: codes.DutyOf
    standing: codes.Standing
    legal_basis: str
    source_url: str
    confirmed: codes.Confirmed
    unit: Literal["talk", "contact", "offer", "act", "hours", "weeks", "months", "days"] = "talk"
    applies_to: Applies = Applies()
    unless: Applies | None = None
    judged: Literal["trigger_day", "group_each_day", "each_day"] = "trigger_day"
    from_joining: bool = False
    from_exception: bool = False
    lapses_when: Lapses | None = None
    unless_met_within: Span | None = None  # no duty if it was done so shortly before the trigger day
    period: Span | None = None
    first: tuple[Span, ...] = ()
    until: Span | None = None
    required: int = 1
    first_day_counts: bool = False
    opens: Span | None = None  # what meets it counts from so long before the end, or before the date
    earliest: Span | None = None
    ends_month: bool = False  # the date moves to the end of its month
    cumulated: Cumulated | None = None
    share: Share | None = None
    exempt_when: tuple[Exempt, ...] = ()
    warn_days: int = 7
    cohort_share: float | None = None
    reimbursement_at_stake: bool = False
    moves_to: int | None = (
        None  # category to move to by the date, too: said where it is not recorded, not judged
    )
    survives_closing: bool = False
    right: bool = False  # a right, not a duty: when its time is out it is gone, not missed
    version_by: Literal["trigger", "due"] = "trigger"
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    @property
    def arises(self) -> bool:
        """Whether it is a right that comes with so much time on benefit: nobody is late with it."""
        return self.right and self.kind == "cumulated"

    @property
    def series(self) -> bool:
        """Whether the rule asks for it again and again."""
        return self.kind == "every" or (self.cumulated is not None and self.cumulated.repeat)


class NotComputed(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of the law's table that cannot be worked out here, and why."""

    id: str
    reason: Words


class PackHead(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A pack file without its rules. `removes`: rules of the extended pack that no longer exist."""

    id: str
    area: codes.Area
    title: Words
    label: str
    valid_from: date
    source: str
    verification: str
    valid_to: date | None = None
    extends: str | None = None
    removes: tuple[str, ...] = ()
    convention: Convention = Convention()
    not_computed: tuple[NotComputed, ...] = ()


class Pack(Struct, frozen=True, kw_only=True):
    """A pack with all its rules, those it extends merged in. A rule with variants is several rules here."""

    head: PackHead
    rules: tuple[Rule, ...]
    own_rules: frozenset[str] = frozenset()
    source_file: str = ""
    cases: tuple[dict[str, object], ...] = ()
