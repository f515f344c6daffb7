"""Rows among respondents that are nobody: names of groups, and what a form or an export writes under its headings."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, people, read


def told(lines, code, headings=HEADINGS):
    (roster,) = read(grid([headings, *lines])).rosters
    return len(roster.segments[0].rows), [place for one, place in roster.notes if one == code]


@pytest.mark.parametrize(
    "text",
    [
        "哈尔滨市道里区",
        "松江机械厂第二车间",
        "南岗区（8人）",
        "大客户服务部：",
        "和平路街道社区",
        "经销商用户",
    ],
)
def test_a_group_over_its_people_is_nobody_and_told(text):
    line = [None, text, None, None, None, None]
    assert told([*people(1, 3), line, *people(4, 6)], "section_rows") == (6, ["Sheet1!5"])


@pytest.mark.parametrize("text", ["王建村", "李市", "阿依古丽", "王甲", "欧阳建国", "王小姐"])
def test_a_name_alone_is_somebody(text):
    line = [None, text, None, None, None, None]
    assert told([*people(1, 3), line, *people(4, 6)], "section_rows") == (7, [])


def test_a_numbered_row_and_a_company_are_somebody():
    line = ["4", "哈尔滨市道里区", None, None, None, None]
    assert told([*people(1, 3), line, *people(5, 6)], "section_rows") == (6, [])
    firm = [None, "松江电机厂", None, None, None, None]
    headings = ["序号", "客户名称", *HEADINGS[2:]]
    assert told([*people(1, 3), firm, *people(5, 6)], "section_rows", headings) == (6, [])


@pytest.mark.parametrize(
    "line",
    [
        ["自动编号", "必填", "11位手机号", "电话/面访/网络", "格式：2017-01-01", "无单位填“无”"],
        ["", "真实姓名", "手机号必填", "", "yyyy-mm-dd", "个人可不填"],
        ["数字", "文本", "文本", "文本", "日期", "文本"],
        ["序号", "Q1", "Q2", "Q3", "时间", "Q4"],
    ],
)
def test_help_and_codes_under_the_headings_are_nobody_and_told(line):
    (roster,) = read(grid([HEADINGS, line, *people(1, 6)])).rosters
    assert len(roster.segments[0].rows) == 6
    assert [c for c, place in roster.notes if place == "Sheet1!2"] == ["hint_rows"]
    assert len(roster.segments[0].columns) == 6


@pytest.mark.parametrize(
    "line",
    [
        ["1", "Q1", "13904510001", "电话", "2017-03-05", "某某厂"],
        ["1", "王甲", "请勿打扰", "电话", "2017-03-05", "如意公司"],
        ["1", "王甲", "", "电话", "", ""],
    ],
)
def test_somebody_with_an_odd_cell_is_somebody(line):
    assert told([line, *people(2, 6)], "hint_rows") == (6, [])
    assert told([*people(2, 6), line], "hint_rows") == (6, [])


@pytest.mark.parametrize(
    "word",
    [
        "项目负责人",
        "质控",
        "联系电话",
        "领导签字",
        "调查机构（盖章）",
        "回访员",
        "统计人",
        "监督电话",
        "网格员",
    ],
)
def test_who_answers_for_the_list_is_no_respondent_and_told(word):
    line = [word, "李国强", "13904561122", None, None, None]
    assert told([*people(1, 9), line], "tail_rows") == (9, ["Sheet1!11"])


@pytest.mark.parametrize(
    "line",
    [
        ["有效问卷", "16"],
        ["满意率", "98.5%"],
        ["其中：电话", "8", "面访", "8"],
        [None, None, "本页人数", "16"],
    ],
)
def test_a_sum_under_whatever_word_is_nobody(line):
    assert told([*people(1, 9), [*line, *[None] * (6 - len(line))]], "tail_rows") == (9, ["Sheet1!11"])


@pytest.mark.parametrize(
    "line",
    [
        ["补充", "李国强", "13904561122", "电话", "2017-03-05", None],  # asked, whatever stands before
        ["补1", "李国强", "13904561122", None, None, None],
        ["10", "李国强", "13904561122", None, None, None],
        [None, "李国强", "13904561122", None, None, None],
    ],
)
def test_whoever_was_asked_or_is_numbered_stays(line):
    assert told([*people(1, 9), line], "tail_rows") == (10, [])


def test_a_word_for_a_number_within_the_list_is_somebody_and_so_is_one_where_words_are_usual():
    line = ["补充", "李国强", "13904561122", None, None, None]
    assert told([*people(1, 5), line, *people(6, 9)], "tail_rows") == (10, [])
    worded = [["甲组", *row[1:3], None, None, None] for row in people(1, 9)]
    assert told(worded, "tail_rows") == (9, [])


@pytest.mark.parametrize("caption", ["未成功访问名单", "备用样本", "复核记录", "拒访名单", "作废问卷"])
def test_another_list_below_is_none_of_respondents_and_told(caption):
    lines = [*people(1, 6), [caption], HEADINGS, *people(11, 13)]
    assert told(lines, "other_list") == (6, ["Sheet1!8-12"])


def test_a_remark_that_stands_alone_in_its_row_ends_no_list():
    assert told([*people(1, 3), ["", "", "", "", "", "", "无效"], *people(4, 6)], "other_list")[0] >= 6


@pytest.mark.parametrize(
    "line", [["1", "2", "3", "4", "5", "6"], list("甲乙丙丁戊己"), ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]]
)
def test_numbers_of_the_columns_are_nobody(line):
    (roster,) = read(grid([HEADINGS, line, *people(1, 6)])).rosters
    assert len(roster.segments[0].rows) == 6
