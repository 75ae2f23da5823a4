"""The one style sheet of the window, written from the tokens."""

from __future__ import annotations

from string import Template

from ui.kit import tokens
from ui.kit.tokens import Palette

_BASE = Template("""
* { font-family: "$family"; font-size: ${px14}px; outline: none; }
QToolTip { background: $ink; color: $surface; border: 0; padding: ${px4}px ${px8}px; font-size: ${px12}px; }
QMainWindow, QWidget[ground="canvas"] { background: $canvas; }
QWidget[ground="surface"] { background: $surface; }
QWidget[ground="accent"] { background: $accent_ground; }
QScrollArea, QScrollArea > QWidget > QWidget[ground="none"] { background: transparent; border: 0; }
QLabel { background: transparent; color: $ink; }
QWidget[line="below"] { border: 0; border-bottom: 1px solid $hairline; }
QWidget[line="above"] { border: 0; border-top: 1px solid $hairline; }
QWidget[line="right"] { border: 0; border-right: 1px solid $hairline; }
QFrame[kind="hairline"] { background: transparent; border: 0; min-height: 1px; max-height: 1px; }
QFrame[kind="hairline_v"] { background: transparent; border: 0; min-width: 1px; max-width: 1px; }
QFrame[kind="card"] { background: $surface; border: 1px solid $hairline; border-radius: ${px8}px; }
QFrame[kind="card"][tone="accent"] { background: $accent_ground; border-color: $accent; }
QFrame[kind="row"][ground="accent"] { background: $accent_ground; }
QFrame[kind="popover"] { background: $surface; border: 1px solid $edge; border-radius: ${px8}px; }
QFrame[kind="banner"] { background: $surface; border: 1px solid $hairline; border-radius: ${px8}px; }
QFrame[kind="banner"][tone="info"] { background: $accent_ground; border-color: $accent; }
QFrame[kind="banner"][tone="done"] { background: $reached_ground; border-color: $reached; }
QFrame[kind="banner"][tone="attention"] { background: $inset; border-color: $ink_soft; }
QFrame[kind="banner"][tone="overdue"] { background: $alarm_ground; border-color: $alarm; }
QFrame[kind="toast"] { background: $ink; border: 1px solid $ink; border-radius: ${px8}px; }
QFrame[kind="toast"] QLabel { color: $surface; }
QLabel[kind="key"] { background: $surface; color: $ink_faint; border: 1px solid $hairline;
    border-radius: ${px4}px; padding: 1px ${px5}px; font-size: ${px12}px; }
QLabel[kind="count"] { background: $inset; color: $ink_soft; border-radius: ${px12}px; font-size: ${px12}px;
    min-width: ${px10}px; min-height: ${px24}px; max-height: ${px24}px; padding: 0 ${px8}px; }
""")

_BUTTONS = Template("""
QPushButton { background: $surface; color: $ink; border: 1px solid $edge; border-radius: ${px6}px;
    padding: 0 ${p12}px; min-height: ${in34}px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $inset; }
QPushButton:focus { border: 2px solid $focus; padding: 0 ${q12}px; min-height: ${on34}px; }
QPushButton:disabled { color: $ink_faint; background: $inset; border-color: $hairline; }
QPushButton[kind="filled"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: 600;
    padding: 0 ${p16}px; }
QPushButton[kind="filled"]:hover, QPushButton[kind="filled"]:pressed { background: $accent_strong; }
QPushButton[kind="filled"]:focus { border: 2px solid $ink; padding: 0 ${q16}px; }
QPushButton[kind="filled"]:disabled { background: $inset; color: $ink_faint; border-color: $hairline; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $ink_soft; font-weight: 400;
    padding: 0 ${p8}px; }
QPushButton[kind="quiet"]:hover { background: $hover; color: $ink; }
QPushButton[kind="quiet"]:focus { border-color: $focus; padding: 0 ${q8}px; }
QPushButton[kind="icon"] { background: transparent; border-color: transparent; padding: 0; min-width: ${in34}px; }
QPushButton[kind="icon"]:hover { background: $hover; }
QPushButton[kind="icon"]:focus { border-color: $focus; padding: 0; min-width: ${on34}px; }
QPushButton[kind="link"] { background: transparent; border: 2px solid transparent; border-radius: ${px4}px;
    color: $accent; text-decoration: underline; font-weight: 400; font-size: ${px12}px; padding: 0 1px;
    min-height: ${on32}px; text-align: left; }
QPushButton[kind="link"]:hover { color: $accent_strong; }
QPushButton[kind="link"][asked="true"] { background: $accent_ground; border-color: $accent; }
QPushButton[kind="link"]:focus { border-color: $focus; }
QPushButton[kind="link"][ground="dark"] { color: $surface; font-size: ${px14}px; font-weight: 600; }
QPushButton[kind="link"][ground="dark"]:focus { border-color: $surface; }
QPushButton[kind="icon"][ground="dark"]:hover { background: $ink_soft; }
QPushButton[kind="icon"][ground="dark"]:focus { border-color: $surface; }
QPushButton[kind="option"] { background: $surface; color: $ink_soft; border: 1px solid $edge;
    border-radius: ${r32}px; padding: 0 ${p10}px; font-size: ${px12}px; font-weight: 400;
    min-height: ${in32}px; max-height: ${in32}px; }
QPushButton[kind="option"]:hover { background: $hover; color: $ink; }
QPushButton[kind="option"]:checked { background: $accent_ground; color: $accent; border-color: $accent;
    font-weight: 600; }
QPushButton[kind="option"]:focus, QPushButton[kind="option"][faulty="true"] { border: 2px solid $focus;
    padding: 0 ${q10}px; min-height: ${on32}px; max-height: ${on32}px; }
QPushButton[kind="option"][faulty="true"]:!focus { border: 2px dashed $ink; }
QPushButton[kind="option"]:disabled { background: $inset; border-color: $hairline; color: $ink_soft; }
QPushButton[kind="option"]:checked:disabled { background: $accent_ground; color: $accent; }
QPushButton[kind="nav"], QPushButton[kind="nav"]:focus, QPushButton[kind="counter"],
QPushButton[kind="counter"]:focus { border: 0; padding: 0; min-height: 0; background: transparent; }
QPushButton[kind="name"] { background: transparent; border: 2px solid transparent; border-radius: ${px4}px;
    color: $ink; font-weight: 600; padding: 0 1px; min-height: ${on32}px; text-align: left; }
QPushButton[kind="name"]:hover { color: $accent; }
QPushButton[kind="name"]:focus { border-color: $focus; }
QPushButton::menu-indicator { width: 0; }
""")

_FIELDS = Template("""
QLineEdit, QPlainTextEdit, QComboBox { background: $surface; color: $ink; border: 1px solid $edge;
    border-radius: ${px6}px; selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit, QPlainTextEdit { placeholder-text-color: $ink_faint; }
QLineEdit { padding: 0 ${p9}px; min-height: ${in36}px; max-height: ${in36}px; }
QComboBox { padding: 0 ${p11}px; min-height: ${in36}px; max-height: ${in36}px; }
QPlainTextEdit { padding: ${p5}px ${p7}px; }
QLineEdit:focus, QLineEdit[faulty="true"] { border: 2px solid $focus; padding: 0 ${q9}px; min-height: ${on36}px;
    max-height: ${on36}px; }
QComboBox:focus, QComboBox[faulty="true"] { border: 2px solid $focus; padding: 0 ${q11}px;
    min-height: ${on36}px; max-height: ${on36}px; }
QPlainTextEdit:focus, QPlainTextEdit[faulty="true"] { border: 2px solid $focus; padding: ${q5}px ${q7}px; }
QLineEdit[faulty="true"]:!focus, QComboBox[faulty="true"]:!focus, QPlainTextEdit[faulty="true"]:!focus {
    border: 1px solid $ink; border-left-width: 4px; }
QLineEdit[faulty="true"]:!focus { padding: 0 ${p9}px 0 ${on9}px; min-height: ${in36}px; max-height: ${in36}px; }
QComboBox[faulty="true"]:!focus { padding: 0 ${p11}px 0 ${on11}px; min-height: ${in36}px; max-height: ${in36}px; }
QPlainTextEdit[faulty="true"]:!focus { padding: ${p5}px ${p7}px ${p5}px ${on7}px; }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"], QComboBox:disabled, QLineEdit:disabled {
    background: $inset; color: $ink; border-color: $hairline; }
QLineEdit:read-only:focus, QPlainTextEdit[readOnly="true"]:focus { border-color: $focus; }
QLineEdit[kind="search"] { background: $canvas; padding: 0 ${p32}px 0 ${p34}px; min-height: ${in34}px;
    max-height: ${in34}px; }
QLineEdit[kind="search"]:focus { background: $surface; padding: 0 ${q32}px 0 ${q34}px; min-height: ${on34}px;
    max-height: ${on34}px; }
QLineEdit[kind="chip"] { border-radius: ${r32}px; min-height: ${in32}px; max-height: ${in32}px;
    font-size: ${px12}px; }
QLineEdit[kind="chip"]:focus { min-height: ${on32}px; max-height: ${on32}px; }
QLineEdit[kind="inline"] { border: 2px solid transparent; background: transparent; padding: 0 ${q5}px; }
QLineEdit[kind="inline"]:focus { border-color: $focus; }
QLineEdit[kind="inline"][faulty="true"]:!focus { border: 1px solid $ink; border-left-width: 4px;
    padding: 1px ${p5}px 1px ${on5}px; min-height: 0; }
QComboBox::drop-down { border: 0; width: ${px28}px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $edge; padding: ${px4}px; color: $ink;
    selection-background-color: $accent_ground; selection-color: $ink; outline: none; }
QComboBox QAbstractItemView::item { min-height: ${px32}px; padding: 0 ${px6}px; border-radius: ${px4}px; }
""")

_LISTS = Template("""
QTabBar { background: transparent; border: 0; }
QTabBar::tab { background: transparent; color: $ink_soft; border: 0; border-bottom: 2px solid transparent;
    padding: 0 2px; margin-right: ${px24}px; min-height: ${px36}px; }
QTabBar::tab:hover { color: $ink; border-bottom-color: $edge; }
QTabBar::tab:selected { color: $accent; border-bottom-color: $accent; font-weight: 600; }
QTabBar[focused="true"]::tab:selected { border: 2px solid $focus; border-radius: ${px4}px; padding: 0; }
QTabBar QToolButton { background: $surface; border: 1px solid $edge; border-radius: ${px4}px; }
QListWidget { background: $surface; color: $ink; border: 0; }
QListWidget::item { padding: 0 ${px8}px; border-radius: ${px4}px; }
QListWidget::item:selected { background: $accent; color: $on_accent; }
QTableView { background: $surface; border: 1px solid transparent; color: $ink; gridline-color: transparent;
    selection-background-color: $accent_ground; selection-color: $ink; }
QTableView:focus { border-color: $focus; }
QTableView::item { border: 0; border-bottom: 1px solid $hairline; padding: 0 ${px8}px; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected { background: $accent_ground; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: $surface; color: $ink_soft; border: 0; border-bottom: 1px solid $hairline;
    padding: 0 ${px11}px; min-height: ${px34}px; font-size: ${px12}px; font-weight: 600; }
QHeaderView::section:hover { background: $hover; }
QTableCornerButton::section { background: $surface; border: 0; }
QMenu {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: ${px6}px; padding: ${px4}px; }
QMenu::item { min-height: ${px30}px; padding: 0 ${px24}px 0 ${px12}px; border-radius: ${px4}px; }
QMenu::item:selected { background: $accent_ground; color: $ink; }
QMenu::item:disabled { color: $ink_faint; }
QMenu::separator { height: 1px; background: $hairline; margin: ${px4}px ${px8}px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { background: $surface; color: $ink; border: 1px solid transparent;
    border-radius: ${px4}px; padding: ${px4}px ${px8}px; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: $hover; }
QCalendarWidget QToolButton:focus { border-color: $focus; }
QCalendarWidget QToolButton::menu-indicator { image: none; width: 0; }
QCalendarWidget QAbstractItemView { selection-background-color: $accent; selection-color: $surface;
    outline: 0; border: 0; }
QCalendarWidget QAbstractItemView::item { padding: 0; border: 0; }
QCalendarWidget QAbstractItemView::item:selected { background: $accent; color: $surface; border-radius: ${px4}px; }
QProgressBar { background: $inset; border: 1px solid $edge; border-radius: ${px4}px; min-height: ${px8}px;
    max-height: ${px8}px; }
QProgressBar::chunk { background: $accent; border-radius: ${px3}px; }
QScrollBar:vertical { background: transparent; width: ${px12}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${px12}px; margin: 0; }
QScrollBar::handle { background: $edge; border: 3px solid transparent; border-radius: ${px6}px; }
QScrollBar::handle:vertical { background: $edge; margin: 2px 3px; min-height: ${px32}px; border-radius: 3px;
    border: 0; }
QScrollBar::handle:horizontal { background: $edge; margin: 3px 2px; min-width: ${px32}px; border-radius: 3px;
    border: 0; }
QScrollBar::handle:hover { background: $ink_soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: $hairline; }
""")


def build_sheet(palette: Palette, scale: float) -> str:
    """Return the style sheet for a palette, with every distance enlarged by `scale`."""
    values = {name: getattr(palette, name) for name in tokens.COLOURS}
    for size in range(1, 41):
        values |= _measures(size, round(size * scale))
    values["family"] = tokens.FAMILY
    parts = [part.substitute(values) for part in (_BASE, _BUTTONS, _FIELDS, _LISTS)]
    return "\n".join([*parts, *_letters(palette, scale), *_chips(palette, scale)])


def _measures(size: int, pixels: int) -> dict[str, str]:
    """Return one distance as the template needs it: whole, and less what the edge takes.

    Edges are 1 pixel, 2 with focus or fault, at every scale. So that nothing moves when the edge grows:
    `in` and `on` are the room inside an outer height with the thin and the thick edge, `p` and `q` the
    padding beside them, `r` the radius of a round end.
    """
    return {
        f"px{size}": str(pixels),
        f"in{size}": str(pixels - 2),
        f"on{size}": str(pixels - 4),
        f"p{size}": str(pixels - 1),
        f"q{size}": str(pixels - 2),
        f"r{size}": str(pixels // 2),
    }


def _letters(palette: Palette, scale: float) -> list[str]:
    return [
        f'QLabel[kind="{kind}"] {{ font-size: {round(letters.size * scale)}px; '
        f"font-weight: {letters.weight}; "
        f"color: {getattr(palette, letters.colour)}; }}"
        for kind, letters in tokens.LETTERS.items()
    ]


def _chips(palette: Palette, scale: float) -> list[str]:
    tones = {
        "neutral": (palette.inset, palette.ink_soft),
        "outline": (palette.surface, palette.ink_soft),
        **{tone: (getattr(palette, f"{tone}_ground"), getattr(palette, tone))
           for tone in ("accent", "reached", "alarm", *tokens.TRACKS)},
    }  # fmt: skip
    high = round(24 * scale)
    flat, edged = (f"min-height: {h}px; max-height: {h}px;" for h in (high, high - 2))
    outline = 'QFrame[kind="chip"][tone="outline"]'
    rules = [
        f'QFrame[kind="chip"] {{ border: 0; border-radius: {high // 2}px; {flat} }}',
        f"{outline} {{ border: 1px solid {palette.edge}; {edged} }}",
    ]
    for tone, (ground, ink) in tones.items():
        rules += [
            f'QFrame[kind="chip"][tone="{tone}"] {{ background: {ground}; }}',
            f'QFrame[kind="chip"][tone="{tone}"] QLabel[kind="chip_text"] {{ color: {ink}; }}',
        ]
    return rules
