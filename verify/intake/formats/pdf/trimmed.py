"""Cells of programs that leave out what does not fit: where a text could be a part of one, its row is not sure.

LibreOffice prints of a text that is too long as many signs as there would be room for if all were as wide as its average, and
one more. So its n signs are wider than the room, or narrower than those that are missing: where no sign could be wider than
``widest``, a text is whole if the room is n times as wide. It leaves nothing out of numbers and dates (they become ###), of
texts in the middle of their cells, and beside empty cells. Signs that are cut by what they are seen through are doubted
where the page is read.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from verify.intake.formats.pdf.heads import fields_of
from verify.intake.formats.pdf.shapes import Glyph, PdfCell, PdfTable, TextLine
from verify.intake.formats.pdf.texts import line_text, raw_text, upon
from verify.intake.table.headings import heading_words

# Of the size of type: between a cell's side and its text. Calc's own is one point; it is scaled with the page.
_LEAST, _USUAL, _MOST = 0.09, 0.13, 0.25
_GIVE = 0.04  # of the size of type: by which widths are rounded
_LETTER = 0.7  # of the size of type: no word has wider letters on average
_DIGIT = 0.56
_BLANK = 0.3  # of the size of type: before a time of day
_SAME = 0.1  # of the size of type: texts begin, or end, at one place
_DAY = re.compile(r"(?:19|20)\d\d([-./])\d\d\1\d\d")  # nothing that could follow makes another day of it
_MOBILE = re.compile(r"1[3-9]\d{9}")
_DOTS = frozenset("·•‧・")  # in names
_HEADING = 2  # signs: a heading of fewer says nothing
_FIELDS = frozenset(("name", "contact", "mode", "surveyed", "employer"))
_TOO_WIDE = re.compile(r"#+")  # what Calc writes for a number


def doubt_trimmed(table: PdfTable) -> dict[int, int]:
    """Say of rows that they are not sure, in place, where a text could be a part of one; return row -> column of these."""
    is_full = _fullness(table)
    found = _cut_cells(table)
    for at, column, line in _single(table):
        if table.rows[at].sure and (is_full(column, line) or _TOO_WIDE.fullmatch(line_text(line.glyphs)[0])):
            found.setdefault(at, column)
    for at, column in _last_lines(table):
        found.setdefault(at, column)
    for at in found:
        table.rows[at].sure = False
    return found


def _cut_cells(table: PdfTable) -> dict[int, int]:
    """Return row -> column of texts that are seen to be cut, or run into the next: they reach into other columns."""
    found: dict[int, int] = {}
    for at, row in enumerate(table.rows[table.head + 1 :], table.head + 1):
        signs = [glyph for cell in row.cells.values() for line in cell.lines for glyph in line.glyphs]
        cut = {glyph.run for glyph in signs if not glyph.sure}
        own = sorted(
            (glyph for glyph in signs if glyph.run == min(cut, default=-1)), key=lambda glyph: glyph.x0
        )
        if own:
            column = bisect_right(table.edges, own[len(own) // 2].middle) - 1
            found[at] = min(max(column, 0), len(table.edges) - 2)
            continue
        near = (
            column
            for (column, one), (_, two) in itertools.pairwise(sorted(row.cells.items()))
            if _meet(one, two)
        )
        if (column := next(near, -1)) >= 0:
            found[at] = column
    return found


def _meet(one: PdfCell, two: PdfCell) -> bool:
    """Return whether the texts of two cells have less between them than each keeps from the side of its own."""
    return any(
        abs(upper.base - lower.base) < upper.size and lower.x0 - upper.x1 < _LEAST * upper.size
        for upper in one.lines
        for lower in two.lines
    )


def mend_heads(table: PdfTable) -> list[str]:
    """Write out headings that were cut, in place, where all that begin so mean one field; return the others.

    Of 调查方 all say how people were asked; 调查 may be anything. These are returned if a field has no heading.
    """
    if table.head < 0:
        return []
    is_full = _fullness(table)
    left = []
    for column, cell in table.rows[table.head].cells.items():
        text = "".join(raw_text(cell).split())
        if len(cell.lines) != 1 or fields_of(text) or not is_full(column, cell.lines[0]):
            continue
        words = sorted(
            (w for w in heading_words() if w.startswith(text) and w != text), key=lambda w: (len(w), w)
        )
        fields = {field for word in words for field in fields_of(word)}
        if len(text) < _HEADING or len(fields) != 1:
            left.append(text)
            continue
        glyphs = cell.lines[0].glyphs
        rest = replace(glyphs[-1], text=words[0][len(text) :], x0=glyphs[-1].x1)
        cell.lines = [TextLine((*glyphs, rest), cell.lines[0].sheet)]
    return left if _FIELDS - _said(table) else []


def _said(table: PdfTable) -> set[str]:
    """Return the fields that a table has headings for."""
    return {field for cell in table.rows[table.head].cells.values() for field in fields_of(raw_text(cell))}


def _fullness(table: PdfTable) -> Callable[[int, TextLine], bool]:
    return _in_boxes(table) if table.ruled else _side_by_side(table)


def _single(table: PdfTable) -> Iterator[tuple[int, int, TextLine]]:
    """Yield the texts of one line: row, column, line."""
    for at, row in enumerate(table.rows):
        for column, cell in row.cells.items():
            if at > table.head and len(cell.lines) == 1:
                yield at, column, cell.lines[0]


def _last_lines(table: PdfTable) -> Iterator[tuple[int, int]]:
    """Yield the cells that show one line of several: their rows are too low for the others.

    Calc writes the texts of one line first, row by row, and then those that it breaks (and those in which ideographs and
    other signs are mixed, which say nothing).
    """
    drawn = sorted(
        (cell.lines[0].glyphs[0].run, at, column)
        for at, row in enumerate(table.rows)
        for column, cell in row.cells.items()
        if at > table.head
    )
    places = [place for _, *place in drawn]
    late = next((n for n, (one, two) in enumerate(itertools.pairwise(places), 1) if two < one), len(places))
    lines = {(at, column): line for at, column, line in _single(table)}
    own = [place for at, column in places[late:] if (place := (at, column)) in lines]
    plain = {place for place in own if sum(_is_wide(lines[place])) in (0, len(lines[place].glyphs))}
    broken = {column for _, column in plain}
    yield from (place for place in own if place in plain or place[1] in broken)


def _is_wide(line: TextLine) -> list[bool]:
    return [
        glyph.text in _DOTS or unicodedata.east_asian_width(glyph.text[0]) in "WF" for glyph in line.glyphs
    ]


def _need(line: TextLine) -> float:
    """Return how much room a text must have had to be whole."""
    own, count = line.x1 - line.x0, len(line.glyphs) + sum(glyph.blank for glyph in line.glyphs)
    wide, steps = _is_wide(line), _steps(line.glyphs)
    if any(wide):
        # Ideographs beside letters are written piece by piece: each of these whole, or seen to be cut.
        return max(own, count * max(steps)) if all(wide) else own
    text = line_text(line.glyphs)[0]
    if _DAY.fullmatch(text):
        return own + _BLANK * line.size
    digits = [step for step, glyph in zip(steps, line.glyphs, strict=True) if glyph.text.isdigit()]
    widest = max(digits, default=_DIGIT * line.size)
    if any(map(str.isalpha, text)):
        widest = max(widest, _LETTER * line.size)
    return max(own, count * widest)


def _steps(glyphs: Sequence[Glyph]) -> list[float]:
    """Return how far each sign is from the next: a sign of a font that is not in the file can seem wider."""
    found = [
        min(one.x1, two.x0) - one.x0 if two.x0 > one.middle else one.x1 - one.x0
        for one, two in itertools.pairwise(glyphs)
    ]
    last = glyphs[-1].x1 - glyphs[-1].x0
    return [*found, min(last, max(found, default=last))]


def _lines(table: PdfTable) -> dict[int, list[TextLine]]:
    """Return the lines of each column that are not seen to be cut, with those of its headings."""
    lines: dict[int, list[TextLine]] = {}
    for row in table.rows:
        for column, cell in row.cells.items():
            own = [line for line in cell.lines if all(glyph.sure for glyph in line.glyphs)]
            lines.setdefault(column, []).extend(own)
    return {column: own for column, own in lines.items() if own}


def _in_boxes(table: PdfTable) -> Callable[[int, TextLine], bool]:
    """Return whether a text fills its cell, where lines show how wide it is."""
    near: dict[int, float] = {}
    for column, lines in _lines(table).items():
        left, right = table.edges[column], table.edges[column + 1]
        sides = [gap for line in lines for gap in (line.x0 - left, right - line.x1) if gap >= 0]
        near[column] = min(sides, default=0.0)

    def is_full(column: int, line: TextLine) -> bool:
        margin = min(max(near.get(column, 0.0), _LEAST * line.size), _MOST * line.size)
        room = table.edges[column + 1] - table.edges[column] - 2 * margin
        return room < _need(line) + _GIVE * line.size

    return is_full


@dataclass(frozen=True, slots=True)
class _Reach:
    """From where to where a column's texts reach, and whether some are plainly set to its left, or to its right."""

    low: float
    high: float
    is_left: bool
    is_right: bool
    middle: float | None  # of its heading, where this may stand in the middle
    centre: float | None  # of texts that plainly stand in the middle

    @classmethod
    def of(cls, lines: Sequence[TextLine], head: TextLine | None) -> _Reach:
        low, high = min(line.x0 for line in lines), max(line.x1 for line in lines)
        give = _SAME * lines[0].size
        starts = [line for line in lines if line.x0 < low + give]
        ends = [line for line in lines if line.x1 > high - give]
        is_middle = head is not None and low + give < head.x0 and head.x1 < high - give
        return cls(
            low,
            high,
            any(own.x1 < high - give for own in starts),
            any(own.x0 > low + give for own in ends),
            _middle(head) if head is not None and is_middle else None,
            _centre([line for line in lines if line is not head]),
        )

    def is_middle(self, line: TextLine) -> bool:
        """Return whether a text stands in the middle, as others of other widths do: nothing is left out of it."""
        return self.centre is not None and abs(_middle(line) - self.centre) < _SAME * line.size

    def cut_at(self, line: TextLine) -> tuple[bool, bool]:
        """Return whether a text could be cut at its left end, and at its right end: where it is not set to."""
        give = _SAME * line.size
        starts, ends = line.x0 < self.low + give, line.x1 > self.high - give
        if starts != ends:
            return ends, starts
        one_way = starts and self.is_left != self.is_right
        return not (one_way and self.is_left), not (one_way and self.is_right)


def _middle(line: TextLine) -> float:
    return (line.x0 + line.x1) / 2


def _centre(lines: Sequence[TextLine]) -> float | None:
    """Return around which place all texts of a column are written, None where they are not, or are of one width."""
    if not lines:
        return None
    give, places = _SAME * lines[0].size, sorted(map(_middle, lines))
    widths = [line.x1 - line.x0 for line in lines]
    same = places[-1] - places[0] < give and max(widths) - min(widths) > 4 * give
    return places[len(places) // 2] if same else None


def _side_by_side(table: PdfTable) -> Callable[[int, TextLine], bool]:
    """Return whether a text reaches to where the next column begins, where no line shows how wide its cell is.

    Where it begins is known by what is set to its left, by what is set to the right before it, or by a heading in the
    middle; else nobody knows it, and a text that is as long as its column could be any part of one.
    """
    heads = table.rows[table.head].cells if table.head >= 0 else {}
    own = {
        column: _Reach.of(lines, heads[column].lines[0] if column in heads else None)
        for column, lines in _lines(table).items()
    }
    columns = sorted(own)
    goes_on = table.head >= 0 and bool(_FIELDS - _said(table))  # on a page beside this one

    def is_full(column: int, line: TextLine) -> bool:
        if column not in own or own[column].is_middle(line):
            return column not in own
        reach = own[column]
        more = _need(line) - (line.x1 - line.x0) + _GIVE * line.size
        margin = _USUAL * line.size
        at_left, at_right = reach.cut_at(line)
        after = next((own[c] for c in columns if c > column), None)
        before = next((own[c] for c in reversed(columns) if c < column), None)
        whole = bool(_MOBILE.fullmatch(text := line_text(line.glyphs)[0]) or _DAY.fullmatch(text))
        if at_right and (after is not None or goes_on):
            limit = after.low - 2 * margin if after is not None else math.inf
            ends = [limit] if whole or (after is not None and after.is_left) else []
            ends += [reach.high] if reach.is_right else []
            ends += [2 * reach.middle - reach.low] if reach.middle is not None and reach.is_left else []
            if min(ends, default=reach.high) - line.x1 < more or limit - line.x1 < more:
                return True
        if at_left and before is not None:
            starts = [before.high + 2 * margin] if before.is_right or whole else []
            starts += [reach.low] if reach.is_left else []
            starts += [2 * reach.middle - reach.high] if reach.middle is not None and reach.is_right else []
            if line.x0 - max(starts, default=reach.low) < more or line.x0 - before.high - 2 * margin < more:
                return True
        return False

    return is_full


def doubt_overlaid(table: PdfTable) -> None:
    """Say of rows that they are not sure, in place, where a text higher than its row runs into the next one."""
    for at, row in enumerate(table.rows):
        pairs = [p for cell in row.cells.values() for p in zip(cell.lines, cell.lines[1:], strict=False)]
        if any(upper.sheet == lower.sheet and upon(upper, lower) for upper, lower in pairs):
            for near in table.rows[max(at - 1, 0) : at + 2]:
                near.sure = False
