"""What waits in a case, and that each clock runs through the rules until it is answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.casework import waiting
from caseworker.contacts import absence, following_up, reaching, service, words
from caseworker.contacts.following_up import HearingData
from caseworker.contacts.reaching import AnswerData, OutreachData, RequestData
from caseworker.contacts.service import BookingData, TalkResult
from caseworker.deadlines import queries as deadlines
from caseworker.deadlines import switches
from caseworker.deadlines.answer import Answer
from caseworker.deadlines.queries import DeadlineLine
from caseworker.office import Office
from caseworker.people import groups
from caseworker.people.groups import GroupChoice
from caseworker.people.model import CaseEvent
from tests.content_hash import content_hash
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)


class Case:
    """An open office with one citizen."""

    def __init__(self, office: Office, clock: FixedClock, **values: Any) -> None:
        self.office, self.clock = office, clock
        self.citizen_id, self.case_id = make_citizen(office, **values)

    def do(self, act: Callable[..., Any], *args: Any) -> Any:
        return self.office.run(t("Save {what}", what="test"), lambda work: act(work, *args))

    def ask(self, what: str, on: date = TODAY, wish: str = "") -> str:
        data = RequestData(case_id=self.case_id, requested_on=on, what=what, wish=wish)
        return str(self.do(reaching.request_talk, data))

    def miss(self, hour: int = 8) -> str:
        data = BookingData(case_id=self.case_id, kind="follow_up", at=at(TODAY, hour))
        talk_id = str(self.do(service.book, data))
        self.do(service.no_show, talk_id)
        return talk_id

    def talk(self, when: datetime, **values: Any) -> str:
        data = {"case_id": self.case_id, "attendance": "met", "kind": "follow_up", "at": when}
        data |= {"purpose": "Plan", "outcome": "Aftalt"}
        return str(self.do(service.record, TalkResult(**(data | values))).id)

    def asked(self) -> list[waiting.Asked]:
        with self.office.read() as session:
            return waiting.asked(session, self.case_id, self.clock.today())

    def no_shows(self) -> list[Any]:
        with self.office.read() as session:
            return waiting.no_shows(session, self.case_id, self.clock.today())

    def clock_of(self, event_id: str) -> Answer:
        with self.office.read() as session:
            return waiting.clocks(session, self.office.packs, self.case_id, self.clock.today())[event_id]

    def line(self, rule: str) -> DeadlineLine | None:
        statuses = (*deadlines.OPEN_STATES, "met", "met_late", "moot")
        with self.office.read() as session:
            lines = deadlines.stored_lines(
                session, self.clock.today(), case_id=self.case_id, statuses=statuses
            )
        return next((one for one in lines if one.rule == rule), None)


@pytest.fixture
def case(tmp_path: Path, clock: FixedClock) -> Any:
    office = make_office(tmp_path / "store", clock)
    made = Case(office, clock)
    # The duties of casework itself are off until a unit wants them in its lists.
    made.do(
        lambda work: switches.set_rules(work, frozenset({*switches.DEFAULT_AREAS, "casework"}), frozenset())
    )
    yield made
    office.close()


def test_each_wish_waits_with_its_own_clock(case: Case) -> None:
    talk = case.ask("talk", date(2026, 11, 18), "Om flere timer")
    access = case.ask("access", date(2026, 11, 20))
    activity = case.ask("activity", TODAY, "Et kursus i truck")
    rows = case.asked()
    assert [(row.id, row.what, row.waiting_days) for row in rows] == [
        (talk, "talk", 6),
        (access, "access", 4),
        (activity, "activity", 0),
    ]
    assert rows[2].wish == "Et kursus i truck"
    line = case.line("CW-01")
    assert line is not None
    assert (line.due_on, access in line.key) == (date(2026, 12, 1), True)


def test_a_clock_is_told_with_its_reason_also_where_the_area_is_off(case: Case) -> None:
    case.do(lambda work: switches.set_rules(work, frozenset(switches.DEFAULT_AREAS), frozenset()))
    access, talk = case.ask("access", date(2026, 11, 20)), case.ask("talk", date(2026, 11, 18))
    assert case.line("CW-01") is None
    answer = case.clock_of(access)
    assert (answer.rule, answer.due_on, answer.standing) == ("CW-01", date(2026, 12, 1), "statute")
    assert answer.reason.da
    by_talk = next(one for one in case.asked() if one.id == talk)
    assert case.clock_of(by_talk.event_id).due_on == date(2026, 11, 28), "ten days (R-048)"


def test_access_given_ends_the_clock_and_refused_starts_that_of_a_complaint(case: Case) -> None:
    first, second = case.ask("access"), case.ask("access")
    case.do(reaching.answer_request, AnswerData(request_id=first, answer="yes", on=TODAY))
    line = case.line("CW-01")
    assert line is not None
    assert case.line("CW-02") is None, "what is given in full is nothing to complain about"
    case.do(
        reaching.answer_request, AnswerData(request_id=second, answer="partly", on=TODAY, words="Uden § 19")
    )
    assert case.asked() == []
    complaint = case.line("CW-02")
    assert complaint is not None
    assert complaint.due_on == TODAY + timedelta(weeks=4)
    with pytest.raises(UserError, match="was answered on"):
        case.do(reaching.answer_request, AnswerData(request_id=second, answer="yes", on=TODAY))


def test_a_wish_that_no_longer_stands_takes_its_clock_with_it(case: Case) -> None:
    access = case.ask("access")
    case.do(reaching.close_request, access, "Fik det at se i telefonen")
    assert case.asked() == []
    assert case.line("CW-01") is None


def test_a_wish_of_no_kind_or_an_answer_of_none_is_refused(case: Case) -> None:
    with pytest.raises(UserError) as error:
        case.ask("money")
    assert error.value.place.field == "what"
    wish = case.ask("activity")
    for values, field in (
        ({"answer": "perhaps"}, "answer"),
        ({"on": TODAY + timedelta(1)}, "on"),
        ({"on": TODAY - timedelta(1)}, "on"),
    ):
        data = AnswerData(**({"request_id": wish, "answer": "yes", "on": TODAY} | values))
        with pytest.raises(UserError) as error:
            case.do(reaching.answer_request, data)
        assert error.value.place.field == field


def test_early_follow_up_has_two_weeks_for_those_on_sickness_benefit(
    tmp_path: Path, clock: FixedClock
) -> None:
    office = make_office(tmp_path / "store", clock)
    case = Case(office, clock, group="lab-6", visited_as="")
    wish = case.ask("early_follow_up", date(2026, 11, 20))
    (row,) = case.asked()
    assert (row.id, row.what) == (wish, "early_follow_up")
    line = case.line("G20-42")
    assert line is not None
    assert (line.due_on, row.event_id in line.key) == (date(2026, 12, 4), True)
    office.close()


def test_wishes_and_answers_can_be_taken_back(case: Case) -> None:
    for what in ("talk", "access", "activity"):
        before = content_hash(case.office)
        wish = case.ask(what)
        if what != "talk":
            asked = content_hash(case.office)
            case.do(reaching.answer_request, AnswerData(request_id=wish, answer="no", on=TODAY))
            case.office.undo()
            assert content_hash(case.office) == asked
        case.office.undo()
        assert content_hash(case.office) == before


def test_an_absence_is_followed_until_the_citizen_is_reached_and_it_is_decided_on(case: Case) -> None:
    talk_id = case.miss()
    (one,) = case.no_shows()
    assert (one.talk_id, one.on, one.contact_on, one.attempts) == (talk_id, TODAY, None, ())
    assert (one.group, one.visited_as) == ("lab-3", "activity_ready")
    case.do(reaching.add_outreach, OutreachData(talk_id=talk_id, channel="phone", result="no_answer"))
    case.clock.advance(days=1)
    case.do(reaching.add_outreach, OutreachData(talk_id=talk_id, channel="home_visit", result="reached"))
    (one,) = case.no_shows()
    assert [(a.channel, a.result) for a in one.attempts] == [
        ("home_visit", "reached"),
        ("phone", "no_answer"),
    ]
    assert one.contact_on == TODAY + timedelta(1)
    case.do(following_up.let_be, talk_id, "Var syg")
    assert case.no_shows() == []


def test_a_hearing_and_a_sanction_have_their_clocks_until_they_are_done(case: Case) -> None:
    talk_id = case.miss()
    until = date(2026, 12, 8)
    case.do(following_up.send_hearing, HearingData(talk_id=talk_id, sent_on=TODAY, answer_by=until))
    hearing, sanction = case.line("CW-03"), case.line("NS-2")
    assert hearing is not None
    assert sanction is not None
    assert (hearing.due_on, hearing.duty_of) == (until, "citizen")
    assert sanction.due_on == date(2027, 2, 28)
    case.do(following_up.note_answer, talk_id, TODAY, "Bussen kom ikke")
    answered = case.line("CW-03")
    assert answered is None or answered.status == "met"
    case.do(following_up.decide, talk_id, TODAY, "Ingen rimelig grund")
    decided = case.line("NS-2")
    assert decided is None or decided.status == "met"
    assert case.line("CW-02") is not None
    (one,) = case.no_shows()
    assert (one.decided_on, one.contact_on) == (TODAY, None), "still to be reached"


def test_two_absences_are_told_apart(case: Case) -> None:
    first, second = case.miss(7), case.miss(8)
    case.do(reaching.add_outreach, OutreachData(talk_id=second, channel="text", result="message_left"))
    newest, older = case.no_shows()
    assert (newest.talk_id, older.talk_id) == (second, first)
    assert (len(newest.attempts), len(older.attempts)) == (1, 0)
    case.do(following_up.let_be, first, "Fik ikke indkaldelsen")
    newest, older = case.no_shows()
    assert (newest.closed_on, older.closed_on) == (None, TODAY)


def test_each_hearing_has_its_own_clock_and_its_own_answer(case: Case) -> None:
    first, second = case.miss(7), case.miss(8)
    heard: dict[str, str] = {}
    for talk_id, until in ((second, date(2026, 12, 4)), (first, date(2026, 12, 8))):
        data = HearingData(talk_id=talk_id, sent_on=TODAY, answer_by=until)
        heard[talk_id] = case.do(following_up.send_hearing, data)
    newest, older = case.no_shows()
    assert (newest.hearing_id, newest.answer_by) == (heard[second], date(2026, 12, 4))
    assert (older.hearing_id, older.answer_by) == (heard[first], date(2026, 12, 8))
    assert newest.sanction_id != older.sanction_id
    case.do(following_up.note_answer, first, TODAY, "Bussen kom ikke")
    newest, older = case.no_shows()
    assert (newest.answered_on, older.answered_on) == (None, TODAY)
    assert case.clock_of(heard[first]).status == "met"
    assert case.clock_of(heard[second]).status in ("open", "due_soon")
    case.do(following_up.decide, first, TODAY, "Ingen rimelig grund")
    newest, older = case.no_shows()
    assert (newest.decided_on, older.decided_on) == (None, TODAY)
    assert case.clock_of(older.sanction_id).status == "met"
    assert case.clock_of(newest.sanction_id).status in ("open", "due_soon")


def test_an_absence_that_was_never_heard_about_stays_beside_one_that_was(case: Case) -> None:
    first, second = case.miss(7), case.miss(8)
    case.do(following_up.send_hearing, HearingData(talk_id=first, sent_on=TODAY, answer_by=date(2026, 12, 8)))
    newest, older = case.no_shows()
    assert (newest.going_on, newest.hearing_on, newest.heard_with) == (False, None, ())
    assert (older.going_on, older.hearing_on) == (True, TODAY)
    case.office.undo()
    both = HearingData(talk_id=first, sent_on=TODAY, answer_by=date(2026, 12, 8), also=(second,))
    case.do(following_up.send_hearing, both)
    newest, older = case.no_shows()
    assert newest.hearing_id == older.hearing_id
    assert (newest.heard_with, older.heard_with) == ((TODAY,), (TODAY,))


def test_an_absence_keeps_the_group_of_its_day(case: Case) -> None:
    talk_id = case.miss()
    case.do(
        following_up.send_hearing, HearingData(talk_id=talk_id, sent_on=TODAY, answer_by=date(2026, 12, 8))
    )
    case.clock.advance(days=3)
    case.do(groups.change, case.case_id, GroupChoice("lab-6"), TODAY + timedelta(3))
    case.do(reaching.add_outreach, OutreachData(talk_id=talk_id, channel="phone", result="reached"))
    (one,) = case.no_shows()
    assert (one.group, one.visited_as, one.may_be_sanctioned) == ("lab-3", "activity_ready", True)
    assert [step.key for step in absence.steps(one, case.clock.today())][-2:] == ["answer", "decide"]


def test_an_absence_on_sickness_benefit_stays_one_after_a_change_of_group(
    tmp_path: Path, clock: FixedClock
) -> None:
    office = make_office(tmp_path / "store", clock)
    case = Case(office, clock, group="lab-6", visited_as="")
    case.miss()
    case.clock.advance(days=3)
    case.do(groups.change, case.case_id, GroupChoice("lab-2", "job_ready"), TODAY + timedelta(1))
    (one,) = case.no_shows()
    assert (one.group, one.may_be_sanctioned) == ("lab-6", False)
    assert [step.key for step in absence.steps(one, case.clock.today())] == ["reach"]
    office.close()


def test_an_absence_says_that_earlier_days_without_contact_still_run(case: Case) -> None:
    first, second = case.miss(7), case.miss(8)
    newest, older = case.no_shows()
    assert (newest.overlaps, older.overlaps) == (True, False)
    case.do(following_up.let_be, first, "Fik ikke indkaldelsen")
    assert not next(one for one in case.no_shows() if one.talk_id == second).overlaps


def test_closing_the_absence_never_closes_the_case(case: Case) -> None:
    talk_id = case.miss()
    case.do(following_up.let_be, talk_id, "Var syg")
    (one,) = case.no_shows()
    assert one.contact_on is None
    assert one.closed_on == TODAY


@pytest.mark.parametrize("what", ["talk", "early_follow_up"])
@pytest.mark.parametrize("asked_on", [TODAY, date(2026, 11, 20)])
def test_a_talk_held_before_the_asking_does_not_answer_it(tmp_path: Path, what: str, asked_on: date) -> None:
    clock = FixedClock(at(TODAY, 10))
    office = make_office(tmp_path / "store", clock)
    case = Case(office, clock, group="lab-6")
    case.do(lambda work: work.add(CaseEvent(
        citizen_id=case.citizen_id, case_id=case.case_id, kind="first_absence_day", on=date(2026, 11, 16),
    )))  # fmt: skip
    case.talk(at(TODAY, 9))
    clock.advance(minutes=20)
    wish = case.ask(what, asked_on)
    assert [one.id for one in case.asked()] == [wish]
    event_id = case.asked()[0].event_id
    rule = "R-048" if what == "talk" else "G20-42"
    assert case.clock_of(event_id).status in ("open", "due_soon")
    line = case.line(rule)
    assert line is not None and line.status in ("open", "due_soon")
    clock.advance(minutes=40)
    case.talk(at(TODAY, 11))
    assert case.asked() == []
    line = case.line(rule)
    assert line is not None and line.status == "met"
    office.close()


def test_a_talk_begun_before_the_wish_was_written_does_not_answer_it_when_it_is_saved(case: Case) -> None:
    case.clock.advance(minutes=25)
    wish = case.ask("talk", TODAY)
    case.clock.advance(minutes=30)
    case.talk(case.clock.now() - timedelta(minutes=45))
    assert [one.id for one in case.asked()] == [wish]
    line = case.line("R-048")
    assert line is not None and line.status in ("open", "due_soon")


def test_a_talk_begun_in_the_minute_of_the_wish_or_named_for_it_answers_it(case: Case) -> None:
    case.clock.advance(seconds=40)
    case.ask("talk", TODAY)
    started = case.clock.now().replace(second=0, microsecond=0)
    case.clock.advance(minutes=30)
    case.talk(started)
    assert case.asked() == []
    wish = case.ask("talk", TODAY)
    case.talk(started, request_ids=(wish,))
    assert case.asked() == []


def test_a_held_talk_closes_a_wish_exactly_where_its_rule_is_met(case: Case) -> None:
    """Whatever the talk was: the card, the list of deadlines and the rule say one thing."""
    talks = [{"kind": kind} for kind in words.KINDS] + [{"channel": channel} for channel in words.CHANNELS]
    talks += [{"by": by, "booked": True} for by in words.HELD_BY] + [{"by": by} for by in words.HELD_BY]
    wanted = {"talk": "R-048", "early_follow_up": "G20-42"}
    told: set[tuple[str, bool]] = set()
    for number, talk in enumerate(talks):
        for what, rule in wanted.items():
            one = Case(case.office, case.clock, name=f"Borger {number}", group="lab-6")
            one.do(lambda work, one=one: work.add(CaseEvent(
                citizen_id=one.citizen_id, case_id=one.case_id, kind="first_absence_day",
                on=date(2026, 11, 16),
            )))  # fmt: skip
            wish = one.ask(what, date(2026, 11, 20))
            named = (wish,) if talk.get("booked") else None
            values = {name: value for name, value in talk.items() if name != "booked"}
            one.talk(case.clock.now() - timedelta(minutes=5), request_ids=named, **values)
            line = one.line(rule)
            assert line is not None
            closed = one.asked() == []
            assert closed == (line.status == "met"), (what, talk)
            told.add((what, closed))
    assert len(told) == 4


def test_one_talk_answers_all_that_was_asked_before_it(case: Case) -> None:
    case.ask("talk", date(2026, 11, 18))
    case.ask("talk", date(2026, 11, 20))
    case.clock.advance(minutes=60)
    case.talk(case.clock.now() - timedelta(minutes=30))
    assert case.asked() == []
    statuses = ("met", *deadlines.OPEN_STATES)
    with case.office.read() as session:
        lines = deadlines.stored_lines(session, TODAY, case_id=case.case_id, statuses=statuses)
    assert [one.status for one in lines if one.rule == "R-048"] == ["met", "met"]
