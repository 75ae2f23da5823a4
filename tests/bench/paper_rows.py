"""What is measured of files: the citizen's plan as PDF, and the sealed export."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pyrage

from caseworker.base.text import Text
from caseworker.exchange import service
from caseworker.exchange.export import export_to
from caseworker.exchange.seal import SETTING, recipient_of, with_key
from caseworker.people import staff
from caseworker.prints.kit.fonts import REGULAR, font
from caseworker.store.work import Work
from tests.bench.measuring import Rounds, Row, in_turn, once, typical
from tests.bench.stores import MIDDLE, Bench
from tests.prints.compare_speed import four_pages, plain
from tests.prints.reader import TaggedPdf

T = TypeVar("T")


def pdf_rows(rounds: Rounds) -> Iterator[Row]:
    """Print the citizen's plan on four pages, tagged, against the same words in plain reportlab."""
    font(REGULAR)
    tagged = TaggedPdf(four_pages())
    mine, other = in_turn(four_pages, lambda: plain(tagged.root), rounds.few)
    pages = f"{len(tagged.pdf.pages)} pages"
    yield Row("citizen's plan as tagged PDF", mine, other, "untagged plain reportlab", most=1.6, note=pages)


def export_rows(rounds: Rounds) -> Iterator[Row]:
    """Everything of 5,000 cases in one sealed bundle, against writing, packing and sealing the same records."""
    office = Bench(MIDDLE).open()

    def run(_name: Text, do: Callable[[Work], T], /) -> T:
        """Note the bundle without keeping it, so that the next round has as much to send."""
        return office.rehearse(do)

    try:
        now = office.clock.now()
        with office.read() as session:
            collect = once(lambda: service.collect(session, now, office.clock.today()))
            found = service.collect(session, now, office.clock.today())
            recipient = with_key(recipient_of(staff.setting(session, SETTING)), office.folder, now)
        records = [[json.loads(line) for line in content.splitlines()] for content in found.files.values()]
        key = pyrage.x25519.Recipient.from_str(recipient.public_key)

        def reference() -> bytes:
            lines = "\n".join(json.dumps(one, ensure_ascii=False) for kind in records for one in kind)
            return bytes(pyrage.encrypt(zlib.compress(lines.encode()), [key]))

        with TemporaryDirectory() as out:
            mine = typical(lambda: export_to(office.store, office.packs, run, Path(out)), min(rounds.few, 2))
        other = typical(reference, min(rounds.few, 2))
        count = sum(len(kind) for kind in records)
        yield Row(
            f"export of {MIDDLE:,} cases, sealed", mine, other, "json + zlib + age of the same records", most=2.0,
            note=f"{count:,} records, of it {collect:,.0f} ms to gather them",
        )  # fmt: skip
    finally:
        office.close()
