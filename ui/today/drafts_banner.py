"""What was begun and not saved, across the top of "My day": each draft is a way back to its form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from caseworker.base.place import Place
from caseworker.base.text import t, tc, tn
from ui.kit import Button, FlowLayout, IconMark, Label, LinkButton, box, row, say, tokens
from ui.kit.layout import least_height
from ui.today.presenter import DraftLine, draft_age

_SHOWN = 3
_HEIGHT = 52


class DraftsBanner(QFrame):
    """So many drafts, the newest first. A few are named at once, the others after "show all"."""

    def __init__(self, drafts: Sequence[DraftLine], today: date, go: Callable[[Place], None]) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "draft")
        lead = tn("{count} draft waits:", "{count} drafts wait:", len(drafts))
        self.setAccessibleName(say(lead))
        self.links = [_link(draft, today, go) for draft in drafts]
        self._all = LinkButton(tc("drafts", "show all"), on_click=self.show_all)
        words = Label(lead, "strong")
        words.setMinimumHeight(self._all.sizeHint().height())
        flow = FlowLayout(words, *self.links, self._all, gap=tokens.S)
        holder = _wrapping(box(flow))
        for link in self.links[_SHOWN:]:
            link.hide()
        self._all.setVisible(len(drafts) > _SHOWN)
        mark = IconMark("file-pen-line", "ink_soft")
        # Of several, each is chosen by its name.
        go_on = [Button(t("Go on"), on_click=lambda: go(drafts[0].place))] if len(drafts) == 1 else []
        line = row(mark, (holder, 1), *go_on, gap=tokens.M, margins=(tokens.L, 8, tokens.L, 8))
        least_height(line, _HEIGHT)
        self.setLayout(line)
        _wrapping(self)

    def show_all(self) -> None:
        """Name the others too, and put the focus on the first of them."""
        self._all.hide()
        for link in self.links[_SHOWN:]:
            link.show()
        self.links[_SHOWN].setFocus()


def _link(draft: DraftLine, today: date, go: Callable[[Place], None]) -> LinkButton:
    words = t("{what} (from {age})", what=draft.words, age=draft_age(draft.saved_at, today))
    return LinkButton(words, name=t("Go on with “{what}”", what=words), on_click=lambda: go(draft.place))


def _wrapping(widget: QWidget) -> QWidget:
    """Let a widget be as high as its lines need in the width there is."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    return widget
