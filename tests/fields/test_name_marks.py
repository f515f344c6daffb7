"""What people type before and behind a name: numbers, labels, titles, full stops. The name is the person's all the same."""

from __future__ import annotations

import pytest

from verify.fields import name
from verify.fields.ticks import ticked


@pytest.mark.parametrize(
    "text",
    [
        "1.赵立新", "1、赵立新", "①赵立新", "⑫ 赵立新", "(3)赵立新", "（3）赵立新", "12) 赵立新", "1．赵立新", "姓名：赵立新",
        "1、姓名：赵立新", "被访者:赵立新", "赵立新。", "赵立新.", "赵立新 经理", "赵立新/经理", "赵立新、经理", "赵立新-经理",
        "赵立新　先生", "赵立新\n主任", "赵立新（经理）",
    ],
)  # fmt: skip
def test_the_name_alone(text):
    read = name.clean(text)
    assert (read.value, read.key, read.problem) == ("赵立新", "赵立新", "")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("王 经理", "courtesy"), ("欧阳 经理", "courtesy"), ("1、王先生", "courtesy"), ("经理", "courtesy"),
        ("赵立新、钱国强", "several"), ("王先生、李女士", "several"), ("1、赵立新、钱国强", "several"),
        ("1", "not_a_name"), ("1、", "not_a_name"), ("13904517321", "not_a_name"), ("1.5", "not_a_name"),
        ("①", "not_a_name"), ("姓名：", "not_a_name"), ("2017.赵", "not_a_name"),
    ],
)  # fmt: skip
def test_what_is_still_told(text, problem):
    assert name.clean(text).problem == problem


@pytest.mark.parametrize(
    "text", ["阿依古丽·买买提", "Zhao L.", "J. R. Smith", "李向经", "王文书记", "赵立新。娜"]
)
def test_names_that_look_like_it_keep_their_signs(text):
    assert name.clean(text).problem == ""
    assert name.clean(name.clean(text).value).key == name.clean(text).key


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x]电话 [ ]面访", "电话"), ("( )电话 (×)面访", "面访"), ("(√)电话 (×)面访", "电话"),
        ("[X] 电话 [] 面访 [] 网络", "电话"),
        ("电话(×) 面访(√)", "面访"), ("电话(×)", None), ("□电话 (x)面访", "面访"),
    ],
)  # fmt: skip
def test_a_cross_among_empty_brackets_is_a_tick(text, said):
    assert ticked(text) == said
