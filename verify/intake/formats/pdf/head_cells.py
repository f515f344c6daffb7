"""Headings that keep to no cell: wider than theirs, or above the frame in which the people stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from verify.intake.formats.pdf.heads import fields_of, find_heads
from verify.intake.formats.pdf.shapes import Glyph, PdfCell, PdfTable, Row, TextLine
from verify.intake.formats.pdf.texts import lines_of, raw_text

_FIRST = 8  # rows in which headings stand that are wider than their cells
_ABOVE = 6.0  # times the size of type: how far above a frame its headings begin
_UNHEADED = 1  # columns of such a frame
_NEAR = 1.6  # times the size of type: the last line of them stands right above it


def widen_heads(table: PdfTable) -> None:
    """Put texts that run over several cells into one, in place, where more headings come of it.

    A text stands in the cell where it begins, or around whose middle it is written.
    """
    for at, row in enumerate(table.rows[:_FIRST]):
        merged = any(m[0] <= at <= m[2] and m[1] < m[3] for m in table.merges)
        if row.sure or merged or len(row.cells) < 3:
            continue
        best, cells = _said(row.cells), row.cells
        for place in (_begin, _middle):
            moved = _moved(row, table, place)
            if (said := _said(moved)) > best:
                best, cells = said, moved
        row.cells = cells


def _said(cells: dict[int, PdfCell]) -> int:
    """Return how many fields cells are headings of, each counted once."""
    return len(frozenset().union(*(fields_of(raw_text(cell)) for cell in cells.values())))


def _moved(row: Row, table: PdfTable, place: Callable[[Sequence[Glyph]], float]) -> dict[int, PdfCell]:
    runs: dict[tuple[int, int], list[Glyph]] = {}
    for cell in row.cells.values():
        for line in cell.lines:
            for glyph in line.glyphs:
                runs.setdefault((glyph.run, round(glyph.base)), []).append(glyph)
    own: dict[int, list[Glyph]] = {}
    for glyphs in runs.values():
        column = bisect_right(table.edges, place(glyphs)) - 1
        own.setdefault(min(max(column, 0), len(table.edges) - 2), []).extend(glyphs)
    return {column: PdfCell(lines_of(glyphs, table.sheet), 1e9) for column, glyphs in sorted(own.items())}


def _begin(glyphs: Sequence[Glyph]) -> float:
    return min(glyph.middle for glyph in glyphs)


def _middle(glyphs: Sequence[Glyph]) -> float:
    return (min(glyph.x0 for glyph in glyphs) + max(glyph.x1 for glyph in glyphs)) / 2


def head_above(table: PdfTable, outside: Sequence[Glyph]) -> set[int]:
    """Give a frame without headings those that stand right above it, in place. Return the ids of their signs."""
    top = table.rows[0].top if table.rows else 0.0
    above = lines_of(
        [g for g in outside if top - _ABOVE * g.size < g.base <= top + 0.3 * g.size], table.sheet
    )
    heads = find_heads(above)
    if not heads or heads[-1].last + 1 != len(above) or top - above[-1].base > _NEAR * above[-1].size:
        return set()
    head = heads[-1]
    columns = [bisect_right(table.edges, heading.middle) - 1 for heading in head.headings]
    if len(set(columns)) < len(columns) or len(columns) < len(table.edges) - 1 - _UNHEADED:
        return set()
    for heading, column in zip(head.headings, columns, strict=True):
        if not 0 <= column < len(table.edges) - 1:
            return set()
        if heading.x0 < table.edges[column] - 1 or heading.x1 > table.edges[column + 1] + 1:
            return set()  # of whatever else stands above
    cells = {
        column: PdfCell([TextLine(own, table.sheet) for own in heading.lines], 1e9)
        for column, heading in zip(columns, head.headings, strict=True)
    }
    table.rows.insert(0, Row(cells, top=above[head.first].base, bottom=top))
    table.merges = [(a + 1, left, b + 1, right) for a, left, b, right in table.merges]
    table.head = 0
    return {id(g) for heading in head.headings for own in heading.lines for g in own}
