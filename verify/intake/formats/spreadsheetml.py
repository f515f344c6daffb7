"""SpreadsheetML 2003 (XML Spreadsheet), which many systems export under the name .xls."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from lxml import etree

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.encoding import decodings
from verify.intake.formats.workbooks.number_formats import from_serial, temporal_kind
from verify.intake.formats.workbooks.sheet import Sheet, assemble
from verify.intake.grid import CellError, Grid, Value, column_letters
from verify.intake.limits import check_xml
from verify.settings import Settings

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_X = "{urn:schemas-microsoft-com:office:excel}"
_REFERENCE = re.compile(r"R(\[-?\d+\]|\d+)?C(\[-?\d+\]|\d+)?(?![\w(])")
_NAMED_FORMATS = {
    "Short Date": "yyyy/m/d",
    "Long Date": 'yyyy"年"m"月"d"日"',
    "General Date": "yyyy/m/d h:mm",
}
_HTML = "{http://www.w3.org/TR/REC-html40}"
_LIMIT = 1_048_576
_COLUMNS = 16_384


def read_spreadsheetml(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every worksheet. Raises IntakeError (entity, damaged, too_many_cells)."""
    check_xml(data)
    try:
        root = _parse(data)
        formats, struck = _styles(root)
        return [
            _grid(sheet, formats, struck, settings.max_cells) for sheet in root.iterfind(f"{_SS}Worksheet")
        ]
    except PARSER_ERRORS as error:
        raise IntakeError("damaged", got=f"XML: {described(error)}") from error


def _parse(data: bytes) -> Any:
    """Parse; where the declared encoding is a lie (GBK bytes declared as UTF-8), by what the bytes are."""
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "huge_tree": True}
    try:
        return etree.fromstring(data.lstrip(), etree.XMLParser(**options))
    except etree.XMLSyntaxError:
        decoding = decodings(data, frozenset(), whole=True)[0]
        if decoding.encoding == "utf-8" and decoding.damaged is None:
            raise
        text = data.decode(decoding.encoding, errors=decoding.errors).lstrip("\ufeff \r\n\t")
        text = re.sub(r"^<\?xml[^>]*\?>", "", text)
        return etree.fromstring(text.encode(), etree.XMLParser(encoding="utf-8", **options))


def _styles(root: Any) -> tuple[dict[str, str], set[str]]:
    """Return style -> number format, inherited from parents, and the styles whose text is struck out."""
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    strikes: dict[str, bool] = {}
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        name = style.get(f"{_SS}ID", "")
        parents[name] = style.get(f"{_SS}Parent", "Default")
        found = style.find(f"{_SS}NumberFormat")
        if found is not None and found.get(f"{_SS}Format"):
            own[name] = _NAMED_FORMATS.get(found.get(f"{_SS}Format"), found.get(f"{_SS}Format"))
        font = style.find(f"{_SS}Font")
        if font is not None:
            strikes[name] = font.get(f"{_SS}StrikeThrough") == "1"
    formats = {name: own.get(name) or own.get(parents[name], "General") for name in parents}
    return formats, {name for name in parents if strikes.get(name, strikes.get(parents[name], False))}


def _number(element: Any, name: str, default: int) -> int:
    text = element.get(f"{_SS}{name}") or ""
    return min(int(text), _LIMIT) if text.isascii() and text.isdigit() else default


def _hidden_columns(table: Any) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for item in table.iterfind(f"{_SS}Column"):
        column = _number(item, "Index", column + 1)
        end = column + _number(item, "Span", 0)
        if item.get(f"{_SS}Hidden") == "1" or item.get(f"{_SS}Width") == "0":
            hidden.update(range(column - 1, min(end, _COLUMNS)))
        column = end
    return hidden


def _grid(element: Any, styles: dict[str, str], struck: set[str], max_cells: int) -> Grid:
    options = element.find(f"{_X}WorksheetOptions")
    visible = options.findtext(f"{_X}Visible", "SheetVisible") if options is not None else "SheetVisible"
    sheet = Sheet(element.get(f"{_SS}Name", ""), hidden=visible != "SheetVisible")
    table = element.find(f"{_SS}Table")
    row = 0
    for line in table.iterfind(f"{_SS}Row") if table is not None else ():
        row = _number(line, "Index", row + 1)
        column = -1
        if line.get(f"{_SS}Hidden") == "1" or line.get(f"{_SS}Height") == "0":
            sheet.hidden_rows.add(row)
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _number(cell, "Index", column + 2) - 1
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            if across or down:
                sheet.merges.append((row, column, row + down, column + across))
            _put(sheet, (row, column), cell, styles, struck)
            column += across
        row += _number(line, "Span", 0)
    if table is not None:
        sheet.hidden_columns = _hidden_columns(table)
    if next(element.iterfind(f"{_X}AutoFilter/{_X}AutoFilterColumn"), None) is not None:
        sheet.filters.append((1, 0, row, 0))
    return assemble(sheet, max_cells)


def _put(sheet: Sheet, at: tuple[int, int], cell: Any, styles: dict[str, str], struck: set[str]) -> None:
    """Take a cell into the sheet."""
    style = cell.get(f"{_SS}StyleID", "Default")
    number_format = styles.get(style, "General")
    data = cell.find(f"{_SS}Data")
    value = _value(data, number_format)
    if data is not None and data.find(f".//{_HTML}S") is not None:
        # Pieces of one text under tags of HTML; S strikes out.
        value = "".join(text for text in data.xpath(".//text()") if not _in_strike(text, data)) or None
        sheet.struck[at] = value is None
    elif style in struck and value is not None:
        sheet.struck[at] = True
    if cell.get(f"{_SS}Formula"):
        sheet.formulas[at] = _a1(cell.get(f"{_SS}Formula"), *at)
        if value is None and data is not None:
            value = ""  # the result is an empty text; without data, there is none
    if value is not None or at in sheet.formulas:
        sheet.cells[at] = value
        if number_format != "General":
            sheet.formats[at] = number_format


def _in_strike(text: Any, data: Any) -> bool:
    """Whether a piece of text stands inside a struck-out element."""
    node = text.getparent()
    node = node.getparent() if text.is_tail else node
    while node is not None and node is not data:
        if node.tag == f"{_HTML}S":
            return True
        node = node.getparent()
    return False


def _value(data: Any, number_format: str) -> Value:
    if data is None:
        return None
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    if not text:
        return None
    try:
        if kind == "Number":
            return from_serial(float(text), number_format, epoch_1904=False)
        if kind == "DateTime":
            found = datetime.fromisoformat(text.rstrip("Z"))
            return (
                found.date()
                if found.time() == datetime.min.time() and not _has_time(number_format)
                else found
            )
    except ValueError:
        return text
    if kind == "Boolean":
        return text.strip() == "1"
    return CellError(text) if kind == "Error" else text


def _has_time(number_format: str) -> bool:
    return temporal_kind(number_format) == "duration" or "h" in number_format.lower()


def _a1(text: str, row: int, column: int) -> str:
    """``=R[-1]C+1`` as ``=C5+1``; ``row`` as shown, ``column`` from 0."""

    def replaced(match: re.Match[str]) -> str:
        down, right = (_place(match[1], row), _place(match[2], column + 1))
        return f"{column_letters(right - 1)}{down}" if down > 0 and right > 0 else match[0]

    parts = text.split('"')
    parts[::2] = [_REFERENCE.sub(replaced, part) for part in parts[::2]]
    return '"'.join(parts)


def _place(part: str | None, here: int) -> int:
    if part is None:
        return here
    return here + int(part[1:-1]) if part.startswith("[") else int(part)
