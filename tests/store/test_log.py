"""The change log: what it says, that it cannot be passed by, and that tampering shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select, text, update

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import Citizen, Staff
from caseworker.store.log import (
    FIRST_HASH,
    ActRow,
    ChangePayload,
    ChangeRow,
    broken_links,
    decode,
    encode,
    tidied,
)
from caseworker.store.record import kinds
from caseworker.store.work import Work
from tests.making import make_citizen


def broken(office: Office) -> list[int]:
    with office.read() as session:
        return broken_links(session)


def rows(office: Office) -> list[ChangeRow]:
    with office.read() as session:
        return list(session.scalars(select(ChangeRow).order_by(ChangeRow.seq)))


def fields_of(office: Office, record_id: str) -> list[tuple[str, dict[str, Any]]]:
    with office.read() as session:
        found = session.execute(
            select(ChangeRow.operation, ChangePayload.fields)
            .join(ChangePayload, ChangePayload.seq == ChangeRow.seq)
            .where(ChangeRow.record_id == record_id)
            .order_by(ChangeRow.seq)
        )
        return [(operation, fields) for operation, fields in found]


def tamper(office: Office, statement: str, **values: object) -> None:
    with office.store.plain() as session:
        session.execute(text(statement), values)


def test_a_row_says_who_when_where_and_what(office: Office, clock: FixedClock) -> None:
    citizen_id, case_id = make_citizen(office)
    found = [row for row in rows(office) if row.citizen_id == citizen_id]
    assert {row.kind for row in found} >= {"citizen", "case_file", "group_period", "case_event"}
    assert {row.case_id for row in found} == {None, case_id}
    for row in found:
        assert (row.actor, row.device, row.at) == ("Karen Holm", office.store.device, clock.now())
        assert (row.operation, row.base_change_id) == ("insert", "")
    assert len({row.act_id for row in found}) == 1
    with office.read() as session:
        act = session.scalars(select(ActRow).where(ActRow.id == found[0].act_id)).one()
        citizen = session.get(Citizen, citizen_id)
    assert (act.name, act.actor) == ({"message": "New citizen"}, "Karen Holm")
    assert citizen is not None
    assert citizen.change_id == next(row.change_id for row in found if row.kind == "citizen")


def test_the_rows_hang_together_and_begin_at_the_beginning(office: Office) -> None:
    make_citizen(office)
    found = rows(office)
    assert found[0].previous_hash == FIRST_HASH
    assert [row.previous_hash for row in found[1:]] == [row.hash for row in found[:-1]]
    assert broken(office) == []


def test_old_and_new_values_are_right_also_within_one_act(office: Office) -> None:
    citizen_id, _case = make_citizen(office)

    def change(work: Work) -> None:
        citizen = work.get(Citizen, citizen_id)
        citizen.phone = "1"
        work.flush()
        citizen.phone = "2"
        citizen.email = "a@b.dk"
        work.flush()
        citizen.email = ""
        citizen.unemployed_since = date(2026, 1, 2)

    office.run(t("Change it"), change)
    changes = fields_of(office, citizen_id)[1:]
    assert changes == [
        ("update", {"phone": ["", "1"]}),
        ("update", {"phone": ["1", "2"], "email": ["", "a@b.dk"]}),
        ("update", {"email": ["a@b.dk", ""], "unemployed_since": [None, "2026-01-02"]}),
    ]
    chain = [row for row in rows(office) if row.record_id == citizen_id]
    assert [row.base_change_id for row in chain[1:]] == [row.change_id for row in chain[:-1]]


def test_a_record_changed_in_the_act_that_made_it(office: Office) -> None:
    """Fields that were never given have their default as old value, so that undo puts it back."""

    def act(work: Work) -> str:
        staff = work.add(Staff(name="Bo Lind"))
        work.flush()
        staff.phone, staff.is_me = "11 22", False
        return staff.id

    staff_id = office.run(t("New colleague"), act)
    assert fields_of(office, staff_id)[1] == ("update", {"phone": ["", "11 22"]})
    office.undo()
    with office.read() as session:
        assert session.get(Staff, staff_id) is None


def test_what_comes_out_the_same_is_no_change(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    before = len(rows(office))

    def act(work: Work) -> None:
        citizen = work.get(Citizen, citizen_id)
        citizen.name = str(citizen.name)
        citizen.phone = "1"
        citizen.phone = ""

    office.run(t("Nothing"), act)
    assert len(rows(office)) == before
    undoable = office.undoable()
    assert undoable is not None
    assert undoable.name == t("New citizen")


def test_an_act_that_fails_leaves_no_row(office: Office) -> None:
    before = [row.hash for row in rows(office)]

    def act(work: Work) -> None:
        work.add(Staff(name="Bo Lind"))
        work.flush()
        raise UserError(t("No, not like this."))

    with pytest.raises(UserError):
        office.run(t("Try it"), act)
    office.rehearse(lambda work: work.add(Staff(name="Bo Lind")))
    assert [row.hash for row in rows(office)] == before
    make_citizen(office)
    assert broken(office) == []


def test_drafts_views_and_deadlines_are_not_logged(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    before = len(rows(office))
    office.store.drafts.save("r", "note", citizen_id, case_id, {"facts": "x"})
    office.note_view([citizen_id], "overview")
    office.clock.advance(days=40)  # type: ignore[attr-defined]
    assert office.catch_up()
    assert len(rows(office)) == before
    assert {row.kind for row in rows(office)} <= set(kinds())


# ---- tampering


TAMPERED = [
    "UPDATE change SET actor = 'Somebody' WHERE seq = :seq",
    "UPDATE change SET device = 'another' WHERE seq = :seq",
    "UPDATE change SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = :seq",
    "UPDATE change SET operation = 'update' WHERE seq = :seq",
    "UPDATE change SET kind = 'staff' WHERE seq = :seq",
    "UPDATE change SET record_id = 'x' WHERE seq = :seq",
    "UPDATE change SET citizen_id = 'x' WHERE seq = :seq",
    "UPDATE change SET case_id = 'x' WHERE seq = :seq",
    "UPDATE change SET act_id = 'x' WHERE seq = :seq",
    "UPDATE change SET change_id = 'x' WHERE seq = :seq",
    "UPDATE change SET base_change_id = 'x' WHERE seq = :seq",
    "UPDATE change SET digest = 'x' WHERE seq = :seq",
    "UPDATE change SET hash = 'x' WHERE seq = :seq",
    "UPDATE change SET previous_hash = 'x' WHERE seq = :seq",
    'UPDATE change_payload SET fields = \'{"name": [null, "Another"]}\' WHERE seq = :seq',
    "UPDATE change_payload SET fields = '{}' WHERE seq = :seq",
]


def test_tampering_with_a_row_shows(office: Office) -> None:
    make_citizen(office)
    row = rows(office)[-3]
    columns = [column.key for column in ChangeRow.__table__.columns if column.key != "seq"]
    put_back = ", ".join(f"{name} = :{name}" for name in columns)
    values = {name: encode(getattr(row, name)) for name in columns} | {"seq": row.seq}
    with office.read() as session:
        fields = session.execute(
            text("SELECT fields FROM change_payload WHERE seq = :seq"), values
        ).scalar_one()
    for statement in TAMPERED:
        tamper(office, statement, seq=row.seq)
        assert row.seq in broken(office), statement
        tamper(office, f"UPDATE change SET {put_back} WHERE seq = :seq", **values)  # noqa: S608 - own names
        tamper(
            office, "UPDATE change_payload SET fields = :fields WHERE seq = :seq", seq=row.seq, fields=fields
        )
        assert broken(office) == [], statement


def test_a_row_taken_out_or_put_in_shows(office: Office) -> None:
    make_citizen(office)
    found = rows(office)
    middle = found[len(found) // 2].seq
    tamper(office, "DELETE FROM change_payload WHERE seq = :seq", seq=middle)
    assert broken(office) == []
    tamper(office, "DELETE FROM change WHERE seq = :seq", seq=middle)
    assert broken(office) == [middle + 1]


def test_erased_values_leave_the_chain_whole_and_cannot_be_undone(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    erased = [row.seq for row in rows(office) if row.citizen_id == citizen_id]
    tamper(office, "DELETE FROM change_payload WHERE seq = :seq", seq=erased[0])
    assert broken(office) == []
    with pytest.raises(UserError, match="erased"):
        office.undo()
    with office.read() as session:
        assert session.get(Citizen, citizen_id) is not None
    make_citizen(office, "Bent Friis")
    assert office.undo() == t("New citizen")
    assert broken(office) == []


# ---- passing the log by


def _one(work: Work) -> dict[str, Any]:
    citizen = work.first(Citizen)
    assert citizen is not None
    return {"id": citizen.id}


PAST_THE_LOG: dict[str, Callable[[Work], object]] = {
    "orm update": lambda work: work.session.execute(update(Citizen).values(name="x")),
    "orm delete": lambda work: work.session.execute(delete(Citizen)),
    "orm insert": lambda work: work.session.execute(insert(Staff), [{"id": "x", "name": "x"}]),
    "query update": lambda work: work.session.query(Citizen).update({"name": "x"}),
    "query delete": lambda work: work.session.query(Citizen).delete(),
    "table update": lambda work: work.session.execute(update(Citizen.__table__).values(name="x")),
    "table delete": lambda work: work.session.execute(delete(Citizen.__table__)),
    "table insert": lambda work: work.session.execute(insert(Staff.__table__).values(id="x", name="x")),
    "words": lambda work: work.session.execute(text("  update citizen set name = 'x'")),
    "bulk save": lambda work: work.session.bulk_save_objects([Staff(name="x")]),
    "bulk insert": lambda work: work.session.bulk_insert_mappings(Staff, [{"id": "x", "name": "x"}]),
    "bulk update": lambda work: work.session.bulk_update_mappings(Citizen, [_one(work) | {"name": "x"}]),
}


def test_no_write_passes_the_log_by(office: Office) -> None:
    make_citizen(office)
    for name, write in PAST_THE_LOG.items():
        with pytest.raises(AssertionError, match="change log"):
            office.run(t("Past the log"), write)
            pytest.fail(name)
    with office.read() as session:
        assert list(session.scalars(select(Citizen.name))) == ["Jonas Bruun"]
        assert session.scalar(select(func.count()).select_from(Staff)) == 1


def test_a_record_is_never_deleted_for_good(office: Office) -> None:
    make_citizen(office)

    def act(work: Work) -> None:
        work.session.delete(work.first(Citizen))

    with pytest.raises(AssertionError, match="softly"):
        office.run(t("Delete"), act)


def test_the_unlogged_session_takes_no_records(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    with pytest.raises(AssertionError, match="change log"), office.store.plain() as session:
        session.add(Staff(name="x"))
    with pytest.raises(AssertionError, match="change log"), office.store.plain() as session:
        citizen = session.get(Citizen, citizen_id)
        assert citizen is not None
        citizen.name = "x"


# ---- values


@pytest.mark.parametrize("kind", kinds().values(), ids=list(kinds()))
def test_every_column_comes_back_from_json_as_it_went_in(kind: Any) -> None:
    samples = {
        date: date(2026, 11, 24),
        bool: True,
        int: 7,
        float: 1.5,
        str: "2026-11-24",
        list: [],
        dict: {},
    }
    for column in kind.__table__.columns:
        try:
            python_type = column.type.python_type
        except NotImplementedError:
            python_type = dict
        value = samples.get(python_type, "x")
        if python_type.__name__ == "datetime":
            from caseworker.base.clock import at

            value = at(date(2026, 11, 24))
        assert decode(kind, column.key, encode(value)) == value


@given(
    st.recursive(
        st.text() | st.integers() | st.none() | st.booleans(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_text_that_cannot_be_written_is_mended_and_the_rest_left_alone(value: object) -> None:
    tidy = tidied(value)
    words = repr_text(tidy)
    words.encode()
    assert not set(words) & {chr(n) for n in range(32)} - set("\t\n\r")
    assert tidied(tidy) == tidy
    if repr_text(value) == words:
        assert tidy is value


def repr_text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\t".join(repr_text(item) for item in value)
    if isinstance(value, dict):
        return "\t".join(repr_text(name) + "\t" + repr_text(item) for name, item in value.items())
    return ""


LONG = "Jonas fortæller om sin dag. " * 1800  # over 50,000 characters


ODD_NOTES = [
    (LONG, LONG.strip()),
    ("👩‍👩‍👧‍👦 og 🇩🇰", "👩‍👩‍👧‍👦 og 🇩🇰"),
    ("‏שלום‎ مرحبا", "‏שלום‎ مرحبا"),
    ("A\x00B", "AB"),
    ("side ét\x0cside to\x0bog tre", "side ét\nside to\nog tre"),
    ("halv \ud83d emoji", "halv \ufffd emoji"),
    ("bell\x07 del\x7f", "bell del"),
    ("tab\tog\r\nlinje", "tab\tog\r\nlinje"),
    ("'; DROP TABLE note; --", "'; DROP TABLE note; --"),
]


def test_long_and_odd_notes_are_kept_whole(office: Office) -> None:
    from caseworker.journal.model import Note

    _citizen, case_id = make_citizen(office)
    for typed, kept in ODD_NOTES:
        data = NoteData(case_id=case_id, title="Et notat", facts=typed, citizen_says="😀" + typed)
        note_id = office.run(t("Note"), lambda work, data=data: write_note(work, data))
        with office.read() as session:
            note = session.get(Note, note_id)
            assert note is not None
            assert note.facts == kept
            assert note.citizen_says.startswith("😀")
        office.undo()
    assert broken(office) == []


def test_odd_names_go_in_and_out(office: Office) -> None:
    for name in ("Ægir \x00Ørsted", "😀 Bo", "שלום", "A" * 200, "\ud800x", 'O\'Brien "Bob"'):
        citizen_id, _case = make_citizen(office, name)
        data = service.CitizenData(name="Bent Friis", birth_date=date(2004, 3, 12))
        office.run(
            t("Change it"), lambda work, one=citizen_id, data=data: service.edit_citizen(work, one, data)
        )
        office.undo()
        with office.read() as session:
            citizen = session.get(Citizen, citizen_id)
            assert citizen is not None
            assert citizen.name == tidied(name)
    assert broken(office) == []
