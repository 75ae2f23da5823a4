"""The stories that made-up citizens live through (resources/demo/stories.toml)."""

from __future__ import annotations

from datetime import date, time
from functools import cache

import msgspec

from caseworker.base import paths

_MINUTES = 45  # a talk
_HOURS = (9, 10, 11, 13, 14, 15, 8, 12)


class MadeUpActivity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An effort of a story. `from_` days after the case opened, for `days`; `goal` are numbers of interim goals.

    `after` is what an offer, which has its longest duration, is followed by.
    """

    track: str
    title: str
    why: str
    hours: float
    slots: list[tuple[int, str, str]]
    days: int
    who: str
    goal: list[int]
    from_: int = msgspec.field(name="from")
    offer: str = ""
    after: str = ""
    education_aim: bool = False


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a talk is about. Note: facts, the citizen's view, assessment. Promises: side, words, days from the talk."""

    purpose: str
    outcome: str
    note: tuple[str, str, str]
    promises: list[tuple[str, str, int]]


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way things can be. Barriers: category, type, words, severity. Goals: words, sign, days from the start.

    `first` is the first talk, `before` one held before the efforts have run for a while; the others are `usual`.
    """

    groups: list[str]
    ages: tuple[int, int]
    own_words: str
    barriers: list[tuple[str, str, str, int]]
    resources: list[str]
    goal: tuple[str, str]
    goals: list[tuple[str, str, int]]
    note: tuple[str, str, str]
    purpose: str
    outcome: str
    promises: list[tuple[str, str, int]]
    first: Told
    before: Told
    activities: list[MadeUpActivity]

    @property
    def usual(self) -> Told:
        """The talks once the efforts run."""
        return Told(self.purpose, self.outcome, self.note, self.promises)

    def free_time(self, day: date, hour: int, minute: int = 0) -> tuple[int, int]:
        """Return the time of a day nearest to what is wanted at which no effort of the story lies."""
        busy = [
            (time.fromisoformat(start), time.fromisoformat(end))
            for made_up in self.activities
            for weekday, start, end in made_up.slots
            if weekday == day.weekday()
        ]
        wanted = ((one, of) for of in (minute, 0) for one in (hour, *_HOURS))
        return next(
            (found for found in wanted if not any(_meet(found, start, end) for start, end in busy)),
            (hour, minute),
        )


class Stories(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the made-up caseload is put together from."""

    first_names_f: list[str]
    first_names_m: list[str]
    last_names: list[str]
    streets: list[str]
    colleagues: list[str]
    absence_reasons: list[str]
    unit: str
    caseworker: str
    phone: str
    emergency_phone: str
    address: str
    absence: str
    consequences: str
    guidance: str
    story: list[Story]


def _meet(at: tuple[int, int], start: time, end: time) -> bool:
    """Whether a talk that begins then and an effort lie within each other."""
    begins = at[0] * 60 + at[1]
    return begins < end.hour * 60 + end.minute and start.hour * 60 + start.minute < begins + _MINUTES


@cache
def load_stories() -> Stories:
    """Read the stories."""
    return msgspec.toml.decode(paths.resource("demo", "stories.toml").read_bytes(), type=Stories)
