"""Large pictures beside a table are noted: people may stand on them. Logos and stamps are not."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Cm
from openpyxl.drawing.image import Image as Placed
from PIL import Image

from fixtures.pdf.canvas import Canvas, data
from tests.intake.pdfs import HEADS, people, ruled
from verify.intake.formats.embedded import pixels
from verify.intake.formats.pdf.marked import shows_list
from verify.intake.formats.pdf.shapes import Glyph, PdfPage
from verify.intake.process.job import read_file
from verify.intake.roster import FileResult
from verify.settings import Settings

LARGE, LOGO = (900, 500), (200, 80)


def picture(size: tuple[int, int], form: str = "png") -> io.BytesIO:
    held = io.BytesIO()
    Image.new("RGB", size, (250, 250, 250)).save(held, form)
    held.seek(0)
    return held


def read(path: Path) -> FileResult:
    return read_file(str(path), path.name, Settings(), str(path.parent))


def aside(result: FileResult) -> list[str]:
    return [detail for code, detail in result.rosters[0].notes if code == "pictures_aside"]


def workbook(path: Path, size: tuple[int, int], table: bool = True) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "名单"
    for line in [HEADS, *people(1, 5)] if table else []:
        book.active.append(line)
    book.create_sheet("补充").add_image(Placed(picture(size)), "A1")
    book.save(path)
    return path


def document(path: Path, size: tuple[int, int], wide: float, tables: int = 1, form: str = "png") -> Path:
    made = docx.Document()
    made.add_paragraph("被访者名单")
    for part in range(tables):
        table = made.add_table(rows=0, cols=len(HEADS))
        for line in [HEADS, *people(1 + 5 * part, 5 + 5 * part)]:
            for cell, text in zip(table.add_row().cells, line, strict=True):
                cell.text = text
    made.add_picture(picture(size, form), width=Cm(wide))
    made.save(str(path))
    return path


def test_a_large_picture_in_a_workbook_is_noted_with_its_sheet(tmp_path):
    assert aside(read(workbook(tmp_path / "a.xlsx", LARGE))) == ["补充"]
    assert aside(read(workbook(tmp_path / "b.xlsx", LOGO))) == []


@pytest.mark.parametrize("form", ["png", "jpeg", "gif", "bmp"])
def test_a_large_picture_in_a_document_is_noted_once(tmp_path, form):
    result = read(document(tmp_path / "a.docx", LARGE, 15, tables=2, form=form))
    assert len(result.rosters) == 1, "the second table goes on with the first"
    assert aside(result) == [""]
    assert result.problems == ()


@pytest.mark.parametrize(("size", "wide"), [(LARGE, 4), (LOGO, 15)], ids=("shown small", "few pixels"))
def test_a_stamp_or_a_logo_is_not(tmp_path, size, wide):
    assert aside(read(document(tmp_path / "a.docx", size, wide))) == []


def test_what_holds_only_a_picture_is_told_so(tmp_path):
    files = (
        document(tmp_path / "a.docx", LARGE, 15, tables=0),
        workbook(tmp_path / "a.xlsx", LARGE, table=False),
    )
    for path in files:
        (problem,) = read(path).problems
        assert (problem.code, problem.facts["of"]) == ("no_sheets", "photo"), path
    made = docx.Document()
    made.add_paragraph("说明")
    made.save(str(tmp_path / "b.docx"))
    assert read(tmp_path / "b.docx").problems[0].facts["of"] == "word"


def test_a_drawing_that_is_damaged_costs_no_reading(tmp_path):
    whole = workbook(tmp_path / "a.xlsx", LARGE)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as target:
        for name in source.namelist():
            held = source.read(name)
            target.writestr(name, held[:50] if name.endswith("drawing1.xml") else held)
    result = read(tmp_path / "b.xlsx")
    assert len(result.rosters[0].segments[0].rows) == 5
    assert aside(result) == []


@pytest.mark.parametrize("held", [b"", b"\x89PNG", b"\xff\xd8\xff", b"\xff\xd8\xff\xc0\x00", b"BM", b"EMF"])
def test_what_says_no_size_has_none(held):
    assert pixels(held) is None


def glyphs(count: int, base: float) -> list[Glyph]:
    return [Glyph("王", 10 * n, 10 * n + 10, base - 10, base, base, 10, 0) for n in range(count)]


def test_a_large_picture_on_a_page_is_none_of_its_ground():
    page = PdfPage(1, 600, 800, glyphs(40, 100))
    assert shows_list([(50, 400, 500, 700)], page)
    assert not shows_list([(50, 50, 500, 700)], page), "the text is written over it"
    assert not shows_list([(50, 400, 180, 530)], page), "a stamp"
    assert not shows_list([(50, 400, 500, 430)], page), "a strip"


@pytest.mark.parametrize(("detail", "noted"), [(LARGE, ["第1页"]), ((8, 8), [])], ids=("large", "few pixels"))
def test_a_large_picture_beside_the_table_of_a_pdf_is_noted(tmp_path, detail, noted):
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 8)])
    sheet.parts.append("q 400 0 0 200 60 80 cm /Im Do Q")
    (tmp_path / "a.pdf").write_bytes(data([sheet], detail))
    result = read(tmp_path / "a.pdf")
    assert aside(result) == noted
    assert result.problems == ()
