"""A Document as a workbook: a sheet per section, notes above the table, header frozen and filtered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from reports.document import Cell, Column, Document, Section, Table, Text
from reports.formats.cells import CellWriter, sheet_title

_WIDTHS = {"text": 18, "long": 56, "number": 9, "code": 18, "sign": 9}
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,12})?", re.ASCII)


def write(document: Document, path: Path) -> None:
    """Write the workbook. Each section becomes one sheet; its anchor is what links in cells lead to."""
    book = Workbook(write_only=True)
    book.properties.creator = "hefang"
    book.properties.title = document.title
    titles: dict[str, str] = {}
    taken: set[str] = set()
    for section in document.sections:
        title = sheet_title(section.title, taken)
        taken.add(title.lower())
        titles[section.anchor] = title
    writer = CellWriter(document.lang)
    for section in document.sections:
        _sheet(book.create_sheet(titles[section.anchor]), section, titles, writer)
    book.save(path)


def _sheet(sheet: Any, section: Section, titles: dict[str, str], writer: CellWriter) -> None:
    notes = [block.text for block in section.blocks if isinstance(block, Text)]
    table = next(block for block in section.blocks if isinstance(block, Table))
    notes += [table.note] if table.note else []
    head = len(notes) + 1
    last = get_column_letter(len(table.columns))
    for index, column in enumerate(table.columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width or _WIDTHS[column.kind]
    sheet.freeze_panes = f"A{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{last}{head + len(table.rows)}"
    _page(sheet, head)
    for note in notes:
        sheet.append([writer.text(sheet, note, kind="note")])
    sheet.append([writer.text(sheet, column.title, kind="head") for column in table.columns])
    for number, row in enumerate(table.rows, head + 1):
        # Not every program finds the height of wrapped rows by itself.
        sheet.row_dimensions[number].height = _height(row, table.columns)
        sheet.append(
            [
                _cell(sheet, cell, column, titles, writer)
                for cell, column in zip(row, table.columns, strict=True)
            ]
        )


def _cell(sheet: Any, cell: Cell, column: Column, titles: dict[str, str], writer: CellWriter) -> Any:
    if not cell.text and not cell.severity and not cell.comment:
        return writer.blank(sheet)
    if column.kind == "number" and _NUMBER.fullmatch(cell.text):
        value = float(cell.text) if "." in cell.text else int(cell.text)
        return writer.number(sheet, value, severity=cell.severity, comment=cell.comment)
    if cell.link in titles and cell.link:
        return writer.link(sheet, cell.text, titles[cell.link])
    return writer.text(sheet, cell.text, kind=column.kind, severity=cell.severity, comment=cell.comment)


def _height(row: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Return the points that the tallest cell takes; at most eight lines, so that a row is never a page."""
    lines = 1
    for cell, column in zip(row, columns, strict=True):
        if len(cell.text) > 6:
            wide = sum(2 if char > "\u2e80" else 1.1 for char in cell.text[:600])
            lines = max(lines, ceil(wide / ((column.width or _WIDTHS[column.kind]) - 1)))
    return 6 + 15 * min(lines, 8)


def _page(sheet: Any, head: int) -> None:
    """A4 across, as wide as the paper, the header on every page and the page number below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{head}:{head}"
    sheet.oddFooter.center.text = "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
