"""Names of companies in few characters: place and legal form go, what tells them apart stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.formats.columns import middle, width
from reports.short import LONGEST, short, short_names


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("黑龙江省昌泰兴食品有限公司", "昌泰兴食品"),
        ("哈尔滨市凯正供电服务有限公司", "凯正供电服务"),
        ("大庆亿鼎种业股份有限公司", "亿鼎种业"),
        ("北岸机械（集团）有限责任公司", "北岸机械"),
        ("哈尔滨公司", "哈尔滨"),  # nothing would be left
        ("大庆油田有限责任公司", "大庆油田"),  # 油田 would be anybody
        ("松江纸业", "松江纸业"),
        ("某某", "某某"),
        ("", ""),
    ],
)
def test_place_and_legal_form_go(name: str, shown: str) -> None:
    assert short(name) == shown


def test_the_middle_goes_and_both_ends_stay() -> None:
    shown = short("黑龙江省松江北岸南岸东山西山联合机械制造与安装工程有限公司")
    assert len(shown) == LONGEST
    assert shown.startswith("松江北岸")
    assert shown.endswith("安装工程")
    assert "…" in shown


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
        "大庆北岸食品有限公司",
        "绥化北岸食品有限公司",
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
    assert all(text for text in shown.values())


def test_on_a_narrow_screen_both_ends_stay() -> None:
    assert middle("丰金轴承有限公司", 16) == "丰金轴承有限公司"
    one, other = middle("丰金轴承有限公司", 13), middle("丰金轴承有限责任公司", 13)
    assert (one, other) == ("丰金轴…限公司", "丰金轴…任公司")


@given(st.text(st.sampled_from("丰金轴承a1"), max_size=30), st.integers(3, 40))
def test_a_middle_cut_never_takes_more_than_its_room(text: str, columns: int) -> None:
    assert width(middle(text, columns)) <= columns
    assert middle(text, columns) == text or "…" in middle(text, columns)
