"""Clock, ids, places, errors, paths, files, settings and the masked log."""

from __future__ import annotations

import io
import json
import logging
import re
import threading
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from caseworker.base import ids, log, paths, settings
from caseworker.base.clock import FixedClock, SystemClock, at
from caseworker.base.errors import CaseworkerError, StoreProblem, UserError
from caseworker.base.files import write_atomic
from caseworker.base.place import Place
from caseworker.base.text import t


def test_the_day_is_danish_and_the_moment_utc() -> None:
    clock = FixedClock(datetime(2026, 11, 24, 23, 30, tzinfo=UTC))
    assert clock.today() == date(2026, 11, 25)
    assert clock.now() == datetime(2026, 11, 24, 23, 30, tzinfo=UTC)


def test_a_fixed_clock_moves_only_when_told(clock: FixedClock) -> None:
    assert clock.now() == datetime(2026, 11, 24, 8, tzinfo=UTC)
    clock.advance(days=1, minutes=5)
    assert clock.now() == datetime(2026, 11, 25, 8, 5, tzinfo=UTC)


def test_nine_in_the_morning_in_summer_and_winter() -> None:
    assert at(date(2026, 7, 1)).hour == 7
    assert at(date(2026, 12, 1), 9, 30) == datetime(2026, 12, 1, 8, 30, tzinfo=UTC)


def test_the_machine_has_a_clock_too() -> None:
    clock = SystemClock()
    first = clock.now()
    assert first.tzinfo is UTC
    assert abs((clock.today() - first.date()).days) <= 1


def test_ids_are_uuid_7_and_rise() -> None:
    made = [ids.new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(
        re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", i) for i in made
    )


def test_ids_of_many_threads_never_meet() -> None:
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda: made.extend(ids.new_id() for _ in range(2_000))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8_000


def test_ids_rise_when_the_clock_is_set_back(monkeypatch: pytest.MonkeyPatch) -> None:
    before = ids.new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 1_000_000_000)
    assert ids.new_id() > before


def test_an_id_is_built_of_its_parts() -> None:
    assert ids.build_id(0x0123456789AB, 0xCDE, 0x3F00000000000001) == "01234567-89ab-7cde-bf00-000000000001"


def test_a_made_up_caseload_gets_the_same_ids_each_time() -> None:
    moment = at(date(2026, 11, 24))
    runs = []
    for seed in (1, 1, 2):
        with ids.seeded(seed, moment):
            runs.append([ids.new_id() for _ in range(5_000)])
    assert runs[0] == runs[1] != runs[2]
    assert runs[0] == sorted(set(runs[0]))
    assert ids.new_id() != ids.new_id()
    assert ids.new_id() not in runs[0]


def test_expected_failures_carry_their_sentence() -> None:
    error = UserError(t("Write a name."), Place("citizen", "7", "name"))
    problem = StoreProblem("damaged", t("The store is damaged."))
    assert isinstance(error, CaseworkerError)
    assert error.place == Place("citizen", "7", "name")
    assert str(error) == "Write a name."
    assert (problem.code, problem.text.message) == ("damaged", "The store is damaged.")


def test_shipped_files_are_found() -> None:
    assert paths.resource("locale", "da", "base.po").is_file()
    assert paths.default_data_dir() != paths.config_dir()


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "mappe æøå" / "fil.json"
    write_atomic(path, b"old")
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert [file.name for file in path.parent.iterdir()] == ["fil.json"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_atomic(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_settings_are_remembered(tmp_path: Path) -> None:
    mine = settings.MachineSettings(language="en", idle_minutes=5, window="AAEC", reduced_motion=True)
    settings.save(mine, tmp_path)
    assert settings.load(tmp_path) == mine


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"language": 7, "idle_minutes": "soon", "reduced_motion": 1}',
        b'{"language": "tlh"}',
        b'{"idle_minutes": 0}',
        b'{"idle_minutes": 100000}',
        b'{"unknown": 1}',
    ],
)
def test_broken_settings_give_the_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    assert settings.load(tmp_path) == settings.MachineSettings()


def test_settings_without_a_file_and_beside_unknown_ones(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == settings.MachineSettings()
    (tmp_path / "settings.json").write_text(json.dumps({"language": "en", "later": True}), "utf-8")
    assert settings.load(tmp_path).language == "en"


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("CPR 010190-1234 findes", "CPR ######-#### findes"),
        ("0101901234", "######-####"),
        ("010190 1234, 211062–5629", "######-####, ######-####"),
        ("case 1234567 of 12345678901", "case 1234567 of 12345678901"),
    ],
)
def test_cpr_numbers_are_masked(words: str, masked: str) -> None:
    assert log.mask(words) == masked


def test_the_log_masks_arguments_and_tracebacks() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(log.MaskingFilter())
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        raise ValueError("bad number 010190-1234")
    except ValueError:
        logger.exception("could not read %s", "0101901234")
    assert "1234" not in stream.getvalue()
    assert "could not read ######-####" in stream.getvalue()
    assert "ValueError: bad number ######-####" in stream.getvalue()


def test_set_up_masks_what_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    log.set_up()
    logging.getLogger("caseworker.people").warning("rejected 010190-1234")
    assert capsys.readouterr().err == "WARNING caseworker.people: rejected ######-####\n"
