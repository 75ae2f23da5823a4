"""What the list of citizens shows: read away from the window, then found and filtered as one types."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateutil.relativedelta import relativedelta

from caseworker.base.danish import full_cpr, sort_key
from caseworker.base.dates import format_day
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t, tc, tn
from caseworker.casework.citizens import CitizenRow, citizen_list
from caseworker.casework.worklist import WaitingCases, waiting_cases
from caseworker.deadlines.switches import areas_off
from caseworker.deadlines.words import distance, off_words, rule_title
from caseworker.people import staff
from caseworker.people.namesakes import with_mark
from caseworker.people.queries import closed_cases, told_apart
from caseworker.people.words import visited_words
from caseworker.store.work import Work
from ui.ports import Desk, Presenter

UNSEEN_MONTHS = 3
SETTING = "columns_of_citizens"

ALL, LATE, SOON, NO_PLAN, UNSEEN, CLOSED = "all", "overdue", "soon", "no_plan", "unseen", "closed"
# The second and third count citizens where "My day" counts things: the same things, in other words.
FILTERS: tuple[tuple[str, Text], ...] = (
    (ALL, tc("filter", "All")),
    (LATE, t("Something overdue")),
    (SOON, t("A deadline within 7 days")),
    (NO_PLAN, t("No plan in force")),
    (UNSEEN, t("Not seen for 3 months")),
    (CLOSED, tc("filter", "Closed")),
)
_PROMISE = 120  # letters of a promise: the whole stands on the citizen's page
_WORDS = 40  # letters of a search that are said again
# A plan that was never agreed on is not yet a plan the citizen can go by.
_IN_FORCE = ("active", "paused")
_PLAN: dict[str, Text] = {
    "draft": tc("plan", "Draft"),
    "active": t("In force"),
    "paused": tc("plan", "Paused"),
    "closed": tc("plan", "Closed"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list, in the words of the window's language. `found_by` is what a search looks in.

    `told_apart`: the name where it stands without the other columns, told from others of that name.
    """

    case_id: str
    rank: int
    name: str
    told_apart: str
    age: int
    group: str
    when: str
    what: str
    due: date | None
    alarm: bool
    plan: str
    seen: date | None
    seen_words: str
    contact: str
    coordinator: str
    due_words: str
    marks: str
    marks_whole: str
    mark_icon: str
    case_no: int
    closed_on: date | None
    found_by: tuple[str, ...]
    filters: frozenset[str]


def listed(lines: Iterable[Line]) -> str:
    """Return names in a row, each told from others of that name."""
    several = [line.told_apart for line in lines]
    # What tells somebody apart stands behind a comma itself.
    return ("; " if any("," in one for one in several) else ", ").join(several)


@dataclass(frozen=True, slots=True)
class Nobody:
    """Why the list is empty, what helps, and the button for it: which filter and search it goes to."""

    title: Text
    lead: Text
    button: Text
    chosen: str
    search: str


@dataclass(frozen=True, slots=True)
class ListState:
    """The list: the lines to show, how many there are of each filter, and whether anybody is here at all.

    `off` says which rules are switched off, so that nothing of them stands under the deadlines.
    """

    lines: tuple[Line, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    chosen: str = ALL
    search: str = ""
    lead: Text | str = ""
    loaded: bool = False
    nobody: bool = False
    columns: tuple[str, ...] | None = None
    several_contacts: bool = False
    other_coordinators: bool = False
    hidden: bool = False
    nobody_fits: Nobody | None = None
    off: Text | None = None


_Found = tuple[tuple[Line, ...], tuple[str, ...] | None, Text | None]  # lines, columns, what is switched off


class CitizensPresenter(Presenter):
    """Holds all lines and hands out those that are asked for. `on_failed` tells that they cannot be read."""

    concerns = frozenset(
        {"deadline", "citizen", "case_file", "group_period",
         "benefit_period", "trait", "work_period", "talk", "case_event", "case_act", "exemption", "plan",
         "activity", "plan_version", "agreement", "primary_contact", "staff", "talk_request"}
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = ListState(hidden=desk.citizen_view)
        self.on_failed: Callable[[Text], None] = lambda _text: None
        self.everybody: tuple[Line, ...] = ()

    def reload(self) -> None:
        """Read everybody on the store thread; while the citizen sees the screen nobody is read."""
        if self.desk.citizen_view:
            self.state = ListState(hidden=True)
            self.on_changed()
            return
        self.desk.tasks.store(self._read, self._take, lambda error: self.on_failed(error.text))

    def search(self, words: str) -> None:
        """Keep those in whose name, number, group or contact each of the words begins a word."""
        self._show(replace(self.state, search=words))

    def choose(self, chosen: str) -> None:
        """Keep those of one filter."""
        self._show(replace(self.state, chosen=chosen or ALL))

    def help_out(self) -> None:
        """Do what is offered beside the empty list."""
        offered = self.state.nobody_fits
        if offered is not None:
            self._show(replace(self.state, search=offered.search, chosen=offered.chosen))

    def open(self, line: Line) -> None:
        """Open a citizen."""
        self.desk.navigation.go(Place("overview", line.case_id))

    def go(self, kind: str) -> None:
        """Go to another page: a new citizen, an import."""
        self.desk.navigation.go(Place(kind))

    def keep_columns(self, keys: list[str]) -> None:
        """Remember which columns are shown."""
        if tuple(keys) == self.state.columns:
            return
        self.state = replace(self.state, columns=tuple(keys))

        def put(work: Work) -> None:
            work.undoable = False
            staff.put_setting(work, SETTING, {"shown": keys})

        self.desk.act(t("Choose columns"), put)

    def _read(self) -> _Found:
        office = self.desk.office
        today = office.clock.today()
        with office.read() as session:
            rows = [*citizen_list(session, today, for_work=True), *citizen_list(session, today, closed=True)]
            waiting = waiting_cases(session, office.packs, today)
            marks = told_apart(session, today, self.desk.language, also=closed_cases())
            shown = staff.setting(session, SETTING).get("shown")
            off = off_words(areas_off(session, today))
        writer = _Writer(self.desk, today, waiting, marks)
        ranked = sorted(rows, key=lambda row: (row.sort_key, row.case_no))
        lines = tuple(writer.line(row, rank) for rank, row in enumerate(ranked))
        return lines, tuple(shown) if shown else None, off

    def _take(self, found: _Found) -> None:
        self.everybody, columns, off = found
        contacts = {line.contact for line in self.everybody if CLOSED not in line.filters}
        others = any(line.coordinator not in ("", line.contact) for line in self.everybody)
        counts = tuple((key, sum(key in line.filters for line in self.everybody)) for key, _ in FILTERS)
        self._show(
            replace(
                self.state, loaded=True, nobody=not self.everybody, columns=columns, hidden=False, counts=counts,
                several_contacts=len(contacts) > 1, other_coordinators=others, off=off,
            )
        )  # fmt: skip

    def _show(self, state: ListState) -> None:
        fitting = self.everybody
        for needle in (sort_key(part) for part in _parts(state.search)):
            fitting = tuple(
                line for line in fitting if any(word.startswith(needle) for word in line.found_by)
            )
        lines = tuple(line for line in fitting if state.chosen in line.filters)
        self.state = replace(
            state,
            lines=lines,
            lead=_lead(state, lines),
            nobody_fits=None if lines else _nobody(state, fitting),
        )
        self.on_changed()


class _Writer:
    """Writes lines out once, so that sorting and finding later only compare what stands there."""

    def __init__(self, desk: Desk, today: date, waiting: WaitingCases, marks: Mapping[str, str]) -> None:
        self._waiting, self._marks = waiting, marks
        self._today, self._language, self._packs = today, desk.language, desk.office.packs
        self._titles: dict[str, str] = {}
        self._unseen = today - relativedelta(months=UNSEEN_MONTHS)

    def line(self, row: CitizenRow, rank: int) -> Line:
        """Write one citizen out."""
        when, what, due = self._next(row)
        mark = self._marks.get(row.case_id, "")
        group = visited_words(row.group, row.visited_as)
        group_words = self._say(group) if group is not None else ""
        plan = _PLAN.get(row.plan_status)
        marks = [(tc("mark", "Protected"), t("Protected address"))] if row.protected_address else []
        if row.interpreter:
            marks.append((tc("mark", "Interpreter"), t("Interpreter: {language}", language=row.interpreter)))
        return Line(
            case_id=row.case_id, rank=rank, name=row.name,
            told_apart=with_mark(row.name, mark) if mark else row.name,
            age=row.age, group=group_words, when=when, what=what,
            due=due, alarm=row.closed_on is None and row.case_id in self._waiting.overdue,
            plan=self._say(plan) if plan is not None else "", seen=row.last_contact,
            seen_words=self._short(row.last_contact), contact=row.contact, coordinator=row.coordinator,
            due_words=self._say(t("{day}", day=due)) if due else "",
            marks=", ".join(self._say(mark) for mark, _whole in marks),
            marks_whole=", ".join(self._say(whole) for _mark, whole in marks),
            mark_icon="house" if row.protected_address else ("languages" if row.interpreter else ""),
            case_no=row.case_no, closed_on=row.closed_on, found_by=_found_by(row, group_words),
            filters=self._filters(row),
        )  # fmt: skip

    def _next(self, row: CitizenRow) -> tuple[str, str, date | None]:
        """Say what comes next, when, and on which day: a deadline, or a promise that is broken before one is."""
        coming, promise = row.next_deadline, self._waiting.promises.get(row.case_id)
        if row.closed_on is not None:
            return "", "", None
        if promise is not None and not (coming is not None and coming.overdue):
            short = (
                promise.words if len(promise.words) <= _PROMISE else f"{promise.words[:_PROMISE].rstrip()} …"
            )
            what = self._say(t("Our promise: {words}", words=short))
            return self._say(distance("missed", promise.due_on, self._today)), what, promise.due_on
        if coming is None:
            return "", "", None
        when = self._say(
            distance(coming.status, coming.work_date, self._today, limit=coming.limit, cohort=coming.cohort)
        )
        return when, self._title(coming.rule), coming.work_date

    def _short(self, day: date | None) -> str:
        style = "short" if day is not None and day.year == self._today.year else "short_year"
        return format_day(day, style, self._language) if day is not None else ""

    def _filters(self, row: CitizenRow) -> frozenset[str]:
        if row.closed_on is not None:
            return frozenset({CLOSED})
        found = {ALL}
        if row.case_id in self._waiting.overdue:
            found.add(LATE)
        if row.case_id in self._waiting.due_soon:
            found.add(SOON)
        if row.plan_status not in _IN_FORCE:
            found.add(NO_PLAN)
        if (row.last_contact or row.opened_on) <= self._unseen:
            found.add(UNSEEN)
        return frozenset(found)

    def _title(self, rule: str) -> str:
        if rule not in self._titles:
            self._titles[rule] = self._say(rule_title(self._packs, rule, self._language))
        return self._titles[rule]

    def _say(self, text: Text) -> str:
        return render(text, self._language)


def _found_by(row: CitizenRow, group: str) -> tuple[str, ...]:
    words = f"{row.name} {group} {row.contact}"
    numbers = (row.cpr, full_cpr(row.cpr), str(row.case_no))
    return (*(sort_key(part) for part in _parts(words)), *(number for number in numbers if number))


def _parts(words: str) -> list[str]:
    """Part words at blanks and hyphens, but leave numbers whole."""
    return [part for part in re.split(r"\s+|(?<=\D)-|-(?=\D)", words) if part]


def _nobody(state: ListState, fitting: tuple[Line, ...]) -> Nobody:
    """Say what hides them: the filter, the case being closed, or the words that nobody has."""
    words, named = state.search.strip(), dict(FILTERS)[state.chosen]
    short = words if len(words) <= _WORDS else f"{words[:_WORDS]}…"
    hidden = sum(ALL in line.filters for line in fitting)
    if state.chosen != ALL and hidden:
        title = t("Nobody under “{filter}”", filter=named)
        if words:
            title = t("Nobody under “{filter}” fits “{words}”", filter=named, words=short)
        lead = tn("The filter hides {count} citizen.", "The filter hides {count} citizens.", hidden)
        return Nobody(title, lead, t("Clear the filter"), ALL, state.search)
    if state.chosen != CLOSED and fitting:
        title = t("No open case fits “{words}”", words=short) if words else t("There is no open case")
        lead = tn("{count} closed case does.", "{count} closed cases do.", len(fitting)) if words else tn(
            "{count} case is closed.", "{count} cases are closed.", len(fitting)
        )  # fmt: skip
        return Nobody(title, lead, t("Show the closed cases"), CLOSED, state.search)
    if words:
        lead = t("Try fewer letters, the CPR number or the case number.")
        return Nobody(t("Nobody fits “{words}”", words=short), lead, t("Clear the search"), ALL, "")
    return Nobody(
        t("Nobody under “{filter}”", filter=named), t("Here is nobody yet."), t("Show all"), ALL, ""
    )


def _lead(state: ListState, lines: tuple[Line, ...]) -> Text | str:
    counts = dict(state.counts)
    if not state.loaded:
        return ""
    if state.chosen != ALL or state.search.strip():
        return tn("{count} found", "{count} found", len(lines))
    late = counts.get(LATE, 0)
    citizens = tn("{count} citizen", "{count} citizens", counts.get(ALL, 0))
    overdue = tn("{count} has something overdue", "{count} have something overdue", late)
    return t("{citizens}, {overdue}", citizens=citizens, overdue=overdue) if late else citizens
