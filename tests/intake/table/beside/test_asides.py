"""Sheets beside the roster that are none: a form with its examples, a list that is only looked up. They are told."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, people, person, read

EXAMPLES = [person(1, name="张三", contact="13800138000"), person(2, name="李四", contact="13900139000")]


def sheets(*tables):
    result = read(*(grid(lines, sheet=name) for name, lines in tables))
    found = [(r.segments[0].sheet, sum(len(s.rows) for s in r.segments)) for r in result.rosters]
    return found, [note for r in result.rosters for note in r.notes if note[0].endswith("_aside")]


def looked_up(count):
    return [["姓名", "电话"], *([line[1], line[2]] for line in people(1, count))]


@pytest.mark.parametrize(
    "name", ["模板", "样表", "填写说明", "名单模板", "登记表（样表）", "示例", "说明", "Template", "须知"]
)
def test_a_form_with_examples_is_no_roster(name):
    found, told = sheets((name, [HEADINGS, *EXAMPLES]), ("名单", [HEADINGS, *people(1, 10)]))
    assert found == [("名单", 10)]
    assert told == [("form_aside", f"{name}（2）")]


@pytest.mark.parametrize(
    "tables",
    [
        [("模板", [HEADINGS, *EXAMPLES])],
        [
            ("模板", [HEADINGS, *people(1, 9)]),
            ("名单", [HEADINGS, *people(1, 20)]),
        ],  # somebody typed his people there
        [("模板", [HEADINGS, *EXAMPLES]), ("样表", [HEADINGS, *people(1, 4)])],
        [("第一车间", [HEADINGS, *EXAMPLES]), ("名单", [HEADINGS, *people(1, 20)])],
        [("模板厂", [HEADINGS, *EXAMPLES]), ("名单", [HEADINGS, *people(1, 20)])],
    ],
)
def test_a_sheet_with_people_is_kept_whatever_its_name(tables):
    found, told = sheets(*tables)
    assert [name for name, _ in found] == [name for name, _ in tables]
    assert told == []


def test_a_list_that_says_neither_how_nor_when_is_no_roster_beside_one_that_does():
    found, told = sheets(("Sheet1", [HEADINGS, *people(1, 20)]), ("客户库", looked_up(60)))
    assert found == [("Sheet1", 20)]
    assert told == [("list_aside", "客户库（60）")]
    assert sheets(("客户库", looked_up(60)), ("Sheet1", [HEADINGS, *people(1, 20)])) == (found, told)


def firms(first, last):
    return [
        ["姓名", "电话", "单位"],
        *([line[1], line[2], f"第{n}厂"] for n, line in enumerate(people(first, last))),
    ]


def test_a_directory_of_companies_is_none_and_a_short_list_of_others_is_kept():
    asked = ("Sheet1", [HEADINGS, *people(1, 20)])
    assert sheets(asked, ("客户名录", firms(21, 80)))[1] == [("list_aside", "客户名录（60）")]
    assert sheets(asked, ("通讯录", firms(11, 20)))[1] == [("list_aside", "通讯录（10）")]
    assert sheets(asked, ("单位用户", firms(31, 40))) == ([("Sheet1", 20), ("单位用户", 10)], [])


def test_alone_it_is_what_was_given():
    assert sheets(("客户库", looked_up(60))) == ([("客户库", 60)], [])
    assert sheets(("甲", looked_up(20)), ("乙", looked_up(30)))[1] == []
    # Two rows that show how to fill in are no roster beside which the real list is none.
    assert sheets(("甲", [HEADINGS, *EXAMPLES]), ("乙", looked_up(30)))[1] == []


def test_a_list_whose_date_stands_under_an_odd_heading_is_kept():
    odd = [[*HEADINGS[:3], "几时问的", "单位"], *(line[:3] + line[4:] for line in people(21, 40))]
    named = [[*HEADINGS[:3], "外呼时间", "单位"], *(line[:3] + line[4:] for line in people(21, 40))]
    assert sheets(("甲", [HEADINGS, *people(1, 20)]), ("乙", named))[1] == []
    assert sheets(("甲", [HEADINGS, *people(1, 20)]), ("乙", odd))[1] == []
