"""The dry run, sending to a folder, and what has left."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseworker.base.text import render
from tests.making import make_citizen
from tests.ui.journal.around import Case
from tests.ui.recording import Recorder
from ui.exchange import remembered
from ui.exchange.presenter import ExchangePresenter, kind_lines, lead_words, size_words
from ui.ports import Desk


@pytest.fixture
def shown(desk: Desk, case: Case) -> ExchangePresenter:
    case.note()
    presenter = ExchangePresenter(desk)
    presenter.reload()
    return presenter


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "ud"
    folder.mkdir()
    return folder


def test_the_dry_run_counts_kinds_and_citizens_and_changes_nothing(
    shown: ExchangePresenter, folder: Path
) -> None:
    state = shown.state
    assert state.outgoing is not None
    assert [line.name for line in state.outgoing.per_citizen] == ["Jonas Bruun"]
    assert state.counts["note"] == 1
    assert ("Journal note", 1) in [(render(words, "en"), count) for words, count in kind_lines(state.counts)]
    assert (
        render(lead_words(state), "en")
        == f"{sum(state.counts.values())} records about 1 citizen ready to be sent."
    )
    assert "ikke" not in render(lead_words(state), "da")
    assert state.sent == ()
    assert list(folder.iterdir()) == []


def test_faults_are_grouped_and_lead_to_their_field(
    desk: Desk, shown: ExchangePresenter, recorder: Recorder
) -> None:
    for number in range(5):
        make_citizen(desk.office, f"Borger {number}")
    shown.reload()
    group = next(one for one in shown.state.faults if "CPR" in render(one.text, "en"))
    assert len(group.lines) == 3
    assert group.more == 3
    assert shown.state.fault_count == 6
    assert "Edit the citizen's data" in render(group.mend, "en")
    shown.show_fault(group.lines[0])
    assert recorder.places == [group.lines[0].fault.place]
    shown.show_all(group)
    whole = next(one for one in shown.state.faults if one.text == group.text)
    assert (len(whole.lines), whole.more) == (6, 0)


def test_sending_seals_a_file_and_empties_the_list(
    shown: ExchangePresenter, folder: Path, recorder: Recorder
) -> None:
    shown.choose_folder(folder)
    assert shown.state.may_send
    shown.send()
    (file,) = folder.iterdir()
    assert file.read_bytes().startswith(b"age-encryption.org/v1")
    assert recorder.said == [f"Sent to Demo-jobcenter as {file.name}."]
    assert recorder.undoable == [False]
    assert shown.state.counts == {}
    assert not shown.state.may_send
    (row,) = shown.state.sent
    assert (row.sequence, row.file_name, row.size) == (1, file.name, file.stat().st_size)
    assert render(lead_words(shown.state), "en") == "Everything has been sent."


def test_without_a_folder_nothing_is_sent(shown: ExchangePresenter) -> None:
    assert not shown.state.may_send
    shown.send()
    assert shown.state.sent == ()


def test_a_folder_that_is_gone_is_said_and_not_made_anew(shown: ExchangePresenter, tmp_path: Path) -> None:
    shown.choose_folder(tmp_path / "stick")
    shown.send()
    assert not (tmp_path / "stick").exists()
    assert shown.state.send_problem is not None
    assert "is not there any more" in render(shown.state.send_problem, "en")
    assert not shown.state.sending
    assert shown.state.sent == ()
    assert shown.state.may_send


def test_the_folder_is_remembered_while_it_is_there(
    desk: Desk, shown: ExchangePresenter, folder: Path
) -> None:
    shown.choose_folder(folder)
    assert ExchangePresenter(desk).state.folder == folder
    folder.rmdir()
    assert ExchangePresenter(desk).state.folder is None


def test_what_was_remembered_badly_is_forgotten(config: Path) -> None:
    assert remembered.last_folder() is None
    config.mkdir()
    for words in ("", "[]", "{}", '{"folder": 3}'):
        (config / "exchange.json").write_text(words)
        assert remembered.last_folder() is None


def test_while_the_citizen_looks_nothing_is_read(desk: Desk, case: Case) -> None:
    del case
    desk.citizen_view = True
    presenter = ExchangePresenter(desk)
    presenter.reload()
    assert presenter.state.hidden
    assert presenter.state.outgoing is None


@pytest.mark.parametrize(
    ("size", "words"), [(120, "1 kB"), (13_870, "14 kB"), (999_499, "999 kB"), (2_340_000, "2.3 MB")]
)
def test_sizes(size: int, words: str) -> None:
    assert render(size_words(size), "en") == words
