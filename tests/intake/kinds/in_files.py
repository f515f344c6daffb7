"""Files that are sound and odd: locked, incomplete, in a dialect; and tables on pages."""

from __future__ import annotations

import io
import zipfile

from msoffcrypto.format.ooxml import OOXMLFile

from fixtures.pdf.canvas import Canvas, data
from tests.intake import make
from tests.intake.kinds.case import HEADINGS, Crowd, Made, Right, as_text, book, case
from tests.intake.pdfs import ruled
from tests.intake.test_cases_files import OFFICE, docx

_PACKAGE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"


def _locked(clear: bytes) -> bytes:
    held = io.BytesIO()
    OOXMLFile(io.BytesIO(clear)).encrypt("VelvetSweatshop", held)
    return held.getvalue()


@case("password")
def workbook(crowd: Crowd) -> Made:
    return Made("xlsx", _locked(book(crowd.lines())), Right(rows=crowd.reachable()))


@case("password")
def workbook_under_the_old_name(crowd: Crowd) -> Made:
    """Bytes decide: a locked xlsx that is called xls."""
    return Made("xls", _locked(book(crowd.lines(10))), Right(10, crowd.reachable(10)))


@case("relation")
def picture_and_styles_that_are_gone(crowd: Crowd) -> Made:
    rels = f'<Relationship Id="r" Type="{OFFICE}/image" Target="media/gone.png"/>'
    rels += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    return Made("docx", docx(as_text(crowd.lines()), rels), Right(rows=crowd.reachable()))


@case("relation")
def drawing_of_a_workbook_that_is_gone(crowd: Crowd) -> Made:
    rels = (
        f'<Relationships xmlns="{_PACKAGE}package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    made = make.repacked(
        book(crowd.lines()), {"xl/worksheets/_rels/sheet1.xml.rels": rels, "docProps/core.xml": None}
    )
    return Made("xlsx", made, Right(rows=crowd.reachable()))


def _strict(parts: dict[str, str]) -> bytes:
    for name, part in parts.items():
        for kind in ("spreadsheetml", "wordprocessingml", "officeDocument"):
            part = part.replace(f"{_PACKAGE}{kind}/2006/", f"{_STRICT}{kind}/")
        parts[name] = part
    return make.zipped(parts)


def _parts(package: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@case("dialect")
def strict_workbook(crowd: Crowd) -> Made:
    return Made("xlsx", _strict(_parts(book(crowd.lines()))), Right(rows=crowd.reachable()))


@case("dialect")
def strict_document(crowd: Crowd) -> Made:
    return Made("docx", _strict(_parts(docx(as_text(crowd.lines())))), Right(rows=crowd.reachable()))


@case("dialect")
def two_encodings_in_one_csv(crowd: Crowd) -> Made:
    lines = [",".join(line) for line in as_text(crowd.lines(employer=["松江机械厂"] * 6))]
    mixed = b"\n".join(line.encode("utf-8" if n < 4 else "gb18030") for n, line in enumerate(lines))
    return Made(
        "csv",
        mixed,
        Right(rows={at: told | {"employer": "松江机械厂"} for at, told in crowd.reachable().items()}),
    )


@case("dialect")
def utf_16_under_the_name_of_a_workbook(crowd: Crowd) -> Made:
    text = "\n".join("\t".join(line) for line in as_text(crowd.lines()))
    return Made("xls", text.encode("utf-16"), Right(rows=crowd.reachable()))


@case("page")
def table_without_rules(crowd: Crowd) -> Made:
    sheet = Canvas()
    ruled(sheet, as_text(crowd.lines(8)), lines=False)
    return Made("pdf", data([sheet]), Right(8, in_order=tuple(crowd.reachable(8).values())))


@case("page")
def table_over_two_pages_with_its_heading_again(crowd: Crowd) -> Made:
    lines = as_text(crowd.lines(12))
    first, second = Canvas(), Canvas()
    ruled(first, lines[:7])
    ruled(second, [list(HEADINGS), *lines[7:]])
    return Made("pdf", data([first, second]), Right(12, in_order=tuple(crowd.reachable(12).values())))
