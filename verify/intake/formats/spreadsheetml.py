"""SpreadsheetML 2003 (XML Spreadsheet), which many systems export under the name .xls."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from lxml import etree

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.encoding import decodings
from verify.intake.formats.workbooks.number_formats import temporal_kind
from verify.intake.formats.workbooks.sparse import Merge, lay_out, uncovered, without_strays
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
_LIMIT = 1_048_576


def read_spreadsheetml(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every worksheet. Raises IntakeError (entity, damaged, too_many_cells)."""
    check_xml(data)
    try:
        root = _parse(data)
        formats = _styles(root)
        return [_grid(sheet, formats, settings.max_cells) for sheet in root.iterfind(f"{_SS}Worksheet")]
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


def _styles(root: Any) -> dict[str, str]:
    """Return style -> number format, inherited from parents."""
    own: dict[str, str] = {}
    parents: dict[str, str] = {}
    for style in root.iterfind(f"{_SS}Styles/{_SS}Style"):
        name = style.get(f"{_SS}ID", "")
        parents[name] = style.get(f"{_SS}Parent", "Default")
        found = style.find(f"{_SS}NumberFormat")
        if found is not None and found.get(f"{_SS}Format"):
            own[name] = _NAMED_FORMATS.get(found.get(f"{_SS}Format"), found.get(f"{_SS}Format"))
    return {name: own.get(name) or own.get(parents[name], "General") for name in parents}


def _number(element: Any, name: str, default: int) -> int:
    text = element.get(f"{_SS}{name}") or ""
    return min(int(text), _LIMIT) if text.isascii() and text.isdigit() else default


def _hidden_columns(table: Any, last: int) -> frozenset[int]:
    hidden: set[int] = set()
    column = 0
    for item in table.iterfind(f"{_SS}Column"):
        column = _number(item, "Index", column + 1)
        end = column + _number(item, "Span", 0)
        if item.get(f"{_SS}Hidden") == "1" or item.get(f"{_SS}Width") == "0":
            hidden.update(range(column - 1, min(end, last + 1)))
        column = end
    return frozenset(hidden)


def _grid(sheet: Any, styles: dict[str, str], max_cells: int) -> Grid:
    name = sheet.get(f"{_SS}Name", "")
    cells: dict[tuple[int, int], Value] = {}
    formulas: dict[tuple[int, int], str] = {}
    formats: dict[tuple[int, int], str] = {}
    merges: list[Merge] = []
    hidden: set[int] = set()
    table = sheet.find(f"{_SS}Table")
    row = 0
    for line in table.iterfind(f"{_SS}Row") if table is not None else ():
        row = _number(line, "Index", row + 1)
        column = -1
        if line.get(f"{_SS}Hidden") == "1" or line.get(f"{_SS}Height") == "0":
            hidden.add(row)
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _number(cell, "Index", column + 2) - 1
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            if across or down:
                merges.append((row, column, row + down, column + across))
            number_format = styles.get(cell.get(f"{_SS}StyleID", "Default"), "General")
            value = _value(cell.find(f"{_SS}Data"), number_format)
            if cell.get(f"{_SS}Formula"):
                formulas[row, column] = _a1(cell.get(f"{_SS}Formula"), row, column)
            if value is not None or (row, column) in formulas:
                cells[row, column] = value
                if number_format != "General":
                    formats[row, column] = number_format
            column += across
        row += _number(line, "Span", 0)
    shown, covered = uncovered(cells, merges)
    kept, notes = without_strays(shown, name, max_cells)
    rows, lines = lay_out(kept)
    hidden_rows = frozenset(hidden & set(rows))
    last = max((column for _, column in kept), default=-1)
    options = sheet.find(f"{_X}WorksheetOptions")
    visible = options.findtext(f"{_X}Visible", "SheetVisible") if options is not None else "SheetVisible"
    is_filtered = next(sheet.iterfind(f"{_X}AutoFilter/{_X}AutoFilterColumn"), None) is not None
    return Grid(
        sheet=name,
        rows=rows,
        cells=lines,
        formulas={at: text for at, text in formulas.items() if at in kept},
        formats={at: text for at, text in formats.items() if at in kept},
        merges=merges,
        hidden_rows=hidden_rows,
        filtered_rows=hidden_rows if is_filtered else frozenset(),
        hidden_columns=_hidden_columns(table, last) if table is not None else frozenset(),
        hidden=visible != "SheetVisible",
        notes=notes + covered,
    )


def _value(data: Any, number_format: str) -> Value:
    if data is None:
        return None
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type", "String")
    if not text:
        return None
    try:
        if kind == "Number":
            return float(text)
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
