"""Compares the messages in the code with the Danish catalogue.

The code is read as a syntax tree rather than with babel's extractor, because that one passes over a
message that is not a literal without a word, and such a message would stay English for ever.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from build_hook import Key, key_of, merge, read_rooms

_MAKERS = {"t": 1, "tc": 2, "tn": 2}  # how many literal arguments each begins with
_ENDINGS = ".:?…"
# The words of Python's own argparse, which stand in no code of ours (tests/cli compares them with Python's).
_FOREIGN = "argparse.po"
_PERCENT = re.compile(r"%(?:\(\w+\))?[srd]")
_FOREIGN_QUOTE = re.compile('[“”„"]')
_HE_OR_SHE = {
    "en": re.compile(r"\b(he|she|his|her|hers|him)\b", re.IGNORECASE),
    "da": re.compile(r"\b([Hh]an|[Hh]un|hans|[Hh]endes|ham|hende)\b"),
}


@dataclass(frozen=True)
class Message:
    """One message in the code. `where` is `path:line`, `room` the PO file its Danish belongs in."""

    where: str
    room: str
    message: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> Key:
        """Return what the catalogue finds it by."""
        return self.context, self.message


@dataclass
class Found:
    """What reading the code gave: messages, and a line for each that cannot be translated as it stands."""

    messages: list[Message] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_code(root: Path) -> Found:
    """Read every `t`, `tc` and `tn` under caseworker/ and ui/."""
    found = Found()
    for top in ("caseworker", "ui"):
        for path in sorted((root / top).rglob("*.py")):
            name = path.relative_to(root)
            for call in _calls(ast.parse(path.read_text("utf-8"), str(name))):
                _read_call(call, name, found)
    return found


def check(root: Path) -> list[str]:
    """Return a line for each thing to mend, none when every message has its Danish."""
    found = read_code(root)
    rooms = read_rooms(root)
    whole, contradictions = merge(rooms)
    entries = {key_of(message): message for message in whole if message.id}
    problems = contradictions + found.problems
    for message in found.messages:
        entry = entries.get(message.key)
        if entry is None:
            problems.append(f"{message.where}: no Danish for {message.message!r}{_in(message.context)}")
        elif bool(message.plural) != isinstance(entry.id, tuple) or (
            message.plural and entry.id[1] != message.plural
        ):
            problems.append(f"{message.where}: plural of {message.message!r} differs from the PO file")
    used = {message.key for message in found.messages}
    used |= {key_of(message) for message in rooms.get(_FOREIGN, ())}
    for key, entry in entries.items():
        label = f"{key[1]!r}{_in(key[0])}"
        if key not in used:
            problems.append(f"no longer in the code: {label}")
        if entry.fuzzy:
            problems.append(f"fuzzy: {label}")
        problems += [f"{label}: {fault}" for fault in _faults(entry)]
    return sorted(dict.fromkeys(problems))


def missing_as_po(root: Path) -> str:
    """Return PO text for the messages without Danish, under a heading per room, ready to be pasted."""
    whole, _ = merge(read_rooms(root))
    known = {key_of(message) for message in whole}
    fresh: dict[Key, list[Message]] = {}
    for message in read_code(root).messages:
        if message.key not in known:
            fresh.setdefault(message.key, []).append(message)
    blocks = sorted(fresh.values(), key=lambda same: same[0].room)
    return "".join(
        f"# ---- {room}\n\n" + "".join(_as_po(same) for same in group)
        for room, group in groupby(blocks, key=lambda same: same[0].room)
    )


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _maker(node) in _MAKERS:
            yield node


def _maker(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(ast.Name("text"), name):
            return name
    return ""


def _read_call(call: ast.Call, path: Path, found: Found) -> None:
    maker, where = _maker(call), f"{path.as_posix()}:{call.lineno}"
    first = call.args[: _MAKERS[maker]]
    words = [arg.value for arg in first if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if len(words) < _MAKERS[maker]:
        found.problems.append(f"{where}: {maker}() needs its words written out, not put together")
        return
    context = words.pop(0) if maker == "tc" else ""
    message = Message(where, _room(path), words[0], context, words[1] if maker == "tn" else "")
    found.messages.append(message)
    problems = [fault for text in words for fault in _format_faults(text) + _manners(text, "en")]
    if maker == "t" and len(message.message.split()) == 1 and not placeholders(message.message):
        problems.append(f'{message.message!r} is one word and needs tc("context", ...)')
    given = {keyword.arg for keyword in call.keywords} | ({"count"} if maker == "tn" else set())
    wanted = set().union(*(placeholders(text) for text in words))
    # What is not filled here is filled later (`with_values`), unless a value goes by a name nobody asks for.
    if None not in given and given - wanted - {"count"} and (unfilled := wanted - given):
        problems.append(f"no value for {', '.join(sorted(unfilled))} in {message.message!r}")
    found.problems += [f"{where}: {problem}" for problem in problems]


def _room(path: Path) -> str:
    parts = path.with_suffix("").parts
    if parts[0] == "ui":
        return f"ui_{parts[1]}.po"
    return f"{parts[1]}.po"


def placeholders(words: str) -> set[str]:
    """Return the names between braces. A broken format has none (it is reported on its own)."""
    try:
        return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(words) if name}
    except ValueError:
        return set()


def _format_faults(words: str) -> list[str]:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    except ValueError as error:
        return [f"broken braces in {words!r}: {error}"]
    return [f"unnamed placeholder in {words!r}"] if any(not n or n.isdigit() for n in names) else []


def _manners(words: str, language: str) -> list[str]:
    faults = []
    if "!" in words:
        faults.append(f"exclamation mark in {words!r}")
    if match := _HE_OR_SHE[language].search(words):
        faults.append(f"{match[0]!r} in {words!r}")
    if language == "da" and (match := _FOREIGN_QUOTE.search(words)):
        faults.append(f"{match[0]!r} for » or « in {words!r}")
    return faults


def _faults(entry: Any) -> list[str]:
    """Return what is wrong with the Danish of one entry."""
    ids = entry.id if isinstance(entry.id, tuple) else (entry.id,)
    strings = entry.string if isinstance(entry.string, tuple) else (entry.string,)
    if not all(strings) or len(strings) != len(ids):
        return ["empty"]
    faults = []
    for source, words in zip(ids, strings, strict=True):
        faults += _format_faults(words) + _manners(words, "da")
        # The singular may say "én dag" without its number.
        free = {"count"} if len(ids) > 1 else set()
        if placeholders(source) - free != placeholders(words) - free or _percents(source) != _percents(words):
            faults.append(f"other placeholders in {words!r}")
        ends = [text[-1] if text[-1] in _ENDINGS else "" for text in (source, words)]
        if ends[0] != ends[1] or words.replace(words.strip(), "") != source.replace(source.strip(), ""):
            faults.append(f"other ending in {words!r}")
    return faults


def _percents(words: str) -> list[str]:
    # What argparse puts in Python's quotation marks (r) is put in our own, as it is (s).
    return sorted(re.sub("r$", "s", one) for one in _PERCENT.findall(words))


def _in(context: str) -> str:
    return f" (context {context!r})" if context else ""


def _as_po(same: list[Message]) -> str:
    from babel.messages.pofile import normalize

    message = same[0]
    lines = [f"#: {other.where}" for other in same]
    if message.context:
        lines.append(f"msgctxt {normalize(message.context)}")
    lines.append(f"msgid {normalize(message.message)}")
    if message.plural:
        lines += [f"msgid_plural {normalize(message.plural)}", 'msgstr[0] ""', 'msgstr[1] ""']
    else:
        lines.append('msgstr ""')
    return "\n".join(lines) + "\n\n"
