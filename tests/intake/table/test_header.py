"""Headings: where they stand and what their columns are."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, only, people, person, read
from verify.intake.table.header import heading_words
from verify.intake.table.headings import meanings, normal

FORM = {"serial": 0, "name": 1, "contact": 2, "mode": 3, "surveyed": 4, "employer": 5}


def test_the_form_of_the_notice():
    segment = only(grid([HEADINGS, *people(1, 3)]))
    assert segment.columns == FORM
    assert segment.header_rows == (1,)
    assert segment.headings["contact"] == "联系方式"
    assert list(segment.rows) == [2, 3, 4]
    assert segment.texts["name"] == ["王乙一", "王丙一", "王丁一"]
    assert segment.texts["contact"] == ["13904510001", "13904510002", "13904510003"]
    assert segment.marks == []
    assert segment.joined == {}


def test_the_empty_form_is_no_roster_and_says_so():
    result = read(grid([HEADINGS, *[[str(n)] + [None] * 5 for n in range(1, 15)]]))
    assert result.rosters == ()
    assert [(p.code, p.facts) for p in result.problems] == [("no_rows", {"sheet": "Sheet1", "row": "1"})]


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        (" *联 系\n方 式（手机/座机）：", "联系方式"),
        ("序\n号", "序号"),
        ("姓　名", "姓名"),
        ("Ｔｅｌ．", "tel"),
        ("联系方式（手机", "联系方式"),
        ("【电话】", "电话"),
        ("#", "#"),
        ("№", "no"),
        ("", ""),
    ],
)
def test_normal_form_of_headings(heading, word):
    assert normal(heading) == word


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *[(h, "serial") for h in ["序号", "编号", "NO.", "№", "#", "序\n号", "S/N", "No"]],
        *[(h, "name") for h in ["姓名", "被访者", "受访者姓名", "客户姓名", "用户姓名", "联系人"]],
        *[(h, "name") for h in ("姓名 Name", "Full name", "被访者（用户）")],
        *[
            (h, "contact")
            for h in [
                "联系方式",
                "电话",
                "手机号",
                "联系电话",
                "手机号码",
                "移动电话",
                "固定电话",
                "Tel",
                "Mobile",
            ]
        ],
        *[
            (h, "contact")
            for h in ["联系方式（手机/座机）", "电话/手机", "电话1", "被访者联系电话", "*手机", "聯絡電話"]
        ],
        *[(h, "contact") for h in ("Phone No.", "联系方式(必填)", "联 系 电 话")],
        *[(h, "mode") for h in ("调查方式", "访问方式", "调查形式", "Survey mode", "被访者访问方式")],
        *[(h, "surveyed") for h in ("调查时间", "访问时间", "调查日期", "日期", "Interview date", "时间")],
        *[
            (h, "employer")
            for h in ["工作单位", "单位", "单位名称", "所在单位", "公司", "Employer", "单位/部门"]
        ],
    ],
)
def test_words_people_use(heading, field):
    assert field in {meaning.field for meaning in meanings(heading)}


@pytest.mark.parametrize(
    "heading",
    [
        "访问员姓名",
        "调查员",
        "访问员电话",
        "填表日期",
        "审核人",
        "出生日期",
        "姓名/电话",
        "备注",
        "性别",
        "2017",
        "联系电话：0451-00000000",
    ],
)
def test_words_that_only_look_alike(heading):
    assert not any(meaning.field for meaning in meanings(heading))


def test_words_for_the_text_reader_are_normal_already():
    words = heading_words()
    assert {"姓名", "联系方式", "phone", "企业名称", "有效问卷数量"} <= words
    assert all(normal(word) == word for word in words)


def test_title_rows_above_are_kept_as_title():
    cells = [
        ["被访者信息登记表"],
        ["测评机构：某某咨询", None, "联系电话：0451-00000000"],
        HEADINGS,
        *people(1, 2),
    ]
    (roster,) = read(grid(cells, merges=[(1, 0, 1, 5)])).rosters
    assert roster.title == "被访者信息登记表\n测评机构：某某咨询 联系电话：0451-00000000"
    assert roster.segments[0].header_rows == (3,)


def test_labels_above_in_cells_of_their_own_are_no_heading():
    cells = [["测评机构：", "某某咨询", "联系电话：", "0451-00000000"], HEADINGS, *people(1, 2)]
    assert only(grid(cells)).header_rows == (2,)


TWO_LEVELS = [
    ["序号", "姓名", "联系方式", None, "调查方式", "调查时间"],
    [None, None, "手机", "座机", None, None],
    ["1", "王甲", "13904510001", "0451-87900001", "电话", "2017-03-05"],
    ["2", "王乙", "13904510002", None, "电话", "2017-03-05"],
    ["3", "王丙", None, "0451-87900003", "电话", "2017-03-05"],
    ["4", "王丁", "13904510004", "13904510004", "电话", "2017-03-05"],
]
TWO_LEVEL_MERGES = [(1, 2, 1, 3), *[(1, column, 2, column) for column in (0, 1, 4, 5)]]


@pytest.mark.parametrize("merges", [[], TWO_LEVEL_MERGES], ids=["not merged", "merged"])
def test_contact_over_mobile_and_landline(merges):
    segment = only(grid(TWO_LEVELS, merges=merges))
    assert segment.header_rows == (1, 2)
    assert segment.columns["contact"] == 2
    assert segment.joined == {"contact": (2, 3)}
    assert segment.texts["contact"] == [
        "13904510001、0451-87900001",
        "13904510002",
        "0451-87900003",
        "13904510004",
    ]
    assert segment.headings["contact"] == "联系方式/手机"


def test_three_levels_and_group_headings():
    cells = [
        ["序号", "被访者", None, None, "访问", None],
        [None, "姓名", "联系方式", "单位", "方式", "时间"],
        [None, None, "手机", None, None, None],
        ["1", "王甲", "13904510001", "某厂", "电话", "2017-03-05"],
    ]
    segment = only(grid(cells, merges=[(1, 1, 1, 3), (1, 4, 1, 5)]))
    assert segment.header_rows == (1, 2, 3)
    assert segment.columns == {"serial": 0, "name": 1, "contact": 2, "mode": 4, "surveyed": 5, "employer": 3}


def test_heading_words_cut_over_two_cells():
    cells = [
        ["序", "姓", "联系", "调查"],
        ["号", "名", "方式", "时间"],
        ["1", "王甲", "13904510001", "2017-03-05"],
    ]
    segment = only(grid(cells))
    assert segment.columns == {"serial": 0, "name": 1, "contact": 2, "surveyed": 3}
    assert segment.header_rows == (1, 2)


def test_first_person_is_no_second_heading_row():
    cells = [HEADINGS, ["1", "王甲", None, "电话", "2017-03-05", "单位"], *people(2, 3)]
    assert only(grid(cells)).header_rows == (1,)


def test_interviewers_are_not_respondents():
    cells = [
        [
            "访问员姓名",
            "访问员电话",
            "姓名",
            "电话",
            "单位电话",
            "填表日期",
            "调查日期",
            "企业名称",
            "工作单位",
        ],
        [
            "李访",
            "13904519999",
            "王甲",
            "13904510001",
            "0451-87900001",
            "2017-05-01",
            "2017-03-05",
            "申报厂",
            "某厂",
        ],
    ]
    segment = only(grid(cells))
    assert segment.columns == {"name": 2, "contact": 3, "surveyed": 6, "employer": 8}
    assert segment.extra_texts == {
        "访问员姓名": ["李访"],
        "访问员电话": ["13904519999"],
        "单位电话": ["0451-87900001"],
        "填表日期": ["2017-05-01"],
        "企业名称": ["申报厂"],
    }
    assert segment.extra_columns["企业名称"] == 7


def test_second_best_columns_serve_where_there_is_no_better_one():
    segment = only(grid([["企业名称", "联系人", "单位电话"], ["某厂", "王甲", "0451-87900001"]]))
    assert segment.columns == {"name": 1, "contact": 2, "employer": 0}


def test_person_and_firm_both_called_customer():
    segment = only(grid([["客户名称", "联系人", "联系电话"], ["某厂", "王甲", "13904510001"]]))
    assert segment.columns == {"name": 1, "contact": 2, "employer": 0}
    segment = only(grid([["客户名称", "联系电话", "调查时间"], ["王甲", "13904510001", "2017-03-05"]]))
    assert segment.columns == {"name": 0, "contact": 1, "surveyed": 2}


@pytest.mark.parametrize(
    "heads", [("开始时间", "结束时间"), ("调查时间（起）", "调查时间（止）"), ("Start date", "End date")]
)
def test_start_and_end(heads):
    cells = [
        ["姓名", "手机", *heads],
        ["王甲", "13904510001", "2017-03-05", "2017-03-08"],
        ["王乙", "13904510002", "2017-03-05", "2017-03-05"],
        ["王丙", "13904510003", "2017-03-05", None],
        ["王丁", "13904510004", "2017-03-05 14:20", "14:40"],
    ]
    segment = only(grid(cells))
    assert segment.joined == {"surveyed": (2, 3)}
    assert segment.texts["surveyed"] == [
        "2017-03-05至2017-03-08",
        "2017-03-05",
        "2017-03-05",
        "2017-03-05 14:20-14:40",
    ]


def test_day_and_time_of_day():
    cells = [["姓名", "手机", "调查日期", "调查时间"], ["王甲", "13904510001", "2017-03-05", "14:20"]]
    segment = only(grid(cells))
    assert segment.texts["surveyed"] == ["2017-03-05 14:20"]
    assert segment.joined == {"surveyed": (2, 3)}


def test_times_of_day_beside_the_day_are_extras():
    cells = [
        ["姓名", "手机", "日期", "开始时间", "结束时间"],
        ["王甲", "13904510001", "2017-03-05", "14:20", "14:40"],
    ]
    segment = only(grid(cells))
    assert segment.texts["surveyed"] == ["2017-03-05"]
    assert set(segment.extra_texts) == {"开始时间", "结束时间"}


def test_name_in_two_columns():
    segment = only(grid([["编号", "名", "姓", "电话"], ["1", "小甲", "欧阳", "13904510001"]]))
    assert segment.texts["name"] == ["欧阳小甲"]
    assert segment.joined == {"name": (2, 1)}
    assert segment.columns["name"] == 2


def test_heading_merged_over_two_columns_of_which_one_is_used():
    cells = [["序号", "姓名", None, "电话", None], ["1", None, "王甲", "13904510001", None]]
    segment = only(grid(cells, merges=[(1, 1, 1, 2), (1, 3, 1, 4)]))
    assert segment.columns == {"serial": 0, "name": 2, "contact": 3}
    assert segment.joined == {}


def test_columns_nobody_asked_for_are_kept():
    cells = [["姓名", "性别", "电话", None, "性别"], ["王甲", "男", "13904510001", "附记", "女"]]
    segment = only(grid(cells))
    assert segment.extra_columns == {"性别": 1, "性别 (E)": 4, "D": 3}
    assert segment.extra_texts == {"性别": ["男"], "性别 (E)": ["女"], "D": ["附记"]}


@pytest.mark.parametrize(
    "cells",
    [
        [["联系人", None, "电话", None], ["地址", None, "邮编", None]],
        [["联系人", "王甲", "电话", "13904510001"], ["地址", "某街", "邮编", "150000"]],
        [
            ["联系机构名称", None, "联系人", None],
            ["电话", None, "邮编", None],
            ["通信地址", None, "传真", None],
        ],
        [["联系人", "电话"], ["地址", "邮编"]],
        [["联系人", None], ["电话", None], ["地址", None]],
    ],
)
def test_forms_are_no_rosters(cells):
    result = read(grid(cells))
    assert result.rosters == ()
    assert [problem.code for problem in result.problems] == ["no_roster"]


def test_no_heading_is_not_guessed_and_what_was_got_is_masked():
    result = read(grid([*people(1, 5)]))
    (problem,) = result.problems
    assert result.rosters == ()
    assert problem.code == "no_roster"
    assert problem.facts["expected"] == "序号 姓名 联系方式 调查方式 调查时间 工作单位"
    assert problem.facts["got"].startswith("* | *** | *********** | 电话 | ****-**-** | *** / * |")
    assert "13904510001" not in str(problem.facts)


def test_heading_below_the_thirtieth_row_is_not_looked_for():
    cells = [[f"说明 {n}"] for n in range(30)]
    assert read(grid([*cells[:29], HEADINGS, *people(1, 1)])).rosters
    assert not read(grid([*cells, HEADINGS, *people(1, 1)])).rosters


def test_two_lists_side_by_side_are_refused_and_not_halved():
    cells = [["序号", "姓名", "电话"] * 2, [*person(1)[:3], *person(2)[:3]]]
    result = read(grid(cells))
    assert result.rosters == ()
    assert [(p.code, p.facts) for p in result.problems] == [
        ("side_by_side", {"sheet": "Sheet1", "row": "1", "columns": "E"})
    ]


def test_register():
    cells = [
        ["2017年申报登记表"],
        [
            "申报编号",
            "申报单位",
            "类别",
            "推荐单位",
            "有效样本量",
            "调查开始时间",
            "用户满意度",
            "名单文件",
            "联系人",
            "电话",
        ],
        ["HLJ-1", "甲厂", "企业类", "某市质协", 120.0, 42799, 85.5, "甲.xlsx", "王甲", "0451-87900001"],
        ["HLJ-2", "乙厂", "产品类", "同上", 60.0, 42800, 90.0, "乙.xlsx", "王乙", "0451-87900002"],
        ["合计", "2家"],
    ]
    result = read(grid(cells))
    assert result.rosters == ()
    assert result.problems == ()
    (table,) = result.registers
    assert " ".join(table.headings) == (
        "申报编号 企业名称 推荐类别 推荐单位 有效问卷数量 调查开始时间 满意度得分 名单文件 联系人 电话"
    )
    assert table.rows == (3, 4)
    assert table.texts[1] == (
        "HLJ-2", "乙厂", "产品类", "某市质协", "60", "2017-03-06", "90", "乙.xlsx", "王乙", "0451-87900002",
    )  # fmt: skip


def test_roster_that_repeats_its_dossier_in_every_row_is_a_roster():
    cells = [["申报编号", "企业名称", "推荐类别", *HEADINGS], ["HLJ-1", "甲厂", "企业类", *person(1)]]
    segment = only(grid(cells))
    assert segment.columns["name"] == 4
    assert segment.columns["employer"] == 8


def test_form_of_the_opinion_is_no_register():
    cells = [["企业名称", None, "推荐类别", None], ["有效问卷数量", None, "调查时间", None]]
    assert read(grid(cells)).registers == ()
