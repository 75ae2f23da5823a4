"""What the program depends on: locked with hashes, no address written down, no licence that binds others."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.tree import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
ENTRIES = re.split(r"\n(?=\S)", LOCK.strip())
REQUIRED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]


def locked() -> dict[str, Requirement]:
    """Return the locked requirements by name."""
    requirements = [Requirement(entry.partition("\\")[0].strip()) for entry in ENTRIES]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def test_every_entry_is_pinned_and_has_hashes() -> None:
    for entry in ENTRIES:
        assert re.match(r"[a-z0-9-]+==\S+( ; .+)? \\\n", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_no_address_and_no_path() -> None:
    without_hashes = re.sub(r"--hash=sha256:[0-9a-f]{64}", "", LOCK)
    assert not re.search(r"://|--(extra-)?index|--find-links|-f |@|/", without_hashes)


def test_the_lock_fits_the_project() -> None:
    for words in REQUIRED:
        wanted = Requirement(words)
        (pin,) = locked()[canonicalize_name(wanted.name)].specifier
        assert wanted.specifier.contains(pin.version), f"{words} against {pin.version}: run make lock"


def _runtime() -> list[str]:
    """Return everything that ships with the program, and what that needs in turn."""
    waiting, seen = [Requirement(words) for words in PROJECT["project"]["dependencies"]], set[str]()
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        seen.add(name)
        waiting += [Requirement(words) for words in importlib.metadata.requires(name) or []]
    return sorted(seen)


def _licence_files(name: str) -> list[str]:
    """Return the first words of the licence texts: some packages ship these and no name."""
    files = [file for file in importlib.metadata.files(name) or [] if "LICENSE" in file.name.upper()]
    return [" ".join(file.read_text().split())[:200].title() for file in files]


@pytest.mark.parametrize("name", _runtime())
def test_no_dependency_binds_the_program(name: str) -> None:
    about = importlib.metadata.metadata(name)
    licence = [*about.get_all("License-Expression", []), *about.get_all("License", [])]
    licence += [line for line in about.get_all("Classifier", []) if line.startswith("License ::")]
    licence = licence or _licence_files(name)
    assert licence, f"{name} names no licence"
    choices = [choice for line in licence for choice in re.split(r"\bOR\b", line.partition("\n")[0])]
    binding = [choice for choice in choices if re.search(r"(?<!L)GPL|General Public License", choice)]
    lesser = [choice for choice in binding if "Lesser" in choice]
    assert len(binding) == len(lesser) or len(binding) < len(choices), f"{name}: {licence}"
