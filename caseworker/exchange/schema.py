"""The published JSON Schemas of the bundle, made from the types that read and write it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import msgspec

from caseworker.base.files import write_atomic
from caseworker.exchange.kinds import exported_kinds
from caseworker.exchange.manifest import Manifest
from caseworker.exchange.records import line_type
from caseworker.exchange.registrations import Registrations

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by file name: the manifest, one line of records, the registrations."""
    return {
        "manifest.schema.json": _of(Manifest, "manifest", "manifest.json"),
        "record.schema.json": _records(),
        "registrations.schema.json": _of(Registrations, "registrations", "data/registrations.json"),
    }


def schema_files() -> dict[str, bytes]:
    """Return the schemas as files, the same bytes every time."""
    return {
        name: msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=1) + b"\n"
        for name, schema in schemas().items()
    }


def _of(kind: type[msgspec.Struct], name: str, file: str) -> dict[str, Any]:
    return _head(name, f"Fælles plan: {file}") | msgspec.json.schema(kind)


def _records() -> dict[str, Any]:
    lines = [line_type(name, kind) for name, kind in exported_kinds().items()]
    refs, parts = msgspec.json.schema_components(lines, ref_template="#/$defs/{name}")
    title = "Fælles plan: one line of data/records/<kind>.jsonl"
    return _head("record", title) | {"oneOf": list(refs), "$defs": parts}


def _head(name: str, title: str) -> dict[str, Any]:
    return {"$schema": _DIALECT, "$id": f"urn:faelles-plan:bundle:1:{name}", "title": title}


def main(arguments: list[str]) -> int:
    """Write the published schemas into a folder: what `resources/schema` holds."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m caseworker.exchange.schema FOLDER\n")
        return 2
    for name, content in schema_files().items():
        write_atomic(Path(arguments[0], name), content)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
