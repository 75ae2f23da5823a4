"""The cards of the list: the next talk, all talks, deadlines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from caseworker.base.clock import day_of
from caseworker.base.text import Text, t, tc, tn
from caseworker.contacts import words
from caseworker.contacts.queries import TalkRow
from caseworker.prints.known import in_print_language
from ui.contacts.act_button import Ask, act_button
from ui.contacts.state import ContactsState, DeadlineEntry, TalkDraft
from ui.contacts.when_words import full_when, known_day, when_words
from ui.kit import (
    STRETCH,
    Button,
    Card,
    Chip,
    IconMark,
    Label,
    LinkButton,
    Why,
    WhyLink,
    box,
    column,
    language,
    px,
    restyle,
    row,
    say,
)
from ui.kit import tokens as tok
from ui.kit.bounded import told

_DAY_WIDTH, _WHEN_WIDTH = 104, 104
_ROW = (tok.L, tok.S + 2, tok.L, tok.S + 2)


class NextTalkCard(Card):
    """The next talk with all that can be done about it, or the suggestion for one. `ask(what, talk_id)`."""

    def __init__(self, ask: Ask) -> None:
        super().__init__(t("Next talk"))
        self._ask = ask
        self._lit = ""
        self._rows: dict[str, QWidget] = {}

    def light(self, talk_id: str) -> None:
        """Light one of the later talks up, or none of them with "": the next one stands out as it is."""
        self._lit = talk_id
        for of, line in self._rows.items():
            restyle(line, ground="accent" if of == talk_id else "none")

    def draw(self, state: ContactsState) -> None:
        """Show the next talk and those after it."""
        self.clear_body()
        if state.next_talk is not None:
            self._draw_talk(state.next_talk, state)
        elif state.under_way:
            for talk, draft in state.under_way:
                self._draw_begun(talk, draft, state)
        else:
            self._draw_none(state)
        self._rows = {
            talk.id: self.add_row(
                Label(when_words(talk.at, state.today), "body"),
                (Label(words.KINDS[talk.kind], "soft", elide=True), 1),
                *self._small_buttons(talk, state),
            )
            for talk in state.later
        }
        self.light(self._lit)

    def _draw_talk(self, talk: TalkRow, state: ContactsState) -> None:
        today = state.today
        name = say(full_when(talk.at, today))
        self.add(Label(_upper(name), "goal"), Label(" · ".join(_facts(talk)), "soft", wrap=True))
        if talk.purpose:
            self.add(Label(in_print_language(talk.purpose, language()), "body", wrap=True))
        self.add(Label(_summoned(talk, today), "note", wrap=True))
        if state.closed:
            self.add(Label(t("The case is closed. Call the talk off."), "body", wrap=True))
            self.add(row(*self._small_buttons(talk, state), STRETCH, gap=tok.S))
            return
        buttons = row(
            act_button(
                t("Print a new summons") if talk.summoned_at else t("Summon and print letter"),
                self._ask,
                "summon",
                talk.id,
                icon="printer",
            ),
            *self._small_buttons(talk, state),
            act_button(
                tc("button", "Start"),
                self._ask,
                "start",
                talk.id,
                name=t("Start the talk {when}", when=name),
            ),
            STRETCH,
            gap=tok.S,
        )
        self.add(buttons)

    def _small_buttons(self, talk: TalkRow, state: ContactsState) -> list[Button]:
        when = say(full_when(talk.at, state.today))
        move = t("Move the talk {when}", when=when)
        cancel = t("Call the talk {when} off", when=when)
        off = act_button(tc("talk", "Call off"), self._ask, "cancel", talk.id, name=cancel)
        if state.closed:
            return [off]
        return [act_button(tc("button", "Move"), self._ask, "move", talk.id, name=move), off]

    def _draw_begun(self, talk: TalkRow, draft: TalkDraft, state: ContactsState) -> None:
        """Show a talk that is begun: none is agreed only once it is written down."""
        name = say(full_when(talk.at, state.today))
        which = t("Go on with the talk {when}", when=name)
        go_on = act_button(t("Go on with the talk"), self._ask, "go_on", draft.record_id, name=which)
        self.add(
            Label(_upper(name), "goal"),
            Label(t("The talk is begun and waits to be finished."), "soft", wrap=True),
            row(go_on, STRETCH),
        )

    def _draw_none(self, state: ContactsState) -> None:
        self.add(Label(t("No talk is agreed."), "soft"))
        if state.unwritten:
            self._draw_unwritten(state)
        advice = state.advice
        if advice is None:
            return
        link = WhyLink(
            lambda: Why(t("Why this day?"), advice.suggestion.reason),
            tc("link", "why?"),
            name=t("Why this day?"),
        )
        when = Label(t("Suggestion: {when}", when=full_when(advice.suggestion.at, state.today)), "body")
        self.add(box(row(when, link, STRETCH, gap=tok.S)), Label(advice.serves, "note", wrap=True))

    def _draw_unwritten(self, state: ContactsState) -> None:
        """Ask for the talk that was: until it is written down nobody knows what another one is for."""
        talk = state.unwritten[0]
        said = t("First write down the talk {when}.", when=when_words(talk.at, state.today))
        name = t("Write down the talk {when}", when=full_when(talk.at, state.today))
        write = act_button(t("Write it down"), self._ask, "start", talk.id, name=name)
        self.add(Label(said, "body", wrap=True), row(write, STRETCH))


class TalksCard(Card):
    """All talks that were, the newest first, with attendance and outcome."""

    _first = 8

    def __init__(self) -> None:
        super().__init__(tc("card", "Talks"), divided=True)
        self._all = False
        self._state: ContactsState | None = None

    def draw(self, state: ContactsState) -> None:
        """Show the talks."""
        self._state = state
        self.clear_body()
        shown = state.past if self._all else state.past[: self._first]
        for talk in shown:
            self._draw_talk(talk)
        if not state.past:
            self.add_row(Label(t("No talk is written down yet."), "soft"))
        if len(state.past) > len(shown):
            rest = len(state.past) - len(shown)
            self.add_row(
                LinkButton(tn("{count} more", "{count} more", rest), on_click=self._show_all), STRETCH
            )

    def _draw_talk(self, talk: TalkRow) -> None:
        day = Label(t("{day:short_year}", day=day_of(talk.at)), "body")
        day.setFixedWidth(px(_DAY_WIDTH))
        chip = Chip(outcome_chip(talk))
        title = [say(words.KINDS[talk.kind]), say(words.CHANNELS[talk.channel])]
        if talk.without_citizen:
            title.append(say(t("without the citizen")))
        if talk.by != "municipality":
            title.append(say(words.HELD_BY[talk.by]))
        text: list[QWidget] = [Label(" · ".join(title), "body", wrap=True)]
        if detail := _detail(talk):
            text.append(box(told(detail)))
        head = column(day, STRETCH, gap=0)
        marks = column(chip, STRETCH, gap=0)
        self.add_row(head, (column(*text, gap=2), 1), marks, margins=_ROW)

    def _show_all(self) -> None:
        self._all = True
        if self._state is not None:
            self.draw(self._state)


class DeadlinesCard(Card):
    """The deadlines of the case, each with its why and how sure the rule is."""

    def __init__(self, explain: Callable[[QWidget, str], None]) -> None:
        super().__init__(tc("card", "Deadlines"), divided=True)
        self._explain = explain
        self._lit = ""
        self._rows: dict[str, QWidget] = {}

    def light(self, key: str) -> None:
        """Light one deadline up, or none of them with ""."""
        self._lit = key
        for of, line in self._rows.items():
            restyle(line, ground="accent" if of == key else "none")

    def draw(self, state: ContactsState) -> None:
        """Show the deadlines."""
        self.clear_body()
        if said := _deadlines_lead(state):
            self.add_row((Label(said, "soft", wrap=True), 1))
        self._rows = {entry.key: self._draw_entry(entry) for entry in state.deadlines}
        if state.off is not None:
            self.add_row((Label(state.off, "note", wrap=True), 1))
        self.light(self._lit)

    def _draw_entry(self, entry: DeadlineEntry) -> QWidget:
        when = Label(entry.when, "alarm" if entry.alarm else "strong", wrap=True)
        when.setFixedWidth(px(_WHEN_WIDTH))
        note = [
            say(entry.detail).removesuffix("."),
            say(tc("rule", "source read") if entry.checked else entry.mark),
        ]
        if entry.reimbursement:
            note.append(say(t("reimbursement is at stake")))
        if entry.booked is not None:
            note.insert(0, say(entry.booked))
        text = column(
            Label(entry.title, "body", wrap=True),
            row(
                column(
                    2,
                    IconMark("shield-check" if entry.checked else "circle-help", "ink_soft", 14),
                    STRETCH,
                    gap=0,
                ),
                (Label(" · ".join(note), "note", wrap=True), 1),
                gap=6,
            ),
            gap=2,
        )
        link = LinkButton(tc("link", "why?"), name=t("Why this date: {title}", title=entry.title))
        link.clicked.connect(lambda _on=False: self._explain(link, entry.key))
        link.setObjectName(f"why:{entry.key}")
        return self.add_row(column(when, STRETCH, gap=0), (text, 1), link, margins=_ROW)


def _deadlines_lead(state: ContactsState) -> Text | None:
    """Return what is said above the deadlines, or instead of them."""
    if state.closed and state.deadlines:
        return t("The case is closed. Overdue when it was closed:")
    if state.closed:
        return t("The case is closed. No deadline was overdue then.")
    return None if state.deadlines else t("No deadline is open.")


def outcome_chip(talk: TalkRow) -> Text:
    """Return how a talk went in a word or two."""
    if talk.attendance:
        return words.ATTENDANCE[talk.attendance]
    return words.STATUSES[talk.status]


def _detail(talk: TalkRow) -> str:
    if talk.status == "held":
        parts = [talk.outcome or in_print_language(talk.purpose, language())]
        if talk.plan_reviewed:
            parts.append(say(t("Plan: {answer}", answer=words.PLAN_REVIEWED[talk.plan_reviewed])))
        return " · ".join(filter(None, parts))
    reason = talk.absence_reason or talk.cancelled_reason
    return say(t("Reason: {reason}", reason=words.reason_text(reason))) if reason else ""


def _facts(talk: TalkRow) -> list[str]:
    minutes = say(tn("{count} minute", "{count} minutes", talk.minutes))
    parts = [say(words.KINDS[talk.kind]), say(words.CHANNELS[talk.channel]), talk.place, minutes]
    parts += [", ".join(one.name for one in talk.participants)]
    return [part for part in parts if part]


def _summoned(talk: TalkRow, today: date) -> Text:
    if talk.summoned_at is None:
        return t("The citizen is not summoned yet.")
    return t("Summoned {day}", day=known_day(day_of(talk.summoned_at), today))


def _upper(words_of: str) -> str:
    return words_of[:1].upper() + words_of[1:]
