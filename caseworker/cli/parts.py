"""What must be there for the program to run: used by `caseworker selfcheck`, also in the frozen program."""

from __future__ import annotations

import importlib

from caseworker.base import paths
from caseworker.base.errors import UserError
from caseworker.base.text import render, t

_PACKAGES = (
    "argon2", "cryptography", "dateutil", "filelock", "holidays.countries.denmark", "msgspec",
    "pypdfium2", "pyrage", "reportlab", "sqlalchemy", "sqlcipher3", "stdnum.dk.cpr",
)  # fmt: skip
_FILES = (
    ("fonts", "IBMPlexSans-Regular.ttf"),
    ("locale", "da", "LC_MESSAGES", "caseworker.mo"),
    ("catalogue", "caseload_columns.toml"),
)


def missing_parts() -> list[str]:
    """Return the names of packages, files and data that are missing or broken."""
    missing: list[str] = []
    for name in _PACKAGES:
        try:
            importlib.import_module(name)
        except ImportError:
            missing.append(name)
    missing += ["/".join(parts) for parts in _FILES if not paths.resource(*parts).is_file()]
    if not missing:
        from caseworker.deadlines.packs import load_packs
        from caseworker.plan.catalogue import load_catalogue
        from caseworker.screening.instrument import load_instruments

        for load in (load_packs, load_instruments, load_catalogue):
            try:
                load()
            except UserError as error:
                missing.append(render(error.text, "en"))
        if render(t("Write your name."), "da") == "Write your name.":
            missing.append("danish catalogue")
    return missing
