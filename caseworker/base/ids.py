"""Record ids: UUID version 7 (RFC 9562), made on this machine and rising with time."""

from __future__ import annotations

import os
import threading
import time

_lock = threading.Lock()
_last_ms = 0
_counter = 0


def new_id() -> str:
    """Return a new id as 36 characters of text. Ids made by one process sort in the order they were made."""
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


def build_id(ms: int, counter: int, tail: int) -> str:
    """Make a version 7 UUID of milliseconds since 1970 (48 bits), a counter (12) and a tail (62)."""
    number = (ms & (2**48 - 1)) << 80 | 0x7 << 76 | (counter & 0xFFF) << 64 | 0b10 << 62 | tail & (2**62 - 1)
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
