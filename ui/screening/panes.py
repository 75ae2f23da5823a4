"""The parts of the room that hold its columns together: scrolling, the steps, the buttons under a theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from caseworker.base.text import Text, t, tc
from ui.kit import (
    STRETCH,
    Banner,
    Button,
    Card,
    Label,
    Step,
    Stepper,
    Why,
    WhyStep,
    box,
    clear,
    column,
    language,
    px,
    row,
    tokens,
)
from ui.screening.letters import large_letters
from ui.screening.single_click import single_click
from ui.screening.state import COMPARE, ScreeningState
from ui.screening.steps_presenter import StepsPresenter

# Widths at scale 1, as at 1366x768; below _NARROW the sides take their least.
_LEFT, _RIGHT, _MIDDLE = 220, 290, 420
_ANY = 16_777_215  # Qt's own largest size of a widget
_LEFT_LEAST, _RIGHT_LEAST, _NARROW = 204, 274, 1092


class Scroll(QScrollArea):
    """A scrolling column without a frame, whose inside is exchanged."""

    def __init__(self, inside: QWidget | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(self.focusPolicy().NoFocus)
        self.setHorizontalScrollBarPolicy(self.horizontalScrollBarPolicy().ScrollBarAsNeeded)
        if inside is not None:
            self.setWidget(inside)

    def show_inside(self, inside: QWidget, *, side: int = 0, top: int = tokens.S) -> None:
        """Show another widget from its top; the one before is let go."""
        holder = box(column(inside, STRETCH, gap=0, margins=(side, top, side, tokens.L)))
        self.setWidget(holder)
        self.verticalScrollBar().setValue(0)

    def bring(self, part: QWidget) -> None:
        """Scroll so that a part stands at the top."""
        inside = self.widget()
        if inside is not None:
            self.verticalScrollBar().setValue(part.mapTo(inside, part.rect().topLeft()).y())


class StepsCard(Card):
    """The steps on the left with their state, and since when somebody waits."""

    def __init__(self, on_chosen: Callable[[str], object]) -> None:
        super().__init__(padding=10)
        self._shown = ""
        self.stepper = Stepper(name=t("Steps of the screening"))
        self.stepper.chosen.connect(on_chosen)
        self._waits = Label("", "note", wrap=True)
        note = row((self._waits, 1), margins=(tokens.M, tokens.S, tokens.S, 0))
        self.add(self.stepper, note)

    def draw(self, state: ScreeningState) -> None:
        """Show the steps of a state; of a finished screening, those in which something is written."""
        if state.mode == "finished":
            steps = [Step(section.key, section.title, "done") for section in state.read]
        else:
            # The step one is in is marked as such; whether it is done shows once it is left.
            states = {state.section: "todo"}
            steps = [Step(line.key, line.title, states.get(line.key, line.state)) for line in state.steps]
        self.stepper.set_steps(steps)
        if state.mode == "open":
            self.stepper.set_current(state.section)
        elif state.view is not None and state.view.screening_id != self._shown and steps:
            self.stepper.set_current(steps[0].key)
        self._shown = state.view.screening_id if state.mode == "finished" and state.view is not None else ""
        self._waits.set_text(state.waits or "")
        self._waits.setVisible(state.waits is not None)


class Foot(QWidget):
    """Back, skip, when it was saved, and the one filled button."""

    _words: Text | str = ""

    def __init__(
        self, on_back: Callable[[], object], on_skip: Callable[[], object], on_next: Callable[[], object]
    ) -> None:
        super().__init__()
        self.back = single_click(Button(tc("button", "Back"), on_click=on_back, tip="Alt+←"))
        self.skip = single_click(Button(tc("button", "Skip"), on_click=on_skip))
        self._saved, self._above = Label("", "note"), Label("", "note")
        self.next = single_click(Button("", kind="filled", on_click=on_next, tip="Alt+→"))
        sides = (tokens.XL, tokens.M, tokens.XL, tokens.M)
        self._large = large_letters()
        if self._large:
            ways = row(self.back, self.skip, STRETCH, self._saved, gap=tokens.M)
            self.setLayout(column(row(self.next, STRETCH), ways, gap=tokens.S, margins=sides))
        else:
            ways = row(self.back, self.skip, STRETCH, self._saved, self.next, gap=tokens.M)
            self.setLayout(column(row(STRETCH, self._above), ways, gap=tokens.XS, margins=sides))
        self._place_saved()

    def draw(self, state: ScreeningState) -> None:
        """Name the next step, or the end."""
        last = state.next_title is None
        self.next.set_text(t("Finish the screening") if last else t("Next: {step}", step=state.next_title))
        self.next.set_tip("" if last else "Alt+→")
        self.skip.setVisible(not last and state.section != COMPARE)
        self.back.setEnabled(bool(state.steps) and state.section != state.steps[0].key)
        self._words = _saved_words(state.saved_at, draft=state.unsaved)
        self._place_saved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words beside the buttons where they fit."""
        super().resizeEvent(event)
        self._place_saved()

    def _place_saved(self) -> None:
        """Say when it was saved beside the buttons, or over them where the next step needs the room."""
        self._saved.set_text(self._words)
        self._above.set_text(self._words)
        parts: list[QWidget] = [self.back, self._saved, self.next]
        if not self.skip.isHidden():
            parts.append(self.skip)
        needed = sum(part.sizeHint().width() + px(tokens.M) for part in parts) + 2 * px(tokens.XL)
        beside = self._large or needed <= self.width()
        self._saved.setVisible(beside and bool(self._words))
        self._above.setVisible(not beside and bool(self._words))


def _saved_words(at: datetime | None, *, draft: bool) -> Text | str:
    """Say when the screening was saved, or since when the draft holds what is not."""
    if at is None:
        return ""
    return t("Draft kept at {at:clock}", at=at) if draft else t("Saved at {at:clock}", at=at)


def why_asked(state: ScreeningState) -> Why:
    """Return why the questions of the step on screen are asked."""
    view = state.view
    assert view is not None
    section = next(one for one in view.instrument.section if one.id == state.section)
    asked = [question for question in section.question if question.id in state.asked]
    law = [part for q in asked if q.reason.kind == "law" for part in q.reason.source.split(", ")]
    steps = (
        WhyStep(
            t(
                "{question}: {answer}", question=question.short.text(language()),
                answer=question.reason.text.text(language()),
            )
        )
        for question in asked
    )  # fmt: skip
    named = [part for part in dict.fromkeys(law) if not part.startswith("R-")]
    return Why(title=t("Why do we ask?"), steps=tuple(steps), basis=" · ".join(named))


class Columns(Scroll):
    """The three columns. In a narrow window the sides give way; in a very narrow one the whole scrolls."""

    def __init__(self, steps: QWidget, theme: QWidget, side: Sequence[QWidget]) -> None:
        super().__init__()
        card = Card(padding=0)
        card.add(theme, stretch=1)
        card.setMinimumWidth(px(_MIDDLE))
        cards = column(*side, STRETCH, gap=tokens.M)
        self._left, self._right = Scroll(box(column(steps, gap=0))), Scroll(box(cards))
        self._card, self._stacked = card, False
        self._row = row(self._left, (card, 1), self._right, gap=tokens.L)
        self.setWidget(box(self._row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the theme more of a narrow window."""
        super().resizeEvent(event)
        narrow = self.width() < px(_NARROW)
        self._stack(on=self.width() < px(_LEFT_LEAST + _MIDDLE + _RIGHT_LEAST + 2 * tokens.L))
        if self._stacked:
            for part in (self._left, self._right):
                part.setMinimumWidth(0)
                part.setMaximumWidth(_ANY)
                inside = part.widget()
                part.setFixedHeight(inside.sizeHint().height() if inside is not None else 0)
            self._card.setMinimumHeight(self.height())
            return
        self._left.setFixedWidth(px(_LEFT_LEAST if narrow else _LEFT))
        self._right.setFixedWidth(px(_RIGHT_LEAST if narrow else _RIGHT))

    def _stack(self, *, on: bool) -> None:
        """Lay the theme over the steps and the cards where they have no room beside it, as with large letters."""
        if on == self._stacked:
            return
        self._stacked = on
        self._row.removeWidget(self._card)
        self._row.insertWidget(0 if on else 1, self._card, 1)
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if on else QBoxLayout.Direction.LeftToRight)
        self._card.setMinimumWidth(0 if on else px(_MIDDLE))
        if not on:
            self._card.setMinimumHeight(0)
            for part in (self._left, self._right):
                part.setMinimumHeight(0)
                part.setMaximumHeight(_ANY)


class Banners(QWidget):
    """What has to be known before one goes on: a draft that was picked up, words written elsewhere meanwhile."""

    def __init__(self, presenter: StepsPresenter, before: Callable[[], object]) -> None:
        """`before` has what is being typed told, so that what is thrown away is all of it."""
        super().__init__()
        self._presenter, self._before = presenter, before
        self._drawn: object = ("", None, False, False)
        self._inside = column(gap=tokens.S)
        self.setLayout(self._inside)
        self.hide()

    def draw(self, state: ScreeningState) -> None:
        """Show what a state needs; a banner that stands there already stays, with the focus in it."""
        section = state.section if state.mode == "open" else ""
        conflict = section if section in self._presenter.conflicts else ""
        draft_from = state.draft_from if section and state.unsaved else None
        thrown = bool(section) and state.thrown
        too_late = not section and state.unsaved
        if (conflict, draft_from, thrown, too_late) == self._drawn:
            return
        self._drawn = (conflict, draft_from, thrown, too_late)
        clear(self._inside)
        self.setVisible(bool(conflict or draft_from or thrown or too_late))
        if too_late:
            drop = Button(t("Throw the draft away"), on_click=self._drop)
            words = t(
                "Some of it was not saved before the case was closed. It stands here as it was written."
            )
            self._inside.addWidget(Banner(words, "draft", actions=(drop,)))
        if conflict:
            theirs = Button(t("Show the new"), on_click=lambda: self._take_theirs(conflict))
            words = t("This step was changed elsewhere while you were writing. What you wrote stands here.")
            self._inside.addWidget(Banner(words, "attention", actions=(theirs,)))
        if draft_from is not None:
            drop = Button(t("Throw the draft away"), on_click=self._drop)
            words = t(
                "You were in the middle of this {moment}. What you wrote stands here again.",
                moment=draft_from,
            )
            self._inside.addWidget(Banner(words, "draft", actions=(drop,)))
        if thrown:
            fetch = Button(t("Fetch it back"), on_click=self._fetch)
            banner = Banner(t("What was not saved is thrown away."), "draft", actions=(fetch,), closable=True)
            banner.closed.connect(self._presenter.forget_thrown)
            self._inside.addWidget(banner)

    def _drop(self) -> None:
        self._before()
        self._presenter.drop_draft()

    def _fetch(self) -> None:
        self._before()
        self._presenter.fetch_thrown()

    def _take_theirs(self, section: str) -> None:
        self._before()
        self._presenter.take_theirs(section)
