"""The ground a page stands on: heading, banners, scrolling body, and the states every page has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from caseworker.base.text import Text, t
from ui.kit import tokens
from ui.kit.a11y import announce
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.frames import EmptyState
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, clear, column, least_height, row, set_margins
from ui.kit.style import px
from ui.kit.words import say

LOADING_AFTER_MS = 150


class Page(QWidget):
    """A page with a title, one sentence beside it, and actions on the right.

    `header` replaces title and lead by a widget that never scrolls away (the citizen's head).
    `scroll=False` is for pages whose one table or time line scrolls itself. What is added stands below
    each other; the distance is that between cards.
    """

    def __init__(
        self,
        title: Text | str = "",
        lead: Text | str = "",
        *,
        actions: Sequence[QWidget] = (),
        header: QWidget | None = None,
        scroll: bool = True,
    ) -> None:
        super().__init__()
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(say(title))
        self._title = Label(title, "title")
        self._lead = Label(lead, "soft", elide=True)
        side = tokens.XL
        self._banners = column(gap=tokens.S, margins=(side, 0, side, 0))
        self._body = column(gap=tokens.L, margins=(side, tokens.XS, side, tokens.XL))
        self._stack = QStackedWidget()
        self._content = self._make_content(scroll=scroll)
        self._stack.addWidget(self._content)
        self._other: QWidget | None = None
        self._loading = QTimer(self, singleShot=True, interval=LOADING_AFTER_MS)
        self._loading.timeout.connect(self._show_loading_now)
        outer = column(gap=0)
        if header is not None:
            outer.addWidget(header)
            outer.addSpacing(px(tokens.M))
        else:
            head = row(self._title, (self._lead, 1), *actions, gap=tokens.M, margins=(side, 18, side, 10))
            least_height(head, 62)
            holder = box(head)
            holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            outer.addWidget(holder)
        outer.addLayout(self._banners)
        outer.addWidget(self._stack, 1)
        self.setLayout(outer)

    def set_title(self, title: Text | str, lead: Text | str = "") -> None:
        """Show another title and sentence."""
        self._title.set_text(title)
        self._lead.set_text(lead)
        self.setAccessibleName(say(title))

    def body(self) -> QVBoxLayout:
        """Return the layout of the body."""
        return self._body

    def add(self, item: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or layout into the body."""
        if isinstance(item, QWidget):
            self._body.addWidget(item, stretch)
        else:
            self._body.addLayout(item, stretch)

    def add_stretch(self) -> None:
        """Push what was added to the top."""
        self._body.addStretch(1)

    def clear_body(self) -> None:
        """Empty the body."""
        clear(self._body)

    def show_banner(self, banner: Banner) -> Banner:
        """Show a banner above the body and return it."""
        self._banners.addWidget(banner)
        banner.show()
        set_margins(self._banners, (tokens.XL, 0, tokens.XL, tokens.M))
        banner.closed.connect(lambda: self.remove_banner(banner))
        announce(banner, banner.text())
        return banner

    def remove_banner(self, banner: Banner) -> None:
        """Take a banner away."""
        self._banners.removeWidget(banner)
        banner.hide()
        banner.deleteLater()
        if not self._banners.count():
            set_margins(self._banners, (tokens.XL, 0, tokens.XL, 0))

    def show_content(self) -> None:
        """Show the body."""
        self._loading.stop()
        self._stack.setCurrentWidget(self._content)

    def show_loading(self) -> None:
        """Say that the page is on its way, if it takes longer than a blink."""
        self._loading.start()

    def show_empty(self, empty: EmptyState, *above: QWidget) -> None:
        """Show what to do first, and above it what there is all the same."""
        if not above:
            self._show_other(empty)
            return
        holder = box(column(*above, (empty, 1), margins=(tokens.XL, 0, tokens.XL, 0)))
        holder.setAccessibleName(empty.accessibleName())
        self._show_other(holder)

    def show_error(self, text: Text | str, *, on_retry: Callable[[], object] | None = None) -> None:
        """Say in place of the body that it cannot be shown, and offer to try again."""
        retry = Button(t("Try again"), on_click=on_retry) if on_retry is not None else None
        title = t("This page cannot be shown right now")
        self._show_other(EmptyState(title, text, icon="circle-alert", action=retry))

    def state(self) -> str:
        """Return "content" or "other" (empty, error or loading)."""
        return "content" if self._stack.currentWidget() is self._content else "other"

    def _show_loading_now(self) -> None:
        self._show_other(EmptyState(t("One moment …"), icon="clock"))

    def _show_other(self, widget: QWidget) -> None:
        self._loading.stop()
        if self._other is not None:
            self._stack.removeWidget(self._other)
            self._other.deleteLater()
        self._other = widget
        self._stack.addWidget(widget)
        self._stack.setCurrentWidget(widget)
        announce(widget, widget.accessibleName())

    def _make_content(self, *, scroll: bool) -> QWidget:
        inner = _Body(self._body)
        if not scroll:
            return inner
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        area.verticalScrollBar().rangeChanged.connect(self._keep_right_edge)
        return area

    def _keep_right_edge(self, _least: int, most: int) -> None:
        """Keep the right edge of the body where it is when the scroll bar comes."""
        right = px(tokens.XL) - (px(tokens.M) if most else 0)
        margins = self._body.contentsMargins()
        if margins.right() != right:
            margins.setRight(right)
            self._body.setContentsMargins(margins)


class _Body(QWidget):
    """The inside of a scrolling page: as high as its words need in the width there is, and no higher."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setProperty("ground", "none")
        self.setLayout(layout)

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the width where words wrap; else return the layout's own."""
        hint = super().minimumSizeHint()
        layout = self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(hint.width(), 0) if wraps else hint


def side_by_side(*parts: tuple[QWidget | QLayout, int], gap: int = tokens.L) -> QLayout:
    """Return columns beside each other, each with its stretch, tops aligned."""
    layout = row(gap=gap)
    for part, stretch in parts:
        holder = box(column(part, STRETCH, gap=0)) if isinstance(part, QLayout) else part
        layout.addWidget(holder, stretch)
    return layout
