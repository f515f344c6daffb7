"""xls and et through xlrd: BIFF2 to BIFF8, with or without an OLE container.

xlrd first, because unlike calamine it tells error cells, number formats and what is hidden, and because
its ragged rows cost nothing for a stray far cell. calamine where xlrd gives up.
"""

from __future__ import annotations

import io
from typing import Any

import xlrd

from verify.intake.errors import PARSER_ERRORS
from verify.intake.formats.default_password import without_default_password
from verify.intake.formats.embedded import may_show_list, noted, placed_notes
from verify.intake.formats.workbooks.biff8 import RecordSheet, is_encrypted, scan_sheets, workbook_stream
from verify.intake.formats.workbooks.biff8_pictures import Anchor, placed_pictures
from verify.intake.formats.workbooks.biff12 import ERROR_TEXTS
from verify.intake.formats.workbooks.builtin_formats import builtin_format
from verify.intake.formats.workbooks.number_formats import from_serial
from verify.intake.formats.workbooks.sheet import Sheet, assemble
from verify.intake.grid import CellError, Grid, Value
from verify.settings import Settings

_LETTER, _TWIP, _ROW = 66_675, 635, 255  # EMU of a column's letter (7 pixels) and of a twip; twips of a row
# No code page, ASCII, Western: many exports write GBK bytes under them.
_DOUBTFUL_PAGES = (None, 367, 1252, 28591, 32769)


def read_with_xlrd(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every worksheet; chart and macro sheets are passed over.

    Raises IntakeError (encrypted, too_many_cells), one of errors.PARSER_ERRORS or xlrd.XLRDError.
    """
    stream = workbook_stream(data)
    if is_encrypted(stream):
        data = without_default_password(data)
        stream = workbook_stream(data)
    book = _open(data)
    records = scan_sheets(book, stream) if book.biff_version >= 50 else []
    grids = [
        _grid(book, sheet, records[index] if index < len(records) else RecordSheet(), settings.max_cells)
        for index, sheet in enumerate(book.sheets())
    ]
    return noted(grids, _large_pictures(book, stream))


def _large_pictures(book: Any, stream: bytes) -> tuple[tuple[str, str], ...]:
    """Return the note where sheets show a picture that may be a list, else none; damage in these costs no reading."""
    try:
        found = zip(book.sheets(), placed_pictures(stream), strict=False)
        return placed_notes(
            sheet.name
            for sheet, pictures in found
            if any(may_show_list(one.pixels, _shown(sheet, one.anchor)) for one in pictures)
        )
    except PARSER_ERRORS:
        return ()


def _shown(sheet: Any, anchor: Anchor | None) -> tuple[float, float] | None:
    """Return how large a picture is shown, in EMU, by the columns and rows that it covers."""
    if anchor is None:
        return None

    def wide(column: int) -> float:
        return float(sheet.computed_column_width(column)) / 256 * _LETTER

    def high(row: int) -> float:
        info = sheet.rowinfo_map.get(row)
        twips = info.height if info is not None and info.height else sheet.default_row_height or _ROW
        return float(twips) * _TWIP

    across = sum(map(wide, range(anchor.left, anchor.right))) + wide(anchor.right) * anchor.right_part / 1024
    down = sum(map(high, range(anchor.top, anchor.bottom))) + high(anchor.bottom) * anchor.bottom_part / 256
    return (
        across - wide(anchor.left) * anchor.left_part / 1024,
        down - high(anchor.top) * anchor.top_part / 256,
    )


def _open(data: bytes) -> Any:
    """Open with xlrd. Texts before BIFF8 are in a code page, which Chinese exports leave out or get wrong."""
    book = _opened(data, None)
    if book.biff_version < 80 and book.codepage in _DOUBTFUL_PAGES:
        try:
            return _opened(data, "gb18030")
        except UnicodeDecodeError:
            return book
    return book


def _opened(data: bytes, encoding: str | None) -> Any:
    sink = io.StringIO()  # xlrd prints its doubts, by default to stdout
    return xlrd.open_workbook(
        file_contents=data, formatting_info=True, ragged_rows=True, logfile=sink, encoding_override=encoding
    )


def _grid(book: Any, found: Any, records: RecordSheet, max_cells: int) -> Grid:
    sheet = Sheet(found.name, hidden=bool(found.visibility), epoch_1904=bool(book.datemode))
    for index in range(found.nrows):
        for column, cell in enumerate(found.row(index)):
            at = (index + 1, column)
            number_format = _format(book, cell.xf_index)
            value = _value(cell, number_format, sheet.epoch_1904)
            if value is None:
                if at not in records.formulas:
                    continue
                value = ""  # a formula of xls always has its result: here an empty text
            if _is_struck(book, cell.xf_index) or (index, column) in found.rich_text_runlist_map:
                value = _without_struck(book, found, index, column, cell, value, sheet)
            sheet.cells[at] = value
            if number_format != "General":
                sheet.formats[at] = number_format
    sheet.merges = [(top + 1, left, bottom, right - 1) for top, bottom, left, right in found.merged_cells]
    sheet.hidden_rows = {row + 1 for row, info in found.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in found.colinfo_map.items() if info.hidden}
    sheet.comments = {(row + 1, column): note.text for (row, column), note in found.cell_note_map.items()}
    sheet.formulas = dict(records.formulas)
    if records.filtered:
        sheet.filters = [(1, 0, max(sheet.hidden_rows, default=1), 0)]
    return assemble(sheet, max_cells)


def _is_struck(book: Any, style: int | None) -> bool:
    """Whether the font of a cell's style strikes its text out."""
    if style is None or style >= len(book.xf_list):
        return False
    return _font_strikes(book, book.xf_list[style].font_index)


def _font_strikes(book: Any, font: int) -> bool:
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _without_struck(
    book: Any, found: Any, row: int, column: int, cell: Any, value: Value, sheet: Sheet
) -> Value:
    """Return a value without what is struck out, and say so in the sheet. Runs: [(from, font), ...]."""
    at = (row + 1, column)
    struck = _is_struck(book, cell.xf_index)
    runs = found.rich_text_runlist_map.get((row, column), [])
    if not isinstance(value, str) or not runs:
        if struck and value is not None:
            sheet.struck[at] = True
        return value
    starts = [(0, struck), *((start, _font_strikes(book, font)) for start, font in runs)]
    ends = [start for start, _ in starts[1:]] + [len(value)]
    kept = "".join(value[start:end] for (start, gone), end in zip(starts, ends, strict=True) if not gone)
    if kept != value:
        sheet.struck[at] = not kept.strip()
    return kept


def _format(book: Any, style: int | None) -> str:
    """Return the number format of a cell's style; General where the file has none."""
    if style is None or style >= len(book.xf_list):
        return "General"
    key = book.xf_list[style].format_key
    known = book.format_map.get(key)
    text = str(known.format_str or "") if known is not None else ""
    # xlrd gives General for numbers that the file does not spell out.
    return text if text and text != "General" else builtin_format(key)


def _value(cell: Any, number_format: str, epoch_1904: bool) -> Value:
    value = cell.value
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return from_serial(value, number_format, epoch_1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return CellError(ERROR_TEXTS.get(value, "#ERROR"))
    return value or None
