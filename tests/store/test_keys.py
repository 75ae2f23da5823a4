"""The key and the two ways to it: passphrase, recovery code, a new passphrase, and a header that is not right."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseworker.base.errors import StoreProblem, UserError
from caseworker.store import keys
from tests.making import CHEAP, PASSPHRASE
from tests.store.saying import sentences


@pytest.fixture
def made(tmp_path: Path) -> keys.NewKey:
    return keys.create(tmp_path, PASSPHRASE, CHEAP)


def refused(folder: Path, code: str, passphrase: str = PASSPHRASE) -> None:
    before = (folder / keys.HEADER_NAME).read_bytes()
    with pytest.raises(StoreProblem) as caught:
        keys.unlock(folder, passphrase)
    assert caught.value.code == code
    sentences(caught.value)
    assert (folder / keys.HEADER_NAME).read_bytes() == before


def test_the_passphrase_gives_the_key(tmp_path: Path, made: keys.NewKey) -> None:
    assert keys.unlock(tmp_path, PASSPHRASE) == made.key
    assert len(made.key) == 32
    assert keys.create(tmp_path / "another", PASSPHRASE, CHEAP).key != made.key


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    "typed", ["", " ", PASSPHRASE + " ", PASSPHRASE.upper(), "fire helt almindelige or", "\udcff"]
)
def test_another_passphrase_does_not(tmp_path: Path, typed: str) -> None:
    refused(tmp_path, "wrong_key", typed)


def test_a_letter_typed_as_two_signs_is_the_same_letter(tmp_path: Path) -> None:
    words = "blå bær på Ærø i år"
    made = keys.create(tmp_path, words, CHEAP)
    decomposed = unicodedata.normalize("NFD", words)
    assert decomposed != words
    assert keys.unlock(tmp_path, decomposed) == made.key


def test_the_recovery_code_is_read_as_people_write_it(tmp_path: Path, made: keys.NewKey) -> None:
    code = made.recovery_code
    assert [len(part) for part in code.split("-")] == [4] * 7
    assert not set(code) & set("ILOU")
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        code.replace("0", "O").replace("1", "l"),
        f"  {code.replace('0', 'o').replace('1', 'I')}\n",
    ):
        assert keys.recover(tmp_path, typed, "en ny sætning til arkivet", CHEAP) == made.key
    refused(tmp_path, "wrong_key")
    assert keys.unlock(tmp_path, "en ny sætning til arkivet") == made.key


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("typed", ["", "----", "0000-0000-0000-0000-0000-0000-0000", PASSPHRASE])
def test_another_code_changes_nothing(tmp_path: Path, typed: str) -> None:
    before = (tmp_path / keys.HEADER_NAME).read_bytes()
    with pytest.raises(StoreProblem) as caught:
        keys.recover(tmp_path, typed, "en ny sætning til arkivet", CHEAP)
    assert caught.value.code == "wrong_key"
    sentences(caught.value)
    assert (tmp_path / keys.HEADER_NAME).read_bytes() == before


def test_a_code_one_letter_short_or_wrong_does_not_open(tmp_path: Path, made: keys.NewKey) -> None:
    code = made.recovery_code
    other = "2" if code[5] != "2" else "3"
    for typed in (code[:-1], code[:5] + other + code[6:]):
        with pytest.raises(StoreProblem, match="recovery code"):
            keys.recover(tmp_path, typed, "en ny sætning til arkivet", CHEAP)


def test_a_new_passphrase_wraps_the_same_key_anew(tmp_path: Path, made: keys.NewKey) -> None:
    before = keys.read_header(tmp_path)
    keys.change_passphrase(tmp_path, PASSPHRASE, "helt andre ord i dag", CHEAP)
    after = keys.read_header(tmp_path)
    assert keys.unlock(tmp_path, "helt andre ord i dag") == made.key
    refused(tmp_path, "wrong_key")
    assert after["recovery"] == before["recovery"]
    assert after["store_id"] == before["store_id"]
    assert all(after["passphrase"][part] != before["passphrase"][part] for part in ("salt", "nonce", "key"))
    assert [path.name for path in tmp_path.iterdir()] == [keys.HEADER_NAME]


@pytest.mark.parametrize("short", ["", "kort", "a" * (keys.MIN_PASSPHRASE - 1)])
def test_a_short_passphrase_is_refused_everywhere(tmp_path: Path, made: keys.NewKey, short: str) -> None:
    before = (tmp_path / keys.HEADER_NAME).read_bytes()
    for act in (
        lambda: keys.create(tmp_path / "new", short, CHEAP),
        lambda: keys.change_passphrase(tmp_path, PASSPHRASE, short, CHEAP),
        lambda: keys.recover(tmp_path, made.recovery_code, short, CHEAP),
    ):
        with pytest.raises(UserError) as caught:
            act()
        sentences(caught.value)
    assert (tmp_path / keys.HEADER_NAME).read_bytes() == before
    assert not (tmp_path / "new").exists()


def test_the_header_tells_nothing(tmp_path: Path, made: keys.NewKey) -> None:
    content = (tmp_path / keys.HEADER_NAME).read_bytes()
    for secret in (made.key, made.key.hex().encode(), PASSPHRASE.encode(), made.recovery_code.encode()):
        assert secret not in content


def _set(part: str, name: str, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda header: header[part].update({name: value})


WRONG_COSTS = [0, -1, 2**40, float("inf"), float("nan"), "x", None, [], 1e300]
CHANGES: list[Callable[[dict[str, Any]], object]] = [
    lambda header: header.pop("store_id"),
    lambda header: header.update(store_id=3),
    lambda header: header.update(format_version="1"),
    lambda header: header.update(format_version=None),
    lambda header: header.update(format_version=0),
    lambda header: header.pop("recovery"),
    lambda header: header.update(passphrase=[]),
    *(_set("passphrase", name, value) for name in ("time", "memory", "lanes") for value in WRONG_COSTS),
    *(
        _set("passphrase", name, value)
        for name in ("salt", "nonce", "key")
        for value in ("", "AA==", "æ", 1, None)
    ),
    _set("passphrase", "kdf", "scrypt"),
    _set("recovery", "kdf", None),
]


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("change", CHANGES)
def test_a_damaged_header_is_called_damaged(
    tmp_path: Path, change: Callable[[dict[str, Any]], object]
) -> None:
    path = tmp_path / keys.HEADER_NAME
    header = json.loads(path.read_bytes())
    change(header)
    path.write_text(json.dumps(header))
    refused(tmp_path, "damaged")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "damaged"),
        (b"\xff\xfe\x00", "damaged"),
        (b"\x00" * 500, "damaged"),
        (b"[" * 100_000, "damaged"),
        (b'{"format": "faelles-plan-store"', "damaged"),
        (b'{"format": "faelles-plan-store"}', "damaged"),
        (b"null", "foreign"),
        (b"[]", "foreign"),
        (b'{"name": "somebody elses", "version": "1.0.0"}', "foreign"),
    ],
)
def test_a_file_that_is_no_header(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / keys.HEADER_NAME).write_bytes(content)
    refused(tmp_path, code)


@pytest.mark.usefixtures("made")
def test_a_header_of_a_newer_program(tmp_path: Path) -> None:
    path = tmp_path / keys.HEADER_NAME
    path.write_text(
        json.dumps(json.loads(path.read_bytes()) | {"format_version": 2, "recovery": "new shape"})
    )
    refused(tmp_path, "too_new")


def test_no_header_and_a_folder_in_its_place(tmp_path: Path) -> None:
    for code in ("missing", "damaged"):
        with pytest.raises(StoreProblem) as caught:
            keys.unlock(tmp_path, PASSPHRASE)
        assert caught.value.code == code
        sentences(caught.value)
        (tmp_path / keys.HEADER_NAME).mkdir(exist_ok=True)


@given(data=st.data())
def test_whatever_byte_is_wrong_there_is_no_wrong_key_and_no_crash(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("header")
    made = keys.create(folder, PASSPHRASE, CHEAP)
    path = folder / keys.HEADER_NAME
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] = data.draw(st.integers(32, 126))
    path.write_bytes(content)
    # A cost may come out high and still be allowed; what is tried here is the reading, not the waiting.
    if any(int(part.get(name, 0)) > 4096 for part in _parts(path) for name in ("time", "memory", "lanes")):
        return
    try:
        assert keys.unlock(folder, PASSPHRASE) == made.key
    except StoreProblem as problem:
        assert problem.code in {"damaged", "wrong_key", "foreign", "too_new"}


def _parts(path: Path) -> list[dict[str, Any]]:
    try:
        return [part for part in json.loads(path.read_bytes()).values() if isinstance(part, dict)]
    except ValueError:
        return []


@pytest.mark.parametrize(
    ("words", "strength"),
    [("kort", 0), ("aaaaaaaaaaaaaaaaaaaaaaaa", 1), ("abcdefghij", 1), ("abcdefghijklmn", 2), (PASSPHRASE, 3)],
)
def test_length_counts_most(words: str, strength: int) -> None:
    assert keys.strength(words) == strength
