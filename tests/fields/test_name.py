"""Names: what is none, and above all what is one. All people are made up."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verify.fields.name import PROBLEMS, Name, clean, clean_column, mask


@pytest.mark.parametrize(
    "text",
    [
        "甄试明", "欧阳试", "司马测", "诸葛样明", "尉迟样", "东方小样", "阿卜杜拉·样本买买提",
        "阿不都热依木江",
        "巴特尔其木格",
        "𠮷样", "张𠀀", "㛃样", "李〇", "谢甫琴科", "丁一", "王一", "何会", "孙科", "于是会",
        "白校", "安小王", "小兰",
        "老舍",
        "张经", "王先", "李师", "陈小", "刘总明", "王厂", "李店", "高局", "王中心", "马院长明",
        "张?", "李?明", "王□",
        "李�",
        "John Sample", "Testa Rossa", "Иван Примеров", "O'Neil", "J. Doe", "Nguyen Van A", "某同", "王二小",
    ],
)  # fmt: skip
def test_real_people_are_left_alone(text):
    assert clean(text).problem == ""


@pytest.mark.parametrize("dot", "·．•・‧∙⋅.")
def test_dots_of_long_names_are_one(dot):
    found = clean(f"阿卜杜拉{dot}样本提")
    assert found == Name("阿卜杜拉·样本提", "阿卜杜拉·样本提")


@pytest.mark.parametrize(
    ("text", "value", "key"),
    [
        ("甄 试", "甄试", "甄试"),
        ("\u3000甄\u3000试\u3000", "甄试", "甄试"),
        ("甄试(女)", "甄试", "甄试"),
        ("甄试（13904510001）", "甄试", "甄试"),
        ("甄试（经理）", "甄试", "甄试"),
        ("（甄试）", "甄试", "甄试"),
        ("甄试先生", "甄试", "甄试"),
        ("甄小试老师", "甄小试", "甄小试"),
        ("John  Sample", "John Sample", "johnsample"),
        ("ＪＯＨＮ Ｓａｍｐｌｅ", "JOHN Sample", "johnsample"),
        ("甄\u200b试", "甄试", "甄试"),
    ],
)
def test_value_and_key(text, value, key):
    assert clean(text) == Name(value, key)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u200b"])
def test_missing(text):
    assert clean(text) == Name("", "", "missing")


@pytest.mark.parametrize(
    "text",
    ["测试", "测试1", "test", "TEST01", "Test", "无", "不详", "匿名", "-", "/", "。", "王",
    "13904510001", "甄试13904510001",
     "甄试2", "样本机械有限公司", "样本公司", "样本医院", "市第一医院", "哈尔滨样本厂", "办公室",
     "财务部", "用户", "姓名",
     "合计",
     "甄??", "null"],
)  # fmt: skip
def test_not_a_name(text):
    assert clean(text).problem == "not_a_name"


@pytest.mark.parametrize(
    "text",
    ["王先生", "李女士", "张经理", "刘总", "小王", "老李", "陈老师", "王师傅", "赵大姐", "陈小姐",
    "欧阳先生", "张 经理",
    "李工",
     "王总经理", "小王师傅", "先生", "张大爷", "孙阿姨", "周姐", "Z先生"],
)  # fmt: skip
def test_courtesy(text):
    assert clean(text).problem == "courtesy"


@pytest.mark.parametrize(
    "text",
    ["张*", "张**", "李XX", "李xx", "李X", "王某某", "王某", "李×", "李××", "赵○○", "赵〇〇", "赵OO", "刘先*",
    "*明",
     "张＊", "王某先生", "某某某", "张●●", "XXX", "张□□"],
)  # fmt: skip
def test_masked(text):
    assert clean(text).problem == "masked"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("甄试", "甄*"), ("甄小试", "甄**"), ("欧阳小试", "欧***"), ("张*", "张*"), ("John Sample", "J***"),
    ("", ""),
     ("阿卜杜拉·样本提", "阿***")],
)  # fmt: skip
def test_mask(value, shown):
    assert mask(value) == shown


@given(st.text(max_size=12))
def test_anything_can_be_read_and_reading_twice_changes_no_key(text):
    found = clean(text)
    assert found.problem in {"", *PROBLEMS}
    assert found.key == "".join(found.value.split()).casefold()


han = st.text(
    "王李欧阳司马先生女士小姐老师经理总工某无不详测试用户张甄样姐哥·〇○ 厂店公司医院", min_size=1, max_size=4
)


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(["甄试", "王先生", "", "张*", "test"]) | han | st.text(max_size=6), max_size=12)
)
def test_column_equals_cells(texts):
    index = [f"r{n}" for n in range(len(texts))]
    frame = clean_column(pd.Series(texts, index=index, dtype="str"))
    assert list(frame.columns) == ["value", "key", "problem"]
    assert list(frame.index) == index
    assert {str(t) for t in frame.dtypes} == {"str"}
    assert [Name(*row) for row in frame.itertuples(index=False)] == [clean(text) for text in texts]


def test_a_pasted_page_is_read_in_no_time_and_is_no_name():
    assert clean("甄 " * 16_000).problem == "not_a_name"
