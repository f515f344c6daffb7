"""Values that stand once for many rows: in a merged cell that goes on over a page's end, or where no line tells.

Lines show which rows a merged cell spans, except where a page ends: there the text may stand on either page. A cell
whose rows nobody can tell makes its rows unread. Nobody of them is said to have left it out.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from verify.intake.formats.pdf.join import WhoColumns
from verify.intake.formats.pdf.shapes import PdfTable, Row
from verify.intake.formats.pdf.texts import raw_text
from verify.intake.table.tails import is_tail_word

_RARE = 0.5  # of the rows: where fewer have a value, each may be meant for the rows beside it
_FEWEST = 3  # rows


def carry(tables: Sequence[PdfTable], places: WhoColumns) -> None:
    """Carry values over the ends of pages, in place: down first, then up to what still has none."""
    pairs = list(itertools.pairwise(tables))
    for before, after in pairs:
        for column in places.carried:
            _down(before, after, column, places)
    for before, after in reversed(pairs):
        for column in places.carried:
            _up(before, after, column, places)


def _down(before: PdfTable, after: PdfTable, column: int, places: WhoColumns) -> None:
    above, first = _end(before, column), _start(after)
    if above is None or first is None or column in after.rows[first].cells:
        return
    value = before.rows[above[0]].cells.get(column)
    if value is None:
        return
    low = _span(after, column, first)
    if low > first:
        after.rows[first].cells[column] = value
    elif above[1] > above[0] and _is_somebody(after.rows[first], places):
        after.rows[first].sure = False  # one row that is empty: left out, or the last one that the cell spans


def _up(before: PdfTable, after: PdfTable, column: int, places: WhoColumns) -> None:
    above, first = _end(before, column), _start(after)
    if above is None or first is None or column in before.rows[above[0]].cells:
        return
    value = after.rows[first].cells.get(column)
    low = _span(after, column, first)
    if value is None or (low == first and above[0] == above[1]):
        return
    if low > first and above[1] > above[0]:
        before.rows[above[0]].cells[column] = value
        return
    for row in before.rows[above[0] : above[1] + 1]:
        row.sure = row.sure and not _is_somebody(row, places)


def _start(table: PdfTable) -> int | None:
    """Return the first row below the heading that holds anything."""
    rows = range(table.head + 1, len(table.rows))
    return next((at for at in rows if table.rows[at].cells or not table.rows[at].sure), None)


def _end(table: PdfTable, column: int) -> tuple[int, int] | None:
    """Return the rows that the last cell of a column spans; None where the page does not end with somebody."""
    bottom = len(table.rows) - 1
    if not table.ruled or bottom <= table.head:
        return None
    top = next((m[0] for m in table.merges if m[2] == bottom and m[1] == m[3] == column), bottom)
    wide = any(m[0] <= bottom <= m[2] and m[1] < m[3] and m[1] <= column <= m[3] for m in table.merges)
    return None if wide or top <= table.head or not table.rows[bottom].cells else (top, bottom)


def _span(table: PdfTable, column: int, first: int) -> int:
    """Return the last row that the cell in the first row spans.

    What stands above that row is the end of one on the page before: the cell now begins here.
    """
    for at, (top, left, low, right) in enumerate(table.merges):
        if table.head < top <= first <= low and left == right == column:
            table.merges[at] = (first, left, low, right)
            return low
    return first


def doubt_rare(tables: Sequence[PdfTable], places: WhoColumns) -> None:
    """Say of rows that they are not sure, in place, where no lines are and a column says something here and there only.

    A cell merged without any line looks like that, and nobody can tell how far it reaches. Employers are named by some people
    and not by others, and nobody is accused who names none.
    """
    rows = [row for t in tables if not t.ruled for row in t.rows[t.head + 1 :] if _is_somebody(row, places)]
    for column in places.needed:
        empty = [row for row in rows if column not in row.cells]
        if len(rows) >= _FEWEST and 0 < len(rows) - len(empty) < _RARE * len(rows):
            for row in empty:
                row.sure = False


def _is_somebody(row: Row, places: WhoColumns) -> bool:
    if not row.cells or is_tail_word(raw_text(row.cells[min(row.cells)])):
        return False
    return places.name in row.cells or places.contact in row.cells
