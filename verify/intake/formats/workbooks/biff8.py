"""A look through the records of an xls: formulas and filters, which xlrd does not hand out."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import olefile
from xlrd import formula

from verify.intake.errors import PARSER_ERRORS

# Record numbers of [MS-XLS] 2.3.
_BOF, _EOF, _SHEET, _FORMULA, _SHARED, _FILTER_MODE, _ENCRYPTED = 0x0809, 0x0A, 0x85, 0x06, 0x04BC, 0x9B, 0x2F
_PTG_EXP = 0x01
_WHOLE = re.compile(r"(?<![\w.])(\d+)\.0(?![\d.])")


@dataclass(slots=True)
class RecordSheet:
    """What one xls worksheet holds: rows as shown, 0-based columns."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    filtered: bool = False  # some rows are hidden by a filter


def workbook_stream(data: bytes) -> bytes:
    """Return the bytes of the workbook stream; the data itself where there is no OLE container."""
    if not olefile.isOleFile(io.BytesIO(data)):
        return data
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        name = "Workbook" if ole.exists("Workbook") else "Book"
        stream: bytes = ole.openstream(name).read()
        return stream


def records(data: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield (record number, body) from ``at`` to the end of the substream that begins there."""
    depth = 0
    while at + 4 <= len(data):
        number, size = struct.unpack_from("<HH", data, at)
        yield number, data[at + 4 : at + 4 + size]
        at += 4 + size
        depth += (number == _BOF) - (number == _EOF)
        if depth <= 0:
            return


def is_encrypted(stream: bytes) -> bool:
    """Whether the workbook stream has a FILEPASS record, which stands soon after its beginning."""
    for index, (number, _) in enumerate(records(stream, 0)):
        if number == _ENCRYPTED:
            return True
        if index > 20:
            break
    return False


def scan_sheets(book: Any, stream: bytes) -> list[RecordSheet]:
    """Scan the worksheets of a BIFF5-8 stream, in the order in which xlrd counts them.

    ``book`` is the xlrd book of the same bytes; it knows the names that formulas speak of.
    """
    sheets: list[RecordSheet] = []
    for number, body in records(stream, 0):
        if number == _SHEET and len(body) >= 6 and body[5] == 0:
            sheets.append(_scan_sheet(book, stream, struct.unpack_from("<I", body)[0]))
    return sheets


def _scan_sheet(book: Any, stream: bytes, at: int) -> RecordSheet:
    sheet = RecordSheet()
    shared: dict[tuple[int, int], bytes] = {}
    anchors: dict[tuple[int, int], tuple[int, int]] = {}
    last = (0, 0)
    for number, body in records(stream, at):
        if number == _FORMULA and len(body) >= 22:
            row, column = struct.unpack_from("<HH", body)
            code = body[22 : 22 + struct.unpack_from("<H", body, 20)[0]]
            last = (row, column)
            if code[:1] == bytes([_PTG_EXP]) and len(code) >= 5:
                anchors[last] = struct.unpack_from("<HH", code, 1)
            else:
                sheet.formulas[row + 1, column] = _decompiled(book, code, formula.FMLA_TYPE_CELL, last)
        elif number == _SHARED and len(body) >= 10:
            shared[last] = body[10 : 10 + struct.unpack_from("<H", body, 8)[0]]
        elif number == _FILTER_MODE:
            sheet.filtered = True
    for (row, column), anchor in anchors.items():
        code = shared.get(anchor, b"")
        sheet.formulas[row + 1, column] = _decompiled(book, code, formula.FMLA_TYPE_SHARED, (row, column))
    return sheet


def _decompiled(book: Any, code: bytes, kind: int, at: tuple[int, int]) -> str:
    """Return the formula as text, "=" alone where xlrd cannot decompile it."""
    if not code:
        return "="
    try:
        text = formula.decompile_formula(book, code, len(code), fmlatype=kind, browx=at[0], bcolx=at[1])
    except (formula.FormulaError, *PARSER_ERRORS):
        return "="
    # xlrd writes whole numbers as 1.0; outside of quotes they are 1 again.
    parts = (text or "").split('"')
    parts[::2] = [_WHOLE.sub(r"\1", part) for part in parts[::2]]
    return "=" + '"'.join(parts)
