"""What "My day" shows: drafts, meetings, and the work that waits, the most important first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from caseworker.base import workdays
from caseworker.base.clock import day_of
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.casework.citizens import citizen_names
from caseworker.casework.draft_subjects import Subject, offered
from caseworker.casework.happenings import clock_words
from caseworker.casework.worklist import Counts, WorkLine, count, fits, missed_before_import, worklist
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import DaySummary, MeetingRow
from caseworker.contacts.words import FORMS
from caseworker.deadlines.queries import running_on
from caseworker.deadlines.switches import areas_off
from caseworker.deadlines.words import off_words, rule_title
from caseworker.people import service as people
from caseworker.people.namesakes import with_mark
from caseworker.people.queries import open_cases, told_apart
from caseworker.plan import agreements
from caseworker.store.drafts import Draft
from ui.ports import Desk, Presenter

# The kinds of drafts and where each is gone on with.
_DRAFTS: dict[str, tuple[Text, str]] = {
    "talk": (t("talk with {name}"), "talk"),
    "screening": (t("screening of {name}"), "screening"),
    "citizen": (t("new citizen"), "new_citizen"),
    "edit_citizen": (t("{name}: contact data"), "edit_citizen"),
    "change_group": (t("{name}: new target group"), "change_group"),
    "change_contact": (t("{name}: new contact person"), "change_contact"),
    "close_case": (t("{name}: closing the case"), "close_case"),
    "fact": (t("{name}: what the deadlines are counted from"), "fact"),
    "contacts": (t("{name}: talk or contact"), "contacts"),
    "deadlines": (t("{name}: own date or exemption"), "deadlines"),
    "end_goal": (t("{name}: end goal"), "end_goal"),
    "interim_goal": (t("{name}: interim goal"), "interim_goal"),
    "activity": (t("{name}: effort in the plan"), "activity"),
    "agreement": (t("{name}: agreement"), "agreement"),
    "plan_person": (t("{name}: person around the citizen"), "plan_person"),
    "plan_version": (t("{name}: new version of the plan"), "plan_version"),
    "note": (t("{name}: note in the journal"), "journal"),
    "citizens": (t("handover of several citizens"), "citizens"),
}
# The forms of the settings are nobody's: each is named, with the tab it is on, by its own draft.
_SETTINGS: dict[str, tuple[Text, str]] = {
    "settings-me": (t("settings: your name and number"), "program"),
    "settings-unit": (t("settings: the unit"), "unit"),
}
# Forms that share a kind with others are named by what is done in them.
_FORMS: dict[str, Text] = {
    "activity_pause": t("{name}: pause of an effort"),
    "activity_stop": t("{name}: stopping an effort"),
    "coordinator": t("{name}: another coordinator"),
    "own_date": t("{name}: own date for “{rule}”"),
    "exempt": t("{name}: exemption from “{rule}”"),
}
# What can open any of its drafts; elsewhere the newest of a kind is opened.
_BY_RECORD = frozenset(
    {
        "citizen",
        "citizens",
        "edit_citizen",
        "change_group",
        "change_contact",
        "close_case",
        "fact",
        "contacts",
        "talk",
        "note",
        "deadlines",
        "end_goal",
        "interim_goal",
        "activity",
        "agreement",
        "plan_person",
        "plan_version",
    }
)
_NAME_SHOWN = 60  # characters of a name that is still being typed: it may be anything


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One unfinished form: what it is, since when, and where it is gone on with."""

    words: Text
    saved_at: datetime
    place: Place


@dataclass(frozen=True, slots=True)
class TodayState:
    """The page. `lines` are those the chosen counter lets through, at most as many as fit.

    `more` and `more_meetings` are how many wait behind those shown. On a day with few talks, `coming` are those
    of the next working day. `left_out` deadlines fell due before their cases were imported: no counter has them.
    `off` says which rules are switched off, so that nothing of them is counted.
    `marks` tell citizens of one name apart, by case. Before anything is read it is not `loaded`.
    While a citizen sees the screen everything is `hidden`: the whole page is about others.
    """

    day: date
    lead: Text | str = ""
    drafts: tuple[DraftLine, ...] = ()
    counts: Counts = field(default_factory=Counts)
    chosen: str = ""
    meetings: tuple[MeetingRow, ...] = ()
    next_day: date | None = None
    coming: tuple[MeetingRow, ...] = ()
    yesterday: DaySummary | None = None
    left_out: int = 0
    off: Text | None = None
    lines: tuple[WorkLine, ...] = ()
    more: int = 0
    more_meetings: int = 0
    marks: Mapping[str, str] = field(default_factory=dict)
    empty: bool = False
    loaded: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """What was read."""

    day: date
    everything: tuple[WorkLine, ...]
    counts: Counts
    meetings: tuple[MeetingRow, ...]
    next_day: date
    coming: tuple[MeetingRow, ...]
    yesterday: DaySummary
    left_out: int
    off: Text | None
    drafts: tuple[DraftLine, ...]
    marks: Mapping[str, str]
    empty: bool


class TodayPresenter(Presenter):
    """Reads the day anew when anything on it changes."""

    concerns = frozenset(
        {
            "deadline",
            "citizen", "case_file", "talk", "talk_request", "outreach", "agreement", "case_event", "case_act",
            "group_period",
            "benefit_period", "trait", "work_period", "exemption", "activity", "plan", "end_goal", "interim_goal",
        }
    )  # fmt: skip
    shown = 12
    step = 25  # each line is half a dozen widgets
    shown_meetings = 20
    few_meetings = 8

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = TodayState(desk.office.clock.today())
        self._chosen = ""
        self._most = self.shown
        self._most_meetings = self.shown_meetings
        self._day: _Day | None = None

    def reload(self) -> None:
        """Read everything, on the store thread: a large caseload takes longer than the window may stand still."""
        if self.desk.citizen_view:
            self.state = TodayState(self.desk.office.clock.today(), loaded=True, hidden=True)
            self.on_changed()
            return
        self.read_aside(self._read, self._take)

    def fold(self) -> None:
        """Show no more than at first: the page is entered anew."""
        self._most = self.step if self._chosen else self.shown

    def choose(self, counter: str) -> None:
        """Show only what a counter counts; the same counter again shows everything."""
        self._chosen = "" if counter == self._chosen else counter
        self._most = self.step if self._chosen else self.shown
        self._show()

    def show_more(self) -> None:
        """Show more of the list."""
        self._most += self.step
        self._show()

    def show_more_meetings(self) -> None:
        """Show more of the day's talks."""
        self._most_meetings += self.step
        self._show()

    def _read(self) -> _Day:
        office = self.desk.office
        today = office.clock.today()
        with office.read() as session:
            drafts = offered(session, office.store.drafts, today)
            everything = worklist(session, office.packs, today, self.desk.language)
            names = citizen_names(session, [draft.citizen_id for draft, _subject in drafts])
            before = workdays.on_or_before(today - timedelta(days=1))
            after = workdays.on_or_after(today + timedelta(days=1))
            marks = told_apart(session, today, self.desk.language, also=running_on())
            names |= {
                one.citizen_id: with_mark(names[one.citizen_id], marks[one.case_id])
                for one, _subject in drafts
                if one.case_id in marks and one.citizen_id in names
            }
            meetings = contacts.todays_meetings(session, today)
            room = self.few_meetings - len(meetings)
            coming = contacts.planned_between(session, after, after) if room > 0 else []
            return _Day(
                day=today,
                everything=tuple(everything),
                counts=count(everything),
                meetings=tuple(meetings),
                next_day=after,
                coming=tuple(coming[:room]),
                left_out=missed_before_import(session),
                off=off_words(areas_off(session, today)),
                yesterday=contacts.day_summary(session, before),
                drafts=tuple(self._draft_line(draft, names, subject) for draft, subject in drafts),
                marks=marks,
                empty=open_cases(session) == 0,
            )

    def _take(self, day: _Day) -> None:
        self._day = day
        self._show()

    def _show(self) -> None:
        day = self._day
        if day is None:
            return
        lines = [
            line
            for line in day.everything
            if fits(line, self._chosen) and (self._chosen or line.kind != "gap")
        ]
        self.state = TodayState(
            day=day.day,
            lead=_lead(len(day.meetings), day.counts),
            drafts=day.drafts,
            counts=day.counts,
            chosen=self._chosen,
            meetings=day.meetings[: self._most_meetings],
            next_day=day.next_day,
            coming=day.coming,
            yesterday=day.yesterday,
            left_out=day.left_out,
            off=day.off,
            lines=tuple(lines[: self._most]),
            more=max(len(lines) - self._most, 0),
            more_meetings=max(len(day.meetings) - self._most_meetings, 0),
            marks=day.marks,
            empty=day.empty,
            loaded=True,
        )
        self.on_changed()

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

    def _draft_line(self, draft: Draft, names: dict[str, str], subject: Subject) -> DraftLine:
        line = _draft_line(draft, names)
        if subject.words is not None:
            line = replace(line, words=t("{what}, {about}", what=line.words, about=subject.words))
        if draft.kind != "deadlines":
            return line
        rule = draft.values.get("rule") or str(draft.values.get("key", "")).partition(":")[0]
        title = rule_title(self.desk.office.packs, rule, self.desk.language)
        return replace(line, words=line.words.with_values(rule=title))


def _draft_line(draft: Draft, names: dict[str, str]) -> DraftLine:
    if draft.record_id in _SETTINGS:
        words, tab = _SETTINGS[draft.record_id]
        return DraftLine(words, draft.saved_at, Place("settings", field=tab))
    words, kind = _DRAFTS.get(draft.kind, (t("notes on {name}"), draft.kind))
    name = names.get(draft.citizen_id, "")
    form = str(draft.values.get("form", ""))
    if draft.kind == "citizen" and name:
        words = t("{name}: new case")
    elif draft.kind == "citizen" and (name := _typed(draft, "name")):
        words = t("new citizen: {name}")
    elif draft.kind == "contacts" and form in FORMS:
        words = t("{name}: {what}", what=FORMS[form])
    else:
        words = _FORMS.get(form, words)
        # Two of a kind are told apart by what is written in them.
        if typed := _typed(draft, "title") or _typed(draft, "words"):
            words = t("{what} “{typed}”", what=words.with_values(name=name), typed=typed)
    field = f"draft:{draft.record_id}" if draft.kind in _BY_RECORD else "draft"
    return DraftLine(words.with_values(name=name), draft.saved_at, Place(kind, draft.case_id, field))


def _typed(draft: Draft, field: str) -> str:
    """Return what stands in a field of a draft, as short as a name."""
    values = draft.values.get("values")
    name = " ".join(str((values if isinstance(values, dict) else draft.values).get(field) or "").split())
    return name if len(name) <= _NAME_SHOWN else f"{name[:_NAME_SHOWN].rstrip()}…"


def draft_words(draft: DraftLine, today: date) -> Text:
    """Say which draft waits, and how old it is."""
    return t("{what} (from {age})", what=draft.words, age=draft_age(draft.saved_at, today))


def draft_age(moment: datetime, today: date) -> Text:
    """Say how old a draft is: "today 08.51", "yesterday 15.12", or the day."""
    clock = clock_words(moment)
    day = day_of(moment)
    if day == today:
        return t("today {clock}", clock=clock)
    if day == today - timedelta(days=1):
        return t("yesterday {clock}", clock=clock)
    if day.year != today.year:
        return t("{day:short_year} {clock}", day=day, clock=clock)
    return t("{day:short} {clock}", day=day, clock=clock)


def summary_words(summary: DaySummary, today: date) -> Text:
    """Say how the last working day went."""
    values = {"held": summary.held, "missed": summary.no_show, "off": summary.cancelled}
    if summary.day == today - timedelta(days=1):
        return t("Yesterday: {held} held, {missed} no-show, {off} cancelled", **values)
    return t("{day:weekday}: {held} held, {missed} no-show, {off} cancelled", day=summary.day, **values)


def next_day_words(day: date, today: date) -> Text:
    """Say which the next working day is."""
    return tc("day", "Tomorrow") if day == today + timedelta(days=1) else t("{day:weekday}", day=day)


def overdue_words(lines: Iterable[WorkLine]) -> Text:
    """Say of what the overdue lines are made: the list of deadlines counts the same."""
    kinds = [line.kind for line in lines if line.alarm]
    promises = kinds.count("promise")
    return t(
        "{deadlines}, {promises}",
        deadlines=tn("{count} deadline", "{count} deadlines", len(kinds) - promises),
        promises=tn("{count} promise", "{count} promises", promises),
    )


def _lead(meetings: int, counts: Counts) -> Text:
    first = tn("One talk today.", "{count} talks today.", meetings) if meetings else t("No talks today.")
    if counts.overdue:
        late = tn(
            "{count} thing is overdue for {citizens}.", "{count} things are overdue for {citizens}.", counts.overdue,
            citizens=tn("{count} citizen", "{count} citizens", counts.late_citizens),
        )  # fmt: skip
        return t("{first} {second}", first=first, second=late)
    if counts.waiting:
        waiting = tn(
            "One citizen is waiting for a talk.", "{count} citizens are waiting for a talk.", counts.waiting
        )
        return t("{first} {second}", first=first, second=waiting)
    return first


COUNTERS: tuple[tuple[str, str, Text], ...] = (
    ("overdue", "overdue", tc("counter", "Overdue")),
    # Ours alone; what counts promises, measurements and citizens' own duties too is on the page of deadlines.
    ("due_soon", "due_soon", t("Ours within 7 days")),
    ("waiting", "waiting", t("Citizens waiting")),
    ("promise", "promises", t("Our promises")),
    ("outreach", "outreach", tc("counter", "Outreach")),
    ("measurement", "measurements", tc("counter", "Measurements")),
    ("gap", "gaps", t("Gaps in plans")),
)
