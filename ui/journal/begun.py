"""The sentence on a note that was begun and put away, with the ways to go on with it and to throw it away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from textwrap import shorten

from caseworker.base.text import Text, t
from ui.journal.note_drafts import NoteForm
from ui.kit import Banner, begun_banner

_SHOWN = 40  # letters: enough to know it by


def waiting_banner(
    form: NoteForm, go_on: Callable[[NoteForm], object], throw_away: Callable[[NoteForm], object]
) -> Banner:
    """Return the sentence on one waiting note."""
    what = _name(form)
    said = t("{what} is begun and not saved.", what=what)
    if form.drafted_at is not None:
        said = t("{what} is begun and not saved. Kept as a draft {day:short} at {at:clock}.", what=what,
                 day=form.drafted_at.date(), at=form.drafted_at)  # fmt: skip
    return begun_banner(said, what, partial(go_on, form), partial(throw_away, form))


def _name(form: NoteForm) -> Text:
    title = str(form.values.get("title") or "").strip()
    if form.corrects is not None:
        return t("The correction of “{title}”", title=form.corrects.title)
    typed = (str(form.values.get(name) or "") for name in ("facts", "citizen_says", "assessment"))
    title = title or next((shorten(words, _SHOWN, placeholder="…") for words in typed if words.strip()), "")
    return t("The note “{title}”", title=title) if title else t("A note")
