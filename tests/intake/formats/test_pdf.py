"""Rosters in PDFs: every cell is exact, or its row is named as unread. Nothing is guessed."""

from __future__ import annotations

import pytest

from benchmarks.pdf import Score, judge, result_of
from fixtures.pdf.canvas import SANS, Canvas
from fixtures.pdf.rosters import BORDERS, PrintLook, printed
from tests.intake.pdfs import EDGES, HEADS, people, read, refused, rosters, rows_of, ruled, unread
from verify.intake.errors import IntakeError


@pytest.mark.parametrize("borders", BORDERS)
def test_lines_or_none_every_cell_is_exact(borders):
    score = Score()
    for seed, look in enumerate(
        (PrintLook(borders), PrintLook(borders, sans=True, footer=True, tail=True, watermark=True))
    ):
        made = printed(seed, look, 40)
        judge(borders, made.rosters, result_of("a.pdf", made.data), score)
    assert (score.exact, score.wrong) == (80, 0), score.examples


@pytest.mark.parametrize("seed", [78, *range(400, 412)])  # 78: two ways of asking in one line of data
def test_drawn_looks_give_nothing_wrong(seed):
    """A short form of ``python -m benchmarks.pdf 300``."""
    made = printed(seed, count=25)
    score = Score()
    judge(str(seed), made.rosters, result_of("a.pdf", made.data), score)
    assert score.wrong == 0, score.examples
    assert score.exact + score.named == score.rows


def test_page_and_row_are_the_address():
    first, second = Canvas(), Canvas()
    ruled(first, [HEADS, *people(1, 20)])
    ruled(second, people(21, 30))
    result = rosters(first, second)
    assert rows_of(result) == people(1, 30)
    segments = result.rosters[0].segments
    assert [(s.sheet, s.rows[0], s.rows[-1]) for s in segments] == [("第1页", 2, 21), ("第2页", 1, 10)]
    assert result.problems == ()


def test_repeated_headings_and_page_numbers_join_nothing():
    sheets = [Canvas(), Canvas(), Canvas()]
    for number, sheet in enumerate(sheets):
        ruled(sheet, [HEADS, *people(number * 20 + 1, number * 20 + 20)], lines=False, pad=6)
        sheet.text(250, 810, f"第 {number + 1} 页 共 3 页")
    assert rows_of(rosters(*sheets)) == people(1, 60)


def test_a_number_cut_by_the_end_of_a_page_is_whole():
    edges = (40.0, 70.0, 120.0, 171.0, 220.0, 290.0, 490.0)
    first, second = Canvas(), Canvas()
    rows = [(a, b, f"{c[:10]}\n{c[10:]}", d, e, f) for a, b, c, d, e, f in people(1, 9)]
    last = ("10", "李乙", "1891237407", "电话", "2017-03-15", "某厂")
    after = ("11", "赵丙", "1391237407\n3", "面访", "2017-03-16", "某厂")
    ruled(first, [HEADS, *rows, last], edges=edges)
    ruled(second, [HEADS, ("", "", "2", "", "", ""), after], edges=edges)
    got = rows_of(rosters(first, second))
    assert [row[2] for row in got[-2:]] == ["18912374072", "13912374073"]
    assert got[0][2] == people(1, 1)[0][2]
    assert len(got) == 11


def test_a_serial_number_wrapped_over_pages_is_one():
    edges = (40.0, 56.5, 120.0, 220.0, 270.0, 340.0, 540.0)
    first, second = Canvas(), Canvas()
    ruled(
        first,
        [HEADS, *people(98, 99), ("10", "李乙", "18912374072", "电话", "2017-03-15", "某厂")],
        edges=edges,
    )
    ruled(second, [("0", "", "", "", "", ""), *people(101, 103)], edges=edges)
    assert [row[0] for row in rows_of(rosters(first, second))] == ["98", "99", "100", "101", "102", "103"]


def test_a_merged_way_of_asking_is_carried_over_the_page():
    first, second = Canvas(), Canvas()
    for sheet, rows in ((first, [HEADS, *people(1, 3)]), (second, people(4, 6))):
        shown = [(*row[:3], row[3] if row in (HEADS, people(1, 1)[0]) else "", *row[4:]) for row in rows]
        low = ruled(sheet, shown, lines=False)
        levels = [60 + 20 * n for n in range(len(rows) + 1)]
        for n, level in enumerate(levels):
            inside = n not in (0, len(rows)) and not (sheet is first and n == 1)
            for left, right in (
                ((EDGES[0], EDGES[3]), (EDGES[4], EDGES[6])) if inside else ((EDGES[0], EDGES[6]),)
            ):
                sheet.line(left, level, right, level)
        for edge in EDGES:
            sheet.line(edge, 60, edge, low)
    assert [row[3] for row in rows_of(rosters(first, second))] == ["电话"] * 6


def test_two_numbers_in_a_cell_are_two():
    sheet = Canvas()
    rows = [(a, b, f"{c}\n0451-8797{a:0>4}", d, e, f) for a, b, c, d, e, f in people(1, 5)]
    ruled(sheet, [HEADS, *rows])
    assert [row[2] for row in rows_of(rosters(sheet))] == [row[2].replace("\n", " ") for row in rows]


def test_lines_that_fill_their_cell_are_joined_only_where_one_number_comes_of_it():
    edges = (40.0, 70.0, 120.0, 176.0, 220.0, 290.0, 490.0)  # eleven digits and no sign more
    sheet = Canvas()
    odd = [
        ("1", "王甲", "13804511234\n13904511234", "电话", "2017-03-15", "某厂"),
        ("2", "王乙", "13804511235\n6", "电话", "2017-03-15", "某厂"),  # twelve digits, or eleven and one
    ]
    ruled(sheet, [HEADS, *odd, *people(3, 9)], edges=edges)
    result = rosters(sheet)
    assert [row[2] for row in rows_of(result)][:2] == ["13804511234\n13904511234", people(3, 3)[0][2]]
    assert unread(result) == 1
    assert [problem.code for problem in result.problems] == ["rows_unread"]


def test_totals_notes_and_footers_are_nobody():
    sheet = Canvas()
    end = ruled(sheet, [HEADS, *people(1, 12)], lines=False, pad=3)
    sheet.text(43, end + 12, "合计：12人")
    sheet.text(43, end + 26, "注：1.被访者数量按实际填写；2.被访者信息由测评机构如实登记，严禁弄虚作假。")
    sheet.text(43, end + 38, "测评机构（盖章）：")
    sheet.text(260, 820, "- 1 -")
    assert rows_of(rosters(sheet)) == people(1, 12)


def test_right_aligned_days_that_touch_the_next_column():
    sheet = Canvas()
    for at, row in enumerate([HEADS, *people(1, 12)]):
        y = 60 + 20 * at
        for column, text in enumerate(row):
            if column == 4:
                sheet.text(340 - (45 if at else 36), y, text)
            else:
                sheet.text(EDGES[column] + (0 if column == 5 else 3), y, text)
    assert rows_of(rosters(sheet)) == people(1, 12)


@pytest.mark.parametrize("kind", ["rotate", "turned", "both"])
def test_turned_pages(kind):
    sheet = Canvas(842, 595, 90 if kind != "turned" else 0, kind != "rotate")
    ruled(sheet, [HEADS, *people(1, 15)], sans=True)
    assert rows_of(rosters(sheet)) == people(1, 15)


def test_a_watermark_falls_into_no_cell():
    slanted, pale = Canvas(), Canvas()
    ruled(slanted, [HEADS, *people(1, 20)])
    slanted.text(100, 500, "仅供评审使用", 48, angle=40, grey=0.8)
    ruled(pale, people(21, 40))
    pale.text(100, 300, "机密", 60, grey=0.85)
    result = rosters(slanted, pale)
    assert rows_of(result) == people(1, 40)
    assert ("watermark", "第1-2页") in result.rosters[0].notes


def test_radicals_of_browsers_are_characters():
    sheet = Canvas()
    heads = ("序号", "姓名", "联系⽅式", "调查⽅式", "调查时间", "工作单位")
    odd = ("1", "⻢⽉", "13904511234", "⼊⼾", "2017-03-15", "⻝品厂")
    ruled(sheet, [heads, odd, *people(2, 5)])
    assert rows_of(rosters(sheet))[0] == ("1", "马月", "13904511234", "入户", "2017-03-15", "食品厂")


@pytest.mark.parametrize("lines", [True, False])
def test_lists_side_by_side_are_two(lines):
    sheet = Canvas(1120, 595)
    ruled(sheet, [HEADS, *people(1, 10)], lines=lines)
    ruled(sheet, [HEADS, *people(11, 20)], x=540, lines=lines)
    got = [row for roster in rosters(sheet).rosters for s in roster.segments for row in s.texts["contact"]]
    assert sorted(got) == [row[2] for row in people(1, 20)]


def test_lists_below_each_other_are_two():
    sheet = Canvas()
    end = ruled(sheet, [HEADS, *people(1, 8)], lines=False, pad=5)
    sheet.text(150, end + 30, "乙公司被访者信息登记表", 14)
    ruled(sheet, [HEADS, *people(1, 6)], y=end + 50, lines=False, pad=5)
    assert [sum(len(s.rows) for s in roster.segments) for roster in rosters(sheet).rosters] == [8, 6]


def test_a_text_that_runs_over_its_cell_is_named():
    sheet = Canvas()
    long = (
        "3",
        "王甲",
        "13804511234",
        "电话",
        "2017-03-15",
        "一个名字长得超出单元格右边线而且还在继续的很长很长的公司",
    )
    ruled(sheet, [HEADS, *people(1, 2), long, *people(4, 8)])
    result = rosters(sheet)
    assert rows_of(result) == [*people(1, 2), *people(4, 8)]
    assert ("rows_unread", "第1页!4") in result.rosters[0].notes


def test_a_sign_on_a_line_is_named():
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 8)])
    sheet.text(EDGES[3] - 4, 60 + 20 * 3 + 13, "微")
    result = rosters(sheet)
    assert len(rows_of(result)) == 7
    assert unread(result) == 1


def test_rows_that_could_be_two_are_named():
    sheet = Canvas()
    y = 60.0
    for row in [
        HEADS,
        *people(1, 9),
    ]:  # no room between rows: a second line is as near to the next as to its own
        shown = (*row[:5], "大庆某某有限\n责任公司") if row[0] == "4" else row
        y = ruled(sheet, [shown], y=y, lines=False, pad=0)
    result = rosters(sheet)
    assert [row[0] for row in rows_of(result)] == ["1", "2", "3", "6", "7", "8", "9"]
    assert unread(result) == 2


def test_scans_are_pictures_even_with_text_behind():
    scan, searchable, under = Canvas(), Canvas(), Canvas()
    scan.picture()
    searchable.picture()
    for at, row in enumerate([HEADS, *people(1, 9)]):
        for left, text in zip(EDGES, row, strict=False):
            searchable.text(left, 80 + 20 * at, text, mode=3)
            under.text(left, 80 + 20 * at, text)
    under.picture()  # over the text
    for sheet in (scan, searchable, under):
        with pytest.raises(IntakeError) as caught:
            read(sheet)
        assert (caught.value.code, caught.value.facts["kind"]) == ("not_a_roster_format", "pdf_picture")


def test_a_page_that_is_a_picture_is_told():
    first, second = Canvas(), Canvas()
    ruled(first, [HEADS, *people(1, 9)])
    second.picture()
    result = rosters(first, second)
    assert rows_of(result) == people(1, 9)
    assert [problem.code for problem in result.problems] == ["pages_unread"]


def test_columns_that_were_printed_on_other_pages_are_refused():
    first, second = Canvas(), Canvas()
    ruled(first, [row[:4] for row in [HEADS, *people(1, 9)]], edges=EDGES[:5])
    ruled(second, [row[4:] for row in [HEADS, *people(1, 9)]], edges=(40.0, 110.0, 300.0))
    assert refused(first, second) == "pdf_columns_apart"


def test_lines_that_stand_alone_change_nothing():
    sheet = Canvas()
    end = ruled(sheet, [HEADS, *people(1, 9)])
    sheet.line(100, 30, 300, 30)
    sheet.line(560, 400, 560, 700)
    sheet.line(100, end + 60, 300, end + 60)
    assert rows_of(rosters(sheet)) == people(1, 9)


def test_text_without_a_table_says_so():
    sheet = Canvas()
    sheet.text(100, 100, "某某公司用户满意度调查报告")
    assert refused(sheet) == "pdf_no_table"


def test_doubled_signs_are_one():
    sheet = Canvas()
    ruled(sheet, [HEADS, *people(1, 9)], sans=True)
    sheet.text(EDGES[5] + 3.2, 60 + 20 + 13, people(1, 1)[0][5])  # bold, as some programs do it
    assert rows_of(rosters(sheet)) == people(1, 9)


def test_digits_set_apart_to_fill_their_cell_are_one_number():
    sheet = Canvas()
    ruled(sheet, [HEADS, *[(a, b, "", d, e, f) for a, b, _, d, e, f in people(1, 5)]])
    for at in range(5):
        for n, sign in enumerate(people(1, 5)[at][2]):
            sheet.text(EDGES[2] + 3 + 8.4 * n, 60 + 20 * (at + 1) + 13, sign, 9, SANS)
    assert rows_of(rosters(sheet)) == people(1, 5)


def test_headings_in_two_lines_on_every_page():
    sheets = Canvas(), Canvas()
    for sheet, rows in zip(sheets, (people(1, 12), people(13, 20)), strict=True):
        for column in (0, 1, 2, 5):
            sheet.text(EDGES[column] + 3, 84, HEADS[column])
        sheet.text(EDGES[3] + 30, 73, "调查情况")
        for column in (3, 4):
            sheet.text(EDGES[column] + 3, 93, HEADS[column])
        for edge in EDGES:
            sheet.line(edge, 80 if edge == EDGES[4] else 60, edge, 100)
        sheet.line(EDGES[0], 60, EDGES[-1], 60)
        sheet.line(EDGES[3], 80, EDGES[5], 80)
        ruled(sheet, rows, y=100)
    assert rows_of(rosters(*sheets)) == people(1, 20)


@pytest.mark.parametrize("lines", [True, False])
def test_a_hint_under_a_heading_is_nobody(lines):
    sheet = Canvas()
    heads = (*HEADS[:2], "联系方式\n（手机/座机）", *HEADS[3:])
    ruled(sheet, [heads, *people(1, 9)], lines=lines, pad=6)
    assert rows_of(rosters(sheet)) == people(1, 9)


@pytest.mark.parametrize("lines", [True, False])
def test_a_column_that_nobody_filled_in(lines):
    sheet = Canvas()
    rows = [(*row[:5], "") for row in people(1, 9)]
    ruled(sheet, [HEADS, *rows], lines=lines)
    assert rows_of(rosters(sheet)) == rows


def test_what_stands_above_the_table_is_its_title():
    """It may say whose roster it is, and is nobody of it."""
    sheet = Canvas()
    sheet.text(200, 40, "大庆某某有限责任公司被访者信息登记表", 12)
    ruled(sheet, [HEADS, *people(1, 6)])
    (roster,) = rosters(sheet).rosters
    assert roster.title == "大庆某某有限责任公司被访者信息登记表"
    assert rows_of(rosters(sheet)) == people(1, 6)
