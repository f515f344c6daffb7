"""What survey programmes export, read whole: who, how to reach them, when, and what the programme noted beside it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.intake.grids import grid, only, read
from tests.intake.table.test_header_long import as_columns
from verify.fields import surveyed

WINDOW = (date(2016, 12, 1), date(2017, 6, 20))
NAMES = ("王甲", "王乙", "王丙", "王丁")


def export(headings, line):
    return grid([headings, *(line(number, name) for number, name in enumerate(NAMES, 1))])


def phone(number):
    return f"1390451000{number}"


# programme -> (headings, line, day and minute of the first row, extras that must be kept)
EXPORTS = {
    "问卷星": (
        [
            "序号",
            "提交答卷时间",
            "所用时间",
            "来源",
            "来源详情",
            "来自IP",
            "1、您的姓名：",
            "2、您的手机号码：",
            "3、您所在的单位是？",
            "4、您是否满意",
            "总分",
        ],
        lambda n, name: [
            str(n),
            f"2017/3/{n} 9:3{n}:12",
            f"8{n}秒",
            "微信",
            "N/A",
            f"218.7.20.{n}(黑龙江-哈尔滨)",
            name,
            phone(n),
            "某厂",
            "满意",
            "96",
        ],
        (date(2017, 3, 1), 571),
        ["所用时间", "来自IP", "来源", "总分"],
    ),
    "问卷星，填空矩阵": (
        [
            "序号",
            "提交答卷时间",
            "所用时间",
            "来自IP",
            "1、基本信息—姓名",
            "1、基本信息—联系电话",
            "1、基本信息—工作单位",
            "2、满意度",
        ],
        lambda n, name: [
            str(n),
            f"2017-03-0{n} 09:3{n}:12",
            f"{n}分钟",
            f"218.7.20.{n}",
            name,
            phone(n),
            "某厂",
            "满意",
        ],
        (date(2017, 3, 1), 571),
        ["所用时间", "来自IP"],
    ),
    "腾讯问卷": (
        [
            "编号",
            "开始答题时间",
            "结束答题时间",
            "答题时长",
            "语言",
            "IP",
            "UA",
            "1.您的姓名",
            "2.您的联系方式",
            "3.您的工作单位",
            "4.满意吗",
        ],
        lambda n, name: [
            str(n),
            f"2017-03-0{n} 09:30:0{n}",
            f"2017-03-0{n} 09:33:40",
            "3分40秒",
            "简体中文",
            f"1.2.3.{n}",
            "x",
            name,
            phone(n),
            "某厂",
            "满意",
        ],
        (date(2017, 3, 1), 570),
        ["开始答题时间", "结束答题时间", "答题时长", "IP"],
    ),
    "金数据": (
        ["序号", "姓名", "手机", "单位", "提交人", "提交时间", "修改时间", "填写设备", "浏览器", "IP"],
        lambda n, name: [
            str(n),
            name,
            phone(n),
            "某厂",
            "",
            f"2017-03-0{n} 09:30:12 +0800",
            f"2017-03-0{n} 09:31:12 +0800",
            "手机",
            "Chrome",
            f"1.2.3.{n}",
        ],
        (date(2017, 3, 1), 570),
        ["修改时间", "IP"],
    ),
    "KoBo": (
        [
            "start",
            "end",
            "today",
            "deviceid",
            "基本信息/姓名",
            "基本信息/联系电话",
            "基本信息/工作单位",
            "调查方式",
            "_id",
            "_uuid",
            "_submission_time",
            "_index",
        ],
        lambda n, name: [
            f"2017-03-0{n}T09:30:12.000+08:00",
            f"2017-03-0{n}T09:44:12.000+08:00",
            f"2017-03-0{n}",
            "a1",
            name,
            phone(n),
            "某厂",
            "面访",
            "77",
            "u",
            f"2017-03-0{n}T01:45:00",
            str(n),
        ],
        (date(2017, 3, 1), 570),
        ["start", "end", "_submission_time"],
    ),
    "KoBo, English, other clock": (
        [
            "start",
            "end",
            "deviceid",
            "survey/name",
            "survey/phone",
            "survey/company",
            "_submission_time",
            "_index",
        ],
        lambda n, name: [
            f"2017-03-0{n}T17:30:12.000Z",
            f"2017-03-0{n}T17:44:12.000Z",
            "a1",
            name,
            phone(n),
            "某厂",
            "x",
            str(n),
        ],
        (date(2017, 3, 2), 90),
        ["start", "end"],
    ),
    "SurveyCTO": (
        [
            "SubmissionDate",
            "starttime",
            "endtime",
            "deviceid",
            "devicephonenum",
            "username",
            "duration",
            "name",
            "phone",
            "employer",
            "KEY",
        ],
        lambda n, name: [
            f"Mar {n}, 2017 9:50:00 AM",
            f"Mar {n}, 2017 9:30:12 AM",
            f"Mar {n}, 2017 9:44:12 AM",
            "d",
            "",
            "enum1",
            "840",
            name,
            phone(n),
            "某厂",
            "uuid:1",
        ],
        (date(2017, 3, 1), 570),
        ["starttime", "endtime", "duration", "SubmissionDate"],
    ),
}


@pytest.mark.parametrize("programme", EXPORTS)
def test_an_export_is_read_whole(programme):
    headings, line, first, extras = EXPORTS[programme]
    segment = only(export(headings, line))
    assert segment.texts["name"] == list(NAMES)
    assert segment.texts["contact"] == [phone(n) for n in range(1, 5)]
    assert segment.texts["employer"] == ["某厂"] * 4
    days = [surveyed.clean(text, WINDOW) for text in segment.texts["surveyed"]]
    assert [day.problem for day in days] == [""] * 4
    assert [day.start for day in days] == [date(2017, 3, first[0].day + n) for n in range(4)]
    assert all(day.start == day.end for day in days)
    assert days[0].minute == first[1]
    assert set(extras) <= set(segment.extra_texts)


@pytest.mark.parametrize("programme", EXPORTS)
def test_a_long_export_is_read_alike(programme):
    headings, line, _, _ = EXPORTS[programme]
    short, long = only(export(headings, line)), only(as_columns(export(headings, line)))
    assert long.columns == short.columns
    assert {k: list(map(str, v)) for k, v in long.extra_texts.items()} == short.extra_texts
    assert {k: list(map(str, v)) for k, v in long.texts.items()} == short.texts


def test_the_enumerators_name_is_not_the_respondents():
    headings, line, _, _ = EXPORTS["SurveyCTO"]
    (roster,) = read(export(headings, line)).rosters
    assert roster.segments[0].columns["name"] == headings.index("name")
