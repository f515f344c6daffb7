"""What lies beside a roster in a company's folder: its parts are one roster, other lists are told and nobody's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.intake.grids import HEADINGS, grid, people, read
from verify.identity.versions import together
from verify.intake.roster import Roster

BOOK = ["序号", "姓名", "部门", "电话"]


def roster(file: str, first: int, last: int, *, sheet: str = "Sheet1", book: bool = False) -> Roster:
    """A roster of made-up people; ``book``: a telephone book, that says neither how nor when anybody was asked."""
    rows = people(first, last)
    cells = [BOOK, *([row[0], row[1], "销售部", row[2]] for row in rows)] if book else [HEADINGS, *rows]
    (found,) = read(grid(cells, sheet=sheet), file=file).rosters
    return replace(found, file=file, sha256=f"{file}{sheet}")


def kinds(rosters: list[Roster], declared: int | None, **more) -> dict[str, str]:
    """File and sheet of what was set aside, and why."""
    found = together(
        rosters, [0] * len(rosters), {} if declared is None else {0: declared}, most=20, year=2017, **more
    )
    return {f"{rosters[at].file} {rosters[at].sheet}".strip(): kind for at, (_, kind) in found.aside.items()}


OWN = roster("甲/被访者名单.xlsx", 1, 20)


@pytest.mark.parametrize("declared", [50, 20, None])
@pytest.mark.parametrize(
    ("other", "why"),
    [
        (roster("甲/员工通讯录.xlsx", 41, 47, book=True), "beside"),
        (roster("甲/客户名录.xlsx", 41, 75, book=True), "beside"),
        (roster("甲/调查组成员及联系方式.xlsx", 41, 43, book=True), "beside"),
        (roster("甲/登记表（样表）.xlsx", 41, 41), "beside"),
        (roster("甲/会议.xlsx", 41, 47, book=True), "bare"),
        (roster("甲/2016年被访者名单.xlsx", 41, 55), "earlier"),
        (roster("甲/被访者名单.xlsx", 41, 55, sheet="2016年度"), "earlier"),
    ],
    ids=lambda value: value.file if isinstance(value, Roster) else value,
)
def test_a_list_of_others_does_not_join_the_roster(declared, other, why):
    assert list(kinds([OWN, other], declared).values()) == [why]
    assert list(kinds([other, OWN], declared).values()) == [why]


def test_more_than_the_notice_asks_for_is_no_part_of_a_roster_that_is_whole():
    callbacks = roster("甲/自查回访.xlsx", 41, 47)
    assert kinds([OWN, callbacks], 50) == {"甲/自查回访.xlsx": "other"}
    assert kinds([OWN, callbacks], 27) == {}, "together they are what was declared"
    assert kinds([roster("甲/名单.xlsx", 1, 13), callbacks], 50) == {}, "neither is whole"


@pytest.mark.parametrize(
    "name", ["电话访问名单", "面访", "第二批", "2017年4月", "2016年12月", "哈尔滨", "顾客名单"]
)
def test_parts_of_a_roster_stay_together(name):
    parts = [roster("甲/一.xlsx", 1, 9), roster(f"甲/{name}.xlsx", 41, 47)]
    assert kinds(parts, 50) == {}
    assert kinds(parts, 16) == {}
    assert kinds(parts, None) == {}


def test_a_part_without_the_columns_counts_where_the_number_says_so():
    parts = [roster("甲/一.xlsx", 1, 9), roster("甲/二.xlsx", 41, 47, book=True)]
    assert kinds(parts, 16) == {}
    assert kinds(parts, 50) == {"甲/二.xlsx": "bare"}


def test_the_file_that_the_register_names_is_the_roster():
    others = [OWN, roster("甲/新.xlsx", 41, 47), roster("甲/通讯录.xlsx", 51, 59, book=True)]
    assert kinds(others, 60, named=[0]) == {"甲/新.xlsx": "unnamed", "甲/通讯录.xlsx": "beside"}
    assert kinds(others, 27, named=[0]) == {"甲/通讯录.xlsx": "beside"}, "the two are what was declared"
    few = [roster("甲/一.xlsx", 1, 9), roster("甲/二.xlsx", 41, 47)]
    assert kinds(few, 50, named=[0]) == {}, "alone it is too short: the register may have named one of two"


def test_of_two_versions_the_one_that_says_when_people_were_asked_counts():
    """A directory with everybody on it is longer than the roster, and holds none of its faults."""
    rows = people(1, 33)
    frame = [BOOK, *([row[0], row[1], "销售部", row[2]] for row in rows)]
    (found,) = read(grid(frame), file="甲/全部.xlsx").rosters
    assert kinds([replace(found, file="甲/全部.xlsx", sha256="f"), OWN], 50) == {"甲/全部.xlsx": "older"}


def test_a_list_that_is_alone_is_the_roster_whatever_it_is_called():
    assert kinds([roster("甲/员工通讯录.xlsx", 1, 9, book=True)], 50) == {}
    assert kinds([roster("甲/2016年.xlsx", 1, 9)], 50) == {}
    assert (
        kinds(
            [roster("甲/通讯录一.xlsx", 1, 9, book=True), roster("甲/通讯录二.xlsx", 41, 49, book=True)], 50
        )
        == {}
    )
