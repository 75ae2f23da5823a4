"""A small caseload with everything an export takes along, and ways to look into what was sealed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pyrage

from caseworker.base.clock import at
from caseworker.base.text import t
from caseworker.contacts.model import Talk
from caseworker.exchange import bag, seal
from caseworker.exchange.export import Exported, export_to
from caseworker.journal.model import Note
from caseworker.office import Office
from caseworker.people.model import Citizen, Staff
from caseworker.plan.model import Agreement
from tests.making import make_citizen

NAME, CPR, SECRET = "Åse Sørensen", "0107871239", "Hun græder, når vi taler om søvn"
TODAY = date(2026, 11, 24)


def fill(office: Office) -> tuple[str, str]:
    """Add a citizen with CPR, a held talk with an agreement and a note, and a planned talk."""
    citizen_id, case_id = make_citizen(office, NAME, date(1987, 7, 1))

    def act(work: Any) -> None:
        work.get(Citizen, citizen_id).cpr = CPR
        me = work.first(Staff, Staff.is_me)
        own = {"citizen_id": citizen_id, "case_id": case_id}
        held = work.add(
            Talk(
                **own, kind="follow_up", status="held", at=at(date(2026, 11, 10), 10), staff_id=me.id,
                purpose="Opfølgning", outcome="Vi er enige om en praktik", attendance="met", place="Rådhuset",
                participants=[{"name": "Bo Lund", "role": "unemployment_fund", "form": "video"}],
            )
        )  # fmt: skip
        work.add(
            Agreement(
                **own, side="citizen", words="Ringer til værkstedet", owner=NAME, made_on=date(2026, 11, 10),
                due_on=date(2026, 11, 17), talk_id=held.id,
            )
        )  # fmt: skip
        work.add(
            Talk(
                **own, kind="joint", status="planned", at=at(date(2026, 12, 8), 13, 30), minutes=60,
                staff_id=me.id, place="Rådhuset, lokale 2", purpose="Vi lægger planen",
                summoned_at=at(date(2026, 11, 20)),
            )
        )  # fmt: skip
        work.add(
            Note(
                **own, at=work.now(), author=work.author.actor, kind="talk", title="Samtale", facts=SECRET,
                about_kind="talk", about_id=held.id,
            )
        )  # fmt: skip

    office.run(t("Save talk"), act)
    return citizen_id, case_id


def export(office: Office, to: Path) -> Exported:
    return export_to(office.store, office.packs, office.run, to)


def change(office: Office, do: Any) -> None:
    """Run an act that is none of the program's own."""
    office.run(t("Change"), do)


def demo_key(office: Office) -> Path:
    return office.folder / seal.DEMO_KEY_NAME


def unsealed(office: Office, path: Path) -> bytes:
    return seal.unseal(path.read_bytes(), seal.read_identities(demo_key(office)))


def files_of(office: Office, path: Path) -> dict[str, bytes]:
    return bag.unpack(unsealed(office, path))


def records_of(files: dict[str, bytes], kind: str) -> list[dict[str, Any]]:
    content = files.get(f"data/records/{kind}.jsonl", b"")
    return [json.loads(line) for line in content.splitlines()]


def reseal(office: Office, content: bytes, path: Path) -> Path:
    """Seal other content to the demo jobcentre: what anybody with its public key can do."""
    public = seal.demo_public_key(office.folder, office.clock.now())
    path.write_bytes(pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(public)]))
    return path


def zipped(entries: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()
