"""A sheet without a heading that is known: it goes on with the list before, or is named and not used."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, people, read


def second(lines):
    result = read(grid([HEADINGS, *people(1, 9)], sheet="一"), grid(lines, sheet="二"))
    rows = [len(s.rows) for r in result.rosters for s in r.segments if s.sheet == "二"]
    return sum(rows), [(p.code, p.facts["sheet"]) for p in result.problems]


def test_a_sheet_without_a_heading_goes_on():
    assert second(people(10, 20)) == (11, [])
    assert second([["10", "王甲", "保密", "电话", "2017-03-05", "某厂"], *people(11, 20)]) == (11, [])
    ticked = [[*line[:3], "同上", "同上", line[5]] for line in people(11, 20)]
    assert second([*people(10, 10), *ticked]) == (11, [])


@pytest.mark.parametrize(
    "heading",
    [
        ["排位", "领取人", "本人手提", "礼品", "领取日", "签字"],
        ["排位", "中奖人", "大哥大", "奖品", None, None],
    ],
)
def test_a_sheet_under_unknown_headings_is_named_and_not_used(heading):
    lines = [[*line[:3], "水杯", "2017-03-08", None] for line in people(10, 20)]
    assert second([heading, *lines]) == (0, [("no_roster", "二")])


def test_a_telephone_book_is_named_and_not_used():
    lines = [[*line[:3], "销售部"] for line in people(10, 20)]
    assert second(lines) == (0, [("no_roster", "二")])
    assert second([[*line[:3], None, None, "销售部"] for line in people(10, 20)]) == (
        0,
        [("no_roster", "二")],
    )
