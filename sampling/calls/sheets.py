"""Cells, fonts and paper of call lists.

A small writer of its own (reports must not be imported from here): every text is written as text, with the quote prefix
where a spreadsheet would take it for a formula.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from sampling.calls.measure import SIZE

FONT = "宋体"  # on every Windows since 95; others put their own song face in its place
A4 = 9

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
# _x0041_ in a workbook means the character A, so a text that holds such a piece has its _ written out.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE = Side(style="thin", color="999999")
GRID = Border(_LINE, _LINE, _LINE, _LINE)
MIDDLE = Alignment(vertical="center", wrap_text=True)


def font(size: float = SIZE, *, bold: bool = False, color: str = "000000") -> Font:
    """Return the one font of call lists."""
    return Font(name=FONT, size=size, bold=bold, color=color)


def put(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
    """Write a text as text, or a number; never a formula, whatever it begins with."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):  # the inner cells of a merged range are never written to
        raise TypeError(type(cell).__name__)
    if isinstance(value, int):
        cell.value = value
        return cell
    text = _ESCAPED.sub("_x005F_", _CONTROL.sub("", value))
    cell.value = text
    cell.data_type = "s"
    cell.number_format = "@"
    if text.startswith(_FORMULA):
        cell.quotePrefix = True
    return cell


def one_page(sheet: Worksheet, area: str) -> None:
    """Print an area whole, on one page of A4."""
    sheet.print_area = area
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5


def finished(data: bytes, growing: int, last: str) -> bytes:
    """Return a workbook with what openpyxl cannot say of its first sheet.

    Rows from ``growing`` on keep the height that they were given until somebody types more into them: without this,
    their height is fixed and a longer remark is cut off. Numbers kept as text get no warning triangles, up to cell
    ``last``.
    """
    out, first = BytesIO(), "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == first:
                content = _patched(content.decode(), growing, last).encode()
            new.writestr(entry, content)
    return out.getvalue()


def _patched(sheet: str, growing: int, last: str) -> str:
    def free(match: re.Match[str]) -> str:
        return match[0].replace(' customHeight="1"', "") if int(match[1]) >= growing else match[0]

    sheet = re.sub(r'<row r="(\d+)"[^>]*>', free, sheet)
    ignored = f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors>'
    return sheet.replace("</worksheet>", f"{ignored}</worksheet>")
