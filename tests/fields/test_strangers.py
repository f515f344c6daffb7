"""No name is shown without being asked for, whatever column it stands in."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from tests.checks.examples import Line
from tests.reports.rounds import MASKS, document, material, papers
from tests.reports.test_masking import everything
from verify.fields import contact
from verify.fields.strangers import addressed, formula, organisation, serial, written

FIELDS = ("serial", "name", "contact", "mode", "surveyed", "employer")
# Common and rare surnames, two, three and four characters, a dot, another script, written wide.
PEOPLE = (
    "王晓军",
    "李娜",
    "欧阳清水",
    "买买提·艾力",
    "㛃兰水",
    "John Walker",
    "赵　敏",
    "王元旦",
    "于和",
    "仝一水",
)
HONEST = (
    ("1", "13904510011", "电话", "2017-03-05", "松江甲厂"),
    ("2", "0451-87654311", "面访", "2017年3月6日", "松江县第二中学"),
    ("3", "13904510033", "网络问卷", "2017.3.7 上午", "北岸机械有限公司"),
    ("4", "13904510044", "QQ群", "3月8日", "退休"),
    ("5", "13904510055", "电话", "2017-02-30", "大庆油田"),
)
# Remarks beside what a cell should hold; every one names somebody.
REMARKS = (
    {"surveyed": "2017.3.5 王晓军", "mode": "李娜代答"},
    {"surveyed": "2017-03-05（李娜 13904519811）", "mode": "王晓军"},
    {"surveyed": "李 娜", "employer": "李国栋 13904519811"},
    {"name": "王晓军*", "employer": "联系人：李国栋"},
    {"name": "欧阳清水★", "employer": "松江厂李娜"},
    {"contact": "138****0011（王晓军）", "mode": "电话/王晓军"},
    {"contact": "李国栋#", "serial": "王晓军"},
    {"contact": '{formula:=VLOOKUP("李国栋",名单!A:C,3,0)}13904510011', "name": "李娜"},
)
SECRETS = (*PEOPLE, "李国栋", "13904519811")


def _line(dossier: str, at: int, **cells: str) -> Line:
    number, reached, mode, day, employer = HONEST[at % len(HONEST)]
    values = {
        "serial": number,
        "name": PEOPLE[at % len(PEOPLE)],
        "contact": reached,
        "mode": mode,
        "surveyed": day,
    }
    return Line(dossier, values | {"employer": employer} | cells, False, "")


def _exchanged(one: str, other: str) -> list[Line]:
    lines = [_line(f"{one}-{other}", at) for at in range(len(PEOPLE))]
    return [
        Line(line.dossier, line.cells | {one: line.cells[other], other: line.cells[one]}, False, "")
        for line in lines
    ]


def _told(text: str) -> list[str]:
    """Names that a text tells, also where a blank or a break stands between their characters."""
    narrow = re.sub(r"\s+", "", text)
    return [secret for secret in SECRETS if re.sub(r"\s+", "", secret) in narrow]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_paper_names_anybody_where_columns_are_exchanged_or_remarks_stand_in_cells(
    lang: str, tmp_path: Path
) -> None:
    table = [line for pair in combinations(FIELDS, 2) for line in _exchanged(*pair)]
    table += [_line("remarks", at, **cells) for at, cells in enumerate(REMARKS)]
    made = material(table, lang=lang)
    told = {
        (f.finding.code, f.message): names
        for own in made.flags.values()
        for f in own
        if (names := _told(f.message))
    }
    assert told == {}
    lines = [
        str(line) for dossier in document(made)["dossiers"] for line in (dossier["findings"], dossier["rows"])
    ]
    assert [_told(line) for line in lines if _told(line)] == []
    for name, path in papers(made, tmp_path).items():
        assert _told(everything(path)) == [], name


@pytest.mark.parametrize(
    "text",
    [
        "2017年3月5日", "2017-03-05 14:20",
        "二〇一七年三月五日", "2017 年 3 月 5 日", "3月上旬", "2017年3月至5月", "2017-3-5(日)",
        "2017.3.5 星期日", "2017年元月5日下午3点半", "Mar 5, 2017", "05-Mar-2017", "2017-03-05T09:30:00Z", "2016-11-⏎12",
        "正月初八", "正月十五", "2017年3月廿三", "2017.3.10至今", "2017年第10周", "去年12月5日",
        "作废", "请删除", "号码有误", "非本人",
        "见问卷", "同上（下同）", "电话", "面访/电话", "QQ群", "face to face", "CATI访问", "网络问卷", "电话+邮箱",
        "138****0011", "无", "约200", "#N/A", "空号", "",
    ],
)  # fmt: skip
def test_what_such_cells_are_made_of_stays_readable(text: str) -> None:
    assert written(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("王晓军", "王**"),
        ("王 晓 军", "* * *"),
        ("王\u200b晓军", "*\u200b晓*"),
        ("2017.3.5 王晓军", "2017.3.5 王**"),
        ("3月5日王晓军", "3月5日***"),
        ("周一", "周*"),
        ("元旦", "元*"),
        ("王元旦", "王**"),
        ("June", "J***"),
        ("张伟代答", "张***"),
        ("John Walker", "J*** W***"),
        ("电话王晓军", "电***"),
    ],
)
def test_every_other_word_is_masked_as_a_name(text: str, shown: str) -> None:
    assert written(text) == shown


@pytest.mark.parametrize("text", ["12", "A-012", "HLJ2017-011", "第12号", "（三）", "NO.5", "①", "12-1"])
def test_serials_stay(text: str) -> None:
    assert serial(text) == text


def test_names_among_serials_do_not() -> None:
    assert [serial(text) for text in ("王晓军", "1王晓军", "John", "wangxiaojun1")] == [
        "王**",
        "1王**",
        "J***",
        "w***1",
    ]


@pytest.mark.parametrize(
    "text", ["王先生", "李女士", "欧阳经理", "小王", "刘总", "先生", "张*", "李XX", "王某某", "王某", "测…"]
)
def test_forms_of_address_and_masks_stay(text: str) -> None:
    assert addressed(text) == text


def test_full_names_with_a_mark_do_not() -> None:
    texts = (
        "王晓军*",
        "张立伟★",
        "王 晓 军*",
        "欧阳清水※",
        "莫某水",
        "王晓军先生",
        "李先生 王晓军",
        "John Walker*",
    )
    shown = ["王***", "张**★", "王***", "欧***※", "莫某*", "王***", "李先生 ***", "J*** ****"]
    assert [addressed(text) for text in texts] == shown


@pytest.mark.parametrize(
    "text",
    [
        "松江甲厂", "大庆油田", "北岸机械有限公司", "哈尔滨市第一医院", "王家店", "李家村", "黄河小学", "国网", "退休", "IBM",
        "松江厂第12车间", "安达市李镇中学",
    ],
)  # fmt: skip
def test_employers_stay(text: str) -> None:
    assert organisation(text) == text


def test_people_among_employers_do_not() -> None:
    known = frozenset({"李娜", "㛃兰水"})
    texts = (
        "王晓军",
        "李娜",
        "王　晓军",
        "松江厂李娜",
        "㛃兰水的店",
        "联系人：李国栋",
        "松江厂（王晓军）",
        "欧阳清水",
    )
    shown = ["王**", "李*", "*　晓*", "松江厂李*", "㛃**的店", "联系人：李**", "松江厂（王**）", "欧***"]
    assert [organisation(text, known) for text in texts] == shown


def test_a_formula_keeps_its_functions_and_no_names() -> None:
    assert formula('=TEXT(C2+1,"0")') == '=TEXT(C2+1,"0")'
    assert formula('=VLOOKUP("王晓军",Sheet1!A:C,3,0)&李娜') == '=VLOOKUP("王**",S***1!A:C,3,0)&李*'


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("王晓军*", "王***"),
        ("13904510011 #2", "139****0011 #2"),
        ("张三?13904510011", "张*?139****0011"),
        ("xxwang@qq.com", "x***@qq.com"),
        ("wangxx", "w***"),
        ("138****1234（王晓军）", "138****1234（王**）"),
        ("138****1234", "138****1234"),
        ("0451-8765****", "0451-8765****"),
        ("a@b.com 王晓军", "a***"),
    ],
)
def test_a_sign_of_masking_shows_nothing_else(value: str, shown: str) -> None:
    assert contact.mask(value) == shown
    assert contact.mask(shown) == shown


def test_the_masks_know_every_kind_of_text() -> None:
    assert set(MASKS) == {
        "contact",
        "name",
        "written",
        "serial",
        "formula",
        "addressed",
        "organisation",
        "people",
    }
