"""What is said of a passphrase while it is chosen. Light: the lock screen waits for it. No Qt."""

from __future__ import annotations

from caseworker.base.text import Text, t, tc

ADVICE = t("At least 10 characters. Four plain words are easy to remember.")
DIFFER = t("The two passphrases differ. Write the same one twice.")
_STRENGTH: dict[int, Text] = {
    0: t("Too short: at least 10 characters. Four plain words are easy to remember."),
    1: t("Weak. One more word makes it much stronger."),
    2: tc("passphrase", "Good."),
    3: tc("passphrase", "Strong."),
}


def judged(words: str) -> Text:
    """Say how strong a new passphrase is; while there is none, what makes a good one."""
    return _STRENGTH[_strength(words)] if words else ADVICE


def faults(words: str, again: str) -> dict[str, Text]:
    """Return what is wrong with a new passphrase that was written twice, by field ("passphrase", "again")."""
    found = {} if _strength(words) else {"passphrase": _STRENGTH[0]}
    return found if words == again else found | {"again": DIFFER}


def _strength(words: str) -> int:
    # Asked for only now: it comes with the store's packages, which load behind the lock screen.
    from caseworker.store.keys import strength

    return strength(words)
