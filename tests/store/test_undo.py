"""Undo: named, in order, for every act on people, and refused where it would take more away than the act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.casework.store_check import problems
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Office
from caseworker.people import service, staff
from caseworker.people.model import Citizen, Staff, UnitSetting
from caseworker.store import search
from caseworker.store.log import ActRow, ChangeRow
from caseworker.store.work import Work
from tests.content_hash import content_hash, live_records
from tests.making import PASSPHRASE, make_citizen
from tests.store.saying import sentences

DAY = date(2026, 11, 24)


def acts(citizen_id: str, case_id: str, colleague: str) -> Iterator[tuple[str, Callable[[Work], Any]]]:
    new = service.CitizenData(name="Ny Borger", birth_date=date(1990, 5, 1), cpr="0105901234")
    whole = service.Intake(
        opened_on=DAY, group="lab-2", visited_as="job_ready", benefit="cash_benefit", owner="Ny Kollega",
        first_contact_on=DAY, referred_on=DAY, referred_by="Ydelse",
    )  # fmt: skip
    edited = service.CitizenData(
        name="Jonas Bruun Friis", birth_date=date(2004, 3, 12), interpreter="arabisk"
    )

    def add_with_case(work: Work) -> None:
        service.open_case(work, service.add_citizen(work, new).id, whole)

    yield from {
        "add": lambda work: service.add_citizen(work, new) and None,
        "add with case": add_with_case,
        "change": lambda work: service.change_citizen(work, citizen_id, edited) and None,
        "edit": lambda work: service.edit_citizen(work, citizen_id, edited) and None,
        "group": lambda work: service.change_group(work, case_id, "lab-2", DAY) and None,
        "correct group": lambda work: (
            service.change_group(work, case_id, "lab-2", date(2026, 10, 5)) and None
        ),
        "contact": lambda work: service.change_primary_contact(
            work, case_id, colleague, "Ferie", "Alt er sagt"
        ),
        "close": lambda work: service.close_case(work, case_id, "job_ordinary", DAY, "I arbejde"),
        "staff": lambda work: staff.find_or_add(work, "Ukendt Hidtil") and None,
        "setting": lambda work: staff.put_setting(work, "unit", {"name": "Sydby"}),
    }.items()


def test_do_and_undo_leave_the_content_and_the_search_index_as_they_were(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    colleague = office.run(t("New colleague"), lambda work: staff.find_or_add(work, "Bo Lind").id)
    before = content_hash(office)
    for name, act in [*acts(citizen_id, case_id, colleague), *acts(citizen_id, case_id, colleague)]:
        office.run(t("The act"), act)
        assert content_hash(office) != before, name
        assert office.undo() == t("The act")
        assert content_hash(office) == before, name
        with office.read() as session:
            assert [hit.record_id for hit in search.find(session, "jonas")] == [citizen_id]
            assert (
                search.find(session, "ny")
                == search.find(session, "friis")
                == search.find(session, "0105")
                == []
            )
    assert problems(office.store) == []


def test_acts_are_undone_one_by_one_by_name_until_there_are_none(office: Office) -> None:
    states = [content_hash(office)]
    for name in ("Første", "Anden", "Tredje"):
        office.run(t("New citizen {name}", name=name), lambda w, name=name: _add(w, name))
        states.append(content_hash(office))
    for name in ("Tredje", "Anden", "Første"):
        assert content_hash(office) == states.pop()
        undone = office.undo()
        assert undone is not None
        assert render(undone, "en") == f"New citizen {name}"
    assert content_hash(office) == states.pop()
    assert office.undo() is None  # making the store is not undone
    with office.read() as session:
        names = [
            render(_text(row.name), "en") for row in session.scalars(select(ActRow).order_by(ActRow.seq))
        ]
    assert names[-3:] == [f"Undo: New citizen {name}" for name in ("Tredje", "Anden", "Første")]


def _text(data: dict[str, Any]) -> Any:
    from caseworker.base.text import from_data

    return from_data(data)


def _add(work: Work, name: str) -> None:
    service.add_citizen(work, service.CitizenData(name=name, birth_date=date(1990, 1, 1)))


def test_undo_after_opening_again(tmp_path: Path, office: Office, clock: FixedClock) -> None:
    before = content_hash(office)
    make_citizen(office)
    office.close()
    again = Office.open(tmp_path / "store", PASSPHRASE, clock=clock)
    assert again.undo() == t("New citizen")
    assert content_hash(again) == before
    again.close()


def _changed_by_another(office: Office, citizen_id: str) -> None:
    """Change the citizen in an act that undo passes over, as something taken in from outside does."""

    def act(work: Work) -> None:
        work.undoable = False
        work.get(Citizen, citizen_id).phone = "99"

    office.run(t("From outside"), act)


def test_what_was_changed_again_since_is_not_undone(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    _changed_by_another(office, citizen_id)
    before, act = content_hash(office), office.undoable()
    assert act is not None
    assert act.name == t("New citizen")
    with pytest.raises(UserError) as caught:
        office.undo()
    assert "New citizen" in sentences(caught.value)[1]
    assert content_hash(office) == before


def test_a_citizen_does_not_vanish_under_a_signed_note(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    note = NoteData(case_id=case_id, title="Opkald", facts="Ringede")
    office.run(t("Journal note"), lambda work: write_note(work, note))
    assert office.undo() == t("Journal note")
    with office.read() as session:
        from caseworker.journal.model import Note

        assert [note.kind for note in session.scalars(select(Note).order_by(Note.at, Note.id))] == [
            "note",
            "undo",
        ]
    before = content_hash(office)
    with pytest.raises(UserError, match="written in since"):
        office.undo()
    assert content_hash(office) == before


def test_a_number_in_use_elsewhere_since_is_not_taken_back(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    numbered = service.CitizenData(name="Jonas Bruun", birth_date=date(2004, 3, 12), cpr="1203044232")
    office.run(t("Number"), lambda work: service.edit_citizen(work, citizen_id, numbered) and None)
    without = service.CitizenData(name="Jonas Bruun", birth_date=date(2004, 3, 12))
    office.run(t("No number"), lambda work: service.edit_citizen(work, citizen_id, without))

    def take_in(work: Work) -> None:
        work.undoable = False
        service.add_citizen(work, service.CitizenData(name="Bent Friis", cpr="1203044232"))

    office.run(t("From outside"), take_in)
    before = live_records(office)
    with pytest.raises(UserError) as caught:
        office.undo()
    sentences(caught.value)
    assert live_records(office) == before


def test_an_act_can_be_undone_once(office: Office) -> None:
    from caseworker.store import undo

    make_citizen(office)
    act = office.undoable()
    assert act is not None
    office.undo()
    with pytest.raises(UserError, match="cannot be undone"):
        office.run(t("Undo again"), lambda work: undo.undo(work, act.act_id))


def test_the_same_setting_can_be_made_again_after_undo(office: Office) -> None:
    office.run(t("Areas"), lambda work: staff.put_setting(work, "deadlines", {"areas": ["lab"]}))
    office.undo()
    office.run(t("Areas"), lambda work: staff.put_setting(work, "deadlines", {"areas": ["local"]}))
    with office.read() as session:
        assert staff.setting(session, "deadlines") == {"areas": ["local"]}
        assert session.scalars(select(UnitSetting).where(UnitSetting.name == "deadlines")).one().value


def test_undo_is_an_act_of_its_own_and_rubs_nothing_out(office: Office) -> None:
    with office.read() as session:
        before = session.scalars(select(ChangeRow.hash).order_by(ChangeRow.seq)).all()
    citizen_id, _case = make_citizen(office)
    office.undo()
    with office.read() as session:
        after = list(session.scalars(select(ChangeRow).order_by(ChangeRow.seq)))
        acts_made = list(session.scalars(select(ActRow).order_by(ActRow.seq)))
    assert [row.hash for row in after[: len(before)]] == before
    assert [row.operation for row in after if row.record_id == citizen_id] == ["insert", "delete"]
    assert acts_made[-1].undoes == acts_made[-2].id
    assert acts_made[-2].undone_by == acts_made[-1].id


def test_another_persons_act_is_not_mine_to_undo(office: Office) -> None:
    make_citizen(office)
    office.store.actor = "Bo Lind"
    office.run(t("New colleague"), lambda work: work.add(Staff(name="Nina")).id)
    office.store.actor = "Karen Holm"
    act = office.undoable()
    assert act is not None
    assert act.name == t("New citizen")


def test_undo_says_which_newer_act_stands_for_good(office: Office) -> None:
    _citizen, case_id = make_citizen(office)

    def sign(work: Work) -> None:
        work.undoable = False
        write_note(work, NoteData(case_id=case_id, title="Brev", facts="Sendt"))

    act = office.undoable()
    assert act is not None
    assert act.after_it is None
    office.run(t("Printed letter"), sign)
    act = office.undoable()
    assert act is not None
    assert (act.name, act.after_it) == (t("New citizen"), t("Printed letter"))
    office.run(t("Talk"), lambda work: setattr(work.get(Citizen, _citizen), "phone", "12"))
    act = office.undoable()
    assert act is not None
    assert (act.name, act.after_it) == (t("Talk"), None)


def test_a_change_from_outside_that_leaves_nothing_standing_is_passed_over(office: Office) -> None:
    citizen_id, _case = make_citizen(office)
    _changed_by_another(office, citizen_id)
    act = office.undoable()
    assert act is not None
    assert act.after_it is None


def test_what_undo_itself_has_left_keeps_no_act_from_being_undone(office: Office) -> None:
    citizen, case_id = make_citizen(office)
    drafts = office.store.drafts
    drafts.save("goal", "plan", citizen, case_id, {"words": "Et job med heste"})
    office.run(t("New phone"), lambda work: setattr(work.get(Citizen, citizen), "phone", "12"), spends="goal")
    office.undo()
    (left,) = drafts.all()
    drafts.save(left.record_id, "plan", citizen, case_id, {"words": "Et job med heste og køer"})
    with pytest.raises(UserError, match="“My day” shows the drafts"):
        office.undo()
    last = office.undoable()
    assert last is not None
    assert not last.stands, "it can be undone once the draft is gone"
    drafts.save("goal", "plan", citizen, case_id, {**left.values})
    office.undo()
    assert drafts.all() == []
    with office.read() as session:
        assert session.get(Citizen, citizen) is None
