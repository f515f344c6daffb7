"""同上 with nothing above it says nothing, in the short road and in the long one."""

from __future__ import annotations

import pyarrow as pa

from tests.intake.grids import HEADINGS, grid, only, person
from verify.intake.bulk.long_texts import fill
from verify.intake.roster import Mark


def test_the_first_row_says_same_as_above():
    rows = [person(1, employer="同上", surveyed="〃"), person(2), person(3, employer="同上")]
    segment = only(grid([HEADINGS, *rows]))
    assert segment.texts["employer"] == ["同上", "某某厂", "某某厂"]
    assert {m for m in segment.marks if m.kind == "unread"} == {
        Mark(0, "employer", "unread", "nothing_above"),
        Mark(0, "surveyed", "unread", "nothing_above"),
    }
    assert [m for m in segment.marks if m.kind == "ditto"] == [Mark(2, "employer", "ditto", "同上")]


def test_an_empty_cell_above_says_nothing_either():
    segment = only(grid([HEADINGS, person(1, employer=""), person(2, employer="同上"), person(3)]))
    assert Mark(1, "employer", "unread", "nothing_above") in segment.marks


def test_long_texts_say_the_same():
    texts = pa.chunked_array([pa.array(["同上", "某厂", "同上", "", "〃"])])
    filled, marks = fill(texts, "employer")
    assert filled.to_pylist() == ["同上", "某厂", "某厂", "", "〃"]
    told = {
        (m.kind, i, d) for m in marks for i, d in zip(m.index.tolist(), m.details.to_pylist(), strict=True)
    }
    assert told == {
        ("ditto", 2, "同上"),
        ("unread", 0, "nothing_above"),
        ("unread", 4, "nothing_above"),
    }
