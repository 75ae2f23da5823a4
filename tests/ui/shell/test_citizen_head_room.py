"""The line of a citizen's head is drawn anew without one word standing on another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect

from caseworker.base.place import Place
from caseworker.base.text import t
from caseworker.people import service as people
from caseworker.people.model import Citizen
from caseworker.store.work import Work
from tests.ui.contacts.conftest import case, window  # noqa: F401 - fixtures
from tests.ui.contacts.window import Window
from ui.kit.labels import Label
from ui.shell.citizen import CitizenPage
from ui.shell.citizen_presenter import CitizenHeadPresenter

WIDTHS = [1280, 1366, 1440, 1600]
CLOSE = t("Close")
LONG = "Jonas Emil Bruun Vestergaard"


def cut_or_covered(page: CitizenPage) -> list[str]:
    """Return which words of the head stand on others, or outside the page."""
    head = page._tabs.y() + page._tabs.height()  # noqa: SLF001 - the head ends with its tabs
    places: list[tuple[str, QRect]] = []
    for label in page.findChildren(Label):
        place = QRect(label.mapTo(page, QPoint(0, 0)), label.size())
        if label.isVisible() and label.text() and place.y() < head:
            places.append((label.text(), place))
    found = [words for words, place in places if not page.rect().contains(place)]
    for number, (words, place) in enumerate(places):
        found += [f"{words} | {other}" for other, there in places[number + 1 :] if place.intersects(there)]
    return found


def close_or_undo(window: Window) -> None:  # noqa: F811
    """Close the case, which asks for no deadline any more; where it is closed, take that back."""
    office, case_id = window.case.office, window.case.case_id
    day = office.clock.today()
    last = office.undoable()
    if last is not None and last.name == CLOSE:
        office.undo()
    else:
        office.run(CLOSE, lambda work: people.close_case(work, case_id, "moved", day))


def note_phone(window: Window) -> None:  # noqa: F811
    window.case.do(lambda work: setattr(work.get(Citizen, window.case.citizen_id), "phone", "11 22 33 44"))


def rename(window: Window) -> None:  # noqa: F811
    """Give a shorter name its long form, and a long one its short form."""

    def other(work: Work) -> None:
        citizen = work.get(Citizen, window.case.citizen_id)
        citizen.name = "Ib Bo" if len(citizen.name) > 5 else LONG

    window.case.do(other)


@pytest.mark.parametrize("act", [close_or_undo, note_phone, rename])
def test_no_word_stands_on_another_after_the_head_is_drawn_anew(
    window: Window,  # noqa: F811
    act: Callable[[Window], None],
) -> None:
    def two_chips(work: Work) -> None:
        citizen = work.get(Citizen, window.case.citizen_id)
        citizen.interpreter, citizen.name = "Tigrinya", LONG

    window.case.do(two_chips)
    window.frame.go(Place("overview", window.case.case_id))
    for width in WIDTHS:
        for _time in range(2):
            window.frame.resize(width, 768)
            window.settle()
            assert cut_or_covered(window.citizen) == [], width
            act(window)
            window.settle()
            assert cut_or_covered(window.citizen) == [], width
            drawn = place_of_chips(window.citizen)
            window.frame.resize(width + 1, 768)
            window.frame.resize(width, 768)
            window.settle()
            assert place_of_chips(window.citizen) == drawn, width


def place_of_chips(page: CitizenPage) -> QRect:
    box = page._chips_box  # noqa: SLF001 - the chips of the head
    return QRect(box.mapTo(page, QPoint(0, 0)), box.size())


def test_the_chips_give_way_before_the_deadline_is_cut(
    window: Window,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def chips(work: Work) -> None:
        citizen = work.get(Citizen, window.case.citizen_id)
        citizen.interpreter, citizen.protected_address, citizen.name = "Tigrinya", True, "Jonas Bruun"

    long = t("Our deadline: {what}", what="Højst 4 måneder mellem tilbud til unge")
    reload = CitizenHeadPresenter.reload

    def with_long(presenter: CitizenHeadPresenter) -> None:
        draw, presenter.on_changed = presenter.on_changed, lambda: None
        reload(presenter)
        presenter.on_changed = draw
        assert presenter.state is not None
        presenter.state = replace(presenter.state, deadline_words=long, deadline_day="fre. 12. feb.")
        draw()

    monkeypatch.setattr(CitizenHeadPresenter, "reload", with_long)
    window.case.do(chips)
    window.frame.go(Place("overview", window.case.case_id))
    beside = set()
    for width in range(1280, 1760, 40):
        window.frame.resize(width, 768)
        window.settle()
        deadline = next(one for one in window.citizen.findChildren(Label) if "Højst" in one.text())
        if place_of_chips(window.citizen).y() < deadline.y() + deadline.height():
            beside.add(width)
            assert not is_cut(deadline), width  # it is shown whole, on one line
        assert cut_or_covered(window.citizen) == [], width
    assert beside


def test_the_name_of_the_deadline_is_not_cut_for_a_chip_that_can_stand_below(
    window: Window,  # noqa: F811
) -> None:
    window.frame.go(Place("overview", window.case.case_id))
    window.settle()
    page = window.frame.findChild(CitizenPage)
    assert isinstance(page, CitizenPage)
    state = page.presenter.state
    assert state is not None
    head = replace(state.head, name=LONG, contact_name="Karen Margrethe Holm-Vestergaard")
    duty = t("Offer of a coordinating caseworker")
    page.presenter.state = replace(state, head=head, deadline_words=duty)
    beside: set[bool] = set()
    for width in range(1280, 1920, 40):
        window.frame.resize(width, 768)
        page._draw()  # noqa: SLF001 - as after a change
        window.settle()
        label = page._deadline  # noqa: SLF001
        beside.add(page._chips_beside())  # noqa: SLF001
        assert not (is_cut(label) and page._chips_beside()), width  # noqa: SLF001
    assert beside == {True, False}


def is_cut(label: Label) -> bool:
    """Return whether words have less than the pixels they take on one line."""
    return label.fontMetrics().horizontalAdvance(label.text()) > label.contentsRect().width()


def test_what_fits_holds_to_the_pixel_and_is_asked_again_when_a_button_comes(
    window: Window,  # noqa: F811
) -> None:
    window.frame.go(Place("overview", window.case.case_id))
    window.settle()
    page = window.citizen
    state = page.presenter.state
    assert state is not None
    head = replace(state.head, name="Åse Marie Ødegård")
    page.presenter.state = replace(state, head=head, deadline_words="Vores frist: Opfølgning på ydelsen")
    page._draw()  # noqa: SLF001 - as after a change
    labels = (page._name, page._deadline, page._contact)  # noqa: SLF001
    beside: set[bool] = set()
    for width in range(1185, 1300):
        for start in (False, True):  # a talk on the screen needs no button for another
            page._start.setVisible(start)  # noqa: SLF001
            window.frame.resize(width, 768)
            window.settle()
            window.settle()
            beside.add(page._chips_beside())  # noqa: SLF001
            if page._chips_beside():  # noqa: SLF001
                assert [label.text() for label in labels if is_cut(label)] == [], (width, start)
    assert beside == {True, False}


def test_a_long_deadline_goes_on_below_in_the_smallest_window(window: Window) -> None:  # noqa: F811
    long = "Vores frist: Uddannelsespålæg, første del af pålægget til unge under 30 år"
    window.frame.go(Place("overview", window.case.case_id))
    window.settle()
    page = window.citizen
    state = page.presenter.state
    assert state is not None
    page.presenter.state = replace(state, head=replace(state.head, name=LONG), deadline_words=long)
    page._draw()  # noqa: SLF001 - as after a change
    window.frame.resize(1185, 640)
    window.settle()
    window.settle()
    label = page._deadline  # noqa: SLF001
    assert is_cut(label)  # on one line it would be
    assert label.height() >= label.heightForWidth(label.width())
    assert cut_or_covered(page) == []
    assert page.width() >= page.minimumSizeHint().width()


@pytest.mark.parametrize(
    "words", ["Vores frist: Opfølgning på ydelsen", "Vores frist: Ret til anden aktør efter 6 måneder"]
)
def test_a_day_with_a_year_stands_whole_at_every_width(window: Window, words: str) -> None:  # noqa: F811
    window.frame.go(Place("overview", window.case.case_id))
    window.settle()
    page = window.citizen
    state = page.presenter.state
    assert state is not None
    head = replace(
        state.head, name="Christina Vestergaard Lund", cpr="0101901111", contact_name="Karen Margrethe Holm"
    )
    page.presenter.state = replace(
        state, head=head, deadline_words=words, deadline_day="ons. 24. mar. 2027", deadline_key="key"
    )
    page._draw()  # noqa: SLF001 - as after a change
    below: set[bool] = set()
    for width in (1366, 1280, 1260, 1255, 1240, 1220, 1200, 1185, 1220, 1260, 1366):
        window.frame.resize(width, 700)
        window.settle()
        window.settle()
        assert window.frame.width() == width
        assert cut_or_covered(page) == [], width
        assert not is_cut(page._deadline_day), width  # noqa: SLF001
        below.add(page._day_below())  # noqa: SLF001
    assert below == {True, False}
