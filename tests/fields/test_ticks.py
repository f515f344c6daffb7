"""Boxes on a form: only what is ticked was chosen."""

from __future__ import annotations

import pandas as pd
import pytest

from verify.fields.mode import clean, clean_column
from verify.fields.ticks import ticked

PHONE, F2F = ("PHONE",), ("F2F",)
CELLS = [
    ("☑电话 □面访 □网络", PHONE),
    ("□电话 ☑面访 □网络", F2F),
    ("■电话 □面访 □网络", PHONE),
    ("☒电话 ☐面访", PHONE),
    ("✔电话　□面访", PHONE),
    ("□电话调查 ■面访调查 □其他", F2F),
    ("☑电话 ☑面访 □网络", ("PHONE", "F2F")),
    ("电话√ 面访 网络", PHONE),
    ("电话 面访√ 网络", F2F),
    ("√电话 面访 网络", PHONE),
    ("电话☑ 面访□", PHONE),
    ("电话□、面访☑", F2F),
    ("电话(√)面访( )", PHONE),
    ("电话（ ）面访（√）网络（ ）", F2F),
    ("电话【】 面访【√】", F2F),
    ("(√)电话 ( )面访", PHONE),
    ("[ ]电话 [√]面访", F2F),
    ("①电话√ ②面访", PHONE),
    ("1.电话□ 2.面访☑", F2F),
    ("R电话£面访£网络", PHONE),
    ("￡电话Ｒ面访￡网络", F2F),
    ("þ电话¨面访", PHONE),
    ("¨电话þ面访", F2F),
    ("þ电话o面访", PHONE),
    ("q电话þ面访", F2F),
    ("\uf052电话\uf0a3面访", PHONE),
    ("\uf0a8电话\uf0fe面访", F2F),
    ("○电话 ●面访", F2F),
    ("电话 √面访", F2F),
    ("电话　√面访　网络", F2F),
    ("电话/√面访", F2F),
    ("电话\n√面访", F2F),
    ("电话√/面访", PHONE),
    ("√电话", PHONE),
    ("●电话", PHONE),
    ("○电话", PHONE),
]


@pytest.mark.parametrize(("text", "parts"), CELLS)
def test_only_what_is_ticked_counts(text, parts):
    found = clean(text)
    assert (found.parts, found.problem) == (parts, "")


@pytest.mark.parametrize("text", ["□电话 □面访 □网络", "电话( )面访( )", "£电话£面访", "☐电话 ☐面访", "□"])
def test_boxes_of_which_none_is_ticked_say_nothing(text):
    assert clean(text).problem == "missing"


@pytest.mark.parametrize("text", ["电话、面访", "QQ", "R", "RDD电话", "网络（问卷星）", "电话", ""])
def test_cells_without_boxes_are_read_as_they_are(text):
    assert ticked(text) is None


def test_a_column_reads_as_its_cells_do():
    column = clean_column(pd.Series([text for text, _ in CELLS], dtype="str"))
    assert column["parts"].tolist() == ["|".join(parts) for _, parts in CELLS]


@pytest.mark.parametrize(("others", "parts"), [(["√电话面访"], "F2F"), (["电话面访√"], "PHONE")])
def test_a_tick_between_two_words_is_read_as_the_others_of_its_list(others, parts):
    read = clean_column(pd.Series(["电话√面访", *others], dtype="str"))
    assert read["parts"].iloc[0] == parts


@pytest.mark.parametrize("others", [[], ["√电话面访", "电话面访√"], ["电话"]])
def test_a_tick_between_two_words_of_which_nobody_knows_is_a_doubt(others):
    read = clean_column(pd.Series(["电话√面访", *others], dtype="str"))
    assert (read["parts"].iloc[0], read["problem"].iloc[0]) == ("", "unknown")
