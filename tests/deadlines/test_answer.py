"""The answer as others read it: plain JSON data."""

from __future__ import annotations

import json

from msgspec.structs import replace

from caseworker.deadlines.answer import answer_json
from tests.deadlines.make import job_ready, one


def test_days_are_words_and_whole_numbers_have_no_point() -> None:
    answer = one(job_ready(), "2025-03-04", "G20-02", trace=True)
    data = answer_json(replace(answer, required=4.0, counted=1.5))
    assert json.dumps([data["required"], data["counted"], data["due_on"]]) == '[4, 1.5, "2025-09-03"]'
    assert data["trace"][0]["on"] == "2025-03-03"
    assert data["cohort"] is None


def test_a_rule_of_a_share_says_which_share() -> None:
    data = answer_json(one(job_ready("2026-09-01"), "2026-11-24", "G26-03"))
    assert data["cohort"] == {"share": 0.75, "exempted": False}
