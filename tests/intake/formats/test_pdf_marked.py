"""What people struck out, wrote over or hid on a page of a PDF is named, and never counted in silence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from fixtures.pdf.canvas import Canvas, data, width
from tests.intake.pdfs import EDGES, HEADS, people, rows_of, ruled, unread
from verify.intake.formats.pdf.grids import read_pdf
from verify.intake.table.header import find_rosters
from verify.settings import Settings

ROWS = people(1, 12)
TOP, HIGH = 60.0, 20.0  # of the table, and of each of its rows


def base(at: int) -> float:
    """The base line of a person."""
    return TOP + HIGH * (at + 1) + 13


def drawn(*, lines: bool = True, rows: list[tuple[str, ...]] = ROWS) -> Canvas:
    sheet = Canvas()
    ruled(sheet, [HEADS, *rows], y=TOP, lines=lines)
    return sheet


def found(pages: bytes):
    return find_rosters("a.pdf", "0" * 64, "pdf", [grid for grid in read_pdf(pages, Settings()) if grid.rows])


def noted(result) -> dict[str, str]:
    return {code: place for code, place in result.rosters[0].notes if code not in ("title", "rows_unread")}


def strokes(sheet: Canvas, at: int, above: float, columns: range) -> None:
    """Draw a line through the texts of a person, as word processors do: as long as each text."""
    for left, text in [*zip(EDGES, ROWS[at], strict=False)][columns.start : columns.stop]:
        sheet.line(left + 3, base(at) - above, left + 3 + width(text, 9), base(at) - above, wide=0.6)


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("columns", [range(6), range(2, 3)])
def test_a_person_who_is_struck_out_is_not_counted_and_is_named(lines: bool, columns: range) -> None:
    sheet = drawn(lines=lines)
    strokes(sheet, 4, 3.0, columns)
    result = found(data([sheet]))
    assert [row[0] for row in rows_of(result)] == [row[0] for row in ROWS if row[0] != "5"]
    assert unread(result) >= 1
    assert noted(result) == {"struck_lines": "第1页"}


@pytest.mark.parametrize("above", [-1.2, -0.5, 8.5])
def test_lines_under_and_over_texts_strike_nothing_out(above: float) -> None:
    sheet = drawn()
    strokes(sheet, 4, above, range(6))
    result = found(data([sheet]))
    assert rows_of(result) == ROWS
    assert noted(result) == {}


def annotated(pages: bytes, kind: str, at: int) -> bytes:
    """Lay a remark of a PDF program over a person's number."""
    low, high = 842 - base(at) - 2, 842 - base(at) + 8
    note = f"/Annots[<</Type/Annot/Subtype/{kind}/Rect[{EDGES[2]} {low} {EDGES[3]} {high}]/Contents(x)>>]/Contents"
    return pages.replace(b"/Contents", note.encode(), 1)


@pytest.mark.parametrize("kind", ["StrikeOut", "FreeText", "Ink"])
def test_what_a_remark_strikes_out_or_replaces_is_not_taken(kind: str) -> None:
    result = found(annotated(data([drawn()]), kind, 6))
    assert [row[0] for row in rows_of(result)] == [row[0] for row in ROWS if row[0] != "7"]
    assert noted(result) == {"written_over": "第1页"}


@pytest.mark.parametrize("kind", ["Highlight", "Text", "Stamp"])
def test_remarks_that_change_nothing_change_nothing(kind: str) -> None:
    result = found(annotated(data([drawn()]), kind, 6))
    assert rows_of(result) == ROWS
    assert noted(result) == {}


def test_white_text_behind_numbers_is_not_read_and_told() -> None:
    sheet = drawn()
    for at, row in enumerate(ROWS):
        sheet.text(EDGES[2] + 4, base(at) - 2, row[2][::-1], 4, grey=1)
    result = found(data([sheet]))
    assert rows_of(result) == ROWS
    assert noted(result) == {"white_text": "第1页"}


@pytest.mark.parametrize("beyond", ["5", "57"])
def test_white_digits_beside_a_number_are_not_of_it(beyond: str) -> None:
    """Nobody sees them: the number on the page has eleven digits."""
    sheet = drawn()
    for at, row in enumerate(ROWS):
        sheet.text(EDGES[2] + 3 + width(row[2], 9), base(at), beyond, 9, grey=1)
    result = found(data([sheet]))
    assert rows_of(result) == ROWS
    assert noted(result) == {"white_text": "第1页"}


def test_white_headings_on_dark_ground_are_read() -> None:
    sheet = Canvas()
    ruled(sheet, [("",) * 6, *ROWS], y=TOP)
    sheet.bar(EDGES[0], TOP, EDGES[-1], TOP + HIGH, grey=0.2)
    for left, text in zip(EDGES, HEADS, strict=False):
        sheet.text(left + 3, TOP + 13, text, 9, grey=1)
    result = found(data([sheet]))
    assert rows_of(result) == ROWS
    assert noted(result) == {}


def test_an_empty_page_between_full_ones_is_named_and_one_at_the_end_is_not() -> None:
    halves = [drawn(rows=people(first, last - 1)) for first, last in pairwise((1, 6, 11))]
    assert noted(found(data([halves[0], Canvas(), halves[1]]))) == {"pages_unread": "第2页"}
    assert noted(found(data([*halves, Canvas()]))) == {}


@pytest.mark.parametrize("mark", ["1", "*", "①", "[1]", "注1"])
@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("column", [1, 2, 4, 5])
def test_small_raised_marks_behind_a_text_are_no_part_of_it(mark: str, lines: bool, column: int) -> None:
    sheet = drawn(lines=lines)
    sheet.text(EDGES[column] + 3 + width(ROWS[4][column], 9) + 0.3, base(4) - 3.5, mark, 5)
    result = found(data([sheet]))
    assert rows_of(result) == ROWS
    assert noted(result) == {"raised_marks": "第1页"}


def test_numbers_in_smaller_type_are_no_marks() -> None:
    edges = (40.0, 70.0, 101.0, 220.0, 270.0, 340.0, 540.0)  # the name reaches as far as its column does
    for lines in (True, False):
        sheet = Canvas()
        bare = [(*row[:1], "王甲丽", "", *row[3:]) for row in ROWS]
        ruled(sheet, [HEADS, *bare], y=TOP, lines=lines, edges=edges)
        for at in range(len(ROWS)):
            sheet.text(edges[2] + 1, base(at) - 4, "0451-", 5)
            sheet.text(edges[2] + 1, base(at) + 2, f"888866{at + 10}", 5)
        got = found(data([sheet]))
        assert noted(got) == {}
        assert {"".join(row[2].split()) for row in rows_of(got)} <= {
            f"0451-888866{at + 10}" for at in range(len(ROWS))
        }


def test_a_raised_star_behind_a_surname_stays() -> None:
    sheet = drawn(rows=[(ROWS[0][0], "王", *ROWS[0][2:]), *ROWS[1:]])
    sheet.text(EDGES[1] + 3 + 9.3, base(0) - 3.5, "*", 5)
    assert "*" in rows_of(found(data([sheet])))[0][1]


@pytest.mark.parametrize(
    ("column", "written", "read"),
    [
        (2, "13904510001*", "13904510001"),
        (2, "13904510001①", "13904510001"),
        (2, "13904510001 [1]", "13904510001"),
        (2, "0451-88886666¹", "0451-88886666"),
        (2, "0451-8888666*", "0451-8888666*"),  # a digit may be hidden
        (2, "139045100**", "139045100**"),
        (2, "139****0001", "139****0001"),
        (4, "2017-03-11*", "2017-03-11"),
        (4, "2017-03-1*", "2017-03-1*"),
        (4, "2017年3月5日①", "2017年3月5日"),
        (5, "大庆某某有限责任公司②", "大庆某某有限责任公司"),
        (5, "大庆某某有限责任公司*", "大庆某某有限责任公司*"),
        (3, "电话①", "电话①"),  # a code may stand so
    ],
)
@pytest.mark.parametrize("lines", [True, False])
def test_marks_of_footnotes_behind_what_is_whole(lines: bool, column: int, written: str, read: str) -> None:
    rows = [(*row[:column], written, *row[column + 1 :]) if at == 3 else row for at, row in enumerate(ROWS)]
    result = found(data([drawn(lines=lines, rows=rows)]))
    assert rows_of(result)[3][column] == read
    assert noted(result) == ({} if written == read else {"raised_marks": "第1页!5"})
