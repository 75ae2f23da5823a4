"""What the head of a citizen's page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from caseworker.base.text import Text, t, tc, tn
from caseworker.casework.citizens import next_deadlines
from caseworker.deadlines.words import distance, rule_title
from caseworker.people.queries import CaseHead, case_head
from caseworker.people.words import visited_words
from caseworker.plan.queries import open_promises
from caseworker.plan.view import PromiseRow
from ui.ports import CasePresenter, Desk

_PROMISE = 60  # letters of a promise: the whole stands in the plan


@dataclass(frozen=True, slots=True)
class HeadState:
    """The head: who, which chips, and the next deadline."""

    head: CaseHead
    age_words: Text
    chips: tuple[tuple[Text, str], ...]
    deadline_words: Text | str
    deadline_day: Text | str
    overdue: bool
    deadline_key: str


class CitizenHeadPresenter(CasePresenter):
    """Reads the head anew when the citizen, the case or its deadlines change."""

    concerns = frozenset(
        {
            "deadline",
            "citizen",
            "case_file",
            "group_period",
            "benefit_period",
            "trait",
            "work_period",
            "talk",
            "case_event",
            "case_act",
            "exemption",
            "activity",
            "talk_request",
            "agreement",
        }
    )

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state: HeadState | None = None

    def reload(self) -> None:
        """Read the head."""
        office = self.desk.office
        today = office.clock.today()
        with office.read() as session:
            head = case_head(session, self.case_id, today)
            coming = next_deadlines(session, [self.case_id], for_work=True).get(self.case_id)
            broken = open_promises(session, today, until=today - timedelta(days=1), case_id=head.case_id)
        if head.closed_on is not None:
            coming = None
        if broken and not (coming is not None and coming.overdue):
            # As the list of citizens has it: what is broken to this person before what is still to come.
            self._show(
                head, _our_promise(broken[0]), distance("missed", broken[0].due_on, today), overdue=True
            )
            return
        words: Text | str = ""
        day: Text | str = ""
        overdue = False
        if coming is not None and coming.work_date is not None:
            words = t("Our deadline: {what}", what=rule_title(office.packs, coming.rule, self.desk.language))
            day = distance(coming.status, coming.work_date, today, limit=coming.limit, cohort=coming.cohort)
            overdue = coming.overdue
        self._show(head, words, day, overdue=overdue, key=coming.key if coming is not None and words else "")

    def _show(
        self, head: CaseHead, words: Text | str, day: Text | str, *, overdue: bool, key: str = ""
    ) -> None:
        self.state = HeadState(
            head=head,
            age_words=tn("{count} year old", "{count} years old", head.age),
            chips=tuple(_chips(head)),
            deadline_words=words,
            deadline_day=day,
            overdue=overdue,
            deadline_key=key,
        )
        self.on_changed()


def _our_promise(row: PromiseRow) -> Text:
    short = row.words if len(row.words) <= _PROMISE else f"{row.words[:_PROMISE].rstrip()} …"
    return t("Our promise: {words}", words=short)


def _chips(head: CaseHead) -> list[tuple[Text, str]]:
    chips: list[tuple[Text, str]] = []
    words = visited_words(head.group, head.visited_as)
    if words is not None:
        chips.append((words, ""))
    if head.protected_address:
        chips.append((t("Protected address"), "house"))
    if head.interpreter:
        chips.append((t("Interpreter: {language}", language=head.interpreter), "languages"))
    if head.closed_on is not None:
        chips.append((t("Case closed {day:short_year}", day=head.closed_on), "archive"))
    if not chips:
        chips.append((tc("chip", "Open"), ""))
    return chips
