"""The forms of the records of a screening: what is asked of a goal, an earlier effort, another plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from caseworker.base.text import Text, t, tc
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.wording import PLAN_KINDS
from caseworker.screening.records import EffortLine, FoundGoal, OtherPlanLine
from ui.kit import ChoiceChips, Form, SelectField, TextField, tokens
from ui.screening.fields import FollowUpField, SinceField
from ui.screening.letters import large_letters
from ui.screening.rows import RowKind
from ui.screening.words import RESULTS


def goal_kind(today: Callable[[], date]) -> RowKind:
    """Return the form of an interim goal: what, how it shows, and the day it is looked at."""

    def make() -> Form:
        form = Form(columns=1 if large_letters() else 2, gap=tokens.S)
        form.add("words", t("Interim goal"), _Needed(t("Write what is to be reached.")), span=2)
        form.add("sign", t("How will you see it?"), TextField())
        form.add("follow_up_on", t("You look at it together"), FollowUpField(today))
        _with_words_first(form)
        return form

    def read(base: Any, values: dict[str, Any]) -> FoundGoal:
        line: FoundGoal = replace(
            base,
            words=values["words"].strip(),
            sign=values["sign"].strip(),
            follow_up_on=values["follow_up_on"],
        )
        return line

    def fill(line: Any) -> dict[str, Any]:
        return {"words": line.words, "sign": line.sign, "follow_up_on": line.follow_up_on}

    return RowKind(
        lambda new: FoundGoal(id=new, words=""),
        make,
        read,
        fill,
        t("Add an interim goal"),
        t("Take the interim goal out"),
    )


def effort_kind(catalogue: Catalogue, age: int | None, language: str) -> RowKind:
    """Return the form of an earlier effort: what, when, how it went and why it ended."""
    entries = catalogue.search(age=age, language=language)
    kinds = [(entry.code, entry.name.in_language(language)) for entry in entries]

    def make() -> Form:
        form = Form(columns=1 if large_letters() else 2, gap=tokens.S)
        form.add("effort_type", t("What was tried?"), SelectField(kinds))
        form.add("title", t("In your own words"), TextField())
        form.add("period", tc("field", "When?"), TextField(placeholder=t("for example spring 2024")))
        form.add("end_reason", t("Why did it end?"), TextField())
        form.add("result", t("How did it go?"), ChoiceChips(list(RESULTS.items())), span=2)
        return form

    def read(base: Any, values: dict[str, Any]) -> EffortLine:
        line: EffortLine = replace(
            base, effort_type=values["effort_type"] or "", title=values["title"].strip(),
            period=values["period"].strip(), result=values["result"] or "",
            end_reason=values["end_reason"].strip(),
        )  # fmt: skip
        return line

    def fill(line: Any) -> dict[str, Any]:
        names = ("effort_type", "title", "period", "end_reason", "result")
        return {name: getattr(line, name) for name in names}

    return RowKind(
        lambda new: EffortLine(id=new, effort_type=""),
        make,
        read,
        fill,
        t("Add one more"),
        t("Take the effort out"),
    )


def plan_kind(today: Callable[[], date], born: date) -> RowKind:
    """Return the form of a plan that another authority has in force."""

    def make() -> Form:
        form = Form(columns=1 if large_letters() else 2, gap=tokens.S)
        form.add("kind", t("Which plan?"), SelectField(list(PLAN_KINDS.items())))
        form.add("authority", t("Whose plan is it?"), TextField())
        form.add("contact", t("Who is the contact there?"), TextField())
        form.add("since_on", t("In force since"), SinceField(today, born))
        return form

    def read(base: Any, values: dict[str, Any]) -> OtherPlanLine:
        written = any(values.values())
        # Whoever names an authority but no kind has a plan all the same.
        line: OtherPlanLine = replace(
            base, kind=values["kind"] or ("other" if written else ""), authority=values["authority"].strip(),
            contact=values["contact"].strip(), since_on=values["since_on"],
        )  # fmt: skip
        return line

    def fill(line: Any) -> dict[str, Any]:
        names = ("kind", "authority", "contact", "since_on")
        return {name: getattr(line, name) for name in names}

    return RowKind(
        lambda new: OtherPlanLine(id=new, kind=""),
        make,
        read,
        fill,
        t("Add one more"),
        t("Take the plan out"),
    )


class _Needed(TextField):
    """A line that must say something as soon as its neighbours do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__()
        self._sentence = sentence
        self.is_needed: Callable[[], bool] = lambda: False

    def problem(self) -> Text | None:
        """Return the sentence when it is needed and empty."""
        return self._sentence if self.is_empty() and self.is_needed() else super().problem()


def _with_words_first(form: Form) -> None:
    words = form.field("words")
    assert isinstance(words, _Needed)
    others: Sequence[str] = [name for name in form.names() if name != "words"]
    words.is_needed = lambda: any(not form.field(name).is_empty() for name in others)
