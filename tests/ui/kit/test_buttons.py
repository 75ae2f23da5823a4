"""Buttons, banners, and the bar that asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dress import wear
from ui.kit import Banner, BusyButton, Button, ConfirmBar, EmptyState, IconButton, Label, Page, spoken_name

Show = Callable[[QWidget], QWidget]


def test_words_with_an_ampersand_stay_whole(shown: Show) -> None:
    button = Button("Bo & Ko")
    shown(button)
    assert spoken_name(button) == "Bo & Ko"


def test_keys_are_told_in_the_tool_tip_and_survive_other_words(shown: Show, qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = Button(
        "Save", kind="filled", shortcut="Ctrl+S", tip="Files it", on_click=lambda: pressed.append(1)
    )
    shown(button)
    assert button.toolTip() == "Files it (Ctrl+S)"
    assert spoken_name(button) == "Save"
    button.set_text("Save the talk")
    qtbot.keyClick(button, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: pressed == [1])
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == [1, 1]


def test_an_icon_has_a_name(shown: Show) -> None:
    button = IconButton("copy", "Copy the number")
    shown(button)
    assert spoken_name(button) == "Copy the number"
    assert button.toolTip() == "Copy the number"
    assert min(button.width(), button.height()) >= 32


def test_a_busy_button_takes_no_second_press_and_keeps_its_width(shown: Show, qtbot: QtBot) -> None:
    pressed: list[int] = []
    button = BusyButton("Save the talk", busy_text="Saving", on_click=lambda: pressed.append(1))
    shown(button)
    width = button.width()
    button.setFocus()
    button.set_busy(True)
    assert button.text() == "Saving"
    assert button.width() >= width
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not pressed
    assert button.hasFocus()
    button.set_busy(False)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == [1]
    assert button.text() == "Save the talk"


def test_what_turns_while_working_stands_before_the_words_in_the_middle(
    shown: Show, qapp: QApplication
) -> None:
    wear(qapp, reduced_motion=False)
    button = BusyButton("Save", busy_text="Making", icon="check", kind="filled")
    shown(button)
    calm = button.icon().cacheKey()
    button.setMinimumWidth(300)
    button.resize(300, button.height())
    button.set_busy(True)
    button.setMinimumWidth(300)
    button.resize(300, button.height())
    image = button.grab().toImage()
    ground = image.pixel(20, image.height() // 2)
    inked = [x for x in range(6, image.width() - 6) if any(
        image.pixel(x, y) != ground for y in range(8, image.height() - 8))]  # fmt: skip
    left, right = inked[0], image.width() - inked[-1]
    assert abs(left - right) <= 8, (left, right)
    button.set_busy(False)
    assert button.icon().cacheKey() == calm
    wear(qapp)


@pytest.mark.parametrize(
    "tone", ["plain", "info", "done", "attention", "overdue", "draft", "offline", "locked"]
)
def test_a_banner_says_itself_and_can_be_put_away(shown: Show, qtbot: QtBot, tone: str) -> None:
    banner = Banner("are waiting", tone, lead="2 drafts", closable=True)
    shown(banner)
    assert banner.accessibleName() == banner.text() == "2 drafts are waiting"
    with qtbot.waitSignal(banner.closed):
        qtbot.mouseClick(banner.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert banner.isHidden()
    banner.set_text("Saved.", "done")
    assert banner.accessibleName() == "Saved."


def test_asking_puts_the_focus_on_the_harmless_answer(shown: Show, qtbot: QtBot) -> None:
    done: list[int] = []
    bar = ConfirmBar("The case closes.", "Close the case", on_confirm=lambda: done.append(1))
    shown(bar)
    bar.ask()
    assert bar.cancel_button.hasFocus()
    with qtbot.waitSignal(bar.cancelled):
        qtbot.keyClick(bar, Qt.Key.Key_Escape)
    bar.ask()
    with qtbot.waitSignal(bar.confirmed):
        qtbot.mouseClick(bar.confirm_button, Qt.MouseButton.LeftButton)
    assert done == [1]


def test_a_page_shows_its_states(shown: Show, qtbot: QtBot) -> None:
    page = Page("Citizens", "96 citizens")
    page.add(Label("row"))
    shown(page)
    assert page.state() == "content"
    page.show_loading()
    assert page.state() == "content", "loading is not shown before it has lasted a moment"
    qtbot.waitUntil(lambda: page.state() == "other", timeout=1000)
    page.show_content()
    assert page.state() == "content"
    page.show_empty(EmptyState("Nothing here", "Begin with an import."))
    assert page.state() == "other"
    tried: list[int] = []
    page.show_error("The store is locked.", on_retry=lambda: tried.append(1))
    retry = next(b for b in page.findChildren(Button) if b.text() == "Try again")
    qtbot.mouseClick(retry, Qt.MouseButton.LeftButton)
    assert tried == [1]


def test_loading_that_is_quick_is_never_shown(shown: Show, qtbot: QtBot) -> None:
    page = Page("Citizens")
    shown(page)
    page.show_loading()
    page.show_content()
    qtbot.wait(220)
    assert page.state() == "content"


def test_banners_come_and_go_on_a_page(shown: Show, qtbot: QtBot) -> None:
    page = Page("Citizens")
    shown(page)
    banner = page.show_banner(Banner("Changed elsewhere", "info", closable=True))
    assert banner.isVisible()
    qtbot.mouseClick(banner.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_wrapped_words_give_back_the_height_they_no_longer_need(shown: Show) -> None:
    label = Label("Første samtale · Personligt møde", wrap=True)
    shown(label)
    label.resize(90, 80)
    narrow = label.minimumSizeHint().height()
    assert narrow >= label.heightForWidth(90) > label.heightForWidth(500)
    label.resize(500, 80)
    assert label.minimumSizeHint().height() == label.heightForWidth(500) < narrow
    assert label.sizeHint().height() == label.heightForWidth(500), "a column has no room left to spread"


def test_long_words_wrap_and_cut_words_are_told(shown: Show) -> None:
    label = Label("Et meget langt ord og mange flere ord efter det", elide=True)
    label.resize(60, 20)
    shown(label)
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""
    wrapped = Label("<b>Åse</b> & co\nnext line", wrap=True)
    assert wrapped.text() == "<b>Åse</b> & co\nnext line"
    assert spoken_name(wrapped).startswith("<b>Åse</b> & co")
    wrapped.deleteLater()
