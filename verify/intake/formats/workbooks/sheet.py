"""A sheet while it is read, and how it becomes a grid: the same for every kind of workbook.

What nobody sees who opens the workbook is not handed on as if it stood there: struck-out text, what lies
under merged cells, stray cells far away. Each is told in a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from verify.intake.formats.workbooks.number_formats import as_shown
from verify.intake.formats.workbooks.sparse import Merge, address, lay_out, uncovered, without_strays
from verify.intake.grid import PICTURE, Grid, Value, row_ranges

# A picture that WPS (DISPIMG) or Excel and Google (IMAGE) put into the cell itself.
_PICTURE = re.compile(r"=\s*(?:_xlfn\.)*(?:DISPIMG|IMAGE)\s*\(", re.IGNORECASE)
_SHOWN = 10  # addresses in a note

At = tuple[int, int]
Notes = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Sheet:
    """What a reader finds in one sheet: rows as shown, 0-based columns."""

    name: str
    cells: dict[At, Value] = field(default_factory=dict)
    formulas: dict[At, str] = field(default_factory=dict)
    formats: dict[At, str] = field(default_factory=dict)  # other than General
    merges: list[Merge] = field(default_factory=list)
    struck: dict[At, bool] = field(default_factory=dict)  # has struck-out text; True: nothing else
    comments: dict[At, str] = field(default_factory=dict)
    pictures: set[At] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    filters: list[Merge] = field(default_factory=list)  # ranges whose autofilter is set
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    epoch_1904: bool = False
    notes: list[tuple[str, str]] = field(default_factory=list)


def assemble(sheet: Sheet, max_cells: int) -> Grid:
    """Return the grid of a sheet. Raises IntakeError("too_many_cells")."""
    pictures = sheet.pictures | {at for at, text in sheet.formulas.items() if _PICTURE.match(text)}
    cells: Mapping[At, Value] = {**sheet.cells, **dict.fromkeys(pictures, PICTURE)}
    cells, struck = without_struck(cells, sheet.struck, sheet.name)
    cells, hidden_cells = as_shown(cells, sheet.formats)
    cells, covered = uncovered(cells, sheet.merges)
    kept, strays = without_strays(cells, sheet.name, max_cells)
    rows, lines = lay_out(kept)
    present = set(rows)
    last = max((column for _, column in kept), default=-1)
    hidden_rows = frozenset(sheet.hidden_rows & present)
    filtered = {row for row in hidden_rows for top, _, bottom, _ in sheet.filters if top <= row <= bottom}
    return Grid(
        sheet=sheet.name,
        rows=rows,
        cells=lines,
        formulas={at: text for at, text in sheet.formulas.items() if at in kept and at not in pictures},
        formats={at: text for at, text in sheet.formats.items() if at in kept},
        comments=sheet.comments,
        merges=sheet.merges,
        hidden_rows=hidden_rows,
        filtered_rows=frozenset(filtered),
        hidden_columns=frozenset(column for column in sheet.hidden_columns if column <= last),
        hidden_cells=frozenset(at for at in hidden_cells if at in kept),
        hidden=sheet.hidden,
        epoch_1904=sheet.epoch_1904,
        notes=(*sheet.notes, *strays, *covered, *struck, *_told("pictures", pictures & kept.keys())),
    )


def _told(code: str, cells: Iterable[At]) -> Notes:
    shown = [address(row, column) for row, column in sorted(cells)]
    return ((code, ", ".join(shown[:_SHOWN]) + (" …" if len(shown) > _SHOWN else "")),) if shown else ()


def without_struck(
    cells: Mapping[At, Value], struck: Mapping[At, bool], sheet: str
) -> tuple[Mapping[At, Value], Notes]:
    """Drop the cells that are struck out whole; return the cells, and notes of rows and cells with such text.

    ``struck``: where text is struck out; True where nothing of the cell is left.
    """
    if not struck:
        return cells, ()
    gone = {at for at, whole in struck.items() if whole}
    kept = {at: value for at, value in cells.items() if at not in gone}
    left = {row for (row, _), value in kept.items() if value not in (None, "")}
    rows = sorted({row for row, _ in gone} - left)
    notes: Notes = ()
    if rows:
        notes = (("struck_rows", (f"{sheet}!" if sheet else "") + row_ranges(rows)),)
        whole = set(rows)
        kept = {at: value for at, value in kept.items() if at[0] not in whole}
    return kept, notes + _told("struck_cells", (at for at in struck if at[0] in left))
