"""Taking a rule pack of the unit's own in: looked through, its cases run, and what it changes seen first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import Text, t
from caseworker.casework.pack_changes import Preview, changes_under
from caseworker.deadlines import local_packs
from caseworker.deadlines.local_packs import Look
from caseworker.deadlines.switches import unit_rules
from ui.ports import CancelledError, Desk, Presenter, ProgressNote

_LONGEST = 1_000_000  # bytes: the largest shipped pack is a tenth of it


@dataclass(frozen=True, slots=True)
class IntakeState:
    """A file on its way in. `look` is None until it has been read, `preview` where nothing can change.

    `preview` is what changes today, `coming` what is otherwise on the pack's first day, where that is to come.
    `area_off`: the pack's area is switched off, so that it changes nothing until it is switched on.
    """

    file_name: str = ""
    from_on: date | None = None
    look: Look | None = None
    preview: Preview | None = None
    coming: Preview | None = None
    area_off: bool = False
    problem: Text | None = None
    busy: bool = False

    @property
    def ready(self) -> bool:
        """Whether the file can be taken in: no errors, and every case comes out as written."""
        look = self.look
        return (
            look is not None and look.then is not None and look.tested is not None and not look.tested.failed
        )


@dataclass(frozen=True, slots=True)
class _Found:
    content: bytes
    look: Look
    from_on: date | None
    preview: Preview | None = None
    coming: Preview | None = None
    area_off: bool = False


class PackIntakePresenter(Presenter):
    """One file at a time; nothing is changed before `take_in`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state = IntakeState()
        self._content = b""

    def open_file(self, path: Path) -> None:
        """Read a file and look it through, in force from its own first day."""
        self._look(lambda: _read(path), IntakeState(path.name), date.min)

    def set_day(self, day: date | None) -> None:
        """Let the pack be in force from another day, and look again at what it changes."""
        if day is not None and self.state.file_name and day != self.state.from_on:
            content = self._content
            state = self.state
            self._look(lambda: content, IntakeState(state.file_name, state.from_on, state.look), day)

    def titles(self) -> dict[str, str]:
        """Return the rules' titles by their ids: those of the file, and those that would fall away."""
        then = self.state.look.then if self.state.look is not None else None
        danish = self.desk.language == "da"
        return {
            rule.id: rule.title.da if danish else rule.title.en
            for packs in (self.desk.office.packs, then)
            if packs is not None
            for pack in packs.packs
            for rule in pack.rules
        }

    def put_away(self) -> None:
        """Put the file away; nothing is changed."""
        self._content = b""
        self._show(IntakeState())

    def take_in(self) -> None:
        """Take the pack in from the day, as an act that can be undone."""
        state, office, content = self.state, self.desk.office, self._content
        if not state.ready or state.busy or state.from_on is None:
            return
        from_on, name = state.from_on, state.file_name
        packs = office.packs

        def taken(_pack_id: str) -> None:
            self.put_away()
            self.desk.notices.done(t("The rule pack is taken in. Deadlines are worked out anew."), undo=True)

        self._show(replace(state, busy=True))
        self.desk.act(
            t("Rule pack {file} taken in", file=name),
            lambda work: local_packs.take_in_pack(work, packs, content, name, from_on),
            taken,
            self._failed,
        )

    def drop(self, pack_id: str) -> None:
        """Let a pack of the unit's own no longer count from today; its version before then counts on."""
        packs = self.desk.office.packs

        def dropped(before: date | None) -> None:
            words = t("The rule pack no longer counts.")
            if before is not None:
                words = t("The rule pack no longer counts. Its version of {day} does now.", day=before)
            self.desk.notices.done(words, undo=True)

        self.desk.act(
            t("Rule pack put away"),
            lambda work: local_packs.drop_pack(work, packs, pack_id, work.today()),
            dropped,
        )

    def _look(self, read: Callable[[], bytes], state: IntakeState, from_on: date) -> None:
        """Look a file through for a day. `state` is what is shown until then."""
        name = state.file_name
        office = self.desk.office
        packs, today = office.packs, office.clock.today()

        def work(note: ProgressNote) -> _Found:
            content = read()
            look = local_packs.look_through(content, name, packs, from_on)
            pack = look.checked.pack
            if look.then is None or pack is None:
                return _Found(content, look, None)
            first = max(pack.head.valid_from, from_on)
            parts = 2 if first > today else 1
            coming = None
            with office.read() as session:
                preview = changes_under(
                    session, packs, look.then, today, lambda done, of: note(done, parts * of)
                )
                areas, _off = unit_rules(session, max(first, today))
            if first > today:  # what a pack of tomorrow changes is seen on its first day too
                on_day = office.packs_on(first)
                then = local_packs.look_through(content, name, on_day, from_on).then or look.then
                with office.read() as session:
                    coming = changes_under(
                        session, on_day, then, first, lambda done, of: note(of + done, parts * of)
                    )
            return _Found(content, look, first, preview, coming, pack.head.area not in areas)

        def found(one: _Found) -> None:
            if self.state is asked:
                self._content = one.content
                self._show(IntakeState(name, one.from_on, one.look, one.preview, one.coming, one.area_off))

        def failed(error: CaseworkerError) -> None:
            if self.state is asked:
                self._failed(error)

        # What comes back for a file that was put away meanwhile, or for the one before, is not shown.
        asked = replace(state, busy=True)
        self._show(asked)
        self.desk.tasks.pool(t("Looks through {file}", file=name), work, found, failed)

    def _failed(self, error: CaseworkerError) -> None:
        if isinstance(error, CancelledError):
            self.put_away()
            return
        self._show(replace(self.state, problem=error.text, busy=False))

    def _show(self, state: IntakeState) -> None:
        self.state = state
        self.on_changed()


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LONGEST:
            raise UserError(t("The file {file} is no rule pack: it is far too long.", file=path.name))
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            t("The file {file} cannot be opened. Check that you may read it.", file=path.name)
        ) from error
