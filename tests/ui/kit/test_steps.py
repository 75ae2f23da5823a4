"""The list of steps: no higher than its words need."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from ui.kit import tokens
from ui.kit.steps import Step, StepItem
from ui.kit.style import make_font, px


def test_words_that_fit_in_one_line_take_one_row() -> None:
    words = "What stands in the way"
    item = StepItem(Step("barriers", words))
    bold = QFontMetrics(make_font(14, tokens.SEMIBOLD)).horizontalAdvance(words)
    assert item.heightForWidth(bold + px(38 + tokens.XS) + 1) == px(tokens.ROW)
    assert item.heightForWidth(198) == px(tokens.ROW)  # as wide as beside the screening at 1366 pixels
