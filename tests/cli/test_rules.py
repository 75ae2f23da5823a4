"""`caseworker rules`: what it answers, and with which exit code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.paths import resource
from caseworker.base.text import t
from caseworker.deadlines import local_packs, switches
from caseworker.office import Office
from tests.cli.conftest import Run
from tests.deadlines.test_pack_intake import GOOD
from tests.making import PASSPHRASE, make_citizen, make_office

TODAY = date(2026, 11, 24)


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Write a good pack file of the unit's own."""
    file = tmp_path / "vores.toml"
    file.write_text(GOOD, "utf-8")
    return file


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Make a store with one citizen."""
    office = make_office(tmp_path / "store", FixedClock(at(TODAY)))
    make_citizen(office, "Anna Bech", group="lab-2", visited_as="job_ready", since=date(2026, 11, 20))
    office.close()
    return tmp_path / "store"


def test_a_good_file_is_ok(run: Run, ours: Path) -> None:
    done = run("rules", "check", ours)
    assert (done.code, done.err) == (0, "")
    assert done.data == {"ok": True, "pack": "ours", "rules": 1, "findings": []}


def test_a_wrong_file_has_its_findings_on_stdout_and_exit_code_3(run: Run, ours: Path) -> None:
    ours.write_text(GOOD.replace("days = 5", "days = -5"), "utf-8")
    done = run("rules", "check", ours)
    assert done.code == 3
    assert done.data["ok"] is False
    assert done.data["findings"] == [
        {
            "level": "error",
            "rule": "U-1",
            "path": "period",
            "line": 17,
            "da": "en længde har netop én enhed og et tal på 0 eller mere",
            "en": "a length has exactly one unit, and a number of 0 or more",
        }
    ]


def test_a_file_that_is_not_toml_names_its_line(run: Run, ours: Path) -> None:
    ours.write_text('id = "a"\n\narea = \n', "utf-8")
    done = run("rules", "check", ours)
    assert (done.code, done.data["pack"], done.data["findings"][0]["line"]) == (3, "", 3)
    tested = run("rules", "test", ours)
    assert tested.code == 3
    assert tested.data == {"ok": False, "cases": 0, "passed": 0, "failed": []}
    assert tested.err.startswith(
        "Regelfilen vores.toml kan ikke bruges: linje 3: her er filen ikke skrevet som TOML."
    )


def test_a_file_that_is_not_there_is_input_that_cannot_be_used(run: Run, tmp_path: Path) -> None:
    for command in ("check", "test"):
        done = run("rules", command, tmp_path / "nowhere.toml")
        assert (done.code, done.out) == (3, "")
        assert "kan ikke åbnes" in done.err


def test_the_cases_of_a_file(run: Run, ours: Path) -> None:
    done = run("rules", "test", ours)
    assert (done.code, done.data) == (0, {"ok": True, "cases": 2, "passed": 2, "failed": []})
    ours.write_text(GOOD.replace("2026-11-25", "2026-11-26", 1), "utf-8")
    failing = run("rules", "test", ours)
    assert failing.code == 3
    assert (failing.data["ok"], failing.data["passed"]) == (False, 1)
    assert failing.data["failed"] == [
        {"rule": "U-1", "what": "Plain", "field": "due_on", "expected": "2026-11-26", "found": "2026-11-25"}
    ]


def test_a_file_without_cases_is_not_said_to_be_tested(run: Run, ours: Path) -> None:
    ours.write_text(GOOD.partition("[[case]]")[0], "utf-8")
    done = run("rules", "test", ours)
    assert (done.code, done.data["cases"]) == (0, 0)
    assert done.err.startswith("Filen rummer ingen eksempler, så intet er prøvet.")


@pytest.mark.parametrize("file", sorted(resource("rules").glob("*.toml")), ids=lambda file: file.stem)
def test_the_shipped_files_pass(run: Run, file: Path) -> None:
    assert run("rules", "check", file).data["findings"] == []
    assert run("rules", "test", file).data["ok"] is True


def test_two_packs_are_compared_by_file_or_id(run: Run, ours: Path) -> None:
    added = run("rules", "diff", "local-practice", ours)
    assert (added.code, added.data) == (0, {"rules": {"added": ["U-1"], "removed": [], "changed": []}})
    shipped = run("rules", "diff", "lab-2026-02", "lab-2026-07")
    assert "G20-01" in shipped.data["rules"]["removed"]
    assert "G26-08" in shipped.data["rules"]["added"]
    assert shipped.data["rules"]["changed"] == ["G20-04b", "G20-15"]
    newer = ours.with_name("nyere.toml")
    newer.write_text(GOOD.replace("days = 5", "days = 6"), "utf-8")
    assert run("rules", "diff", ours, newer).data["rules"]["changed"] == ["U-1"]


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("lab-1999", "Der er intet regelsæt med id'et lab-1999."),
        ("nowhere.toml", "Filen nowhere.toml kan ikke åbnes."),
    ],
)
def test_what_cannot_be_compared(run: Run, reference: str, words: str) -> None:
    done = run("rules", "diff", "local-practice", reference)
    assert (done.code, done.out) == (3, "")
    assert words in done.err


def test_a_file_with_errors_is_not_compared(run: Run, ours: Path) -> None:
    ours.write_text(GOOD.replace("days = 5", "days = -5"), "utf-8")
    done = run("rules", "diff", "local-practice", ours)
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "Regelfilen vores.toml kan ikke bruges: U-1 period: en længde har netop én enhed og et tal på 0 eller mere. "
        "De gældende regler er uændrede.\n"
        "Regelfilen vores.toml har fejl. Intet er sammenlignet.\n"
    )


def test_with_the_store_the_cases_whose_dates_change_are_told(run: Run, ours: Path, store: Path) -> None:
    done = run("rules", "diff", "local-practice", ours, "--store", "--data-dir", store, "--on", "2026-11-24")
    assert done.code == 0
    assert (done.data["cases"], done.data["of"]) == (1, 1)
    (change,) = done.data["changes"]
    assert change.pop("case_id")
    assert change == {
        "case_no": 1001, "name": "Anna Bech", "rule": "U-1", "before": None, "after": "2026-11-25",
    }  # fmt: skip
    back = run("rules", "diff", ours, "local-practice", "--store", "--data-dir", store, "--on", "2026-11-24")
    assert (back.data["changes"][0]["before"], back.data["changes"][0]["after"]) == ("2026-11-25", None)


def test_the_packs_are_listed_with_area_days_and_marks(run: Run) -> None:
    found = {pack["id"]: pack for pack in run("rules", "list").data["packs"]}
    pack = found["lab-2026-07"]
    assert (pack["area"], pack["valid_from"], pack["valid_to"]) == ("lab", "2026-07-01", None)
    assert (pack["extends"], pack["local"]) == ("lab-2026-02", False)
    assert sum(pack["marks"].values()) == pack["rules"] > pack["own_rules"]
    assert pack["marks"]["M"] >= 1
    assert "G26-13" in pack["not_computed"]


def test_with_the_store_the_list_says_what_is_on_and_what_comes(
    run: Run, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Not the day on which the test runs: from 2027 on the area would be on.
    monkeypatch.setattr("caseworker.cli.context.SystemClock", lambda: FixedClock(at(TODAY)))
    office = Office.open(store, PASSPHRASE, clock=FixedClock(at(TODAY)))
    packs = office.packs
    office.run(
        t("Rules"),
        lambda work: local_packs.take_in_pack(work, packs, GOOD.encode(), "vores.toml", date(2026, 11, 1)),
    )
    office.run(t("Rules"), lambda work: switches.switch_area(work, "proposal", date(2027, 1, 1), on=True))
    office.run(t("Rules"), lambda work: switches.switch_rule(work, "R-066", TODAY, on=False))
    office.close()
    data = run("rules", "list", "--store", "--data-dir", store).data
    assert [(p["id"], p["valid_from"]) for p in data["packs"] if p["local"]] == [("ours", "2026-11-01")]
    assert (data["areas"], data["off_rules"]) == (["integration", "lab", "local", "sickness"], ["R-066"])
    assert data["later"] == [{"from": "2027-01-01", "kind": "area", "name": "proposal", "on": True}]
