"""What the sheets of 请核对 are made of: cells of the one writer, pictures, what somebody wrote."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from phrases import say
from reports.formats.cells import CellWriter
from verify.intake.table.cells import text_of

FIRST = 3  # the first row below the note and the headings
ASKED = PatternFill("solid", "FFF4C2")  # of a cell that somebody fills in
_HIGH, _BROAD = 44, 300  # pixels of a picture


def put(sheet: Any, row: int, column: int, made: Any) -> Any:
    """Place a cell of the one writer of cells on a sheet that is not written in one go: pictures need that."""
    cell = sheet.cell(row, column)
    cell.value = made.value
    cell.data_type = made.data_type
    cell._style = made._style
    return cell


def begin(
    sheet: Any, cells: CellWriter, lang: str, note: str, heads: Sequence[str], wide: Sequence[int]
) -> None:
    """Write the note and the headings of a sheet, and fix its columns. ``heads``: keys of phrases; ``note``: one in ``proof``."""
    for column, (name, width) in enumerate(zip(heads, wide, strict=True), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        put(sheet, 2, column, cells.text(sheet, say(name, lang), kind="head"))
    sheet.freeze_panes = f"A{FIRST}"
    one_page_wide(sheet)
    put(sheet, 1, 1, cells.text(sheet, say(f"proof.{note}", lang), kind="note"))


def one_page_wide(sheet: Any) -> None:
    """Print a sheet with all its columns beside each other, and its headings on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{FIRST - 1}"


def ask(sheet: Any, row: int, column: int, made: Any) -> None:
    """Place an empty cell that is filled in as text."""
    cell = put(sheet, row, column, made)
    cell.fill, cell.number_format = ASKED, "@"


def show(sheet: Any, row: int, column: str, picture: bytes) -> None:
    """Show a picture in a row; nothing where there is none."""
    if not picture:
        return
    image = Image(io.BytesIO(picture))
    scale = min(_HIGH / max(image.height, 1), _BROAD / max(image.width, 1))
    image.width, image.height = max(round(image.width * scale), 1), max(round(image.height * scale), 1)
    sheet.row_dimensions[row].height = max(image.height * 0.75 + 4, 18)
    sheet.add_image(image, f"{column}{row}")


def text(sheet: Any, row: int, column: int) -> str:
    """Return what somebody wrote into a cell."""
    return text_of(sheet.cell(row, column).value).strip()


def is_headed(sheet: Any, heads: Sequence[str]) -> bool:
    """Return whether a sheet has its headings where they were written, in either language: no column was moved."""
    now = [text(sheet, FIRST - 1, column) for column in range(1, len(heads) + 1)]
    return any(now == [say(head, lang) for head in heads] for lang in ("zh", "en"))
