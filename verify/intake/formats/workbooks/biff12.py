"""A look through the binary records of an xlsb: what calamine does not tell of its worksheets."""

from __future__ import annotations

import posixpath
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import ZipFile

from lxml import etree

from verify.intake.formats.workbooks.builtin_formats import builtin_format
from verify.intake.formats.workbooks.sparse import Merge
from verify.intake.formats.workbooks.xlsx_texts import Styles
from verify.intake.grid import CellError

# Record numbers of [MS-XLSB] 2.3.2.
_ROW, _BLANK, _DIMENSION, _COLUMNS, _MERGE, _FILTER, _FILTER_COLUMN = 0, 1, 148, 60, 176, 161, 163
_WORKBOOK_PROPERTIES, _SHEET = 153, 156
_FONT, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 43, 44, 47, 617, 618
_COMMENT, _COMMENT_TEXT = 635, 637  # BrtBeginComment, BrtCommentText
_STRUCK = 0x08  # fStrikeout of BrtFont
_CELLS = frozenset([*range(1, 12), 62])
_FORMULAS = frozenset(range(8, 12))
_ERRORS = frozenset([3, 11])
STYLES_PART = "xl/styles.bin"
# Codes of error cells in BIFF8 and BIFF12.
ERROR_TEXTS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
# Above this many bytes only the dimensions that the sheet claims are looked at.
_LONG_PART = 30 * 2**20


@dataclass(slots=True)
class BinarySheet:
    """What one xlsb worksheet holds: rows as shown, 0-based columns."""

    cells: set[tuple[int, int]] = field(default_factory=set)  # that are not empty
    claimed: int = 0  # cells between the corners that the sheet claims
    formulas: set[tuple[int, int]] = field(default_factory=set)
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    filters: list[Merge] = field(default_factory=list)  # ranges whose autofilter is set
    styled: dict[tuple[int, int], int] = field(
        default_factory=dict
    )  # cells of the styles that were asked for


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (record number, body); ends where the data does, also in the middle of a record."""
    at, end = 0, len(data)
    while at < end:
        number = data[at]
        at += 1
        if number & 0x80 and at < end:
            number = number & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        size = 0
        for shift in (0, 7, 14, 21):
            if at >= end:
                return
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield number, data[at : at + size]
        at += size


def _wide_string(body: bytes, at: int) -> tuple[str, int]:
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + length * 2
    if length > len(body):
        return "", at + 4
    return body[at + 4 : end].decode("utf-16-le", errors="replace"), end


def sheet_parts(archive: ZipFile) -> tuple[dict[str, str], bool]:
    """Return sheet name -> part, and whether the workbook counts its days from 1904."""
    names = {name.lower(): name for name in archive.namelist()}
    workbook, rels = names.get("xl/workbook.bin"), names.get("xl/_rels/workbook.bin.rels")
    if workbook is None or rels is None:
        return {}, False
    targets = {item.get("Id"): item.get("Target", "") for item in etree.fromstring(archive.read(rels))}
    parts: dict[str, str] = {}
    epoch_1904 = False
    for number, body in _records(archive.read(workbook)):
        if number == _WORKBOOK_PROPERTIES and body:
            epoch_1904 = bool(body[0] & 1)
        elif number == _SHEET and len(body) >= 12:
            identity, at = _wide_string(body, 8)
            name, _ = _wide_string(body, at)
            part = posixpath.normpath(posixpath.join("/xl", targets.get(identity, ""))).lstrip("/").lower()
            if part in names:
                parts[name] = names[part]
    return parts, epoch_1904


def comments_in(data: bytes) -> dict[tuple[int, int], str]:
    """Return the comments in a part of them: cell (row as shown, 0-based column) -> text."""
    found: dict[tuple[int, int], str] = {}
    at = (0, 0)
    for number, body in _records(data):
        if number == _COMMENT and len(body) >= 20:
            row, _, column, _ = struct.unpack_from("<4I", body, 4)
            at = (row + 1, column)
        elif number == _COMMENT_TEXT and len(body) >= 5:
            found[at] = _wide_string(body, 1)[0]
    return found


def read_styles(archive: ZipFile) -> Styles:
    """Return the number format of every cell style, and whether its text is struck out."""
    names = {name.lower(): name for name in archive.namelist()}
    styles = Styles()
    if STYLES_PART not in names:
        return styles
    formats: dict[int, str] = {}
    fonts: list[bool] = []
    inside = False  # styles of cells, not the named styles that they are made from
    for number, body in _records(archive.read(names[STYLES_PART])):
        if number == _FORMAT and len(body) >= 6:
            formats[struct.unpack_from("<H", body)[0]] = _wide_string(body, 2)[0]
        elif number == _FONT and len(body) >= 4:
            fonts.append(bool(body[2] & _STRUCK))
        elif number in (_STYLES_BEGIN, _STYLES_END):
            inside = number == _STYLES_BEGIN
        elif number == _STYLE and inside and len(body) >= 6:
            _, shown, font = struct.unpack_from("<3H", body)
            styles.formats.append(formats.get(shown) or builtin_format(shown))
            styles.struck.append(font < len(fonts) and fonts[font])
    return styles


def scan_sheet(archive: ZipFile, part: str, styles: frozenset[int] = frozenset()) -> BinarySheet:
    """Scan one worksheet part; cells of these styles are listed. Raises what zipfile and struct raise on damage."""
    sheet = BinarySheet()
    data = archive.read(part)
    row = 0
    for number, body in _records(data):
        if number in _CELLS and len(body) >= 8:
            at = (row, struct.unpack_from("<I", body)[0])
            if number != _BLANK:
                sheet.cells.add(at)
                if (style := int.from_bytes(body[4:7], "little")) in styles:
                    sheet.styled[at] = style
            if number in _FORMULAS:
                sheet.formulas.add(at)
            if number in _ERRORS and len(body) > 8:
                sheet.errors[at] = CellError(ERROR_TEXTS.get(body[8], "#ERROR"))
        elif number == _ROW and len(body) >= 12:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:
                sheet.hidden_rows.add(row)
        elif number == _DIMENSION and len(body) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            sheet.claimed = (bottom - top + 1) * (right - left + 1)
            if len(data) > _LONG_PART:
                return sheet
        elif number == _COLUMNS and len(body) >= 18 and body[16] & 1:
            left, right = struct.unpack_from("<2I", body)
            sheet.hidden_columns.update(range(left, min(right, 16_383) + 1))
        elif number in (_MERGE, _FILTER) and len(body) >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            target = sheet.merges if number == _MERGE else sheet.filters
            target.append((top + 1, left, bottom + 1, right))
    if not any(number == _FILTER_COLUMN for number, _ in _records(data)) if sheet.filters else False:
        sheet.filters.clear()
    return sheet
