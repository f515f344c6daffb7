"""A text of over 5,000 lines is read by whole columns: odd shapes give the same rows, values, marks and notes on both roads."""

from __future__ import annotations

from pathlib import Path
from random import Random
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.table.test_header_long import plain
from verify.intake.formats import delimited
from verify.intake.formats.encoding import heading
from verify.intake.grid import CELL_ERROR
from verify.intake.table.header import find_rosters
from verify.intake.table.headings import heading_words
from verify.settings import Settings

WORDS = frozenset(heading(word) for word in heading_words())
HEADS = ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位")
PEOPLE = 260  # more than are looked at one by one
NAMES = "甲乙丙丁戊己庚辛壬癸"


def person(n: int, **cells: str) -> list[str]:
    known = {
        "serial": str(n), "name": f"王{NAMES[n % 10]}{NAMES[n // 10 % 10]}", "contact": f"1390451{n:04d}",
        "mode": "电话", "surveyed": f"2017-03-{n % 28 + 1:02d}", "employer": "某某厂",
    }  # fmt: skip
    return list((known | cells).values())


def people(**of: object) -> list[list[str]]:
    return [person(n, **{k: v(n) for k, v in of.items()}) for n in range(1, PEOPLE + 1)]  # type: ignore[operator]


def headed(**of: str) -> list[str]:
    return [of.get(name, name) for name in HEADS]


def with_lines(rows: list[list[str]], *more: tuple[int, list[str]]) -> list[list[str]]:
    for at, line in sorted(more, reverse=True):
        rows.insert(at, line)
    return rows


def text(rows: list[list[str]], separator: str = ",") -> str:
    return "".join(separator.join(row) + "\n" for row in rows)


def day(n: int) -> str:
    return f"{n % 28 + 1}日"


def month_day(n: int) -> str:
    return f"3月{n % 28 + 1}日"


CODES = people(mode=lambda n: str(n % 2 + 1))
LEGEND = "调查方式：1电话 2面访"
SHAPES = {
    "year in the heading": text([headed(调查时间="调查时间（2016年）"), *people(surveyed=month_day)]),
    "month in the heading": text([headed(调查时间="调查时间（2017年3月）"), *people(surveyed=day)]),
    "months above": text([["调查时间：2016年3月—5月"], list(HEADS), *people(surveyed=month_day)]),
    "month over the rows": text(
        with_lines(
            [list(HEADS), *people(surveyed=day)],
            (1, ["2017年3月"]), (50, ["", "2017年4月"]), (200, ["2017年5月", "", "", "", "", ""]),
        )
    ),
    "days over the people": text(
        with_lines(
            [list(HEADS), *people(surveyed=lambda n: "")],
            (1, ["2017年3月5日"]), (50, ["", "2017-03-06"]), (200, ["3月7日（周二）", "", "", "", "", ""]),
        )
    ),
    "a day at the end only": text(with_lines([list(HEADS), *people(surveyed=lambda n: "")], (200, ["2017年3月5日"]))),
    "a legend above": text([[LEGEND], list(HEADS), *CODES]),
    "a legend below": text([list(HEADS), *CODES, [f"注：{LEGEND}"]]),
    "as on the left": text([list(HEADS), *people(mode=lambda n: "同左" if n == 9 else "电话")]),
    "error cells": text(
        [
            list(HEADS),
            *people(
                contact=lambda n: "#N/A" if n in (5, 200) else f"1390451{n:04d}",
                surveyed=lambda n: "########" if n == 7 else "2017-03-05",
            ),
        ]
    ),
    "more fields than headings": text(
        [list(HEADS), *([*row, "多的"] if int(row[0]) in (20, 240) else row for row in people())]
    ),
    "breaks off in a number": text([list(HEADS), *people()]) + "261,王甲甲,139",
    "breaks off in a day": text([headed()[:5], *(row[:5] for row in people())])[:-4],
    "no end of the last line": text([list(HEADS), *people()])[:-1],
    "blanks between columns": text([list(HEADS), *people()], "   "),
    "one blank": text([list(HEADS), *people()], " "),
    "tabs": text([list(HEADS), *people()], "\t"),
    "separator named": "sep=;\n" + text([list(HEADS), *people()], ";"),
    "totals and signatures": text(
        with_lines([list(HEADS), *people()], (40, ["小计", "39人"]), (262, ["填表人：李某", "", "", "审核：赵某"]))
    ),
    "headings again": text(with_lines([list(HEADS), *people()], (100, list(HEADS)))),
}  # fmt: skip


def read(path: Path, data: bytes, longest: int) -> object:
    path.write_bytes(data)
    with mock.patch.object(delimited, "_LONG_LINES", longest):
        grids = delimited.read_text(path, len(data), Settings(), WORDS)
    result = find_rosters("a.csv", "0" * 64, "csv", grids)
    return (
        [plain(segment) for roster in result.rosters for segment in roster.segments],
        [(roster.title, sorted(roster.notes)) for roster in result.rosters],
        [(problem.code, dict(problem.facts)) for problem in result.problems],
    )


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("shape", SHAPES)
def test_odd_shapes_are_read_alike(tmp_path, shape, encoding):
    data = SHAPES[shape].encode(encoding)
    short, long = (read(tmp_path / "a.csv", data, lines) for lines in (10**9, 10))
    assert short[0], "nothing was read"
    assert long == short


def test_five_thousand_lines_and_one_more_know_the_year(tmp_path):
    """The one shape in full length: no border is moved by the test."""
    for count in (4_900, 5_100):
        rows = [person(n, surveyed=month_day(n)) for n in range(1, count + 1)]
        data = text([headed(调查时间="调查时间（2016年）"), *rows]).encode()
        (tmp_path / "a.csv").write_bytes(data)
        (grid,) = delimited.read_text(tmp_path / "a.csv", len(data), Settings(), WORDS)
        assert (grid.columns is None) == (count == 4_900)
        ((segment,),) = (roster.segments for roster in find_rosters("a.csv", "", "csv", [grid]).rosters)
        assert {str(said)[:7] for said in segment.texts["surveyed"]} == {"2016年3月"}


ODD = st.sampled_from(
    ["3月5日", "5日", "2017-03-05", "3.20", "", "#N/A", "####", "同上", "同左", "2016年4月1日", "3-5", "13日"]
)
ABOVE = st.sampled_from(["", "调查时间：2017年3月", "2016年3-5月被访者名单", "填表日期：2017年5月1日"])
HEADING = st.sampled_from(
    ["调查时间", "调查时间（2016年）", "2017年3月调查时间", "调查时间（如2017年3月5日）"]
)
LINE = st.sampled_from(["", "2017年3月", "4月", "2016年", "小计", "二组"])


@settings(max_examples=80, deadline=None)
@given(st.lists(ODD, min_size=12, max_size=40), ABOVE, HEADING, st.lists(LINE, min_size=4, max_size=4))
def test_years_months_and_odd_days_are_read_alike(tmp_path_factory, days, above, head, between):
    rows = [person(n, surveyed=said) for n, said in enumerate(days, 1)]
    lines = [(at * 3, [line]) for at, line in enumerate(between) if line]
    data = text([[above], headed(调查时间=head), *with_lines(rows, *lines)]).encode()
    path = tmp_path_factory.mktemp("long") / "a.csv"
    assert read(path, data, 10) == read(path, data, 10**9)


def test_an_error_cell_of_a_long_text_is_nobodys_fault(tmp_path):
    (segment, *_), *_ = read(tmp_path / "a.csv", SHAPES["error cells"].encode(), 10)
    texts, marks = segment[4], segment[-1]
    assert texts["contact"][4] == CELL_ERROR
    assert ("contact", "unread", 4, "error") in marks


_HEADINGS = (
    HEADS,
    (*HEADS, "备注"),
    ("序号", "姓名", "手机", "座机", "调查方式", "调查时间", "工作单位"),
    ("序号", "姓名", "联系方式", "调查方式", "开始时间", "结束时间", "工作单位"),
    ("被访者编号", "被访者姓名", "电话号码", "访问方式", "访问日期", "单位名称"),
)
_ODD = {
    "姓名": ("王甲", "李 乙", "#REF!", "同上", "张(作废)", "王先生", "赵**", ""),
    "联系方式": (
        "#N/A",
        "同上",
        "0451-87900001",
        "1.39E+10",
        "139****0001",
        "",
        "１３９０４５１０００１",
        "13904510001(空号)",
    ),
    "调查方式": ("同上", "同左", "1", "1,2", "√电话 面访", "", "#NAME?", "A"),
    "调查时间": (
        "3月5日",
        "5日",
        "同上",
        "########",
        "2017.3.5",
        "42799",
        "",
        "3/21",
        "2016年3月",
        "#VALUE!",
    ),
    "工作单位": ("同上", "〃", "#N/A", "", '"某,厂"', "某厂（停业）", "上海 某厂"),
}
_BETWEEN = (
    "", "小计,3人", "第二组", "2017年3月", "注：1电话 2面访", "调查方式：1电话 2面访", "合计", ",,,,,",
    "制表：李某,,,审核：王某", ",".join(HEADS),
)  # fmt: skip
_MEANT = {
    **{"手机": "联系方式", "电话号码": "联系方式", "开始时间": "调查时间", "访问日期": "调查时间"},
    **{"被访者编号": "序号", "被访者姓名": "姓名", "访问方式": "调查方式", "单位名称": "工作单位"},
}
_OTHERS = ("", "0451-87900009", "作废", "2017-03-08")


def _odd_list(seed: int) -> str:
    """A list in which many things are odd at once."""
    dice = Random(seed)
    heads = dice.choice(_HEADINGS)
    lines = [dice.choice(("", "被访者名单", "调查时间：2017年3月", "填表日期：2017年5月")), ",".join(heads)]
    for n in range(1, dice.choice((15, PEOPLE)) + 1):
        known = dict(zip(HEADS, person(n), strict=True))
        known |= {name: dice.choice(odd) for name, odd in _ODD.items() if dice.random() < 0.12}
        row = [known.get(_MEANT.get(head, head)) or dice.choice(_OTHERS) for head in heads]
        row += ["多"] if dice.random() < 0.02 else []
        lines.append(",".join(row[:-1] if dice.random() < 0.02 else row))
        lines += [dice.choice(_BETWEEN)] if dice.random() < 0.03 else []
    return "\n".join(lines) + "\n" * (dice.random() < 0.7)


@pytest.mark.parametrize("seed", range(20))
def test_lists_in_which_many_things_are_odd_are_read_alike(tmp_path, seed):
    data = _odd_list(seed).encode()
    assert read(tmp_path / "a.csv", data, 10) == read(tmp_path / "a.csv", data, 10**9)
