"""Proves that the frozen program runs on its own: version, selfcheck and the whole tour, without a display."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

# Parts of Qt under the GPL, and tools that are not for the caseworker.
UNWANTED = (
    "Charts",
    "DataVisualization",
    "Graphs",
    "VirtualKeyboard",
    "WebEngine",
    "Quick3D",
    "pytest",
    "babel",
)
AIM = 1.4  # times the installed size of PySide6-Essentials


def size(folder: Path) -> int:
    """Return the bytes of all files below a folder, links not counted."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def run(program: Path, place: Path, *arguments: str) -> dict[str, Any]:
    """Run the frozen program with a bare environment and return what it says as JSON."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
    homes = {"HOME": str(place), "XDG_RUNTIME_DIR": str(place), "LANG": "C.UTF-8"}
    result = subprocess.run(
        [str(program), *arguments],
        cwd=place,
        env=kept | homes | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    if result.returncode:
        sys.exit(f"{' '.join(arguments)}: exit {result.returncode}\n{result.stdout}\n{result.stderr}")
    return json.loads(result.stdout)


def main(folder: Path, out: Path) -> None:
    """Check what was built in `folder`; results of the tour go to `out`."""
    unwanted = [path.name for path in folder.rglob("*") if any(word in path.name for word in UNWANTED)]
    if unwanted:
        sys.exit(f"this does not belong into the program: {unwanted}")
    # Moved to where no source lies beside it, under a name that a Danish user may choose.
    place = out.with_name(f"{out.name} æøå").resolve()
    for old in (place, out):
        shutil.rmtree(old, ignore_errors=True)
    place.mkdir(parents=True)
    moved = Path(shutil.copytree(folder, place / "Fælles plan", symlinks=True))
    program = moved / ("caseworker.exe" if sys.platform == "win32" else "caseworker")
    print("version:", run(program, place, "version"))
    print("selfcheck:", run(program, place, "selfcheck"))
    tour = run(program, place, "tour", "--out", str(out.resolve()))
    made = [Path(tour["pdf"]), Path(tour["bundle"]), *map(Path, tour["screenshots"])]
    missing = [str(path) for path in made if not path.is_file() or not path.stat().st_size]
    if missing or len(made) < 3:
        sys.exit(f"the tour left these out: {missing or tour}")
    print(f"tour: {len(made)} files in {out}")
    binding = importlib.util.find_spec("PySide6")
    assert binding is not None and binding.origin is not None
    whole, reference = size(folder), size(Path(binding.origin).parent)
    print(f"size: {whole / 1e6:.0f} MB, {whole / reference:.2f} x PySide6-Essentials (aim {AIM} x)")
    shutil.rmtree(place)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
