"""Which activities of the catalogue a screening points to, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseworker.base.text import Text, raw, t
from caseworker.plan.catalogue import Catalogue, Entry
from caseworker.plan.facts import JOB_DIRECTED
from caseworker.screening.basis import Basis, Teller
from caseworker.screening.facts import BarrierFact, ScreeningFacts


@dataclass(frozen=True, slots=True)
class Step:
    """One proposed activity with what it rests on."""

    entry: Entry
    title: Text
    findings: list[Basis]
    source: str
    details: tuple[tuple[str, Any], ...] = ()


def propose(facts: ScreeningFacts, catalogue: Catalogue, teller: Teller) -> list[Step]:
    """Return the proposed activities: steps towards work or education first, then help beside them.

    Never more than `most_activities` (R-032), never one that was tried before without success, and never
    help with health or everyday life alone (R-038).
    """
    most = catalogue.advice.most_activities
    directed = [*_work(facts, catalogue, teller), *_education(facts, catalogue, teller)]
    beside = _help(facts, catalogue, teller, {step.entry.code for step in directed})
    if any(step.entry.track not in JOB_DIRECTED for step in beside) and not any(
        step.entry.track in JOB_DIRECTED for step in (*directed, *beside)
    ):
        directed = _first_step(facts, catalogue, teller, {step.entry.code for step in beside})
    return [*directed, *beside][:most]


def _failed(facts: ScreeningFacts) -> frozenset[str]:
    return frozenset(e.type_code for e in facts.earlier_efforts if e.worked is False)


def _usable(facts: ScreeningFacts, catalogue: Catalogue, code: str) -> Entry | None:
    entry = catalogue.entry(code)
    if entry is None or not entry.fits_age(facts.age, facts.boundary) or code in _failed(facts):
        return None
    return entry


def _name(entry: Entry, teller: Teller) -> Text:
    return raw(entry.name.in_language(teller.language))


def _work(facts: ScreeningFacts, catalogue: Catalogue, teller: Teller) -> list[Step]:
    steps = catalogue.advice.work_steps
    found: list[Step] = []
    ordinary = _usable(facts, catalogue, steps.ordinary_job)
    if facts.value("ordinary_job") == "yes" and ordinary is not None:
        findings = teller.answers("ordinary_job", "job_wish", "hours")
        found.append(Step(ordinary, _name(ordinary, teller), findings, "R-020, R-047"))
    subsidy = _usable(facts, catalogue, steps.wage_subsidy)
    if facts.value("wage_subsidy") == "yes" and subsidy is not None:
        findings = teller.answers("wage_subsidy", "job_wish")
        found.append(Step(subsidy, _name(subsidy, teller), findings, "R-020"))
    placement = _usable(facts, catalogue, steps.placement)
    if facts.value("placement") == "yes" and placement is not None:
        found.insert(0, _placement(facts, catalogue, teller, placement))
    return found


def _placement(facts: ScreeningFacts, catalogue: Catalogue, teller: Teller, entry: Entry) -> Step:
    """Propose a placement for clarification: first the purpose, few hours, a mentor where asked for (R-074, R-078)."""
    named = facts.value("hours")
    hours = float(named) if isinstance(named, (int, float)) and named > 0 else catalogue.advice.start_hours
    support = teller.chosen("support", ("not_alone", "same_person"))
    findings = [
        *teller.answers("placement", "job_wish", "hours"),
        *support,
        *teller.quote("first_hours"),
    ]
    if support:
        title = t("A clarification placement with a mentor, {hours} hours a week", hours=hours)
    else:
        title = t("A clarification placement, {hours} hours a week", hours=hours)
    details = (("purpose", "clarification"), ("hours", hours), ("mentor", bool(support)))
    return Step(entry, title, findings, "R-020, R-074, R-078", details)


def _education(facts: ScreeningFacts, catalogue: Catalogue, teller: Teller) -> list[Step]:
    if facts.value("education_wish") != "yes":
        return []
    for code in catalogue.advice.education_steps:
        if entry := _usable(facts, catalogue, code):
            return [
                Step(
                    entry, _name(entry, teller), teller.answers("education_wish", "qualified"), "R-027, R-043"
                )
            ]
    return []


def _help(facts: ScreeningFacts, catalogue: Catalogue, teller: Teller, taken: set[str]) -> list[Step]:
    """Propose one activity for each barrier, those that take up most first."""
    chosen: dict[str, tuple[Entry, list[BarrierFact]]] = {}
    for barrier in sorted(facts.open_barriers, key=lambda b: (-(b.severity or 0), b.type_code, b.words)):
        fitting = [
            e
            for e in catalogue.entries
            if barrier.type_code in e.helps_with and _usable(facts, catalogue, e.code) is not None
        ]
        again = next((e for e in fitting if e.code in chosen), None)
        entry = again or next((e for e in fitting if e.code not in taken), None)
        if entry is not None:
            chosen.setdefault(entry.code, (entry, []))[1].append(barrier)
    return [
        Step(entry, _name(entry, teller), teller.barriers(barriers), "R-038, R-043")
        for entry, barriers in chosen.values()
    ]


def _first_step(facts: ScreeningFacts, catalogue: Catalogue, teller: Teller, taken: set[str]) -> list[Step]:
    findings = [
        *teller.quote("first_hours"),
        *teller.answers("can_start", "hours"),
        *teller.barriers(facts.open_barriers[:1]),
    ]
    for code in catalogue.advice.first_steps:
        if code not in taken and (entry := _usable(facts, catalogue, code)):
            return [Step(entry, _name(entry, teller), findings, "R-038")]
    return []
