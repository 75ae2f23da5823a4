"""What the prints are made from: frozen records in plain words, filled by whoever reads the store.

Nothing here holds a CPR number, a code or a legal reference. Free text is in the citizen's language;
a `Text` is put into the language of the print.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from caseworker.base.text import Text
from caseworker.prints.kit.boxes import Lacking

Plain = str | Text
GoalKind = Literal["job", "education"]
TalkForm = Literal["in_person", "phone", "video", "company"]


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished print: the PDF file, its number of pages, its title, and the letters that are not drawn."""

    pdf: bytes
    pages: int
    title: str
    lacking: tuple[Lacking, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekSlot:
    """A time in the week. `weekday` 0 is Monday; without `end` it lasts as long as it lasts."""

    weekday: int
    start: time
    end: time | None = None


@dataclass(frozen=True, slots=True)
class MadeWith:
    """When, where and how the plan was made with the citizen (R-124). `how` is a whole sentence."""

    day: date
    where: Plain = ""
    how: Plain = ""


@dataclass(frozen=True, slots=True)
class EndGoal:
    """The one goal of the plan, its kind, the citizen's own words, printed unchanged, and the day it is for."""

    words: str
    kind: GoalKind
    own_words: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ReachedGoal:
    """An interim goal that has been reached, and the day it was planned for."""

    words: str
    reached_on: date | None = None
    planned_for: date | None = None


@dataclass(frozen=True, slots=True)
class NextGoal:
    """An interim goal ahead: by when, and the sign that shows it is reached.

    `looked_at` is the day on which it is looked at together; it is told where there is no other day.
    """

    words: str
    by: date | None = None
    sign: str = ""
    looked_at: date | None = None


@dataclass(frozen=True, slots=True)
class NextTalk:
    """The next talk that is planned: day, hours, how it is held and where."""

    day: date
    start: time
    end: time | None = None
    form: TalkForm = "in_person"
    place: str = ""


@dataclass(frozen=True, slots=True)
class EndedActivity:
    """Something that is over, and its last day; of what `never_began`, the day on which it was stopped."""

    what: str
    ended_on: date | None = None
    never_began: bool = False


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """Something that happens now or comes `later`: what, why in everyday words (R-113), when, and with whom.

    Treatment is named with the words the citizen uses. `when` stands below the weekly slots.
    """

    what: str
    why: Plain = ""
    slots: tuple[WeekSlot, ...] = ()
    starts: date | None = None
    ends: date | None = None
    when: Plain = ""
    with_whom: str = ""
    changed: bool = False
    later: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """An agreement: what somebody does, by when, and whether it is done."""

    words: Plain
    due: date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """A person the citizen can turn to (R-114)."""

    name: str
    role: Plain = ""
    does: Plain = ""
    phone: str = ""
    coordinator: bool = False


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Where to turn when it is urgent: what for, and the number."""

    what: Plain
    phone: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs: the name and what they are."""

    name: str
    role: Plain = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPrint:
    """The citizen's edition of a plan (R-112 to R-116, R-124). Without a `version` it is a draft.

    `closed_on` is the day on which the case was closed, where it is.
    """

    unit: str
    print_day: date
    citizen_name: str
    office: str = ""
    called: str = ""
    version: int | None = None
    version_hash: str = ""
    closed_on: date | None = None
    made_with: MadeWith | None = None
    end_goal: EndGoal | None = None
    reached: tuple[ReachedGoal, ...] = ()
    activities: tuple[ActivityLine, ...] = ()
    ended: tuple[EndedActivity, ...] = ()
    clashes: tuple[Plain, ...] = ()
    next_talk: NextTalk | None = None
    next_goals: tuple[NextGoal, ...] = ()
    citizen_promises: tuple[Promise, ...] = ()
    unit_promises: tuple[Promise, ...] = ()
    contacts: tuple[Contact, ...] = ()
    changes: tuple[Plain, ...] = ()
    last_copy_on: date | None = None
    rules: tuple[Plain, ...] = ()
    absence: tuple[Plain, ...] = ()
    urgent: tuple[HelpLine, ...] = ()
    signers: tuple[Signer, ...] = ()
    footer: Plain = ""


@dataclass(frozen=True, slots=True)
class Rebooking:
    """Whether the citizen may choose another time, until when, and how."""

    allowed: bool
    until: date | None = None
    how: Plain = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsPrint:
    """A letter that calls the citizen to a talk: the fields of the national duty to register summonses."""

    unit: str
    print_day: date
    recipient: str
    day: date
    start: time
    form: TalkForm
    purpose: Plain
    office: str = ""
    sender_address: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    called: str = ""
    end: time | None = None
    place: str = ""
    place_address: tuple[str, ...] = ()
    link: str = ""
    caseworker: str = ""
    caseworker_role: Plain = ""
    phone: str = ""
    other_contact: Plain = ""
    participants: tuple[str, ...] = ()
    unemployment_fund: Plain = ""
    description: Plain = ""
    bring: tuple[Plain, ...] = ()
    rebooking: Rebooking | None = None
    consequences: tuple[Plain, ...] = ()
    guidance: tuple[Plain, ...] = ()
    reference: str = ""
