"""Reads a citizen's plan for the page: the plan, what is worth looking at, the week, drafts and versions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from caseworker.base.danish import sort_key
from caseworker.base.text import Text, t
from caseworker.casework.plan_read import facts_of_view
from caseworker.people import staff as staffing
from caseworker.people.queries import CaseHead, case_head
from caseworker.plan import queries
from caseworker.plan.catalogue import Catalogue, Entry, load_catalogue
from caseworker.plan.checks import check
from caseworker.plan.compare import Change, compare
from caseworker.plan.content import ActivityLine, AgreementLine, GoalLine, to_json
from caseworker.plan.facts import PlanFacts
from caseworker.plan.limits import Limits, load_limits
from caseworker.plan.refusals import made_too_early
from caseworker.plan.view import PlanView
from caseworker.screening.queries import open_barriers
from caseworker.store.drafts import UNDONE
from ui.plan import saving
from ui.plan.state import QUICK, DraftRow, PlanState, in_form, make_week, with_moves
from ui.ports import CasePresenter, Desk


class PlanReader(CasePresenter):
    """The plan of one case as it stands, moves that are on their way included."""

    concerns = frozenset(
        {
            "citizen", "case_file", "plan", "end_goal", "interim_goal", "activity", "agreement", "plan_person",
            "plan_version", "party", "consent", "exemption", "earlier_effort", "staff", "trait",
            "status_change", "case_act", "screening", "barrier", "other_plan",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state: PlanState | None = None
        today = desk.office.clock.today()
        self._monday = today - timedelta(days=today.weekday())
        self._moves: dict[str, tuple[date | None, date | None]] = {}
        self._goal_moves: dict[str, date] = {}
        self._thrown: DraftRow | None = None
        self._hidden: frozenset[str] = frozenset()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue of efforts."""
        return load_catalogue()

    @cached_property
    def limits(self) -> Limits:
        """The limits that the plan checks compare with."""
        return load_limits()

    def today(self) -> date:
        """Return the day."""
        return self.desk.office.clock.today()

    # ---- reading

    def reload(self) -> None:
        """Read the plan, what is worth looking at, and the drafts."""
        office, today = self.desk.office, self.today()
        with office.read() as session:
            head = case_head(session, self.case_id, today)
            view = queries.plan_view(session, self.case_id, today)
            facts = facts_of_view(session, view, office.packs) if view else None
            versions = queries.versions_of(session, self.case_id)
            agreements = queries.agreements_of(session, self.case_id)
            barriers = open_barriers(session, self.case_id, office.instruments, self.desk.language)
            others = queries.other_plans_of(session, head.citizen_id)
            people = staffing.all_staff(session)
            unit = str(staffing.setting(session, "unit").get("name", ""))
        shown = with_moves(view, self._moves, self._goal_moves) if view else None
        internal = self.desk.citizen_view
        kept_back = [a for a in shown.activities if a.internal and internal] if shown else []
        self._hidden = frozenset(a.id for a in kept_back)
        lines = [a for a in shown.activities if a.id not in self._hidden] if shown else []
        read_only = _read_only(head, view)
        drafts = self._drafts(head.citizen_id, only_read=read_only is not None)
        contacts = len(facts.contact_persons) if facts else 0
        self.state = PlanState(
            head=head,
            today=today,
            view=shown,
            findings=tuple(check(facts, self.limits)) if facts and not internal and not read_only else (),
            week=make_week(self._monday, lines, facts, self.limits, contacts=contacts),
            versions=tuple(versions),
            agreements=tuple(agreements),
            drafts=tuple(d for d in drafts if d.form != QUICK),
            # The newest of a side stands first: it is taken last.
            quick={d.about: d for d in reversed(drafts) if d.form == QUICK},
            thrown=self._thrown if self._thrown and not self._is_kept_back(self._thrown) else None,
            staff=tuple(people),
            unit=unit,
            barriers=tuple(barriers),
            parties=_parties(view, facts),
            others=tuple(others),
            read_only=read_only,
            confidential=internal,
        )
        self.on_changed()

    def show_week(self, weeks: int) -> None:
        """Go so many weeks on in the week grid; 0 comes back to this week."""
        today = self.today()
        this = today - timedelta(days=today.weekday())
        self._monday = self._monday + timedelta(weeks=weeks) if weeks else this
        self.reload()

    def search(self, words: str, *, all_ages: bool = False) -> list[Entry]:
        """Return the kinds of efforts that fit the words and, unless asked otherwise, the citizen's age.

        Where nothing fits the age, those for other ages are returned: better than none.
        """
        age = None if all_ages or self.state is None else self.state.head.age
        language = self.desk.language
        found = self.catalogue.search(words, age=age, language=language) or self.catalogue.search(
            words, language=language
        )
        typed = sort_key(words.strip())

        def distance(entry: Entry) -> int:
            if sort_key(entry.name.in_language(language)).startswith(typed):
                return 0
            return 1 if typed in sort_key(f"{entry.name.da} {entry.name.en}") else 2

        # What begins with the words stands first: Enter takes it.
        return sorted(found, key=distance)

    def differences(self, old_id: str, new_id: str) -> list[Change]:
        """Return what differs between two versions, line by line; an empty id is the plan as it stands."""
        return self.told(compare(self._content(old_id), self._content(new_id)))

    def told(self, changes: Iterable[Change]) -> list[Change]:
        """Return those differences that may be shown now: none of internal efforts while the citizen sees it."""
        if not self.desk.citizen_view:
            return list(changes)
        return [c for c in changes if not self.is_hidden(c.record_id) and not _is_internal(c.new or c.old)]

    def activity(self, activity_id: str) -> ActivityLine | None:
        """Return an effort by its id."""
        view = self.view()
        return next((a for a in view.activities if a.id == activity_id), None) if view else None

    def linkable(self) -> list[ActivityLine]:
        """Return the efforts that an interim goal can be linked to: those that run or are to come."""
        return [a for a in self.state.activities if self.state.live(a)] if self.state else []

    def goal(self, goal_id: str) -> GoalLine | None:
        """Return an interim goal by its id."""
        view = self.view()
        return next((g for g in view.goals if g.id == goal_id), None) if view else None

    def agreement(self, agreement_id: str) -> AgreementLine | None:
        """Return an agreement by its id."""
        lines = self.state.agreements if self.state else ()
        return next((a for a in lines if a.id == agreement_id), None)

    def is_hidden(self, *record_ids: str) -> bool:
        """Return whether one of these is an effort that the citizen, who sees the screen, is not to see."""
        return not self._hidden.isdisjoint(record_ids)

    def cannot_be_made(self, day: date) -> Text | None:
        """Return why no version can have been made with the citizen on a day, or None where it can."""
        view = self.view()
        version_id = view.version.id if view is not None and view.version is not None else None
        with self.desk.office.read() as session:
            return made_too_early(day, queries.earliest_made(session, self.case_id, version_id))

    def view(self) -> PlanView | None:
        """Return the plan shown."""
        return self.state.view if self.state else None

    # ---- inside

    def _content(self, version_id: str) -> dict[str, Any]:
        with self.desk.office.read() as session:
            if version_id:
                view = queries.printed_view(session, self.case_id, self.today(), version_id)
            else:
                view = queries.plan_view(session, self.case_id, self.today())
        return to_json(view.content) if view else {}

    def _drafts(self, citizen_id: str, *, only_read: bool) -> list[DraftRow]:
        """Return what was begun and not saved. Where nothing can be changed, quick lines are read in a form."""
        drafts = [
            DraftRow(
                record_id=d.record_id, kind=d.kind, form=d.values["form"], about=d.values["about"],
                is_new=d.values["is_new"], saved_at=d.saved_at, values=d.values["values"],
                put_away=bool(d.values.get("put_away") or d.values.get(UNDONE)), carried=d.values.get("carried"),
            )
            for d in self.desk.office.store.drafts.of_citizen(citizen_id)
            if d.case_id == self.case_id and d.values.get("form") in saving.KIND_OF_FORM
        ]  # fmt: skip
        if only_read:
            drafts = [in_form(draft) for draft in drafts]
        return [draft for draft in drafts if not self._is_kept_back(draft)]

    def _is_kept_back(self, draft: DraftRow) -> bool:
        if not self.desk.citizen_view:
            return False
        carried = draft.carried or {}
        marked = draft.values.get("internal") or carried.get("internal")
        return bool(marked) or self.is_hidden(draft.record_id, draft.about)


def _is_internal(line: Any) -> bool:
    return isinstance(line, dict) and bool(line.get("internal"))


def _parties(view: PlanView | None, facts: PlanFacts | None) -> tuple[tuple[str, str], ...]:
    """Return the parties an effort can be shown to: those in the plan, and those that see a line already."""
    found = {p.party_id: p.name for p in view.content.people if p.party_id} if view else {}
    found |= {party.id: party.name for party in facts.parties} if facts else {}
    return tuple(sorted(found.items(), key=lambda one: sort_key(one[1])))


def _read_only(head: CaseHead, view: PlanView | None) -> Text | None:
    if head.closed_on is not None:
        return t("The case was closed on {day}. The plan can be read and printed.", day=head.closed_on)
    if view is not None and view.status == "closed":
        return t("This plan is closed. It can be read and printed.")
    return None
