"""Puts the room's state together out of what was read and what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc, tn
from caseworker.people.queries import CaseHead, GroupRow
from caseworker.plan.view import PlanView
from caseworker.plan.wording import near_day
from caseworker.screening.advice import advise, reasons
from caseworker.screening.compare import compare
from caseworker.screening.facts import ScreeningFacts
from caseworker.screening.finish import Missing, missing
from caseworker.screening.instrument import RECORD_TYPES, Section, answered
from caseworker.screening.limits import over_limit
from caseworker.screening.view import LastScreening, ScreeningRow, ScreeningView
from ui.ports import Desk
from ui.screening.entered import LIST_OF, Entered, facts_of, merged, whole
from ui.screening.planned_groups import joined_group, replaced, told_before
from ui.screening.readout import compared, decision, read_sections, undecided
from ui.screening.said import found_otherwise, said_otherwise
from ui.screening.state import COMPARE, ScreeningState, StepLine, TalkForm


@dataclass(frozen=True, slots=True)
class Laid:
    """What was read from the store. `last` is the citizen's last finished screening but the one on screen.

    `groups` are the stretches in target groups, the newest first.
    """

    head: CaseHead
    view: ScreeningView | None
    last: LastScreening | None
    plan: PlanView | None
    earlier: tuple[ScreeningRow, ...]
    groups: tuple[GroupRow, ...] = ()


@dataclass(slots=True)
class Shown:
    """Where the user is: what is looked at, the step, and the steps gone through while the room is open."""

    screening_id: str = ""
    section: str = ""
    session_id: str = ""
    visited: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    saved_at: datetime | None = None
    draft_from: datetime | None = None


def lay(
    desk: Desk,
    laid: Laid,
    unsaved: dict[str, Entered],
    shown: Shown,
    *,
    talks: Mapping[str, TalkForm],
    thrown: bool,
) -> ScreeningState:
    """Return what the room shows now: what was read, with what is typed (steps, `talks`) laid over it."""
    today = desk.office.clock.today()
    head, view = laid.head, laid.view
    waits = waiting_words(head.referred_on, view.started_on if view else None, today)
    state = ScreeningState(
        name=head.name, call_name=head.call_name or head.name.split()[0], age=head.age, born=head.birth_date,
        waits=waits, view=view, last=laid.last, earlier=laid.earlier, closed_on=head.closed_on,
    )  # fmt: skip
    if view is None:
        return state
    if view.status != "open" or head.closed_on is not None:
        return _read_only(state, desk, laid, view, unsaved)
    state = _open(state, desk, laid, view, unsaved, shown)
    talk = talks.get(state.session.id) if state.session is not None else None
    return replace(state, talk=talk, thrown=thrown, unsaved=bool(unsaved or talks))


def _read_only(
    base: ScreeningState, desk: Desk, laid: Laid, view: ScreeningView, unsaved: Mapping[str, Entered]
) -> ScreeningState:
    """Return a screening to be read: as it was decided, or as far as it came before the case was closed."""
    closed_on = laid.head.closed_on
    if view.status == "open" and closed_on is not None:
        answers, records = merged(view, unsaved.values())
        told, waits = whole(facts_of(view, answers, records), records), bool(unsaved)
        found = undecided(view, closed_on, desk.language)
    else:
        told, waits, unsaved = view.snapshot.get("answers", {}), False, {}
        found = decision(view, laid.plan, desk.language)
    read = read_sections(
        view, told, desk.office.catalogue, desk.language, citizen_view=desk.citizen_view,
        decided=view.status != "open",
        half={question: words for entered in unsaved.values() for question, words in entered.half.items()},
        today=desk.office.clock.today(),
    )  # fmt: skip
    return replace(base, mode="finished", read=read, decision=found, unsaved=waits)


def waiting_words(referred_on: date | None, started_on: date | None, today: date) -> Text | None:
    """Say since when somebody waits: from the referral, else from the start."""
    since = referred_on or started_on
    if since is None:
        return None
    days = (today - since).days
    ago = tc("day", "today") if days == 0 else tn("{count} day ago", "{count} days ago", days)
    if referred_on is not None:
        return t("Referred {day}, {ago}", day=near_day(since, today), ago=ago)
    return t("Begun {day}, {ago}", day=near_day(since, today), ago=ago)


def _open(
    base: ScreeningState,
    desk: Desk,
    laid: Laid,
    view: ScreeningView,
    unsaved: dict[str, Entered],
    shown: Shown,
) -> ScreeningState:
    answers, records = merged(view, unsaved.values())
    facts = facts_of(view, answers, records)
    lengths = _lengths(view, unsaved, desk.language)
    advice = advise(facts, desk.office.catalogue, desk.language)
    given = reasons(facts, advice)
    lacking = [*(one for found in lengths.values() for one in found), *missing(facts, given)]
    said = {finding.question for finding in view.findings} | {q for e in unsaved.values() for q in e.values}
    placed = whole(facts, records)
    steps = _steps(facts, placed, said, shown, lacking, desk.language, again=laid.last is not None)
    keys = [line.key for line in steps]
    at = keys.index(shown.section) if shown.section in keys else 0
    state = replace(
        base, mode="open", answers=answers, records=records, steps=steps, section=keys[at],
        next_title=steps[at + 1].title if at + 1 < len(steps) else None,
        session=next((s for s in view.sessions if s.id == shown.session_id), view.last_session),
        asked=frozenset(question.id for question in facts.asked()), advice=() if desk.citizen_view else tuple(advice),
        in_plan=frozenset(a.type_code for a in laid.plan.content.activities) if laid.plan else frozenset(),
        missing=tuple(lacking), saved_at=shown.saved_at, draft_from=shown.draft_from,
        half=unsaved[keys[at]].half if keys[at] in unsaved else {}, held=frozenset(lengths),
        departs=_departs(facts, [a.proposes for a in advice if a.kind == "outcome"]),
        replaces=_replaces(desk, laid.groups, facts), joins=_joins(desk, laid.groups, facts),
        reasons={} if desk.citizen_view else given,
    )  # fmt: skip
    state = _with_said(state, desk, view)
    return state if laid.last is None else _with_last(state, laid.last, desk, view, placed)


def _with_said(state: ScreeningState, desk: Desk, view: ScreeningView) -> ScreeningState:
    """Add what was said otherwise than what counts: one conversation never hides the words of another."""
    assert state.session is not None
    today = desk.office.clock.today()
    kept = found_otherwise(view, state.session.id, desk.office.catalogue, desk.language, today)
    said = {
        question.id: lines
        for section in view.instrument.section
        for question in section.question
        if (lines := said_otherwise(view, question, view.answers.get(question.id), today))
    }
    return replace(state, said={**kept, **said}, kept=frozenset(kept))


def _lengths(view: ScreeningView, unsaved: Mapping[str, Entered], language: str) -> dict[str, list[Missing]]:
    """Return by step the texts that are too long to be saved: each keeps the screening open."""
    found: dict[str, list[Missing]] = {}
    for key, entered in unsaved.items():
        section = next((one for one in view.instrument.section if one.id == key), None)
        for question in section.question if section is not None else ():
            is_list = question.type in RECORD_TYPES
            value = (
                getattr(entered.records, LIST_OF[question.type])
                if is_list
                else entered.values.get(question.id)
            )
            over = over_limit(value)
            if over:
                text = tn(
                    "“{question}” is {count} character too long", "“{question}” is {count} characters too long",
                    over, question=question.short.text(language),
                )  # fmt: skip
                place = Place("screening", view.screening_id, question.id)
                found.setdefault(key, []).append(
                    Missing(id=f"too_long:{question.id}", text=text, source="", place=place, blocks=True)
                )
    return found


def _replaces(desk: Desk, groups: tuple[GroupRow, ...], facts: ScreeningFacts) -> Text | None:
    """Say which planned change of target group gives way; the citizen may not have heard of it."""
    if desk.citizen_view:
        return None
    return told_before(replaced(groups, str(facts.value("visited_as") or ""), desk.office.clock.today()))


def _joins(desk: Desk, groups: tuple[GroupRow, ...], facts: ScreeningFacts) -> Text | None:
    """Say which other target group the category leads to: deadlines hang on it."""
    if desk.citizen_view:
        return None
    return joined_group(groups, str(facts.value("visited_as") or ""), desk.office.clock.today())


def _departs(facts: ScreeningFacts, proposed: list[str]) -> bool:
    chosen = facts.value("outcome")
    return bool(chosen and proposed and chosen not in proposed)


def _steps(
    facts: ScreeningFacts,
    placed: Mapping[str, Any],
    said: set[str],
    shown: Shown,
    lacking: list[Missing],
    language: str,
    *,
    again: bool,
) -> tuple[StepLine, ...]:
    """Return the steps; the comparison comes first where there is a last screening."""
    blocking = {one.place.field for one in lacking if one.blocks}
    lines = [StepLine(COMPARE, t("Since last time"), "done")] if again else []
    for section in facts.instrument.section:
        mine = [question for question in section.question if answered(placed.get(question.id))]
        told = any(q.id in said or (q.type in RECORD_TYPES and not again) for q in mine)
        state = _step_state(section, shown, answers=bool(mine), told=told)
        open_here = state == "done" and blocking & {question.id for question in section.question}
        lines.append(StepLine(section.id, section.title.text(language), "todo" if open_here else state))
    return tuple(lines)


def _step_state(section: Section, shown: Shown, *, answers: bool, told: bool) -> str:
    """Return done once something was said here, or what is known was gone through.

    What was only carried over from the last screening, or known before, is not yet said.
    """
    if told or (answers and section.id in shown.visited):
        return "done"
    return "skipped" if section.id in shown.skipped and not answers else "todo"


def _with_last(
    state: ScreeningState, last: LastScreening, desk: Desk, view: ScreeningView, now: Mapping[str, Any]
) -> ScreeningState:
    """Add what stood in the last screening beside what stands now."""
    office, language = desk.office, desk.language
    old = office.instruments.get(last.instrument, view.instrument)
    changes = compare(last.answers, old, now, view.instrument, office.catalogue, language)
    lines = compared(
        last, old, now, view.instrument, changes, office.catalogue, language, citizen_view=desk.citizen_view
    )
    beside = {
        line.question_id: _beside(line.then, last.finished_on, changed=line.changed)
        for line in lines
        if line.then
    }
    return replace(state, changes=tuple(changes), compared=lines, carried=beside)


def _beside(then: tuple[Text, ...], day: date, *, changed: bool) -> Text:
    if not changed:
        return t("As in the screening of {day:short_year}", day=day)
    words = then[0] if len(then) == 1 else t("{first} and more", first=then[0])
    return t("Then: {answer}", answer=words)
