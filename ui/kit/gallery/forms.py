"""Gallery sections: fields, form with errors, table."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from ui.kit import tokens
from ui.kit.buttons import BusyButton, Button
from ui.kit.chips import ChoiceChips
from ui.kit.cpr_field import CprField
from ui.kit.day_field import DateField, TimeField
from ui.kit.field import CheckField, NumberField, SelectField, TextField
from ui.kit.form import Form
from ui.kit.frames import Card
from ui.kit.gallery.sample import GROUPS, PEOPLE, both, today
from ui.kit.labels import Label
from ui.kit.layout import STRETCH, row
from ui.kit.long_text import LongText
from ui.kit.page import Page
from ui.kit.search_field import SearchField
from ui.kit.table import RecordTable
from ui.kit.table_model import Column


def fields() -> QWidget:
    """Show a filled form like the one a talk is written in."""
    page = Page(both("Felter", "Fields"))
    card = Card(both("Fællesmøde", "Joint meeting"), both("Gemt som kladde 10.52", "Kept as a draft 10:52"))
    form = talk_form()
    form.set_values(
        {
            "attendance": "met", "form": "meeting", "purpose": both("Opfølgning på praktik", "Placement follow-up"),
            "outcome": "more", "facts": both("Jonas har været i praktik 3 dage om ugen i to uger.",
                                             "Jonas has been in the placement 3 days a week for two weeks."),
            "says": "»Det er okay at stå op, når nogen venter på mig.«", "next": date(2026, 12, 2),
            "time": time(13, 0), "cpr": "1203041234", "hours": Decimal("7.5"), "print": True,
            "arabic": "أريد أن أعمل في ورشة",
        }
    )  # fmt: skip
    card.add(form, row(STRETCH, BusyButton(both("Gem samtalen", "Save the talk"), kind="filled")))
    page.add(card)
    page.add_stretch()
    return page


def talk_form() -> Form:
    """Return the sample form, empty."""
    form = Form(columns=2, gap=tokens.M)
    form.add("attendance", both("Fremmøde", "Attendance"), ChoiceChips(
        [("met", both("Mødt", "Came")), ("late", both("For sent", "Late")),
         ("away", both("Udeblev", "Absent"))]))  # fmt: skip
    form.add("form", both("Form", "Form"), ChoiceChips(
        [("meeting", both("Personligt møde", "Personal meeting")), ("phone", both("Telefon", "Phone")),
         ("video", "Video"), ("home", both("Hjemmebesøg", "Home visit"))]))  # fmt: skip
    form.add(
        "purpose",
        both("Formål", "Purpose"),
        TextField(),
        required=both(
            "Skriv formålet: det står i brevet til borgeren.", "Write the purpose: it is in the letter."
        ),
    )
    form.add("outcome", both("Udfald", "Outcome"), SelectField(
        [("same", both("Fortsætter som aftalt", "Goes on as agreed")),
         ("more", both("Flere timer fra december", "More hours from December"))]))  # fmt: skip
    form.add(
        "facts",
        both("Hvad skete der", "What happened"),
        LongText(readers=both("Læses af borgeren og jobcentret", "Read by the citizen and the jobcentre")),
        note=both("(fakta)", "(facts)"),
    )
    form.add("says", both("Jonas siger", "Jonas says"), LongText(limit=200, always_count=True))
    form.add("next", both("Næste samtale", "Next talk"), DateField(today, earliest=today()))
    form.add("time", both("Klokken", "At"), TimeField())
    form.add(
        "cpr",
        both("CPR-nummer", "CPR number"),
        CprField(),
        help_text=both("Vises kun, mens du skriver.", "Shown only while you write."),
    )
    form.add(
        "hours",
        both("Timer om ugen", "Hours a week"),
        NumberField(unit=both("timer", "hours"), decimals=1, least=0, most=37),
    )
    form.add("arabic", both("Borgerens egne ord", "The citizen’s own words"), LongText(lines=1))
    form.add("print", both("Bagefter", "Afterwards"), CheckField(both("Udskriv planen", "Print the plan")))
    return form


def faults() -> QWidget:
    """Show the same form with errors, and one that can only be read."""
    page = Page(both("Fejl ved feltet og læsevisning", "Errors at the field, and read only"))
    wrong = Card(both("Noget mangler", "Something is missing"))
    form = talk_form()
    form.set_values({"cpr": "310204-1234", "hours": None, "facts": "x" * 20})
    for name, words in (("next", "32/13"), ("hours", "mange"), ("time", "25:00")):
        form.field(name).setProperty("typed", words)
        edit = form.field(name).focus_target()
        edit.setText(words)  # type: ignore[attr-defined]
    form.validate()
    wrong.add(form)
    still = Card(both("Kun til læsning", "Read only"))
    read = Form(columns=1, gap=tokens.M)
    read.add("goal", both("Slutmål", "End goal"), TextField())
    read.add("note", both("Notat", "Note"), LongText(readers=both("Underskrevet 6. nov.", "Signed 6 Nov")))
    read.add(
        "group", both("Målgruppe", "Group"), SelectField([("a", both("Aktivitetsparat", "Activity-ready"))])
    )
    read.add(
        "how",
        both("Form", "Form"),
        ChoiceChips([("m", both("Møde", "Meeting")), ("p", both("Telefon", "Phone"))]),
    )
    read.set_values({"goal": "Mekaniker", "note": both("Klar til 15 timer.", "Ready for 15 hours."), "group": "a",
                     "how": "m"})  # fmt: skip
    read.set_read_only(True)
    still.add(read)
    page.add(row((wrong, 2), (still, 1), gap=tokens.L))
    page.add_stretch()
    return page


def people_columns() -> list[Column]:
    """Return the columns of the sample table."""
    return [
        Column("name", both("Navn", "Name"), lambda p: p.name, kind="strong"),
        Column("age", both("Alder", "Age"), lambda p: p.age, width=74, align_right=True),
        Column("group", both("Målgruppe", "Group"), lambda p: both(p.group, GROUPS[p.group]), width=150),
        Column("deadline", both("Næste frist", "Next deadline"), lambda p: p.deadline, width=150,
               kind=lambda p: "alarm" if p.late else "body",
               icon=lambda p: "circle-alert" if p.late else ""),
        Column("last", both("Seneste kontakt", "Last contact"), lambda p: p.last_contact, width=150),
        Column("coordinator", both("Tovholder", "Coordinator"), lambda p: p.coordinator, width=150, shown=False),
    ]  # fmt: skip


def tables() -> QWidget:
    """Show the table, sorted, with one row chosen, and its tools."""
    page = Page(
        both("Borgere", "Citizens"), both("96 borgere, 2 over frist", "96 citizens, 2 overdue"), scroll=False
    )
    table = RecordTable(people_columns(), name=both("Borgere", "Citizens"), key=lambda p: p.id, multi=True)
    table.set_records(PEOPLE)
    table.sort_by("name")
    table.select_keys([3, 6])
    search = SearchField(
        both("Søg borger eller kommando", "Find citizen or command"), keys="Ctrl K", width=420
    )
    search.searched.connect(table.set_filter)
    card = Card()
    card.add(row((search, 2), STRETCH, Label(both("2 valgt", "2 chosen"), "soft"),
                 Button(both("Overdrag", "Hand over")), table.columns_button()))  # fmt: skip
    card.add_wide(table, 1)
    page.add(card, 1)
    return page
