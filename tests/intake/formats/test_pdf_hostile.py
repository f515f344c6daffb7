"""PDFs that mean harm, or have suffered it, end as a named problem."""

from __future__ import annotations

import zlib

import pytest

from fixtures.pdf.canvas import Canvas, data
from tests.intake.pdfs import HEADS, people, read, ruled
from verify.intake.errors import IntakeError
from verify.intake.formats.pdf.grids import read_pdf
from verify.settings import Settings


def good() -> bytes:
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 9)])
    return data([sheet])


def page(content: bytes, pages: int = 1) -> bytes:
    """A PDF without an index, all of whose pages hold the same."""
    packed = zlib.compress(content)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, b" ".join([b"3 0 R"] * pages)),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % item for item in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 6>>\n%%EOF"


LOCKED = good().replace(
    b"trailer<<",
    b"trailer<</Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>/ID[<00><00>]",
)  # fmt: skip
LOOP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 3/Kids[2 0 R 2 0 R]>>endobj\n"
    b"trailer<</Root 1 0 R/Prev 9>>\nxref\n0 1\n0000000000 65535 f\nstartxref\n9\n%%EOF"
)
CASES = {
    "a password": (LOCKED, "encrypted"),
    "pages that are their own pages": (LOOP, "damaged"),
    "five hundred pages": (page(b"", 500), "pdf_too_long"),
    "half a file": (good()[: len(good()) // 2], "damaged"),
    "a head alone": (b"%PDF-1.4\n", "damaged"),
    "zeros": (b"%PDF-" + bytes(5_000), "damaged"),
    "signs beyond any page": (page(b"BT /F1 9 Tf 999999999 0 0 99 9e9 9 Tm (abc) Tj ET"), "pdf_no_table"),
    "nothing": (page(b""), "pdf_no_table"),
}


@pytest.mark.parametrize("name", CASES)
def test_each_is_named(name):
    made, code = CASES[name]
    with pytest.raises(IntakeError) as caught:
        read_pdf(made, Settings())
    assert caught.value.code == code


def test_what_would_run_on_opening_does_not():
    made = good().replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")
    assert len(read_pdf(made, Settings())[0].rows) == 10


def test_more_signs_than_any_roster_are_too_many(monkeypatch):
    monkeypatch.setattr("verify.intake.formats.pdf.pages._MOST_SIGNS", 100)
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 9)])
    with pytest.raises(IntakeError) as caught:
        read(sheet)
    assert caught.value.code == "too_many_cells"


def test_thousands_of_lines_are_no_table():
    drawn = b"".join(
        b"%d 0 m %d 800 l S 0 %d m 595 %d l S\n" % (n % 595, n % 595, n % 800, n % 800) for n in range(2_000)
    )
    with pytest.raises(IntakeError) as caught:
        read_pdf(page(drawn), Settings())
    assert caught.value.code == "pdf_no_table"
