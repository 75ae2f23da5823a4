"""Pages on a printer: here one that prints into a PDF file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from caseworker.base.errors import UserError
from caseworker.base.text import t
from caseworker.prints.recovery import recovery_pdf
from ui.prints import printer
from ui.prints.raster import draw_page, page_sizes


def to_file(path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    return made


def ink(pdf: bytes) -> list[int]:
    """Return how much ink each line of the first page has, at 60 dots per inch."""
    page = draw_page(pdf, 0, 60)
    lines = (page.pixels[row * page.stride : row * page.stride + page.width] for row in range(page.height))
    return [sum(255 - dot for dot in line) for line in lines]


def first(lines: list[int]) -> int:
    return next(number for number, dark in enumerate(lines) if dark > 500)


@pytest.fixture
def pdf(qapp: QApplication) -> bytes:
    del qapp
    return recovery_pdf("ABCD-EFGH-JKMN-PQRS-TVWX-YZ01-2345", language="en").pdf


def test_paper_looks_like_the_preview(pdf: bytes, tmp_path: Path) -> None:
    printer.paint_pdf(to_file(tmp_path / "out.pdf"), pdf)
    printed = (tmp_path / "out.pdf").read_bytes()
    assert len(page_sizes(printed)) == len(page_sizes(pdf)) == 1
    before, after = ink(pdf), ink(printed)
    assert abs(len(before) - len(after)) <= 1
    assert sum(after) == pytest.approx(sum(before), rel=0.1)
    assert abs(first(before) - first(after)) <= 1


@pytest.mark.skipif(
    os.name == "nt", reason="Windows keeps rights otherwise: the file takes those of its folder"
)
def test_what_is_printed_to_a_file_is_for_its_owner_alone(pdf: bytes, tmp_path: Path) -> None:
    before = tmp_path / "before.pdf"
    before.touch(mode=0o644)
    for file in (tmp_path / "new.pdf", before):
        printer.paint_pdf(to_file(file), pdf)
        assert file.stat().st_mode & 0o777 == 0o600
        assert len(page_sizes(file.read_bytes())) == 1


def test_a_job_that_is_stopped_says_so(pdf: bytes, tmp_path: Path) -> None:
    def stop(_done: int, _of: int) -> None:
        raise UserError(t("Stopped. Nothing of it was kept."))

    with pytest.raises(UserError, match="Stopped"):
        printer.paint_pdf(to_file(tmp_path / "out.pdf"), pdf, stop)


@pytest.mark.qt_log_ignore("QPainter")
def test_a_printer_that_cannot_begin_is_reported(pdf: bytes, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not answer"):
        printer.paint_pdf(to_file(tmp_path / "nowhere" / "out.pdf"), pdf)


def test_print_pdf_asks_first_and_takes_no_for_an_answer(
    pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    asked: list[int] = []
    answers: list[QPrinter | None] = [None, to_file(tmp_path / "out.pdf")]

    def answer(_parent: QWidget, pages: int) -> QPrinter | None:
        asked.append(pages)
        return answers.pop(0)

    monkeypatch.setattr(printer, "ask_printer", answer)
    assert not printer.print_pdf(parent, pdf)
    assert printer.print_pdf(parent, pdf)
    assert asked == [1, 1]
    assert len(page_sizes((tmp_path / "out.pdf").read_bytes())) == 1
