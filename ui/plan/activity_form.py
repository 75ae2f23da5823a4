"""The form of an effort: from the catalogue or one's own, what it does for the goal, when, with whom."""

from __future__ import annotations

from PySide6.QtCore import QObject

from caseworker.base.text import t, tc
from caseworker.plan import service
from caseworker.plan.content import ActivityData, ActivityLine
from caseworker.plan.refusals import LONGEST_NAME
from ui.kit.chips import ChoiceChips
from ui.kit.day_field import DateField
from ui.kit.field import CheckField, NumberField, SelectField, TextField
from ui.kit.form import Form
from ui.kit.long_text import LongText
from ui.kit.words import language
from ui.plan.bits import form_columns
from ui.plan.fields import CatalogueField, StepsField, TimesField
from ui.plan.presenter import PlanPresenter, new_record_id
from ui.plan.sheet import Fold, Sheet
from ui.plan.small_acts import activity_acts
from ui.plan.times import write_slots, write_steps
from ui.plan.words import LEGAL_BASES, OFFER_TYPES, TRACK_CHOICES, shortened

_FOLDED = (
    "step_up", "place", "phone", "travel_minutes", "legal_basis", "payer", "offer_type", "granted_on",
    "education_aim", "asked_on", "internal",
)  # fmt: skip
# What a kind of effort brings along; a field the user has written in keeps what stands there.
_BROUGHT = ("track", "title", "contribution", "legal_basis", "offer_type", "education_aim")


def activity_sheet(presenter: PlanPresenter, activity: ActivityLine | None) -> Sheet:
    """Return the form of an effort, new or as it stands."""
    form = Form(columns=form_columns())
    _what(form, presenter, activity)
    _when_and_who(form, presenter)
    folded = [*_FOLDED, *(["visible_to"] if presenter.state and presenter.state.parties else [])]
    fold = Fold(form, folded)
    form.add_wide(fold)
    _seldom(form, presenter)
    fold.set_open(on=False)
    _Filling(presenter, form)
    if activity is None:
        form.set_values(_beginning(presenter))
        return Sheet(
            "activity", new_record_id(), t("New effort"), form, t("Save the effort"), is_new=True,
            again=t("Save and write another"), fold=fold, first="type_code",
        )  # fmt: skip
    for name in ("legal_basis", "offer_type"):
        _keep_unknown(form, name, getattr(activity, name))
    form.set_values(values_of(activity))
    return Sheet(
        "activity", activity.id, tc("form", "Effort"), form, t("Save the effort"), fold=fold, first="title",
        acts=activity_acts(activity, presenter.today()),
    )  # fmt: skip


def values_of(activity: ActivityData) -> dict[str, object]:
    """Return an effort as the fields of the form take it."""
    values: dict[str, object] = {
        name: getattr(activity, name)
        for name in (
            "type_code", "track", "title", "contribution", "from_on", "to_on", "hours_per_week", "with_whom",
            "carries_out", "decides", "follows_up", "place", "phone", "travel_minutes", "legal_basis", "payer",
            "offer_type", "granted_on", "education_aim", "asked_on", "internal",
        )
    }  # fmt: skip
    hours = activity.hours_per_week
    values["hours_per_week"] = int(hours) if hours is not None and hours == int(hours) else hours
    for name in ("goal_ids", "barrier_ids", "visible_to"):
        values[name] = list(getattr(activity, name))
    values["slots"] = write_slots(activity.slots, language())
    values["step_up"] = write_steps(activity.step_up, language())
    return values


def _what(form: Form, presenter: PlanPresenter, activity: ActivityLine | None) -> None:
    def name_of(code: str) -> str:
        entry = presenter.catalogue.entry(code)
        return entry.name.in_language(language()) if entry is not None else ""

    form.add(
        "type_code", t("Find it in the catalogue"), CatalogueField(presenter.search, name_of), span=2,
        note=t("or write your own below"),
    )  # fmt: skip
    form.add(
        "track", tc("field label", "Track"), ChoiceChips(TRACK_CHOICES, keep_one=True), span=2,
        required=t("Choose the track it belongs to."),
    )  # fmt: skip
    form.add(
        "title",
        t("What is it called?"),
        TextField(limit=LONGEST_NAME),
        required=t("Write what the effort is called."),
        span=2,
    )
    form.add(
        "contribution", t("What does it do for the goal?"), LongText(lines=2, most_lines=4), span=2,
        help_text=t("One sentence. It stands in the citizen's plan."),
    )  # fmt: skip
    state = presenter.state
    assert state is not None
    linked = activity.goal_ids if activity is not None else ()
    goals = [g for g in state.view.goals if g.is_open or g.id in linked] if state.view is not None else []
    if goals:
        chips = ChoiceChips([(g.id, shortened(g.words)) for g in goals], multi=True)
        form.add("goal_ids", t("Interim goals it works on"), chips, span=2)
    gone = [
        (one, t("a barrier of an earlier screening"))
        for one in _linked(activity) - dict(state.barriers).keys()
    ]
    if state.barriers or gone:
        barriers = ChoiceChips([*state.barriers, *gone], multi=True)
        form.add("barrier_ids", t("What stands in the way that it helps with"), barriers, span=2)


def _linked(activity: ActivityLine | None) -> frozenset[str]:
    return frozenset(activity.barrier_ids) if activity is not None else frozenset()


def _when_and_who(form: Form, presenter: PlanPresenter) -> None:
    form.add("from_on", t("First day"), DateField(presenter.today))
    form.add("to_on", t("Last day"), DateField(presenter.today))
    form.add("slots", t("Fixed times of the week"), TimesField(), span=2)
    form.add(
        "hours_per_week", t("Hours a week"), NumberField(unit=tc("unit", "hours"), decimals=1, least=0, most=168),
        help_text=t("Empty: what the fixed times add up to"),
    )  # fmt: skip
    form.add("with_whom", t("With whom?"), TextField(limit=LONGEST_NAME))
    form.add("carries_out", t("Who carries it out?"), TextField(limit=LONGEST_NAME))
    form.add("decides", t("Who decides on it?"), TextField(limit=LONGEST_NAME))
    form.add("follows_up", t("Who follows it up?"), TextField(limit=LONGEST_NAME))


def _seldom(form: Form, presenter: PlanPresenter) -> None:
    form.add("step_up", t("Step-up of hours"), StepsField(), span=2)
    form.add("place", tc("field label", "Place"), TextField(limit=LONGEST_NAME))
    form.add("phone", tc("field label", "Phone"), TextField(limit=LONGEST_NAME))
    form.add("travel_minutes", t("The way there"), NumberField(unit=tc("unit", "minutes"), least=0, most=600))
    form.add("legal_basis", t("Legal basis"), SelectField(LEGAL_BASES))
    form.add("payer", t("Who pays?"), TextField(limit=LONGEST_NAME))
    form.add("offer_type", t("Kind of offer"), SelectField(OFFER_TYPES))
    form.add("granted_on", t("Granted on"), DateField(presenter.today))
    form.add("asked_on", t("Asked for on"), DateField(presenter.today), help_text=t("Where there is a wait"))
    form.add("education_aim", tc("field label", "Aim"), CheckField(t("Aims at an education")))
    form.add("internal", tc("field label", "Who sees it"), CheckField(t("Only in the internal edition")))
    state = presenter.state
    if state is not None and state.parties:
        form.add(
            "visible_to", t("Who else may see it?"), ChoiceChips(list(state.parties), multi=True), span=2,
            help_text=t("Each needs the citizen's consent"),
        )  # fmt: skip


def _keep_unknown(form: Form, name: str, value: str) -> None:
    """Offer a value that came from elsewhere, so that saving does not lose it."""
    field = form.field(name)
    known = LEGAL_BASES if name == "legal_basis" else OFFER_TYPES
    if isinstance(field, SelectField) and value and value not in dict(known):
        field.set_choices([*known, (value, value)])


def _beginning(presenter: PlanPresenter) -> dict[str, object]:
    state = presenter.state
    assert state is not None
    view = state.view
    if view is None:
        return {}
    first = view.coordinator.name if view.coordinator is not None else ""
    goals = view.open_goals
    return {
        "decides": first,
        "follows_up": first,
        "goal_ids": [goals[0].id] if len(goals) == 1 else [],
        "offer_type": "",
    }


class _Filling(QObject):
    """Fills in what follows from another field, as long as the user has not written there.

    A kind out of the catalogue brings name, track and purpose; who it is with carries it out.
    """

    def __init__(self, presenter: PlanPresenter, form: Form) -> None:
        super().__init__(form)
        self._presenter, self._form = presenter, form
        self._given: dict[str, object] = {}
        field = form.field("type_code")
        assert isinstance(field, CatalogueField)
        field.picked.connect(self._picked)
        form.field_changed.connect(self._changed)

    def _picked(self, code: str) -> None:
        data = service.from_catalogue(self._presenter.catalogue, code)
        for name in _BROUGHT:
            self._give(name, getattr(data, name))
        self._form.focus_field("title")

    def _changed(self, name: str) -> None:
        if name == "with_whom":
            self._give("carries_out", self._form.field(name).value())

    def _give(self, name: str, value: object) -> None:
        field = self._form.field(name)
        untouched = field.is_empty() or field.value() in ("", False) or field.value() == self._given.get(name)
        if untouched:
            self._given[name] = value
            self._form.set_values({name: value})
