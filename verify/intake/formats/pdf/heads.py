"""Headings on a page: lines whose words are those of a roster, as columns from left to right."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verify.intake.formats.pdf.shapes import Glyph, PdfCell, PdfTable, Row, TextLine
from verify.intake.formats.pdf.texts import line_text, raw_text
from verify.intake.table.headings import is_sub, meanings

_GAP = 0.45  # of the size of type: a wider gap parts two headings
_BLANK = 1.2  # the same where a blank was typed between two signs: 姓 名
_LONGEST = 40  # signs of headings that touch
_TALLEST = 3  # lines of a heading
_MOST_LINES = 5  # on which they stand, where some are of two lines and some of three
_SET = 1.5  # of the size of type, from one of these to the next in the same cell
_LEADING = 1.9  # of the size of type, from one line of a heading to the next


@dataclass(frozen=True, slots=True)
class HeadPiece:
    """A piece of a line without a gap in it."""

    glyphs: tuple[Glyph, ...]

    @property
    def x0(self) -> float:
        """Left end."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its signs."""
        return line_text(self.glyphs)[0]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of one column: its reach, its lines, the fields that it can mean."""

    x0: float
    x1: float
    text: str
    fields: frozenset[str]
    lines: tuple[tuple[Glyph, ...], ...]

    @property
    def middle(self) -> float:
        """Half way between its ends."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of a table: first and last line of the page that they take, and columns by field."""

    first: int
    last: int
    headings: tuple[Heading, ...]

    def column(self, field: str) -> int:
        """Return the first column of a field, -1 where there is none."""
        return next((at for at, heading in enumerate(self.headings) if field in heading.fields), -1)

    @property
    def words(self) -> tuple[str, ...]:
        """The headings as written, without blanks."""
        return tuple("".join(heading.text.split()) for heading in self.headings)


def parts(line: TextLine, widest: float = _GAP) -> list[HeadPiece]:
    """Cut a line where its gaps are wider than within a word (``widest``, of the size of type)."""
    found: list[list[Glyph]] = []
    for glyph in line.glyphs:
        if found:
            before = found[-1][-1]
            gap = (glyph.x0 - before.x1) / max(min(glyph.size, before.size), 1.0)
            if gap <= (_BLANK if glyph.blank and glyph.run == before.run else widest):
                found[-1].append(glyph)
                continue
        found.append([glyph])
    return [HeadPiece(tuple(glyphs)) for glyphs in found]


def fields_of(text: str) -> frozenset[str]:
    """Return the fields that a heading can mean."""
    return frozenset(meaning.field for meaning in meanings(text) if meaning.field)


def find_heads(lines: Sequence[TextLine]) -> list[Head]:
    """Return the headings on a page that stand without drawn lines, from top to bottom."""
    heads: list[Head] = []
    at = 0
    while at < len(lines):
        best: tuple[int, Head] | None = None
        for last in range(at, min(at + _MOST_LINES, len(lines))):
            if last > at and lines[last].base - lines[last - 1].base > _LEADING * lines[last].size:
                break
            # Headings of two lines beside some of three stand between their lines: five lines, three high.
            high = lines[last].base - lines[at].base
            if last >= at + _TALLEST and high > (_TALLEST - 1) * _SET * lines[last].size:
                break
            head = _head(lines, at, last)
            if head is None:
                continue
            score = sum(bool(heading.fields) for heading in head.headings)
            if best is None or score > best[0]:
                best = score, head
        if best is None:
            at += 1
            continue
        head = best[1]
        while head.last + 1 < len(lines) and _is_hint(lines[head.last], lines[head.last + 1]):
            head = replace(head, last=head.last + 1)
        heads.append(head)
        at = head.last + 1
    return heads


def _is_hint(above: TextLine, line: TextLine) -> bool:
    """Return whether a line under headings only explains them: （手机/座机）."""
    near = line.base - above.base <= _LEADING * line.size
    texts = [part.text for part in parts(line)]
    # (0451) may be the area code of the first number.
    is_said = all(text[0] in "(（" and text[-1] in ")）" and not text[1:-1].isdigit() for text in texts)
    return near and is_said


def _head(lines: Sequence[TextLine], first: int, last: int) -> Head | None:
    own = [piece for line in lines[first : last + 1] for part in parts(line) for piece in _pieces(part)]
    columns: list[list[HeadPiece]] = []
    for part in sorted(own, key=lambda part: part.x0):
        near = next((c for c in columns if _above(c, part)), None)
        if near is None:
            columns.append([part])
        else:
            near.append(part)
    headings = _beside(sorted(map(_heading, columns), key=lambda heading: heading.x0))
    known = [heading.fields for heading in headings if heading.fields]
    fields = frozenset().union(*known)
    if not fields & {"name", "contact"} or len(known) < 2 or len(fields) < 2:
        return None
    if len(known) < 3 and not {"name", "contact"} <= fields:
        return None
    # A line of data may hold such words: 电话 and 网络 are ways of asking. A serial number, or the end of one, is no heading.
    if any(heading.text.isdigit() or sum(map(str.isdigit, heading.text)) > 5 for heading in headings):
        return None
    if first == last or all(any(_says(p) for p in parts(line)) for line in lines[first : last + 1]):
        return Head(first, last, tuple(headings))
    return None


def _beside(headings: Sequence[Heading]) -> list[Heading]:
    """Return headings that end where the next one begins, if they are written over it."""
    ends = [*(heading.x0 for heading in headings[1:]), math.inf]
    return [replace(own, x1=max(own.x0, min(own.x1, end))) for own, end in zip(headings, ends, strict=True)]


def _above(column: Sequence[HeadPiece], part: HeadPiece) -> bool:
    """Return whether a piece stands above or below others; one that is written over them on their line does not."""
    same_line = [p for p in column if abs(p.glyphs[0].base - part.glyphs[0].base) < 1]
    if any(p.x1 - part.x0 > 0.5 for p in same_line):
        return False
    return min(max(p.x1 for p in column), part.x1) - part.x0 > 0.5


def _by_run(part: HeadPiece, whole: bool) -> list[HeadPiece]:
    """Return the texts of a piece apart, where each is the heading of another field; [] where they are one."""
    runs: dict[int, list[Glyph]] = {}
    for glyph in part.glyphs:
        runs.setdefault(glyph.run, []).append(glyph)
    own = [HeadPiece(tuple(glyphs)) for glyphs in runs.values()]
    fields = [fields_of(piece.text) for piece in own]
    if len(own) < 2 or not all(fields) or len(frozenset().union(*fields)) < sum(map(len, fields)):
        return []
    # 工作单位 and 电话 that touch may be one heading; what ends with a bracket, or is written over, is not.
    over = any(b.x0 < a.x1 - 0.5 for a, b in itertools.pairwise(own))
    ends = any(piece.text[-1] in ")）" for piece in own[:-1])
    return own if over or ends or len(own) > 2 or not whole else []


def _pieces(part: HeadPiece) -> list[HeadPiece]:
    """Piece headings that touch: each piece is text of its own and the heading of another field."""
    if len(part.glyphs) > _LONGEST:
        return [part]
    whole = bool(fields_of(part.text))
    if own := _by_run(part, whole):
        return own
    cuts = []
    for at in range(1, len(part.glyphs)):
        left, right = part.glyphs[at - 1], part.glyphs[at]
        if left.run == right.run or (whole and right.x0 - left.x1 < 0.05 * right.size):
            continue
        a, b = (_fields_in(HeadPiece(own)) for own in (part.glyphs[:at], part.glyphs[at:]))
        if a and b and not a & b:
            cuts.append(at)
    if len(cuts) != 1 and not (cuts and not whole):
        return [part]
    left_part, right_part = HeadPiece(part.glyphs[: cuts[0]]), HeadPiece(part.glyphs[cuts[0] :])
    return [*_pieces(left_part), *_pieces(right_part)]


def _fields_in(part: HeadPiece) -> frozenset[str]:
    """Return the fields of a heading, or of several that touch."""
    if own := fields_of(part.text):
        return own
    return next(
        (
            a | b
            for at in range(2, len(part.glyphs) - 1)
            for a, b in [
                (fields_of(HeadPiece(part.glyphs[:at]).text), fields_of(HeadPiece(part.glyphs[at:]).text))
            ]
            if a and b and not a & b
        ),
        frozenset(),
    )


def _says(part: HeadPiece) -> bool:
    return bool(fields_of(part.text)) or is_sub(part.text) or len(part.glyphs) <= 3


def _heading(column: Sequence[HeadPiece]) -> Heading:
    pieces = sorted(column, key=lambda part: part.glyphs[0].base)
    text = "".join(part.text for part in pieces)
    fields = fields_of(text)
    return Heading(
        min(p.x0 for p in pieces), max(p.x1 for p in pieces), text, fields, tuple(p.glyphs for p in pieces)
    )


def head_of_table(table: PdfTable) -> int:
    """Return the index of the last row of a ruled table's headings, one a cell; -1 for none."""
    for index, row in enumerate(table.rows[:30]):
        fields = [fields_of(raw_text(cell)) for cell in row.cells.values()]
        said = frozenset().union(*fields)
        if said & {"name", "contact"} and len(said) >= 3 and sum(map(bool, fields)) >= 3:
            # Headings in two lines: those of one word reach down beside 调查情况 and what stands under it.
            return max([index, *(m[2] for m in table.merges if m[0] == index and m[2] <= index + 2)])
    return -1


def heading_row(head: Head, lines: Sequence[TextLine], sheet: int) -> Row:
    """Return the headings as a row of cells."""
    cells = {
        at: PdfCell([TextLine(glyphs, sheet) for glyphs in heading.lines], 1e9)
        for at, heading in enumerate(head.headings)
    }
    return Row(cells, top=lines[head.first].base, bottom=lines[head.last].base)
