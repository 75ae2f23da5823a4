"""Reading a screening back: the comparison with the last one, and a finished one as it was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from caseworker.base.text import Text, from_data, t, tn
from caseworker.plan.catalogue import Catalogue
from caseworker.plan.view import PlanView
from caseworker.screening.compare import AnswerChange
from caseworker.screening.instrument import Instrument, Question, answered
from caseworker.screening.view import LastScreening, ScreeningView
from caseworker.screening.wording import listed
from ui.screening.said import said_otherwise
from ui.screening.state import Decision, ReadLine, ReadSection, ThenNow
from ui.screening.words import SOURCES, answer_lines, joined, outcome_words

Half = Mapping[str, Mapping[str, list[str]]]


def compared(
    last: LastScreening,
    old: Instrument,
    now: Mapping[str, Any],
    instrument: Instrument,
    changes: list[AnswerChange],
    catalogue: Catalogue,
    language: str,
    *,
    citizen_view: bool,
) -> tuple[ThenNow, ...]:
    """Return every question that was answered then or is answered now, in the order of the instrument."""
    changed = {change.question_id for change in changes}
    lines = []
    for section in instrument.section:
        for question in section.question:
            earlier = old.question(question.id) or question
            before, after = last.answers.get(question.id), now.get(question.id)
            if not (answered(before) or answered(after)):
                continue
            lines.append(
                ThenNow(
                    question_id=question.id,
                    section=section.id,
                    question=question.short.text(language),
                    then=answer_lines(earlier, before, old, catalogue, language, citizen_view=citizen_view)
                    if answered(before)
                    else (),
                    now=answer_lines(
                        question, after, instrument, catalogue, language, citizen_view=citizen_view
                    )
                    if answered(after)
                    else (),
                    changed=question.id in changed,
                )
            )
    return tuple(lines)


def read_sections(
    view: ScreeningView,
    answers: Mapping[str, Any],
    catalogue: Catalogue,
    language: str,
    *,
    citizen_view: bool,
    decided: bool,
    half: Half,
    today: date,
) -> tuple[ReadSection, ...]:
    """Return what was answered, section by section. What was `decided` stands above them, not among them.

    `half` are words that were typed and are no answer yet, by question id and then by their place in it.
    """
    above = ("outcome", "outcome_reason") if decided else ()

    def told(question: Question) -> tuple[Text, ...]:
        answer = answers.get(question.id)
        found = half.get(question.id, {}).values()
        begun = [t("Begun: “{words}”", words=one) for words in found for one in words]
        if not answered(answer):
            return tuple(begun)
        instrument = view.instrument
        return (
            *answer_lines(question, answer, instrument, catalogue, language, citizen_view=citizen_view),
            *begun,
        )

    sections = []
    for section in view.instrument.section:
        lines = [
            ReadLine(
                question.label.text(language),
                words,
                question.own_words,
                said_otherwise(view, question, answers.get(question.id), today),
            )
            for question in section.question
            if question.role not in above and (words := told(question))
        ]
        if lines:
            sections.append(ReadSection(section.id, section.title.text(language), tuple(lines)))
    return tuple(sections)


def decision(view: ScreeningView, plan: PlanView | None, language: str) -> Decision:
    """Return how a finished screening was decided, and what became of its interim goals."""
    snapshot = view.snapshot
    advice = [entry for entry in snapshot.get("advice", ()) if str(entry["id"]).startswith("outcome.")]
    as_advised: Text | None = None
    if advice:
        as_advised = (
            t("The decision follows the advice.")
            if snapshot.get("as_advised")
            else t("The decision departs from the advice: {advice}", advice=from_data(advice[0]["title"]))
        )
    standing = {goal.id for goal in plan.content.interim_goals} if plan is not None else set()
    return Decision(
        title=outcome_words(view.instrument, view.outcome, language),
        reason=view.outcome_reason,
        line=joined([t("Finished {day} by {name}", day=view.finished_on, name=view.decided_by), rests_on(view)]),
        as_advised=as_advised,
        advice=tuple(from_data(entry["title"]) for entry in snapshot.get("advice", ())),
        goals_in_plan=sum(goal.goal_id in standing for goal in view.goals),
        versions=t("Questions {instrument} · rules {rules}", instrument=view.instrument.title.text(language),
                   rules=snapshot.get("rules") or "–"),
    )  # fmt: skip


def undecided(view: ScreeningView, closed_on: date, language: str) -> Decision:
    """Return what stands in place of a decision where the case was closed before there was one."""
    begun = t("Begun {day}. The case was closed {closed}", day=view.started_on, closed=closed_on)
    return Decision(
        title=t("The screening was not finished"), reason="", line=joined([begun, rests_on(view)]), as_advised=None,
        advice=(), goals_in_plan=0, versions=view.instrument.title.text(language),
    )  # fmt: skip


def goals_words(count: int) -> Text:
    """Say how many interim goals of the screening stand in the plan."""
    return tn(
        "{count} interim goal now stands in the plan.", "{count} interim goals now stand in the plan.", count
    )


def own_words_words(became: str) -> Text | None:
    """Say what became of the citizen's words in a plan that had some already; None where it had not."""
    return {
        "new": t("The citizen's own words in the plan are now those of this screening."),
        "kept": t("The citizen's own words in the plan were written there and stay as they are."),
    }.get(became)


def rests_on(view: ScreeningView) -> Text:
    """Say which conversations it rests on: "10 Nov. conversation, 24 Nov. workshop", each day and source once."""
    counted = Counter((one.on, one.source) for one in view.sessions)
    return listed(
        [
            t("{day:short}, {count} talks", day=day, count=count)
            if count > 1 and source == "conversation"
            else t("{day:short} {source}", day=day, source=SOURCES[source])
            for (day, source), count in counted.items()
        ]
    )
