"""Every way of writing a contact, read as people mean it. All numbers are made up."""

import pytest

from phrases import texts
from verify.fields.contact import KINDS, PROBLEMS, Contact, clean, mask

M, L = "13904510001", "0451-87979096"


def read(text, mode=""):
    return [(c.kind, c.value, c.problem) for c in clean(text, mode)]


@pytest.mark.parametrize(
    "text",
    [
        "13904510001", "139 0451 0001", "139-0451-0001", "139.0451.0001", "(139)04510001",
        "１３９０４５１０００１",
        "+8613904510001", "+86 139 0451 0001", "+86-13904510001", "(+86)13904510001", "8613904510001",
        "008613904510001", "0086 13904510001", "013904510001", "tel:13904510001", "Tel：13904510001",
        "手机：13904510001", "电话:13904510001", "13904510001（李）", "李13904510001", "13904510001 李女士",
        "13904510001.0", "1.3904510001E+10", " 13904510001\u3000", "\u202d13904510001\u202c",
        "13904510001微信同号", "13904510001（同微信）", "微信同号13904510001", "微信：13904510001",
        "13904510001(2单元301)", "1、13904510001", "13904510001/2", "139—0451—0001",
    ],
)  # fmt: skip
def test_mobile(text):
    assert clean(text) == (Contact("mobile", M, text, ""),)


@pytest.mark.parametrize(
    "text",
    [
        "0451-87979096", "(0451)87979096", "（0451）87979096", "0451—87979096",
        "0451——87979096", "045187979096",
        "0451 87979096", "0451-8797 9096", "0451-8797-9096", "+86-451-87979096", "+86 451 87979096",
        "+86(0451)87979096", "8645187979096", "0451：87979096", "0451一87979096", "电话：0451-87979096",
        "０４５１－８７９７９０９６", "tel 0451-87979096", "0451-87979096/97",
        "0451-87979096（办）", "0451/87979096", "0451，87979096",
    ],
)  # fmt: skip
def test_landline(text):
    assert clean(text) == (Contact("landline", L, text, ""),)


@pytest.mark.parametrize(
    "tail",
    [
        "-801",
        "转801",
        " 转 801",
        "ext.801",
        " ext 801",
        "x801",
        "分机801",
        "—801",
        "(801)",
        "#801",
        "*801",
        "＊801",
    ],
)
def test_extension(tail):
    assert read(L + tail) == [("landline", L + "-801", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("010-87979096", "010-87979096"),
        ("0452-7979096", "0452-7979096"),
        ("0459 7979096", "0459-7979096"),
        ("0452-7979096-8", "0452-7979096-8"),
        ("+852 2345 6789", "+852 2345 6789"),
        ("00852 23456789", "+852 2345 6789"),
        ("+7 912 345-67-89", "+7 912 345-67-89"),
    ],
)
def test_other_landlines_and_foreign_numbers(text, expected):
    assert read(text) == [("landline", expected, "")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("400-820-8820", "toll_free"), ("4008208820", "toll_free"), ("8008208820", "toll_free"),
        ("95588", "short_code"), ("96555", "short_code"), ("10086", "short_code"), ("110", "short_code"),
        ("9551234", "short_code"), ("1064012345678", "iot"), ("1440123450789", "iot"),
        ("1410123450789", "iot"),
        ("14604510001", "iot"), ("14804510001", "iot"), ("17204510001", "iot"), ("13490451001", "satellite"),
        ("17400451001", "satellite"), ("17490451001", "satellite"), ("14504510001", "mobile"),
        ("14704510001", "mobile"), ("14904510001", "mobile"), ("17004510001", "mobile"),
        ("19904510001", "mobile"),
    ],
)  # fmt: skip
def test_kinds_of_the_plan(text, kind):
    assert [(c.kind, c.problem) for c in clean(text)] == [(kind, "")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("13904510001/13904510002", [M, "13904510002"]),
        ("13904510001、13904510002", [M, "13904510002"]),
        ("13904510001，13904510002；13904510003", [M, "13904510002", "13904510003"]),
        ("13904510001 13904510002", [M, "13904510002"]),
        ("13904510001\n13904510002", [M, "13904510002"]),
        ("139 0451 0001 139 0451 0002", [M, "13904510002"]),
        ("13904510001或13904510002", [M, "13904510002"]),
        ("13904510001和13904510002", [M, "13904510002"]),
        ("0451-87979096/87979097", [L, "0451-87979097"]),
        ("0451-87979096、13904510001", [L, M]),
        ("0451-87979096 13904510001", [L, M]),
        ("手机139 0451 0001 座机0451-87979096", [M, L]),
        ("13904510001 Li_n@QQ.com", [M, "li_n@qq.com"]),
        ("13904510001(微信:zhang_1)", [M, "zhang_1"]),
    ],
)
def test_several_in_a_cell_in_order(text, values):
    found = clean(text)
    assert [c.value for c in found] == values
    assert {c.problem for c in found} == {""}
    assert all(c.raw in text and len(c.raw) < len(text) for c in found)


def test_one_contact_twice_counts_once():
    assert clean("13904510001/139-0451-0001") == (Contact("mobile", M, "13904510001/139-0451-0001"),)


def test_abbreviated_second_number_is_no_accusation():
    assert read("87979096/7") == [("landline", "87979096", "area_code_missing")]


@pytest.mark.parametrize(
    "text",
    [
        "138****8000", "138xxxx8000", "138XXXX8000", "138●●●●8000", "138××××8000",
        "138＊＊＊＊8000", "138 **** 8000",
        "1390451****", "****8000", "138----8000", "138…8000", "138    8000", "1390451x001", "0451-****9096",
        "0451-8797****", "***********", "l***@qq.com", "微信：zh***g",
    ],
)  # fmt: skip
def test_masked(text):
    (contact,) = clean(text)
    assert (contact.kind, contact.problem) == ("masked", "masked")


def test_mask_beside_a_whole_number():
    assert [c.kind for c in clean("138****8000/13904510001")] == ["masked", "mobile"]


@pytest.mark.parametrize("text", ["1.38E+10", "1.39045E+10", "1.39e+10", "1.390451E+10"])
def test_digits_lost_are_never_guessed(text):
    assert clean(text) == (Contact("unreadable", text, text, "digits_lost"),)


@pytest.mark.parametrize(
    "text",
    ["13800000000", "13812345678", "13888888888", "11111111111", "12345678901", "13987654321", "13912121212",
     "13000000000", "0451-88888888", "12345678", "1234567", "0000000", "00000000000", "13456789012"],
)  # fmt: skip
def test_placeholder(text):
    assert [c.problem for c in clean(text)] == ["placeholder"]


@pytest.mark.parametrize(
    "text",
    ["13904518888", "13904516666", "13904588888", "13666666123", "13904567890", "13456789123", "13912345067",
     "13912121213", "0451-87978888", "0451-82828282", "0451-86868686"],
)  # fmt: skip
def test_vanity_numbers_are_no_placeholders(text):
    assert [c.problem for c in clean(text)] == [""]


@pytest.mark.parametrize("text", ["14204510001", "14304510001", "15404510001", "16004510001", "17904510001",
                                  "19404510001", "14004510001", "12904510001"])  # fmt: skip
def test_never_issued(text):
    assert read(text) == [("mobile", text, "never_issued")]


@pytest.mark.parametrize(
    ("text", "value", "problem"),
    [
        ("87979096", "87979096", "area_code_missing"),
        ("8797-9096", "87979096", "area_code_missing"),
        ("7979096", "7979096", "area_code_missing"),
        ("87979096-801", "87979096-801", "area_code_missing"),
        ("45187979096", "0451-87979096", "area_zero_missing"),
        ("451-87979096", "0451-87979096", "area_zero_missing"),
        ("4527979096", "0452-7979096", "area_zero_missing"),
        ("1087979096", "010-87979096", "area_zero_missing"),
        ("0451-8797909", "0451-8797909", "wrong_length"),
        ("0452-87979096", "0452-87979096", "wrong_length"),
        ("0451-07979096", "0451-07979096", "wrong_length"),
        ("0451-17979096", "0451-17979096", "wrong_length"),
        ("+86 451 8797909", "0451-8797909", "wrong_length"),
        ("0451-8797909-801", "0451-8797909-801", "wrong_length"),
    ],
)
def test_faulty_landlines(text, value, problem):
    assert read(text) == [("landline", value, problem)]


@pytest.mark.parametrize(
    "text", ["1390451000", "139045100012", "139 0451 000", "139O4510001", "测试", "同上",
             "zhangsan", "2017-03-05",
             "123456789", "86139045100", "+999123456", "li@qq"]
)  # fmt: skip
def test_unreadable(text):
    assert [(c.kind, c.problem) for c in clean(text)] == [("unreadable", "unreadable")]


@pytest.mark.parametrize("text", ["", " ", "\u3000", "-", "——", "/", "无", "没有", "N/A", "不详", "（无）"])
def test_missing(text):
    assert clean(text) == (Contact("none", "", text, "missing"),)


@pytest.mark.parametrize(
    ("text", "mode", "kind", "value"),
    [
        ("微信:zhang_1", "", "wechat", "zhang_1"), ("微信zhangsan", "", "wechat", "zhangsan"),
        ("wx:abc123", "", "wechat", "abc123"), ("weixin abc123", "", "wechat", "abc123"),
        ("wxid_abc123", "", "wechat", "wxid_abc123"), ("zhang123", "", "wechat", "zhang123"),
        ("zhangsan", "WECHAT", "wechat", "zhangsan"), ("QQ:123456", "", "qq", "123456"),
        ("QQ 123456789", "", "qq", "123456789"), ("qq号：87979096", "", "qq", "87979096"),
        ("123456789", "QQ", "qq", "123456789"), ("13904510001", "QQ", "mobile", M),
        ("Li.N@QQ.com", "", "email", "li.n@qq.com"),
        ("13904510001@139.com", "", "email", "13904510001@139.com"),
        ("邮箱：li@example.com", "", "email", "li@example.com"),
        ("123456@qq.com", "", "email", "123456@qq.com"),
    ],
)  # fmt: skip
def test_accounts(text, mode, kind, value):
    assert read(text, mode) == [(kind, value, "")]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("13904519986", "139****9986"), (L, "0451-****9096"), (L + "-801", "0451-****9096-***"),
        ("0452-7979096", "0452-***9096"), ("87979096", "****9096"), ("liming@qq.com", "l***@qq.com"),
        ("l@qq.com", "***@qq.com"), ("wang_1", "w***"), ("123456", "1***"),
        ("+852 2345 6789", "+852 ****6789"),
        ("138****8000", "138****8000"), ("", ""), ("张三的电话", "张***"), ("1440123456789", "144******6789"),
    ],
)  # fmt: skip
def test_mask(value, shown):
    assert mask(value) == shown
    assert mask(mask(value)) == shown


def test_every_problem_has_words_and_every_kind_is_listed():
    cells = ["", "x", "138****8000", "1.3E+10", "13800000000", "14204510001", "8797909",
             "45187979096", "0451-1",
             "0451-879790", "95588", "QQ:12345", "wx:abc", "a@b.cn", "li@163.con", "4008208820",
             "14604510001", "17490451001", '=DISPIMG("ID_1",1)']  # fmt: skip
    found = [contact for cell in cells for contact in clean(cell)]
    assert {c.problem for c in found} - {""} <= set(PROBLEMS)
    assert {c.problem for c in found} >= set(PROBLEMS) - {
        "unreadable",
        "no_value",
        "error",
        "nothing_above",
        "same_as_left",
        "uncertain",
    }  # said of a cell, not by it
    assert {c.kind for c in found} <= set(KINDS)
    assert all(all(texts(f"field.contact.{problem}")) for problem in PROBLEMS)
