"""The stories that made-up citizens live through (resources/demo/stories.toml)."""

from __future__ import annotations

from functools import cache

import msgspec

from caseworker.base import paths


class MadeUpActivity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An effort of a story. `from_` days after the case opened, for `days`; `goal` are numbers of interim goals."""

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
    education_aim: bool = False


class Story(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One way things can be. Barriers: category, type, words, severity. Goals: words, sign, days from the start."""

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
    activities: list[MadeUpActivity]


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


@cache
def load_stories() -> Stories:
    """Read the stories."""
    return msgspec.toml.decode(paths.resource("demo", "stories.toml").read_bytes(), type=Stories)
