"""xls, et, Excel 2-4, xlsb and ods."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import replace
from datetime import date, datetime, time

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from tests.intake import make
from verify.intake.errors import IntakeError
from verify.intake.formats.workbooks.workbook import read_xls, read_xlsb
from verify.intake.formats.workbooks.workbook_ods import read_ods
from verify.intake.formats.workbooks.workbook_xls import without_default_password
from verify.intake.grid import CellError
from verify.intake.read import read_grids
from verify.settings import Settings

SETTINGS = Settings()
# Formula code of BIFF8: the cell B1, the number 1, plus.
B1_PLUS_1 = struct.pack("<BHH", 0x44, 0, 0xC001) + struct.pack("<BH", 0x1E, 1) + b"\x03"


def only(grids):
    assert len(grids) == 1
    return grids[0]


def test_xls_values_dates_and_errors():
    book = make.Biff8("名单")
    day, chinese = book.style("yyyy-mm-dd"), book.style(31)
    book.put(2, 1, "测试甲")
    book.put(2, 2, 13904510001.0)
    book.put(2, 3, 42799.0, day)
    book.put(2, 4, 42799.5, chinese)
    book.put(2, 5, 13904510001.0, day)
    book.put(2, 6, True)
    book.error(2, 7, 0x2A)
    grid = only(read_xls(book.data(), SETTINGS))
    assert grid.sheet == "名单"
    assert grid.rows == [2]
    assert grid.cells == [
        [
            None,
            "测试甲",
            13904510001.0,
            date(2017, 3, 5),
            datetime(2017, 3, 5, 12),
            13904510001.0,
            True,
            CellError("#N/A"),
        ]
    ]
    assert grid.formats == {(2, 3): "yyyy-mm-dd", (2, 4): 'yyyy"年"m"月"d"日"', (2, 5): "yyyy-mm-dd"}


def test_xls_of_1904():
    book = make.Biff8(epoch_1904=True)
    book.put(1, 0, 41337.0, book.style("yyyy-mm-dd"))
    grid = only(read_xls(book.data(), SETTINGS))
    assert grid.epoch_1904
    assert grid.cells == [[date(2017, 3, 5)]]


def test_xls_formulas_merges_and_hidden():
    book = make.Biff8(hidden=True)
    for row in range(1, 5):
        for column in range(3):
            book.put(row, column, f"{row}{column}")
    book.formula(1, 3, B1_PLUS_1, 7.0)
    book.merge(2, 0, 3, 0)
    book.hide_row(4)
    book.hide_column(1)
    grid = only(read_xls(book.data(), SETTINGS))
    assert grid.hidden
    assert grid.formulas == {(1, 3): "=B1+1"}
    assert grid.cells[0][3] == 7.0
    assert grid.merges == [(2, 0, 3, 0)]
    assert grid.cells[2][0] is None  # 30 lies under the merge
    assert grid.notes == (("covered_cells", "A3"),)
    assert grid.hidden_rows == {4}
    assert grid.filtered_rows == frozenset()
    assert grid.hidden_columns == {1}


def test_xls_rows_hidden_by_a_filter():
    book = make.Biff8()
    book.put(1, 0, "a")
    book.put(2, 0, "b")
    book.hide_row(2)
    book.filter_mode()
    assert only(read_xls(book.data(), SETTINGS)).filtered_rows == {2}


def test_xls_stray_far_cell():
    book = make.Biff8()
    for row in range(1, 30):
        book.put(row, 0, "甲")
    book.put(65536, 255, "x")
    grid = only(read_xls(book.data(), replace(SETTINGS, max_cells=1_000_000)))
    assert grid.rows == list(range(1, 30))
    assert grid.notes == (("far_cells", "IV65536"),)


def test_excel_2_without_container_or_code_page():
    grid = only(read_xls(make.biff2([["姓名", "联系方式"], ["测试甲", 13904510001.0]]), SETTINGS))
    assert grid.cells == [["姓名", "联系方式"], ["测试甲", 13904510001.0]]


def test_et_is_an_xls_by_its_bytes(tmp_path):
    book = make.Biff8()
    book.put(1, 0, "姓名")
    path = tmp_path / "名单.et"
    path.write_bytes(book.data())
    reader, grids = read_grids(path, SETTINGS, frozenset())
    assert reader == "xls"
    assert grids[0].cells == [["姓名"]]


def test_xls_with_a_password():
    book = make.Biff8()
    # RC4 with a verifier that no password of ours fits ([MS-XLS] 2.4.117).
    book.front = make.record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(range(48)))
    with pytest.raises(IntakeError) as caught:
        read_xls(book.data(), SETTINGS)
    assert caught.value.code == "encrypted"


def encrypted(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def test_xlsx_with_a_password_and_with_the_one_that_office_sets_itself(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名"])
    saved = io.BytesIO()
    book.save(saved)
    clear = saved.getvalue()
    with pytest.raises(IntakeError) as caught:
        without_default_password(encrypted(clear, "geheim"))
    assert caught.value.code == "encrypted"
    path = tmp_path / "a.xlsx"
    path.write_bytes(encrypted(clear, "VelvetSweatshop"))
    assert msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).is_encrypted()
    reader, grids = read_grids(path, SETTINGS, frozenset())
    assert reader == "xlsx"
    assert grids[0].cells == [["姓名"]]


def test_xlsb():
    cells = {(2, 0): "测试甲", (2, 1): 13904510001.0, (2, 2): b"\x2a", (3, 1): True}
    grid = only(read_xlsb(make.xlsb(cells, make.merge12(2, 0, 3, 0), hidden_row=3), SETTINGS))
    assert grid.sheet == "名单"
    assert grid.rows == [2, 3]
    assert grid.cells == [["测试甲", 13904510001.0, CellError("#N/A")], [None, True, None]]
    assert grid.merges == [(2, 0, 3, 0)]
    assert grid.hidden_rows == {3}


def test_xlsb_stray_far_cell_is_refused_before_it_costs_memory():
    with pytest.raises(IntakeError) as caught:
        read_xlsb(make.xlsb({(1, 0): "姓名", (1_048_576, 16_383): "x"}), SETTINGS)
    assert caught.value.code == "too_many_cells"
    assert caught.value.facts["cell"] == "XFD1048576"


ODS = """
<table:table table:name="名单"><table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>
<table:table-header-rows><table:table-row><table:table-cell><text:p>序号</text:p></table:table-cell>
<table:table-cell office:value-type="string">
<text:p>姓<text:s text:c="2"/>名</text:p><text:p>乙</text:p></table:table-cell>
<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table-header-rows>
<table:table-row table:number-rows-repeated="2">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
<table:table-row table:visibility="filter">
<table:table-cell office:value-type="float" office:value="13904510001"/>
<table:table-cell office:value-type="date" office:date-value="2017-03-05"/>
<table:table-cell office:value-type="date" office:date-value="2017-03-05T12:00:00"/>
<table:table-cell office:value-type="time" office:time-value="PT14H20M00S"/>
<table:table-cell office:value-type="string" calcext:value-type="error">
<text:p>#N/A</text:p></table:table-cell>
<table:table-cell table:formula="of:=[.A4]+1" office:value-type="float" office:value="2"/></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell table:number-rows-spanned="2"
table:number-columns-spanned="2"><text:p>合</text:p></table:table-cell><table:covered-table-cell/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/></table:table-row>
<table:table-row><table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row></table:table>
<table:table table:name="藏" table:style-name="ta2"><table:table-row><table:table-cell><text:p>y</text:p>
</table:table-cell></table:table-row></table:table>
"""
STYLES = (
    '<style:style style:name="ta2" style:family="table">'
    '<style:table-properties table:display="false"/></style:style>'
)


def test_ods():
    grid, other = read_ods(make.ods(ODS, STYLES), SETTINGS)
    assert grid.rows == [1, 4, 5]
    assert grid.cells == [
        ["序号", "姓  名\n乙", "x"],
        [13904510001.0, date(2017, 3, 5), datetime(2017, 3, 5, 12), time(14, 20), CellError("#N/A"), 2.0],
        ["合", None, True],
    ]
    assert grid.formulas == {(4, 5): "=A4+1"}
    assert grid.merges == [(5, 0, 6, 1)]
    assert grid.hidden_rows == {4, 5}
    assert grid.filtered_rows == {4}
    assert grid.hidden_columns == {2}
    assert (grid.hidden, other.hidden) == (False, True)


def test_ods_with_a_password():
    with zipfile.ZipFile(io.BytesIO(make.ods(""))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["META-INF/manifest.xml"] = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    with pytest.raises(IntakeError) as caught:
        read_ods(make.zipped(parts), SETTINGS)
    assert caught.value.code == "encrypted"
