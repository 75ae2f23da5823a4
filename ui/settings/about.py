"""What the program is made of, and under which licences."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata

PROGRAM_LICENCE = "EUPL-1.2"


@dataclass(frozen=True, slots=True)
class Part:
    """Something the program ships. `package` is its name where it has a version of its own here."""

    name: str
    licence: str
    package: str = ""

    @property
    def version(self) -> str:
        """Return the version in this installation, "" where it cannot be told."""
        try:
            return metadata.version(self.package) if self.package else ""
        except metadata.PackageNotFoundError:
            return ""


PARTS: tuple[Part, ...] = (
    Part("argon2-cffi", "MIT", "argon2-cffi"),
    Part("cryptography", "Apache-2.0 / BSD-3-Clause", "cryptography"),
    Part("filelock", "MIT", "filelock"),
    Part("holidays", "MIT", "holidays"),
    Part("IBM Plex Sans", "OFL-1.1"),
    Part("Lucide", "ISC"),
    Part("msgspec", "BSD-3-Clause", "msgspec"),
    Part("PDFium, pypdfium2", "BSD-3-Clause / Apache-2.0", "pypdfium2"),
    Part("platformdirs", "MIT", "platformdirs"),
    Part("pyrage", "MIT", "pyrage"),
    Part("python-dateutil", "Apache-2.0 / BSD-3-Clause", "python-dateutil"),
    Part("python-stdnum", "LGPL-2.1-or-later", "python-stdnum"),
    Part("Qt, PySide6", "LGPL-3.0-only", "PySide6-Essentials"),
    Part("reportlab", "BSD-3-Clause", "reportlab"),
    Part("SQLAlchemy", "MIT", "sqlalchemy"),
    Part("SQLCipher, sqlcipher3", "BSD-3-Clause / Zlib", "sqlcipher3"),
    Part("tzdata", "Apache-2.0", "tzdata"),
)
