"""What a print says is what stands in the store, and nothing that a citizen should not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseworker.base.clock import at
from caseworker.base.errors import UserError
from caseworker.base.text import render
from caseworker.contacts import service as contacts
from caseworker.contacts.service import Participant, TalkResult
from caseworker.people import service as people
from caseworker.people.model import Staff
from caseworker.people.queries import citizen_data
from caseworker.plan import service as plans
from caseworker.plan.catalogue import load_catalogue
from caseworker.plan.content import PersonData
from caseworker.prints.collect import Made
from caseworker.prints.kit.boxes import Lacking
from caseworker.prints.warnings import letters_warning
from caseworker.store.work import Work
from tests.making import make_citizen
from tests.prints.case import MADE_WITH, TODAY, Case, words
from tests.prints.reader import TaggedPdf


def test_without_a_plan_there_is_nothing_to_print(case: Case) -> None:
    with pytest.raises(UserError) as raised:
        case.plan()
    assert render(raised.value.text, "en") == "Jonas Bruun has no plan yet. Make the plan first."


def test_the_plan_in_force_is_printed_with_its_version(case: Case) -> None:
    case.make_plan()
    case.unit(emergency_phone="00 00 00 09", absence="Ring før kl. 8.\nEllers ringer vi.")
    made = case.plan()
    said = words(made)
    assert made.version == 1
    assert made.data_version.startswith("plan 1 ")
    for part in ("Blive mekaniker", "Jeg vil være mekaniker.", "Praktik hos Vestervang", "Så du prøver faget",
                 "00 00 00 09", "Ring før kl. 8.", "Ellers ringer vi.", "Karen Holm", "00 00 00 01"):  # fmt: skip
        assert part in said


def test_a_plan_that_was_never_agreed_is_a_draft(case: Case) -> None:
    case.run(lambda work: plans.ensure_plan(work, case.case_id))
    made = case.plan()
    assert made.version is None
    assert made.data_version == "plan draft"
    assert "This is a draft" in words(made)


def test_what_changed_since_the_last_copy_is_marked_and_listed(case: Case) -> None:
    plan_id, activity, data = case.make_plan()
    moved = replace(data, title="Praktik hos Nordlys")
    case.run(lambda work: plans.change_activity(work, activity, moved))
    case.run(lambda work: plans.new_version(work, plan_id, "Nyt sted", MADE_WITH))
    said = words(case.plan(since=TODAY, since_version=1))
    assert "Your last copy is from 24 November 2026." in said
    assert "Praktik hos Nordlys" in said
    assert "before “Praktik hos Vestervang”" in said
    assert "changed" in said


def test_nothing_new_since_a_copy_of_the_same_version(case: Case) -> None:
    case.make_plan()
    assert "Nothing in the plan has changed." in words(case.plan(since=TODAY, since_version=1))


def test_law_money_and_internal_lines_are_not_told(case: Case) -> None:
    plan_id, activity, data = case.make_plan()

    def change(work: Work) -> None:
        plans.change_activity(work, activity, replace(data, legal_basis="§ 57", payer="Jobcentret"))
        plans.add_activity(
            work, plan_id, replace(data, track="health", title="Intern afklaring", internal=True, slots=())
        )

    case.run(change)
    case.run(lambda work: plans.new_version(work, plan_id, "Grundlag", MADE_WITH))
    said = words(case.plan(since=TODAY, since_version=1))
    assert "§ 57" not in said
    assert "Jobcentret" not in said
    assert "Intern afklaring" not in said
    assert "Nothing in the plan has changed." in said


def test_a_letter_says_hours_place_and_who_is_there(case: Case) -> None:
    case.unit(address="Torvet 1\n9999 Nordby")
    talk = case.book(minutes=30, participants=(Participant("Per Sand"), Participant("Karen Holm")))
    made = case.summons(talk)
    said = words(made)
    assert made.version is None
    assert made.data_version == f"talk {talk}"
    for part in ("10:00 to 10:30", "Torvet 1", "Din plan", "Per Sand will be there too"):
        assert part in said


@pytest.mark.parametrize("channel", ["phone", "video", "home_visit"])
def test_a_talk_that_is_not_at_the_unit_does_not_send_anybody_there(case: Case, channel: str) -> None:
    case.unit(address="Torvet 1\n9999 Nordby", place="Lokale 4")
    read = TaggedPdf(case.summons(case.book(channel=channel)).pdf)
    facts = " ".join(row.text() for row in read.root.find("TR"))
    assert "Torvet 1" not in facts
    assert "Lokale 4" not in facts


def test_without_a_talk_named_the_next_one_is_called_to(case: Case) -> None:
    case.book(at(date(2026, 12, 17), 13))
    case.book(at(date(2026, 12, 3), 10))
    assert "Thursday 3 December" in words(case.summons())


def test_a_protected_address_stays_off_the_letter(case: Case) -> None:
    with case.office.read() as session:
        data = citizen_data(session, case.citizen_id)
    assert data is not None
    shown = replace(data, address="Hemmeligvej 7", postal_code="9999", city="Nordby")
    case.run(lambda work: people.edit_citizen(work, case.citizen_id, shown))
    talk = case.book()
    assert "Hemmeligvej 7" in words(case.summons(talk))
    hidden = replace(shown, protected_address=True)
    case.run(lambda work: people.edit_citizen(work, case.citizen_id, hidden))
    assert "Hemmeligvej 7" not in words(case.summons(talk))


def test_no_letter_for_a_talk_that_is_over_or_another_citizen_s(case: Case) -> None:
    with pytest.raises(UserError, match="has no talk planned"):
        case.summons()
    _, other = make_citizen(case.office, "Bent Friis")
    talk = case.book()
    with pytest.raises(UserError, match="has no talk planned"):
        case.summons(talk, other)
    case.clock.advance(days=10)
    case.run(
        lambda work: contacts.record(
            work,
            TalkResult(case_id=case.case_id, talk_id=talk, attendance="met", purpose="Plan", outcome="Enige"),
        )
    )
    with pytest.raises(UserError, match="no longer planned"):
        case.summons(talk)


def no_phone(case: Case) -> None:
    """Take the caseworker's number away; the unit has none from the start."""
    case.run(lambda work: setattr(work.first(Staff, Staff.is_me), "phone", ""))


def warned(made: Made) -> list[str]:
    unmarked = dict.fromkeys((0x2068, 0x2069))  # what keeps words from the right in their place
    return [render(warning, "da").translate(unmarked) for warning in made.warnings]


def test_a_plan_whose_activities_are_over_says_so(case: Case) -> None:
    case.make_plan()
    case.clock.advance(days=120)
    said = words(case.plan())
    assert "Nothing is going on right now. This is over:" in said
    assert "ended 26 Feb 2027" in said
    assert "was planned for 1 Dec 2026" in said
    assert "no activities in the plan yet" not in said


def test_what_was_stopped_before_it_began_is_not_told_as_ended(case: Case) -> None:
    plan_id, activity_id, data = case.make_plan()
    later = replace(data, from_on=date(2027, 1, 4), to_on=date(2027, 1, 31))
    case.run(lambda work: plans.change_activity(work, activity_id, later))
    case.run(lambda work: plans.new_version(work, plan_id, "Ny dag", MADE_WITH))
    case.run(lambda work: plans.stop_activity(work, activity_id, "Aflyst"))
    case.run(lambda work: plans.new_version(work, plan_id, "Aflyst", MADE_WITH))
    said = words(case.plan(since=TODAY, since_version=2))
    assert "Praktik hos Vestervang  stopped 24 Nov, before it began" in said
    assert "“Praktik hos Vestervang”, the day it was stopped: now “24 November 2026”" in said


def test_the_next_talk_stands_on_the_plan(case: Case) -> None:
    case.make_plan()
    case.unit(address="Torvet 1\n9999 Nordby")
    assert "Talk" not in words(case.plan())
    case.book(minutes=30)
    case.book(at(date(2026, 12, 17), 13))
    said = " ".join(words(case.plan()).split())
    assert "Talk Thursday 3 December 2026, 10:00 to 10:30 We meet here: Torvet 1, 9999 Nordby" in said
    assert "17 December" not in said


def test_a_contact_is_told_with_what_they_do(case: Case) -> None:
    plan_id, _, _ = case.make_plan()

    def add(work: Work) -> None:
        plans.add_person(work, plan_id, PersonData(name="Hans", role="contact_person", phone="00 00 00 03"))
        plans.add_person(work, plan_id, PersonData(name="Per Sand", role="contact_person"))

    case.run(add)
    case.run(lambda work: plans.new_version(work, plan_id, "Kontakter", MADE_WITH))
    rows = [[cell.words for cell in row.kids] for row in TaggedPdf(case.plan().pdf).root.find("TR")]
    assert ["Karen Holm, coordinator", "Keeps the threads of your plan together", "00 00 00 01"] in rows
    assert ["Hans, contact person", "Praktik hos Vestervang", "00 00 00 03"] in rows
    assert ["Per Sand", "Contact person", ""] in rows


def test_without_any_number_nobody_is_told_to_call(case: Case) -> None:
    case.book()
    assert case.summons().warnings == ()
    no_phone(case)
    case.make_plan()
    letter = case.summons()
    assert "Let us know if you need another time." in words(letter)
    assert "Call" not in words(letter)
    sentence = (
        "Der står intet telefonnummer i udskriften: Hverken Karen Holm eller enheden har et. "
        "Skriv det under Indstillinger."
    )
    assert warned(letter) == warned(case.plan()) == [sentence]


def test_the_number_of_the_unit_stands_in_where_the_caseworker_has_none(case: Case) -> None:
    no_phone(case)
    case.make_plan()
    case.book()
    case.unit(phone="00 00 00 07")
    assert "Call 00 00 00 07 if you need another time." in words(case.summons())
    assert "00 00 00 07" in words(case.plan())
    assert case.summons().warnings == case.plan().warnings == ()


def test_letters_that_cannot_be_printed_are_told_with_their_place(case: Case) -> None:
    plan_id, _, _ = case.make_plan()
    case.run(lambda work: plans.add_person(work, plan_id, PersonData(name="محمد علي", role="friend")))
    case.run(lambda work: plans.set_words(work, plan_id, "own_words", "Ro 🗝️ nu"))
    case.run(lambda work: plans.new_version(work, plan_id, "Navne", MADE_WITH))
    (said,) = warned(case.plan("da"))
    assert said == (
        "Skrifttypen mangler nogle tegn. De bliver til tomme firkanter: »🗝️« under »Målet: en uddannelse«, "
        "»محمد علي« under »Dine kontakter«. Skriv dem med latinske bogstaver, eller skriv dem i hånden på papiret."
    )


def test_very_many_places_are_counted() -> None:
    lacking = [Lacking("中" * 40, f"Afsnit {number}") for number in range(9)]
    warning = letters_warning(lacking)
    assert warning is not None
    said = render(warning, "da")
    assert said.count("under »Afsnit") == 4
    assert "5 steder mere" in said
    assert "中" * 25 not in said
    assert letters_warning([]) is None


def test_an_english_print_says_in_english_what_the_program_wrote(case: Case) -> None:
    plan_id, activity, data = case.make_plan()
    entry = load_catalogue().entries[0]
    chosen = replace(data, type_code=entry.code, title=entry.name.da, contribution=entry.purpose.da)
    case.run(lambda work: plans.change_activity(work, activity, chosen))
    agreed = replace(MADE_WITH, how="Aftalt i samtalen")
    case.run(lambda work: plans.new_version(work, plan_id, "Nyt", agreed))
    english, danish = words(case.plan()), words(case.plan("da"))
    for in_english, in_danish in (
        ("Agreed in the talk", "Aftalt i samtalen"),
        (entry.name.en, entry.name.da),
        (entry.purpose.en, entry.purpose.da),
    ):
        assert in_english in english
        assert in_danish not in english
        assert in_danish in danish
    assert "Blive mekaniker" in english, "what somebody wrote stays as written"


def test_an_english_letter_says_the_purpose_in_english_only_if_the_program_wrote_it(case: Case) -> None:
    offered = case.book(purpose="Opfølgning på planen")
    own = case.book(at(date(2026, 12, 4), 10), purpose="Om din cykel")
    assert "Follow-up on the plan" in words(case.summons(offered))
    assert "Om din cykel" in words(case.summons(own))
