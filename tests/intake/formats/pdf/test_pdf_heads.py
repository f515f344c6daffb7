"""Headings of PDFs that wrap, run over their cell, touch the next one or stand outside the frame: each keeps its column."""

from __future__ import annotations

import pytest

from fixtures.pdf.canvas import Canvas, width
from tests.intake.pdfs import EDGES, FIELDS, HEADS, low, people, rosters, rows_of, ruled

ROWS = people(1, 4)
WRAPPED = [
    ("序\n号", "姓\n名", "联系\n方式", "调查\n方式", "调查\n时间", "工作\n单位"),
    (
        "序\n号",
        "被访\n者姓\n名",
        "联系方式\n（手机或\n座机）",
        "调\n查方\n式",
        "调查\n时间",
        "工作单位\n（所在\n公司）",
    ),
    ("序号", "姓名", "联系\n方式\n（电话）", "调查\n方式", "调查时间", "工作\n单位"),
]
WIDE = [
    {"contact": "联系方式（手机或固定电话号码）"},  # over the next one
    {"mode": "调查方式（电话或面访）"},
    {"name": "被访者姓名全称"},
    {"name": "被访者姓名（全称）", "mode": "调查方式（电话/面访）"},
]


def headed(result):
    """The headings of the only roster by field, without blanks."""
    (roster,) = result.rosters
    return {field: "".join(text.split()) for field, text in roster.segments[0].headings.items()}


def over(sheet, heads, places=None):
    for at, text in enumerate(heads):
        sheet.text((places or [edge + 3 for edge in EDGES])[at], 69, text, 9)


@pytest.mark.parametrize("at", ["top", "middle", "bottom"])
@pytest.mark.parametrize("heads", WRAPPED)
def test_headings_of_several_lines(heads, at):
    sheet = Canvas()
    low(sheet, [heads, *ROWS], heads=False, at=at)
    result = rosters(sheet)
    assert rows_of(result) == ROWS
    said = headed(result)
    assert list(said) == list(FIELDS)
    # A hint alone in its line is none of a heading's words.
    assert all("".join(text.split()).startswith(said[f]) for f, text in zip(FIELDS, heads, strict=True))
    sheet = Canvas()
    ruled(sheet, [heads, *ROWS])
    assert rows_of(rosters(sheet)) == ROWS


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("wide", WIDE)
def test_headings_wider_than_their_column(wide, lines):
    heads = [wide.get(field, word) for field, word in zip(FIELDS, HEADS, strict=True)]
    sheet = Canvas()
    if lines:
        ruled(sheet, [heads, *ROWS])
    else:
        over(sheet, heads)
        low(sheet, ROWS, y=80, heads=False)
    result = rosters(sheet)
    assert rows_of(result) == ROWS
    assert headed(result) == dict(zip(FIELDS, heads, strict=True))


def test_a_heading_in_the_middle_of_a_cell_that_it_leaves_on_both_sides():
    sheet = Canvas()
    text = "调查方式（电话面访）"
    ruled(sheet, [("序号", "姓名", "联系方式", "", "调查时间", "工作单位"), *ROWS])
    sheet.text((EDGES[3] + EDGES[4] - width(text, 9)) / 2, 73, text, 9)
    result = rosters(sheet)
    assert rows_of(result) == ROWS
    assert headed(result)["mode"] == text


def test_headings_that_touch_are_two():
    heads = ("序号", "姓名", "联系方式（手机或固定电话）", "调查方式", "调查时间", "工作单位")
    sheet = Canvas()
    over(sheet, heads, [43, 73, 123, 240, 276, 343])
    low(sheet, ROWS, y=80, heads=False)
    result = rosters(sheet)
    assert rows_of(result) == ROWS
    assert headed(result) == dict(zip(FIELDS, heads, strict=True))


@pytest.mark.parametrize("base", [69.0, 71.8])
def test_headings_above_the_frame(base):
    sheets = [Canvas(), Canvas()]
    for sheet, rows in zip(sheets, (people(1, 4), people(5, 8)), strict=True):
        for left, text in zip(EDGES, HEADS, strict=False):
            sheet.text(left + 3, base, text, 9)
        ruled(sheet, rows, y=72)
    sheets[0].text(200, 40, "被访者信息登记表", 14)
    result = rosters(*sheets)
    assert rows_of(result) == people(1, 8)
    assert len(result.rosters) == 1


def test_a_frame_that_other_headings_do_not_fit_stays_without():
    sheet = Canvas()
    sheet.text(43, 69, "姓名", 9)
    sheet.text(55, 69, "　联系方式", 9)
    ruled(sheet, ROWS, y=72)
    assert rosters(sheet).rosters == ()


@pytest.mark.parametrize("near", [68.0, 70.0, 72.0])
def test_a_first_row_right_under_the_headings(near):
    sheet = Canvas()
    low(sheet, [], y=60)
    low(sheet, ROWS, y=near, heads=False)
    assert rows_of(rosters(sheet)) == ROWS
