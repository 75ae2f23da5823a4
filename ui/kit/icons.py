"""Line icons, painted in a colour of the theme and sharp on every screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from caseworker.base.paths import resource
from ui.kit import tokens
from ui.kit.style import colour, px

_STROKE = 'stroke-width="1.75"'


@cache
def _drawing(name: str) -> str:
    path = resource("icons", f"{name}.svg")
    return path.read_text("utf-8").replace('stroke-width="2"', _STROKE)


@cache
def _renderer(name: str, paint: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", paint).encode()))


def paint_icon(painter: QPainter, name: str, box: QRectF, tone: str = "ink_soft") -> None:
    """Draw an icon into a box of the painter, in the colour named by the token.

    Raises FileNotFoundError for an icon that is not shipped.
    """
    _renderer(name, colour(tone).name()).render(painter, box)


def icon(name: str, tone: str = "ink_soft", size: int = tokens.ICON, *, gap: int = 0) -> QIcon:
    """Return an icon for a button or menu, `size` pixels at scale 1 with `gap` pixels free on its right."""
    ratios = {1.0, 1.5, 2.0}
    if isinstance(app := QApplication.instance(), QApplication):
        ratios |= {screen.devicePixelRatio() for screen in app.screens()}
    return _icon(
        name, colour(tone).name(), colour("ink_faint").name(), px(size), px(gap), tuple(sorted(ratios))
    )


@cache
def _icon(name: str, paint: str, faint: str, size: int, gap: int, ratios: tuple[float, ...]) -> QIcon:
    made = QIcon()
    for ratio in ratios:
        made.addPixmap(_pixmap(name, paint, size, gap, ratio), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(name, faint, size, gap, ratio), QIcon.Mode.Disabled)
    return made


def _pixmap(name: str, paint: str, size: int, gap: int, ratio: float) -> QPixmap:
    renderer = _renderer(name, paint)
    edge = round(size * ratio)
    image = QImage(round((size + gap) * ratio), edge, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, edge, edge))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return QPixmap.fromImage(image)


class IconMark(QWidget):
    """An icon on its own: says nothing to a screen reader, because words always stand beside it."""

    def __init__(self, name: str, tone: str = "ink_soft", size: int = tokens.ICON) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setFixedSize(QSize(px(size), px(size)))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon, and another colour if one is named."""
        self._name, self._tone = name, tone or self._tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, self._name, QRectF(self.rect()), self._tone)
