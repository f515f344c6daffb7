"""Workbooks of every kind: which library reads what, and who takes over where it fails."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zipfile import ZipFile

import python_calamine
import xlrd

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats import office
from verify.intake.formats.embedded import drawings_of, large_pictures, noted
from verify.intake.formats.package import transitional
from verify.intake.formats.workbooks import biff12, scan_xlsx
from verify.intake.formats.workbooks.sparse import Merge, address
from verify.intake.formats.workbooks.styled import apply_styles, odd_styles
from verify.intake.formats.workbooks.workbook_xls import read_with_xlrd
from verify.intake.formats.workbooks.xlsx_comments import with_comments, with_comments_of_xlsb
from verify.intake.formats.workbooks.xlsx_quick import read_quickly
from verify.intake.formats.workbooks.xlsx_texts import Styles, read_styles
from verify.intake.grid import CellError, Grid, Value
from verify.settings import Settings

# Above this many rows in a sheet openpyxl takes too long; calamine is ten times as fast.
_LONG_ROWS = 20_000
# Cells that openpyxl may be given where calamine must not have them: it lays out everything between
# the corners (a stray cell at XFD1048576 makes it ask for 550 GB).
_SPARSE_CELLS = 1_000_000
_STYLES_PART = "xl/styles.xml"
_CALAMINE_ERRORS: tuple[type[Exception], ...] = (python_calamine.CalamineError, *PARSER_ERRORS)
_XLRD_ERRORS: tuple[type[Exception], ...] = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    xlrd.formula.FormulaError,
    *PARSER_ERRORS,
)

_Found = str | int | float | bool | date | datetime | time | timedelta


@dataclass(slots=True)
class _Extra:
    """What was found out of a sheet beside its values."""

    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] | None = None
    hidden_rows: set[int] = field(default_factory=set)
    filters: list[Merge] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    notes: tuple[tuple[str, str], ...] = ()
    epoch_1904: bool = False
    styled: dict[tuple[int, int], int] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)


def read_xlsx(data: bytes, settings: Settings) -> list[Grid]:
    """Read xlsx and xlsm: openpyxl up to 20,000 rows, calamine beyond and where openpyxl fails."""
    try:
        data = transitional(data)
    except PARSER_ERRORS as error:
        raise IntakeError("damaged", got=described(error)) from error
    archive = _archive(data)
    grids = with_comments(_xlsx_grids(data, archive, settings), archive)
    return noted(grids, large_pictures(archive, _drawings(archive)))


def _drawings(archive: ZipFile) -> Iterator[tuple[str, str]]:
    yield from drawings_of(archive, scan_xlsx.worksheet_parts(archive).items())


def _xlsx_grids(data: bytes, archive: ZipFile, settings: Settings) -> list[Grid]:
    trouble = ""
    try:
        is_long = scan_xlsx.is_long(archive, _LONG_ROWS)
        if not is_long and (quick := read_quickly(data, archive, settings)):
            return quick
        if not is_long and (grids := _cell_by_cell(data, settings)):
            return grids
        styles = read_styles(archive, _STYLES_PART)
        odd = odd_styles(styles)
        scans = {
            name: scan_xlsx.scan_sheet(archive, part, settings.max_cells, odd)
            for name, part in scan_xlsx.worksheet_parts(archive).items()
        }
        epoch_1904 = scan_xlsx.counts_from_1904(archive)
    except PARSER_ERRORS as error:
        styles, epoch_1904 = Styles(), False
        trouble, is_long, scans = described(error), False, _scans_of_damaged(archive, settings)
    far = {name: scan for name, scan in scans.items() if scan.span > settings.max_cells}
    if far and is_long and sum(scan.cells for scan in scans.values()) <= _SPARSE_CELLS:
        try:
            return _cell_by_cell(data, settings)
        except PARSER_ERRORS as error:
            raise IntakeError("damaged", got=described(error)) from error
    for name, scan in far.items():
        raise _too_many(name, scan.span, scan.bottom, scan.right, settings)
    slim = (("values_only", "formulas, hidden columns"),)
    extras = {
        name: _Extra(
            scan.errors,
            hidden_rows=scan.hidden_rows,
            notes=slim if scan.lines else (),
            epoch_1904=epoch_1904,
            styled=scan.styled,
            styles=styles,
        )
        for name, scan in scans.items()
    }
    return _read_with_calamine(data if trouble else _without_part(data, _STYLES_PART), extras, trouble)


def read_xlsb(data: bytes, settings: Settings) -> list[Grid]:
    """Read xlsb: values by calamine, the rest from the records."""
    archive = _archive(data)
    extras: dict[str, _Extra] = {}
    try:
        parts, epoch_1904 = biff12.sheet_parts(archive)
        styles = biff12.read_styles(archive)
        odd = odd_styles(styles)
        for name, part in parts.items():
            scan = biff12.scan_sheet(archive, part, odd)
            if not scan.cells and scan.claimed > settings.max_cells:
                raise _too_many(name, scan.claimed, 0, 0, settings)
            if (spread := _spread(scan.cells)) > settings.max_cells:
                bottom, right = max(row for row, _ in scan.cells), max(column for _, column in scan.cells)
                raise _too_many(name, spread, bottom, right, settings)
            extras[name] = _Extra(
                scan.errors,
                dict.fromkeys(scan.formulas, "="),
                scan.merges,
                scan.hidden_rows,
                scan.filters,
                scan.hidden_columns,
                epoch_1904=epoch_1904,
                styled=scan.styled,
                styles=styles,
            )
    except PARSER_ERRORS as error:
        return _read_with_calamine(data, {}, described(error))
    grids = _read_with_calamine(_without_part(data, biff12.STYLES_PART), extras, "")
    pictures = large_pictures(archive, drawings_of(archive, parts.items()))
    return noted(with_comments_of_xlsb(grids, archive, parts), pictures)


def read_xls(data: bytes, settings: Settings) -> list[Grid]:
    """Read xls and et, BIFF2 to BIFF8: xlrd, calamine where xlrd fails, LibreOffice where both do."""
    try:
        return read_with_xlrd(data, settings)
    except _XLRD_ERRORS as error:
        trouble = described(error)
    try:
        return _read_with_calamine(data, {}, trouble)
    except IntakeError as error:
        if error.code != "damaged" or not office.find_soffice():
            raise
        try:
            made = office.converted(data, "xls", "xlsx", settings)
        except IntakeError as failed:
            raise (failed if failed.code in ("timeout", "no_space") else error) from failed
    return read_xlsx(made, settings)


def _without_part(data: bytes, part: str) -> bytes:
    """Return a package in which calamine does not find a part. Without styles it makes no dates of its own."""
    return data.replace(part.encode(), part.encode()[:-1] + b"_")


def _archive(data: bytes) -> ZipFile:
    try:
        return ZipFile(io.BytesIO(data))
    except PARSER_ERRORS as error:
        raise IntakeError("damaged", got=described(error)) from error


def _cell_by_cell(data: bytes, settings: Settings) -> list[Grid]:
    # openpyxl is imported here to keep start-up fast: it takes as long to load as all other readers, and plain
    # workbooks do without. It imports numpy where that is installed, only to know the types of its numbers; no cell of
    # a file is one. Hidden while openpyxl loads, because it would double that time.
    hidden = "numpy" not in sys.modules
    if hidden:
        sys.modules["numpy"] = None  # type: ignore[assignment]
    try:
        from verify.intake.formats.workbooks.workbook_xlsx import read_with_openpyxl
    finally:
        if hidden:
            del sys.modules["numpy"]
    return read_with_openpyxl(data, settings)


def _scans_of_damaged(archive: ZipFile, settings: Settings) -> dict[str, scan_xlsx.Scan]:
    """Scan what can be scanned: calamine must not meet a far cell unguarded."""
    scans: dict[str, scan_xlsx.Scan] = {}
    for part in archive.namelist():
        if "worksheets/" in part and part.endswith(".xml"):
            try:
                scans[part] = scan_xlsx.scan_sheet(archive, part, settings.max_cells)
            except PARSER_ERRORS:
                continue  # calamine will say what is wrong with it
    return scans


def _spread(cells: set[tuple[int, int]]) -> int:
    """Number of cells between the corners."""
    if not cells:
        return 0
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _too_many(sheet: str, span: int, bottom: int, right: int, settings: Settings) -> IntakeError:
    cell = address(bottom, right) if bottom else "?"
    return IntakeError(
        "too_many_cells", sheet=sheet, cell=cell, got=str(span), expected=str(settings.max_cells)
    )


def _read_with_calamine(data: bytes, extras: dict[str, _Extra], trouble: str) -> list[Grid]:
    """Read every worksheet with calamine. ``trouble`` is why it was called in, for the error message."""
    try:
        book = python_calamine.load_workbook(io.BytesIO(data))
        grids: list[Grid] = []
        for index, meta in enumerate(book.sheets_metadata):
            if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(index)
            hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
            grids.append(_grid(sheet, hidden, extras.get(meta.name, _Extra())))
    except python_calamine.PasswordError as error:
        raise IntakeError("encrypted") from error
    except _CALAMINE_ERRORS as error:
        raise IntakeError("damaged", got=trouble or described(error)) from error
    return grids


def _grid(sheet: python_calamine.CalamineSheet, hidden: bool, extra: _Extra) -> Grid:
    merges = extra.merges
    if merges is None:
        merges = [
            (top + 1, left, bottom + 1, right)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
        ]
    found: list[list[_Found]] = sheet.to_python(skip_empty_area=False)
    lines: list[list[Value]] = [[None if value == "" else value for value in line] for line in found]
    for (row, column), error in extra.errors.items():
        if row <= len(lines) and column < len(lines[row - 1]):
            lines[row - 1][column] = error
    applied = apply_styles(lines, extra.styled, extra.styles, sheet.name, extra.epoch_1904)
    for row, column in extra.formulas:
        if row <= len(lines) and column < len(lines[row - 1]) and lines[row - 1][column] is None:
            lines[row - 1][column] = ""  # the result of a formula is an empty text
    present = [index for index, line in enumerate(lines) if any(value is not None for value in line)]
    rows = [index + 1 for index in present]
    hidden_rows = frozenset(extra.hidden_rows & set(rows))
    return Grid(
        sheet=sheet.name,
        rows=rows,
        cells=[lines[index] for index in present],
        formulas=extra.formulas,
        formats=applied.formats,
        hidden_cells=applied.hidden_cells,
        merges=merges,
        hidden_rows=hidden_rows,
        filtered_rows=frozenset(
            row for row in hidden_rows for top, _, bottom, _ in extra.filters if top <= row <= bottom
        ),
        hidden_columns=frozenset(column for column in extra.hidden_columns if column < sheet.total_width),
        hidden=hidden,
        epoch_1904=extra.epoch_1904,
        notes=extra.notes + applied.notes,
    )
