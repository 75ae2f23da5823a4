"""A duty that has fallen away stays so, although the authority does the thing later all the same."""

from __future__ import annotations

from typing import Any

import pytest

from tests.deadlines.make import day, facts, one, talk
from tests.deadlines.test_explain import told

THREE = [talk("2026-08-06", kind="first"), talk("2026-09-07"), talk("2026-10-06")]


def on_cash(group: str, talks: list[dict[str, Any]], **more: Any) -> Any:
    """Return facts of one on cash benefit from 3 August 2026: four talks by 3 February 2027."""
    return facts(
        groups=[{"code": group, "from": "2026-08-03"}],
        benefits=[{"type": "cash_benefit", "from": "2026-08-03"}],
        events=[{"id": "e1", "type": "first_contact", "on": "2026-08-03"}],
        contacts=talks,
        **more,
    )


def exempted(talks: list[dict[str, Any]], **more: Any) -> Any:
    assessed = {"kind": "cohort_assessed", "from": "2026-11-02", "assessed": {"by": "MS", "on": "2026-11-02"}}
    return on_cash("lab-2", talks, exemptions=[assessed], **more)


def on_leave(group: str, talks: list[dict[str, Any]], until: str = "2027-03-31") -> Any:
    return on_cash(group, talks, exemptions=[{"kind": "maternity", "from": "2027-01-20", "to": until}])


def test_the_exempted_stays_exempted_when_the_fourth_talk_is_held_after_the_date() -> None:
    answer = one(exempted([*THREE, talk("2027-04-12")]), "2027-04-12", "G26-03", trace=True)
    assert (answer.status, answer.late_days, answer.met_on) == ("moot", None, day("2027-04-12"))
    assert answer.cohort is not None
    assert answer.cohort.exempted
    assert answer.reason.da.endswith(": borgeren er undtaget.")
    steps = told(answer)
    assert "Det skete alligevel mandag 12. april 2027." in steps
    assert steps.index("Borgeren er undtaget efter en konkret vurdering.") < steps.index(
        "Det skete alligevel mandag 12. april 2027."
    )
    assert not any("for sent" in step for step in steps)


def test_a_talk_in_time_of_the_exempted_still_meets_it() -> None:
    assert one(exempted([*THREE, talk("2027-02-03")]), "2027-04-12", "G26-03").status == "met"


def test_an_assessment_made_after_the_date_takes_nothing_away() -> None:
    late = {"kind": "cohort_assessed", "from": "2027-03-01", "assessed": {"by": "MS", "on": "2027-03-01"}}
    known = on_cash("lab-2", [*THREE, talk("2027-04-12")], exemptions=[late])
    answer = one(known, "2027-04-12", "G26-03")
    assert (answer.status, answer.late_days) == ("met_late", 68)


def test_an_offer_after_the_date_leaves_the_exempted_exempted() -> None:
    offer = {"type": "placement", "from": "2027-04-12", "to": "2027-05-01"}
    answer = one(exempted(THREE, offers=[offer]), "2027-05-20", "G26-09")
    assert (answer.status, answer.late_days) == ("moot", None)


@pytest.mark.parametrize("held", ["2027-02-10", "2027-04-12"])
def test_a_talk_in_or_after_the_leave_that_lay_over_the_date_is_not_late(held: str) -> None:
    before = one(on_leave("lab-2", THREE), "2027-04-11", "G26-03")
    answer = one(on_leave("lab-2", [*THREE, talk(held)]), held, "G26-03", trace=True)
    assert (before.status, answer.status, answer.late_days) == ("moot", "moot", None)
    assert "Pligten gjaldt ikke den dag, så den er faldet væk." in told(answer)
    assert any(step.startswith("Det skete alligevel") for step in told(answer))


def test_the_first_talk_after_leave_is_not_late_for_the_talk_that_fell_in_it() -> None:
    leave = [{"kind": "maternity", "from": "2026-08-05", "to": "2027-03-10"}]
    back = on_cash("lab-3", [talk("2027-03-12", kind="first")], exemptions=leave)
    assert one(back, "2027-03-12", "G26-08").status == "met"
    assert one(back, "2027-03-12", "G26-07").status == "moot"


def test_so_it_is_under_the_law_before() -> None:
    known = facts(
        groups=[{"code": "lab-9", "from": "2025-08-04"}],
        benefits=[{"type": "flex_unemployment", "from": "2025-08-04"}],
        events=[{"type": "transferred", "on": "2025-08-04", "benefit": "flex_unemployment"}],
        exemptions=[{"kind": "maternity", "from": "2026-01-10", "to": "2026-06-10"}],
        contacts=[talk(on) for on in ("2025-09-01", "2025-10-01", "2025-11-03", "2026-06-22")],
    )
    assert one(known, "2026-06-23", "G20-02").status == "moot"


def test_what_was_missed_before_the_leave_is_kept_late_after_it() -> None:
    leave = [{"kind": "maternity", "from": "2027-02-10", "to": "2027-03-31"}]
    known = on_cash("lab-2", [*THREE, talk("2027-04-12")], exemptions=leave)
    assert one(known, "2027-04-12", "G26-03").status == "met_late"
