"""Reading caseload files as they come: encodings, delimiters, broken lines, dates, and what is refused."""

from __future__ import annotations

import csv
import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.people import caseload, service
from caseworker.people.caseload import CaseloadFile, Row
from caseworker.people.rejected import rejected_csv

TODAY = date(2026, 11, 24)
COLUMNS = caseload.load_columns()
HEADER = "Navn;CPR-nr.;Målgruppe;Første henvendelse;Telefon"


def read(words: str, encoding: str = "utf-8") -> CaseloadFile:
    return caseload.parse(words.encode(encoding), COLUMNS)


def row(file: CaseloadFile, number: int = 0) -> Row:
    return caseload.to_row(file.records[number], file.mapping, COLUMNS, TODAY)


def reason(file: CaseloadFile, number: int = 0) -> str:
    with pytest.raises(UserError) as caught:
        row(file, number)
    return caught.value.text.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_every_way_to_write_a_file(encoding: str, delimiter: str, line_end: str) -> None:
    lines = [HEADER, "Åse Ødegård;120304-4232;Aktivitetsparat;03-03-2025;11 22 33 44"]
    file = read((line_end.join(lines) + line_end).replace(";", delimiter), encoding)
    assert file.delimiter == delimiter
    assert file.mapping == {"name": 0, "cpr": 1, "group": 2, "first_contact_on": 3, "phone": 4}
    read_row = row(file)
    assert (read_row.line, read_row.citizen.name, read_row.citizen.phone) == (2, "Åse Ødegård", "11 22 33 44")
    assert (read_row.intake.group, read_row.intake.first_contact_on) == ("lab-3", date(2025, 3, 3))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("03-03-2025", date(2025, 3, 3)),
        ("3/3-25", date(2025, 3, 3)),
        ("3.3.2025", date(2025, 3, 3)),
        ("2025-03-03", date(2025, 3, 3)),
        ("2025-03-03T00:00:00", date(2025, 3, 3)),
        ("3. marts 2025", date(2025, 3, 3)),
    ],
)
def test_dates_as_they_are_written(words: str, day: date) -> None:
    assert row(read(f"{HEADER}\nHans Vester;0101901234;Jobparat;{words};")).intake.first_contact_on == day


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12-03-04", date(2004, 3, 12)),
        ("120304", date(2004, 3, 12)),
        ("03-03-49", date(1949, 3, 3)),
        ("030349", date(1949, 3, 3)),
        ("24-11-26", date(2026, 11, 24)),
        ("25-11-26", date(1926, 11, 25)),
        ("01-01-80", date(1980, 1, 1)),
    ],
)
def test_a_birth_year_of_two_digits_is_never_in_the_future(words: str, day: date) -> None:
    assert row(read(f"Navn;Fødselsdato\nHans Vester;{words}")).citizen.birth_date == day


def test_a_birth_year_written_out_stays_as_it_is() -> None:
    assert row(read("Navn;Født\nHans Vester;03-03-2049")).citizen.birth_date == date(2049, 3, 3)


@pytest.mark.parametrize(
    "name", ["Bo 🦊 Ræv", "مريم الخطيب", "Nguyễn Thị Ánh", "O’Neill-Ødegård Søren", "李 小龍"]
)
def test_names_of_all_scripts_come_through(name: str) -> None:
    assert row(read(f"Navn;CPR\n{name};0101901234")).citizen.name == name


def test_invisible_control_characters_are_taken_out_of_values() -> None:
    file = read("Navn;CPR\nHans\x07\u00a0\x0b Vester\x1f;0101901234")
    assert row(file).citizen.name == "Hans Vester"


def test_a_broken_line_in_the_middle_leaves_the_others_alone() -> None:
    file = read(f"{HEADER}\nA;0101901234;;;\nB;0101901235;\nC;0101901236;;;\nD;1;2;3;4;5\nE;0101901238;;;\n")
    assert [record.line for record in file.records] == [2, 3, 4, 5, 6]
    assert [bool(record.broken) for record in file.records] == [False, True, False, True, False]
    assert "Columns in the line" in reason(file, 1)


def test_empty_fields_after_the_last_column_are_no_fault() -> None:
    assert row(read("Navn;CPR\nHans Vester;0101901234;;;")).citizen.name == "Hans Vester"


def test_blank_lines_are_passed_over_and_lines_keep_their_numbers() -> None:
    file = read("\n\nNavn;CPR\n\nHans;0101901234\n;\n   \nLise;0101901235\n")
    assert [record.line for record in file.records] == [5, 8]


def test_a_quoted_field_may_run_over_lines() -> None:
    file = read(
        'Navn;Adresse;CPR\n"Hans; kaldet ""H""";"Møllevej 1\nopgang 2\n3. tv.";0101901234\nLise;;0101901235\n'
    )
    assert len(file.records) == 2
    citizen = row(file).citizen
    assert (citizen.name, citizen.address) == ('Hans; kaldet "H"', "Møllevej 1 opgang 2 3. tv.")
    assert file.records[1].line == 5


@pytest.mark.parametrize(
    "after",
    [
        "Lise;Byvej 2;0101901235",
        'Lise;"Byvej 2";0101901235',
        '"Lise";"Byvej 2";"0101901235"',
        'Lise;12" rør;0101901235',
    ],
)
def test_a_quote_never_closed_costs_only_its_own_line(after: str) -> None:
    file = read(f'Navn;Adresse;CPR\nHans;"Møllevej 1;0101901234\n{after}\nBo;;0101901236\n')
    assert [record.line for record in file.records] == [2, 3, 4]
    assert "quotation mark" in reason(file, 0)
    assert [row(file, 1).citizen.cpr, row(file, 2).citizen.cpr] == ["0101901235", "0101901236"]


def test_inch_marks_inside_fields_are_no_quotes() -> None:
    file = read('Navn;Adresse;CPR\nHans;6" rør;0101901234\nLise;7" rør;0101901235\n')
    assert [row(file, number).citizen.address for number in (0, 1)] == ['6" rør', '7" rør']


def test_a_line_of_its_own_that_names_the_delimiter() -> None:
    file = read("sep=,\r\nNavn,CPR\r\nHans Vester,0101901234\r\n")
    assert (file.delimiter, row(file).citizen.name) == (",", "Hans Vester")


@pytest.mark.parametrize("words", ["nej", "Nej", "0", "ingen"])
def test_no_interpreter_is_no_language(words: str) -> None:
    assert row(read(f"Navn;CPR;Tolk\nHans;0101901234;{words}")).citizen.interpreter == ""


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [("101900002", "0101900002"), ("10190-0002", "010190-0002"), ("101901234", "101901234")],
)
def test_the_zero_a_spreadsheet_drops_is_put_back_where_the_check_digit_proves_it(
    typed: str, read_as: str
) -> None:
    assert row(read(f"Navn;CPR\nHans;{typed}")).citizen.cpr == read_as


def test_first_and_last_name_are_put_together() -> None:
    assert row(read("Fornavn;Efternavn;CPR\nHans;Vester;0101901234")).citizen.name == "Hans Vester"


def test_a_visitation_says_the_group_where_the_file_has_none() -> None:
    intake = row(read("Navn;CPR;Visitation\nHans;0101901234;Uddannelsesparat")).intake
    assert (intake.group, intake.visited_as) == ("lab-4", "education_ready")


@pytest.mark.parametrize(
    ("header", "line", "part"),
    [
        ("Navn;CPR;Målgruppe", "Hans;0101901234;noget andet", "is no target group that"),
        ("Navn;CPR;Ydelse", "Hans;0101901234;lommepenge", "is no benefit that"),
        ("Navn;CPR;Henvist", "Hans;0101901234;32-13-2025", "is not a date"),
        ("Navn;CPR;Telefon", f"Hans;0101901234;{'1' * 50_001}", "more than {count} characters"),
    ],
)
def test_what_cannot_be_understood_has_a_reason(header: str, line: str, part: str) -> None:
    assert part in reason(read(f"{header}\n{line}"))


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "is empty"),
        (b"\n \n\t\n", "is empty"),
        (b"PK\x03\x04\x00\x00xlsx", "is not a CSV file"),
        ("Navn;CPR\n".encode("utf-16"), "is not a CSV file"),
        (b"Navn;CPR\n\x81\x8d;0101901234", "line {line} cannot be read"),
    ],
)
def test_what_is_no_caseload_is_refused(content: bytes, part: str) -> None:
    with pytest.raises(UserError) as caught:
        caseload.parse(content, COLUMNS)
    assert part in caught.value.text.message


def test_the_mapping_needs_a_name_and_a_number_or_birth_date() -> None:
    for mapping in ({"cpr": 0}, {"name": 0}, {"first_name": 0, "cpr": 1}):
        with pytest.raises(UserError):
            caseload.check_mapping(mapping)
    caseload.check_mapping({"first_name": 0, "last_name": 1, "birth_date": 2})


@pytest.mark.parametrize("last", ["", "\n"])
def test_more_than_20_000_rows_are_refused_and_20_000_are_read(tmp_path: Path, last: str) -> None:
    path = tmp_path / "sager.csv"
    path.write_text("Navn;CPR\n" + "\n".join(["Hans;0101901234"] * 20_000) + last)
    assert len(caseload.read_file(path, COLUMNS).records) == 20_000
    path.write_text("Navn;CPR\n" + "\n".join(["Hans;0101901234"] * 20_001) + last)
    with pytest.raises(UserError) as caught:
        caseload.read_file(path, COLUMNS)
    assert "more than {count} rows" in caught.value.text.message


def test_a_file_far_too_long_is_refused_without_being_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sager.csv"
    path.write_bytes(b"a;b\n" * 500_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _self: pytest.fail("the whole file was read"))
    with pytest.raises(UserError, match="more than"):
        caseload.read_file(path, COLUMNS)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        caseload.read_file(tmp_path / "væk.csv", COLUMNS)
    assert "cannot be opened" in caught.value.text.message


def test_rejected_rows_come_back_with_the_reason_in_the_last_column() -> None:
    file = read(f'{HEADER}\nA;1\nB;1;2;3;4;5;6\nC;"d;0101901234;;\n')
    rejected = [(record, f"Grund {number}") for number, record in enumerate(file.records)]
    back = rejected_csv(file, rejected, "Årsag").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(back), delimiter=";"))
    assert rows[0] == [*HEADER.split(";"), "Årsag"]
    assert {len(one) for one in rows} == {6}
    assert [one[-1] for one in rows[1:]] == ["Grund 0", "Grund 1", "Grund 2"]
    assert rows[2][4] == "4;5;6"
    again = caseload.parse(rejected_csv(file, rejected, "Årsag"), COLUMNS)
    assert again.mapping == file.mapping
    assert not any(record.broken for record in again.records)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+45 86 12 10 30", "-", "@SUM(A1)", "'=1", " =1", "''-", "\t=1", "Bo", "'t Hooft"]
)
def test_no_rejected_field_is_run_by_a_spreadsheet_and_each_comes_back_as_it_was(cell: str) -> None:
    file = read(HEADER)
    record = caseload.Record(2, [cell] * 5)
    content = rejected_csv(file, [(record, "x")], "Årsag")
    (_head, fields) = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert fields[0].startswith("'") == (cell[0] in "=+-@' \t")
    assert fields[0].lstrip()[0] not in "=+-@"
    (again,) = caseload.parse(content, COLUMNS).records
    assert again.fields == [*record.fields, "x"]


@given(
    st.lists(st.text("'=+-@ Bo", max_size=6), min_size=5, max_size=5).filter(
        lambda cells: any(map(str.strip, cells))
    )
)
def test_what_is_rejected_over_and_over_stays_as_it_was(cells: list[str]) -> None:
    file = read(HEADER)
    back = caseload.parse(rejected_csv(file, [(caseload.Record(2, cells), "x")], "Årsag"), COLUMNS)
    assert [record.fields[:-1] for record in back.records] == [cells]


def test_letters_as_a_mac_writes_them_are_read_as_one_sign() -> None:
    file = caseload.parse(
        unicodedata.normalize("NFD", "Navn;Fødselsdato\nÅse Ødegård;01-07-1987").encode(), COLUMNS
    )
    assert (file.header, file.records[0].fields[0]) == (["Navn", "Fødselsdato"], "Åse Ødegård")
    assert file.mapping == {"name": 0, "birth_date": 1}


@given(st.binary(max_size=400))
def test_random_bytes_give_records_or_a_reason(content: bytes) -> None:
    check_any(content)


@given(st.lists(st.text('Hø";,\t\n\r0123456789\\', max_size=40), max_size=12))
def test_random_lines_give_records_or_a_reason(lines: list[str]) -> None:
    check_any((f"{HEADER}\n" + "\n".join(lines)).encode())


def check_any(content: bytes) -> None:
    try:
        file = caseload.parse(content, COLUMNS)
    except UserError:
        return
    for record in file.records:
        try:
            caseload.to_row(record, {"name": 0, "birth_date": 1}, COLUMNS, TODAY)
        except UserError as error:
            assert error.text.message
    back = rejected_csv(file, [(record, "x") for record in file.records], "y")
    assert back.startswith(b"\xef\xbb\xbf")


@given(st.permutations(range(8)), st.integers(0, 7))
def test_no_line_is_lost_whatever_one_broken_line_holds(order: list[int], broken: int) -> None:
    lines = [f'"Borger {number}";"Vej ""{number}""";010190123{number}' for number in order]
    lines[broken] = lines[broken].replace('";"', ';"', 1)
    file = read("Navn;Adresse;CPR\n" + "\n".join(lines))
    numbers = {record.fields[2] for record in file.records if not record.broken}
    assert numbers >= {f"010190123{number}" for at, number in enumerate(order) if at != broken}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("01-05-2031", "The first contact, 01-05-2031, lies after today (24-11-2026). Write the day it was."),
        ("01-05-1985", "“First contact”, 01-05-1985, lies before the citizen was born. Check it."),
    ],
)
def test_a_first_contact_that_cannot_be_is_named_in_the_reason(words: str, said: str) -> None:
    found = row(read(f"{HEADER}\nHans Vester;0101901234;Jobparat;{words};"))
    with pytest.raises(UserError) as caught:
        service.check_intake(found.intake, date(1990, 1, 1), TODAY)
    assert render(caught.value.text, "en") == said


@pytest.mark.parametrize("words", ["-", "ingen", " ", "?"])
def test_an_email_column_that_says_there_is_none_is_empty(words: str) -> None:
    assert row(read(f"Navn;CPR;E-mail\nHans Vester;0101901234;{words}")).citizen.email == ""


@pytest.mark.parametrize("words", ["-", "ingen", " ", "?"])
def test_a_phone_column_that_says_there_is_none_is_empty(words: str) -> None:
    assert row(read(f"{HEADER}\nHans Vester;0101901234;Jobparat;01-05-2025;{words}")).citizen.phone == ""


def test_short_titles_of_other_systems_are_guessed() -> None:
    file = read("Navn;CPR;1. kontakt;Beskyttet adr.\nBo Lind;0101901234;03-03-2025;ja")
    assert file.mapping == {"name": 0, "cpr": 1, "first_contact_on": 2, "protected_address": 3}
    assert row(file).citizen.protected_address
    assert row(file).intake.first_contact_on == date(2025, 3, 3)
