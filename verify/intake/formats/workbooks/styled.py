"""What cell styles do to values that calamine laid out: dates, texts as shown, what is hidden or struck out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verify.intake.formats.workbooks.number_formats import as_shown, from_serial
from verify.intake.formats.workbooks.sheet import At, Notes, without_struck
from verify.intake.formats.workbooks.xlsx_texts import Styles
from verify.intake.grid import Value


@dataclass(frozen=True, slots=True)
class Applied:
    """What is said of cells once their styles are applied; as in ``Grid``."""

    formats: dict[At, str]
    hidden_cells: frozenset[At]
    notes: Notes


def odd_styles(styles: Styles) -> frozenset[int]:
    """Return the styles that change what a cell shows."""
    every = zip(styles.formats, styles.struck, strict=True)
    return frozenset(at for at, (code, struck) in enumerate(every) if code != "General" or struck)


def apply_styles(
    lines: list[list[Value]], styled: Mapping[At, int], styles: Styles, sheet: str, epoch_1904: bool
) -> Applied:
    """Change the lines as the styles of their cells say. ``styled``: row as shown, 0-based column -> style."""
    formats: dict[At, str] = {}
    struck: dict[At, bool] = {}
    for (row, column), style in styled.items():
        line = lines[row - 1] if row <= len(lines) else []
        value = line[column] if column < len(line) else None
        if value is None:
            continue
        if styles.is_struck(style):
            struck[row, column] = True
        code = styles.format(style)
        if code != "General":
            formats[row, column] = code
            if isinstance(value, int | float) and not isinstance(value, bool):
                line[column] = from_serial(value, code, epoch_1904)
    before = {(row, column): lines[row - 1][column] for row, column in formats}
    shown, hidden = as_shown(before, formats)
    if shown is not before:
        for row, column in before:
            lines[row - 1][column] = shown.get((row, column))
    notes: Notes = ()
    if struck:
        rows = {row for row, _ in struck}
        cells = {(r, c): v for r in rows for c, v in enumerate(lines[r - 1]) if v is not None}
        kept, notes = without_struck(cells, struck, sheet)
        for row, column in cells.keys() - kept.keys():
            lines[row - 1][column] = None
    return Applied(formats, hidden, notes)
