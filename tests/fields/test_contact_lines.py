"""Numbers that a narrow cell broke over two lines are one number; two numbers below each other stay two."""

from __future__ import annotations

import pytest

from verify.fields.contact import clean


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1502374\n2578", "15023742578"),
        ("138126\n19684", "13812619684"),
        ("186\n11048297", "18611048297"),
        ("139366\n12081", "13936612081"),
        ("138\n3612\n7705", "13836127705"),
        ("138126-\n19684", "13812619684"),
        ("手机：138126\n19684（本人）", "13812619684"),
        ("0451-\n86231188", "0451-86231188"),
        ("0451-8623\n1188", "0451-86231188"),
        ("+86\n13904510001", "13904510001"),
        ("400-670\n0955", "4006700955"),
    ],
)
def test_one_number_on_two_lines(text, value):
    assert [(c.value, c.problem) for c in clean(text)] == [(value, "")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("13812619684\n15023742578", ["13812619684", "15023742578"]),
        ("86231188\n13904510001", ["86231188", "13904510001"]),
        ("0451-86231188\n13904510001", ["0451-86231188", "13904510001"]),
        ("86231188\n86231199", ["86231188", "86231199"]),
        ("1393662\n2081\n13904510001", ["13936622081", "13904510001"]),
        ("1390451000\n1\n1390451000\n2", ["13904510001", "13904510002"]),
        ("13904510001\n2017", ["13904510001"]),
        ("0451-86231188\n8012", ["0451-86231188"]),
    ],
)
def test_two_numbers_stay_two(text, values):
    assert [c.value for c in clean(text)] == values


@pytest.mark.parametrize("text", ["1502374\n257", "138****\n1234", "8623\n1188"])
def test_what_is_no_number_together_is_not_made_one(text):
    assert all(c.problem for c in clean(text))
