"""The lines of a table on a page, and the cells between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from verify.intake.formats.picture.ink import Grey, dark

_SHORTEST = 45  # pixels: a stroke that is longer, and straight, is a line
_UNBROKEN = 130  # pixels in one go: more than a stamp's edge is straight
_SAME = 9  # pixels: lines that are nearer are one
_LEAST = 14  # pixels between two lines with text between them
_DRAWN = 0.55  # share of a cell's side that must be inked
_GAP = 31  # pixels: pieces of a line are that far apart at most
_FREE = 12  # pixels from the lines of its cell: a stroke that stands in the cell, not a piece of a line
_TALL = 1.15  # of the height of a line of text: a stroke of a sign is no longer
_MOST_LINES = 600
_REACH = (
    0.12,
    0.35,
)  # share of the table that a line across, or down, covers at least: a stamp's edge does not


@dataclass(frozen=True, slots=True)
class CellBox:
    """A cell in pixels, and the rows and columns of the lattice that it spans (0-based, inclusive)."""

    left: int
    top: int
    right: int
    bottom: int
    rows: tuple[int, int]
    columns: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table: its cells, how many rows and columns it has."""

    boxes: tuple[CellBox, ...]
    row_count: int
    column_count: int
    top: int


def line_masks(inked: Grey) -> tuple[Grey, Grey]:
    """Return where lines run across and down on a page of which the ink is given: 1 there, 0 elsewhere."""
    return _closed(_long(inked, 1), 1), _closed(_long(inked, 0), 0)


def drawn_lines(grey: Grey, tables: Sequence[Lattice]) -> Grey:
    """Return where lines of tables run and where something is struck out: 1 there, 0 elsewhere.

    The lines are taken off the page before its cells are read. In a small picture that was much enlarged the strokes
    of 1, 一, 王 are as long as a line is at least: no longer than the signs about them are high, and free in their
    cell, they are left to be read.
    """
    inked = dark(grey)
    found = np.zeros_like(inked)
    boxes = [box for table in tables for box in table.boxes]
    sides = np.array([(box.left, box.top, box.right, box.bottom) for box in boxes]).reshape(-1, 4)
    sides += np.array([_FREE, _FREE, -_FREE, -_FREE])
    for axis in (0, 1):
        mask = _long(inked, axis)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
        keep = np.ones(count, dtype=np.uint8)
        keep[0] = 0
        for n in range(1, count):
            left, top, width, height = (int(at) for at in stats[n][:4])
            long = width if axis == 1 else height
            if long >= _UNBROKEN:
                continue
            x, y = left + width // 2, top + height // 2
            free = np.flatnonzero(
                (sides[:, 0] < x) & (x < sides[:, 2]) & (sides[:, 1] < y) & (y < sides[:, 3])
            )
            keep[n] = not len(free) or long > _TALL * _signs_height(inked, boxes[free[0]], y)
        found |= _closed(np.asarray(keep[labels], dtype=np.uint8), axis)
    return found


def _signs_height(inked: Grey, box: CellBox, y: int) -> int:
    """Return how high the line of text about a height in a cell is."""
    inside = inked[
        box.top + _FREE // 2 : box.bottom - _FREE // 2, box.left + _FREE // 2 : box.right - _FREE // 2
    ]
    empty = np.flatnonzero(~inside.any(axis=1))
    at = y - box.top - _FREE // 2
    above, below = empty[empty < at], empty[empty > at]
    start = int(above[-1]) if len(above) else -1
    return (int(below[0]) if len(below) else len(inside)) - start - 1


def _long(inked: Grey, axis: int) -> Grey:
    """Return the straight strokes of at least the shortest line's length; axis 1: across."""
    stroke, thick = ((_SHORTEST, 1), (1, 3)) if axis == 1 else ((1, _SHORTEST), (3, 1))
    # Thickened across its direction first, so that a line that is not quite straight stays one.
    wide = cv2.dilate(inked, cv2.getStructuringElement(cv2.MORPH_RECT, thick))
    found = cv2.morphologyEx(wide, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, stroke))
    return np.asarray(found, dtype=np.uint8)


def _closed(mask: Grey, axis: int) -> Grey:
    """Join the pieces of a line over what interrupts it."""
    gap = (_GAP, 1) if axis == 1 else (1, _GAP)
    return np.asarray(
        cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, gap)),
        dtype=np.uint8,
    )


def lattices(across: Grey, down: Grey) -> list[Lattice]:
    """Return the tables of a page from top to bottom."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(across | down, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height, _area = (int(n) for n in stats[label])
        if width < 4 * _SHORTEST or height < 2 * _LEAST:
            continue
        inside = labels[top : top + height, left : left + width] == label
        own_across = across[top : top + height, left : left + width] * inside
        own_down = down[top : top + height, left : left + width] * inside
        table = _lattice(own_across.astype(np.uint8), own_down.astype(np.uint8), left, top)
        if table is not None:
            found.append(table)
    return sorted(found, key=lambda table: table.top)


def _lattice(across: Grey, down: Grey, left: int, top: int) -> Lattice | None:
    ys, xs = _levels(across, 0), _levels(down, 1)
    if len(ys) < 3 or len(xs) < 3 or len(ys) > _MOST_LINES or len(xs) > _MOST_LINES:
        return None
    rows, columns = len(ys) - 1, len(xs) - 1
    # Whether a line is drawn under a place of the lattice, and at its right.
    under = [
        [_is_drawn(across, ys[row + 1], (xs[column], xs[column + 1]), 0) for column in range(columns)]
        for row in range(rows - 1)
    ]
    right = [
        [_is_drawn(down, xs[column + 1], (ys[row], ys[row + 1]), 1) for column in range(columns - 1)]
        for row in range(rows)
    ]
    boxes = []
    for places in _joined(under, right, rows, columns):
        r = [row for row, _ in places]
        c = [column for _, column in places]
        boxes.append(
            CellBox(
                left + xs[min(c)], top + ys[min(r)], left + xs[max(c) + 1], top + ys[max(r) + 1],
                (min(r), max(r)), (min(c), max(c)),
            )
        )  # fmt: skip
    return Lattice(tuple(boxes), rows, columns, top)


def _levels(mask: Grey, axis: int) -> list[int]:
    """Return where lines run, in the middle of each; axis 0: across, from top to bottom."""
    count, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    long = stats[:, cv2.CC_STAT_WIDTH if axis == 0 else cv2.CC_STAT_HEIGHT]
    least = min(_UNBROKEN, mask.shape[1 - axis] // 2)
    found = sorted(
        (float(centres[n][1 if axis == 0 else 0]), int(long[n])) for n in range(1, count) if long[n] >= least
    )
    groups: list[list[tuple[float, int]]] = []
    for at, length in found:
        if groups and at - groups[-1][-1][0] < _SAME:
            groups[-1].append((at, length))
        else:
            groups.append([(at, length)])
    levels: list[int] = []
    reach = _REACH[axis] * mask.shape[1 - axis]
    for group in groups:
        weight = sum(length for _, length in group)
        if weight < reach:
            continue
        level = round(sum(at * length for at, length in group) / weight)
        if not levels or level - levels[-1] >= _LEAST:
            levels.append(level)
    return levels


def _is_drawn(mask: Grey, at: int, span: tuple[int, int], axis: int) -> bool:
    low, high = max(at - _SAME, 0), at + _SAME + 1
    start, stop = span[0] + 4, span[1] - 4
    strip = mask[low:high, start:stop] if axis == 0 else mask[start:stop, low:high]
    if strip.size == 0:
        return True
    return bool(strip.any(axis=axis).mean() >= _DRAWN)


def _joined(
    under: Sequence[Sequence[bool]], right: Sequence[Sequence[bool]], rows: int, columns: int
) -> list[list[tuple[int, int]]]:
    """Return places of the lattice between which no line is drawn, together."""
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def first(place: tuple[int, int]) -> tuple[int, int]:
        while owner[place] != place:
            owner[place] = owner[owner[place]]
            place = owner[place]
        return place

    for row in range(rows):
        for column in range(columns):
            if row + 1 < rows and not under[row][column]:
                owner[first((row + 1, column))] = first((row, column))
            if column + 1 < columns and not right[row][column]:
                owner[first((row, column + 1))] = first((row, column))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        groups.setdefault(first(place), []).append(place)
    return list(groups.values())
