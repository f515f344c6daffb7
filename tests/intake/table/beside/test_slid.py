"""Rows that slid by a column are named and not used; rows of which a cell is empty or wrong stay where they are."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, people, read
from tests.intake.table.test_header_long import as_columns
from verify.intake.grid import rows_in


def slid(line, count=6, headings=HEADINGS):
    lines = people(1, count)
    lines[3] = line
    result = read(grid([headings, *lines]))
    (roster,) = result.rosters
    kept = list(roster.segments[0].rows)
    told = [place for code, place in roster.notes if code == "rows_unread"]
    problems = [(p.code, p.facts["got"]) for p in result.problems]
    assert (5 not in kept) == (told == ["Sheet1!5"]) == (problems == [("rows_unread", "Sheet1!5")])
    return 5 not in kept


@pytest.mark.parametrize(
    "line",
    [
        [
            "4",
            "王甲四",
            "13904510004",
            "0451-87979096",
            "电话",
            "2017-03-05",
            "某某厂",
        ],  # a comma between two numbers
        ["4", None, "王甲四", "13904510004", "电话", "2017-03-05", "某某厂"],  # a cell put in
        ["4", "王", "甲四", "13904510004", "电话", "2017-03-05", "某某厂"],
        ["4", "13904510004", "电话", "2017-03-05", "某某厂", None],  # a cell deleted
        ["4", "王甲四", "电话", "2017-03-05", "某某厂", None],
    ],
)
def test_a_row_that_slid_is_not_used_and_told(line):
    assert slid(line)


@pytest.mark.parametrize(
    "line",
    [
        ["4", "王甲四", None, "电话", "2017-03-05", "某某厂"],
        ["4", None, "13904510004", "电话", "2017-03-05", "某某厂"],
        ["4", "王甲四", "13904510004", None, None, "某某厂"],
        ["4", "王甲四", "13904510004", "2017-03-05", "电话", "某某厂"],  # two cells changed places
        ["4", "13904510004", "王甲四", "电话", "2017-03-05", "某某厂"],
        ["4", "王甲四", "1390451", "电话", "二月底", "某某厂"],
        ["4", "王甲四", "13904510004", "电话", "2017-03-05", "某某厂", "老客户"],  # a remark beyond
        ["4", "王甲四", "13904510004", "电话", "2017-03-05", "某某厂", "0451-87979096"],
        ["4", "王甲四", "电话", "电话", "2017-03-05", "某某厂"],
        ["4", "王甲四", "13904510004", "CATI", "2017-03-05 下午", "某某厂"],
    ],
)
def test_a_row_with_an_empty_or_wrong_cell_is_no_slid_row(line):
    assert not slid(line)


def test_a_list_that_stands_beside_its_headings_is_not_thrown_away():
    lines = [[line[0], None, *line[1:]] for line in people(1, 6)]
    (roster,) = read(grid([HEADINGS, *lines])).rosters
    assert len(roster.segments[0].rows) == 6


def test_in_a_long_text_it_is_the_same():
    lines = people(1, 30)
    lines[3] = ["4", "王甲四", "13904510004", "0451-87979096", "电话", "2017-03-05"]
    lines[8] = ["9", "13904510009", "电话", "2017-03-05", "某某厂", None]
    short, long = grid([HEADINGS, *lines], sheet=""), as_columns(grid([HEADINGS, *lines], sheet=""))
    for result in (read(short), read(long)):
        (roster,) = result.rosters
        assert ("rows_unread", "5, 10") in roster.notes
        assert len(roster.segments[0].rows) == 28


def test_rows_of_a_text_file_are_counted():
    assert rows_in("6, 11-13") == 4
    assert rows_in("13") == 1
    assert rows_in("Sheet1!4-6；第2页（1行）") == 4
