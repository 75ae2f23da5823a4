"""Contrast of every text on every ground it stands on, and colours named in one place only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from ui.kit import apply, colour, font, px, tokens
from ui.kit.sheet import build_sheet

UI = Path(__file__).parents[3] / "ui"
LEAST_TEXT = {"light": 4.5, "contrast": 7.0}


def test_contrast_is_computed_as_the_standard_says() -> None:
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_text_can_be_read_on_every_ground(theme: str) -> None:
    palette = tokens.THEMES[theme]
    weak = {
        (ink, ground): round(ratio, 2)
        for ink, ground in tokens.TEXT_PAIRS
        if (ratio := tokens.contrast(getattr(palette, ink), getattr(palette, ground))) < LEAST_TEXT[theme]
    }
    assert not weak


@pytest.mark.parametrize("theme", tokens.THEMES)
def test_edges_of_what_can_be_used_can_be_seen(theme: str) -> None:
    palette = tokens.THEMES[theme]
    weak = {
        pair: round(ratio, 2)
        for pair in tokens.EDGE_PAIRS
        if (ratio := tokens.contrast(getattr(palette, pair[0]), getattr(palette, pair[1]))) < 3
    }
    assert not weak


def test_every_kind_of_text_is_among_the_checked_pairs() -> None:
    inks = {letters.colour for letters in tokens.LETTERS.values()}
    assert inks <= {ink for ink, ground in tokens.TEXT_PAIRS if ground == "surface"}


def test_text_is_never_smaller_than_twelve() -> None:
    assert {letters.size for letters in tokens.LETTERS.values()} == {12, 14, 16, 20, 24}


def test_only_the_tokens_name_a_colour() -> None:
    named = re.compile(r"#[0-9A-Fa-f]{6}\b|Qt\.GlobalColor\.(?!transparent)|QColor\(\s*[\"'0-9]|\brgba?\(")
    found = [
        f"{path.relative_to(UI)}: {line.strip()}"
        for path in sorted(UI.rglob("*.py"))
        if path.name != "tokens.py"
        for line in path.read_text("utf-8").splitlines()
        if named.search(line)
    ]
    assert not found


@pytest.mark.parametrize("theme", tokens.THEMES)
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_sheet_is_filled_in(theme: str, scale: float) -> None:
    sheet = build_sheet(tokens.THEMES[theme], scale)
    assert "$" not in sheet
    assert "None" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_the_shipped_typeface_is_used_in_its_weights() -> None:
    for kind, weight in (("body", 400), ("strong", 600), ("title", 600)):
        used = QFontInfo(font(kind))
        assert (used.family(), used.weight()) == ("IBM Plex Sans", weight)


def test_text_and_distances_grow_together(qapp: QApplication) -> None:
    apply(qapp, "contrast", 2.0)
    assert font("body").pixelSize() == 28
    assert px(tokens.ROW) == 72
    assert colour("ink").name() == "#000000"
    with pytest.raises(KeyError):
        apply(qapp, "dark")
