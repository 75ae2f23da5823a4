"""Short ways to write facts and ask the engine in tests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from caseworker.deadlines.answer import Answer
from caseworker.deadlines.engine import deadlines
from caseworker.deadlines.facts import Facts, facts_from
from caseworker.deadlines.packs import Packs, load_packs

PACKS = load_packs()


def day(words: str) -> date:
    """Return a day written as 2025-03-03."""
    return date.fromisoformat(words)


def facts(**lists: Any) -> Facts:
    """Return facts from plain values; days as words or dates."""
    return facts_from(lists)


def ask(known: Facts, on: str, packs: Packs = PACKS, **options: Any) -> list[Answer]:
    """Return all answers on a day."""
    return deadlines(known, packs, day(on), **options)


def one(known: Facts, on: str, rule: str, packs: Packs = PACKS, **options: Any) -> Answer:
    """Return the only answer of a rule on a day."""
    found = [a for a in ask(known, on, packs, **options) if a.rule == rule]
    assert len(found) == 1, [a.key for a in found]
    return found[0]


def job_ready(start: str = "2025-03-03", **more: Any) -> Facts:
    """Return facts of a job-ready citizen with a first contact."""
    base: dict[str, Any] = {
        "groups": [{"code": "lab-2", "from": start}],
        "events": [{"id": "e1", "type": "first_contact", "on": start}],
    }
    base["events"] = base["events"] + more.pop("events", [])
    return facts(**(base | more))


def moving(
    on: str,
    groups: tuple[str, str],
    benefits: tuple[str, str] | None = None,
    *,
    start: str = "2025-03-03",
    last: str = "",
) -> dict[str, list[dict[str, str]]]:
    """Return the groups and benefits of somebody who goes on a day from the first of each to the second.

    `last` is the last day of the first ones; else there is no day between.
    """
    end = last or str(day(on) - timedelta(days=1))
    went: dict[str, list[dict[str, str]]] = {
        "groups": [{"code": groups[0], "from": start, "to": end}, {"code": groups[1], "from": on}]
    }
    if benefits is not None:
        went["benefits"] = [
            {"type": benefits[0], "from": start, "to": end},
            {"type": benefits[1], "from": on},
        ]
    return went


def talk(on: str, **more: Any) -> dict[str, Any]:
    """Return a held talk."""
    return {"kind": "follow_up", "status": "held", "on": on} | more
