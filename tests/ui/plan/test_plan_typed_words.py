"""What is typed in a form of the plan is saved with the act, kept as a draft, or refused at its field."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from caseworker.base.place import Place
from caseworker.plan import queries
from tests.ui.interactions import Interactions
from tests.ui.plan.conftest import Room
from tests.ui.plan.window import Opening, button
from ui.kit.standing import HALF
from ui.plan.page import PlanPage


def drafts_of(room: Room) -> list[str]:
    """Return the forms that have a draft."""
    return [draft.values["form"] for draft in room.office.store.drafts.all()]


def typed(page: PlanPage, user: Interactions, field: str, words: str) -> None:
    """Type into a field of the open form and let the draft be kept."""
    assert page.panel is not None
    user.write(page.panel.form.field(field), words)
    page.save_draft()


@pytest.mark.parametrize(("words", "status"), [("It is reached", "reached"), ("Give it up", "given_up")])
def test_words_typed_in_an_interim_goal_are_saved_with_the_act(
    open_page: Opening, room: Room, user: Interactions, words: str, status: str
) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt")
    page = open_page(Place("interim_goal", goal.id))
    typed(page, user, "sign", "Et brev fra banken")
    assert drafts_of(room) == ["interim_goal"]
    user.click(button(page.panel, words))  # type: ignore[arg-type]
    found = room.goal("Gæld kortlagt")
    assert (found.status, found.sign) == (status, "Et brev fra banken")
    assert drafts_of(room) == []
    assert page.panel is None
    room.office.undo()
    assert (room.goal("Gæld kortlagt").status, room.goal("Gæld kortlagt").sign) == ("open", "Det kan ses")


def test_a_draft_fetched_again_is_saved_with_the_act_too(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt")
    typed(open_page(Place("interim_goal", goal.id)), user, "sign", "Et brev fra banken")
    page = open_page(Place("interim_goal", goal.id))
    user.click(button(page.panel, "It is reached"))  # type: ignore[arg-type]
    assert room.goal("Gæld kortlagt").sign == "Et brev fra banken"


def test_a_fault_in_a_field_stops_the_act(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt")
    page = open_page(Place("interim_goal", goal.id))
    assert page.panel is not None
    for field, words in (("words", ""), ("due_on", "31/2"), ("follow_up_on", "1/1-1900")):
        before = page.panel.form.field(field).value()
        typed(page, user, field, words)
        user.click(button(page.panel, "It is reached"))
        assert list(page.panel.form.errors()) == [field]
        assert room.goal("Gæld kortlagt").status == "open"
        assert drafts_of(room) == ["interim_goal"]
        page.panel.form.set_values({field: before})


def test_words_typed_in_an_effort_stay_when_it_is_taken_out_and_put_back(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    effort = room.activity("Praktik")
    page = open_page(Place("activity", effort.id))
    typed(page, user, "contribution", "Så du kommer ud blandt andre")
    user.click(button(page.panel, "Take it out"))  # type: ignore[arg-type]
    assert "Praktik" not in {a.title for a in room.view().activities}
    assert page.panel is None
    assert drafts_of(room) == ["activity"]
    # It is said what the draft is about, and it can be thrown away there.
    assert [b.text() for b in page.drafts.findChildren(QPushButton) if b.isVisible()] == [
        "throw the draft away"
    ]
    room.office.undo()
    page.open_form("activity", effort.id)
    assert page.panel is not None
    assert page.panel.form.field("contribution").value() == "Så du kommer ud blandt andre"


def test_words_typed_in_an_effort_are_saved_when_it_is_ended_stopped_or_paused(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    for title, press in (("Praktik", "End it today"), ("FVU dansk", "Stop it …"), ("Bostøtte", "Pause it …")):
        page = open_page(Place("activity", room.activity(title).id))
        typed(page, user, "contribution", f"Nyt om {title}")
        user.click(button(page.panel, press))  # type: ignore[arg-type]
        if press != "End it today":
            assert page.panel is not None
            if press == "Stop it …":
                user.write(page.panel.form.field("stop_reason"), "Fik job")
            user.click(page.panel.save)
        assert room.activity(title).contribution == f"Nyt om {title}"
        assert drafts_of(room) == []
        page.close()
    statuses = [room.activity(t).status_on(date(2026, 11, 24)) for t in ("Praktik", "FVU dansk", "Bostøtte")]
    assert statuses == ["ended", "running", "suspended"]  # what stops today runs on its last day
    room.office.undo()
    assert room.activity("Bostøtte").contribution == "Så du kan komme op og afsted"


def test_a_pause_asked_for_over_a_faulty_field_shows_the_fault(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("activity", room.activity("Praktik").id))
    typed(page, user, "from_on", "31/2")
    user.click(button(page.panel, "Pause it …"))  # type: ignore[arg-type]
    assert page.panel is not None
    assert page.panel.sheet.key == "activity"
    assert list(page.panel.form.errors()) == ["from_on"]


def test_words_typed_in_an_agreement_and_a_person_are_saved_with_the_act(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    agreement = room.agree("citizen", "Ringer")
    page = open_page(Place("agreement", agreement))
    typed(page, user, "words", "Ringer til banken")
    user.click(button(page.panel, "It was not kept"))  # type: ignore[arg-type]
    with room.office.read() as session:
        (found,) = queries.agreements_of(session, room.case_id)
    assert (found.words, found.status) == ("Ringer til banken", "broken")


# ---- the quick line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Cecilie sender cv, i går", "23 November 2026 has passed"),
        ("Vi ringer senest 1/11", "1 November 2026 has passed"),
        ("Vi ringer, 1/1-1900", "1 January 1900 has passed"),
        ("Vi ringer, 1/1-2999", "more than ten years ahead"),
        ("Vi ringer, 31/2-2027", "“31/2-2027” is not a day"),
        ("Vi ringer senest 31/2", "“31/2” is not a day"),
        ("Vi ringer, onsdagg", "“onsdagg” is not a day"),
    ],
)
def test_a_day_that_cannot_be_used_is_said_at_the_line(
    open_page: Opening, room: Room, user: Interactions, words: str, said: str
) -> None:
    room.plan()
    page = open_page()
    for side in ("citizen", "municipality"):
        user.write_and_enter(page.agreements.quick[side], words)
        assert page.agreements.quick[side].value() == words
        assert said in page.agreements.lines[side].error()
    assert page.presenter.state.agreements == ()  # type: ignore[union-attr]
    user.write(page.agreements.quick["citizen"], "x")
    assert page.agreements.lines["citizen"].error() == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Vi ringer 1/11", "“1/11” has passed and does not become the date of the agreement."),
        ("Vi ringer 31/2", "“31/2” is not read as a day."),
    ],
)
def test_what_looks_like_a_day_is_told_while_it_is_typed_and_when_it_is_saved(
    open_page: Opening, room: Room, user: Interactions, words: str, said: str
) -> None:
    room.plan()
    page = open_page()
    edit, line = page.agreements.quick["municipality"], page.agreements.lines["municipality"]
    user.write(edit, words)
    assert (line.remark(), line.error()) == (said, "")
    user.write_and_enter(edit, words)
    (agreement,) = page.presenter.state.agreements  # type: ignore[union-attr]
    assert (agreement.words, agreement.due_on) == (words, date(2026, 11, 25))
    assert room.recorder.said[-1] == f"The agreement is saved. {said}"
    assert (edit.value(), line.remark()) == ("", "")


def test_a_comma_before_other_words_stays_one(open_page: Opening, room: Room, user: Interactions) -> None:
    room.plan()
    page = open_page()
    user.write_and_enter(page.agreements.quick["citizen"], "Ringer til Ole, 22 33 44 55")
    (agreement,) = page.presenter.state.agreements  # type: ignore[union-attr]
    assert (agreement.words, agreement.due_on) == ("Ringer til Ole, 22 33 44 55", None)


def test_a_half_written_line_is_a_draft_and_stands_there_again(
    open_page: Opening, room: Room, user: Interactions, qtbot: QtBot
) -> None:
    room.plan()
    page = open_page()
    user.write(page.agreements.quick["citizen"], "Ringer til b")
    qtbot.waitUntil(lambda: drafts_of(room) != [], timeout=2000)  # by itself, as in a power cut
    user.write(page.agreements.quick["municipality"], "Sender brev")
    page.save_draft()
    kept = room.office.store.drafts.all()
    assert {(d.kind, d.values["values"]["words"]) for d in kept} == {
        ("agreement", "Ringer til b"), ("agreement", "Sender brev"),
    }  # fmt: skip
    again = open_page(Place("agreement", room.case_id, "draft"))  # as "My day" goes on with it
    assert again.agreements.quick["citizen"].value() == "Ringer til b"
    assert again.agreements.quick["municipality"].value() == "Sender brev"
    qtbot.waitUntil(again.agreements.quick["municipality"].edit.hasFocus)
    assert not again.drafts.isVisible()  # it stands in its line
    user.write_and_enter(again.agreements.quick["municipality"], "Sender brev, fredag")
    (agreement,) = again.presenter.state.agreements  # type: ignore[union-attr]
    assert agreement.id in {d.record_id for d in kept}
    assert again.agreements.quick["municipality"].value() == ""
    assert again.agreements.quick["citizen"].value() == "Ringer til b"
    user.write(again.agreements.quick["citizen"], "")
    again.save_draft()
    assert drafts_of(room) == []


def test_a_second_agreement_on_the_same_line_is_another(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page()
    for words in ("Ringer", "Skriver"):
        user.write_and_enter(page.agreements.quick["citizen"], words)
    assert {a.words for a in page.presenter.state.agreements} == {"Ringer", "Skriver"}  # type: ignore[union-attr]
    assert drafts_of(room) == []


def test_an_agreement_is_not_due_before_it_is_made(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    page = open_page(Place("agreement", room.agree("citizen", "Ringer")))
    assert page.panel is not None
    user.write(page.panel.form.field("due_on"), "1/11-2026")
    user.click(page.panel.save)
    assert "before it is agreed" in page.panel.form.errors()["due_on"]
    assert page.presenter.state.agreements[0].due_on is None  # type: ignore[union-attr]


def test_each_draft_can_be_opened_and_one_put_away_waits_until_it_is_asked_for(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan()
    goal = room.goal("Gæld kortlagt")
    page = open_page(Place("interim_goal", goal.id))
    typed(page, user, "sign", "Et brev fra banken")
    page.open_form("end_goal")
    typed(page, user, "words", "Et arbejde med heste")
    page.close_side()
    goal_draft, end_draft = (
        next(d.record_id for d in room.office.store.drafts.all() if d.values["form"] == form)
        for form in ("interim_goal", "end_goal")
    )
    again = open_page(Place("plan", room.case_id))
    assert again.panel is not None, "left open when the page was left, so it stands there again"
    assert again.panel.sheet.record_id == goal_draft
    again.close_side()
    quiet = open_page(Place("plan", room.case_id))
    assert quiet.panel is None
    quiet.show_place(Place("end_goal", room.case_id, f"draft:{end_draft}"))
    assert quiet.panel is not None
    assert quiet.panel.form.values()["words"] == "Et arbejde med heste"


@pytest.mark.parametrize("height", [400, 520, 600])
def test_what_is_wrong_with_a_line_stands_in_sight(
    open_page: Opening, room: Room, user: Interactions, qtbot: QtBot, height: int
) -> None:
    room.plan()
    for number in range(9):
        room.agree("citizen", f"Aftale {number}")
    page = open_page(Place("plan", room.case_id, "agreements"))
    page.resize(1130, height)
    line = page.agreements.lines["citizen"]
    user.write(line.field, "Vi ringer, 1/1-2020")
    view = page.stage.plan_area.viewport()
    page.stage.plan_area.ensureWidgetVisible(line.field, 0, 0)
    user.key(line.field.edit, Qt.Key.Key_Return)

    def seen() -> bool:
        words = line.findChild(QLabel, "error")
        assert words is not None
        foot = words.mapTo(view, words.rect().bottomLeft()).y()
        return words.isVisible() and words.height() > 0 and 0 <= foot <= view.height()

    qtbot.waitUntil(seen, timeout=2000)
    assert line.field.edit.hasFocus()


def test_what_is_wrong_in_a_form_stands_in_sight(
    open_page: Opening, room: Room, user: Interactions, qtbot: QtBot
) -> None:
    room.plan()
    page = open_page(Place("activity", room.activity("Praktik").id, "slots"))
    page.resize(1130, 480)
    panel = page.panel
    assert panel is not None
    field, view = panel.form.field("slots"), panel.area.viewport()
    user.write(field, "mandag 25-30")
    user.click(panel.save)

    def seen() -> bool:
        block = panel.form.block("slots")
        foot = block.mapTo(view, block.rect().bottomLeft()).y()
        return bool(block.error()) and 0 <= foot <= view.height()

    qtbot.waitUntil(seen, timeout=2000)


def _type_how(page: PlanPage, user: Interactions, words: str) -> None:
    """Type how it was confirmed on the line that adds, without Enter."""
    assert page.panel is not None
    user.click(button(page.panel.form.field("made_how"), "+ add"))
    user.write(page.panel.form.field("made_how").findChild(QLineEdit), words)


def _line_of_how(page: PlanPage) -> QLineEdit:
    assert page.panel is not None
    found = page.panel.form.field("made_how").findChild(QLineEdit)
    assert found is not None
    return found


def test_how_a_version_was_confirmed_is_kept_without_enter(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan(active=False)
    page = open_page()
    page.open_form("plan_version")
    _type_how(page, user, "Skrevet under på kontoret")
    page.save_draft()  # as leaving, locking and two seconds do
    (kept,) = room.office.store.drafts.all()
    assert kept.values["values"][HALF] == {"made_how": ["Skrevet under på kontoret"]}
    again = open_page()
    assert (_line_of_how(again).text(), _line_of_how(again).isVisible()) == (
        "Skrevet under på kontoret",
        True,
    )
    assert again.panel is not None
    user.click(button(again.panel, "throw the draft away"))
    again.drafts.fetch_requested.emit()
    assert _line_of_how(again).text() == "Skrevet under på kontoret"


def test_how_a_version_was_confirmed_is_saved_without_enter(
    open_page: Opening, room: Room, user: Interactions
) -> None:
    room.plan(active=False)
    page = open_page()
    page.open_form("plan_version")
    _type_how(page, user, "Skrevet under på kontoret")
    assert page.panel is not None
    page.panel.save.click()  # as Ctrl+S does: the focus stays where it is
    version = room.view().version
    assert version is not None
    assert version.made_with.how == "Skrevet under på kontoret"
    assert drafts_of(room) == []


def test_the_line_being_written_stays_in_sight_when_the_draft_is_told(
    open_page: Opening, room: Room, user: Interactions, qtbot: QtBot
) -> None:
    room.plan(active=False)
    page = open_page()
    page.open_form("plan_version")
    panel = page.panel
    assert panel is not None
    user.click(button(panel.form.field("made_how"), "+ add"))
    line = _line_of_how(page)

    def below() -> int:
        return (
            line.mapTo(panel.area.viewport(), line.rect().bottomLeft()).y() - panel.area.viewport().height()
        )

    panel.area.setFixedHeight(panel.area.height() + below() + 2)  # a window in which it just fits
    qtbot.waitUntil(lambda: -5 < below() <= 0)
    user.write(line, "S")
    assert panel.form.is_dirty()
    qtbot.waitUntil(lambda: below() <= 0, timeout=500)
