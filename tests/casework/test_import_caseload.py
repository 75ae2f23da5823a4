"""Taking a caseload in: new, updated, unchanged, rejected; the same file twice; undo; nothing half written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from caseworker.base.clock import FixedClock
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.casework.citizens import citizen_list
from caseworker.casework.import_caseload import Imported, import_caseload
from caseworker.office import Office
from caseworker.people import caseload, rejected, service
from caseworker.people.caseload import CaseloadFile
from caseworker.people.model import BenefitPeriod, CaseFile, Citizen, GroupPeriod, Staff
from caseworker.store.work import Work
from tests.content_hash import content_hash
from tests.making import make_citizen, make_office

COLUMNS = caseload.load_columns()
HEADER = "Navn;CPR;Målgruppe;Ydelse;Første henvendelse;Telefon;Sagsbehandler"
LINES = (
    "Åse Ødegård;1203044232;Aktivitetsparat;Kontanthjælp;03-03-2025;11223344;Karen Holm",
    "Bent Friis;0101601234;Jobparat;Kontanthjælp;3/3-25;;Mette Lund",
    "Çelik Özdemir;0202701235;Sygedagpenge;Sygedagpenge;2025-03-03;;Mette Lund",
)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    office = make_office(tmp_path / "store", clock)
    yield office
    office.close()


def take_in(office: Office, *lines: str, header: str = HEADER) -> Imported:
    file = caseload.parse("\n".join([header, *lines]).encode(), COLUMNS)
    return office.run(t("Import of a file"), lambda work: import_caseload(work, file, file.mapping, COLUMNS))


def counts(result: Imported) -> tuple[int, int, int, int]:
    assert result.read == sum((result.accepted, result.updated, result.unchanged, len(result.rejected)))
    return result.accepted, result.updated, result.unchanged, len(result.rejected)


def number_of(office: Office, kind: type) -> int:
    with office.read() as session:
        return session.execute(select(func.count()).select_from(kind)).scalar_one()


def test_each_row_becomes_a_citizen_with_an_open_case(office: Office) -> None:
    assert counts(take_in(office, *LINES)) == (3, 0, 0, 0)
    with office.read() as session:
        rows = citizen_list(session, office.clock.today())
    assert [row.name for row in rows] == ["Bent Friis", "Çelik Özdemir", "Åse Ødegård"]
    assert [row.group for row in rows] == ["lab-2", "lab-6", "lab-3"]
    assert sorted(row.case_no for row in rows) == [1001, 1002, 1003]
    assert [row.contact for row in rows] == ["Mette Lund", "Mette Lund", "Karen Holm"]
    assert number_of(office, Staff) == 2


def test_more_rows_than_one_flush_takes(office: Office) -> None:
    lines = [f"Borger {number};;01-01-1980" for number in range(450)]
    steps: list[tuple[int, int]] = []
    file = caseload.parse("\n".join(["Navn;CPR;Fødselsdato", *lines]).encode(), COLUMNS)
    result = office.run(
        t("Import of a file"),
        lambda work: import_caseload(
            work, file, file.mapping, COLUMNS, lambda done, of: steps.append((done, of))
        ),
    )
    assert counts(result) == (450, 0, 0, 0)
    assert steps == [(200, 450), (400, 450), (450, 450)]
    with office.read() as session:
        assert len(set(session.scalars(select(CaseFile.case_no)))) == 450


def test_the_same_file_twice_changes_nothing(office: Office) -> None:
    take_in(office, *LINES)
    before, last = content_hash(office), office.undoable()
    assert counts(take_in(office, *LINES)) == (0, 0, 3, 0)
    assert content_hash(office) == before
    assert office.undoable() == last


def test_undo_takes_the_whole_file_back_and_it_can_be_imported_again(office: Office) -> None:
    take_in(office, *LINES)
    office.undo()
    assert number_of(office, Citizen) == 0
    assert counts(take_in(office, *LINES)) == (3, 0, 0, 0)


def test_new_data_updates_and_what_is_empty_stays(office: Office) -> None:
    take_in(office, *LINES)
    changed = LINES[0].replace("11223344", "55667788").replace("Åse Ødegård", "Åse Ødegård Holm")
    assert counts(take_in(office, changed, LINES[1])) == (0, 1, 1, 0)
    take_in(office, LINES[0].replace("11223344", ""))
    with office.read() as session:
        citizen = session.scalars(select(Citizen).where(Citizen.cpr == "1203044232")).one()
    assert (citizen.name, citizen.phone) == ("Åse Ødegård", "55667788")


def test_the_name_used_in_speech_stays_as_the_caseworker_wrote_it(office: Office) -> None:
    take_in(office, *LINES)
    with office.read() as session:
        citizen_id = session.scalars(select(Citizen.id).where(Citizen.cpr == "0101601234")).one()
    data = service.CitizenData(name="Bent Friis", call_name="Bente", cpr="0101601234")
    office.run(t("Change of data"), lambda work: service.edit_citizen(work, citizen_id, data))
    assert counts(take_in(office, LINES[1])) == (0, 0, 1, 0)
    take_in(office, LINES[1].replace("Bent", "Benny"))
    with office.read() as session:
        assert session.scalars(select(Citizen.call_name).where(Citizen.id == citizen_id)).one() == "Bente"


def test_a_first_name_used_in_speech_goes_with_the_name(office: Office) -> None:
    take_in(office, *LINES)
    assert counts(take_in(office, LINES[1].replace("Bent", "Benny"))) == (0, 1, 0, 0)
    with office.read() as session:
        citizen = session.scalars(select(Citizen).where(Citizen.cpr == "0101601234")).one()
    assert (citizen.name, citizen.call_name) == ("Benny Friis", "Benny")


def test_rejected_rows_do_not_stop_the_others(office: Office) -> None:
    result = take_in(
        office,
        LINES[0],
        ";0101601234;;;;;",
        "Uden Nummer;;;;;;",
        "Fejl Dato;0101601234;;;31-02-2025;;",
        "I Morgen;0101601235;;;25-11-2026;;",
        "Før Fødsel;0101601236;;;01-01-1950;;",
        "Forkert Cpr;9999991234;;;;;",
        "Kort",
        LINES[1],
    )
    assert counts(result) == (2, 0, 0, 7)
    assert [record.line for record, _reason in result.rejected] == [3, 4, 5, 6, 7, 8, 9]
    assert all(reason.message for _record, reason in result.rejected)
    assert number_of(office, Citizen) == number_of(office, CaseFile) == 2


def test_a_missing_check_digit_is_only_a_warning(office: Office) -> None:
    result = take_in(office, "Ny Borger;0101901234;;;;;")
    assert counts(result) == (1, 0, 0, 0)
    assert [line for line, _warning in result.warnings] == [2]


def test_the_same_citizen_twice_in_one_file(office: Office) -> None:
    other = LINES[0].replace("11223344", "99999999")
    result = take_in(office, LINES[0], LINES[0], other)
    assert counts(result) == (1, 0, 1, 1)
    assert result.rejected[0][1].values == (("line", 2),)
    assert counts(take_in(office, LINES[0], LINES[0], other)) == (0, 0, 2, 1)


def test_numbers_of_other_systems_do_not_mix_people_up(office: Office) -> None:
    header = "Id;Navn;CPR;Fødselsdato"
    take_in(office, "1;Hans Vester;0101601234;", header=header)
    result = take_in(office, "1;Lise Bøgh;0202701235;", "1;Per Sand;;05-05-1985", header=header)
    assert counts(result) == (2, 0, 0, 0)
    assert number_of(office, Citizen) == 3


def test_a_citizen_without_number_is_recognised_and_gets_the_number(office: Office) -> None:
    header = "Navn;CPR;Fødselsdato"
    take_in(office, "Hans Vester;;01-01-1960", header=header)
    assert counts(take_in(office, "Hans  vester;0101601234;", header=header)) == (0, 1, 0, 0)
    assert counts(take_in(office, "Hans Vester;0101601235;", header=header)) == (1, 0, 0, 0)


def test_a_closed_case_is_not_opened_again_by_an_old_file(office: Office) -> None:
    take_in(office, LINES[0])
    with office.read() as session:
        case_id = session.scalars(select(CaseFile.id)).one()
    office.run(t("Close case"), lambda work: service.close_case(work, case_id, "moved", date(2026, 11, 20)))
    assert counts(take_in(office, LINES[0])) == (0, 0, 1, 0)
    assert number_of(office, CaseFile) == 1


def test_another_group_in_the_file_is_said_and_not_written(office: Office) -> None:
    take_in(office, LINES[0])
    result = take_in(office, LINES[0].replace("Aktivitetsparat", "Jobparat"))
    assert counts(result) == (0, 0, 1, 0)
    assert [line for line, _warning in result.warnings] == [2]
    assert number_of(office, GroupPeriod) == 1


MORE = HEADER + ";Ydelse fra;Henvist;Visitation"
ROW = LINES[0].replace("Aktivitetsparat", "LAB § 6 nr. 3") + ";01-02-2025;05-02-2025;Aktivitetsparat"
OTHERWISE = [
    ("Aktivitetsparat", "Jobparat", "Visitation: the file says “Job-ready”, the case says “Activity-ready”."),
    (
        "Kontanthjælp;",
        "Dagpenge;",
        "Benefit: the file says “Unemployment benefit”, the case says “Cash benefit”.",
    ),
    ("01-02-2025", "01-06-2025", "Benefit since: the file says “01-06-2025”, the case says “01-02-2025”."),
    ("03-03-2025", "03-01-2025", "First contact: the file says “03-01-2025”, the case says “03-03-2025”."),
    ("05-02-2025", "06-02-2025", "Referred on: the file says “06-02-2025”, the case says “05-02-2025”."),
    ("Karen Holm", "Mette Ny", "Contact person: the file says “Mette Ny”, the case says “Karen Holm”."),
]


@pytest.mark.parametrize(("was", "now", "told"), OTHERWISE)
def test_what_a_file_says_otherwise_than_the_case_is_told(
    office: Office, was: str, now: str, told: str
) -> None:
    take_in(office, ROW, header=MORE)
    assert take_in(office, ROW, header=MORE).warnings == []
    before = content_hash(office)
    result = take_in(office, ROW.replace(was, now), header=MORE)
    assert counts(result) == (0, 0, 1, 0)
    said = [(line, render(words, "en")) for line, words in result.warnings]
    assert said == [(2, f"{told} The case is left as it is.")]
    assert content_hash(office) == before


def test_what_the_case_knew_once_or_never_is_told_apart(office: Office) -> None:
    take_in(office, LINES[0].replace("03-03-2025", ""))
    citizen_id = office.run(t("Find"), lambda work: work.find(CaseFile)[0].citizen_id)

    def change(work: Work) -> None:
        (paid,) = work.find(BenefitPeriod, BenefitPeriod.citizen_id == citizen_id)
        paid.to_on = date(2026, 11, 22)
        work.add(
            BenefitPeriod(citizen_id=citizen_id, benefit_type="rehabilitation", from_on=date(2026, 11, 23))
        )

    office.run(t("Change"), change)
    assert take_in(office, LINES[0].replace("03-03-2025", "")).warnings == []
    ((_line, words),) = take_in(office, LINES[0]).warnings
    assert render(words, "da") == (
        "Første henvendelse: I filen står »03-03-2025«, i sagen står intet. Sagen er ikke ændret."
    )


def test_a_dry_run_counts_the_same_and_keeps_nothing(office: Office) -> None:
    make_citizen(office)
    before = content_hash(office)
    file = caseload.parse("\n".join([HEADER, *LINES, "Kort"]).encode(), COLUMNS)
    result = office.rehearse(lambda work: import_caseload(work, file, file.mapping, COLUMNS))
    assert counts(result) == (3, 0, 0, 1)
    assert content_hash(office) == before
    assert counts(take_in(office, *LINES, "Kort")) == (3, 0, 0, 1)


def test_a_stop_on_the_way_keeps_nothing(office: Office) -> None:
    file = caseload.parse("\n".join([HEADER, *LINES]).encode(), COLUMNS)

    def stop(_done: int, _of: int) -> None:
        raise UserError(t("Stopped. Nothing of it was kept."))

    with pytest.raises(UserError):
        office.run(t("Import of a file"), lambda w: import_caseload(w, file, file.mapping, COLUMNS, stop))
    assert number_of(office, Citizen) == 0


def test_a_mapping_without_names_is_refused(office: Office) -> None:
    with pytest.raises(UserError):
        take_in(office, "1;2", header="a;b")


def remarks(result: Imported) -> list[str]:
    return [render(words, "en") for _line, words in result.warnings]


def test_another_name_or_birth_date_of_a_citizen_who_is_here_is_told(office: Office) -> None:
    header = "Navn;CPR;Fødselsdato;Første henvendelse"
    line = "Bent Friis;0101601234;01-01-1960;03-03-2025"
    take_in(office, line, header=header)
    other = line.replace("Bent", "Benny").replace("01-01-1960", "01-01-1980")
    file = caseload.parse(f"{header}\n{other}".encode(), COLUMNS)
    tried = office.rehearse(lambda work: import_caseload(work, file, file.mapping, COLUMNS))
    result = take_in(office, other, header=header)
    assert counts(result) == counts(tried) == (0, 1, 0, 0)
    said = remarks(result)
    assert said == remarks(tried)
    assert "The file says “Benny Friis”, the citizen was called “Bent Friis”. The new name is taken." in said
    assert any("born 01-01-1980, here it was 01-01-1960" in one for one in said)
    assert "The birth date differs from the one in the CPR number." in said
    assert take_in(office, other, header=header).warnings == []


def test_a_birth_date_after_the_first_contact_of_a_known_citizen_is_rejected(office: Office) -> None:
    take_in(office, LINES[1])
    before = content_hash(office)
    result = take_in(office, "Bent Friis;0101601234;01-01-2026", header="Navn;CPR;Fødselsdato")
    assert counts(result) == (0, 0, 0, 1)
    assert "born after 03-03-2025" in render(result.rejected[0][1], "en")
    assert content_hash(office) == before


def rejected_file(file: CaseloadFile, result: Imported, language: str) -> CaseloadFile:
    """Return the file of rejected rows as it is opened again."""
    rows = [(record, render(reason, language)) for record, reason in result.rejected]
    content = rejected.rejected_csv(file, rows, render(t("Reason for rejection"), language))
    return caseload.parse(content, COLUMNS)


def import_file(office: Office, file: CaseloadFile) -> Imported:
    return office.run(t("Import of a file"), lambda work: import_caseload(work, file, file.mapping, COLUMNS))


@pytest.mark.parametrize("language", ["da", "en"])
def test_rejected_rows_that_nobody_mended_are_rejected_again(office: Office, language: str) -> None:
    lines = (
        *LINES,
        LINES[0].replace("Åse Ødegård", "Hans Vester"),
        "Kort Linje;0101601235;Jobparat;Kontanthjælp",
        "Lang Linje;0101601236;Jobparat;Kontanthjælp;;12;Mette Lund;mere;endnu mere",
        '"Åben Linje;0101601237;Jobparat;;;;',
        "Uden Dato;0101601238;;;31-02-2025;;",
    )
    file = caseload.parse("\n".join([HEADER, *lines]).encode(), COLUMNS)
    result = import_file(office, file)
    assert counts(result) == (3, 0, 0, 5)
    before = content_hash(office)
    for _time in range(3):
        file = rejected_file(file, result, language)
        assert len(file.header) == 8
        assert caseload.unused_columns(file, COLUMNS) == []
        result = import_file(office, file)
        assert counts(result) == (0, 0, 0, 5)
        assert content_hash(office) == before
    said = [render(reason, "en") for _record, reason in result.rejected]
    assert said[0].startswith("Another line about this citizen was taken before.")
    assert said[1].startswith("Columns in the line: 4, in the header: 7. Mend the line.")
    assert said[2].startswith("Columns in the line: 9, in the header: 7. Mend the line.")
    assert said[3].startswith("The line has a quotation mark that is never closed. Mend the line.")
    assert "is not a date" in said[4]


def test_rejected_rows_are_taken_when_they_are_mended_or_their_reason_is_deleted(office: Office) -> None:
    lines = (
        LINES[0],
        LINES[0].replace("Åse Ødegård", "Åse Holm"),
        LINES[0].replace("Åse Ødegård", "Hans Vester"),
        "Kort Linje;0101601235;Jobparat;Kontanthjælp",
        "Kort To;0101701234;Jobparat;Kontanthjælp",
        "Lang Linje;0101601236;Jobparat;Kontanthjælp;;12;Mette Lund;mere",
        '"Åben Linje;0101601237;Jobparat;;;;',
    )
    file = caseload.parse("\n".join([HEADER, *lines]).encode(), COLUMNS)
    file = rejected_file(file, import_file(office, file), "da")
    same, other, short, short_two, long, open_quote = (record.fields for record in file.records)
    same[-1] = ""  # this line is the right one
    other[1] = "0202701235"  # somebody else
    short[5] = "11223344"
    short_two[-1] = ""
    long[6] = "Mette Lund"
    open_quote[0] = "Åben Linje"
    result = import_file(office, file)
    assert counts(result) == (5, 1, 0, 0)
    assert any("was called “Åse Ødegård”" in one for one in remarks(result))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Hans Vester", "Åse Ødegård", "hans  VESTER"]) | st.text(max_size=20),
            st.sampled_from(["0101601234", "010160-1234", "1203044232", "0202701235", "", "12", "3102991234"]),
            st.sampled_from(["", "Jobparat", "x", "6"]),
            st.sampled_from(["", "01-01-1960", "010160"]) | st.text("0123456789-/", max_size=10),
        ),
        max_size=6,
    ),
    st.just(b"") | st.binary(max_size=30),
)  # fmt: skip
def test_anything_may_stand_in_the_file(office: Office, rows: list[tuple[str, ...]], tail: bytes) -> None:
    """Never a traceback, every row has one fate, and each citizen has exactly one case."""
    header = "Navn;CPR;Målgruppe;Fødselsdato"
    content = "\n".join([header, *(";".join(row) for row in rows)]).encode() + b"\n" + tail
    try:
        file = caseload.parse(content, COLUMNS)
    except UserError:
        return
    result = office.run(t("Import of a file"), lambda w: import_caseload(w, file, file.mapping, COLUMNS))
    assert result.read == len(file.records)
    assert number_of(office, Citizen) == number_of(office, CaseFile)
    again = office.run(t("Import of a file"), lambda w: import_caseload(w, file, file.mapping, COLUMNS))
    assert (again.accepted, again.updated) == (0, 0)


def test_an_email_address_that_cannot_be_costs_its_own_row_and_says_why(office: Office) -> None:
    header = "Navn;CPR;E-mail"
    lines = ("Åse Ødegård;1203044232;aase", "Bent Friis;0101601234;bent@nordby.dk", "Ida Ro;0202701235;ingen")
    result = take_in(office, *lines, header=header)
    assert counts(result) == (2, 0, 0, 1)
    ((record, reason),) = result.rejected
    assert record.line == 2
    assert render(reason, "en").startswith("An email address has an @.")
