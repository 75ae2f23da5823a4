"""A filed document as a file of the caseworker's own."""

from __future__ import annotations

from pathlib import Path

from caseworker.base.clock import day_of
from caseworker.base.errors import UserError
from caseworker.base.files import not_written, write_out
from caseworker.base.text import t
from caseworker.journal.files import DocumentFiles
from caseworker.journal.queries import DocumentRow
from ui.ports import Desk


def file_name(row: DocumentRow, case_no: int) -> str:
    """Return what a document is called as a file: kind, case and day, never a name or a CPR number."""
    ending = "pdf" if row.media_type == "application/pdf" else "bin"
    kind = row.kind if row.kind.isascii() and row.kind.isalnum() else "document"
    return f"{kind}-{case_no}-{day_of(row.at).isoformat()}.{ending}"


def save(desk: Desk, row: DocumentRow, path: Path) -> None:
    """Write a filed document to a file, away from the window, and say what came of it."""
    store = desk.office.store
    desk.tasks.pool(
        t("Saving the file"),
        lambda _note: _write(path, DocumentFiles(store.folder, store.key).get(row.sha256)),
        lambda _none: desk.notices.done(t("Saved as {file}.", file=path.name)),
        lambda error: desk.notices.problem(error.text),
    )


def _write(path: Path, content: bytes) -> None:
    try:
        write_out(path, content)
    except OSError as error:
        raise UserError(not_written(path, error)) from error
