"""Tables without drawn lines, or without lines between their rows: columns by headings, rows by who is in them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from verify.intake.formats.pdf.bands import Strips, columns, crosses
from verify.intake.formats.pdf.heads import Head, find_heads, heading_row, parts
from verify.intake.formats.pdf.ruled import united
from verify.intake.formats.pdf.shapes import Glyph, PdfCell, PdfPage, PdfTable, Row, Rule, TextLine
from verify.intake.formats.pdf.texts import line_text, lines_of
from verify.intake.table.tails import is_tail_word

_SERIAL = re.compile(r"\d{1,6}[.、]?")
_PHONE = re.compile(r"(?:\d[- ]?){7,}|@|[*×xX]{3,}")
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_DAY = re.compile(r"\d{4}([-./年])\d{1,2}[-./月]\d{1,2}日?")
_SURELY = 1.25  # times: the widest gap between lines must be so much wider than the others to part two rows
_LEADING = 1.5  # of the size of type: lines of one cell are no further apart


@dataclass(slots=True)
class _Item:
    """A line of the table while rows are made of it."""

    line: TextLine
    cells: dict[int, list[Glyph]]
    kind: str  # row, part (of a row), tail (a row that is nobody), out (no row), wall (out, or a part that runs over)
    sure: bool = True


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
                rows = [_unread(line) for line in part if _PHONE.search(_text(line))]
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
    # A few texts that are too long for their column hide where it ends; their rows will be named.
    longest = sorted(within, key=lambda line: -max(p.x1 - p.x0 for p in parts(line)))
    return columns(head.headings, longest[max(1, len(within) // 10) :]) if len(wanted) > 5 else None


def _table(sheet: PdfPage, lines: Sequence[TextLine], head: Head, strips: Strips, goes_on: bool) -> PdfTable:
    items = [_item(line, head, strips) for line in lines]
    _judge(items, head)
    return PdfTable(sheet.number, rows_of(items, _rules(sheet, strips.edges), goes_on), strips.edges)


def rows_between(
    sheet: PdfPage, lines: Sequence[TextLine], head: Head, edges: tuple[float, ...], goes_on: bool
) -> list[Row]:
    """Make rows of the lines in one cell-high box of a table that has lines between its columns only."""
    items = [_item(line, head, Strips(edges)) for line in lines]
    _judge(items, head)
    return rows_of(items, _rules(sheet, edges), goes_on)


def _rules(sheet: PdfPage, edges: Sequence[float]) -> list[Rule]:
    """Return the lines across the table, and the sides of bands of colour."""
    middle = (edges[0] + edges[-1]) / 2
    return [
        rule
        for rule in united([*sheet.across, *sheet.bands])
        if rule.end - rule.start > 0.5 * (edges[-1] - edges[0]) and rule.start < middle < rule.end
    ]


def _item(line: TextLine, head: Head, strips: Strips) -> _Item:
    cells: dict[int, list[Glyph]] = {}
    outside = False
    for glyph in line.glyphs:
        column = bisect_right(strips.edges, glyph.middle) - 1
        outside = outside or not 0 <= column < len(head.headings)
        cells.setdefault(min(max(column, 0), len(head.headings) - 1), []).append(glyph)
    return _Item(line, cells, "", not outside and not crosses(line.glyphs, strips))


def _judge(items: Sequence[_Item], head: Head) -> None:
    """Say of each line whether a row begins with it, whether it is a part of one, or nothing of the table."""
    serial, name, contact = (head.column(field) for field in ("serial", "name", "contact"))
    texts = [{c: line_text(g)[0] for c, g in item.cells.items()} for item in items]
    numbered = [bool(_SERIAL.fullmatch(own.get(serial, ""))) for own in texts]
    called = [bool(_PHONE.search(own.get(contact, ""))) for own in texts]
    # The number may stand on another line than what is beside it: at the bottom of a row of several lines.
    has_serials = serial >= 0 and 2 * sum(numbered) > sum(called)
    after_tail = False
    for item, own, is_numbered, is_called in zip(items, texts, numbered, called, strict=True):
        first = own[min(own)]
        who = bool(own.get(name)) and (is_called or contact < 0)
        if after_tail and not is_numbered and not is_called:
            item.kind = "out"  # notes go on over several lines
            continue
        after_tail = False
        if is_tail_word(first) and not (is_numbered or (who and serial < 0)):
            item.kind = "tail" if item.sure else "out"
            item.cells = {min(item.cells): [glyph for c in sorted(item.cells) for glyph in item.cells[c]]}
            after_tail = True
            continue
        elif not item.sure:
            # A row that runs over its columns is named; a line of other text is none.
            item.kind = "row" if is_numbered or who else "wall"
        elif has_serials:
            item.kind = "row" if is_numbered else "part"
            if who and not is_numbered:
                item.kind = "wall"  # somebody without a number, or a part of somebody: nobody can say
            elif not is_numbered and serial in own:
                item.kind = "tail"  # a word under the serial numbers begins nothing of a person
        else:
            item.kind = "row" if who or (len(own) >= 3 and bool(own.get(name))) else "part"
    surveyed = head.column("surveyed")
    for upper, lower in _halves(texts, contact, surveyed):
        if items[upper].kind == "wall" and items[upper].sure:
            items[upper].kind = "part"  # it has a half of somebody's number: nobody of his own
        elif items[upper].kind == items[lower].kind == "row":
            items[upper].sure = items[lower].sure = False


def _halves(texts: Sequence[dict[int, str]], contact: int, surveyed: int) -> list[tuple[int, int]]:
    """Return pairs of lines over which one telephone number, or one date, was broken."""
    found = []
    for column, whole in ((contact, _MOBILE), (surveyed, _DAY)):
        filled = [at for at, own in enumerate(texts) if own.get(column)]
        for upper, lower in itertools.pairwise(filled):
            a, b = texts[upper][column], texts[lower][column]
            if lower - upper <= 2 and not whole.fullmatch(a) and not whole.fullmatch(b) and whole.fullmatch(a + b):
                found.append((upper, lower))
    return found


def rows_of(items: Sequence[_Item], rules: Sequence[Rule], goes_on: bool) -> list[Row]:
    """Make rows of lines: parts go to the row that they are plainly nearer to, else the rows are not sure.

    ``goes_on``: what stands above the first row may be the end of a row of the page before.
    """
    rows: list[Row] = []
    anchors = [at for at, item in enumerate(items) if item.kind in ("row", "tail")]
    pitch, inner = _pitch(items, anchors), [0.0]
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
        made[at].leads = stands and len(made[at].cells) > 0 and made[at].top < items[at].line.base
        rows = [*leading, *rows]
    for at, own, trail in trails:
        made[at].trails = any(items[i].kind != "out" for i in own)
        _trail(items, at, own, made[at], rules, (pitch, max(inner)), trail)
        rows += trail
    if not anchors and goes_on:
        left = [item for item in items if item.kind == "part"]
        rows += [_together(left)] if left else []
    lost = [_unread(item.line) for item in items if item.kind == "wall" and _PHONE.search(_text(item.line))]
    return sorted([*rows, *lost], key=lambda row: row.top) if lost else rows


def _stands_low(items: Sequence[_Item], anchors: Sequence[int], made: dict[int, Row]) -> bool:
    """Return whether the lines of every row further down are known, and end with the line that says who it is."""
    later = [made[at] for at in anchors[1:] if items[at].kind == "row"]
    high = [row for at, row in made.items() if row.top < items[at].line.base]
    low = any(row.bottom > items[at].line.base for at, row in made.items())
    return not low and len(high) > 1 and all(row.sure for row in later)


def _unread(line: TextLine) -> Row:
    return Row({}, sure=False, top=line.base, bottom=line.base)


def _together(items: Iterable[_Item]) -> Row:
    """Return lines as one row: the end of a row that the page before began."""
    first, *others = items
    row = Row(_cells(first), first.sure, first.line.base, first.line.base)
    for item in others:
        _put(row, item, above=False)
    return row


def _cells(item: _Item) -> dict[int, PdfCell]:
    return {
        column: PdfCell([TextLine(tuple(glyphs), item.line.sheet)], strict=True)
        for column, glyphs in item.cells.items()
    }


def _pitch(items: Sequence[_Item], anchors: Sequence[int]) -> float:
    """Return the least distance between two rows of one line each."""
    gaps = [
        items[b].line.base - items[a].line.base
        for a, b in itertools.pairwise(anchors)
        if b == a + 1 and items[a].kind == items[b].kind == "row"
    ]
    return min(gaps, default=0.0)


def _ruled_between(rules: Sequence[Rule], upper: TextLine, lower: TextLine) -> bool:
    return any(upper.base - 1 < rule.at < lower.base - 0.5 * lower.size for rule in rules)


def _put(row: Row, item: _Item, above: bool) -> None:
    """Add a line to a row; the row is no longer sure where the line is not, or fills a cell of its own."""
    row.sure = row.sure and item.sure
    row.top, row.bottom = min(row.top, item.line.base), max(row.bottom, item.line.base)
    for column, glyphs in item.cells.items():
        cell = row.cells.setdefault(column, PdfCell(strict=True))
        line = TextLine(tuple(glyphs), item.line.sheet)
        cell.lines = [line, *cell.lines] if above else [*cell.lines, line]


def _share(
    items: Sequence[_Item],
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
    items: Sequence[_Item], at: int, row: Row, rules: Sequence[Rule], goes_on: bool, rows: list[Row]
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
            rows.append(_unread(items[own[0]].line))
            return
    for i in reversed(own):
        _put(row, items[i], above=True)


def _trail(
    items: Sequence[_Item],
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
        if open_row and near:
            if kind == "part" and (gap < pitch / _SURELY or gap < inner * 1.1):
                _put(row, items[i], above=False)
                before = line
                continue
            row.sure = False
        open_row = False
        if kind == "part" and (_PHONE.search(_text(line)) or len(items[i].cells) > 2):
            rows.append(_unread(line))
