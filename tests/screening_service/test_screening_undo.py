"""Every act on a screening and its undo leave the content as it was."""

from __future__ import annotations

from dataclasses import replace

from caseworker.base.clock import FixedClock
from caseworker.people import service as people
from caseworker.screening import service
from caseworker.screening.records import EffortLine, Records, ResourceLine
from tests.content_hash import content_hash
from tests.screening_service.conftest import FOUND, TODAY, Desk, instrument


def test_each_act_and_its_undo(desk: Desk, clock: FixedClock) -> None:
    screening = desk.full()
    extra = desk.run(lambda work: service.add_session(work, screening, "group"))
    view = desk.view(screening)
    session, barrier = view.sessions[0].id, view.barriers[0]
    acts = {
        "add session": lambda w: service.add_session(w, screening, "workshop"),
        "change session": lambda w: service.change_session(w, extra, "external", TODAY, "Egen læge"),
        "remove session": lambda w: service.remove_session(w, extra),
        "answer": lambda w: service.answer(w, screening, session, instrument(), "energy", 5),
        "new answer": lambda w: service.answer(w, screening, extra, instrument(), "own_now", "Pengene"),
        "clear": lambda w: service.answer(w, screening, session, instrument(), "own_wishes", ""),
        "section": lambda w: service.save_section(w, screening, session, instrument(), {"energy": 1}, FOUND),
        "empty lists": lambda w: service.save_section(
            w, screening, session, instrument(), {}, Records(barriers=(), resources=(), goals=())
        ),
        "record": lambda w: service.save_record(w, screening, ResourceLine(words="Passer lillebror")),
        "effort": lambda w: service.save_record(w, screening, EffortLine(effort_type="workshop")),
        "change record": lambda w: service.save_record(w, screening, replace(barrier, severity=1)),
        "remove record": lambda w: service.remove_record(w, screening, barrier),
    }
    before = content_hash(desk.office)
    for name, act in acts.items():
        clock.advance(minutes=1)
        desk.run(act, name)
        assert content_hash(desk.office) != before, name
        desk.office.undo()
        assert content_hash(desk.office) == before, name


def test_what_was_undone_can_be_saved_again_with_the_ids_it_had(desk: Desk) -> None:
    screening = desk.start()
    lines = Records(
        barriers=(replace(FOUND.barriers[0], id="b1"),), resources=(replace(FOUND.resources[0], id="r1"),)
    )
    desk.save(screening, {}, lines)
    desk.office.undo()
    desk.save(screening, {}, lines)
    view = desk.view(screening)
    assert [one.effect for one in view.barriers] == ["Går ikke alene ud"]
    assert [one.words for one in view.resources] == ["Skiller knallerter ad"]
    assert {view.barriers[0].id, view.resources[0].id}.isdisjoint({"b1", "r1"})


def test_undoing_a_start(desk: Desk) -> None:
    before = content_hash(desk.office)
    first = desk.start()
    desk.office.undo()
    assert content_hash(desk.office) == before
    assert desk.start() != first


def test_undoing_a_finish_opens_it_again_with_nothing_left_behind(desk: Desk) -> None:
    screening = desk.full()
    before = content_hash(desk.office)
    desk.finish(screening)
    desk.office.undo()
    assert content_hash(desk.office) == before
    assert desk.view(screening).status == "open"
    done = desk.finish(screening)
    assert done.plan_is_new


def test_undoing_the_second_start_and_finish(desk: Desk) -> None:
    desk.finish(desk.full())
    before = content_hash(desk.office)
    second = desk.start()
    desk.office.undo()
    assert content_hash(desk.office) == before
    second = desk.start()
    desk.save(second, {}, Records(goals=()))
    people_before = content_hash(desk.office)
    desk.run(lambda work: people.close_case(work, desk.case_id, "moved", TODAY))
    desk.office.undo()
    assert content_hash(desk.office) == people_before
