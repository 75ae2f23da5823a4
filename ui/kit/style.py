"""Puts a theme on the application: fonts, palette and the one style sheet, all from the tokens."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from caseworker.base.paths import resource
from ui.kit import tokens
from ui.kit.sheet import build_sheet
from ui.kit.tokens import Palette

_FUSION = "has_fusion"  # a property of the application
_FONT_FILES = ("Regular", "Italic", "Medium", "SemiBold", "Bold")


class _Look:
    """The theme in force."""

    theme: str = "light"
    scale: float = 1.0
    reduced_motion: bool = False


def apply(
    app: QApplication, theme: str = "light", scale: float = 1.0, *, reduced_motion: bool = False
) -> None:
    """Dress the application.

    `theme` is "light" or "contrast", `scale` enlarges letters and distances (1.0 to 2.0). Pages are
    built anew after a change, because icons and drawn parts take their colours when they are made.
    Raises KeyError for an unknown theme.
    """
    palette = tokens.THEMES[theme]
    _Look.theme, _Look.scale, _Look.reduced_motion = theme, scale, reduced_motion
    load_fonts()
    if not app.property(_FUSION):  # under a style sheet the style itself does not say what it is
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty(_FUSION, True)
    app.setFont(font("body"))
    app.setPalette(_qt_palette(palette))
    app.setStyleSheet(build_sheet(palette, scale))


@cache
def load_fonts() -> None:
    """Register the shipped typeface. Raises FileNotFoundError if it is missing from the installation."""
    for name in _FONT_FILES:
        path = resource("fonts", f"IBMPlexSans-{name}.ttf")
        if not path.is_file() or QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)


def theme() -> str:
    """Return the name of the theme in force."""
    return _Look.theme


def palette() -> Palette:
    """Return the colours in force."""
    return tokens.THEMES[_Look.theme]


def motion_allowed() -> bool:
    """Return whether parts may move; False under reduced motion."""
    return not _Look.reduced_motion


def colour(name: str) -> QColor:
    """Return a colour of the theme by its token name. Raises AttributeError for an unknown name."""
    return QColor(getattr(palette(), name))


def px(size: float) -> int:
    """Return a distance given at scale 1 in pixels of the scale in force."""
    return round(size * _Look.scale)


def font(kind: str) -> QFont:
    """Return the font of a kind of text (`tokens.LETTERS`). Raises KeyError for an unknown kind."""
    letters = tokens.LETTERS[kind]
    return make_font(letters.size, letters.weight)


def make_font(size: int, weight: int = tokens.REGULAR) -> QFont:
    """Return the typeface in a size given at scale 1 and a weight (400 to 700)."""
    made = QFont(tokens.FAMILY)
    made.setPixelSize(px(size))
    made.setWeight(QFont.Weight(weight))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet asks for, and dress the widget accordingly."""
    changed = False
    for name, value in properties.items():
        if widget.property(name) != value:
            QObject.setProperty(widget, name, value)
            changed = True
    if changed:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        widget.update()


def _qt_palette(colours: Palette) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for target, value in (
        (role.Window, colours.canvas),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.inset),
        (role.Button, colours.surface),
        (role.WindowText, colours.ink),
        (role.Text, colours.ink),
        (role.ButtonText, colours.ink),
        (role.PlaceholderText, colours.ink_faint),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.ToolTipBase, colours.ink),
        (role.ToolTipText, colours.surface),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
    ):
        made.setColor(target, QColor(value))
    for target in (role.Text, role.ButtonText, role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.ink_faint))
    return made
