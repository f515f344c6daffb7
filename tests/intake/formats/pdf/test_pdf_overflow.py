"""What is wider than its cell, low, or of a seal: never another number, never a blank, never a day that nobody reads."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from fixtures.pdf.canvas import SONG, Canvas, data, width
from tests.intake.pdfs import EDGES, FIELDS, HEADS, people, read, refused, rosters, rows_of, ruled, unread
from verify.intake.formats.pdf.marked import doubt_struck
from verify.intake.formats.pdf.pages import _sized
from verify.intake.formats.pdf.shapes import Glyph, PdfPage, Rule


def sign_by_sign(sheet: Canvas, x: float, y: float, text: str) -> None:
    """Draw every sign by itself, as browsers do with fonts that they draw."""
    for sign in text:
        sheet.text(x, y, sign, 9, SONG)
        x += width(sign, 9, SONG)


def drawn(rows: Sequence[Sequence[str]], edges: Sequence[float], heads: Sequence[str] = HEADS) -> Canvas:
    """A ruled table of which every sign is drawn by itself."""
    sheet = Canvas()
    levels = [60 + 20 * n for n in range(len(rows) + 2)]
    for row, y in zip((heads, *rows), levels, strict=False):
        for left, text in zip(edges, row, strict=False):
            sign_by_sign(sheet, left + 3, y + 14, text)
    for y in levels:
        sheet.line(edges[0], y, edges[-1], y)
    for edge in edges:
        sheet.line(edge, levels[0], edge, levels[-1])
    return sheet


def test_a_number_wider_than_its_cell_is_not_cut_at_the_line() -> None:
    """Drawn sign by sign the last digits stood in the next cell, and the rest was another number."""
    edges = (40.0, 70.0, 120.0, 155.0, 205.0, 275.0, 540.0)  # a number takes 49.5
    assert refused(drawn(people(1, 6), edges)) == "pdf_unclear"


@pytest.mark.parametrize(
    ("last", "wide"),
    [("contact", 30.0), ("contact", 46.0), ("surveyed", 30.0), ("employer", 60.0), ("name", 15.0)],
)
def test_a_text_wider_than_the_last_column_is_whole(last: str, wide: float) -> None:
    """What goes on beyond the frame without a gap was lost: another number, another day, another person."""
    order = [*(at for at, name in enumerate(FIELDS) if name != last), FIELDS.index(last)]
    edges = [40.0]
    for at in order[:-1]:
        edges.append(edges[-1] + EDGES[at + 1] - EDGES[at])
    rows = people(1, 6)
    sheet = drawn(
        [[row[at] for at in order] for row in rows], [*edges, edges[-1] + wide], [HEADS[at] for at in order]
    )
    sign_by_sign(sheet, edges[-1] + wide + 60, 94, "注")  # beside the table, and not of it
    assert rows_of(rosters(sheet)) == rows


def test_spaced_signs_beyond_the_last_line_are_not_lost_without_a_word() -> None:
    edges = (*EDGES[:5], 340.0, 400.0)
    sheet = drawn([(*row[:5], "") for row in people(1, 6)], edges)
    for n in range(6):
        for at, sign in enumerate("大庆某某公司"):
            sheet.text(343 + 13 * at, 94 + 20 * n, sign, 9, SONG)
    assert refused(sheet) == "pdf_unclear"


def test_low_signs_are_not_small() -> None:
    """一 and - drawn by a font without sizes: a gap beside them is no blank."""
    line = [
        Glyph(text, x, x + wide, 90.0, 100.0, 100.0, size, n)
        for n, (text, x, wide, size) in enumerate(
            [
                ("第", 10, 9, 9.0),
                ("一", 19.4, 8, 1.0),
                ("机", 27.8, 9, 9.0),
                ("1", 80, 4.5, 9.0),
                ("2", 84.5, 4.5, 9.0),
            ]
        )
    ]
    small = Glyph("①", 60, 64, 88.0, 92.0, 95.0, 5.0, 9)  # a mark of a footnote, on a line of its own
    assert [glyph.size for glyph in _sized([*line, small])] == [9.0] * 5 + [5.0]


def test_a_page_of_dotted_lines_is_looked_at_in_no_time() -> None:
    """Thirty thousand dots and two thousand signs took half a minute; a stroke among them is still seen."""
    glyphs = [
        Glyph("1", 40.0 + 5 * (n % 80), 44.5 + 5 * (n % 80), 0, 0, 60.0 + 20 * (n // 80), 9.0, n)
        for n in range(2000)
    ]
    dots = [Rule(50.0 + 20 * (n // 1000), 40.0 + n % 1000, 40.5 + n % 1000) for n in range(30_000)]
    sheet = PdfPage(1, 600, 800, glyphs=glyphs, across=[*dots, Rule(57.0, 40.0, 64.5)])
    began = time.process_time()
    doubt_struck(sheet)
    assert time.process_time() - began < 5
    assert sheet.struck == 5
    assert [glyph.sure for glyph in sheet.glyphs[:6]] == [False] * 5 + [True]


def test_parts_of_one_list_are_one_roster() -> None:
    """Two tables on a page, the second with its columns in another order; numbers that begin anew are another list."""
    swapped = (0, 1, 3, 4, 2, 5)
    sheet = Canvas()
    y = ruled(sheet, [HEADS, *people(1, 6)])
    second = [tuple(row[at] for at in swapped) for row in (HEADS, *people(7, 12))]
    edges = (40.0, 70.0, 120.0, 170.0, 240.0, 340.0, 540.0)
    ruled(sheet, second, y=y + 40, edges=edges)
    result = rosters(sheet)
    assert [len(rows_of(result)), len(result.rosters)] == [12, 1]
    assert [row[2] for row in rows_of(result)] == [row[2] for row in people(1, 12)]
    again = Canvas()
    y = ruled(again, [HEADS, *people(1, 6)])
    ruled(again, [HEADS, *people(1, 6)], y=y + 40)
    assert len(rosters(again).rosters) == 2


def test_a_form_before_the_list_is_no_list_that_was_not_read() -> None:
    cover = Canvas()
    ruled(
        cover,
        [
            ("企业名称", "哈尔滨某某食品有限公司"),
            ("联系人", "孙丽水"),
            ("联系方式", "13904517777"),
            ("调查时间", "2017年3月"),
        ],
        edges=(40.0, 120.0, 340.0),
    )
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 6)], edges=EDGES)
    result = rosters(cover, sheet)
    assert [problem.code for problem in result.problems] == []
    assert len(rows_of(result)) == 6
    assert read(sheet)
    assert data([sheet])


def test_as_above_at_the_top_of_a_page_is_what_the_page_before_ends_with() -> None:
    first, second = Canvas(), Canvas()
    ruled(first, [HEADS, *people(1, 4)])
    rows = [
        (*row[:3], "同上" if n < 2 else row[3], row[4], "同上" if n < 3 else row[5])
        for n, row in enumerate(people(5, 8))
    ]
    ruled(second, [HEADS, *rows])
    result = rosters(first, second)
    assert [row[3:] for row in rows_of(result)] == [row[3:] for row in people(1, 8)]
    later = result.rosters[0].segments[1]
    assert {(mark.kind, mark.detail) for mark in later.marks} == {("ditto", "同上")}
    alone = rosters(second).rosters[0].segments[0]
    assert {mark.kind for mark in alone.marks if mark.index == 0} == {"unread"}


NARROW = (40.0, 70.0, 120.0, 167.0, 220.0, 290.0, 490.0)  # nine digits and no sign more


@pytest.mark.parametrize(
    "torn",
    ["155843980\n6", "155843980\n674", "123886143\n33", "微信12345\n6104", "155843980\n6789"],
    ids=["ten", "twelve", "no mobile", "messenger", "thirteen"],
)
def test_a_number_in_two_lines_that_is_no_sound_one_keeps_its_row(torn: str) -> None:
    """Faulty numbers took their rows out, and nobody was told of them; the drawn cell says whose every sign is."""
    rows = [(*row[:2], f"{row[2][:9]}\n{row[2][9:]}", *row[3:]) for row in people(1, 8)]
    rows[2] = (*rows[2][:2], torn, *rows[2][3:])
    sheet = Canvas()
    ruled(sheet, [HEADS, *rows], edges=NARROW)
    result = rosters(sheet)
    assert rows_of(result)[2][2] == torn.replace("\n", "")
    assert len(rows_of(result)) == 8
    assert result.problems == ()


@pytest.mark.parametrize(
    "two",
    ["155843980\n123886143", "155843980\n82388238", "045182388\n1234567", "5/12/2017\n4/6", "1234 5678\n90"],
    ids=["of one length", "one is whole", "too long", "days", "a blank within"],
)
def test_lines_that_may_be_two_numbers_stay_unread(two: str) -> None:
    rows = [(*row[:2], f"{row[2][:9]}\n{row[2][9:]}", *row[3:]) for row in people(1, 8)]
    rows[2] = (*rows[2][:2], two, *rows[2][3:])
    sheet = Canvas()
    ruled(sheet, [HEADS, *rows], edges=NARROW)
    result = rosters(sheet)
    assert unread(result) == 1
    assert len(rows_of(result)) == 7


def test_without_lines_nobody_says_whose_the_second_line_is() -> None:
    rows = [(*row[:2], f"{row[2][:9]}\n{row[2][9:]}", *row[3:]) for row in people(1, 8)]
    rows[2] = (*rows[2][:2], "155843980\n6", *rows[2][3:])
    sheet = Canvas()
    ruled(sheet, [HEADS, *rows], edges=NARROW, lines=False)
    assert not any("1558439806" in row for row in map("|".join, rows_of(rosters(sheet))))
