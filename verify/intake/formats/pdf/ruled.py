"""Tables with drawn lines: the lines make the cells, every sign must stand inside one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from verify.intake.formats.pdf.shapes import Glyph, PdfCell, PdfPage, PdfTable, Row, Rule
from verify.intake.formats.pdf.texts import lines_of

_NEAR = 2.5  # points: lines that are nearer are one (double lines, two cells' own borders)
_BRIDGE = 3.5  # points between the dashes of a line
_SHORTEST = 5.0
_NO_GAP = 0.04  # of the size of type: signs of one text are no further apart
_TOUCHES = 0.15  # of the size of type: signs of one text that is drawn sign by sign
_FEW = 0.15  # of the cells of a column: so many may seem to come nearer to its sides
_MOST_PAIRS = 4_000_000
_MOST_CELLS = 200_000


class _Sets:
    """Which things belong together."""

    def __init__(self, count: int) -> None:
        self._up = list(range(count))

    def find(self, item: int) -> int:
        while self._up[item] != item:
            self._up[item] = self._up[self._up[item]]
            item = self._up[item]
        return item

    def join(self, a: int, b: int) -> None:
        a, b = sorted((self.find(a), self.find(b)))
        self._up[b] = a


def united(rules: Sequence[Rule]) -> list[Rule]:
    """Return lines with their pieces joined: dashes, double lines, one piece per cell."""
    found: list[Rule] = []
    level: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if level and rule.at - level[0].at > _NEAR:
            found += _joined(level)
            level = []
        level.append(rule)
    return [rule for rule in found + _joined(level) if rule.end - rule.start >= _SHORTEST]


def _joined(level: Sequence[Rule]) -> list[Rule]:
    joined: list[Rule] = []
    at = sum(rule.at for rule in level) / max(len(level), 1)
    for rule in sorted(level, key=lambda rule: rule.start):
        if joined and rule.start <= joined[-1].end + _BRIDGE:
            joined[-1] = Rule(at, joined[-1].start, max(joined[-1].end, rule.end))
        else:
            joined.append(Rule(at, rule.start, rule.end))
    return joined


def ruled_tables(sheet: PdfPage) -> tuple[list[PdfTable], list[Glyph]]:
    """Return the tables of a page that have lines both ways, and the glyphs outside of them."""
    across, down = united(sheet.across), united(sheet.down)
    if not across or not down or len(across) * len(down) > _MOST_PAIRS:
        return [], sheet.glyphs
    sets = _Sets(len(across) + len(down))
    for i, a in enumerate(across):
        for j, d in enumerate(down):
            if a.start - _BRIDGE <= d.at <= a.end + _BRIDGE and d.start - _BRIDGE <= a.at <= d.end + _BRIDGE:
                sets.join(i, len(across) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across):
        groups.setdefault(sets.find(i), ([], []))[0].append(rule)
    for j, rule in enumerate(down):
        groups.setdefault(sets.find(len(across) + j), ([], []))[1].append(rule)
    left = sheet.glyphs
    tables = []
    for own_across, own_down in groups.values():
        if not own_across or not own_down:
            continue  # a line that stands alone
        frame = _Frame(own_across, own_down)
        if frame.is_table:
            over, loose = frame.over_the_edge(left)
            inside = [glyph for glyph in left if frame.holds(glyph)]
            own = {(glyph.run, round(glyph.base)) for glyph in inside}
            rest = [glyph for glyph in left if not frame.holds(glyph)]
            # Text that runs on beyond the frame was cut off there: the reader of the page sees a part of it.
            cut = {key for glyph in rest if (key := (glyph.run, round(glyph.base))) in own}
            kept = {
                id(glyph) for glyph in rest if id(glyph) in over and (glyph.run, round(glyph.base)) not in cut
            }
            inside = [
                replace(g, sure=False) if (g.run, round(g.base)) in cut or id(g) in loose else g
                for g in left
                if frame.holds(g) or id(g) in kept
            ]
            left = [g for g in rest if (g.run, round(g.base)) not in cut and id(g) not in kept]
            tables.append(frame.table(sheet, inside))
    return sorted(tables, key=lambda table: (table.rows[0].top, table.edges[0])), left


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


class _Frame:
    """The lines of one table."""

    def __init__(self, across: Sequence[Rule], down: Sequence[Rule]) -> None:
        self._across, self._down = across, down
        xs, ys = [rule.at for rule in down], [rule.at for rule in across]
        # A table may be open at its sides: its lines across then reach beyond the outer ones down.
        for rule in across:
            xs += [end for end in (rule.start, rule.end) if end < min(xs) - 8 or end > max(xs) + 8]
        for rule in down:
            ys += [end for end in (rule.start, rule.end) if end < min(ys) - 8 or end > max(ys) + 8]
        self.xs, self.ys = _places(xs), _places(ys)

    @property
    def is_table(self) -> bool:
        count = (len(self.xs) - 1) * (len(self.ys) - 1)
        return 2 <= count <= _MOST_CELLS and len(self.xs) > 1 and len(self.ys) > 1

    def holds(self, glyph: Glyph) -> bool:
        middle = (glyph.top + glyph.bottom) / 2
        return self.xs[0] <= glyph.middle <= self.xs[-1] and self.ys[0] <= middle <= self.ys[-1]

    def over_the_edge(self, glyphs: Sequence[Glyph]) -> tuple[set[int], set[int]]:
        """Return the signs beyond the last line down that go on, without a gap, with what stands in the last column.

        Many a text is wider than the last column of its table, and has room beyond it; nothing else stands there.
        And the last signs before a gap so narrow that what follows may be of the same text: nobody knows.
        """
        edge, lines = self.xs[-1], dict[int, list[Glyph]]()
        for glyph in glyphs:
            if glyph.x1 > self.xs[-2] and self.ys[0] <= (glyph.top + glyph.bottom) / 2 <= self.ys[-1]:
                lines.setdefault(round(glyph.base), []).append(glyph)
        found, loose = set[int](), set[int]()
        for line in lines.values():
            line.sort(key=lambda glyph: glyph.x0)
            for one, two in pairwise(line):
                gap = two.x0 - one.x1
                if two.middle <= edge or gap > one.size or not (one.middle <= edge or id(one) in found):
                    continue
                if abs(gap) < _TOUCHES * one.size:
                    found.add(id(two))
                else:
                    loose.add(id(one))
        return found, loose

    def table(self, sheet: PdfPage, glyphs: Sequence[Glyph]) -> PdfTable:
        xs, ys = self.xs, self.ys
        columns, count = len(xs) - 1, len(ys) - 1
        owner = self._owners(columns, count)
        spans: dict[int, list[int]] = {}  # owner -> top, left, bottom, right, number of units
        for unit, root in enumerate(owner):
            row, column = divmod(unit, columns)
            span = spans.setdefault(root, [row, column, row, column, 0])
            span[:] = (
                min(span[0], row),
                min(span[1], column),
                max(span[2], row),
                max(span[3], column),
                span[4] + 1,
            )
        held: dict[int, list[Glyph]] = {}
        doubtful: set[int] = {
            root
            for root, (top, left, bottom, right, units) in spans.items()
            if units != (bottom - top + 1) * (right - left + 1)  # no box
        }
        where: dict[int, int] = {}  # number of a glyph in reading order -> owner
        for number, glyph in enumerate(glyphs):
            row = min(max(bisect_right(ys, (glyph.top + glyph.bottom) / 2) - 1, 0), count - 1)
            column = min(max(bisect_right(xs, glyph.middle) - 1, 0), columns - 1)
            root = owner[row * columns + column]
            held.setdefault(root, []).append(glyph)
            where[number] = root
            top, left, bottom, right, _ = spans[root]
            give = 1.0 + 0.25 * (glyph.x1 - glyph.x0)
            if (
                glyph.x0 < xs[left] - give
                or (glyph.x1 > xs[right + 1] + give and right + 1 < columns)
                or glyph.base > ys[bottom + 1] + 0.15 * glyph.size
                or glyph.base - 0.6 * glyph.size < ys[top] - 0.15 * glyph.size
            ):
                doubtful.add(root)
                doubtful |= self._beside(glyph, owner, columns)
        doubtful |= _running_over(glyphs, where)
        return self._table(sheet, spans, held, doubtful)

    def _beside(self, glyph: Glyph, owner: Sequence[int], columns: int) -> set[int]:
        """Return the cells that a glyph reaches into."""
        rows = [bisect_right(self.ys, y) - 1 for y in (glyph.base - 0.6 * glyph.size, glyph.base)]
        places = [bisect_right(self.xs, x) - 1 for x in (glyph.x0, glyph.x1)]
        return {
            owner[row * columns + column]
            for row in rows
            for column in places
            if 0 <= row < len(self.ys) - 1 and 0 <= column < columns
        }

    def _owners(self, columns: int, count: int) -> list[int]:
        sets = _Sets(columns * count)
        for row in range(count):
            low, high = self.ys[row], self.ys[row + 1]
            for column in range(1, columns):
                if not _drawn(self._down, self.xs[column], low, high):
                    sets.join(row * columns + column - 1, row * columns + column)
        for column in range(columns):
            low, high = self.xs[column], self.xs[column + 1]
            for row in range(1, count):
                if not _drawn(self._across, self.ys[row], low, high):
                    sets.join((row - 1) * columns + column, row * columns + column)
        return [sets.find(unit) for unit in range(columns * count)]

    def _table(
        self, sheet: PdfPage, spans: dict[int, list[int]], held: dict[int, list[Glyph]], doubtful: set[int]
    ) -> PdfTable:
        rows = [Row({}, top=top, bottom=bottom) for top, bottom in zip(self.ys, self.ys[1:], strict=False)]
        merges = []
        pads = self._pads(spans, held)
        for root, (top, left, bottom, right, units) in spans.items():
            if units > 1:
                merges.append((top, left, bottom, right))
            if root in doubtful:
                for row in rows[top : bottom + 1]:
                    row.sure = False
            if root in held:
                room = self.xs[right + 1] - self.xs[left] - 2 * pads.get(left, 0.0)
                rows[top].cells[left] = PdfCell(lines_of(held[root], sheet.number), room)
        return PdfTable(sheet.number, rows, tuple(self.xs), merges, ruled=True)

    def _pads(self, spans: dict[int, list[int]], held: dict[int, list[Glyph]]) -> dict[int, float]:
        """Return how near text comes to the sides of each column's cells: the margin inside a cell.

        Not the very nearest: a sign of a font that is not in the file can seem wider than it is.
        """
        near: dict[int, list[float]] = {}
        for root, glyphs in held.items():
            _, left, _, right, _ = spans[root]
            near.setdefault(left, []).append(
                min(
                    min(glyph.x0 for glyph in glyphs) - self.xs[left],
                    self.xs[right + 1] - max(glyph.x1 for glyph in glyphs),
                )
            )
        return {left: max(sorted(own)[int(_FEW * len(own))], 0.0) for left, own in near.items()}


def _running_over(glyphs: Sequence[Glyph], where: dict[int, int]) -> set[int]:
    """Return cells between which one piece of text runs on without a gap: it is wider than its cell."""
    found: set[int] = set()
    last: dict[tuple[int, int], int] = {}  # text object, base line -> the glyph before
    for number in sorted(range(len(glyphs)), key=lambda at: glyphs[at].x0):
        glyph = glyphs[number]
        key = glyph.run, round(glyph.base)
        before = last.get(key)
        if (
            before is not None
            and where[before] != where[number]
            and glyph.x0 - glyphs[before].x1 < 0.3 * glyph.size
        ):
            found |= {where[before], where[number]}
        last[key] = number
    # A program that draws each sign by itself has no pieces: what follows in its order, without any gap, is one text.
    for number, (one, two) in enumerate(pairwise(glyphs)):
        if where[number] != where[number + 1] and _is_next(one, two):
            found |= {where[number], where[number + 1]}
    return found


def _is_next(one: Glyph, two: Glyph) -> bool:
    """Whether a sign stands right behind another on one line, closer than the texts of two cells do."""
    return abs(two.x0 - one.x1) < _NO_GAP * one.size and abs(two.base - one.base) < _NO_GAP * one.size


def _drawn(rules: Sequence[Rule], at: float, low: float, high: float) -> bool:
    """Return whether a line is drawn between two cells, along all of their common side."""
    covered = sum(
        max(0.0, min(rule.end, high) - max(rule.start, low)) for rule in rules if abs(rule.at - at) <= _NEAR
    )
    return covered >= 0.7 * (high - low)
