"""Tables whose lines part columns but not rows: what looks like one high row is many people."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from verify.intake.formats.pdf.bands import Strips, crosses
from verify.intake.formats.pdf.heads import Head, Heading, fields_of, find_heads, parts
from verify.intake.formats.pdf.join import WhoColumns
from verify.intake.formats.pdf.shapes import Glyph, PdfCell, PdfPage, PdfTable, Row, TextLine
from verify.intake.formats.pdf.texts import line_text, lines_of
from verify.intake.formats.pdf.unruled import rows_between

_SERIAL = re.compile(r"\d{1,6}[.、]?")
_PHONE = re.compile(r"(?:\d[- ]?){7,}|@")


def as_head(words: Sequence[str], edges: Sequence[float]) -> Head:
    """Return headings that each reach over their column."""
    headings = zip(words, edges, edges[1:], strict=False)
    return Head(
        0, 0, tuple(Heading(left, right, word, fields_of(word), ()) for word, left, right in headings)
    )


def part_rows(table: PdfTable, sheet: PdfPage, places: WhoColumns, head: Head) -> None:
    """Piece the rows between which no line is drawn, in place."""
    rows: list[Row] = []
    moved: dict[int, int] = {}
    _part_wide(table)
    for at, row in enumerate(table.rows):
        moved[at] = len(rows)
        who = [row.cells.get(column) for column in (places.serial, places.name, places.contact)]
        counts = [len(cell.lines) for cell in who if cell is not None]
        numbers = (
            sum(bool(_PHONE.search(line_text(line.glyphs)[0])) for line in who[2].lines) if who[2] else 0
        )
        numbered = (
            sum(_SERIAL.fullmatch(line_text(line.glyphs)[0]) is not None for line in who[0].lines)
            if who[0]
            else 0
        )
        many = numbered > 1 if places.serial >= 0 else numbers > 2 and min(counts) > 2
        if at > table.head and numbers > 1 and many:
            lines = lines_of(
                [g for cell in row.cells.values() for line in cell.lines for g in line.glyphs], sheet.number
            )
            # What made the whole box doubtful is looked for again, line by line.
            goes_on = sheet.number > 1 and len(rows) == table.head + 1
            rows += rows_between(sheet, lines, head, table.edges, goes_on)
        else:
            rows.append(row)
    if len(rows) != len(table.rows):
        table.merges = [
            (moved[top], left, moved[bottom], right)
            for top, left, bottom, right in table.merges
            if bottom <= table.head
        ]
    table.rows = rows


def free_head(table: PdfTable) -> None:
    """Piece the headings from what stands under them in the same box, where a page leaves out the line between.

    What is left may be a person, or the end of a row that the page before began.
    """
    if not table.rows or (len(table.edges) < 4):
        return
    for at, row in enumerate(table.rows[:3]):
        lines = lines_of(
            [g for cell in row.cells.values() for line in cell.lines for g in line.glyphs], table.sheet
        )
        heads = find_heads(lines)
        if not heads or heads[0].first > 0 or heads[0].last + 1 == len(lines):
            continue
        below = lines[heads[0].last + 1 :]
        if table.sheet == 1 and not any(_PHONE.search(line_text(line.glyphs)[0]) for line in below):
            return  # a hint under the headings
        over = any(crosses(line.glyphs, Strips(table.edges)) for line in below)
        is_high = sum(bool(_PHONE.search(line_text(line.glyphs)[0])) for line in below) > 1
        own = [_by_columns(part, table) for part in (lines[: heads[0].last + 1], below)]
        middle = (lines[heads[0].last].base + below[0].base) / 2
        table.rows[at : at + 1] = [
            Row(own[0], row.sure, row.top, middle),
            Row(own[1], is_high or (row.sure and not over), middle, row.bottom),
        ]
        table.merges = [
            tuple(n + 1 if side in (0, 2) and n > at else n for side, n in enumerate(merge))  # type: ignore[misc]
            for merge in table.merges
            if not merge[0] <= at <= merge[2]
        ]
        return


def _by_columns(lines: Sequence[TextLine], table: PdfTable) -> dict[int, PdfCell]:
    cells: dict[int, PdfCell] = {}
    for column, (low, high) in enumerate(zip(table.edges, table.edges[1:], strict=False)):
        own = [g for line in lines for g in line.glyphs if low <= g.middle < high]
        if own:
            found = lines_of(own, table.sheet)
            margin = min(min(line.x0 for line in found) - low, high - max(line.x1 for line in found))
            cells[column] = PdfCell(found, high - low - 2 * max(margin, 0.0))
    return cells


def _part_wide(table: PdfTable) -> None:
    """Piece cells of one row over several columns in which more than one thing stands: only some rows have lines."""
    kept = []
    for merge in table.merges:
        top, left, bottom, right = merge
        cell = table.rows[top].cells.get(left)
        if (
            top <= table.head
            or left == right
            or cell is None
            or all(len(parts(line)) < 2 for line in cell.lines)
        ):
            kept.append(merge)
            continue
        is_person = any(_PHONE.search(line_text(line.glyphs)[0]) for line in cell.lines)
        over = any(crosses(line.glyphs, Strips(table.edges)) for line in cell.lines)
        if top < bottom or over:
            kept.append(merge)
            for row in table.rows[top : bottom + 1]:
                row.sure = row.sure and not is_person
            continue
        del table.rows[top].cells[left]
        table.rows[top].cells |= _by_columns(cell.lines, table)
    table.merges = kept


def boxed_table(sheet: PdfPage, table: PdfTable, glyphs: Sequence[Glyph]) -> PdfTable | None:
    """Return the table of a frame in which headings and people stand in one high row; None where it is no such frame."""
    lines = lines_of(glyphs, sheet.number)
    head = find_heads(lines)[0]
    columns = [bisect_right(table.edges, heading.middle) - 1 for heading in head.headings]
    if len(set(columns)) < len(columns) or len(columns) < 2:
        return None
    for heading, column in zip(head.headings, columns, strict=True):
        if not (table.edges[column] - 1 <= heading.x0 and heading.x1 <= table.edges[column + 1] + 1):
            return None
    words = [""] * (len(table.edges) - 1)
    first = Row({}, top=lines[head.first].base, bottom=lines[head.last].base)
    for heading, column in zip(head.headings, columns, strict=True):
        words[column] = "".join(heading.text.split())
        first.cells[column] = PdfCell([TextLine(own, sheet.number) for own in heading.lines], 1e9)
    rows = rows_between(
        sheet, lines[head.last + 1 :], as_head(words, table.edges), table.edges, sheet.number > 1
    )
    return PdfTable(sheet.number, [first, *rows], table.edges, head=0)
