"""What holds for every test: a fixed clock, no unexpected log line, no thread or window left behind."""

from __future__ import annotations

import gc
import logging
import os
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, settings

from caseworker.base.clock import FixedClock, at
from tests import compiled

# Tests never open a window on the screen of whoever runs them; the journeys name their own X server.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples on every machine, so that a red run is red again. The profile "explore" looks further.
settings.register_profile(
    "same", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

_THREAD_GRACE = 2.0  # seconds a thread may take to end after its test


def pytest_configure(config: pytest.Config) -> None:
    """Compile each statement once, and watch for leftover windows where Qt is there at all."""
    compiled.share()
    if config.pluginmanager.hasplugin("pytest-qt"):
        from tests import qt_guard

        config.pluginmanager.register(qt_guard, "leftover-windows")


def pytest_collection_finish() -> None:
    """Spare the garbage collector from looking through all modules and tests again and again: they stay."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FixedClock:
    """Stand still at nine o'clock, Danish time, on Tuesday 24 November 2026."""
    return FixedClock(at(date(2026, 11, 24)))


class _Recorder(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def _recorder() -> Iterator[_Recorder]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    recorder = _Recorder()
    root.addHandler(recorder)
    yield recorder
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
def expects_log(_recorder: _Recorder) -> list[logging.LogRecord]:
    """Allow log records of WARNING and above. The test fails if none comes."""
    return _recorder.records


@pytest.fixture(autouse=True)
def _log_guard(request: pytest.FixtureRequest, _recorder: _Recorder) -> Iterator[None]:
    yield
    lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in _recorder.records]
    if "expects_log" in request.fixturenames:
        assert lines, "the test expects a log record and none came"
    else:
        assert not lines, f"unexpected log records: {lines}"


@pytest.fixture(autouse=True)
def _thread_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    if request.node.get_closest_marker("keeps_threads"):
        return
    until = time.monotonic() + _THREAD_GRACE
    left = [t for t in threading.enumerate() if t not in before and not t.daemon]
    for thread in left:
        thread.join(max(0.0, until - time.monotonic()))
    left = [thread for thread in left if thread.is_alive()]
    assert not left, f"threads left behind: {[thread.name for thread in left]}"
