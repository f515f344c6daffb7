"""Headings of a picture: a line under one that was not seen costs its column nothing but the first value."""

from __future__ import annotations

from dataclasses import replace

from verify.intake.formats.picture.grids import _headed
from verify.intake.grid import UNCERTAIN, CellLook, Grid
from verify.intake.table.header import find_rosters

HEADS = ["序号", "姓名", "联系方式18046739995", "调查方式", "调查时间", "工作单位"]
FIRST = ["1", "王冬丽", None, "网络", "2017-01-23", "天海建材"]
SECOND = ["2", "盖蕾", "15752189597", "网络", "2017-03-10", "元博热力"]
JOINED = CellLook(HEADS[2], HEADS[2], b"")


def grid() -> Grid:
    """A table of which the line between a heading and the number below it was not seen."""
    lines = [list(HEADS), list(FIRST), list(SECOND)]
    doubts = {(1, 2): JOINED, (2, 2): JOINED}
    sure = {(3, 2): CellLook("15752189597", "15752189597", b"", is_number=True)}
    return Grid("第1页", [1, 2, 3], lines, merges=[(1, 2, 2, 2)], uncertain=doubts, certain=sure)


def test_a_heading_that_ran_together_with_a_number_keeps_its_column():
    table = _headed(grid(), grid())
    (segment,) = find_rosters("a.png", "", "picture", [table]).rosters[0].segments
    assert segment.headings["contact"] == "联系方式"
    assert list(segment.texts["contact"]) == [UNCERTAIN, "15752189597"]
    assert list(segment.texts["name"]) == ["王冬丽", "盖蕾"]


def test_a_heading_over_two_rows_stays_merged():
    first = grid()
    lines = [["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"], *first.cells[1:]]
    whole = replace(first, cells=lines, uncertain={})
    assert _headed(whole, whole).merges == [(1, 2, 2, 2)]
