"""Pictures of rosters as grids: one for each table on each page, ``第1页`` or ``第1页 表2``, rows counted from 1.

A table needs lines around its cells. Each cell is read twice; where the readings differ, or a number is none, the cell
is uncertain, and a person will be shown its picture.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from operator import eq

import cv2
import numpy as np

from verify.intake.errors import IntakeError
from verify.intake.formats.picture.below import people_in
from verify.intake.formats.picture.cells import CellRead, plain, read_cells, read_lines
from verify.intake.formats.picture.columns import is_count, unlike
from verify.intake.formats.picture.engine import Recogniser, engine
from verify.intake.formats.picture.flat import laid_flat
from verify.intake.formats.picture.ink import Grey, dark, hardly_dark, ink, slant, turned
from verify.intake.formats.picture.lattice import CellBox, Lattice, drawn_lines, lattices, line_masks
from verify.intake.formats.picture.load import Page, pages
from verify.intake.formats.picture.numbers import is_number, plausible
from verify.intake.formats.picture.seen import trouble
from verify.intake.grid import CellLook, Grid, Value
from verify.intake.table.headings import heading_words, normal
from verify.settings import Settings

_TRIED = 8  # cells by which it is told which way up a page is
_HEADINGS = 3
_CLEAR = 6  # headings in a row: a roster's own, so that nothing stood in the way of reading them
_ALIKE = 0.7  # of a page that lies as the one before
_UPRIGHT = 0.96  # mean certainty of what is read from a page that is not turned
_PILED = 0.6  # of the lines of a page: where more hold a single sign, the page lies on its side
_LYING = 0.5  # of its certainty: less than that of a page that was read at all
_READABLE = 0.35
_MOST_CELLS = 40_000  # of a file
_LEVEL = 0.05  # degrees
_HEADS = 2  # rows in which headings are looked for
_WITHIN = 0.55  # of a cell's signs that a heading within it has at least
_LIKE = 0.6  # least likeness of an uncertain cell to the heading that it is taken for
_OF_LINES = ("aslant", "faint")  # troubles of a page on which no lines are found
_LINES_BELOW = 8
_FRAME = 6  # pixels: a line of the frame is no thicker
_TITLE_LINES = 6
_TITLE = 0.3  # of the page's height above the table at most


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page that is upright and straight: its ink, its lines, its tables."""

    grey: Grey
    other: Grey  # at the second look
    lines: Grey
    tables: list[Lattice]


@dataclass(frozen=True, slots=True)
class _Upright:
    """A page the right way up, by how many quarters it was turned, and its promise: headings, certainty."""

    quarters: int
    sheet: _Sheet
    promise: tuple[int, float]

    @property
    def seen(self) -> tuple[bool, int, int]:
        """How much of a roster is seen: whether there are headings, and how many cells, headings."""
        heads = self.promise[0]
        return heads >= _HEADINGS, sum(len(table.boxes) for table in self.sheet.tables), heads


def read_picture(data: bytes, kind: str, settings: Settings) -> list[Grid]:
    """Return the tables of a picture (``kind`` image) or of a PDF whose pages are pictures.

    Raises IntakeError: damaged, picture_too_large, picture_too_small, picture_no_table, too_many_cells, ocr_missing.
    The note ``trouble`` says why, should it turn out that no headings were made out.
    """
    cv2.setNumThreads(1)  # workers are as many as cores
    model = engine()
    grids: list[Grid] = []
    unread: list[int] = []
    loose: list[str] = []
    turn: int | None = None
    opening: Page | None = None
    title = ""
    cells = 0
    for number, page in enumerate(pages(data, kind), 1):
        found = _upright(page, model, turn)
        # A stamp that hangs together with the frame has corners of its own: then fewer cells are seen.
        flat = laid_flat(page)
        laid = None if flat is None else _upright(flat, model, turn)
        if flat is not None and laid is not None and (found is None or laid.seen > found.seen):
            page, found = flat, laid
        opening = page if opening is None else opening
        if found is None:
            unread.append(number)
            continue
        turn, sheet = found.quarters, found.sheet
        if not grids:
            title = _title(sheet, model)
        if count := people_in(_below(sheet, model)):
            loose.append(f"第{number}页（{count}行）")
        for at, table in enumerate(sheet.tables, 1):
            cells += len(table.boxes)
            if cells > min(_MOST_CELLS, settings.max_cells):
                raise IntakeError(
                    "too_many_cells",
                    sheet=f"第{number}页",
                    cell="?",
                    got=f"> {cells}",
                    expected=str(_MOST_CELLS),
                )
            name = f"第{number}页" + (f" 表{at}" if at > 1 else "")
            grids.append(
                _grid(name, sheet, table, read_cells((sheet.grey, sheet.other), sheet.lines, table, model))
            )
    grids = [_headed(grid, grids[0]) for grid in grids if grid.rows]
    is_clear = bool(grids) and max(map(_heads, grids)) >= _CLEAR
    why = "" if is_clear or opening is None else trouble(opening)
    if not grids:
        raise IntakeError("picture_no_table", **({"of": why} if why in _OF_LINES else {}))
    notes = [("picture", "")]
    notes += [("trouble", why)] if why else []
    notes += [("pages_unread", page) for page in (f"第{number}页" for number in unread)]
    notes += [("rows_unread", place) for place in loose]
    notes += [("title", title)] if title else []
    grids[0] = replace(grids[0], notes=tuple(notes))
    return grids


def _upright(page: Page, model: Recogniser, before: int | None) -> _Upright | None:
    """Return a page the right way up; None where it cannot be read.

    Headings tell; where a page has none, it lies as the page ``before`` did, or as it reads with most certainty.
    """
    looks = ink(page)
    best: _Upright | None = None
    for quarters in sorted((0, 1, 3, 2), key=lambda turn: turn != (before or 0)):
        sheet = _straight([np.ascontiguousarray(np.rot90(look, quarters)) for look in looks])
        if not sheet.tables:
            return None  # a table has lines whichever way it lies
        found = _Upright(quarters, sheet, _promise(sheet, model))
        heads, sure = found.promise
        if heads >= _HEADINGS or sure >= (_ALIKE if quarters == before else _UPRIGHT):
            return found
        if found.promise > (best.promise if best else (0, _READABLE)):
            best = found
    return best


def _straight(looks: Sequence[Grey]) -> _Sheet:
    angle = slant(looks[0])
    grey, other = (turned(look, angle) if abs(angle) > _LEVEL else look for look in looks)
    # A screen's own grid is that light. On paper, what is that light shines through: it is asked last.
    for look in (dark, hardly_dark):
        tables = lattices(*line_masks(look(grey)))
        if tables:
            break
    return _Sheet(grey, other, drawn_lines(grey, tables), tables)


def _promise(sheet: _Sheet, model: Recogniser) -> tuple[int, float]:
    """Return how many of a few cells are headings, and how certain the model is of them on the whole."""
    table = max(sheet.tables, key=lambda table: len(table.boxes))
    first = [box for box in table.boxes if box.rows[0] == 0][:_TRIED]
    others = table.boxes[:: max(len(table.boxes) // _TRIED, 1)]
    lines = read_lines(sheet.grey, sheet.lines, (*first, *others), model, 2 * _TRIED)
    known = heading_words()
    # A word: a single sign, 日 or 月, is one way up what another is the other way.
    heads = sum(len(reading.text) > 1 and normal(reading.text) in known for reading in lines)
    sure = sum(reading.sure for reading in lines) / len(lines) if lines else 0.0
    # Lying on its side, a text is a pile of signs, and the model knows most of them however they are turned.
    piled = sum(len(reading.text) == 1 for reading in lines)
    return heads, sure * _LYING if piled > _PILED * len(lines) else sure


def _grid(name: str, sheet: _Sheet, table: Lattice, read: Sequence[CellRead]) -> Grid:
    lines: list[list[Value]] = [[None] * table.column_count for _ in range(table.row_count)]
    uncertain: dict[tuple[int, int], CellLook] = {}
    certain: dict[tuple[int, int], CellLook] = {}
    numbered = {cell.box.columns[0] for cell in read if is_number(cell.text) or is_number(cell.other)}
    numbered |= _doubt_what_is_unlike(read)
    merges = []
    for cell in read:
        (top, bottom), (left, right) = cell.box.rows, cell.box.columns
        lines[top][left] = cell.text or None
        if (top, left) != (bottom, right):
            merges.append((top + 1, left, bottom + 1, right))
        if not cell.sure or left in numbered:
            is_given = is_number(cell.text) and plausible(cell.text)
            look = CellLook(cell.text, cell.other, _crop(sheet.grey, cell), is_given)
            (certain if cell.sure else uncertain).update(
                {
                    (row + 1, column): look
                    for row in range(top, bottom + 1)
                    for column in range(left, right + 1)
                }
            )
    numbers = list(range(1, table.row_count + 1))
    return Grid(name, numbers, lines, merges=merges, uncertain=uncertain, certain=certain)


def _doubt_what_is_unlike(read: Sequence[CellRead]) -> set[int]:
    """Call cells uncertain that are written unlike the others of their column; return the columns of serial numbers."""
    counts: set[int] = set()
    columns: dict[int, list[CellRead]] = {}
    for cell in read:
        if cell.box.columns[0] == cell.box.columns[1]:
            columns.setdefault(cell.box.columns[0], []).append(cell)
    for column, cells in columns.items():
        texts = [plain(cell.text) for cell in cells]
        if is_count(texts):
            counts.add(column)
        for at in unlike(texts):
            # A landline among mobiles is written otherwise, and is held against the numbering plan.
            cells[at].sure = cells[at].sure and is_number(texts[at])
    return counts


def _headed(grid: Grid, first: Grid) -> Grid:
    """Return a grid whose headings are words again: a stamp's own signs fall into them, and pages repeat them."""
    lines = [list(line) for line in grid.cells]
    merges = list(grid.merges)
    known = heading_words()
    for at, line in enumerate(lines[:_HEADS]):
        texts = [normal(value) if isinstance(value, str) else "" for value in line]
        there = {text for text in texts if text in known}
        if len(there) < _HEADINGS:
            continue
        before = first.cells[at] if grid is not first and at < len(first.cells) else []
        alike = len(before) == len(line) and 2 * sum(map(eq, before, line)) > len(line)
        for column, text in enumerate(texts):
            if text in known:
                continue
            down = [merge for merge in merges if merge[:2] == (at + 1, column) and merge[2] > at + 1]
            if down and (
                begun := [word for word in known - there if len(word) > 1 and text.startswith(word)]
            ):
                # The line under it was not seen: what stands below is uncertain, and no part of the heading.
                line[column] = max(begun, key=len)
                merges.remove(down[0])
            elif alike:
                line[column] = before[column]
            elif (word := _meant(text, grid.uncertain.get((at + 1, column)), known - there)) is not None:
                line[column] = word
    return replace(grid, cells=lines, merges=merges)


def _heads(grid: Grid) -> int:
    """Return how many headings stand in a row of a grid."""
    known = heading_words()
    rows = grid.cells[: 4 * _HEADS]
    return max(sum(normal(v) in known for v in row if isinstance(v, str)) for row in rows)


def _meant(text: str, look: CellLook | None, words: Collection[str]) -> str | None:
    """Return the heading that a cell holds beside signs of a stamp, or, where it was not read for certain, nearly."""
    within = [word for word in words if len(word) > 1 and word in text and len(word) > _WITHIN * len(text)]
    if within:
        return max(within, key=len)
    if look is None:
        return None
    readings = text, normal(look.other)
    likeness, word = max((SequenceMatcher(None, r, w).ratio(), w) for r in readings for w in words)
    return word if likeness >= _LIKE else None


def _crop(grey: Grey, cell: CellRead) -> bytes:
    box = cell.box
    piece = grey[max(box.top - 3, 0) : box.bottom + 4, max(box.left - 3, 0) : box.right + 4]
    done, held = cv2.imencode(".png", piece, [cv2.IMWRITE_PNG_COMPRESSION, 9])
    return held.tobytes() if done else b""


def _title(sheet: _Sheet, model: Recogniser) -> str:
    """Return the lines above the first table: they may say whose roster it is."""
    height, width = sheet.grey.shape
    top = sheet.tables[0].top
    start = max(0, top - round(_TITLE * height))
    if top - start < 12:
        return ""
    above = CellBox(0, start, width, top - 2, (0, 0), (0, 0))
    readings = read_lines(sheet.grey, sheet.lines, [above], model, _TITLE_LINES)
    return "\n".join(reading.text for reading in readings if reading.sure > _READABLE)


def _below(sheet: _Sheet, model: Recogniser) -> list[str]:
    """Return the lines below the last table: somebody may have been added by hand."""
    height, width = sheet.grey.shape
    bottom = max(box.bottom for table in sheet.tables for box in table.boxes) + _FRAME
    if height - bottom < 12:
        return []
    under = CellBox(0, bottom, width, height, (0, 0), (0, 0))
    return [line.text for line in read_lines(sheet.grey, sheet.lines, [under], model, _LINES_BELOW)]
