"""The plans of several citizens written into a folder: all of them and filed, or none."""

from __future__ import annotations

import errno
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from caseworker.base import files as base_files
from caseworker.base.text import Text, render, t
from caseworker.journal import queries as journal
from caseworker.plan import service as plans
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.recording import Recorder
from ui.people import list_print_presenter, taking_in
from ui.people.list_presenter import CitizensPresenter, Line, listed
from ui.people.list_print_presenter import ListPrintPresenter, Written, write_plans
from ui.ports import CancelledError, Desk, InlineTasks


@pytest.fixture
def lines(desk: Desk) -> tuple[Line, ...]:
    """Bent and Jonas have a draft of a plan, Åse has none."""
    for name in ("Bent Friis", "Jonas Bruun"):
        _citizen, case_id = make_citizen(desk.office, name)

        def plan(work: Work, case_id: str = case_id) -> None:
            plans.set_end_goal(
                work, plans.ensure_plan(work, case_id), "job", "Fast arbejde på lageret", date(2027, 8, 9)
            )

        desk.office.run(t("Plan"), plan)
    make_citizen(desk.office, "Åse Ødegård")
    presenter = CitizensPresenter(desk)
    presenter.reload()
    return presenter.state.lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Planer"
    folder.mkdir()
    return folder


@pytest.fixture
def prints(desk: Desk) -> ListPrintPresenter:
    return ListPrintPresenter(desk)


def filed(desk: Desk, lines: tuple[Line, ...]) -> list[Any]:
    with desk.office.read() as session:
        return [row for line in lines for row in journal.documents_of(session, line.case_id)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_one_file_each_and_all_filed_with_those_without_a_plan_named(
    prints: ListPrintPresenter, desk: Desk, lines: tuple[Line, ...], folder: Path, recorder: Recorder
) -> None:
    told: list[Written] = []
    prints.on_written = told.append
    prints.write(lines, folder)
    assert names(folder) == ["plan-1001-kladde.pdf", "plan-1002-kladde.pdf"]
    assert all((folder / name).read_bytes().startswith(b"%PDF") for name in names(folder))
    assert [line.name for line in told[0].without] == ["Åse Ødegård"]
    assert recorder.said == ["2 plans lie in Planer and in the journal."]
    rows = filed(desk, lines)
    assert [(row.kind, row.title, row.data_version) for row in rows] == [
        ("plan", "Kladde til planen, borgerens udgave", "plan draft")
    ] * 2
    assert not prints.busy


def test_one_undo_marks_every_filing_as_taken_back(
    prints: ListPrintPresenter, desk: Desk, lines: tuple[Line, ...], folder: Path, recorder: Recorder
) -> None:
    prints.write(lines, folder)
    assert recorder.undoable == [True]
    undoable = desk.office.undoable()
    assert undoable is not None
    assert render(undoable.name, "en") == "File the plans of 2 citizens"
    desk.office.undo()
    assert [row.undone for row in filed(desk, lines)] == [True, True]


def test_what_lies_in_the_folder_already_stays(
    prints: ListPrintPresenter, lines: tuple[Line, ...], folder: Path
) -> None:
    (folder / "plan-1001-kladde.pdf").write_text("an older print")
    prints.write(lines[:1], folder)
    prints.write(lines[:1], folder)
    assert names(folder) == ["plan-1001-kladde-2.pdf", "plan-1001-kladde-3.pdf", "plan-1001-kladde.pdf"]
    assert (folder / "plan-1001-kladde.pdf").read_text() == "an older print"


def test_where_nobody_has_a_plan_nothing_is_written(
    prints: ListPrintPresenter, desk: Desk, lines: tuple[Line, ...], folder: Path, recorder: Recorder
) -> None:
    before = desk.office.undoable()
    prints.write(lines[2:], folder)
    assert names(folder) == []
    assert recorder.problems == ["None of them has a plan yet. Nothing is written."]
    assert desk.office.undoable() == before


def fail_at_second(error: int) -> Callable[[Path, bytes], None]:
    """Return a writer to whom this happens when the first file is written."""
    written: list[Path] = []

    def write(path: Path, content: bytes) -> None:
        if written:
            raise OSError(error, "no", str(path))
        written.append(path)
        base_files.write_out(path, content)

    return write


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errno.ENOSPC, "There is no room for the file"),
        (errno.EROFS, "cannot be written. Choose another place."),
    ],
)
def test_a_full_or_read_only_folder_leaves_nothing_half_done(
    prints: ListPrintPresenter,
    desk: Desk,
    lines: tuple[Line, ...],
    folder: Path,
    recorder: Recorder,
    monkeypatch: pytest.MonkeyPatch,
    error: int,
    said: str,
) -> None:
    # A full disk cannot be had in a test: the edge to the system says that there is no room.
    monkeypatch.setattr(list_print_presenter, "write_out", fail_at_second(error))
    prints.write(lines, folder)
    assert names(folder) == []
    assert filed(desk, lines) == []
    (problem,) = recorder.problems
    assert said in problem
    assert problem.endswith("No plan is written, and none is filed.")
    assert not prints.busy


def test_a_folder_that_is_gone_is_not_made_anew(
    prints: ListPrintPresenter, lines: tuple[Line, ...], folder: Path, recorder: Recorder
) -> None:
    folder.rmdir()
    prints.write(lines, folder)
    assert not folder.exists()
    assert recorder.problems == [f"The folder {folder} is not there. Choose another one. Nothing is written."]


def test_the_store_s_own_folder_is_refused(
    prints: ListPrintPresenter, desk: Desk, lines: tuple[Line, ...], recorder: Recorder
) -> None:
    before = names(desk.office.folder)
    prints.write(lines, desk.office.folder)
    assert [name for name in names(desk.office.folder) if name not in before] == []
    assert len(recorder.problems) == 1


def test_stopped_half_way_nothing_is_left(desk: Desk, lines: tuple[Line, ...], folder: Path) -> None:
    def stop_at_second(done: int, of: int) -> None:
        assert of == 3
        if done == 1:
            raise CancelledError(t("Stopped. Nothing of it was kept."))

    with pytest.raises(CancelledError):
        write_plans(desk.office, lines, folder, stop_at_second)
    assert names(folder) == []
    assert filed(desk, lines) == []


def test_nothing_lies_in_the_folder_before_all_are_made(
    desk: Desk, lines: tuple[Line, ...], folder: Path
) -> None:
    """A program that is killed while it makes them leaves no plan that anybody could read."""
    seen: list[list[str]] = []
    written = write_plans(desk.office, lines, folder, lambda _done, _of: seen.append(names(folder)))
    assert seen == [[]] * 4
    assert len(names(folder)) == len(written.plans) == 2


def test_the_next_copy_is_marked_against_the_last(
    prints: ListPrintPresenter, desk: Desk, lines: tuple[Line, ...], folder: Path
) -> None:
    prints.write(lines[:1], folder)
    prints.write(lines[:1], folder)
    first, second = ((folder / name).read_bytes() for name in reversed(names(folder)))
    assert first != second  # the second one says when the last copy was made
    assert len(filed(desk, lines)) == 2


def test_a_print_that_ended_when_its_page_was_gone_is_told_on_a_later_one(
    prints: ListPrintPresenter, desk: Desk, lines: tuple[Line, ...], folder: Path, recorder: Recorder
) -> None:
    waiting: list[Callable[[], object]] = []

    class Forgetful(InlineTasks):
        """Runs a print later, and comes back to nobody: its page is gone by then."""

        def pool(self, title: Text, work: Any, then: Any, failed: Any) -> None:
            del title, then, failed
            waiting.append(lambda: work(lambda _done, _of: None))

    desk.tasks = Forgetful()
    prints.write(lines[:2], folder)
    prints.retire()
    waiting.pop()()
    told: list[str] = []
    for _time in range(2):
        taking_in.tell_left(desk, lambda words: told.append(render(words, "en")))
    assert told == ["2 plans lie in Planer and in the journal."]
    assert recorder.said == []
    desk.tasks = InlineTasks()
    prints.write(lines, folder)
    taking_in.tell_left(desk, lambda words: told.append(render(words, "en")))
    assert len(told) == 1, "what is told on its own page is not told twice"


def namesakes_without_a_plan(desk: Desk) -> None:
    make_citizen(desk.office, "Åse Ødegård", born=date(1960, 2, 3))


def all_lines(desk: Desk) -> tuple[Line, ...]:
    presenter = CitizensPresenter(desk)
    presenter.reload()
    return presenter.state.lines


def test_namesakes_are_told_apart_where_they_are_named(desk: Desk, lines: tuple[Line, ...]) -> None:
    assert listed(lines) == "Bent Friis, Jonas Bruun, Åse Ødegård"
    namesakes_without_a_plan(desk)
    named = listed(all_lines(desk)[2:])
    first, second = named.split("; ")
    assert first != second
    assert second == "Åse Ødegård, 66 years old"
    assert [line.name for line in all_lines(desk)[2:]] == ["Åse Ødegård"] * 2, "the list has an age beside it"


@pytest.mark.parametrize("seen_by_citizen", [False, True])
def test_who_was_left_out_is_told_by_name_though_the_page_went_away(
    prints: ListPrintPresenter,
    desk: Desk,
    lines: tuple[Line, ...],
    folder: Path,
    recorder: Recorder,
    seen_by_citizen: bool,
) -> None:
    ends: list[Callable[[], None]] = []

    class Later(InlineTasks):
        """Comes back later, when the page is another one."""

        def pool(self, title: Text, work: Any, then: Any, failed: Any) -> None:
            ends.append(partial(InlineTasks.pool, self, title, work, then, failed))

    desk.tasks = Later()
    prints.write(lines, folder)
    prints.retire()
    desk.tasks, desk.citizen_view = InlineTasks(), seen_by_citizen
    ends.pop()()
    assert recorder.said == [
        "2 plans lie in Planer and in the journal. There is more on it, with names, under Citizens."
    ]
    told: list[str] = []
    for _time in range(2):
        taking_in.tell_left(desk, lambda words: told.append(render(words, "en")))
        taking_in.tell_left(desk, lambda words: told.append(render(words, "en")), by_name=True)
    if seen_by_citizen:
        assert told == []
        desk.citizen_view = False
        taking_in.tell_left(desk, lambda words: told.append(render(words, "en")), by_name=True)
    (whole,) = told
    assert whole.startswith(
        "2 plans lie in Planer and in the journal. Åse Ødegård has no plan yet and was left out."
    )
