"""The unit's own rule packs and switches: taken in, on and off from a day, kept in the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.errors import UserError
from caseworker.base.text import render, t
from caseworker.deadlines import local_packs, queries, switches
from caseworker.office import Office
from caseworker.plan import agreements
from caseworker.plan.content import AgreementData
from tests.deadlines.test_pack_intake import GOOD
from tests.making import PASSPHRASE, make_citizen, make_office

TODAY = date(2026, 11, 24)
LATER = date(2026, 12, 1)
OURS = GOOD.replace("2026-11-20", "2026-10-05").replace("2026-11-25", "2026-10-10").encode()


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    """Open an office with one citizen, whose first contact was on 5 October."""
    office = make_office(tmp_path / "store", clock)
    make_citizen(office, group="lab-2", visited_as="job_ready")
    office.catch_up()
    yield office
    office.close()


def rules(office: Office) -> set[str]:
    with office.read() as session:
        return {line.rule for line in queries.stored_lines(session, office.clock.today())}


def take_in(office: Office, content: bytes = OURS, from_on: date = date(2026, 1, 1)) -> str:
    packs = office.packs
    return office.run(
        t("Rules"), lambda work: local_packs.take_in_pack(work, packs, content, "vores.toml", from_on)
    )


def on_day(office: Office, day: date) -> None:
    office.clock = FixedClock(at(day))
    office.store.clock = office.clock
    office.catch_up()


def test_a_pack_taken_in_counts_at_once_and_after_opening_again(office: Office, clock: FixedClock) -> None:
    assert "U-1" not in rules(office)
    assert take_in(office) == "ours"
    office.catch_up()
    assert "U-1" in rules(office)
    pack = office.packs.pack("ours")
    assert pack is not None
    folder = office.folder
    office.close()
    again = Office.open(folder, PASSPHRASE, clock=clock)
    try:
        assert again.packs.pack("ours") is not None
        assert again.packs_problem is None
        with again.read() as session:
            assert [one.id for one in local_packs.local_packs(session)] == ["ours"]
    finally:
        again.close()


def test_it_counts_from_the_day_it_is_taken_in_from(office: Office) -> None:
    take_in(office, from_on=date(2026, 10, 6))  # the day after the first contact
    office.catch_up()
    assert "U-1" not in rules(office)
    pack = office.packs.pack("ours")
    assert pack is not None
    assert pack.head.valid_from == date(2026, 10, 6)
    before = office.packs.pack("local-practice")
    assert before is not None
    assert before.head.valid_to == date(2026, 10, 5)


def test_its_own_first_day_stands_where_it_is_later(office: Office) -> None:
    take_in(office, from_on=date(2025, 1, 1))
    pack = office.packs.pack("ours")
    assert pack is not None
    assert pack.head.valid_from == date(2026, 1, 1)


def test_a_newer_file_takes_the_place_of_the_older(office: Office) -> None:
    take_in(office)
    take_in(office, OURS.replace(b"days = 5", b"days = 6").replace(b"2026-10-10", b"2026-10-11"))
    with office.read() as session:
        assert len(local_packs.local_packs(session)) == 1
    rule = office.packs.rule("U-1", "ours")
    assert rule is not None
    assert rule.period is not None
    assert rule.period.days == 6


def test_two_packs_of_the_unit_are_kept_and_dropped_apart(office: Office) -> None:
    take_in(office)
    words = OURS.decode().replace('id = "ours"', 'id = "more"').replace("U-1", "U-2")
    words = words.replace('extends = "local-practice"', 'extends = "ours"').replace(
        "2026-01-01", "2026-02-01"
    )
    for title in ("Ring efter 5 dage", "Ring inden 5 dage"):
        take_in(office, words.replace("Ring efter 5 dage", title).encode(), date(2026, 2, 1))
    assert {"U-1", "U-2"} <= rules(office)
    office.run(t("Rules"), lambda work: local_packs.drop_pack(work, office.packs, "more", LATER))
    on_day(office, LATER)
    assert "U-1" in rules(office)
    assert "U-2" not in rules(office)


def test_undo_takes_it_out_again(office: Office) -> None:
    take_in(office)
    office.undo()
    office.catch_up()
    assert office.packs.pack("ours") is None
    assert "U-1" not in rules(office)


def test_a_pack_is_dropped_from_a_day(office: Office) -> None:
    take_in(office)
    office.run(t("Rules"), lambda work: local_packs.drop_pack(work, office.packs, "ours", LATER))
    office.catch_up()
    assert "U-1" in rules(office)
    on_day(office, date(2026, 11, 30))
    assert "U-1" in rules(office)
    on_day(office, LATER)
    assert "U-1" not in rules(office)
    before = office.packs.pack("local-practice")
    assert before is not None
    assert before.head.valid_to is None


@pytest.mark.parametrize(
    ("pack", "day", "words"),
    [
        ("ours", date(2026, 11, 23), "Vælg i dag eller en senere dag. Intet er ændret."),
        ("theirs", LATER, "Enheden har intet regelsæt med id'et theirs."),
    ],
)
def test_what_cannot_be_dropped(office: Office, pack: str, day: date, words: str) -> None:
    take_in(office)
    with pytest.raises(UserError) as caught:
        office.run(t("Rules"), lambda work: local_packs.drop_pack(work, office.packs, pack, day))
    assert words in render(caught.value.text, "da")
    assert office.packs.pack("ours") is not None


@pytest.mark.parametrize(
    ("content", "day", "words"),
    [
        (
            OURS.replace(b"days = 5", b"days = -5"),
            TODAY,
            "Regelfilen vores.toml kan ikke bruges: U-1 period:",
        ),
        (b"id = ", TODAY, "Regelfilen vores.toml kan ikke bruges: linje 1:"),
        (
            OURS.replace(b"2026-10-10", b"2026-10-11", 1),
            TODAY,
            "Et eksempel i filen giver ikke det, der står.",
        ),
        (OURS.replace(b"2026-10-10", b"2026-10-11"), TODAY, "2 eksempler i filen giver ikke det, der står."),
        (
            OURS.replace(b"valid_from", b"valid_to = 2026-11-30\nvalid_from"),
            LATER,
            "Regelfilen vores.toml kan ikke bruges: valid_to: regelsættet slutter, før det begynder.",
        ),
    ],
)
def test_a_file_with_faults_is_not_taken_in(office: Office, content: bytes, day: date, words: str) -> None:
    with pytest.raises(UserError) as caught:
        take_in(office, content, day)
    assert words in render(caught.value.text, "da")
    with office.read() as session:
        assert local_packs.local_packs(session) == []


def test_looking_through_changes_nothing_and_shows_the_packs_to_come(office: Office) -> None:
    look = local_packs.look_through(OURS, "vores.toml", office.packs, LATER)
    assert look.checked.ok
    assert look.tested is not None
    assert (look.tested.cases, look.tested.passed) == (2, 2)
    assert look.then is not None
    pack = look.then.pack("ours")
    assert pack is not None
    assert pack.head.valid_from == LATER
    assert office.packs.pack("ours") is None
    wrong = local_packs.look_through(b"id = ", "vores.toml", office.packs, LATER)
    assert (wrong.checked.ok, wrong.tested, wrong.then) == (False, None, None)


def test_a_kept_pack_that_no_longer_fits_is_left_out_and_named(office: Office) -> None:
    take_in(office)

    def spoil(work: object) -> None:
        from caseworker.people import staff

        value = staff.setting(work.session, local_packs.SETTING)  # type: ignore[attr-defined]
        rows = [row | {"text": row["text"].replace("local-practice", "gone")} for row in value["packs"]]
        staff.put_setting(work, local_packs.SETTING, {"packs": rows})  # type: ignore[arg-type]

    office.run(t("Rules"), spoil)
    assert office.packs.pack("ours") is None
    assert office.packs_problem is not None
    assert "extends: der er intet regelsæt med id'et gone" in render(office.packs_problem, "da")
    office.undo()
    assert office.packs.pack("ours") is not None
    assert office.packs_problem is None


def test_an_area_is_switched_from_a_day(office: Office) -> None:
    assert "KL10-02" not in rules(office)
    office.run(t("Rules"), lambda work: switches.switch_area(work, "proposal", LATER, on=True))
    on_day(office, date(2026, 11, 30))
    assert "KL10-02" not in rules(office)
    with office.read() as session:
        assert switches.to_come(session, TODAY) == [switches.Switch(LATER, "area", "proposal", on=True)]
    on_day(office, LATER)
    assert "KL10-02" in rules(office)
    with office.read() as session:
        assert switches.to_come(session, LATER) == []


def test_an_area_is_switched_on_and_off_today(office: Office) -> None:
    def switched(on: bool) -> frozenset[str]:
        office.run(t("Rules"), lambda work: switches.switch_area(work, "proposal", TODAY, on=on))
        with office.read() as session:
            return switches.unit_rules(session, TODAY)[0]

    assert switched(True) == {*switches.DEFAULT_AREAS, "proposal"}
    assert switched(False) == set(switches.DEFAULT_AREAS)


def test_a_rule_is_switched_off_today_and_on_again_later(office: Office) -> None:
    assert "G26-09" in rules(office)
    office.run(t("Rules"), lambda work: switches.switch_rule(work, "G26-09", TODAY, on=False))
    office.run(t("Rules"), lambda work: switches.switch_rule(work, "G26-09", LATER, on=True))
    office.catch_up()
    assert "G26-09" not in rules(office)
    on_day(office, LATER)
    assert "G26-09" in rules(office)


def test_the_last_word_about_a_rule_counts(office: Office) -> None:
    office.run(t("Rules"), lambda work: switches.switch_rule(work, "G26-09", LATER, on=False))
    office.run(t("Rules"), lambda work: switches.switch_rule(work, "G26-09", LATER, on=True))
    with office.read() as session:
        assert switches.to_come(session, TODAY) == [switches.Switch(LATER, "rule", "G26-09", on=True)]
        assert switches.unit_rules(session, LATER)[1] == frozenset()


def test_setting_the_rules_now_ends_what_has_come_and_keeps_what_is_to_come(office: Office) -> None:
    office.run(t("Rules"), lambda work: switches.switch_rule(work, "G26-09", LATER, on=False))
    office.run(t("Rules"), lambda work: switches.switch_area(work, "proposal", date(2027, 1, 1), on=True))
    on_day(office, LATER)
    with office.read() as session:
        areas, off_rules = switches.unit_rules(session, LATER)
    assert off_rules == {"G26-09"}
    office.run(t("Rules"), lambda work: switches.set_rules(work, areas, off_rules - {"G26-09"}))
    with office.read() as session:
        assert switches.unit_rules(session, LATER) == (areas, frozenset())
        assert [one.name for one in switches.to_come(session, LATER)] == ["proposal"]
        assert switches.unit_rules(session)[0] == areas


@pytest.mark.parametrize(
    ("area", "day", "words"),
    [
        ("lab", date(2026, 11, 23), "Vælg i dag eller en senere dag. Intet er ændret."),
        ("moon", LATER, "Der er intet regelområde moon."),
    ],
)
def test_what_cannot_be_switched(office: Office, area: str, day: date, words: str) -> None:
    with pytest.raises(UserError) as caught:
        office.run(t("Rules"), lambda work: switches.switch_area(work, area, day, on=False))
    assert words in render(caught.value.text, "da")


def test_promises_of_ours_without_a_day_are_facts_but_no_lines_of_their_own(office: Office) -> None:
    _, case_id = make_citizen(office, "Aase Lund", group="lab-2", visited_as="job_ready")

    def promise(words: str, due: date | None, side: str = "municipality") -> str:
        data = AgreementData(side=side, words=words, owner="", due_on=due)  # type: ignore[arg-type]
        return office.run(t("Agreement"), lambda work: agreements.add_agreement(work, case_id, data))

    open_one = promise("Ringe til lægen", None)
    kept = promise("Sende papirer", None)
    promise("Skrive om et år", date(2027, 11, 24))
    promise("Søge job", None, "citizen")
    cancelled = promise("Finde en mentor", None)
    office.run(t("Agreement"), lambda work: agreements.tick_agreement(work, kept))
    office.run(t("Agreement"), lambda work: agreements.settle_agreement(work, cancelled, "cancelled"))
    with office.read() as session:
        answers = queries.answers_on(session, office.packs, TODAY, case_id)
    found = {a["key"]: (a["status"], a["due_on"]) for a in answers if a["rule"] == "R-037"}
    assert found == {
        f"R-037:{open_one}:1": ("due_soon", "2026-11-25"),
        f"R-037:{kept}:1": ("met", "2026-11-25"),
    }
    assert "R-037" not in rules(office)
    office.run(t("Agreement"), lambda work: agreements.remove_agreement(work, open_one))
    with office.read() as session:
        answers = queries.answers_on(session, office.packs, TODAY, case_id)
    assert [a["key"] for a in answers if a["rule"] == "R-037"] == [f"R-037:{kept}:1"]
