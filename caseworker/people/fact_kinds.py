"""What deadlines are counted from besides group and talks: which kinds there are, and what is asked of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from caseworker.base.text import Text, t, tc

Sort = Literal["benefit", "work", "event", "trait", "exemption"]


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind: where it is kept, under which heading it is chosen, what it is called, which fields it has.

    Fields beside the day: `benefit`, `last_day`, `paid_to`, `hours`, `hours_per_week`, `value` (yes or no),
    `expected_on`, `words`. Those in `needed` must be filled in. `ahead`: its day may lie after today.
    `by`: what the last day is called where it is the one that was told with it, by which something is to be done.
    """

    sort: Sort
    heading: str
    words: Text
    fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    ahead: bool = False
    by: Text | None = None

    @property
    def asks_for_end(self) -> bool:
        """Whether its last day has to be known some time: not where the rule gives one if none was told."""
        return "last_day" in self.fields and (self.by is None or "last_day" in self.needed)


HEADINGS: Mapping[str, Text] = {
    "benefit": tc("facts", "Benefit"),
    "work": tc("facts", "Work"),
    "happened": t("It has happened"),
    "trait": t("About the citizen"),
    "exemption": tc("facts", "Exemption"),
}
_EXEMPT = ("last_day", "words")
_STATED = ("value", "last_day")


def _event(words: Text, *fields: str, needed: tuple[str, ...] = (), heading: str = "happened") -> FactKind:
    return FactKind("event", heading, words, fields, needed)


def _to_answer(words: Text) -> FactKind:
    return FactKind("event", "happened", words, ("last_day",), by=t("Answer by"))


def _trait(words: Text) -> FactKind:
    return FactKind("trait", "trait", words, _STATED, ("value",))


def _exemption(words: Text) -> FactKind:
    return FactKind("exemption", "exemption", words, _EXEMPT, ahead=True)


# The codes of domain.md 4.2, in the order in which they are chosen. Left out is what has a form of its own:
# requests, hearings, decisions, promises, plan, screening, the end of the case, the assessment of the 25 %.
KINDS: Mapping[str, FactKind] = {
    "first_absence_day": _event(t("First day of absence"), "expected_on"),
    "registered": _event(t("Registered as unemployed")),
    "deregistered": _event(t("No longer registered as unemployed")),
    "re_registered": _event(t("Registered again")),
    "first_contact": _event(t("First contact")),
    "visited": _event(t("Screening category decided")),
    "taken_over": _event(t("Taken over by the municipality")),
    "known_sick": _event(t("Illness known")),
    "form_sent": _to_answer(t("Form sent")),
    "doctor_statement_asked": _to_answer(t("Doctor's statement asked for")),
    "booking_order": FactKind(
        "event", "happened", t("Asked to book a talk"), ("last_day",), ("last_day",), by=t("Must be done by")
    ),
    "booking_missed": _event(t("Did not book a talk in time")),
    "declined": _event(t("Said no to a talk")),
    "abroad": _event(t("Staying abroad"), "last_day"),
    "control_notice": _event(t("Notice of a check")),
    "benefit": FactKind(
        "benefit", "benefit", t("Period on benefit"), ("benefit", "last_day", "paid_to", "hours"), ("benefit",),
        ahead=True,
    ),
    "transferred": _event(
        t("Moved to another benefit"), "benefit", needed=("benefit",), heading="benefit"
    ),
    "first_payment": _event(t("First payment"), heading="benefit"),
    "new_benefit_period": FactKind(
        "trait", "benefit", t("New period of unemployment benefit"), _STATED, ("value",)
    ),
    "work": FactKind(
        "work", "work", t("Ordinary work"), ("hours_per_week", "last_day", "words"), ("hours_per_week",),
        ahead=True,
    ),
    "employed": FactKind("trait", "work", t("Has a job"), _STATED, ("value",)),
    "expected_well": FactKind("trait", "trait", t("Expected to be well"), ("expected_on",), ("expected_on",)),
    "qualified": _trait(t("Vocational qualification")),
    "upper_secondary": _trait(t("Upper secondary education")),
    "child_at_home": _trait(t("Children at home")),
    "able_to_book": _trait(t("Can book talks online")),
    "work_duty": _trait(t("Covered by the duty to work")),
    "fund_declined": _trait(t("Says no to the unemployment fund at the talk")),
    "sick": _exemption(tc("fact", "Illness")),
    "holiday": _exemption(tc("fact", "Holiday")),
    "maternity": _exemption(t("Parental leave")),
    "grief": _exemption(t("Bereavement leave")),
    "less_intensive": _exemption(t("Less intensive effort")),
    "incurable": _exemption(t("Serious illness")),
    "residential_treatment": _exemption(t("Residential treatment")),
    "prison": _exemption(tc("fact", "Imprisonment")),
    "job_start_soon": _exemption(t("A job begins soon")),
    "job_start_soon_documented": _exemption(t("A job begins soon, documented")),
    "other": _exemption(t("Another exemption")),
}  # fmt: skip
# Benefits whose hours a month are counted (CNT-6).
COUNTED_HOURS = ("unemployment_benefit", "flex_unemployment")
# What goes with a target group when a case begins: the day that starts its clock.
FIRST_FACT: Mapping[str, str] = {
    "lab-1": "registered", "lab-6": "first_absence_day", "lab-9": "first_payment", "integration": "taken_over",
}  # fmt: skip
