"""The one form of a talk: who came, how, what for, what was said, what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt

from caseworker.base.text import Text, raw, t, tc
from caseworker.contacts import words
from ui.contacts.agreements_field import AgreementsField
from ui.contacts.fields import MomentField, channel_choices, choices
from ui.contacts.fitting import RoomyText, form_columns
from ui.contacts.talk_values import HELD
from ui.kit import CheckField, ChoiceChips, Form, NumberField, SelectField, TextField
from ui.kit import tokens as tok

# What the booking knows already: folded away until it is asked for, or something was typed in it.
DETAILS = frozenset({"kind", "at", "minutes", "by", "requested_by", "participants", "for_availability"})
_OF_A_HELD_TALK = ("purpose", "outcome")
_WORDS = ("facts", "citizen_says", "assessment", "agreements")
# How the height that is left is shared among the notes.
_SHARES = {"facts": 2, "citizen_says": 2, "assessment": 1, "outreach_words": 2}
_MUCH = 50  # so much more than the row below the last one that this gets next to nothing
_OF_AN_ABSENCE = ("absence_reason",)
_OF_A_NO_SHOW = ("outreach_channel", "outreach_result", "outreach_words")
# Said only when it is missing: nearly always the form has it already.
_MISSING = {
    "purpose": t("Write what the talk was for."),
    "outcome": t("Write what came out of the talk."),
    "absence_reason": t("Choose why the citizen did not come, or “unknown”."),
}


class TalkForm(Form):
    """The fields of a talk in two columns. Which are shown follows the attendance.

    A field that is hidden and holds something typed stays visible, so that nothing is saved unseen.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(form_columns(), gap=tok.S)
        self._citizen_view = False
        self._details = False
        self.agreements = AgreementsField(today())
        self._absent: Text | str = ""
        self._add_details(today)
        self._add_talk()
        self._add_absence()
        for name in _SHARES:
            self._grid.setAlignment(self.block(name), Qt.AlignmentFlag(0))
        self.field_changed.connect(self._follow)

    def know(self, call_name: str, *, citizen_view: bool) -> None:
        """Say what the citizen is called, and whether the citizen sees the screen."""
        self._citizen_view = citizen_view
        self.block("citizen_says").set_label(t("{name} says", name=raw(call_name)))
        self.arrange()

    def values(self) -> dict[str, Any]:
        """Return what stands in all fields, the line that is not entered yet included."""
        return {**super().values(), "agreement_line": self.agreements.pending(), "half": self.half()}

    def set_values(self, values: Any) -> None:
        """Fill the fields without making the form dirty."""
        super().set_values(values)
        self.agreements.set_pending(values.get("agreement_line", ""))
        self.arrange()

    def open_on(self, planned: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        """Show a talk as it is `planned` now, with what its draft says was typed laid over it."""
        self.set_values(planned)
        self.stands(tuple(planned))
        self.take_up(values)

    def warn_absent(self, words: Text | str) -> None:
        """Say beside the attendance what is to be thought of before an absence from this talk is saved."""
        self._absent = words
        self.arrange()

    def enter(self) -> None:
        """Take what is typed and not entered yet."""
        self.agreements.enter()

    def show_details(self, shown: bool) -> None:
        """Show or hide what the booking knows already: kind, time, participants."""
        self._details = shown
        self.arrange()
        if shown:
            self.focus_field("kind")

    def details_shown(self) -> bool:
        """Return whether the details are shown."""
        return self._details

    def validate(self) -> bool:
        """Show what is wrong or missing, focus the first such field, and return whether all is well."""
        if not super().validate():
            return False
        missing = {
            name: words_of
            for name, words_of in _MISSING.items()
            if not self.block(name).isHidden() and self.field(name).is_empty()
        }
        missing |= self._half_attempt()
        self.set_errors(missing)
        return not missing

    def _half_attempt(self) -> dict[str, Text]:
        """Return what is missing of an attempt at contact of which only one half is chosen."""
        how, ended = self.field("outreach_channel"), self.field("outreach_result")
        if self.block("outreach_channel").isHidden() or how.is_empty() == ended.is_empty():
            return {}
        if ended.is_empty():
            return {"outreach_result": t("Choose how the attempt ended.")}
        return {"outreach_channel": t("Choose how you tried to reach the citizen.")}

    def arrange(self) -> None:
        """Show the fields that belong to the attendance."""
        attendance = self.field("attendance").value()
        held, missed = attendance in HELD, attendance == "absent_no_notice"
        self.block("attendance").set_note(self._absent if missed else "")
        for name in DETAILS:
            self.show_field(name, shown=self._details)
        for name in _OF_A_HELD_TALK:
            self.show_field(name, shown=held)
        for name in _WORDS:
            self.show_field(name, shown=held or not self._is_blank(name))
        for name in _OF_AN_ABSENCE:
            self.show_field(name, shown=not held)
        for name in _OF_A_NO_SHOW:
            self.show_field(name, shown=missed)
        if self._citizen_view:
            self.show_field("assessment", shown=False)
        self._share_height()

    def has_notes(self) -> bool:
        """Return whether a field is shown that can make use of more height."""
        return any(not self.block(name).isHidden() for name in _SHARES)

    def _share_height(self) -> None:
        """Give the height that is left to the rows of the notes shown."""
        rows: dict[int, int] = {}
        for name, share in _SHARES.items():
            place = self._grid.getItemPosition(self._grid.indexOf(self.block(name)))
            line: int = place[0]  # type: ignore[index]  # the stub calls it an object
            rows[line] = max(rows.get(line, 0), 0 if self.block(name).isHidden() else share * _MUCH)
        for line, stretch in rows.items():
            self._grid.setRowStretch(line, stretch)

    def _is_blank(self, name: str) -> bool:
        if name == "agreements":
            return not self.agreements.value() and not self.agreements.pending().strip()
        return self.field(name).is_empty()

    def _follow(self, name: str) -> None:
        if name == "attendance":
            self.arrange()

    def _add_details(self, today: Callable[[], date]) -> None:
        self.add("kind", t("Kind of talk"), SelectField(choices(words.KINDS)))
        self.add("at", t("Day and time"), MomentField(today))
        self.add(
            "participants", tc("field", "Participants"), TextField(placeholder=t("Name (role), name (role)"))
        )
        self.add("minutes", tc("field", "Duration"), NumberField(unit=tc("unit", "min."), least=5, most=600))
        self.add("by", t("Held by"), SelectField(choices(words.HELD_BY)))
        self.add("requested_by", t("Asked for by"), SelectField(choices(words.REQUESTED_BY)))
        box = CheckField(t("Being available for work was the reason"))
        self.add("for_availability", t("Availability for work"), box, span=2)

    def _add_talk(self) -> None:
        self.add(
            "attendance", tc("field", "Attendance"), ChoiceChips(choices(words.ATTENDANCE), keep_one=True)
        )
        channels = ChoiceChips(channel_choices(), keep_one=True)
        self.add("channel", tc("field", "Form"), channels)
        self.add("purpose", tc("field", "Purpose"), TextField())
        self.add("outcome", tc("field", "Outcome"), TextField())
        self.add("facts", t("What happened"), RoomyText(lines=2, most_lines=8), note=tc("field", "(facts)"))
        self.add("citizen_says", t("The citizen says"), RoomyText(lines=2, most_lines=8))
        self.add(
            "assessment",
            t("Our assessment"),
            RoomyText(lines=1, most_lines=6),
            note=t("(hidden in the citizen view)"),
            span=2,
        )
        self.add("agreements", tc("field", "Agreed"), self.agreements, note=t("become promises"), span=2)

    def _add_absence(self) -> None:
        self.reasons = ChoiceChips(choices(words.ABSENCE_REASONS), can_add=True)
        self.add(
            "absence_reason",
            tc("field", "Reason"),
            self.reasons,
            span=2,
        )
        how = ChoiceChips(choices(words.OUTREACH_CHANNELS))
        self.add("outreach_channel", t("First attempt at contact"), how, span=2)
        ended = ChoiceChips(choices(words.OUTREACH_RESULTS))
        self.add("outreach_result", t("How it ended"), ended, span=2)
        self.add("outreach_words", t("What was said"), RoomyText(lines=1, most_lines=6), span=2)


def first_field(attendance: str) -> str:
    """Return the field where typing begins."""
    return "facts" if attendance in HELD else "absence_reason"
