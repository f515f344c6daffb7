"""Made grids for the tests of headings and rows. All people are invented."""

from __future__ import annotations

from verify.intake.grid import Grid
from verify.intake.table.header import find_rosters

HEADINGS = ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]


def grid(cells, sheet="Sheet1", **more):
    return Grid(sheet, list(range(1, len(cells) + 1)), [list(row) for row in cells], **more)


def person(number, **cells):
    row = {
        "serial": str(number),
        "name": f"王{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{'一二三四五六七八九'[number // 10 % 9]}",
        "contact": f"139045100{number:02d}",
        "mode": "电话",
        "surveyed": "2017-03-05",
        "employer": "某某厂",
    }
    return list((row | cells).values())


def people(first, last):
    return [person(number) for number in range(first, last + 1)]


def read(*grids, file="a.xlsx"):
    return find_rosters(file, "0" * 64, "xlsx", grids)


def only(*grids):
    """The one segment of the one roster."""
    result = read(*grids)
    assert result.problems == ()
    (roster,) = result.rosters
    (segment,) = roster.segments
    return segment


def marks(segment, kind):
    return [(mark.index, mark.field, mark.detail) for mark in segment.marks if mark.kind == kind]
