"""Rows of totals, with counts under whatever column: nobody, in a short list and in a long one."""

from __future__ import annotations

import pytest

from phrases import say
from tests.intake.grids import HEADINGS, grid, only, people, person, read
from tests.intake.table.test_header_long import as_columns

TOTALS = [
    ["合计", "6", "6", "", "", ""],
    ["汇总", "", "", "", "", "6"],
    ["计数", "6", "6", "", "", ""],
    ["平均值", "", "", "", "", "95.5"],
    ["", "小计：6", "", "", "", ""],
    ["合计", "6", "6", "6", "6", "6"],
    ["", "合计", "6", "6", "6", ""],
    ["", "", "", "", "合计", "6"],
    ["小计：", "6人", "6", "", "", ""],
    ["总计", "6份", "", "", "", "6家"],
    ["6", "6", "6", "6", "6", "合计"],
    ["", "6", "6", "合计", "", ""],
    ["合计", "1,200", "1,200", "1,200", "", ""],
    ["总计", "", "共6个", "", "", ""],
    ["人数合计", "6", "6", "100%", "", ""],
    ["合计", "6", "6", "6", "1900-01-06", "6"],
]
LONG = 400  # rows before and behind: more than the last rows that long texts look at one by one


def numbered(first, last):
    return [person(number % 90 + 1, serial=str(number)) for number in range(first, last + 1)]


@pytest.mark.parametrize("total", TOTALS, ids="/".join)
def test_a_row_of_totals_is_nobody_wherever_it_stands(total):
    assert len(only(grid([HEADINGS, *people(1, 6), total])).rows) == 6
    assert len(only(grid([HEADINGS, *people(1, 3), total, *people(4, 6)])).rows) == 6


@pytest.mark.parametrize("total", TOTALS, ids="/".join)
def test_a_long_text_gives_the_same(total):
    cells = [HEADINGS, *numbered(1, LONG), total, *numbered(LONG + 1, 2 * LONG), total]
    short, long = only(grid(cells)), only(as_columns(grid(cells)))
    assert list(short.rows) == list(long.rows)
    assert len(long.rows) == 2 * LONG


def test_numbers_of_a_spreadsheet_are_counts_too():
    assert len(only(grid([HEADINGS, *people(1, 6), ["合计", 6, 6.0, 6, None, None]])).rows) == 6


def test_counts_without_a_word_are_nobody_at_the_end_only():
    counts = ["", "6", "6", "6", "", ""]
    assert len(only(grid([HEADINGS, *people(1, 6), counts])).rows) == 6
    assert len(only(grid([HEADINGS, *people(1, 3), counts, *people(4, 6)])).rows) == 7


@pytest.mark.parametrize(
    "row",
    [
        ["7", "合计明", "13904510077", "电话", "2017-03-05", "某厂"],
        ["", "总长贵", "13904510077", "", "", ""],
        ["7", "王甲", "10086", "电话", "2017-03-05", "某厂"],
        ["7", "王甲", "", "", "", "共计服务公司"],
        ["7", "", "13904510077", "合计", "", ""],
    ],
    ids="/".join,
)
def test_nobody_with_a_name_or_a_number_is_taken_for_a_total(row):
    for cells in ([HEADINGS, *people(1, 6), row, *people(8, 9)], [HEADINGS, *people(1, 6), row]):
        assert 8 in only(grid(cells)).rows
    cells = [HEADINGS, *numbered(1, 6), row, *numbered(8, LONG)]
    assert 8 in only(as_columns(grid(cells))).rows


def told(*grids):
    (roster,) = read(*grids).rosters
    return [detail for code, detail in roster.notes if code == "count_differs"]


FITS = [
    [HEADINGS, *people(1, 6), ["合计", "6人"]],
    [HEADINGS, *people(1, 6), ["合计：6人"]],
    [["被访者名单（共6人）"], HEADINGS, *people(1, 6)],
    [HEADINGS, *people(1, 4), ["合计", "4"], *people(5, 6), ["合计", "2"], ["总计", "6"]],
    [HEADINGS, *people(1, 6), ["本页小计", "3"]],
    [HEADINGS, *people(1, 6), ["合计", "5", "6", "", "", ""]],  # nobody knows which of them is meant
    [HEADINGS, *people(1, 6), ["合计", "100%"]],
    [["共发放问卷300份，每户共3人，共8人次"], HEADINGS, *people(1, 6)],
    [HEADINGS, *people(1, 6), ["共2页"]],
]
DIFFERS = [
    ([HEADINGS, *people(1, 6), ["合计", "8人"]], "Sheet1!8: 8 / 6"),
    ([HEADINGS, *people(1, 6), ["合计", "8", "8", "", "", ""]], "Sheet1!8: 8 / 6"),
    ([HEADINGS, *people(1, 6), ["合计", 8.0, None, None, None, None]], "Sheet1!8: 8 / 6"),
    ([HEADINGS, *people(1, 6), ["共有被访者1,208人"]], "Sheet1!8: 1208 / 6"),
    ([["被访者名单（共8人）"], HEADINGS, *people(1, 6)], "Sheet1!1: 8 / 6"),
    ([HEADINGS, *people(1, 6), ["本名单共8人"]], "Sheet1!8: 8 / 6"),
    ([HEADINGS, *people(1, 6), ["总人数：5"]], "Sheet1!8: 5 / 6"),
]


@pytest.mark.parametrize("cells", FITS, ids=str)
def test_a_count_that_fits_is_not_told(cells):
    assert told(grid(cells)) == []


@pytest.mark.parametrize(("cells", "said"), DIFFERS, ids=str)
def test_a_count_that_fits_nothing_is_told_with_what_was_read(cells, said):
    assert told(grid(cells)) == [said]
    long = as_columns(grid([[str(v or "") for v in line] for line in cells]))
    assert told(long) == [said.removeprefix("Sheet1!")]


def test_the_count_of_a_roster_over_two_sheets_is_that_of_both():
    first = grid([["被访者名单（共6人）"], HEADINGS, *people(1, 4)], sheet="1")
    assert told(first, grid([HEADINGS, *people(5, 6), ["合计", "6人"]], sheet="2")) == []
    assert told(first, grid([HEADINGS, *people(5, 6), ["合计", "9人"]], sheet="2")) == ["2!4: 9 / 6"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_note_has_words(lang):
    assert say("paper.read.count_differs", lang)
