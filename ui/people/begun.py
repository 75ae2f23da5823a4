"""What waits on a citizen's overview: each form that was begun, by its name, and the one thrown away last."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from caseworker.base.text import t, tn
from caseworker.store.drafts import Draft
from ui.kit import Banner, Button, FlowLayout, IconMark, Label, LinkButton, box, row, say, tokens
from ui.kit.layout import least_height
from ui.people.overview_drafts import draft_name

_HEIGHT = 52


def begun_banner(drafts: Sequence[Draft], go_on: Callable[[str], object]) -> QFrame:
    """Return the sentence on what was begun and waits; of several, each is chosen by its name."""
    if len(drafts) == 1:
        words = t("You have begun something here: {what}.", what=draft_name(drafts[0]))
        return Banner(
            words, "draft", actions=[Button(t("Go on"), on_click=lambda: go_on(drafts[0].record_id))]
        )
    return _Several(drafts, go_on)


def thrown_banner(draft: Draft, fetch_back: Callable[[], object]) -> Banner:
    """Return the sentence on what was thrown away last, with the way to take that back."""
    fetch = Button(t("Fetch it back"), on_click=fetch_back)
    return Banner(t("The draft “{draft}” is thrown away.", draft=draft_name(draft)), "draft", actions=[fetch])


class _Several(QFrame):
    def __init__(self, drafts: Sequence[Draft], go_on: Callable[[str], object]) -> None:
        super().__init__()
        self.setProperty("kind", "banner")
        self.setProperty("tone", "draft")
        lead = tn("{count} draft waits:", "{count} drafts wait:", len(drafts))
        self.setAccessibleName(say(lead))
        words = Label(lead, "strong")
        links = [_link(draft, go_on) for draft in drafts]
        words.setMinimumHeight(links[0].sizeHint().height())
        holder = _wrapping(box(FlowLayout(words, *links, gap=tokens.S)))
        line = row(
            IconMark("file-pen-line", "ink_soft"),
            (holder, 1),
            gap=tokens.M,
            margins=(tokens.L, 8, tokens.L, 8),
        )
        least_height(line, _HEIGHT)
        self.setLayout(line)
        _wrapping(self)


def _link(draft: Draft, go_on: Callable[[str], object]) -> LinkButton:
    what = draft_name(draft)
    return LinkButton(what, name=t("Go on with “{what}”", what=what), on_click=lambda: go_on(draft.record_id))


def _wrapping(widget: QWidget) -> QWidget:
    """Let a widget be as high as its lines need in the width there is."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)
    return widget
