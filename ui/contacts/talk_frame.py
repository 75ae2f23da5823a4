"""Where everything of the meeting mode stands: the side beside the form, or below each other where it is narrow."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from ui.contacts.fitting import SCROLL_ROOM, FittingArea, TallArea, is_narrow
from ui.contacts.talk_foot import TalkFoot
from ui.contacts.talk_form import TalkForm
from ui.contacts.talk_side import WIDTH as SIDE_WIDTH
from ui.contacts.talk_side import TalkSideColumn
from ui.kit import STRETCH, Banner, Card, Label, LinkButton, box, column, px, row
from ui.kit import tokens as tok
from ui.kit.layout import set_margins

_ANY = 16_777_215  # no limit, in Qt's count
# Much more than the room below the card, which then gets next to nothing.
_MUCH = 100
# Lower than this (at scale 1) every line goes to the form.
_LOW = 500


_CARD = (tok.L, tok.S, tok.L - SCROLL_ROOM, tok.L)
_LOW_CARD = (tok.L, tok.XS, tok.L - SCROLL_ROOM, tok.XS)


class TalkFrame(TallArea):
    """The side column, the card with the form and its foot, and what saving will write."""

    def __init__(
        self,
        head: tuple[Label, Label, LinkButton, Label],
        side: TalkSideColumn,
        form: TalkForm,
        problem: Banner,
        foot: TalkFoot,
        consequences: Label,
    ) -> None:
        self._side, self._foot, self._consequences = side, foot, consequences
        self._area, self._left = FittingArea(form), FittingArea(side)
        self._area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._card = card = Card(padding=tok.L)
        free = (0, 0, SCROLL_ROOM, 0)
        kind, who, details, kept = head
        card.add(row(kind, (who, 1), details, kept, gap=tok.M, margins=free))
        card.add(self._area, stretch=1)
        card.add(row(problem, margins=free), row(foot, margins=free))
        self._right = column(card, consequences, STRETCH, gap=tok.S)
        self._columns = row(column(self._left, STRETCH, gap=0), (self._right, 1), gap=tok.XS)
        super().__init__(box(self._columns))

    def fill_height(self, *, fill: bool) -> None:
        """Let the card take the height there is, or only what it needs."""
        self._right.setStretch(0, _MUCH if fill else 0)

    def show_whole(self, widget: QWidget) -> None:
        """Scroll until a part of the form is in sight."""
        self._area.bring_into_sight(widget)
        self.ensureWidgetVisible(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the columns below each other where they are too narrow beside each other."""
        super().resizeEvent(event)
        narrow, way = is_narrow(self), QBoxLayout.Direction
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        for widget, room in ((self._left, SCROLL_ROOM), (self._side, 0)):
            widget.setMinimumWidth(0 if narrow else px(SIDE_WIDTH + room))
            widget.setMaximumWidth(_ANY if narrow else widget.minimumWidth())
        self._foot.set_narrow(narrow=narrow)
        low = not narrow and self.height() < px(_LOW)
        self._consequences.setVisible(not low)
        set_margins(self._card.body(), _LOW_CARD if low else _CARD)
        self.set_tall(tall=narrow)
