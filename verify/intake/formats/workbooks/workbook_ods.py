"""ods, walked over its XML: calamine lays out every repeated cell and tells no formulas or hidden rows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zipfile import ZipFile

from lxml import etree

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.embedded import noted, pictures_of_ods
from verify.intake.formats.workbooks.ods_styles import OdsStyles, read_styles
from verify.intake.formats.workbooks.sheet import Sheet, assemble
from verify.intake.formats.workbooks.sparse import address
from verify.intake.grid import CellError, Grid, Value
from verify.settings import Settings
from verify.text.patterns import when_used

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_SHEET_END = f"{_TABLE}table"
_COLUMNS = 16_384
_REFERENCE = when_used(
    r"\[((?:\$?(?:'(?:[^']|'')*'|[^.'\[\]:]+))?)\.([^:\]]+)(?::[^.\]]*\.([^\]]+))?\]"
)  # [$原始.C2:.C9]


def read_ods(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every sheet. Raises IntakeError (damaged, encrypted, too_many_cells)."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
                "META-INF/manifest.xml"
            ):
                raise IntakeError("encrypted")
            tree = _tree(archive, "content.xml")
            styles = read_styles(*([_tree(archive, "styles.xml")] if "styles.xml" in names else []), tree)
            book = tree.getroot().find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
            if book is None:
                raise IntakeError("damaged", got="content.xml: office:spreadsheet")
            tables = book.findall(_SHEET_END)
            pictures = pictures_of_ods(archive, [(table.get(f"{_TABLE}name", ""), table) for table in tables])
        return noted([_grid(table, styles, settings) for table in tables], pictures)
    except PARSER_ERRORS as error:
        raise IntakeError("damaged", got=f"content.xml: {described(error)}") from error


def _tree(archive: ZipFile, part: str) -> Any:
    with archive.open(part) as source:
        return etree.parse(source, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _repeats(element: Any, what: str) -> int:
    return max(1, int(element.get(f"{_TABLE}number-{what}-repeated") or 1))


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a sheet, also those in header groups and outlines, not those of tables in cells."""
    for child in table:
        if child.tag == f"{_TABLE}table-row":
            yield child
        elif child.tag in (f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows"):
            yield from _rows(child)


def _columns(table: Any) -> tuple[set[int], list[tuple[int, str]]]:
    """Return the hidden columns, and (end, style of their cells) of the stretches of columns."""
    hidden: set[int] = set()
    styles: list[tuple[int, str]] = []
    column = 0
    for item in table.iter(f"{_TABLE}table-column"):
        end = min(column + _repeats(item, "columns"), _COLUMNS)
        if item.get(f"{_TABLE}visibility", "visible") != "visible":
            hidden.update(range(column, end))
        styles.append((end, item.get(f"{_TABLE}default-cell-style-name", "")))
        column = end
    return hidden, styles


def _grid(table: Any, styles: OdsStyles, settings: Settings) -> Grid:
    sheet = Sheet(table.get(f"{_TABLE}name", ""), hidden=table.get(f"{_TABLE}style-name") in styles.hidden)
    sheet.hidden_columns, column_styles = _columns(table)
    number = 1
    for row in _rows(table):
        times = _repeats(row, "rows")
        found = list(_row_cells(row))
        if len(sheet.cells) + len(found) * times > settings.max_cells:
            raise IntakeError(
                "too_many_cells",
                sheet=sheet.name,
                cell=address(number + times - 1, found[-1][0]),
                got=f"> {len(sheet.cells) + len(found) * times}",
                expected=str(settings.max_cells),
            )
        visibility = row.get(f"{_TABLE}visibility", "visible")
        for copy in range(number, number + times if found else number):
            for column, cell in found:
                style = (
                    cell.get(f"{_TABLE}style-name")
                    or row.get(f"{_TABLE}default-cell-style-name")
                    or next((name for end, name in column_styles if column < end), "")
                )
                _put(sheet, (copy, column), cell, style, styles)
            if visibility != "visible":
                sheet.hidden_rows.add(copy)
            if visibility == "filter":
                sheet.filters.append((copy, 0, copy, 0))
        number += times
    if any(sheet.cells[at] is not None for at in sheet.formulas):
        # LibreOffice writes an empty result as nothing; where no formula has a result, none was calculated.
        sheet.cells |= {at: "" for at in sheet.formulas if sheet.cells[at] is None}
    return assemble(sheet, settings.max_cells)


def _put(sheet: Sheet, at: tuple[int, int], cell: Any, style: str, styles: OdsStyles) -> None:
    """Take a cell into the sheet."""
    struck: list[str] = []
    value = _value(cell, styles, struck)
    for note in cell.findall(f"{_OFFICE}annotation"):
        sheet.comments[at] = _paragraphs(note, styles, [])
    formula = cell.get(f"{_TABLE}formula")
    if formula:
        sheet.formulas[at] = _formula(formula)
    if style in styles.struck and value is not None:
        sheet.struck[at] = True
    elif struck:
        sheet.struck[at] = value in (None, "")
    sheet.cells[at] = value
    # A text stands in the file as it is shown; only a number has yet to be shown.
    if not isinstance(value, str) and styles.formats.get(style, "General") != "General":
        sheet.formats[at] = styles.formats[style]
    down = int(cell.get(f"{_TABLE}number-rows-spanned") or 1)
    right = int(cell.get(f"{_TABLE}number-columns-spanned") or 1)
    if down > 1 or right > 1:
        sheet.merges.append((at[0], at[1], at[0] + down - 1, at[1] + right - 1))


def _row_cells(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield (column, cell) for the cells of a row that hold something; covered cells are not shown."""
    column = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        count = _repeats(cell, "columns")
        is_filled = cell.get(f"{_TABLE}formula") or _value(cell, OdsStyles(), []) is not None
        if cell.tag == f"{_TABLE}table-cell" and is_filled:
            for copy in range(column, min(column + count, _COLUMNS)):
                yield copy, cell
        column += count


def _formula(text: str) -> str:
    """OpenFormula as people know it: ``of:=[.C5]+1`` -> ``=C5+1``, ``[$原始.C2]`` -> ``原始!C2``."""
    return _REFERENCE.sub(_as_known, text[text.find("=") :])


def _as_known(match: re.Match[str]) -> str:
    sheet = match[1].removeprefix("$")
    return (f"{sheet}!" if sheet else "") + match[2] + (f":{match[3]}" if match[3] else "")


def _value(cell: Any, styles: OdsStyles, struck: list[str]) -> Value:
    """Return what a cell holds; the pieces of it that are struck out go to ``struck``."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    if cell.get(f"{_CALC}value-type") == "error":
        return CellError(_paragraphs(cell, styles, struck) or "#ERROR")
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{_OFFICE}value", "nan"))
    if kind == "date":
        text = cell.get(f"{_OFFICE}date-value", "")
        try:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        except ValueError:  # a number that is no date, e.g. a phone number, in a date-formatted cell
            return _paragraphs(cell, styles, struck) or text
    if kind == "time":
        return _duration(cell.get(f"{_OFFICE}time-value", ""))
    if kind == "boolean":
        return bool(cell.get(f"{_OFFICE}boolean-value") == "true")
    return _paragraphs(cell, styles, struck) or None


def _duration(text: str) -> Value:
    """``PT14H20M00S`` as a time of day; as a timedelta from 24 hours on; else as it stands."""
    hours, _, rest = text.removeprefix("PT").partition("H")
    minutes, _, seconds = rest.rstrip("S").partition("M")
    try:
        span = timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds or 0))
    except ValueError:
        return text or None
    return (datetime.min + span).time() if span < timedelta(days=1) and span >= timedelta() else span


def _paragraphs(cell: Any, styles: OdsStyles, struck: list[str]) -> str:
    """Text of a cell, paragraphs as lines; comments and shapes beside it are left out."""
    return "\n".join(_text(paragraph, styles, struck) for paragraph in cell.findall(f"{_TEXT}p"))


def _text(node: Any, styles: OdsStyles, struck: list[str]) -> str:
    parts = [node.text or ""]
    for child in node:
        if child.tag == f"{_TEXT}s":
            parts.append(" " * min(int(child.get(f"{_TEXT}c") or 1), 1_000))
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.get(f"{_TEXT}style-name") in styles.struck and child.tag == f"{_TEXT}span":
            struck.append(_text(child, styles, []))
        elif (
            isinstance(child.tag, str)
            and not child.tag.startswith(_OFFICE)
            and child.tag != f"{_TEXT}ruby-text"
        ):
            parts.append(_text(child, styles, struck))
        parts.append(child.tail or "")
    return "".join(parts)
