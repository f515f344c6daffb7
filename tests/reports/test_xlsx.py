"""findings.xlsx, read back: the right cells are coloured and say why; large batches stay usable."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reports.content.workbook import rosters, sheets
from reports.figures.palette import CELLS
from reports.formats import xlsx
from tests.checks.examples import lines
from tests.reports.courses import context
from tests.reports.rounds import DECLARED, ROWS, declared, material, papers


def _book(made: object, folder: Path) -> openpyxl.Workbook:
    path = folder / "findings.xlsx"
    xlsx.write(sheets.sheets(made), path)  # type: ignore[arg-type]
    return openpyxl.load_workbook(path)


def _table(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Row of the header (the one that is filtered) and column number by heading."""
    head = int(sheet.auto_filter.ref.split(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return head, {cell.value: cell.column for cell in sheet[head]}


def _ground(cell: object) -> str:
    fill = cell.fill  # type: ignore[attr-defined]
    return fill.fgColor.rgb[-6:] if fill.fill_type else ""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    return _book(material(), tmp_path_factory.mktemp("book"))


def test_sheets_in_the_order_of_the_questions(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["总览", "按问题", "共用号码", "未检查", "登记与名单", *DECLARED]


def test_flagged_cells_are_coloured_and_commented_and_no_others(book: openpyxl.Workbook) -> None:
    sheet = book["HLJ-01"]
    head, column = _table(sheet)
    flagged = {}
    for row in sheet.iter_rows(min_row=head + 1):
        for cell in row[: column["工作单位"]]:
            if _ground(cell) or cell.comment:
                number = row[column["原行号"] - 1].value
                flagged[number, sheet.cell(head, cell.column).value] = (_ground(cell), cell.comment.text)
    grounds = {key: ground for key, (ground, _) in flagged.items()}
    fail, warn = CELLS["fail"], CELLS["warn"]
    assert grounds == {
        (2, "联系方式"): fail,  # shared with row 3 and with HLJ-02
        (3, "联系方式"): fail,
        (4, "联系方式"): fail,  # 199 was not opened in March 2017
        (5, "姓名"): warn,  # 李先生
        (5, "联系方式"): fail,  # nine digits
        (5, "调查时间"): fail,  # 30 February
        (6, "调查方式"): warn,  # 短信 to a landline
        (6, "调查时间"): fail,  # before the window
    }
    assert "CT04" in flagged[4, "联系方式"][1]
    assert "2017年8月8日" in flagged[4, "联系方式"][1]
    assert {line.split()[0] for line in flagged[2, "联系方式"][1].splitlines()} == {"DU01", "DU05"}


def test_rosters_give_the_row_and_the_cells_of_the_original(book: openpyxl.Workbook) -> None:
    sheet = book["HLJ-01"]
    head, column = _table(sheet)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
    assert [row[column["原行号"] - 1] for row in rows] == [2, 3, 4, 5, 6]
    assert [row[column["所在单元格"] - 1] for row in rows] == ["C2", "C3", "C4", "C5 E5 B5", "E6 D6"]
    assert [row[column["序号"] - 1] for row in rows] == ["1", "2", "3", "4", "5"]


def test_a_clean_roster_has_no_mark(book: openpyxl.Workbook) -> None:
    sheet = book["HLJ-03"]
    head, _ = _table(sheet)
    assert sheet.max_row == head + 2
    assert not any(_ground(c) or c.comment for r in sheet.iter_rows(min_row=head + 1) for c in r)


def test_shared_numbers_name_rows_and_dossiers(book: openpyxl.Workbook) -> None:
    sheet = book["共用号码"]
    head, column = _table(sheet)
    (row,) = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
    assert row[column["号码"] - 1] == "139****0011"
    assert row[column["人数"] - 1] == 3
    assert row[column["涉及的申报材料"] - 1] == "HLJ-01、HLJ-02"
    assert row[column["所在单元格"] - 1] == "HLJ-01#0002、HLJ-01#0003、HLJ-02#0002"
    assert row[column["姓名"] - 1] == "赵**、钱**、吴**"


def test_headers_are_frozen_filtered_and_printed_on_every_page(book: openpyxl.Workbook) -> None:
    for sheet in book:
        head, _ = _table(sheet)
        assert sheet.freeze_panes == f"A{head + 1}"
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.page_setup.orientation == "landscape"


def test_the_overview_leads_to_each_roster(book: openpyxl.Workbook) -> None:
    links = {c.value: c.hyperlink.location for r in book["总览"].iter_rows() for c in r if c.hyperlink}
    assert links == {dossier: f"'{dossier}'!A1" for dossier in DECLARED}


def test_many_dossiers_share_one_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rosters, "SHEETS", 2)
    book = _book(material(), tmp_path)
    assert book.sheetnames == ["总览", "按问题", "共用号码", "未检查", "登记与名单", "名单"]
    head, column = _table(book["名单"])
    dossiers = [row[column["申报材料"] - 1].value for row in book["名单"].iter_rows(min_row=head + 1)]
    assert dossiers == [line.dossier for line in lines(ROWS)]
    assert not any(c.hyperlink for r in book["总览"].iter_rows() for c in r)


def test_a_large_batch_lists_flagged_rows_only_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rosters, "ROWS", 6)
    book = _book(material(), tmp_path)
    listed = {}
    for dossier in DECLARED:
        head, column = _table(book[dossier])
        listed[dossier] = [
            row[column["原行号"] - 1].value for row in book[dossier].iter_rows(min_row=head + 1)
        ]
        assert "共9人" in book[dossier]["A1"].value
        assert "只列有提示的6人" in book[dossier]["A1"].value
    assert listed == {"HLJ-01": [2, 3, 4, 5, 6], "HLJ-02": [2], "HLJ-03": []}


def test_more_findings_than_a_sheet_lists_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "LINES", 4)
    sheet = _book(material(), tmp_path)["按问题"]
    head, _ = _table(sheet)
    assert sheet.max_row == head + 4
    assert "只列前4行" in sheet["A1"].value


def test_the_same_title_twice_gives_two_sheets(tmp_path: Path) -> None:
    table = "dossier  name  contact\n" + "\n".join(
        f"{'长' * 40}{i}  赵一水  1390451{i:04d}" for i in range(3)
    )
    names = _book(material(declared(table, values={})), tmp_path).sheetnames[4:]
    assert names == ["长" * 31, "长" * 29 + "~2", "长" * 29 + "~3"]


def test_the_workbook_of_a_round_does_not_say_that_every_file_was_read(tmp_path: Path) -> None:
    made = material(context=context(), unreadable=(), passed_over=())
    book = openpyxl.load_workbook(papers(made, tmp_path)["findings.xlsx"])
    said = "".join(str(cell.value) for row in book["未检查"].iter_rows() for cell in row if cell.value)
    assert "均已读取" not in said
    assert "无法读取、没有收入案卷的文件，本报告不作判断" in said
    alone = openpyxl.load_workbook(papers(material(), tmp_path / "alone")["findings.xlsx"])
    assert "案卷" not in "".join(str(c.value) for row in alone["未检查"].iter_rows() for c in row)
