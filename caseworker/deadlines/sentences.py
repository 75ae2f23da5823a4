"""The sentences of "why this date?" that belong to a code: triggers, exemptions, ends, what is missing."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

from caseworker.base.text import Text, t, tc, tn

Told = list[tuple[date | None, Text]]
"""The steps of "why this date?": the day each speaks of, and its sentence."""


def day_words(day: date) -> Text:
    """Return a day with weekday and year: Monday 3 March 2025."""
    return t("{day:weekday} {year}", day=day, year=day.year)


EVENTS: dict[str, Text] = {
    "registered": t("The citizen registered as a jobseeker on {day}."),
    "deregistered": t("The citizen was taken off the register on {day}."),
    "re_registered": t("The citizen registered again on {day}."),
    "booking_missed": t("The citizen did not book a talk by {day}."),
    "first_contact": t("The first contact was on {day}."),
    "first_absence_day": t("The first day of absence was {day}."),
    "transferred": t("The citizen passed to the benefit on {day}."),
    "first_payment": t("The benefit was first paid on {day}."),
    "visited": t("The citizen was assigned to the group on {day}."),
    "meeting_requested": t("The citizen asked for a meeting on {day}."),
    "early_follow_up_requested": t("An early follow-up was asked for on {day}."),
    "declined": t("The offer of a talk was declined on {day}."),
    "control_notice": t("The notice from the control came on {day}."),
    "abroad": t("The citizen was abroad on {day}."),
    "form_sent": t("The information form was sent on {day}."),
    "booking_order": t("The citizen was to book a talk by {day}."),
    "doctor_statement_asked": t("The doctor was asked for a statement on {day}."),
    "screening_started": t("The screening began on {day}."),
    "plan_activated": t("The plan was activated on {day}."),
    "access_requested": t("Access to the documents was asked for on {day}."),
    "decision_available": t("The decision could be read from {day}."),
    "hearing_sent": t("The party was heard in a letter of {day}."),
    "promise_made": t("The promise was made on {day}."),
    "known_sick": t("The illness became known on {day}."),
    "taken_over": t("The municipality took over the citizen on {day}."),
    "sanctionable": t("What the sanction is about happened on {day}."),
    "case_closed": t("The case was closed on {day}."),
}
NAMED_DAYS: dict[str, Text] = {
    "until": t("It sets a time limit: {day}."),
    "expected_on": t("It is expected on {day}."),
}
"""Of an event whose clock does not run from its own day: the day that it names."""
FORMS: dict[str, Text] = {
    "transfer": t("The citizen passed to the benefit on {day}. The period counts from there."),
    "benefit": t("A new period on benefit began on {day}. The period counts from there."),
    "job": t("The flex-job began on {day}. The period counts from there."),
    "group": t("The citizen came into a new target group on {day}. A new period counts from there."),
    "group_start": t("The citizen came into the target group on {day}."),
    "offer_start": t("The offer began on {day}."),
    "offer_end": t("The offer ended on {day}."),
    "exemption_end": t("The exemption ({kind}) ended on {day}."),
    "held": t("The talk was held on {day}."),
    "met": t("The step before ({before}) was done on {day}."),
}
EXEMPTIONS: dict[str, Text] = {
    "maternity": t("maternity leave"),
    "grief": t("bereavement leave"),
    "sick": tc("exemption", "illness"),
    "holiday": tc("exemption", "holiday"),
    "less_intensive": t("less intensive effort"),
    "incurable": t("serious illness"),
    "prison": tc("exemption", "imprisonment"),
    "residential_treatment": t("residential treatment"),
    "job_start_soon": t("a job that starts soon"),
    "job_start_soon_documented": t("a job that starts soon and is documented"),
    "other": t("another reason"),
}
# Whether it is a contact, and what the citizen was in or on instead.
ELSEWHERE: dict[tuple[bool, str], Text] = {
    (True, "group"): t("The contact on {day} does not count here: the citizen was in another target group then."),
    (True, "benefit"): t("The contact on {day} does not count here: the citizen was on another benefit then."),
    (False, "group"): t(
        "What was done on {day} does not count here: the citizen was in another target group then."
    ),
    (False, "benefit"): t("What was done on {day} does not count here: the citizen was on another benefit then."),
}  # fmt: skip
# What is said about help that was asked for counts before that help begins.
AHEAD: dict[str, Text] = {
    "group": t("The contact on {day} counts though the citizen was in another target group then: "
               "it was about the help to come, which had been asked for."),
    "benefit": t("The contact on {day} counts though the citizen was on another benefit then: "
                 "it was about the help to come, which had been asked for."),
}  # fmt: skip
CHANNELS: dict[str, Text] = {
    "meeting": tc("channel", "meeting"),
    "phone": tc("channel", "phone"),
    "video": tc("channel", "video"),
    "text": tc("channel", "text message"),
    "letter": tc("channel", "letter"),
    "home_visit": tc("channel", "home visit"),
}
CONTACTS: dict[str, Text] = {
    "talk": tc("contact", "talk"),
    "first": tc("contact", "first talk"),
    "follow_up": tc("contact", "follow-up talk"),
    "joint": tc("contact", "joint meeting"),
    "availability": tc("contact", "talk about being available for work"),
    "citizen_requested": tc("contact", "talk at the citizen's wish"),
    "drop_in": tc("contact", "unplanned talk"),
    "emergency": tc("contact", "emergency talk"),
    "re_registration": tc("contact", "talk after re-registration"),
    "fund_conversation": tc("contact", "talk at the unemployment fund"),
}
# Who may have held a talk, in a sentence.
HOLDERS: dict[str, Text] = {
    "municipality": tc("held by", "the municipality"),
    "fund": tc("held by", "the unemployment fund"),
    "provider": tc("held by", "another provider"),
    "citizen": tc("held by", "the citizen"),
    "employer": tc("held by", "the employer"),
}
OFFERS: dict[str, Text] = {
    "placement": tc("offer", "company placement"),
    "company_placement": tc("offer", "company placement"),
    "utility_job": tc("offer", "utility job"),
    "utility_placement": tc("offer", "utility placement"),
    "wage_subsidy": tc("offer", "wage subsidy"),
    "guidance_upskilling": tc("offer", "guidance and upskilling"),
    "guidance": tc("offer", "guidance"),
    "education": tc("offer", "education"),
    "upskilling": tc("offer", "upskilling"),
    "retraining": tc("offer", "retraining"),
    "short_job_course": tc("offer", "short course aimed at a job"),
    "job_package": tc("offer", "job package"),
    "pre_qualification": tc("offer", "preparation for a qualification"),
    "basic_skills_course": tc("offer", "FVU or preparatory course for dyslexics"),
    "section_91_course": tc("offer", "course under section 91"),
    "special_youth_education": tc("offer", "special youth education (STU)"),
    "adult_apprentice": tc("offer", "adult apprenticeship"),
    "apprenticeship": tc("offer", "apprenticeship"),
    "job_rotation": tc("offer", "job rotation"),
    "work_trial": tc("offer", "work trial"),
    "taster": tc("offer", "taster course"),
    "work_duty": tc("offer", "work duty"),
    "ordinary_job": tc("offer", "ordinary job"),
    "flex_job": tc("offer", "flex-job"),
    "mentor": tc("offer", "mentor"),
    "activity_centre": tc("offer", "activity centre"),
    "other": tc("offer", "another offer"),
}
ENDS: dict[str, Text] = {
    "closed": t("The case was closed on {day}. The deadline no longer applies."),
    "left_group": t("The citizen left the target group on {day}. The deadline no longer applies."),
    "left_benefit": t("The citizen left the benefit on {day}. The deadline no longer applies."),
    "left_job": t("The flex-job ended, and from {day} the deadline no longer applies."),
    "outside": t("The citizen no longer came under the rule from {day}. The deadline no longer applies."),
    "lapsed": t(
        "The citizen is in work and expected to be well soon. "
        "From {day} a check comes in place of the follow-ups that remain."
    ),
    "broken": t(
        "The benefit has ended, and a whole calendar month without it was over on {day}. "
        "The deadline no longer applies."
    ),
    "broken_job": t(
        "The flex-job has ended, and a whole calendar month after it was over on {day}. "
        "The deadline no longer applies."
    ),
    "offer_ended": t("The offer ended on {day}. The deadline no longer applies."),
    "superseded": t("A new period began on {day}. The deadline of the old one no longer applies."),
    "declined": t("The talk was declined on {day}. The deadline no longer applies."),
    "deregistered": t("The citizen was taken off the register on {day}. The deadline no longer applies."),
}
MISSING: dict[str, Text] = {
    "group": t("the target group"),
    "visited_as": t("how the citizen has been assessed"),
    "fund_declined": t("whether the citizen says no to the unemployment fund at the talk"),
    "insured": t("full-time or part-time insurance"),
    "match": t("the match group"),
    "category": t("the sickness category"),
    "benefit": t("the benefit"),
    "birth_date": t("the date of birth"),
    "qualified": t("whether the citizen has a vocational qualification"),
    "child_at_home": t("whether the citizen has children at home"),
    "employed": t("whether the citizen has a job"),
    "able_to_book": t("whether the citizen can book talks online"),
    "expected_well": t("when the citizen is expected to be well"),
    "hours_per_week": t("how many hours a week the citizen works"),
    "by": t("who asked for it"),
    "for": t("what the answer is to"),
    "new_benefit_period": t("whether a new period of unemployment benefit has begun"),
    "upper_secondary": t("whether the citizen has an upper secondary education"),
    "assessed": t("who made the concrete assessment, and when"),
    "first_contact": t("the day of the first contact"),
    "registered": t("the day of registration as a jobseeker"),
    "first_absence_day": t("the first day of absence"),
    "first_payment": t("the day of the first payment"),
    "deregistered": t("the day the citizen was taken off the register"),
    "booking_missed": t("whether the citizen booked a talk in time"),
    "taken_over": t("the day the municipality took over"),
    "visited": t("the day of the assessment"),
    "work_duty": t("whether the citizen is covered by the duty to work"),
    "re_registered": t("the day of registering again as a jobseeker"),
    "transferred": t("the day of passing to the benefit"),
    "meeting_requested": t("the day a meeting was asked for"),
    "early_follow_up_requested": t("the day an early follow-up was asked for"),
    "declined": t("the day the talk was declined"),
    "control_notice": t("the day of the notice from the control"),
    "abroad": t("the day the citizen was abroad"),
    "form_sent": t("the day the information form was sent"),
    "booking_order": t("the day of the order to book a talk"),
    "doctor_statement_asked": t("the day the doctor was asked for a statement"),
    "screening_started": t("the day the screening began"),
    "plan_activated": t("the day the plan was activated"),
    "access_requested": t("the day access to the documents was asked for"),
    "decision_available": t("the day the decision could be read"),
    "hearing_sent": t("the day the party was heard"),
    "promise_made": t("the day of the promise"),
    "known_sick": t("the day the illness became known"),
    "sanctionable": t("the day of what the sanction is about"),
    "case_closed": t("the day the case was closed"),
    "to": t("the last day"),
    "until": t("the day the letter sets"),
    "expected_on": t("the expected day"),
}
STANDINGS: dict[str, Text] = {
    "proposal": t("The rule is a proposal, not law."),
    "local": t("The rule is local practice, not law."),
    "target": t("The rule is a target to reach as far as possible. It is no duty."),
}
MARKS: dict[str, Text] = {
    "C2": t("The rule is known from a summary only. The text of the law has not been read."),
    "INF": t(
        "A part of the rule is inferred from the text of the law. Have it checked before you rely on it."
    ),
    "M": t("The rule is not confirmed. Check it before you rely on it."),
}


_AHEAD: dict[str, Text] = {
    "offer_start": t("The offer begins on {day}."),
    "offer_end": t("The offer ends on {day}."),
    "exemption_end": t("The exemption ({kind}) ends on {day}."),
}


def form(name: str, *, ahead: bool) -> Text:
    """Return the sentence of what set the clock going. `ahead`: it is not over yet."""
    return _AHEAD.get(name, FORMS[name]) if ahead else FORMS[name]


# Days from Easter Sunday on which offices are closed, and what that time is called.
_MOVABLE = (
    (range(-3, 2), t("in the Easter holidays")),
    (range(26, 27), t("on Great Prayer Day")),
    (range(39, 40), t("on Ascension Day")),
    (range(49, 51), t("in the Whitsun holidays")),
)
_FIXED = {
    (1, 1): t("at New Year"), (12, 31): t("at New Year"), (6, 5): t("on Constitution Day"),
    (12, 24): t("in the Christmas holidays"), (12, 25): t("in the Christmas holidays"),
    (12, 26): t("in the Christmas holidays"),
}  # fmt: skip


def closed_time(first: date, again: date) -> Text:
    """Return when it is that offices are closed from a day until they open again: Easter, or only a weekend.

    Each of these days is one on which they are closed.
    """
    for number in range((again - first).days):
        if name := _closed_day(first + timedelta(days=number)):
            return name
    return t("at a weekend")


def _closed_day(day: date) -> Text | None:
    if name := _FIXED.get((day.month, day.day)):
        return name
    place = (day - easter(day.year)).days
    return next((name for days, name in _MOVABLE if place in days), None)


def units(unit: str, count: int) -> Text:
    """Return a number of what a rule asks for, in words."""
    if unit == "contact":
        return tn("one contact", "{count} contacts", count)
    if unit == "offer":
        return tn("one offer", "{count} offers", count)
    if unit == "days":
        return tn("one day", "{count} days", count)
    if unit == "act":
        return tn("one step", "{count} steps", count)
    return tn("one talk", "{count} talks", count)
