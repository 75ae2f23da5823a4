"""Days in words and words into days, Danish first."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from dateutil.relativedelta import relativedelta

_MONTHS = {
    "da": [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_MONTHS_SHORT = {
    "da": ["jan.", "feb.", "mar.", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_DAYS = {
    "da": ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_DAYS_SHORT = {
    "da": ["man.", "tir.", "ons.", "tor.", "fre.", "lør.", "søn."],
    "en": ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}


def month_name(month: int, language: str = "da", *, short: bool = False) -> str:
    """Return the name of a month (1 to 12)."""
    return (_MONTHS_SHORT if short else _MONTHS)[language][month - 1]


def weekday_name(weekday: int, language: str = "da", *, short: bool = False) -> str:
    """Return the name of a weekday (0 = Monday)."""
    return (_DAYS_SHORT if short else _DAYS)[language][weekday]


def format_day(day: date, style: str = "long", language: str = "da") -> str:
    """Write a day out.

    Styles: "long" 3. september 2026, "short" 3. sep., "day_month" 3. september, "numeric" 03-09-2026,
    "weekday" torsdag 3. september, "weekday_short" tor. 3. sep., "month" september 2026, "iso" 2026-09-03.
    """
    dot = "." if language == "da" else ""
    number, month = f"{day.day}{dot}", _MONTHS[language][day.month - 1]
    short = _MONTHS_SHORT[language][day.month - 1]
    match style:
        case "short":
            return f"{number} {short}"
        case "short_year":
            return f"{number} {short} {day.year}"
        case "day_month":
            return f"{number} {month}"
        case "numeric":
            return f"{day:%d-%m}-{day.year:04}"
        case "weekday":
            return f"{_DAYS[language][day.weekday()]} {number} {month}"
        case "weekday_short":
            return f"{_DAYS_SHORT[language][day.weekday()]} {number} {short}"
        case "month":
            return f"{month} {day.year}"
        case "iso":
            return day.isoformat()
        case _:
            return f"{number} {month} {day.year}"


def format_moment(moment: datetime, language: str = "da") -> str:
    """Write a moment out in Danish time: 3. september 2026 kl. 09.15."""
    from caseworker.base.clock import ZONE

    local = moment.astimezone(ZONE) if moment.tzinfo else moment
    day, clock = format_day(local.date(), "long", language), format_clock(local, language)
    return f"{day} kl. {clock}" if language == "da" else f"{day} at {clock}"


def format_clock(at: datetime | time, language: str = "da") -> str:
    """Write a time of day out, of a moment in Danish time: 09.15, in English 09:15."""
    from caseworker.base.clock import ZONE

    local = at.astimezone(ZONE) if isinstance(at, datetime) and at.tzinfo else at
    return f"{local:%H.%M}" if language == "da" else f"{local:%H:%M}"


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?")
_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
_DMY = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})(?:[-./ ]+(\d{2}|\d{4}))?\.?")
_WORDY = re.compile(r"(\d{1,2})\.?\s+([a-zæøå]+)\.?(?:\s+(\d{2}|\d{4}))?")
_PLUS = re.compile(r"\+\s*(\d{1,4})\s*(d|dage?|days?|u|uger?|w|weeks?|m|md|mdr|måned(?:er)?|months?)?\.?")
_WEEKDAY = re.compile(
    rf"(?:{'|'.join(name[:3].lower() for names in _DAYS.values() for name in names)})[a-zø]*\.?,?\s+"
)
_IN = re.compile(
    r"(?:om|in)\s+(\d{1,3}|en|et|a|an|one)\s+(dage?|days?|uger?|weeks?|måned(?:er)?|mdr\.?|months?)"
)
_RELATIVE = {
    "i dag": 0, "idag": 0, "today": 0, "i morgen": 1, "imorgen": 1, "tomorrow": 1,
    "i overmorgen": 2, "i går": -1, "igår": -1, "yesterday": -1,
}  # fmt: skip


def parse_day(words: str, today: date | None = None) -> date | None:
    """Read a day as people type it, or return None.

    Always: `2025-03-03`, `03-03-2025`, `3/3-25`, `030325`, `3. marts 2025`, `mandag den
    3. marts 2025` (the weekday is passed over). With `today` also `12/3` (the nearest such day),
    `i morgen`, `+14`, `om 3 uger`, `fredag` (the next one). A two-digit year is the one
    nearest to today (or to 2025 where no today is given), never more than 50 years off.
    """
    # A Mac writes å as a and a ring; both are the same word here.
    words = " ".join(unicodedata.normalize("NFC", words).lower().split())
    if not words:
        return None
    if match := _ISO.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if today is not None and (found := _relative(words, today)):
        return found
    if match := _WEEKDAY.match(words):
        words = words[match.end() :]
    words = words.removeprefix("den ").removeprefix("d. ")
    if match := _COMPACT.fullmatch(words) or _DMY.fullmatch(words):
        return _with_year(int(match[1]), int(match[2]), match[3], today)
    if match := _WORDY.fullmatch(words):
        month = _month_number(match[2])
        return _with_year(int(match[1]), month, match[3], today) if month else None
    return None


def _relative(words: str, today: date) -> date | None:
    if words in _RELATIVE:
        return today + timedelta(days=_RELATIVE[words])
    if match := _PLUS.fullmatch(words):
        return _add(today, int(match[1]), match[2] or "d")
    if match := _IN.fullmatch(words):
        return _add(today, int(match[1]) if match[1].isdigit() else 1, match[2])
    names = _DAYS["da"] + _DAYS["en"]
    starts = [
        i % 7
        for i, name in enumerate(names)
        if len(words) >= 3 and name.lower().startswith(words.rstrip("."))
    ]
    if starts:
        return today + timedelta(days=(starts[0] - today.weekday() - 1) % 7 + 1)
    return None


def _add(today: date, amount: int, unit: str) -> date | None:
    try:
        if unit.startswith("m"):
            return today + relativedelta(months=amount)
        return today + timedelta(days=amount * (7 if unit[0] in "uw" else 1))
    except (OverflowError, ValueError):
        return None


def _month_number(name: str) -> int:
    for language in ("da", "en"):
        for number, month in enumerate(_MONTHS[language], 1):
            if len(name) >= 3 and month.lower().startswith(name):
                return number
    return 0


def _with_year(day: int, month: int, year: str | None, today: date | None) -> date | None:
    if year is None:
        if today is None:
            return None
        choices = [d for y in (-1, 0, 1) if (d := _day(today.year + y, month, day))]
        return min(choices, key=lambda d: abs((d - today).days), default=None)
    number = int(year)
    if len(year) == 2:
        base = (today.year if today else 2025) // 100 * 100
        near = today.year if today else 2025
        number = min((base + number + century for century in (-100, 0, 100)), key=lambda y: abs(y - near))
    return _day(number, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def age_on(birth_date: date, day: date) -> int:
    """Return whole years of age on a day. Someone born on 29 February turns a year older on 1 March."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
