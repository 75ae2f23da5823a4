"""How the command line is called: options, passphrase, languages, help, and what may happen around it."""

from __future__ import annotations

import argparse
import ast
import inspect
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseworker.base.text import render, t
from caseworker.cli.main import build_parser
from tests.architecture.tree import ROOT
from tests.cli.conftest import Run
from tests.making import PASSPHRASE

COMMANDS = (
    "init", "demo", "import", "citizens", "case", "deadlines", "print", "export", "open-bundle", "check",
    "selfcheck", "version", "tour", "rules",
)  # fmt: skip


def test_the_common_options_stand_before_or_after_the_command(run: Run, filled: Path, tmp_path: Path) -> None:
    words = tmp_path / "ord.txt"
    words.write_text(PASSPHRASE + "\n", "utf-8")
    os.environ.pop("CASEWORKER_PASSPHRASE")
    common = ("--data-dir", filled, "--passphrase-file", words, "--lang", "en")
    before, after = run(*common, "citizens"), run("citizens", *common)
    assert (before.code, after.code) == (0, 0)
    assert before.data == after.data
    assert run("--data-dir", tmp_path / "nowhere", *common[2:], "citizens", "--data-dir", filled).code == 0
    nested = run("deadlines", "list", "--case", "9999", *common)
    assert nested.err == "There is no case 9999. Look the number up in the list of citizens.\n"
    assert (
        run("--data-dir", filled, "deadlines", "--passphrase-file", words, "list", "--lang", "en").code == 0
    )


@pytest.mark.parametrize(
    "content",
    [
        PASSPHRASE.encode(),
        PASSPHRASE.encode() + b"\r\nmere\r\n",
        b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\n",  # as Notepad writes it
    ],
)
def test_the_passphrase_comes_from_the_first_line_of_a_file(
    run: Run, filled: Path, tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEWORKER_PASSPHRASE", "den forkerte sætning")  # the file goes first
    (tmp_path / "p").write_bytes(content)
    assert run("check", "--data-dir", filled, "--passphrase-file", tmp_path / "p").code == 0


def test_no_or_a_wrong_passphrase_is_a_sentence(
    run: Run, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\xfd")
    for file in ("nowhere", "empty", "bytes", "."):
        ran = run("citizens", "--data-dir", filled, "--passphrase-file", tmp_path / file)
        assert (ran.code, ran.out) == (3, "")
        assert "adgangssætningen" in ran.err
    for words, code in (("", 3), ("den forkerte sætning", 4), ("\udcff" * 12, 4)):
        monkeypatch.setenv("CASEWORKER_PASSPHRASE", words)
        ran = run("citizens", "--data-dir", filled)
        assert (ran.code, ran.out) == (code, "")
        assert PASSPHRASE not in ran.err
    assert "åbner ikke arkivet" in ran.err
    assert "gendannelseskode" not in ran.err, "no command takes it"


@pytest.mark.parametrize("folder", ["nowhere", "\udcff"])
def test_no_store_is_a_sentence(run: Run, tmp_path: Path, folder: str) -> None:
    ran = run("citizens", "--data-dir", tmp_path / folder)
    assert (ran.code, ran.out) == (4, "")
    assert "ikke noget arkiv" in ran.err
    assert not (tmp_path / folder).exists()


# ---- help and usage in both languages


@pytest.mark.parametrize("language", ["da", "en"])
def test_help_speaks_one_language(run: Run, language: str) -> None:
    ran = run("--lang", language, "--help")
    assert (ran.code, ran.err) == (0, "")
    for command in COMMANDS:
        assert f"    {command} " in ran.out
    english = {
        "usage: ",
        "positional arguments:",
        "options:",
        "show this help message and exit",
        "make an encrypted",
    }
    danish = {"brug: ", "argumenter:", "valg:", "vis denne hjælp", "opret et krypteret arkiv"}
    here, there = (danish, english) if language == "da" else (english, danish)
    assert all(words in ran.out for words in here)
    assert not any(f"\n{words}" in ran.out or f"  {words}" in ran.out for words in there)


@pytest.mark.parametrize("command", [*COMMANDS, "deadlines list", "deadlines explain", "deadlines schema"])
def test_every_command_helps_in_both_languages(run: Run, command: str) -> None:
    danish = run(*command.split(), "--help")
    english = run(*command.split(), "--help", "--lang=en")
    assert (danish.code, english.code) == (0, 0)
    assert danish.out.startswith("brug: caseworker")
    assert english.out.startswith("usage: caseworker")
    assert "{" not in danish.out.replace("{da,en}", "").replace("{citizen}", "").replace(
        "{plan,summons}", ""
    ).replace("{list,explain,schema}", "")


def _values(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield every argument of every command that takes a value."""
    for action in parser._actions:  # noqa: SLF001 - argparse shows them in no other way
        if isinstance(action.choices, dict):
            for inner in action.choices.values():
                yield from _values(inner)
        elif action.nargs != 0:
            yield action


def test_what_stands_for_a_value_is_in_the_language() -> None:
    """A word made from the option's own name would be English in every language."""
    danish = {one.dest: one.metavar for one in _values(build_parser("da")) if not one.choices}
    english = {one.dest: one.metavar for one in _values(build_parser("en")) if not one.choices}
    assert None not in danish.values()
    assert {danish[name] for name in ("name", "unit", "phone", "search")} == {
        "NAVN",
        "ENHED",
        "TELEFON",
        "ORD",
    }
    the_same = {"ID", "F.pdf", "F.ics", "A", "B"}
    assert not set(danish.values()) & set(english.values()) - the_same


def test_words_that_are_typed_as_they_stand_are_explained(run: Run) -> None:
    said = " ".join(run("print", "--help").out.split())
    assert "plan: planen; summons: en indkaldelse" in said
    assert "kun citizen: borgerens udgave" in said


WRONG = [
    ([], "foo"),
    ([], "citizens", "--nosuch"),
    ([], "import"),
    ([], "--data-dir"),
    ([], "demo", "--citizens", "mange"),
    ([], "demo", "--seed", "1.5"),
    ([], "print", "letter", "--case", "1", "-o", "x"),
    ([], "print", "plan"),
    ([], "deadlines", "list", "--on"),
    ([], "--lang", "xx", "version"),
    ([], "export", "--dry-run"),
    ([], "version", "--lan", "da"),
    ([], "deadlines"),
    ([], "--data-dir", "", "citizens"),
    ([], "export", "--to", " "),
]


@pytest.mark.parametrize("arguments", [one[1:] for one in WRONG], ids=lambda one: " ".join(one))
def test_wrong_usage_is_2_and_says_why(run: Run, arguments: tuple[str, ...]) -> None:
    for language, first, middle in (("da", "brug: ", ": fejl: "), ("en", "usage: ", ": error: ")):
        ran = run(*(arguments if "--lang" in arguments else ("--lang", language, *arguments)))
        assert (ran.code, ran.out) == (2, "")
        if "--lang" not in arguments:
            assert ran.err.startswith(first)
            assert middle in ran.err


def test_wrong_usage_names_no_word_of_the_programmers(run: Run) -> None:
    said = {
        (
            "print",
            "letter",
            "--case",
            "1",
            "-o",
            "x",
        ): "argumentet {plan,summons}: »letter« findes ikke (vælg mellem plan, summons)",
        ("foo",): "»foo« findes ikke (vælg mellem init, demo, ",
        ("deadlines", "foo"): "»foo« findes ikke (vælg mellem ",
        ("--lang", "xx", "check"): "argumentet --lang: »xx« findes ikke",
        ("print", "plan", "--edition=foo"): "--edition: »foo« findes ikke (vælg mellem citizen)",
        ("citizens", "--help=foo"): "værdien »foo« bruges ikke her",
        ("import",): "disse argumenter mangler: FIL",
        ("demo", "--citizens", "x"): "argumentet --citizens: »x« er ikke et helt tal",
        ("deadlines",): "disse argumenter mangler: KOMMANDO",
        ("--data-dir", "", "check"): "--data-dir: her skal stå navnet på en fil eller en mappe",
    }
    for arguments, words in said.items():
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert words in ran.err
        assert "'" not in ran.err, "a value stands in the quotation marks of every other message"
    english = run("--lang", "en", "foo")
    assert "“foo” is not known (choose from init, demo, " in english.err


@pytest.mark.parametrize(
    ("arguments", "usage"),
    [
        (("citizens", "--nosuch"), "brug: caseworker citizens "),
        (("deadlines", "list", "--nosuch", "x"), "brug: caseworker deadlines list "),
        (("deadlines", "--nosuch", "list"), "brug: caseworker deadlines "),
        (("version", "mere"), "brug: caseworker version "),
        (("--nosuch",), "brug: caseworker [-h] "),
    ],
)
def test_a_wrong_option_shows_the_usage_of_its_command(
    run: Run, arguments: tuple[str, ...], usage: str
) -> None:
    ran = run("--lang", "da", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(usage)
    wrong = next(word for word in arguments if word in ("--nosuch", "mere"))
    assert f": fejl: ukendte argumenter: {wrong}" in ran.err


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "f").write_text("")
    for command, place in itertools.product(("citizens", "init", "check"), ("f", "f/under")):
        ran = run("--data-dir", tmp_path / place, command)
        assert (ran.code, ran.out) == (3, "")
        assert f"{tmp_path / 'f'} er en fil" in ran.err


# Faults of whoever writes the program, which nobody who calls it can see.
_OF_PROGRAMMERS = (
    "() not defined", "is an invalid argument", "mutually exclusive arguments", "with mode %r", "cannot merge",
    "%r is not callable", "invalid option string", "dest= is required", "invalid conflict",
    "cannot have multiple", "conflicting ",
)  # fmt: skip


def test_argparse_of_this_python_says_nothing_that_has_no_danish() -> None:
    build_parser("da")
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    said = [
        (node.func.id, [arg.value for arg in node.args if isinstance(arg, ast.Constant)])
        for node in calls
        if isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext")
    ]
    messages = [
        words for _name, words in said if words and not any(odd in words[0] for odd in _OF_PROGRAMMERS)
    ]
    assert len(messages) > 20
    unchanged = {"%(heading)s:"}  # stands for a word that is translated itself
    import gettext

    for words in messages:
        translated = gettext.ngettext(*words, 1) if len(words) == 2 else gettext.gettext(words[0])
        assert translated != words[0] or words[0] in unchanged, words[0]


def test_the_language_of_this_machine_counts_where_none_is_given(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config" / "Faelles-plan").mkdir(parents=True)
    (tmp_path / "config" / "Faelles-plan" / "settings.json").write_text('{"language": "en"}')
    assert "usage: " in run("--help").out
    assert "brug: " in run("--help", "--lang", "da").out


# ---- as a program of its own


def test_danish_comes_out_whole_where_the_terminal_speaks_ascii(program: Run, filled: Path) -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    ran = program("citizens", "--data-dir", filled, env=env)
    assert (ran.code, len(ran.data)) == (0, 8)
    assert "••••" in ran.out
    missing = program("case", "9999", "--data-dir", filled, env=env)
    assert "Slå nummeret op" in missing.err or "nummeret" in missing.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_a_result_that_cannot_be_written_out_is_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ui", "--lang", "en", "deadlines", "schema"],
            cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        3,
        render(t("The result could not be written out. What was done is saved."), "en") + "\n",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break in another way on Windows")
def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "ui", "deadlines", "schema"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    errors = child.stderr.read()
    child.stderr.close()
    assert (child.wait(30), errors) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix")
def test_ctrl_c_stops_quietly() -> None:
    def heed() -> None:
        """Heed Ctrl+C even where the tests themselves were started in the background, which ignores it."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    child = subprocess.Popen(
        [sys.executable, "-m", "ui", "--lang", "en", "deadlines", "explain", "--facts", "-"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=heed,
    )  # fmt: skip
    try:
        _wait_until_it_reads(child.pid)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    assert (child.returncode, out) == (130, "")
    assert err == "Stopped. What was saved before is safe, and nothing is half done.\n"


def _wait_until_it_reads(pid: int) -> None:
    """Wait until the program sleeps in a read of its input, as far as the system tells."""
    waiting = Path(f"/proc/{pid}/wchan")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        time.sleep(0.1)
        try:
            if "pipe" in waiting.read_text():
                return
        except OSError:
            time.sleep(3)
            return


def test_commands_answer_quickly_enough_to_import_only_what_they_need() -> None:
    """`version` and `--help` load neither the database nor the prints nor the window."""
    code = (
        "import sys; from caseworker.cli.main import main; main(['version']); main(['--help']);"
        "heavy = {'sqlalchemy', 'sqlcipher3', 'reportlab', 'msgspec', 'argon2', 'PySide6'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
