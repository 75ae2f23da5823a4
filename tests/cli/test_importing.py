"""What `import` says of columns and lines, what it refuses as a whole, and where rejected rows go."""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.dates import parse_day
from caseworker.base.text import render, t
from caseworker.casework.import_caseload import import_caseload
from caseworker.office import Office
from caseworker.people import caseload, caseload_mappings, caseload_words, understood
from caseworker.people.staff import put_setting
from caseworker.people.words import BENEFITS, GROUPS, VISITED
from tests.cli.conftest import Ran, Run
from tests.making import PASSPHRASE, make_office

HEADER = "Navn;CPR;Startdato;Telefon;Tlf"
LINES = ("Åse Ødegård;1203044232;1;11;22", "Bent Friis;0101601234;1;11;22")


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    make_office(tmp_path / "store", clock).close()
    return tmp_path / "store"


def take_in(run: Run, store: Path, content: str | bytes, *options: object) -> Ran:
    file = store.parent / "liste.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return run("import", file, "--data-dir", store, *options)


def test_each_column_is_named_with_what_it_is_read_as(run: Run, store: Path) -> None:
    danish = take_in(run, store, "\n".join([HEADER, *LINES]), "--dry-run")
    english = take_in(run, store, "\n".join([HEADER, *LINES]), "--lang", "en")
    assert (danish.code, english.code) == (0, 0)
    assert english.err.splitlines()[:4] == [
        "The columns are read so: Navn = Whole name, CPR = CPR number, Telefon = Phone.",
        "The column “Startdato” is not known and not used.",
        "The column “Tlf” is not used: the same is read from “Telefon”.",
        "“caseworker import --help” names the columns that are understood.",
    ]
    assert "Kolonnen »Startdato« kendes ikke og bruges ikke." in danish.err
    assert "CPR = CPR-nummer" in danish.err


def test_many_and_long_columns_are_not_all_echoed(run: Run, store: Path) -> None:
    header = "Navn;CPR;" + ";".join(f"{number}{'x' * 5000}" for number in range(100))
    ran = take_in(run, store, f"{header}\nÅse;1203044232;{';' * 99}", "--lang", "en")
    assert ran.code == 0
    assert len(ran.err) < 4000
    assert "80 more columns are not used." in ran.err


def test_columns_chosen_in_the_window_are_read_so_here(run: Run, store: Path, clock: FixedClock) -> None:
    content = "Hvem;CPR;Vagt\nÅse Ødegård;1203044232;11223344\n"
    assert take_in(run, store, content).code == 3
    office = Office.open(store, PASSPHRASE, clock=clock)
    header, mapping = ["Hvem", "CPR", "Vagt"], {"name": 0, "cpr": 1, "phone": 2}
    kept = caseload_mappings.remember({}, header, mapping)
    office.run(t("Save {what}", what="x"), lambda work: put_setting(work, caseload_mappings.SETTING, kept))
    office.close()
    ran = take_in(run, store, content, "--lang", "en", "--dry-run")
    assert (ran.code, ran.data["accepted"]) == (0, 1)
    assert ran.err.splitlines()[:2] == [
        "The columns are read as they were chosen in the window the last time.",
        "The columns are read so: Hvem = Whole name, CPR = CPR number, Vagt = Phone.",
    ]


def test_the_same_title_twice_and_no_row_at_all_are_said(run: Run, store: Path) -> None:
    ran = take_in(run, store, "Navn;Navn;CPR\n", "--lang", "en")
    assert (ran.code, ran.data["read"]) == (0, 0)
    assert ran.err.splitlines()[1:] == [
        "The column “Navn” is there more than once. The first one is read.",
        "There is no row below the names of the columns.",
    ]


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_help_names_the_columns(run: Run, language: str) -> None:
    ran = run("import", "--help", "--lang", language)
    for words in caseload.load_columns().columns.values():
        assert f": {', '.join(words)}\n" in ran.out
    assert {"da": "FIL", "en": "FILE"}[language] in ran.out.split()


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_help_names_every_word_that_a_column_understands(run: Run, language: str) -> None:
    told = run("import", "--help", "--lang", language).out.splitlines()
    columns = caseload.load_columns()
    named = ((columns.groups, GROUPS), (columns.visited_as, VISITED), (columns.benefits, BENEFITS))
    for known, names in named:
        for code, words in known.items():
            assert f"  {render(names[code], language)}: {', '.join(words)}" in told
    for form in columns.group_forms.numbers:
        assert any(form.format(number=2) in line for line in told)
    for either, (one, other) in columns.group_forms.either.items():
        assert any(either in line and one in line and other in line for line in told)
    assert any(line.endswith(": " + ", ".join(columns.yes["words"])) for line in told)
    assert any(
        line.endswith(": " + ", ".join(sorted(filter(str.isalnum, caseload_words.NONE_WORDS))))
        for line in told
    )
    for day in understood.DAY_EXAMPLES:
        assert parse_day(day) == date(2025, 3, 3)
        assert any(day in line for line in told)


def test_an_unknown_word_is_refused_with_what_can_be_written_and_where_the_list_is(
    run: Run, store: Path
) -> None:
    ran = take_in(run, store, "Navn;CPR;Målgruppe\nÅse;1203044232;2.2\nBo;0101601234;kontanthjælp\n")
    assert (ran.code, ran.data["rejected"]) == (0, 2)
    unknown = caseload_words.unknown_group("2.2", caseload.load_columns().group_forms.examples)
    assert ran.err.splitlines()[1:] == [
        f"Linje 2 er afvist: {render(unknown.text, 'da')}",
        "Linje 3 er afvist: »kontanthjælp« kan være »jobparat« eller »aktivitetsparat«. Skriv hvilken.",
        "»caseworker import --help« nævner alle ord, der kan bruges.",
    ]
    other = take_in(run, store, "Navn;CPR\nÅse;12\n")
    assert "--help" not in other.err


def test_pipes_are_read_and_other_odd_files_are_a_sentence(run: Run, store: Path) -> None:
    piped = take_in(run, store, "Navn|CPR\nÅse Ødegård|1203044232\n")
    assert (piped.code, piped.data["accepted"]) == (0, 1)
    headless = take_in(run, store, "\n".join(LINES))
    odd = take_in(run, store, "Navn~CPR\nÅse~1203044232\n")
    lacking = take_in(run, store, "Navn;Telefon\nÅse;12\n")
    for ran, said in ((headless, "Første linje er en borger"), (odd, "Filen skal have en kolonne med navnet"),
                      (lacking, "Filen skal have en kolonne med navnet")):  # fmt: skip
        assert (ran.code, ran.out) == (3, "")
        assert said in ran.err
        assert "Navn;CPR-nr.;" in ran.err


def test_one_bad_byte_is_found_by_its_line(run: Run, store: Path) -> None:
    content = "Navn;CPR\nÅse Ødegård;1203044232\nBjørn Æbelø;0101601234\n".encode().replace(
        b"Bj\xc3", b"Bj\xff"
    )
    ran = take_in(run, store, content)
    assert (ran.code, ran.out) == (3, "")
    assert "linje 3" in ran.err
    western = "Navn;CPR\nÅse Ødegård;1203044232\n".encode("cp1252")
    assert take_in(run, store, western).data["accepted"] == 1
    assert "linje 2" in take_in(run, store, western.replace(b"\xc5se", b"\x81se")).err


def test_a_zero_byte_costs_nobody_their_row(run: Run, store: Path) -> None:
    ran = take_in(run, store, b"Navn;CPR\nBo F\0riis;0101601234\nDan Holm;0202601234\n")
    assert ran.data["accepted"] == 2
    assert {row["name"] for row in run("citizens", "--data-dir", store, "--json").data} == {
        "Bo Friis", "Dan Holm",
    }  # fmt: skip


def test_an_unknown_visitation_is_left_out_and_said(run: Run, store: Path) -> None:
    content = "Navn;CPR;Visitation\nÅse Ødegård;1203044232;meget klar\n"
    ran = take_in(run, store, content)
    assert ran.data["accepted"] == 1
    told = ran.err.splitlines()
    assert "Linje 2: Programmet kender ikke visitationen »meget klar«. Den er udeladt." in told
    assert told[-1] == "»caseworker import --help« nævner alle ord, der kan bruges."


def test_thousands_of_warnings_are_counted_by_kind(run: Run, store: Path) -> None:
    lines = [f"Borger {number};010190{number:04}" for number in range(1000, 1300)]
    lines += [f"Borger {number};31029{number}" for number in range(10000, 10050)]
    ran = take_in(run, store, "\n".join(["Navn;CPR", *lines]), "--lang", "en")
    told = ran.err.splitlines()[1:]
    assert ran.data["read"] == 350
    assert all(line.startswith("Line ") for line in told[:20])
    assert [line.split(" more lines of this kind: Line ")[0] for line in told[20:]] == ["And 253", "And 50"]


def test_lines_that_are_each_of_another_kind_are_counted_once(run: Run, store: Path) -> None:
    lines = [f"Borger {number};010190{number};;" for number in range(1000, 1022)]
    lines += [
        "Bo Friis;12;;", "Dan Holm;0202601235;31-02-2025;", "Eva Maj;;;", ";0303601236;;", "Ida Bak;0404601237;;meget",
    ]  # fmt: skip
    ran = take_in(run, store, "\n".join(["Navn;CPR;Henvist;Visitation", *lines]), "--dry-run", "--lang", "en")
    told = [line for line in ran.err.splitlines() if line.startswith("And ")]
    assert told == ["And 5 more lines of different kinds."]
    ran = take_in(
        run, store, "\n".join(["Navn;CPR;Henvist;Visitation", *lines[:23]]), "--dry-run", "--lang", "en"
    )
    assert ran.err.splitlines()[-1].startswith("Line 24 is rejected: ")


def test_a_name_that_nobody_has_is_not_echoed(run: Run, store: Path) -> None:
    names = ("x" * 50_000, "\u200b\u200b", "\x01\x02", "\u3164", "")
    ran = take_in(run, store, "\n".join(["Navn;CPR", *(f"{name};1203044232" for name in names)]))
    assert (ran.data["read"], ran.data["rejected"]) == (5, 5)
    assert len(ran.err) < 1000


def test_a_replacement_number_is_taken_and_said(run: Run, store: Path) -> None:
    ran = take_in(run, store, "Navn;CPR\nÅse Ødegård;7203044232\n")
    assert (ran.code, ran.data["accepted"]) == (0, 1)
    assert "erstatnings-CPR" in ran.err
    row = run("citizens", "--data-dir", store).data[0]
    assert row["cpr_masked"] == "720304-••••"


def test_a_year_that_cannot_be_is_shown_as_written(run: Run, store: Path) -> None:
    ran = take_in(run, store, "Navn;CPR;Henvist\nÅse;1203044232;01-01-0001\n")
    assert ran.data["rejected"] == 1
    assert "»01-01-0001«" in ran.err


def test_rejected_rows_keep_every_sign_and_are_private(run: Run, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "afvist.csv"
    ran = take_in(run, store, 'Navn;Adresse;CPR\nÅse;"Vej 1;1203044232\nBo;V;12\n', "--rejected", out)
    assert (ran.code, ran.data["rejected"]) == (0, 2)
    rows = list(csv.reader(io.StringIO(out.read_text("utf-8-sig")), delimiter=";"))
    assert rows[1][:3] == ["Åse", '"Vej 1', "1203044232"]
    if sys.platform != "win32":
        assert out.stat().st_mode & 0o777 == 0o600


def test_when_the_rejected_rows_cannot_be_written_in_the_end_the_import_is_still_told(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "afvist.csv"

    def import_and_block(*arguments: object) -> object:
        out.mkdir()  # what anybody may do in the meantime
        return import_caseload(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("caseworker.casework.import_caseload.import_caseload", import_and_block)
    ran = take_in(run, store, "Navn;CPR\nÅse;1203044232\nBo;12\n", "--rejected", out)
    assert (ran.code, ran.data["accepted"], ran.data["rejected"]) == (3, 1, 1)
    assert "Selve importen" in ran.err or "importen" in ran.err.lower()
