"""The cards of the overview: what is new, the time line, and the facts at the side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from caseworker.base.clock import ZONE
from caseworker.base.dates import format_day, month_name
from caseworker.base.text import Text, raw, t, tc, tn
from caseworker.casework.happenings import clock_words
from caseworker.casework.timeline import Entry
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.words import distance
from caseworker.people.queries import GroupRow
from caseworker.people.words import CATEGORIES, END_STATES, INSURED, group_words
from ui.kit import (
    STRETCH,
    Button,
    Card,
    Chip,
    ChoiceChips,
    IconMark,
    Label,
    LinkButton,
    box,
    column,
    language,
    px,
    row,
    say,
    tokens,
)
from ui.kit.bounded import NAME, bounded, told
from ui.people.overview_acts import CLOSE, CONTACT, EDIT, GROUP
from ui.people.overview_state import FILTERS, OverviewState, is_overdue

_QUIET = {
    "talk_held": "message-square", "talk_missed": "user-x", "talk_cancelled": "x", "request": "bell",
    "outreach": "phone", "note": "file-text", "correction": "pencil", "document": "file-check",
    "plan_version": "handshake", "screening": "clipboard-list", "event": "circle-dot", "group": "users",
    "status": "git-compare", "life_event": "heart-pulse", "primary_contact": "user-check",
}  # fmt: skip
_ICONS: dict[str, tuple[str, str]] = {
    **{kind: (icon, "ink_soft") for kind, icon in _QUIET.items()},
    "talk_planned": ("calendar-clock", "accent"),
    "goal_reached": ("flag", "reached"),
    "agreement_kept": ("check", "reached"),
}
# The rooms that entries lie in; what lies nowhere else is shown here in full.
_HERE = frozenset(
    {"case_event", "group_period", "status_change", "life_event", "primary_contact", "case_file"}
)
_DAY_WIDTH = 112
_NEWS_SHOWN = 4
_FEW = 3
_GROUPS_SHOWN = 4
# Characters: of an address or a note beside a phone number, and of what stands on a chip.
_REACHED, _CHIP = 200, 24

Go = Callable[[Entry], None]


def news_card(state: OverviewState, go_to: Go) -> Card:
    """Return what has happened since the last talk."""
    if state.last_talk is None:
        card = Card(t("Since last time"))
        card.add(
            Label(t("No talk has been held yet. The case began {day}.", day=state.head.opened_on), "soft")
        )
        return card
    day = state.last_talk.astimezone(ZONE).date()
    near = day.year == state.today.year
    since = t("since the talk {day:weekday}", day=day) if near else t("since the talk {day}", day=day)
    card = Card(t("Since last time"), since, divided=bool(state.news))
    if not state.news:
        card.add(Label(t("Nothing new since then."), "soft"))
    for entry in state.news[:_NEWS_SHOWN]:
        card.add_row(*_entry(entry, state.today, go_to))
    if len(state.news) > _NEWS_SHOWN:
        card.add_footer(t("and {count} more in the time line", count=len(state.news) - _NEWS_SHOWN))
    return card


class TimelineCard(Card):
    """Everything that happened, and what is planned, by month; filtered by one click."""

    def __init__(self, choose: Callable[[str], None], go_to: Go, show_more: Callable[[], None]) -> None:
        self.filters = ChoiceChips(FILTERS, keep_one=True, wrap=False)
        self.filters.set_names(t("Show only"))
        super().__init__(t("Time line"), actions=[self.filters], divided=True)
        self.filters.changed.connect(lambda: choose(self.filters.value()))
        self._go_to, self._show_more = go_to, show_more
        self._drawn: tuple[object, ...] = ()

    def draw(self, state: OverviewState) -> None:
        """Show the entries; the same ones are not drawn twice."""
        self.filters.set_value(state.chosen)
        for chip in self.filters.chips():  # one stop for Tab; the arrow keys go on from there
            policy = Qt.FocusPolicy.StrongFocus if chip.isChecked() else Qt.FocusPolicy.ClickFocus
            chip.setFocusPolicy(policy)
        entries = state.filtered
        # A few more are shown at once: nobody presses a button for them.
        older = len(entries) - state.shown if len(entries) > state.shown + _FEW else 0
        shown = entries[: len(entries) - older]
        wanted = (shown, older, state.today)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self.clear_body()
        heading = ""
        for entry in shown:
            words = _heading(entry, state.today)
            if words != heading:
                heading = words
                self.add_row(Label(heading, "label"), margins=(tokens.L, tokens.S, tokens.L, 0))
            self.add_row(*_entry(entry, state.today, self._go_to))
        if not entries:
            self.add_row(Label(t("Nothing of this kind yet."), "soft"))
        if older:
            words_more = tn("Show older: {count} more", "Show older: {count} more", older)
            self.add_row(Button(words_more, kind="quiet", icon="history", on_click=self._show_more), STRETCH)


def _heading(entry: Entry, today: date) -> str:
    if entry.day > today:
        return say(tc("time line", "Planned"))
    month = month_name(entry.day.month, language())
    year = "" if entry.day.year == today.year else f" {entry.day.year}"
    return f"{month[:1].upper()}{month[1:]}{year}"


def _entry(entry: Entry, today: date, go_to: Go) -> list[QWidget | tuple[QWidget, int]]:
    name, tone = _ICONS.get(entry.kind, ("circle", "ink_soft"))
    day = Label(_day_words(entry, today), "note")
    day.setFixedWidth(px(_DAY_WIDTH))
    named, elsewhere = bounded(entry.title, NAME), entry.place.kind not in _HERE
    title = Label(named, "strong" if entry.kind == "talk_planned" else "body", wrap=True)
    words = column(title, gap=0)
    if detail := say(entry.detail):
        words.addLayout(
            column(Label(bounded(detail), "note", wrap=True), gap=0) if elsewhere else told(detail)
        )
    items: list[QWidget | tuple[QWidget, int]] = [day, IconMark(name, tone, 16), (box(words), 1)]
    if elsewhere:
        spoken = t("Show “{what}” {day}", what=raw(named), day=raw(_day_words(entry, today)))
        items.append(LinkButton(t("show me"), name=spoken, on_click=lambda: go_to(entry)))
    return items


def _day_words(entry: Entry, today: date) -> str:
    day = format_day(entry.day, "short" if entry.day.year == today.year else "short_year", language())
    if entry.whole_day or entry.day < today:
        return day
    return say(t("{day} at {clock}", day=raw(day), clock=clock_words(entry.at)))


def deadlines_card(
    state: OverviewState,
    title: Callable[[DeadlineLine], Text],
    why: Callable[[QWidget, str], object],
    rules: Callable[[], object],
) -> Card:
    """Return the deadlines that come next, each with its why; where there is none, why there is none."""
    closed = state.head.closed_on is not None
    card = Card(tc("card", "Deadlines") if closed else t("Next deadlines"), divided=True)
    if closed and state.deadlines:
        card.add_row((Label(t("The case is closed. Overdue when it was closed:"), "soft", wrap=True), 1))
    for line in state.deadlines:
        words = distance(line.status, line.work_date, state.today, limit=line.limit, cohort=line.cohort)
        if closed:  # nobody can do anything about it any more
            words = t("due {day:short_year}", day=line.limit)
        when = Label(words, "alarm_note" if is_overdue(line) and not closed else "note")
        what = column(Label(title(line), "body", wrap=True), when, gap=0)
        link = LinkButton(tc("link", "why?"), name=t("Why this date: {what}", what=title(line)))
        link.clicked.connect(lambda _on, at=link, key=line.key: why(at, key))
        card.add_row((box(what), 1), link)
    if state.none_because is not None:
        reason, look_at_rules = state.none_because
        why_none = column(Label(reason, "soft", wrap=True), gap=tokens.XS)
        if look_at_rules:
            why_none.addLayout(row(LinkButton(t("See the rules"), on_click=rules), STRETCH))
        card.add_row((box(why_none), 1))
    told_by_reason = state.none_because is not None and state.none_because[1]
    if state.off is not None and not told_by_reason:
        card.add_row((Label(state.off, "note", wrap=True), 1))
    if state.left_out:
        card.add_footer(
            tn(
                "{count} deadline fell due before the case came here: whether it was met is not known.",
                "{count} deadlines fell due before the case came here: whether they were met is not known.",
                state.left_out,
            )
        )
    return card


def goal_card(state: OverviewState, go: Callable[[str], None]) -> Card:
    """Return what the plan is for."""
    goal = state.goal
    link = LinkButton(t("Open the plan") if goal else t("Begin a plan"), on_click=lambda: go("plan"))
    can_begin = goal is not None or state.head.closed_on is None
    card = Card(tc("card", "Goal"), actions=[link] if can_begin else [])
    if goal is None:
        card.add(Label(t("There is no plan yet."), "soft"))
        return card
    card.add(
        Label(
            bounded(goal.words) or t("The plan has no end goal yet."),
            "strong" if goal.words else "soft",
            wrap=True,
        )
    )
    if goal.own_words:
        card.add(Label(t("“{words}”", words=bounded(goal.own_words)), "soft", wrap=True))
    if goal.goals:
        words = t("{reached} of {goals} interim goals reached", reached=goal.reached, goals=goal.goals)
        card.add(Label(words, "note"))
    return card


def contact_card(state: OverviewState, edit: Callable[[], None]) -> Card:
    """Return how the citizen is reached."""
    data = state.data
    link = opens(EDIT, LinkButton(tc("link", "Edit"), on_click=edit, name=t("Edit the citizen's data")))
    card = Card(tc("card", "Contact"), actions=[link] if state.head.closed_on is None else [])
    lines = [("phone", data.phone), ("mail", data.email), ("map-pin", _address(state))]
    known = [(icon, words) for icon, words in lines if words]
    for icon, words in known:
        shown = Label(bounded(words, _REACHED), "body", wrap=True, selectable=True)
        card.add(row(IconMark(icon, "ink_soft", 16), (shown, 1)))
    if not known:
        card.add(Label(t("No phone number or address is written down."), "soft", wrap=True))
    if data.protected_address:
        card.add(row(Chip(t("Protected address"), icon="house"), STRETCH))
    if data.interpreter:
        words_of = t("Interpreter: {language}", language=bounded(data.interpreter, _CHIP))
        card.add(row(Chip(words_of, icon="languages"), STRETCH))
    return card


def group_card(state: OverviewState, change: Callable[[], None]) -> Card:
    """Return the target group, with how it was before."""
    link = opens(GROUP, LinkButton(tc("link", "Change"), on_click=change, name=t("Change the target group")))
    card = Card(t("Target group"), actions=[link] if state.head.closed_on is None else [])
    running = state.running_group
    planned = [group for group in reversed(state.groups) if group.from_on > state.today]
    been = [group for group in state.groups if group.from_on <= state.today and group is not running]
    # What holds today, what it changes to, and what was before.
    for group in [*([running] if running else []), *planned, *been][:_GROUPS_SHOWN]:
        name: Text = group_words(group.code, group.visited_as)
        if group.from_on > state.today:
            name = t("Changes to “{group}”", group=name)
        words = Label(name, "strong" if group is running else "soft", wrap=True)
        card.add(column(words, Label(_group_note(group, state.today), "note", wrap=True), gap=0))
    if (more := len(state.groups) - _GROUPS_SHOWN) > 0:
        card.add(Label(t("and {count} more in the time line", count=more), "note"))
    if not state.groups:
        card.add(Label(t("No target group is chosen, so no deadlines are counted."), "soft", wrap=True))
    return card


def _group_note(group: GroupRow, today: date) -> Text:
    span = _span(group.from_on, group.to_on)
    if group.from_on > today and group.to_on is None:
        span = t("from {day:short_year}", day=group.from_on)
    more = INSURED.get(group.insured) or CATEGORIES.get(group.category or 0)
    return t("{span}. {more}", span=span, more=more) if more is not None else span


def case_card(
    state: OverviewState, hand_over: Callable[[], None], close: Callable[[], None], again: Callable[[], None]
) -> Card:
    """Return the case itself: who has it, since when, and how it is handed over or closed."""
    head = state.head
    card = Card(t("Case {number}", number=head.case_no))
    card.add(Label(t("Opened {day}", day=head.opened_on)))
    if head.referred_by or head.referred_on:
        card.add(Label(_referral(head.referred_by, head.referred_on), "soft", wrap=True))
    card.add(
        column(
            Label(bounded(head.contact_name, NAME), "strong", wrap=True),
            Label(_contact_words(state), "note", wrap=True),
            gap=0,
        )
    )
    if head.closed_on is not None:
        state_words = END_STATES.get(head.end_state, raw(head.end_state))
        card.add(Label(t("Closed {day}: {how}", day=head.closed_on, how=state_words), "body", wrap=True))
        if head.end_note and not state.citizen_view:
            card.add(told(head.end_note, "soft"))
        card.add(row(opens(CLOSE, Button(t("Open a new case"), icon="plus", on_click=again)), STRETCH))
        return card
    give, end = Button(t("Hand over"), on_click=hand_over), Button(t("Close the case"), on_click=close)
    card.add(row(opens(CONTACT, give), opens(CLOSE, end), STRETCH))
    return card


def opens(form: str, button: Button) -> Button:
    """Name the button that opens a form, so that the focus finds back to it when the form is put away."""
    button.setObjectName(form)
    return button


def _contact_words(state: OverviewState) -> Text:
    since = state.contacts[0].from_on if state.contacts else state.head.opened_on
    changes = max(len(state.contacts) - 1, 0)
    words = t("contact person since {day:short_year}", day=since)
    if not changes:
        return words
    return t("{words}, {changes}", words=words, changes=tn("{count} change", "{count} changes", changes))


def _address(state: OverviewState) -> str:
    data = state.data
    place = " ".join(part for part in (data.postal_code, data.city) if part)
    return ", ".join(part for part in (data.address, place) if part)


def _span(first: date, last: date | None) -> Text:
    if last is None:
        return t("since {day:short_year}", day=first)
    return t("{first:short_year} to {last:short_year}", first=first, last=last)


def side(*cards: QWidget) -> QWidget:
    """Return the cards below each other at the side."""
    holder = box(column(*cards, STRETCH, gap=tokens.M))
    holder.setFixedWidth(px(320))
    holder.layout().setAlignment(Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]
    return holder


def _referral(by: str, day: date | None) -> Text:
    name = raw(bounded(by, NAME))
    if day is None:
        return t("Referred by {by}", by=name)
    if not by:
        return t("Referred {day:short_year}", day=day)
    return t("Referred by {by} {day:short_year}", by=name, day=day)
