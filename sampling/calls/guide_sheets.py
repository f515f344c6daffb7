"""What lies behind a call list for the caller to read: the script, and the codes of outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from phrases import say
from sampling.calls.measure import SIZE, height_of
from sampling.calls.outcomes import outcomes
from sampling.calls.script import HEADING, NOTE, Paragraph
from sampling.calls.sheets import GRID, MIDDLE, font, one_page, put

_GREY = "5B6B7B"


def script_sheet(sheet: Worksheet, said: Sequence[Paragraph]) -> None:
    """Write the script, a paragraph a row, on one page."""
    # Several columns under one cell: LibreOffice does not shrink a page that is a single column.
    columns, width = 4, 92.0
    for column in range(1, columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = width / columns
    last = get_column_letter(columns)
    row = 0
    for row, paragraph in enumerate(said, 1):
        sheet.merge_cells(f"A{row}:{last}{row}")
        cell = put(sheet, row, 1, paragraph.text)
        size = {HEADING: 13.0, NOTE: 11.0}.get(paragraph.kind, 13.0)
        # What is not read out has another colour and a line of its own, so that nobody reads it out.
        color = _GREY if paragraph.kind == NOTE else "000000"
        cell.font = font(size, bold=paragraph.kind == HEADING, color=color)
        cell.alignment = Alignment(wrap_text=True, vertical="top", indent=2 if paragraph.kind == NOTE else 0)
        if paragraph.kind == HEADING:
            cell.fill = PatternFill("solid", fgColor="E7E6E6")
        sheet.row_dimensions[row].height = height_of([(paragraph.text, width - 3, size)])
    one_page(sheet, f"A1:{last}{row}")
    sheet.protection.sheet = True


def _code_lines(lang: str) -> Iterator[tuple[str, ...]]:
    yield tuple(say(f"calls.{key}", lang) for key in ("code", "meaning", "counts", "again"))
    for outcome in outcomes().values():
        again = say(f"calls.when.{outcome.when or 'never'}", lang)
        yield outcome.code, outcome.words(lang), say(f"calls.{outcome.counts_for}", lang), again


def codes_sheet(sheet: Worksheet, lang: str) -> None:
    """Write every code, what it means, what it counts as and when the person is called again, on one page."""
    widths = (7.0, 52.0, 16.0, 24.0)
    row = 0
    for row, texts in enumerate(_code_lines(lang), 1):
        for column, (text, width) in enumerate(zip(texts, widths, strict=True), 1):
            cell = put(sheet, row, column, text)
            cell.font, cell.alignment, cell.border = font(bold=row == 1), MIDDLE, GRID
            sheet.column_dimensions[get_column_letter(column)].width = width
        shown = [(text, width, SIZE) for text, width in zip(texts, widths, strict=True)]
        sheet.row_dimensions[row].height = height_of(shown, 20)
    one_page(sheet, f"A1:D{row}")
    sheet.protection.sheet = True
