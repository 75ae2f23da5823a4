"""What "My day" shows: drafts, meetings, and the work that waits, the most important first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from caseworker.base import workdays
from caseworker.base.clock import day_of
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.casework.citizens import citizen_names
from caseworker.casework.worklist import Counts, WorkLine, count, fits, worklist
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import DaySummary, MeetingRow
from caseworker.people import service as people
from caseworker.people.queries import open_cases
from caseworker.plan import agreements
from ui.ports import Desk, Presenter

# The kinds of drafts and where each is gone on with.
_DRAFTS: dict[str, tuple[Text, str]] = {
    "talk": (t("talk with {name}"), "talk"),
    "screening": (t("screening of {name}"), "screening"),
    "citizen": (t("new citizen"), "new_citizen"),
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One unfinished form: what it is, since when, and where it is gone on with."""

    words: Text
    saved_at: datetime
    place: Place


@dataclass(frozen=True, slots=True)
class TodayState:
    """The page. `lines` are those the chosen counter lets through, at most as many as fit."""

    day: date
    lead: Text | str = ""
    drafts: tuple[DraftLine, ...] = ()
    counts: Counts = field(default_factory=Counts)
    chosen: str = ""
    meetings: tuple[MeetingRow, ...] = ()
    yesterday: DaySummary | None = None
    lines: tuple[WorkLine, ...] = ()
    more: int = 0
    empty: bool = False


class TodayPresenter(Presenter):
    """Reads the day anew when anything on it changes."""

    concerns = frozenset(
        {
            "citizen", "case_file", "talk", "talk_request", "outreach", "agreement", "case_event", "case_act",
            "group_period", "exemption", "activity", "plan", "end_goal", "interim_goal",
        }
    )  # fmt: skip
    shown = 12

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = TodayState(desk.office.clock.today())
        self._chosen = ""
        self._all = False

    def reload(self) -> None:
        """Read everything."""
        office = self.desk.office
        today = office.clock.today()
        with office.read() as session:
            everything = worklist(session, office.packs, today, self.desk.language)
            meetings = contacts.todays_meetings(session, today)
            before = workdays.on_or_before(today - timedelta(days=1))
            yesterday = contacts.day_summary(session, before)
            empty = open_cases(session) == 0
            names = citizen_names(session, [draft.citizen_id for draft in office.store.drafts.all()])
        counts = count(everything)
        lines = [
            line for line in everything if fits(line, self._chosen) and (self._chosen or line.kind != "gap")
        ]
        most = len(lines) if self._all or self._chosen else self.shown
        self.state = TodayState(
            day=today,
            lead=_lead(len(meetings), counts),
            drafts=tuple(self._drafts(names)),
            counts=counts,
            chosen=self._chosen,
            meetings=tuple(meetings),
            yesterday=yesterday,
            lines=tuple(lines[:most]),
            more=max(len(lines) - most, 0),
            empty=empty,
        )
        self.on_changed()

    def choose(self, counter: str) -> None:
        """Show only what a counter counts; the same counter again shows everything."""
        self._chosen = "" if counter == self._chosen else counter
        self.reload()

    def show_all(self) -> None:
        """Show the whole list."""
        self._all = True
        self.reload()

    def act_on(self, line: WorkLine) -> None:
        """Do what the line's button says: a promise is ticked, everything else opens the person."""
        if line.kind == "promise":
            self.desk.act(
                t("Promise kept: {words}", words=line.what),
                lambda work: agreements.tick_agreement(work, line.place.id),
                lambda _none: self.desk.notices.done(t("The promise is kept."), undo=True),
            )
        elif line.act:
            today = self.desk.office.clock.today()
            self.desk.act(
                t("Done: {what}", what=line.what),
                lambda work: people.note_act(work, line.case_id, line.act, today),
                lambda _id: self.desk.notices.done(
                    t("Written down as done today: {what}.", what=line.what), undo=True
                ),
            )
        else:
            self.desk.navigation.go(line.place)

    def _drafts(self, names: dict[str, str]) -> list[DraftLine]:
        found = []
        for draft in self.desk.office.store.drafts.all():
            words, kind = _DRAFTS.get(draft.kind, (t("notes on {name}"), draft.kind))
            place = Place(kind, draft.case_id, "draft")
            name = names.get(draft.citizen_id, "")
            found.append(DraftLine(words.with_values(name=name), draft.saved_at, place))
        return found


def draft_age(moment: datetime, today: date) -> Text:
    """Say how old a draft is: "today 08.51", "yesterday 15.12", or the day."""
    clock = raw(_clock(moment))
    day = day_of(moment)
    if day == today:
        return t("today {clock}", clock=clock)
    if day == today - timedelta(days=1):
        return t("yesterday {clock}", clock=clock)
    return t("{day:short} {clock}", day=day, clock=clock)


def summary_words(summary: DaySummary, today: date) -> Text:
    """Say how the last working day went."""
    values = {"held": summary.held, "missed": summary.no_show, "off": summary.cancelled}
    if summary.day == today - timedelta(days=1):
        return t("Yesterday: {held} held, {missed} no-show, {off} cancelled", **values)
    return t("{day:weekday}: {held} held, {missed} no-show, {off} cancelled", day=summary.day, **values)


def _clock(moment: datetime) -> str:
    from caseworker.base.clock import ZONE

    return f"{moment.astimezone(ZONE):%H.%M}"


def _lead(meetings: int, counts: Counts) -> Text:
    first = tn("One talk today.", "{count} talks today.", meetings) if meetings else t("No talks today.")
    if counts.overdue:
        late = tn(
            "One thing is overdue for a citizen.", "{count} things are overdue for citizens.", counts.overdue
        )
        return t("{first} {second}", first=first, second=late)
    if counts.waiting:
        waiting = tn(
            "One citizen is waiting for a talk.", "{count} citizens are waiting for a talk.", counts.waiting
        )
        return t("{first} {second}", first=first, second=waiting)
    return first


COUNTERS: tuple[tuple[str, str, Text], ...] = (
    ("overdue", "overdue", tc("counter", "Overdue")),
    ("due_soon", "due_soon", t("Due within 7 days")),
    ("waiting", "waiting", t("Citizens waiting")),
    ("promise", "promises", t("Our promises")),
    ("outreach", "outreach", tc("counter", "Outreach")),
    ("measurement", "measurements", tc("counter", "Measurements")),
    ("gap", "gaps", t("Gaps in plans")),
)
