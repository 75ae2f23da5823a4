"""The catalogue of activities, with industries and programme theories: read from data files, searched."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from caseworker.base import paths
from caseworker.base.danish import sort_key
from caseworker.base.text import t
from caseworker.plan.datafile import Words, decode, file_fault, read_toml
from caseworker.plan.facts import Track

F = TypeVar("F")

ListName = Literal["youth", "over_30", "effort", "treatment_social"]
OfferType = Literal["", "guidance_upskilling", "placement", "wage_subsidy", "utility_placement"]
LegalBasis = Literal["employment_act", "social_services_act", "health_act", "pension_act", "other"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One activity type (R-043). Ages are whole years, both ends included.

    `also` are everyday words by which it is looked for beside its name ("gæld", "cv").
    """

    code: str
    list: ListName
    track: Track
    name: Words
    purpose: Words
    also: tuple[str, ...] = ()
    legal_basis: LegalBasis
    offer_type: OfferType = ""
    education_aim: bool = False
    helps_with: tuple[str, ...] = ()
    all_ages: bool = False
    min_age: int | None = None
    max_age: int | None = None

    def fits_age(self, age: int | None, boundary_age: int) -> bool:
        """Return whether the type is meant for somebody of an age; an unknown age fits everything."""
        if age is None:
            return True
        if (self.min_age is not None and age < self.min_age) or (
            self.max_age is not None and age > self.max_age
        ):
            return False
        if self.all_ages or self.list in ("effort", "treatment_social"):
            return True
        return (age < boundary_age) == (self.list == "youth")


class Industry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An industry. `threatened` is the municipality's mark for R-019."""

    code: str
    name: Words
    threatened: bool = False


class Theory(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A programme theory (programteori) in five steps (R-099).

    `rebuilt`: its contents were put together from running text and must be labelled so.
    `outcomes` are the screening outcomes it goes with, `youth` says for which side of the boundary age.
    """

    code: str
    name: Words
    youth: bool
    outcomes: tuple[str, ...]
    target_group: Words
    end_goals: Words
    interim_goals: Words
    activities: Words
    mechanisms: Words
    rebuilt: bool = False


class WorkSteps(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The catalogue code that goes with a yes to placement, wage subsidy and ordinary job (R-020)."""

    placement: str
    wage_subsidy: str
    ordinary_job: str


class AdviceParameters(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the advice of a screening goes by; meanings and sources stand in `advice.toml`."""

    id: str
    version: int
    valid_from: date
    start_hours: float
    coordinator_barriers: int
    most_activities: int
    burden: int
    heavy: int
    short_educated: tuple[str, ...]
    first_steps: tuple[str, ...]
    education_steps: tuple[str, ...]
    work_steps: WorkSteps


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be chosen when a plan is made. `boundary_age` parts youth from over 30 (N19)."""

    version: int
    boundary_age: int
    entries: tuple[Entry, ...]
    industries: tuple[Industry, ...]
    theories: tuple[Theory, ...]
    advice: AdviceParameters

    def entry(self, code: str) -> Entry | None:
        """Return the activity type of a code, or None."""
        return next((e for e in self.entries if e.code == code), None)

    def is_threatened(self, industry: str) -> bool:
        """Return whether an industry is on the list of threatened ones (R-019)."""
        return any(i.code == industry and i.threatened for i in self.industries)

    def search(
        self,
        words: str = "",
        *,
        age: int | None = None,
        track: Track | None = None,
        lists: Iterable[ListName] | None = None,
        language: str = "da",
    ) -> list[Entry]:
        """Return the types that fit, sorted by name the Danish way; every word must be found in the text.

        A word is also found where it begins with an everyday word of the type ("alkoholproblem": "alkohol").

        Without an age nothing is left out for age; with `lists` only those lists are searched.
        """
        parts = [sort_key(part) for part in words.split()]
        wanted = None if lists is None else frozenset(lists)
        found = [
            e
            for e in self.entries
            if e.fits_age(age, self.boundary_age)
            and (track is None or e.track == track)
            and (wanted is None or e.list in wanted)
            and all(_finds(part, e) for part in parts)
        ]
        return sorted(found, key=lambda e: sort_key(e.name.in_language(language)))


class _ActivityFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    version: int
    valid_from: date
    boundary_age: int
    source: str
    entry: tuple[Entry, ...]


class _IndustryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    version: int
    valid_from: date
    source: str
    industry: tuple[Industry, ...]


class _TheoryFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    version: int
    valid_from: date
    source: str
    theory: tuple[Theory, ...]


def load_catalogue(local: Path | None = None) -> Catalogue:
    """Return the shipped catalogue. In a local folder, files of the same names replace and add entries.

    Local files need only the entries they change: `activities.toml`, `industries.toml`, `theories.toml`,
    `advice.toml`.
    Raises UserError naming file, place and reason when a file is wrong.
    """
    activities = _read("catalogue", "activities.toml", local, _ActivityFile, "entry")
    industries = _read("catalogue", "industries.toml", local, _IndustryFile, "industry")
    theories = _read("theories", "theories.toml", local, _TheoryFile, "theory")
    return Catalogue(
        version=activities.version,
        boundary_age=activities.boundary_age,
        entries=activities.entry,
        industries=industries.industry,
        theories=theories.theory,
        advice=_read_advice(local),
    )


def _read_advice(local: Path | None) -> AdviceParameters:
    path = paths.resource("catalogue", "advice.toml")
    data = read_toml(path)
    advice = decode(path, data, AdviceParameters)
    if local is None or not (local / path.name).exists():
        return advice
    return decode(local / path.name, data | read_toml(local / path.name), AdviceParameters)


def _read(folder: str, name: str, local: Path | None, kind: type[F], key: str) -> F:
    path = paths.resource(folder, name)
    data = read_toml(path)
    _no_doubles(path, data, key)
    if local is None or not (local / name).exists():
        return decode(path, data, kind)
    own_path = local / name
    own = read_toml(own_path)
    if not isinstance(own.get(key, []), list) or not all(isinstance(e, dict) for e in own.get(key, [])):
        raise file_fault(own_path, key, t("Here should be a list of [[{key}]] parts.", key=key))
    _no_doubles(own_path, own, key)
    replaced = {e.get("code") for e in own.get(key, [])}
    merged = data | own | {key: [e for e in data[key] if e["code"] not in replaced] + own.get(key, [])}
    # Ours first, so that a fault found below lies in the local file; its parts are counted on their own.
    decode(path, data, kind)
    decode(own_path, data | own | {key: own.get(key, [])}, kind)
    return decode(own_path, merged, kind)


def _no_doubles(path: Path, data: dict[str, Any], key: str) -> None:
    seen: set[str] = set()
    for number, entry in enumerate(data.get(key, ())):
        code = entry.get("code") if isinstance(entry, dict) else None
        if code in seen:
            raise file_fault(path, f"{key}[{number}].code", t("“{value}” stands there twice.", value=code))
        if isinstance(code, str):
            seen.add(code)


def _finds(part: str, entry: Entry) -> bool:
    """Return whether a typed word finds a type; of what is longer, only everyday words of four letters or more."""
    words = (entry.name.da, entry.name.en, entry.purpose.da, entry.code.replace("_", " "), *entry.also)
    everyday = (sort_key(word) for word in entry.also)
    return part in sort_key(" ".join(words)) or any(len(w) >= 4 and part.startswith(w) for w in everyday)
