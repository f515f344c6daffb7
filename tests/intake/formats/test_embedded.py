"""Large pictures beside a table are noted: people may stand on them. Logos and stamps are not."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Cm
from openpyxl.drawing.image import Image as Placed
from PIL import Image

from fixtures.pdf.canvas import Canvas, data
from tests.intake import make
from tests.intake.pdfs import HEADS, people, ruled
from verify.intake.formats.embedded import pixels
from verify.intake.formats.pdf.marked import shows_list
from verify.intake.formats.pdf.shapes import Glyph, PdfPage
from verify.intake.process.job import read_file
from verify.intake.roster import FileResult
from verify.settings import Settings

LARGE, LOGO = (900, 500), (200, 80)
LINES = [HEADS, *people(1, 5)]
WIDE, SMALL = (10, 20), (2, 4)  # columns and rows that a picture covers
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


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


def part(kind: int, body: bytes, instance: int = 0, version: int = 0) -> bytes:
    """One record of a drawing."""
    return struct.pack("<HHI", instance << 4 | version, kind, len(body)) + body


def kept(data: bytes, form: str) -> bytes:
    """A picture as a workbook keeps it."""
    kinds = {"png": 0xF01E, "jpeg": 0xF01D, "bmp": 0xF01F}
    tags = bytes(17)
    blip = part(kinds[form], tags + (data[14:] if form == "bmp" else data), 0x6E0)
    return part(0xF007, bytes(36) + blip, 6, 2)


def xls(
    path: Path, size: tuple[int, int], covers: tuple[int, int], form: str = "png", *, table: bool = True
) -> Path:
    """An xls with a picture that covers so many columns and rows; it is divided as long pictures are."""
    book = make.Biff8("名单")
    for row, line in enumerate(LINES if table else [], 1):
        for column, text in enumerate(line):
            book.put(row, column, str(text))
    whole = part(0xF000, part(0xF001, kept(picture(size, form).getvalue(), form), 1, 15), 0, 15)
    pieces = [whole[at : at + 8_000] for at in range(0, len(whole), 8_000)]
    pieces = pieces if len(pieces) > 1 else [whole[:50], whole[50:]]
    book.front = b"".join(make.record(0x3C if at else 0xEB, piece) for at, piece in enumerate(pieces))
    options = part(0xF00B, struct.pack("<HI", 0x4104, 1) + struct.pack("<HI", 0x1BF, 0), 2, 3)
    anchor = part(0xF010, struct.pack("<9H", 0, 7, 0, 7, 0, 7 + covers[0], 0, 7 + covers[1], 0))
    shape = part(0xF004, part(0xF00A, bytes(8)) + options + anchor, 0, 15)
    book.records.append(make.record(0xEC, part(0xF002, part(0xF003, shape, 0, 15), 0, 15)))
    path.write_bytes(book.data())
    return path


@pytest.mark.parametrize("form", ["png", "jpeg", "bmp"])
def test_a_large_picture_in_an_xls_is_noted_with_its_sheet(tmp_path, form):
    result = read(xls(tmp_path / "a.xls", LARGE, WIDE, form))
    assert aside(result) == ["名单"]
    assert len(result.rosters[0].segments[0].rows) == 5


@pytest.mark.parametrize(
    ("size", "covers"), [(LARGE, SMALL), (LOGO, WIDE)], ids=("shown small", "few pixels")
)
def test_a_stamp_in_an_xls_is_not(tmp_path, size, covers):
    assert aside(read(xls(tmp_path / "a.xls", size, covers))) == []


def test_an_xls_that_holds_only_a_picture_is_told_so(tmp_path):
    (problem,) = read(xls(tmp_path / "a.xls", LARGE, WIDE, table=False)).problems
    assert (problem.code, problem.facts["of"]) == ("no_sheets", "photo")


def test_a_drawing_that_breaks_off_costs_no_xls_its_reading(tmp_path):
    book = make.Biff8("名单")
    for row, line in enumerate(LINES, 1):
        for column, text in enumerate(line):
            book.put(row, column, str(text))
    book.front = make.record(0xEB, b"\x0f\x00\x00\xf0\xff\xff\xff\xff" + b"\x00" * 5)
    book.records.append(make.record(0xEC, b"\x0f\x00\x02\xf0\xff\xff"))
    (tmp_path / "a.xls").write_bytes(book.data())
    assert len(read(tmp_path / "a.xls").rosters[0].segments[0].rows) == 5


def ods(path: Path, size: tuple[int, int], wide: str, href: str = "Pictures/1.png") -> Path:
    def cell(text: str) -> str:
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    rows = "".join(
        f"<table:table-row>{''.join(map(cell, map(str, line)))}</table:table-row>" for line in LINES
    )
    names = (
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
        'xmlns:xlink="http://www.w3.org/1999/xlink"'
    )
    frame = f'<draw:frame {names} svg:width="{wide}" svg:height="8cm"><draw:image xlink:href="{href}"/></draw:frame>'
    shapes = f"<table:shapes>{frame}</table:shapes>"
    data = make.ods(f'<table:table table:name="名单">{shapes}{rows}</table:table>')
    path.write_bytes(make.repacked(data, {"Pictures/1.png": picture(size).getvalue()}))
    return path


@pytest.mark.parametrize(
    ("size", "wide", "noted"),
    [(LARGE, "15cm", ["名单"]), (LARGE, "6in", ["名单"]), (LARGE, "30mm", []), (LOGO, "15cm", [])],
)
def test_a_large_picture_in_an_ods_is_noted(tmp_path, size, wide, noted):
    result = read(ods(tmp_path / "a.ods", size, wide))
    assert aside(result) == noted
    assert len(result.rosters[0].segments[0].rows) == 5


def test_a_chart_in_an_ods_is_no_picture(tmp_path):
    assert aside(read(ods(tmp_path / "a.ods", LARGE, "15cm", "./ObjectReplacements/Object 1"))) == []


@pytest.mark.parametrize(("size", "noted"), [(LARGE, ["名单"]), (LOGO, [])], ids=("large", "logo"))
def test_a_large_picture_in_an_xlsb_is_noted(tmp_path, size, noted):
    cells = {
        (row, column): str(text) for row, line in enumerate(LINES, 1) for column, text in enumerate(line)
    }
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="{_OFFICE}"><xdr:oneCellAnchor>'
        '<xdr:ext cx="6000000" cy="4000000"/><xdr:pic><xdr:blipFill><a:blip r:embed="rId1"/></xdr:blipFill></xdr:pic>'
        "</xdr:oneCellAnchor></xdr:wsDr>"
    )

    def leads(kind: str, target: str) -> str:
        item = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{_PACKAGE}">{item}</Relationships>'

    added = {
        "xl/worksheets/_rels/sheet1.bin.rels": leads("drawing", "../drawings/drawing1.xml"),
        "xl/drawings/drawing1.xml": drawing,
        "xl/drawings/_rels/drawing1.xml.rels": leads("image", "../media/image1.png"),
        "xl/media/image1.png": picture(size).getvalue(),
    }
    (tmp_path / "a.xlsb").write_bytes(make.repacked(make.xlsb(cells), added))
    result = read(tmp_path / "a.xlsb")
    assert aside(result) == noted
    assert len(result.rosters[0].segments[0].rows) == 5
