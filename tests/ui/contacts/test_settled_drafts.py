"""Words begun about what is settled meanwhile stay to be read, with what became of it, and can be thrown away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from caseworker.base.clock import at
from caseworker.contacts import service
from tests.ui.contacts.case import SOON
from tests.ui.contacts.window import Window
from ui.kit import Banner
from ui.kit.labels import Label

_KEPT = "Your words stay as a draft."


def said(window: Window) -> str:
    parts = [*window.list.findChildren(Banner), *window.list.findChildren(Label)]
    return "\n".join(one.text() for one in parts if one.isVisible())


def put_away(window: Window, field: str, words: str) -> None:
    window.user.write(window.panel.form.field(field), words)
    window.qtbot.keyClick(window.panel, Qt.Key.Key_Escape)
    window.settle()


def read_and_throw_away(window: Window, words: str, became: str) -> None:
    """Expect the words on the list with what became of what they are about, and no way into the form."""
    assert f"{became} {_KEPT} You had written:" in said(window)
    assert words in said(window)
    assert [one for one in window.list.findChildren(QPushButton) if one.text() == "Go on"] == []
    (draft,) = window.case.office.store.drafts.all()
    window.go("contacts", field=f"draft:{draft.record_id}")  # as from "My day"
    assert became in window.frame.toast.text()
    window.user.click(window.button("Throw away", window.list))
    window.settle()
    assert window.case.office.store.drafts.all() == []


def test_a_hearing_begun_about_an_absence_that_is_undone(window: Window) -> None:
    talk_id = window.case.book()
    window.case.do(lambda work: service.no_show(work, talk_id))
    window.go("contacts")
    window.list.forms.ask("hear", talk_id)
    put_away(window, "words", "Borgeren hører om følgerne")
    window.case.office.undo()
    window.go("contacts")
    read_and_throw_away(
        window,
        "Borgeren hører om følgerne",
        "The absence is no longer written down, so this cannot be saved.",
    )


def test_the_end_of_a_wish_begun_and_then_answered_by_a_talk(window: Window) -> None:
    wish = window.case.ask(window.case.office.clock.today(), "Om FVU")
    talk_id = window.case.book(request_id=wish)
    window.go("contacts")
    window.list.forms.ask("close", wish)
    put_away(window, "closed_reason", "Har selv fundet et kursus")
    window.case.do(lambda work: service.hold(work, talk_id, "Kurset er drøftet"))
    window.go("contacts")
    read_and_throw_away(window, "Har selv fundet et kursus", "The wish is settled, so this cannot be saved.")


def test_a_move_of_a_talk_called_off_meanwhile_says_so_at_once(window: Window) -> None:
    talk_id = window.case.book(at(SOON, 13))
    window.go("contacts")
    window.list.forms.ask("move", talk_id)
    put_away(window, "place", "Biblioteket")
    window.case.do(lambda work: service.cancel(work, talk_id, "illness", by_citizen=True))
    window.reopen()
    window.go("contacts")
    assert window.list.panel is None
    window.user.click(window.button("Go on", window.list))
    assert "The talk is called off, so it can be neither moved nor called off again." in said(window)
    assert not window.panel.save_button.isEnabled()
    assert window.panel.form.values()["place"] == "Biblioteket"
