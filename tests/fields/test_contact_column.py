"""The vectors and the grammar agree, whatever is in the column."""

import time

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from verify.fields.contact import clean, clean_column
from verify.fields.contact.plan import made_up

digits = st.text("0123456789", min_size=8, max_size=8)
mobiles = st.builds(
    "1{}{}".format, st.sampled_from(range(10, 100)), st.builds(lambda a, b: a + b, digits, st.just(""))
).map(lambda text: text[:11])
tails = st.sampled_from(
    ["12345678", "87654321", "01234567", "88888888", "8888888", "21212121", "34567890", "98765432"]
)
suspicious = st.builds(
    lambda head, tail: (head + tail)[:11], st.sampled_from(["139", "1340", "198", "186", "187"]), tails
)
spaced = st.builds(
    lambda before, text, gap: f"{before}{text[:3]}{gap}{text[3:7]}{gap}{text[7:]}",
    st.sampled_from(["", "+86", "86", "+86 ", "0086", "0", "86-", "tel:", "+"]),
    mobiles | suspicious,
    st.sampled_from(["", " ", "-", "  ", ".", "*", "\u3000"]),
)
landlines = st.builds("0{}-{}".format, st.sampled_from(["451", "452", "10", "99"]), digits)
junk = st.text(max_size=14) | st.text("0123456789-/ 转x*+()eE.@a微信", max_size=16)
cells = mobiles | suspicious | spaced | landlines | junk


def slowly(texts, modes=None):
    rows = [
        (at, position, c.kind, c.value, c.raw, c.problem)
        for at, text in enumerate(texts)
        for position, c in enumerate(clean(text, modes[at] if modes else ""))
    ]
    return rows


@given(st.lists(cells, max_size=12))
@example(["13904510001", "", "0451-87979096/13904510002", "13800000000", "é3904510001", "中文字a1"])
def test_column_equals_cells(texts):
    frame = clean_column(pd.Series(texts, dtype="str"))
    assert list(frame.itertuples(index=False, name=None)) == slowly(texts)


@given(st.lists(st.tuples(cells, st.sampled_from(["QQ", "WECHAT", "PHONE", ""])), max_size=8))
@example([("123456789", "QQ"), ("123456789", "PHONE"), ("zhangsan", "WECHAT")])
def test_column_equals_cells_with_modes(pairs):
    texts, modes = [text for text, _ in pairs], [mode for _, mode in pairs]
    frame = clean_column(pd.Series(texts, dtype="str"), pd.Series(modes, dtype="str"))
    assert list(frame.itertuples(index=False, name=None)) == slowly(texts, modes)


@given(junk)
def test_every_cell_gives_something_and_raw_is_kept(text):
    found = clean(text)
    assert found
    assert all(c.raw in text for c in found)
    if len(found) == 1:
        assert found[0].raw == text


@given(suspicious | mobiles)
def test_made_up_is_found_by_column_and_cell_alike(text):
    frame = clean_column(pd.Series([text], dtype="str"))
    if len(text) == 11:
        assert (frame["problem"][0] == "placeholder") == made_up(text)


def test_shape_types_and_index():
    texts = pd.Series(["13904510001/13904510002", "", "13904510003"], index=[7, 7, 9], dtype="str")
    frame = clean_column(texts)
    assert list(frame.columns) == ["at", "position", "kind", "value", "raw", "problem"]
    assert frame["at"].tolist() == [0, 0, 1, 2]
    assert frame["position"].tolist() == [0, 1, 0, 0]
    assert [str(t) for t in frame.dtypes] == ["int64", "int64", "str", "str", "str", "str"]
    assert list(texts) == ["13904510001/13904510002", "", "13904510003"]


def test_empty_column():
    frame = clean_column(pd.Series([], dtype="str"))
    assert len(frame) == 0
    assert str(frame["value"].dtype) == "str"


def test_chunked_and_sliced_columns():
    texts = pd.concat(
        [pd.Series(["13904510001"] * 3, dtype="str"), pd.Series(["x", "13904510002"], dtype="str")]
    )
    assert clean_column(texts[2:])["value"].tolist() == ["13904510001", "x", "13904510002"]


def test_pasted_pages_take_no_time():
    pages = ["1 " * 16_000, "1" * 32_000, "a" * 32_000, "*" * 32_000, "8797 " * 6_000, "13904510001/" * 2_000]
    started = time.perf_counter()
    frame = clean_column(pd.Series(pages, dtype="str"))
    assert time.perf_counter() - started < 5
    assert set(frame["at"]) == set(range(len(pages)))
