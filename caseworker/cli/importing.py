"""`caseworker import`: take a caseload file in."""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from caseworker.base.errors import UserError
from caseworker.base.files import is_store_s, open_private, write_out
from caseworker.base.text import Text, render, t, tn
from caseworker.cli.context import Context

if TYPE_CHECKING:
    from caseworker.casework.import_caseload import Imported
    from caseworker.cli.main import Commands
    from caseworker.people.caseload import CaseloadFile, Columns

_FULLY_TOLD = 20  # lines; what is more of the same is counted
_LONGEST_TITLE = 40


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("import", t("take in a caseload from a CSV file"))
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--dry-run", action="store_true", help=commands.say(t("only say what would happen")))
    parser.add_argument(
        "--rejected",
        type=Path,
        metavar="OUT.csv",
        help=commands.say(t("write rejected rows here, with the reason")),
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.last_words = lambda: _understood(commands.language)
    parser.set_defaults(run=run)


def _understood(language: str) -> str:
    """Return which columns a file may have, by which words each is known, and which words stand in them."""
    from caseworker.people.understood import understood

    return "\n\n".join(
        "\n".join([render(part.title, language), *(f"  {render(line, language)}" for line in part.lines)])
        for part in understood()
    )


def run(context: Context) -> int:
    """Import; answer with the count of each fate."""
    from caseworker.casework.import_caseload import import_caseload
    from caseworker.people import caseload

    columns = caseload.load_columns()
    file = caseload.read_file(context.arguments.file, columns)
    rejected: Path | None = context.arguments.rejected
    if rejected is not None:
        _require_writable(context.arguments.file, rejected)
    office = context.office()
    file = _as_by_hand(context, file)
    _tell_columns(context, file, columns)
    if context.arguments.dry_run:
        result = office.rehearse(lambda work: import_caseload(work, file, file.mapping, columns))
    else:
        name = t("Import of {file}", file=context.arguments.file.name)
        result = office.run(name, lambda work: import_caseload(work, file, file.mapping, columns))
    _tell_lines(context, result)
    written = rejected is None or _write_rejected(context, file, result, rejected)
    context.answer(
        {
            "read": result.read,
            "accepted": result.accepted,
            "updated": result.updated,
            "unchanged": result.unchanged,
            "rejected": len(result.rejected),
        }
    )
    return 0 if written else 3


def _as_by_hand(context: Context, file: CaseloadFile) -> CaseloadFile:
    """Return the file with its columns as somebody mapped those of this header in the window, where that is so."""
    from caseworker.people import caseload_mappings as mappings
    from caseworker.people.staff import setting

    with context.office().read() as session:
        kept = mappings.remembered(setting(session, mappings.SETTING), file.header)
    if kept is None or kept == file.mapping:
        return file
    context.tell(t("The columns are read as they were chosen in the window the last time."))
    return replace(file, mapping=kept)


def _require_writable(source: Path, rejected: Path) -> None:
    """Raise UserError where the rejected rows cannot be written, before anything is imported."""
    try:
        if rejected.exists() and source.samefile(rejected):
            raise UserError(
                t("The rejected rows would replace the file itself. Give another name. Nothing is read.")
            )
        if is_store_s(rejected):
            raise PermissionError(str(rejected))
        if rejected.is_dir():
            raise IsADirectoryError(str(rejected))
        trial = rejected.with_name(rejected.name + ".new")
        with open(trial, "ab", opener=open_private):
            pass
        trial.unlink()
    except (OSError, ValueError) as error:  # ValueError: a path that cannot be one
        raise UserError(
            t("The file {file} cannot be written. Choose another place. Nothing is imported.",
              file=str(rejected))
        ) from error  # fmt: skip


def _tell_columns(context: Context, file: CaseloadFile, columns: Columns) -> None:
    """Say how each column was read, and which are not used. Raises UserError where one is lacking."""
    from caseworker.people import caseload
    from caseworker.people.words import CASELOAD_COLUMNS

    by_place = sorted(file.mapping.items(), key=lambda one: one[1])
    title_of = {name: _short(file.header[number]) for name, number in by_place}
    if title_of:
        read = [
            f"{title} = {render(CASELOAD_COLUMNS[name], context.language)}"
            for name, title in title_of.items()
        ]
        context.tell(t("The columns are read so: {columns}.", columns=", ".join(read)))
    unused = caseload.unused_columns(file, columns)
    for title, name in unused[:_FULLY_TOLD]:
        if title_of.get(name) == _short(title):
            context.tell(
                t(
                    "The column “{column}” is there more than once. The first one is read.",
                    column=_short(title),
                )
            )
        elif name in title_of:
            context.tell(
                t("The column “{column}” is not used: the same is read from “{other}”.",
                  column=_short(title), other=title_of[name])
            )  # fmt: skip
        else:
            context.tell(t("The column “{column}” is not known and not used.", column=_short(title)))
    if (more := len(unused) - _FULLY_TOLD) > 0:
        context.tell(tn("{count} more column is not used.", "{count} more columns are not used.", more))
    if any(name not in title_of for _title, name in unused):
        context.tell(t("“caseworker import --help” names the columns that are understood."))
    try:
        caseload.check_mapping(file.mapping)
    except UserError as error:
        raise UserError(
            t("The file needs a column with the name, and one with the CPR number or the birth date. The first "
              "line must name them, for example “{example}”. Nothing is imported.",
              example=caseload.HEADER_EXAMPLE)
        ) from error  # fmt: skip
    if not file.records:
        context.tell(t("There is no row below the names of the columns."))


def _short(title: str) -> str:
    title = " ".join(title.split())
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _tell_lines(context: Context, result: Imported) -> None:
    """Say what is unusual or wrong, line by line; beyond the first lines only how many there are of each kind."""
    from caseworker.people.caseload_words import is_unknown_word

    told: list[tuple[int, Text, Text]] = [
        (line, what, t("Line {line}: {what}", line=line, what=what)) for line, what in result.warnings
    ]
    told += [
        (record.line, what, t("Line {line} is rejected: {what}", line=record.line, what=what))
        for record, what in result.rejected
    ]
    told.sort(key=lambda one: one[0])
    context.tell(*(sentence for _line, _what, sentence in told[:_FULLY_TOLD]))
    rest = told[_FULLY_TOLD:]
    counted = Counter(sentence.message + what.message for _line, what, sentence in rest)
    single = [sentence for _line, what, sentence in rest if counted[sentence.message + what.message] == 1]
    for _line, what, sentence in rest:
        count = counted.pop(sentence.message + what.message, 0)
        if count > 1:
            context.tell(
                tn("And {count} more line of this kind: {what}", "And {count} more lines of this kind: {what}",
                   count, what=sentence)
            )  # fmt: skip
    if len(single) == 1:
        context.tell(*single)
    elif single:  # each of another kind: a sentence for each would be as long as the lines themselves
        context.tell(
            tn(
                "And {count} more line of another kind.",
                "And {count} more lines of different kinds.",
                len(single),
            )
        )
    if any(is_unknown_word(what) for _line, what, _sentence in told):
        context.tell(t("“caseworker import --help” names every word that can be used."))


def _write_rejected(context: Context, file: CaseloadFile, result: Imported, path: Path) -> bool:
    """Write the rejected rows with the reason. Returns whether that went well; the import stands either way."""
    from caseworker.people.rejected import rejected_csv

    rows = [(record, render(reason, context.language)) for record, reason in result.rejected]
    heading = render(t("Reason for rejection"), context.language)
    try:
        write_out(path, rejected_csv(file, rows, heading))
    except OSError:
        context.tell(t("The file {file} cannot be written. The import itself stands.", file=str(path)))
        return False
    return True
