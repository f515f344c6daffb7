"""One voice: everything that is said to people, Chinese and English side by side, as data.

A key is ``room.name``, and its line stands in ``phrases/tables/<room>.csv`` (columns key, zh, en; UTF-8, so that it
opens in WPS). A room is read when its first phrase is said: help and worker processes read what they say, no more.
Nothing is accused here, and no sentence says more than was found; tests/test_phrases.py holds every line to that.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from phrases.counting import one

__all__ = ["has", "keys", "say", "table", "texts"]

TABLES = Path(__file__).parent / "tables"


def say(key: str, lang: str = "zh", /, **facts: object) -> str:
    """Return a phrase in the reader's language, ``zh`` or ``en``, with its facts filled in.

    Raises KeyError for a key that no table has, and for a fact that the phrase needs and that was not given.
    """
    words = texts(key)[1 if lang == "en" else 0].format_map(facts)
    return one(words) if lang == "en" and facts else words


def texts(key: str) -> tuple[str, str]:
    """Return a phrase as it stands in its table, (Chinese, English), with its facts in braces."""
    room, _, name = key.partition(".")
    found = table(room).get(name)
    if found is None:
        raise KeyError(f"phrases/tables/{room}.csv has no line {name!r}")
    return found


def has(key: str) -> bool:
    """Whether there is such a phrase: for what may have words of its own, or go by its code."""
    room, _, name = key.partition(".")
    return name in table(room)


def keys(start: str) -> tuple[str, ...]:
    """Return all keys that begin with ``start`` (a room and a dot, at least), in the order of their table."""
    room, _, rest = start.partition(".")
    return tuple(f"{room}.{name}" for name in table(room) if name.startswith(rest))


@cache
def table(room: str) -> Mapping[str, tuple[str, str]]:
    """Return the phrases of a room, name -> (Chinese, English).

    Raises KeyError for a room that has no table, ValueError for a table that says a name twice or lacks a column.
    """
    path = TABLES / f"{room}.csv"
    if not path.is_file():
        raise KeyError(f"there is no table of phrases {path}")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *lines = csv.reader(file)
    if head != ["key", "zh", "en"]:
        raise ValueError(f"{path}: expected the columns key, zh, en, got {head}")
    found: dict[str, tuple[str, str]] = {}
    for line in lines:
        name, *both = line
        if name in found or len(both) != 2:
            raise ValueError(f"{path}: expected one line key,zh,en for {name!r}")
        # Spreadsheet programs save line breaks inside a cell in the way of their system.
        found[name] = (both[0].replace("\r\n", "\n"), both[1].replace("\r\n", "\n"))
    return found
