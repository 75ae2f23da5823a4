"""A new version of a local pack: what is said before it is taken in is what stands afterwards, now and on its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caseworker.base.clock import FixedClock, at
from caseworker.base.text import render, t
from caseworker.casework.new_dates import stand
from caseworker.casework.pack_changes import Preview
from caseworker.deadlines import queries
from caseworker.office import Office
from caseworker.people import service
from tests.making import make_citizen
from tests.ui.journal.around import TODAY
from ui.ports import Desk
from ui.settings.pack_card import _versions
from ui.settings.packs_presenter import PackIntakePresenter

NEW_YEAR = date(2027, 1, 1)
FIRST = """
id = "nordby"
extends = "local-practice"
area = "local"
label = "Nordby"
title = { da = "Nordby praksis", en = "Nordby practice" }
valid_from = 2026-01-01
source = "Ledelsesnotat 12"
verification = "Egen praksis"

[[rule]]
id = "NB-01"
title = { da = "Samtale hver 4. uge", en = "Talk every 4 weeks" }
kind = "every"
applies_to = { groups = ["lab-3"] }
trigger = { course = ["first_contact"] }
first = [{ weeks = 4 }]
period = { weeks = 4 }
met_by = { talks = true }
duty_of = "authority"
standing = "local"
legal_basis = "Notat 12"
source_url = "NB-01"
confirmed = "C"

[[rule]]
id = "NB-02"
title = { da = "Ring i den nye gruppe", en = "Call in the new group" }
kind = "within"
applies_to = { groups = ["lab-2"] }
trigger = { group_start = true }
period = { days = 10 }
met_by = { talks = true }
duty_of = "authority"
standing = "local"
legal_basis = "Notat 12"
source_url = "NB-02"
confirmed = "C"
"""
SECOND = (
    FIRST.replace("2026-01-01", "2027-01-01")
    .replace("period = { weeks = 4 }", "period = { weeks = 3 }")
    .replace("days = 10", "days = 20")
)

Dates = set[tuple[str, str, date]]


def dates(office: Office) -> Dates:
    """Return the dates that stand, by case and rule, as the lists show them."""
    with office.read() as session:
        lines = queries.stored_lines(session, office.clock.today())
    return {(line.case_id, line.rule, day) for line in lines if (day := stand(line)[0]) is not None}


def on(office: Office, day: date) -> Dates:
    office.clock = office.store.clock = FixedClock(at(day))
    office.catch_up()
    return dates(office)


def told(preview: Preview | None) -> tuple[Dates, Dates]:
    """Return the dates that go and those that come, as the preview says."""
    assert preview is not None
    went = {(one.case_id, one.rule, one.before) for one in preview.changes if one.before is not None}
    came = {(one.case_id, one.rule, one.after) for one in preview.changes if one.after is not None}
    return went, came


@pytest.mark.parametrize("planned", [date(2026, 12, 28), NEW_YEAR])
def test_what_the_preview_says_is_what_stands_now_and_on_the_day(
    desk: Desk, tmp_path: Path, planned: date
) -> None:
    office, intake = desk.office, PackIntakePresenter(desk)
    moved, *_stay = (make_citizen(office, name, since=date(2026, 11, 2))[1] for name in ("Åge", "Bo", "Else"))
    office.run(t("Group"), lambda work: service.change_group(work, moved, "lab-2", planned))
    for name, text in (("nordby.toml", FIRST), ("nordby-2027.toml", SECOND)):
        (tmp_path / name).write_text(text)
    intake.open_file(tmp_path / "nordby.toml")
    intake.take_in()
    assert {rule for _case, rule, _day in dates(office)} >= {"NB-01"}

    intake.open_file(tmp_path / "nordby-2027.toml")
    state = intake.state
    assert state.ready
    assert state.from_on == NEW_YEAR
    now, then = dates(office), on(office, NEW_YEAR)
    on(office, TODAY)
    intake.take_in()
    now_with, then_with = dates(office), on(office, NEW_YEAR)
    assert told(state.preview) == (now - now_with, now_with - now)
    assert told(state.coming) == (then - then_with, then_with - then)
    # Who came under the rules of the year before goes on under them: nothing of theirs is lost.
    assert {one for one in now if one[1] == "NB-01"} <= now_with
    assert bool(then - then_with) is (planned == NEW_YEAR)


def test_the_card_says_what_becomes_of_the_versions_there_are(desk: Desk, tmp_path: Path) -> None:
    intake = PackIntakePresenter(desk)
    said = []
    for name, text in (("a", FIRST), ("b", SECOND), ("c", SECOND), ("d", FIRST)):
        (tmp_path / f"{name}.toml").write_text(text)
        intake.open_file(tmp_path / f"{name}.toml")
        assert intake.state.look is not None
        said.append([render(words, "da") for _icon, _kind, words in _versions(intake.state.look)])
        intake.take_in()
    ends = (
        "Udgaven fra 1. januar 2026 gælder for det, der begynder senest 31. december 2026. "
        "Dens frister, der løber til den tid, løber videre."
    )
    second = "Filen træder i stedet for udgaven fra 1. januar 2027."
    assert said == [
        [],
        [ends],
        [second],
        ["Filen træder i stedet for udgaven fra 1. januar 2026.", second],
    ]
