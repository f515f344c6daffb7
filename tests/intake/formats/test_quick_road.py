"""The short road through an xlsx gives what the long road gives, or is not taken."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from fixtures.dossiers import honest
from fixtures.files.messy import STYLES, write
from tests.intake import make
from tests.intake.formats.test_cases_formats import MAIN, book, shared, with_cells
from verify.intake.formats.workbooks.workbook_xlsx import read_with_openpyxl
from verify.intake.formats.workbooks.xlsx_quick import read_quickly
from verify.intake.grid import Grid
from verify.settings import Settings

SETTINGS = Settings()


def both(data: bytes) -> tuple[list[Grid] | None, list[Grid]]:
    quick = read_quickly(data, zipfile.ZipFile(io.BytesIO(data)), SETTINGS)
    return quick, read_with_openpyxl(data, SETTINGS)


def same(data: bytes) -> None:
    quick, slow = both(data)
    assert quick == slow


def saved(made: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_rosters_as_people_save_them(tmp_path):
    """Whatever the fixtures write as xlsx: where the short road is taken, it says the same."""
    taken = 0
    for seed, style in enumerate(STYLES):
        path = tmp_path / f"{seed}.xlsx"
        try:
            write(honest("hospital_patients", seed, 45), path, style, seed)
        except ValueError:
            continue  # a style for two dossiers
        data = next((found.read_bytes() for found in tmp_path.glob(f"{seed}.*")), b"")
        if not data.startswith(b"PK") or b"xl/workbook.xml" not in data:
            continue
        quick, slow = both(data)
        assert quick is None or quick == slow, style
        taken += quick is not None
    assert taken >= 3


def test_a_plain_roster_with_titles_merges_dates_and_formats_takes_it():
    def change(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = " 被访者信息登记表（甲公司） "
        sheet.merge_cells("A1:F1")
        sheet["E3"], sheet["E4"], sheet["E5"] = date(2017, 3, 5), datetime(2017, 3, 5, 14, 20), time(14, 20)
        sheet["C3"] = 87979096
        sheet["C3"].number_format = '"0451-"00000000'
        sheet["C4"].font = Font(strike=True)
        sheet["C5"] = "a\nb　"
        sheet["H9"], sheet["H10"], sheet["H11"] = True, -1.5, "&<>"

    quick, slow = both(book(change))
    assert quick is not None
    assert quick == slow
    assert quick[0].formats
    assert quick[0].merges == [(1, 0, 1, 5)]


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12),
    st.sampled_from(["测甲", " x ", "a\nb", "1", "TRUE", "同上", "　", "=x", "_x000D_", "'1", "&amp;"]),
    st.integers(-(10**16), 10**16),
    st.floats(-1e6, 1e12, allow_nan=False),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.datetimes(datetime(1900, 3, 1), datetime(2100, 1, 1)).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    st.none(),
)
FORMATS = st.sampled_from(
    [
        "General",
        "0",
        "yyyy-mm-dd",
        "[h]:mm",
        ";;;",
        '"0451-"00000000',
        "@",
        '"甲"@',
        "aaaa",
        "h:mm",
        "0;-0;;@",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.tuples(CELLS, FORMATS, st.booleans()), max_size=6), max_size=8))
def test_cells_of_any_kind(rows):
    made = openpyxl.Workbook()
    for at, row in enumerate(rows, 1):
        for column, (value, code, struck) in enumerate(row, 1):
            cell = made.active.cell(at, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            cell.number_format = code
            cell.font = Font(strike=struck and column == 2)
    quick, slow = both(saved(made))
    assert quick is None or quick == slow


def test_several_sheets_hidden_and_empty_ones():
    made = openpyxl.Workbook()
    made.active.append(["姓名", "测甲"])
    made.create_sheet("空")
    made.create_sheet("藏").append([1])
    made["藏"].sheet_state = "hidden"
    quick, slow = both(saved(made))
    assert quick == slow
    assert [grid.hidden for grid in slow] == [False, False, True]


def test_shared_texts():
    same(shared(["测丁", "\u3000测戊\u00a0"], {"B3": "24", "B4": "25"}))
    for text in (" 测丁", "测丁\n", "\t"):
        assert both(shared([text], {"B3": "24"}))[0] is None


def runs(sheet):
    sheet["C2"] = CellRichText("139", TextBlock(InlineFont(b=True), "04510001"))


ODD = {
    "formula": lambda sheet: sheet.__setitem__("C2", "=C3+1"),
    "runs": runs,
    "hidden row": lambda sheet: setattr(sheet.row_dimensions[2], "hidden", True),
    "hidden column": lambda sheet: setattr(sheet.column_dimensions["C"], "hidden", True),
    "error": lambda sheet: sheet.__setitem__("C2", "#N/A"),
    "long number": lambda sheet: sheet.__setitem__("C2", 230103198001011234),
    "coded": lambda sheet: sheet.__setitem__("C2", "13904510001_x000D_"),
    "far cell": lambda sheet: sheet.__setitem__("XFD1048576", "x"),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_out_of_the_ordinary_takes_the_long_road(kind):
    data = book(ODD[kind])
    assert read_quickly(data, zipfile.ZipFile(io.BytesIO(data)), SETTINGS) is None


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        "<row><c><v>1</v></c></row>",
        '<row r="1"><c s="0" r="A1"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c></row>",
        '<row r="1" ht="0" customHeight="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1" ht="0.75" customHeight="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1" t="d"><v>2017-03-05</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>x</v></c></row>',
    ],
)
def test_xml_that_no_office_writes_takes_the_long_road(rows):
    xml = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    assert both(make.repacked(book(lambda sheet: None), {"xl/worksheets/sheet1.xml": xml}))[0] is None


def test_a_prefix_and_another_epoch_take_the_long_road():
    prefixed = with_cells(
        book(lambda sheet: None), lambda xml: xml.replace("<worksheet xmlns=", "<worksheet xmlns:x=")
    )
    assert read_quickly(prefixed, zipfile.ZipFile(io.BytesIO(prefixed)), SETTINGS) is None
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append([date(2017, 3, 5)])
    assert both(saved(made))[0] is None
