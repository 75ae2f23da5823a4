"""A process that works until it is killed, and a fork that runs it: what it has saved it says through a pipe."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import func, select

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import t
from caseworker.casework.talk import TalkData, save_talk
from caseworker.contacts.service import TalkResult
from caseworker.office import Office
from caseworker.people import service
from caseworker.people.model import CaseFile, Citizen
from caseworker.plan.content import AgreementData
from caseworker.store.work import Work
from tests.making import PASSPHRASE

DAY = date(2026, 11, 24)


def forked(work: Callable[[int], object]) -> tuple[int, int]:
    """Run `work` in a copy of this process, handing it a pipe. Returns the process id and the pipe's other end."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            os.close(read)
            work(write)
            code = 0
        except BaseException as error:  # noqa: BLE001 - whatever it is, the copy must end here and say so
            os.write(2, f"writer: {error!r}\n".encode())
        finally:
            os._exit(code)
    os.close(write)
    return pid, read


def killed_after(pid: int, read: int, lines: int, seconds: float) -> bytes:
    """Let the process work until it has said so many lines, and a little longer; kill it; return all it said."""
    said = b""
    while said.count(b"\n") < lines:
        more = os.read(read, 65536)
        if not more:
            break
        said += more
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    while more := os.read(read, 65536):
        said += more
    os.close(read)
    _pid, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status), f"the writer ended by itself: {os.waitstatus_to_exitcode(status)}"
    return said


def work_until_killed(folder: Path, seed: int, pipe: int) -> None:
    """Save talks, citizens, drafts and undos without end. Writes `kind number` after each that was accepted."""
    source = random.Random(seed)
    office = Office.open(folder, PASSPHRASE, clock=FixedClock(at(DAY)))
    os.write(pipe, b"open 0\n")
    number = seed * 100_000
    while True:
        number += 1
        office.store.drafts.save("draft", "note", "c", "k", {"number": number})
        os.write(pipe, b"draft %d\n" % number)
        office.run(
            t("Citizen {number}", number=number), lambda work, one=number: one_citizen(work, one, source)
        )
        os.write(pipe, b"citizen %d\n" % number)
        if source.random() < 0.2:
            office.undo()
            os.write(pipe, b"undone %d\n" % number)


def one_citizen(work: Work, number: int, source: random.Random) -> None:
    """Make a citizen with a case, a held talk with its journal note, and promises: a dozen rows in five tables."""
    citizen = service.add_citizen(
        work, service.CitizenData(name=f"Citizen {number}", birth_date=date(1990, 1, 1))
    )
    intake = service.Intake(opened_on=date(2026, 10, 5), group="lab-3", first_contact_on=date(2026, 10, 5))
    case = service.open_case(work, citizen.id, intake)
    work.flush()
    result = TalkResult(
        case_id=case.id, kind="follow_up", at=at(date(2026, 11, 20), 10), attendance="met", channel="meeting",
        purpose="Opfølgning", outcome="Aftalt", plan_reviewed="confirmed",
    )  # fmt: skip
    promises = tuple(
        AgreementData(side="municipality", words=f"Promise {n}", due_on=date(2026, 12, 1)) for n in range(2)
    )
    save_talk(
        work,
        TalkData(result=result, facts=f"Note {number} " + "x" * source.randrange(4000), agreements=promises),
    )


def everything_of(office: Office) -> dict[int, tuple[int, ...]]:
    """Return how many records of each kind every live citizen has, by the citizen's number."""
    from caseworker.contacts.model import Talk
    from caseworker.deadlines.model import DeadlineCase
    from caseworker.journal.model import Note
    from caseworker.people.model import CaseEvent, GroupPeriod
    from caseworker.plan.model import Agreement
    from caseworker.store import search

    kinds = (CaseFile, GroupPeriod, CaseEvent, Talk, Agreement, Note)
    with office.read() as session:
        found: dict[int, tuple[int, ...]] = {}
        counted = [
            dict(
                session.execute(select(kind.citizen_id, func.count(kind.id)).group_by(kind.citizen_id)).all()
            )
            for kind in kinds
        ]
        computed = set(
            session.scalars(
                select(CaseFile.citizen_id).join(DeadlineCase, DeadlineCase.case_id == CaseFile.id)
            )
        )
        indexed = {
            hit.citizen_id for hit in search.find(session, "citizen", kinds=("citizen",), limit=100_000)
        }
        for citizen_id, name in session.execute(select(Citizen.id, Citizen.name)):
            whole = tuple(count.get(citizen_id, 0) for count in counted)
            found[int(name.split()[1])] = (*whole, int(citizen_id in computed), int(citizen_id in indexed))
    return found


def supported() -> bool:
    """Whether processes can be copied and killed here."""
    return hasattr(os, "fork") and sys.platform != "win32"
