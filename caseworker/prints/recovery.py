"""The recovery code on paper: one calm page to be kept away from the computer."""

from __future__ import annotations

from datetime import date

from caseworker.base.text import Text, render, t, tc
from caseworker.prints.kit.document import LEAD, Document, Furniture, Item
from caseworker.prints.kit.fonts import SEMIBOLD, Style
from caseworker.prints.records import Printed

# The sheet names no day and no person: whoever finds it learns neither whose it is nor how old.
_DAY = date(2020, 1, 1)
_CODE = Style(size=18, leading=28, font=SEMIBOLD)
_BESIDE = 4  # groups of the code on one line


def recovery_pdf(code: str, *, language: str) -> Printed:
    """Print the code that opens the store when the passphrase is forgotten, in "da" or "en".

    `code` is printed as it stands, its groups four to a line. The same code gives the same bytes.
    """

    def say(text: Text) -> str:
        return render(text, language)

    def page_words(page: int, pages: int) -> str:
        return say(t("page {page} of {pages}", page=page, pages=pages))

    title = say(t("Recovery code"))
    product = say(t("Fælles plan"))
    document = Document(title, language, _DAY, Furniture(product, "", product, page_words))
    document.heading(1, title)
    document.paragraph(
        say(t("With this code the store can be opened when the passphrase is forgotten.")), LEAD, before=2
    )
    document.heading(2, say(tc("printed code", "The code")))
    groups = code.strip().split("-")
    for start in range(0, len(groups), _BESIDE):
        document.paragraph("-".join(groups[start : start + _BESIDE]), _CODE, before=2)
    document.heading(2, say(t("How it is used")))
    document.items(
        [
            Item(say(t("Choose “I have forgotten my passphrase” on the lock screen."))),
            Item(say(t("Write the code. Hyphens, spaces and small letters do not matter."))),
            Item(say(t("Choose a new passphrase. Everything in the store is as it was."))),
        ]
    )
    document.heading(2, say(t("How it is kept")))
    document.items(
        [
            Item(say(t("Keep this sheet locked up, away from the computer."))),
            Item(say(t("Whoever has both the sheet and the computer can read everything in the store."))),
            Item(say(t("Nobody else has the code, and it cannot be made again."))),
        ]
    )
    document.blanks([say(t("Whose it is")), say(t("Where the computer stands"))])
    pdf, pages = document.finish()
    return Printed(pdf, pages, document.title)
