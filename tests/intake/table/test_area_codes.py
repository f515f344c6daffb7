"""An area code in a column of its own stands before the local number beside it, and nobody is told that it is missing."""

from __future__ import annotations

import pyarrow as pa
import pytest

from tests.intake.grids import grid, only
from tests.intake.table.test_header_long import as_columns
from verify.intake.bulk.long_texts import join
from verify.intake.table.join import joined

NAMES = ("王甲", "王乙", "王丙", "王丁", "王戊")
CELLS = [
    ("0451", "87979096"),
    ("451", "87979097"),
    ("", "13904510003"),
    ("0451", "13904510004"),
    ("0455", "8797909"),
]
TRUE = ["0451-87979096", "0451-87979097", "13904510003", "13904510004", "0455-8797909"]
MOBILES = (
    ("13904510001", "", "13904510003", "13904510004", "13904510005"),
    ("0451", "0451", "", "", "0455"),
    ("87979096", "87979097", "", "", "8797909"),
)


def lines(swapped: bool):
    heads = ["区号", "电话号码"][:: -1 if swapped else 1]
    cells = [pair[:: -1 if swapped else 1] for pair in CELLS]
    return [
        ["序号", "姓名", *heads, "调查时间"],
        *(
            [str(n), name, *pair, "2017-03-05"]
            for n, (name, pair) in enumerate(zip(NAMES, cells, strict=True), 1)
        ),
    ]


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("long", [False, True])
def test_the_area_code_beside_the_number(swapped, long):
    cells = grid(lines(swapped))
    segment = only(as_columns(cells) if long else cells)
    assert list(map(str, segment.texts["contact"])) == TRUE
    assert segment.columns["contact"] == (2 if swapped else 3)  # a finding points at the number
    assert not segment.extra_columns


def test_a_mobile_and_a_landline_with_its_area_code():
    rows = [
        ["序号", "姓名", "手机", "区号", "座机"],
        *([str(n), *rest] for n, rest in enumerate(zip(NAMES, *MOBILES, strict=True), 1)),
    ]
    texts = only(grid(rows)).texts["contact"]
    assert texts == [
        "13904510001、0451-87979096",
        "0451-87979097",
        "13904510003",
        "13904510004",
        "13904510005、0455-8797909",
    ]


def test_under_one_heading():
    rows = [["序号", "姓名", "联系电话", None, "调查时间"], ["", "", "区号", "号码", ""], *lines(False)[1:]]
    assert only(grid(rows, merges=[(1, 2, 1, 3)])).texts["contact"] == TRUE


def test_an_area_code_without_numbers_beside_it_makes_no_contact():
    rows = [
        ["序号", "姓名", "区号", "调查方式"],
        *([str(n), name, "0451", "电话"] for n, name in enumerate(NAMES, 1)),
    ]
    assert "contact" not in only(grid(rows)).columns


@pytest.mark.parametrize(
    "texts",
    [
        ("0451", "87979096"), ("87979096", "(0451)"), ("87979096-801", "10"), ("13904510001", "0451"),
        ("13904510001", "87979096", "0451"), ("87979096", "0451", "13904510001"), ("87979096", "451", "8797909", "0455"),
        ("13904510001", "87979096"), ("0451", ""), ("", "0451"), ("", ""),
        ("0451-", "8797909"), ("0451", "a@qq.com"), ("451", "0451-87979096"), ("微信：87979096", "0451"),
    ],
)  # fmt: skip
def test_columns_are_joined_as_cells_are(texts):
    columns = [pa.chunked_array([pa.array([text], pa.string())]) for text in texts]
    assert join(columns, "contacts").to_pylist() == [joined(texts, "contacts")]
