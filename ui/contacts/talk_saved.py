"""What is said when a talk is saved: that it is, and what comes next: reaching who stayed away, or a deadline."""

from __future__ import annotations

from datetime import date

from caseworker.base.text import Text, t, tc
from caseworker.casework.citizens import NextDeadline, next_deadlines
from caseworker.casework.talk import SavedTalk
from caseworker.contacts.queries import open_outreach
from caseworker.deadlines.words import distance, rule_title
from ui.contacts.when_words import known_day
from ui.ports import Desk


def saved_words(desk: Desk, case_id: str, saved: SavedTalk) -> Text:
    """Return the sentence on a talk just saved."""
    office = desk.office
    with office.read() as session:
        coming = next_deadlines(session, [case_id], for_work=True).get(case_id)
        reaching = open_outreach(session, case_id) if saved.status == "no_show" else []
    first = {
        "no_show": t("The absence is saved."),
        "cancelled": t("The cancellation is saved."),
    }.get(saved.status, t("The talk is saved."))
    if reaching and (coming is None or coming.work_date is None or reaching[0].try_on <= coming.work_date):
        on = reaching[0].try_on
        day = known_day(on, office.clock.today()) if on > office.clock.today() else tc("day", "today")
        return t("{saved} Next: get in touch again, {day}.", saved=first, day=day)
    if coming is None or coming.work_date is None:
        return first
    return t(
        "{saved} Next deadline: {day} ({what}).",
        saved=first,
        day=_when(coming, office.clock.today()),
        what=rule_title(office.packs, coming.rule, desk.language),
    )


def _when(coming: NextDeadline, today: date) -> Text:
    if coming.status == "missed":
        return distance(coming.status, coming.work_date, today, limit=coming.limit, cohort=coming.cohort)
    assert coming.work_date is not None
    return known_day(coming.work_date, today)
