"""Cells of programs that leave out what does not fit: what fills its column to the brim may be a part of a text."""

from __future__ import annotations

from verify.intake.formats.pdf.shapes import PdfCell, PdfTable, TextLine
from verify.intake.formats.pdf.texts import upon

_NARROW = 0.6  # of the size of type: columns that are nearer touch, where no line shows how wide they are

_MARGIN = 1.2  # points: Calc's own, between a cell's side and its text


def doubt_trimmed(table: PdfTable) -> None:
    """Say of rows that they are not sure, in place, where a sign more would not have fitted into a cell.

    Where a column has cells of several lines, its texts are broken and nothing is left out.
    """
    body = table.rows[table.head + 1 :]
    columns = len(table.edges) - 1
    reach: dict[int, tuple[float, float]] = {}
    for row in body:
        for column, cell in row.cells.items():
            low, high = reach.get(column, (1e9, -1e9))
            reach[column] = (
                min(low, min(ln.x0 for ln in cell.lines)),
                max(high, max(ln.x1 for ln in cell.lines)),
            )
    broken = {c for row in body for c, cell in row.cells.items() if len(cell.lines) > 1}
    for row in body:
        for column, cell in row.cells.items():
            if column in broken or not cell.lines:
                continue
            line = cell.lines[0]
            if table.ruled:
                room = table.edges[column + 1] - table.edges[column] - 2 * _MARGIN
                full = room - (line.x1 - line.x0) < _next_sign(line)
            else:
                full = _touches(cell, column, columns, reach)
            row.sure = row.sure and not full


def _next_sign(line: TextLine) -> float:
    """Return how wide a further sign would be: behind digits and letters one of these, else an ideograph."""
    if all(glyph.text.isascii() for glyph in line.glyphs):
        return 1.05 * max(glyph.x1 - glyph.x0 for glyph in line.glyphs)
    return line.size


def doubt_overlaid(table: PdfTable) -> None:
    """Say of rows that they are not sure, in place, where a text higher than its row runs into the next one."""
    for at, row in enumerate(table.rows):
        pairs = [p for cell in row.cells.values() for p in zip(cell.lines, cell.lines[1:], strict=False)]
        if any(upper.sheet == lower.sheet and upon(upper, lower) for upper, lower in pairs):
            for near in table.rows[max(at - 1, 0) : at + 2]:
                near.sure = False


def _touches(cell: PdfCell, column: int, columns: int, reach: dict[int, tuple[float, float]]) -> bool:
    """Return whether a text reaches as far as its column does, and the next column begins right there."""
    line = cell.lines[0]
    low, high = reach[column]
    right = next((reach[c][0] for c in range(column + 1, columns) if c in reach), 1e9)
    left = next((reach[c][1] for c in range(column - 1, -1, -1) if c in reach), -1e9)
    near = _NARROW * line.size
    return (right - high < near and high - line.x1 < line.size) or (
        low - left < near and line.x0 - low < line.size
    )
