"""What other rules would do to the caseload, before they are taken in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.text import t
from caseworker.casework import pack_changes
from caseworker.casework.new_dates import Rest
from caseworker.casework.pack_changes import RuleChange, changes_under
from caseworker.deadlines import local_packs
from caseworker.deadlines.packs import Packs
from caseworker.office import Office
from caseworker.people import facts, service
from caseworker.people.fact_checks import FactData
from tests.making import make_citizen, make_office

TODAY = date(2026, 11, 24)
OURS = """
id = "ours"
area = "local"
extends = "local-practice"
label = "Vores"
title = { da = "Vores praksis", en = "Our practice" }
valid_from = 2026-01-01
source = "Teammøde"
verification = "Egen praksis"

[[rule]]
id = "U-1"
title = { da = "Ring efter 60 dage", en = "Call after 60 days" }
kind = "within"
applies_to = { groups = ["lab-2"] }
trigger = { course = ["first_contact"] }
period = { days = 60 }
met_by = { talks = true }
duty_of = "authority"
standing = "local"
legal_basis = "Vores praksis"
source_url = "Teammøde"
confirmed = "C"
"""


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """Open an office with two job-ready citizens and one activity-ready."""
    office = make_office(tmp_path / "store", clock)
    make_citizen(office, "Åge Zahle", group="lab-2", visited_as="job_ready")
    make_citizen(office, "Anna Bech", group="lab-2", visited_as="job_ready", since=date(2026, 10, 12))
    make_citizen(office, "Bo Friis")
    yield office
    office.close()


def packs_with(office: Office, text: str = OURS) -> Packs:
    then = local_packs.look_through(text.encode(), "vores.toml", office.packs, date(2026, 1, 1)).then
    assert then is not None
    return then


def test_a_new_rule_is_shown_for_those_it_concerns_by_name(office: Office) -> None:
    with office.read() as session:
        preview = changes_under(session, office.packs, packs_with(office), TODAY)
    assert [(c.case_no, c.name, c.rule, c.before, c.after) for c in preview.changes] == [
        (1002, "Anna Bech", "U-1", None, date(2026, 12, 11)),
        (1001, "Åge Zahle", "U-1", None, date(2026, 12, 4)),
    ]
    assert (preview.cases, preview.of) == (2, 3)


def test_a_rule_that_is_taken_away_and_one_that_moves(office: Office) -> None:
    with office.read() as session:
        without = changes_under(session, packs_with(office), office.packs, TODAY)
        slower = packs_with(office, OURS.replace("days = 60", "days = 70"))
        moved = changes_under(session, packs_with(office), slower, TODAY)
    assert {(c.before, c.after) for c in without.changes} == {
        (date(2026, 12, 11), None),
        (date(2026, 12, 4), None),
    }
    assert [(c.before, c.after) for c in moved.changes] == [
        (date(2026, 12, 11), date(2026, 12, 21)),
        (date(2026, 12, 4), date(2026, 12, 14)),
    ]


def test_a_deadline_that_rests_under_the_other_rules_does_not_fall_away(office: Office) -> None:
    _citizen, case_id = make_citizen(office, "Dorte Ejlersen", group="lab-2", visited_as="job_ready")
    leave = FactData(what="maternity", day=date(2026, 11, 2), last_day=date(2027, 4, 30))
    office.run(t("Fact"), lambda work: facts.write_fact(work, case_id, leave))
    rests = OURS + 'exempt_when = [{ kinds = ["maternity"], effect = "stops_duty" }]\n'
    with office.read() as session:
        to_rest = changes_under(session, packs_with(office), packs_with(office, rests), TODAY)
        to_date = changes_under(session, packs_with(office, rests), packs_with(office), TODAY)
        again = changes_under(session, packs_with(office, rests), packs_with(office, rests), TODAY)
    due, rest = date(2026, 12, 4), Rest(date(2027, 4, 30))
    assert [(c.name, c.before, c.after, c.rest_before, c.rest_after) for c in to_rest.changes] == [
        ("Dorte Ejlersen", due, None, None, rest)
    ]
    assert [(c.before, c.after, c.rest_before, c.rest_after) for c in to_date.changes] == [
        (None, due, rest, None)
    ]
    assert again.changes == ()


def test_the_same_rules_change_nothing_and_closed_cases_are_left_out(office: Office) -> None:
    _, case_id = make_citizen(office, "Dorte Ejlersen", group="lab-2", visited_as="job_ready")
    office.run(t("Close"), lambda work: service.close_case(work, case_id, "job_ordinary", TODAY))
    with office.read() as session:
        assert changes_under(session, office.packs, office.packs, TODAY).changes == ()
        preview = changes_under(session, office.packs, packs_with(office), TODAY)
    assert (preview.cases, preview.of) == (2, 3)


def test_switching_an_area_or_a_rule_can_be_seen_before_too(office: Office) -> None:
    with office.read() as session:
        local_off = changes_under(
            session,
            packs_with(office),
            packs_with(office),
            TODAY,
            switches_then=(frozenset({"lab"}), frozenset()),
        )
        rule_off = changes_under(
            session,
            packs_with(office),
            packs_with(office),
            TODAY,
            switches_then=(frozenset({"lab", "local"}), frozenset({"U-1"})),
        )
    assert {c.rule for c in local_off.changes} == {c.rule for c in rule_off.changes} == {"U-1"}


def test_it_tells_how_far_it_is_and_can_be_stopped(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack_changes, "_BITE", 1)
    seen: list[tuple[int, int]] = []
    asked: list[bool] = []

    def enough() -> bool:
        asked.append(True)
        return len(asked) > 1

    with office.read() as session:
        whole = changes_under(session, office.packs, packs_with(office), TODAY, lambda *n: seen.append(n))
        stopped = changes_under(session, office.packs, packs_with(office), TODAY, cancelled=enough)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert len(whole.changes) == 2
    assert stopped.changes == whole.changes[:1]
    assert isinstance(stopped.changes[0], RuleChange)
