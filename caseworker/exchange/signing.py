"""The device's own signing key (Ed25519), kept beside the store and wrapped by the store's key."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from msgspec import MsgspecError, Struct
from msgspec.json import decode

from caseworker.base.errors import UserError
from caseworker.base.files import write_atomic
from caseworker.base.text import t

KEY_NAME = "device.key"
_FORMAT = "faelles-plan-device-key"
_WRAPPING = b"faelles-plan device key 1"
ALGORITHM = "Ed25519"


class Signature(Struct, frozen=True, kw_only=True):
    """What stands in signature.json: key and signature in base64, over the bytes of manifest.json."""

    algorithm: str
    public_key: str
    signature: str


def device_key(folder: Path, store_key: bytes, store_id: str) -> Ed25519PrivateKey:
    """Return the device's key, made on first use. Raises UserError when its file cannot be read or written."""
    path = folder / KEY_NAME
    wrapping = AESGCM(HKDF(SHA256(), 32, salt=store_id.encode(), info=_WRAPPING).derive(store_key))
    try:
        if path.exists():
            part = json.loads(path.read_bytes())
            sealed, nonce = (base64.b64decode(part[name], validate=True) for name in ("key", "nonce"))
            return Ed25519PrivateKey.from_private_bytes(wrapping.decrypt(nonce, sealed, store_id.encode()))
        key, nonce = Ed25519PrivateKey.generate(), secrets.token_bytes(12)
        sealed = wrapping.encrypt(nonce, key.private_bytes_raw(), store_id.encode())
        part = {"format": _FORMAT, "format_version": 1, "nonce": _text(nonce), "key": _text(sealed)}
        write_atomic(path, json.dumps(part, indent=1).encode())
        path.chmod(0o600)
        return key
    except (InvalidTag, ValueError, KeyError, TypeError, OSError) as error:
        raise UserError(
            t(
                "The signing key {file} cannot be used, so nothing can be exported. Put it back from a backup, "
                "or move it away to get a new one, and tell the jobcentre.",
                file=str(path),
            )
        ) from error


def public_key(key: Ed25519PrivateKey) -> str:
    """Return the public half in base64."""
    return _text(key.public_key().public_bytes_raw())


def sign(key: Ed25519PrivateKey, manifest: bytes) -> bytes:
    """Return signature.json for a manifest."""
    part = {"algorithm": ALGORITHM, "public_key": public_key(key), "signature": _text(key.sign(manifest))}
    return json.dumps(part, indent=1).encode() + b"\n"


def signer_of(manifest: bytes, signature: bytes) -> str | None:
    """Return the public key (base64) that signed the manifest, or None when the signature is not right."""
    try:
        part = decode(signature, type=Signature)
        key = base64.b64decode(part.public_key, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(
            base64.b64decode(part.signature, validate=True), manifest
        )
    except (MsgspecError, ValueError, RecursionError, InvalidSignature):
        return None
    return part.public_key if part.algorithm == ALGORITHM else None


def fingerprint(key: str) -> str:
    """Return a short form of a public key that two people can read to each other."""
    digest = hashlib.sha256(key.encode()).hexdigest()[:16]
    return " ".join(digest[i : i + 4] for i in range(0, 16, 4))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()
