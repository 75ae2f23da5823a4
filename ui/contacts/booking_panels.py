"""The forms that book and move a talk: below the day stands what a talk on it does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseworker.base.text import Text, t, tc
from caseworker.contacts import words
from caseworker.contacts.queries import TalkRow
from ui.contacts.day_asking import Question, question_of
from ui.contacts.day_line import DayLine
from ui.contacts.fields import MomentField, channel_choices, choices
from ui.contacts.panels import Panel
from ui.contacts.state import Advice, FormDraft
from ui.kit import (
    STRETCH,
    CheckField,
    ChoiceChips,
    LinkButton,
    NumberField,
    SelectField,
    TextField,
    box,
    row,
)  # fmt: skip
from ui.kit import tokens as tok
from ui.ports import Desk

_BOOKABLE = (
    "first", "follow_up", "joint", "availability", "citizen_requested", "re_registration", "fund_conversation",
)  # fmt: skip


class DayPanel(Panel):
    """A form with a day, and below it what a talk on that day does."""

    _advice: Advice | None = None

    def put_line(
        self, desk: Desk, case_id: str, question: Callable[[], Question | None], nothing: Text | str = ""
    ) -> None:
        """Put the line there, across all columns, and let it follow what is typed.

        `question` says what is asked about the talk as it stands here, None where no day is typed.
        """
        self._question = question
        at = self.form.field("at")
        assert isinstance(at, MomentField)
        self.at, self._line = at, DayLine(desk, case_id, at, nothing)
        self.form.add_wide(box(row((self._line, 1), self._line.why, gap=tok.S)))
        self._line.remarked.connect(self._remark)
        self.form.field_changed.connect(lambda _name: self.ask_day())

    def ask_day(self, *, anew: bool = False) -> None:
        """Ask what a talk on the day typed does."""
        self._line.ask(self._question(), self._advice)
        if anew:
            self._line.ask_anew()

    def _remark(self) -> None:
        block = self.form.block("at")
        if not block.error():
            block.set_error(None)


class BookPanel(DayPanel):
    """Book a talk: everything is filled in from the suggestion and the last talk.

    `nothing` is said by the day where none is suggested.
    """

    def __init__(
        self,
        desk: Desk,
        case_id: str,
        values: Mapping[str, Any],
        advice: Advice | None,
        new_purpose: Callable[[str, str], str],
        nothing: Text,
    ) -> None:
        fixed = {"talk_id": values["talk_id"], "request_id": values["request_id"]}
        super().__init__(
            "book",
            values["talk_id"],
            values["request_id"],
            t("Book a talk"),
            t("Book the talk"),
            fixed=fixed,
            second=t("Book and summon"),
            columns=2,
        )
        self._new_purpose, self._more, self._advice = new_purpose, False, advice
        form, self._today = self.form, desk.office.clock.today
        form.add("at", t("Day and time"), MomentField(self._today))
        form.add("kind", t("Kind of talk"), SelectField(choices(words.KINDS, *_BOOKABLE)))
        self.put_line(desk, case_id, self._asked, nothing)
        form.add(
            "channel",
            tc("field", "Form"),
            ChoiceChips(channel_choices(), keep_one=True),
        )
        form.add("place", tc("field", "Place"), TextField(placeholder=t("Room or address")))
        form.add("purpose", tc("field", "Purpose"), TextField(), span=2)
        self._switch = LinkButton(t("More: participants, duration, who asked"), on_click=self._show_more)
        form.add_wide(box(row(self._switch, STRETCH)))
        form.add(
            "participants", tc("field", "Participants"), TextField(placeholder=t("Name (role), name (role)"))
        )
        form.add("minutes", tc("field", "Duration"), NumberField(unit=tc("unit", "min."), least=5, most=600))
        form.add("requested_by", t("Asked for by"), SelectField(choices(words.REQUESTED_BY)))
        form.add(
            "for_availability",
            t("Availability for work"),
            CheckField(t("Being available for work was the reason")),
        )
        self._arrange()
        form.field_changed.connect(self._follow)
        self.fill(values)

    def restore(self, draft: FormDraft) -> None:
        """Show what a draft holds, unfolded as it was."""
        super().restore(draft)
        self._more = bool(draft.values.get("more"))
        self._arrange()

    def draft_values(self) -> dict[str, Any]:
        """Return everything as JSON data, and whether more is shown."""
        return {**super().draft_values(), "more": self._more}

    def _asked(self) -> Question | None:
        given = self.form.values()
        return question_of(
            self.at.day.value(), self.at.time.value(), self._today(), kind=given["kind"], channel=given["channel"],
            minutes=given["minutes"],
        )  # fmt: skip

    def _show_more(self) -> None:
        self._more = True
        self._arrange()
        self.form.focus_field("participants")

    def _arrange(self) -> None:
        self._switch.setVisible(not self._more)
        for name in ("participants", "minutes", "requested_by", "for_availability"):
            self.form.show_field(name, shown=self._more)

    def _follow(self, name: str) -> None:
        """Let the purpose follow the kind until somebody writes it."""
        if name == "kind":
            kind, purpose = self.form.field("kind").value(), self.form.field("purpose").value()
            self.form.field("purpose").set_value(self._new_purpose(kind, purpose))


class MovePanel(DayPanel):
    """Move a planned talk, `talk`. `values` are those of it that the form shows."""

    def __init__(
        self, desk: Desk, draft_id: str, talk: TalkRow, title: Text, values: Mapping[str, Any]
    ) -> None:
        super().__init__("move", draft_id, talk.id, title, t("Move the talk"))
        self._talk, self._today = talk, desk.office.clock.today
        self.form.add("at", t("New day and time"), MomentField(self._today))
        self.form.add("place", tc("field", "Place"), TextField())
        self.put_line(desk, talk.case_id, self._asked)
        channels = ChoiceChips(channel_choices(), keep_one=True)
        self.form.add("channel", tc("field", "Form"), channels, span=2)
        self.fill(values)
        self.form.stands()

    def _asked(self) -> Question | None:
        talk = self._talk
        return question_of(
            self.at.day.value(), self.at.time.value(), self._today(), kind=talk.kind,
            channel=self.form.field("channel").value(), by=talk.by, minutes=talk.minutes, instead_of=talk.id,
        )  # fmt: skip
