"""What stands in the cells of a table on a page: two readings of each line, and whether they agree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np

from verify.intake.formats.picture.crossed import crossed
from verify.intake.formats.picture.engine import LineReading, Recogniser
from verify.intake.formats.picture.glyphs import doubtful
from verify.intake.formats.picture.ink import Grey
from verify.intake.formats.picture.lattice import CellBox, Lattice
from verify.intake.formats.picture.numbers import DIGITS, is_number, plausible
from verify.intake.formats.picture.signs import usual

_INK = 165  # of 255: darker is ink when lines of text are looked for
_BLACK = 0.6  # from the darkest ink to paper: what is darker is black at the second look
_SPECK = 7  # pixels: what has less ink in all directions is dust
_LOW = 6  # pixels: a line of text is higher
_ROOM = 4  # pixels of paper left around a line
_SURE = 0.55  # least certainty of every sign; agreement decides, not this
_SURE_DIGITS = 0.6  # the same of a number, at both readings
_SHORT = 8  # signs: a name, a serial number, a way of asking stands in one line
_SCALE = 1.35  # of the second reading
_DIGITS_ALONE = re.compile(r"[0-9][0-9/.-]*")


@dataclass(slots=True)
class Line:
    """A line of text in a cell: its picture at both looks, its two readings."""

    first: Grey
    second: Grey
    readings: tuple[LineReading, LineReading] = (LineReading("", 0.0), LineReading("", 0.0))


@dataclass(slots=True)
class CellRead:
    """A cell as read. ``sure``: both readings say the same, it is no impossible number, holds no sign that
    hardly anybody has in his name, and no stroke runs over it."""

    box: CellBox
    lines: list[Line] = field(default_factory=list)
    text: str = ""
    other: str = ""
    sure: bool = True


def read_cells(looks: tuple[Grey, Grey], lines: Grey, table: Lattice, engine: Recogniser) -> list[CellRead]:
    """Read every cell. ``looks``: the page at two looks; ``lines``: 1 where a line is drawn on it."""
    clean, other = (_without(grey, lines) for grey in looks)
    cells = [CellRead(box, _lines(clean, other, box)) for box in table.boxes]
    flat = [line for cell in cells for line in cell.lines]
    first = engine.read([line.first for line in flat])
    second = engine.read([line.second for line in flat])
    for line, *both in zip(flat, first, second, strict=True):
        line.readings = both[0], both[1]
    for cell in cells:
        _settle(cell)
    _compare_digits(cells)
    for cell, is_crossed in zip(cells, crossed(clean, lines, table.boxes), strict=True):
        cell.sure = cell.sure and not (is_crossed and cell.lines)
    return cells


def _compare_digits(cells: Sequence[CellRead]) -> None:
    """Call numbers and days uncertain of which a digit does not look like the others of its kind in this table."""
    asked: list[CellRead] = []
    digits: list[tuple[Grey, str]] = []
    for cell in cells:
        for line in cell.lines:
            texts = {plain(reading.text) for reading in line.readings}
            text = texts.pop()
            if texts or sum(map(str.isdigit, text)) < DIGITS:
                continue
            if min(reading.sure for reading in line.readings) < _SURE_DIGITS:
                cell.sure = False
            elif _DIGITS_ALONE.fullmatch(text):
                asked.append(cell)
                digits.append((line.first, text))
            elif is_number(text):
                cell.sure = False  # with signs between its digits whose width is not known
    for cell, is_doubtful in zip(asked, doubtful(digits), strict=True):
        cell.sure = cell.sure and not is_doubtful


def read_lines(
    grey: Grey, lines: Grey, boxes: Sequence[CellBox], engine: Recogniser, most: int
) -> list[LineReading]:
    """Read the first ``most`` lines of text in some boxes, once."""
    clean = _without(grey, lines)
    found: list[Line] = []
    for box in boxes:
        found += _lines(clean, clean, box) if len(found) < most else []
    return engine.read([line.first for line in found[:most]])


def _without(grey: Grey, lines: Grey) -> Grey:
    """Return a page without the lines of its tables."""
    clean = grey.copy()
    clean[cv2.dilate(lines, np.ones((3, 3), np.uint8)).astype(bool)] = 255
    return clean


def _lines(clean: Grey, other: Grey, box: CellBox) -> list[Line]:
    """Return the lines of text of a cell, from top to bottom."""
    inside, beside = (grey[box.top + 1 : box.bottom, box.left + 1 : box.right] for grey in (clean, other))
    if inside.size == 0:
        return []
    inked = _dusted((inside < _INK).astype(np.uint8))
    bands = _bands(inked.sum(axis=1))
    found: list[Line] = []
    for top, bottom in bands:
        columns = np.flatnonzero(inked[top:bottom].any(axis=0))
        if not len(columns):
            continue
        left, right = int(columns[0]), int(columns[-1]) + 1
        high = bottom - top
        # A dash or 一 is given the room of a sign, so that it is not drawn out to one.
        spare = max(_ROOM, (min(right - left, 24) - high) // 2)
        place = slice(max(top - spare, 0), bottom + spare), slice(max(left - _ROOM, 0), right + _ROOM)
        found.append(Line(_framed(inside[place], 1), _second(beside[place])))
    return found


def _dusted(inked: Grey) -> Grey:
    """Leave out specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    keep = stats[:, cv2.CC_STAT_AREA] >= _SPECK
    keep[0] = False
    return np.asarray(keep[labels].astype(np.uint8)) if count > 1 else inked


def _bands(rows: np.ndarray) -> list[tuple[int, int]]:
    """Return from where to where there is ink, of each line of text; pieces of one line are put together."""
    inked = rows > 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inked.view(np.int8), [0]))))
    runs = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if not runs:
        return []
    usual = max(b - a for a, b in runs)
    found: list[tuple[int, int]] = []
    for top, bottom in runs:
        # The strokes of 二, the dots over a letter: low pieces that are near belong to what is beside them.
        if found and (
            top - found[-1][1] <= 2
            or (
                min(bottom - top, found[-1][1] - found[-1][0]) < 0.55 * usual
                and bottom - found[-1][0] <= 1.25 * usual
            )
        ):
            found[-1] = found[-1][0], bottom
        else:
            found.append((top, bottom))
    return [(top, bottom) for top, bottom in found if bottom - top >= 3]


def _framed(piece: Grey, share: int) -> Grey:
    pad = share * max(piece.shape[0] // 12, 1)
    return np.asarray(
        cv2.copyMakeBorder(piece, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,)), np.uint8
    )


def _second(piece: Grey) -> Grey:
    """Return a line at another scale, in black and white, with more paper around it."""
    large = cv2.resize(piece, None, fx=2.0, fy=2.0, interpolation=cv2.INTER_CUBIC)
    large = cv2.GaussianBlur(large, (0, 0), 1.0)
    darkest = float(np.percentile(large, 3))
    level = darkest + _BLACK * (255 - darkest)
    hard = np.where(large < level, 0, 255).astype(np.uint8)
    soft = cv2.GaussianBlur(hard, (0, 0), 0.8)
    pad = round((_SCALE - 1) / 2 * soft.shape[0])
    return np.asarray(
        cv2.copyMakeBorder(soft, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,)), np.uint8
    )


def plain(text: str) -> str:
    """Return a reading as it is compared: full width and blanks alike."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _settle(cell: CellRead) -> None:
    """Say what stands in a cell, and whether that is sure."""
    ways = [_together([line.readings[n] for line in cell.lines]) for n in (0, 1)]
    cell.text, cell.other = ways
    agree = plain(cell.text) == plain(cell.other)
    certain = all(max(r.sure for r in line.readings) >= _SURE for line in cell.lines)
    possible = usual(cell.text) and (not is_number(cell.text) or plausible(cell.text))
    cell.sure = agree and certain and not _is_many(cell) and possible


def _is_many(cell: CellRead) -> bool:
    """Whether several lines may be several people: where a line between rows was too faint to be seen."""
    if len(cell.lines) < 2:
        return False
    tall = cell.box.rows[0] < cell.box.rows[1]
    return tall or is_number(cell.text) or len(plain(cell.text)) <= _SHORT


def _together(readings: Sequence[LineReading]) -> str:
    """Join the lines of a cell: a number or a date that was broken is one again, words have nothing between."""
    text = ""
    for reading in readings:
        one = unicodedata.normalize("NFKC", reading.text)
        between = "\n" if is_number(text) and is_number(one) else ""
        text = f"{text}{between}{one}" if text else one
    return text
