"""What runs now, what comes later, what never began, and what of the agreements is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from caseworker.base.clock import at
from caseworker.contacts import service as contacts
from caseworker.contacts.service import TalkResult
from caseworker.plan import service as plans
from caseworker.plan.content import AgreementData
from caseworker.store.work import Work
from tests.prints.case import MADE_WITH, TODAY, Case, words
from tests.prints.reader import TaggedPdf


def test_what_comes_later_and_what_rests_does_not_happen_now(case: Case) -> None:
    plan_id, running, data = case.make_plan()

    def add(work: Work) -> None:
        plans.add_activity(work, plan_id, replace(data, title="FVU dansk", from_on=date(2026, 12, 7)))
        plans.add_activity(work, plan_id, replace(data, title="Mentor", from_on=None, to_on=None, slots=()))
        bus = plans.add_activity(work, plan_id, replace(data, title="Bustræning"))
        work.flush()
        plans.suspend_activity(work, bus, date(2026, 11, 23), date(2027, 1, 4))
        plans.suspend_activity(work, running, date(2026, 12, 21), None)

    case.run(add)
    case.run(lambda work: plans.new_version(work, plan_id, "Mere", MADE_WITH))
    said = " ".join(words(case.plan()).split())
    now, later = said.split("This comes later")
    assert "This happens now What Why When With whom Praktik hos Vestervang" in now
    assert "Break from 21 December 2026" in now
    for title in ("FVU dansk", "Mentor", "Bustræning"):
        assert title not in now
        assert title in later
    assert "On a break, goes on 4 January 2027" in later
    assert "The day is not agreed yet" in later


def test_a_plan_that_has_not_begun_only_says_what_comes(case: Case) -> None:
    plan_id, running, data = case.make_plan()
    case.run(lambda work: plans.change_activity(work, running, replace(data, from_on=date(2026, 12, 7))))
    case.run(lambda work: plans.new_version(work, plan_id, "Senere", MADE_WITH))
    said = words(case.plan())
    assert "This comes later" in said
    assert "This happens now" not in said


def test_agreements_kept_since_the_last_talk_are_ticked_and_the_company_s_stand_with_ours(case: Case) -> None:
    case.make_plan()
    talk = TalkResult(case_id=case.case_id, at=at(TODAY, 8), kind="follow_up", attendance="met",
                      purpose="Plan", outcome="Enige")  # fmt: skip
    case.run(lambda work: contacts.record(work, talk))

    def agree(work: Work) -> None:
        for side, said in (("citizen", "Finder breve"), ("citizen", "Sover"), ("company", "Viser rundt")):
            made = plans.add_agreement(work, case.case_id, AgreementData(side=side, words=said))  # type: ignore[arg-type]
            work.flush()
            if said == "Finder breve":
                plans.tick_agreement(work, made)
            if said == "Sover":
                plans.settle_agreement(work, made, "broken")

    case.run(agree)
    said = words(made := case.plan())
    labels = [str(label.entry.get("/ActualText")) for label in TaggedPdf(made.pdf).root.find("Lbl")]
    assert labels.count("Done") == 1
    assert "Finder breve" in said
    assert "Sover" not in said
    assert "The company: Viser rundt" in said
