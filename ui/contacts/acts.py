"""What can be done in the list of contacts. Each act ends in a sentence and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from caseworker.base import clock
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.contacts import following_up, reaching, service
from caseworker.contacts.following_up import HearingData
from caseworker.contacts.reaching import AnswerData, OutreachData, RequestData
from caseworker.contacts.service import BookingData
from ui.contacts.drafts import moment_of
from ui.contacts.participant_words import read_participants
from ui.contacts.state import TalkDraft
from ui.ports import Desk

Values = dict[str, Any]
Failed = Callable[[CaseworkerError], None]
_NOON = 12


class ContactsActs:
    """The acts of the room. Each names the draft that it saves."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        self.desk, self.case_id = desk, case_id

    def book(self, values: Values, then: Callable[[], None], failed: Failed, *, summon: bool = False) -> None:
        """Book a talk; with `summon` go on to its letter."""
        at = moment_of(values["at"])
        if at is None:
            failed(UserError(t("Write the day and the time of the talk."), Place("talk", "", "at")))
            return
        data = BookingData(
            case_id=self.case_id,
            kind=values["kind"],
            at=at,
            minutes=values["minutes"] or 45,
            channel=values["channel"] or "meeting",
            place=values["place"],
            requested_by=values["requested_by"],
            for_availability=values["for_availability"],
            participants=read_participants(values["participants"]),
            purpose=values["purpose"],
            request_id=values["request_id"],
            talk_id=values["talk_id"],
        )

        def booked(talk_id: str) -> None:
            then()
            self.desk.notices.done(t("The talk is booked for {at}.", at=at), undo=True)
            if summon:
                self.summon(talk_id)

        self.desk.act(
            t("Book talk"), lambda work: service.book(work, data), booked, failed, spends=data.talk_id
        )

    def move(self, talk_id: str, values: Values, then: Callable[[bool], None], failed: Failed) -> None:
        """Move a planned talk. `then` is told whether the citizen holds a summons that no longer fits."""
        at = moment_of(values["at"])
        if at is None:
            failed(UserError(t("Write the day and the time of the talk."), Place("talk", talk_id, "at")))
            return

        def moved(summoned: bool) -> None:
            then(summoned)
            self.desk.notices.done(t("The talk is moved to {at}.", at=at), undo=True)

        self.desk.act(
            t("Move talk"),
            lambda work: service.move(work, talk_id, at, channel=values["channel"], place=values["place"]),
            moved,
            failed,
            spends=values["draft_id"],
        )

    def cancel(self, talk_id: str, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Cancel a planned talk."""
        by_citizen = values["who"] == "citizen"
        reason = values["reason"] or ""
        self._act(
            t("Cancel talk"),
            lambda work: service.cancel(work, talk_id, reason, by_citizen=by_citizen),
            t("The talk is cancelled."),
            values["draft_id"],
            then,
            failed,
        )

    def ask(self, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Write down that a talk was asked for."""
        if values["requested_on"] is None:
            place = Place("talk_request", "", "requested_on")
            failed(UserError(t("Write the day on which it was asked for."), place))
            return
        data = RequestData(
            case_id=self.case_id,
            requested_on=values["requested_on"],
            by=values["by"],
            wish=values["wish"],
            request_id=values["request_id"],
            what=values["what"],
        )
        self._act(
            t("Note wish"),
            lambda work: reaching.request_talk(work, data),
            t("The wish is saved."),
            data.request_id,
            then,
            failed,
        )

    def close_request(
        self, request_id: str, values: Values, then: Callable[[], None], failed: Failed
    ) -> None:
        """Close a wish that no longer stands."""
        self._act(
            t("Close wish"),
            lambda work: reaching.close_request(work, request_id, values["closed_reason"]),
            t("The wish is closed."),
            values["draft_id"],
            then,
            failed,
        )

    def add_attempt(self, talk_id: str, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Write down an attempt to reach the citizen."""
        on = values["on"] or self._today()
        data = OutreachData(
            talk_id=talk_id,
            at=clock.at(on, _NOON) if on < self._today() else None,  # of an earlier day the hour is not asked
            channel=values["channel"] or "",
            result=values["result"] or "",
            words=values["words"],
            outreach_id=values["outreach_id"],
        )
        self._act(
            t("Attempt at contact"),
            lambda work: reaching.add_outreach(work, data),
            t("The attempt is saved."),
            data.outreach_id,
            then,
            failed,
        )

    def answer(self, request_id: str, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Answer a wish that no talk answers."""
        data = AnswerData(
            request_id=request_id, answer=values["answer"] or "", on=values["on"] or self._today(),
            words=values["words"],
        )  # fmt: skip
        self._act(
            t("Answer wish"), lambda work: reaching.answer_request(work, data), t("The answer is saved."),
            values["draft_id"], then, failed,
        )  # fmt: skip

    def let_be(self, talk_id: str, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Let an absence have no consequence."""
        self._act(
            t("Absence without consequence"),
            lambda work: following_up.let_be(work, talk_id, values["reason"]),
            t("It is saved that the absence has no consequence."),
            values["draft_id"], then, failed,
        )  # fmt: skip

    def hear(self, talk_id: str, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Write down that the citizen is heard about an absence."""
        if values["answer_by"] is None:
            failed(UserError(t("Write by when the citizen may answer."), Place("talk", talk_id, "answer_by")))
            return
        data = HearingData(
            talk_id=talk_id, sent_on=values["sent_on"] or self._today(), answer_by=values["answer_by"],
            words=values["words"], also=tuple(values.get("also") or ()),
        )  # fmt: skip
        self._act(
            t("Hearing about absence"), lambda work: following_up.send_hearing(work, data),
            t("The hearing is saved. The answer is awaited by {day}.", day=data.answer_by),
            values["draft_id"], then, failed,
        )  # fmt: skip

    def hearing_answer(self, talk_id: str, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Write down the citizen's answer to a hearing."""
        on = values["on"] or self._today()
        self._act(
            t("Answer to hearing"), lambda work: following_up.note_answer(work, talk_id, on, values["words"]),
            t("The answer is saved."), values["draft_id"], then, failed,
        )  # fmt: skip

    def decide(self, talk_id: str, values: Values, then: Callable[[], None], failed: Failed) -> None:
        """Write down the decision after an absence."""
        on = values["on"] or self._today()
        self._act(
            t("Decision after absence"), lambda work: following_up.decide(work, talk_id, on, values["reason"]),
            t("The decision is saved. A complaint can be made for four weeks from when it is received."),
            values["draft_id"], then, failed,
        )  # fmt: skip

    def _today(self) -> date:
        return self.desk.office.clock.today()

    def summon(self, talk_id: str) -> None:
        """Go to the letter that calls the citizen in."""
        self.desk.navigation.go(Place("print", self.case_id, f"summons:{talk_id}"))

    def start(self, talk_id: str) -> None:
        """Go to the meeting mode of a talk."""
        self.desk.navigation.go(Place("talk", talk_id, "start"))

    def go_on(self, draft: TalkDraft) -> None:
        """Go on with a talk that is begun and not saved."""
        self.desk.navigation.go(Place("talk", self.case_id, f"draft:{draft.record_id}"))

    def _act(
        self,
        name: Text,
        do: Callable[[Any], Any],
        done: Text,
        draft_id: str,
        then: Callable[[], None],
        failed: Failed,
    ) -> None:
        def acted(_result: object) -> None:
            then()
            self.desk.notices.done(done, undo=True)

        self.desk.act(name, do, acted, failed, spends=draft_id)
