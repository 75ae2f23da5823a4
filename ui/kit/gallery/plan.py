"""Gallery sections: time line, week, steps, why, progress, and a whole page put together."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kit import tokens
from ui.kit.banner import Banner
from ui.kit.buttons import Button
from ui.kit.chips import Chip, ChoiceChips
from ui.kit.counter import Counter
from ui.kit.frames import Card
from ui.kit.gallery.sample import both, today
from ui.kit.icons import IconMark
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, box, column, row
from ui.kit.page import Page
from ui.kit.progress import ProgressBar
from ui.kit.steps import Checklist, Step, Stepper
from ui.kit.style import px
from ui.kit.timeline import Timeline, TimelineBar, TimelineMilestone, TimelineRow
from ui.kit.toast import Toast
from ui.kit.week import WeekGrid, WeekSlot
from ui.kit.why import Why, WhyLink, WhyStep, why_panel


def tracks() -> list[TimelineRow]:
    """Return the sample plan's tracks."""
    return [
        TimelineRow("employment", both("Beskæftigelse", "Employment"), "employment", (
            TimelineBar("a", both("Afklaringspraktik, Vestervang Auto · 3 → 15 timer",
                                  "Clarifying placement, Vestervang Auto · 3 → 15 hours"),
                        date(2026, 11, 9), date(2027, 2, 10)),
            TimelineBar("b", both("Træningspraktik", "Training placement"), date(2027, 2, 15), date(2027, 4, 16),
                        planned=True))),
        TimelineRow("education", both("Uddannelse", "Education"), "education", (
            TimelineBar("c", both("FVU dansk, tirsdag", "Danish course, Tuesday"), date(2026, 10, 20),
                        date(2026, 12, 18)),
            TimelineBar("d", both("GF1 mekaniker", "Mechanic, first course"), date(2027, 3, 15), date(2027, 4, 23),
                        planned=True))),
        TimelineRow("social", both("Social", "Social"), "social", (
            TimelineBar("e", both("Bostøtte, 2 t/uge · budget og breve", "Housing support, 2 h a week"),
                        date(2026, 10, 5)),)),
        TimelineRow("treatment", both("Behandling", "Treatment"), "treatment", (
            TimelineBar("f", both("Rusmiddelcenter, tirsdag og torsdag", "Treatment centre, Tuesday and Thursday"),
                        date(2026, 10, 14), date(2027, 1, 24)),
            TimelineBar("f2", both("Gruppe", "Group"), date(2026, 12, 1), date(2026, 12, 12)))),
        TimelineRow("health", both("Sundhed", "Health"), "health", (
            TimelineBar("g", both("Egen læge, søvn", "Own doctor, sleep"), date(2026, 12, 6), date(2027, 1, 12)),)),
    ]  # fmt: skip


def milestones() -> list[TimelineMilestone]:
    """Return the sample plan's interim goals."""
    return [
        TimelineMilestone(
            "m1", both("Møder 3 dage om ugen", "Comes 3 days a week"), date(2026, 10, 10), reached=True
        ),
        TimelineMilestone("m2", both("Gæld kortlagt", "Debts listed"), date(2026, 12, 14)),
        TimelineMilestone("m3", both("8 t/uge i praktik", "8 h a week"), date(2027, 1, 28)),
        TimelineMilestone("m4", both("Dansk på G-niveau", "Danish at G level"), date(2027, 3, 15)),
    ]


def plan() -> QWidget:
    """Show the plan of a citizen: goal, time line, agreements, week."""
    page = Page(both("Planen", "The plan"))
    goal = Card(padding=tokens.M)
    words = column(
        Label(both("Slutmål, uddannelse", "End goal, education"), "note"),
        Label(both("Begynde på grundforløb som mekaniker i august 2027", "Begin as a mechanic in August 2027"),
              "goal", wrap=True),
        Label(both("»Jeg vil gerne kunne sige, at jeg er mekaniker, når folk spørger.«",
                   "“I want to be able to say that I am a mechanic.”"), "soft", wrap=True), gap=2,
    )  # fmt: skip
    marks = row(Chip(both("Aftalt 6. nov.", "Agreed 6 Nov"), "reached", icon="check"),
                Chip(both("Version 4 + 2 ændringer", "Version 4 + 2 changes")))  # fmt: skip
    goal.add(
        row(column(IconMark("flag", "accent", 22), STRETCH), (words, 1), column(marks, STRETCH), gap=tokens.M)
    )
    page.add(goal)
    line = Timeline(today)
    line.set_content(tracks(), milestones())
    card = Card()
    view = ChoiceChips([("line", both("Tidslinje", "Time line")), ("list", both("Indsatser (7)", "Activities (7)"))],
                       keep_one=True, wrap=False)  # fmt: skip
    view.set_value("line")
    view.set_names(both("Visning", "View"))
    card.add_row(view, STRETCH, line.tools(), margins=(tokens.M, 6, tokens.M, 6))
    card.add_wide(line)
    page.add(card)
    page.add(row((_agreements(), 5), (_week(), 4), gap=tokens.M))
    page.add_stretch()
    return page


def _agreements() -> Card:
    card = Card(both("Aftaler", "Agreements"), actions=[Button(both("Aftale", "Agreement"), icon="plus")],
                divided=True)  # fmt: skip
    mine = column(Label("Jonas", "label"), gap=6)
    for done, danish, english in (
        (True, "Ringer ved sygdom før kl. 8", "Rings before 8 when ill"),
        (False, "Finder breve fra banken 27. nov.", "Finds letters from the bank 27 Nov"),
    ):
        mark = IconMark("square-check" if done else "square", "ink", 16)
        mine.addLayout(
            row(column(2, mark, STRETCH, gap=0), (Label(both(danish, english), wrap=True), 1), gap=6)
        )
    mine.addStretch(1)
    ours = column(Label(both("Kommunen", "The municipality"), "label"), gap=6)
    for danish, english in (
        ("Karen spørger Vestervang om flere timer 25. nov.", "Karen asks Vestervang about more hours 25 Nov"),
        ("Mette (bostøtte) går med i banken 1. dec.", "Mette goes along to the bank 1 Dec"),
    ):
        mark = IconMark("square", "ink", 16)
        ours.addLayout(
            row(column(2, mark, STRETCH, gap=0), (Label(both(danish, english), wrap=True), 1), gap=6)
        )
    ours.addStretch(1)
    card.add(row((mine, 1), (ours, 1), gap=tokens.L))
    return card


def _week() -> Card:
    card = Card(both("Ugen", "The week"), both("17 t/uge af 20 · 4 kontaktpersoner", "17 h of 20 · 4 contacts"),
                divided=True)  # fmt: skip
    grid = WeekGrid()
    grid.set_slots(
        [
            WeekSlot("1", both("Praktik", "Placement"), 0, 9 * 60, 12 * 60),
            WeekSlot("2", both("FVU dansk", "Danish"), 1, 10 * 60, 12 * 60, "education", clash=True),
            WeekSlot("3", both("Rusmiddelcenter", "Treatment"), 1, 10 * 60, 11 * 60, "treatment", clash=True),
            WeekSlot("4", both("Praktik", "Placement"), 2, 9 * 60, 13 * 60),
            WeekSlot("5", both("Rusmiddelcenter", "Treatment"), 3, 10 * 60, 11 * 60 + 30, "treatment"),
            WeekSlot("6", both("Bostøtte", "Support"), 3, 14 * 60, 15 * 60, "social"),
            WeekSlot("7", both("Praktik", "Placement"), 4, 9 * 60, 12 * 60),
        ]
    )
    card.add_wide(grid)
    return card


def sample_why() -> Why:
    """Return a sample answer to "why this date?"."""
    return Why(
        both("Hvorfor 20. november?", "Why 20 November?"),
        both("Første samtale skal holdes senest en uge efter første henvendelse.",
             "The first talk is due one week after the first contact."),
        (
            WhyStep(both("Første henvendelse", "First contact"), date(2026, 11, 13)),
            WhyStep(both("En uge lægges til; dagen selv tælles ikke med.", "One week is added."), None),
            WhyStep(both("Senest denne dag", "Due on this day"), date(2026, 11, 20)),
            WhyStep(both("Ingen fritagelse i perioden.", "No exemption in the period."), None),
        ),
        both("LAB § 31, stk. 1", "LAB § 31 (1)"),
        both("Regelsæt LAB 2026-07, gælder fra 1. juli 2026", "Rule pack LAB 2026-07, in force from 1 July 2026"),
        both("Bekræftet", "Confirmed"),
    )  # fmt: skip


def guidance() -> QWidget:
    """Show steps, what is missing, why, progress and the toast."""
    page = Page(both("Vejvisning", "Guidance"))
    steps = Stepper(
        [
            Step("own", both("Borgerens egne ord", "The citizen’s own words"), "done"),
            Step("daily", both("Hverdag og netværk", "Daily life and network"), "done"),
            Step("resources", both("Ressourcer", "Resources"), "skipped"),
            Step("work", both("Arbejde og uddannelse med hjælp", "Work and education with help")),
            Step("barriers", both("Det, der står i vejen", "What stands in the way")),
            Step("earlier", both("Tidligere indsatser", "Earlier efforts"), "attention"),
            Step("decision", both("Beslutning", "Decision")),
        ],
        both("Visitationens trin", "Steps of the screening"),
    )
    steps.set_current("work")
    left = Card(padding=10)
    left.add(steps)
    left.setFixedWidth(px(220))
    why = Card(label=both("Hvorfor?", "Why?"))
    why.add(row(Label(both("Første samtale", "First talk"), "soft"),
                WhyLink(sample_why, both("Hvorfor 20. nov.?", "Why 20 Nov?")), STRETCH, gap=6))  # fmt: skip
    why.add(why_panel(sample_why()))
    missing = Card(label=both("Mangler, før du kan afslutte", "Missing before you can finish"))
    missing.add(
        Checklist(
            [
                (both("Mindst én ressource", "At least one resource"), True),
                (both("Et delmål med opfølgningsdato", "An interim goal with a date"), False),
                (both("Beslutning", "Decision"), False),
            ]
        )
    )
    work = Card(label=both("Arbejde i gang", "Work under way"))
    bar = ProgressBar(both("Laver 96 planer som PDF", "Making 96 plans as PDF"))
    bar.set_progress(37, 96)
    unknown = ProgressBar(
        both("Søger efter jobcentrets kvittering", "Looking for the receipt"), can_cancel=False
    )
    work.add(bar, unknown)
    right = box(column(missing, work, STRETCH, gap=tokens.M))
    page.add(row(left, (box(column(why, STRETCH)), 1), (right, 1), gap=tokens.L))
    page.add_stretch()
    toast = Toast(page)
    toast.show_message(
        both("Samtalen er flyttet til 2. december.", "The talk is moved to 2 December."), undo=""
    )
    return page


def day() -> QWidget:
    """Show a whole page put together: the day of a caseworker."""
    page = Page(
        both("Tirsdag 24. november", "Tuesday 24 November"),
        both("Tre samtaler i dag. To borgere har ventet for længe.", "Three talks today. Two have waited too long."),
        actions=[Button(both("Morgenliste", "Morning list"), icon="printer"),
                 Button(both("Ny borger", "New citizen"), icon="plus")],
    )  # fmt: skip
    page.show_banner(
        Banner(
            both("venter: visitation af Bent Friis (fra i går 15.12), samtale med Lise Bøgh (fra i dag 08.51)",
                 "are waiting: screening of Bent Friis (yesterday 15:12), talk with Lise Bøgh (today 08:51)"),
            "draft", lead=both("2 kladder", "2 drafts"), actions=[Button(both("Fortsæt", "Go on"))],
        )
    )  # fmt: skip
    tiles = QHBoxLayout()
    tiles.setSpacing(px(10))
    for number, danish, english, alarm in (
        (2, "Over frist", "Overdue", True), (7, "Frist inden 7 dage", "Due in 7 days", False),
        (3, "Borgere venter", "Citizens waiting", False), (5, "Vores løfter", "Our promises", False),
        (1, "Opsøgende", "Outreach", False), (4, "Målinger", "Measurements", False),
        (6, "Huller i planen", "Gaps in the plan", False),
    ):  # fmt: skip
        tiles.addWidget(Counter(both(danish, english), number, alarm=alarm))
    page.add(tiles)
    page.add(row((_meetings(), 0), (_worklist(), 1), gap=tokens.L))
    page.add_stretch()
    return page


def _meetings() -> Card:
    card = Card(both("I dag", "Today"), divided=True)
    for at, name, danish, english, now in (
        (
            both("09.00", "09:00"),
            "Maryam El-Khatib",
            "Opfølgning · jobcentret, med tolk",
            "Follow-up · with interpreter",
            True,
        ),
        (
            both("10.30", "10:30"),
            "Jonas Bruun",
            "Fællesmøde · rusmiddelcenter og bostøtte",
            "Joint meeting",
            False,
        ),
        (both("13.00", "13:00"), "Bent Friis", "Første samtale · telefon", "First talk · phone", False),
    ):
        who = column(Label(name, "strong"), Label(both(danish, english), "note", wrap=True), gap=2)
        start = Button(both("Start", "Start"), kind="filled" if now else "outline", name=f"Start {name}")
        prepare = Button(both("Forbered", "Prepare"), name=f"{both('Forbered', 'Prepare')} {name}")
        when = Label(at, "strong")
        when.setFixedWidth(px(48))
        card.add_row(when, (who, 1), prepare, start, ground="accent" if now else "none",
                     margins=(tokens.L, tokens.M, tokens.L, tokens.M))  # fmt: skip
    card.add_footer(both("I går: 4 holdt, 1 udeblev, 1 afbud", "Yesterday: 4 held, 1 absent, 1 called off"))
    card.setFixedWidth(px(392))
    return card


def _worklist() -> Card:
    filters = Button(both("Filtre", "Filters"), kind="quiet", icon="sliders-horizontal")
    card = Card(
        both("Det vigtigste først", "Most important first"),
        both("sorteret efter, hvad det betyder for borgeren", "sorted by what it means for the citizen"),
        actions=[filters], divided=True,
    )  # fmt: skip
    for due, kind, name, danish, english, act in (
        ("4 dage over|4 days over", "alarm", "Søren O’Neill", "Første samtale", "First talk", "Book|Book"),
        ("1 dag over|1 day over", "alarm", "Åse Ødegård", "Vores løfte: svar om bolig", "Our promise", "Svar|Answer"),
        ("i dag|today", "strong", "Jonas Bruun", "Udeblev i går: første forsøg", "First attempt",
         "Notér forsøg|Note attempt"),
        ("tor. 26. nov.|Thu 26 Nov", "body", "Nguyễn Thị Ánh", "Bad om en samtale, 2 dage tilbage",
         "Asked for a talk", "Book|Book"),
        ("fre. 27. nov.|Fri 27 Nov", "body", "Lise Bøgh", "4 samtaler på 6 mdr.: 1 tilbage", "1 talk left",
         "Book|Book"),
    ):  # fmt: skip
        when, person = Label(both(*due.split("|")), kind), Label(name, "strong")
        when.setFixedWidth(px(112))
        person.setFixedWidth(px(140))
        link = WhyLink(sample_why, name=f"{both('Hvorfor?', 'Why?')} {name}")
        what = row(Label(both(danish, english), "soft"), link, STRETCH, gap=6)
        card.add_row(when, person, (what, 1), Button(both(*act.split("|")), name=f"{both(*act.split('|'))} {name}"),
                     margins=(tokens.L, 7, tokens.L, 7))  # fmt: skip
    card.add_footer(both("8 til i denne uge", "8 more this week"))
    return card
