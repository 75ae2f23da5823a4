"""What is told of files of drafts that were found damaged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caseworker.base.text import Text, t


@dataclass(frozen=True, slots=True)
class Loss:
    """A damaged file: the name it is kept under ("" where nothing was left), and whether all came out of it."""

    id: str
    file: str
    whole: bool


def words_of(losses: Sequence[Loss]) -> Text | None:
    """Return one sentence for all of them, which names every file that is kept; None where there are none."""
    if not losses:
        return None
    whole = all(one.whole for one in losses)
    files = [one.file for one in losses if one.file]
    if not files:
        return _GONE_KEPT if whole else _GONE
    if len(files) > 1:
        return _several(", ".join(files), whole=whole)
    if whole:
        return t(
            "The file of drafts was damaged, but every draft could be read and is kept. The damaged file is kept "
            "as {file}.",
            file=files[0],
        )
    return t(
        "The file of drafts was damaged: what was begun earlier and not saved may be lost. What could be read of "
        "it is kept. All that was saved is safe. The damaged file is kept as {file}.",
        file=files[0],
    )


def _several(files: str, *, whole: bool) -> Text:
    if whole:
        return t(
            "The file of drafts was damaged several times, but every draft could be read and is kept. "
            "The damaged files are kept as {files}.",
            files=files,
        )
    return t(
        "The file of drafts was damaged several times: what was begun earlier and not saved may be lost. What could "
        "be read of it is kept. All that was saved is safe. The damaged files are kept as {files}.",
        files=files,
    )


_GONE = t(
    "The file of drafts was gone or empty: what was begun earlier and not saved may be lost. "
    "All that was saved is safe."
)
_GONE_KEPT = t("The file of drafts was gone or empty, but every draft was still at hand and is kept.")
