"""The calendar of talks and deadlines (RFC 5545), without names unless they are asked for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from caseworker.base.text import render, t
from caseworker.contacts.words import KINDS
from caseworker.deadlines.packs import Packs
from caseworker.exchange.queries import CalendarDeadline, CalendarTalk
from caseworker.exchange.vcalendar import Entry, write

_DOMAIN = "faelles-plan"
_MAX_WORDS = 200
_APART = r"[\W_]{0,5}"  # what people put between the parts of a number, and what a copy brings along unseen
# Somebody may have typed a CPR number into a place or a name: ten digits, or a date and four, however they stand
# apart. A telephone number that begins like a date goes with it: better one too many.
_LIKE_CPR = re.compile(
    rf"\d{{6}}{_APART}\d{{4}}"
    rf"|[0-36-9]\d{_APART}[01]\d{_APART}(?:19|20)?\d\d(?:{_APART}\d){{4}}"
    rf"|\d\d? ?[./-] ?\d\d? ?[./-] ?(?:19|20)?\d\d{_APART}\d{{4}}"
)


def calendar(
    talks: Iterable[CalendarTalk],
    deadlines: Iterable[CalendarDeadline],
    packs: Packs,
    stamp: datetime,
    *,
    names: bool = False,
    language: str = "da",
) -> bytes:
    """Return the calendar file. The same talk or deadline has the same UID in every bundle.

    Without `names` an entry shows the case number alone, and no place of a home visit. Never a CPR
    number and no free text of a case. `stamp` (UTC) is when it was made.
    """
    return write(entries(talks, deadlines, packs, stamp, names=names, language=language))


def entries(
    talks: Iterable[CalendarTalk],
    deadlines: Iterable[CalendarDeadline],
    packs: Packs,
    stamp: datetime,
    *,
    names: bool,
    language: str,
) -> list[Entry]:
    """Return the events of the calendar: talks first, then deadlines, each as they come."""
    titles = _Titles(packs, language)
    found = [_talk(talk, stamp, names, language) for talk in talks]
    return found + [_deadline(deadline, titles, stamp, names, language) for deadline in deadlines]


def talk_uid(talk_id: str) -> str:
    """Return the UID of a talk, the same wherever it is moved to."""
    return _uid("talk", talk_id)


def deadline_uid(case_id: str, key: str) -> str:
    """Return the UID of a deadline, the same as long as the deadline is the same."""
    return _uid("deadline", f"{case_id} {key}")


def _uid(kind: str, whose: str) -> str:
    """Hash ids that were drawn at random: nothing of the citizen goes in, so nothing can be got out."""
    return f"{kind}-{hashlib.sha256(whose.encode()).hexdigest()[:32]}@{_DOMAIN}"


class _Titles:
    """What rules are called in a language, and what they rest on: the same for many deadlines, so said once."""

    def __init__(self, packs: Packs, language: str) -> None:
        self._packs, self._language = packs, language
        self._known: dict[tuple[str, str], str] = {}
        self._bases: dict[tuple[str, str], str] = {}
        self._days: dict[str, str] = {}

    def of(self, rule_id: str, pack: str) -> str:
        """Return "Deadline: ..." of a rule."""
        if (rule_id, pack) not in self._known:
            rule = self._packs.rule(rule_id, pack)
            title = (rule.title.da if self._language == "da" else rule.title.en) if rule else rule_id
            self._known[rule_id, pack] = render(t("Deadline: {title}", title=title), self._language)
        return self._known[rule_id, pack]

    def about(self, rule_id: str, answer: Mapping[str, Any]) -> str:
        """Return what stands below the title: the rule and its basis, and the last working day before a day off."""
        basis, last = answer["legal_basis"], answer["work_date"]
        if (rule_id, basis) not in self._bases:
            words = t("Rule {rule}, {basis}", rule=rule_id, basis=basis)
            self._bases[rule_id, basis] = render(words, self._language)
        if not last or last == answer["due_on"]:
            return self._bases[rule_id, basis]
        if last not in self._days:
            words = t("Last working day: {day:weekday}", day=date.fromisoformat(last))
            self._days[last] = render(words, self._language)
        return f"{self._bases[rule_id, basis]}\n{self._days[last]}"


def _talk(talk: CalendarTalk, stamp: datetime, names: bool, language: str) -> Entry:
    what = render(KINDS[talk.kind], language) if talk.kind in KINDS else talk.kind
    shows_place = names or talk.channel != "home_visit"
    return Entry(
        talk_uid(talk.id), talk.revision - 1, stamp, talk.at, talk.at + timedelta(minutes=talk.minutes),
        _whose(what, talk.case_no, talk.name, names, language), talk.status == "cancelled",
        location=_LIKE_CPR.sub("••••", talk.place)[:_MAX_WORDS] if shows_place else "",
    )  # fmt: skip


def _deadline(
    deadline: CalendarDeadline, titles: _Titles, stamp: datetime, names: bool, language: str
) -> Entry:
    answer = deadline.answer
    day = date.fromisoformat(answer["due_on"])
    what = titles.of(deadline.rule, answer["pack"])
    return Entry(
        deadline_uid(deadline.case_id, deadline.key), 0, stamp, day, day + timedelta(days=1),
        _whose(what, deadline.case_no, deadline.name, names, language),
        description=titles.about(deadline.rule, answer),
    )  # fmt: skip


def _whose(what: str, case_no: int, name: str, names: bool, language: str) -> str:
    if names:
        name = _LIKE_CPR.sub("••••", name)
        return render(t("{what} · {name} (case {number})", what=what, name=name, number=case_no), language)
    return render(t("{what} · case {number}", what=what, number=case_no), language)
