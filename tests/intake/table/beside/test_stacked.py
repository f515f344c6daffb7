"""Lists of several companies one below the other in one sheet are the lists of several companies."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, people, read
from verify.intake.table.habits.stacked import parted

ONE, OTHER = "七台河金石建材有限公司", "七台河北方环保有限公司"


def stacked(first, second, *, numbers=(1, 5), gap=1, cells=1):
    """Two lists, each under a line that names its company."""
    line = (
        [[f"企业名称：{first}"], [f"企业名称：{second}"]]
        if cells == 1
        else [["企业名称：", first], ["企业名称：", second]]
    )
    below = [[] for _ in range(gap)]
    return grid(
        [
            line[0],
            HEADINGS,
            *people(1, 4),
            *below,
            line[1],
            HEADINGS,
            *people(numbers[0] + 20, numbers[1] + 20),
        ]
    )


@pytest.mark.parametrize("gap", [0, 1, 3])
@pytest.mark.parametrize("cells", [1, 2])
def test_two_companies_are_two_rosters(gap, cells):
    result = read(stacked(ONE, OTHER, gap=gap, cells=cells))
    assert [sum(len(part.rows) for part in roster.segments) for roster in result.rosters] == [4, 5]
    for roster, name in zip(result.rosters, (ONE, OTHER), strict=True):
        assert name in roster.title
        assert (OTHER if name == ONE else ONE) not in roster.title
    assert result.rosters[1].segments[0].rows[0] == 9 + gap, "rows keep the numbers that the program shows"


def test_serial_numbers_that_go_on_do_not_make_them_one():
    rows = [[f"申报单位：{ONE}"], HEADINGS, *people(1, 4), [f"申报单位：{OTHER}"], HEADINGS, *people(5, 9)]
    assert len(read(grid(rows)).rosters) == 2


@pytest.mark.parametrize(
    ("first", "second"),
    [(ONE, ONE), (ONE, f"{ONE}（续）"), (ONE, "七台河金石建材有限公司哈尔滨分公司"), ("七台河金石建材", ONE)],
    ids=("same", "continued", "longer", "shorter"),
)
def test_a_page_that_names_its_company_again_is_the_same_list(first, second):
    assert len(parted(stacked(first, second))) == 1


def test_groups_of_people_of_one_employer_are_no_lists_of_their_own():
    rows = [[f"企业名称：{ONE}"], HEADINGS, *people(1, 3), ["单位：哈尔滨第一机床厂（3人）"], *people(4, 6)]
    assert len(parted(grid(rows))) == 1
    (roster,) = read(grid(rows)).rosters
    assert sum(len(part.rows) for part in roster.segments) == 6


def test_the_agency_s_name_below_is_no_company_s():
    rows = [[f"企业名称：{ONE}"], HEADINGS, *people(1, 3), [f"测评单位：{OTHER}"], HEADINGS, *people(4, 6)]
    assert len(parted(grid(rows))) == 1


def card(number, **more):
    _, name, contact, mode, surveyed, employer = people(number, number)[0]
    rows = [
        ["姓名", name, "联系方式", contact],
        ["调查方式", mode, "调查时间", surveyed],
        ["工作单位", employer],
    ]
    return grid(rows, sheet=f"表{number}", **more)


def test_a_table_for_each_person_is_called_so_once_and_accuses_nobody():
    result = read(*map(card, range(1, 61)))
    assert result.rosters == ()
    assert [problem.code for problem in result.problems] == ["cards"]


def test_the_list_beside_cards_is_read():
    result = read(card(1), grid([HEADINGS, *people(11, 14)], sheet="名单"), card(2))
    assert [len(roster.segments[0].rows) for roster in result.rosters] == [4]
    assert [problem.code for problem in result.problems] == ["cards"]


def test_short_lists_are_no_cards():
    """Headings with others between them look like labels; what stands beside a label is a name, a number."""
    heads = ["姓名", "性别", "联系方式", "备注", "调查方式", "评分", "调查时间", "时长", "工作单位", "电话2"]
    rows = [
        [name, "女", contact, "", mode, 9, day, 3, firm, ""]
        for _, name, contact, mode, day, firm in people(1, 3)
    ]
    result = read(grid([heads, *rows], sheet="一"), grid([heads, *rows], sheet="二"))
    assert result.problems == ()
    assert result.rosters
