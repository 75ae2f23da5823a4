"""Compiles the Danish catalogue out of one PO file per room; hatchling runs it, and so can you.

Without a word it compiles in the source tree; `check` lists what is missing, fuzzy, empty, unused or
unlike the code; `missing` prints what is missing as PO text, by room.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script where no package is being built
    BuildHookInterface = object

LANGUAGE = "da"
CATALOGUE = Path("resources", "locale", LANGUAGE, "LC_MESSAGES", "caseworker.mo")

# A catalogue built twice from the same words is the same file.
_MADE = datetime(2026, 1, 1, tzinfo=UTC)

Key = tuple[str, str]
"""Context (empty where there is none) and English message (the singular one)."""


class CatalogueError(Exception):
    """The PO files contradict each other or cannot be read. One line per fault."""


def read_rooms(root: Path) -> dict[str, Any]:
    """Return the babel catalogue of each PO file by file name, in the order of the names.

    Raises CatalogueError for a file that is not valid PO.
    """
    from babel.messages.pofile import PoFileError, read_po

    rooms = {}
    for path in sorted((root / CATALOGUE.parent.parent).glob("*.po")):
        with path.open("rb") as file:
            try:
                rooms[path.name] = read_po(file, locale=LANGUAGE, charset="utf-8", abort_invalid=True)
            except (PoFileError, ValueError) as error:
                raise CatalogueError(f"{path.name}: {error}") from error
    return rooms


def key_of(message: Any) -> Key:
    """Return the key of a babel message."""
    return message.context or "", message.id[0] if isinstance(message.id, tuple) else message.id


def merge(rooms: dict[str, Any]) -> tuple[Any, list[str]]:
    """Put the rooms together. Returns the catalogue and a line for each contradiction (the first file wins).

    The same message may stand in two files as long as both say the same.
    """
    from babel.messages.catalog import Catalog

    whole = Catalog(
        locale=LANGUAGE, project="Faelles plan", charset="utf-8", creation_date=_MADE, revision_date=_MADE
    )
    seen: dict[Key, tuple[str, Any]] = {}
    problems = []
    for name, room in rooms.items():
        for message in room:
            if not message.id:
                continue
            key = key_of(message)
            if key not in seen:
                seen[key] = name, message
                whole.add(message.id, message.string, flags=message.flags, context=message.context)
                continue
            first, other = seen[key]
            if (message.id, message.string) != (other.id, other.string):
                problems.append(f"{key[1]!r}: {first} says {other.string!r}, {name} says {message.string!r}")
    return whole, problems


def compile_catalogue(root: Path) -> list[str]:
    """Write the compiled catalogue below `root`. Returns the contradictions, of which the first file won."""
    from babel.messages.mofile import write_mo

    whole, problems = merge(read_rooms(root))
    target = root / CATALOGUE
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f"{target.name}.new")
    with fresh.open("wb") as file:
        write_mo(file, whole)
    fresh.replace(target)
    return problems


class CatalogueHook(BuildHookInterface):
    """Compiles the catalogue before the package is put together."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's names
        """Compile, and stop the build on a contradiction."""
        if problems := compile_catalogue(Path(self.root)):
            raise CatalogueError("\n".join(problems))


def main(arguments: list[str]) -> int:
    """Run as a script. Returns 1 when there is something to mend, 2 on wrong usage."""
    root = Path(__file__).resolve().parents[2]
    command = arguments[0] if arguments else "compile"
    try:
        if command == "compile":
            found = compile_catalogue(root)
        elif command in {"check", "missing"}:
            import messages

            found = messages.check(root) if command == "check" else []
            if command == "missing":
                print(messages.missing_as_po(root), end="")
        else:
            print(__doc__, file=sys.stderr)
            return 2
    except CatalogueError as error:
        found = str(error).splitlines()
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
