"""The list of contacts: what is planned, what was, what waits, and what can be done about each."""

from __future__ import annotations

from datetime import date

from caseworker.base.clock import day_of
from caseworker.base.ids import new_id
from caseworker.base.text import Text, render, t, tc, tn
from caseworker.casework import waiting
from caseworker.casework.booking import Settled, booked_words, planned_talks, settled
from caseworker.casework.closed_case import case_lines
from caseworker.casework.next_talk import AHEAD
from caseworker.contacts import queries as contacts
from caseworker.contacts.queries import RequestRow, TalkRow
from caseworker.contacts.words import MET_BY_TALK, PURPOSES
from caseworker.deadlines.queries import DeadlineLine
from caseworker.deadlines.switches import areas_off_of
from caseworker.deadlines.words import STANDING, certainty, distance, off_words, progress, rule_title
from caseworker.people.queries import CaseHead, case_head
from caseworker.store.reading import Reading
from ui.contacts.acts import ContactsActs, Values
from ui.contacts.advice import advise
from ui.contacts.courses import AbsenceCase, WishCase, absence_case, wish_case
from ui.contacts.drafts import DraftBox, moment_words, on_day
from ui.contacts.form_drafts import FormDrafts
from ui.contacts.participant_words import participants_text
from ui.contacts.settled import listed_talk
from ui.contacts.state import ContactsState, DeadlineEntry, FormDraft, TalkDraft
from ui.contacts.talk_finding import DRAFT as TALK_DRAFT
from ui.contacts.talk_finding import talk_of
from ui.ports import CasePresenter, Desk


class ContactsPresenter(CasePresenter):
    """Reads the room anew when a talk, a wish, an attempt or what the deadlines rest on changes."""

    concerns = frozenset(
        {
            "deadline",
            "talk", "talk_request", "outreach", "case_event", "case_act", "group_period",
            "benefit_period", "trait", "work_period", "exemption", "activity",
            "plan", "citizen", "case_file",
        }
    )  # fmt: skip

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self.state = ContactsState("", "", desk.office.clock.today(), None, "")
        self._forms = FormDrafts(desk, case_id)
        self._talks = DraftBox(desk, TALK_DRAFT)
        self.acts = ContactsActs(desk, case_id)

    # ---- reading

    def reload(self) -> None:
        """Read everything, away from the window."""
        self.read_aside(self._read, self._take)

    def _take(self, read: ContactsState) -> None:
        self.state = read
        self.on_changed()

    def _read(self) -> ContactsState:
        office = self.desk.office
        now, today = office.clock.now(), office.clock.today()
        with office.read() as session:
            head = case_head(session, self.case_id, today)
            talks = contacts.talks_of(session, self.case_id)
            planned = sorted((row for row in talks if row.status == "planned"), key=lambda row: row.at)
            closed_on = head.closed_on
            # In a closed case only a talk until its last day is still to be written down.
            over = [row for row in planned if row.at < now and not _is_after(row, closed_on)]
            ahead = [row for row in planned if row not in over]
            lines = sorted(case_lines(session, self.case_id, today), key=_is_unknown_past)
            ours = (line for line in lines if line.duty_of == "authority")
            coming = planned_talks(session, today, today + AHEAD, self.case_id)
            booked = settled(session, office.packs, ours, coming)
            outreach = contacts.open_outreach(session, self.case_id)
            waiting_now = self._waiting(session, head, outreach[0].phone if outreach else "")
            requests = contacts.requests_of(session, self.case_id, today) if closed_on is None else []
            return ContactsState(
                call_name=head.call_name,
                citizen_id=head.citizen_id,
                today=today,
                closed_on=closed_on,
                lead=_lead(talks),
                next_talk=ahead[0] if ahead else None,
                later=tuple(ahead[1:]),
                unwritten=tuple(over),
                past=tuple(row for row in talks if row.status != "planned"),
                advice=None if closed_on else advise(session, self.desk, self.case_id, now),
                requests=tuple(row for row in requests if row.closed_on is None),
                outreach=outreach[0] if outreach else None,
                group=head.group,
                wishes=waiting_now[0],
                absences=waiting_now[1],
                deadlines=tuple(
                    self._deadline(line, booked.get((self.case_id, line.key)), closed=closed_on is not None)
                    for line in lines
                ),
                off=None if closed_on else off_words(areas_off_of(session, office.packs, head.group, today)),
                talk_drafts=self._talk_drafts(session),
                forms=self._forms.offered(session),
            )

    def booking_values(self, request: RequestRow | None = None, on: date | None = None) -> Values:
        """Return what a booking opens with: the day `on` or the suggested one, and what the last talk was like."""
        state = self.state
        last = state.next_talk or (state.past[0] if state.past else None)
        found = state.advice.suggestion if state.advice is not None else None
        usual = "follow_up" if last is not None else "first"
        kind = "citizen_requested" if request is not None else (found.kind if found else usual)
        return {
            "talk_id": new_id(),
            "request_id": request.id if request is not None else "",
            "kind": kind,
            "at": moment_words(on_day(found.at if found else None, on)),
            "channel": last.channel if last else "meeting",
            "place": last.place if last else "",
            "purpose": (request.wish if request is not None else "") or self.purpose_of(kind),
            "minutes": last.minutes if last else 45,
            "participants": participants_text(last.participants) if last and last.kind == kind else "",
            "requested_by": _asked_by(request),
            "for_availability": False,
        }

    def purpose_of(self, kind: str) -> str:
        """Return what a talk of this kind is for, until somebody writes it better."""
        return render(PURPOSES[kind], self.desk.language)

    def is_own_purpose(self, words: str) -> bool:
        """Whether somebody wrote the purpose: then another kind of talk leaves it alone."""
        return bool(words.strip()) and words not in {self.purpose_of(kind) for kind in PURPOSES}

    def talk(self, talk_id: str) -> TalkRow | None:
        """Return a talk of the list."""
        return listed_talk(self.state, talk_id)

    def request(self, request_id: str) -> RequestRow | None:
        """Return a wish that still waits."""
        return next((row for row in self.state.requests if row.id == request_id), None)

    # ---- drafts

    def drafts(self) -> tuple[FormDraft, ...]:
        """Return the forms left unfinished here, the newest first, as they are kept now."""
        return self._forms.all()

    def draft(self, form: str, about: str) -> FormDraft | None:
        """Return what was typed in a form about a record and not saved, or None."""
        return self._forms.of(form, about)

    def typed(self, record_id: str, values: Values) -> None:
        """Keep what stands in the open form."""
        self._forms.keep(record_id, self.state.citizen_id, values)

    def keep_now(self, record_id: str, values: Values) -> None:
        """Keep what stands in the open form before it or the page goes away."""
        self._forms.keep_now(record_id, self.state.citizen_id, values)

    def throw_away(self, draft: TalkDraft) -> None:
        """Throw the draft of a talk away that is begun and not saved."""
        self._talks.forget(draft.record_id, self.reload)

    def fetch_back(self, draft: TalkDraft) -> None:
        """Keep the draft of a talk again that was thrown away."""
        self._talks.keep_now(draft.record_id, self.state.citizen_id, self.case_id, draft.values)

    def forget(self, record_id: str) -> None:
        """Throw the draft of a form away, and read anew what still waits."""
        self._forms.forget(record_id, self.reload)

    # ---- inside

    def _waiting(
        self, session: Reading, head: CaseHead, phone: str
    ) -> tuple[tuple[WishCase, ...], tuple[AbsenceCase, ...]]:
        """Read what waits, with the clocks that run for it.

        In a closed case that is what is answered in writing, and an absence the citizen is being heard about.
        """
        desk, today = self.desk, self.desk.office.clock.today()
        asked = waiting.asked(session, self.case_id, today)
        # What is considered after an absence is not for the screen that the citizen sees.
        missed = [] if desk.citizen_view else waiting.no_shows(session, self.case_id, today)
        closed = head.closed_on is not None
        if closed:
            asked = [one for one in asked if one.what not in MET_BY_TALK]
            missed = [
                one for one in missed if one.going_on and one.decided_on is None and one.closed_on is None
            ]
        if not asked and not missed:
            return (), ()
        clocks = waiting.clocks(session, desk.office.packs, self.case_id, today)
        attempts = contacts.attempts_of(session, self.case_id)
        return (
            tuple(wish_case(one, clocks, head.call_name, today, desk) for one in asked),
            tuple(
                absence_case(one, attempts, phone, clocks, today, desk, missed=missed, closed=closed)
                for one in missed
            ),
        )

    def _talk_drafts(self, session: Reading) -> tuple[TalkDraft, ...]:
        """Return the drafts of talks here that are not saved yet, the newest first."""
        drafts = self.desk.office.store.drafts
        return tuple(
            TalkDraft(draft.record_id, talk_of(session, drafts, draft), draft.saved_at, draft.values)
            for draft in drafts.all()
            if draft.kind == TALK_DRAFT
            and draft.case_id == self.case_id
            and not self._is_saved(session, draft.record_id)
        )

    @staticmethod
    def _is_saved(session: Reading, talk_id: str) -> bool:
        """Whether a talk is written down; the words for one that was called off wait to be a talk of their own."""
        row = contacts.talk(session, talk_id)
        return row is not None and row.status in ("held", "no_show")

    def _deadline(self, line: DeadlineLine, booked: Settled | None, *, closed: bool) -> DeadlineEntry:
        today = self.desk.office.clock.today()
        title = rule_title(self.desk.office.packs, line.rule, self.desk.language, line.pack)
        before = _is_unknown_past(line)
        late = line.status == "missed" and not line.cohort and line.standing == "statute" and not before
        when = {
            "unknown": tc("deadline", "Unknown"),
            "suspended": tc("deadline", "Suspended"),
        }.get(line.status) or distance(
            line.status, line.work_date, today, limit=line.limit, cohort=line.cohort
        )
        if closed:  # nobody can do anything about it any more
            when = t("{day:short_year}", day=line.limit)
        detail = progress(line.required, line.counted, line.remaining) or STANDING[line.standing]
        return DeadlineEntry(
            key=line.key,
            when=t("Before the case came here") if before else when,
            title=title,
            detail=t("Whether it was met in time is not known here.") if before else detail,
            basis=line.legal_basis,
            booked=booked_words(booked, today) if booked is not None else None,
            mark=certainty(line.standing, line.confirmed),
            checked=line.confirmed == "C",
            alarm=late and line.duty_of == "authority" and not closed,
            reimbursement=line.reimbursement_at_stake and not before and not closed,
        )


def _is_unknown_past(line: DeadlineLine) -> bool:
    """Return whether it fell due before the case came here: whether it was met is not known, so it is no alarm."""
    return line.before_import and line.status == "missed"


def _is_after(row: TalkRow, closed_on: date | None) -> bool:
    return closed_on is not None and day_of(row.at) > closed_on


def _asked_by(request: RequestRow | None) -> str:
    """Return who asked, in the words a talk knows."""
    if request is None:
        return "jobcentre"
    return request.by if request.by in ("citizen", "jobcentre", "company") else "other_party"


def _lead(talks: list[TalkRow]) -> Text:
    held = [row for row in talks if row.status == "held"]
    if not held:
        return t("No talk has been held yet.")
    return tn(
        "{count} talk held, the last one {day}.", "{count} talks held, the last one {day}.", len(held),
        day=day_of(held[0].at),
    )  # fmt: skip
