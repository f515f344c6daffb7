"""Employers: private persons, and when two names are one company. All companies are made up."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verify.fields.employer import Employer, clean, clean_column, core, key_of, related_company, same_company

A = "哈尔滨松柏样机有限公司"


@pytest.mark.parametrize("text", ["", " ", "\u3000"])
def test_missing(text):
    assert clean(text) == Employer("", "", "missing")


@pytest.mark.parametrize(
    "text", ["个人", "无", "自由职业", "退休", "居民", "个体", "学生", "务农", "-",
             "——", "/", "……", "（个人）",
             "N/A", " 无 "]
)  # fmt: skip
def test_private(text):
    assert clean(text) == Employer("", "", "private")


@pytest.mark.parametrize(
    "text", ["个人护理用品样店", "退休干部管理局", "学生样餐厅", "无名样机厂", "居民样社区", "公司", "一汽"]
)
def test_companies_that_hold_such_words(text):
    assert clean(text).problem == ""
    assert clean(text).value == text


@pytest.mark.parametrize(
    "other",
    [
        A, "哈尔滨松柏样机有限责任公司", "哈尔滨松柏样机股份有限公司", "哈尔滨松柏样机公司", "哈尔滨松柏样机",
        "（哈尔滨）松柏样机有限公司", "哈尔滨 松柏样机 有限公司", "哈尔滨松柏样机有限公司销售部",
        "哈尔滨松柏样机有限公司财务科",
        "哈尔滨松柏样机有限公司。",
    ],
)  # fmt: skip
def test_same_company(other):
    assert same_company(A, other)
    assert same_company(other, A)
    assert related_company(A, other)


def test_brackets_and_latin_names():
    assert same_company("松柏（集团）有限公司", "松柏集团")
    assert same_company("SAMPLE Co., Ltd.", "Sample Limited")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("松柏样机集团有限公司", "松柏样机有限公司"),
        ("哈尔滨松柏样机有限公司", "黑龙江省哈尔滨市松柏样机有限公司"),
        ("哈尔滨松柏样机有限公司", "松柏样机有限公司"),
        ("松柏样机集团", "松柏样机集团北林制药有限公司"),
        ("松柏样机有限公司哈尔滨分公司", "松柏样机有限公司"),
        ("松柏精密样机制品有限公司", "松柏精密样机制造有限公司"),
    ],
)
def test_related_is_not_the_same(a, b):
    assert not same_company(a, b)
    assert related_company(a, b)
    assert related_company(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("哈尔滨市第一建筑工程公司", "哈尔滨市第二建筑工程公司"),
        ("哈尔滨建设集团", "建设银行"),
        ("哈尔滨银行", "哈尔滨电力公司"),
        ("大庆贸易有限公司", "哈尔滨贸易有限公司"),
        ("哈尔滨松柏样机有限公司", "哈尔滨云杉食品有限公司"),
        ("", ""),
        ("", A),
        ("公司", "有限公司"),
    ],
)
def test_unrelated(a, b):
    assert not same_company(a, b)
    assert not related_company(a, b)


def test_key_and_core():
    assert key_of("哈尔滨松柏样机（集团）有限责任公司") == "哈尔滨松柏样机集团"
    assert core("黑龙江省哈尔滨市香坊区松柏样机（集团）有限责任公司") == "松柏样机"
    assert core("松柏（哈尔滨）样机有限公司") == "松柏样机"


@given(st.text(max_size=12), st.text(max_size=12))
def test_relations_are_symmetric_and_nest(a, b):
    assert same_company(a, b) == same_company(b, a)
    assert related_company(a, b) == related_company(b, a)
    assert related_company(a, b) or not same_company(a, b)


@given(st.lists(st.sampled_from([A, "个人", "", "-"]) | st.text(max_size=6), max_size=8))
def test_column_equals_cells(texts):
    frame = clean_column(pd.Series(texts, dtype="str"))
    assert list(frame.columns) == ["value", "key", "problem"]
    assert [Employer(*row) for row in frame.itertuples(index=False)] == [clean(text) for text in texts]
