"""What a caseworker does in a day, act by act, in the words the window shows. Each act is a journey of its own."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.journeys.driver import Driver

PASSPHRASE = "fire helt almindelige ord"
NOTE = "Bostøtten ringer. Jonas var oppe kl. 7."


@contextmanager
def budget(driver: Driver, act: str, most: int) -> Iterator[None]:
    """Count the interactions of an act, tell them, and hold them against its budget (ui.md section 5)."""
    before = driver.interactions
    driver.recent_block()
    yield
    used = driver.interactions - before
    driver.mark("act", act=act, used=used, budget=most, block_ms=round(driver.recent_block() * 1000))
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
    (
        "Virksomhedspraktik, Beskæftigelse",
        "Prøver af, om faget er det rigtige.",
        "man 9-12, ons 9-12",
        "Nordby Auto",
    ),
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
        driver.see("Vælg det, der fylder")
        driver.see_no_more("Betyder i hverdagen")  # nothing can be written before it is about something
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
        driver.click("Møde til tiden tre dage om ugen, 15. december 2026")
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


def unlock(driver: Driver) -> None:
    """Open the store as every morning."""
    driver.see("Lås op")
    driver.write("Adgangssætning", PASSPHRASE)
    driver.press("Return")


def find(driver: Driver, words: str, age: str) -> None:
    """Find a citizen from anywhere, by keyboard only."""
    with budget(driver, "find a citizen", 2):
        driver.press("Ctrl+K")
        driver.type(words)
        driver.see(age)
        driver.press("Return")
        driver.see("Siden sidst")


def book(driver: Driver, clock: str) -> None:
    """Book a talk for today a little earlier than now."""
    driver.click_tab("Kontakter")
    driver.click("Book samtale")
    driver.write("Dag og tid: dag", "i dag")
    driver.fill("Dag og tid: klokkeslæt", clock)
    driver.click("Book samtalen")
    driver.see("Samtalen er booket")


def talk(driver: Driver) -> None:
    """Hold the talk: what happened, what the citizen says, two agreements, the next talk."""
    book(driver, "8.30")
    driver.photograph("talk-booked")
    with budget(driver, "talk held, two agreements, next date", 8):
        driver.click("Start samtale med Jonas Bruun")
        driver.fill("Hvad skete der", "Jonas har set værkstedet hos Nordby Auto.")
        driver.fill("Jonas siger", "Det var godt at prøve noget rigtigt.")
        driver.tab_to("Aftalt")
        driver.type("Jonas møder tirsdag og torsdag kl. 9, fredag")
        driver.press("Return")
        driver.type("Vi ringer til bostøtten")
        driver.press("Return")
        driver.click_in("Blev planen drøftet?", "Bekræftet")
        driver.photograph("talk")
        driver.press("Ctrl+S")
        driver.see("Samtalen er gemt")
    driver.see("Planen er bekræftet, 2 aftaler")
    driver.photograph("talk-saved")


def no_show(driver: Driver) -> None:
    """Another citizen does not come: write it down from "Min dag", with the first attempt to reach her."""
    find(driver, "åse", "41 år")
    book(driver, "8.45")
    driver.click_entry("Min dag")
    driver.see("2 samtaler i dag")
    driver.photograph("my-day")
    with budget(driver, "no-show with first outreach", 5):
        driver.click("Start samtale med Åse Ødegård")
        driver.click_in("Fremmøde", "Udeblev")
        driver.click_in("Første kontaktforsøg", "Telefon")
        driver.click_in("Hvordan det gik", "Lagde besked")
        driver.photograph("no-show")
        driver.press("Ctrl+S")
        driver.see("Udeblivelsen er gemt")
    driver.see("er ikke nået endnu")
    driver.photograph("no-show-saved")


def print_plan(driver: Driver) -> None:
    """Look at the plan as it will lie on the table, file it in the journal and save it as a PDF."""
    find(driver, "jonas", "22 år")
    driver.click_tab("Plan")
    driver.click("Udskriv")
    driver.see("Side 1 af")
    driver.photograph("print-preview")
    driver.click("Læg i journalen")
    driver.see("Ligger i journalen")
    driver.click("Gem som PDF")
    driver.take_file(os.environ["JOURNEY_PDF"])
    driver.see("Gemt som")
    driver.photograph("print-filed")


def export(driver: Driver) -> None:
    """See what will leave, choose a folder, send."""
    driver.click_entry("Udveksling")
    driver.see("om 5 borgere klar til at blive sendt")
    driver.photograph("exchange")
    driver.click("Vælg mappe")
    driver.take_file(os.environ["JOURNEY_FOLDER"])
    driver.click("Send til mappe")
    driver.see("Alt er sendt")
    driver.photograph("exchange-sent")


def type_until_the_power_cut(driver: Driver) -> None:
    """Lock and unlock, then write a note and be in the middle of it when the power goes."""
    driver.press("Ctrl+L")
    unlock(driver)
    driver.see("Alt er sendt")
    find(driver, "jonas", "22 år")
    driver.click_tab("Journal")
    driver.press("Ctrl+N")
    driver.fill("Hvad det handler om", "Opkald fra bostøtten")
    driver.fill("Hvad skete der", NOTE)
    time.sleep(3)  # at most 2 s of typing may be lost (ui.md section 1)
    driver.photograph("typing")
    driver.mark("typing", longest_block_ms=round(driver.longest_block * 1000))
    time.sleep(60)


def whole_day(driver: Driver) -> None:
    """Work a day until the power goes."""
    first_start(driver)
    import_caseload(driver)
    screen(driver)
    plan(driver)
    talk(driver)
    no_show(driver)
    print_plan(driver)
    export(driver)
    type_until_the_power_cut(driver)


def all_there(driver: Driver) -> None:
    """Start again after the power cut: the draft waits on "Min dag", everything saved is there."""
    unlock(driver)
    driver.see("1 kladde")
    driver.photograph("draft-waits")
    driver.click("Fortsæt")
    driver.see(NOTE)
    driver.photograph("draft-back")
    driver.click("Gem notatet")
    driver.see("Notatet er gemt")
    driver.see("Første samtale, 24. november 2026")
    driver.see("Det var godt at prøve noget rigtigt.")
    driver.see("Plan 1, borgerens udgave")
    driver.photograph("journal")
    driver.click_tab("Plan")
    driver.see("Uddannet mekaniker med læreplads i et værksted")
    driver.see("Version 1")
    for effort in (
        "Beskæftigelse: Virksomhedspraktik",
        "Social: Bostøtte",
        "Behandling: Samtaler hos psykolog",
    ):
        driver.see(effort)
    driver.see("Vi ringer til bostøtten")
    driver.see_no_more("Kladder")
    driver.photograph("plan")
    driver.click_tab("Kontakter")
    driver.see("Planen er bekræftet, 2 aftaler")
    driver.click_tab("Visitation")
    driver.see("Individuelt forløb")
    driver.photograph("screening")
    driver.click_entry("Min dag")
    driver.see("Udeblev 24. nov.: 1 forsøg på kontakt")
    driver.see_no_more("1 kladde")
    driver.photograph("my-day")
