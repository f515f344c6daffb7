"""Cells of a picture beside the others of their column: a stray sign, a lost one, a serial number out of its run."""

from __future__ import annotations

import pytest

from tests.intake.grids import HEADINGS, people
from verify.intake.formats.picture.columns import is_count, unlike
from verify.intake.grid import UNCERTAIN, CellLook, Grid
from verify.intake.table.header import find_rosters

DAYS = [f"2017-03-{day:02d}" for day in range(5, 12)]


@pytest.mark.parametrize(
    ("texts", "odd"),
    [
        (["电话", "微信", "实微信", "电话", "微信"], {2}),
        (["电话", "电", "面访", "电话"], {1}),
        ([*DAYS, "一2017-03-12"], {7}),
        ([*DAYS, "2017-03-121"], set()),  # no other shape: whether it is a day is asked elsewhere
        ([*DAYS, "2017-3-121", "2017.03.12"], {8}),
        (["1", "2", "3", "E4", "5"], {3}),
        (["泰顺粮油厂", "泰顺粮油", "松江机械厂"], {0, 1}),
        (["泰顺粮油厂", "泰顺粮油厂", "泰顺粮油"], {2}),
        (["王丽", "王丽华", "李明"], {0, 1}),
        (["松江机械厂", "松江机械厂劳动服务公司", "龙江乳业"], set()),
        (["电话", "面访", "电话", "网络"], set()),
        (["2017-03-05", "3月5日", "2017.3.5"], set()),  # no way of writing is the usual one
        (["", "", "电话"], set()),
        ([], set()),
    ],
)
def test_what_is_written_unlike_its_column(texts, odd):
    assert unlike(texts) == odd


def test_a_column_of_serial_numbers():
    assert is_count(["序号", "1", "2", "3", "E4", "5"])
    assert not is_count(["1", "2", "3"])
    assert not is_count(["电话", "微信", "1", "2", "3", "4", "面访"])
    assert not is_count(["13904510001", "13904510002", "13904510003", "13904510004"])


def serials(*texts: str, uncertain: tuple[int, ...] = ()):
    """What becomes of serial numbers that were read off a picture (``uncertain``: entries of them)."""
    lines = [HEADINGS, *([text, *line[1:]] for text, line in zip(texts, people(1, len(texts)), strict=True))]
    looks = {(at + 2, 0): CellLook(text, text, b"png") for at, text in enumerate(texts)}
    unsure = {place: look for place, look in looks.items() if place[0] - 2 in uncertain}
    sure = {place: look for place, look in looks.items() if place not in unsure}
    grid = Grid("第1页", list(range(1, len(lines) + 1)), lines, uncertain=unsure, certain=sure)
    (roster,) = find_rosters("a.png", "", "picture", [grid]).rosters
    doubts = [doubt.index for doubt in roster.doubts if doubt.field == "serial"]
    found = [at for at, text in enumerate(roster.segments[0].texts["serial"]) if text == UNCERTAIN]
    assert doubts == found
    return found


def test_a_serial_number_that_breaks_the_run_is_uncertain():
    assert serials("5", "6", "7", "8", "6", "10", "11") == [4]
    assert serials("1", "2", "E3", "4", "5", "6") == [2]
    assert serials("7", "2", "3", "4", "5", "6") == [0]
    assert serials("1", "2", "3", "4", "5", "8") == [5]


def test_what_is_in_the_run_is_right_however_it_was_read():
    assert serials("5", "6", "7", "8", "9", "10", uncertain=(2, 4)) == []
    assert serials("1", "2", "3", "11", "12", "13") == []  # a row was left out
    assert serials("3", "9", "4", "7", "1", "8") == []  # no run at all: sorted by something else
