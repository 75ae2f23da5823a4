"""Photographs every scene: each window size in a process of its own, because the scale is set at its start."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures and lay out the sheets. Returns 1 where a part has no name for screen readers."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    given = _parser().parse_args(arguments)
    from tests.screenshots.camera import SIZES, take_all
    from tests.screenshots.scenes import all_scenes

    if given.list:
        print("\n".join(scene.name for scene in all_scenes()))
        return 0
    if given.size is None:
        return _each_size(
            [size.name for size in SIZES], given.out, sys.argv[1:] if arguments is None else arguments
        )
    size = next(size for size in SIZES if size.name == given.size)
    scenes = [scene for scene in all_scenes() if not given.only or scene.name in given.only]
    faults = take_all(scenes, size, given.out, given.lang, given.theme)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _each_size(names: Sequence[str], out: Path, arguments: Sequence[str]) -> int:
    from tests.screenshots.camera import SIZES
    from tests.screenshots.sheet import make_sheet

    worst = 0
    for name in names:
        ratio = next(size.ratio for size in SIZES if size.name == name)
        environment = os.environ | {"QT_SCALE_FACTOR": str(ratio)}
        child = [sys.executable, "-m", "tests.screenshots", *arguments, "--size", name]
        worst = max(worst, subprocess.run(child, env=environment, check=False).returncode)
    for folder in sorted(path for path in out.iterdir() if path.is_dir() and any(path.glob("*.png"))):
        print(make_sheet(folder))
    return worst


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=Path("build", "screenshots"), help="folder for the pictures"
    )
    parser.add_argument("--only", nargs="*", default=[], metavar="SCENE", help="only these scenes")
    parser.add_argument("--lang", nargs="*", default=["da", "en"], choices=["da", "en"])
    parser.add_argument("--theme", nargs="*", default=["light", "contrast"], choices=["light", "contrast"])
    parser.add_argument("--size", help="only this window size, in this process, without sheets")
    parser.add_argument("--list", action="store_true", help="name the scenes")
    return parser


if __name__ == "__main__":
    sys.exit(main())
