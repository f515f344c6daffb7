"""Headings as questionnaires and careful people write them: numbers, questions, hints, legends."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, grid, marks, only, people, person, read
from tests.intake.table.test_header_long import as_columns
from verify.intake.table.headings import OTHERS, meanings, register_column
from verify.intake.table.legends import explained, legend


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("1、您的姓名：", "name"),
        ("您的姓名是什么？", "name"),
        ("Q1 姓名", "name"),
        ("一、姓名", "name"),
        ("1、基本信息—姓名", "name"),
        ("姓\n名", "name"),
        ("⼀、姓名", "name"),
        ("2、您的联系电话：", "contact"),
        ("请填写您的手机号码", "contact"),
        ("请留下您的联系方式，以便回访", "contact"),
        ("手机号码11位", "contact"),
        ("手机号码（11位）", "contact"),
        ("11位手机号码", "contact"),
        ("联系电话：请填写本人手机，不要填写负责人的", "contact"),
        ("联系方式\n（手机或座机，请务必核对）", "contact"),
        ("联系电话\n请填写11位手机号", "contact"),
        ("联系方式（" + "请务必核对" * 40 + "）", "contact"),
        ("调查方式\n①电话②面访③网络", "mode"),
        ("调查方式：1.电话 2.面访", "mode"),
        ("调查方式A.电话B.面访", "mode"),
        ("方式：1-电话；2-面访", "mode"),
        ("调查方式\n1电话\n2面访", "mode"),
        ("调查方式：电话填D，面访填M", "mode"),
        ("3、您所在的工作单位是？", "employer"),
        ("第3题 您的单位", "employer"),
        ("工作单位（全称）*", "employer"),
        ("调查时间\n（年/月/日）", "surveyed"),
        ("调查时间：年/月/日", "surveyed"),
        ("调查⽅式", "mode"),
        ("联系方式 手机/座机", "contact"),
        ("联系电话 必填", "contact"),
        ("开始答题时间", "surveyed"),
    ],
)
def test_the_words_of_a_heading_are_found(heading, field):
    assert {meaning.field for meaning in meanings(heading)} == {field}


@pytest.mark.parametrize(
    "heading",
    ["姓名：王甲", "联系电话：13904510001", "单位：某某服务公司", "客户\n满意度", "电话\n是否接通", "4、您对产品质量的满意程度",
     "您的性别", "姓名 年龄", "客户 满意度",
     "6、您是从什么渠道了解到的", "来自IP", "所用时间", "1.2 满意", "您的客户对您是否满意"],
)  # fmt: skip
def test_what_is_no_heading_stays_none(heading):
    assert meanings(heading) == ()


@pytest.mark.parametrize("heading", ["紧急联系人电话", "访问员姓名：请填写", "3、访问员电话"])
def test_somebody_elses_column_stays_somebody_elses(heading):
    assert meanings(heading) == OTHERS


def test_a_register_with_hints_is_read_too():
    assert register_column("2、有效问卷数量：请填数字") == "有效问卷数量"


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("调查方式\n①电话②面访③网络", {"1": "电话", "2": "面访", "3": "网络"}),
        ("调查方式（1.电话 2.面访）", {"1": "电话", "2": "面访"}),
        ("调查方式：1、电话；2、入户；3、E-mail", {"1": "电话", "2": "入户", "3": "e-mail"}),
        ("调查方式 1=电话,2=面访", {"1": "电话", "2": "面访"}),
        ("调查方式（1-电话，2-面访）", {"1": "电话", "2": "面访"}),
        ("调查方式A.电话B.面访C.QQ", {"a": "电话", "b": "面访", "c": "qq"}),
        ("调查方式1电话2面访", {"1": "电话", "2": "面访"}),
        ("调查方式(A电话 B面访)", {"a": "电话", "b": "面访"}),
        ("调查方式（T=电话，M=面访）", {"t": "电话", "m": "面访"}),
        ("调查方式（电话为1，面访为2）", {"1": "电话", "2": "面访"}),
        ("调查方式（电话填D，面访填M）", {"d": "电话", "m": "面访"}),
        ("方式：1-电话；2-面访", {"1": "电话", "2": "面访"}),
        ("调查方式（T=电话，T=面访）", {}),
        ("调查方式（T电话 M面访）", {}),
        ("调查方式", {}),
        ("①调查方式", {}),
        ("调查方式 2.面访 1.电话", {}),
        ("调查方式2017年3月", {}),
    ],
)
def test_legends(heading, found):
    assert dict(legend(heading)) == found


@pytest.mark.parametrize(
    ("cell", "said"),
    [("①", "电话"), ("1", "电话"), ("（2）", "面访"), ("１", "电话"), ("1、2", "电话、面访"), ("①②", "电话、面访"),
     ("2.", "面访"),
     ("3", ""), ("电话", ""), ("①电话", ""), ("1.0", ""), ("12", ""), ("", ""), ("a", "")],
)  # fmt: skip
def test_only_codes_of_the_legend_are_explained(cell, said):
    assert explained(cell, legend("调查方式①电话②面访")) == said


CODED = [*HEADINGS[:3], "调查方式\n①电话②面访③网络", *HEADINGS[4:]]


def test_codes_become_words_and_what_was_written_is_kept():
    segment = only(
        grid([CODED, person(1, mode="①"), person(2, mode="2"), person(3, mode="电话"), person(4, mode="9")])
    )
    assert segment.texts["mode"] == ["电话", "面访", "电话", "9"]
    assert marks(segment, "legend") == [(0, "mode", "①"), (1, "mode", "2")]


def test_a_long_text_explains_codes_alike():
    cells = [CODED, *(person(n % 90 + 1, mode="①②电3"[n % 4]) for n in range(300))]
    short, long = only(grid(cells)), only(as_columns(grid(cells)))
    assert list(map(str, long.texts["mode"])) == short.texts["mode"]
    (told,) = [bulk for bulk in long.bulk_marks if bulk.kind == "legend"]
    said = list(zip(told.index.tolist(), map(str, told.details), strict=True))
    assert said == [(index, detail) for index, _, detail in marks(short, "legend")]


def test_lines_of_a_form_above_the_table_are_no_heading():
    """What is filled in behind a colon is no hint: 单位：某某公司 is not the column of employers."""
    form = ["单位：某某服务公司", "联系人：王甲", "电话：0451-87979096", "", "", ""]
    segment = only(grid([["被访者信息登记表"], form, HEADINGS, *people(1, 5)]))
    assert list(segment.rows) == [4, 5, 6, 7, 8]
    foot = ["制表人：王甲", "联系电话：0451-87979096", "单位：某某公司", "", "", ""]
    assert len(only(grid([HEADINGS, *people(1, 5), foot])).rows) == 5


def test_what_a_questionnaire_asks_is_read_as_a_roster():
    cells = [
        ["1、您的姓名：", "2、您的联系电话：", "3、您的单位是？", "4、满意程度"],
        ["王甲", "13904510001", "某厂", "满意"],
        ["王乙", "13904510002", "某厂", "满意"],
    ]
    (roster,) = read(grid(cells)).rosters
    assert roster.segments[0].columns == {"name": 0, "contact": 1, "employer": 2}
    assert list(roster.segments[0].extra_texts) == ["4、满意程度"]
