"""The check before an export (R-121): wrong dates, missing links, gaps in what must be registered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from caseworker.base.clock import ZONE
from caseworker.base.place import Place
from caseworker.base.text import Text, t, tn
from caseworker.exchange.kinds import citizen_of, exported_kinds, links_of
from caseworker.exchange.records import RecordLine, field_types
from caseworker.store.record import Record

# Periods as the records spell them: where both days are known, the second never lies before the first.
_PERIODS = (
    ("from_on", "to_on"), ("opened_on", "closed_on"), ("started_on", "finished_on"),
    ("given_on", "withdrawn_on"), ("since_on", "superseded_on"), ("requested_on", "closed_on"),
    ("suspended_from", "suspended_until"), ("made_on", "done_on"), ("on", "until"),
)  # fmt: skip
_OLDEST_YEAR = 1900
_YEARS_AHEAD = 60  # a working life; anything later is a slip of the pen
_A_DAY = timedelta(days=1)
# Forms of a talk for which the citizen must know where to go.
_NEEDS_PLACE = ("meeting", "home_visit")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the receiver will miss or doubt. `place` leads to the field, `code` is stable."""

    code: str
    text: Text
    place: Place
    citizen_id: str | None


@dataclass(frozen=True, slots=True)
class _Kind:
    """What there is to check in every record of a kind: fields with days, periods, links with their targets."""

    days: tuple[str, ...]
    periods: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, kind: type[Record]) -> _Kind:
        days = tuple(name for name, column in field_types(kind).items() if column in (date, datetime))
        return cls(
            days, tuple(pair for pair in _PERIODS if set(pair) <= set(days)), tuple(links_of(kind).items())
        )


class Checker:
    """Checks records one by one as they leave. Knows which records were deleted."""

    def __init__(self, now: datetime, today: date, deleted: Mapping[str, set[str]]) -> None:
        self._now, self._today, self._deleted = now, today, deleted
        self._last_year = today.year + _YEARS_AHEAD
        self._kinds = {name: _Kind.of(kind) for name, kind in exported_kinds().items()}
        self.faults: list[Fault] = []

    def check(self, line: RecordLine) -> None:
        """Check a record and keep its faults. Deleted ones have none: nobody works with them."""
        if line.deleted:
            return
        self._dates(line)
        self._targets(line)
        if look := _LOOKS.get(line.kind):
            for code, field, text in look(line.fields, self._now, self._today):
                self._add(line, code, field, text)

    def unknown(self, citizen_id: str, case_id: str, count: int) -> None:
        """Keep that deadlines of a case cannot be worked out."""
        text = tn(
            "{count} deadline cannot be worked out, because facts are missing.",
            "{count} deadlines cannot be worked out, because facts are missing.",
            count,
        )
        self.faults.append(Fault("deadline_unknown", text, Place("case_file", case_id), citizen_id))

    def no_category(self, event_id: str, citizen_id: str) -> None:
        """Keep that somebody had a first contact and no target group, which the register asks for."""
        text = t("The first contact has no target group.")
        self.faults.append(Fault("no_category", text, Place("case_event", event_id, "case_id"), citizen_id))

    def _dates(self, line: RecordLine) -> None:
        fields, kind = line.fields, self._kinds[line.kind]
        for first, second in kind.periods:
            start, end = fields[first], fields[second]
            if start is not None and end is not None and end < start:
                text = t(
                    "It ends on {end:numeric}, before it begins on {start:numeric}.", start=start, end=end
                )
                self._add(line, "ends_before_start", second, text)
        for field in kind.days:
            day = fields[field]
            if day is not None and not _OLDEST_YEAR <= day.year <= self._last_year:
                self._add(line, "date_far_off", field, t("The year {year} looks wrong.", year=day.year))

    def _targets(self, line: RecordLine) -> None:
        for field, target in self._kinds[line.kind].links:
            if line.fields[field] in self._deleted.get(target, ()):
                self._add(line, "link_deleted", field, t("It points to something that has been deleted."))

    def _add(self, line: RecordLine, code: str, field: str, text: Text) -> None:
        citizen = citizen_of(line.kind, line.id, line.fields)
        self.faults.append(Fault(code, text, Place(line.kind, line.id, field), citizen))


_Found = list[tuple[str, str, Text]]


def _talk(fields: dict[str, Any], now: datetime, _today: date) -> _Found:
    found: _Found = []
    at, status = fields["at"], fields["status"]
    if status == "held":
        if at > now:
            found.append(("held_in_future", "at", t("The talk is marked as held, but lies ahead.")))
        for field, text in (
            ("purpose", t("The talk has no purpose written.")),
            ("outcome", t("The talk has no outcome written.")),
            ("attendance", t("It is not written whether the citizen came.")),
        ):
            if not fields[field]:
                found.append((f"no_{field}", field, text))
    if status == "planned":
        if at < now - _A_DAY:
            day = at.astimezone(ZONE).date()
            text = t("The talk was planned for {day:numeric} and has no result yet.", day=day)
            found.append(("no_result", "status", text))
        if fields["channel"] in _NEEDS_PLACE and not fields["place"]:
            found.append(("no_place", "place", t("The summons has no place.")))
        if not fields["staff_id"]:
            found.append(("no_employee", "staff_id", t("The summons has no employee.")))
    return found


def _citizen(fields: dict[str, Any], _now: datetime, today: date) -> _Found:
    found: _Found = []
    if not fields["cpr"]:
        found.append(("no_cpr", "cpr", t("The CPR number is missing. The national registers need it.")))
    if fields["birth_date"] > today:
        found.append(("born_in_future", "birth_date", t("The birth date lies after today.")))
    return found


def _case(fields: dict[str, Any], _now: datetime, _today: date) -> _Found:
    if fields["closed_on"] is not None and not fields["end_state"]:
        return [("no_end_state", "end_state", t("The case is closed without saying how it ended."))]
    return []


def _activity(fields: dict[str, Any], _now: datetime, _today: date) -> _Found:
    if not fields["goal_ids"]:
        return [("no_goal", "goal_ids", t("The activity serves no interim goal."))]
    return []


_LOOKS: Mapping[str, Callable[[dict[str, Any], datetime, date], _Found]] = {
    "activity": _activity,
    "case_file": _case,
    "citizen": _citizen,
    "talk": _talk,
}
