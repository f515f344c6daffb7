"""Headings say what stands below them: QQ numbers, WeChat accounts, extensions, local numbers of one city."""

from __future__ import annotations

import pytest

from tests.intake.grids import grid, only
from tests.intake.table.test_header_long import as_columns
from verify.fields import contact

NAMES = ("王甲", "王乙", "王丙", "王丁", "王戊")


def contacts_below(heads, *columns, long=False, above=()):
    lines = [
        *([line] for line in above),
        ["序号", "姓名", *heads, "调查时间"],
        *(
            [str(n), name, *cells, "2017-03-05"]
            for n, (name, *cells) in enumerate(zip(NAMES, *columns, strict=True), 1)
        ),
    ]
    segment = only(as_columns(grid(lines)) if long else grid(lines))
    return segment, list(map(str, segment.texts["contact"]))


def kinds(texts):
    return [[(c.kind, c.value, c.problem) for c in contact.clean(text)] for text in texts]


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize("heading", ["QQ号", "被访者QQ号码", "QQ"])
def test_digits_below_qq_are_accounts(heading, long):
    _, texts = contacts_below(
        [heading], ["123456789", "23456789", "98765", "13904510001", "liming@163.com"], long=long
    )
    assert texts == ["QQ 123456789", "QQ 23456789", "QQ 98765", "13904510001", "liming@163.com"]
    assert [found[0][0] for found in kinds(texts)] == ["qq", "qq", "qq", "mobile", "email"]


@pytest.mark.parametrize("long", [False, True])
@pytest.mark.parametrize(
    ("heading", "account", "kind"),
    [("QQ号", "123456789", "qq"), ("微信号", "liminghao", "wechat"), ("邮箱", "li@163.com", "email")],
)
@pytest.mark.parametrize("order", [1, -1])
def test_whoever_left_only_an_account_has_a_contact(heading, account, kind, order, long):
    phones = ["13904510001", "13904510002", "", "", "13904510005"]
    accounts = ["", "", account, account, account]
    segment, texts = contacts_below(["手机", heading][::order], *[phones, accounts][::order], long=long)
    found = kinds(texts)
    assert [[kind for kind, *_ in line] for line in found] == [
        ["mobile"],
        ["mobile"],
        [kind],
        [kind],
        ["mobile", kind],
    ]
    assert all(not problem for line in found for *_, problem in line)
    assert segment.headings["contact"] == "手机"  # a finding points at the number


def test_a_technical_id_is_no_contact():
    ids = [f"oX3a{n:024d}" for n in range(5)]
    segment, texts = contacts_below(["手机", "微信OpenID"], ["13904510001"] * 5, ids)
    assert texts == ["13904510001"] * 5
    assert "微信OpenID" in segment.extra_columns


@pytest.mark.parametrize("long", [False, True])
def test_an_extension_beside_the_number(long):
    numbers = ["0451-86541237", "0451-86541237", "13904510003", "", "0451-86541237"]
    _, texts = contacts_below(["电话", "分机"], numbers, ["801", "802", "803", "804", ""], long=long)
    assert texts == ["0451-86541237转801", "0451-86541237转802", "13904510003", "", "0451-86541237"]
    assert kinds(texts)[1] == [("landline", "0451-86541237-802", "")]


@pytest.mark.parametrize(
    ("heading", "above", "long"),
    [
        ("联系方式（区号0451）", [], False),
        ("联系方式（区号0451）", [], True),
        ("联系方式", ["以下座机区号均为0451"], False),
    ],
)
def test_an_area_code_that_is_said_once(heading, above, long):
    numbers = ["86541237", "8654-1238", "13904510003", "0455-8654123", "8654123"]
    _, texts = contacts_below([heading], numbers, above=above, long=long)
    assert [found[0] for found in kinds(texts)] == [
        ("landline", "0451-86541237", ""),
        ("landline", "0451-86541238", ""),
        ("mobile", "13904510003", ""),
        ("landline", "0455-8654123", ""),
        ("landline", "8654123", "area_code_missing"),  # not of that city: nobody is accused
    ]
