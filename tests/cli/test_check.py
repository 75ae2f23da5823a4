"""What the command line says of a store that is damaged, incomplete or open to others."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pyrage
import pytest

from caseworker.base.text import t
from caseworker.office import Office
from caseworker.people.staff import put_setting
from tests.cli.conftest import Run
from tests.making import PASSPHRASE


def of(folder: Path) -> tuple[str, Path]:
    return ("--data-dir", folder)


def test_check_finds_what_is_wrong(run: Run, store: Path) -> None:
    assert run("check", *of(store)).data == {"ok": True, "problems": []}
    content = bytearray((store / "store.db").read_bytes())
    content[-2000] ^= 1
    (store / "store.db").write_bytes(content)
    page = len(content) // 4096
    for language, said in (("da", f"1 side i arkivets fil er beskadiget (nummer {page}). "),
                           ("en", f"1 page of the store file is damaged (number {page}). ")):  # fmt: skip
        ran = run("check", "--lang", language, *of(store))
        assert (ran.code, ran.data["ok"], len(ran.data["problems"])) == (4, False, 1)
        assert ran.data["problems"][0].startswith(said)


@pytest.mark.parametrize(
    ("name", "danish", "english"),
    [
        ("device.key", "Underskriftsnøglen", "The signing key"),
        ("demo-jobcentre.agekey", "Demo-jobcentrets nøgle", "The demo jobcentre's key"),
    ],
)
@pytest.mark.parametrize("content", [b"", b"\xff\xfe"])
def test_check_names_a_key_that_stops_every_export(
    run: Run, store: Path, tmp_path: Path, name: str, danish: str, english: str, content: bytes
) -> None:
    assert run("check", *of(store)).data == {"ok": True, "problems": []}
    assert not (store / name).exists(), "to look makes no key"
    first = run("export", "--to", tmp_path / "ud", *of(store))
    whole = (store / name).read_bytes()
    assert run("check", *of(store)).data == {"ok": True, "problems": []}
    (store / name).write_bytes(content)
    for language, said in (("da", danish), ("en", english)):
        ran = run("check", "--lang", language, *of(store))
        assert (ran.code, ran.data["ok"], len(ran.data["problems"])) == (4, False, 1)
        assert ran.data["problems"][0].startswith(f"{said} {store / name} ")
    run("demo", "--citizens", 1, "--seed", 77, *of(store))
    refused = run("export", "--to", tmp_path / "ud", *of(store))
    assert (refused.code, refused.out) == (3, "")
    assert refused.err.startswith(f"{danish} {store / name} ")
    assert (store / name).read_bytes() == content
    (store / name).write_bytes(whole)
    assert run("check", *of(store)).code == 0
    (store / name).unlink()  # the other way out that the sentence names
    assert run("export", "--to", tmp_path / "ud", *of(store)).data["bundle"] != first.data["bundle"]


def test_check_asks_for_no_demo_key_where_the_unit_names_its_own_receiver(run: Run, store: Path) -> None:
    def set_receiver(key: str) -> None:
        office = Office.open(store, PASSPHRASE)
        office.run(
            t("Settings"),
            lambda work: put_setting(work, "jobcentre", {"recipient": key, "name": "Nordby"}),
        )
        office.close()

    (store / "demo-jobcentre.agekey").write_bytes(b"not a key")
    set_receiver(str(pyrage.x25519.Identity.generate().to_public()))
    assert run("check", *of(store)).data == {"ok": True, "problems": []}
    set_receiver("age1forkert")
    ran = run("check", *of(store))
    assert (ran.code, len(ran.data["problems"])) == (4, 1)
    assert ran.data["problems"][0].startswith("Jobcentrets nøgle")


def test_check_answers_also_where_the_store_cannot_be_opened(run: Run, store: Path, tmp_path: Path) -> None:
    content = bytearray((store / "store.db").read_bytes())
    content[100:200] = bytes(100)  # the first page
    (store / "store.db").write_bytes(content)
    broken = run("check", *of(store))
    (store / "store.json").unlink()
    keyless = run("check", *of(store))
    nothing = run("check", *of(tmp_path / "nowhere"))
    for ran in (broken, keyless, nothing):
        assert (ran.code, ran.data["ok"], len(ran.data["problems"])) == (4, False, 1)
        assert not re.search("HMAC|btree|malformed", ran.out)
    made = run("init", *of(store))
    assert (made.code, made.out) == (4, "")
    assert made.err.strip() == keyless.data["problems"][0]
    assert "Nøglefilen" in made.err


def test_a_key_file_alone_is_said_the_same_way_by_all(run: Run, store: Path) -> None:
    (store / "store.db").unlink()
    checked, made, read = (run(command, *of(store)) for command in ("check", "init", "citizens"))
    assert (checked.code, made.code, read.code) == (4, 4, 4)
    assert made.err.strip() == read.err.strip() == checked.data["problems"][0]


def test_a_damaged_page_stops_every_command_before_it_does_anything(
    run: Run, store: Path, tmp_path: Path
) -> None:
    content = bytearray((store / "store.db").read_bytes())
    content[-2000] ^= 1  # a page that none of these reads
    file = tmp_path / "liste.csv"
    file.write_text("Navn;CPR\nJonas Bruun;1203044232\n", "utf-8")
    (store / "store.db").write_bytes(content)
    for command in (
        ("import", file), ("citizens",), ("case", "1001"), ("deadlines", "list"),
        ("export", "--to", tmp_path / "ud"), ("print", "plan", "--case", "1001", "-o", tmp_path / "x.pdf"),
        ("demo", "--citizens", "1"),
    ):  # fmt: skip
        ran = run(*command, *of(store))
        assert (ran.code, ran.out) == (4, "")
        assert "beskadiget" in ran.err
    assert (store / "store.db").read_bytes() == bytes(content)


def test_damaged_drafts_are_said_in_the_language(run: Run, store: Path) -> None:
    for language, said in (("da", "kladder"), ("en", "The file of drafts was damaged several times: ")):
        (store / "drafts.db").write_bytes(b"not any more " * 1000)
        ran = run("citizens", "--lang", language, *of(store))
        assert (ran.code, len(ran.err.splitlines())) == (0, 1)
        assert said in ran.err


def test_check_looks_at_the_drafts_too(run: Run, store: Path) -> None:
    office = Office.open(store, PASSPHRASE)
    office.store.drafts.save("r", "note", "c", "k", {"facts": "Ord. " * 5000})
    office.close()
    content = bytearray((store / "drafts.db").read_bytes())
    content[9000] ^= 1
    (store / "drafts.db").write_bytes(content)
    checked = run("check", *of(store))
    assert (checked.code, checked.data["ok"]) == (4, False)
    assert "Filen med kladder var beskadiget" in checked.data["problems"][0]
    assert not run("check", *of(store)).data["ok"], "it is told until the caseworker has read it"
    office = Office.open(store, PASSPHRASE)
    office.store.drafts.loss_told(office.store.drafts.losses)
    office.close()
    assert run("check", *of(store)).data == {"ok": True, "problems": []}


@pytest.mark.skipif(sys.platform == "win32", reason="rights are Unix")
def test_what_lies_in_the_folder_can_be_read_by_its_owner_alone(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir(mode=0o755)
    run("init", *of(folder))
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in folder.iterdir()} == dict.fromkeys(
        ("store.db", "store.json", "drafts.db", "store.lock", "store.owner"), oct(0o600)
    )
    for path in folder.iterdir():
        path.chmod(0o644)  # as an older program made them
    run("citizens", *of(folder))
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_broken_rule_file_is_said_by_every_command_and_by_check(run: Run, store: Path) -> None:
    (store / "rules").mkdir()
    (store / "rules" / "egen.toml").write_text("id = [")
    ran = run("citizens", *of(store))
    assert (ran.code, len(ran.data)) == (0, 8)
    assert "egen.toml" in ran.err
    checked = run("check", *of(store)).data
    assert not checked["ok"]
    assert "egen.toml" in checked["problems"][0]
