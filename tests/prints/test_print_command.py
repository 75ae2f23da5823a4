"""`caseworker print`: a warning about the paper goes to stderr, the answer stays what it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.cli.main import main
from caseworker.plan import service as plans
from tests.making import PASSPHRASE, make_citizen, make_office


@pytest.mark.parametrize(("name", "warns"), [("Aisha محمد", True), ("Łukasz Żółć", False)])
def test_a_warning_goes_to_stderr(
    tmp_path: Path,
    clock: FixedClock,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    *,
    warns: bool,
) -> None:
    monkeypatch.setenv("CASEWORKER_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("LANGUAGE", "da")
    office = make_office(tmp_path / "store", clock)
    _, case_id = make_citizen(office, name)
    office.run(t("Make the plan"), lambda work: plans.ensure_plan(work, case_id))
    office.close()
    capfd.readouterr()
    out = tmp_path / "plan.pdf"
    code = main(["print", "plan", "--case", case_id, "-o", str(out), "--data-dir", str(tmp_path / "store")])
    answer, told = capfd.readouterr()
    assert code == 0
    assert json.loads(answer) == {"pdf": str(out), "pages": 1, "version": None}
    assert ("»محمد« under »Dit ja til planen«" in told.translate(dict.fromkeys((0x2068, 0x2069)))) is warns
    assert ("Skrifttypen mangler nogle tegn" in told) is warns
    assert out.read_bytes().startswith(b"%PDF-")
