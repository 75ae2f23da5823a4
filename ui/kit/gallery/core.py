"""Gallery sections: letters and colours, buttons and chips, surfaces, navigation."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.banner import Banner, ConfirmBar
from ui.kit.begun import WaitingRow, begun_banner
from ui.kit.buttons import BusyButton, Button, IconButton, LinkButton
from ui.kit.chips import Chip, ChoiceChips
from ui.kit.counter import Counter
from ui.kit.flow import FlowLayout
from ui.kit.frames import Card, EmptyState
from ui.kit.gallery.sample import both
from ui.kit.icons import IconMark
from ui.kit.labels import InitialsAvatar, KeyHint, Label
from ui.kit.layout import STRETCH, box, column, row
from ui.kit.navigation import NavEntry, NavList, Tabs
from ui.kit.page import Page
from ui.kit.style import colour, px


class Swatch(QWidget):
    """A patch of one colour of the theme."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self.setFixedSize(px(84), px(36))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the patch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("hairline"))
        painter.setBrush(colour(self._name))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), px(6), px(6))


def letters() -> QWidget:
    """Show every kind of text and every colour."""
    page = Page(both("Bogstaver og farver", "Letters and colours"), "IBM Plex Sans")
    words = Card(both("Skrift", "Type"), divided=True)
    for kind in tokens.LETTERS:
        sample = both("Rødgrød med fløde, 1.204 timer", "Quick brown fox, 1,204 hours")
        words.add(row(Label(kind, "note"), (Label(sample, kind), 1), gap=tokens.L))
    colours = Card(both("Farver", "Colours"), divided=True)
    patches = [box(column(Swatch(name), Label(name, "note"), gap=2)) for name in tokens.COLOURS]
    colours.add(FlowLayout(*patches, gap=tokens.M))
    marks = Card(both("Ikoner", "Icons"), divided=True)
    names = ["sun", "users", "calendar-clock", "building-2", "chart-column", "arrow-left-right", "settings",
             "flag", "target", "milestone", "route", "heart-pulse", "stethoscope", "graduation-cap", "briefcase",
             "hand-helping", "shield", "lock", "printer", "mail", "phone", "video"]  # fmt: skip
    marks.add(FlowLayout(*(IconMark(name, "ink", 20) for name in names), gap=tokens.L))
    page.add(row((words, 1), (box(column(colours, marks, STRETCH, gap=tokens.L)), 1), gap=tokens.L))
    return page


def buttons() -> QWidget:
    """Show buttons and chips in their states."""
    page = Page(both("Knapper og mærker", "Buttons and chips"))
    small = Card(both("Små ting", "Small things"))
    avatars = InitialsAvatar("Karen Holm"), InitialsAvatar("Jonas Bruun", "accent", 40)
    small.add(row(KeyHint("Ctrl K"), *avatars, STRETCH))
    for card in (_buttons(), _chips(), _choices(), small):
        page.add(card)
    page.add_stretch()
    return page


def _buttons() -> Card:
    card = Card(both("Knapper", "Buttons"), both("én fyldt knap per visning", "one filled button per view"))
    off = Button(both("Kan ikke nu", "Not now"))
    off.setEnabled(False)
    busy = BusyButton(both("Gem samtalen", "Save the talk"), busy_text=both("Gemmer …", "Saving …"))
    busy.set_busy(True)
    card.add(
        row(
            Button(both("Gem samtalen", "Save the talk"), kind="filled", shortcut="Ctrl+S"),
            Button(both("Forbered", "Prepare")), Button(both("Ny borger", "New citizen"), icon="plus"),
            Button(both("Filtre", "Filters"), kind="quiet", icon="sliders-horizontal"), off, busy,
            LinkButton(both("Hvorfor 20. nov.?", "Why 20 Nov?")), Button("Jonas Bruun", kind="name"),
            IconButton("copy", both("Kopiér CPR-nummeret", "Copy the CPR number")), STRETCH, gap=tokens.M,
        )
    )  # fmt: skip
    return card


def _chips() -> Card:
    card = Card(both("Mærker", "Chips"))
    chips = [
        Chip(both("Aktivitetsparat", "Activity-ready")),
        Chip(both("Beskyttet adresse", "Protected address"), icon="house"),
        Chip(both("Aftalt 6. nov.", "Agreed 6 Nov"), "reached", icon="check"),
        Chip(both("Samtale i gang", "Talk under way"), "accent"),
        Chip(both("4 dage over", "4 days over"), "alarm", icon="circle-alert"),
        Chip(both("Kladde", "Draft"), "outline"),
        Chip(both("Beskæftigelse", "Employment"), "employment"), Chip(both("Uddannelse", "Education"), "education"),
        Chip(both("Social", "Social"), "social"), Chip(both("Behandling", "Treatment"), "treatment"),
        Chip(both("Sundhed", "Health"), "health"),
    ]  # fmt: skip
    card.add(FlowLayout(*chips))
    return card


def _choices() -> Card:
    card = Card(both("Valg", "Choices"))
    one = ChoiceChips(_attendance())
    one.set_value("met")
    many = ChoiceChips(_skills(), multi=True, can_add=True)
    many.set_value(["truck", "ninth"])
    locked = ChoiceChips(_attendance())
    locked.set_value("late")
    locked.set_read_only(True)
    zoom = ChoiceChips([("m", both("Måned", "Month")), ("h", both("Halvår", "Half year")), ("y", both("År", "Year"))],
                       keep_one=True)  # fmt: skip
    zoom.set_value("h")
    for label, chips_field in (
        (both("Fremmøde", "Attendance"), one),
        (both("Det kan borgeren", "Skills"), many),
        (both("Kun til læsning", "Read only"), locked),
        (both("Visning", "View"), zoom),
    ):
        chips_field.set_names(label)
        card.add(Label(label, "label"), chips_field)
    return card


def _attendance() -> list[tuple[str, str]]:
    return [
        ("met", both("Mødt", "Came")),
        ("late", both("For sent", "Late")),
        ("sick", both("Afbud", "Called off")),
        ("away", both("Udeblev", "Did not come")),
    ]


def _skills() -> list[tuple[str, str]]:
    return [
        ("moped", both("Skilt knallerter ad", "Taken mopeds apart")),
        ("truck", both("Truckkort", "Forklift licence")),
        ("ninth", both("9. klasse", "9th grade")),
        ("brother", both("Passer lillebror", "Looks after a brother")),
    ]


def surfaces() -> QWidget:
    """Show cards, banners and empty states."""
    page = Page(
        both("Flader og beskeder", "Surfaces and messages"),
        both("To borgere har ventet for længe.", "Two citizens have waited too long."),
        actions=[Button(both("Morgenliste", "Morning list"), icon="printer")],
    )
    page.add(
        WaitingRow(
            [
                (both("Visitation af Bent Friis", "Screening of Bent Friis"), lambda: None),
                (both("Samtale med Lise Bøgh", "Talk with Lise Bøgh"), lambda: None),
            ]
        )
    )
    note = both("Notatet »Opringning«", "The note “Phone call”")
    page.show_banner(
        begun_banner(
            both("Notatet »Opringning« er begyndt og ikke gemt.", "The note “Phone call” is begun and not saved."),
            note, lambda: None, lambda: None,
        )
    )  # fmt: skip
    for tone, danish, english in (
        ("done", "Samtalen er gemt. Næste frist: 3. september (4 samtaler på 6 måneder).",
         "The talk is saved. Next deadline: 3 September (4 talks in 6 months)."),
        ("attention", "Filen kunne ikke skrives. Intet er tabt: vælg en anden mappe.",
         "The file could not be written. Nothing is lost: choose another folder."),
        ("info", "Planen er ændret et andet sted, mens du skrev. Dine ord er beholdt.",
         "The plan was changed elsewhere while you wrote. Your words are kept."),
        ("overdue", "Første samtale skulle være holdt 20. november.", "The first talk was due on 20 November."),
        ("locked", "Notatet er underskrevet og kan kun læses.", "The note is signed and can only be read."),
    ):  # fmt: skip
        page.show_banner(Banner(both(danish, english), tone, closable=tone == "info"))
    ask = ConfirmBar(
        both("Sagen lukkes, og borgeren forsvinder fra din liste.", "The case closes and leaves your list."),
        both("Luk sagen", "Close the case"), both("Behold sagen", "Keep the case"),
    )  # fmt: skip
    page.add(ask)
    empty = Card(both("Journal", "Journal"), divided=True)
    empty.add(
        EmptyState(
            both("Her er ingen notater endnu", "No notes yet"),
            both("Det første kommer af sig selv, når du gemmer en samtale.",
                 "The first one comes by itself when you save a talk."),
            icon="file-text", action=Button(both("Skriv et notat", "Write a note")),
        )
    )  # fmt: skip
    page.add(row((empty, 1), (_people_card(), 1), (_side_cards(), 1), gap=tokens.L))
    page.add_stretch()
    return page


def _people_card() -> Card:
    card = Card(both("Personer omkring Jonas", "People around Jonas"), divided=True, count=3)
    for name, danish, english in (
        ("Karen Holm", "tovholder", "coordinator"),
        ("Mette Lund", "bostøtte", "housing support"),
        ("Per Sand", "rusmiddelcenter", "treatment centre"),
    ):
        words = column(Label(name, "strong"), Label(both(danish, english), "note"), gap=0)
        card.add_row(InitialsAvatar(name), (words, 1), ground="accent" if name == "Karen Holm" else "none")
    card.add_footer(both("2 har set planen i denne uge", "2 have seen the plan this week"))
    return card


def _side_cards() -> QWidget:
    since = Card(label=both("Siden sidst (6. nov.)", "Since last time (6 Nov)"))
    for mark, tone, danish, english in (
        ("check", "reached", "Mødt 6 af 7 dage i praktik", "Came 6 of 7 days"),
        ("arrow-up-right", "reached", "»Møder 3 dage om ugen« er nået", "“Comes 3 days a week” is reached"),
        ("circle-alert", "ink", "Udeblev fra samtale i går", "Missed the talk yesterday"),
    ):
        since.add(row(IconMark(mark, tone, 16), (Label(both(danish, english), wrap=True), 1), gap=6))
    open_promises = Card(label=both("Åbne løfter", "Open promises"))
    open_promises.add(
        Label(both("Kommunen: svar om flere timer, i går", "Municipality: answer on hours"), "alarm")
    )
    open_promises.add(
        Label(both("Jonas: breve fra banken, 27. nov.", "Jonas: letters from the bank, 27 Nov"))
    )
    return box(column(since, open_promises, STRETCH, gap=tokens.M))


_ROOMS = [
    ("Overblik", "Overview"), ("Visitation", "Screening"), ("Plan", "Plan"), ("Kontakter", "Contacts"),
    ("Progression", "Progression"), ("Praktik", "Placements"), ("Journal", "Journal"),
    ("Dokumenter", "Documents"),
]  # fmt: skip


def counters() -> QWidget:
    """Show navigation, tabs and counters."""
    page = Page(both("Veje og tal", "Ways and numbers"))
    line = QHBoxLayout()
    line.setSpacing(px(10))
    for number, name, english_name, alarm in (
        (2, "Over frist", "Overdue", True), (7, "Frist inden 7 dage", "Due within 7 days", False),
        (3, "Borgere venter", "Citizens waiting", False), (5, "Vores løfter", "Our promises", False),
        (1, "Opsøgende", "Outreach", False), (4, "Målinger", "Measurements", False),
        (6, "Huller i planen", "Gaps in the plan", False), (0, "Kladder", "Drafts", False),
    ):  # fmt: skip
        tile = Counter(both(name, english_name), number, alarm=alarm)
        tile.setChecked(number == 7)
        line.addWidget(tile)
    page.add(line)
    tabs = Tabs([(danish, both(danish, english)) for danish, english in _ROOMS], both("Rum", "Rooms"))
    tabs.set_current("Plan")
    holder = Card(padding=tokens.L)
    holder.add(tabs)
    page.add(holder)
    nav = NavList(
        [
            NavEntry("day", both("Min dag", "My day"), "sun", 14),
            NavEntry("people", both("Borgere", "Citizens"), "users", 96),
            NavEntry("dates", both("Frister", "Deadlines"), "calendar-clock"),
            NavEntry("firms", both("Virksomheder", "Companies"), "building-2"),
            NavEntry("results", both("Resultater", "Results"), "chart-column"),
            NavEntry("exchange", both("Udveksling", "Exchange"), "arrow-left-right", 3),
            NavEntry("settings", both("Indstillinger", "Settings"), "settings"),
        ],
        both("Sider", "Pages"),
    )
    nav.set_current("day")
    card = Card()
    card.add(nav)
    card.setFixedWidth(px(tokens.NAV_WIDTH + 34))
    page.add(row(card, STRETCH))
    page.add_stretch()
    return page
