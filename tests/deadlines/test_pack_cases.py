"""Every shipped rule's own cases, and that each rule has at least two."""

from __future__ import annotations

from collections import Counter

import pytest

from caseworker.deadlines.pack_cases import PackCase, cases_of, run_case
from caseworker.deadlines.packs import load_packs

PACKS = load_packs()
CASES = [(pack.head.id, case) for pack in PACKS.packs for case in cases_of(pack)]


@pytest.mark.parametrize(("pack", "case"), CASES, ids=[f"{p}:{c.rule}:{c.what[:40]}" for p, c in CASES])
def test_case_of_a_pack_file_comes_out_as_written(pack: str, case: PackCase) -> None:
    found = [f"{d.field}: expected {d.expected}, found {d.found}" for d in run_case(case, PACKS)]
    assert not found, f"{pack} {case.rule} ({case.what}): {found}"


def test_each_rule_has_at_least_two_cases() -> None:
    written = Counter(case.rule for _, case in CASES)
    own = {(pack.head.id, rule) for pack in PACKS.packs for rule in pack.own_rules}
    assert not [f"{pack}: {rule}" for pack, rule in sorted(own) if written[rule] < 2]
