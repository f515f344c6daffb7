"""How a name is read: 张伟, 章炜 and ZHANG Wei are read alike. Offline, and small: no dictionary beside ``readings.csv``.

The 3,755 commonest characters stand in GB 2312-80 in the order of their readings, and every Python knows that order: the
table has the first character of each reading. It also has some four hundred others that names are made of (晟, 玥), and
characters that are read in another way in names (单 Shan, 仇 Qiu, 朴 Piao), as anybody reads them. Each has one reading,
without its tone. Any other character stands for itself. A test compares them with a dictionary.
"""

from __future__ import annotations

import csv
import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

_FIRST_ROW, _LAST_ROW = 0xB0, 0xD7  # of the characters in the order of their readings
_LETTERS = re.compile(r"[a-z]+")
_SHORT = 8  # characters of a name: longer ones are rare
_LONGEST = 6  # letters of a reading: zhuang
_SPELT = {"lyu": "lv", "nyu": "nv", "lve": "lue", "nve": "nue"}  # as on passports; with two dots
_NO_WAY = (1_000, 0, 0)
_OPEN = frozenset(
    "aeo"
)  # a reading that begins so is written with an apostrophe before it, or nobody can tell


@cache
def readings() -> dict[str, str]:
    """Return character -> how it is read."""
    text = files("verify.fields").joinpath("readings.csv").read_text(encoding="utf-8")
    table = list(csv.DictReader(text.splitlines()))
    began = {row["first"]: row["reading"] for row in table if row["first"]}
    found: dict[str, str] = {}
    now = ""
    for character in _in_order():
        now = began.get(character, now)
        found[character] = now
    return found | {character: row["reading"] for row in table for character in row["others"]}


def _in_order() -> str:
    codes = (bytes((row, column)) for row in range(_FIRST_ROW, _LAST_ROW + 1) for column in range(0xA1, 0xFF))
    return b"".join(codes).decode("gb2312", "ignore")


@cache
def _known() -> dict[str, str]:
    """Syllables as they are written -> as they stand in the table."""
    return {text: text for text in readings().values()} | _SPELT


def read(name: str) -> str:
    """Return how a name's key is read: its syllables in order of the alphabet, for names are turned round when they are
    copied. What cannot be read stands as it is written, so that equal names are read alike.
    """
    known = readings()
    parts = [known.get(character, "") for character in name]
    if not all(parts) or any(part[0] in _OPEN for part in parts[1:]):
        parts = _mixed(name)
    return " ".join(sorted(parts))


def sums(names: Sequence[str]) -> np.ndarray:
    """Return a number for each name: equal for all that are read alike, and different for nearly all that are not.

    Without reading most of them: what few characters weigh is added up, in whatever order.
    """
    weights, opens = _weights()
    short = np.array([name if len(name) <= _SHORT else "" for name in names], dtype=f"U{_SHORT}")
    signs = short.view(np.uint32).reshape(len(names), _SHORT).astype(np.int64)
    signs[signs >= len(weights)] = len(weights) - 1
    plain = ((weights[signs] > 0) | (signs == 0)).all(axis=1) & (signs[:, 0] > 0)
    plain &= ~opens[signs[:, 1:]].any(axis=1)
    found: np.ndarray = weights[signs].sum(axis=1)
    for at in np.flatnonzero(~plain).tolist():
        found[at] = sum(map(_weight, read(names[at]).split(" ")))
    return found


def _weight(syllable: str) -> int:
    return zlib.crc32(syllable.encode())


@cache
def _weights() -> tuple[np.ndarray, np.ndarray]:
    """What the reading of each character weighs, 0 where it has none; whether it begins with a vowel."""
    weights, opens = np.zeros(0x10000, np.int64), np.zeros(0x10000, bool)
    for character, text in readings().items():
        if text and " " not in text and ord(character) < len(weights) - 1:
            weights[ord(character)], opens[ord(character)] = _weight(text), text[0] in _OPEN
    return weights, opens


def _mixed(name: str) -> list[str]:
    """A name with letters in it, or one whose syllables could be joined in two ways."""
    known = readings()
    plain = unicodedata.normalize("NFD", name.casefold())
    text = "".join(
        "v" if sign == "\u0308" else known.get(sign, sign)
        for sign in plain
        if sign.isalnum() or sign == "\u0308"
    ).replace("uv", "v")
    out: list[str] = []
    end = 0
    for run in _LETTERS.finditer(text):
        out += [*text[end : run.start()], *_syllables(run.group())]
        end = run.end()
    return [*out, *text[end:]]


@lru_cache(maxsize=10_000)
def _syllables(letters: str) -> Sequence[str]:
    """Cut letters into readings as they are meant to be written, with as few as can be that should have an apostrophe,
    or are spelt as on passports; letters that are no readings stay together."""
    known, size = _known(), len(letters)
    best: list[tuple[int, int, int]] = [_NO_WAY] * size + [
        (0, 0, size)
    ]  # marks, readings, end of the first one
    for at in reversed(range(size)):
        mark = at > 0 and letters[at] in _OPEN
        ways = [
            (best[stop][0] + (mark or letters[at:stop] in _SPELT), best[stop][1] + 1, stop)
            for stop in range(at + 1, min(at + _LONGEST, size) + 1)
            if letters[at:stop] in known
        ]
        best[at] = min(ways, default=_NO_WAY)
    if best[0] >= _NO_WAY:
        return [letters]
    out, at = [], 0
    while at < size:
        out.append(known[letters[at : best[at][2]]])
        at = best[at][2]
    return out
