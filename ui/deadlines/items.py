"""Makes the lines of the page from what is stored: deadlines, promises of ours, planned talks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from caseworker.base.danish import sort_key
from caseworker.base.place import Place
from caseworker.base.text import Text, raw, render, t, tc, tn
from caseworker.casework.booking import PlannedTalk, Settled, booked_words, planned_talks, settled
from caseworker.casework.happenings import clock_words
from caseworker.casework.next_talk import AHEAD
from caseworker.contacts.words import KINDS
from caseworker.deadlines import queries
from caseworker.deadlines.packs import Packs
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.words import DUTY_OF, distance, rule_title
from caseworker.people.namesakes import with_mark
from caseworker.people.queries import told_apart
from caseworker.plan import queries as plans
from caseworker.plan.view import PromiseRow
from caseworker.store.reading import Reading
from ui.deadlines.lines import Bucket, Item, bucket_of, day_bucket, dotted, progress_words

# Promises further ahead are kept in the plan.
_PROMISES_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the page is about: deadlines and promises, and apart from them the planned talks."""

    items: tuple[Item, ...] = ()
    talks: tuple[Item, ...] = ()


def read_items(session: Reading, packs: Packs, today: date, language: str) -> Found:
    """Read and put into words all that stands open, and the talks that are booked."""
    lines = queries.stored_lines(session, today, to_do=True)
    talks = planned_talks(session, today, today + AHEAD)
    booked = settled(session, packs, lines, talks)
    names = titles(packs, language)
    items = [
        *deadline_items(lines, today, names, language, booked),
        *promise_items(plans.open_promises(session, today, until=today + _PROMISES_AHEAD), today, language),
    ]
    marks = told_apart(session, today, language, also=queries.running_on())
    return Found(
        tuple(with_marks(items, marks)), tuple(with_marks(talk_items(talks, items, today, language), marks))
    )


def with_marks(items: Iterable[Item], marks: Mapping[str, str]) -> Iterable[Item]:
    """Return the lines, with the `marks` of their cases behind names that several citizens bear."""
    for item in items:
        mark = marks.get(item.case_id)
        if mark is None:
            yield item
        else:
            words = f"{item.words} {sort_key(mark)}"
            yield replace(item, name=with_mark(item.name, mark), mark=mark, words=words)


def titles(packs: Packs, language: str) -> Callable[[DeadlineLine], str]:
    """Return a function that names a line's rule. Each rule is looked up once."""
    known: dict[tuple[str, str], str] = {}

    def title(line: DeadlineLine) -> str:
        key = (line.rule, line.pack)
        if key not in known:
            known[key] = render(rule_title(packs, line.rule, language, line.pack), language)
        return known[key]

    return title


def deadline_items(
    lines: Iterable[DeadlineLine],
    today: date,
    title_of: Callable[[DeadlineLine], str],
    language: str,
    booked: Mapping[tuple[str, str], Settled] | None = None,
) -> list[Item]:
    """Return stored deadlines as lines of the page."""
    return [_deadline(line, today, title_of(line), language, booked or {}) for line in lines]


def promise_items(rows: Iterable[PromiseRow], today: date, language: str) -> list[Item]:
    """Return open promises of ours that have a day. One that is broken is overdue, as on "My day"."""
    found = []
    for row in rows:
        if row.due_on is None:
            continue
        bucket: Bucket = "overdue" if row.overdue else day_bucket(row.due_on, today)
        note = t("Our promise")
        found.append(
            Item(
                id=f"promise/{row.agreement_id}", kind="promise", bucket=bucket, case_id=row.case_id,
                name=row.name, sort_key=sort_key(row.name), title=row.words, day=row.due_on,
                when=distance("missed", row.due_on, today) if row.overdue else _ahead(row.due_on, today),
                note=note, place=Place("agreement", row.agreement_id),
                words=sort_key(f"{row.name} {row.words} {render(note, language)}"),
            )
        )  # fmt: skip
    return found


def talk_items(
    talks: Iterable[PlannedTalk], items: Iterable[Item], today: date, language: str
) -> Iterable[Item]:
    """Return the planned talks with the deadlines that each of them settles."""
    settles: dict[str, list[Item]] = {}
    for item in items:
        if item.booked is not None and item.booked.how != "counts":
            settles.setdefault(item.booked.talk_id, []).append(item)
    for talk in talks:
        mine = settles.get(talk.id, [])
        parts = [clock_words(talk.at)]
        if mine:
            parts.append(tn("meets {count} deadline", "meets {count} deadlines", len(mine)))
        title = render(KINDS[talk.kind], language)
        yield Item(
            id=f"talk/{talk.id}", kind="talk", bucket=day_bucket(talk.day, today), case_id=talk.case_id,
            name=talk.name, sort_key=sort_key(talk.name), title=title, day=talk.day, when=_ahead(talk.day, today),
            note=dotted(parts), place=Place("contacts", talk.case_id, f"talk:{talk.id}"),
            words=sort_key(f"{talk.name} {title}"), talk=talk, settles=tuple(item.id for item in mine),
        )  # fmt: skip


def _deadline(
    line: DeadlineLine,
    today: date,
    title: str,
    language: str,
    booked: Mapping[tuple[str, str], Settled],
) -> Item:
    bucket = bucket_of(line, today)
    marks = _marks(line)
    talk = booked.get((line.case_id, line.key))
    parts = [part for part in (progress_words(line), talk and booked_words(talk, today)) if part]
    own = line.own.day if line.own is not None else None
    return Item(
        id=f"{line.case_id}/{line.key}", kind="deadline", bucket=bucket, case_id=line.case_id, name=line.name,
        sort_key=line.sort_key, title=title, day=line.work_date, when=_when(line, bucket, today),
        note=dotted([*parts, *marks] or [raw(line.legal_basis)]),
        place=Place("contacts", line.case_id, f"deadline:{line.key}"),
        words=sort_key(" ".join((line.name, title, *(render(mark, language) for mark in marks), line.legal_basis))),
        legal=line.due_on if line.due_on != line.work_date else None,
        own=own, marks=marks, line=line, booked=talk,
    )  # fmt: skip


def _marks(line: DeadlineLine) -> tuple[Text, ...]:
    """Return what a reader must know of the rule: not law, not ours, a share only, not sure."""
    marks = []
    if line.standing == "local":
        marks.append(t("Local practice"))
    elif line.standing == "proposal":
        marks.append(tc("mark", "Proposal"))
    elif line.standing == "target":
        marks.append(tc("mark", "Target"))
    if line.duty_of != "authority":
        marks.append(DUTY_OF[line.duty_of])
    if line.cohort:
        marks.append(t("Counts as a share"))
    if line.confirmed != "C":
        marks.append(t("Check the rule"))
    return tuple(marks)


def _when(line: DeadlineLine, bucket: Bucket, today: date) -> Text:
    if bucket == "exempt":
        return t("exempt until then") if line.suspended_until else tc("deadline", "exempt")
    if bucket == "unknown" or line.work_date is None:
        return tc("deadline", "not known yet")
    if line.status == "missed" and (line.cohort or bucket == "before"):
        return tc(
            "deadline", "passed"
        )  # of what fell due before the case came here nobody knows whether it is late
    if line.status == "missed":
        return distance(line.status, line.work_date, today, limit=line.limit)
    return _ahead(line.work_date, today)


def _ahead(day: date, today: date) -> Text:
    if day <= today:
        return distance("open", day, today)
    days = (day - today).days
    return tc("day", "tomorrow") if days == 1 else t("in {count} days", count=days)
