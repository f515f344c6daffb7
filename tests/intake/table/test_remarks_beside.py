"""What is noted beside a value in its own cell, or in a comment on it, is a remark: told, and no fault of the value."""

from __future__ import annotations

import io
import struct

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from tests.intake import make
from tests.intake.grids import HEADINGS, grid, marks, only, people, person
from tests.intake.table.test_header_long import as_columns
from verify.fields import contact
from verify.fields.strangers import written
from verify.intake.formats.word import read_docx
from verify.intake.formats.workbooks.workbook import read_xlsb, read_xlsx
from verify.intake.formats.workbooks.workbook_ods import read_ods
from verify.intake.table.habits.remarks import beside, commented, of_number
from verify.settings import Settings

TOLD = {
    "13904510001(空号)": "空号",
    "13904510001（停机）": "停机",
    "13904510001(本人拒访)": "拒访",
    "13904510001【作废】": "作废",
    "13904510001停机": "停机",
    "139-0451-0001 已停用": "停用",
    "13904510001\n（关机）": "关机",
    "0451-87979096(无人接听)": "无人接听",
    "(空号)13904510001": "空号",
}
UNTOLD = (
    "13904510001",
    "13904510001(微信同号)",
    "13904510001(不是空号)",
    "13904510001（未停机）",
    "办公室0451-87979096",
)


@pytest.mark.parametrize("text", TOLD)
def test_the_number_counts_and_the_remark_is_told(text):
    (found,) = contact.clean(text)
    assert (found.kind in ("mobile", "landline"), found.problem) == (True, "")
    segment = only(grid([HEADINGS, *people(1, 2), person(3, contact=text)]))
    assert marks(segment, "remark") == [(2, "", TOLD[text])]


@pytest.mark.parametrize("text", [*UNTOLD, "拒绝提供", "拒绝", "保密"])
def test_what_says_nothing_of_the_row_is_not_told(text):
    assert beside(text, "contact") == ""
    assert marks(only(grid([HEADINGS, *people(1, 2), person(3, contact=text)])), "remark") == []


def test_beside_names_days_and_employers_only_in_brackets():
    lines = [person(1, name="赵一水(拒访)"), person(2, name="赵作废"), person(3, employer="停机坪（重复）")]
    segment = only(grid([HEADINGS, *lines, person(4, employer="停机坪管理处")]))
    assert sorted(marks(segment, "remark")) == [(0, "", "拒访"), (2, "", "重复")]


def test_a_long_text_tells_the_same():
    cells = [HEADINGS, *(person(n, contact=text) for n, text in enumerate([*TOLD, *UNTOLD], 1))]
    cells.append(person(30, name="赵一水（作废）"))
    short, long = only(grid(cells)), only(as_columns(grid(cells)))
    told = sorted(
        (int(at), bulk.field, word)
        for bulk in long.bulk_marks
        if bulk.kind == "remark"
        for at, word in zip(bulk.index, bulk.details.to_pylist(), strict=True)
    )
    assert told == sorted(marks(short, "remark"))
    assert len(told) == len(TOLD) + 1


@pytest.mark.parametrize(
    ("heading", "text", "word"),
    [
        ("访问结果", "占线", "占线"),
        ("访问结果", "无人接听", "无人接听"),
        ("访问结果", "中途终止", "中途终止"),
        ("访问结果", "甄别失败", "甄别失败"),
        ("备注", "未接通", "未接通"),
        ("备注", "关机", "关机"),
        ("备注", "已改号", "改号"),
        ("是否有效", "否", "是否有效：否"),
        ("问卷是否有效？", "N", "问卷是否有效：N"),
        ("是否接受访问", "×", "是否接受访问：×"),
        ("有效", "占线", "占线"),
        ("访问结果", "成功", ""),
        ("备注", "第一次占线，第二次完成", ""),
        ("备注", "关机，后来接通", ""),
        ("备注", "手机从未关机", ""),
        ("备注", "未接受礼品", ""),
        ("备注", "号码为其子", ""),
        ("是否有效", "是", ""),
        ("产品是否合格", "否", ""),
        ("是否愿意再次购买", "否", ""),
        ("职业", "占线", ""),
    ],
)
def test_columns_of_call_logs_say_that_nobody_was_asked(heading, text, word):
    cells = [[*HEADINGS, heading], [*person(1), text], [*person(2), ""], [*person(3), ""]]
    told = [(0, "", word)] if word else []
    assert marks(only(grid(cells)), "remark") == told
    long = only(as_columns(grid(cells)))
    assert written(word) == word  # nobody's name: it is shown to everybody
    kept = [(b.field, w) for b in long.bulk_marks if b.kind == "remark" for w in b.details.to_pylist()]
    assert kept == [("", word) for _, _, word in told]


def test_comments_of_a_workbook_are_remarks():
    book = openpyxl.Workbook()
    sheet = book.active
    for line in [HEADINGS, *people(1, 5)]:
        sheet.append(line)
    sheet["C2"].comment = Comment("Administrator:\n空号", "Administrator")
    sheet["B3"].comment = Comment("此人拒访", "x")
    sheet["C4"].comment = Comment("不是空号", "x")
    sheet["E5"].comment = Comment("关机", "x")  # of a day that says nothing
    sheet["A1"].comment = Comment("作废的另行列出", "x")  # of a heading: nobody's
    held = io.BytesIO()
    book.save(held)
    segment = only(*read_xlsx(held.getvalue(), Settings()))
    assert sorted(marks(segment, "remark")) == [(0, "", "空号"), (1, "", "拒访")]
    assert segment.texts["contact"][0] == "13904510001"


def test_comments_that_are_damaged_cost_no_roster_its_reading():
    book = openpyxl.Workbook()
    for line in [HEADINGS, *people(1, 3)]:
        book.active.append(line)
    book.active["C2"].comment = Comment("空号", "x")
    held = io.BytesIO()
    book.save(held)
    data = make.repacked(held.getvalue(), {"xl/comments/comment1.xml": b"<comments"})
    assert len(only(*read_xlsx(data, Settings())).rows) == 3


def test_comments_of_an_ods_are_remarks_and_no_part_of_the_cell():
    def cell(text, note=""):
        noted = f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else ""
        return (
            f'<table:table-cell office:value-type="string">{noted}<text:p>{text}</text:p></table:table-cell>'
        )

    def row(texts, note=""):
        cells = "".join(cell(text, note if at == 2 else "") for at, text in enumerate(texts))
        return f"<table:table-row>{cells}</table:table-row>"

    table = f'<table:table table:name="名单">{row(HEADINGS)}{row(person(1), "停机")}{row(person(2))}</table:table>'
    segment = only(*read_ods(make.ods(table), Settings()))
    assert marks(segment, "remark") == [(0, "", "停机")]
    assert segment.texts["contact"] == ["13904510001", "13904510002"]


@pytest.mark.parametrize(
    "text",
    [
        "空号",
        "张三:\n空号",
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment.\n\nComment:\n    空号",
        "[线程批注]\n\n你的Excel版本可读取此线程批注。\n\n注释:\n    空号",
    ],
)
def test_what_spreadsheets_add_to_a_comment_is_left_out(text):
    assert commented(text) == "空号"
    assert of_number(commented(text)) == "空号"


def test_comments_of_a_document_are_remarks():
    made = docx.Document()
    table = made.add_table(rows=0, cols=len(HEADINGS))
    for line in [HEADINGS, *people(1, 4)]:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            cell.text = str(text)
    for row, column, said in ((1, 2, "空号"), (2, 1, "此人拒访"), (3, 2, "已核对"), (0, 0, "作废的另行列出")):
        made.add_comment(table.cell(row, column).paragraphs[0].runs, text=said, author="审核", initials="审")
    held = io.BytesIO()
    made.save(held)
    grids = [item for item in read_docx(held.getvalue(), Settings()) if not item.prose]
    segment = only(*grids)
    assert sorted(marks(segment, "remark")) == [(0, "", "空号"), (1, "", "拒访")]
    assert segment.texts["contact"][0] == "13904510001"
    broken = make.repacked(held.getvalue(), {"word/comments.xml": b"<w:comments"})
    assert marks(only(*(g for g in read_docx(broken, Settings()) if not g.prose)), "remark") == []


def test_comments_of_an_xlsb_are_remarks():
    lines = [HEADINGS, *people(1, 3)]
    cells = {(row, at): str(text) for row, line in enumerate(lines, 1) for at, text in enumerate(line)}
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    leads = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{office}/comments" Target="../comments1.bin"/></Relationships>'
    )
    said = make.record12(635, struct.pack("<5I", 0, 2, 2, 2, 2) + bytes(16))
    said += make.record12(637, b"\x00" + make.wide("空号")) + make.record12(636)
    added = {"xl/worksheets/_rels/sheet1.bin.rels": leads, "xl/comments1.bin": said}
    segment = only(*read_xlsb(make.repacked(make.xlsb(cells), added), Settings()))
    assert marks(segment, "remark") == [(1, "", "空号")]
