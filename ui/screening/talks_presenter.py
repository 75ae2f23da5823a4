"""The conversations of a screening: a new one, another one, and the form in which one is written anew."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.base.errors import CaseworkerError, UserError
from caseworker.base.text import t
from caseworker.screening import service
from ui.ports import Desk
from ui.screening.state import TalkForm
from ui.screening.steps_presenter import StepsPresenter
from ui.screening.typed import Typed


class TalksPresenter(StepsPresenter):
    """What is written belongs to the conversation it was said in: that is saved before another one is begun."""

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(desk, case_id)
        self._adding = False

    def refused(self, section: str, error: CaseworkerError) -> None:
        """Stay in the conversation whose step could not be saved."""
        self._adding = False
        super().refused(section, error)

    def add_session(self) -> None:
        """Begin a new conversation today; what is written from now on was said in it."""
        if self._adding:
            return
        self._adding = True
        view = self.view

        def begun(session_id: str) -> None:
            self._adding = False
            self.shown.session_id = session_id
            self.reload()
            self.desk.notices.done(t("A new talk of today is begun."), undo=True)

        def failed(error: CaseworkerError) -> None:
            self._adding = False
            self.desk.notices.problem(error.text)

        def begin() -> None:
            self.desk.act(
                t("New talk"),
                lambda work: service.add_session(work, view.screening_id, "conversation"),
                begun,
                failed,
            )

        # What was said in the conversation before is saved there first, or keeps the new one from beginning.
        self.save(self.state.section, begin)

    def change_session(self, then: Callable[[], None], failed: Callable[[CaseworkerError], None]) -> None:
        """Write the conversation on screen anew as its form stands. It stays the one on screen."""
        session, form = self.state.session, self.state.talk
        assert session is not None
        if form is None or form.on is None:
            then()
            return
        on = form.on
        self.shown.session_id = session.id

        def changed(_none: None) -> None:
            self._talk_saved(session.id, form)
            then()

        self.act_on(
            Typed({}, {session.id: form}),
            t("Change talk"),
            lambda work: service.change_session(work, session.id, form.source, on, form.by),
            changed,
            failed,
        )

    def _talk_saved(self, session_id: str, form: TalkForm | None) -> None:
        if self.talks.get(session_id) == form:
            self.talks.pop(session_id, None)
        self.keep_draft()
        self.reload()

    def remove_session(self, then: Callable[[], None], failed: Callable[[CaseworkerError], None]) -> None:
        """Take the conversation on screen out again. The only one stays: what is written belongs to one."""
        session = self.state.session
        assert session is not None
        if len(self.view.sessions) == 1:
            failed(UserError(t("This is the only talk. Change its day or source instead.")))
            return

        form = self.talks.get(session.id)

        def removed(_none: None) -> None:
            self._talk_saved(session.id, form)
            then()

        self.act_on(
            Typed({}, {session.id: form} if form is not None else {}),
            t("Take the talk out"),
            lambda work: service.remove_session(work, session.id),
            removed,
            failed,
        )

    def choose_session(self, session_id: str, then: Callable[[], None] = lambda: None) -> None:
        """Write into another conversation from now on."""

        def turn() -> None:
            self.shown.session_id = session_id
            self._show()
            then()

        self.save(self.state.section, turn)
