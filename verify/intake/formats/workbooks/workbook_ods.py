"""ods, walked over its XML: calamine lays out every repeated cell and tells no formulas or hidden rows."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zipfile import ZipFile

from lxml import etree

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.workbooks.sparse import Merge, address, lay_out, without_strays
from verify.intake.grid import CellError, Grid, Value
from verify.settings import Settings

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SHEET_END = f"{_TABLE}table"
_COLUMNS = 16_384


def read_ods(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every sheet. Raises IntakeError (damaged, encrypted, too_many_cells)."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
                "META-INF/manifest.xml"
            ):
                raise IntakeError("encrypted")
            with archive.open("content.xml") as source:
                tree = etree.parse(
                    source, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
                )
        hidden_styles = _hidden_styles(tree)
        book = tree.getroot().find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
        if book is None:
            raise IntakeError("damaged", got="content.xml: office:spreadsheet")
        return [_grid(table, hidden_styles, settings) for table in book.findall(_SHEET_END)]
    except PARSER_ERRORS as error:
        raise IntakeError("damaged", got=f"content.xml: {described(error)}") from error


def _hidden_styles(tree: Any) -> set[str]:
    """Names of the sheet styles that are not displayed."""
    name = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
    return {
        style.get(f"{name}name", "")
        for style in tree.iter(f"{name}style")
        for properties in style.findall(f"{name}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }


def _repeats(element: Any, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated") or 1))


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a sheet, also those in header groups and outlines, not those of tables in cells."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"):
            yield from _rows(child)


def _hidden_columns(table: Any, last: int) -> frozenset[int]:
    hidden: set[int] = set()
    column = 0
    for item in table.iter(f"{_TABLE}table-column"):
        count = _repeats(item, "columns")
        if item.get(f"{_TABLE}visibility", "visible") != "visible":
            hidden.update(range(column, min(column + count, last + 1)))
        column += count
    return frozenset(hidden)


def _grid(table: Any, hidden_styles: set[str], settings: Settings) -> Grid:
    name = table.get(f"{_TABLE}name", "")
    cells: dict[tuple[int, int], Value] = {}
    formulas: dict[tuple[int, int], str] = {}
    merges: list[Merge] = []
    hidden: set[int] = set()
    filtered: set[int] = set()
    number = 1
    for row in _rows(table):
        times = _repeats(row, "rows")
        found = list(_row_cells(row))
        if len(cells) + len(found) * times > settings.max_cells:
            raise IntakeError(
                "too_many_cells",
                sheet=name,
                cell=address(number + times - 1, found[-1][0]),
                got=f"> {len(cells) + len(found) * times}",
                expected=str(settings.max_cells),
            )
        for copy in range(number, number + times if found else number):
            for column, cell, value in found:
                at = (copy, column)
                cells[at] = value
                if cell.get(f"{_TABLE}formula"):
                    formulas[at] = _formula(cell.get(f"{_TABLE}formula"))
                down = int(cell.get(f"{_TABLE}number-rows-spanned") or 1)
                right = int(cell.get(f"{_TABLE}number-columns-spanned") or 1)
                if down > 1 or right > 1:
                    merges.append((copy, column, copy + down - 1, column + right - 1))
            visibility = row.get(f"{_TABLE}visibility", "visible")
            if visibility != "visible":
                hidden.add(copy)
            if visibility == "filter":
                filtered.add(copy)
        number += times
    kept, notes = without_strays(cells, name, settings.max_cells)
    rows, lines = lay_out(kept)
    return Grid(
        sheet=name,
        rows=rows,
        cells=lines,
        formulas={at: text for at, text in formulas.items() if at in kept},
        merges=merges,
        hidden_rows=frozenset(hidden & set(rows)),
        filtered_rows=frozenset(filtered & set(rows)),
        hidden_columns=_hidden_columns(table, max((column for _, column in kept), default=-1)),
        hidden=table.get(f"{_TABLE}style-name") in hidden_styles,
        notes=notes,
    )


def _row_cells(row: Any) -> Iterator[tuple[int, Any, Value]]:
    """Yield (column, cell, value) for the cells of a row that hold something; covered cells are not shown."""
    column = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        count = _repeats(cell, "columns")
        value = _value(cell)
        is_filled = value is not None or cell.get(f"{_TABLE}formula")
        if cell.tag == f"{_TABLE}table-cell" and is_filled:
            for copy in range(column, min(column + count, _COLUMNS)):
                yield copy, cell, value
        column += count


def _formula(text: str) -> str:
    """OpenFormula as people know it: ``of:=[.C5]+1`` -> ``=C5+1``."""
    return text[text.find("=") :].replace("[.", "").replace(":.", ":").replace("]", "")


def _value(cell: Any) -> Value:
    kind = cell.get(f"{_OFFICE}value-type", "")
    if cell.get(f"{_CALC}value-type") == "error":
        return CellError(_paragraphs(cell) or "#ERROR")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", "nan"))
    if kind == "date":
        text = cell.get(f"{_OFFICE}date-value", "")
        try:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        except ValueError:  # a number that is no date, e.g. a phone number, in a date-formatted cell
            return _paragraphs(cell) or text
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value", ""))
    if kind == "boolean":
        return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
    return _paragraphs(cell) or None


def _duration(text: str) -> Value:
    """``PT14H20M00S`` as a time of day; as a timedelta from 24 hours on; else as it stands."""
    hours, _, rest = text.removeprefix("PT").partition("H")
    minutes, _, seconds = rest.rstrip("S").partition("M")
    try:
        span = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds or 0))
    except ValueError:
        return text or None
    return (datetime.min + span).time() if span < timedelta(days=1) and span >= timedelta() else span


def _paragraphs(cell: Any) -> str:
    """Text of a cell, paragraphs as lines; comments and shapes beside it are left out."""
    return "\n".join(_text(paragraph) for paragraph in cell.findall(f"{_TEXT}p"))


def _text(node: Any) -> str:
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c") or 1), 1_000))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif isinstance(child.tag, str) and not child.tag.startswith(_OFFICE):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
