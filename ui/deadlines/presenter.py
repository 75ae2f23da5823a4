"""What the page of deadlines shows: all of them, counted, filtered, grouped, and one in detail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from caseworker.base.errors import CaseworkerError
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, render, t, tn
from caseworker.deadlines import queries
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.sentences import MISSING
from caseworker.deadlines.words import CONFIRMED, DUTY_OF, STANDING, rule_title
from ui.deadlines.lines import (
    BUCKETS,
    Bucket,
    Entry,
    Grouping,
    Item,
    arranged,
    count_buckets,
    found,
    make_items,
)
from ui.ports import Desk, Presenter


@dataclass(frozen=True, slots=True)
class DeadlinesState:
    """The page. `entries` is what the list shows now, `total` how many there are in all.

    `hidden`: the citizen sees the screen, so nobody else's deadlines are shown.
    """

    entries: tuple[Entry, ...] = ()
    shown: int = 0
    total: int = 0
    counts: Mapping[Bucket, int] = field(default_factory=dict)
    bucket: Bucket | None = None
    grouping: Grouping = "weight"
    query: str = ""
    chosen: Item | None = None
    loading: bool = True
    hidden: bool = False
    problem: Text | None = None


class DeadlinesPresenter(Presenter):
    """Reads all stored deadlines in the pool: a large caseload has twenty thousand."""

    concerns = frozenset(
        {
            "deadline",
            "citizen", "case_file", "group_period", "benefit_period", "talk", "talk_request", "case_event", "case_act",
            "exemption", "activity", "trait", "work_period", "unit_setting",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = DeadlinesState()
        self._lists: dict[Grouping, tuple[Entry, ...]] = {}
        self._counts: dict[Bucket, int] = {}
        self._asked = 0

    def open(self, place: Place) -> None:
        """Show the list; the place may name a counter."""
        wanted = next((bucket for bucket, _words in BUCKETS if bucket == place.field), None)
        if wanted is not None:
            self.state = replace(self.state, bucket=wanted)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        if self.desk.citizen_view:
            self._lists = {}
            self._show(DeadlinesState(loading=False, hidden=True))
            return
        self._asked += 1
        asked, office, language = self._asked, self.desk.office, self.desk.language
        today = office.clock.today()

        def read(_note: object) -> tuple[dict[Grouping, tuple[Entry, ...]], dict[Bucket, int]]:
            with office.read() as session:
                lines = queries.stored_lines(session, today)
            items = make_items(lines, today, titles(office.packs, language), language)
            return arranged(items, today), count_buckets(items)

        def done(result: tuple[dict[Grouping, tuple[Entry, ...]], dict[Bucket, int]]) -> None:
            if asked == self._asked:
                self._lists, self._counts = result
                self.state = replace(self.state, loading=False, problem=None, hidden=False)
                self._arrange()

        def failed(error: CaseworkerError) -> None:
            if asked == self._asked:
                self._show(replace(self.state, loading=False, problem=error.text))

        self.desk.tasks.pool(t("Reading the deadlines"), read, done, failed)

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

    def choose(self, entry: Entry | None) -> None:
        """Show one deadline in detail."""
        chosen = entry if isinstance(entry, Item) else None
        if chosen != self.state.chosen:
            self._show(replace(self.state, chosen=chosen))

    def open_entry(self, entry: Entry) -> None:
        """Open the citizen of a line with the deadline lit, or of a heading."""
        if isinstance(entry, Item):
            self.desk.navigation.go(Place("contacts", entry.line.case_id, f"deadline:{entry.line.key}"))
        elif entry.case_id:
            self.desk.navigation.go(Place("overview", entry.case_id))

    def _arrange(self) -> None:
        state = self.state
        entries = found(self._lists.get(state.grouping, ()), state.bucket, state.query)
        kept = state.chosen.id if state.chosen else ""
        first: Item | None = None
        chosen: Item | None = None
        shown = 0
        for entry in entries:
            if isinstance(entry, Item):
                shown += 1
                first = first or entry
                if entry.id == kept:
                    chosen = entry
        self._show(
            replace(
                state, entries=entries, shown=shown, total=len(self._lists.get("weight", ())),
                counts=self._counts, chosen=chosen or first,
            )
        )  # fmt: skip

    def _show(self, state: DeadlinesState) -> None:
        self.state = state
        self.on_changed()


def titles(packs: Packs, language: str) -> Callable[[DeadlineLine], str]:
    """Return a function that names a line's rule. Each rule is looked up once."""
    known: dict[tuple[str, str], str] = {}

    def title(line: DeadlineLine) -> str:
        key = (line.rule, line.pack)
        if key not in known:
            known[key] = render(rule_title(packs, line.rule, language, line.pack), language)
        return known[key]

    return title


def details(item: Item, packs: Packs) -> list[tuple[Text, Text]]:
    """Return what is said of one deadline beside the list: names and values."""
    line = item.line
    rows: list[tuple[Text, Text]] = []
    if line.work_date is not None:
        rows.append(
            (t("To be done by"), t("{day:weekday} {year}", day=line.work_date, year=line.work_date.year))
        )
    if item.legal is not None:
        rows.append((t("By law"), t("{day:weekday} {year}", day=item.legal, year=item.legal.year)))
    if line.suspended_until is not None:
        rows.append((t("Exempt until"), t("{day}", day=line.suspended_until)))
    if item.progress is not None:
        rows.append((t("So far"), item.progress))
    if line.last_safe_date is not None and line.remaining > 1:
        rows.append((t("The next one at the latest"), t("{day:weekday}", day=line.last_safe_date)))
    if line.missing:
        rows.append(
            (
                _missing_head(len(line.missing)),
                _listed([MISSING.get(name, raw(name)) for name in line.missing]),
            )
        )
    rows.append((t("Whose deadline"), DUTY_OF[line.duty_of]))
    rows.append((t("What it rests on"), _basis(line, packs)))
    if line.confirmed != "C":
        rows.append((t("How sure the rule is"), CONFIRMED[line.confirmed]))
    if line.reimbursement_at_stake:
        rows.append((t("What it means for us"), t("Reimbursement from the state depends on it")))
    return rows


def _missing_head(count: int) -> Text:
    return tn("This is missing", "These are missing", count)


def _basis(line: DeadlineLine, packs: Packs) -> Text:
    pack = packs.pack(line.pack)
    label = pack.head.label if pack is not None else line.pack
    return t(
        "{standing}: {basis} ({pack})", standing=STANDING[line.standing], basis=line.legal_basis, pack=label
    )


def _listed(parts: list[Text]) -> Text:
    words = parts[0]
    for part in parts[1:]:
        words = t("{one}; {two}", one=words, two=part)
    return words
