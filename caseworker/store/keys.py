"""The store's key and the two ways to it: the caseworker's passphrase and a recovery code.

The store is encrypted with a random 256-bit key that never leaves the machine. The key lies wrapped
(AES-256-GCM) in a small header file beside the store, once under Argon2id of the passphrase and once
under Argon2id of the recovery code. A new passphrase re-wraps the key and does not rewrite the store.
"""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseworker.base.errors import StoreProblem, UserError
from caseworker.base.files import HEADER_NAME, STORE_NAME, write_atomic
from caseworker.base.ids import new_id
from caseworker.base.text import t
from caseworker.store.folder import cannot_write

FORMAT = "faelles-plan-store"
FORMAT_VERSION = 1
KDF = "argon2id"
MIN_PASSPHRASE = 10
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U to misread
_CODE_LENGTH = 28  # 140 bits
_SEALED = 32 + 16  # bytes: the key and the mark that it was wrapped under these words


@dataclass(frozen=True, slots=True)
class KdfCost:
    """Argon2id cost: `memory` in KiB. The defaults follow RFC 9106's second recommended option."""

    time: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class NewKey:
    """A fresh key with the recovery code that must be shown once."""

    store_id: str
    key: bytes
    recovery_code: str


def create(folder: Path, passphrase: str, cost: KdfCost | None = None) -> NewKey:
    """Make a new key and write the header. Raises UserError for a passphrase that is too short."""
    require_strength(passphrase)
    cost = cost or KdfCost()
    key, code, store_id = secrets.token_bytes(32), _new_code(), new_id()
    header = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "store_id": store_id,
        "passphrase": _wrap(key, passphrase, store_id, cost),
        "recovery": _wrap(key, _plain_code(code), store_id, cost),
    }
    _write(folder, header)
    return NewKey(store_id, key, code)


def unlock(folder: Path, passphrase: str) -> bytes:
    """Return the store's key.

    Raises StoreProblem "wrong_key" for a wrong passphrase, "missing", "foreign", "damaged" or "too_new".
    """
    header = read_header(folder)
    try:
        return _unwrap(header["passphrase"], passphrase, header["store_id"])
    except _WrongKeyError:
        raise StoreProblem(
            "wrong_key",
            t(
                "The passphrase does not open the store. Nothing is changed. "
                "Try again, or use your recovery code."
            ),
        ) from None


def recover(folder: Path, recovery_code: str, new_passphrase: str, cost: KdfCost | None = None) -> bytes:
    """Open with the recovery code and set a new passphrase. Returns the store's key."""
    header = read_header(folder)
    try:
        key = _unwrap(header["recovery"], _plain_code(recovery_code), header["store_id"])
    except _WrongKeyError:
        raise StoreProblem(
            "wrong_key",
            t(
                "The recovery code does not open the store. Nothing is changed. "
                "Check the code letter by letter."
            ),
        ) from None
    require_strength(new_passphrase)
    header["passphrase"] = _wrap(key, new_passphrase, header["store_id"], cost or KdfCost())
    _write(folder, header)
    return key


def change_passphrase(folder: Path, old: str, new: str, cost: KdfCost | None = None) -> None:
    """Re-wrap the key under a new passphrase."""
    key = unlock(folder, old)
    require_strength(new)
    header = read_header(folder)
    header["passphrase"] = _wrap(key, new, header["store_id"], cost or KdfCost())
    _write(folder, header)


def new_recovery_code(folder: Path, passphrase: str, cost: KdfCost | None = None) -> str:
    """Make another recovery code and return it, to be shown once. The earlier one opens nothing any longer."""
    key = unlock(folder, passphrase)
    header, code = read_header(folder), _new_code()
    header["recovery"] = _wrap(key, _plain_code(code), header["store_id"], cost or KdfCost())
    _write(folder, header)
    return code


def strength(passphrase: str) -> int:
    """Judge a passphrase for the hint beside the field: 0 too short, 1 weak, 2 good, 3 strong.

    Length counts most: four plain words beat eight odd signs.
    """
    if len(passphrase) < MIN_PASSPHRASE:
        return 0
    variety = len(set(passphrase))
    if variety < 6:
        return 1
    return 3 if len(passphrase) >= 20 and variety >= 10 else 2 if len(passphrase) >= 14 else 1


def read_header(folder: Path) -> dict[str, Any]:
    """Read and check the header file."""
    path = folder / HEADER_NAME
    try:
        header = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if (folder / STORE_NAME).exists():
            raise gone(folder) from None
        raise StoreProblem(
            "missing",
            t("There is no store in {folder}. Make one, or choose another folder.", folder=str(folder)),
        ) from None
    except PermissionError:
        raise StoreProblem(
            "read_only",
            t(
                "You have no access to {folder}. Ask for access, or choose another folder.",
                folder=str(folder),
            ),
        ) from None
    except (OSError, ValueError, RecursionError):
        raise _damaged_header(folder) from None
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise StoreProblem(
            "foreign",
            t("The file {file} is not made by this program. It is left as it is.", file=str(path)),
        )
    version = header.get("format_version")
    if isinstance(version, int) and version > FORMAT_VERSION:
        raise too_new()
    parts = (header.get("passphrase"), header.get("recovery"))
    whole = all(isinstance(part, dict) and part.get("kdf") == KDF for part in parts)
    if version != FORMAT_VERSION or not whole or not isinstance(header.get("store_id"), str):
        raise _damaged_header(folder)
    return header


def gone(folder: Path) -> StoreProblem:
    """Return the problem of a store whose header is gone: with it went the key, also for the recovery code."""
    return StoreProblem(
        "missing",
        t(
            "The key file {file} is gone. Without it neither the passphrase nor the recovery code opens the "
            "store, which is left as it is. Put the key file back from a copy of the folder.",
            file=str(folder / HEADER_NAME),
        ),
    )


def too_new() -> StoreProblem:
    """Return the problem of a store written by a newer program."""
    return StoreProblem(
        "too_new",
        t(
            "The store was written by a newer version of the program. It is left as it is. "
            "Update the program."
        ),
    )


class _WrongKeyError(Exception):
    pass


def _derive(secret: str, salt: bytes, cost: KdfCost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    # The same letter may be typed as one sign or two (å); neither may lock anybody out.
    words = unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")
    return hash_secret_raw(words, salt, cost.time, cost.memory, cost.lanes, 32, Type.ID)


def _wrap(key: bytes, secret: str, store_id: str, cost: KdfCost) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    sealed = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, key, store_id.encode())
    return {
        "kdf": KDF,
        "time": cost.time,
        "memory": cost.memory,
        "lanes": cost.lanes,
        "salt": base64.b64encode(salt).decode(),
        "nonce": base64.b64encode(nonce).decode(),
        "key": base64.b64encode(sealed).decode(),
    }


def _unwrap(part: dict[str, Any], secret: str, store_id: str) -> bytes:
    from argon2.exceptions import Argon2Error
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        cost = KdfCost(int(part["time"]), int(part["memory"]), int(part["lanes"]))
        salt, nonce, sealed = (
            base64.b64decode(part[name], validate=True) for name in ("salt", "nonce", "key")
        )
        if cost.memory > 4 * 1024 * 1024 or cost.time > 100:
            raise ValueError("cost out of range")
        if len(sealed) != _SEALED:
            raise ValueError("no wrapped key")
        return AESGCM(_derive(secret, salt, cost)).decrypt(nonce, sealed, store_id.encode())
    except InvalidTag:
        raise _WrongKeyError from None
    except (KeyError, TypeError, ValueError, OverflowError, Argon2Error):
        raise _damaged_header(None) from None


def _damaged_header(folder: Path | None) -> StoreProblem:
    where = str(folder / HEADER_NAME) if folder else HEADER_NAME
    return StoreProblem(
        "damaged",
        t(
            "The key file {file} cannot be read. The store itself is left as it is. "
            "Put the key file back from a backup.",
            file=where,
        ),
    )


def require_strength(passphrase: str) -> None:
    """Raise UserError for a passphrase that is too short."""
    if strength(passphrase) == 0:
        raise UserError(
            t("The passphrase must have at least {count} characters. Four plain words are easy to remember.",
              count=MIN_PASSPHRASE)
        )  # fmt: skip


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(letters[i : i + 4] for i in range(0, _CODE_LENGTH, 4))


def _plain_code(code: str) -> str:
    tidy = code.upper().translate(str.maketrans("OIL", "011"))
    return "".join(c for c in tidy if c in _ALPHABET)


def _write(folder: Path, header: dict[str, Any]) -> None:
    try:
        write_atomic(folder / HEADER_NAME, json.dumps(header, indent=1).encode())
    except OSError as error:
        raise cannot_write(folder, error) from error
