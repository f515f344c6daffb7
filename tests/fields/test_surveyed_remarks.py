"""A remark beside a day of which the column tells what it is: it takes nothing from the column, and nothing from the day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from verify.fields import surveyed

WINDOW = date(2016, 12, 1), date(2017, 6, 20)


def read(texts):
    table = surveyed.clean_column(pd.Series(texts), WINDOW, lists=pd.Series([0] * len(texts)))
    return [
        ("" if pd.isna(day) else str(day)[:10], said)
        for day, said in zip(table["start"], table["problem"], strict=True)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["3/11/17", "3/12/17", "3/7/17（补访）", "3/25/17"],
        ["3/11", "3/12", "3/7（补访）", "3/25"],
        ["0311", "0312", "0307 √", "0325"],
        ["11/3/2017", "12/3/2017", "7/3/2017 √", "25/3/2017"],
    ],
)
def test_one_remark_costs_no_column_its_days(texts):
    assert read(texts) == [(f"2017-03-{day}", "") for day in ("11", "12", "07", "25")]


@pytest.mark.parametrize("text", ["3/7/17（补访）", "8/3/2017 √", "约3/7/17", "8/3/2017（左右）"])
def test_alone_it_is_a_doubt_as_without_the_remark(text):
    assert surveyed.clean(text, WINDOW).problem == "two_readings"


def test_a_remark_that_speaks_of_the_day_leaves_it_a_doubt():
    assert read(["3/11/17", "3/12/17", "约3/7/17", "3/25/17"])[2] == ("", "two_readings")
