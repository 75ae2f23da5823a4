"""Undo: the inverse of an act, appended as a new act. Nothing is ever rubbed out of the log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from caseworker.base.errors import UserError
from caseworker.base.text import Text, from_data, t
from caseworker.store.log import ActRow, ChangePayload, ChangeRow, decode
from caseworker.store.record import Record, kinds
from caseworker.store.work import Work


@dataclass(frozen=True, slots=True)
class Undoable:
    """The act that undo would take back. `citizen_id` is empty where it concerns none, or more than one.

    `after_it` names a newer act that undo passes over although it left something standing: a bundle that was
    sent, a letter that was printed. Who means that one must not lose this one instead. `stands`: undo would refuse,
    now and later, so it is not to be offered.
    """

    act_id: str
    name: Text
    citizen_id: str = ""
    after_it: Text | None = None
    stands: bool = False


@runtime_checkable
class MarkedOnUndo(Protocol):
    """A kept record that undo leaves standing and that says so visibly, in a record of its own."""

    def mark_undone(self, work: Work, act: Text) -> None:
        """Write that the act which made this record was taken back."""


def last_undoable(session: Session, actors: Collection[str]) -> Undoable | None:
    """Return the latest act under one of these names that is not undone, is no undo, and can be undone; or None."""
    row = session.scalars(
        select(ActRow)
        .where(ActRow.actor.in_(actors), ActRow.undone_by.is_(None), ActRow.undoes.is_(None), ActRow.undoable)
        .order_by(ActRow.seq.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    whose = session.scalars(
        select(ChangeRow.citizen_id).where(ChangeRow.act_id == row.id, ChangeRow.citizen_id.is_not(None)).distinct()
        .limit(2)
    ).all()  # fmt: skip
    whom = whose[0] or "" if len(whose) == 1 else ""
    after = _standing_after(session, row, actors)
    return Undoable(row.id, from_data(row.name), whom, after, stands=_refusal(session, row) is not None)


def _standing_after(session: Session, act: ActRow, actors: Collection[str]) -> Text | None:
    """Return the name of their newest act after this one that cannot be undone and left something standing."""
    made = select(ChangeRow.seq).where(
        ChangeRow.act_id == ActRow.id, ChangeRow.operation == "insert", ChangeRow.kind.in_(_kept_kinds())
    )
    name = session.scalars(
        select(ActRow.name)
        .where(ActRow.actor.in_(actors), ActRow.seq > act.seq, ActRow.undoes.is_(None))
        .where(~ActRow.undoable, made.exists())
        .order_by(ActRow.seq.desc())
        .limit(1)
    ).first()
    return from_data(name) if name is not None else None


def _kept_kinds() -> list[str]:
    return [name for name, kind in kinds().items() if kind.kept_on_undo]


def undo(work: Work, act_id: str, drafted: Collection[str] = ()) -> None:
    """Take an act back: write the old values as new changes.

    Raises UserError, with nothing changed, when a record has been changed again since, or when something the
    act made is among `drafted`: the ids of what is being written about, which would have no place any more.
    """
    act = work.session.scalars(select(ActRow).where(ActRow.id == act_id)).one()
    rows = work.session.execute(
        select(ChangeRow, ChangePayload.fields)
        .outerjoin(ChangePayload, ChangePayload.seq == ChangeRow.seq)
        .where(ChangeRow.act_id == act_id)
        .order_by(ChangeRow.seq.desc())
    ).all()
    name = from_data(act.name)
    if (refusal := _refusal(work.session, act)) is not None:
        raise refusal
    if any(row.operation == "insert" and row.record_id in drafted for row, _fields in rows):
        raise UserError(
            t("“{act}” cannot be undone while there is a draft in what would go. “My day” shows the drafts: save it "
              "or throw it away, and try again. Nothing is changed.", act=name)
        )  # fmt: skip
    known = kinds()
    for row, fields in rows:
        kind = known[row.kind]
        record = work.session.get(kind, row.record_id, execution_options={"include_deleted": True})
        assert record is not None
        if kind.kept_on_undo:
            if row.operation == "insert" and isinstance(record, MarkedOnUndo):
                record.mark_undone(work, name)
            continue
        _take_back(work, record, row.operation, fields)
    act.undone_by = work.author.act_id
    try:
        work.flush()
    except IntegrityError:
        # What the act took away is in use elsewhere since, such as a CPR number.
        raise _changed_again(name) from None


def _refusal(session: Session, act: ActRow) -> UserError | None:
    """Return why an act cannot be undone any more, or None."""
    name = from_data(act.name)
    if act.undone_by or _changed_since(session, act):
        return _changed_again(name)
    if _written_on_since(session, act):
        return UserError(
            t("“{act}” cannot be undone, because the case was written in since. What is signed or agreed stays there. "
              "Nothing is changed.", act=name)
        )  # fmt: skip
    erased = (
        select(ChangeRow.seq)
        .outerjoin(ChangePayload, ChangePayload.seq == ChangeRow.seq)
        .where(ChangeRow.act_id == act.id, ChangePayload.fields.is_(None))
    )
    if session.execute(erased.limit(1)).first() is not None:
        return UserError(
            t("“{act}” cannot be undone, because its old values are erased. Nothing is changed.",
              act=name)
        )  # fmt: skip
    return None


def made_by(session: Session, act_id: str) -> frozenset[str]:
    """Return the ids of the records that an act made: used up, also when the act is undone."""
    made = select(ChangeRow.record_id).where(ChangeRow.act_id == act_id, ChangeRow.operation == "insert")
    return frozenset(session.scalars(made))


def _changed_again(act: Text) -> UserError:
    return UserError(
        t("“{act}” cannot be undone, because it was changed again since. Nothing is changed.", act=act)
    )  # fmt: skip


def _changed_since(session: Session, act: ActRow) -> bool:
    """Whether a later act that still stands has changed one of the same records.

    An undone act and the act that undid it cancel out, so neither counts.
    """
    mine, later, theirs = aliased(ChangeRow), aliased(ChangeRow), aliased(ActRow)
    standing = (
        select(later.seq)
        .join(mine, mine.record_id == later.record_id)
        .join(theirs, theirs.id == later.act_id)
        .where(mine.act_id == act.id, later.act_id != act.id, later.seq > mine.seq)
        .where(theirs.undone_by.is_(None), theirs.undoes.is_(None))
        .limit(1)
    )
    return session.execute(standing).first() is not None


def _written_on_since(session: Session, act: ActRow) -> bool:
    """Whether something that stands was written later about a citizen or a case that the act made.

    A signed note stands even when its act was undone; its citizen may not vanish under it.
    """
    made = select(ChangeRow.record_id).where(ChangeRow.act_id == act.id, ChangeRow.operation == "insert")
    last = select(func.max(ChangeRow.seq)).where(ChangeRow.act_id == act.id).scalar_subquery()
    later, theirs = aliased(ChangeRow), aliased(ActRow)
    standing = (
        select(later.seq)
        .join(theirs, theirs.id == later.act_id)
        .where(later.seq > last, or_(later.citizen_id.in_(made), later.case_id.in_(made)))
        .where(or_(later.kind.in_(_kept_kinds()), theirs.undone_by.is_(None) & theirs.undoes.is_(None)))
        .limit(1)
    )
    return session.execute(standing).first() is not None


def _take_back(work: Work, record: Record, operation: str, fields: dict[str, list[object]]) -> None:
    if operation == "insert":
        record.deleted_at = work.now()
        return
    for name, (old, _new) in fields.items():
        setattr(record, name, decode(type(record), name, old))
