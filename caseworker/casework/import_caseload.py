"""Taking a caseload file in: each row a new citizen, an update, unchanged, or rejected with a reason.

The same file twice changes nothing. All of it is one act and can be undone as one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from caseworker.base.danish import composed, sort_key
from caseworker.base.errors import UserError
from caseworker.base.text import Text, t
from caseworker.casework.import_differences import differences, open_cases
from caseworker.people import caseload, rejected, service
from caseworker.people.birth import refuse_birth
from caseworker.people.caseload import CaseloadFile, Columns, Record, Row
from caseworker.people.model import CaseFile, Citizen, GroupPeriod, Staff
from caseworker.people.names import turned
from caseworker.people.words import GROUPS
from caseworker.store.work import Work

_FLUSH_EVERY = 200


@dataclass(slots=True)
class Imported:
    """What became of the rows. `rejected` pairs each record with its reason; `warnings` name a line."""

    accepted: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[tuple[Record, Text]] = field(default_factory=list)
    warnings: list[tuple[int, Text]] = field(default_factory=list)

    @property
    def read(self) -> int:
        """All rows: the sum of the others."""
        return self.accepted + self.updated + self.unchanged + len(self.rejected)


@dataclass(slots=True)
class _Person:
    """A citizen who is here already, or was a row further up."""

    record: Citizen
    has_case: bool = False
    group: str = ""
    row: Row | None = None


class _Known:
    """Who is here, by what a row can be recognised by, and what the new ones get."""

    def __init__(self, work: Work) -> None:
        self.by_cpr: dict[str, _Person] = {}
        self.by_external: dict[str, _Person] = {}
        self.by_name: dict[tuple[str, date], _Person] = {}
        self.owners = {composed(row.name): row.id for row in work.find(Staff)}
        self.me = next(row.id for row in work.find(Staff, Staff.is_me))
        self.next_case_no = service.next_case_no(work)
        self.open_cases = open_cases(work)
        # A citizen whose case was closed here is not opened again by an old file.
        with_case = set(work.session.scalars(select(CaseFile.citizen_id)))
        groups = {
            row.citizen_id: row.code
            for row in work.session.execute(
                select(GroupPeriod.citizen_id, GroupPeriod.code)
                .where(GroupPeriod.from_on <= work.today())
                .order_by(GroupPeriod.from_on)
            )
        }
        for record in work.find(Citizen):
            self.remember(_Person(record, record.id in with_case, groups.get(record.id, "")))

    def remember(self, person: _Person) -> None:
        """Recognise this person from now on."""
        record = person.record
        if record.cpr:
            self.by_cpr[record.cpr] = person
        if record.external_id:
            self.by_external[record.external_id] = person
        # As it stands, too: a name that came in two columns is not turned round for its comma.
        for name in (turned(record.name), record.name):
            self.by_name[sort_key(name), record.birth_date] = person

    def recognise(self, data: service.CitizenData) -> _Person | None:
        """Return who this is, or None for somebody new.

        The CPR number decides. Other systems number rows as they like, so their number counts only with the
        same birth date; and two CPR numbers are two people, however alike their names.
        """
        assert data.birth_date is not None
        if data.cpr and data.cpr in self.by_cpr:
            return self.by_cpr[data.cpr]
        for found in (
            self.by_external.get(data.external_id) if data.external_id else None,
            self.by_name.get((sort_key(data.name), data.birth_date)),
        ):
            if found is None or (data.cpr and found.record.cpr):
                continue
            if found.record.birth_date == data.birth_date:
                return found
        return None


def import_caseload(
    work: Work,
    file: CaseloadFile,
    mapping: dict[str, int],
    columns: Columns,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Imported:
    """Take in every row that can be. Raises UserError only when the mapping lacks what a citizen needs."""
    caseload.check_mapping(mapping)
    result, known = Imported(), _Known(work)
    with work.session.no_autoflush:
        for number, record in enumerate(file.records, 1):
            try:
                reason = _reason_in(file, record)
                row = caseload.to_row(record, mapping, columns, work.today())
                _take_in(work, row, known, result, second=rejected.is_second_line(reason))
            except UserError as error:
                result.rejected.append((record, error.text))
            if number % _FLUSH_EVERY == 0:
                work.flush()
                progress(number, len(file.records))
    work.flush()
    progress(len(file.records), len(file.records))
    return result


def _reason_in(file: CaseloadFile, record: Record) -> str:
    """Return why the row was rejected the last time, "" for one that was not.

    Raises UserError when it could not be read then and was not mended since.
    """
    column = rejected.reason_column(file.header)
    if column is None or record.broken is not None:
        return ""
    reason = record.fields[column]
    if (
        still := rejected.still_broken(rejected.without_reason(record.fields, file.header), reason)
    ) is not None:
        raise UserError(still)
    return reason


def _take_in(work: Work, row: Row, known: _Known, result: Imported, *, second: bool) -> None:
    """Take one row in. Everything is checked before anything is written.

    `second`: it was rejected before, for another row about the same citizen.
    """
    checked = service.check_citizen(row.citizen, work.today())
    data = checked.data
    assert data.birth_date is not None
    service.check_intake(row.intake, data.birth_date, work.today())
    person = known.recognise(data)
    if person is not None and person.row is not None:
        _same_person_again(person.row, row)
        result.unchanged += 1
        return
    warnings = [row.remark] if row.remark is not None else []
    if person is None:
        person = _Person(service.new_citizen(work, data))
        changed, new = True, True
    else:
        # The name used in speech, which no file holds, is left to `write_over`.
        data = replace(data, call_name="")
        if second and service.changes_of(person.record, data):
            raise UserError(rejected.OTHER_TAKEN)
        refuse_birth(work, person.record, data.birth_date)
        warnings += _other_person(person.record, data)
        changed, new = service.write_over(person.record, data), False
    if changed:
        warnings += [row.turned] if row.turned is not None else []
        warnings += checked.warnings
    known.remember(person)
    if not person.has_case:
        _open_case(work, person, row, known)
        changed = True
    elif row.intake.group and person.group and row.intake.group != person.group:
        warnings.append(
            t("The file says “{new}”, the case says “{old}”. The case is left as it is.",
              new=GROUPS[row.intake.group], old=GROUPS[person.group])
        )  # fmt: skip
    if (case := known.open_cases.get(person.record.id)) is not None:
        warnings += differences(row.intake, case)
    person.row = row
    result.warnings += [(row.line, warning) for warning in warnings]
    if new:
        result.accepted += 1
    elif changed:
        result.updated += 1
    else:
        result.unchanged += 1


def _other_person(citizen: Citizen, data: service.CitizenData) -> list[Text]:
    """Say what makes somebody else of a citizen who is here already."""
    said: list[Text] = []
    if data.name != composed(citizen.name):
        said.append(
            t("The file says “{new}”, the citizen was called “{old}”. The new name is taken.",
              new=data.name, old=citizen.name)
        )  # fmt: skip
    if data.birth_date != citizen.birth_date:
        said.append(
            t("The file says that {name} was born {new:numeric}, here it was {old:numeric}. The new date is taken.",
              name=data.name, new=data.birth_date, old=citizen.birth_date)
        )  # fmt: skip
    return said


def _same_person_again(before: Row, row: Row) -> None:
    """Pass over a row that says the same of the same citizen. Raises UserError when it says something else."""
    if (before.citizen, before.intake) != (row.citizen, row.intake):
        raise UserError(rejected.said_before(before.line))


def _open_case(work: Work, person: _Person, row: Row, known: _Known) -> None:
    owner = row.intake.owner.strip()
    if owner and owner not in known.owners:
        known.owners[owner] = work.add(Staff(name=owner)).id
    service.new_case(
        work,
        person.record.id,
        row.intake,
        owner_id=known.owners.get(owner, known.me),
        case_no=known.next_case_no,
        known_from=work.today(),
    )
    known.next_case_no += 1
    person.has_case, person.group = True, row.intake.group
