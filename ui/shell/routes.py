"""Which page stands behind which place. Pages are imported when first opened, so that the start stays fast."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast, runtime_checkable

from PySide6.QtWidgets import QWidget

from caseworker.base.place import Place
from caseworker.base.text import Text, t, tc
from caseworker.office import Changes
from ui.ports import Desk


class PageWidget(Protocol):
    """What the frame asks of every page, besides being a widget."""

    def show_place(self, place: Place) -> None:
        """Show what the place names: light the task up, focus the field."""

    def heard(self, changes: Changes) -> None:
        """Take note of changes; reload if concerned and nothing is being typed."""

    def save_draft(self) -> None:
        """Keep what is being typed: called before locking and closing."""


@runtime_checkable
class Reopening(Protocol):
    """A page that can say which of its forms is open."""

    def place_now(self) -> Place | None:
        """Return the place that opens what stands open with words in it; None where that is not known."""


def place_of(page: object, place: Place) -> Place:
    """Return the place to come back to: that of the form open on a page, else the page's own."""
    return (page.place_now() if isinstance(page, Reopening) else None) or place


@dataclass(frozen=True, slots=True)
class Route:
    """A page: its key, its module and class, and the words and icon of its entry."""

    key: str
    module: str
    page: str
    words: Text
    icon: str = ""


MAIN = (
    Route("today", "ui.today.page", "TodayPage", t("My day"), "sun"),
    Route("citizens", "ui.people.list_page", "CitizensPage", tc("page", "Citizens"), "users"),
    Route("deadlines", "ui.deadlines.page", "DeadlinesPage", tc("page", "Deadlines"), "calendar-clock"),
    Route("exchange", "ui.exchange.page", "ExchangePage", tc("page", "Exchange"), "arrow-left-right"),
    Route("settings", "ui.settings.page", "SettingsPage", tc("page", "Settings"), "settings"),
)
ROOMS = (
    Route("overview", "ui.people.overview_page", "OverviewPage", tc("room", "Overview")),
    Route("screening", "ui.screening.page", "ScreeningPage", tc("room", "Screening")),
    Route("plan", "ui.plan.page", "PlanPage", tc("room", "Plan")),
    Route("contacts", "ui.contacts.page", "ContactsPage", tc("room", "Contacts")),
    Route("journal", "ui.journal.page", "JournalPage", tc("room", "Journal")),
)
# Pages without an entry of their own: they are gone to from elsewhere.
OTHERS = (
    Route("new_citizen", "ui.people.intake_page", "IntakePage", t("New citizen")),
    Route("import", "ui.people.import_page", "ImportPage", t("Import a caseload")),
    Route("print", "ui.prints.page", "PrintPage", tc("page", "Print")),
)

# Record kinds and forms that live in a room of a citizen's page.
ROOM_OF_KIND = {
    "citizen": "overview",
    "case": "overview",
    "screening": "screening",
    "barrier": "screening",
    "resource": "screening",
    "planned_goal": "screening",
    "plan": "plan",
    "end_goal": "plan",
    "interim_goal": "plan",
    "activity": "plan",
    "agreement": "plan",
    "plan_person": "plan",
    "plan_version": "plan",
    "contacts": "contacts",
    "talk": "contacts",
    "talk_request": "contacts",
    "outreach": "contacts",
    "deadline": "contacts",
    "journal": "journal",
    "note": "journal",
    "document": "journal",
}


def make_page(route: Route, desk: Desk, *arguments: str) -> QWidget:
    """Import and build a page. Main pages take the desk, rooms the desk and the case id."""
    page = getattr(import_module(route.module), route.page)
    return cast(QWidget, page(desk, *arguments))


def main_route(key: str) -> Route | None:
    """Return the main page or other page with this key."""
    return next((route for route in (*MAIN, *OTHERS) if route.key == key), None)
