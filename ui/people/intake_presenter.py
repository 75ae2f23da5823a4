"""What the intake form does: knows who is here already, proposes what usually follows, opens the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from caseworker.base.danish import parse_cpr
from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.ids import new_id
from caseworker.base.place import Place
from caseworker.base.text import Text, t
from caseworker.people import facts, queries, service
from caseworker.people.fact_checks import FactData
from caseworker.people.fact_kinds import FIRST_FACT
from caseworker.people.groups import DETAIL
from caseworker.people.intake_checks import intake_problems
from caseworker.people.queries import KnownCitizen
from caseworker.people.words import USUAL_BENEFIT
from caseworker.store.work import Work
from ui.people import drafting
from ui.ports import Desk, Presenter

KIND = "citizen"  # what its draft becomes
PAGE = "new_citizen"
# Where a date is wrong that the form does not ask for by itself, the field is named that it comes from.
_FIELD_OF = {"opened_on": "first_contact_on", "benefit_from": "first_contact_on", "day": "fact_on"}


@dataclass(frozen=True, slots=True)
class IntakeState:
    """The form as it begins: what stands in it, since when it is a draft, and who else has this CPR number.

    `thrown` is the form thrown away last: it can be fetched back while the page is there.
    """

    values: Mapping[str, Any]
    record_id: str
    citizen_id: str = ""
    name: str = ""
    draft_from: datetime | None = None
    known: KnownCitizen | None = None
    saving: bool = False
    thrown: IntakeState | None = None


class IntakePresenter(Presenter):
    """One intake after the other. `on_errors` gets errors by field, `on_begun` tells that the form is another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.on_errors: Callable[[dict[str, Text]], None] = lambda _errors: None
        self.on_begun: Callable[[], None] = lambda: None
        self.state = self._empty()

    @property
    def today(self) -> date:
        """The day it is."""
        return self.desk.office.clock.today()

    def begin(self, citizen_id: str = "", draft_id: str = "") -> None:
        """Begin with the draft named, else the newest there is, else empty or with the citizen who comes back."""
        drafts = self.desk.office.store.drafts
        draft = (drafts.get(draft_id) if draft_id else None) or drafts.find(KIND, citizen_id)
        fresh = self._returning(citizen_id) if citizen_id else self._empty()
        if draft is not None:
            fresh = replace(
                fresh, record_id=draft.record_id, values=drafting.values_of(draft), draft_from=draft.saved_at
            )
        self._begin(fresh)

    def look_for_draft(self) -> None:
        """Begin with the draft that undo has brought back, where nothing else is being written."""
        state = self.state
        if state.saving or state.draft_from is not None:
            return
        if self.desk.office.store.drafts.find(KIND, state.citizen_id) is not None:
            self.begin(state.citizen_id)

    def start_over(self, values: Mapping[str, Any]) -> None:
        """Throw the draft away and begin anew. What stood in it can be fetched back until another is thrown away."""
        self._throw(values)
        self._begin(self._returning(self.state.citizen_id) if self.state.citizen_id else self._empty())

    def fetch_thrown(self, values: Mapping[str, Any]) -> None:
        """Go on with the form thrown away last; what was typed in its place since is thrown away in turn.

        No `values`: nothing was typed that one could miss.
        """
        thrown = self.state.thrown
        if thrown is None or self.state.saving:
            return
        self.state = replace(self.state, thrown=None)
        if values:
            self._throw(values)
        self._begin(replace(thrown, draft_from=self.desk.office.clock.now()))
        self.keep_draft(thrown.values)

    def forget_thrown(self) -> None:
        """Let go of the form thrown away last."""
        self.state = replace(self.state, thrown=None)

    def _throw(self, values: Mapping[str, Any]) -> None:
        drafting.forget(self.desk, self.state.record_id)
        thrown = replace(self.state, values=dict(values), known=None, thrown=None)
        self.state = replace(self.state, thrown=thrown)

    def _begin(self, fresh: IntakeState) -> None:
        """Begin with another form; what was thrown away last stays within reach."""
        self.state = replace(fresh, thrown=self.state.thrown)
        self.on_begun()
        self.on_changed()

    def keep_draft(self, values: Mapping[str, Any]) -> None:
        """Keep what is typed so far."""
        # Who finds the draft goes on with it by its case; one who comes back has none yet, so the citizen stands there.
        whose = self.state.citizen_id
        if self.state.saving:  # what is being saved is no draft any more
            return
        drafting.keep(self.desk, self.state.record_id, KIND, whose, whose, values)

    def cpr_typed(self, words: str) -> tuple[date, str] | None:
        """Look who has this number; return birth date and sex, or None while it is no number."""
        try:
            cpr = parse_cpr(words)
        except UserError:
            self._show_known(None)
            return None
        with self.desk.office.read() as session:
            known = queries.citizen_with_cpr(session, cpr.number)
        self._show_known(known if known is None or known.citizen_id != self.state.citizen_id else None)
        return cpr.birth_date, cpr.sex

    def usual_benefit(self, group: str) -> str:
        """Return the benefit that usually goes with a group, or ""."""
        return USUAL_BENEFIT.get(group.partition(" ")[0], "")

    def open_known(self, values: Mapping[str, Any]) -> None:
        """Open the citizen who has this number already. What was typed here can still be fetched back."""
        known = self.state.known
        if known is not None:
            self._throw(values)
            self._begin(self._empty())
            self.desk.navigation.go(Place("citizen", known.citizen_id))

    def begin_new_case(self, values: Mapping[str, Any]) -> None:
        """Open a new case for the citizen who has this number and whose case is closed."""
        known = self.state.known
        if known is not None:
            self._throw(values)
            self.desk.navigation.go(Place(PAGE, known.citizen_id))

    def problems(self, values: Mapping[str, Any]) -> dict[str, Text]:
        """Return everything that would be refused, by field of the form."""
        data = _written_over(service.CitizenData(name=""), values)
        found = intake_problems(data, self._intake(values), _first_fact(values), self.today)
        return {_FIELD_OF.get(name, name): text for name, text in found.items()}

    def save(self, values: Mapping[str, Any]) -> None:
        """Save citizen and case as one act and open the citizen."""
        state = self.state
        self.keep_draft(values)  # the act spends it, so that undo can give every word back
        self.state = replace(state, saving=True)
        self.on_changed()
        data, intake = _written_over(service.CitizenData(name=""), values), self._intake(values)
        fact = _first_fact(values)

        def act(work: Work) -> str:
            if state.citizen_id:
                before = queries.citizen_data(work.session, state.citizen_id) or data
                service.edit_citizen(work, state.citizen_id, _written_over(before, values))
                case = service.open_case(work, state.citizen_id, intake)
            else:
                citizen = service.add_citizen(work, data, state.record_id)
                case = service.open_case(work, citizen.id, intake)
            if fact is not None:
                work.flush()
                facts.write_fact(work, case.id, fact)
            return case.id

        name = t("New case") if state.citizen_id else t("New citizen")
        self.desk.act(
            name, act, lambda case_id: self._saved(case_id, data.name), self._failed, spends=state.record_id
        )

    def _saved(self, case_id: str, name: str) -> None:
        self._begin(self._empty())
        self.desk.navigation.go(Place("overview", case_id))
        self.desk.notices.done(t("{name} is on your list.", name=" ".join(name.split())), undo=True)

    def _failed(self, error: CaseworkerError) -> None:
        self.state = replace(self.state, saving=False)
        self.on_changed()
        place = error.place if isinstance(error, UserError) else None
        if place is not None and place.field:
            self.on_errors({_FIELD_OF.get(place.field, place.field): error.text})
        else:
            self.desk.notices.problem(error.text)

    def _show_known(self, known: KnownCitizen | None) -> None:
        if known != self.state.known:
            self.state = replace(self.state, known=known)
            self.on_changed()

    def _intake(self, values: Mapping[str, Any]) -> service.Intake:
        group, _, visited_as = (values.get("group") or "").partition(" ")
        first = values.get("first_contact_on")
        detail = {DETAIL[group]: values["detail"]} if group in DETAIL and values.get("detail") else {}
        return service.Intake(
            **detail,
            opened_on=first or self.today, group=group, visited_as=visited_as, benefit=values.get("benefit") or "",
            first_contact_on=first, referred_on=values.get("referred_on"), referred_by=values.get("referred_by") or "",
        )  # fmt: skip

    def _empty(self) -> IntakeState:
        return IntakeState(values={"first_contact_on": self.today}, record_id=new_id())

    def _returning(self, citizen_id: str) -> IntakeState:
        with self.desk.office.read() as session:
            data = queries.citizen_data(session, citizen_id)
        if data is None:
            return self._empty()
        values = {name: getattr(data, name) for name in _OF_CITIZEN} | {"first_contact_on": self.today}
        return IntakeState(values=values, record_id=new_id(), citizen_id=citizen_id, name=data.name)


def _first_fact(values: Mapping[str, Any]) -> FactData | None:
    """Return the day that starts the clock of the chosen group, where it is written."""
    what = FIRST_FACT.get((values.get("group") or "").partition(" ")[0], "")
    day = values.get("fact_on")
    return FactData(what=what, day=day) if what and day else None


_WORDS = ("cpr", "sex", "name", "call_name", "phone", "interpreter")
_OF_CITIZEN = (*_WORDS, "birth_date", "protected_address")


def _written_over(before: service.CitizenData, values: Mapping[str, Any]) -> service.CitizenData:
    """Return the citizen's data with what stands in the form."""
    changes: dict[str, Any] = {name: (values.get(name) or "").strip() for name in _WORDS}
    return replace(
        before,
        birth_date=values.get("birth_date"),
        protected_address=bool(values.get("protected_address")),
        **changes,
    )
