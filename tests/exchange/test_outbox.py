"""What the receiver knows of a record, against a plain model; and the checks on single records."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.text import render
from caseworker.exchange.faults import Checker
from caseworker.exchange.kinds import exported_kinds
from caseworker.exchange.outbox import Past, is_netted_out, known_base
from caseworker.exchange.records import RecordLine, field_names
from caseworker.exchange.registrations import Registrations, as_csv

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@given(st.lists(st.sampled_from(["change", "delete", "restore", "send"]), max_size=25))
def test_the_base_is_what_the_receiver_really_has(steps: list[str]) -> None:
    """Play the steps with a receiver who remembers, and compare."""
    history, ends, receiver, alive = [Past(1, "c1", "insert")], [], "", True
    for step in steps:
        seq = len(history) + 1
        if step == "send":
            start = ends[-1] if ends else 0
            changed = [one for one in history if one.seq > start]
            if changed and not is_netted_out(receiver, deleted=not alive):
                receiver = changed[-1].change_id
            ends.append(len(history))
        elif step == "change" and alive:
            history.append(Past(seq, f"c{seq}", "update"))
        elif step == "delete" and alive:
            history.append(Past(seq, f"c{seq}", "delete"))
            alive = False
        elif step == "restore" and not alive:
            history.append(Past(seq, f"c{seq}", "restore"))
            alive = True
        assert known_base(history, ends) == receiver


def line(kind: str, *, deleted: bool = False, **fields: Any) -> RecordLine:
    """Return a record of the kind where everything that is not given is empty."""
    fields = dict.fromkeys(field_names(exported_kinds()[kind])) | fields
    return RecordLine(
        kind=kind, id="r", change_id="c", base_change_id="", changed_at=NOW, changed_by="K", deleted=deleted,
        fields=fields,
    )  # fmt: skip


def codes(
    record: RecordLine, deleted: dict[str, set[str]] | None = None, unit: dict[str, str] | None = None
) -> list[str]:
    checker = Checker(NOW, NOW.date(), deleted or {}, unit or {})
    checker.check(record)
    return [fault.code for fault in checker.found()]


TALK = {
    "status": "held", "at": datetime(2026, 11, 20, 9, tzinfo=UTC), "purpose": "p", "outcome": "o",
    "attendance": "met", "channel": "meeting", "place": "Rådhuset", "staff_id": "s",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"purpose": ""}, ["no_purpose"]),
        ({"outcome": "", "attendance": ""}, ["no_outcome", "no_attendance"]),
        ({"at": datetime(2026, 11, 25, 9, tzinfo=UTC)}, ["held_in_future"]),
        ({"status": "planned", "at": datetime(2026, 11, 23, 9, tzinfo=UTC)}, []),
        ({"status": "planned"}, ["no_result"]),
        ({"status": "planned", "at": datetime(2026, 12, 1, tzinfo=UTC), "place": "", "staff_id": None},
         ["no_place", "no_employee"]),
        ({"status": "planned", "at": datetime(2026, 12, 1, tzinfo=UTC), "place": "", "channel": "phone"}, []),
        ({"status": "cancelled", "purpose": ""}, []),
        ({"at": datetime(1026, 11, 20, 9, tzinfo=UTC)}, ["date_far_off"]),
    ],
)  # fmt: skip
def test_talks(changed: dict[str, Any], expected: list[str]) -> None:
    assert codes(line("talk", **(TALK | changed))) == expected


SUMMONS = TALK | {"status": "planned", "at": datetime(2026, 12, 1, tzinfo=UTC), "place": ""}


@pytest.mark.parametrize(
    ("channel", "unit", "expected"),
    [
        ("meeting", {"name": "Job"}, ["no_place"]),
        ("letter", {"name": "Job"}, ["no_place"]),
        ("meeting", {"address": "Torvet 1"}, []),
        ("meeting", {"place": "Lokale 4"}, []),
        ("home_visit", {}, []),
        ("video", {}, []),
    ],
)
def test_a_summons_has_a_place_by_the_rule_of_the_letter(
    channel: str, unit: dict[str, str], expected: list[str]
) -> None:
    assert codes(line("talk", **(SUMMONS | {"channel": channel})), unit=unit) == expected


def test_every_fault_says_how_to_mend_it() -> None:
    checker = Checker(NOW, NOW.date(), {"talk": {"t1"}}, {})
    for record in (
        line("talk", **(SUMMONS | {"staff_id": None})),
        line("talk", **(TALK | {"at": datetime(2026, 11, 25, tzinfo=UTC), "outcome": "", "purpose": ""})),
        line("citizen", cpr="", birth_date=date(2026, 12, 1)),
        line("activity", goal_ids=[]),
        line("agreement", talk_id="t1"),
        line("exemption", from_on=date(2026, 2, 1), to_on=date(1026, 1, 1)),
    ):
        checker.check(record)
    checker.no_category("e", "c")
    checker.unknown("c", "f", ["visited_as"])
    assert len(checker.found()) == 13
    for fault in checker.found():
        assert render(fault.mend, "en").endswith("."), fault.code
        assert render(fault.mend, "da") != render(fault.mend, "en"), fault.code


def test_what_cannot_be_written_in_the_window_is_no_fault() -> None:
    checker = Checker(NOW, NOW.date(), {}, {})
    checker.unknown("c", "f", ["first_absence_day", "upper_secondary", "hours 2026-10"])
    assert checker.found() == ()
    checker.unknown("c", "f", ["first_absence_day", "group"])
    assert [(fault.code, fault.place.id) for fault in checker.found()] == [("unknown_group", "f")]


def test_periods_citizens_cases_and_activities() -> None:
    assert codes(line("exemption", from_on=date(2026, 2, 1), to_on=date(2026, 1, 1))) == ["ends_before_start"]
    assert codes(line("exemption", from_on=date(2026, 2, 1), to_on=date(2026, 2, 1))) == []
    assert codes(line("exemption", from_on=date(2026, 2, 1), to_on=None)) == []
    assert codes(line("citizen", cpr="", birth_date=date(2026, 12, 1))) == ["no_cpr", "born_in_future"]
    assert codes(line("case_file", opened_on=date(2026, 1, 1), closed_on=date(2026, 2, 1), end_state="")) == [
        "no_end_state"
    ]
    assert codes(line("activity", goal_ids=[])) == ["no_goal"]
    assert codes(line("activity", goal_ids=[], deleted=True)) == []


def test_links_to_what_was_deleted() -> None:
    gone = {"staff": {"s1"}, "talk": {"t1"}, "interim_goal": {"g1"}}
    assert codes(line("primary_contact", staff_id="s1", from_on=date(2026, 1, 1)), gone) == ["link_deleted"]
    assert codes(line("primary_contact", staff_id="s2", from_on=date(2026, 1, 1)), gone) == []
    assert codes(line("agreement", talk_id="t1"), gone) == ["link_deleted"]
    assert codes(line("planned_goal", goal_id="g1"), gone) == ["link_deleted"]
    assert codes(line("agreement", talk_id=None), gone) == []


def test_an_empty_table_has_its_head() -> None:
    found = Registrations(format_version=1, talks_held=(), summonses=(), visitations=())
    assert as_csv(found).count(b"\r\n") == 1
