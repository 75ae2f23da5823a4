"""What advice rests on: each answer or record told in a few words, with the place it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseworker.base.place import Place
from caseworker.base.text import Text, raw, t, tn
from caseworker.plan.catalogue import Catalogue
from caseworker.screening.facts import BarrierFact, ScreeningFacts
from caseworker.screening.instrument import Role
from caseworker.screening.wording import answer_text, listed, option_label, problem_label

_QUOTE = 70


@dataclass(frozen=True, slots=True)
class Basis:
    """One finding that advice rests on."""

    text: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells findings of one screening in one language."""

    facts: ScreeningFacts
    catalogue: Catalogue
    language: str

    def answer(self, role: Role) -> list[Basis]:
        """Tell the answer to a role, as question and answer in short; nothing where there is none."""
        found = self.facts.answer(role)
        if found is None:
            return []
        question, value = found
        words = answer_text(question, value, self.catalogue, self.language)
        text = t("{question}: {answer}", question=question.short.in_language(self.language), answer=words)
        return [Basis(text, self._place(question.id))]

    def answers(self, *roles: Role) -> list[Basis]:
        """Tell the answers to several roles."""
        return [basis for role in roles for basis in self.answer(role)]

    def quote(self, role: Role) -> list[Basis]:
        """Tell the citizen's own words, cut after a line."""
        found = self.facts.answer(role)
        if found is None:
            return []
        words = " ".join(str(found[1]).split())
        short = words if len(words) <= _QUOTE else f"{words[:_QUOTE].rsplit(' ', 1)[0]} …"
        return [Basis(t("“{words}”", words=short), self._place(found[0].id))]

    def chosen(self, role: Role, codes: Iterable[str]) -> list[Basis]:
        """Tell those of several chosen codes that matter here."""
        found = self.facts.answer(role)
        if found is None or not isinstance(found[1], list):
            return []
        question, value = found
        return [
            Basis(raw(option_label(question, code, self.catalogue, self.language)), self._place(question.id))
            for code in codes
            if code in value
        ]

    def barriers(self, barriers: Iterable[BarrierFact]) -> list[Basis]:
        """Tell barriers by their type and what they do to the day, never by a diagnosis (R-010, R-011)."""
        place = self._role_place("barriers")
        told = []
        for barrier in barriers:
            name = problem_label(self.facts.instrument, barrier.type_code, self.language) or barrier.words
            text = (
                t("{barrier} ({effect})", barrier=name, effect=barrier.effect)
                if barrier.effect.strip()
                else raw(name)
            )
            told.append(Basis(text, place))
        return told

    def other_plans(self) -> list[Basis]:
        """Tell how many other plans are in force."""
        count = len(self.facts.other_plans)
        if not count:
            return []
        text = tn("{count} other plan in force", "{count} other plans in force", count)
        return [Basis(text, self._role_place("other_plans"))]

    def age(self) -> list[Basis]:
        """Tell the citizen's age."""
        if self.facts.age is None:
            return []
        return [Basis(t("{age} years old", age=self.facts.age), Place("citizen", "", "birth_date"))]

    def _role_place(self, role: Role) -> Place:
        questions = self.facts.instrument.with_role(role)
        return self._place(questions[0].id if questions else "")

    def _place(self, question_id: str) -> Place:
        return Place("screening", self.facts.screening_id, question_id)


def because(findings: Iterable[Basis]) -> Text:
    """Return the reason that names its findings."""
    return t("Because: {findings}", findings=listed((basis.text for basis in findings), apart=True))
