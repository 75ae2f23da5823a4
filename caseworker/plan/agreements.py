"""What can be done with agreements (aftaler): the citizen's and ours, each with an owner and a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import get_args

from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.base.workdays import next_workday
from caseworker.people.closed import refuse_after_closing, refuse_closed
from caseworker.people.model import CaseFile, Citizen
from caseworker.plan.content import AgreementData
from caseworker.plan.facts import Side
from caseworker.plan.model import Agreement
from caseworker.plan.owned import required, write
from caseworker.plan.refusals import refuse_days
from caseworker.store.work import Work

SIDES: tuple[str, ...] = get_args(Side)
SETTLED = ("kept", "broken", "cancelled")


def add_agreement(work: Work, case_id: str, data: AgreementData) -> str:
    """Add an agreement to a case. Returns its id.

    A promise of ours without a date is due on the next working day (R-037); without an owner it is the
    caseworker's own, and the citizen's is the citizen's.
    """
    case = work.get(CaseFile, case_id)
    data = _filled(work, case.citizen_id, data, None)
    made_on = data.made_on or work.today()
    words = t("The case was closed on {closed}. What was agreed until then can be written.")
    refuse_after_closing(work, case_id, made_on, words, Place("case", case_id))
    if data.side == "municipality" and data.due_on is not None:
        words = t(
            "The case was closed on {closed}, so nobody is reminded of what we promise for later. Write it in the "
            "note, or open a new case first."
        )
        refuse_after_closing(work, case_id, data.due_on, words, Place("case", case_id))
    agreement = Agreement(
        side=data.side, words=data.words, owner=data.owner, made_on=made_on,
        citizen_id=case.citizen_id, case_id=case_id,
    )  # fmt: skip
    write(agreement, data, AgreementData)
    return work.add(agreement).id


def change_agreement(work: Work, agreement_id: str, data: AgreementData) -> None:
    """Write an agreement anew. A line of the plan will do as data."""
    agreement = work.get(Agreement, agreement_id)
    refuse_closed(work, agreement.case_id)
    data = replace(data, made_on=data.made_on or agreement.made_on, talk_id=data.talk_id or agreement.talk_id)
    write(agreement, _filled(work, agreement.citizen_id, data, agreement), AgreementData)


def tick_agreement(work: Work, agreement_id: str, on: date | None = None) -> None:
    """Mark an agreement as kept, today unless said."""
    settle_agreement(work, agreement_id, "kept", on)


def settle_agreement(work: Work, agreement_id: str, status: str, on: date | None = None) -> None:
    """Say how an agreement ended: kept, broken or cancelled."""
    agreement = work.get(Agreement, agreement_id)
    day = on or work.today()
    if status not in SETTLED:
        raise UserError(t("Choose how the agreement ended."), Place("agreement", agreement_id, "status"))
    if day > work.today():
        raise UserError(
            t("That can have happened today or earlier."), Place("agreement", agreement_id, "done_on")
        )
    agreement.status, agreement.done_on = status, day


def reopen_agreement(work: Work, agreement_id: str) -> None:
    """Take the tick off again."""
    agreement = work.get(Agreement, agreement_id)
    agreement.status, agreement.done_on = "open", None


def remove_agreement(work: Work, agreement_id: str) -> None:
    """Take an agreement out: for one written by mistake. Else: `settle_agreement` as cancelled."""
    agreement = work.get(Agreement, agreement_id)
    refuse_closed(work, agreement.case_id)
    work.delete(agreement)


def _filled(work: Work, citizen_id: str, data: AgreementData, kept: Agreement | None) -> AgreementData:
    agreement_id = kept.id if kept else ""
    if data.side not in SIDES:
        raise UserError(t("Choose whose agreement it is."), Place("agreement", agreement_id, "side"))
    words = required(data.words, t("Write what is agreed."), Place("agreement", agreement_id, "words"))
    data = replace(data, made_on=data.made_on or work.today())
    made_on = data.made_on
    assert made_on is not None
    if made_on > work.today():
        raise UserError(
            t("An agreement is made today or earlier."), Place("agreement", agreement_id, "made_on")
        )
    refuse_days(work, citizen_id, data, ("due_on", "made_on"), Place("agreement", agreement_id), kept)
    due_on = data.due_on
    if due_on is None and data.side == "municipality":
        due_on = next_workday(made_on)
    owner = data.owner.strip()
    if not owner:
        mine = data.side == "municipality"
        owner = work.author.actor if mine else work.get(Citizen, citizen_id).call_name
        owner = "" if data.side == "company" else owner
    return replace(data, words=words, owner=owner, due_on=due_on, made_on=made_on)
