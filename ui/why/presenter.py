"""What "why this date?" says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.base.place import Place
from caseworker.base.text import Text, raw, render, t
from caseworker.casework.missing_facts import distinct, missing_words, place_for
from caseworker.deadlines import queries
from caseworker.deadlines.overrides import own_dates
from caseworker.deadlines.words import STANDING, certainty, rule_title
from ui.ports import Desk


@dataclass(frozen=True, slots=True)
class Why:
    """One deadline explained: what it is, step by step, the law, and how sure the rule is.

    `lacks` is what it waits for, each with where that is written.
    """

    title: Text
    reason: str
    steps: tuple[tuple[date | None, str], ...]
    legal_basis: str
    standing: Text
    mark: Text
    confirmed: bool
    pack: str
    lacks: tuple[tuple[Text, Place], ...] = ()


def why(desk: Desk, case_id: str, key: str) -> Why:
    """Work the deadline out anew with its steps."""
    office = desk.office
    with office.read() as session:
        answer = queries.explain(session, office.packs, case_id, key, office.clock.today())
        own = own_dates(session, case_id).get((case_id, key))
    if answer is None:
        gone = t("By today's facts and rules there is no such deadline. It leaves the lists "
                 "once all deadlines are worked out.")  # fmt: skip
        title, reason = t("The deadline is no longer there"), render(gone, desk.language)
        return Why(title, reason, (), "", raw(""), raw(""), True, "")
    danish = desk.language == "da"
    steps = [(step.on, step.da if danish else step.en) for step in answer.trace]
    if own is not None:
        words = t("Own date, set by {who}: {reason}. The deadline stands.", who=own.by, reason=own.reason)
        steps.append((own.day, render(words, desk.language)))
    missing = [(name, place_for(case_id, name)) for name in distinct(answer.missing)]
    return Why(
        lacks=tuple(
            (missing_words(name, answer.missing), place) for name, place in missing if place is not None
        ),
        title=rule_title(office.packs, answer.rule, desk.language, answer.pack),
        reason=answer.reason.da if danish else answer.reason.en,
        steps=tuple(steps),
        legal_basis=answer.legal_basis,
        standing=STANDING[answer.standing],
        mark=certainty(answer.standing, answer.confirmed),
        confirmed=answer.confirmed == "C",
        pack=answer.pack,
    )
