"""xls and et through xlrd: BIFF2 to BIFF8, with or without an OLE container.

xlrd first, because unlike calamine it tells error cells, number formats and what is hidden, and because
its ragged rows cost nothing for a stray far cell. calamine where xlrd gives up.
"""

from __future__ import annotations

import io
from typing import Any

import msoffcrypto
import xlrd

from verify.intake.errors import PARSER_ERRORS, IntakeError
from verify.intake.formats.workbooks.biff8 import RecordSheet, is_encrypted, scan_sheets, workbook_stream
from verify.intake.formats.workbooks.biff12 import ERROR_TEXTS
from verify.intake.formats.workbooks.number_formats import builtin_format, from_serial, temporal_kind
from verify.intake.formats.workbooks.sparse import Merge, lay_out, uncovered, without_strays
from verify.intake.grid import CellError, Grid, Value
from verify.settings import Settings

# Office encrypts with this when only the structure is protected, and opens such files without asking
# ([MS-OFFCRYPTO] 2.4.2.3 and 2.3.7.1).
_DEFAULT_PASSWORD = "VelvetSweatshop"
# No code page, ASCII, Western: many exports write GBK bytes under them.
_DOUBTFUL_PAGES = (None, 367, 1252, 28591, 32769)
_CRYPTO_ERRORS = (
    *PARSER_ERRORS,
    msoffcrypto.exceptions.FileFormatError,
    msoffcrypto.exceptions.DecryptionError,
)


def without_default_password(data: bytes) -> bytes:
    """Return the file in clear where the default password opens it.

    Raises IntakeError("encrypted") where somebody set a password.
    """
    clear = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=_DEFAULT_PASSWORD)
        file.decrypt(clear)
    except _CRYPTO_ERRORS as error:
        raise IntakeError("encrypted") from error
    return clear.getvalue()


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
    return [
        _grid(book, sheet, records[index] if index < len(records) else RecordSheet(), settings.max_cells)
        for index, sheet in enumerate(book.sheets())
    ]


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


def _grid(book: Any, sheet: Any, records: RecordSheet, max_cells: int) -> Grid:
    epoch_1904 = bool(book.datemode)
    cells: dict[tuple[int, int], Value] = {}
    formats: dict[tuple[int, int], str] = {}
    for index in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(index)):
            number_format = _format(book, cell.xf_index)
            value = _value(cell, number_format, epoch_1904)
            if value is None and (index + 1, column) not in records.formulas:
                continue
            cells[index + 1, column] = value
            if number_format != "General":
                formats[index + 1, column] = number_format
    merges: list[Merge] = [
        (top + 1, left, bottom, right - 1) for top, bottom, left, right in sheet.merged_cells
    ]
    shown, covered = uncovered(cells, merges)
    kept, notes = without_strays(shown, sheet.name, max_cells)
    rows, lines = lay_out(kept)
    hidden = frozenset(row for row in rows if (info := sheet.rowinfo_map.get(row - 1)) and info.hidden)
    last = max((column for _, column in kept), default=-1)
    return Grid(
        sheet=sheet.name,
        rows=rows,
        cells=lines,
        formulas={at: text for at, text in records.formulas.items() if at in kept},
        formats={at: text for at, text in formats.items() if at in kept},
        merges=merges,
        hidden_rows=hidden,
        filtered_rows=hidden if records.filtered else frozenset(),
        hidden_columns=frozenset(
            column for column, info in sheet.colinfo_map.items() if info.hidden and column <= last
        ),
        hidden=bool(sheet.visibility),
        epoch_1904=epoch_1904,
        notes=notes + covered,
    )


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
        return from_serial(value, temporal_kind(number_format), epoch_1904)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return CellError(ERROR_TEXTS.get(value, "#ERROR"))
    return value or None
