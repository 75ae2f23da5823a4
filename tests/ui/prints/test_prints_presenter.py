"""What the print page makes, keeps and files, without a window."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import UserError
from caseworker.base.place import Place
from caseworker.base.text import render, t
from caseworker.contacts import queries as contacts
from caseworker.contacts.words import PURPOSES
from caseworker.journal import queries as journal
from caseworker.people import staff
from caseworker.prints.known import PHRASES
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.ui.journal.around import MADE_WITH, Case
from tests.ui.recording import Recorder
from ui.plan.words import CONFIRMED
from ui.ports import Desk, ProgressNote
from ui.prints.presenter import PrintPresenter, copy_words, filed_words
from ui.prints.preview import files_of
from ui.prints.raster import draw_pages, page_sizes


def on_paper(pdf: bytes, note: ProgressNote) -> None:
    del pdf, note


@pytest.fixture
def shown(desk: Desk, case: Case) -> PrintPresenter:
    case.draft_plan()
    presenter = PrintPresenter(desk)
    desk.office.subscribe(presenter.heard)
    presenter.open(Place("print", case.case_id, "plan"))
    return presenter


def documents(case: Case) -> list[Any]:
    with case.office.read() as session:
        return journal.documents_of(session, case.case_id)


def test_a_preview_has_its_pages_as_pictures_and_as_words(shown: PrintPresenter) -> None:
    preview = shown.state.preview
    assert preview is not None
    assert shown.state.may_print
    assert len(preview.pages) == len(page_sizes(preview.pdf))
    assert preview.pages[0].width == 2 * round(595.3 * 96 / 72)
    assert len(preview.pages[0].pixels) == preview.pages[0].stride * preview.pages[0].height
    assert "Fast arbejde på lageret" in preview.pages[0].words
    assert preview.file_name == "plan-1001-kladde.pdf"
    assert "Jonas" not in preview.file_name


def test_phrases_of_the_program_are_known_to_the_prints() -> None:
    assert {*CONFIRMED, *PURPOSES.values()} <= set(PHRASES)


def test_only_what_exists_is_offered(shown: PrintPresenter, case: Case) -> None:
    assert [choice.key for choice in shown.state.choices] == ["plan"]
    talk = case.book()
    case.book(at(date(2026, 12, 1), 9))
    shown.reload()
    assert [choice.key.partition(":")[0] for choice in shown.state.choices] == ["plan", "summons", "summons"]
    assert shown.state.choices[2].key == f"summons:{talk}"
    assert render(shown.state.choices[1].words, "en") == "Summons Tue 1 Dec"


def test_without_a_plan_it_says_so_and_the_letters_stay(desk: Desk, case: Case) -> None:
    case.book()
    presenter = PrintPresenter(desk)
    presenter.open(Place("print", case.case_id, "plan"))
    assert presenter.state.preview is None
    assert not presenter.state.may_print
    assert presenter.state.problem is not None
    assert len(presenter.state.choices) == 2


def test_printing_files_the_very_pages_that_were_seen(
    shown: PrintPresenter, case: Case, recorder: Recorder
) -> None:
    painted: list[bytes] = []
    shown.print_and_file(lambda pdf, _note: painted.append(pdf))
    assert shown.state.preview is not None
    (row,) = documents(case)
    assert painted == [shown.state.preview.pdf]
    assert files_of(case.office).get(row.sha256) == painted[0]
    assert (row.kind, row.title, row.data_version) == (
        "plan", "Kladde til planen, borgerens udgave", "plan draft",
    )  # fmt: skip
    assert recorder.said == ["Printed and filed in the journal."]
    assert shown.state.filed
    assert filed_words(shown.state)
    assert copy_words(shown.state) == ""
    assert case.office.undoable() is None or "File" not in render(case.office.undoable().name, "en")


def test_a_printer_that_fails_leaves_nothing_filed(
    shown: PrintPresenter, case: Case, recorder: Recorder
) -> None:
    def jam(_pdf: bytes, _note: ProgressNote) -> None:
        raise UserError(
            t("The printer does not answer. Nothing is printed or filed. Check the printer and try again.")
        )

    shown.print_and_file(jam)
    assert documents(case) == []
    assert recorder.problems[0].startswith("The printer does not answer.")
    assert shown.state.may_print
    assert not shown.state.filed


def test_the_next_copy_is_marked_against_the_last(shown: PrintPresenter) -> None:
    assert render(copy_words(shown.state), "en") == "No copy of the plan lies in the journal yet."
    shown.file()
    shown.reload()
    assert render(copy_words(shown.state), "en") == "The last copy is a draft from 24 Nov 2026."
    assert shown.state.preview is not None
    assert "Din sidste kopi er fra den 24. november 2026." in " ".join(
        p.words for p in shown.state.preview.pages
    )


def test_filing_without_paper_can_be_taken_back_and_done_again(shown: PrintPresenter, case: Case) -> None:
    shown.file()
    case.office.undo()
    assert [row.undone for row in documents(case)] == [True]
    assert not shown.state.filed
    assert shown.state.may_print
    shown.reload()
    assert render(copy_words(shown.state), "en") == "No copy of the plan lies in the journal yet."
    shown.file()
    assert [row.undone for row in documents(case)] == [False, True]


def test_filing_a_letter_writes_that_it_went_out(desk: Desk, case: Case) -> None:
    talk = case.book()
    presenter = PrintPresenter(desk)
    presenter.open(Place("print", case.case_id, f"summons:{talk}"))
    presenter.file()
    with case.office.read() as session:
        row = contacts.talk(session, talk)
    assert row is not None
    assert row.summoned_at == case.office.clock.now()
    (document,) = documents(case)
    assert (document.kind, document.data_version) == ("summons", f"talk {talk}")
    assert document.title == "Indkaldelse til samtale 3. december 2026"
    act = case.office.undoable()
    assert act is not None
    assert render(act.name, "en") == "File Summons to a talk on 3 December 2026", "in the reader's language"
    assert presenter.state.preview is not None
    assert presenter.state.preview.file_name == "indkaldelse-1001-2026-12-03.pdf"


def test_what_changes_under_a_preview_makes_it_stale(shown: PrintPresenter, case: Case) -> None:
    case.change_plan("Jeg vil hellere køre truck.")
    assert shown.state.stale
    assert not shown.state.may_print
    shown.print_and_file(on_paper)
    assert documents(case) == []
    shown.reload()
    assert not shown.state.stale
    assert shown.state.preview is not None
    assert "truck" in shown.state.preview.pages[0].words


def test_what_is_taken_back_is_no_longer_stale(shown: PrintPresenter, case: Case) -> None:
    case.change_plan("Jeg vil hellere køre truck.")
    case.office.undo()
    assert not shown.state.stale


def test_what_the_print_does_not_say_leaves_it_fresh(shown: PrintPresenter, case: Case) -> None:
    case.note()
    other = Case(case.office, *make_citizen(case.office, "Bent Friis"))
    other.draft_plan()
    other.change_plan("Noget andet.")
    assert not shown.state.stale


def test_a_change_of_the_unit_s_words_makes_it_stale(shown: PrintPresenter, case: Case) -> None:
    def act(work: Work) -> None:
        staff.put_setting(work, "unit", {"name": "Nyt navn"})

    case.run(act)
    assert shown.state.stale


def test_a_letter_to_a_talk_that_was_called_off_is_stale(desk: Desk, case: Case) -> None:
    from caseworker.contacts.service import cancel

    talk = case.book()
    presenter = PrintPresenter(desk)
    desk.office.subscribe(presenter.heard)
    presenter.open(Place("print", case.case_id, f"summons:{talk}"))
    case.run(lambda work: cancel(work, talk, "Karen er syg"))
    assert presenter.state.stale


def test_a_filed_document_is_shown_and_printed_again_but_not_filed(
    shown: PrintPresenter, case: Case, recorder: Recorder
) -> None:
    shown.file()
    (row,) = documents(case)
    painted: list[bytes] = []
    shown.open(Place("print", case.case_id, f"document:{row.id}"))
    preview = shown.state.preview
    assert preview is not None
    assert preview.is_document
    assert shown.state.choices == ()
    assert preview.file_name == "plan-1001-2026-11-24.pdf"
    assert "Filed by Karen Holm." in render(filed_words(shown.state), "en")
    shown.print_only(lambda pdf, _note: painted.append(pdf))
    shown.file()
    assert painted == [preview.pdf]
    assert len(documents(case)) == 1
    assert recorder.said[-1] == "Printed."


def test_another_case_s_document_is_not_shown(shown: PrintPresenter, case: Case) -> None:
    shown.file()
    (row,) = documents(case)
    other = Case(case.office, *make_citizen(case.office, "Bent Friis"))
    shown.open(Place("print", other.case_id, f"document:{row.id}"))
    assert shown.state.preview is None
    assert shown.state.problem is not None


def test_a_print_in_english_says_so_in_the_journal(shown: PrintPresenter, case: Case) -> None:
    assert shown.state.preview is not None
    assert "Målet" in shown.state.preview.pages[0].words
    shown.choose_language("en")
    assert "The goal" in shown.state.preview.pages[0].words
    shown.file()
    assert documents(case)[0].title.endswith(", på engelsk")


def test_saved_as_a_file(shown: PrintPresenter, tmp_path: Path, recorder: Recorder) -> None:
    shown.save_as(tmp_path / "plan.pdf")
    assert shown.state.preview is not None
    assert (tmp_path / "plan.pdf").read_bytes() == shown.state.preview.pdf
    shown.save_as(tmp_path / "plan.pdf" / "under.pdf")
    assert recorder.problems[0].endswith("Choose another place.")


def test_larger_pages_are_drawn_from_the_same_file(shown: PrintPresenter) -> None:
    before = shown.state.preview
    assert before is not None
    shown.set_dots(192.0)
    after = shown.state.preview
    assert after is not None
    assert after.pdf is before.pdf
    assert abs(after.pages[0].width - 2 * before.pages[0].width) <= 1


def test_printing_is_noted_as_a_look_at_the_citizen(shown: PrintPresenter, case: Case) -> None:
    from sqlalchemy import text

    del shown
    with case.office.read() as session:
        rows = session.execute(text("SELECT citizen_id, place FROM view_log")).all()
    assert [tuple(row) for row in rows] == [(case.citizen_id, "print plan")]


def test_drawing_tells_how_far_it_is_and_can_be_stopped(shown: PrintPresenter) -> None:
    assert shown.state.preview is not None
    told: list[tuple[int, int]] = []
    pages = draw_pages(shown.state.preview.pdf, 40, lambda done, of: told.append((done, of)))
    assert told == [(number, len(pages)) for number in range(len(pages))]

    def stop(_done: int, _of: int) -> None:
        raise UserError(t("Stopped. Nothing of it was kept."))

    with pytest.raises(UserError):
        draw_pages(shown.state.preview.pdf, 40, stop)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(UserError, match="not a PDF"):
        page_sizes(b"no PDF at all")


def test_a_new_version_is_what_the_copy_is_measured_by(desk: Desk, case: Case) -> None:
    from caseworker.plan import service as plans

    plan_id = case.draft_plan()

    def ready(work: Work) -> None:
        from caseworker.plan.content import ActivityData
        from caseworker.plan.model import InterimGoal

        goal = work.first(InterimGoal)
        assert goal is not None
        plans.add_activity(
            work, plan_id,
            ActivityData(
                track="employment", title="Praktik", goal_ids=(goal.id,), contribution="Så du prøver faget",
                decides="Karen Holm", carries_out="Hans", follows_up="Karen Holm",
            ),
        )  # fmt: skip
        plans.activate(work, plan_id, MADE_WITH)

    case.run(ready)
    presenter = PrintPresenter(desk)
    presenter.open(Place("print", case.case_id, "plan"))
    presenter.file()
    presenter.reload()
    assert presenter.state.preview is not None
    assert presenter.state.preview.file_name == "plan-1001-v1.pdf"
    assert render(copy_words(presenter.state), "en").startswith(
        "The last copy is plan 1 from 24 Nov 2026. The plan is the same"
    )
