"""The check before an export (R-121): wrong dates, missing links, gaps in what must be registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from caseworker.base.clock import ZONE
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.exchange.kinds import citizen_of, exported_kinds, links_of
from caseworker.exchange.records import RecordLine, field_names, field_types
from caseworker.exchange.registering import AT_THE_UNIT
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
# What a deadline may wait for that can be written in the window: its words and where. Anything else the page of
# deadlines lists as waiting; here it would be a fault that nobody can mend.
_WAITED_FOR: Mapping[str, tuple[Text, Text]] = {
    "group": (
        t("The case has no target group, so deadlines cannot be worked out."),
        t("Choose the target group on the citizen's overview."),
    ),
    "visited_as": (
        t("It is not written how the citizen has been assessed, so deadlines cannot be worked out."),
        t("Choose the target group with its assessment on the citizen's overview."),
    ),
    "qualified": (
        t("It is not written whether the citizen has a vocational qualification, "
          "so deadlines cannot be worked out."),
        t("Answer the question in the screening."),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the receiver will miss or doubt, and how to mend it.

    `place` leads to the field, `code` is stable.
    """

    code: str
    text: Text
    mend: Text
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


def checked_fields(kind: type[Record]) -> list[str]:
    """Return the fields of a record kind that the check and the counting read."""
    about = _Kind.of(kind)
    needed = {*about.days, *(link for link, _target in about.links), "citizen_id"}
    needed |= _READ.get(kind.__tablename__, frozenset())
    return [field for field in field_names(kind) if field in needed]


class Checker:
    """Checks records one by one as they leave. Knows which records were deleted, and the unit's setting."""

    def __init__(
        self, now: datetime, today: date, deleted: Mapping[str, set[str]], unit: Mapping[str, Any]
    ) -> None:
        self._around = Around(now, today, unit)
        self._last_year = today.year + _YEARS_AHEAD
        self._kinds = {name: _Kind.of(kind) for name, kind in exported_kinds().items()}
        # Per kind only the links that can lead to something deleted: most never can.
        self._gone = {
            name: [(field, deleted[target]) for field, target in kind.links if deleted.get(target)]
            for name, kind in self._kinds.items()
        }
        self._faults: list[Fault] = []

    def found(self) -> tuple[Fault, ...]:
        """Return the faults, by the order in which the records were made."""
        return tuple(sorted(self._faults, key=lambda fault: (fault.place.kind, fault.place.id)))

    def check(self, line: RecordLine) -> None:
        """Check a record and keep its faults. Deleted ones have none: nobody works with them."""
        if line.deleted:
            return
        self._dates(line)
        self._targets(line)
        if look := _LOOKS.get(line.kind):
            for found in look(line.fields, self._around):
                self._add(line, *found)

    def unknown(self, citizen_id: str, case_id: str, missing: Iterable[str]) -> None:
        """Keep what deadlines of a case wait for, where it can be written here."""
        for name in missing:
            if name in _WAITED_FOR:
                text, mend = _WAITED_FOR[name]
                place = Place("case_file", case_id)
                self._faults.append(Fault(f"unknown_{name}", text, mend, place, citizen_id))

    def no_category(self, event_id: str, citizen_id: str) -> None:
        """Keep that somebody had a first contact and no target group, which the register asks for."""
        text = t("The first contact has no target group.")
        mend = t("Choose the target group on the citizen's overview.")
        place = Place("case_event", event_id, "case_id")
        self._faults.append(Fault("no_category", text, mend, place, citizen_id))

    def _dates(self, line: RecordLine) -> None:
        fields, kind = line.fields, self._kinds[line.kind]
        for first, second in kind.periods:
            start, end = fields[first], fields[second]
            if start is not None and end is not None and end < start:
                text = t(
                    "It ends on {end:numeric}, before it begins on {start:numeric}.", start=start, end=end
                )
                self._add(line, "ends_before_start", second, text, t("Correct one of the two days."))
        for field in kind.days:
            day = fields[field]
            if day is not None and not _OLDEST_YEAR <= day.year <= self._last_year:
                text = t("The year {year} looks wrong.", year=day.year)
                self._add(line, "date_far_off", field, text, t("Correct the date."))

    def _targets(self, line: RecordLine) -> None:
        for field, gone in self._gone[line.kind]:
            if line.fields[field] in gone:
                text = t("It points to something that has been deleted.")
                self._add(line, "link_deleted", field, text, t("Choose something else instead."))

    def _add(self, line: RecordLine, code: str, field: str, text: Text, mend: Text) -> None:
        citizen = citizen_of(line.kind, line.id, line.fields)
        self._faults.append(Fault(code, text, mend, Place(line.kind, line.id, field), citizen))


@dataclass(frozen=True, slots=True)
class Around:
    """What a look at a record knows beside it: the moment, the day, the unit's setting."""

    now: datetime
    today: date
    unit: Mapping[str, Any]


# Code, field, what is wrong, how to mend it.
_Found = list[tuple[str, str, Text, Text]]


def _talk(fields: dict[str, Any], around: Around) -> _Found:
    if fields["status"] == "held":
        return _held_talk(fields, around)
    return _planned_talk(fields, around) if fields["status"] == "planned" else []


def _held_talk(fields: dict[str, Any], around: Around) -> _Found:
    found: _Found = []
    if fields["at"] > around.now:
        found.append(
            ("held_in_future", "at", t("The talk is marked as held, but lies ahead."),
             t("Correct the day of the talk."))
        )  # fmt: skip
    for field, text in (
        ("purpose", t("The talk has no purpose written.")),
        ("outcome", t("The talk has no outcome written.")),
        ("attendance", t("It is not written whether the citizen came.")),
    ):
        if not fields[field]:
            found.append((f"no_{field}", field, text, t("Open the talk and write it.")))
    return found


def _planned_talk(fields: dict[str, Any], around: Around) -> _Found:
    found: _Found = []
    at, unit = fields["at"], around.unit
    if at < around.now - _A_DAY:
        day = at.astimezone(ZONE).date()
        text = t("The talk was planned for {day:numeric} and has no result yet.", day=day)
        found.append(("no_result", "status", text, t("Open the talk and say how it went.")))
    known = fields["place"] or unit.get("place") or unit.get("address")
    if fields["channel"] in AT_THE_UNIT and not known:
        found.append(
            ("no_place", "place", t("The summons has no place, and the unit has no address."),
             t("Write the unit's address under settings, or a place on the talk."))
        )  # fmt: skip
    if not fields["staff_id"]:
        found.append(
            ("no_employee", "staff_id", t("The summons has no employee."), t("Open the talk and choose who holds it."))
        )  # fmt: skip
    return found


def _citizen(fields: dict[str, Any], around: Around) -> _Found:
    found: _Found = []
    if not fields["cpr"]:
        found.append(
            ("no_cpr", "cpr", t("The CPR number is missing. The national registers need it."),
             t("Write the number under “Edit the citizen's data”."))
        )  # fmt: skip
    if fields["birth_date"] > around.today:
        found.append(
            ("born_in_future", "birth_date", t("The birth date lies after today."),
             t("Correct it under “Edit the citizen's data”."))
        )  # fmt: skip
    return found


def _case(fields: dict[str, Any], _around: Around) -> _Found:
    if fields["closed_on"] is not None and not fields["end_state"]:
        text = t("The case is closed without saying how it ended.")
        return [("no_end_state", "end_state", text, t("Close the case again and choose how it ended."))]
    return []


def _activity(fields: dict[str, Any], _around: Around) -> _Found:
    if not fields["goal_ids"]:
        text = t("The activity serves no interim goal.")
        return [
            ("no_goal", "goal_ids", text, t("Open the activity in the plan and choose the goal it serves."))
        ]
    return []


# What the looks below read, beside days and links; and `kind`, which tells a first contact from other events.
_READ: Mapping[str, frozenset[str]] = {
    "activity": frozenset({"goal_ids"}),
    "case_event": frozenset({"kind"}),
    "case_file": frozenset({"end_state"}),
    "citizen": frozenset({"cpr"}),
    "talk": frozenset({"status", "purpose", "outcome", "attendance", "channel", "place"}),
}
_LOOKS: Mapping[str, Callable[[dict[str, Any], Around], _Found]] = {
    "activity": _activity,
    "case_file": _case,
    "citizen": _citizen,
    "talk": _talk,
}
