"""The Danish catalogue is complete, and what checks it finds every kind of fault."""

from __future__ import annotations

import gettext
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.tree import ROOT

HEADER = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

"""


@pytest.fixture
def tools(monkeypatch: pytest.MonkeyPatch) -> tuple[ModuleType, ModuleType]:
    """Load the two files that lie beside the catalogue: the compiler and the check."""
    monkeypatch.syspath_prepend(str(ROOT / "resources" / "locale"))
    for name in ("build_hook", "messages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    import build_hook
    import messages

    return build_hook, messages


def write(root: Path, code: str, **rooms: str) -> Path:
    """Make a small project with one module and a PO file for each keyword."""
    module = root / "caseworker" / "plan" / "service.py"
    module.parent.mkdir(parents=True)
    module.write_text(code, "utf-8")
    folder = root / "resources" / "locale" / "da"
    folder.mkdir(parents=True)
    for name, words in rooms.items():
        (folder / f"{name}.po").write_text(HEADER + words, "utf-8")
    return root


def test_every_message_has_its_danish(tools: tuple[ModuleType, ModuleType]) -> None:
    assert tools[1].check(ROOT) == []


@pytest.mark.parametrize(
    ("code", "danish", "fault"),
    [
        ('t("Two words")', "", "service.py:1: no Danish for 'Two words'"),
        ('tc("button", "Open")', 'msgid "Open"\nmsgstr "Åbn"', "no Danish for 'Open' (context 'button')"),
        ('t("Two words")', '#, fuzzy\nmsgid "Two words"\nmsgstr "To ord"', "fuzzy: 'Two words'"),
        ('t("Two words")', 'msgid "Two words"\nmsgstr ""', "'Two words': empty"),
        ("", 'msgid "Two words"\nmsgstr "To ord"', "no longer in the code: 'Two words'"),
        ('t("A {day} b", day=1)', 'msgid "A {day} b"\nmsgstr "A {dag} b"', "other placeholders"),
        ('t("A {day} b", day=1)', 'msgid "A {day} b"\nmsgstr "A {day b"', "broken braces"),
        ('t("A {day} b", days=1)', 'msgid "A {day} b"\nmsgstr "A {day} b"', "no value for day"),
        ('t("A {} b")', 'msgid "A {} b"\nmsgstr "A {} b"', "unnamed placeholder"),
        ('t("Open")', 'msgid "Open"\nmsgstr "Åbn"', "'Open' is one word"),
        ('t(f"Two {words}")', "", "t() needs its words written out"),
        ("tn(one, many, 2)", "", "tn() needs its words written out"),
        ('t("It is saved.")', 'msgid "It is saved."\nmsgstr "Det er gemt"', "other ending"),
        ('t("It is saved.")', 'msgid "It is saved."\nmsgstr "Hun er gemt."', "'Hun' in"),
        ('t("It is “new”.")', 'msgid "It is “new”."\nmsgstr "Den er “ny”."', "'“' for » or « in"),
        ('t("Well done!")', 'msgid "Well done!"\nmsgstr "Godt klaret!"', "exclamation mark"),
        (
            'tn("{count} day", "{count} days", 2)',
            'msgid "{count} day"\nmsgstr "{count} dag"',
            "plural of '{count} day' differs",
        ),
    ],
)
def test_each_fault_is_found(
    tools: tuple[ModuleType, ModuleType], tmp_path: Path, code: str, danish: str, fault: str
) -> None:
    found = tools[1].check(write(tmp_path, code, plan=danish))
    assert any(fault in line for line in found), found


def test_good_words_pass(tools: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    code = """
a = t("A {day:short} b", day=1)
b = tn("{count} day", "{count} days", 2)
c = tc("button", "Open")
d = text.t("Filled {later}").with_values(later=1)
e = other.t("not ours")
"""
    danish = """
msgid "A {day:short} b"
msgstr "A {day:weekday} b"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "én dag"
msgstr[1] "{count} dage"

msgctxt "button"
msgid "Open"
msgstr "Åbn"

msgid "Filled {later}"
msgstr "Fyldt {later}"
"""
    assert tools[1].check(write(tmp_path, code, plan=danish)) == []


def test_the_same_message_in_two_rooms_must_say_the_same(
    tools: tuple[ModuleType, ModuleType], tmp_path: Path
) -> None:
    one, other = 'msgid "Two words"\nmsgstr "To ord"\n', 'msgid "Two words"\nmsgstr "Par ord"\n'
    root = write(tmp_path, 't("Two words")', people=one, plan=one)
    assert tools[0].compile_catalogue(root) == []
    (root / "resources" / "locale" / "da" / "plan.po").write_text(HEADER + other, "utf-8")
    (problem,) = tools[0].compile_catalogue(root)
    assert "people.po says 'To ord', plan.po says 'Par ord'" in problem


def test_the_catalogue_is_the_same_each_time_and_leaves_fuzzy_words_out(
    tools: tuple[ModuleType, ModuleType], tmp_path: Path
) -> None:
    danish = 'msgid "Two words"\nmsgstr "To ord"\n\n#, fuzzy\nmsgid "Three small words"\nmsgstr "Tre"\n'
    root = write(tmp_path, "", plan=danish)
    tools[0].compile_catalogue(root)
    first = (root / tools[0].CATALOGUE).read_bytes()
    tools[0].compile_catalogue(root)
    assert (root / tools[0].CATALOGUE).read_bytes() == first
    with (root / tools[0].CATALOGUE).open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Two words") == "To ord"
    assert words.gettext("Three small words") == "Three small words"


def test_a_broken_file_is_named(tools: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    root = write(tmp_path, "", plan='words "open"\n')
    with pytest.raises(tools[0].CatalogueError, match=r"plan\.po"):
        tools[0].compile_catalogue(root)


def test_what_is_missing_can_be_pasted(tools: tuple[ModuleType, ModuleType], tmp_path: Path) -> None:
    code = 't("Two words")\ntc("button", "Open")\ntn("{count} day", "{count} days", 2)\nt("Two words")\n'
    root = write(tmp_path, code, plan="")
    printed = tools[1].missing_as_po(root)
    assert printed.startswith(
        "# ---- plan.po\n\n#: caseworker/plan/service.py:1\n#: caseworker/plan/service.py:4\n"
    )
    (root / "resources" / "locale" / "da" / "plan.po").write_text(HEADER + printed, "utf-8")
    assert tools[1].missing_as_po(root) == ""
    assert tools[1].check(root) == [
        "'Open' (context 'button'): empty",
        "'Two words': empty",
        "'{count} day': empty",
    ]
