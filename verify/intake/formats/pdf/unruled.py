"""Tables without drawn lines, or without lines between their rows: columns by headings, rows by who is in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from verify.intake.formats.pdf.bands import Strips, columns
from verify.intake.formats.pdf.heads import Head, find_heads, heading_row, parts
from verify.intake.formats.pdf.line_kinds import judge, line_item
from verify.intake.formats.pdf.line_rows import rows_of, unread_row
from verify.intake.formats.pdf.ruled import united
from verify.intake.formats.pdf.shapes import Glyph, PdfPage, PdfTable, Row, Rule, TextLine
from verify.intake.formats.pdf.texts import line_text, lines_of
from verify.intake.table.tails import is_tail_word

_PHONE = re.compile(r"(?:\d[- ]?){7,}|@|[*×xX]{3,}")


@dataclass(slots=True)
class LooseTables:
    """Tables without lines on one page, and the rows that were seen and could not be read."""

    tables: list[PdfTable] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    strips: list[Strips] = field(default_factory=list)
    above: list[str] = field(default_factory=list)  # texts over the first heading


def unruled_tables(
    sheet: PdfPage, glyphs: Sequence[Glyph], carried: tuple[Head, Strips] | None
) -> LooseTables:
    """Return the tables of a page that headings alone mark.

    ``carried``: headings and strips of the table that the page before ended with; lines above the first
    heading of this page may go on with it.
    """
    lines = lines_of(glyphs, sheet.number)
    heads = find_heads(lines)
    found = LooseTables(
        above=["".join(g.text for g in line.glyphs) for line in lines[: heads[0].first if heads else 0]]
    )
    if carried is not None:
        head, strips = carried
        first = heads[0].first if heads else len(lines)
        table = _table(sheet, lines[:first], head, strips, goes_on=True)
        if table.rows:
            found.tables.append(table)
            found.heads.append(head)
            found.strips.append(strips)
    for number, head in enumerate(heads):
        stop = heads[number + 1].first if number + 1 < len(heads) else len(lines)
        body = lines[head.last + 1 : stop]
        for own, part in _side_by_side(head, body):
            parted = _strips(own, part)
            row = heading_row(own, lines, sheet.number)
            if parted is None:
                rows = [unread_row(line) for line in part if _PHONE.search(_text(line))]
                table = PdfTable(sheet.number, [row, *rows], (0.0,) * (len(own.headings) + 1), head=0)
            else:
                made = _table(sheet, part, own, parted, goes_on=number == 0 and sheet.number > 1)
                table = PdfTable(sheet.number, [row, *made.rows], parted.edges, head=0)
            found.tables.append(table)
            found.heads.append(own)
            found.strips.append(parted or Strips((0.0,) * (len(own.headings) + 1)))
    return found


def _text(line: TextLine) -> str:
    return line_text(line.glyphs)[0]


def _side_by_side(head: Head, body: Sequence[TextLine]) -> list[tuple[Head, list[TextLine]]]:
    """Cut a page between lists that stand beside each other: their headings begin again."""
    words = head.words
    starts = [0] + [at for at in range(2, len(words)) if words[at] == words[0]]
    if len(starts) == 1 or not all("name" in f or "contact" in f for f in _joint_fields(head, starts)):
        return [(head, list(body))]
    cuts = [-1e9]
    for start in starts[1:]:
        left, right = head.headings[start - 1], head.headings[start]
        cuts.append(_white(left.x1, right.x0, body))
    cuts.append(1e9)
    pieces = []
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(words)
        own = Head(head.first, head.last, head.headings[start:stop])
        low, high = cuts[number], cuts[number + 1]
        inside = [glyph for line in body for glyph in line.glyphs if low <= glyph.middle < high]
        pieces.append((own, lines_of(inside, body[0].sheet if body else 0)))
    return pieces


def _joint_fields(head: Head, starts: Sequence[int]) -> list[frozenset[str]]:
    ends = [*starts[1:], len(head.headings)]
    return [
        frozenset().union(*(h.fields for h in head.headings[start:end]))
        for start, end in zip(starts, ends, strict=True)
    ]


def _white(low: float, high: float, body: Sequence[TextLine]) -> float:
    """Return the middle of the widest white strip between two places."""
    reach = sorted((p.x0, p.x1) for line in body for p in parts(line) if p.x1 > low - 60 and p.x0 < high + 60)
    best, place, end = 0.0, (low + high) / 2, None
    for x0, x1 in reach:
        if end is not None and x0 - end > best and end < high and x0 > low:
            best, place = x0 - end, (x0 + end) / 2
        end = x1 if end is None else max(end, x1)
    return place


def _strips(head: Head, body: Sequence[TextLine]) -> Strips | None:
    """Return the strips of the columns, by the lines that are rows beyond doubt."""
    most = min(3, len(head.headings))
    wanted = [
        line
        for line in body
        if len(pieces := parts(line)) >= most
        and _PHONE.search(_text(line))
        and not is_tail_word(pieces[0].text)
    ]
    if not wanted:
        return None
    # What is broken inside a cell stands in lines of its own, which may be the widest of their column.
    within = body[: max(at for at, line in enumerate(body) if line is wanted[-1]) + 1]
    if (strips := columns(head.headings, within)) is not None:
        return strips
    # A heading between two people stands over more than one column.
    plain = [line for line in within if not _is_caption(line, head)]
    if len(plain) < len(within) and (strips := columns(head.headings, plain)) is not None:
        return strips
    # A few texts that are too long for their column hide where it ends; their rows will be named.
    longest = sorted(within, key=lambda line: -max(p.x1 - p.x0 for p in parts(line)))
    return columns(head.headings, longest[max(1, len(within) // 10) :]) if len(wanted) > 5 else None


def _is_caption(line: TextLine, head: Head) -> bool:
    """Return whether a line is one text without a number, which begins under the first headings."""
    return (
        len(parts(line)) == 1
        and line.x0 < head.headings[min(2, len(head.headings) - 1)].x0
        and not any(map(str.isdigit, _text(line)))
    )


def _table(sheet: PdfPage, lines: Sequence[TextLine], head: Head, strips: Strips, goes_on: bool) -> PdfTable:
    items = [line_item(line, head, strips) for line in lines]
    judge(items, head)
    return PdfTable(sheet.number, rows_of(items, _rules(sheet, strips.edges), goes_on), strips.edges)


def rows_between(
    sheet: PdfPage, lines: Sequence[TextLine], head: Head, edges: tuple[float, ...], goes_on: bool
) -> list[Row]:
    """Make rows of the lines in one cell-high box of a table that has lines between its columns only."""
    items = [line_item(line, head, Strips(edges)) for line in lines]
    judge(items, head)
    return rows_of(items, _rules(sheet, edges), goes_on)


def _rules(sheet: PdfPage, edges: Sequence[float]) -> list[Rule]:
    """Return the lines across the table, and the sides of bands of colour."""
    middle = (edges[0] + edges[-1]) / 2
    return [
        rule
        for rule in united([*sheet.across, *sheet.bands])
        if rule.end - rule.start > 0.5 * (edges[-1] - edges[0]) and rule.start < middle < rule.end
    ]
