"""Every command's answer, shape and exit code: the contract that scripts rely on."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import caseworker
from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.office import Office
from caseworker.people.service import close_case
from tests.cli.conftest import ON, Run
from tests.making import PASSPHRASE, create_office, make_citizen, make_office

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
CSV = """Navn;CPR-nr.;Målgruppe;Første henvendelse
Jonas Bruun;120304-4232;Aktivitetsparat;05-10-2026
Åse Ødegård;010590-1234;Jobparat;5/10-26
Uden Nummer;;Jobparat;05-10-2026
Forkert Dato;311390-1234;Jobparat;05-10-2026
"""


@pytest.fixture
def csv_file(tmp_path: Path) -> Path:
    (tmp_path / "liste.csv").write_text(CSV, "utf-8")
    return tmp_path / "liste.csv"


def of(folder: Path) -> tuple[str, Path]:
    return ("--data-dir", folder)


def test_init_makes_a_store_and_shows_the_code_once(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "ny mappe æøå"
    ran = run("init", "--name", "Karen Holm", "--unit", "Nordby", "--phone", "1", *of(folder))
    assert (ran.code, set(ran.data)) == (0, {"store", "recovery_code"})
    assert ran.data["store"] == str(folder)
    assert re.fullmatch(r"([0-9A-Z]{4}-){6}[0-9A-Z]{4}", ran.data["recovery_code"])
    assert "kun nu" in ran.err
    assert ran.data["recovery_code"] not in ran.err
    again = run("init", *of(folder))
    assert (again.code, again.out) == (4, "")
    assert "allerede" in again.err
    office = Office.recover(folder, ran.data["recovery_code"], "en helt ny sætning")
    assert office.me.name == "Karen Holm"
    office.close()


def test_init_asks_for_no_more_than_a_passphrase(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWORKER_PASSPHRASE", "kort")
    ran = run("init", *of(tmp_path / "store"))
    assert (ran.code, ran.out) == (3, "")
    assert "mindst 10 tegn" in ran.err
    assert not (tmp_path / "store").exists()
    monkeypatch.setenv("CASEWORKER_PASSPHRASE", PASSPHRASE)
    assert run("init", *of(tmp_path / "store")).code == 0
    assert run("check", *of(tmp_path / "store")).data == {"ok": True, "problems": []}


def test_import_counts_what_became_of_each_row(
    run: Run, clock: FixedClock, tmp_path: Path, csv_file: Path
) -> None:
    make_office(tmp_path / "store", clock).close()
    rejected = tmp_path / "afvist.csv"
    dry = run("import", csv_file, "--dry-run", *of(tmp_path / "store"))
    assert run("citizens", *of(tmp_path / "store")).data == []
    first = run("import", csv_file, "--rejected", rejected, *of(tmp_path / "store"))
    again = run("import", csv_file, *of(tmp_path / "store"))
    counted = ("read", "accepted", "updated", "unchanged", "rejected")
    assert [dry.code, first.code, again.code] == [0, 0, 0]
    assert tuple(first.data) == counted
    assert dry.data == first.data == dict(zip(counted, (4, 2, 0, 0, 2), strict=True))
    assert again.data == dict(zip(counted, (4, 0, 0, 2, 2), strict=True))
    for ran in (dry, first, again):
        assert ran.data["read"] == sum(ran.data[name] for name in counted[1:])
        assert "Linje 4" in ran.err
        assert "Linje 5" in ran.err
    lines = rejected.read_bytes().decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("Uden Nummer")
    assert len(lines[1].split(";")) == 5


def test_import_says_what_is_wrong_with_files(run: Run, store: Path, csv_file: Path, tmp_path: Path) -> None:
    for file in (tmp_path / "nowhere.csv", tmp_path):
        ran = run("import", file, *of(store))
        assert (ran.code, ran.out) == (3, "")
        assert str(file) in ran.err
    same = run("import", csv_file, "--rejected", csv_file, *of(store))
    assert same.code == 3
    assert csv_file.read_text("utf-8") == CSV
    for unwritable in ("/", tmp_path / "liste.csv" / "x.csv"):
        ran = run("import", csv_file, "--rejected", unwritable, *of(store))
        assert (ran.code, ran.out) == (3, "")
        assert "Intet er importeret" in ran.err
    assert run("citizens", "--search", "Jonas Bruun", *of(store)).data == []


def test_citizens_in_the_shape_that_was_promised(run: Run, filled: Path) -> None:
    ran = run("citizens", "--json", *of(filled))
    assert (ran.code, ran.err, len(ran.data)) == (0, "", 8)
    for row in ran.data:
        assert {"id", "case_id", "name", "cpr_masked", "group", "next_deadline"} <= set(row)
        assert ID.fullmatch(row["id"])
        assert ID.fullmatch(row["case_id"])
        assert re.fullmatch(r"\d{6}-••••", row["cpr_masked"])
        if row["next_deadline"] is not None:
            assert row["next_deadline"]["status"] in ("missed", "due_soon", "open")
            date.fromisoformat(row["next_deadline"]["due_on"])
    name = ran.data[0]["name"]
    found = run("citizens", "--search", name.split()[0][:3].lower(), *of(filled)).data
    assert name in [row["name"] for row in found]
    assert run("citizens", "--search", "ingen hedder sådan", *of(filled)).data == []
    assert run("citizens", "--search", '*"\\', *of(filled)).data == []


def test_a_case_by_whole_and_short_id_and_the_look_is_logged(run: Run, store: Path) -> None:
    row = run("citizens", *of(store)).data[0]
    by_number = run("case", row["case_no"], "--json", *of(store))
    assert by_number.code == 0
    assert list(by_number.data) == [
        "citizen", "case", "screenings", "plan", "contacts", "deadlines", "journal",
    ]  # fmt: skip
    for reference in (row["case_id"], f" {row['case_no']} ", row["id"]):
        assert run("case", reference, *of(store)).data == by_number.data
    assert by_number.data["case"]["id"] == row["case_id"]
    assert by_number.data["citizen"]["cpr_masked"] == row["cpr_masked"]
    office = Office.open(store, PASSPHRASE)
    with office.read() as session:
        from caseworker.store import views

        looks = views.of_citizen(session, row["id"])
    office.close()
    assert [look.place for look in looks] == ["cli case"] * 4
    assert {look.actor for look in looks} == {"Karen Holm"}


@pytest.mark.parametrize(
    "reference", ["9999", "0", "-1", "", "x", "1001; DROP", "01a2006c-e6a2-75be-9c9b-0a787b572838"]
)
def test_an_unknown_case_is_a_sentence(run: Run, filled: Path, reference: str, tmp_path: Path) -> None:
    for command in (
        ("case", f"{reference}"),
        ("deadlines", "list", "--case", reference),
        ("print", "plan", "--case", reference, "-o", tmp_path / "x.pdf"),
        ("print", "summons", "--case", reference, "-o", tmp_path / "x.pdf"),
    ):
        if reference == "-1" and command[0] == "case":
            continue  # to argparse that is an option
        ran = run(*command, *of(filled))
        assert (ran.code, ran.out) == (3, "")
        assert "sag" in ran.err
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.parametrize("reference", ["²", "9" * 20, "9" * 5000, "\udcff"])
def test_an_odd_case_is_a_sentence(run: Run, filled: Path, reference: str) -> None:
    assert run("case", reference, *of(filled)).code == 3


def test_deadlines_of_all_and_of_one_on_a_day(run: Run, store: Path) -> None:
    everything = run("deadlines", "list", "--on", ON, "--json", *of(store))
    assert everything.code == 0
    case_id = everything.data[0]["case_id"]
    one = run("deadlines", "list", "--on", "24-11-2026", "--case", case_id, *of(store)).data
    assert one == [row for row in everything.data if row["case_id"] == case_id]
    assert {"key", "rule", "pack", "kind", "due_on", "status", "reason", "trace", "case_id"} <= set(one[0])
    later = run("deadlines", "list", "--on", "2027-03-01", *of(store)).data
    assert later != everything.data
    assert run("deadlines", "list", "--on", ON, *of(store)).data == everything.data


@pytest.mark.parametrize(
    "day", ["i morgen", "2026-13-40", "31-02-2026", "0001-01-01", "9999-12-31", "1949-12-31"]
)
def test_a_day_that_cannot_be_is_a_sentence(run: Run, filled: Path, day: str) -> None:
    for command in (("deadlines", "list", *of(filled)), ("demo", "--citizens", "1", *of(filled))):
        ran = run(*command, "--on", day)
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.strip().endswith(".")
    assert run("deadlines", "explain", "--facts", "-", "--on", day).code == 3


FACTS = {
    "citizen": {"birth_date": "2004-03-12"},
    "groups": [{"code": "lab-3", "from": "2026-10-05"}],
    "events": [{"type": "first_contact", "on": "2026-10-05"}],
}


def say(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), "utf-8"))


def test_explain_needs_no_store_and_reads_a_file_or_input(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CASEWORKER_PASSPHRASE")
    content = json.dumps(FACTS).encode()
    (tmp_path / "facts.json").write_bytes(content)
    say(monkeypatch, content)
    piped = run("deadlines", "explain", "--facts", "-", "--on", ON, "--json")
    filed = run("deadlines", "explain", "--facts", tmp_path / "facts.json", "--on", ON)
    assert (piped.code, filed.code) == (0, 0)
    assert piped.data == filed.data
    assert piped.data
    assert all(row["trace"] and row["reason"] for row in piped.data)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 100_000, b'{"groups": 1}',
        b'{"citizen": {"navn": "x"}}',
        b'{"events": [{"type": "first_contact", "on": "2026-02-30"}]}',
        b'{"events": [{"type": "nothing", "on": "2026-02-03"}]}',
        b'{"events": [{"type": "first_contact", "on": "9999-12-31"}]}', b'{"citizen": {"birth_date": "0001-01-01"}}',
    ],
)  # fmt: skip
def test_facts_that_are_wrong_are_a_sentence(
    run: Run, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(monkeypatch, content)
    ran = run("deadlines", "explain", "--facts", "-", "--on", ON)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.strip()


def test_schema_and_version_need_no_store(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CASEWORKER_PASSPHRASE")
    schema = run("deadlines", "schema")
    assert schema.code == 0
    assert {"facts", "answer"} <= set(schema.data["properties"])
    assert run("version").data == {"version": caseworker.__version__}
    assert not (tmp_path / "data").exists()


def test_print_writes_the_file_and_says_where(run: Run, store: Path, tmp_path: Path) -> None:
    row = next(
        row
        for row in run("citizens", *of(store)).data
        if run("case", row["case_no"], *of(store)).data["plan"]
    )
    (tmp_path / "en mappe").mkdir()
    out = tmp_path / "en mappe" / "plan æøå.pdf"
    ran = run("print", "plan", "--case", row["case_no"], "--edition", "citizen", "-o", out, *of(store))
    assert (ran.code, set(ran.data)) == (0, {"pdf", "pages", "version"})
    assert ran.data["pdf"] == str(out)
    assert ran.data["pages"] >= 1
    assert out.read_bytes().startswith(b"%PDF-")
    assert run("print", "plan", "--case", row["case_no"], "-o", out, "--lang", "en", *of(store)).code == 0
    for place in ("/", ".", tmp_path, out / "x.pdf"):
        failed = run("print", "plan", "--case", row["case_no"], "-o", place, *of(store))
        assert (failed.code, failed.out) == (3, "")
        assert "kan ikke skrives" in failed.err
    assert [path.name for path in out.parent.iterdir()] == [out.name]


def test_export_in_the_shape_that_was_promised(run: Run, store: Path, tmp_path: Path) -> None:
    dry = run("export", "--to", tmp_path / "ud", "--dry-run", *of(store))
    assert dry.data["bundle"] is None
    assert not (tmp_path / "ud").exists()
    ran = run("export", "--to", tmp_path / "ud", *of(store))
    assert (ran.code, set(ran.data)) == (0, {"bundle", "records", "citizens"})
    assert Path(ran.data["bundle"]).is_file()
    assert ran.data["citizens"] == 8
    opened = run(
        "open-bundle", ran.data["bundle"], "--key", store / "demo-jobcentre.agekey", "--to", tmp_path / "ind"
    )
    assert (opened.code, opened.data["records"]) == (0, ran.data["records"])
    assert re.search(rf"nøglen {opened.data['signer']}\.", opened.err)


class _Front:
    """What the window offers, as far as the command line asks."""

    def __init__(self) -> None:
        self.asked: list[Any] = []

    def window(self, data_dir: Path, language: str | None) -> int:
        self.asked.append((data_dir, language))
        return 0

    def tour(self, out: Path, language: str) -> dict[str, Any]:
        self.asked.append((out, language))
        return {"pdf": out / "plan.pdf", "bundle": out / "b", "screenshots": [out / "1.png"]}

    def selfcheck(self) -> list[str]:
        return []


def test_window_and_tour_are_the_fronts(run: Run, tmp_path: Path) -> None:
    front = _Front()
    assert run(*of(tmp_path), front=front).code == 0
    assert run("--lang", "en", *of(tmp_path), front=front).code == 0
    tour = run("tour", "--out", tmp_path / "t", "--lang", "en", front=front)
    assert tour.data == {
        "pdf": str(tmp_path / "t" / "plan.pdf"), "bundle": str(tmp_path / "t" / "b"),
        "screenshots": [str(tmp_path / "t" / "1.png")],
    }  # fmt: skip
    assert front.asked == [(tmp_path, None), (tmp_path, "en"), (tmp_path / "t", "en")]
    for arguments in ((), ("tour", "--out", tmp_path)):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (3, "")
        assert "indue" in ran.err


def test_the_tour_says_where_things_lie_from_wherever_it_is_called(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert run("tour", "--out", "../t", front=_Front()).data["pdf"] == str(tmp_path / "t" / "plan.pdf")


def test_selfcheck_says_that_all_is_there(run: Run) -> None:
    ran = run("selfcheck", front=_Front())
    assert ran.data == {"ok": True, "missing": []}
    assert ran.code == 0


def test_the_store_is_closed_after_every_command(run: Run, store: Path, clock: FixedClock) -> None:
    run("case", "9999", *of(store))
    office = Office.open(store, PASSPHRASE, clock=clock)
    ran = run("citizens", *of(store))
    assert (ran.code, ran.out) == (4, "")
    assert "allerede åbent" in ran.err
    make_citizen(office)
    office.close()
    assert len(run("citizens", *of(store)).data) == 9


def test_demo_adds_made_up_citizens_around_the_day_asked_for(
    run: Run, clock: FixedClock, tmp_path: Path
) -> None:
    answers = []
    for name in ("one", "other"):
        folder = tmp_path / name
        create_office(folder, clock).close()
        ran = run("demo", "--citizens", 3, "--seed", 9, "--on", ON, *of(folder))
        assert (ran.code, ran.data) == (0, {"citizens": 3, "cases": 3})
        answers.append(
            (run("citizens", *of(folder)).data, run("deadlines", "list", "--on", ON, *of(folder)).data)
        )
    assert answers[0] == answers[1]
    for citizens in (0, 6000, -1):
        ran = run("demo", "--citizens", citizens, "--on", ON, *of(tmp_path / "one"))
        assert (ran.code, ran.out) == (3, "")
        assert "1 til 5.000" in ran.err
    again = run("demo", "--citizens", 3, "--seed", 9, "--on", ON, *of(tmp_path / "one"))
    assert (again.code, again.out) == (3, "")
    assert len(run("citizens", *of(tmp_path / "one")).data) == 3


def test_a_closed_case_is_listed_only_when_it_is_asked_for(
    run: Run, tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "store"
    office = make_office(folder, clock)
    _citizen, case_id = make_citizen(office)
    command = ("deadlines", "list", "--on", ON, "--case", case_id, *of(folder))
    office.close()
    before = run(*command).data
    assert {"missed", "open"} <= {row["status"] for row in before}
    office = Office.open(folder, PASSPHRASE, clock=clock)
    office.run(t("Close"), lambda work: close_case(work, case_id, "job_ordinary", date(2026, 11, 23)))
    office.close()
    assert run("citizens", *of(folder)).data == []
    closed = run("citizens", "--closed", "--search", "jonas", *of(folder)).data
    assert [(row["case_id"], row["closed_on"]) for row in closed] == [(case_id, "2026-11-23")]
    assert run("deadlines", "list", "--on", ON, *of(folder)).data == []
    after = run(*command).data
    assert {row["case_closed_on"] for row in after} == {"2026-11-23"}
    assert "missed" in {row["status"] for row in after}
    assert not {row["status"] for row in after} & {"open", "due_soon", "unknown", "suspended"}
    told = run("case", case_id, *of(folder)).data["deadlines"]
    assert {(row["key"], row["status"]) for row in told} >= {
        (row["key"], row["status"]) for row in after if row["status"] == "missed"
    }
    # A day before the closing is asked about as it was then.
    earlier = run("deadlines", "list", "--on", "2026-11-20", "--case", case_id, *of(folder)).data
    assert not any("case_closed_on" in row for row in earlier)


def test_help_says_whose_deadline_is_next(run: Run) -> None:
    said = " ".join(run("citizens", "--help", "--lang", "en").out.split())
    assert "the citizen's own included" in said
