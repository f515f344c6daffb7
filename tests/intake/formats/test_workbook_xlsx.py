"""xlsx and xlsm: what people make of workbooks, cell by cell."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from tests.intake import make
from verify.intake.errors import IntakeError
from verify.intake.formats.workbooks.workbook import read_xlsx
from verify.intake.grid import CellError
from verify.settings import Settings

SETTINGS = Settings()
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def book(change) -> bytes:
    made = openpyxl.Workbook()
    made.active.title = "名单"
    change(made.active)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet_xml(rows: str, rest: str = "") -> bytes:
    """A workbook whose sheet is this XML: for what openpyxl does not write."""
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{rest}</worksheet>'
    return make.repacked(book(lambda sheet: None), {"xl/worksheets/sheet1.xml": xml})


def only(data: bytes, settings: Settings = SETTINGS):
    grids = read_xlsx(data, settings)
    assert len(grids) == 1
    return grids[0]


def test_addresses_hold_and_values_keep_their_types():
    def change(sheet):
        sheet["B3"] = "姓名"
        sheet["C4"] = 13904510001
        sheet["D4"] = 13904510001.0
        sheet["E4"] = True
        sheet["F6"] = " 测试甲\n乙　"

    grid = only(book(change))
    assert grid.sheet == "名单"
    assert grid.rows == [3, 4, 6]
    assert grid.cells == [
        [None, "姓名"],
        [None, None, 13904510001, 13904510001, True],
        [None] * 5 + [" 测试甲\n乙　"],
    ]


def test_numbers_as_written():
    cells = '<c r="A1"><v>1.39E10</v></c><c r="B1"><v>13904510001.0</v></c><c r="C1"><v>-1</v></c>'
    assert only(sheet_xml(f'<row r="1">{cells}</row>')).cells == [[13900000000.0, 13904510001.0, -1.0]]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (42799, "yyyy-mm-dd", date(2017, 3, 5)),
        (42799.0, 'yyyy"年"m"月"d"日"', date(2017, 3, 5)),
        (42799.5, "yyyy/m/d h:mm", datetime(2017, 3, 5, 12)),
        (42799.5, "[$-804]yyyy年m月d日", datetime(2017, 3, 5, 12)),
        (42799, "[$-F800]dddd, mmmm dd, yyyy", date(2017, 3, 5)),
        (42799, "[$-804]aaaa", date(2017, 3, 5)),  # a weekday alone is shown, and is a day all the same
        (0.5, "h:mm", time(12)),
        (1.5, "[h]:mm", timedelta(hours=36)),
        (13904510001, "yyyy-mm-dd", 13904510001),  # Excel shows ######; the number is what is there
        (-3, "yyyy-mm-dd", -3),
        (42799, "General", 42799),
        (42799, "0.00_);[Red](0.00)", 42799),
        (42799, '"day "0', 42799),
    ],
)
def test_dates_by_number_format(value, number_format, expected):
    def change(sheet):
        sheet["A1"] = value
        sheet["A1"].number_format = number_format

    grid = only(book(change))
    assert grid.cells == [[expected]]
    assert type(grid.cells[0][0]) in (type(expected), float)
    assert grid.formats == ({} if number_format == "General" else {(1, 0): number_format})


def test_formats_that_chinese_office_knows_by_number_alone():
    data = book(lambda sheet: sheet.append([42799]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = archive.read("xl/styles.xml").decode().replace("</cellXfs>", '<xf numFmtId="31"/></cellXfs>')
        sheet = archive.read("xl/worksheets/sheet1.xml").decode().replace('<c r="A1"', '<c r="A1" s="1"')
    grid = only(make.repacked(data, {"xl/styles.xml": styles, "xl/worksheets/sheet1.xml": sheet}))
    assert grid.cells == [[date(2017, 3, 5)]]
    assert grid.formats == {(1, 0): 'yyyy"年"m"月"d"日"'}


def test_workbooks_that_count_from_1904():
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active["A1"] = date(2017, 3, 5)
    made.active["B1"] = 41337
    out = io.BytesIO()
    made.save(out)
    grid = only(out.getvalue())
    assert grid.epoch_1904
    assert grid.cells == [[date(2017, 3, 5), 41337]]


def test_error_cells_and_a_person_named_na():
    def change(sheet):
        sheet["A1"], sheet["B1"], sheet["C1"] = "#N/A", "NA", "#REF!"
        sheet["C1"].data_type = "s"

    grid = only(book(change))
    assert grid.cells == [[CellError("#N/A"), "NA", "#REF!"]]


def test_formulas_come_with_their_cached_value():
    rows = (
        '<row r="1"><c r="A1"><v>5</v></c><c r="B1"><f>A1+1</f><v>6</v></c>'
        '<c r="C1" t="str"><f>"139"&amp;"0451"</f><v>1390451</v></c>'
        '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="E1"><f>A1*2</f></c><c r="F1" t="b"><f>TRUE()</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><f t="shared" ref="B2:B4" si="0">A2+1</f><v>1</v></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    grid = only(sheet_xml(rows))
    assert grid.cells == [[5, 6, "1390451", CellError("#DIV/0!"), None, True], [None, 1], [None, 2]]
    assert grid.formulas == {
        (1, 1): "=A1+1",
        (1, 2): '="139"&"0451"',
        (1, 3): "=1/0",
        (1, 4): "=A1*2",
        (1, 5): "=TRUE()",
        (2, 1): "=A2+1",
        (3, 1): "=A3+1",
    }


def test_array_formulas():
    grid = only(book(lambda sheet: sheet.__setitem__("A1", ArrayFormula("A1:A2", "=B1:B2*2"))))
    assert grid.formulas == {(1, 0): "=B1:B2*2"}


def test_a_formula_that_fills_many_cells_is_that_of_each():
    """A file has it at the first one only: 200 numbers of =SEQUENCE(200) would pass but for one."""

    def filled(sheet):
        sheet["A1"] = ArrayFormula("A1:B3", "=13904510000+SEQUENCE(3,2)")
        sheet["A2"], sheet["B2"], sheet["A3"], sheet["C3"] = 13904510003, 13904510004, "=B9", 5

    grid = only(book(filled))
    made = "=13904510000+SEQUENCE(3,2)"
    assert grid.formulas == {(1, 0): made, (2, 0): made, (2, 1): made, (3, 0): "=B9"}


@pytest.mark.parametrize("cells", ["A1:XFD1048576", "A:A", "1:1", "??"])
def test_a_range_that_is_none_or_too_large_costs_nothing(cells):
    grid = only(book(lambda sheet: sheet.__setitem__("A1", ArrayFormula(cells, "=B1*2"))))
    assert grid.formulas == {(1, 0): "=B1*2"}


def test_merges_and_what_lies_under_them():
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>某某厂</t></is></c><c r="B1"><v>7</v></c></row>'
        '<row r="2"><c r="A2"><v>8</v></c></row>'
    )
    grid = only(sheet_xml(rows, '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'))
    assert grid.merges == [(1, 0, 2, 1)]
    assert grid.rows == [1]
    assert grid.cells == [["某某厂"]]
    assert grid.notes == (("covered_cells", "B1, A2"),)


def test_hidden_rows_columns_and_sheets():
    def change(sheet):
        for _ in range(1, 6):
            sheet.append(["甲", "乙", "丙", "丁"])
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.column_dimensions["D"].max = 16384
        for name, state in (("藏", "hidden"), ("深藏", "veryHidden")):
            other = sheet.parent.create_sheet(name)
            other["A1"] = "x"
            other.sheet_state = state

    shown, hidden, very = read_xlsx(book(change), SETTINGS)
    assert shown.hidden_rows == {2}
    assert shown.filtered_rows == frozenset()
    assert shown.hidden_columns == {1, 3}
    assert (shown.hidden, hidden.hidden, very.hidden) == (False, True, True)
    assert (hidden.sheet, very.sheet) == ("藏", "深藏")


def test_rows_and_columns_too_flat_to_be_seen_are_hidden():
    def change(sheet):
        for _ in range(1, 6):
            sheet.append(["甲", "乙", "丙", "丁"])
        sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 0.75, 6
        sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 0.1, 2

    (shown,) = read_xlsx(book(change), SETTINGS)
    assert (shown.hidden_rows, shown.hidden_columns) == ({2}, {1})


def test_rows_hidden_by_a_filter_are_told_apart():
    def change(sheet):
        for row in range(1, 8):
            sheet.append([f"值{row}"])
        sheet.auto_filter.ref = "A1:A4"
        sheet.auto_filter.add_filter_column(0, ["值2"])
        for row in (3, 6):
            sheet.row_dimensions[row].hidden = True

    grid = only(book(change))
    assert grid.hidden_rows == {3, 6}
    assert grid.filtered_rows == {3}


def test_filters_of_list_objects_count_too():
    def change(sheet):
        for row in range(1, 5):
            sheet.append([f"值{row}"])
        table = Table(displayName="T1", ref="A1:A4")
        table._initialise_columns()
        table.autoFilter.add_filter_column(0, ["值2"])
        sheet.add_table(table)
        sheet.row_dimensions[3].hidden = True

    assert only(book(change)).filtered_rows == {3}


def test_chart_sheets_are_passed_over_and_odd_drawings_do_no_harm():
    made = openpyxl.Workbook()
    made.active["A1"] = 1
    made.create_chartsheet("图").add_chart(BarChart())
    made.create_sheet("后").append(["x"])
    out = io.BytesIO()
    made.save(out)
    data = make.repacked(
        out.getvalue(), {"xl/drawings/drawing1.xml": "<nonsense/>", "xl/charts/chart1.xml": "<x"}
    )
    assert [grid.sheet for grid in read_xlsx(data, SETTINGS)] == ["Sheet", "后"]


@pytest.mark.parametrize(
    "styles", ["<styleSheet/>", f'<styleSheet xmlns="{MAIN}"><fonts><font><b val="?"/></font></fonts>', None]
)
def test_odd_styles_do_not_cost_the_workbook(styles):
    data = make.repacked(book(lambda sheet: sheet.append(["测试甲", 5])), {"xl/styles.xml": styles})
    assert only(data).cells == [["测试甲", 5]]


def test_rich_text_without_its_phonetic_guide():
    item = "<is><r><t>测</t></r><r><t>试</t></r><rPh sb='0' eb='1'><t>ce</t></rPh></is>"
    grid = only(sheet_xml(f'<row r="1"><c r="A1" t="inlineStr">{item}</c></row>'))
    assert grid.cells == [["测试"]]


def test_escapes_are_left_to_the_header():
    grid = only(sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>甲_x000D_乙</t></is></c></row>'))
    assert grid.cells == [["甲_x000D_乙"]]


def test_cells_without_addresses():
    grid = only(
        sheet_xml(
            "<row><c><v>1</v></c><c><f>A1</f><v>1</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row>"
        )
    )
    assert grid.rows == [1, 2]
    assert grid.cells == [[1, 1, 3], [4]]


def test_a_few_stray_far_cells_are_dropped_with_a_note():
    def change(sheet):
        for _ in range(1, 30):
            sheet.append(["序号", "姓名"])
        sheet["XFD1048576"] = "x"

    grid = only(book(change))
    assert grid.rows == list(range(1, 30))
    assert grid.notes == (("far_cells", "XFD1048576"),)


def test_cells_all_over_are_refused():
    def change(sheet):
        for step in range(1, 60):
            sheet.cell(step * 17_000, step * 200, "x")

    with pytest.raises(IntakeError) as caught:
        read_xlsx(book(change), SETTINGS)
    assert caught.value.code == "too_many_cells"
    assert caught.value.facts["sheet"] == "名单"


def test_strict_ooxml_goes_to_calamine():
    data = book(lambda sheet: sheet.append(["姓名", 5]))
    strict = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/") and name.endswith(".xml"):
                text = archive.read(name).decode()
                strict[name] = text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    grid = only(make.repacked(data, strict))
    assert grid.cells == [["姓名", 5.0]]
