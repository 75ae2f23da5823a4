"""The codes of talks and outreach, and what each is called (requirements.md 3.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from caseworker.base.text import Text, phrase_of, raw, t, tc

KINDS: Mapping[str, Text] = MappingProxyType({
    "first": t("First talk"),
    "follow_up": t("Follow-up talk"),
    "joint": t("Joint meeting"),
    "availability": t("Talk about being available for work"),
    "citizen_requested": t("Talk at the citizen's wish"),
    "drop_in": t("Unplanned talk"),
    "emergency": t("Emergency talk"),
    "re_registration": t("Talk after re-registration"),
    "fund_conversation": t("Talk at the unemployment fund"),
})  # fmt: skip

# What a talk of each kind is for, until somebody writes it better.
PURPOSES: Mapping[str, Text] = MappingProxyType({
    "first": t("Getting to know each other and the way ahead"),
    "follow_up": t("Follow-up on the plan"),
    "joint": t("Agreeing together on the next steps"),
    "availability": t("Being available for work"),
    "citizen_requested": t("What you asked to talk about"),
    "drop_in": t("A talk without an appointment"),
    "emergency": t("Something that could not wait"),
    "re_registration": t("The way ahead after registering again"),
    "fund_conversation": t("Talk at the unemployment fund"),
})  # fmt: skip

STATUSES: Mapping[str, Text] = MappingProxyType({
    "planned": tc("talk", "Planned"),
    "held": tc("talk", "Held"),
    "cancelled": tc("talk", "Cancelled"),
    "no_show": tc("talk", "No-show"),
})  # fmt: skip

CHANNELS: Mapping[str, Text] = MappingProxyType({
    "meeting": tc("channel", "Personal meeting"),
    "phone": tc("channel", "Phone"),
    "video": tc("channel", "Video"),
    "home_visit": tc("channel", "Home visit"),
    "text": tc("channel", "Text message"),
    "letter": tc("channel", "Letter"),
})  # fmt: skip

# What the attendance makes of the talk: only where the citizen came was it held.
ATTENDANCE: Mapping[str, Text] = MappingProxyType({
    "met": tc("attendance", "Came"),
    "late": tc("attendance", "Late"),
    "absent_notice": tc("attendance", "Called off"),
    "absent_no_notice": tc("attendance", "Did not come"),
})  # fmt: skip
STATUS_OF: Mapping[str, str] = MappingProxyType({
    "met": "held",
    "late": "held",
    "absent_notice": "cancelled",
    "absent_no_notice": "no_show",
})  # fmt: skip

ABSENCE_REASONS: Mapping[str, Text] = MappingProxyType({
    "ill": tc("absence", "Illness"),
    "child_ill": tc("absence", "Child is ill"),
    "work": tc("absence", "Work or job interview"),
    "treatment": tc("absence", "Treatment"),
    "transport": tc("absence", "Transport"),
    "forgot": tc("absence", "Forgot it"),
    "summons_not_received": tc("absence", "Did not get the summons"),
    "unknown": tc("absence", "Unknown"),
})  # fmt: skip
# Why we call a talk off.
OUR_REASONS: Mapping[str, Text] = MappingProxyType({
    "staff_ill": tc("absence", "Illness among us"),
    "urgent": tc("absence", "Something urgent"),
    "interpreter": tc("absence", "No interpreter"),
    "partner": tc("absence", "Somebody else cannot come"),
    "not_needed": tc("absence", "No longer needed"),
})  # fmt: skip

PLAN_REVIEWED: Mapping[str, Text] = MappingProxyType({
    "confirmed": tc("plan reviewed", "Confirmed"),
    "changed": tc("plan reviewed", "Changed"),
    "not_discussed": tc("plan reviewed", "Not discussed"),
})  # fmt: skip

# who asked for the talk. And who holds it, as the deadline rules ask (domain.md 4.2).
REQUESTED_BY: Mapping[str, Text] = MappingProxyType({
    "citizen": tc("asked by", "Citizen"),
    "jobcentre": tc("asked by", "Jobcentre"),
    "company": tc("asked by", "Company"),
    "other_party": tc("asked by", "Other party"),
})  # fmt: skip
HELD_BY: Mapping[str, Text] = MappingProxyType({
    "municipality": tc("held by", "Municipality"),
    "fund": tc("held by", "Unemployment fund"),
    "provider": tc("held by", "Provider"),
})  # fmt: skip

# What a citizen can ask for. Each is an event that sets a clock of its own going (domain.md 4.2).
REQUESTS: Mapping[str, Text] = MappingProxyType({
    "talk": tc("asked for", "A talk"),
    "early_follow_up": tc("asked for", "Early follow-up"),
    "access": tc("asked for", "Access to the case"),
    "activity": tc("asked for", "An effort"),
})  # fmt: skip
EVENT_OF: Mapping[str, str] = MappingProxyType({
    "talk": "meeting_requested",
    "early_follow_up": "early_follow_up_requested",
    "access": "access_requested",
    "activity": "activity_requested",
})  # fmt: skip
# What a talk answers; the others are answered in writing or on the spot.
MET_BY_TALK = frozenset({"talk", "early_follow_up"})
# With what a talk answers a wish for one, as the rules ask (R-048, Sygedagpengeloven §§ 7 c, 7 e and 13 b): held by
# us or a provider, and spoken. An unplanned talk is no early follow-up.
ANSWERING_KINDS = frozenset({"first", "follow_up", "joint", "availability", "citizen_requested"})
UNPLANNED = frozenset({"drop_in", "emergency"})
WRITTEN = frozenset({"text", "letter"})
ANSWERS: Mapping[str, Text] = MappingProxyType({
    "yes": tc("answer", "Yes"),
    "partly": tc("answer", "Partly"),
    "no": tc("answer", "No"),
})  # fmt: skip

OUTREACH_CHANNELS: Mapping[str, Text] = MappingProxyType(
    {code: CHANNELS[code] for code in ("phone", "text", "home_visit", "letter")}
)
OUTREACH_RESULTS: Mapping[str, Text] = MappingProxyType({
    "reached": tc("outreach", "Reached"),
    "no_answer": tc("outreach", "No answer"),
    "message_left": tc("outreach", "Message left"),
    "new_talk": tc("outreach", "New talk agreed"),
})  # fmt: skip
# With these the citizen is reached and the task of reaching out ends.
REACHED = ("reached", "new_talk")


def wrong_day(first: date, last: date, between: Text) -> Text:
    """Return what is said of a day that cannot be: `between` names the first and the last, here they may be one."""
    return t("It can only have been today. Check the date.") if first == last else between


def days_words(days: Iterable[date]) -> Text:
    """Return days in a sentence, the oldest first: 9 November 2026 and 12 November 2026."""
    whole, *others = (t("{day}", day=day) for day in sorted(days))
    for other in others[:-1]:
        whole = t("{one}, {two}", one=whole, two=other)
    return t("{one} and {two}", one=whole, two=others[-1]) if others else whole


# Why a talk is cancelled that was booked when its case was closed: written by the program, never chosen.
CASE_CLOSED = "case_closed"


def reason_text(reason: str) -> Text:
    """Return a reason for an absence or a cancellation in words: a code's, or the free words themselves."""
    if reason == CASE_CLOSED:
        return t("The case is closed")
    return ABSENCE_REASONS.get(reason) or OUR_REASONS.get(reason) or raw(reason)


def purpose_text(purpose: str) -> Text:
    """Return what a talk is for: the text that the program offered at the booking, or the free words themselves."""
    return phrase_of(purpose, PURPOSES.values()) or raw(purpose)


# What an unfinished form of the room of contacts is called.
FORMS: Mapping[str, Text] = MappingProxyType({
    "book": tc("draft", "booking a talk"),
    "wish": tc("draft", "what the citizen asks for"),
    "move": tc("draft", "moving a talk"),
    "cancel": tc("draft", "calling a talk off"),
    "close": tc("draft", "closing a wish"),
    "attempt": tc("draft", "an attempt at contact"),
    "answer": tc("draft", "the answer to a wish"),
    "let_be": tc("draft", "no consequence of an absence"),
    "hear": tc("draft", "a hearing about an absence"),
    "hearing_answer": tc("draft", "the answer to a hearing"),
    "decide": tc("draft", "a decision to reduce the benefit"),
})  # fmt: skip
