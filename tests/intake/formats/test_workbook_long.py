"""Long sheets of xlsx: the fast library, guarded against far cells."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from tests.intake import make
from tests.intake.formats.test_workbook_xlsx import SETTINGS, only
from verify.intake.errors import IntakeError
from verify.intake.formats.workbooks.workbook import read_xlsx
from verify.intake.grid import CellError


def long_book(rows: int, far: str = "") -> bytes:
    made = openpyxl.Workbook(write_only=True)
    sheet = made.create_sheet("名单")
    for row in range(rows):
        sheet.append([row, "测试甲", "13904510001"])
    out = io.BytesIO()
    made.save(out)
    if not far:
        return out.getvalue()
    with zipfile.ZipFile(out) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    cell = f'<row r="1048576"><c r="{far}"><v>1</v></c></row>'
    return make.repacked(
        out.getvalue(), {"xl/worksheets/sheet1.xml": xml.replace("</sheetData>", cell + "</sheetData>")}
    )


def test_long_sheets_are_read_by_the_fast_library_and_say_so():
    grid = only(long_book(20_500))
    assert len(grid.rows) == 20_500
    assert grid.cells[20_499] == [20_499.0, "测试甲", "13904510001"]
    assert [code for code, _ in grid.notes] == ["values_only"]


def test_a_stray_cell_in_a_long_sheet():
    grid = only(long_book(20_500, "XFD1048576"))
    assert len(grid.rows) == 20_500
    assert ("far_cells", "XFD1048576") in grid.notes


def test_a_long_sheet_keeps_its_errors_and_hidden_rows():
    data = long_book(20_500)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    xml = xml.replace('<row r="7">', '<row r="7" hidden="1">').replace(
        '<c r="A9" t="n"><v>8</v></c>', '<c r="A9" t="e"><v>#N/A</v></c>'
    )
    grid = only(make.repacked(data, {"xl/worksheets/sheet1.xml": xml}))
    assert grid.hidden_rows == {7}
    assert grid.cells[8][0] == CellError("#N/A")


def test_too_many_dense_cells_are_refused_before_the_fast_library_sees_them():
    with pytest.raises(IntakeError) as caught:
        read_xlsx(long_book(20_500), replace(SETTINGS, max_cells=60_000))
    assert caught.value.code == "too_many_cells"
    assert caught.value.facts["expected"] == "60000"
