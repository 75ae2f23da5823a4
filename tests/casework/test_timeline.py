"""The one time line: everything that happened, newest first, each told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.ids import new_id
from caseworker.base.text import LANGUAGES, render, t
from caseworker.casework.talk import TalkData, save_talk
from caseworker.casework.timeline import Entry, acts_since, happened_since, timeline
from caseworker.contacts import following_up, reaching, service
from caseworker.contacts.following_up import HearingData
from caseworker.contacts.reaching import OutreachData, RequestData
from caseworker.contacts.service import TalkResult
from caseworker.contacts.words import PURPOSES
from caseworker.journal import service as journal
from caseworker.journal.files import StoredFile
from caseworker.journal.service import CorrectionData, DocumentData
from caseworker.people import service as people
from caseworker.people import staff
from caseworker.people.model import LifeEvent, StatusChange
from caseworker.plan import service as plans
from caseworker.plan.content import MadeWith
from caseworker.plan.model import Agreement, InterimGoal, Plan, PlanVersion
from caseworker.screening.model import Screening
from caseworker.store.work import Work
from tests.contacts.desk import Desk, open_desk

TODAY = date(2026, 11, 24)
EARLIER, LATER = at(TODAY, 8, 30), at(date(2026, 12, 2), 13)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """Open a desk on an encrypted store of its own."""
    with open_desk(tmp_path / "store", clock) as desk:
        yield desk


def told(entries: list[Entry]) -> list[str]:
    """Return the entries as lines: title, and detail where there is one."""
    lines = []
    for one in entries:
        title, detail = render(one.title, "da"), render(one.detail, "da")
        lines.append(f"{title} | {detail}" if detail else title)
    return lines


def fill(work: Work, desk: Desk) -> None:
    """Write records of the rooms that have their own services, as they would."""
    of = {"citizen_id": desk.citizen_id, "case_id": desk.case_id}
    plan = work.add(Plan(**of, status="active"))
    work.flush()
    plan.version_id = new_id()
    for record in (
        InterimGoal(
            **of, plan_id=plan.id, words="Møder 3 dage om ugen", status="reached", reached_on=date(2026, 11, 20)
        ),
        InterimGoal(**of, plan_id=plan.id, words="Gæld kortlagt"),
        PlanVersion(
            **of, id=plan.version_id, plan_id=plan.id, number=4, hash="0" * 64, at=at(date(2026, 11, 6), 10),
            author="Karen Holm", reason="Flere timer", made_with={}, content={},
        ),
        Agreement(
            **of, side="citizen", words="Ringer til banken", owner="Jonas", made_on=date(2026, 11, 6),
            status="kept", done_on=date(2026, 11, 19),
        ),
        Screening(
            **of, instrument="intake", instrument_version=1, started_on=date(2026, 10, 6), status="finished",
            outcome="company_directed", finished_on=date(2026, 10, 15),
        ),
        StatusChange(
            citizen_id=desk.citizen_id, kind="readiness", value="activity_ready", valid_from=date(2026, 10, 9)
        ),
        LifeEvent(citizen_id=desk.citizen_id, kind="housing", on=date(2026, 11, 2), words="Flyttet til egen bolig"),
    ):  # fmt: skip
        work.add(record)


def test_everything_is_told_once_newest_first(desk: Desk) -> None:
    desk.do(fill, desk)
    desk.do(
        reaching.request_talk,
        RequestData(case_id=desk.case_id, requested_on=date(2026, 11, 18), wish="Om timer"),
    )
    result = TalkResult(
        case_id=desk.case_id,
        attendance="met",
        kind="joint",
        at=at(date(2026, 11, 21)),
        purpose="x",
        outcome="Ny plan",
    )
    desk.do(save_talk, TalkData(result=result, facts="Alle var her."))
    gone = desk.book(EARLIER)
    desk.do(service.no_show, gone)
    desk.do(
        reaching.add_outreach,
        OutreachData(talk_id=gone, channel="phone", result="no_answer", words="Ringede to gange"),
    )
    desk.clock.advance(minutes=1)
    desk.note("Banken ringede.")
    desk.clock.advance(minutes=1)
    stored = StoredFile("0" * 64, 100)
    desk.do(
        journal.file_document,
        DocumentData(case_id=desk.case_id, kind="plan", title="Plan 4", stored=stored, pages=4),
    )
    desk.book(LATER, purpose="Hvordan går det?")
    desk.do(people.change_group, desk.case_id, "lab-2", date(2026, 11, 23), reason="Klar til job")
    entries = desk.read(timeline, desk.case_id)
    assert told(entries) == [
        "Aftalt: Opfølgning | Hvordan går det?",
        "Plan 4 | 4 sider",
        "Telefonnotat | Banken ringede.",
        "Forsøg på kontakt: Telefon. Intet svar. | Ringede to gange",
        "Udeblevet: Opfølgning | Årsag: Ukendt",
        "Målgruppe: Jobparat | Klar til job",
        "Fællesmøde | Ny plan",
        "Nået: »Møder 3 dage om ugen«",
        "Aftale holdt | Ringer til banken",
        "Ønskede en samtale | Om timer",
        "Plan aftalt, version 4 | Flere timer",
        "Hændelse i borgerens liv | Flyttet til egen bolig",
        "Visitation afsluttet | Virksomhedsrettet forløb",
        "Ny parathed | Aktivitetsparat",
        "Visitation begyndt",
        *told(entries)[-3:],
    ]
    assert set(told(entries)[-3:]) == {
        "Målgruppe: Aktivitetsparat",
        "Kontaktperson: Karen Holm",
        "Første henvendelse",
    }
    assert entries[0].place.kind == "talk"
    assert not entries[0].whole_day
    assert all(one.place.id for one in entries)


def test_on_one_day_the_newest_stands_on_top(desk: Desk) -> None:
    """Screening began and ended on the day of a talk: what was written down last is read first."""

    def screened(work: Work) -> None:
        of = {"citizen_id": desk.citizen_id, "case_id": desk.case_id}
        work.add(Screening(
            **of, instrument="intake", instrument_version=1, started_on=TODAY, status="finished",
            outcome="ordinary_job", finished_on=TODAY,
        ))  # fmt: skip
        work.flush()
        work.add(
            StatusChange(
                citizen_id=desk.citizen_id, kind="readiness", value="activity_ready", valid_from=TODAY
            )
        )

    desk.do(service.no_show, desk.book(EARLIER))
    desk.do(screened)
    assert told(desk.read(timeline, desk.case_id))[:4] == [
        "Udeblevet: Opfølgning | Årsag: Ukendt",
        "Ny parathed | Aktivitetsparat",
        "Visitation afsluttet | Ordinært job",
        "Visitation begyndt",
    ]


def test_a_hearing_names_the_absences_it_is_about(desk: Desk) -> None:
    missed = [desk.book(at(TODAY, hour)) for hour in (7, 8)]
    for talk_id in missed:
        desk.do(service.no_show, talk_id)
    data = HearingData(talk_id=missed[0], sent_on=TODAY, answer_by=LATER.date())
    desk.do(following_up.send_hearing, data)
    lines = told(desk.read(timeline, desk.case_id))
    assert "Partshøring sendt | Udeblivelse 24. november 2026" in lines
    desk.office.undo()
    absent = TalkResult(
        case_id=desk.case_id,
        attendance="absent_no_notice",
        kind="follow_up",
        at=at(date(2026, 11, 9), 9),
        absence_reason="unknown",
    )
    before = desk.do(service.record, absent).id
    desk.do(following_up.send_hearing, replace(data, also=(before,)))
    lines = told(desk.read(timeline, desk.case_id))
    assert "Partshøring sendt | Udeblivelser 9. november 2026 og 24. november 2026" in lines


def test_a_talk_that_was_undone_gives_its_note_back_to_the_time_line(desk: Desk) -> None:
    result = TalkResult(
        case_id=desk.case_id, attendance="met", kind="first", at=EARLIER, purpose="x", outcome="Godt begyndt"
    )
    saved = desk.do(save_talk, TalkData(result=result, facts="Vi talte."))
    before = told(desk.read(timeline, desk.case_id))
    assert before[0] == "Første samtale | Godt begyndt"
    assert not [line for line in before if "Vi talte" in line]
    desk.do(journal.correct_note, saved.note_id, CorrectionData(facts="Vi talte kort."))
    assert "Rettelse: Første samtale, 24. november 2026 | Vi talte kort." in told(
        desk.read(timeline, desk.case_id)
    )
    desk.office.undo()
    desk.office.undo()
    lines = told(desk.read(timeline, desk.case_id))
    assert "Første samtale, 24. november 2026 | Vi talte." in lines
    assert "Første samtale | Godt begyndt" not in lines
    assert len([line for line in lines if line.startswith("Fortrudt: ")]) == 2


def test_the_time_line_is_bounded_and_empty_for_an_unknown_case(desk: Desk) -> None:
    for hour in range(6):
        desk.book(at(date(2026, 12, 1), 8 + hour))
    assert [one.at for one in desk.read(timeline, desk.case_id, limit=2)] == [
        at(date(2026, 12, 1), 13),
        at(date(2026, 12, 1), 12),
    ]
    assert desk.read(timeline, "nobody") == []


def test_what_happened_since_the_last_talk(desk: Desk) -> None:
    desk.do(fill, desk)
    desk.book(LATER)
    desk.do(service.no_show, desk.book(EARLIER))
    since = at(date(2026, 11, 19), 10)
    happened = told(desk.read(happened_since, desk.case_id, since, desk.clock.now()))
    assert happened == ["Udeblevet: Opfølgning | Årsag: Ukendt", "Nået: »Møder 3 dage om ugen«"]
    assert desk.read(happened_since, desk.case_id, desk.clock.now(), desk.clock.now()) == []


def test_acts_since_a_moment_are_those_that_stand(desk: Desk) -> None:
    since = desk.clock.now()
    desk.clock.advance(minutes=1)
    talk_id = desk.book(LATER)
    desk.clock.advance(minutes=1)
    desk.do(service.summon, talk_id, name=t("Send summons"))
    desk.clock.advance(minutes=1)
    desk.do(service.cancel, talk_id, "ill", name=t("Cancel talk"))
    desk.office.undo()
    acts = desk.read(acts_since, desk.case_id, since)
    assert [(one.name.message, one.actor, one.kinds) for one in acts] == [
        ("Send summons", "Karen Holm", frozenset({"talk"})),
        ("Save talk", "Karen Holm", frozenset({"talk"})),
    ]
    assert [one.name.message for one in desk.read(acts_since, desk.case_id, since, limit=1)] == [
        "Send summons"
    ]
    assert desk.read(acts_since, desk.case_id, desk.clock.now()) == []


def test_a_version_whose_agreement_was_undone_is_not_told(desk: Desk) -> None:
    made = MadeWith(on=TODAY, where="", how="")

    def begin(work: Work) -> str:
        plan_id = plans.ensure_plan(work, desk.case_id)
        plans.set_coordinator(work, plan_id, staff.find_or_add(work, "Karen Holm").id)
        plans.set_end_goal(work, plan_id, "job", "Lager")
        return plan_id

    plan_id = desk.do(begin)
    desk.do(plans.activate, plan_id, made)
    desk.do(plans.set_end_goal, plan_id, "job", "Lager og kontor")
    desk.do(plans.new_version, plan_id, "Flere veje", made)
    titles = [line for line in told(desk.read(timeline, desk.case_id)) if "Plan aftalt" in line]
    assert titles == ["Plan aftalt, version 2 | Flere veje", "Plan aftalt, version 1"]
    desk.office.undo()
    titles = [line for line in told(desk.read(timeline, desk.case_id)) if "Plan aftalt" in line]
    assert titles == ["Plan aftalt, version 1"]


@pytest.mark.parametrize("booked_in", LANGUAGES)
def test_the_purpose_of_a_booked_talk_is_told_in_the_language_of_the_reader(
    desk: Desk, booked_in: str
) -> None:
    desk.book(LATER, purpose=render(PURPOSES["follow_up"], booked_in))
    desk.book(at(date(2026, 12, 3), 9), purpose="Se på praktikken")
    own, offered = (one.detail for one in desk.read(timeline, desk.case_id)[:2])
    assert [render(offered, language) for language in LANGUAGES] == [
        "Opfølgning på planen",
        "Follow-up on the plan",
    ]
    assert {render(own, language) for language in LANGUAGES} == {"Se på praktikken"}
