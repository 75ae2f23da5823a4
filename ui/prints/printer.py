"""Paper: the system's print dialog, and the pages drawn on the printer it gives back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from caseworker.base.errors import UserError
from caseworker.base.files import make_private
from caseworker.base.text import t
from ui.kit.words import say
from ui.ports import ProgressNote
from ui.prints.raster import POINTS, PageImage, draw_page, page_sizes

# Finer than this no eye sees on grey text, and the spool file grows with the square.
_MOST_DOTS = 300


def ask_printer(parent: QWidget, pages: int, title: str = "") -> QPrinter | None:
    """Show the system's print dialog and return the printer as chosen, or None when it was closed.

    `title` is the name of the job in the queue, where others may read it: it never names a citizen.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title or say(t("Fælles plan")))
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    return printer if dialog.exec() == QDialog.DialogCode.Accepted else None


def print_pdf(parent: QWidget, pdf: bytes) -> bool:
    """Ask for a printer and print the pages. Returns whether it was printed.

    Raises UserError when the printer does not take the job; nothing is written to the disk by us.
    """
    printer = ask_printer(parent, len(page_sizes(pdf)))
    if printer is None:
        return False
    paint_pdf(printer, pdf)
    return True


def paint_pdf(printer: QPrinter, pdf: bytes, note: ProgressNote = lambda _done, _of: None) -> None:
    """Draw the pages on the printer, each to the edges of the sheet. May run outside the window's thread.

    `note` is told (done, of) before each page and may raise to stop the job. Raises UserError when the
    printer does not take it.
    """
    sizes = page_sizes(pdf)
    first, last = printer.fromPage() or 1, min(printer.toPage() or len(sizes), len(sizes))
    dots = min(printer.resolution(), _MOST_DOTS)
    printer.setFullPage(True)
    _keep_to_oneself(printer.outputFileName())
    painter = QPainter()
    if not painter.begin(printer):
        raise _not_taken()
    try:
        for number in range(first - 1, last):
            note(number - first + 1, last - first + 1)
            if number >= first and not printer.newPage():
                raise _not_taken()
            size, scale = sizes[number], printer.resolution() / POINTS
            sheet = QRectF(0, 0, size.width * scale, size.height * scale)
            painter.drawImage(sheet, to_image(draw_page(pdf, number, dots)))
    except BaseException:
        painter.end()
        printer.abort()
        raise
    painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise _not_taken()


def to_image(page: PageImage) -> QImage:
    """Return a drawn page as a picture of its own."""
    picture = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_Grayscale8)
    return picture.copy()  # the picture keeps its own pixels, whatever becomes of the bytes


def _keep_to_oneself(file: str) -> None:
    """Let only the owner read what is printed to a file, as what is saved by us."""
    if file:
        try:
            make_private(Path(file))
        except OSError as error:
            raise _not_taken() from error


def _not_taken() -> UserError:
    return UserError(
        t("The printer does not answer. Nothing is printed or filed. Check the printer and try again.")
    )
