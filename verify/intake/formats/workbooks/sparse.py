"""Cells that are known by their address, laid out as rows: the guard against a cell at XFD1048576."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from verify.intake.errors import IntakeError
from verify.intake.grid import Value, column_letters, column_number

# top, left, bottom, right of a merged cell: rows as shown, 0-based columns, inclusive.
Merge = tuple[int, int, int, int]

_RANGE = re.compile(r"\$?([A-Z]{1,3})?\$?([1-9]\d{0,6})?(?::\$?([A-Z]{1,3})?\$?([1-9]\d{0,6})?)?")

# Blank rows or columns between two blocks that make the smaller block a stray.
_ROW_GAP = 1_000
_COLUMN_GAP = 100


def address(row: int, column: int) -> str:
    """Return the address of a cell: row as shown, 0-based column."""
    return f"{column_letters(column)}{row}"


def merge_of(ref: str) -> Merge:
    """Return (top, left, bottom, right) of ``B2:C5``: rows as shown, 0-based columns.

    Raises ValueError where it is no range. A range of whole rows or columns reaches to the end of the sheet.
    """
    found = _RANGE.fullmatch(ref)
    if not found or not ref:
        raise ValueError("not a range of cells")
    left, top, right, bottom = found.groups()
    if right is None and bottom is None and ":" not in ref:
        right, bottom = left, top
    return (
        int(top or 1),
        column_number(left) if left else 0,
        int(bottom or 1_048_576),
        column_number(right) if right else 16_383,
    )


def _main_block(numbers: Iterable[int], gap: int) -> tuple[int, int]:
    """Cut the numbers where more than ``gap`` are missing; return the ends of the piece with most of them."""
    best: tuple[int, int, int] = (0, 0, 0)
    count, first, last = 0, 0, 0
    for number, group in groupby(sorted(numbers)):
        if count and number - last > gap:
            best = max(best, (count, first, last))
            count = 0
        if not count:
            first = number
        count += len(list(group))
        last = number
    _, first, last = max(best, (count, first, last))
    return first, last


def without_strays(
    cells: Mapping[tuple[int, int], Value], sheet: str, max_cells: int
) -> tuple[Mapping[tuple[int, int], Value], tuple[tuple[str, str], ...]]:
    """Drop the few cells that stand far outside the main block, if all together span too much.

    ``cells``: (row as shown, 0-based column) -> value, no empty ones. Returns the cells and the notes
    (``("far_cells", "XFD1048576")``). Raises IntakeError("too_many_cells") where the span is too large
    and it is not the fault of a few strays.
    """
    if not cells:
        return cells, ()
    rows = [row for row, _ in cells]
    columns = [column for _, column in cells]
    span = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
    if span <= max_cells:
        return cells, ()
    top, bottom = _main_block(rows, _ROW_GAP)
    left, right = _main_block(columns, _COLUMN_GAP)
    kept = {at: v for at, v in cells.items() if top <= at[0] <= bottom and left <= at[1] <= right}
    strays = sorted(at for at in cells if at not in kept)
    if len(strays) > max(10, len(cells) // 100) or (bottom - top + 1) * (right - left + 1) > max_cells:
        raise IntakeError(
            "too_many_cells",
            sheet=sheet,
            cell=address(max(rows), max(columns)),
            got=str(span),
            expected=str(max_cells),
        )
    return kept, (("far_cells", ", ".join(address(row, column) for row, column in strays[:10])),)


def lay_out(cells: Mapping[tuple[int, int], Value]) -> tuple[list[int], list[list[Value]]]:
    """Return (rows as shown, cells row by row, ragged). Rows without a cell are left out."""
    by_row: dict[int, dict[int, Value]] = {}
    for (row, column), value in cells.items():
        by_row.setdefault(row, {})[column] = value
    rows = sorted(by_row)
    return rows, [[by_row[row].get(column) for column in range(max(by_row[row]) + 1)] for row in rows]


def uncovered(
    cells: Mapping[tuple[int, int], Value], merges: Iterable[Merge]
) -> tuple[Mapping[tuple[int, int], Value], tuple[tuple[str, str], ...]]:
    """Drop what stands under a merged cell and is not shown; return the cells and the notes.

    Some programs merge without deleting. What nobody can see must not be read as if it were there.
    """
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in merges:
        if (bottom - top + 1) * (right - left + 1) <= len(cells):
            inside = ((r, c) for r in range(top, bottom + 1) for c in range(left, right + 1))
            covered.update(at for at in inside if at in cells and at != (top, left))
        else:
            covered.update(
                at for at in cells if top <= at[0] <= bottom and left <= at[1] <= right and at != (top, left)
            )
    if not covered:
        return cells, ()
    shown = ", ".join(address(row, column) for row, column in sorted(covered)[:10])
    return {at: v for at, v in cells.items() if at not in covered}, (("covered_cells", shown),)
