"""Cells merged downwards in PDFs: filled where lines show their rows, over page ends too; else nobody is accused."""

from __future__ import annotations

import pytest

from fixtures.pdf.canvas import Canvas
from tests.intake.pdfs import EDGES, HEADS, people, rosters, rows_of, ruled, unread
from verify.intake.roster import Mark

VALUES = {3: "电话", 4: "2017-03-12", 5: "大庆某某有限责任公司"}


def merged(rows, column, span, text=""):
    """A page on which a column's cells from row to row (both counted from 0) are one, with a text in its middle."""
    sheet = Canvas()
    levels = [60.0 + 20 * at for at in range(len(rows) + 1)]
    first, last = span
    for at, row in enumerate(rows):
        for place, (left, said) in enumerate(zip(EDGES, row, strict=False)):
            if place != column or not first <= at <= last:
                sheet.text(left + 3, levels[at] + 13, said, 9)
    if text:
        sheet.text(EDGES[column] + 3, (levels[first] + levels[last + 1]) / 2 + 4, text, 9)
    for at, level in enumerate(levels):
        if first < at <= last:
            sheet.line(EDGES[0], level, EDGES[column], level)
            if column + 2 < len(EDGES):
                sheet.line(EDGES[column + 1], level, EDGES[-1], level)
        else:
            sheet.line(EDGES[0], level, EDGES[-1], level)
    for edge in EDGES:
        sheet.line(edge, levels[0], edge, levels[-1])
    return sheet


def values(result, column):
    return [row[column] for row in rows_of(result)]


@pytest.mark.parametrize("column", VALUES)
def test_a_merged_cell_is_filled_down_and_told_as_in_a_workbook(column):
    result = rosters(merged([HEADS, *people(1, 5)], column, (2, 5), VALUES[column]))
    assert values(result, column)[1:] == [VALUES[column]] * 4
    told = [m for m in result.rosters[0].segments[0].marks if m.kind == "merged"]
    field = ("mode", "surveyed", "employer")[column - 3]
    assert told == [Mark(at, field, "merged", f"{'DEF'[column - 3]}3") for at in (2, 3, 4)]


@pytest.mark.parametrize("heads", [True, False])
@pytest.mark.parametrize(
    ("above", "below"),
    [((3, 4), (0, 1)), ((4, 4), (0, 2)), ((2, 4), (0, 3))],
)
@pytest.mark.parametrize("column", VALUES)
def test_the_text_stands_on_the_page_where_the_cell_begins(column, above, below, heads):
    second = [HEADS, *people(5, 8)] if heads else people(5, 8)
    low, high = (at + heads for at in below)
    first = merged([HEADS, *people(1, 4)], column, above, VALUES[column])
    result = rosters(first, merged(second, column, (low, high)))
    got, count = values(result, column), below[1] + 1
    assert got[above[0] - 1 : 4 + count] == [VALUES[column]] * (5 - above[0] + count)
    assert (len(got), unread(result)) == (8, 0)


def test_the_text_stands_further_down_or_two_pages_below():
    first = merged([HEADS, *people(1, 4)], 3, (3, 4))
    result = rosters(first, merged([HEADS, *people(5, 8)], 3, (1, 2), "面访"))
    assert values(result, 3) == ["电话", "电话", "面访", "面访", "面访", "面访", "电话", "电话"]
    pages = [merged([HEADS, *people(1, 4)], 3, (3, 4)), merged(people(5, 8), 3, (0, 3))]
    result = rosters(*pages, merged(people(9, 12), 3, (0, 1), "面访"))
    assert values(result, 3) == ["电话"] * 2 + ["面访"] * 8 + ["电话"] * 2


def test_where_the_page_end_hides_how_far_a_cell_goes_nobody_is_accused():
    first = merged([HEADS, *people(1, 4)], 3, (3, 4), "面访")
    result = rosters(first, merged(people(5, 8), 3, (0, 0)))
    assert values(result, 3) == ["电话", "电话", "面访", "面访", "电话", "电话", "电话"]
    assert unread(result) == 1
    first = merged([HEADS, *people(1, 4)], 3, (4, 4))
    result = rosters(first, merged(people(5, 8), 3, (0, 1), "面访"))
    assert unread(result) == 1
    assert "" not in values(result, 3)


def test_what_was_left_out_stays_left_out():
    result = rosters(merged([HEADS, *people(1, 4)], 3, (3, 3)), merged(people(5, 8), 3, (2, 2)))
    assert [at for at, text in enumerate(values(result, 3), 1) if not text] == [3, 7]
    first = merged([HEADS, *people(1, 4)], 3, (4, 4))  # the last one of a page alone
    assert values(rosters(first, merged(people(5, 8), 3, (2, 2))), 3)[3] == ""


def loose(said):
    """A page without lines on which a few people have a way of asking."""
    sheet = Canvas()
    for at, row in enumerate([HEADS, *people(1, 6)]):
        for column, (left, text) in enumerate(zip(EDGES, row, strict=False)):
            if column != 3 or not at or at in said:
                sheet.text(left + 3, 60 + 20 * at, text, 9)
    return sheet


def test_a_value_here_and_there_without_lines_accuses_nobody():
    result = rosters(loose([1, 4]))
    assert (values(result, 3), unread(result)) == (["电话", "电话"], 4)
    result = rosters(loose([1, 2, 4, 5, 6]))  # one who was not asked anyhow
    assert (values(result, 3)[2], unread(result)) == ("", 0)


def test_a_total_at_the_top_of_a_page_is_no_row_of_the_cell_above():
    second = Canvas()
    ruled(second, [("合计", "4人", "", "", "", "")])
    result = rosters(merged([HEADS, *people(1, 4)], 3, (2, 4), "面访"), second)
    assert (values(result, 3), unread(result)) == (["电话", "面访", "面访", "面访"], 0)


@pytest.mark.parametrize("text", ["", "面访"])
def test_a_row_of_a_merged_cell_that_is_printed_again(text):
    first = merged([HEADS, *people(1, 4)], 3, (2, 4), "面访")
    result = rosters(first, merged([HEADS, *people(4, 8)], 3, (1, 3), text))
    assert values(result, 0) == list("12345678")
    assert values(result, 3) == ["电话", *["面访"] * 5, "电话", "电话"]
