"""What is measured without a window: search, worklist, deadlines, saving a talk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import delete, select

from caseworker.base import workdays
from caseworker.base.clock import at
from caseworker.base.ids import new_id
from caseworker.base.text import t
from caseworker.casework.citizens import citizen_list
from caseworker.casework.talk import TalkData, save_talk
from caseworker.casework.worklist import worklist
from caseworker.contacts.service import BookingData, TalkResult
from caseworker.deadlines import engine, projection
from caseworker.deadlines.case_facts import facts_of
from caseworker.deadlines.model import DeadlineCase
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.spans import Span
from caseworker.office import Office
from caseworker.people.model import CaseFile
from caseworker.plan.content import AgreementData
from caseworker.store import search
from caseworker.store.work import Work
from tests.bench.measuring import Heard, Rounds, Row, in_turn, listening, typical
from tests.bench.stores import LARGE, MIDDLE, NOTES, SMALL, TODAY, Bench
from tests.bench.window_child import resident_mb

# What is typed, key by key: two words that many notes hold, and a name.
_TYPED = ("samtale bolig", "Mette Jen", "uddannelse")
_FULL_TEXT = (
    "SELECT kind, record_id, citizen_id, words FROM search_text "
    "WHERE search_text MATCH ? ORDER BY rank LIMIT 50"
)
_IN_PALETTE = 7
_BITE = 1_000
_ID_LENGTH, _ID_DASHES = 36, 4
_NUMBERED = re.compile(r"INSERT INTO (?:change|change_payload) \(([^)]*)\)")


def search_rows(rounds: Rounds) -> Iterator[Row]:
    """Search after every key: over citizens and notes together, and for the citizens of the command palette."""
    keys = [words[:end] for words in _TYPED for end in range(1, len(words) + 1) if words[end - 1] != " "]
    bench = Bench(MIDDLE)
    office, plain = bench.open(), bench.raw()
    try:
        with office.read() as session:

            def everything() -> None:
                for typed in keys:
                    search.find(session, typed)

            def reference() -> None:
                for typed in keys:
                    plain.execute(_FULL_TEXT, (search.match_words(typed),)).fetchall()

            mine, other = in_turn(everything, reference, rounds.few)
            yield Row(
                f"search as you type, {MIDDLE:,} citizens, {NOTES:,} notes", mine / len(keys), other / len(keys),
                "raw FTS5 query", most=2.0, note=f"for each of {len(keys)} keys",
            )  # fmt: skip

            def palette() -> None:
                for typed in keys:
                    citizen_list(session, TODAY, search=typed, limit=_IN_PALETTE)

            with listening() as heard:
                palette()
            mine, other = in_turn(palette, partial(_ask_again, plain, heard), rounds.few)
            yield Row(
                f"find one of {MIDDLE:,} citizens as you type", mine / len(keys), other / len(keys),
                "the same reads by raw cursor", limit=50.0, note=f"for each of {len(keys)} keys",
            )  # fmt: skip
    finally:
        plain.close()
        office.close()


def worklist_rows(rounds: Rounds, sizes: tuple[int, ...] = (SMALL, MIDDLE, LARGE)) -> Iterator[Row]:
    """Read the worklist, against its own queries asked by a plain cursor."""
    for citizens in sizes:
        bench = Bench(citizens)
        office, plain = bench.open(), bench.raw()
        try:
            packs = office.packs
            with office.read() as session:
                with listening() as heard:
                    lines = worklist(session, packs, TODAY, "da")
                ours = partial(worklist, session, packs, TODAY, "da")
                mine, other = in_turn(ours, partial(ask, plain, heard), rounds.few)
            note = f"{len(lines):,} lines"
            yield Row(f"worklist, {citizens:,} cases", mine, other, "raw indexed SQL", most=1.5, note=note)
        finally:
            plain.close()
            office.close()


def deadline_rows(rounds: Rounds, sizes: tuple[int, ...] = (SMALL, MIDDLE, LARGE)) -> Iterator[Row]:
    """All deadlines of a caseload: the engine against mere date arithmetic, and with reading and storing."""
    for citizens in sizes:
        office = Bench(citizens).open()
        try:
            mine, other, found = _engine_alone(office, 1 if citizens == LARGE else rounds.few)
            yield Row(
                f"deadlines of {citizens:,} cases, without traces", mine, other, "date arithmetic alone (dateutil)",
                most=5.0, note=f"{found:,} deadlines",
            )  # fmt: skip
            before = resident_mb()
            whole = typical(lambda office=office: _recompute(office), 1 if citizens == LARGE else 3)
            note = f"memory {resident_mb() - before:+.0f} MB"
            yield Row(f"deadlines of {citizens:,} cases, read, computed and stored", whole, note=note)
        finally:
            office.close()


def _engine_alone(office: Office, rounds: int) -> tuple[float, float, int]:
    """Return the milliseconds of the engine, of the arithmetic, and the number of deadlines.

    Facts are read bite by bite, outside what is timed: those of a large caseload would not stay in memory.
    """
    with office.read() as session:
        ids = list(session.scalars(select(CaseFile.id).where(CaseFile.closed_on.is_(None))))
        areas, off_rules = projection.unit_rules(session)
    ask_engine = partial(engine.deadlines, packs=office.packs, today=TODAY, areas=areas, off_rules=off_rules)
    mine = other = 0.0
    found = 0
    for start in range(0, len(ids), _BITE):
        with office.read() as session:
            facts = [one.facts for one in facts_of(session, ids[start : start + _BITE])]
        jobs = [_job(office.packs, answer) for one in facts for answer in ask_engine(one)]
        ours, theirs = in_turn(
            lambda facts=facts: [ask_engine(one) for one in facts],
            lambda jobs=jobs: [_date_arithmetic(*job) for job in jobs], rounds,
        )  # fmt: skip
        mine, other, found = mine + ours, other + theirs, found + len(jobs)
    return mine, other, found


def save_rows(rounds: Rounds) -> Iterator[Row]:
    """One talk saved with note, two agreements, the next talk, log and deadlines."""
    for citizens in (SMALL, MIDDLE):
        bench = Bench(citizens)
        office, plain = bench.open(), bench.raw()
        try:
            with office.read() as session:
                wanted = select(CaseFile.id).where(CaseFile.closed_on.is_(None)).limit(60)
                cases = iter(list(session.scalars(wanted)))
            with listening() as heard:
                _save(office, next(cases))
            mine, other = in_turn(
                lambda office=office, cases=cases: _save(office, next(cases)),
                partial(_write_raw, plain, heard, _known(plain)), rounds.many,
            )  # fmt: skip
            yield Row(
                f"save a talk, {citizens:,} cases", mine, other, "the same rows by raw cursor",
                most=8.0, limit=50.0, note=f"{len(heard.writes)} statements",
            )  # fmt: skip
        finally:
            plain.close()
            office.close()


def ask(connection: Any, heard: Heard) -> None:
    """Ask the queries that were heard by a plain cursor and fetch all they find."""
    for statement, values in heard.reads:
        connection.execute(statement, values).fetchall()


def _ask_again(connection: Any, heard: Heard) -> None:
    """Ask everything that was heard, as often as it was asked."""
    for statement, values in heard.statements:
        connection.execute(statement, values).fetchall()


def _recompute(office: Office) -> None:
    with office.store.plain() as session:
        session.execute(delete(DeadlineCase))
    office.catch_up()


def _save(office: Office, case_id: str) -> None:
    now = office.clock.now()
    data = TalkData(
        result=TalkResult(
            case_id=case_id, kind="follow_up", at=now - timedelta(minutes=45), attendance="met", channel="meeting",
            purpose="Følge op på planen", outcome="Planen fortsætter", plan_reviewed="confirmed",
        ),
        facts="Vi gik planen igennem punkt for punkt.", citizen_says="Det går bedre med at komme op.",
        assessment="Planen passer.",
        agreements=(
            AgreementData(side="citizen", words="Ringer til skolen", due_on=TODAY + timedelta(days=7)),
            AgreementData(side="municipality", words="Sender brevet", due_on=TODAY + timedelta(days=3)),
        ),
        next_talk=BookingData(
            # At an hour at which the drawn caseload has booked nobody: one time is booked once.
            case_id=case_id, kind="follow_up", at=at(TODAY + timedelta(days=28), 17), purpose="Følge op på planen"
        ),
    )  # fmt: skip

    def act(work: Work) -> None:
        work.undoable = False
        save_talk(work, data)

    office.run(t("Talk held"), act)


def _known(connection: Any) -> frozenset[str]:
    """Return the ids that a talk refers to and that were there before it."""
    wanted = "SELECT id FROM citizen UNION ALL SELECT id FROM case_file UNION ALL SELECT id FROM staff"
    return frozenset(row[0] for row in connection.execute(wanted))


def _write_raw(connection: Any, heard: Heard, known: frozenset[str]) -> None:
    """Write the rows that were heard once more, in one transaction; what was new is new again."""
    fresh: dict[Any, str] = {}

    def renamed(value: Any) -> Any:
        is_id = isinstance(value, str) and len(value) == _ID_LENGTH and value.count("-") == _ID_DASHES
        return fresh.setdefault(value, new_id()) if is_id and value not in known else value

    newest = connection.execute("SELECT max(seq) FROM change").fetchone()[0]
    first, row = None, 0
    connection.execute("BEGIN IMMEDIATE")
    for statement, values, many in heard.writes:
        numbered = _NUMBERED.match(statement)
        place = numbered[1].split(", ").index("seq") if numbered else None
        for one in values if many else [values]:
            ready = [renamed(value) for value in one]
            if place is not None:
                first = first or ready[place]
                ready[place] += newest + 1 - first
            elif "INTO search_row" in statement:
                ready[-1] = row
            row = connection.execute(statement, ready).lastrowid
    connection.execute("COMMIT")


def _job(packs: Packs, answer: Any) -> tuple[date | None, list[relativedelta], date | None]:
    """Return what must be added to which day for one answer of the engine."""
    rule = packs.rule(answer.rule, answer.pack)
    spans = [rule.period, *rule.first, rule.until, rule.opens, rule.earliest] if rule is not None else []
    spans += [rule.period] * int(answer.counted) if rule is not None else []
    return answer.trigger_on, [_length(span) for span in spans if span is not None], answer.due_on


def _length(span: Span) -> relativedelta:
    days = (span.days or 0) + (span.workdays or 0) + (span.bank_days or 0)
    return relativedelta(days=days, weeks=span.weeks or 0, months=span.months or 0, years=span.years or 0)


def _date_arithmetic(start: date | None, lengths: list[relativedelta], due: date | None) -> tuple[bool, bool]:
    """Add every length of the rule to its day, move the date to a working day and compare it with today."""
    if start is None:
        return False, False
    day = start
    for length in lengths:
        day = start + length
    work = workdays.on_or_before(due or day)
    return work < TODAY, (work - TODAY).days <= 7
