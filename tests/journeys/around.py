"""A walk through the house without a mouse: finding, help, citizen view, the other language."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from tests.journeys.day import budget, unlock
from tests.journeys.driver import Driver
from tests.journeys.looking import widgets

ENTRIES = ("Borgere", "Frister", "Udveksling", "Indstillinger")


def walk_around(driver: Driver) -> None:
    """Do by keyboard what a caseworker does in between."""
    unlock(driver)
    driver.see("Bad om en samtale")
    walk_through_the_day(driver)
    find_somebody(driver)
    look_at_help_and_citizen_view(driver)
    speak_english_and_danish_again(driver)


def walk_through_the_day(driver: Driver) -> None:
    """Reach everything on "Min dag" with the Tab key, filter the list and open a person with the space bar."""
    stops = driver.walk()
    assert "" not in stops, f"a stop without a name: {stops}"
    acts = [stop for stop in stops if ":" in stop]
    assert len(acts) == len(set(acts)), f"two acts that sound the same: {acts}"
    shown = driver.on_window(lambda: {name_of(button) for button in widgets(QAbstractButton)})
    # The list on the left is one stop; the arrow keys go on inside it.
    missed = {name for name in shown - set(stops) if name.partition(",")[0] not in ENTRIES}
    assert not missed, f"not reached: {missed}"
    driver.photograph("my-day")
    driver.tab_to(next(stop for stop in stops if stop.endswith("Borgere venter")))
    driver.press("Space")
    driver.see_no_more("Progressionsmåling")
    driver.see("Bad om en samtale")
    driver.photograph("my-day-waiting")
    driver.press("Space")
    driver.see("Progressionsmåling")


def name_of(button: QAbstractButton) -> str:
    """Return what a screen reader would say."""
    return button.accessibleName() or button.text()


def find_somebody(driver: Driver) -> None:
    """Find a citizen with two key strokes and a few letters, and go back."""
    with budget(driver, "find a citizen", 2):
        driver.press("Ctrl+K")
        driver.type("aisha")
        driver.see("Aisha Vestergaard    ")
        driver.press("Return")
        driver.see("Siden sidst")
    driver.photograph("found")
    driver.press("Alt+Left")
    driver.see("Det vigtigste først")


def look_at_help_and_citizen_view(driver: Driver) -> None:
    """Ask what the page is for; let the citizen see the screen, on which nobody else may then stand."""
    driver.press("F1")
    driver.see("Hjælp til siden")
    driver.photograph("help")
    driver.press("Esc")
    driver.see("Det vigtigste først")
    driver.press("F9")
    driver.see("Din dag er skjult, mens borgeren ser skærmen")
    driver.see_no_more("Aisha")
    driver.press("Ctrl+K")
    driver.type("aisha")
    driver.see_no_more("Aisha Vestergaard")
    driver.photograph("citizen-view")
    driver.press("Esc")
    driver.press("F9")
    driver.see("Aisha Vestergaard")


def speak_english_and_danish_again(driver: Driver) -> None:
    """Switch the language while running: by the palette, and back on the settings page."""
    driver.press("Ctrl+K")
    driver.type("sprog")
    driver.see("Skift sprog")
    driver.press("Return")
    driver.see("Tuesday 24 November")
    driver.see("What matters most first")
    driver.see_no_more("Min dag")
    driver.photograph("english")
    driver.click_entry("Settings")
    driver.see("Your name")
    driver.photograph("english-settings")
    driver.click_in("Language", "Danish")
    driver.see("Dit navn")
    driver.see_no_more("Your name")
    driver.photograph("danish-settings")
