"""A BagIt bag (RFC 8493) in a zip, in memory: nothing personal ever lies unsealed on the disk."""

from __future__ import annotations

import hashlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

from caseworker.base.errors import UserError
from caseworker.base.text import Text, t

# What a bundle of 50,000 cases does not reach. A file beyond these is refused before it is read.
MAX_FILES = 10_000
MAX_FILE_BYTES = 1 << 30
MAX_TOTAL_BYTES = 2 << 30
# JSON Lines of very like records shrink to a fiftieth; a zip bomb to a thousandth.
MAX_RATIO = 250
_SMALL = 1 << 20  # below a megabyte a high ratio does no harm

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_ENCRYPTED = 0x1  # the flag of an entry with a password
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same content gives the same bytes
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*")
_LINE = re.compile(r"([0-9a-f]{64})[ \t]+\*?(\S+)")  # any white space: RFC 8493, 2.1.3
# Names that Windows keeps for devices, whatever stands after the point.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def pack(
    base: str, payload: Mapping[str, bytes], tags: Mapping[str, bytes], info: Mapping[str, str]
) -> bytes:
    """Return the zip of a bag named `base`.

    `payload` has paths below data/ (with "data/"), `tags` further tag files, `info` the lines of
    bag-info.txt. Files are in the order of their paths, without times of the disk.
    """
    total = sum(len(content) for content in payload.values())
    lines = dict(info) | {"Payload-Oxum": f"{total}.{len(payload)}"}
    tagged = {
        "bagit.txt": _DECLARATION,
        "bag-info.txt": "".join(f"{name}: {_one_line(value)}\n" for name, value in lines.items()).encode(),
        "manifest-sha256.txt": _checksums(payload),
        **tags,
    }
    files = {**payload, **tagged, "tagmanifest-sha256.txt": _checksums(tagged)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"{base}/{name}", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = (stat.S_IFREG | 0o600) << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def unpack(
    content: bytes, look: Callable[[Mapping[str, bytes]], None] = lambda _files: None
) -> dict[str, bytes]:
    """Return the files of a zipped bag by their path in it, every checksum compared.

    `look` sees the files before that and may refuse them with its own words. Raises UserError for a zip that
    is damaged, holds something else, or is made to do harm.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            base = _check_entries(entries)
            files = {entry.filename.removeprefix(base): _read(archive, entry) for entry in entries}
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        raise damaged() from error
    look(files)
    _check_bag(files)
    return files


def damaged() -> UserError:
    """Return the error of a bundle that is not as it was sealed."""
    return UserError(
        t(
            "The file is damaged: it is not as it was when it was sealed. Nothing is unpacked. Ask for it again."
        )
    )


def harmful(why: Text) -> UserError:
    """Return the error of a file that no program of ours has made."""
    return UserError(
        t("The file was not made by this program and could do harm: {why} Nothing is unpacked.", why=why)
    )


def _check_entries(entries: list[zipfile.ZipInfo]) -> str:
    """Refuse what no bundle has, going by the directory alone. Returns the base folder with its slash."""
    if not entries:
        raise damaged()
    if len(entries) > MAX_FILES:
        raise harmful(t("it holds too many files."))
    if sum(entry.file_size for entry in entries) > MAX_TOTAL_BYTES:
        raise harmful(t("it would take up too much space."))
    seen: set[str] = set()
    base = entries[0].filename.split("/", 1)[0] + "/"
    for entry in entries:
        name = entry.filename
        if not _is_plain(name):
            raise harmful(t("it holds a file that would land outside the folder."))
        if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
            raise harmful(t("it holds a link instead of a file."))
        if entry.file_size > MAX_FILE_BYTES or (
            entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
        ):
            raise harmful(t("it would take up too much space."))
        if name.lower() in seen:
            raise harmful(t("it holds two files of the same name."))
        if not name.startswith(base) or entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise damaged()
        seen.add(name.lower())
    return base


def _is_plain(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and not any(
        _DEVICE.fullmatch(part) or part.endswith(".") for part in name.split("/")
    )


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(entry.file_size + 1)
    if len(content) != entry.file_size:
        raise damaged()
    return content


def _check_bag(files: Mapping[str, bytes]) -> None:
    """Refuse a bag that is not whole: every file named once with its right checksum, and no other file."""
    if files.get("bagit.txt") != _DECLARATION:
        raise damaged()
    payload = _named(files, "manifest-sha256.txt")
    tags = _named(files, "tagmanifest-sha256.txt")
    if set(payload) != {name for name in files if name.startswith("data/")}:
        raise damaged()
    if set(tags) | set(payload) | {"tagmanifest-sha256.txt"} != set(files):
        raise damaged()
    for name, digest in (payload | tags).items():
        if hashlib.sha256(files[name]).hexdigest() != digest:
            raise damaged()


def _named(files: Mapping[str, bytes], manifest: str) -> dict[str, str]:
    try:
        lines = files[manifest].decode().splitlines()
    except (KeyError, UnicodeDecodeError):
        raise damaged() from None
    matches = [_LINE.fullmatch(line) for line in lines]
    if not all(matches) or len({match[2] for match in matches if match}) != len(lines):
        raise damaged()
    return {match[2]: match[1] for match in matches if match}


def _checksums(files: Mapping[str, bytes]) -> bytes:
    return b"".join(_checksum_lines(files))


def _checksum_lines(files: Mapping[str, bytes]) -> Iterable[bytes]:
    for name in sorted(files):
        yield f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n".encode()


def _one_line(words: str) -> str:
    return " ".join(words.split())
