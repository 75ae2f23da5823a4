"""One working day in the real window: first start, import, screening, plan, talk, print, export, power cut."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.journeys.conftest import Start
from tests.journeys.data import dirty_csv
from tests.journeys.driver import Driver

pytestmark = pytest.mark.journey

PASSPHRASE = "fire helt almindelige ord"


def first_start(driver: Driver) -> None:
    """Make a store, keep the recovery code, look at the empty day, lock and unlock."""
    driver.see("Velkommen til Fælles plan")
    driver.photograph("first-start")
    driver.write("Dit navn", "Karen Holm")
    driver.write("Din enhed", "Job og Uddannelse, Nordby Kommune")
    driver.write("Dit telefonnummer", "00 00 00 01")
    driver.write("Adgangssætning", PASSPHRASE)
    driver.write("Adgangssætningen igen", PASSPHRASE)
    driver.click("Opret mit arkiv")
    driver.see("Din gendannelseskode")
    driver.photograph("recovery-code")
    driver.click("Jeg har koden på papir, væk fra denne computer")
    driver.click("Fortsæt")
    driver.see("Dine borgere er her ikke endnu")
    driver.photograph("empty-day")
    driver.press("Ctrl+L")
    driver.see("Lås op")
    driver.write("Adgangssætning", "noget helt andet")
    driver.press("Return")
    driver.see("Adgangssætningen åbner ikke arkivet")
    driver.photograph("wrong-passphrase")
    driver.write("Adgangssætning", PASSPHRASE)
    driver.press("Return")
    driver.see("Dine borgere er her ikke endnu")


def test_first_start_lock_and_unlock(start: Start, tmp_path: Path) -> None:
    over = start("tests.journeys.test_day:first_start", "--data-dir", tmp_path / "store").finish()
    assert over["interactions"] < 40
    assert not re.search(rb"Karen", (tmp_path / "store" / "store.db").read_bytes())


def import_caseload(driver: Driver) -> None:
    """Take the dirty file in: look first, then import, then see who came."""
    driver.click("Importér sagsstamme")
    driver.see("Træk filen hertil")
    driver.click("Vælg fil")
    driver.write("fileNameEdit", os.environ["JOURNEY_FILE"])
    driver.press("Return")
    driver.see("Det kommer der til at ske")
    driver.photograph("import-columns")
    driver.click("Importér 5 borgere")
    driver.click("Se borgerne")
    driver.see("Åse Ødegård")
    driver.photograph("citizens")


def screen(driver: Driver) -> None:
    """Screen one citizen: own words, resources, three barriers, an interim goal, the decision."""
    driver.click_row("Jonas Bruun", double=True)
    driver.click_tab("Visitation")
    driver.photograph("screening-empty")
    driver.click("Begynd visitation")
    driver.see("Hvad fylder mest for dig lige nu?")
    driver.write("Hvad fylder mest for dig lige nu?", "Jeg kan ikke få dagen til at hænge sammen.")
    driver.write("Hvad kunne du godt tænke dig om et år?", "Være i lære som mekaniker.")
    driver.photograph("screening-own-words")


def whole_day(driver: Driver) -> None:
    """Work a day."""
    first_start(driver)
    import_caseload(driver)
    screen(driver)


def test_whole_day(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_bytes(dirty_csv())
    start(
        "tests.journeys.test_day:whole_day",
        "--data-dir",
        tmp_path / "store",
        environment={"JOURNEY_FILE": str(file)},
    ).finish()
