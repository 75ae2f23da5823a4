"""What the page of deadlines shows: all of them, counted, filtered, grouped or laid out by day, and one in detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from caseworker.base.errors import CaseworkerError
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tn
from caseworker.deadlines.switches import areas_off
from ui.deadlines.days import by_day, stepped
from ui.deadlines.items import Found, read_items
from ui.deadlines.lines import BUCKETS, Bucket, Entry, Grouping, Item, arranged, count_buckets, found
from ui.ports import Desk, Presenter

View = Literal["list", "month", "week", "shares"]


@dataclass(frozen=True, slots=True)
class DeadlinesState:
    """The page. `entries` is what the list shows now, `total` how many there are in all.

    `days` is what lies on each day, as filtered; `day` the one chosen in the calendar. `chosen` is seen in
    detail. `off` are the areas of rules that no deadlines are worked out from.
    `hidden`: the citizen sees the screen, so nobody else's deadlines are shown.
    """

    day: date
    view: View = "list"
    entries: tuple[Entry, ...] = ()
    shown: int = 0
    total: int = 0
    late: tuple[int, int, int] = (0, 0, 0)
    counts: Mapping[Bucket, int] = field(default_factory=dict)
    days: Mapping[date, tuple[Item, ...]] = field(default_factory=dict)
    bucket: Bucket | None = None
    grouping: Grouping = "weight"
    query: str = ""
    chosen: Item | None = None
    off: tuple[str, ...] = ()
    loading: bool = True
    hidden: bool = False
    problem: Text | None = None

    @property
    def day_items(self) -> tuple[Item, ...]:
        """What lies on the chosen day."""
        return self.days.get(self.day, ())


@dataclass(frozen=True, slots=True)
class _Read:
    found: Found
    lists: Mapping[Grouping, tuple[Entry, ...]]
    counts: Mapping[Bucket, int]
    off: tuple[str, ...] = ()


class DeadlinesPresenter(Presenter):
    """Reads all stored deadlines in the pool: a large caseload has twenty thousand."""

    concerns = frozenset(
        {
            "deadline",
            "citizen", "case_file", "group_period", "benefit_period", "talk", "talk_request", "case_event", "case_act",
            "exemption", "activity", "trait", "work_period", "unit_setting", "agreement", "deadline_override",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = DeadlinesState(self.today)
        self._read = _Read(Found(), {}, {})
        self._wanted = ""
        self._in_list = ""  # what was chosen in the list last, while a calendar is looked at
        self._asked = 0
        self.on_read: Callable[[Found], None] = lambda _found: None

    @property
    def today(self) -> date:
        """The Danish day."""
        return self.desk.office.clock.today()

    def open(self, place: Place) -> None:
        """Show the list; the place may name a counter, a view, or a deadline to light up ("deadline:<key>")."""
        wanted = next((bucket for bucket, _words in BUCKETS if bucket == place.field), None)
        if wanted is not None:
            self.state = replace(self.state, bucket=wanted)
        view = next((view for view in ("list", "month", "week", "shares") if view == place.field), None)
        if view is not None:
            chosen = None if view in ("month", "week") else self.state.chosen
            self.state = replace(self.state, view=view, chosen=chosen)
        if place.field.startswith("deadline:"):
            self.light_up(place.id, place.field.removeprefix("deadline:"))
        self.reload()

    def light_up(self, case_id: str, key: str) -> None:
        """Choose this deadline in the list, as soon as it is read."""
        self._wanted = f"{case_id}/{key}"
        self.state = replace(self.state, bucket=None, query="", view="list")

    def reload(self) -> None:
        """Read everything anew."""
        if self.desk.citizen_view:
            self._read = _Read(Found(), {}, {})
            self._show(DeadlinesState(self.today, loading=False, hidden=True))
            return
        self._asked += 1
        asked, office, language, today = self._asked, self.desk.office, self.desk.language, self.today

        def read(_note: object) -> _Read:
            with office.read() as session:
                everything = read_items(session, office.packs, today, language)
                off = areas_off(session, today)
            return _Read(everything, arranged(everything.items, today), count_buckets(everything.items), off)

        def done(result: _Read) -> None:
            if asked == self._asked:
                self._read = result
                self.state = replace(self.state, loading=False, problem=None, hidden=False)
                self._arrange()
                self.on_read(result.found)

        def failed(error: CaseworkerError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, problem=error.text))

        self.desk.tasks.pool(t("Reading the deadlines"), read, done, failed)

    # ---- what is shown

    def filter(self, bucket: Bucket) -> None:
        """Show only what a counter counts; the same counter again shows everything."""
        self.state = replace(self.state, bucket=None if self.state.bucket == bucket else bucket)
        self._arrange()

    def group(self, grouping: Grouping) -> None:
        """Show the list by weight, by day or by citizen."""
        self.state = replace(self.state, grouping=grouping)
        self._arrange()

    def search(self, words: str) -> None:
        """Show only deadlines in which all these words occur."""
        self.state = replace(self.state, query=words.strip())
        self._arrange()

    def show_view(self, view: View) -> None:
        """Show the list, the month, the week, or the share rules. The list comes back with its chosen line."""
        chosen = None if view in ("month", "week") else self.state.chosen
        if view == "list":
            items = {entry.id: entry for entry in self.state.entries if isinstance(entry, Item)}
            wanted = (chosen.id if chosen is not None else "", self._in_list)
            chosen = next((items[id_] for id_ in wanted if id_ in items), next(iter(items.values()), None))
        self._show(replace(self.state, view=view, chosen=chosen))

    def choose_day(self, day: date) -> None:
        """Show the list of a day beside the calendar."""
        self._show(replace(self.state, day=day, chosen=None))

    def step(self, step: int) -> None:
        """Go so many months or weeks on."""
        self.choose_day(stepped(self.state.day, "week" if self.state.view == "week" else "month", step))

    def choose(self, entry: Entry | None) -> None:
        """Show one line in detail."""
        chosen = entry if isinstance(entry, Item) else None
        if chosen != self.state.chosen:
            self._show(replace(self.state, chosen=chosen))

    def open_entry(self, entry: Entry) -> None:
        """Open the citizen of a line with the task lit, or of a heading."""
        if isinstance(entry, Item):
            self.desk.navigation.go(entry.place)
        elif entry.case_id:
            self.desk.navigation.go(Place("overview", entry.case_id))

    def settled_by(self, talk: Item) -> tuple[Item, ...]:
        """Return the deadlines that a planned talk settles."""
        return tuple(item for item in self._read.found.items if item.id in talk.settles)

    def has(self, item_id: str) -> bool:
        """Whether a line was read, shown or not."""
        return any(item.id == item_id for item in self._read.found.items)

    def _arrange(self) -> None:
        state = self.state
        entries = found(self._read.lists.get(state.grouping, ()), state.bucket, state.query)
        kept = self._wanted or (state.chosen.id if state.chosen else "")
        items = [entry for entry in entries if isinstance(entry, Item)]
        pool = (
            items if state.view in ("list", "shares") else (*self._read.found.items, *self._read.found.talks)
        )
        chosen = next((item for item in pool if item.id == kept), None)
        if chosen is None and state.view == "list":
            chosen = items[0] if items else None
        self._wanted = ""
        self._show(
            replace(
                state, entries=entries, shown=len(items), counts=self._read.counts, chosen=chosen,
                total=sum(self._read.counts.values()) - self._read.counts.get("before", 0),
                late=_late(self._read.found), days=by_day(self._read.found, state.bucket, state.query),
                off=self._read.off,
            )
        )  # fmt: skip

    def _show(self, state: DeadlinesState) -> None:
        self.state = state
        if state.view == "list" and state.chosen is not None:
            self._in_list = state.chosen.id
        self.on_changed()


def lead(state: DeadlinesState) -> Text:
    """Say in one sentence what is overdue: the same that "My day" counts, and for how many citizens."""
    due, promises, people = state.late
    who = tn("for one citizen", "for {count} citizens", people)
    if due and promises:
        both = tn("{count} deadline", "{count} deadlines", due)
        ours = tn("{count} promise of ours", "{count} promises of ours", promises)
        return t("{deadlines} and {promises} are overdue {who}.", deadlines=both, promises=ours, who=who)
    if due:
        return tn("One deadline is overdue {who}.", "{count} deadlines are overdue {who}.", due, who=who)
    if promises:
        return tn(
            "One promise of ours is overdue {who}.",
            "{count} promises of ours are overdue {who}.",
            promises,
            who=who,
        )
    return t("Nothing is overdue for a citizen.")


def _late(found: Found) -> tuple[int, int, int]:
    """Return how many deadlines and promises are overdue, and for how many citizens."""
    late = [item for item in found.items if item.alarm]
    promises = sum(item.kind == "promise" for item in late)
    return len(late) - promises, promises, len({item.case_id for item in late})
