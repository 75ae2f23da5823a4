"""What the things are called that the time line tells of: events, groups, outcomes, statuses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from caseworker.base.text import Text, raw, t, tc
from caseworker.people.words import VISITED

# domain.md 4.2. A request for a talk is told by the request itself.
EVENTS: Mapping[str, Text] = MappingProxyType({
    "registered": t("Registered as unemployed"),
    "deregistered": tc("event", "Deregistered"),
    "re_registered": t("Registered again"),
    "booking_missed": t("Did not book a talk in time"),
    "first_contact": t("First contact"),
    "first_absence_day": t("First day of absence"),
    "transferred": t("Moved to another benefit"),
    "first_payment": t("First payment"),
    "visited": t("Screening category decided"),
    "early_follow_up_requested": t("Early follow-up asked for"),
    "declined": t("Said no to a talk"),
    "control_notice": t("Notice of a check"),
    "abroad": t("Staying abroad"),
    "form_sent": t("Form sent"),
    "booking_order": t("Asked to book a talk"),
    "doctor_statement_asked": t("Doctor's statement asked for"),
    "screening_started": t("Screening begun"),
    "plan_activated": t("Plan put into force"),
    "access_requested": t("Access to the case asked for"),
    "activity_requested": t("An activity asked for"),
    "decision_available": t("Decision made available"),
    "hearing_sent": t("Hearing sent"),
    "promise_made": t("Promise made"),
    "known_sick": t("Illness known"),
    "taken_over": t("Case taken over"),
    "sanctionable": t("Something that may lead to a sanction"),
    "case_closed": t("Case closed"),
})  # fmt: skip
# Told by a record of their own, and so not twice.
TOLD_ELSEWHERE = ("meeting_requested", "screening_started", "plan_activated")

# requirements.md 3.2 screening_outcome.
OUTCOMES: Mapping[str, Text] = MappingProxyType({
    "self_managing": t("Can manage alone"),
    "pre_programme": tc("outcome", "Pre-programme"),
    "individual_course": t("Individual course"),
    "company_directed": t("Company-directed course"),
    "education_directed": t("Education-directed course"),
    "ordinary_job": t("Ordinary job"),
})  # fmt: skip

STATUS_KINDS: Mapping[str, Text] = MappingProxyType({
    "match": t("Match group changed"),
    "readiness": t("Readiness changed"),
    "suitability": t("Suitability changed"),
    "risk": t("Risk mark changed"),
})  # fmt: skip
STATUS_VALUES: Mapping[str, Text] = MappingProxyType({
    **VISITED,
    "effort_ready": t("Ready for an effort"),
    "job_clear": t("Ready for a job"),
    "suited": tc("suitability", "Suited"),
    "not_yet_suited": t("Not yet suited"),
})  # fmt: skip


def named(names: Mapping[str, Text], code: str) -> Text:
    """Return what a code is called; one that no list knows is shown with blanks for its underscores."""
    return names.get(code) or raw(code.replace("_", " "))


def clock_words(moment: datetime) -> Text:
    """Return the time of day in Denmark: 08.52, in English 08:52."""
    return t("{at:clock}", at=moment)
