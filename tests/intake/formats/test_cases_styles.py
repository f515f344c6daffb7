"""Number formats and struck-out text where calamine gives the values: xlsb, and workbooks too long for openpyxl."""

from __future__ import annotations

from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.styles import Font

from tests.intake import make
from tests.intake.formats.test_cases_formats import (
    HEADINGS,
    SETTINGS,
    SHOWN,
    book,
    contacts,
    marks,
    people,
    roster,
)
from tests.intake.formats.test_quick_road import saved
from verify.intake.formats.workbooks import workbook
from verify.intake.formats.workbooks.workbook import read_xlsb, read_xlsx


def xlsb(looks, changes=None) -> bytes:
    rows = [HEADINGS, *people(7)]
    cells = {(r, c): value for r, line in enumerate(rows, 1) for c, value in enumerate(line)}
    cells = {at: float(value) if isinstance(value, int) else value for at, value in cells.items()}
    return make.xlsb({**cells, **(changes or {})}, looks=looks)


def test_numbers_are_what_an_xlsb_shows():
    values = {(row, 2): float(number) for row, (number, _, _) in enumerate(SHOWN, 2)}
    looks = {(row, 2): (code, False) for row, (_, code, _) in enumerate(SHOWN, 2)}
    assert contacts(read_xlsb(xlsb(looks, values), SETTINGS)) == [text for *_, text in SHOWN]


def test_days_of_an_xlsb_are_what_excel_shows():
    formats = [
        "yyyy-mm-dd",
        "aaa",
        "0;yyyy",
        '[>60000]0;yyyy"年"m"月"d"日"',
        'General"日"',
        "[DBNum2]General",
        "e",
    ]
    serials = {(row, 4): 42799.0 for row in range(2, 9)} | {(8, 4): 60.0}
    looks = {(row, 4): (code, False) for row, code in enumerate(formats, 2)}
    segment = roster(read_xlsb(xlsb(looks, serials), SETTINGS))[1]
    assert segment.texts["surveyed"] == ["2017-03-05"] * 6 + ["1900-02-29"]
    # What the format shows as a number was read as a serial because it stands under 调查时间, and that is told.
    assert [index for index, *_ in marks(segment, "serial_date")] == [2, 4, 5]


def test_struck_out_rows_of_an_xlsb_are_gone_and_told():
    looks = {(3, column): ("General", True) for column in range(6)} | {(5, 5): ("General", True)}
    found, segment = roster(read_xlsb(xlsb(looks), SETTINGS))
    assert list(segment.rows) == [2, 4, 5, 6, 7, 8]
    assert segment.texts["employer"][2] == ""
    assert ("struck_rows", "名单!3") in found.notes
    assert ("struck_cells", "F5") in found.notes


@pytest.fixture
def long(monkeypatch):
    """Every workbook counts as too long for openpyxl."""
    monkeypatch.setattr(workbook, "_LONG_ROWS", 1)
    monkeypatch.setattr(workbook.scan_xlsx, "is_long", lambda *_: True)
    monkeypatch.setattr(workbook, "_cell_by_cell", None)


def test_a_long_workbook_shows_the_same(long):
    def change(sheet):
        for row, (number, code, _) in enumerate(SHOWN, 2):
            sheet.cell(row, 3, number).number_format = code
        sheet["E2"], sheet["E3"] = date(2017, 3, 5), datetime(2017, 3, 5, 14, 20)
        for column in "ABCDEF":
            sheet[f"{column}8"].font = Font(strike=True)
        sheet["F4"].number_format = ";;;"

    found, segment = roster(read_xlsx(book(change, 7), SETTINGS))
    assert segment.texts["contact"] == [text for *_, text in SHOWN][:6]
    assert segment.texts["surveyed"][:2] == ["2017-03-05", "2017-03-05 14:20"]
    assert ("struck_rows", "Sheet!8") in found.notes
    assert marks(segment, "hidden_cell") == [(2, "employer", ";;;")]


def test_a_long_workbook_that_counts_from_1904(long):
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in [HEADINGS, *people(3)]:
        made.active.append(row)
    made.active["E2"] = date(2017, 3, 5)
    assert roster(read_xlsx(saved(made), SETTINGS))[1].texts["surveyed"][0] == "2017-03-05"
