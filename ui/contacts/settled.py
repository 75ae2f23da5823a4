"""Why a form left unfinished cannot be saved as things stand: what became of what it is about."""

from __future__ import annotations

from caseworker.base.text import Text, t
from caseworker.contacts.queries import TalkRow
from ui.contacts.state import ContactsState

# The forms about an absence but for the attempts, and about a wish that waits.
_ABSENCES = frozenset({"let_be", "hear", "hearing_answer", "decide"})
_WISHES = frozenset({"close", "answer"})
_NO_ABSENCE = t("The absence is no longer written down, so this cannot be saved. Your words stay as a draft.")
_NO_ATTEMPT = t(
    "The absence is no longer written down, so an attempt at contact about it cannot be saved. "
    "Your words stay as a draft."
)
_ENDS = {
    "held": t("The talk is held and written down, so it can be neither moved nor called off."),
    "no_show": t("The citizen did not come to the talk, so it can be neither moved nor called off."),
    "cancelled": t("The talk is called off, so it can be neither moved nor called off again."),
}  # fmt: skip


def listed_talk(state: ContactsState, talk_id: str) -> TalkRow | None:
    """Return a talk of the list."""
    known = (state.next_talk, *state.later, *state.unwritten, *state.past)
    return next((row for row in known if row is not None and row.id == talk_id), None)


def what_became(state: ContactsState, form: str, about: str) -> Text | None:
    """Return why a form about a talk, an absence or a wish cannot be saved now, or None where it can."""
    talk = listed_talk(state, about)
    if form in ("move", "cancel"):
        return _ENDS.get(talk.status) if talk is not None else None
    if form == "attempt":
        return _NO_ATTEMPT if talk is None or talk.status not in ("no_show", "cancelled") else None
    if form in _ABSENCES:
        if any(one.talk_id == about for one in state.absences):
            return None
        if talk is None or talk.status != "no_show":
            return _NO_ABSENCE
        settled = t("The absence is settled, so this cannot be saved. Your words stay as a draft.")
    elif form in _WISHES and all(one.id != about for one in state.wishes):
        settled = t("The wish is settled, so this cannot be saved. Your words stay as a draft.")
    else:
        return None
    if state.closed:
        return t("The case is closed, so this cannot be saved. Your words stay as a draft.")
    return settled


def opens(form: str) -> bool:
    """Whether the form opens all the same, to be read with what became of it."""
    return form not in _WISHES and form not in _ABSENCES
