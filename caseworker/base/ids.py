"""Record ids: UUID version 7 (RFC 9562), made on this machine and rising with time."""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count

_lock = threading.Lock()
_last_ms = 0
_counter = 0


_made_up: Iterator[str] | None = None


def new_id() -> str:
    """Return a new id as 36 characters of text. Ids made by one process sort in the order they were made."""
    if _made_up is not None:
        return next(_made_up)
    global _last_ms, _counter
    with _lock:
        now = time.time_ns() // 1_000_000
        if now > _last_ms:
            _last_ms, _counter = now, int.from_bytes(os.urandom(2), "big") >> 5
        else:
            _counter += 1
            if _counter > 0xFFF:
                _last_ms, _counter = _last_ms + 1, 0
        ms, counter = _last_ms, _counter
    return build_id(ms, counter, int.from_bytes(os.urandom(8), "big"))


@contextmanager
def seeded(seed: int, moment: datetime) -> Iterator[None]:
    """Make ids from a seed and a moment while this holds: for a made-up caseload that comes out the same."""
    global _made_up
    _made_up = _from_seed(seed, int(moment.timestamp() * 1000))
    try:
        yield
    finally:
        _made_up = None


def _from_seed(seed: int, start_ms: int) -> Iterator[str]:
    source = random.Random(seed)  # noqa: S311 - made-up people need no secret numbers
    for number in count():
        yield build_id(start_ms + (number >> 12), number & 0xFFF, source.getrandbits(62))


def build_id(ms: int, counter: int, tail: int) -> str:
    """Make a version 7 UUID of milliseconds since 1970 (48 bits), a counter (12) and a tail (62)."""
    number = (ms & (2**48 - 1)) << 80 | 0x7 << 76 | (counter & 0xFFF) << 64 | 0b10 << 62 | tail & (2**62 - 1)
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
