"""A row that is printed again where a page ends is one row; every other copy is a duplicate."""

from __future__ import annotations

import pytest

from fixtures.pdf.canvas import Canvas
from tests.intake import pdfs
from tests.intake.grids import HEADINGS, grid, people, person, read


def serials(result):
    """The serial numbers of the only roster."""
    (roster,) = result.rosters
    return [text for segment in roster.segments for text in segment.texts["serial"]]


def drawn(*pages, lines=True, heads=True):
    """Pages of made-up people, page by page."""
    sheets = []
    for number, rows in enumerate(pages):
        sheet = Canvas()
        shown = heads or not number
        if lines:
            pdfs.ruled(sheet, [*([pdfs.HEADS] if shown else []), *rows])
        else:
            pdfs.low(sheet, rows, heads=shown)
        sheets.append(sheet)
    return pdfs.rosters(*sheets)


@pytest.mark.parametrize("heads", [True, False])
@pytest.mark.parametrize("lines", [True, False])
def test_the_last_row_of_a_page_printed_again_is_one_row(lines, heads):
    result = drawn(pdfs.people(1, 4), pdfs.people(4, 7), pdfs.people(7, 9), lines=lines, heads=heads)
    assert pdfs.rows_of(result) == pdfs.people(1, 9)
    first = 2 if heads else 1
    assert result.rosters[0].notes == (
        ("repeated_rows", f"第2页!{first}"),
        ("repeated_rows", f"第3页!{first}"),
    )


def test_what_is_said_of_the_cells_below_stays_with_them():
    below = [person(2), person(3), person(4, mode="同上")]
    (roster,) = read(grid([HEADINGS, *people(1, 2)], "表1"), grid([HEADINGS, *below], "表2")).rosters
    later = roster.segments[1]
    assert list(later.rows) == [3, 4]
    assert [mark.index for mark in later.marks] == [1]


def test_copies_that_no_break_explains_stay():
    four, five = pdfs.people(4, 4), pdfs.people(5, 5)
    assert len(pdfs.rows_of(drawn([*pdfs.people(1, 4), *four], five))) == 6  # on one page
    assert len(pdfs.rows_of(drawn(pdfs.people(1, 4), [*four, *four, *five]))) == 6  # a third one
    assert len(pdfs.rows_of(drawn(pdfs.people(1, 4), four, [*four, *five], heads=False))) == 6
    assert len(pdfs.rows_of(drawn(pdfs.people(1, 4), [*pdfs.people(3, 5)], heads=False))) == 7  # two rows
    other = [(*four[0][:4], "2017-03-20", four[0][5]), *five]
    assert len(pdfs.rows_of(drawn(pdfs.people(1, 4), other, heads=False))) == 6  # not the same
    unnumbered = [("", *row[1:]) for row in (*pdfs.people(1, 4), *four)]
    assert len(pdfs.rows_of(drawn(unnumbered[:4], unnumbered[4:], heads=False))) == 5


def test_headings_printed_again_in_one_table():
    again = [HEADINGS, *people(1, 3), HEADINGS, *people(3, 5)]
    result = read(grid(again))
    assert serials(result) == list("12345")
    assert ("repeated_rows", "Sheet1!6") in result.rosters[0].notes
    assert serials(read(grid([HEADINGS, *people(1, 3), *people(3, 5)]))) == list("123345")
    assert serials(read(grid([*again[:5], person(3), *people(3, 5)]))) == list("123345")


def test_two_lists_of_one_person_each_are_two():
    result = read(grid([HEADINGS, person(1)], "甲厂"), grid([HEADINGS, person(1)], "乙厂"))
    assert len(result.rosters) == 2
