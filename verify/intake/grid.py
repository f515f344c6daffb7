"""Cells as they stand in the file, before anybody knows what they mean."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class CellError:
    """An error cell, e.g. ``#N/A``. Never a missing value: somebody's formula broke."""

    code: str


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
    hidden_rows: frozenset[int] = frozenset()
    filtered_rows: frozenset[int] = frozenset()  # hidden by an autofilter, a subset of hidden_rows
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False  # the sheet itself
    epoch_1904: bool = False
    columns: tuple[Any, ...] | None = None  # tuple[pyarrow.ChunkedArray, ...]
    notes: tuple[tuple[str, str], ...] = ()  # (code, detail), e.g. ("damaged_text", "byte 10233")
    # The paragraphs of a Word file that say anything, one a row and counted; [None, "表2"] says where a table is.
    prose: bool = False
