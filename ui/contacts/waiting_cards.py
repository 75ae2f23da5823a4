"""The cards of what waits: a wish with its next step, and an absence with its steps and its log of attempts."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.base.text import Text, t, tc
from caseworker.contacts import words
from ui.contacts.act_button import Ask, act_button
from ui.contacts.courses import AbsenceCase, Reason, StepLine, WishCase
from ui.contacts.state import ContactsState
from ui.kit import (
    STRETCH,
    Card,
    FlowLayout,
    IconMark,
    Label,
    Why,
    WhyLink,
    WhyStep,
    box,
    clear,
    column,
    row,
    say,
)
from ui.kit import tokens as tok

_ICON = 16
_MARKS = {"done": ("check", "reached"), "next": ("circle-dot", "accent"), "later": ("circle", "ink_faint")}
_CHANNEL_ICONS = {"phone": "phone", "text": "message-square", "home_visit": "house", "letter": "mail"}


class WaitingCards(QWidget):
    """A card for each thing that waits; nothing at all where nothing does. `ask(what, about)`."""

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self._cards: QVBoxLayout = column(gap=tok.L)
        self.setLayout(self._cards)

    def draw(self, state: ContactsState) -> None:
        """Show what waits."""
        clear(self._cards)
        for absence in state.absences:
            self._cards.addWidget(AbsenceCard(absence, self._ask))
        for wish in state.wishes:
            self._cards.addWidget(WishCard(wish, self._ask))
        self.setVisible(self._cards.count() > 0)


class WishCard(Card):
    """What was asked for, by when it is to be answered, and the ways to do so."""

    def __init__(self, wish: WishCase, ask: Ask) -> None:
        super().__init__(wish.head, wish.since)
        if wish.wish:
            self.add(Label(t("“{wish}”", wish=wish.wish), "body", wrap=True))
        line = Label(wish.next, "alarm" if wish.late else "strong", wrap=True)
        clock = IconMark("clock", "ink_soft", _ICON)
        standing = [Label(wish.standing, "note")] if wish.standing is not None else []
        self.add(row(clock, (line, 1), *standing, _why(wish.reason), gap=tok.S))
        gone = act_button(t("No longer wanted"), ask, "close", wish.id, kind="quiet")
        if not wish.by_talk:
            answer = act_button(
                tc("button", "Answer"), ask, "answer", wish.id, name=t("Answer: {what}", what=wish.head)
            )
            self.add(row(answer, gone, STRETCH, gap=tok.S))
        elif wish.booked:
            self.add(row(gone, STRETCH))
        else:
            book = act_button(tc("button", "Book"), ask, "book", wish.id, name=t("Book a talk for this wish"))
            self.add(row(book, gone, STRETCH, gap=tok.S))


class AbsenceCard(Card):
    """What is to be done after an absence, step by step, with the log of attempts to reach the citizen."""

    def __init__(self, one: AbsenceCase, ask: Ask) -> None:
        super().__init__(one.head, one.since)
        self._ask, self._one = ask, one
        for step in one.steps:
            self.add(self._step(step))
            if step.key == "reach":
                self._add_log()
        self._add_judging()

    def _step(self, step: StepLine) -> QWidget:
        icon, tone = _MARKS[step.state]
        mark = IconMark(icon, tone, _ICON)
        mark.setAccessibleName(say(_STATES[step.state]))
        kind = "strong" if step.state == "next" else ("body" if step.state == "done" else "soft")
        parts: list[QWidget] = [Label(step.words, kind)]
        if step.when is not None:
            parts.append(Label(step.when, "strong" if step.state == "next" else "note"))
        if step.state == "next":
            parts.append(_why(step.reason))
        return box(row(mark, *parts, STRETCH, gap=tok.S))

    def _add_log(self) -> None:
        one = self._one
        inside = column(gap=tok.XS, margins=(_ICON + tok.S, 0, 0, 0))
        for line in one.log:
            inside.addWidget(Label(line, "note", wrap=True))
        if one.may_try:
            if not one.log:
                inside.addWidget(Label(t("No attempt is written down yet."), "note"))
            if one.phone:
                inside.addWidget(Label(t("Phone {number}", number=one.phone), "body", selectable=True))
            buttons = [
                act_button(
                    words.CHANNELS[code], self._ask, "attempt", f"{one.talk_id}/{code}",
                    icon=_CHANNEL_ICONS[code], name=t("Note attempt: {channel}", channel=words.CHANNELS[code]),
                )
                for code in words.OUTREACH_CHANNELS
            ]  # fmt: skip
            inside.addWidget(Label(t("Note attempt"), "label"))
            inside.addWidget(box(FlowLayout(*buttons)))
        if inside.count():
            self.add(inside)

    def _add_judging(self) -> None:
        """Offer what can be decided now; what comes first is drawn as a button, the rest quietly."""
        one = self._one
        if not one.may_judge:
            return
        ways: list[tuple[str, Text]] = []
        if one.may_decide and not one.heard:
            ways.append(("hear", t("Write the hearing down")))
        if one.heard and not one.answered:
            ways.append(("hearing_answer", t("Write the answer down")))
        if one.may_decide and one.heard:
            ways.append(("decide", t("Write the decision down")))
        ways.append(
            (
                "let_be",
                t("There was a good reason") if one.may_decide and not one.heard else t("No consequence"),
            )
        )
        quiet = "quiet" if one.next_key == "reach" else "outline"
        buttons = [act_button(said, self._ask, what, one.talk_id, kind=quiet) for what, said in ways]
        self.add(box(FlowLayout(*buttons)))


_STATES = {"done": tc("step", "Done"), "next": tc("step", "Next"), "later": tc("step", "Later")}


def _why(reason: Reason) -> WhyLink:
    steps = tuple(WhyStep(said, day) for day, said in reason.steps)
    whole = Why(reason.title, reason.words, steps, reason.basis, say(reason.source), reason.mark)
    return WhyLink(lambda: whole, tc("link", "why?"), name=t("Why: {title}", title=reason.title))
