"""Numbers as hands and programs leave them: letters among digits, thousands, masked copies, pictures."""

from __future__ import annotations

import pandas as pd
import pytest

from verify.fields.contact import clean, clean_column, mask
from verify.fields.text import PICTURE


def found(text, mode=""):
    return [(item.kind, item.value, item.problem) for item in clean(text, mode)]


@pytest.mark.parametrize("mode", ["", "PHONE", "WECHAT", "QQ"])
@pytest.mark.parametrize(
    "text",
    ["l3904510001", "I3904510001", "i3904510001", "139O4510001", "139o4510001", "1390451OOO1",
     "13904510ОО1", "1З904510001", "1390451000l", "l39 0451 0001", "139-O451-0001", "+86 l3904510001", "l390451OO1",
     "139045l00011", "O451-87979096", "0451-8797909O", "О451-87979096", "8797909l", "139S4510001", "1390451B001"],
)  # fmt: skip
def test_letters_typed_for_digits_are_an_unreadable_number(text, mode):
    assert [(item.kind, item.problem) for item in clean(text, mode)] == [("unreadable", "unreadable")]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("lily13904510001", "wechat", "lily13904510001"),
        ("ol_1987", "wechat", "ol_1987"),
        ("zhao13904", "wechat", "zhao13904"),
        ("SB1234567", "wechat", "SB1234567"),
        ("微信：l3904510001", "wechat", "l3904510001"),
        ("l3904510001@163.com", "email", "l3904510001@163.com"),
        ("13904510001 I", "mobile", "13904510001"),
        ("B座 13904510001", "mobile", "13904510001"),
    ],
)
def test_accounts_and_notes_beside_a_number_stay_what_they_are(text, kind, value):
    assert found(text) == [(kind, value, "")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13,904,510,001", "13904510001"),
        ("13，904，510，001", "13904510001"),
        ("13'904'510'001", "13904510001"),
        ("13,904,510,001.00", "13904510001"),
        ("'13904510001", "13904510001"),
        ("87,979,096", "87979096"),
        ("45,187,979,096", "0451-87979096"),
    ],
)
def test_separators_of_thousands_are_no_breaks(text, value):
    (only,) = clean(text)
    assert only.value == value


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("13904510001,13904510002", ["13904510001", "13904510002"]),
        ("13904510001，801，802", ["13904510001"]),
        ("0451-87979096,801,802", ["0451-87979096"]),
    ],
)
def test_a_list_of_numbers_is_no_thousands(text, values):
    assert [item.value for item in clean(text)] == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("139****0001、13904510001", "13904510001"),
        ("13904510001、139****0001", "13904510001"),
        ("139****0001 13904510001", "13904510001"),
        ("13904510001(139****0001)", "13904510001"),
        ("****0001/13904510001", "13904510001"),
        ("139XXXX0001;13904510001", "13904510001"),
        ("0451-****9096、0451-87979096", "0451-87979096"),
    ],
)
def test_a_masked_copy_beside_the_full_number_is_no_second_contact(text, value):
    assert [(item.value, item.problem) for item in clean(text)] == [(value, "")]


@pytest.mark.parametrize(
    "text", ["139****0001、13904510002", "139****0001、13804510001", "138****0001 0451-87979096"]
)
def test_a_mask_over_another_number_is_kept(text):
    assert [item.kind == "masked" for item in clean(text)] == [True, False]


@pytest.mark.parametrize(
    "text",
    ['=DISPIMG("ID_61A4",1)', '=_xlfn.DISPIMG("ID_13904510001",1)', '=IMAGE("http://a/13904510001.png")'],
)
def test_a_picture_is_said_to_be_one(text):
    assert found(text) == [("unreadable", PICTURE, "picture")]
    assert mask(PICTURE) == PICTURE


def test_a_column_reads_as_its_cells_do():
    texts = [
        "13904510001",
        "l3904510001",
        "13,904,510,001",
        "139****0001、13904510001",
        '=DISPIMG("a",1)',
        "",
    ]
    column = clean_column(pd.Series(texts, dtype="str"))
    one_by_one = [(item.kind, item.value, item.problem) for text in texts for item in clean(text)]
    assert list(column[["kind", "value", "problem"]].itertuples(index=False, name=None)) == one_by_one


@pytest.mark.parametrize(
    "text",
    [
        "139,0451,0001", "139，0451，0001", "139/0451/0001", "139~0451~0001", "139、0451、0001", "1390/451/0001",
        "一三九零四五一零零零一", "一三九〇四五一〇〇〇一", "壹叁玖零肆伍壹零零零壹", "幺三九 零四五幺 零零零幺",
        "913904510001", "9013904510001", "9,013904510001", "9-13904510001", "9，139 0451 0001",
        "1795113904510001", "17911-13904510001", "12593 139 0451 0001", "17951013904510001", "1259313904510001",
    ],
)  # fmt: skip
def test_a_mobile_in_unusual_writing(text):
    assert [(c.kind, c.value, c.problem, c.raw) for c in clean(text)] == [("mobile", "13904510001", "", text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("9-0451-87979096", "0451-87979096"), ("17951045187979096", "0451-87979096"),
     ("零四五一八七九七九零九六", "0451-87979096"), ("9,0451-87979096", "0451-87979096")],
)  # fmt: skip
def test_a_landline_in_unusual_writing(text, value):
    assert [(c.kind, c.value, c.problem) for c in clean(text)] == [("landline", value, "")]


@pytest.mark.parametrize(
    "text",
    [
        "139,0451,000",
        "139/0451/00012",
        "139045100112",
        "17951 1390451000",
        "9139045100",
        "一三九零四五一零零",
    ],
)
def test_a_digit_too_few_or_too_many_is_still_told(text):
    assert "" not in {c.problem for c in clean(text)}


@pytest.mark.parametrize("text", ["13904510001/13904510002/13904510003", "9513904", "95139045"])
def test_lists_and_short_codes_stay_what_they_are(text):
    assert {c.kind for c in clean(text)} <= {"mobile", "short_code", "landline"}
    assert len(clean(text)) == text.count("/") + 1


@pytest.mark.parametrize(
    ("text", "kind", "value", "problem"),
    [
        ("0451-96777", "short_code", "0451-96777", ""),
        ("045196777", "short_code", "0451-96777", ""),
        ("0451-12345", "short_code", "0451-12345", ""),
        ("0451-967771", "short_code", "0451-967771", ""),
        ("0451-9677712", "landline", "0451-9677712", "wrong_length"),
        ("0451-87654", "landline", "0451-87654", "wrong_length"),
        ("8 914 123 45 67", "landline", "+7 914 123-45-67", ""),
        ("8(914)123-45-67", "landline", "+7 914 123-45-67", ""),
        ("8-914-201-4567", "landline", "+7 914 201-45-67", ""),
        ("914 201 4567", "landline", "0914-2014567", "area_zero_missing"),
    ],
)
def test_hotlines_of_a_city_and_mobiles_of_russians(text, kind, value, problem):
    assert [(c.kind, c.value, c.problem) for c in clean(text)] == [(kind, value, problem)]


@pytest.mark.parametrize(
    "text",
    ["(跳过)", "（跳过）", "跳过", "未作答", "拒绝", "未提供", "无法提供", "不愿透露", "待补", "待核", "未采集", "（空白）",
     "<空>", "略", "Refused"],
)  # fmt: skip
def test_what_a_programme_fills_in_is_no_contact(text):
    assert [(c.kind, c.problem) for c in clean(text)] == [("none", "missing")]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("liming@163.con", "doubtful"), ("test@test.com", "doubtful"), ("1@1.com", "doubtful"), ("微信 13904", "doubtful"),
        ("l@qq.com", "doubtful"), ("10000@qq.com", "doubtful"),
        ("liming@163.com", ""), ("100001@qq.com", ""), ("kefu@a1.com", ""), ("微信 123456789", ""), ("liming@abcd.com.cn", ""),
        ("testov@mail.ru", ""), ("contest@163.com", ""),
    ],
)  # fmt: skip
def test_an_account_that_hardly_anybody_has_is_a_doubt(text, problem):
    assert [c.problem for c in clean(text)] == [problem]
