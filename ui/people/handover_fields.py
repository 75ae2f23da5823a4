"""What is asked when a case goes to another contact person: for one citizen as for several."""

from __future__ import annotations

from collections.abc import Iterable

from caseworker.base.text import Text, t
from caseworker.people.staff import StaffRow
from ui.kit import Form, LongText, SelectField, TextField, tokens
from ui.people.overview_acts import OTHER_COLLEAGUE

LONGEST_REASON = 500  # characters


def handover_form(colleagues: Iterable[StaffRow]) -> Form:
    """Return the form: to whom, why, and what they must know (R-062)."""
    form = Form(columns=2, gap=tokens.M)
    choices: list[tuple[str, Text | str]] = [(one.id, one.name) for one in colleagues]
    choices.append((OTHER_COLLEAGUE, t("Another colleague …")))
    form.add("staff", t("New contact person"), SelectField(choices), required=t("Choose who takes over."))
    form.add("colleague", t("The colleague's name"), TextField(), required=t("Write the colleague's name."))
    reason = TextField(limit=LONGEST_REASON)
    form.add("reason", t("Reason for the change"), reason, note=t("may be left empty"), span=2)
    form.add(
        "handover_note", t("What the new contact person must know"),
        LongText(lines=3, readers=t("Read by your colleague, not by the citizen")),
        required=t("Write what the new contact person must know."), span=2,
    )  # fmt: skip
    return form
