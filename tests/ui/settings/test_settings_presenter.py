"""Each part of the settings is saved by itself, and says what is wrong where it is wrong."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pyrage
import pytest

from caseworker.base import settings
from caseworker.base.settings import MachineSettings
from caseworker.base.text import render
from caseworker.deadlines import queries as deadlines
from caseworker.office import Office
from caseworker.people import staff
from caseworker.people.queries import case_head
from caseworker.store import keys
from tests.making import PASSPHRASE
from tests.ui.journal.around import TODAY, Case
from tests.ui.recording import Recorder
from ui.ports import Desk
from ui.settings.about import PARTS
from ui.settings.presenter import SettingsPresenter
from ui.settings.rules import AREA_WORDS, pack_state

T = TypeVar("T")
NEW = "fire helt andre ord"


def unit(office: Office, name: str = "unit") -> dict[str, Any]:
    with office.read() as session:
        return staff.setting(session, name)


def error(presenter: SettingsPresenter, form: str, field: str) -> str:
    return render(presenter.state.errors[form][field], "en")


def test_settings_of_the_machine_are_kept_and_told(shown: SettingsPresenter) -> None:
    told: list[MachineSettings] = []
    shown.on_machine = told.append
    shown.set_machine(idle_minutes=5)
    shown.set_machine(contrast="contrast")
    assert (settings.load().idle_minutes, settings.load().contrast) == (5, "contrast")
    assert [machine.idle_minutes for machine in told] == [5, 5]
    assert shown.state.machine == settings.load()


def test_settings_that_cannot_be_kept_still_hold(
    shown: SettingsPresenter, config: Path, recorder: Recorder
) -> None:
    config.write_text("in the way")
    told: list[MachineSettings] = []
    shown.on_machine = told.append
    shown.set_machine(idle_minutes=7)
    assert told[0].idle_minutes == 7
    assert recorder.problems[0].startswith("The settings of this computer cannot be saved.")


def test_name_and_phone_stand_where_they_are_used(shown: SettingsPresenter, desk: Desk, case: Case) -> None:
    shown.save_me({"name": "  Karen   Holm Lund ", "phone": "11 22 33 44"})
    assert desk.office.me.name == "Karen Holm Lund"
    with desk.office.read() as session:
        head = case_head(session, case.case_id, TODAY)
    assert (head.contact_name, head.contact_phone) == ("Karen Holm Lund", "11 22 33 44")
    case.note()
    with desk.office.read() as session:
        from caseworker.journal import queries

        assert queries.notes_of(session, case.case_id)[0].author == "Karen Holm Lund"


def test_a_name_is_needed(shown: SettingsPresenter, desk: Desk) -> None:
    shown.save_me({"name": " ", "phone": ""})
    assert error(shown, "me", "name") == "Write your name."
    assert desk.office.me.name == "Karen Holm"


def test_one_s_own_name_and_number_are_undone_and_stand_in_the_form_again(
    shown: SettingsPresenter, desk: Desk, recorder: Recorder
) -> None:
    for name in ("Karen Holm Ravn", "Karen Lund"):
        shown.keep_draft({"name": name, "phone": "11 22 33 44"}, "me")
        shown.save_me({"name": name, "phone": "11 22 33 44"})
    assert recorder.undoable == [True, True]
    assert not shown.state.mine_drafted
    for name in ("Karen Holm Ravn", "Karen Holm"):
        undone = desk.office.undo()
        assert undone is not None
        assert render(undone, "en") == "Own name and number"
        assert (desk.office.me.name, desk.office.store.actor) == (name, name)
    assert shown.state.mine["name"] == "Karen Lund"  # the latest of what was typed
    assert shown.state.mine_drafted


def test_a_name_that_is_not_taken_signs_nothing(shown: SettingsPresenter, desk: Desk) -> None:
    shown.save_me({"name": "Karen Lund", "phone": "none"})
    assert "me" in shown.state.errors
    assert (desk.office.me.name, desk.office.store.actor) == ("Karen Holm", "Karen Holm")


def test_the_unit_is_saved_and_keeps_what_the_form_does_not_show(
    shown: SettingsPresenter, desk: Desk, recorder: Recorder
) -> None:
    shown.save_unit(
        {"name": "Job i Nordby", "address": "Torvet 1\n9999 Nordby", "absence": "Ring før kl. 8."}
    )
    saved = unit(desk.office)
    assert (saved["name"], saved["absence"]) == ("Job i Nordby", "Ring før kl. 8.")
    assert recorder.said == ["The unit is saved. New prints show it."]
    assert shown.state.unit["address"] == "Torvet 1\n9999 Nordby"
    desk.office.undo()
    assert unit(desk.office)["name"] == "Job og Uddannelse, Nordby Kommune"
    assert shown.state.unit["name"] == "Job og Uddannelse, Nordby Kommune"


def test_what_was_typed_about_the_unit_is_back_when_its_saving_is_undone(
    shown: SettingsPresenter, desk: Desk
) -> None:
    shown.keep_draft({"name": "Job i Nordby", "absence": "Ring før kl. 8."})
    shown.save_unit({"name": "Job i Nordby", "absence": "Ring før kl. 8."})
    assert not shown.state.drafted
    desk.office.undo()
    assert shown.state.drafted
    assert (shown.state.unit["name"], shown.state.unit["absence"]) == ("Job i Nordby", "Ring før kl. 8.")


def test_a_receiver_s_key_is_looked_at_before_it_is_kept(shown: SettingsPresenter, desk: Desk) -> None:
    shown.save_unit({"name": "Job", "receiver_name": "Nordby", "receiver_key": "age1not"})
    assert error(shown, "unit", "receiver_key").startswith("This is not the public key")
    assert unit(desk.office, "jobcentre") == {}
    key = str(pyrage.x25519.Identity.generate().to_public())
    shown.save_unit({"name": "Job", "receiver_name": "Nordby", "receiver_key": f" {key} "})
    assert unit(desk.office, "jobcentre") == {"name": "Nordby", "recipient": key}
    assert shown.state.unit["receiver_key"] == key


def test_what_is_typed_about_the_unit_is_kept_until_saved_or_taken_back(
    desk: Desk, shown: SettingsPresenter
) -> None:
    shown.keep_draft({"name": "Halvt", "absence": "Ring"})
    again = SettingsPresenter(desk)
    again.reload()
    assert again.state.drafted
    assert again.state.unit["name"] == "Halvt"
    assert again.state.unit["address"] == ""
    again.discard_draft()
    assert not again.state.drafted
    assert again.state.unit["name"] == "Job og Uddannelse, Nordby Kommune"
    again.keep_draft({"name": "Helt"})
    again.save_unit({"name": "Helt"})
    assert desk.office.store.drafts.all() == []


def areas_of(office: Office) -> set[str]:
    with office.read() as session:
        return {line.pack for line in deadlines.stored_lines(session, TODAY)}


def test_areas_of_rules_are_switched_and_all_deadlines_follow(
    shown: SettingsPresenter, desk: Desk, case: Case
) -> None:
    del case
    before = areas_of(desk.office)
    shown.set_area("lab", on=False)
    assert "lab" not in shown.state.areas
    assert not any(pack.startswith("lab") for pack in areas_of(desk.office))
    assert any(pack.startswith("lab") for pack in before)
    desk.office.undo()
    assert "lab" in shown.state.areas
    assert areas_of(desk.office) == before


def test_one_rule_is_left_out_and_used_again(shown: SettingsPresenter, desk: Desk, case: Case) -> None:
    del case

    def rules() -> set[str]:
        with desk.office.read() as session:
            return {line.rule for line in deadlines.stored_lines(session, TODAY)}

    before = rules()
    rule = min(before & {one.id for one in shown.state.rules})
    shown.set_rule(rule, on=False)
    assert rules() == before - {rule}
    assert [one.on for one in shown.state.rules if one.id == rule] == [False]
    shown.set_rule(rule, on=True)
    assert rules() == before


def test_a_rule_is_left_out_from_a_day_to_come_and_that_can_be_taken_back(
    shown: SettingsPresenter, case: Case
) -> None:
    del case
    rule = shown.state.rules[0].id
    day = TODAY + timedelta(days=30)
    shown.set_rule(rule, on=False, from_on=day)
    shown.set_area("proposal", on=True, from_on=day)
    assert [(one.name, one.on, one.from_on) for one in shown.state.later] == [
        ("proposal", True, day), (rule, False, day),
    ]  # fmt: skip
    assert "proposal" not in shown.state.areas
    for switch in shown.state.later:
        shown.leave_as_it_is(switch)
    assert shown.state.later == ()
    shown.set_rule(rule, on=False, from_on=TODAY - timedelta(days=1))
    assert next(one.on for one in shown.state.rules if one.id == rule)


def test_off_from_one_day_and_on_again_from_another_stand_side_by_side(
    shown: SettingsPresenter, case: Case
) -> None:
    off, again, between = TODAY + timedelta(days=30), TODAY + timedelta(days=90), TODAY + timedelta(days=60)

    def later() -> list[tuple[bool, Any]]:
        return [(one.on, one.from_on) for one in shown.state.later]

    shown.set_area("lab", on=False, from_on=off)
    shown.set_area("lab", on=True, from_on=again)
    assert later() == [(False, off), (True, again)]
    assert ["lab" in shown.state.areas_on(day) for day in (None, TODAY, off, between, again)] == [
        True, True, False, False, True,
    ]  # fmt: skip
    case.office.undo()
    shown.reload()
    assert later() == [(False, off)]
    shown.set_area("lab", on=True, from_on=again)
    shown.set_area("lab", on=False, from_on=between)  # put off
    assert later() == [(False, between), (True, again)]
    shown.leave_as_it_is(shown.state.later[0])
    assert later() == [(True, again)]
    shown.set_area("lab", on=False)  # today, and what is to come stays
    assert later() == [(True, again)]
    shown.set_area("lab", on=True, from_on=off)  # brought forward
    assert later() == [(True, off)]
    shown.set_area("lab", on=True)
    assert later() == []


def test_packs_are_listed_with_those_in_force_first(shown: SettingsPresenter) -> None:
    packs = shown.state.packs
    assert {pack.area for pack in packs} <= set(AREA_WORDS)
    forces = [pack.in_force for pack in packs]
    assert forces == sorted(forces, reverse=True)
    lab = next(pack for pack in packs if pack.area == "lab" and pack.in_force)
    assert lab.valid_from <= TODAY
    assert lab.rules > 0
    assert all(one.pack != lab.label for one in shown.state.rules) is False


def test_a_proposal_is_never_said_to_be_in_force(shown: SettingsPresenter) -> None:
    def said(area: str) -> set[str]:
        packs = [pack for pack in shown.state.packs if pack.area == area and pack.in_force]
        return {render(pack_state(pack), "da") for pack in packs}

    assert said("proposal") == said("casework") == {"slået fra"}
    assert said("lab") == {"gælder"}
    shown.set_area("proposal", on=True)
    shown.set_area("casework", on=True)
    assert said("proposal") == {"som forslag"}
    assert said("casework") == {"gælder"}
    assert {render(pack_state(p), "da") for p in shown.state.packs if not p.in_force} == {"gælder ikke"}


def test_the_passphrase_is_changed(shown: SettingsPresenter, desk: Desk, recorder: Recorder) -> None:
    shown.change_passphrase({"old": PASSPHRASE, "new": NEW, "again": NEW})
    assert recorder.said == ["The new passphrase holds from now on."]
    assert recorder.undoable == [False]
    assert keys.unlock(desk.office.folder, NEW) == desk.office.store.key
    assert desk.office.store.drafts.all() == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"old": "", "new": NEW, "again": NEW}, "old", "Write the passphrase you use now."),
        (
            {"old": "noget helt andet", "new": NEW, "again": NEW},
            "old",
            "This is not the passphrase you use now.",
        ),
        ({"old": PASSPHRASE, "new": "kort", "again": "kort"}, "new", "The passphrase must have at least 10"),
        ({"old": PASSPHRASE, "new": NEW, "again": "andet"}, "again", "The two passphrases differ."),
    ],
)
def test_a_passphrase_that_will_not_do(
    shown: SettingsPresenter, desk: Desk, values: dict[str, str], field: str, words: str
) -> None:
    shown.change_passphrase(values)
    assert error(shown, "passphrase", field).startswith(words)
    assert keys.unlock(desk.office.folder, PASSPHRASE) == desk.office.store.key


def test_the_check_finds_a_whole_store_whole_and_a_lost_document(
    shown: SettingsPresenter, desk: Desk, case: Case
) -> None:
    from tests.ui.journal.test_journal_presenter import file

    file(case)
    assert shown.state.problems is None
    shown.check_store()
    assert shown.state.problems == ()
    for path in (desk.office.folder / "documents").iterdir():
        path.unlink()
    shown.check_store()
    assert [render(one, "en") for one in shown.state.problems or ()] == [
        "The files of 1 documents are gone or damaged."
    ]


def test_everything_the_program_needs_is_named_with_its_licence() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {
        one.split(";")[0].split(">")[0].split("=")[0].strip().lower() for one in project["dependencies"]
    }
    assert {part.package.lower() for part in PARTS if part.package} == wanted
    assert all(part.licence for part in PARTS)
    assert next(part for part in PARTS if part.package == "reportlab").version
    assert next(part for part in PARTS if part.name == "Lucide").version == ""
