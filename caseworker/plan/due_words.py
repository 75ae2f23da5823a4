"""Reads the day at the end of an agreement written on one line: "Ringer til banken, inden fredag". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from caseworker.base.text import Text, raw, t, tn
from caseworker.plan.line_end import read_end

_LEAD_IN = frozenset({"senest", "inden", "på", "by", "on"})
# Figures with something between them: not "i går".
_IN_FIGURES = re.compile(r"\d[-./]|\d\s+[^\W\d]")


def split_day(line: str, today: date) -> tuple[str, date | None]:
    """Split a line into its words and the day at its end. Only days from today on are one.

    The words stay whole where the day does not stand clearly apart from them.
    """
    end = read_end(line, today)
    if end is None or end.kind != "day" or end.day is None or end.day < today:
        return line, None
    return end.head, end.day


def impossible_day(line: str, today: date) -> str:
    """Return the words that a line puts where its day stands and that are none (31/2, "onsdagg"), else "".

    That is behind a comma, "senest" and the like; elsewhere such words may be part of what is agreed (`odd_day`).
    """
    end = read_end(line, today)
    return end.words if end is not None and end.kind == "none" and end.asked else ""


def odd_day(line: str, today: date) -> str:
    """Return what stands at the end of a line like a day and is not read as one, else "": it may be a bus (3/14)."""
    end = read_end(line, today)
    odd = end is not None and (end.kind == "unsure" or (end.kind == "none" and not end.asked))
    return end.words if end is not None and odd else ""


def bygone_day(line: str, today: date) -> str:
    """Return the words at the end of a line that would be its day if that were not over (1/11), else "".

    Not behind a comma, "senest" and the like (`passed_day`). It may be part of what is agreed: "mødet den 1/11".
    """
    end = read_end(line, today)
    if end is None or end.kind != "day" or end.day is None or end.day >= today or end.due:
        return ""
    return end.words if _IN_FIGURES.search(end.words) else ""


def remark_on(lines: Iterable[str], today: date) -> Text | None:
    """Return the remark on all lines that end in what looks like their day and is not read as it, or None."""
    lines = list(lines)
    odd = list(dict.fromkeys(filter(None, (odd_day(line, today) for line in lines))))
    over = list(dict.fromkeys(filter(None, (bygone_day(line, today) for line in lines))))
    unread = tn("{days} is not read as a day.", "{days} are not read as days.", len(odd), days=_listed(odd))
    passed = tn(
        "{days} has passed and does not become the date of the agreement.",
        "{days} have passed and do not become the dates of the agreements.",
        len(over),
        days=_listed(over),
    )
    if odd and over:
        return t("{first} {second}", first=unread, second=passed)
    return unread if odd else passed if over else None


def passed_day(line: str, today: date) -> date | None:
    """Return the day before today that a line says it is due: behind a comma, "senest", "inden" or "by"; else None.

    Elsewhere a day that is over is part of what is agreed: "sender referatet af mødet den 1/11".
    """
    end = read_end(line, today)
    due = end is not None and end.kind == "day" and end.due
    return end.day if end is not None and due and end.day is not None and end.day < today else None


def has_passed(day: date) -> Text:
    """Return the sentence about a day that something cannot be due on any more."""
    return t("{day} has passed. Write a day to come, or leave the day out.", day=day)


def not_a_day(words: str) -> Text:
    """Return the sentence about words that are written as a day and are none."""
    return t("“{words}” is not a day. Write for example 12/3, or leave the day out.", words=words)


def without_lead_in(words: str) -> str:
    """Return the words of a day without "senest", "inden" and the like before it."""
    first, _space, rest = words.strip().partition(" ")
    return rest.lstrip() if rest and first.casefold() in _LEAD_IN else words.strip()


def _listed(words: Iterable[str]) -> Text:
    quoted = [t("“{words}”", words=one) for one in words]
    whole = quoted[0] if quoted else raw("")
    for one in quoted[1:]:
        whole = t("{list}, {next}", list=whole, next=one)
    return whole
