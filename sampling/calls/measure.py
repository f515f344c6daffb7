"""How much room a text takes: in columns of a terminal or a sheet, in lines of a cell, in points of a row."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from math import ceil

SIZE = 11  # of letters, in points
LINE_HEIGHT = 1.36  # of a line, in sizes of its letters
TALLEST = 409.0  # points, in every spreadsheet program


def text_width(text: str) -> int:
    """Return the columns that a text takes: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def lines_of(text: str, width: float) -> int:
    """Return the lines that a text takes in a column as wide as ``width`` letters."""
    room = max(width - 1.5, 1)  # the margins of a cell, and what a line loses by not breaking inside words
    return sum(max(1, ceil(text_width(line) / room)) for line in text.split("\n"))


def height_of(cells: Iterable[tuple[str, float, float]], least: float = 0.0) -> float:
    """Return how high a row must be, in points: ``cells`` are (text, width of the column, size of the letters)."""
    tallest = max(
        (lines_of(text, width * SIZE / size) * size * LINE_HEIGHT for text, width, size in cells if text),
        default=0.0,
    )
    return min(max(tallest + 6, least), TALLEST)
