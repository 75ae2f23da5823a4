"""How a deadline stands, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from caseworker.base.text import Text, raw, t
from caseworker.deadlines import sentences
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.rules import Rule
from caseworker.deadlines.sentences import day_words

# Of a rule about how long an offer may last: nothing is to be done by the date, it is to be over.
_OF_LENGTH: Mapping[str, Text] = {
    **dict.fromkeys(("open", "due_soon"), t("{title}: the offer may last until {due}, no longer.")),
    "met": t("{title}: the offer ended in time."),
    "met_late": t("{title}: the offer ended after the deadline on {due}."),
    "missed": t("{title}: the offer should have ended by {due}."),
}


def reason_of(answer: Answer, rule: Rule, limit: date | None, ended: date | None) -> Text:
    """Say in one sentence how it stands. `limit` is the last day on which it is in time."""
    due = day_words(limit) if limit is not None else raw("")
    if rule.met_by.end_of_offer and (text := _OF_LENGTH.get(answer.status)) is not None:
        return text.with_values(due=due)
    match answer.status:
        case "met":
            return t("{title}: done in time.")
        case "met_late":
            return t("{title}: done, but after the deadline on {due}.", due=due)
        case "missed":
            return _missed(answer, rule, due)
        case "moot" if ended is None and answer.cohort is not None and answer.cohort.exempted:
            return t("{title}: the citizen is exempted.")
        case "moot":
            return t("{title}: no longer applies.")
        case "suspended":
            if limit is None or answer.suspended_until is None:
                return t("{title}: rests for the time being.")
            if lies_in_rest(answer):
                return t("{title}: rests until {until}. After that it is worked out anew whether there is a deadline.",
                         until=day_words(answer.suspended_until))  # fmt: skip
            return t(
                "{title}: rests until {until}, then by {due}.",
                until=day_words(answer.suspended_until),
                due=due,
            )
        case "unknown":
            return t("{title}: something is missing before the date can be worked out.")
        case _ if limit is None:
            return t("{title}: no date yet.")
        case _:
            return _still_to_come(answer, limit)


def _missed(answer: Answer, rule: Rule, due: Text) -> Text:
    if answer.standing == "target":
        return t("{title}: should preferably have been done by {due}.", due=due)
    if answer.cohort is None:
        return t("{title}: should have been done by {due}.", due=due)
    if rule.met_by.by == {"fund"}:
        return t("{title}: not reached by {due}. It counts in the unemployment fund's share.", due=due)
    return t("{title}: not reached by {due}. It counts in the municipality's share.", due=due)


def _still_to_come(answer: Answer, limit: date) -> Text:
    if answer.due_on is not None and answer.due_on < limit:
        return t("{title}: by {until}, because {due} falls {when}.", until=day_words(limit),
                 due=day_words(answer.due_on), when=sentences.closed_time(answer.due_on, limit))  # fmt: skip
    if answer.work_date is not None and answer.work_date < limit:
        return t("{title}: by {due}. The last working day before is {day}.", due=day_words(limit),
                 day=day_words(answer.work_date))  # fmt: skip
    return t("{title}: by {due}.", due=day_words(limit))


def lies_in_rest(answer: Answer) -> bool:
    """Return whether the date falls while the duty rests: it is not asked for then, so nobody is told to keep it."""
    until = answer.suspended_until
    return (
        answer.status == "suspended"
        and answer.due_on is not None
        and (until is None or answer.due_on <= until)
    )
