"""`caseworker export` and `open-bundle`, as a script calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock
from caseworker.cli.main import main
from caseworker.office import Office
from tests.exchange.working import NAME
from tests.making import PASSPHRASE, make_citizen


@pytest.fixture
def call(
    office: Office, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    """Run a command on the store of `office`, which is closed meanwhile. Gives (code, answer, messages)."""
    monkeypatch.setenv("CASEWORKER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("caseworker.cli.context.SystemClock", lambda: clock)
    office.close()

    def run(*words: object, language: str = "en") -> tuple[int, Any, str]:
        capsys.readouterr()
        code = main(["--data-dir", str(office.folder), "--lang", language, *map(str, words)])
        out = capsys.readouterr()
        return code, json.loads(out.out) if out.out else None, out.err

    return run


def test_export_and_open(call: Any, office: Office, tmp_path: Path) -> None:
    out, opened = tmp_path / "ud æøå", tmp_path / "åbnet"
    code, dry, _words = call("export", "--to", out, "--dry-run")
    assert (code, dry["bundle"], dry["citizens"]) == (0, None, 1)
    assert not out.exists()
    code, done, words = call("export", "--to", out)
    assert (code, words) == (0, "")
    assert done["records"] == dry["records"]
    bundle = Path(done["bundle"])
    assert bundle.is_absolute()
    assert list(out.iterdir()) == [bundle]
    key = office.folder / "demo-jobcentre.agekey"
    code, found, told = call("open-bundle", bundle, "--key", key, "--to", opened)
    signer = found.pop("signer")
    assert (code, found) == (0, {"dir": str(opened), "records": done["records"]})
    assert signer in told, "who signed is told to the person too"
    assert (opened / "bagit.txt").is_file()
    code, again, words = call("export", "--to", out, language="da")
    assert (code, again) == (0, {"bundle": None, "records": {}, "citizens": 0})
    assert words == "Der er intet nyt at sende. Der er ikke skrevet noget.\n"


def test_mistakes_have_a_sentence_and_a_code(call: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    code, answer, words = call("export", "--to", tmp_path / "file", language="da")
    assert (code, answer) == (3, None)
    assert words.startswith("Der kan ikke skrives i mappen")
    code, answer, words = call(
        "open-bundle", tmp_path / "file", "--key", tmp_path / "no", "--to", tmp_path / "x"
    )
    assert (code, answer) == (3, None)
    assert "cannot be opened" in words


def test_faults_are_told_beside_the_answer(tmp_path: Path, office: Office, call: Any) -> None:
    again = Office.open(office.folder, PASSPHRASE, clock=office.clock)
    make_citizen(again, "Uden Cpr")
    again.close()
    code, dry, words = call("export", "--to", tmp_path / "out", "--dry-run", language="da")
    assert code == 0
    (fault,) = dry["faults"]
    assert {name: fault[name] for name in ("name", "case_no", "code", "kind", "field")} == {
        "name": "Uden Cpr", "case_no": 1002, "code": "no_cpr", "kind": "citizen", "field": "cpr",
    }  # fmt: skip
    assert fault["id"] == fault["citizen_id"]
    assert fault["fault"] == "CPR-nummeret mangler. De nationale registre skal bruge det."
    assert fault["mend"] == "Skriv nummeret under »Ret borgerens oplysninger«."
    assert "1 fejl" in words
    code, answer, words = call("export", "--to", tmp_path / "out")
    assert (code, answer["citizens"]) == (0, 2)
    assert "The check found" in words


def test_the_calendar_is_written_with_or_without_names(call: Any, tmp_path: Path) -> None:
    file = tmp_path / "frister.ics"
    code, done, words = call("deadlines", "calendar", "-o", file)
    assert (code, done["calendar"], done["cancelled"], words) == (0, str(file), 0, "")
    assert file.read_text("utf-8").count("BEGIN:VEVENT") == done["events"] > 1
    assert NAME not in file.read_text("utf-8")
    code, _done, _words = call("deadlines", "calendar", "-o", file, "--names")
    assert (code, NAME in file.read_text("utf-8").replace("\r\n ", "")) == (0, True)
    code, done, words = call("deadlines", "calendar", "-o", file / "under.ics", language="da")
    assert (code, done) == (3, None)
    assert words.startswith("Kalenderen kan ikke skrives til")
