"""A file of rejected rows: how it is written, and what it tells when it is imported again. Pure."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from caseworker.base.text import LANGUAGES, Text, render, t

if TYPE_CHECKING:
    from caseworker.people.caseload import CaseloadFile, Record

# The title of the last column of such a file. The other columns are those of the file that was imported.
TITLE = t("Reason for rejection")
OPEN_QUOTE = t("The line has a quotation mark that is never closed.")
OTHER_TAKEN = t(
    "Another line about this citizen was taken before. If this one is right, delete the reason in it."
)
_DELIMITERS = ";,\t|"
# What a spreadsheet would run as a formula. Such a field gets an apostrophe before it, which it shows as text.
_RUN = re.compile(r"[\s']*[=+\-@]")
_GUARD = "'"


def rejected_csv(file: CaseloadFile, rejected: Sequence[tuple[Record, str]], heading: str) -> bytes:
    """Write rejected rows back as CSV in the file's own form, with the reason in a last column.

    A file of rejected rows has that column already: what stands in it is replaced. `without_guard` takes off
    again what keeps a spreadsheet from running a field.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=file.delimiter, lineterminator="\r\n")
    header = without_reason(file.header, file.header)
    writer.writerow([*map(_guarded, header), heading])
    width = len(header)
    for record, reason in rejected:
        fields = without_reason(record.fields, file.header)
        kept = fields + [""] * (width - len(fields))
        # What stands beyond the header is kept in its last column, so that the reason is in a column of its own.
        if len(kept) > width:
            kept = [*kept[: width - 1], file.delimiter.join(kept[width - 1 :])]
        writer.writerow([*map(_guarded, kept), reason])
    return out.getvalue().encode("utf-8-sig")


def without_guard(field: str) -> str:
    """Return a field without the apostrophe that keeps a spreadsheet from running it."""
    return field[1:] if field.startswith(_GUARD) and _RUN.match(field[1:]) else field


def _guarded(field: str) -> str:
    return f"{_GUARD}{field}" if _RUN.match(field) else field


def wrong_width(found: object, wanted: object) -> Text:
    """Say that a line has too few or too many columns."""
    return t("Columns in the line: {found}, in the header: {wanted}.", found=found, wanted=wanted)


def said_before(line: object) -> Text:
    """Say that a line further up tells something else of the same citizen."""
    return t("The citizen stands in line {line} already, with other data. That line was taken.", line=line)


def reason_column(header: Sequence[str]) -> int | None:
    """Return which column holds the reasons, None in a file that is not of rejected rows."""
    return next((number for number, title in enumerate(header) if title.strip() in _titles()), None)


def without_reason(fields: Sequence[str], header: Sequence[str]) -> list[str]:
    """Return the fields of a whole line, or the header itself, without the reason."""
    column = reason_column(header)
    if column is None or len(fields) != len(header):
        return list(fields)
    return [*fields[:column], *fields[column + 1 :]]


def still_broken(fields: Sequence[str], reason: str) -> Text | None:
    """Return why a line that could not be read still cannot be, None when it was mended.

    `fields` are those of the line without the reason. Such a line was given the columns it lacked, so that
    the reason stands in its own: only by what is in them it is known whether anybody has looked at it.
    """
    said: Text | None = None
    if _told(OPEN_QUOTE, reason) and any('"' in field for field in fields):
        said = OPEN_QUOTE
    elif found := _told(wrong_width("@found@", "@wanted@"), reason):
        has, wanted = int(found["found"]), int(found["wanted"])
        if has < wanted:
            same = not any(field.strip() for field in fields[has:wanted])
        else:
            last = fields[min(wanted, len(fields)) - 1] if fields else ""
            same = any(last.count(one) >= has - wanted for one in _DELIMITERS)
        said = wrong_width(has, wanted) if same else None
    if said is None:
        return None
    return t("{reason} Mend the line. If it is right as it is, delete the reason in it.", reason=said)


def is_second_line(reason: str) -> bool:
    """Whether a line was rejected because another one about the same citizen was taken."""
    return any(_told(one, reason) for one in (said_before("@line@"), OTHER_TAKEN))


def _told(said: Text, reason: str) -> re.Match[str] | None:
    """Find out whether a reason begins with these words in either language; `@name@` stands for any number."""
    return next((found for one in _patterns(said) if (found := one.match(reason.strip()))), None)


@cache
def _patterns(said: Text) -> tuple[re.Pattern[str], ...]:
    words = (re.escape(render(said, language)) for language in LANGUAGES)
    return tuple(re.compile(re.sub(r"@(\w+)@", r"(?P<\1>[0-9]{1,6})", one)) for one in words)


@cache
def _titles() -> frozenset[str]:
    return frozenset(render(TITLE, language) for language in LANGUAGES)
