"""The card beside the decision that lists the deadlines which finishing so will move (R-051)."""

from __future__ import annotations

from collections.abc import Callable

from caseworker.base.text import Text, t, tn
from caseworker.casework.new_dates import DateChange
from ui.kit import Card, Label, column, tokens

_SHOWN = 6


class DatesCard(Card):
    """Old and new dates side by side, before the screening is finished. Hidden while nothing is decided anew."""

    def __init__(self, rule_name: Callable[[str, str], Text]) -> None:
        super().__init__(label=t("Deadlines after this decision"))
        self._rule_name = rule_name
        self.hide()

    def draw(self, dates: tuple[DateChange, ...] | None) -> None:
        """Show the changes; nothing where they are not known or not asked for."""
        self.setVisible(dates is not None)
        self.clear_body()
        if dates is None:
            return
        for change in dates[:_SHOWN]:
            name = Label(self._rule_name(change.rule, change.pack), "body", wrap=True)
            self.add(column(name, Label(_then_and_now(change), "note", wrap=True), gap=0))
        if len(dates) > _SHOWN:
            more = len(dates) - _SHOWN
            words = tn("and {count} other deadline", "and {count} other deadlines", more)
            self.add(Label(words, "note"))
        if not dates:
            self.add(Label(t("No deadline moves."), "soft", wrap=True))
        self.body().setSpacing(tokens.S)


def _then_and_now(change: DateChange) -> Text:
    """Say in one line what becomes of a deadline: one that rests has no date, but says until when."""
    before, after = (
        t("{day:short_year}", day=day) if day else rest.words if rest else None
        for day, rest in ((change.before, change.rest_before), (change.after, change.rest_after))
    )
    if before is None:
        return t("new: {date}", date=after)
    if after is None:
        return t("{date} falls away", date=before)
    if change.rest_before or change.rest_after:
        return t("before: {before} · now: {after}", before=before, after=after)
    return t("{before} becomes {after}", before=before, after=after)
