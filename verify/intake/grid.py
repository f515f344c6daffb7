"""Cells as they stand in the file, before anybody knows what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

UNCERTAIN = "（图片上看不准）"  # read off a picture in two ways, or as what cannot be
# What stands for a cell's value where the file has none that could be read. No check may take it for a name.
NO_VALUE = "（公式没有存储值）"  # a formula that was never calculated
CELL_ERROR = "（单元格显示错误值）"  # #N/A, #REF!: the value that should stand there is lost
PICTURE = "（单元格里是图片）"  # a picture in the cell, instead of text

# What spreadsheet programs show for an error; in texts that they export nothing else tells it from a text.
ERRORS = frozenset(
    ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!")
)


@dataclass(frozen=True, slots=True)
class CellError:
    """An error cell, e.g. ``#N/A``. Never a missing value: somebody's formula broke."""

    code: str


def column_letters(column: int) -> str:
    """Return the name of a 0-based column, as spreadsheets show it: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(letters: str) -> int:
    """Return the 0-based column of a name: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def row_ranges(rows: Iterable[int]) -> str:
    """Return row numbers in short: 3, 7-9."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


# Notes of rows that were seen and not read: which sign belongs to which cell is not certain; a text
# may have been cut when it was printed; the file breaks off in it.
UNREAD_ROWS = ("rows_unread", "rows_trimmed", "cut_line")
UNREAD = (*UNREAD_ROWS, "pages_unread")
# Note of a large picture beside the table: it may show a list, and was not read. It may as well show anything else.
PICTURES_ASIDE = "pictures_aside"


_RANGES = frozenset("0123456789, -")


def rows_in(places: str) -> int:
    """Return how many rows a text of ``row_ranges`` names, over several sheets: 第1页!3, 7-9；第2页（1行） are five.

    A text file has no sheets: 13 is one, 13, 15-16 are three.
    """
    told = [
        place.rpartition("!")[2] if "!" in place or set(place) <= _RANGES else ""
        for place in places.split("；")
    ]
    ranges = re.findall(r"(\d+)(?:-(\d+))?", " ".join(told))
    counted = re.findall(r"（(\d+)行）", places)
    return sum(int(last or first) - int(first) + 1 for first, last in ranges) + sum(map(int, counted))


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell of a picture: two readings, the cell itself as PNG, and whether it is a number that was given out."""

    text: str
    other: str
    picture: bytes
    is_number: bool = False


# What a cell can hold. Floats that are whole numbers stay floats here; header.py makes texts of them.
Value = str | int | float | bool | date | datetime | time | timedelta | CellError | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, Word table, HTML table or text file as cells.

    ``rows[i]`` is the number the program shows beside row ``i`` (1-based, ascending; rows that are
    empty throughout may be left out). ``cells[i][j]`` is the value in physical column ``j``
    (0 = A; rows may be ragged). All dictionaries and sets use **shown row number** and 0-based column.

    ``columns`` is set only for long text files: whole columns as Arrow string arrays, one entry per
    entry of ``rows``; ``cells`` then holds just the first 100 rows, for the header search.
    """

    sheet: str  # sheet name; "表1" for the first Word or HTML table; "" for a text file
    rows: list[int]
    cells: list[list[Value]]
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)  # "=C5+1", cached value in cells
    formats: dict[tuple[int, int], str] = field(default_factory=dict)  # number formats other than General
    merges: list[tuple[int, int, int, int]] = field(
        default_factory=list
    )  # top, left, bottom, right, inclusive
    comments: dict[tuple[int, int], str] = field(default_factory=dict)  # what is noted on cells
    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()  # hidden by an autofilter, a subset of hidden_rows
    hidden_columns: frozenset[int] = frozenset()
    hidden_cells: frozenset[tuple[int, int]] = frozenset()  # whose number format shows nothing, as ;;; does
    hidden: bool = False  # the sheet itself
    epoch_1904: bool = False
    columns: tuple[Any, ...] | None = None  # tuple[pyarrow.ChunkedArray, ...]
    notes: tuple[tuple[str, str], ...] = ()  # (code, detail), e.g. ("damaged_text", "byte 10233")
    # The paragraphs of a Word file that say anything, one a row and counted; [None, "表2"] says where a table is.
    prose: bool = False
    # Whether the table goes on with the one of the grid before, where the reader knows (pages of a PDF).
    goes_on: bool | None = None
    caption: str = ""  # the line over a table of a page, in no cell of it
    uncertain: dict[tuple[int, int], CellLook] = field(default_factory=dict)  # cells of a picture
    # The cells of a picture that were read for certain, in columns that hold numbers.
    certain: dict[tuple[int, int], CellLook] = field(default_factory=dict)
