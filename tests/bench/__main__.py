"""Measures, prints the table and writes build/bench.json. Timings never fail; see docs/performance.md."""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from tests.bench.measuring import Rounds, Row

_OUT = Path("build", "bench.json")
MakeRows = Callable[[Rounds], Iterator[Row]]


def _groups(*, quick: bool) -> dict[str, MakeRows]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tests.bench import core_rows, paper_rows, window_rows
    from tests.bench.stores import MIDDLE, SMALL

    sizes = {"sizes": (SMALL, MIDDLE)} if quick else {}
    return {
        "start": window_rows.start_rows,
        "unlock": window_rows.unlock_rows,
        "citizen": window_rows.citizen_rows,
        "search": core_rows.search_rows,
        "worklist": partial(core_rows.worklist_rows, **sizes),
        "deadlines": partial(core_rows.deadline_rows, **sizes),
        "save": core_rows.save_rows,
        "pdf": paper_rows.pdf_rows,
        "export": paper_rows.export_rows,
        "memory": window_rows.memory_rows,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked for. Returns 1 only where something could not be measured at all."""
    groups = _groups(quick="--quick" in (sys.argv[1:] if arguments is None else arguments))
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "--only", nargs="*", default=[], choices=list(groups), metavar="NAME", help=", ".join(groups)
    )
    parser.add_argument("--quick", action="store_true", help="fewer rounds, no 50,000 cases")
    given = parser.parse_args(arguments)
    rounds = Rounds(many=5, few=2) if given.quick else Rounds()
    rows: list[Row] = []
    failed = 0
    # As the program does once it is loaded (ui/shell/stores.preload).
    gc.collect()
    gc.freeze()
    _print_line("", "here", "reference", "ratio", "aim", "")
    for name, make in groups.items():
        if given.only and name not in given.only:
            continue
        started = time.monotonic()
        try:
            for row in make(rounds):
                rows.append(row)
                _print_row(row)
        except Exception as error:  # noqa: BLE001 - one thing that cannot be measured must not hide the others
            failed += 1
            print(f"{name}: could not be measured ({type(error).__name__}: {error})", file=sys.stderr)
        print(f"  {name}: {time.monotonic() - started:.0f} s", file=sys.stderr)
    _write(rows, whole=not given.only)
    return 1 if failed else 0


def _print_row(row: Row) -> None:
    unit = row.unit
    ratio = "" if row.ratio is None else f"{row.ratio:.2f} x"
    if unit == "MB" and row.reference is not None:
        ratio = f"{row.ours - row.reference:+.0f} MB"
    aims = []
    if row.most is not None:
        aims.append(f"{row.most:+.0f} MB" if unit == "MB" else f"{row.most:g} x")
    if row.limit is not None:
        aims.append(f"{row.limit:g} {unit}")
    mark = {True: "kept", False: "MISSED", None: ""}[row.kept]
    reference = "" if row.reference is None else f"{row.reference:,.1f} {unit}"
    words = f"{mark}  {row.against}{'; ' if row.against and row.note else ''}{row.note}"
    _print_line(row.name, f"{row.ours:,.1f} {unit}", reference, ratio, ", ".join(aims), words)


def _print_line(name: str, ours: str, reference: str, ratio: str, aim: str, note: str) -> None:
    print(f"{name:<56} {ours:>13} {reference:>13} {ratio:>9} {aim:>13}  {note}", flush=True)


def _write(rows: Sequence[Row], *, whole: bool) -> None:
    """Write the figures; of a run of only some the others stay."""
    _OUT.parent.mkdir(exist_ok=True)
    known: dict[str, object] = {}
    if not whole and _OUT.exists():
        known = {row["name"]: row for row in json.loads(_OUT.read_text("utf-8"))["rows"]}
    known |= {row.name: row.as_data() for row in rows}
    system = f"{platform.system()} {platform.machine()}"
    machine = f"{system}, {os.cpu_count()} processors, Python {platform.python_version()}"
    told = {"machine": machine, "rows": list(known.values())}
    _OUT.write_text(json.dumps(told, indent=2, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
