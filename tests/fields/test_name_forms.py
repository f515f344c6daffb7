"""One person, however the name was typed: radicals, apostrophes, a sex behind it; two people stay two."""

from __future__ import annotations

import unicodedata
from itertools import product

import pandas as pd
import pytest

from verify.fields import employer, mode
from verify.fields.name import clean, clean_column
from verify.text.characters import radicals, unified

SURNAMES = "王李张刘陈马龙高金石方车黄长鲁麻齐谷韦贝"
GIVEN = ("胜男", "亚男", "若男", "立国", "和平", "及第", "小女", "与时", "一女", "文", "见明", "鸟飞", "子龙", "风",
         "青山", "玉石", "麦香", "长水", "门生", "又金", "力", "心言", "田禾", "日月", "水生", "火旺", "木子", "土根",
         "大车", "页川", "鬼谷", "羊毛", "耳东", "舟行", "色飞", "行之", "衣锦", "角声", "豆蔻", "赤足", "身正", "辰光",
         "里仁", "阜新", "雨来", "音希", "首阳", "香君", "骨清", "麻姑", "鼎臣", "龟年", "竹韵", "米山", "羽飞", "老根",
         "肉丁", "臣服", "自明", "至诚", "舌耕", "艮山", "血诚", "西川", "言午", "贝珠", "走马", "邑人", "酉时", "金石",
         "阿依古丽", "巴特尔", "其木格", "乌云", "哈森", "道尔吉", "塔娜", "苏日娜", "娜仁", "格根", "敖登", "额尔敦",
         "呼格", "朝鲁", "牧仁", "那顺", "特木尔", "图雅", "宝音", "斯琴", "高娃", "萨仁", "莫日根", "安达", "车力格",
         "毕力格", "吉日格", "白音", "胡日查", "包力道")  # fmt: skip
# The ideograph -> signs that a PDF or a font may leave in its place.
DRAWN = {}
for code, sign in radicals().items():
    DRAWN.setdefault(sign, []).append(chr(code))


def redrawn(name: str) -> str:
    return "".join(DRAWN.get(sign, [sign])[0] for sign in name)


def test_two_thousand_names_are_told_apart_and_only_they():
    names = sorted({surname + given for surname, given in product(SURNAMES, GIVEN)})
    assert len(names) >= 1980
    ways = (
        "{}",
        "{}（女）",
        "{}(男)",
        "'{}",
        "‘{}’",
        "“{}”",
        "{}<女>",
        "{}/女",
        "{}，男，45岁",
        "{}, Female",
    )
    for name in names:
        keys = {clean(way.format(name)).key for way in ways} | {clean(redrawn(name)).key}
        assert keys == {name}, name
        assert clean(f"{name}（女）").problem == clean(name).problem
    assert len(set(map(redrawn, names)) - set(names)) > 1_000, "the radicals must really be others"


def test_a_column_reads_as_its_cells_do():
    texts = ["⻢立国", "马立国", "马立国 女", "王　男", "王胜男", "马立国、王胜男"]
    found = clean_column(pd.Series(texts, dtype="str"))
    assert found["key"].tolist() == [clean(text).key for text in texts]
    assert found["key"].tolist() == ["马立国", "马立国", "马立国", "王男", "王胜男", "马立国、王胜男"]


@pytest.mark.parametrize("sign", "'’‘ʼ＇`´")
def test_an_apostrophe_is_one_sign_and_part_of_the_name(sign):
    assert clean(f"O{sign}Neil").key == "o'neil"
    assert clean(f"Li Xi{sign}an").key != clean("Li Xian").key


@pytest.mark.parametrize(
    "text", ["王胜男", "王 男", "李　女", "赵亚 男子", "阿依·男", "李小女", "张 亚 男", "男男", "John Male"]
)
def test_a_name_that_ends_in_a_sex_keeps_it(text):
    assert clean(text).key == text.replace(" ", "").replace("　", "").casefold()


@pytest.mark.parametrize(
    "text",
    ["赵一水、钱二水", "赵一水/钱二水", "赵一水，钱二水", "赵一水 钱二水", "赵一水\n钱二水", "赵一水和钱二水",
     "赵一水&钱二", "赵先生、李女士", "赵一水（夫）、李二水（妻）", "买买提·艾力、阿里木·江", "赵一水；欧阳二水"],
)  # fmt: skip
def test_two_people_in_a_cell_are_said(text):
    assert clean(text).problem == "several"


@pytest.mark.parametrize(
    "text",
    ["张和平", "李及第", "赵与时", "欧阳 娜娜", "司马 高山", "张 和 平", "王和", "和与", "买买提·艾力",
     "赵一水（钱二水代）"],
)  # fmt: skip
def test_one_person_is_one(text):
    assert clean(text).problem == ""


def test_radicals_are_ideographs_in_every_column():
    assert mode.clean("⼊⼾").code == "HOME"
    assert mode.clean("⾯访").code == "F2F"
    assert employer.key_of("⻢家店⾷品有限公司") == employer.key_of("马家店食品有限公司")


def test_the_table_agrees_with_what_nfkc_knows():
    """Unicode's two sources must not contradict each other, but for 户, which simplified fonts draw."""
    for code, sign in radicals().items():
        known = unicodedata.normalize("NFKC", chr(code))
        if known != chr(code):
            assert known == sign or chr(code) == "⼾", f"{code:04X}"
    assert unified("甲⻢乙") == "甲马乙"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("班主任 李丽", "李丽"), ("客服部 李玉兰", "李玉兰"), ("采购-王志强", "王志强"), ("王志强/采购", "王志强"),
        ("主任 赵秀芝", "赵秀芝"),
        ("安保部 李丽", "李丽"), ("财务科　张华", "张华"), ("林艳√", "林艳"), ("✓林艳", "林艳"), ("欧阳 娜娜", "欧阳娜娜"),
    ],
)  # fmt: skip
def test_offices_and_ticks_beside_a_name_are_no_part_of_it(text, name):
    assert (clean(text).value, clean(text).problem) == (name, "")


@pytest.mark.parametrize("text", ["王经理 李丽", "李科 王芳", "张伟 李娜"])
def test_an_office_with_its_surname_is_somebody(text):
    assert clean(text).problem == "several"


@pytest.mark.parametrize(
    "text",
    [
        "拒答",
        "未透露",
        "无名氏",
        "必填",
        "顾客A",
        "用户甲",
        "哈尔滨市道里区",
        "道里区",
        "南岔县",
        "五大连池市",
        "绥化市兰西县",
    ],
)
def test_what_names_nobody(text):
    assert clean(text).problem == "not_a_name"
    assert clean_column(pd.Series([text], dtype="str"))["problem"].tolist() == ["not_a_name"]


@pytest.mark.parametrize(
    "text", ["李镇", "王立村", "张区", "王小区", "欧阳乡", "白家屯", "司马立市", "乌兰图雅", "李店主"]
)
def test_people_who_are_called_like_a_place_stay_people(text):
    assert clean(text).problem == ""


@pytest.mark.parametrize(
    "text", ["(跳过)", "未作答", "无姓名", "未提供", "待核", "（空白）", "设备处", "总务科", "团委", "经理室"]
)
def test_what_a_form_fills_in_and_an_office_are_no_names(text):
    assert clean(text).problem == "not_a_name"
