"""The screening room without a window: typing, drafts, steps, advice, the decision, and a second screening."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.base.clock import FixedClock
from caseworker.base.errors import CaseworkerError
from caseworker.base.place import Place
from caseworker.base.text import Text, render, t
from caseworker.deadlines.queries import stored_lines
from caseworker.people import service as people
from caseworker.plan import service as plans
from caseworker.plan.content import ActivityData
from caseworker.plan.queries import plan_view
from caseworker.screening import service
from caseworker.store.work import Work
from tests.ui.screening.conftest import BARRIERS, GOALS, RESOURCES, Case, enter, fill_in
from ui.screening.presenter import ScreeningPresenter
from ui.screening.readout import rests_on
from ui.screening.state import COMPARE, TalkForm


def words(texts: object) -> list[str]:
    return [render(one, "en") for one in texts]  # type: ignore[attr-defined]


def step(presenter: ScreeningPresenter, key: str) -> str:
    return next(line.state for line in presenter.state.steps if line.key == key)


def finished(case: Case) -> ScreeningPresenter:
    presenter = case.begun()
    fill_in(presenter)
    presenter.finish()
    return presenter


def test_before_the_first_screening_it_says_how_long_somebody_waits(case: Case) -> None:
    state = case.presenter().state
    assert state.mode == "start"
    assert state.waits is not None
    assert render(state.waits, "en") == "Referred 9 Nov, 15 days ago"


def test_it_begins_with_the_first_theme_and_todays_conversation(case: Case) -> None:
    state = case.begun().state
    assert (state.mode, state.section) == ("open", "own_words")
    assert state.session is not None
    assert (state.session.number, state.session.on, state.session.source) == (
        1,
        date(2026, 11, 24),
        "conversation",
    )
    assert {line.state for line in state.steps} == {"todo"}
    assert words(one.text for one in state.missing if one.blocks) == [
        "At least one resource", "An interim goal with a follow-up date", "Decision",
    ]  # fmt: skip


def test_what_is_typed_counts_at_once_and_is_kept_as_a_draft(case: Case) -> None:
    presenter = case.begun()
    presenter.go("resources")
    enter(presenter, "resources", {}, resources=RESOURCES)
    assert "At least one resource" not in words(one.text for one in presenter.state.missing)
    assert presenter.view.resources == ()
    presenter.keep_draft()
    assert presenter.state.saved_at == case.office.clock.now()

    again = case.presenter()
    assert again.state.section == "resources"
    assert again.state.records.resources == RESOURCES
    assert again.state.draft_from is not None


def test_what_the_store_has_already_is_no_draft(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "own_words", {"own_now": "Dagen hænger ikke sammen"})
    presenter.keep_draft()
    assert case.office.store.drafts.all()
    enter(presenter, "own_words", {"own_now": None})
    presenter.keep_draft()
    assert case.office.store.drafts.all() == []


def test_leaving_a_step_is_one_act_with_its_name_and_clears_the_draft(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "own_words", {"own_now": "Dagen hænger ikke sammen", "own_wishes": "Være mekaniker"})
    presenter.keep_draft()
    presenter.go("everyday")
    last = case.office.undoable()
    assert last is not None
    assert render(last.name, "en") == "Screening: The citizen's own words"
    assert case.office.store.drafts.all() == []
    assert presenter.view.answers["own_now"] == "Dagen hænger ikke sammen"
    assert step(presenter, "own_words") == "done"
    before = last.act_id
    presenter.go("resources")
    assert case.office.undoable().act_id == before  # type: ignore[union-attr]


def test_a_step_without_answers_is_skipped_and_can_be_come_back_to(case: Case) -> None:
    presenter = case.begun()
    presenter.go("everyday", skipping=True)
    assert step(presenter, "own_words") == "skipped"
    assert step(presenter, "everyday") == "todo"
    enter(presenter, "everyday", {"energy": 3})
    presenter.go("resources", skipping=True)
    assert step(presenter, "everyday") == "done"


def test_facts_known_before_do_not_tick_a_step_off(case: Case) -> None:
    presenter = case.begun()
    assert presenter.state.answers["visited_as"] == "activity_ready"
    assert step(presenter, "decision") == "todo"
    assert presenter.neighbour(-1) == ""
    assert presenter.neighbour(1) == "everyday"


def test_a_refused_step_comes_back_with_its_words_and_the_error_at_the_field(case: Case) -> None:
    presenter = case.begun()
    presenter.go("work")
    enter(presenter, "work", {"job_wish": "Mekaniker", "hours_from_start": 99.0})
    presenter.go("in_the_way")
    assert presenter.state.section == "work"
    assert {name: render(text, "en") for name, text in presenter.errors.items()} == {
        "hours_from_start": "Write a number from 0 to 37."
    }
    assert presenter.state.answers["job_wish"] == "Mekaniker"
    assert "job_wish" not in presenter.view.answers
    assert case.office.store.drafts.all()


def test_a_refused_record_is_told_at_its_list(case: Case) -> None:
    presenter = case.begun()
    presenter.go("in_the_way")
    enter(presenter, "in_the_way", {}, barriers=(replace(BARRIERS[0], severity=7),))
    presenter.go("earlier")
    assert presenter.state.section == "in_the_way"
    assert list(presenter.errors) == ["barriers"]


def test_advice_follows_the_typing_and_can_be_used_from_anywhere(case: Case) -> None:
    presenter = case.begun()
    presenter.go("work")
    enter(presenter, "work", {"placement": {"answer": "yes", "reason": "har nævnt det"}})
    advice = presenter.state.advice[0]
    assert advice.proposes == "company_directed"
    presenter.use(advice)
    assert presenter.view.answers["outcome"] == "company_directed"
    assert "har nævnt det" in render(presenter.state.reasons["outcome_reason"], "da")
    assert "outcome_reason" not in [one.id for one in presenter.state.missing]
    assert case.recorder.undoable[-1]
    assert not presenter.state.departs
    presenter.go("decision")
    enter(presenter, "decision", {"outcome": "individual_course"})
    assert presenter.state.departs
    assert "outcome_reason" not in presenter.state.reasons, "it was the reason of what is not decided"
    assert "outcome_reason" in [one.id for one in presenter.state.missing]


def test_the_reason_of_advice_follows_what_is_found_until_it_is_decided(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "in_the_way", {}, barriers=BARRIERS)
    first = presenter.state.advice[0]
    presenter.use(first)
    before = render(presenter.state.reasons["outcome_reason"], "da")
    presenter.go("work")
    enter(presenter, "work", {"placement": {"answer": "yes", "reason": "har nævnt det"}})
    other = presenter.state.advice[0]
    assert other.proposes != first.proposes
    presenter.use(other)
    after = render(presenter.state.reasons["outcome_reason"], "da")
    assert "har nævnt det" in after
    assert after != before


def test_using_advice_keeps_a_reason_that_stands_there_already(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "work", {"placement": {"answer": "yes", "reason": "har nævnt det"}})
    presenter.go("decision")
    enter(presenter, "decision", {"outcome": "pre_programme", "outcome_reason": "Min egen grund"})
    presenter.use(presenter.state.advice[0])
    assert presenter.state.answers["outcome"] == "company_directed"
    assert presenter.state.answers["outcome_reason"] == "Min egen grund"
    assert "outcome" not in presenter.view.answers


def test_an_advised_activity_can_be_put_in_the_plan(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "work", {"placement": {"answer": "yes", "reason": "vil gerne"}, "hours_from_start": 4.0})
    activity = next(one for one in presenter.state.advice if one.kind == "activity")
    presenter.put_in_plan(activity)
    with case.office.read() as session:
        plan = plan_view(session, case.case_id, date(2026, 11, 24))
    assert plan is not None
    assert [(a.type_code, a.hours_per_week) for a in plan.content.activities] == [("placement", 4.0)]
    presenter.reload()
    assert presenter.state.in_plan == {"placement"}


def test_a_new_category_tells_which_deadlines_it_moves_before_anything_is_saved(case: Case) -> None:
    def in_placement(work: Work) -> None:
        people.change_group(work, case.case_id, "lab-12", date(2026, 10, 5), visited_as="activity_ready")
        plan_id = plans.ensure_plan(work, case.case_id)
        work.flush()
        data = ActivityData(
            track="employment", title="Praktik", offer_type="placement", granted_on=date(2026, 11, 2),
            from_on=date(2026, 11, 9), to_on=date(2027, 1, 29),
        )  # fmt: skip
        plans.add_activity(work, plan_id, data)

    case.office.run(t("Into a placement"), in_placement)
    presenter = case.begun()
    presenter.go("decision")
    told: list[bool] = []
    presenter.on_dates = lambda: told.append(True)

    def standing() -> list[str]:
        with case.office.read() as session:
            return [line.key for line in stored_lines(session, date(2026, 11, 24), case_id=case.case_id)]

    before = standing()
    enter(presenter, "decision", {"visited_as": "job_ready"})
    assert told
    assert presenter.dates is not None
    # 13 weeks of placement hold for the activity-ready only (LAB § 61).
    assert date(2027, 2, 5) in [change.before for change in presenter.dates if change.rule == "G20-25"]
    assert standing() == before
    enter(presenter, "decision", {"visited_as": "activity_ready"})
    assert presenter.dates is None  # as it is now: nothing moves


def test_finishing_with_something_missing_leads_to_its_field(case: Case) -> None:
    presenter = case.begun()
    presenter.finish()
    assert case.recorder.places == [Place("screening", case.case_id, "strengths")]
    assert case.recorder.problems == [
        "Before you can finish: At least one resource, An interim goal with a follow-up date, Decision"
    ]
    assert presenter.state.mode == "open"


def test_finishing_saves_decides_and_says_where_the_goals_went(case: Case) -> None:
    presenter = finished(case)
    state = presenter.state
    assert state.mode == "finished"
    assert state.decision is not None
    assert render(state.decision.title, "en") == "Company-directed"
    assert state.decision.goals_in_plan == 1
    assert case.recorder.said[-1] == "The screening is finished. 1 interim goal now stands in the plan."
    assert case.recorder.undoable[-1]
    told = [line for section in state.read for one in section.lines for line in words(one.answers)]
    assert "“Være mekaniker”" in told
    assert not any("hemmelig" in line for line in told)
    assert case.office.store.drafts.all() == []
    assert presenter.view.snapshot["rules"] == case.office.packs.version_label(date(2026, 11, 24))


def test_conversations_of_one_day_are_counted_in_the_head_of_the_finished_one(case: Case) -> None:
    presenter = case.begun()
    presenter.add_session()
    presenter.reload()
    presenter = case.presenter()
    view = presenter.view
    told = rests_on(view)
    assert render(told, "en") == "24 Nov, 2 talks"
    early = replace(view.sessions[0], id="x", on=date(2026, 11, 10), source="workshop")
    assert render(rests_on(replace(view, sessions=(early, *view.sessions))), "en") == (
        "10 Nov workshop, 24 Nov, 2 talks"
    )
    assert render(rests_on(replace(view, sessions=(early, view.sessions[0]))), "en") == (
        "10 Nov workshop, 24 Nov talk"
    )


def test_the_citizen_sees_neither_advice_nor_categories(case: Case) -> None:
    finished(case)
    case.desk.citizen_view = True
    told = [line for s in case.presenter().state.read for one in s.lines for line in words(one.answers)]
    assert "Belief in oneself · Går ikke alene ud · Takes up a lot" in told
    presenter = case.presenter()
    presenter.begin()
    assert presenter.state.advice == ()
    assert "Mental" not in " ".join(w for line in presenter.state.compared for w in words(line.then))


def test_a_new_screening_opens_as_a_comparison(case: Case, clock: FixedClock) -> None:
    presenter = finished(case)
    clock.advance(days=97)
    presenter.begin()
    state = presenter.state
    assert state.section == COMPARE
    assert state.answers["energy"] == 2
    assert step(presenter, "everyday") == "todo"
    assert render(state.carried["energy"], "en") == "As in the screening of 24 Nov 2026"
    presenter.go("everyday")
    enter(presenter, "everyday", {"energy": 4})
    changed = [line for line in presenter.state.compared if line.question_id == "energy"]
    assert [(words(c.then), words(c.now), c.changed) for c in changed] == [
        (["2: I manage the most necessary things"], ["4: Most things go well"], True)
    ]
    assert render(presenter.state.carried["energy"], "en") == "Then: 2: I manage the most necessary things"
    presenter.look_at(presenter.state.earlier[1].id)
    assert presenter.state.mode == "finished"
    presenter.look_at("")
    assert presenter.state.mode == "open"


def test_conversations_are_added_changed_and_refused(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "own_words", {"own_now": "Sagt i den første"})
    first = presenter.view.sessions[0].id
    presenter.add_session()
    presenter.reload()
    assert [f.session_id for f in presenter.view.findings] == [first]
    assert presenter.state.session is not None
    assert presenter.state.session.number == 2
    refused: list[CaseworkerError] = []
    presenter.talk_typed(TalkForm("workshop", date(2026, 12, 3), "Mette Lund"))
    presenter.change_session(lambda: None, refused.append)
    assert render(refused[0].text, "en") == "A session was held today or earlier. Check the date."
    presenter.talk_typed(TalkForm("workshop", date(2026, 11, 20), "Mette Lund"))
    presenter.change_session(lambda: None, refused.append)
    presenter.reload()
    assert [(s.source, s.by) for s in presenter.view.sessions] == [
        ("workshop", "Mette Lund"), ("conversation", "Karen Holm"),
    ]  # fmt: skip
    presenter.choose_session(first)
    presenter.remove_session(lambda: None, refused.append)
    assert render(refused[1].text, "en").startswith("Something was written down in this session")
    presenter.choose_session(presenter.view.sessions[0].id)
    presenter.remove_session(lambda: None, refused.append)
    presenter.remove_session(lambda: None, refused.append)
    assert render(refused[2].text, "en").startswith("This is the only talk.")


def test_what_somebody_else_wrote_meanwhile_is_noticed_and_nothing_is_lost(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "own_words", {"own_wishes": "Det, jeg skriver"})
    session = presenter.view.last_session.id
    case.office.run(
        t("Elsewhere"),
        lambda work: service.answer(
            work, presenter.view.screening_id, session, presenter.view.instrument, "own_now", "Et andet sted"
        ),
    )
    presenter.reload()
    assert presenter.conflicts == {"own_words"}
    assert presenter.state.answers["own_wishes"] == "Det, jeg skriver"
    presenter.take_theirs("own_words")
    assert presenter.conflicts == set()
    assert presenter.state.answers.get("own_wishes") is None
    assert presenter.state.answers["own_now"] == "Et andet sted"


def test_undoing_the_beginning_shows_the_start_again(case: Case) -> None:
    presenter = case.begun()
    case.office.undo()
    presenter.reload()
    assert presenter.state.mode == "start"


@pytest.mark.parametrize("goals", [GOALS, ()])
def test_a_draft_keeps_every_list_with_its_dates(case: Case, goals: tuple[object, ...]) -> None:
    presenter = case.begun()
    presenter.go("decision")
    enter(presenter, "decision", {"outcome": "individual_course"}, goals=goals)
    presenter.keep_draft()
    assert case.presenter().state.records.goals == goals


def test_throwing_the_draft_away_forgets_it(case: Case) -> None:
    presenter = case.begun()
    enter(presenter, "own_words", {"own_now": "Ikke alligevel"})
    presenter.keep_draft()
    again = case.presenter()
    again.drop_draft()
    assert case.office.store.drafts.all() == []
    assert "own_now" not in again.state.answers


def test_the_state_names_only_texts(case: Case) -> None:
    state = case.begun().state
    assert all(isinstance(line.title, Text) for line in state.steps)
