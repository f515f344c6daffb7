"""Names first: short, the telling part kept, no two alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.formats.columns import width, wrap
from reports.naming import Called, apart, cut, labels, short, short_names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("黑龙江省昌泰兴食品有限公司", "昌泰兴食品"),
        ("哈尔滨市江湾热力股份有限公司", "江湾热力"),
        ("北岸机械厂", "北岸机械厂"),
        ("哈尔滨市凯正供电服务有限公司", "凯正供电服务"),
        ("大庆亿鼎种业股份有限公司", "亿鼎种业"),
        ("哈尔滨公司", "哈尔滨"),  # nothing would be left
        ("大庆油田有限责任公司", "大庆油田"),  # 油田 would be anybody
        ("ABC松江纸业有限公司", "ABC松江纸业"),
        ("中国电信股份有限公司伊春分公司", "中国电信股份有限公司伊春分公司"),
        ("某某", "某某"),
        ("", ""),
    ],
)
def test_a_short_name_has_neither_place_nor_legal_form(name: str, shown: str) -> None:
    assert short(name) == shown


def test_the_middle_goes_and_both_ends_stay() -> None:
    assert cut("昌泰兴绿色有机食品加工销售", 17) == "昌泰兴绿…加工销售"
    assert cut("松江", 4) == "松江"


def test_where_there_is_no_number_the_company_stands_alone() -> None:
    file = "r/01、黑龙江省昌泰兴食品有限公司被访者名单.xlsx"
    made = [
        Called("01、黑龙江省昌泰兴食品有限公司被访者名单", "黑龙江省昌泰兴食品有限公司", file),
        Called("HLJ-2", "北岸机械厂", "r/a.xlsx"),
        Called("不知道", "", "r/不知道.xlsx"),
    ]
    assert labels(made, 24) == ["昌泰兴食品", "HLJ-2 北岸机械厂", "不知道"]


def test_no_two_are_alike_in_the_room_there_is() -> None:
    long = "黑龙江省北方现代农业机械装备制造销售服务{}有限公司"
    made = [
        Called("名单", "大庆昌泰兴食品有限公司", "a/名单.xlsx"),
        Called("b/名单", "哈尔滨昌泰兴食品有限公司", "b/名单.xlsx"),
        *(Called(f"名单{n}", long.format("一二三四"[n]), f"名单{n}.xlsx") for n in range(4)),
        *(Called("同名" * 20 + str(n) + "同名" * 20, "", "x.xlsx") for n in range(4)),
    ]
    for columns in (10, 16, 24, 48):
        shown = labels(made, columns)
        assert len(set(shown)) == len(made), shown
        assert max(map(width, shown)) <= columns
    assert labels(made, 24)[:2] == ["大庆昌泰兴食品", "哈尔滨昌泰兴食品"]


def test_two_that_would_become_one_keep_what_they_need() -> None:
    names = [
        "哈尔滨丰金轴承有限公司",
        "哈尔滨丰金轴承有限责任公司",
        "大庆北岸食品有限公司",
        "绥化北岸食品有限公司",
    ]
    shown = short_names(names)
    assert [shown[name] for name in names] == [
        "丰金轴承有限公司",
        "丰金轴承有限责任公司",
        "大庆北岸食品",
        "绥化北岸食品",
    ]


PARTS = st.lists(
    st.sampled_from(
        ["黑龙江省", "哈尔滨市", "大庆", "松江", "北岸", "机械", "食品", "集团", "有限公司", "有限责任公司"]
    ),
    min_size=1,
    max_size=9,
).map("".join)


@given(st.lists(PARTS, max_size=12, unique=True))
def test_no_two_companies_look_alike(names: list[str]) -> None:
    shown = short_names(names)
    assert set(shown) == set(names)
    assert len(set(shown.values())) == len(names)
    assert all(text and width(text) <= 24 for text in shown.values())


@pytest.mark.parametrize("before", range(40, 120))
def test_a_path_breaks_after_a_slash_wherever_it_begins(before: int) -> None:
    path = "/" + "d" * (before // 2) + "/" + "e" * (before // 2) + r"/\xb9\xab.txt"
    lines = wrap(path, 80, 2)
    assert any(r"\xb9\xab.txt" in line for line in lines)
    assert max(map(width, lines)) <= 80
    assert "".join(line.strip() for line in lines) == path


def test_two_names_that_differ_in_the_middle_only_are_cut_to_differ() -> None:
    names = ["黑龙江省卓越质量评价中心", "黑龙江省卓立质量评价中心", "正信测评", "黑龙江省卓越质量评价中心"]
    found = apart(names[:3], 22)
    assert len(set(found)) == 3
    assert found[2] == "正信测评"
    assert "卓越" in found[0]
    assert "卓立" in found[1]
    assert all(width(name) <= 22 for name in found)
    assert apart([names[0]], 22) == [cut(names[0], 22)]
    assert apart([names[0], names[3]], 22) == [cut(names[0], 22)] * 2  # the same name twice stays one
