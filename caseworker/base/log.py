"""Logging that never writes a CPR number. Names and free text are kept out by never being passed to it."""

from __future__ import annotations

import logging
import re

_CPR = re.compile(r"(?<!\d)\d{6}[-–\s]?\d{4}(?!\d)")


def mask(words: str) -> str:
    """Replace everything that looks like a CPR number."""
    return _CPR.sub("######-####", words)


class MaskingFilter(logging.Filter):
    """Masks each record before a handler sees it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask the message and the traceback in place and let it pass."""
        record.msg, record.args = mask(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = mask(record.exc_text)  # formatters take this text before the exception
        return True


def set_up(level: int = logging.WARNING) -> None:
    """Send the program's log to stderr, masked."""
    handler = logging.StreamHandler()
    handler.addFilter(MaskingFilter())
    logging.basicConfig(
        level=level, handlers=[handler], format="%(levelname)s %(name)s: %(message)s", force=True
    )
