"""Laws of the heading search, and that nothing people write makes it fail."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.grids import HEADINGS, grid, only, people, read
from verify.intake.grid import CellError, Grid
from verify.intake.roster import FIELDS, MARKS


@given(st.permutations([*HEADINGS, "备注", "性别"]))
def test_the_order_of_columns_does_not_matter(order):
    rows = [dict(zip(HEADINGS, row, strict=True)) | {"备注": "附记", "性别": "女"} for row in people(1, 4)]
    segment = only(grid([order, *[[row[heading] for heading in order] for row in rows]]))
    straight = only(grid([HEADINGS, *people(1, 4)]))
    assert segment.columns == {
        name: order.index(heading) for name, heading in zip(FIELDS, HEADINGS, strict=True)
    }
    assert segment.texts == straight.texts
    assert segment.extra_texts == {"备注": ["附记"] * 4, "性别": ["女"] * 4}


TITLES = st.lists(
    st.sampled_from(
        [["被访者信息登记表"], ["测评机构：", "某某咨询"], [], [None, "2017年3月"], ["单位（盖章）："]]
    ),
    max_size=20,
)


@given(TITLES)
def test_title_rows_only_shift_the_row_numbers(titles):
    shifted, straight = only(grid([*titles, HEADINGS, *people(1, 4)])), only(grid([HEADINGS, *people(1, 4)]))
    assert shifted.texts == straight.texts
    assert shifted.columns == straight.columns
    assert list(shifted.rows) == [row + len(titles) for row in straight.rows]
    assert shifted.header_rows == (len(titles) + 1,)


@given(st.lists(st.integers(0, 12), max_size=8))
def test_blank_rows_only_shift_the_row_numbers(places):
    rows = people(1, 12)
    for place in sorted(places, reverse=True):
        rows.insert(place, [None] * 6)
    assert only(grid([HEADINGS, *rows])).texts == only(grid([HEADINGS, *people(1, 12)])).texts


WORDS = st.sampled_from(
    [
        *HEADINGS,
        *["手机", "座机", "电话", "开始时间", "结束时间", "姓", "名", "被访者", "访问", "方式", "单位"],
        *["企业名称", "申报编号", "推荐类别", "联系人"],
        *["同上", "〃", "合计", "注：", "填表人：", "第1页"],
        *["13904510001", "王甲", "2017-03-05", "1"],
    ]
)
VALUES = st.one_of(
    WORDS,
    WORDS,
    st.none(),
    st.text(max_size=12),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.sampled_from(
        [time(14, 20), timedelta(days=-2), CellError("#REF!"), date.max, datetime.max, "\x1b]0;", "_xD800_"]
    ),
)
PLACES = st.integers(-1, 12)


@st.composite
def grids(draw):
    cells = draw(st.lists(st.lists(VALUES, max_size=8), max_size=12))
    rows = sorted(draw(st.sets(st.integers(1, 40), min_size=len(cells), max_size=len(cells))))
    at = st.tuples(st.integers(1, 40), st.integers(0, 8))
    return Grid(
        draw(st.sampled_from(["", "表1", "续表"])),
        rows,
        cells,
        formulas=draw(st.dictionaries(at, st.text(max_size=8), max_size=4)),
        formats=draw(st.dictionaries(at, st.sampled_from(["yyyy", "0000", '"']), max_size=4)),
        merges=draw(st.lists(st.tuples(PLACES, PLACES, PLACES, PLACES), max_size=4)),
        hidden_rows=draw(st.frozensets(st.integers(1, 40), max_size=3)),
        hidden_columns=draw(st.frozensets(st.integers(0, 8), max_size=3)),
        hidden=draw(st.booleans()),
        epoch_1904=draw(st.booleans()),
    )


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(grids(), max_size=3))
def test_no_grid_is_too_odd(tables):
    result = read(*tables)
    assert result.rosters or result.registers or result.problems
    for roster in result.rosters:
        for segment in roster.segments:
            assert list(segment.rows) == sorted(set(segment.rows))
            assert {len(texts) for texts in segment.texts.values()} == {len(segment.rows)}
            assert {len(texts) for texts in segment.extra_texts.values()} <= {len(segment.rows)}
            assert segment.texts.keys() == segment.columns.keys() == segment.headings.keys()
            for mark in segment.marks:
                assert mark.kind in MARKS
                assert 0 <= mark.index < len(segment.rows)
                assert mark.field in segment.columns or mark.field == ""
            for text in [text for texts in segment.texts.values() for text in texts]:
                text.encode()
