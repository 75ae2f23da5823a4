"""Freezing a plan: an immutable version with number and hash, and what tells whether it was tampered with."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people.model import Citizen
from caseworker.plan import queries
from caseworker.plan.checks import check
from caseworker.plan.content import MadeWith, facts_of, to_json
from caseworker.plan.limits import load_limits
from caseworker.plan.model import Plan, PlanVersion
from caseworker.plan.refusals import made_too_early, refuse_day
from caseworker.store.work import Work


def freeze(work: Work, plan_id: str) -> dict[str, Any]:
    """Return everything the plan says now, as plain JSON data: the content of a version."""
    work.flush()
    return to_json(queries.content_of(work.session, work.get(Plan, plan_id)))


def content_hash(content: dict[str, Any], number: int, made_with: dict[str, Any]) -> str:
    """Return the SHA-256 of a version in its one canonical spelling, as 64 hexadecimal digits."""
    whole = {"content": content, "number": number, "made_with": made_with}
    line = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(line.encode()).hexdigest()


def is_whole(version: PlanVersion) -> bool:
    """Return whether a stored version still has the content that its hash was made of."""
    return version.hash == content_hash(version.content, version.number, version.made_with)


def refuse_unready(work: Work, plan: Plan) -> None:
    """Raise UserError with a sentence for each error of the plan checks (R-023, R-026, R-027, R-102)."""
    work.flush()
    facts = facts_of(queries.content_of(work.session, plan), plan.id, work.today())
    errors = [finding for finding in check(facts, load_limits()) if finding.severity == "error"]
    if errors:
        reasons: Text = errors[0].text
        for finding in errors[1:]:
            reasons = t("{reasons}. {next}", reasons=reasons, next=finding.text)
        raise UserError(t("The plan cannot be agreed yet. {reasons}.", reasons=reasons), errors[0].place)


def make_version(work: Work, plan: Plan, reason: str, made_with: MadeWith) -> PlanVersion:
    """Freeze a plan as its next version and put that in force. Numbers of withdrawn versions are not used again."""
    if made_with.on > work.today():
        raise UserError(
            t("The plan was made with the citizen today or earlier. Check the date."),
            Place("plan", plan.id, "made_on"),
        )
    born = work.get(Citizen, plan.citizen_id).birth_date
    refuse_day(made_with.on, born, work.today(), Place("plan", plan.id, "made_on"))
    earliest = queries.earliest_made(work.session, plan.case_id, plan.version_id)
    if (wrong := made_too_early(made_with.on, earliest)) is not None:
        raise UserError(wrong, Place("plan", plan.id, "made_on"))
    content = freeze(work, plan.id)
    number = 1 + max((v.number for v in work.find(PlanVersion, PlanVersion.plan_id == plan.id)), default=0)
    with_citizen = {
        "on": made_with.on.isoformat(),
        "where": made_with.where.strip(),
        "how": made_with.how.strip(),
    }
    version = work.add(
        PlanVersion(
            citizen_id=plan.citizen_id, case_id=plan.case_id, plan_id=plan.id, number=number,
            hash=content_hash(content, number, with_citizen), at=work.now(), author=work.author.actor,
            reason=reason.strip(), made_with=with_citizen, content=content, follows_id=plan.version_id,
        )
    )  # fmt: skip
    plan.version_id = version.id
    return version
