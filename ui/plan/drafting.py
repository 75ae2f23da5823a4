"""Keeps what is typed on the plan page and not saved: forms, and the quick lines of the agreements. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from caseworker.base.ids import new_id
from ui.plan import saving
from ui.plan.reader import PlanReader
from ui.plan.state import QUICK, DraftRow
from ui.ports import Desk


class PlanDrafts(PlanReader):
    """The drafts of one case's plan."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self._quick_ids: dict[str, str] = {}

    def keep_draft(
        self, form: str, record_id: str, values: Mapping[str, Any], *, is_new: bool, about: str,
        carried: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Keep what is typed so far, and what the form carries of another."""
        if self.state is None:
            return
        drafts, citizen = self.desk.office.store.drafts, self.state.head.citizen_id
        kept: dict[str, Any] = {"form": form, "about": about, "is_new": is_new, "values": dict(values)}
        if carried is not None:
            kept["carried"] = dict(carried)
        kind = saving.KIND_OF_FORM[form]
        self.desk.tasks.store(
            lambda: drafts.save(record_id, kind, citizen, self.case_id, kept),
            lambda _moment: None,
            lambda error: self.desk.notices.problem(error.text),
        )

    def draft_of(self, record_id: str) -> DraftRow | None:
        """Return the draft that belongs to a record, if one is kept."""
        if self.state is None:
            return None
        only_read = self.state.read_only is not None
        drafts = self._drafts(self.state.head.citizen_id, only_read=only_read)
        return next((d for d in drafts if d.record_id == record_id), None)

    def clear_draft(self, record_id: str) -> None:
        """Forget a draft without reading anew."""
        drafts = self.desk.office.store.drafts
        self.desk.tasks.store(lambda: drafts.clear(record_id), lambda _none: None, lambda _error: None)

    def put_away(self, record_id: str) -> None:
        """Remember that a form was closed by hand, if a draft of it is kept."""
        drafts = self.desk.office.store.drafts

        def mark() -> None:
            if (kept := drafts.get(record_id)) is not None:
                values = {**kept.values, "put_away": True}
                drafts.save(record_id, kept.kind, kept.citizen_id, kept.case_id, values)

        self.desk.tasks.store(mark, lambda _none: None, lambda _error: None)

    def settle_drafts(self, then: Callable[[], None] = lambda: None) -> None:
        """Read anew once the drafts on their way are kept or gone, and go on."""

        def settled(_none: None) -> None:
            self.reload()
            then()

        self.desk.tasks.store(lambda: None, settled, lambda _error: None)

    def throw_draft(
        self, form: str, record_id: str, values: Mapping[str, Any], *, is_new: bool, about: str,
        carried: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """Throw a draft away; it can be fetched back until another is thrown away or the page is left."""
        self._thrown = DraftRow(
            record_id=record_id, kind=saving.KIND_OF_FORM[form], form=form, about=about, is_new=is_new,
            saved_at=self.desk.office.clock.now(), values=dict(values), carried=carried,
        )  # fmt: skip
        self.clear_draft(record_id)
        self.settle_drafts()

    def fetch_thrown(self) -> DraftRow | None:
        """Take the draft thrown away last back, and return it."""
        found, self._thrown = self._thrown, None
        if found is not None:
            self.keep_draft(
                found.form, found.record_id, found.values, is_new=found.is_new, about=found.about,
                carried=found.carried,
            )  # fmt: skip
        return found

    def drop_idle(self, open_id: str) -> None:
        """Throw the draft of a new version away where nothing is left to agree on: its change was undone.

        One with a reason in it stays: the same change may well be made again.
        """
        state = self.state
        if state is None or state.view is None or state.view.version is None or state.changed_lines:
            return
        for draft in state.drafts:
            is_idle = draft.form == "plan_version" and not str(draft.values.get("reason", "")).strip()
            if is_idle and draft.record_id != open_id:
                self.throw_row(draft)

    def throw_row(self, draft: DraftRow) -> None:
        """Throw a draft away that is not open."""
        self.throw_draft(
            draft.form, draft.record_id, draft.values, is_new=draft.is_new, about=draft.about,
            carried=draft.carried,
        )  # fmt: skip

    # ---- the quick lines

    def quick_id(self, side: str) -> str:
        """Return the id of the agreement that is being written on the line of a side."""
        if side not in self._quick_ids:
            kept = self.state.quick.get(side) if self.state is not None else None
            self._quick_ids[side] = kept.record_id if kept is not None else new_id()
        return self._quick_ids[side]

    def keep_quick(self, side: str, words: str) -> None:
        """Keep what stands on a line; an empty one is forgotten."""
        if words.strip():
            self.keep_draft(QUICK, self.quick_id(side), {"words": words}, is_new=True, about=side)
        else:
            self.clear_draft(self.quick_id(side))

    def next_quick(self, side: str) -> None:
        """Let what is written next on a line be another agreement."""
        self._quick_ids[side] = new_id()

    def take_up_quick(self, side: str) -> None:
        """Go on with the draft of a side on its line."""
        if self.state is not None and side in self.state.quick:
            self._quick_ids[side] = self.state.quick[side].record_id
