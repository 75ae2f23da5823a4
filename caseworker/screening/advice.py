"""Advice of a screening: proposals with their reasons. It never decides, never scores, never proposes match 3.

Diagnosis, origin and match group are not among the facts it is given (R-010, R-012).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from caseworker.base.text import Text, t, to_data
from caseworker.plan.catalogue import Catalogue
from caseworker.screening import advice_activities
from caseworker.screening.basis import Basis, Teller, because
from caseworker.screening.facts import ScreeningFacts
from caseworker.screening.instrument import Role, answered

Kind = Literal["outcome", "suitability", "coordinator", "theory", "activity", "clarification"]
Outcome = Literal[
    "self_managing", "pre_programme", "individual_course", "company_directed", "education_directed", "ordinary_job"
]  # fmt: skip

# Where a proposal on a decision is answered, and where its reason stands.
DECIDED: dict[str, tuple[Role, Role]] = {
    "outcome": ("outcome", "outcome_reason"),
    "suitability": ("suitability", "suitability_reason"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One proposal. `proposes` is a code: an outcome, "suited", a theory or a catalogue entry.

    `findings` are what it rests on, `reason` names them; `details` are values to start from, such as
    ("hours", 3.0). The caseworker accepts it or departs from it with a reason.
    """

    kind: Kind
    proposes: str
    title: Text
    reason: Text
    findings: tuple[Basis, ...]
    source: str
    details: tuple[tuple[str, Any], ...] = ()

    @property
    def id(self) -> str:
        """Return a stable name of the proposal."""
        return f"{self.kind}.{self.proposes}"

    def as_data(self) -> dict[str, Any]:
        """Return the proposal as plain JSON data, for the frozen snapshot of a decision."""
        return {
            "id": self.id,
            "title": to_data(self.title),
            "reason": to_data(self.reason),
            "findings": [
                {"text": to_data(b.text), "place": [b.place.kind, b.place.id, b.place.field]}
                for b in self.findings
            ],
            "source": self.source,
            "details": dict(self.details),
        }


def advise(facts: ScreeningFacts, catalogue: Catalogue, language: str = "da") -> list[Advice]:
    """Return the proposals for a screening: outcome first, then activities, then the rest.

    Words of data files (activities, barrier types) are taken in `language`. Where too little is known to
    name a reason, nothing is proposed.
    """
    if not _anything_known(facts):
        return []
    teller = Teller(facts, catalogue, language)
    outcome = _outcome(facts, teller, catalogue)
    advice = [] if outcome is None else [outcome]
    advice.extend(
        Advice(
            kind="activity",
            proposes=step.entry.code,
            title=step.title,
            reason=because(step.findings),
            findings=tuple(step.findings),
            source=step.source,
            details=step.details,
        )
        for step in advice_activities.propose(facts, catalogue, teller)
        if step.findings
    )
    advice.extend(_suitability(facts, teller, catalogue))
    advice.extend(_coordinator(facts, teller, catalogue))
    advice.extend(_clarification(facts, teller, catalogue))
    if outcome is not None:
        advice.extend(_theory(facts, outcome, catalogue, language))
    return advice


def reasons(facts: ScreeningFacts, advice: Iterable[Advice]) -> dict[Role, Text]:
    """Return the reasons that stand where nobody wrote any: those of the proposals that were taken as they are.

    They are never written into the answers before the decision is frozen, so that they follow what is found.
    """
    found: dict[Role, Text] = {}
    for one in advice:
        role, why = DECIDED.get(one.kind, ("", ""))
        if role and facts.value(role) == one.proposes and not answered(facts.value(why)):
            found.setdefault(why, one.reason)
    return found


def _anything_known(facts: ScreeningFacts) -> bool:
    return bool(facts.barriers) or any(
        answered(facts.answers.get(q.id)) for q in facts.asked() if q.role not in ("", "outcome")
    )


def _outcome(facts: ScreeningFacts, teller: Teller, catalogue: Catalogue) -> Advice | None:
    """Return the first outcome that fits. Work comes before everything else; barriers never stand against it."""
    least = catalogue.advice.burden
    burdens = [b for b in facts.open_barriers if b.severity is None or b.severity >= least]
    start = facts.value("can_start")
    views = {role: facts.value(role) for role in ("placement", "wage_subsidy", "ordinary_job")}
    wants_education = facts.value("education_wish") == "yes"
    if facts.value("self_help") == "myself" and not burdens:
        return _decided("self_managing", teller.answers("self_help", "can_start"), "R-016")
    if views["ordinary_job"] == "yes" and start in ("now", "three_months"):
        return _decided("ordinary_job", teller.answers("ordinary_job", "can_start", "hours"), "R-020, R-047")
    if wants_education and facts.is_young is not False:
        return _decided("education_directed", teller.answers("education_wish", "qualified"), "R-014, R-042")
    if "yes" in (views["placement"], views["wage_subsidy"], views["ordinary_job"]):
        findings = [
            basis
            for role in views
            if views[role] == "yes"
            for basis in teller.answer(role)  # type: ignore[arg-type]
        ]
        return _decided("company_directed", [*findings, *teller.answers("hours", "job_wish")], "R-020, R-038")
    if wants_education:
        return _decided("education_directed", teller.answers("education_wish", "qualified"), "R-027")
    if start == "unsure" and "later" not in views.values():
        findings = [*teller.answers("can_start", "energy"), *teller.barriers(burdens)]
        return _decided("pre_programme", findings, "R-004, R-005")
    findings = [*teller.barriers(facts.open_barriers), *teller.answers("can_start", "self_help")]
    findings += teller.other_plans()
    return _decided("individual_course", findings, "R-009, R-038") if findings else None


def _decided(outcome: Outcome, findings: list[Basis], source: str) -> Advice:
    titles = {
        "self_managing": t("A light plan: the citizen manages alone"),
        "pre_programme": t("A pre-programme first, with a date for looking again"),
        "individual_course": t("An individual course with efforts side by side"),
        "company_directed": t("A course at a workplace"),
        "education_directed": t("A course towards education"),
        "ordinary_job": t("Straight to an ordinary job, also with few hours"),
    }
    return Advice(
        kind="outcome",
        proposes=outcome,
        title=titles[outcome],
        reason=because(findings),
        findings=tuple(findings),
        source=source,
    )


def _suitability(facts: ScreeningFacts, teller: Teller, catalogue: Catalogue) -> Iterator[Advice]:
    """Propose suited or not yet suited for education, for young people without a qualification (R-014)."""
    wish = facts.value("education_wish")
    if not facts.is_young or facts.value("qualified") == "yes" or wish not in ("yes", "later"):
        return
    heavy = [b for b in facts.open_barriers if (b.severity or 0) >= catalogue.advice.heavy]
    suited = wish == "yes" and not heavy
    findings = [*teller.answer("education_wish"), *teller.barriers(heavy)]
    yield Advice(
        kind="suitability",
        proposes="suited" if suited else "not_yet_suited",
        title=t("Suited for education") if suited else t("Not yet suited for education"),
        reason=because(findings),
        findings=tuple(findings),
        source="R-014",
    )


def _coordinator(facts: ScreeningFacts, teller: Teller, catalogue: Catalogue) -> Iterator[Advice]:
    """Propose a coordinating caseworker where several things have to go together (R-102, LAB § 36)."""
    several = len(facts.open_barriers) >= catalogue.advice.coordinator_barriers
    entitled = facts.value("visited_as") == "activity_ready"
    if not (several or entitled or facts.other_plans):
        return
    findings = teller.answer("visited_as") if entitled else []
    if several:
        findings = [*findings, *teller.barriers(facts.open_barriers)]
    findings = [*findings, *teller.other_plans()]
    yield Advice(
        kind="coordinator",
        proposes="coordinating_caseworker",
        title=t("A coordinating caseworker"),
        reason=because(findings),
        findings=tuple(findings),
        source="LAB § 36" if entitled else "R-102",
    )


def _clarification(facts: ScreeningFacts, teller: Teller, catalogue: Catalogue) -> Iterator[Advice]:
    """Propose a clarification of competences: short-educated, over 30, threatened industry (R-019)."""
    short = facts.value("education_level") in catalogue.advice.short_educated
    threatened = catalogue.is_threatened(str(facts.value("industry") or ""))
    if facts.is_young is not False or not (short and threatened):
        return
    findings = [*teller.age(), *teller.answers("education_level", "industry")]
    yield Advice(
        kind="clarification",
        proposes="competence_clarification",
        title=t("Clarify education and competences"),
        reason=because(findings),
        findings=tuple(findings),
        source="R-019",
    )


def _theory(facts: ScreeningFacts, outcome: Advice, catalogue: Catalogue, language: str) -> Iterator[Advice]:
    """Propose the programme theory that goes with the proposed outcome (R-099)."""
    if facts.is_young is None:
        return
    for theory in catalogue.theories:
        if theory.youth == facts.is_young and outcome.proposes in theory.outcomes:
            yield Advice(
                kind="theory",
                proposes=theory.code,
                title=t("Programme theory: {name}", name=theory.name.in_language(language)),
                reason=outcome.reason,
                findings=outcome.findings,
                source="R-099",
            )
            return
