"""The workbook as callers have it in front of them: on the screen, on paper, and while they type."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sampling.calls.call_list import COLUMNS, HEADER_ROW, HIDDEN, CallList, outcome_words, write_list
from sampling.calls.call_words import PRINTED
from sampling.calls.measure import text_width
from sampling.calls.outcomes import outcomes
from sampling.calls.returned.lists import read_list
from sampling.calls.script import Office
from sampling.model import Attempt, Callee, Remark
from tests.casebook.calls.test_call_lists import HOME, SECRET, place
from tests.casebook.calls.test_call_lists_office import convert

OFFICE = Office("某省质量协会", "0451-12345678", False, 90, date(2016, 12, 1))
APPLICANTS = (
    "哈尔滨天合驾驶培训有限公司",
    "大庆油田有限责任公司",
    "齐齐哈尔北疆乳业股份有限公司",
    "哈尔滨市第一医院",
)
NOTE = (
    "对方说下午六点半以后有空，请打第二个号码，第一个是办公室的，常常没有人接；普通话不太好，请说慢一点。" * 2
)


def people(count: int = 30) -> dict[str, Callee]:
    found = {}
    for at in range(count):
        dossier = f"HLJ2017-{at % 4 + 1:03d}"
        row = f"{dossier}#{at + 2:04d}"
        phones = (f"1390451{7000 + at:04d}", "0451-87979096-801", "13845100000")[: 3 if at % 9 == 0 else 1]
        attempts = (Attempt(row, 1, "U1", "2017-07-03 14:20", "1"),) if at % 5 == 0 else ()
        found[row] = Callee(
            row, dossier, APPLICANTS[at % 4], ("翟喆", "王秀英", "赵水甲")[at % 3], phones,
            "黑龙江省农垦总局红兴隆管理局八五二农场" if at % 2 else "个人", "F2F", "2017-03-05/2017-03-07", attempts,
            "b", "北疆牌鲜牛奶 250ml 巴氏杀菌乳",
        )  # fmt: skip
    return found


PEOPLE = people()
ROW = next(iter(PEOPLE))
LIST = CallList(
    "2017年度", "1", "0123456789ab", tuple(PEOPLE.values()),
    (Remark(ROW, "1", "是", "", "", NOTE, "已告知，同意", "2017-07-12 18:30"),), "ab" * 32, OFFICE, APPLICANTS,
)  # fmt: skip


def workbook(made: CallList = LIST, lang: str = "zh") -> Any:
    return load_workbook(io.BytesIO(write_list(made, SECRET, lang)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_drop_down_is_as_wide_as_its_words_and_a_bare_code_is_allowed(lang: str) -> None:
    book = workbook(lang=lang)
    sheet = book.worksheets[0]
    offered = [str(cell.value) for cell in book[HIDDEN]["B"] if cell.value]
    assert len(offered) == len(outcomes())
    width = sheet.column_dimensions[place(sheet, ROW, "code1").column_letter].width
    assert width > max(map(text_width, offered))
    rule = next(
        r for r in sheet.data_validations.dataValidation if place(sheet, ROW, "code1").coordinate in r.sqref
    )
    assert not rule.showErrorMessage  # V1 is as good as the words, and what is wrong is told on its return
    assert list(sheet.conditional_formatting)  # ... and turns red at once


def test_an_appointment_is_a_date_from_today_on() -> None:
    sheet = workbook().worksheets[0]
    cell = place(sheet, ROW, "appointment")
    assert (cell.value, cell.is_date) == (datetime(2017, 7, 12, 18, 30), True)
    rule = next(r for r in sheet.data_validations.dataValidation if cell.coordinate in r.sqref)
    assert (rule.type, rule.operator, rule.formula1, rule.showErrorMessage) == (
        "date", "greaterThanOrEqual", "TODAY()", True,
    )  # fmt: skip


def test_what_is_compared_stands_beside_its_answer() -> None:
    sheet = workbook().worksheets[0]
    shown = {key: place(sheet, ROW, key).value for key in COLUMNS}
    assert shown["applicant"] == "天合驾驶培训\n北疆牌鲜牛奶 250ml 巴氏杀菌乳"
    assert shown["employer"] == "个人"
    assert shown["surveyed"] == "面访\n2017-03-05\n2017-03-07"
    assert shown["phone"].split("\n") == list(PEOPLE[ROW].phones)
    assert (shown["told"], shown["note"]) == ("已告知，同意", NOTE)
    assert COLUMNS.index("agrees") - COLUMNS.index("surveyed") == 1
    assert sheet.cell(HEADER_ROW, COLUMNS.index("phone") + 1).value == "电话"
    mail = replace(LIST, people=(replace(PEOPLE[ROW], phones=("a@example.com",)),))
    assert workbook(mail).worksheets[0].cell(HEADER_ROW, COLUMNS.index("phone") + 1).value == "联系方式"


def test_only_we_read_the_last_columns_and_they_are_narrow_and_not_printed() -> None:
    sheet = workbook().worksheets[0]
    assert COLUMNS[-2:] == ("row", "check")
    assert all(
        sheet.column_dimensions[place(sheet, ROW, key).column_letter].width <= 8 for key in COLUMNS[-2:]
    )
    last = place(sheet, ROW, "note").column_letter
    assert sheet.print_area == f"'回访名单'!$A$1:${last}${HEADER_ROW + len(PEOPLE)}"
    assert len(PRINTED) == len(COLUMNS) - 2


def test_rows_are_as_high_as_their_text_and_grow_while_somebody_types() -> None:
    data = write_list(LIST, SECRET)
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    heights = {row: sheet.row_dimensions[place(sheet, row, "row").row].height for row in PEOPLE}
    assert heights[ROW] > 2 * min(heights.values())  # the long remark
    assert heights[f"HLJ2017-002#{11:04d}"] > min(heights.values())  # three numbers
    xml = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    rows = re.findall(r'<row r="(\d+)"([^>]*)>', xml)
    assert {int(row) for row, rest in rows if "customHeight" in rest} == {1, 2, HEADER_ROW}
    assert "<ignoredError " in xml  # no green triangles over numbers kept as text


def test_fonts_are_named() -> None:
    for sheet in workbook().worksheets[:3]:
        fonts = {cell.font.name for line in sheet.iter_rows() for cell in line if cell.value is not None}
        assert fonts == {"宋体"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_script_and_codes_are_a_page_each(lang: str) -> None:
    for sheet in workbook(lang=lang).worksheets[1:3]:
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert str(sheet.max_row) in sheet.print_area


@pytest.mark.office
def test_the_count_counts(tmp_path: Path) -> None:
    book = workbook()
    done = sum(bool(person.attempts) for person in PEOPLE.values())
    place(book.worksheets[0], "HLJ2017-002#0003", "code1").value = "V1"
    book.save(tmp_path / "a.xlsx")
    saved = load_workbook(convert(tmp_path / "a.xlsx", "xlsx", tmp_path / "out"), data_only=True).worksheets[
        0
    ]
    said = [cell.value for cell in saved[2] if cell.value and "待打" in str(cell.value)]
    assert said == [f"已打 {done + 1} 人，待打 {len(PEOPLE) - done - 1} 人"]


@pytest.mark.office
@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_prints_whole(tmp_path: Path, lang: str) -> None:
    """The list over some pages, the script on one, the codes on one; nothing is cut off at the right."""
    (tmp_path / "a.xlsx").write_bytes(write_list(LIST, SECRET, lang))
    pdf = convert(tmp_path / "a.xlsx", "pdf", tmp_path / "out")
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()
    *_, script, codes = [re.sub(r"\s", "", page) for page in text.split("\f") if page.strip()]
    for sheet, page in zip(workbook(lang=lang).worksheets[1:3], (script, codes), strict=True):
        written = "".join(str(value) for line in sheet.iter_rows(values_only=True) for value in line if value)
        # Lines break and columns run into each other in what is extracted: no letter may be lost, that is all.
        assert not Counter(re.sub(r"[\s＿_]", "", written)) - Counter(page)
    everything = re.sub(r"\s", "", text)
    assert "请说慢一点" in everything
    assert "13845100000" in everything  # the third number
    assert "#0003" not in everything  # row ids are not printed


@pytest.mark.office
@pytest.mark.parametrize("road", [("xls", "xlsx"), ("ods", "xlsx"), ("xlsx", "csv"), ("xls",)])
def test_filled_in_and_carried_from_format_to_format(tmp_path: Path, road: tuple[str, ...]) -> None:
    """Codes bare and with words, an appointment, a remark: exactly what was typed, whatever it is saved as."""
    book = workbook()
    sheet = book.worksheets[0]
    rows = list(PEOPLE)
    wanted = [*outcomes(), "V1", "R1"]
    for at, (row, code) in enumerate(zip(rows[1:], wanted, strict=False)):
        place(sheet, row, "code2").value = (outcome_words(code), code, f"{code.lower()} ")[at % 3]
        place(sheet, row, "time2").value = "7-5 14:20"
    place(sheet, rows[2], "appointment").value = datetime(2017, 7, 13, 9, 5)
    place(sheet, rows[2], "note").value = "第二个号码，“家里”"
    path = tmp_path / "随便.xlsx"
    book.save(path)
    for step, kind in enumerate(road):
        path = convert(
            path, "csv:Text - txt - csv (StarCalc):44,34,76" if kind == "csv" else kind, tmp_path / str(step)
        )
    back = read_list(
        path.read_bytes(), PEOPLE, SECRET, home=replace(HOME), now=datetime(2017, 7, 10),
        drawn=dict.fromkeys(PEOPLE, datetime(2017, 7, 3)),
    )  # fmt: skip
    assert back.refused == ()
    assert back.missing == ()
    assert [a.code for a in back.attempts if a.number == 2] == wanted
    assert {a.called_at for a in back.attempts if a.number == 2} == {"2017-07-05 14:20"}
    remark = next(r for r in back.remarks if r.row == rows[2])
    assert (remark.appointment, remark.note) == ("2017-07-13 09:05", "第二个号码，“家里”")
    assert next(r for r in back.remarks if r.row == ROW).appointment == "2017-07-12 18:30"
