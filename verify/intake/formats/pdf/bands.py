"""Which strip of the page belongs to which column, where no lines are drawn: told by what is white all the way down."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from verify.intake.formats.pdf.heads import Heading, HeadPiece, parts
from verify.intake.formats.pdf.shapes import Glyph, TextLine

_RIVER = 0.12  # of the size of type: white that is narrower parts nothing by itself
_TOUCHING = 0.8  # points: ends and beginnings that are nearer are in line
_NO_GAP = 0.03  # of the size of type: signs of one text are no further apart
_ROWS = 3  # lines in which columns that touch must be in line, at least


@dataclass(frozen=True, slots=True)
class Strips:
    """The edges of the columns, one more than there are columns; ``touching``: those with no white beside them."""

    edges: tuple[float, ...]
    touching: frozenset[float] = frozenset()


def columns(headings: Sequence[Heading], lines: Sequence[TextLine]) -> Strips | None:
    """Return the strips of the columns, one for each heading; None where they cannot be told.

    ``lines`` are those that certainly belong to the table. Strips of text and headings are matched in their
    order; every strip must belong to one heading and to no other.
    """
    rows = [parts(line, _RIVER) for line in lines]
    strips = _strips(rows)
    if not strips:
        return None
    strips = _parted(strips, headings, lines)
    owners = _owners(strips, headings)
    if owners is None:
        return None
    reach = [[heading.x0, heading.x1] for heading in headings]
    for strip, owner in zip(strips, owners, strict=True):
        reach[owner] = [min(reach[owner][0], strip[0]), max(reach[owner][1], strip[1])]
    body = [
        (min(s[0] for s in own), max(s[1] for s in own)) if own else (heading.x0, heading.x1)
        for at, heading in enumerate(headings)
        for own in [[s for s, owner in zip(strips, owners, strict=True) if owner == at]]
    ]
    touching = set()
    edges = [min(reach[0][0], body[0][0]) - 3.0]
    for left, right in itertools.pairwise(body):
        if right[0] < left[1] - 0.01:
            return None
        edges.append((left[1] + right[0]) / 2)
        if right[0] - left[1] < _TOUCHING:
            touching.add(edges[-1])
    return Strips((*edges, max(reach[-1][1], body[-1][1]) + 3.0), frozenset(touching))


def _strips(rows: Sequence[Sequence[HeadPiece]]) -> list[tuple[float, float]]:
    """Return what is not white in any row: intervals from left to right."""
    sizes = sorted(part.glyphs[0].size for row in rows for part in row)
    if not sizes:
        return []
    river = _RIVER * sizes[len(sizes) // 2]
    strips: list[tuple[float, float]] = []
    for x0, x1 in sorted((part.x0, part.x1) for row in rows for part in row):
        if strips and x0 - strips[-1][1] < river:
            strips[-1] = strips[-1][0], max(strips[-1][1], x1)
        else:
            strips.append((x0, x1))
    return strips


def _parted(
    strips: Sequence[tuple[float, float]], headings: Sequence[Heading], lines: Sequence[TextLine]
) -> list[tuple[float, float]]:
    """Piece strips that lie under two headings where the columns touch, in line in every row."""
    found: list[tuple[float, float]] = []
    for strip in strips:
        under = [heading for heading in headings if heading.x0 < strip[1] and heading.x1 > strip[0]]
        x0 = strip[0]
        for left, right in itertools.pairwise(under):
            at = _in_line(left, right, lines)
            if at is None:
                break
            found.append((x0, at))
            x0 = at
        found.append((x0, strip[1]))
    return found


def _in_line(left: Heading, right: Heading, lines: Sequence[TextLine]) -> float | None:
    """Return where two columns meet: a place at which in every line one piece of text ends and one begins."""
    low, high = left.middle, right.middle
    votes: list[set[int]] = []
    for line in lines:
        own = set()
        for a, b in zip(line.glyphs, line.glyphs[1:], strict=False):
            if low < b.x0 < high and (a.run != b.run) and b.x0 - a.x1 > -_TOUCHING:
                # Between the end of one and the beginning of the next any place would do.
                own |= set(range(round(min(a.x1, b.x0) * 2), round(b.x0 * 2) + 1))
        if own:
            votes.append(own)
        elif any(low < glyph.x1 and glyph.x0 < high for glyph in line.glyphs):
            crossing = [g for g in line.glyphs if low < g.middle < high]
            if len({g.run for g in crossing}) > 1:
                return None
    if len(votes) < _ROWS:
        return None
    common = set.intersection(*votes)
    places = sorted(common)
    # One place, and one that a heading keeps to as well: dates of one form are in line inside as well.
    near = [p for p in places if abs(p / 2 - right.x0) < 2.5 or abs(p / 2 - left.x1) < 2.5]
    if not near or near[-1] - near[0] > 4:
        return None
    return sum(near) / len(near) / 2


def _owners(strips: Sequence[tuple[float, float]], headings: Sequence[Heading]) -> list[int] | None:
    """Return for each strip the heading that it belongs to; None where that is not certain."""
    if len(strips) == len(headings):
        return _in_order(strips, headings)
    owners: list[int] = []
    for strip in strips:
        under = [at for at, heading in enumerate(headings) if heading.x0 < strip[1] and heading.x1 > strip[0]]
        if len(under) > 1:
            return None
        owners.append(under[0] if under else -1)
    for at, owner in enumerate(owners):
        if owner < 0:
            alone = _without(owners, at, len(headings))
            if alone >= 0 and _beside(strips[at], headings[alone]):
                owners[at] = alone
                continue
            near = _nearest(strips, at)
            if near is None or owners[near] < 0:
                return None
            owners[at] = owners[near]
    return owners if owners == sorted(owners) else None


def _in_order(strips: Sequence[tuple[float, float]], headings: Sequence[Heading]) -> list[int] | None:
    """Match as many strips as headings, one to one; each heading must stand between the strips beside its own."""
    for at, heading in enumerate(headings):
        if at and heading.middle < strips[at - 1][1]:
            return None
        if at + 1 < len(strips) and heading.middle > strips[at + 1][0]:
            return None
    return list(range(len(headings)))


def _without(owners: Sequence[int], at: int, count: int) -> int:
    """Return the only heading without a strip between those of the strips beside one; -1 where there is another or none."""
    before = max((owner for owner in owners[:at] if owner >= 0), default=-1)
    after = min((owner for owner in owners[at + 1 :] if owner >= 0), default=count)
    return before + 1 if after - before == 2 else -1


def _beside(strip: tuple[float, float], heading: Heading) -> bool:
    """Return whether a strip stands no further from a heading than a sign of it is wide: numbers set to the right do."""
    sign = (heading.x1 - heading.x0) / max(len(heading.text), 1)
    return max(strip[0] - heading.x1, heading.x0 - strip[1]) < sign


def _nearest(strips: Sequence[tuple[float, float]], at: int) -> int | None:
    """Return the strip beside that is much nearer than the one on the other side."""
    left = strips[at][0] - strips[at - 1][1] if at else 1e9
    right = strips[at + 1][0] - strips[at][1] if at + 1 < len(strips) else 1e9
    if 2 * left < right:
        return at - 1
    return at + 1 if 2 * right < left else None


def crosses(glyphs: Sequence[Glyph], strips: Strips) -> bool:
    """Return whether a line runs over an edge between two columns: a sign upon it, or text without a gap."""
    before: Glyph | None = None
    for glyph in glyphs:
        give = 0.25 * (glyph.x1 - glyph.x0) + 0.3
        for edge in strips.edges[1:-1]:
            if glyph.x0 + give < edge < glyph.x1 - give:
                return True
            if before is not None and before.middle < edge <= glyph.middle:
                gap = (glyph.x0 - before.x1) / glyph.size
                if before.run == glyph.run and gap < (0.6 if glyph.blank else 0.3):
                    return True
                if gap < _NO_GAP and edge not in strips.touching:
                    return True
        before = glyph
    return False
