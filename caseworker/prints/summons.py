"""The letter that calls a citizen to a talk: what, when, where, what to bring, and how to change it."""

from __future__ import annotations

from caseworker.base.dates import format_day
from caseworker.base.text import Text, render, t, tc
from caseworker.prints import words
from caseworker.prints.kit.document import BODY, LEAD, NOTE, STRONG, Document, Flow, Furniture, Item, Words
from caseworker.prints.kit.lines import Run
from caseworker.prints.records import Plain, Printed, Rebooking, SummonsPrint

_MARGIN = 60.0  # points: the address stands where the window of an envelope is, 21 mm from the edge
_ABOVE_ADDRESS = 60.0  # points below the top of the text: 45 mm below the top of the sheet


def summons_pdf(letter: SummonsPrint, *, language: str) -> Printed:
    """Print the summons letter in "da" or "en".

    It says everything the municipality registers about a summons: day, hours, form, kind of talk, place
    and address, contact, employee, rebooking and its period, unemployment fund. The same record gives
    the same bytes.
    """
    return _SummonsPrinter(letter, language).print()


class _SummonsPrinter:
    """Fills the letter from the address to the greeting."""

    def __init__(self, letter: SummonsPrint, language: str) -> None:
        self._letter, self._language = letter, language
        self._title = self._say(t("Summons to a talk"))
        self._doc = Document(self._title, language, letter.print_day, self._furniture(), _MARGIN)

    def print(self) -> Printed:
        """Return the finished letter."""
        self._head()
        self._call()
        self._facts()
        letter = self._letter
        self._section(t("Bring this with you"), letter.bring)
        self._absence()
        last = len(self._doc.boxes)
        self._section(t("Good to know"), letter.guidance)
        self._greeting()
        self._doc.keep_together(last)
        pdf, pages = self._doc.finish()
        return Printed(pdf, pages, self._doc.title, self._doc.lacking())

    def _say(self, text: Plain) -> str:
        return render(text, self._language).strip()

    def _furniture(self) -> Furniture:
        letter = self._letter

        def page_words(page: int, pages: int) -> str:
            return self._say(t("page {page} of {pages}", page=page, pages=pages))

        phone = self._say(t("Phone {number}", number=letter.phone)) if letter.phone else ""
        return Furniture(
            _joined((letter.unit, letter.office), " · "),
            format_day(letter.print_day, "long", self._language),
            _joined((letter.caseworker, phone), " · "),
            page_words,
            first_header=False,
        )

    def _head(self) -> None:
        letter = self._letter

        def recipient(flow: Flow) -> None:
            flow.space(_ABOVE_ADDRESS)
            flow.paragraph("\n".join((letter.recipient, *letter.address)), before=0)

        def sender(flow: Flow) -> None:
            lines = [by_parts(letter.unit), letter.office, *letter.sender_address]
            flow.paragraph("\n".join(line for line in lines if line), NOTE, before=0)
            facts = [format_day(letter.print_day, "long", self._language)]
            if letter.reference:
                facts.append(self._say(t("Our number: {number}", number=letter.reference)))
            flow.paragraph("\n".join(facts), NOTE, before=6)

        self._doc.columns(recipient, sender, shares=(66, 34), before=0)
        self._doc.space(18)

    def _call(self) -> None:
        letter, say = self._letter, self._say
        self._doc.heading(1, self._title)
        name = words.first_name(letter.recipient, letter.called)
        hours = words.hours(letter.start, letter.end, self._language)
        if name:
            self._doc.paragraph(say(t("Dear {name}", name=name)), LEAD, before=2)
        text = t("We would like to talk with you on {day:weekday}, {hours}.", day=letter.day, hours=hours)
        self._doc.prose(_joined((say(text), say(letter.description)), " "), before=4)

    def _facts(self) -> None:
        letter, say = self._letter, self._say
        rows: list[tuple[Text, Words]] = [
            (tc("letter", "What"), say(letter.purpose)),
            (tc("letter", "When"), self._when()),
            self._where(),
            (t("You talk with"), self._company()),
            (t("Unemployment fund"), say(letter.unemployment_fund)),
            (tc("letter", "Questions"), _joined((letter.phone, say(letter.other_contact)), "\n")),
        ]
        self._doc.facts([(say(name), value) for name, value in rows if value], (22, 78))

    def _where(self) -> tuple[Text, Words]:
        """Return the form of the talk and its place; in person without a place is where the sender is."""
        letter = self._letter
        lines = [letter.place, *letter.place_address, letter.link]
        if letter.form == "in_person" and not any(lines):
            lines = [letter.office or letter.unit, *letter.sender_address]
        form, place = words.FORMS[letter.form], _joined(lines, "\n")
        return (form, place) if place else (tc("letter", "Where"), self._say(form))

    def _company(self) -> str:
        """Return who is there: the caseworker, and on a line of their own all others."""
        letter = self._letter
        lines = [_joined((letter.caseworker, self._say(letter.caseworker_role)), ", ")]
        if letter.participants:
            names = words.listed(letter.participants, self._language)
            lines.append(self._say(t("{names} will be there too", names=names)))
        return _joined(lines, "\n")

    def _when(self) -> list[Run]:
        letter = self._letter
        return [Run(words.meeting_time(letter.day, letter.start, letter.end, self._language), STRONG)]

    def _section(self, head: Text, lines: tuple[Plain, ...]) -> None:
        said = [line for line in map(self._say, lines) if line]
        if said:
            self._doc.heading(2, self._say(head))
            self._points(said)

    def _points(self, said: list[str]) -> None:
        if len(said) > 1:
            self._doc.items([Item(line) for line in said])
        elif said:
            self._doc.prose(said[0])

    def _absence(self) -> None:
        """Say in one place how another time is found, and what it means to stay away."""
        letter = self._letter
        moving = self._moving(letter.rebooking) if letter.rebooking else ""
        said = [line for line in map(self._say, letter.consequences) if line]
        if moving or said:
            self._doc.heading(2, self._say(t("If you cannot come")))
        if moving:
            self._doc.paragraph(moving)
        self._points(said)

    def _moving(self, rebooking: Rebooking) -> str:
        if rebooking.allowed and rebooking.until:
            text = t("You can choose another time until {day}.", day=rebooking.until)
        elif rebooking.allowed:
            text = t("You can choose another time.")
        elif self._letter.phone:
            return self._say(t("This talk cannot be moved. Call us if you cannot come."))
        else:
            return self._say(t("This talk cannot be moved. Let us know if you cannot come."))
        return _joined((self._say(text), self._say(rebooking.how)), " ")

    def _greeting(self) -> None:
        letter = self._letter
        self._doc.paragraph(self._say(t("Kind regards")), before=14, keeps_next=True)
        role = self._say(letter.caseworker_role)
        rest = f", {role}" if role and letter.caseworker else ""
        self._doc.paragraph([Run(letter.caseworker or letter.unit, STRONG), Run(rest, BODY)], before=1)


def _joined(parts: tuple[str, ...] | list[str], mark: str) -> str:
    return mark.join(part for part in parts if part)


def by_parts(unit: str) -> str:
    """Return a unit's name in lines broken between its parts ("Job og Uddannelse, / Nordby Kommune")."""
    return unit.replace(", ", ",\n")
