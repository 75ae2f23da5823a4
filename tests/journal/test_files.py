"""Documents: encrypted beside the store, read back before they are named, never plain on disk."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.text import t
from caseworker.journal import files, queries, service
from caseworker.journal.files import DocumentFiles
from caseworker.journal.service import DocumentData
from tests.contacts.desk import Desk

KEY = bytes(range(32))
PLAN = b"%PDF-1.7 Jonas Bruun 120304-1234 " * 200


def test_what_is_put_is_got_again(tmp_path: Path) -> None:
    own = DocumentFiles(tmp_path, KEY)
    stored = own.put(PLAN)
    assert (stored.sha256, stored.size) == (hashlib.sha256(PLAN).hexdigest(), len(PLAN))
    assert DocumentFiles(tmp_path, KEY).get(stored.sha256) == PLAN
    assert own.get(own.put(b"").sha256) == b""


def test_no_plain_text_lies_on_disk(tmp_path: Path) -> None:
    DocumentFiles(tmp_path, KEY).put(PLAN)
    lying = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.parent.name for path in lying] == ["documents"]
    for path in lying:
        assert b"Jonas" not in path.read_bytes()
        assert b"PDF" not in path.read_bytes()


def test_the_same_content_is_kept_once_and_sealed_anew_where_it_was_damaged(tmp_path: Path) -> None:
    own = DocumentFiles(tmp_path, KEY)
    stored = own.put(PLAN)
    path = tmp_path / "documents" / stored.sha256
    first = path.read_bytes()
    assert own.put(PLAN) == stored
    assert path.read_bytes() == first
    path.write_bytes(first[:-1])
    assert own.put(PLAN) == stored
    assert own.get(stored.sha256) == PLAN


@pytest.mark.parametrize("how", ["cut", "flipped", "empty", "swapped", "foreign"])
def test_a_damaged_file_is_noticed(tmp_path: Path, how: str) -> None:
    own = DocumentFiles(tmp_path, KEY)
    stored, other = own.put(PLAN), own.put(b"another")
    path = tmp_path / "documents" / stored.sha256
    sealed = path.read_bytes()
    path.write_bytes(
        {
            "cut": sealed[:-1],
            "flipped": sealed[:40] + bytes([sealed[40] ^ 1]) + sealed[41:],
            "empty": b"",
            "swapped": (tmp_path / "documents" / other.sha256).read_bytes(),
            "foreign": b"%PDF-1.7",
        }[how]
    )
    with pytest.raises(StoreProblem) as problem:
        own.get(stored.sha256)
    assert problem.value.code == "damaged"
    assert own.broken([stored.sha256, other.sha256]) == [stored.sha256]


def test_a_file_that_is_gone_or_under_another_key_is_named(tmp_path: Path) -> None:
    own = DocumentFiles(tmp_path, KEY)
    with pytest.raises(StoreProblem) as gone:
        own.get("0" * 64)
    assert gone.value.code == "missing"
    stored = own.put(PLAN)
    with pytest.raises(StoreProblem) as wrong:
        DocumentFiles(tmp_path, bytes(32)).get(stored.sha256)
    assert wrong.value.code == "damaged"


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EACCES, "read_only")])
def test_a_disk_that_takes_nothing_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    real = os.fsync

    def full(handle: int) -> None:
        real(handle)
        raise OSError(number, os.strerror(number))

    own = DocumentFiles(tmp_path, KEY)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreProblem) as problem:
        own.put(PLAN)
    assert problem.value.code == code
    monkeypatch.undo()
    assert not own.is_whole(hashlib.sha256(PLAN).hexdigest())
    assert own.get(own.put(PLAN).sha256) == PLAN


def test_the_file_is_synced_with_its_folder_before_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []
    real = os.fsync

    def note(handle: int) -> None:
        synced.append(Path(os.readlink(f"/proc/self/fd/{handle}")).name)
        real(handle)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("this system does not name open files")
    monkeypatch.setattr(os, "fsync", note)
    stored = DocumentFiles(tmp_path / "store", KEY).put(PLAN)
    assert synced == [f"{stored.sha256}.new", "documents", "store"]


def test_a_filed_document_stands_in_the_journal_and_survives_undo(desk: Desk) -> None:
    own = files.DocumentFiles(desk.office.store.folder, desk.office.store.key)
    stored = own.put(PLAN)
    with pytest.raises(UserError) as error:
        desk.do(
            service.file_document,
            DocumentData(case_id=desk.case_id, kind="plan", title=" ", stored=stored, pages=4),
        )
    assert error.value.place.field == "title"
    document_id = desk.office.run(
        t("File document"),
        lambda work: service.file_document(
            work,
            DocumentData(
                case_id=desk.case_id, kind="plan", title="Plan, version 4", stored=stored, pages=4,
                data_version="plan 4 a91c77f2",
            ),
        ),
    )  # fmt: skip
    desk.office.undo()
    row = desk.read(queries.documents_of, desk.case_id)[0]
    assert row == desk.read(queries.document, document_id)
    assert (row.title, row.pages, row.size, row.data_version) == (
        "Plan, version 4",
        4,
        len(PLAN),
        "plan 4 a91c77f2",
    )
    assert own.get(row.sha256) == PLAN
    assert desk.read(queries.document_hashes) == [stored.sha256]
    assert desk.read(queries.search_journal, "version")[0].record_id == document_id
