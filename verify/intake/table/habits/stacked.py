"""Lists of several companies one below the other in one sheet: each under its company's name, with headings of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from verify.intake.grid import Grid, Value
from verify.intake.table import cells
from verify.intake.table.habits.others import LABEL
from verify.intake.table.headings import heading_words, normal
from verify.text.patterns import when_used

_NAME = when_used(r"[^:：\s]{4,60}?(?=\s|[(（]|$)")
_CELLS = 4  # filled cells of such a line at most
_BELOW = 4  # rows below it within which the headings stand
_HEADINGS = 3


def parted(grid: Grid) -> list[Grid]:
    """Return a grid cut where another company's list begins; mostly the grid itself.

    A page that says its company's name again is no other list, nor is a group of people of one employer: headings
    stand below the line, and its name is not the one before, longer or shorter.
    """
    if grid.columns is not None or grid.prose:
        return [grid]
    starts, before = [0], ""
    for at, row in enumerate(grid.cells):
        name = _whose(row)
        if not name or not _headed(grid.cells[at + 1 : at + 1 + _BELOW]):
            continue
        if _are_others(before, name):
            starts.append(at)
        before = name
    if len(starts) == 1:
        return [grid]
    ends = [*starts[1:], len(grid.cells)]
    return [_rows(grid, start, end) for start, end in zip(starts, ends, strict=True)]


def _whose(row: Sequence[Value]) -> str:
    first = next((value for value in row if value not in (None, "")), None)
    if not isinstance(first, str) or not (":" in first or "：" in first):
        return ""
    filled = [cells.text_of(value) for value in row if value not in (None, "")]
    return _named(" ".join(filled)) if len(filled) <= _CELLS else ""


def _named(text: str) -> str:
    label = LABEL.match(text)
    name = _NAME.match(text, label.end()) if label else None
    return normal(name[0]) if name else ""


def _are_others(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one not in other and other not in one


def of_others(title: str, other: str) -> bool:
    """Return whether the lines above two lists name two companies."""
    names = [next(filter(None, map(_named, lines.split("\n"))), "") for lines in (title, other)]
    return _are_others(*names)


def _headed(rows: Sequence[Sequence[Value]]) -> bool:
    known = heading_words()
    return any(
        sum(normal(value) in known for value in row if isinstance(value, str)) >= _HEADINGS for row in rows
    )


def _rows(grid: Grid, start: int, end: int) -> Grid:
    """Return some rows of a grid; what is noted of cells elsewhere is asked by nobody."""
    rows = grid.rows[start:end]
    first, last = rows[0], rows[-1]
    return replace(
        grid,
        rows=rows,
        cells=grid.cells[start:end],
        merges=[merge for merge in grid.merges if first <= merge[0] and merge[2] <= last],
        notes=grid.notes if start == 0 else (),
        caption=grid.caption if start == 0 else "",
        goes_on=grid.goes_on if start == 0 else False,
    )
