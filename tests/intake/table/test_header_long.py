"""Long text files give the same by whole columns as short ones give row by row."""

from __future__ import annotations

from unittest import mock

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.intake.grids import HEADINGS, grid, only, people, person, read
from verify.intake.bulk import long
from verify.intake.grid import Grid

TEXT = pa.string()
SHOWN = 100  # rows of a long file that its grid has as cells


def as_columns(short: Grid, kind=TEXT, chunk=7) -> Grid:
    width = max(map(len, short.cells), default=0)
    rows = [[*row, *[None] * (width - len(row))] for row in short.cells]
    columns = tuple(
        pa.chunked_array(
            [[row[c] for row in rows[at : at + chunk]] for at in range(0, len(rows), chunk)], kind
        )
        for c in range(width)
    )
    return Grid("", short.rows, rows[:SHOWN], columns=columns)


def plain(segment):
    """A segment without Arrow: texts as lists, marks one by one."""
    texts = {k: list(map(str, v)) for k, v in (segment.texts | segment.extra_texts).items()}
    told = [(mark.field, mark.kind, mark.index, mark.detail) for mark in segment.marks]
    for bulk in segment.bulk_marks:
        told += [
            (bulk.field, bulk.kind, int(i), str(d)) for i, d in zip(bulk.index, bulk.details, strict=True)
        ]
    return (
        segment.header_rows, segment.columns, segment.headings, list(segment.rows), texts,
        segment.extra_columns, segment.joined, sorted(told),
    )  # fmt: skip


def segments(result):
    return [plain(segment) for roster in result.rosters for segment in roster.segments]


WIDE = ["序号", "姓名", "手机", "座机", "调查方式", "开始时间", "结束时间", "工作单位", "年龄"]
A_PERSON = st.tuples(
    st.sampled_from(["1", "2", "三", "A-7", ""]),
    st.sampled_from(["王甲", "李 乙", "王_x000D_\n丙", "赵\x1b[1m丁", "NA", ""]),
    st.sampled_from(["13904510001", " 13904510002", "同上", "1.38E+10", "保密", "wxid-a", "〃", ""]),
    st.sampled_from(["0451-87900001", "13904510001", "同上", ""]),
    st.sampled_from(["电话", "同上", "〃", ""]),
    st.sampled_from(["2017-03-05", "2017-03-05 14:20", "同上", ""]),
    st.sampled_from(["2017-03-08", "14:40", ""]),
    st.sampled_from(["某厂", "同上", "ditto", "上海某厂", "\u3000", ""]),
    st.sampled_from(["30", ""]),
)
ODD_ROWS = [
    WIDE,
    ["7"],
    ["7", "", "", "", "电话"],
    ["8", "", "", "", "电话", "", "", "", "44"],
    ["合计", "3人"],
    ["", "合计"],
    [""] * 9,
    ["注：如上"],
    ["", "备注：如上"],
    ["填表人：", "李某", "审核：", "赵某"],
    ["", "", "", "", "", "2017-05-01"],
]
A_ROW = st.one_of(
    A_PERSON,
    A_PERSON,
    st.sampled_from(ODD_ROWS),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(A_ROW, max_size=60))
def test_columns_and_cells_give_the_same(rows):
    rows = [list(row) + [""] * (9 - len(row)) for row in [WIDE, *rows, person(9)]]
    rows[-1] = ["9", "王癸", "13904510009", "", "电话", "2017-03-05", "", "某厂", "30"]
    short = grid(rows, "")
    assert segments(read(as_columns(short), file="a.csv")) == segments(read(short, file="a.csv"))


@settings(max_examples=60, deadline=None)
@given(st.lists(A_PERSON, min_size=10, max_size=60), st.integers(1, 8))
def test_rows_far_from_the_end_are_judged_alike(rows, last):
    rows = [
        WIDE,
        *map(list, rows),
        *[["9", "王癸", "13904510009", "", "电话", "2017-03-05", "", "某厂", "30"]] * 9,
    ]
    short = grid(rows, "")
    with mock.patch.object(long, "LAST_ROWS", last):
        assert segments(read(as_columns(short))) == segments(read(short))


HABITS = ["序号", "姓名", "手机", "电话", "面访", "年", "月", "日", "备注"]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["1", "2", ""]),
            st.sampled_from(["王甲", "李乙", ""]),
            st.sampled_from(["13904510001", "0451-87900001", ""]),
            st.sampled_from(["√", "", "×"]),
            st.sampled_from(["√", ""]),
            st.sampled_from(["2017", "2017年", ""]),
            st.sampled_from(["3", "12月", ""]),
            st.sampled_from(["5", "05", "31号", ""]),
            st.sampled_from(["作废", "无重复", ""]),
        ),
        max_size=40,
    )
)
def test_ticks_parts_of_days_and_remarks_are_read_alike(rows):
    rows = [HABITS, *map(list, rows), ["9", "王癸", "13904510009", "√", "", "2017", "3", "5", ""]]
    rows.insert(1, rows[-1])
    short = grid(rows, "")
    assert segments(read(as_columns(short))) == segments(read(short))


def test_second_numbers_are_put_to_the_line_above_alike():
    lines = [[str(n), "王甲", f"1390451{n:04d}", "电话", "2017-03-05", ""] for n in range(1, 5)]
    rows = [
        HEADINGS,
        *(part for n, line in enumerate(lines) for part in (line, ["", "", f"0451-8790{n:04d}"])),
    ]
    short = grid([row + [""] * (6 - len(row)) for row in rows], "")
    (told,) = segments(read(short))
    assert told[3] == [2, 4, 6, 8]
    assert told[4]["contact"][0] == "13904510001、0451-87900000"
    assert segments(read(as_columns(short))) == [told]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_a_long_file(kind):
    rows = [HEADINGS, *[person(n % 100, serial=str(n)) for n in range(1, 1000)]]
    rows[500] = HEADINGS
    rows[501] = ["合计", "500人", None, None, None, None]
    rows[502][3] = rows[503][3] = "同上"
    rows += [["1001"], ["合计", "999人"], ["注：如上"]]
    segment = only(as_columns(grid(rows, ""), kind))
    assert len(segment.rows) == 997
    assert segment.rows[498:500] == [500, 503]
    assert isinstance(segment.texts["contact"], pa.ChunkedArray)
    assert set(segment.texts["mode"].to_pylist()) == {"电话"}
    (bulk,) = segment.bulk_marks
    assert (bulk.field, bulk.kind, bulk.index.tolist(), bulk.details.to_pylist()) == (
        "mode", "ditto", [499, 500], ["同上", "同上"],
    )  # fmt: skip


def test_rows_without_gaps_are_a_range():
    assert only(as_columns(grid([HEADINGS, *people(1, 9)], ""))).rows == range(2, 11)


def test_heading_of_another_order_far_down():
    other = ["序号", "联系方式", "姓名", "工作单位", None, None]
    rows = [
        HEADINGS,
        *people(1, 400),
        other,
        *[["1", "13904510001", "王甲", "某厂", None, None]] * 300,
        ["合计"],
    ]
    (roster,) = read(as_columns(grid(rows, ""))).rosters
    first, second = roster.segments
    assert (first.rows[-1], second.rows[0], second.rows[-1]) == (401, 403, 702)
    assert second.header_rows == (402,)
    assert second.columns == {"serial": 0, "name": 2, "contact": 1, "employer": 3}
    assert set(second.texts["name"].to_pylist()) == {"王甲"}


def test_long_register():
    rows = [["申报编号", "企业名称", "推荐类别"], *[[f"HLJ-{n}", "某厂", "企业类"] for n in range(150)]]
    (table,) = read(as_columns(grid(rows, ""))).registers
    assert len(table.texts) == 150
    assert table.texts[-1] == ("HLJ-149", "某厂", "企业类")


def test_long_file_without_heading():
    result = read(as_columns(grid(people(1, 300), "")))
    assert [problem.code for problem in result.problems] == ["no_roster"]
