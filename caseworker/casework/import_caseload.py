"""Taking a caseload file in: each row a new citizen, an update, unchanged, or rejected with a reason.

The same file twice changes nothing. All of it is one act and can be undone as one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from caseworker.base.danish import sort_key
from caseworker.base.errors import UserError
from caseworker.base.text import Text
from caseworker.people import caseload, service
from caseworker.people.caseload import CaseloadFile, Columns, Record, Row
from caseworker.people.model import CaseFile, Citizen
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
class _Known:
    """Who is here already, by what a row can be recognised by."""

    by_cpr: dict[str, str]
    by_external: dict[str, str]
    by_name: dict[tuple[str, object], str]
    with_case: set[str]


def import_caseload(
    work: Work,
    file: CaseloadFile,
    mapping: dict[str, int],
    columns: Columns,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Imported:
    """Take in every row that can be. Raises UserError only when the mapping lacks what a citizen needs."""
    caseload.check_mapping(mapping)
    result, known = Imported(), _known(work)
    with work.session.no_autoflush:
        for number, record in enumerate(file.records, 1):
            try:
                row = caseload.to_row(record, mapping, columns, work.today())
                _take_in(work, row, known, result)
            except UserError as error:
                result.rejected.append((record, error.text))
            if number % _FLUSH_EVERY == 0:
                work.flush()
                progress(number, len(file.records))
    return result


def _take_in(work: Work, row: Row, known: _Known, result: Imported) -> None:
    checked = service.check_citizen(row.citizen, work.today())
    data = checked.data
    assert data.birth_date is not None
    service.check_intake(row.intake, data.birth_date, work.today())
    citizen_id = _recognise(data, known)
    if citizen_id is None:
        citizen = service.add_citizen(work, data)
        citizen_id = citizen.id
        _remember(data, citizen_id, known)
        changed, new = True, True
    else:
        changed, new = service.change_citizen(work, citizen_id, replace(data, call_name="")), False
    if citizen_id not in known.with_case:
        service.open_case(work, citizen_id, row.intake)
        known.with_case.add(citizen_id)
        changed = True
    result.warnings += [(row.line, warning) for warning in checked.warnings]
    if new:
        result.accepted += 1
    elif changed:
        result.updated += 1
    else:
        result.unchanged += 1


def _recognise(data: service.CitizenData, known: _Known) -> str | None:
    if data.cpr:
        return known.by_cpr.get(data.cpr)
    if data.external_id and data.external_id in known.by_external:
        return known.by_external[data.external_id]
    return known.by_name.get((sort_key(data.name), data.birth_date))


def _remember(data: service.CitizenData, citizen_id: str, known: _Known) -> None:
    if data.cpr:
        known.by_cpr[data.cpr] = citizen_id
    if data.external_id:
        known.by_external[data.external_id] = citizen_id
    known.by_name[sort_key(data.name), data.birth_date] = citizen_id


def _known(work: Work) -> _Known:
    rows = work.session.execute(
        select(Citizen.id, Citizen.cpr, Citizen.external_id, Citizen.sort_key, Citizen.birth_date)
    ).all()
    # A citizen whose case was closed here is not opened again by an old file.
    cases = work.session.scalars(select(CaseFile.citizen_id)).all()
    return _Known(
        {row.cpr: row.id for row in rows if row.cpr},
        {row.external_id: row.id for row in rows if row.external_id},
        {(row.sort_key, row.birth_date): row.id for row in rows},
        set(cases),
    )
