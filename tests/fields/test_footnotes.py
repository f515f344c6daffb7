"""Marks beside a name: taken off where the name is whole, told apart from masks by the list in which they stand."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.checks.examples import batch_of, lines
from verify.checks import BY_CODE
from verify.fields.name import clean, clean_column
from verify.settings import Settings

FULL = ["赵一水", "钱二水", "孙三水", "李四水", "周五水", "吴六水"]


def _read(*names, full=FULL):
    column = pd.Series([*names, *full], dtype="str")
    table = clean_column(column, pd.Series([0] * len(column)))
    return list(zip(table["value"], table["problem"], strict=True))[: len(names)]


@pytest.mark.parametrize(
    "text", ["孙志强#", "孙志强+", "◆孙志强", "△孙志强", "孙志强①", "孙志强²", "孙志强 ＃"]
)
def test_a_mark_that_hides_nothing_is_taken_off(text):
    assert (clean(text).value, clean(text).problem) == ("孙志强", "")


@pytest.mark.parametrize(
    "text", ["王晓军*", "王晓军＊", "王晓军★", "王晓军※", "*王晓军", "王晓军**", "王晓军 *"]
)
def test_a_whole_name_with_a_star_among_whole_names(text):
    assert _read(text) == [("王晓军", "")]


@pytest.mark.parametrize("text", ["张*", "张**", "王*军", "*小明", "张丽**", "王某某", "李××", "张★", "**军"])
def test_a_masked_name_stays_masked_wherever_it_stands(text):
    assert _read(text)[0][1] == "masked"


@pytest.mark.parametrize("text", ["张丽*", "*赵敏", "欧阳娜*", "张丽★"])
def test_what_may_be_either_is_said_to_be_so(text):
    assert _read(text)[0][1] == "mask_or_mark"


def test_a_list_of_masked_names_is_masked():
    masked = ["张丽*", "王小*", "李国*", "赵敏*", "欧阳娜*"]
    assert {problem for _, problem in _read(*masked, full=[])} == {"masked"}
    assert {problem for _, problem in _read(*masked, full=FULL[:3])} == {"masked"}


def test_many_of_two_characters_and_none_of_three_are_masked_among_whole_names():
    assert {problem for _, problem in _read("张丽*", "王小*", "李国*", "赵敏*")} == {"masked"}
    assert [p for _, p in _read("张丽*", "王晓军*", "李国*", "赵敏*")] == [
        "mask_or_mark",
        "",
        *["mask_or_mark"] * 2,
    ]


def test_lists_do_not_speak_for_each_other():
    column = pd.Series(["王晓军*", *FULL, "陈国庆*", "张*", "李*"], dtype="str")
    table = clean_column(column, pd.Series([0] * 7 + [1] * 3))
    assert table["problem"].tolist() == [""] * 7 + ["masked"] * 3


def test_only_what_masks_accuses_and_no_whole_name_is_shown():
    names = "\n".join(["name", "王晓军*", "张丽*", "李*", *FULL])
    hits = BY_CODE["NM04"].run(batch_of(lines(names)), Settings()).hits
    assert hits.set_index("name")["severity"].to_dict() == {"王…": "note", "张…": "warn", "李*": "fail"}
