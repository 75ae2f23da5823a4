"""The forms for what waits: the answer to a wish, and the steps after an absence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from caseworker.base.ids import new_id
from caseworker.base.text import Text, t, tc
from caseworker.base.workdays import add_workdays
from caseworker.contacts import words
from caseworker.contacts.absence import NOT_SUMMONED
from ui.contacts.courses import AbsenceCase
from ui.contacts.fields import choices
from ui.contacts.panels import Panel
from ui.kit import Banner, ChoiceChips, DateField, Label, LongText

Today = Callable[[], date]

# What a citizen is usually given to answer a hearing: two weeks of working days.
ANSWER_TIME = 10


class CoursePanel(Panel):
    """A form about a wish or an absence: `about` is the id of the wish or of the missed talk.

    Its draft has an id of its own, since what is saved is no record of that name.
    """

    def __init__(
        self, kind: str, about: str, title: Text, save: Text, draft_id: str = "", hint: Text | None = None
    ) -> None:
        own = draft_id or new_id()
        super().__init__(kind, own, about, title, save, fixed={"about_id": about})
        self._filled: Callable[[], None] = lambda: None
        if hint is not None:
            self.form.add_wide(Label(hint, "soft", wrap=True))

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show the values, and what is to be said about them."""
        super().fill(values)
        self._filled()

    def add_day(self, name: str, label: Text, today: Today, *, ahead: bool = False) -> None:
        """Add a day: up to today, or with `ahead` one to come."""
        self.form.add(name, label, DateField(today) if ahead else DateField(today, latest=today()))

    def warn_early(self, name: str, answer_by: date | None) -> None:
        """Say below a day that it comes before the last one to answer a hearing; it can be saved all the same."""
        if answer_by is None:
            return
        early = Banner(
            t(
                "The citizen can answer until {day}. The decision comes before that, and no answer is written down.",
                day=answer_by,
            ),
            "attention",
        )
        day = self.form.field(name)

        def follow() -> None:
            typed = day.value()
            early.setVisible(typed is not None and typed < answer_by)

        self.form.add_wide(early)
        day.changed.connect(follow)
        self._filled = follow  # values from a draft are no change

    def warn_unsummoned(self, one: AbsenceCase) -> None:
        """Say where no summons to the talk is written down; it can be saved all the same."""
        if not one.summoned:
            self.form.add_wide(Banner(NOT_SUMMONED, "attention"))

    def add_words(self, name: str, label: Text, required: Text | str = "") -> None:
        """Add a note across the form."""
        self.form.add(name, label, LongText(lines=2, most_lines=8), required=required, span=2)


class AttemptPanel(Panel):
    """One attempt to reach a citizen who did not come."""

    def __init__(
        self,
        talk_id: str,
        outreach_id: str,
        title: Text,
        today: Today,
        missed_on: date | None,
        channel: str = "",
    ) -> None:
        fixed = {"outreach_id": outreach_id, "talk_id": talk_id}
        super().__init__(
            "attempt", outreach_id, talk_id, title, t("Save the attempt"), fixed=fixed, columns=1
        )
        how, ended = (
            ChoiceChips(choices(words.OUTREACH_CHANNELS)),
            ChoiceChips(choices(words.OUTREACH_RESULTS)),
        )
        self.form.add(
            "channel", tc("field", "How"), how, required=t("Choose how you tried to reach the citizen.")
        )
        self.form.add("result", t("How it ended"), ended, required=t("Choose how the attempt ended."))
        day = DateField(today, earliest=missed_on, latest=today())
        self.form.add("on", tc("field", "Day"), day, required=t("Write the day."))
        self.form.add("words", t("What was said"), LongText(lines=2, most_lines=6))
        # Nobody answers a letter or a text on the spot.
        left = "message_left" if channel in ("letter", "text") else None
        self.fill({"channel": channel or None, "result": left, "on": today()})


def answer_panel(about: str, head: Text, today: Today, draft_id: str = "") -> CoursePanel:
    """Answer a wish for access or an activity."""
    panel = CoursePanel("answer", about, head, t("Save the answer"), draft_id)
    answers = ChoiceChips(choices(words.ANSWERS))
    panel.form.add("answer", tc("field", "Answer"), answers, required=t("Choose what the answer is."))
    panel.add_day("on", t("Answered on"), today)
    panel.add_words("words", t("What was answered"))
    panel.fill({"on": today()})
    return panel


def let_be_panel(one: AbsenceCase, today: Today, draft_id: str, hint: Text) -> CoursePanel:
    """Let an absence have no consequence."""
    del today
    title = t("No consequence of the absence on {day}", day=one.on)
    panel = CoursePanel("let_be", one.talk_id, title, tc("button", "Save"), draft_id, hint)
    panel.add_words("reason", tc("field", "Reason"), t("Write why the absence has no consequence."))
    return panel


def hearing_panel(one: AbsenceCase, today: Today, draft_id: str, hint: Text) -> CoursePanel:
    """Write down that the citizen is heard; where there are further absences, also about those that are chosen."""
    title = t("Hearing about the absence on {day}", day=one.on)
    panel = CoursePanel("hear", one.talk_id, title, t("Save the hearing"), draft_id, hint)
    panel.warn_unsummoned(one)
    panel.add_day("sent_on", t("Sent on"), today)
    panel.add_day("answer_by", t("The citizen may answer until"), today, ahead=True)
    if one.others:
        panel.form.add("also", t("The letter is also about"), ChoiceChips(one.others, multi=True), span=2)
    panel.add_words("words", t("What the citizen is told"))
    panel.fill({"sent_on": today(), "answer_by": add_workdays(today(), ANSWER_TIME)})
    return panel


def hearing_answer_panel(one: AbsenceCase, today: Today, draft_id: str, hint: Text) -> CoursePanel:
    """Write down what the citizen answered."""
    title = t("Answer to the hearing about the absence on {day}", day=one.on)
    panel = CoursePanel("hearing_answer", one.talk_id, title, t("Save the answer"), draft_id, hint)
    panel.add_day("on", t("Answered on"), today)
    panel.add_words("words", t("What the citizen says"))
    panel.fill({"on": today()})
    return panel


def decision_panel(one: AbsenceCase, today: Today, draft_id: str, hint: Text) -> CoursePanel:
    """Write down the decision to reduce the benefit."""
    title = t("Decision to reduce the benefit after the absence on {day}", day=one.on)
    panel = CoursePanel("decide", one.talk_id, title, t("Save the decision"), draft_id, hint)
    panel.warn_unsummoned(one)
    panel.add_day("on", t("Decided on"), today)
    panel.warn_early("on", one.answer_by)
    panel.add_words("reason", t("What the decision rests on"), t("Write what the decision rests on."))
    panel.fill({"on": today()})
    return panel


# The forms about an absence by the name of what is done, the field where typing begins, and the step it is.
ABOUT_ABSENCES: dict[str, tuple[Callable[[AbsenceCase, Today, str, Text], CoursePanel], str, str]] = {
    "let_be": (let_be_panel, "reason", "assess"),
    "hear": (hearing_panel, "answer_by", "hear"),
    "hearing_answer": (hearing_answer_panel, "words", "answer"),
    "decide": (decision_panel, "reason", "decide"),
}
