"""The list of citizens: found as one types, filtered, counted, hidden from the citizen."""

from __future__ import annotations

from datetime import date

import pytest

from caseworker.base.clock import at
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.casework.worklist import fits, worklist
from caseworker.contacts.model import Talk
from caseworker.demo.caseload import fill
from caseworker.people import service, staff
from caseworker.people.model import CaseFile
from caseworker.plan.model import Agreement, Plan
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people.list_presenter import (
    ALL,
    CLOSED,
    FILTERS,
    LATE,
    NO_PLAN,
    SETTING,
    SOON,
    UNSEEN,
    CitizensPresenter,
)
from ui.ports import Desk
from ui.today.presenter import COUNTERS


def full(desk: Desk) -> CitizensPresenter:
    """Return the list of three: Jonas new, Bent long unseen with a plan, Åse closed."""
    make_citizen(desk.office, "Jonas Bruun-Lund", since=date(2026, 11, 20))
    citizen_id, case_id = make_citizen(desk.office, "Bent Friis", since=date(2026, 1, 5), group="lab-2")
    _citizen, closed = make_citizen(desk.office, "Åse Ødegård")

    def act(work: Work) -> None:
        work.add(Plan(citizen_id=citizen_id, case_id=case_id, status="active"))
        work.add(
            Talk(
                citizen_id=citizen_id, case_id=case_id, kind="first", at=at(date(2026, 8, 24)), status="held"
            )
        )
        service.close_case(work, closed, "moved", date(2026, 11, 20))

    desk.office.run(t("Test data"), act)
    presenter = CitizensPresenter(desk)
    presenter.reload()
    return presenter


def names(presenter: CitizensPresenter) -> list[str]:
    return [line.name for line in presenter.state.lines]


def test_nobody_is_here_at_first(desk: Desk) -> None:
    presenter = CitizensPresenter(desk)
    assert not presenter.state.loaded
    presenter.reload()
    assert presenter.state.loaded
    assert presenter.state.nobody


def test_open_cases_are_shown_in_danish_order(desk: Desk) -> None:
    presenter = full(desk)
    assert names(presenter) == ["Bent Friis", "Jonas Bruun-Lund"]
    assert not presenter.state.nobody


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (ALL, ["Bent Friis", "Jonas Bruun-Lund"]),
        (NO_PLAN, ["Jonas Bruun-Lund"]),
        (UNSEEN, ["Bent Friis"]),
        (CLOSED, ["Åse Ødegård"]),
    ],
)
def test_each_filter_keeps_its_own(desk: Desk, chosen: str, found: list[str]) -> None:
    presenter = full(desk)
    presenter.choose(chosen)
    assert names(presenter) == found
    assert dict(presenter.state.counts)[chosen] == len(found)


def test_overdue_and_soon_are_the_citizens_of_the_lines_of_my_day(desk: Desk) -> None:
    fill(desk.office, 20, seed=1)
    presenter = CitizensPresenter(desk)
    presenter.reload()
    with desk.office.read() as session:
        lines = worklist(session, desk.office.packs, date(2026, 11, 24), "en")
    for chosen, counter in ((LATE, "overdue"), (SOON, "due_soon")):
        presenter.choose(chosen)
        of_day = {line.case_id for line in lines if fits(line, counter)}
        assert {line.case_id for line in presenter.state.lines} == of_day != set()
        assert dict(presenter.state.counts)[chosen] == len(of_day)
    presenter.choose(LATE)
    assert all(line.alarm and line.when.endswith("over") for line in presenter.state.lines)


def test_a_broken_promise_is_what_comes_next(desk: Desk) -> None:
    presenter = full(desk)
    case_id = presenter.state.lines[1].case_id

    def act(work: Work) -> None:
        case = work.get(CaseFile, case_id)
        work.add(Agreement(
            citizen_id=case.citizen_id, case_id=case_id, side="municipality", words="Sends the papers",
            owner="Karen", made_on=date(2026, 11, 20), due_on=date(2026, 11, 22),
        ))  # fmt: skip

    desk.office.run(t("Promise"), act)
    presenter.reload()
    line = next(line for line in presenter.state.lines if line.case_id == case_id)
    assert (line.when, line.what, line.alarm) == ("2 days over", "Our promise: Sends the papers", True)
    assert render(presenter.state.lead, "en").endswith("something overdue")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("bru", ["Jonas Bruun-Lund"]),
        ("lund jo", ["Jonas Bruun-Lund"]),
        ("ent", []),
        ("BENT", ["Bent Friis"]),
        ("activity b", ["Bent Friis", "Jonas Bruun-Lund"]),
        ("1002", ["Bent Friis"]),
        ("karen", ["Bent Friis", "Jonas Bruun-Lund"]),
        ("  ", ["Bent Friis", "Jonas Bruun-Lund"]),
    ],
)
def test_the_beginning_of_each_word_finds(desk: Desk, typed: str, found: list[str]) -> None:
    presenter = full(desk)
    presenter.search(typed)
    assert names(presenter) == found


@pytest.mark.parametrize("typed", ["1203044232", "120304-4232", "120304", "åse", "aase"])
def test_number_and_danish_letters_find(desk: Desk, typed: str) -> None:
    def act(work: Work) -> None:
        citizen = service.add_citizen(work, service.CitizenData(name="Åse Ødegård", cpr="1203044232"))
        service.open_case(work, citizen.id, service.Intake(opened_on=date(2026, 11, 1)))

    desk.office.run(t("New citizen"), act)
    presenter = CitizensPresenter(desk)
    presenter.reload()
    presenter.search(typed)
    assert names(presenter) == ["Åse Ødegård"]


def test_what_is_found_and_chosen_survives_a_reload(desk: Desk) -> None:
    presenter = full(desk)
    presenter.choose(NO_PLAN)
    presenter.search("jo")
    presenter.reload()
    assert (presenter.state.chosen, presenter.state.search, names(presenter)) == (
        NO_PLAN,
        "jo",
        ["Jonas Bruun-Lund"],
    )
    presenter.search("")
    presenter.choose(ALL)
    assert len(presenter.state.lines) == 2


@pytest.mark.parametrize(
    ("chosen", "search", "said", "found"),
    [
        (
            LATE,
            "jonas",
            "Nobody under “Something overdue” fits “jonas”. The filter hides 1 citizen. Clear the filter",
            1,
        ),
        (CLOSED, "friis", "Nobody under “Closed” fits “friis”. The filter hides 1 citizen. Clear the filter", 1),
        (ALL, "åse", "No open case fits “åse”. 1 closed case does. Show the closed cases", 1),
        (
            ALL, "x" * 60,
            f"Nobody fits “{'x' * 40}…”. Try fewer letters, the CPR number or the case number. Clear the search", 2,
        ),
    ],
)  # fmt: skip
def test_an_empty_list_says_what_hides_them_and_helps(
    desk: Desk, chosen: str, search: str, said: str, found: int
) -> None:
    presenter = full(desk)
    presenter.choose(chosen)
    presenter.search(search)
    nobody = presenter.state.nobody_fits
    assert nobody is not None
    parts = [render(words, "en") for words in (nobody.title, nobody.lead, nobody.button)]
    assert ". ".join((parts[0], parts[1].rstrip("."), parts[2])) == said
    presenter.help_out()
    assert len(presenter.state.lines) == found
    assert presenter.state.nobody_fits is None


def test_a_line_is_written_out(desk: Desk) -> None:
    presenter = full(desk)
    bent = presenter.state.lines[0]
    assert (bent.group, bent.plan, bent.seen, bent.contact) == (
        "Activity-ready", "In force", date(2026, 8, 24), "Karen Holm",
    )  # fmt: skip
    assert bent.seen_words == "24 Aug"
    assert bent.when
    assert bent.what
    assert bent.what != bent.due_words


def test_the_lead_counts_what_is_shown(desk: Desk) -> None:
    presenter = full(desk)
    assert render(presenter.state.lead, "en").startswith("2 citizens")
    presenter.search("bent")
    assert render(presenter.state.lead, "en") == "1 found"


def test_a_citizen_is_opened(desk: Desk, recorder: Recorder) -> None:
    presenter = full(desk)
    presenter.open(presenter.state.lines[0])
    assert recorder.places == [Place("overview", presenter.state.lines[0].case_id)]


def test_chosen_columns_are_remembered_and_are_nothing_to_undo(desk: Desk) -> None:
    presenter = full(desk)
    before = desk.office.undoable()
    presenter.keep_columns(["name", "age"])
    assert desk.office.undoable() == before
    with desk.office.read() as session:
        assert staff.setting(session, SETTING) == {"shown": ["name", "age"]}
    again = CitizensPresenter(desk)
    again.reload()
    assert again.state.columns == ("name", "age")


def test_the_contact_person_matters_where_there_are_several(desk: Desk) -> None:
    presenter = full(desk)
    assert not presenter.state.several_contacts

    def act(work: Work) -> None:
        citizen = service.add_citizen(work, service.CitizenData(name="Lise", birth_date=date(1990, 1, 1)))
        service.open_case(work, citizen.id, service.Intake(opened_on=date(2026, 11, 1), owner="Mette Lund"))

    desk.office.run(t("New citizen"), act)
    presenter.reload()
    assert presenter.state.several_contacts


def test_while_the_citizen_sees_the_screen_nobody_is_listed(desk: Desk) -> None:
    presenter = full(desk)
    desk.citizen_view = True
    presenter.reload()
    assert presenter.state.hidden
    assert presenter.state.lines == ()
    assert CitizensPresenter(desk).state.hidden


def test_what_counts_citizens_has_other_words_than_what_counts_things() -> None:
    words = [{render(text, lang) for *_, text in one} for lang in ("da", "en") for one in (FILTERS, COUNTERS)]
    assert not words[0] & words[1]
    assert not words[2] & words[3]
