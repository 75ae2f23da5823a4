"""What is only for the internal edition is not on the plan page while the citizen sees the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from caseworker.base.place import Place
from caseworker.plan import service
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from tests.ui.plan.window import Opening
from ui.plan.page import PlanPage

SECRET = "Hemmelig"


def internal(room: Room, title: str = "Praktik") -> str:
    """Make an effort internal, and return its id."""
    effort = room.activity(title)
    kept = replace(effort, internal=True, title=SECRET)
    room.run(lambda work: service.change_activity(work, effort.id, kept))
    return str(effort.id)


def seen(page: PlanPage) -> str:
    """Return all words on the page that can be seen or heard."""
    words = []
    for part in page.findChildren(QWidget):
        if part.isVisible():
            words += [part.accessibleName(), part.toolTip(), str(getattr(part, "text", str)())]
        if part.isVisible() and isinstance(part, QLineEdit | QPlainTextEdit):
            words.append(part.text() if isinstance(part, QLineEdit) else part.toPlainText())
    return "\n".join(words)


@pytest.mark.parametrize("form", ["activity", "activity_pause", "activity_stop"])
def test_forms_of_an_internal_effort_stay_closed_and_keep_their_words(
    open_page: Opening, room: Room, user: Interactions, form: str
) -> None:
    room.plan()
    effort = internal(room)
    page = open_page()
    page.open_form(form, effort)
    assert page.panel is not None
    field = {"activity": "contribution", "activity_stop": "stop_reason"}.get(form, "suspended_until")
    user.write(page.panel.form.field(field), "1/3-2027")
    page.save_draft()
    page.close()
    (draft,) = room.office.store.drafts.all()

    room.desk.citizen_view = True
    for place in (
        None,
        Place("activity", effort),
        Place("activity", effort, "suspended_from"),
        Place("activity", room.case_id, f"draft:{draft.record_id}"),
        Place("activity", room.case_id, "draft"),
    ):
        shown = open_page(place)
        assert shown.panel is None, place
        assert SECRET not in seen(shown)
        assert room.recorder.problems == []
        shown.show_place(Place("plan", room.case_id))
        assert shown.panel is None
        shown.close()

    room.desk.citizen_view = False
    again = open_page()
    assert again.panel is not None
    assert again.panel.sheet.key == form
    assert again.panel.form.field(field).focus_target() is not None
    assert (form != "activity") or again.panel.form.values()[field] == "1/3-2027"


def test_a_new_effort_marked_internal_is_put_away(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    page = open_page()
    page.open_form("activity")
    assert page.panel is not None
    user.write(page.panel.form.field("title"), SECRET)
    page.panel.form.set_values({"internal": True})
    page.panel.form.field("internal").changed.emit()
    page.save_draft()
    page.close()
    room.desk.citizen_view = True
    shown = open_page()
    assert shown.panel is None
    assert SECRET not in seen(shown)
    room.desk.citizen_view = False
    again = open_page()
    assert again.panel is not None
    assert again.panel.form.values()["title"] == SECRET


def test_one_marked_internal_in_citizen_view_is_gone_when_the_page_is_shown_again(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    room.desk.citizen_view = True
    page = open_page()
    page.open_form("activity")
    assert page.panel is not None
    user.write(page.panel.form.field("title"), SECRET)
    page.panel.form.set_values({"internal": True})
    page.panel.form.field("internal").changed.emit()
    page.save_draft()  # as when the journal is looked at
    page.show_place(Place("plan", room.case_id))
    assert page.panel is None
    assert SECRET not in seen(page)
    assert len(room.office.store.drafts.all()) == 1


def test_the_versions_tell_nothing_of_internal_efforts(open_page: Opening, room: Room) -> None:
    room.plan()
    internal(room)
    page = open_page()
    page.open_form("plan_version")
    assert SECRET in seen(page)
    room.desk.citizen_view = True
    shown = open_page()
    shown.open_form("plan_version")
    assert shown.panel is not None
    assert SECRET not in seen(shown)
    shown.show_versions()
    assert shown.versions is not None
    assert SECRET not in seen(shown)


def test_other_drafts_are_open_again_in_citizen_view(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    page.open_form("activity", room.activity("Praktik").id)
    user.write(page.panel.form.field("contribution"), "Så du kommer ud")  # type: ignore[union-attr]
    page.save_draft()
    room.desk.citizen_view = True
    shown = open_page()
    assert shown.panel is not None
    assert shown.panel.form.values()["contribution"] == "Så du kommer ud"
