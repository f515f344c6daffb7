"""Texts in columns of a terminal, where a Chinese character takes two. Loads nothing that takes time."""

from __future__ import annotations

import re
import unicodedata

from reports.safe import clean

WIDTH = 80  # what a projector shows
_STOPS, _OPENS = "，。；：）、", "（“《"  # that no line begins with, that none ends with


def width(text: str) -> int:
    """Columns that a text takes on a terminal: two for East Asian wide characters."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text
    )


def fit(text: str, columns: int, *, right: bool = False) -> str:
    """Cut (with …) or pad a text to exactly so many columns."""
    text = clean(text)
    if width(text) > columns:
        kept = ""
        for char in text:
            if width(kept + char) > columns - 1:
                break
            kept += char
        text = kept + "…"
    space = " " * (columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: int = WIDTH, indent: int = 0) -> list[str]:
    """Break a text into lines of at most so many columns; Chinese may break between any two characters.

    A path too long for a line breaks after a slash, so that each name in it stays in one piece where it can.
    """
    space = " " * indent
    lines: list[str] = []
    line: list[str] = []
    for piece in re.findall(r"[\u0021-\u024f]+|.", clean(text)):
        for part in _parts(piece, columns - indent):
            if width("".join(line) + part) > columns - indent:
                # No line begins with a stop or ends with a bracket that opens: they keep to what they belong to.
                down: list[str] = []
                while len(line) > 1 and ((down or [part])[0] in _STOPS or line[-1] in _OPENS):
                    down.insert(0, line.pop())
                lines.append(space + "".join(line).rstrip())
                line = down
            line += [part] if line or part != " " else []
    return [*lines, space + "".join(line).rstrip()]


def _parts(piece: str, room: int) -> list[str]:
    """Return what of a run of Latin characters must stay together in lines of so many columns."""
    if width(piece) <= room:
        return [piece]
    found: list[str] = []
    for name in re.findall(r"[^/]*/|[^/]+", piece):
        found += [name] if width(name) <= room else list(name)
    return found
