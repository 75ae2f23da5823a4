"""Reading a caseload file (CSV) as other case systems export it. Pure: bytes in, rows and reasons out."""

from __future__ import annotations

import codecs
import csv
import errno
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from dateutil.relativedelta import relativedelta

from caseworker.base import paths
from caseworker.base.danish import composed, parse_cpr
from caseworker.base.dates import parse_day
from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.people.caseload_words import (
    NONE_WORDS,
    GroupForms,
    benefit_of,
    code_of,
    group_of,
    is_protected,
    name_of,
    name_remark,
    tidy,
    visitation_remark,
)
from caseworker.people.rejected import OPEN_QUOTE, reason_column, without_guard, wrong_width
from caseworker.people.service import CitizenData, Intake
from caseworker.people.words import CASELOAD_COLUMNS

MAX_ROWS = 20_000
# One caseload row is a few hundred characters; a file far beyond that is not a caseload.
MAX_BYTES = 64 * 1024 * 1024
# A quoted field may run over line ends; a quote never closed must not swallow the file.
_LONGEST_RECORD = 20
_LINE_END = re.compile(r"\r\n|\n|\r")
# Some spreadsheets write the delimiter into a line of its own before the header.
_NAMED_DELIMITER = re.compile(r"sep=([;,\t|])\s*", re.IGNORECASE)
# Control characters have no place in a name; line ends and tabs are made blanks before.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_CPR_OR_DAY = re.compile(r"\d{6}[-– ]?\d{4}|\d{1,2}[-./]\d{1,2}[-./](\d{2}|\d{4})|\d{4}-\d{2}-\d{2}")
_NINE_DIGITS = re.compile(r"\d{9}|\d{5}-\d{4}")
_FIELD_LENGTH = 50_000
HEADER_EXAMPLE = "Navn;CPR-nr.;Målgruppe;Første henvendelse"
_DELIMITERS = (";", ",", "\t", "|")
_FIRST_YEAR = 1900  # no day of a citizen or a case lies before
_DATES = ("birth_date", "benefit_from", "first_contact_on", "opened_on", "referred_on")


class Columns(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The words by which columns and values are recognised (resources/catalogue/caseload_columns.toml)."""

    version: int
    columns: dict[str, list[str]]
    groups: dict[str, list[str]]
    group_forms: GroupForms
    visited_as: dict[str, list[str]]
    group_of_visited: dict[str, str]
    benefits: dict[str, list[str]]
    yes: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the file: its number (the header is 1), its fields, and why it cannot be read, if so."""

    line: int
    fields: list[str]
    broken: Text | None = None


@dataclass(frozen=True, slots=True)
class CaseloadFile:
    """A file that could be opened: its header, its records, how it is written, and the guessed mapping.

    `mapping` maps our field names to column numbers.
    """

    header: list[str]
    records: list[Record]
    delimiter: str
    encoding: str
    mapping: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One citizen as the file has them, with what is to be said of words that could not be used.

    `turned` says how a name with commas is read: with the last name first, or as it stands.
    """

    line: int
    citizen: CitizenData
    intake: Intake
    remark: Text | None = None
    turned: Text | None = None


def load_columns() -> Columns:
    """Read the words that columns and values are recognised by."""
    return msgspec.toml.decode(
        paths.resource("catalogue", "caseload_columns.toml").read_bytes(), type=Columns
    )


def read_file(path: Path, columns: Columns | None = None) -> CaseloadFile:
    """Open a caseload file. Raises UserError when it cannot be read, is empty or has too many rows."""
    try:
        if not path.is_file():  # a folder, or a pipe or device that never ends
            raise OSError(errno.EINVAL, "no file")
        if path.stat().st_size > MAX_BYTES or _has_too_many_lines(path):
            raise too_many_rows()
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            t("The file {file} cannot be opened. Check the name and that you may read it.", file=str(path))
        ) from error
    return parse(content, columns or load_columns())


def parse(content: bytes, columns: Columns) -> CaseloadFile:
    """Read the content of a caseload file. Raises UserError when it is empty, no text, or too long."""
    words, encoding = _decode(content)
    lines = _LINE_END.split(words)
    first = next((i for i, line in enumerate(lines) if line.strip()), None)
    named = _NAMED_DELIMITER.fullmatch(lines[first]) if first is not None else None
    if first is not None and named is not None:
        first = next((i for i, line in enumerate(lines) if i > first and line.strip()), None)
    if first is None:
        raise UserError(t("The file is empty. Choose the file that your case system exported."))
    counts = {one: lines[first].count(one) for one in _DELIMITERS}
    delimiter = named[1] if named else max(_DELIMITERS, key=lambda one: counts[one])
    header = _split(lines[first], delimiter)[0]
    if any(_is_of_a_citizen(words) for words in header):
        raise UserError(
            t("The first line holds a citizen, not the names of the columns. Write a line such as "
              "“{example}” above it.", example=HEADER_EXAMPLE)
        )  # fmt: skip
    mapping = guess_mapping(header, columns)
    records = list(islice(_records(lines, first + 1, delimiter, len(header)), MAX_ROWS + 1))
    if len(records) > MAX_ROWS:
        raise too_many_rows()
    return CaseloadFile(header, records, delimiter, encoding, mapping)


def too_many_rows() -> UserError:
    """Return the error for a file that is too long to be one caseworker's caseload."""
    return UserError(
        t("The file has more than {count} rows. Nothing is imported. Split it and import the parts.",
          count=MAX_ROWS)
    )  # fmt: skip


def guess_mapping(header: list[str], columns: Columns) -> dict[str, int]:
    """Guess which column holds what, from the header's words. Each column is used once."""
    found: dict[str, int] = {}
    titles = [tidy(name) for name in header]
    for name, words in columns.columns.items():
        wanted = [tidy(word) for word in words]
        for number, column in enumerate(titles):
            if column in wanted and number not in found.values():
                found[name] = number
                break
    return found


def unused_columns(file: CaseloadFile, columns: Columns) -> list[tuple[str, str]]:
    """Return the titles that nothing is read from, each with the field another column holds already, or ""."""
    used = {*file.mapping.values(), reason_column(file.header)}
    words = {name: {tidy(word) for word in known} for name, known in columns.columns.items()}
    return [
        (title.strip(), next((name for name, known in words.items() if tidy(title) in known), ""))
        for number, title in enumerate(file.header)
        if number not in used and title.strip()
    ]


def check_mapping(mapping: dict[str, int]) -> None:
    """Raise UserError when the mapping lacks a name, or both CPR number and birth date."""
    if "name" not in mapping and not {"first_name", "last_name"} <= mapping.keys():
        raise UserError(t("Choose the column that holds the citizens' names."))
    if "cpr" not in mapping and "birth_date" not in mapping:
        raise UserError(t("Choose the column that holds the CPR number or the birth date."))


def to_row(record: Record, mapping: dict[str, int], columns: Columns, today: date) -> Row:
    """Turn a record into a citizen. Raises UserError with the reason when it cannot be."""
    if record.broken is not None:
        raise UserError(record.broken)
    values = {
        name: _clean(record.fields[number]) if number < len(record.fields) else ""
        for name, number in mapping.items()
    }
    for name, value in values.items():
        if len(value) > _FIELD_LENGTH:
            raise UserError(
                t("“{column}” holds more than {count} characters.",
                  column=CASELOAD_COLUMNS[name], count=_FIELD_LENGTH)
            )  # fmt: skip
    for name in ("interpreter", "phone", "email"):
        if tidy(values.get(name, "")) in NONE_WORDS:
            values[name] = ""
    days = {name: _day(values.get(name, ""), name, today) for name in _DATES}
    visited_as = code_of(values.get("visited_as", ""), columns.visited_as)
    group = group_of(values.get("group", ""), visited_as, columns.groups, columns.group_forms)
    if not group:
        group = columns.group_of_visited.get(visited_as, "")
    name, read, call_name = name_of(values)
    citizen = CitizenData(
        name=read,
        call_name=call_name,
        birth_date=days["birth_date"],
        protected_address=is_protected(values.get("protected_address", ""), columns.yes["words"]),
        **_plain(values),
    )
    opened = days["opened_on"] or days["first_contact_on"] or today
    intake = Intake(
        opened_on=opened, group=group, visited_as=visited_as,
        benefit=benefit_of(values.get("benefit", ""), group, columns.benefits),
        benefit_from=days["benefit_from"], first_contact_on=days["first_contact_on"],
        referred_on=days["referred_on"], referred_by=values.get("referred_by", ""), owner=values.get("owner", ""),
    )  # fmt: skip
    told = name_remark(values, name, read)
    remark = visitation_remark(values.get("visited_as", ""), visited_as)
    return Row(record.line, citizen, intake, remark, told)


def _plain(values: dict[str, str]) -> dict[str, Any]:
    names = (
        "cpr", "phone", "email", "address", "postal_code", "city", "municipality", "interpreter", "external_id",
    )  # fmt: skip
    found = {name: values.get(name, "") for name in names}
    return found | {"cpr": _with_first_zero(found["cpr"])}


def _with_first_zero(words: str) -> str:
    """Put back the zero that a spreadsheet drops from a CPR number, where the check digit proves it."""
    if _NINE_DIGITS.fullmatch(words) is None:
        return words
    try:
        return f"0{words}" if parse_cpr(f"0{words}").check_ok else words
    except UserError:
        return words


def _is_of_a_citizen(words: str) -> bool:
    """Whether a field of the first line holds a CPR number or a date: then the line names no columns."""
    return _CPR_OR_DAY.fullmatch(words.strip()) is not None


def _clean(words: str) -> str:
    return _CONTROLS.sub("", " ".join(words.split()))


def _has_too_many_lines(path: Path) -> bool:
    """Count line ends without reading the file into memory, up to more than so many rows could fill."""
    count, most = 0, MAX_ROWS * _LONGEST_RECORD
    with path.open("rb") as file:
        while count <= most and (chunk := file.read(1 << 20)):
            count += max(chunk.count(b"\n"), chunk.count(b"\r"))
    return count > most


def _decode(content: bytes) -> tuple[str, str]:
    if b"\0" in content.partition(b"\n")[0]:  # one further down is a fault of its line
        raise UserError(t("The file is not a CSV file. Export it as CSV (text, not Excel) and try again."))
    encoding = "utf-8-sig" if _is_utf8(content) else "cp1252"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        line = len(_LINE_END.split(content[: error.start].decode("latin-1")))
        raise UserError(
            t("A letter in line {line} cannot be read. Nothing is imported. Mend the line, or export the file "
              "as CSV in UTF-8 and try again.", line=line)
        ) from error  # fmt: skip


def _is_utf8(content: bytes) -> bool:
    """Whether the file is meant as UTF-8: more of its lines with special letters are than are not.

    One bad byte among them must not turn the letters of all the others into other letters.
    """
    if content.startswith(codecs.BOM_UTF8):
        return True
    good = bad = 0
    for line in content.splitlines():
        if not line.isascii():
            try:
                line.decode()
                good += 1
            except UnicodeDecodeError:
                bad += 1
    return good >= bad


def _records(lines: list[str], start: int, delimiter: str, width: int) -> Iterator[Record]:
    number = start
    while number < len(lines):
        if not lines[number].strip(f" {delimiter}"):
            number += 1
            continue
        used, fields = _one_record(lines, number, delimiter, width)
        if fields is None:
            yield Record(number + 1, _cells(lines[number].split(delimiter)), OPEN_QUOTE)
        elif len(fields) != width:
            yield Record(number + 1, fields, wrong_width(len(fields), width))
        else:
            yield Record(number + 1, fields)
        number += used


def _one_record(lines: list[str], start: int, delimiter: str, width: int) -> tuple[int, list[str] | None]:
    """Return how many lines the record takes and its fields; None where a quote is never closed."""
    if not _is_open(lines[start], delimiter):
        return 1, _trim(_split(lines[start], delimiter)[0], width)
    for end in range(start + 1, min(start + _LONGEST_RECORD, len(lines))):
        if _stands_alone(lines[end], delimiter, width):
            break  # the quote was never meant to go on: this line is a citizen of its own
        joined = "\n".join(lines[start : end + 1])
        if not _is_open(joined, delimiter):
            # Strictly: where letters follow the closing mark, it was the mark of another field.
            rows = _split(joined, delimiter, strict=True)
            fields = _trim(rows[0], width)
            return (end - start + 1, fields) if len(rows) == 1 and len(fields) == width else (1, None)
    return 1, None


def _is_open(words: str, delimiter: str) -> bool:
    """Whether a quotation mark in these lines is still waiting for its end: then it swallows what follows."""
    return '"' in words and _split(f"{words}\n\\", delimiter)[-1:] != [["\\"]]


def _stands_alone(line: str, delimiter: str, width: int) -> bool:
    complete = line.count('"') % 2 == 0 and not _is_open(line, delimiter)
    return complete and width > 1 and len(_split(line, delimiter)[0]) == width


def _trim(fields: list[str], width: int) -> list[str]:
    """Leave out empty fields beyond the header, which some systems write at the end of each line."""
    return fields[:width] if not any(field.strip() for field in fields[width:]) else fields


def _split(words: str, delimiter: str, *, strict: bool = False) -> list[list[str]]:
    """Return the rows of fields in these lines; lines that are too much for the reader come back whole."""
    try:
        rows = list(csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, strict=strict))
    except csv.Error:
        return [[words]]
    return [_cells(row) for row in rows] or [[]]


def _cells(fields: list[str]) -> list[str]:
    """Return fields as they are meant, whatever wrote them: a Mac its letters, a spreadsheet its text."""
    return [without_guard(composed(field)) for field in fields]


def _day(words: str, name: str, today: date) -> date | None:
    if not words:
        return None
    day = parse_day(words)
    if day is not None and day.year < _FIRST_YEAR:
        raise UserError(
            t("“{words}” in “{column}” lies before {year}. Check the year.",
              words=words[:40], column=CASELOAD_COLUMNS[name], year=_FIRST_YEAR)
        )  # fmt: skip
    if day is None:
        raise UserError(
            t("“{words}” in “{column}” is not a date. Write it as 03-03-2025.",
              words=words[:40], column=CASELOAD_COLUMNS[name])
        )  # fmt: skip
    # A two-digit birth year is the latest one that is not in the future.
    if name == "birth_date" and day > today and not re.search(r"(?<!\d)\d{4}(?!\d)|\d{8}", words):
        day -= relativedelta(years=100)
    return day
