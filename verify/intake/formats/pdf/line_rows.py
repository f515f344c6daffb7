"""From lines to rows, where no line is drawn between rows: parts go to the row that they are plainly nearer to."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from verify.intake.formats.pdf.shapes import Glyph, PdfCell, Row, Rule, TextLine
from verify.intake.formats.pdf.texts import line_text
from verify.intake.table.tails import is_tail_word

_PHONE = re.compile(r"(?:\d[- ]?){7,}|@|[*×xX]{3,}")
_SURELY = 1.25  # times: the widest gap between lines must be so much wider than the others to part two rows
_LEVEL = 0.35  # of the size of type: base lines that are nearer are one
_MIDDLE = 0.1  # of the size of type: lines that are so even stand around another one
_LEADING = 1.5  # of the size of type: lines of one cell are no further apart


@dataclass(slots=True)
class LineItem:
    """A line of the table while rows are made of it."""

    line: TextLine
    cells: dict[int, list[Glyph]]
    kind: str  # row, part (of a row), tail (a row that is nobody), out (no row), wall (out, or a part that runs over)
    sure: bool = True


def _text(line: TextLine) -> str:
    return line_text(line.glyphs)[0]


def rows_of(items: Sequence[LineItem], rules: Sequence[Rule], goes_on: bool) -> list[Row]:
    """Make rows of lines: parts go to the row that they are plainly nearer to, else the rows are not sure.

    ``goes_on``: what stands above the first row may be the end of a row of the page before.
    """
    rows: list[Row] = []
    anchors = [at for at, item in enumerate(items) if item.kind in ("row", "tail")]
    pitch, inner = pitch_of(items, anchors), [0.0]
    made = {
        at: Row(_cells(items[at]), items[at].sure, items[at].line.base, items[at].line.base) for at in anchors
    }
    trails: list[tuple[int, list[int], list[Row]]] = []
    for number, at in enumerate(anchors):
        rows.append(made[at])
        if number + 1 == len(anchors):
            trail: list[Row] = []
            trails.append((at, list(range(at + 1, len(items))), trail))
            continue
        follows = anchors[number + 1]
        between = [i for i in range(at + 1, follows) if items[i].kind != "out"]
        if any(items[i].kind == "wall" for i in between):
            made[at].sure = made[follows].sure = False
        elif between:
            _share(items, at, between, follows, made, rules, inner)
    if anchors:
        at = anchors[0]
        stands = goes_on and _stands_low(items, anchors, made)
        leading: list[Row] = []
        _lead(items, at, made[at], rules, goes_on and not stands, leading)
        rows = [*leading, *rows]
    for at, own, trail in trails:
        _trail(items, at, own, made[at], rules, (pitch, max(inner)), trail)
        rows += trail
    for at, row in made.items():
        _trust_middle(row, items[at].line)
    if not anchors and goes_on:
        left = [item for item in items if item.kind == "part"]
        rows += [_together(left)] if left else []
    lost = [
        unread_row(item.line) for item in items if item.kind == "wall" and _PHONE.search(_text(item.line))
    ]
    return sorted([*rows, *lost], key=lambda row: row.top) if lost else rows


def _trust_middle(row: Row, anchor: TextLine) -> None:
    """Say of a cell of ideographs, in place, that all its lines are its own: they stand around the row's line, as far above as
    below it, and none on it."""
    for cell in row.cells.values():
        bases = [line.base for line in cell.lines]
        if (
            len(bases) < 2
            or not row.sure
            or any(abs(base - anchor.base) < _LEVEL * anchor.size for base in bases)
        ):
            continue
        is_wide = all(
            unicodedata.east_asian_width(g.text[0]) in "WF" for line in cell.lines for g in line.glyphs
        )
        if is_wide and abs((bases[0] + bases[-1]) / 2 - anchor.base) < _MIDDLE * anchor.size:
            cell.strict = False


def _stands_low(items: Sequence[LineItem], anchors: Sequence[int], made: dict[int, Row]) -> bool:
    """Return whether the lines of every row further down are known, and end with the line that says who it is."""
    later = [made[at] for at in anchors[1:] if items[at].kind == "row"]
    high = [row for at, row in made.items() if row.top < items[at].line.base]
    low = any(row.bottom > items[at].line.base for at, row in made.items())
    return not low and len(high) > 1 and all(row.sure for row in later)


def unread_row(line: TextLine) -> Row:
    return Row({}, sure=False, top=line.base, bottom=line.base)


def _together(items: Iterable[LineItem]) -> Row:
    """Return lines as one row: the end of a row that the page before began."""
    first, *others = items
    row = Row(_cells(first), first.sure, first.line.base, first.line.base)
    for item in others:
        _put(row, item, above=False)
    return row


def _cells(item: LineItem) -> dict[int, PdfCell]:
    return {
        column: PdfCell([TextLine(tuple(glyphs), item.line.sheet)], strict=True)
        for column, glyphs in item.cells.items()
    }


def pitch_of(items: Sequence[LineItem], anchors: Sequence[int]) -> float:
    """Return the least distance between two rows of one line each."""
    gaps = [
        items[b].line.base - items[a].line.base
        for a, b in itertools.pairwise(anchors)
        if b == a + 1 and items[a].kind == items[b].kind == "row"
    ]
    return min(gaps, default=0.0)


def _ruled_between(rules: Sequence[Rule], upper: TextLine, lower: TextLine) -> bool:
    return any(upper.base - 1 < rule.at < lower.base - 0.5 * lower.size for rule in rules)


def _put(row: Row, item: LineItem, above: bool) -> None:
    """Add a line to a row; the row is no longer sure where the line is not, or fills a cell of its own."""
    row.sure = row.sure and item.sure
    row.top, row.bottom = min(row.top, item.line.base), max(row.bottom, item.line.base)
    for column, glyphs in item.cells.items():
        cell = row.cells.setdefault(column, PdfCell(strict=True))
        line = TextLine(tuple(glyphs), item.line.sheet)
        cell.lines = [line, *cell.lines] if above else [*cell.lines, line]


def _share(
    items: Sequence[LineItem],
    at: int,
    own: list[int],
    follows: int,
    made: dict[int, Row],
    rules: Sequence[Rule],
    inner: list[float],
) -> None:
    """Give the parts between two rows to the upper or the lower one, where a line or the widest gap parts them."""
    order = [at, *own, follows]
    pairs = list(itertools.pairwise(order))
    drawn = [n for n, (a, b) in enumerate(pairs) if _ruled_between(rules, items[a].line, items[b].line)]
    gaps = [items[b].line.base - items[a].line.base for a, b in pairs]
    if len(drawn) == 1:
        cut = drawn[0]
    else:
        cut = max(range(len(gaps)), key=gaps.__getitem__)
        others = [gap for n, gap in enumerate(gaps) if n != cut]
        if drawn or gaps[cut] < _SURELY * max(others):
            made[at].sure = made[follows].sure = False
            return
    inner += [gap for n, gap in enumerate(gaps) if n != cut]
    for n in range(cut):
        _put(made[at], items[order[n + 1]], above=False)
    for n in reversed(range(cut + 1, len(order) - 1)):
        _put(made[follows], items[order[n]], above=True)


def _lead(
    items: Sequence[LineItem], at: int, row: Row, rules: Sequence[Rule], goes_on: bool, rows: list[Row]
) -> None:
    """Place the parts above the first row: its own upper lines, or the end of a row of the page before."""
    wall = max((i for i in range(at) if items[i].kind in ("wall", "out")), default=-1)
    own = [i for i in range(wall + 1, at) if items[i].kind == "part"]
    if wall >= 0 and items[wall].kind == "wall":
        near = items[own[0] if own else at].line
        if near.base - items[wall].line.base <= _LEADING * near.size:
            row.sure = False
    if not own:
        return
    order = [*own, at]
    for n in reversed(range(len(own))):
        upper, lower = items[order[n]].line, items[order[n + 1]].line
        if _ruled_between(rules, upper, lower):
            rows += [_together(items[i] for i in own[: n + 1])] if goes_on else []
            own = own[n + 1 :]
            break
    else:
        if goes_on:  # nobody can say whose they are
            row.sure = False
            rows.append(unread_row(items[own[0]].line))
            return
    for i in reversed(own):
        _put(row, items[i], above=True)


def _is_tail(line: TextLine) -> bool:
    """Return whether a line that runs over the columns is a total, a note or a signature: no half of anybody."""
    text = _text(line)
    return is_tail_word(text) and not _PHONE.search(text)


def _trail(
    items: Sequence[LineItem],
    at: int,
    own: Sequence[int],
    row: Row,
    rules: Sequence[Rule],
    known: tuple[float, float],
    rows: list[Row],
) -> None:
    """Place the parts under the last row: its own further lines, or lines of their own.

    ``known``: the least distance between rows of one line, and the greatest between lines of one row; 0 for unknown.
    """
    before, (pitch, inner) = items[at].line, known
    open_row = items[at].kind == "row"
    for i in own:
        line, kind = items[i].line, items[i].kind
        if kind == "out":
            open_row = False
            continue
        gap = line.base - before.base
        near = gap <= _LEADING * line.size and not _ruled_between(rules, before, line)
        if kind == "wall" and not near and _is_tail(line):
            open_row = False
            continue
        if open_row and near:
            if kind == "part" and (gap < pitch / _SURELY or gap < inner * 1.1):
                _put(row, items[i], above=False)
                before = line
                continue
            row.sure = False
        open_row = False
        row.trails = True
        if kind == "part" and (_PHONE.search(_text(line)) or len(items[i].cells) > 2):
            rows.append(replace(unread_row(line), trails=True))
