"""What the command palette finds."""

from __future__ import annotations

from dataclasses import dataclass

from caseworker.base.danish import composed
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, render, t, tc
from caseworker.casework.citizens import CitizenRow, citizen_list, named_so
from ui.ports import Desk

_MOST_CITIZENS = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing one can go to or do. A command of the window has `command` instead of a place.

    `also` are other words it is found by.
    """

    words: Text
    note: Text | str = ""
    place: Place | None = None
    command: str = ""
    also: str = ""


COMMANDS = (
    Entry(t("New citizen"), place=Place("new_citizen")),
    Entry(t("Import a caseload"), place=Place("import")),
    Entry(t("Go to my day"), place=Place("today")),
    Entry(t("Go to citizens"), place=Place("citizens")),
    Entry(t("Go to deadlines"), place=Place("deadlines")),
    Entry(t("Send to the jobcentre"), place=Place("exchange")),
    Entry(t("Go to settings"), place=Place("settings")),
    Entry(t("Undo the last act"), "Ctrl+Z", command="undo"),
    Entry(t("Switch citizen view on or off"), "F9", command="citizen_view"),
    # By the languages' own names too: who looks for one may not read the other.
    Entry(t("Switch language"), command="language", also="dansk english"),
    Entry(tc("command", "Lock"), "Ctrl+L", command="lock"),
)


def find(desk: Desk, words: str) -> list[Entry]:
    """Return the citizens whose name, CPR or case number begins so, then the commands that hold the words.

    Who is named just so comes first; those whose case is closed come after the others.

    While a citizen sees the screen no other citizens are found, nor pages about them.
    """
    wanted = composed(words).strip().casefold()
    citizens: list[Entry] = []
    if wanted and not desk.citizen_view:
        office = desk.office
        with office.read() as session:
            today = office.clock.today()
            rows = citizen_list(session, today, search=words, limit=_MOST_CITIZENS)
            here = {row.citizen_id for row in rows}
            # Somebody who comes back is looked up by name as well.
            past = citizen_list(session, today, search=words, closed=True, limit=_MOST_CITIZENS)
        rows += [row for row in past if row.citizen_id not in here]
        rows.sort(key=lambda row: named_so(row.name, words))
        citizens = [
            Entry(raw(row.name), _note(row), Place("overview", row.case_id)) for row in rows[:_MOST_CITIZENS]
        ]
    commands = [
        entry
        for entry in COMMANDS
        if wanted in f"{render(entry.words, desk.language)} {entry.also}".casefold()
        and not (desk.citizen_view and entry.place is not None)
    ]
    return citizens + commands


def _note(row: CitizenRow) -> Text:
    if row.closed_on is not None:
        return t("case {number} · closed {day:short_year}", number=row.case_no, day=row.closed_on)
    return t("{age} years · case {number}", age=row.age, number=row.case_no)
