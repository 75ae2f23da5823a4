"""Which columns a caseload file may have and which words may stand in them, as the reader is told. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from caseworker.base.text import Text, t
from caseworker.people.caseload import HEADER_EXAMPLE, load_columns
from caseworker.people.caseload_words import NONE_WORDS
from caseworker.people.words import BENEFITS, CASELOAD_COLUMNS, GROUPS, VISITED

DAY_EXAMPLES = ("03-03-2025", "3/3-25", "2025-03-03", "030325", "3. marts 2025")


@dataclass(frozen=True, slots=True)
class Understood:
    """What is understood of one kind: what the lines are about, and a line for each thing with its words."""

    title: Text
    lines: tuple[Text, ...]


def understood() -> Iterator[Understood]:
    """Give everything that a caseload file is read by: its columns, the words of each, and how days are written."""
    columns = load_columns()
    lead = t("The first line names the columns, for example “{example}”. These are understood:",
             example=HEADER_EXAMPLE)  # fmt: skip
    yield Understood(lead, _named(columns.columns, CASELOAD_COLUMNS))
    forms = ", ".join(form.format(number=2) for form in columns.group_forms.numbers)
    either = (
        t("{words} is {one} or {other}: the visitation of the row must say which", words=both, one=one, other=other)
        for both, (one, other) in columns.group_forms.either.items()
    )  # fmt: skip
    groups = _named(columns.groups, GROUPS)
    by_number = t("Also by the number in the law: {forms}", forms=forms)
    yield Understood(t("Words for the target group:"), (*groups, by_number, *either))
    yield Understood(
        t("Words for the visitation; others are passed over:"), _named(columns.visited_as, VISITED)
    )
    yield Understood(t("Words for the benefit:"), _named(columns.benefits, BENEFITS))
    empty = ", ".join(sorted(filter(str.isalnum, NONE_WORDS)))
    yield Understood(
        t("In other columns:"),
        (
            t("Protected address, yes: {words}", words=", ".join(columns.yes["words"])),
            t("No protected address, interpreter, phone or email: {words}", words=empty),
            t("Days: {days}", days=", ".join(DAY_EXAMPLES)),
            t("Capital letters, dots and hyphens make no difference. "
              "In the other columns everything is taken as it is written."),
        ),
    )  # fmt: skip


def _named(known: Mapping[str, Sequence[str]], names: Mapping[str, Text]) -> tuple[Text, ...]:
    return tuple(t("{what}: {words}", what=names[code], words=", ".join(known[code])) for code in known)
