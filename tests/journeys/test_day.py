"""One working day in the real window: first start, import, screening, plan, talk, print, export, power cut."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.conftest import Start
from tests.journeys.data import dirty_csv
from tests.journeys.driver import Driver

pytestmark = pytest.mark.journey

PASSPHRASE = "fire helt almindelige ord"


@contextmanager
def budget(driver: Driver, act: str, most: int) -> Iterator[None]:
    """Count the interactions of an act, tell them, and hold them against its budget (ui.md section 5)."""
    before = driver.interactions
    yield
    used = driver.interactions - before
    driver.mark("act", act=act, used=used, budget=most)
    assert used <= most, f"{act}: {used} interactions, {most} are allowed"


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
    driver.take_file(os.environ["JOURNEY_FILE"])
    driver.see("Det kommer der til at ske")
    driver.photograph("import-columns")
    driver.click("Importér 5 borgere")
    driver.click("Se borgerne")
    driver.see("Åse Ødegård")
    driver.photograph("citizens")


BARRIERS = (
    ("Psykisk helbred", "Fylder meget", "Sover dårligt og aflyser tit."),
    ("At få hverdagen til at hænge sammen", "Fylder meget", "Kommer for sent op til aftaler."),
    ("Penge eller bolig", "Fylder noget", "Gæld til udlejeren."),
)
EFFORTS = (
    ("Virksomhedspraktik, Beskæftigelse", "Prøver af, om faget er det rigtige.", "man 9-12, ons 9-12", "Nordby Auto"),
    ("Bostøtte, Social", "Kommer op og af sted om morgenen.", "tir 8-9", "Bostøtten"),
    ("Samtaler hos psykolog, Behandling", "Sover bedre og aflyser mindre.", "tor 13-14", "Lægehuset"),
)


def screen(driver: Driver) -> None:
    """Screen one citizen: own words, resources, three barriers, an interim goal, the decision."""
    driver.click_row("Jonas Bruun", double=True)
    driver.click_tab("Visitation")
    driver.photograph("screening-empty")
    with budget(driver, "screening", 30):
        driver.click("Begynd visitation")
        driver.see("Hvad fylder mest for dig lige nu?")
        driver.fill("Hvad fylder mest for dig lige nu?", "Jeg kan ikke få dagen til at hænge sammen.")
        driver.fill("Hvad kunne du godt tænke dig om et år?", "Være i lære som mekaniker.")
        driver.photograph("screening-own-words")
        driver.click("Mangler: Mindst én ressource")
        driver.see("Det kan jeg")
        driver.press("Space")
        driver.type("Reparerer cykler og knallerter")
        driver.press("Return")
        driver.click("Det, der står i vejen, ikke udfyldt")
        for barrier, much, means in BARRIERS:
            driver.click(barrier)
            driver.click(much)
            driver.fill("Betyder i hverdagen", means)
        driver.photograph("screening-barriers")
        driver.click("Brug: Et individuelt forløb med indsatser side om side")
        driver.click("Mangler: Et delmål med opfølgningsdato")
        driver.fill("Delmål", "Møde til tiden tre dage om ugen")
        driver.fill("Hvordan kan I se det?", "Mentor hører det fra værkstedet")
        driver.fill("I ser på det sammen", "om 3 uger")
        driver.photograph("screening-decision")
        driver.click("Afslut visitationen")
        driver.see("1 delmål står nu i planen.")
    driver.photograph("screening-finished")


def plan(driver: Driver) -> None:
    """Make the first plan out of the screening: end goal, interim goal, efforts of three tracks, in force."""
    with budget(driver, "first plan", 24):
        driver.click("Åbn planen")
        driver.click("Skriv slutmålet")
        driver.click("En uddannelse")
        driver.fill("Slutmålet", "Uddannet mekaniker med læreplads i et værksted")
        driver.fill("Hvornår", "1/8-2028")
        driver.press("Ctrl+Return")
        driver.see("Slutmålet er gemt")
        driver.click("Åbn »Møde til tiden tre dage om ugen«")
        driver.fill("Nås senest", "om 10 uger")
        driver.press("Ctrl+Return")
        driver.see("Delmålet er gemt")
        driver.click("Tilføj en indsats")
        for number, (effort, purpose, times, whom) in enumerate(EFFORTS):
            driver.see("Ny indsats")
            driver.fill("Find den i kataloget", effort.partition(",")[0])
            driver.see(effort)
            driver.press("Return")
            driver.see("Fra kataloget")
            driver.fill("Hvad gør den for målet?", purpose)
            driver.fill("Første dag", "i morgen")
            driver.fill("Sidste dag", "om 12 uger")
            driver.fill("Faste tider i ugen", times)
            driver.fill("Hos eller med hvem?", whom)
            driver.photograph(f"plan-effort-{number + 1}")
            driver.press("Ctrl+Return" if number == len(EFFORTS) - 1 else "Ctrl+Shift+Return")
            driver.see_no_more("Fra kataloget")
        driver.photograph("plan-draft")
        driver.click("Sæt planen i kraft")
        driver.see("Lavet sammen med borgeren")
        driver.photograph("plan-agreeing")
        driver.press("Ctrl+Return")
        driver.see("Aftalt")
    driver.photograph("plan-in-force")


def whole_day(driver: Driver) -> None:
    """Work a day."""
    first_start(driver)
    import_caseload(driver)
    screen(driver)
    plan(driver)


def test_whole_day(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "borgere.csv"
    file.write_bytes(dirty_csv())
    start(
        "tests.journeys.test_day:whole_day",
        "--data-dir",
        tmp_path / "store",
        environment={"JOURNEY_FILE": str(file)},
    ).finish()
