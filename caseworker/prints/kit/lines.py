"""Breaks runs of words into lines: hyphens, long words, and letters the font lacks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from caseworker.prints.kit.fonts import BOX_WIDTH, Style, letters_of, width_of

TAG_PADDING = 4.0  # points on each side of the words in a tag with a frame
_JOINERS = "\u200d\ufe0e\ufe0f\u20e3"
_DROPPED = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Words that belong together on a line: the hour and its mark, a day with month and year, a phone number.
_HOUR = re.compile(r"\b(kl\.|at) (?=\d)")
# The short control number of a plan, with the word before it.
_CONTROL = re.compile(r" (?=[0-9a-f]{4}-[0-9a-f]{4}\b)")
_WHOLE = re.compile(r"(?:.*\u00a0)?[0-9a-f]{4}-[0-9a-f]{4}\W*")
_MONTHS = "jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec"
_UNBROKEN = re.compile(
    rf"\b\d{{1,2}}\.? (?:{_MONTHS})\w*\.?(?: \d{{4}}\b)?|\b\d\d(?: \d\d){{3}}\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style. A framed run is a tag with a frame around it and is never broken."""

    words: str
    style: Style
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Words at a place in a line, `x` points from its left edge.

    `boxes` is the number of hollow squares drawn instead of letters that the font lacks; `words` are
    then what a reader is told.
    """

    x: float
    words: str
    style: Style
    width: float
    boxes: int = 0
    framed: bool = False


Line = tuple[Piece, ...]


def clean(words: str) -> str:
    """Return the words as they can be set: one form of each letter, no control characters.

    Line ends stay. Marks that only steer the direction of writing are dropped, since the words are
    kept in the order in which they are read.
    """
    words = "\n".join(words.replace("\t", " ").splitlines())
    words = _DROPPED.sub("", unicodedata.normalize("NFC", words))
    if not words.isprintable():
        words = "".join("�" if c != "\n" and unicodedata.category(c) in ("Cc", "Cs") else c for c in words)
    words = _CONTROL.sub("\u00a0", _HOUR.sub("\\1\u00a0", words))
    return _UNBROKEN.sub(lambda found: found[0].replace(" ", "\u00a0"), words)


def break_lines(runs: Sequence[Run], width: float) -> list[Line]:
    """Return the lines that the runs fill at a width in points; at least one, possibly empty."""
    breaker = _Breaker(width)
    for run in runs:
        if run.framed:
            breaker.word([_framed(run)])
            continue
        for number, row in enumerate(clean(run.words).split("\n")):
            if number:
                breaker.end_line(forced=True)
            breaker.words(row, run.style)
    return breaker.finish()


class _Breaker:
    """Fills lines word by word. A word is a list of pieces; runs that touch without a space are one word."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._lines: list[Line] = []
        self._line: list[Piece] = []
        self._x = 0.0
        self._space: Piece | None = None  # the space before the next word

    def words(self, row: str, style: Style) -> None:
        """Add words in one style; they may begin or end with spaces."""
        for part in re.findall(" +|[^ ]+", row):
            if part[0] == " ":
                self._space = Piece(0, part, style, width_of(part, style))
                continue
            for chunk in _chunks(part):
                self.word(list(_pieces(chunk, style)))

    def word(self, pieces: list[Piece]) -> None:
        """Add one word that should not be broken; if no line holds it, it is broken by letters."""
        length = sum(piece.width for piece in pieces) + (self._space.width if self._space else 0)
        if self._line and self._x + length > self._width:
            self.end_line()
        elif self._line and self._space:
            self._put(self._space)
        self._space = None
        for piece in pieces:
            if piece.width > self._width and not piece.framed:
                self._broken(piece)
            else:
                if self._line and self._x + piece.width > self._width:
                    self.end_line()
                self._put(piece)

    def end_line(self, *, forced: bool = False) -> None:
        """Close the line. A space at its end keeps the words apart for those who hear the text."""
        if self._line and (forced or self._space):
            style = self._line[-1].style
            self._put(self._space or Piece(0, " ", style, width_of(" ", style)))
        self._lines.append(tuple(self._line))
        self._line, self._x, self._space = [], 0.0, None

    def finish(self) -> list[Line]:
        """Return all lines."""
        if self._line or not self._lines:
            self._space = None
            self.end_line()
        return self._lines

    def _broken(self, piece: Piece) -> None:
        if piece.boxes:
            # Squares carry their words as one unit: show only as many as the line holds.
            fit = max(1, int(self._width / (BOX_WIDTH * piece.style.size)))
            self._put(replace(piece, boxes=fit, width=fit * BOX_WIDTH * piece.style.size))
            return
        rest = piece.words
        while rest:
            count = 1
            while count < len(rest) and width_of(rest[: count + 1], piece.style) <= self._width - self._x:
                count += 1
            part, rest = rest[:count], rest[count:]
            self._put(Piece(0, part, piece.style, width_of(part, piece.style)))
            if rest:
                self.end_line()

    def _put(self, piece: Piece) -> None:
        last = self._line[-1] if self._line else None
        plain = last is not None and not (last.boxes or last.framed or piece.boxes or piece.framed)
        if last is not None and plain and last.style == piece.style:
            self._line[-1] = replace(last, words=last.words + piece.words, width=last.width + piece.width)
        else:
            self._line.append(replace(piece, x=self._x))
        self._x += piece.width


def _framed(run: Run) -> Piece:
    letters = letters_of(run.style.font)
    words = "".join(c for c in clean(run.words) if ord(c) in letters)
    return Piece(0, words, run.style, width_of(words, run.style) + 2 * TAG_PADDING, framed=True)


def _chunks(word: str) -> list[str]:
    # A line may end after a hyphen or a slash between letters: "A-kasse" no, "rusmiddel-center" yes.
    if _WHOLE.fullmatch(word) is not None:
        return [word]
    return [part for part in re.split(r"(?<=\w\w[-/–])(?=[^\W\d_]{2})", word) if part]


def _pieces(word: str, style: Style) -> Iterator[Piece]:
    """Yield the parts of a word that the font has, and between them squares for what it lacks."""
    letters = letters_of(style.font)
    if letters.issuperset(map(ord, word)):
        yield Piece(0, word, style, width_of(word, style))
        return
    for known, part in _grouped(word, letters):
        if known:
            yield Piece(0, part, style, width_of(part, style))
        else:
            boxes = max(1, sum(not _follows(letter) for letter in part))
            yield Piece(0, part, style, boxes * BOX_WIDTH * style.size, boxes=boxes)


def _grouped(word: str, letters: frozenset[int]) -> Iterator[tuple[bool, str]]:
    part, before = "", True
    for letter in word:
        known = ord(letter) in letters and (before or not _follows(letter))
        if part and known != before:
            yield before, part
            part = ""
        part, before = part + letter, known
    yield before, part


def _follows(letter: str) -> bool:
    """Say whether the letter only changes the one before it: an accent, a joiner, a skin colour."""
    return letter in _JOINERS or bool(unicodedata.combining(letter)) or 0x1F3FB <= ord(letter) <= 0x1F3FF
