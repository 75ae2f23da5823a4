"""Several citizens handed over at once: one act, one undo, whom it leaves out, and the draft of its form."""

from __future__ import annotations

from datetime import date
from unittest.mock import ANY

import pytest

from caseworker.base.text import render, t
from caseworker.people import service, staff
from caseworker.people.queries import case_head, contacts_of
from caseworker.store.drafts import UNDONE
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people.list_handover_presenter import CASES, KIND, HandoverPresenter
from ui.people.list_presenter import CitizensPresenter, Line
from ui.people.overview_acts import OTHER_COLLEAGUE
from ui.ports import Desk

TODAY = date(2026, 11, 24)
NEW = {
    "staff": OTHER_COLLEAGUE,
    "colleague": "Mette Lund",
    "reason": "Barsel",
    "handover_note": "Ring før 10.",
}


class Pair:
    """The list with three open cases and a closed one, and the handover beside it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        for name in ("Bent Friis", "Jonas Bruun", "Lise Bøgh"):
            make_citizen(desk.office, name)
        _citizen, closed = make_citizen(desk.office, "Åse Ødegård")
        desk.office.run(
            t("Close"), lambda work: service.close_case(work, closed, "moved", date(2026, 11, 20))
        )
        self.list = CitizensPresenter(desk)
        self.list.reload()
        self.handover = HandoverPresenter(desk, lambda: self.list.everybody)

    def lines(self, *names: str) -> list[Line]:
        return [line for line in self.list.everybody if line.name in names]

    def contact(self, name: str) -> str:
        (line,) = self.lines(name)
        with self.desk.office.read() as session:
            return case_head(session, line.case_id, TODAY).contact_name


@pytest.fixture
def pair(desk: Desk) -> Pair:
    return Pair(desk)


def names(lines: tuple[Line, ...]) -> list[str]:
    return [line.name for line in lines]


def test_one_act_hands_all_over_and_one_undo_takes_all_back(
    pair: Pair, desk: Desk, recorder: Recorder
) -> None:
    before = content_hash(desk.office)
    pair.handover.open(pair.lines("Bent Friis", "Jonas Bruun"))
    pair.handover.save(NEW)
    assert pair.handover.form is None
    assert [pair.contact(name) for name in ("Bent Friis", "Jonas Bruun", "Lise Bøgh")] == [
        "Mette Lund", "Mette Lund", "Karen Holm",
    ]  # fmt: skip
    (bent,) = pair.lines("Bent Friis")
    with desk.office.read() as session:
        newest = contacts_of(session, bent.case_id)[0]
    assert (newest.reason, newest.handover_note) == ("Barsel", "Ring før 10.")
    assert (recorder.said, recorder.undoable) == (["2 cases are handed over."], [True])
    undoable = desk.office.undoable()
    assert undoable is not None
    assert render(undoable.name, "en") == "Handover of 2 citizens"
    desk.office.undo()
    assert content_hash(desk.office) == before


def test_undo_gives_the_words_back_as_a_draft(pair: Pair, desk: Desk, recorder: Recorder) -> None:
    pair.handover.open(pair.lines("Bent Friis", "Jonas Bruun"))
    pair.handover.save(NEW)
    assert desk.office.store.drafts.all() == []
    desk.office.undo()
    pair.handover.reload()
    assert [render(pair.handover.draft_words(one), "en") for one in pair.handover.waiting] == [
        "Handover of 2 citizens (Bent Friis …)"
    ]
    pair.handover.go_on()
    assert pair.handover.form is not None
    assert dict(pair.handover.form.values) == {**NEW, UNDONE: ANY}
    assert names(pair.handover.form.lines) == ["Bent Friis", "Jonas Bruun"]
    pair.handover.save(NEW)
    assert recorder.problems == []
    assert pair.contact("Jonas Bruun") == "Mette Lund"


def test_closed_cases_and_those_who_have_the_contact_person_are_left_out(pair: Pair, desk: Desk) -> None:
    def already(work: Work) -> None:
        (lise,) = pair.lines("Lise Bøgh")
        mette = staff.find_or_add(work, "Mette Lund").id
        work.flush()
        service.change_primary_contact(work, lise.case_id, mette, "", "Kendt fra før")

    desk.office.run(t("Change"), already)
    pair.list.reload()
    pair.handover.open(pair.lines("Bent Friis", "Lise Bøgh", "Åse Ødegård"))
    found = pair.handover.concerned({})
    assert (names(found.included), names(found.closed), names(found.theirs)) == (
        ["Bent Friis", "Lise Bøgh"], ["Åse Ødegård"], [],
    )  # fmt: skip
    assert pair.handover.form is not None
    mette = next(one for one in pair.handover.form.staff if one.name == "Mette Lund")
    for chosen in ({"staff": mette.id}, NEW):
        found = pair.handover.concerned(chosen)
        assert (names(found.included), names(found.theirs), found.whose) == (
            ["Bent Friis"], ["Lise Bøgh"], "Mette Lund",
        )  # fmt: skip
    pair.handover.save({**NEW, "staff": mette.id})
    undoable = desk.office.undoable()
    assert undoable is not None
    assert render(undoable.name, "en") == "Handover of 1 citizen"
    assert pair.contact("Bent Friis") == "Mette Lund"
    assert pair.contact("Åse Ødegård") == "Karen Holm"


def test_what_is_refused_changes_nobody_and_stands_at_its_field(
    pair: Pair, desk: Desk, recorder: Recorder
) -> None:
    errors: dict[str, str] = {}
    pair.handover.on_errors = lambda found: errors.update({k: render(v, "en") for k, v in found.items()})
    pair.handover.open(pair.lines("Bent Friis", "Jonas Bruun"))
    before = content_hash(desk.office)
    pair.handover.save({**NEW, "handover_note": "  "})
    assert errors == {"handover_note": "Write what the new contact person must know."}
    assert content_hash(desk.office) == before
    assert recorder.said == []
    assert pair.handover.form is not None
    assert not pair.handover.form.saving


def test_a_case_closed_meanwhile_stops_the_whole_act(pair: Pair, desk: Desk, recorder: Recorder) -> None:
    pair.handover.open(pair.lines("Bent Friis", "Jonas Bruun"))
    (jonas,) = pair.lines("Jonas Bruun")
    desk.office.run(t("Close"), lambda work: service.close_case(work, jonas.case_id, "moved", TODAY))
    pair.handover.save(NEW)
    assert recorder.problems == ["The case is closed. Open a new case first."]
    assert pair.contact("Bent Friis") == "Karen Holm"
    pair.list.reload()
    pair.handover.reload()
    assert names(pair.handover.concerned(NEW).included) == ["Bent Friis"]


def test_nobody_to_hand_over_is_no_act(pair: Pair, desk: Desk) -> None:
    pair.handover.open(pair.lines("Åse Ødegård"))
    before = content_hash(desk.office)
    pair.handover.save(NEW)
    assert content_hash(desk.office) == before


def test_typed_words_wait_with_those_they_were_for(pair: Pair, desk: Desk) -> None:
    pair.handover.open(pair.lines("Jonas Bruun", "Lise Bøgh"))
    pair.handover.keep_draft({"handover_note": "Ring før"})
    pair.handover.close()
    (draft,) = desk.office.store.drafts.all()
    assert (draft.kind, draft.citizen_id, len(draft.values[CASES])) == (KIND, "", 2)
    later = HandoverPresenter(desk, lambda: pair.list.everybody)
    later.reload()
    later.go_on(later.waiting[0].record_id)
    assert later.form is not None
    assert (names(later.form.lines), later.form.from_draft) == (["Jonas Bruun", "Lise Bøgh"], True)
    assert later.form.values["handover_note"] == "Ring før"


def test_marked_again_the_very_same_go_on_with_their_draft(pair: Pair) -> None:
    pair.handover.open(pair.lines("Jonas Bruun", "Lise Bøgh"))
    pair.handover.keep_draft({"handover_note": "Ring før"})
    pair.handover.close()
    pair.handover.open(pair.lines("Bent Friis", "Jonas Bruun"))
    assert pair.handover.form is not None
    assert dict(pair.handover.form.values) == {}
    pair.handover.close()
    pair.handover.open(pair.lines("Jonas Bruun", "Lise Bøgh"))
    assert pair.handover.form is not None
    assert dict(pair.handover.form.values) == {"handover_note": "Ring før"}


def test_what_is_thrown_away_can_be_fetched_back(pair: Pair, desk: Desk) -> None:
    pair.handover.open(pair.lines("Jonas Bruun", "Lise Bøgh"))
    pair.handover.keep_draft(NEW)
    pair.handover.throw_away(NEW)
    assert desk.office.store.drafts.all() == []
    assert pair.handover.thrown is not None
    pair.handover.fetch_thrown()
    assert pair.handover.form is not None
    assert dict(pair.handover.form.values) == NEW
    assert len(desk.office.store.drafts.all()) == 1


def test_no_draft_is_named_while_the_citizen_sees_the_screen(pair: Pair, desk: Desk) -> None:
    pair.handover.open(pair.lines("Jonas Bruun", "Lise Bøgh"))
    pair.handover.keep_draft(NEW)
    desk.citizen_view = True
    other = HandoverPresenter(desk, lambda: pair.list.everybody)
    other.reload()
    assert other.waiting == ()


def test_nothing_is_offered_for_citizens_who_are_gone(pair: Pair, desk: Desk, recorder: Recorder) -> None:
    make_citizen(desk.office, "Ny Borger")
    pair.list.reload()
    new = pair.lines("Ny Borger")
    pair.handover.open(new)
    pair.handover.keep_draft(NEW)
    desk.office.undo()
    pair.list.reload()
    pair.handover.reload()
    assert pair.handover.form is None
    assert recorder.problems == ["The citizens of the handover are no longer here."]
    assert pair.handover.waiting == ()
    (draft,) = desk.office.store.drafts.all()
    pair.handover.go_on(draft.record_id)
    assert pair.handover.form is None
