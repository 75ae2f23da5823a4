"""The codes that facts and rule packs may use (domain.md 4.2, requirements.md 3.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Group = Literal[
    "lab-1", "lab-2", "lab-3", "lab-4", "lab-5", "lab-6", "lab-7", "lab-8", "lab-9", "lab-10", "lab-11",
    "lab-12", "lab-13", "integration",
    "lab09-1", "lab09-2", "lab09-3", "lab09-4", "lab09-5", "lab09-6", "lab09-7", "lab09-8", "lab09-9", "lab09-10",
]  # fmt: skip
Sex = Literal["f", "m", "x"]
VisitedAs = Literal[
    "job_ready", "activity_ready", "education_ready", "obviously_education_ready",
    "effort_ready", "job_clear", "suited", "not_yet_suited",
]  # fmt: skip
InsuredShort = Literal["full", "part"]  # as a rule says it
Insured = Literal["full", "part", "full_time", "part_time"]  # as a fact may say it
Benefit = Literal[
    "unemployment_benefit", "cash_benefit", "start_help", "education_help", "introduction_benefit",
    "transition_benefit", "rehabilitation", "pre_rehabilitation", "sickness_benefit", "job_clarification",
    "resource_programme", "flex_unemployment", "flex_job", "early_retirement",
]  # fmt: skip
WAGES: frozenset[Benefit] = frozenset({"flex_job"})  # recorded with the benefits, but it is pay for work
Trait = Literal[
    "qualified",
    "child_at_home",
    "employed",
    "able_to_book",
    "expected_well",
    "upper_secondary",
    "work_duty",
    "new_benefit_period",
    "fund_declined",
]
Actor = Literal["municipality", "fund", "provider", "citizen", "employer"]
ContactKind = Literal[
    "talk", "first", "follow_up", "joint", "availability", "citizen_requested", "drop_in", "emergency",
    "re_registration", "fund_conversation",
]  # fmt: skip
ContactStatus = Literal["planned", "held", "cancelled", "no_show"]
Channel = Literal["meeting", "phone", "video", "text", "letter", "home_visit"]
EventType = Literal[
    "registered", "deregistered", "re_registered", "booking_missed", "first_contact", "first_absence_day",
    "transferred", "first_payment", "visited", "meeting_requested", "early_follow_up_requested", "declined",
    "control_notice", "abroad", "form_sent", "booking_order", "doctor_statement_asked", "screening_started",
    "plan_activated", "access_requested", "decision_available", "hearing_sent", "promise_made", "known_sick",
    "taken_over", "sanctionable", "case_closed",
]  # fmt: skip
ActType = Literal[
    "cv_on_jobnet", "cv_checked", "my_plan", "final_visitation", "literacy_test", "coordinator_offered",
    "coordinator_appointed", "benefit_follow_up", "reassessment", "clarification", "contract",
    "programme_started", "rehab_team", "registered_nationally", "job_search_confirmed", "answer",
    "measurement", "promise_kept", "status", "overall_assessment", "registered_as_jobseeker", "next_step",
    "education_order", "sickness_assessment", "job_plan", "follow_up_plan", "decision_reported", "complaint",
    "sanction_decided", "referral", "access_given",
]  # fmt: skip
MAY_BE_FOR: Mapping[str, frozenset[EventType]] = {
    "answer": frozenset({"form_sent", "doctor_statement_asked", "access_requested", "hearing_sent"}),
}
"""What an act of the type that does not say what it is for may be for: one of these events, and only one."""
OfferType = Literal[
    "placement", "company_placement", "utility_job", "utility_placement", "wage_subsidy",
    "guidance_upskilling", "guidance", "education",
    "upskilling", "retraining", "short_job_course", "job_package", "pre_qualification", "basic_skills_course",
    "section_91_course", "special_youth_education", "adult_apprentice", "apprenticeship", "job_rotation",
    "work_trial", "taster", "work_duty", "ordinary_job", "flex_job", "mentor", "activity_centre", "other",
]  # fmt: skip
ExemptionKind = Literal[
    "maternity", "grief", "sick", "holiday", "less_intensive", "incurable", "prison", "residential_treatment",
    "job_start_soon", "job_start_soon_documented", "cohort_assessed", "other",
]  # fmt: skip

Area = Literal["lab", "sickness", "integration", "casework", "local", "proposal"]
Kind = Literal[
    "within",
    "count_within",
    "every",
    "rolling",
    "on_request",
    "cumulated",
    "share_of_period",
    "window_before",
]
DutyOf = Literal["authority", "citizen", "company", "doctor"]
Standing = Literal["statute", "proposal", "local", "target"]
Confirmed = Literal["C", "C2", "INF", "M"]
Status = Literal["open", "due_soon", "missed", "met", "met_late", "suspended", "moot", "unknown"]

AREAS: tuple[Area, ...] = get_args(Area)
