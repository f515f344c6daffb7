"""How names are read, against a dictionary that is not part of the program."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from verify.fields.reading import read, readings
from verify.fields.surnames import common

han = st.sampled_from(sorted(readings()))


def heard(character: str) -> set[str]:
    """All readings that a dictionary knows."""
    found = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return {text.replace("ü", "v").replace("lve", "lue").replace("nve", "nue") for text in found}


def test_every_reading_is_one_of_the_dictionary() -> None:
    assert [(c, told) for c, told in readings().items() if told not in heard(c)] == []


def test_the_commonest_characters_and_every_common_surname_are_read() -> None:
    codes = (bytes((row, column)) for row in range(0xB0, 0xD8) for column in range(0xA1, 0xFF))
    common_ones = b"".join(codes).decode("gb2312", "ignore")
    assert len(common_ones) == 3_755
    assert [c for c in common_ones if c not in readings()] == []
    assert not [c for c in "鑫淼晟昊烨玥瑾璐萱雯馨睿妍婧骞麒" if c not in readings()], "of given names"
    assert not [name for name in common() if name not in readings()]


def test_no_character_stands_in_the_table_twice() -> None:
    text = files("verify.fields").joinpath("readings.csv").read_text(encoding="utf-8")
    others = "".join(row["others"] for row in csv.DictReader(text.splitlines()))
    assert len(others) == len(set(others))


@pytest.mark.parametrize(
    "names",
    [
        ("张伟", "章炜", "zhangwei", "weizhang", "伟张", "zhāngwěi"),
        ("吕布", "lübu", "lvbu", "lyubu", "lǚbù"),
        ("搬予", "banyu"),
        ("方安", "范甘", "fang'an", "fangan"),
        ("张希安", "zhangxi'an", "张贤"),
        ("欧阳晓明", "ouyangxiaoming"),
        ("单晟", "shansheng", "山盛"),
        ("岑夫子", "cenfuzi"),
        ("阿卜杜拉·买买提", "阿布杜拉买买提"),
    ],
)
def test_names_are_read_alike(names: tuple[str, ...]) -> None:
    assert len({read(name) for name in names}) == 1


def test_what_cannot_be_read_stands_as_it_is_written() -> None:
    assert read("张𬀩") == "zhang 𬀩"
    assert read("johnsmith") == "johnsmith"
    assert read("") == ""
    assert read("张伟") != read("张威武")


@given(st.lists(han, min_size=2, max_size=4))
def test_a_name_and_its_letters_are_read_alike(name: list[str]) -> None:
    assert read("".join(name)) == read("".join(readings()[c] for c in name))


@given(st.text(max_size=70))
def test_any_text_is_read_and_the_same_text_alike(text: str) -> None:
    assert read(text) == read(text)
