"""Prints in the journal: the last copy of the plan, and what a print is called there and as a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from caseworker.base.clock import Clock, day_of
from caseworker.base.text import Text, t
from caseworker.contacts.queries import TalkRow
from caseworker.journal import queries as journal
from caseworker.journal.model import LANGUAGE as JOURNAL_LANGUAGE
from caseworker.prints.collect import Made, print_plan
from caseworker.store.reading import Reading

PLAN = "plan"
_PLAN_VERSION = re.compile(r"plan (\d+)\b")


@dataclass(frozen=True, slots=True)
class Copy:
    """The last copy of the plan in the journal: its day and the version it showed (None: a draft)."""

    day: date
    version: int | None


def last_copy(session: Reading, case_id: str) -> Copy | None:
    """Return the newest copy of the plan in the journal that was not taken back, or None."""
    for row in journal.documents_of(session, case_id):
        if row.kind == PLAN and not row.undone:
            found = _PLAN_VERSION.match(row.data_version)
            return Copy(day_of(row.at), int(found[1]) if found else None)
    return None


def print_since(session: Reading, case_id: str, clock: Clock, language: str, copy: Copy | None) -> Made:
    """Print the plan with what has changed since the last copy marked. Raises UserError where there is no plan."""
    return print_plan(
        session,
        case_id,
        clock,
        language=language,
        since=copy.day if copy else None,
        since_version=copy.version if copy else None,
    )


def journal_title(made: Made, talk: TalkRow | None, language: str) -> Text:
    """Return what a print is called in the journal, where it stands in the journal's own language."""
    if talk is not None:
        title = t("Summons to a talk on {day}", day=day_of(talk.at))
    elif made.version is None:
        title = t("Draft of the plan, the citizen's edition")
    else:
        title = t("Plan {version}, the citizen's edition", version=made.version)
    if language != JOURNAL_LANGUAGE:
        title = t("{title}, in English", title=title)
    return title


def file_name(case_no: int, made: Made, talk: TalkRow | None) -> str:
    """Return what a print is called as a file: kind, case and version or day, never a name or a CPR number."""
    if talk is not None:
        return f"indkaldelse-{case_no}-{day_of(talk.at).isoformat()}.pdf"
    return f"{PLAN}-{case_no}-{f'v{made.version}' if made.version else 'kladde'}.pdf"
