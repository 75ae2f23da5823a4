"""What the two presenters hand their pages to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from caseworker.base.text import Text
from caseworker.contacts.queries import OutreachTask, RequestRow, TalkRow
from caseworker.contacts.suggest import Suggestion
from ui.contacts.agreement_words import Owners
from ui.contacts.courses import AbsenceCase, WishCase


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """One deadline of the case. `checked`: the rule was read in the law; `mark` says how sure it is.

    `booked` says what a talk that is agreed does for it.
    """

    key: str
    when: Text
    title: Text
    detail: Text
    booked: Text | None
    basis: str
    mark: Text
    checked: bool
    alarm: bool
    reimbursement: bool


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form of the list that is begun and not saved: which one, about which record, and what stands in it.

    `put_away`: it was closed by hand, and comes back only when it is asked for. `subject` is what it is about, in
    words; `lost` are the words of one's own that stand in it, to be read where that is `gone` or settled.
    """

    record_id: str
    form: str
    about: str
    saved_at: datetime
    values: dict[str, Any]
    put_away: bool
    subject: Text | None = None
    gone: bool = False
    lost: str = ""


@dataclass(frozen=True, slots=True)
class TalkDraft:
    """A talk that is begun and not saved, which one it is, and when it was last kept."""

    record_id: str
    talk_id: str
    saved_at: datetime
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Advice:
    """When to meet next: the suggestion, what it serves in a few words, and what stands in the way of none."""

    suggestion: Suggestion
    serves: Text


@dataclass(frozen=True, slots=True)
class ContactsState:
    """The list. `unwritten` are talks whose time is over and of which nothing is written down yet.

    `requests` are the wishes that a talk answers, `wishes` all that waits for an answer. `talk_drafts` are the
    talks begun and not saved, `forms` the other forms not saved, the newest first. In a closed case nothing waits:
    `next_talk` and `later` are what is left to call off, `deadlines` what was overdue when it was closed. `off`
    says which rules for the citizen's group are switched off.
    """

    call_name: str
    citizen_id: str
    today: date
    closed_on: date | None
    lead: Text | str
    next_talk: TalkRow | None = None
    later: tuple[TalkRow, ...] = ()
    unwritten: tuple[TalkRow, ...] = ()
    past: tuple[TalkRow, ...] = ()
    advice: Advice | None = None
    requests: tuple[RequestRow, ...] = ()
    outreach: OutreachTask | None = None
    group: str = ""
    wishes: tuple[WishCase, ...] = ()
    absences: tuple[AbsenceCase, ...] = ()
    deadlines: tuple[DeadlineEntry, ...] = ()
    off: Text | None = None
    talk_drafts: tuple[TalkDraft, ...] = ()
    forms: tuple[FormDraft, ...] = ()

    @property
    def closed(self) -> bool:
        """Whether the case is closed: then nothing new is begun in it."""
        return self.closed_on is not None

    @property
    def under_way(self) -> tuple[tuple[TalkRow, TalkDraft], ...]:
        """Return the booked talks whose time is over and that are begun and not saved, each with its draft."""
        begun = {draft.talk_id: draft for draft in self.talk_drafts}
        return tuple((talk, begun[talk.id]) for talk in self.unwritten if talk.id in begun)


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One thing that happened since the last talk, with its icon and the tone of the icon."""

    words: Text
    icon: str
    tone: str


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """An open promise. `alarm`: it is ours and overdue."""

    agreement_id: str
    whose: str
    words: Text
    alarm: bool


@dataclass(frozen=True, slots=True)
class PlanSide:
    """The plan beside the talk: the end goal, by when, and the interim goals somebody works on."""

    goal: str
    by: date | None
    working_on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TalkSide:
    """The left column of the meeting mode. `since` is the day of the last talk, None before the first.

    `measures`: a progression measurement is due or on its way, and can be taken at the talk.
    """

    since: date | None = None
    lines: tuple[SinceLine, ...] = ()
    more: int = 0
    promises: tuple[PromiseLine, ...] = ()
    plan: PlanSide | None = None
    ask: tuple[Text, ...] = ()
    measures: bool = False


@dataclass(frozen=True, slots=True)
class TalkState:
    """The meeting mode. `values` fill the form when a talk is opened; after that the form has its own.

    `planned` are those of them that a booked talk has already, as it is booked now; `unbooked` says what became
    of the booking where it is no more; `summoned` whether a summons to it is written down. `closed_on` is the last
    day of a case that is closed.
    """

    talk_id: str
    citizen_id: str
    booked: bool
    name: str
    call_name: str
    owners: Owners
    today: date
    values: dict[str, Any]
    planned: Mapping[str, Any] = field(default_factory=dict)
    side: TalkSide = field(default_factory=TalkSide)
    next_booked: TalkRow | None = None
    advice: Advice | None = None
    draft_saved_at: datetime | None = None
    unbooked: Text | None = None
    summoned: bool = False
    closed_on: date | None = None
