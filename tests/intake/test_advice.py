"""What to do about a file fits what the file is: nobody opens an archive, a PDF or a picture in a spreadsheet program."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from fixtures.pdf.canvas import Canvas, data
from phrases import keys
from tests.intake.pdfs import EDGES, HEADS, people, ruled
from verify.intake.errors import IntakeError, described, of_medium
from verify.intake.process.job import read_file
from verify.intake.roster import Problem
from verify.settings import Settings


def told(path: Path) -> Problem:
    (problem,) = read_file(str(path), path.name, Settings(), str(path.parent)).problems
    return problem


def words(problem: Problem, lang: str = "zh") -> str:
    return " ".join(IntakeError(problem.code, **problem.facts).words(lang))


def test_a_pdf_without_headings_is_not_to_be_edited_as_a_sheet(tmp_path: Path) -> None:
    sheet = Canvas()
    ruled(sheet, people(1, 12))
    path = tmp_path / "a.pdf"
    path.write_bytes(data([sheet]))
    problem = told(path)
    assert problem.code == "no_roster"
    assert "电子表格" in words(problem)
    assert "加一行表头" not in words(problem)


def test_rosters_side_by_side_in_a_pdf_cannot_be_moved(tmp_path: Path) -> None:
    sheet = Canvas(width=1190)
    edges = (*EDGES, *(edge + 520 for edge in EDGES[1:]))
    ruled(sheet, [HEADS * 2, *(a + b for a, b in zip(people(1, 8), people(9, 16), strict=True))], edges=edges)
    path = tmp_path / "a.pdf"
    path.write_bytes(data([sheet]))
    problem = told(path)
    assert problem.code == "side_by_side"
    assert "工作表" not in words(problem)
    assert "移到" not in words(problem)


def _workbook(path: Path, *media: str) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["材料见图", "松江"])
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        for name in media:
            archive.writestr(name, b"x")
    return path


def test_a_sheet_that_only_holds_a_picture_is_told_so(tmp_path: Path) -> None:
    assert "图片另存为" in words(told(_workbook(tmp_path / "a.xlsx", "xl/media/image1.png")))
    assert "加一行表头" in words(told(_workbook(tmp_path / "b.xlsx")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_special_line_never_sends_anybody_to_excel(lang: str) -> None:
    codes = {key.removeprefix("intake_error.") for key in keys("intake_error.")}
    special = [
        code
        for code in codes
        if code.count(".") == 1 and not code.startswith("foreign.") and not code.endswith(".do")
    ]
    assert {"damaged.pdf", "zip_bomb.archive", "no_roster.pdf"} <= set(special)
    for line in special:
        code, medium = line.split(".")
        facts = of_medium(code, {"got": "x"}, "pdf" if medium == "pages" else medium)
        said = words(Problem(code, facts), lang)
        assert "Excel" not in said, line
        assert "OSError" not in said, line


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (zipfile.BadZipFile("Bad CRC-32 for file '王晓军.xlsx'"), "ZIP"),
        (SyntaxError("no element found"), "XML"),
        (ValueError("13904510011"), "ValueError"),
        (EOFError("Compressed file ended"), "EOF"),
    ],
)
def test_no_message_of_a_library_is_passed_on(error: Exception, said: str) -> None:
    assert described(error) == said


def test_rosters_side_by_side_in_a_document_are_told_by_the_number_of_the_column(tmp_path: Path) -> None:
    heads = ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]
    document = docx.Document()
    table = document.add_table(rows=3, cols=12)
    for row, texts in enumerate(
        [heads * 2, [*people(1, 1)[0], *people(2, 2)[0]], [*people(3, 3)[0], *people(4, 4)[0]]]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    problem = told(path)
    assert (problem.code, problem.facts["columns"]) == ("side_by_side", "8")
    assert "第 8 列" in words(problem)
    assert "column 8" in words(problem, "en")
    assert "工作表" not in words(problem)


def test_a_table_of_a_document_is_no_sheet_and_has_an_english_name(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "说明"
    table = document.add_table(rows=2, cols=6)
    for column, text in enumerate(["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]):
        table.cell(0, column).text = text
    path = tmp_path / "a.docx"
    document.save(str(path))
    problem = told(path)
    assert problem.code == "no_rows"
    assert "文档“表2”第 1 行" in words(problem)
    assert "“table 2” in the document" in words(problem, "en")
    assert "表2" not in words(problem, "en")
