"""The driver itself: it works a real window under a real X server, says when it is lost, and can be killed."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.journeys.conftest import Start
from tests.journeys.driver import Driver

pytestmark = pytest.mark.journey
SAMPLE = {"JOURNEY_PROGRAM": "tests.journeys.sample_window:main"}
HERE = "tests.journeys.test_driver"


def round_trip(driver: Driver) -> None:
    driver.write("Navn", "Åse Østergård")
    driver.choose("Spor", "Sociale indsatser")
    driver.click("Spørg")
    driver.click("Ja tak")
    driver.see("Åse Østergård, Sociale indsatser")
    driver.click_row("Række 35")
    driver.see("Række 35")
    driver.click("Mere")
    driver.choose_from_menu("Udskriv")
    driver.see("udskrevet")
    driver.see_no_more("intet")
    driver.photograph("round-trip")


def look_for_what_is_not_there(driver: Driver) -> None:
    driver.see("Findes ikke", patience=0.5)


def wait_to_be_killed(driver: Driver) -> None:
    driver.mark("ready")
    time.sleep(60)


def test_a_window_is_worked_from_inside(start: Start, tmp_path: Path) -> None:
    over = start(f"{HERE}:round_trip", out=tmp_path, environment=SAMPLE).finish()
    assert over["interactions"] == 8
    assert over["longest_block_ms"] >= 0
    assert (tmp_path / "round-trip.png").stat().st_size > 2_000


def test_a_lost_journey_says_what_was_there_instead(start: Start, tmp_path: Path) -> None:
    journey = start(f"{HERE}:look_for_what_is_not_there", out=tmp_path, environment=SAMPLE)
    with pytest.raises(pytest.fail.Exception, match=r"'Findes ikke' did not appear.*Spørg"):
        journey.finish()
    assert (tmp_path / "lost.png").is_file()


def test_a_program_can_be_killed_from_outside(start: Start, tmp_path: Path) -> None:
    journey = start(f"{HERE}:wait_to_be_killed", out=tmp_path, environment=SAMPLE)
    journey.wait_for("ready")
    journey.kill()
    with pytest.raises(pytest.fail.Exception, match="ended before"):
        journey.wait_for("over")
