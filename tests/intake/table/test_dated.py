"""Year and month that stand once, over many dates: taken where they are certain, left where nobody knows."""

from __future__ import annotations

import pytest

from fixtures.pdf.canvas import Canvas
from tests.intake import pdfs
from tests.intake.grids import HEADINGS, grid, marks, only, people, person, read

ALONE = "2017年3月"


def headed(heading):
    """The headings of a list whose column of dates has another one."""
    return [*HEADINGS[:4], heading, *HEADINGS[5:]]


def dates(segment):
    return list(segment.texts["surveyed"])


def listed(*said, heading="调查时间", above=()):
    """A list of people with these dates, under that heading and those lines."""
    rows = [person(at, surveyed=text) for at, text in enumerate(said, 1)]
    return [*([line] for line in above), headed(heading), *rows]


@pytest.mark.parametrize(
    ("heading", "written", "meant"),
    [
        ("调查时间（2016年）", "3月5日", "2016年3月5日"),
        ("调查时间（2016年）月/日", "3/5", "2016/3/5"),
        ("2016年调查时间", "3.15", "2016.3.15"),
        ("调查时间（2017年3月）", "17日", "2017年3月17日"),
        ("调查时间（2017.3）", "17", "2017年3月17"),
        ("调查时间（2016年12月-2017年3月）", "12月7日", "2016年12月7日"),
        ("调查时间（2016.12-2017.3）", "1月7日", "2017年1月7日"),
        ("调查时间（2017年3月1日-5月31日）", "4月7日-4月9日", "2017年4月7日-4月9日"),
    ],
)
def test_the_heading_says_the_year(heading, written, meant):
    segment = only(grid(listed(written, "2017-03-09", heading=heading)))
    assert dates(segment) == [meant, "2017-03-09"]
    assert [place for place, *_ in marks(segment, "dated")] == [0]


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("调查时间（如：2016年3月5日）", "3月5日"),  # how to write
        ("调查时间（格式2016年3月）", "3月5日"),
        ("调查时间（截止2016年3月）", "3月5日"),
        ("调查时间（2016年3月20日）", "3月5日"),  # a day of something else
        ("调查时间（2016年度）", "3月5日"),
        ("调查时间（2016年3月-5月）", "7月5日"),  # a month of no year of it
        ("调查时间（2015年3月-2016年5月）", "4月5日"),  # of two
        ("调查时间（2017年3月-5月）", "17日"),  # of which month
        ("调查时间（2017年3月）", "3-5"),  # the fifth, or three days
        ("调查时间（2016年）", "17年3月5日"),
        ("调查时间（2016年）", "去年3月5日"),
    ],
)
def test_what_is_not_certain_is_left_as_it_stands(heading, written):
    segment = only(grid(listed(written, written, heading=heading)))
    assert dates(segment) == [written, written]
    assert marks(segment, "dated") == []


def test_a_number_that_may_have_lost_a_nought_stays_in_doubt():
    rows = [headed("调查时间（2016年）"), person(1, surveyed=3.2), person(2, surveyed=3.15)]
    assert dates(only(grid(rows))) == ["3.2", "2016.3.15"]


@pytest.mark.parametrize(
    "line",
    [
        "调查时间：2016年3月—5月",
        "2016年3-5月用户满意度被访者登记表",
        "被访者名单（2016年3月）",
        "2016年3月",
        "调查期间：2016年",
    ],
)
def test_a_line_above_that_says_when_people_were_asked(line):
    assert dates(only(grid(listed("3月5日", "3月9日", above=["某某厂", line])))) == [
        "2016年3月5日",
        "2016年3月9日",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "2016年度用户满意度调查登记表",
        "2016年用户满意度调查",
        "制表日期：2016年3月",
        "2016年3月20日",
        "报告编号2016年第3号",
        "2016年",
    ],
)
def test_a_title_with_a_year_does_not_say_when(line):
    assert dates(only(grid(listed("3月5日", "3月9日", above=[line])))) == ["3月5日", "3月9日"]


def test_lines_between_the_rows_speak_for_those_below_and_are_nobody():
    rows = [
        headed("调查时间"),
        [None, None, None, None, ALONE, None],
        person(1, surveyed="7日"),
        person(2, surveyed="9日"),
        ["2017年4月"],
        person(3, surveyed="7日"),
        person(4, surveyed="2017-05-01"),
    ]
    segment = only(grid(rows))
    assert dates(segment) == ["2017年3月7日", "2017年3月9日", "2017年4月7日", "2017-05-01"]
    assert [detail for *_, detail in marks(segment, "dated")] == [ALONE, ALONE, "2017年4月"]


def test_a_month_between_the_rows_is_of_the_year_in_the_heading():
    rows = [
        headed("调查时间（2016年11月-2017年2月）"),
        ["12月"],
        person(1, surveyed="7日"),
        ["1月"],
        person(2, surveyed="7日"),
    ]
    assert dates(only(grid(rows))) == ["2016年12月7日", "2017年1月7日"]


def test_rows_of_another_table_above_say_nothing():
    first = [HEADINGS, *people(1, 3), [None], ["2016年3月"], *listed("3月5日", "3月9日")]
    result = read(grid(first))
    assert all(
        "2016" not in text for r in result.rosters for s in r.segments for text in s.texts["surveyed"][:3]
    )


def test_a_page_goes_on_with_the_month_of_the_page_before():
    rows = [[*row[:4], f"{day}日", row[5]] for day, row in enumerate(pdfs.people(1, 8), 1)]
    first, second = Canvas(), Canvas()
    pdfs.ruled(first, [[*pdfs.HEADS[:4], "调查时间（2017年3月）", *pdfs.HEADS[5:]], *rows[:4]])
    pdfs.ruled(second, rows[4:])
    found = [row[4] for row in pdfs.rows_of(pdfs.rosters(first, second))]
    assert found == [f"2017年3月{day}日" for day in range(1, 9)]


def sheet_dates(name, *days, title=None):
    rows = [*([[title]] if title else []), HEADINGS, *listed(*days)]
    return dates(only(grid(rows, sheet=name)))


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("2016年12月", "2016年12月7日"),
        ("2016.12", "2016年12月7日"),
        ("201612", "2016年12月7日"),
        ("2016年12月名单", "2016年12月7日"),
        ("被访者名单（2016年12月）", "2016年12月7日"),
        ("12月", "12月7日"),
        ("12月份", "12月7日"),
        ("2016年度材料", "7日"),
        ("2016年", "7日"),
        ("2016", "7日"),
        ("2016年12月7日", "7日"),
        ("截止2016年12月", "7日"),
        ("12月工资", "7日"),
        ("2016年12月-2017年2月", "7日"),
        ("Sheet12", "7日"),
        ("名单", "7日"),
    ],
)
def test_a_sheet_named_by_its_month(name, right):
    assert sheet_dates(name, "7日", "9日")[0] == right


def test_the_sheets_month_lies_within_that_of_the_title_or_nobody_knows():
    title = "被访者名单（2016年12月-2017年2月）"
    assert sheet_dates("2017年1月", "7日", title=title)[0] == "2017年1月7日"
    assert sheet_dates("1月", "7日", title=title)[0] == "2017年1月7日"
    assert sheet_dates("2017年3月", "7日", title=title)[0] == "7日"
    assert sheet_dates("3月", "7日", title=title)[0] == "7日"
    assert sheet_dates("2017年1月", "2016-12-07", "2月3日")[1] == "2月3日"


def test_a_sheet_that_goes_on_does_not_take_the_month_of_another_sheets_name():
    first = grid([HEADINGS, *listed("7日", "9日")], sheet="2016年12月")
    lines = [[str(n), *line[1:]] for n, line in enumerate(listed("7日", "9日"), 3)]
    (roster,) = read(first, grid([HEADINGS, *lines], sheet="其他")).rosters
    assert [d for s in roster.segments for d in dates(s)] == ["2016年12月7日", "2016年12月9日", "7日", "9日"]


def over(*parts):
    """A list whose days stand in lines over its people."""
    rows, number = [HEADINGS], 1
    for day, count in parts:
        rows += [[day]] if day else []
        rows += [[*row[:4], "", row[5]] for row in people(number, number + count - 1)]
        number += count
    return grid(rows)


@pytest.mark.parametrize(
    ("days", "read_as"),
    [
        (("2017年3月5日", "2017年3月6日"), ["2017年3月5日", "2017年3月6日"]),
        (("2017-03-05", "2017-03-06（周一）"), ["2017-03-05", "2017-03-06"]),
        (("3月5日", "3月6日 星期一："), ["3月5日", "3月6日"]),
    ],
)
def test_a_day_in_a_line_over_its_people_is_theirs(days, read_as):
    segment = only(over((days[0], 4), (days[1], 3)))
    assert dates(segment) == [read_as[0]] * 4 + [read_as[1]] * 3
    assert {mark.kind for mark in segment.marks if mark.field == "surveyed"} == {"dated"}


@pytest.mark.parametrize(
    "parts",
    [
        (("2017年5月30日", 7),),  # one line alone: the day of the list
        (("", 3), ("2017年3月5日", 2), ("2017年3月6日", 2)),  # three people have none above them
    ],
    ids=("one", "below"),
)
def test_a_day_that_is_not_everybody_s_is_nobody_s(parts):
    assert set(dates(only(over(*parts)))) == {""}


def test_people_with_a_day_of_their_own_keep_it():
    rows = [
        HEADINGS,
        ["2017年3月5日"],
        *people(1, 3),
        ["2017年3月6日"],
        *[[*row[:4], "", row[5]] for row in people(4, 5)],
    ]
    assert dates(only(grid(rows))) == ["2017-03-05"] * 3 + ["", ""]
