"""What stands at the end of a line of agreement like a day: what leads to it, whether it is one. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caseworker.plan import line_words as words_of
from caseworker.plan.line_days import (
    Kind,
    Own,
    by_figures,
    by_month,
    by_number,
    by_week,
    is_article,
    relative,
)
from caseworker.plan.line_words import Line

_ON = frozenset({"på", "on"})
_DUE = frozenset({"senest", "inden"})
_DEADLINE = "frist"
_BY = "by"  # in Danish a town
_ENGLISH = frozenset({"the", "of", "and", "on", "with", "his", "their", "from", "about"})
# "flytter til tirsdag", "afgørelsen af 10/12": the day is part of what is agreed, not when it is due.
_PART_OF_WORDS = frozenset({
    "til", "fra", "hver", "om", "indtil", "af", "siden", "med", "to", "from", "every", "until", "of", "since",
})  # fmt: skip
# "ringer før 10/12", "næste fredag": a day may be meant, but which one?
_WHICH = frozenset({"næste", "sidste", "første", "anden", "forrige", "next", "last", "first"})
_AROUND = (
    frozenset({"efter", "før", "tidligst", "ved", "pr", "pr.", "i", "in", "for", "hos", "after", "before"})
    | _WHICH
)
# "møder 3/12 og 10/12", "ringer omkring 10/12": without their last day the words would make no sense.
_NEEDS_DAY = frozenset({
    "og", "eller", "samt", "omkring", "ca", "ca.", "cirka", "allerede", "først", "kun", "kommende", "førstkommende",
    "and", "or", "around", "-", "–", "/", "&",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands at the end: `words` as they are named to people, the day they say, `head` the words before it.

    `asked`: behind a comma or a word that leads to a day; `due`: such that says when it is due.
    """

    kind: Kind
    words: str
    day: date | None = None
    head: str = ""
    asked: bool = False
    due: bool = False


@dataclass(frozen=True, slots=True)
class _Lead:
    """What leads to a day: from word `start` on."""

    start: int
    comma: bool
    due: bool
    on: bool
    article: bool
    whole: bool = False  # it cannot be taken off without what stands before it


def read_end(text: str, today: date) -> Ending | None:
    """Read the end of a line, the hours there passed over; None where nothing looks like a day."""
    line = words_of.cut(text)
    end = words_of.without_hours(line, today)
    end -= line.at(end - 1) == "senest"  # "fredag senest"
    timed, end = end < len(line.low), line.before_comma(end)
    own = _own(line, end, today) if end else None
    return _judged(line, own, end, timed=timed) if own is not None else None


def _judged(line: Line, own: Own, end: int, *, timed: bool) -> Ending:
    lead = _lead(line, own)
    before = line.at(lead.start - 1)
    asked, named = lead.comma or lead.due or lead.on or lead.article, line.part(own.named, end)
    hanging = not (lead.comma or lead.due or lead.on)
    if before in _WHICH and line.at(lead.start - 2) in _PART_OF_WORDS:  # "hver anden fredag"
        before = line.at(lead.start - 2)
    if own.kind in ("part", "unsure"):
        silent = own.kind == "part" or (hanging and before in _PART_OF_WORDS)
        return Ending("part" if silent else "unsure", named)
    if hanging and before in _PART_OF_WORDS:
        return Ending("part", named)
    if hanging and before in _AROUND:
        return Ending("unsure", line.part(lead.start - 1, end) if before in _WHICH else named)
    bare = lead.start == own.start and not lead.comma
    kind = _surely(line, own, lead, named, bare=bare, timed=timed)
    if own.day is None and kind == "day":
        kind = "none" if asked or own.form not in ("short", "figures") else "part"
    whole = (
        timed
        or lead.whole
        or not lead.start
        or own.form == "week"
        or (own.form == "nth" and not (lead.due or lead.comma))
        or (before in _NEEDS_DAY and not lead.comma)
        or (bare and before == _BY and own.form != "weekday")
        or (bare and own.named > own.start and words_of.may_be_a_word(line.at(own.start)))
        or any(mark in word for word in line.said[lead.start : end] for mark in "()[]")
    )
    head = line.text if whole else line.text[: line.spans[lead.start][0]].strip().rstrip(", ")
    return Ending(kind, named, own.day, head, asked, lead.comma or lead.due)


def _surely(line: Line, own: Own, lead: _Lead, named: str, *, bare: bool, timed: bool) -> Kind:
    """Return "day" for what is meant as one where it stands, even if it cannot be."""
    word, before = line.at(own.named), line.at(lead.start - 1)
    led = lead.due or lead.article
    if own.form == "weekday" and not (led or lead.comma or lead.on) and own.named == own.start:
        if words_of.may_be_a_word(word) and not timed:
            return "part"
        return "unsure" if len(word) < 4 else "day"
    alone = own.start == own.named
    if own.form == "short" and alone and not led and (not lead.comma or words_of.is_hours(word)):
        dotted = own.day is not None and (
            "." in word or lead.comma
        )  # "9-12" are hours, "4.12" may be a number
        return "unsure" if dotted else "part"
    if own.form == "compact" and not (led or lead.comma):
        return "part"
    if own.form in ("slash", "spaced") and bare and alone and lead.start and before not in _NEEDS_DAY:
        digits = before.isdecimal() or words_of.NUMBER.fullmatch(before)
        if not digits and words_of.is_numbered(line, lead.start - 1):
            return "unsure" if own.form == "slash" else "part"
    if own.form == "nth" and not (lead.due or named.endswith(".")):
        return "unsure"
    return "day"


def _lead(line: Line, own: Own) -> _Lead:
    """Return what leads to a day, read back from it: comma, senest and the like, comma, på, den."""
    start = own.start
    article = own.form == "nth"
    alone = own.start == own.named and own.form not in ("nth", "weekday", "week")
    while alone and is_article(line, start - 1):
        article, start = True, start - 1
    on = line.at(start - 1) in _ON and own.form != "week"
    start -= on
    due = comma = whole = False
    while True:
        at = line.before_comma(start)
        word = line.at(at - 1)
        deadline = word == _DEADLINE and (at < 2 or line.at(at - 2) in _DUE | {","})
        if word in _DUE or deadline or (word == _BY and _is_english(line, own, at)):
            due, start = True, at - 1
            continue
        if word == _DEADLINE and at == start:  # "med frist fredag"
            due = whole = True
        comma = at < start
        start = at
        break
    if on and not (due or comma):  # "ser på den 10/12", "venter til på fredag"
        whole = whole or article or line.at(start - 1) == "til"
    return _Lead(start, comma, due, on, article or own.named > own.start, whole)


def _is_english(line: Line, own: Own, at: int) -> bool:
    if words_of.is_english_weekday(line.at(own.start)):
        return True
    if own.form == "weekday" or line.at(at) in ("den", "d.", "d", "på"):
        return False
    return line.at(at - 2) in (",", "") or not _ENGLISH.isdisjoint(line.low)


def _own(line: Line, end: int, today: date) -> Own | None:
    for read in (relative, by_week, _by_weekday, by_month, by_figures, by_number):
        own = read(line, end, today)
        if own is not None:
            return own
    if words_of.is_like_a_weekday(line.at(end - 1)):
        return Own(end - 1, end - 1, None, "slip")
    return None


def _by_weekday(line: Line, end: int, today: date) -> Own | None:
    weekday = words_of.weekday(line, end - 1)
    if weekday is None:
        return None
    day = today + timedelta((weekday - today.weekday() - 1) % 7 + 1)
    own = Own(end - 1, end - 1, day, "weekday")
    at = line.before_comma(end - 1)
    dated = None if at == 0 else by_month(line, at, today) or by_figures(line, at, today)
    if dated is None or dated.form == "short" or dated.kind != "day":
        return own
    if dated.day is not None and dated.day.weekday() == weekday:  # "10/12 torsdag"
        return Own(dated.start, dated.start, dated.day, "week")
    over = at < end - 1 and (dated.day or today) < today
    apart = over or _judged(line, dated, at, timed=False).kind != "day"
    return own if apart else Own(dated.start, dated.start, None, "week", "unsure")
