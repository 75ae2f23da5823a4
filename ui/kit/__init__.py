"""The design system of the window. Knows no domain and imports only `caseworker.base`.

Look at it: `python -m ui.kit.gallery`. Begin a program or test with `apply(app)` (theme "light" or
"contrast", text scale 1.0 to 2.0) and `set_language("da")`; after a change of language or theme build the
pages anew. Words are `Text` or plain strings everywhere; `say(text)` renders one.

Ground
    tokens          colours, distances, letter sizes; `palette()`, `colour(name)`, `px(n)`, `font(kind)`
    apply, restyle  dress the application; set style properties on a widget
    icon, IconMark  line icons by file name in resources/icons, in a token's colour
    column, row, box, hairline, STRETCH, FlowLayout, clear
                    layouts on the distances of the tokens: `row(Label("a"), STRETCH, button, gap=8)`
    describe, announce, unnamed
                    names for screen readers, things said aloud, and the check that nothing is nameless

Words and marks
    Label(text, kind)     kinds: title goal heading lead body strong soft faint label note alarm reached ...
    Chip, KeyHint, InitialsAvatar

Surfaces
    Page(title, lead, actions=, header=, scroll=)   .add .show_banner .show_loading .show_empty .show_error
    Card(title, note, label=, actions=, count=, divided=)   .add .add_row .add_wide .add_footer
    Row, SectionHeader, EmptyState, Banner(text, tone), ConfirmBar(question, confirm)
    begun_banner(said, what, go_on, throw_away), WaitingRow([(what, go_on)])   what was begun and waits

Buttons
    Button(text, kind="outline" | "filled" | "quiet"), LinkButton, IconButton, BusyButton

Ways
    NavList([NavEntry]), Tabs([(key, text)]), Counter(label, number, alarm=)   chosen(key), toggled(bool)

Fields: all are `FieldWidget` with value(), set_value(), problem(), is_empty(), `changed`
    TextField, NumberField, SelectField, CheckField, SearchField, DateField(today), TimeField, CprField,
    ChoiceChips(choices, multi=, can_add=), LongText(readers=, limit=)
    Form(columns)   .add(name, label, field, required=, note=, help_text=, span=), values(), set_values(),
                    validate(), set_errors(), `drafted`, `dirty_changed`, `submitted`

Tables
    RecordTable([Column(key, title, value)])   set_records, set_filter, selected, copy, csv, columns_menu

Pictures of time
    Timeline(today)   set_content([TimelineRow(.., bars=(TimelineBar, ..))], [TimelineMilestone]), tools();
                      asks with bar_move_requested, milestone_move_requested
    WeekGrid()        set_slots([WeekSlot]); asks with slot_move_requested

Guidance
    Stepper([Step(key, text, state)]), Checklist([(text, done)]), WhyLink(lambda: Why(...)), WhyPopover,
    why_panel, Toast(host).show_message(text, undo=""), ProgressBar(text)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.kit.a11y import announce, describe, focusable, spoken_name, unnamed
    from ui.kit.banner import Banner, ConfirmBar
    from ui.kit.begun import WaitingRow, begun_banner
    from ui.kit.buttons import BusyButton, Button, IconButton, LinkButton
    from ui.kit.chips import Chip, ChoiceChips
    from ui.kit.counter import Counter
    from ui.kit.cpr_field import CprField
    from ui.kit.day_field import DateField, TimeField, parse_time
    from ui.kit.field import CheckField, FieldWidget, NumberField, SelectField, TextField
    from ui.kit.flow import FlowLayout
    from ui.kit.form import FieldBlock, Form
    from ui.kit.frames import Card, EmptyState, Row, SectionHeader
    from ui.kit.icons import IconMark, icon, paint_icon
    from ui.kit.labels import InitialsAvatar, KeyHint, Label, cut_name
    from ui.kit.layout import STRETCH, box, clear, column, hairline, row
    from ui.kit.long_text import LongText
    from ui.kit.navigation import NavEntry, NavItem, NavList, Tabs
    from ui.kit.page import Page, side_by_side
    from ui.kit.progress import ProgressBar
    from ui.kit.search_field import SearchField
    from ui.kit.steps import Checklist, Step, StepItem, Stepper
    from ui.kit.style import apply, colour, font, motion_allowed, palette, px, restyle, theme
    from ui.kit.table import RecordTable
    from ui.kit.table_model import Column, RecordModel
    from ui.kit.timeline import Timeline, TimelineBar, TimelineMilestone, TimelineRow
    from ui.kit.toast import Toast
    from ui.kit.week import WeekGrid, WeekSlot
    from ui.kit.why import Why, WhyLink, WhyPopover, WhyStep, why_panel
    from ui.kit.words import language, say, say_count, set_language

# Each part is loaded when it is first asked for: the lock screen needs few of them and must be quick.
_HOMES = {
    "a11y": "announce describe focusable spoken_name unnamed",
    "banner": "Banner ConfirmBar",
    "begun": "WaitingRow begun_banner",
    "buttons": "BusyButton Button IconButton LinkButton",
    "chips": "Chip ChoiceChips",
    "counter": "Counter",
    "cpr_field": "CprField",
    "day_field": "DateField TimeField parse_time",
    "field": "CheckField FieldWidget NumberField SelectField TextField",
    "flow": "FlowLayout",
    "form": "FieldBlock Form",
    "frames": "Card EmptyState Row SectionHeader",
    "icons": "IconMark icon paint_icon",
    "labels": "InitialsAvatar KeyHint Label cut_name",
    "layout": "STRETCH box clear column hairline row",
    "long_text": "LongText",
    "navigation": "NavEntry NavItem NavList Tabs",
    "page": "Page side_by_side",
    "progress": "ProgressBar",
    "search_field": "SearchField",
    "steps": "Checklist Step StepItem Stepper",
    "style": "apply colour font motion_allowed palette px restyle theme",
    "table": "RecordTable",
    "table_model": "Column RecordModel",
    "timeline": "Timeline TimelineBar TimelineMilestone TimelineRow",
    "toast": "Toast",
    "week": "WeekGrid WeekSlot",
    "why": "Why WhyLink WhyPopover WhyStep why_panel",
    "words": "language say say_count set_language",
}
_MODULE_OF = {name: module for module, names in _HOMES.items() for name in names.split()}

__all__ = [
    "STRETCH",
    "Banner",
    "BusyButton",
    "Button",
    "Card",
    "CheckField",
    "Checklist",
    "Chip",
    "ChoiceChips",
    "Column",
    "ConfirmBar",
    "Counter",
    "CprField",
    "DateField",
    "EmptyState",
    "FieldBlock",
    "FieldWidget",
    "FlowLayout",
    "Form",
    "IconButton",
    "IconMark",
    "InitialsAvatar",
    "KeyHint",
    "Label",
    "LinkButton",
    "LongText",
    "NavEntry",
    "NavItem",
    "NavList",
    "NumberField",
    "Page",
    "ProgressBar",
    "RecordModel",
    "RecordTable",
    "Row",
    "SearchField",
    "SectionHeader",
    "SelectField",
    "Step",
    "StepItem",
    "Stepper",
    "Tabs",
    "TextField",
    "TimeField",
    "Timeline",
    "TimelineBar",
    "TimelineMilestone",
    "TimelineRow",
    "Toast",
    "WaitingRow",
    "WeekGrid",
    "WeekSlot",
    "Why",
    "WhyLink",
    "WhyPopover",
    "WhyStep",
    "announce",
    "apply",
    "begun_banner",
    "box",
    "clear",
    "colour",
    "column",
    "cut_name",
    "describe",
    "focusable",
    "font",
    "hairline",
    "icon",
    "language",
    "motion_allowed",
    "paint_icon",
    "palette",
    "parse_time",
    "px",
    "restyle",
    "row",
    "say",
    "say_count",
    "set_language",
    "side_by_side",
    "spoken_name",
    "theme",
    "unnamed",
    "why_panel",
]


def __getattr__(name: str) -> Any:
    """Load the part with a name. Raises AttributeError for an unknown one."""
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    part = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = part
    return part


def __dir__() -> list[str]:
    """Name the parts."""
    return sorted(__all__)
