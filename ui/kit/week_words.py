"""How words go into the little room of a slot of the week: over lines, parted by hyphens, cut only at last."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_VOWELS = frozenset("aeiouyæøåé")
_LEAST_PART = 3  # letters on either side of a hyphen


def words_in_lines(words: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """Part words into at most so many lines of a width in pixels; what is left over is cut in the last one."""
    lines: list[str] = []
    left = words.split()

    def cut(some: list[str]) -> str:
        return metrics.elidedText(" ".join(some), Qt.TextElideMode.ElideRight, width)

    while left and len(lines) < most - 1:
        count = 1
        # Asked as it is drawn: at a broken scale the width of the words is not a whole number.
        while count < len(left) and cut(left[: count + 1]) == " ".join(left[: count + 1]):
            count += 1
        lines.append(cut(left[:count]))
        left = left[count:]
    return [*lines, cut(left)] if left else lines


def parted(words: str, metrics: QFontMetrics, width: int) -> str:
    """Return words with each one that is wider than a width in pixels parted by hyphens and blanks, if it can be."""
    return " ".join(piece for word in words.split() for piece in _pieces(word, metrics, width))


def _pieces(word: str, metrics: QFontMetrics, width: int) -> list[str]:
    if metrics.horizontalAdvance(word) <= width:
        return [word]
    ways = range(len(word) - _LEAST_PART, _LEAST_PART - 1, -1)
    fitting = [at for at in ways if metrics.horizontalAdvance(f"{word[:at]}-") <= width]
    at = next((at for at in fitting if _is_joint(word.lower(), at)), next(iter(fitting), 0))
    return [f"{word[:at]}-", *_pieces(word[at:], metrics, width)] if at else [word]


def _is_joint(word: str, at: int) -> bool:
    """Whether a syllable begins here: a consonant before a vowel, with the one it is spoken with (prak, tre, blå)."""
    if at + 2 < len(word) and word[at] in "bdfgkptv" and word[at + 1] in "lr" and word[at + 2] in _VOWELS:
        return True
    with_one_before = word[at] in "lr" and word[at - 1] in "bdfgkptv"
    return word[at] not in _VOWELS and word[at + 1] in _VOWELS and not with_one_before


def fitted(
    words: str, metrics: QFontMetrics, width: int, most: int, *, below: bool, keep: bool
) -> tuple[list[str], bool]:
    """Return words in at most so many lines, and whether the last of them is left for a line `below`.

    Where words would be cut they are parted, and take that line too unless it is to be `keep`t.
    """
    ways = [(words, below)]
    if below and not keep:
        ways.append((words, False))
    ways += [(parted(words, metrics, width), left) for _words, left in ways]
    for tried, left in ways:
        lines = words_in_lines(tried, metrics, width, max(1, most - left))
        if " ".join(lines) == " ".join(tried.split()):
            return lines, left
    if len(lines) == 1:  # of a word in one line, more is seen without a hyphen
        return words_in_lines(words, metrics, width, 1), left
    return lines, left
