"""Times and lists in the words people use: "mandag og onsdag kl. 9-12"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from caseworker.base.danish import genitive
from caseworker.base.dates import format_day, weekday_name
from caseworker.base.text import Text, render, t, tc, tn
from caseworker.prints.records import TalkForm, WeekSlot

# How a talk is held, as it is said to the one who is to come.
FORMS: dict[TalkForm, Text] = {
    "in_person": t("We meet here"),
    "phone": t("We call you"),
    "video": t("We talk on video"),
    "company": t("We meet at the company"),
}


def listed(words: Sequence[str], language: str) -> str:
    """Join words as in speech: "a, b og c"."""
    if len(words) < 2:
        return "".join(words)
    return render(t("{first} and {last}", first=", ".join(words[:-1]), last=words[-1]), language)


def clock_time(moment: time, language: str) -> str:
    """Write a time of day: "9" or "9.30" in Danish, "9:00" in English."""
    if language == "da":
        return f"{moment.hour}.{moment.minute:02}" if moment.minute else f"{moment.hour}"
    return f"{moment.hour}:{moment.minute:02}"


def hours(start: time, end: time | None, language: str) -> str:
    """Write hours: "kl. 9-12" or, without an end, "fra kl. 9"."""
    first = clock_time(start, language)
    if end is None:
        return render(t("from {start}", start=first), language)
    return render(t("{start} to {end}", start=first, end=clock_time(end, language)), language)


def week_slots(slots: Iterable[WeekSlot], language: str) -> str:
    """Write the slots of a week, days with the same hours together.

    "mandag, onsdag og fredag fra kl. 9" or "mandag til torsdag kl. 9-12 og fredag kl. 9-11".
    """
    groups: dict[tuple[time, time | None], set[int]] = {}
    for slot in sorted(set(slots), key=lambda s: (s.weekday, s.start, s.end or time.max)):
        groups.setdefault((slot.start, slot.end), set()).add(slot.weekday)
    parts = [
        f"{_days(sorted(days), language)} {hours(start, end, language)}"
        for (start, end), days in groups.items()
    ]
    return listed(parts, language)


def _days(days: list[int], language: str) -> str:
    names = [weekday_name(day, language) for day in days]
    if len(days) >= 4 and days[-1] - days[0] == len(days) - 1:
        return render(t("{first} to {last}", first=names[0], last=names[-1]), language)
    return listed(names, language)


def days_early(planned: date, reached: date) -> Text | None:
    """Return how long before its day something was reached, or None if it was not."""
    days = (planned - reached).days
    if days >= 7:
        return tn("{count} week early", "{count} weeks early", days // 7)
    return tn("{count} day early", "{count} days early", days) if days > 0 else None


def short_day(day: date, today: date, language: str) -> str:
    """Write a day short, with its year where that is another one or the day is past."""
    return format_day(day, "short" if _needs_no_year(day, today) else "short_year", language)


def _needs_no_year(day: date, today: date) -> bool:
    return day.year == today.year and day >= today


def owner(name: str, language: str) -> str:
    """Return the genitive of a name: "Jonas’" and "Karens", in English "Karen’s"."""
    if language == "da":
        return genitive(name)
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def first_name(name: str, called: str = "") -> str:
    """Return what somebody is called, else the first of their names."""
    return called.strip() or "".join(name.split()[:1])


def period(starts: date | None, ends: date | None, today: date, language: str) -> str:
    """Write when something begins or ends, as far as it matters on a day: what has begun needs no start."""
    if starts and starts > today and ends:
        first, last = short_day(starts, today, language), short_day(ends, today, language)
        return render(tc("period", "{start} to {end}", start=first, end=last), language)
    if starts and starts > today:
        return render(tc("period", "from {day}", day=_day_of_month(starts, today, language)), language)
    if ends:
        return render(tc("period", "until {day}", day=_day_of_month(ends, today, language)), language)
    return ""


def _day_of_month(day: date, today: date, language: str) -> str:
    return format_day(day, "day_month" if _needs_no_year(day, today) else "long", language)


def meeting_time(day: date, start: time, end: time | None, language: str) -> str:
    """Write when a talk is: "torsdag 3. december 2026 kl. 10-11"."""
    when = t("{day:weekday} {year}, {hours}", day=day, year=day.year, hours=hours(start, end, language))
    return render(when, language)
