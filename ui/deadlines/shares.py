"""The share rules of the unit: how far they are met, who is behind the number, who is exempted and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from caseworker.base.text import Text, t, tc, tn
from caseworker.casework import cohort
from caseworker.casework.cohort import Gauge, Member, State
from caseworker.deadlines.queries import running_on
from caseworker.deadlines.words import rule_title, short_day
from caseworker.people.queries import told_apart
from ui.deadlines.keeping import Keeper
from ui.ports import Desk, Failed, Presenter

STATES: dict[State, Text] = {
    "missed": tc("share", "Not met in time"),
    "open": tc("share", "Still running"),
    "unknown": tc("share", "Waiting for facts"),
    "exempted": tc("share", "Exempted after assessment"),
    "met": tc("share", "Met"),
}


@dataclass(frozen=True, slots=True)
class SharesState:
    """The gauges, the one whose list is shown, and the citizen chosen in it."""

    gauges: tuple[Gauge, ...] = ()
    rule: str = ""
    chosen: Member | None = None
    loading: bool = True

    @property
    def gauge(self) -> Gauge | None:
        """The gauge whose list is shown."""
        return next((one for one in self.gauges if one.rule == self.rule), None)


class SharesPresenter(Presenter):
    """Counts over stored deadlines only: nothing is worked out here."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = SharesState()
        self._keeper = Keeper(desk)
        self._wanted = ("", "")

    def reload(self) -> None:
        """Read the gauges anew."""
        office, language = self.desk.office, self.desk.language

        def read() -> list[Gauge]:
            with office.read() as session:
                marks = told_apart(session, office.clock.today(), language, also=running_on())
                return cohort.gauges(cohort.with_marks(cohort.members(session), marks))

        self.read_aside(read, self._take)

    def choose_rule(self, rule: str) -> None:
        """Show the list behind another gauge."""
        gauge = next((one for one in self.state.gauges if one.rule == rule), None)
        first = gauge.members[0] if gauge is not None and gauge.members else None
        self._show(replace(self.state, rule=rule, chosen=first))

    def choose(self, member: Member | None) -> None:
        """Show one citizen of the list."""
        self._show(replace(self.state, chosen=member))

    def exempt(
        self, member: Member, reason: str, until: date | None, then: Callable[[], object], failed: Failed
    ) -> None:
        """Write down the concrete assessment that the citizen can do without."""

        def done(_id: str) -> None:
            self.desk.notices.done(t("The assessment is written down."), undo=True)
            then()

        self.desk.act(
            t("Exempted from the share rules: {name}", name=member.name),
            lambda work: cohort.exempt(work, member.case_id, reason, until),
            done,
            failed,
            spends=_draft_id(member),
        )

    def lift(self, member: Member) -> None:
        """Let the share rules count for the citizen again."""
        self.desk.act(
            t("Exemption lifted: {name}", name=member.name),
            lambda work: cohort.lift_exemption(work, member.case_id),
            lambda _none: self.desk.notices.done(t("The share rules count again."), undo=True),
        )

    def runs(self, member: Member) -> bool:
        """Return whether the assessment still lasts, so that it can be lifted."""
        return member.exempted_to is None or member.exempted_to >= self.today()

    def today(self) -> date:
        """Return the Danish day."""
        return self.desk.office.clock.today()

    def keep(self, member: Member, values: Mapping[str, Any]) -> None:
        """Keep what is typed so far."""
        kept = {**values, "form": "exempt", "rule": member.rule, "key": member.key}
        self._keeper.keep(_draft_id(member), member.citizen_id, member.case_id, kept)

    def kept(self, member: Member) -> dict[str, Any] | None:
        """Return what was half written about a citizen, or None."""
        return self._keeper.kept(_draft_id(member), "exempt_until")

    def forget(self, member: Member) -> None:
        """Throw away what was half written."""
        self._keeper.forget(_draft_id(member))

    def light_up(self, case_id: str, rule: str, key: str) -> None:
        """Choose this citizen in the list of a rule, as soon as it is read."""
        self._wanted = (case_id, key)
        self.state = replace(self.state, rule=rule, chosen=None)

    def title(self, gauge: Gauge) -> Text:
        """Return what the rule is called."""
        return rule_title(self.desk.office.packs, gauge.rule, self.desk.language, gauge.pack)

    def _take(self, gauges: list[Gauge]) -> None:
        rule = self.state.rule if any(one.rule == self.state.rule for one in gauges) else ""
        rule = rule or (gauges[0].rule if gauges else "")
        chosen = self.state.chosen
        people = [one for gauge in gauges if gauge.rule == rule for one in gauge.members]
        wanted = (chosen.case_id, chosen.key) if chosen is not None else self._wanted
        self._wanted = ("", "")
        kept = next((one for one in people if (one.case_id, one.key) == wanted), None)
        self._show(SharesState(tuple(gauges), rule, kept or (people[0] if people else None), loading=False))

    def _show(self, state: SharesState) -> None:
        self.state = state
        self.on_changed()


def _draft_id(member: Member) -> str:
    return f"exempt {member.case_id}"


def percent(gauge: Gauge) -> int:
    """Return how many percent of all are met, rounded down: a share is not met before it is."""
    return gauge.met * 100 // gauge.total if gauge.total else 0


def gauge_words(gauge: Gauge) -> Text:
    """Say how far the share is from being met."""
    if not gauge.total:
        return t("Nobody is under this rule yet.")
    if not gauge.lacking:
        return t("The share is met.")
    more = tn("One more must be met", "{count} more must be met", gauge.lacking)
    if gauge.reachable:
        return t("{more}; {count} can still be.", more=more, count=gauge.open)
    return t("{more}; only {count} still can be.", more=more, count=gauge.open)


def exempted_words(gauge: Gauge) -> Text:
    """Say how many are exempted, and how many may be."""
    return t("{count} exempted, at most {limit}", count=gauge.exempted, limit=gauge.may_exempt)


def member_day(member: Member, today: date) -> Text | None:
    """Return the day of a citizen's duty."""
    return short_day(member.day, today) if member.day is not None else None
