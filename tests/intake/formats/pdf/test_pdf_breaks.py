"""Where lines and signs of one text are set apart: nothing is put between them, and nothing of a neighbour is taken in."""

from __future__ import annotations

import pytest

from fixtures.pdf.canvas import SONG, Canvas
from tests.intake.formats.pdf.test_pdf_trimmed import got
from tests.intake.pdfs import EDGES, HEADS, people, rosters, rows_of, ruled
from verify.intake.formats.pdf.shapes import Glyph
from verify.intake.formats.pdf.texts import line_text


def signs(text: str, gap: float) -> list[Glyph]:
    """Signs of size 10, with a gap before the last one in which PDFium sees a blank."""
    found, x = [], 0.0
    for at, sign in enumerate(text):
        wide = 5.0 if sign.isascii() else 10.0
        x += gap if at == len(text) - 1 else 0.0
        found.append(Glyph(sign, x, x + wide, 0.0, 10.0, 9.0, 10.0, at, apart=at == len(text) - 1))
        x += wide
    return found


@pytest.mark.parametrize(("text", "right"), [("5月12日", "5月12日"), ("共12", "共1 2"), ("ab", "a b")])
def test_ideographs_are_set_off_from_digits_without_a_blank(text: str, right: str) -> None:
    """Browsers leave an eighth of a sign between them; on some pages PDFium takes it for a blank."""
    assert line_text(signs(text, 1.8))[0] == right


def test_an_employer_on_two_lines_is_one_name() -> None:
    """Broken by hand where there was room for more: no blank was lost there."""
    rows = people(1, 6)
    sheet = Canvas()
    ruled(sheet, [HEADS, *((*row[:5], "大庆某某\n有限责任公司") for row in rows)])
    assert rows_of(rosters(sheet)) == [tuple(row) for row in rows]


def loose(offsets: tuple[float, float]) -> Canvas:
    """Rows without lines, whose employers stand on two lines, so far below the line of their row."""
    sheet = Canvas()
    for at, row in enumerate((HEADS, *people(1, 12))):
        y = 80 + 28 * at
        for left, text in zip(EDGES, row[:5], strict=False):
            sheet.text(left, y, text, 9, SONG)
        lines = ("大庆某某", "有限责任公司") if at else ("", "工作单位")
        for offset, text in zip(offsets if at else (0, 0), lines, strict=True):
            if text:
                sheet.text(EDGES[5], y + offset, text, 9, SONG)
    return sheet


def test_lines_that_stand_evenly_around_their_row_are_of_it() -> None:
    assert rows_of(rosters(loose((-6.0, 6.0)))) == [tuple(row) for row in people(1, 12)]


def test_lines_half_way_between_two_rows_are_of_nobody() -> None:
    assert set(got(loose((-14.0, 14.0)))) <= set(people(1, 12))


def test_what_stands_before_the_heading_of_an_empty_column_is_not_of_the_one_before() -> None:
    """A long employer runs into the remarks: 某某公司 and 无 were one employer."""
    sheet = Canvas(width=700.0)
    heads = (*HEADS, "备注")
    for at, row in enumerate((heads, *((*row, "无") for row in people(1, 8)))):
        y = 80 + 20 * at
        edges = [*EDGES[:6], 480.0 if at else 510.0]
        for left, text in zip(edges, row, strict=True):
            sheet.text(
                left,
                y,
                "哈尔滨某某某某某某某某某有限责任公司" if at == 4 and left == EDGES[5] else text,
                9,
                SONG,
            )
    assert all(not row[5].endswith("无") for row in got(sheet))
