"""The office: acts announced, deadlines kept in step with what they touch, new days, and two threads at once."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select

from caseworker.base import paths
from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.casework.store_check import problems
from caseworker.casework.talk import TalkData, save_talk
from caseworker.contacts.service import BookingData, TalkResult, book
from caseworker.deadlines import projection
from caseworker.deadlines.model import DeadlineCase, DeadlineRow
from caseworker.deadlines.packs import load_packs
from caseworker.demo.caseload import fill
from caseworker.journal.service import NoteData, write_note
from caseworker.office import Changes, Office
from caseworker.people import service, staff
from caseworker.people.model import Citizen
from tests.making import PASSPHRASE, make_citizen, make_office

DAY = date(2026, 11, 24)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def stored(office: Office) -> dict[tuple[str, str], Any]:
    """Return every stored answer and when and under which rules each case was computed."""
    with office.read() as session:
        rows = {
            (row.case_id, row.key): (row.status, row.weight, row.due_on, row.work_date, row.answer)
            for row in session.scalars(select(DeadlineRow))
        }
        cases = {
            (row.case_id, "case"): (row.computed_on, row.valid_until, row.rules)
            for row in session.scalars(select(DeadlineCase))
        }
    return rows | cases


def anew(office: Office) -> dict[tuple[str, str], Any]:
    """Return what is stored after computing every open case again, which changes nothing for good."""
    before = stored(office)
    with office.store.plain() as session:
        projection.recompute(session, office.packs, office.clock.today(), None)
    after = stored(office)
    with office.store.plain() as session:
        touched = [case for case, _key in before]
        projection.recompute(session, office.packs, office.clock.today(), touched)
    return after


def answers(kept: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """Leave out when the cases were computed."""
    return {key: value for key, value in kept.items() if key[1] != "case"}


# ---- announcements


def test_an_act_tells_once_what_it_changed(office: Office) -> None:
    heard: list[Changes] = []
    end = office.subscribe(heard.append)
    citizen_id, case_id = make_citizen(office)
    (changes,) = heard
    assert changes.kinds >= {"citizen", "case_file", "group_period", "case_event", "primary_contact"}
    assert (changes.citizens, changes.cases) == ({citizen_id}, {case_id})
    act = office.undoable()
    assert act is not None
    assert act.act_id == changes.act_id
    office.undo()
    assert heard[1].kinds == changes.kinds
    assert {change.operation for change in heard[1].changes} == {"delete"}
    end()
    end()
    make_citizen(office)
    assert len(heard) == 2


def test_what_changes_nothing_or_fails_is_not_told(office: Office) -> None:
    citizen_id, case_id = make_citizen(office)
    heard: list[Changes] = []
    office.subscribe(heard.append)
    office.run(t("Nothing"), lambda work: work.get(Citizen, citizen_id).name)
    office.rehearse(lambda work: service.change_group(work, case_id, "lab-2", DAY) and None)
    with pytest.raises(UserError):
        office.run(t("Wrong"), lambda work: service.close_case(work, case_id, "no such end", DAY))
    office.note_view([citizen_id], "overview")
    office.note_view([], "overview")
    assert heard == []


def test_who_listens_sees_what_is_committed_and_may_act_at_once(office: Office) -> None:
    seen: list[int] = []

    def listen(changes: Changes) -> None:
        with office.read() as session:
            seen.append(session.scalar(select(func.count(Citizen.id))) or 0)
        if "citizen" in changes.kinds and len(seen) == 1:
            office.run(t("Colleague"), lambda work: staff.find_or_add(work, "Bo Lind") and None)

    office.subscribe(listen)
    make_citizen(office)
    assert seen == [1, 1]


def test_one_who_fails_to_listen_does_not_keep_it_from_the_others(office: Office) -> None:
    heard: list[Changes] = []

    def fail(_changes: Changes) -> None:
        raise RuntimeError("a page that is wrong")

    office.subscribe(fail)
    office.subscribe(heard.append)
    with pytest.raises(RuntimeError, match="a page that is wrong"):
        make_citizen(office)
    assert len(heard) == 1
    with office.read() as session:
        assert session.scalar(select(func.count(Citizen.id))) == 1


# ---- deadlines in step with facts


def test_touched_cases_alone_give_what_all_cases_would_give(office: Office, clock: FixedClock) -> None:
    fill(office, 6, seed=3)
    assert stored(office) == anew(office)
    _jonas, case_id = make_citizen(office)
    with office.read() as session:
        others = list(session.scalars(select(DeadlineCase.case_id).where(DeadlineCase.case_id != case_id)))
    result = TalkResult(
        case_id=case_id, kind="follow_up", at=at(date(2026, 11, 20), 10), attendance="met", channel="meeting",
        purpose="Opfølgning", outcome="Aftalt", plan_reviewed="confirmed",
    )  # fmt: skip
    booking = BookingData(
        case_id=case_id, kind="follow_up", at=at(date(2026, 12, 4), 10), purpose="Opfølgning"
    )
    acts = [
        lambda work: save_talk(work, TalkData(result=result, facts="Talt")) and None,
        lambda work: book(work, booking),
        lambda work: service.change_group(work, case_id, "lab-2", DAY, visited_as="job_ready") and None,
        lambda work: write_note(work, NoteData(case_id=case_id, title="Note", facts="x")),
        lambda work: staff.put_setting(work, "deadlines", {"areas": ["lab"]}),
        lambda work: service.close_case(work, others[0], "job_ordinary", DAY),
        lambda work: service.edit_citizen(
            work, work.get(service.CaseFile, others[1]).citizen_id,
            service.CitizenData(name="En Anden Alder", birth_date=date(2008, 1, 1)),
        ) and None,
    ]  # fmt: skip
    for number, act in enumerate(acts):
        office.run(t("Act {number}", number=number), act)
        office.catch_up()  # as the window does every minute
        assert stored(office) == anew(office), f"act {number}"
    for number in reversed(range(len(acts))):
        undone = office.undo()
        assert undone == t("Act {number}", number=number)
        office.catch_up()
        assert stored(office) == anew(office), f"act {number} undone"
    clock.advance(days=1)
    office.catch_up()
    assert answers(stored(office)) == answers(anew(office))


def test_dates_never_lag_behind_facts_within_the_act(office: Office) -> None:
    _citizen, case_id = make_citizen(office)
    with office.read() as session:
        assert session.scalar(select(func.count()).where(DeadlineRow.case_id == case_id)) or 0 > 0
    office.undo()
    with office.read() as session:
        assert session.scalar(select(func.count()).where(DeadlineRow.case_id == case_id)) == 0


def test_a_new_day_recomputes_what_it_changes_by_itself(office: Office, clock: FixedClock) -> None:
    fill(office, 5, seed=2)
    assert not office.catch_up()
    changed = 0
    for _day in range(30):
        clock.advance(days=1)
        changed += office.catch_up()
        assert not office.catch_up()
        after = answers(anew(office))
        assert answers(stored(office)) == after
    assert changed > 1


def test_the_day_is_caught_up_with_at_opening_also_when_the_clock_was_set_back(
    office: Office, clock: FixedClock, tmp_path: Path
) -> None:
    fill(office, 6, seed=2)
    here = stored(office)
    office.close()
    for days in (45, -45):
        clock.advance(days=days)
        again = Office.open(tmp_path / "store", PASSPHRASE, clock=clock)
        now = stored(again)
        assert answers(now) == answers(anew(again))
        if days > 0:
            assert now != here
        again.close()
    office.store = again.store  # closed already: the fixture may close it once more


def test_another_set_of_rules_makes_every_stored_answer_stale(
    office: Office, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(office, 5, seed=2)
    before = stored(office)
    office.close()
    shutil.copytree(paths.resource("rules"), tmp_path / "rules")
    practice = tmp_path / "rules" / "local-practice.toml"
    practice.write_text(practice.read_text("utf-8").replace("weeks = 6", "weeks = 5"), "utf-8")
    monkeypatch.setattr("caseworker.office._shipped_packs", lambda: load_packs(tmp_path / "rules"))
    again = Office.open(tmp_path / "store", PASSPHRASE, clock=clock)
    now = stored(again)
    assert {value[2] for key, value in before.items() if key[1] == "case"}.isdisjoint(
        value[2] for key, value in now.items() if key[1] == "case"
    )
    assert now == anew(again)
    again.close()
    monkeypatch.undo()
    back = Office.open(tmp_path / "store", PASSPHRASE, clock=clock)
    assert stored(back) == before
    back.close()
    office.store = back.store


def test_the_units_own_choice_of_areas_counts_at_once(office: Office) -> None:
    fill(office, 6, seed=2)
    before = stored(office)
    office.run(t("Areas"), lambda work: staff.put_setting(work, "deadlines", {"areas": ["lab"]}))
    now = stored(office)
    assert now == anew(office)
    assert len(now) < len(before)
    assert not office.catch_up()
    office.undo()
    assert stored(office) == before


def test_a_projection_that_is_lost_is_made_again(office: Office) -> None:
    fill(office, 4, seed=2)
    before = stored(office)
    with office.store.plain() as session:
        session.execute(delete(DeadlineRow))
        session.execute(delete(DeadlineCase))
    assert office.catch_up()
    assert stored(office) == before


# ---- several at once


def test_two_threads_write_and_a_third_reads(office: Office) -> None:
    wrong: list[BaseException] = []
    done = threading.Event()
    counts: list[int] = []
    heard: list[Changes] = []
    office.subscribe(heard.append)

    def write(name: str) -> None:
        try:
            for number in range(12):
                make_citizen(office, f"{name} {number}")
                office.store.drafts.save(f"{name}", "note", "c", "k", {"number": number})
        except BaseException as error:  # noqa: BLE001 - told to the test, which runs on another thread
            wrong.append(error)

    def read() -> None:
        try:
            while not done.wait(0.001):  # a breath, or the writers hardly come to their turn
                with office.read() as session:
                    citizens = session.scalar(select(func.count(Citizen.id)))
                    computed = session.scalar(select(func.count(DeadlineCase.case_id)))
                    assert citizens == computed
                    counts.append(citizens or 0)
        except BaseException as error:  # noqa: BLE001
            wrong.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("Anna", "Bent")]
    reader = threading.Thread(target=read)
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert wrong == []
    assert counts == sorted(counts)
    with office.read() as session:
        assert session.scalar(select(func.count(Citizen.id))) == 24
    assert len(heard) == 24
    assert len({changes.act_id for changes in heard}) == 24
    assert {draft.record_id: draft.values["number"] for draft in office.store.drafts.all()} == {
        "Anna": 11,
        "Bent": 11,
    }
    assert problems(office.store) == []


def test_two_threads_that_undo_at_once_undo_two_acts_or_say_so(office: Office) -> None:
    for name in ("Anna", "Bent", "Carl"):
        make_citizen(office, name)
    told: list[object] = []

    def undo() -> None:
        try:
            told.append(office.undo())
        except UserError as error:
            told.append(error)

    threads = [threading.Thread(target=undo) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    undone = sum(not isinstance(one, UserError) for one in told)
    with office.read() as session:
        assert session.scalar(select(func.count(Citizen.id))) == 3 - undone
    assert problems(office.store) == []


def test_looks_are_written_down(office: Office, clock: FixedClock) -> None:
    from caseworker.store import views

    citizen_id, _case = make_citizen(office)
    office.note_view([citizen_id], "overview")
    clock.advance(minutes=1)
    office.note_view([citizen_id], "plan")
    with office.read() as session:
        looks = views.of_citizen(session, citizen_id)
    assert [(look.actor, look.place) for look in looks] == [
        ("Karen Holm", "plan"),
        ("Karen Holm", "overview"),
    ]
    assert looks[0].at == clock.now()
