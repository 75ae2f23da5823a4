"""Lays the pictures of a set out on one contact sheet."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from caseworker.base.paths import resource

_ACROSS = 3
_THUMB = 860
_GAP = 24
_LINE = 34


def make_sheet(folder: Path) -> Path:
    """Write `<folder>.png` beside the folder, every picture small with its name under it; return it.

    Raises ValueError for a folder without pictures.
    """
    files = sorted(folder.glob("*.png"))
    if not files:
        raise ValueError(f"no pictures in {folder}")
    letters = ImageFont.truetype(str(resource("fonts", "IBMPlexSans-Regular.ttf")), 22)
    thumbs = [_small(file) for file in files]
    high = max(thumb.height for thumb in thumbs) + _LINE
    rows = -(-len(thumbs) // _ACROSS)
    sheet = Image.new("RGB", (_ACROSS * (_THUMB + _GAP) + _GAP, rows * (high + _GAP) + _GAP), "white")
    draw = ImageDraw.Draw(sheet)
    for number, (file, thumb) in enumerate(zip(files, thumbs, strict=True)):
        down, across = divmod(number, _ACROSS)
        x, y = _GAP + across * (_THUMB + _GAP), _GAP + down * (high + _GAP)
        sheet.paste(thumb, (x, y))
        draw.rectangle((x, y, x + thumb.width - 1, y + thumb.height - 1), outline="gray")
        draw.text((x, y + thumb.height + 4), file.stem, fill="black", font=letters)
    target = folder.with_suffix(".png")
    sheet.save(target)
    return target


def _small(file: Path) -> Image.Image:
    with Image.open(file) as picture:
        height = round(picture.height * _THUMB / picture.width)
        return picture.convert("RGB").resize((_THUMB, height), Image.Resampling.LANCZOS)
