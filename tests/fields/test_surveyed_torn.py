"""Days that blanks or line breaks tore apart, everyday dates, and columns of month and day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from tests.checks.examples import batch_of, lines
from verify.checks import BY_CODE
from verify.fields.surveyed import as_written, clean, clean_column
from verify.settings import Settings

WINDOW = (date(2016, 12, 1), date(2017, 6, 20))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-11- 12", (2016, 11, 12)),
        ("2016-11 -12", (2016, 11, 12)),
        ("2016 -11- 12", (2016, 11, 12)),
        ("2016-11-\n12", (2016, 11, 12)),
        ("2017-3\n-5", (2017, 3, 5)),
        ("2016－12－ 02", (2016, 12, 2)),
        ("2016-12-\n21", (2016, 12, 21)),
        ("2016-12-0\n9", (2016, 12, 9)),
        ("2017-0\n3-03", (2017, 3, 3)),
        ("20\n17-03-05", (2017, 3, 5)),
        ("2017-3-2\n1", (2017, 3, 21)),
        ("2017-03-1\n2", (2017, 3, 12)),
        ("2017年3月1\n2日", (2017, 3, 12)),
        ("201703\n05", (2017, 3, 5)),
        ("2016-11- 12 14:20", (2016, 11, 12)),
        ("2017-3 - 15", (2017, 3, 15)),
        ("2017.3,15", (2017, 3, 15)),
        ("2016~12~02", (2016, 12, 2)),
        ("2017年元月5日", (2017, 1, 5)),
        ("元月12日", (2017, 1, 12)),
        ("二〇一七年元月三日", (2017, 1, 3)),
        ("2017.元.8", (2017, 1, 8)),
        ("2017-3-5(日)", (2017, 3, 5)),
        ("3月5日（日）", (2017, 3, 5)),
    ],
)
def test_one_day(text, day):
    read = clean(text, WINDOW)
    assert (read.start, read.end, read.problem) == (date(*day), date(*day), "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017-3-5 - 8", (2017, 3, 5), (2017, 3, 8)),
        ("2017-03-05\n2017-03-08", (2017, 3, 5), (2017, 3, 8)),
        ("2017-03-05 -\n2017-03-08", (2017, 3, 5), (2017, 3, 8)),
        ("2016-12-\n21至2016-12-\n25", (2016, 12, 21), (2016, 12, 25)),
        ("2016-12 - 2017-02", (2016, 12, 1), (2017, 2, 28)),
        ("2017-3 - 5月", (2017, 3, 1), (2017, 5, 31)),
        ("2016-11 -12-05", (2016, 11, 1), (2016, 12, 5)),
        ("2017.3 - 5", (2017, 3, 1), (2017, 5, 31)),
        ("12/2016", (2016, 12, 1), (2016, 12, 31)),
        ("03/2017-05/2017", (2017, 3, 1), (2017, 5, 31)),
        ("2017.1.", (2017, 1, 1), (2017, 1, 31)),
    ],
)
def test_what_is_meant_as_from_and_to_stays_so(text, first, last):
    read = clean(text, WINDOW)
    assert (read.start, read.end, read.problem) == (date(*first), date(*last), "")


@pytest.mark.parametrize("text", ["2016-11 - 12", "2017-3 - 5", "2017-3-1\n2", "2017.3,5", "2017/3，5"])
def test_what_a_person_reads_in_two_ways_is_not_guessed(text):
    read = clean(text, WINDOW)
    assert (read.start, read.problem) == (None, "two_readings")


def test_two_readings_are_a_doubt_and_no_accusation():
    batch = batch_of(
        lines("""
        surveyed
        2017-3 - 5
        三月初
    """)
    )
    hits = BY_CODE["DT02"].run(batch, Settings()).hits
    assert hits.set_index("row")["severity"].to_dict() == {0: "warn", 1: "fail"}


def test_the_clock_of_the_cell_reads_the_same_day():
    assert as_written("2016-11-\n12 20:00Z", WINDOW).start == date(2016, 11, 12)


@pytest.mark.parametrize(("text", "said"), [("2017-3-5(日)", 6), ("2017-3-5(二)", None), ("2017-3-6(一)", 0)])
def test_a_numeral_in_brackets_is_a_weekday_only_where_it_fits(text, said):
    assert clean(text, WINDOW).weekday_said == said


def _column(*texts, lists=None, numbers=None):
    column = pd.Series(texts, dtype="str")
    of = pd.Series(lists or [0] * len(texts))
    held = None if numbers is None else pd.Series(numbers)
    return clean_column(column, WINDOW, lists=of, numbers=held)


def test_a_whole_column_tells_that_12_23_is_a_day_of_december():
    read = _column("12.23", "3.5", "", "12.28-1.5", "3月21日", "13.45")
    starts = [None if pd.isna(day) else day.date() for day in read["start"]]
    assert starts[:2] == [None, None]  # four of five: one in four is no day at all
    read = _column("12.23", "3.5", "", "12.28-1.5", "3月21日")
    starts = [None if pd.isna(day) else day.date() for day in read["start"]]
    assert starts == [date(2016, 12, 23), date(2017, 3, 5), None, date(2016, 12, 28), date(2017, 3, 21)]
    assert read["end"].iloc[3].date() == date(2017, 1, 5)
    assert read["year_assumed"].tolist() == [True, True, False, True, True]


def test_a_column_that_could_be_day_and_month_is_not_guessed():
    assert set(_column("3.5", "4.6", "12.2")["problem"]) == {"two_readings"}
    assert set(_column("23.12", "21.3", "5.1")["problem"]) == {"unreadable"}


def test_a_list_is_told_by_its_own_cells():
    read = _column("12.23", "3.5", "3.5", "4.6", lists=[0, 0, 1, 1])
    assert read["problem"].tolist() == ["", "", "two_readings", "two_readings"]


def test_a_number_may_have_lost_its_nought():
    read = _column("12.23", "3.2", "3.7", "2.3", numbers=[True] * 4)
    assert read["problem"].tolist() == ["", "two_readings", "", ""]  # 3.20; no 30 February
    assert _column("12.23", "3.2", numbers=[False, False])["problem"].tolist() == ["", ""]


def test_one_day_beyond_the_twelfth_says_which_is_the_month():
    day_first = _column("25/3/2017", "8/3/2017", "8/3/2017 9:05", "5/5/2017")
    assert day_first["start"].astype(str).tolist() == ["2017-03-25", "2017-03-08", "2017-03-08", "2017-05-05"]
    month_first = _column("3/25/2017", "3/8/2017")
    assert month_first["start"].astype(str).tolist() == ["2017-03-25", "2017-03-08"]


@pytest.mark.parametrize("others", [[], ["25/3/2017", "3/25/2017"], ["5/5/2017"]])
def test_where_no_day_tells_nobody_knows(others):
    read = _column("8/3/2017", *others)
    assert read["problem"].iloc[0] == "two_readings"


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["2/28/17", "3/7/17", "3/7/17 9:05"], [(2, 28), (3, 7), (3, 7)]),
        (["28.02.17", "07.03.17", "5.5.17"], [(2, 28), (3, 7), (5, 5)]),
        (["24-02-17", "15-03-17", "05-04-17"], [(2, 24), (3, 15), (4, 5)]),
        (
            ["24-02-17", "25-02-17"],
            [(2, 24), (2, 25)],
        ),  # as years first, 2024 and 2025, they lie in no window
        (["17-03-05", "17-03-06"], [(3, 5), (3, 6)]),
        (["0305", "0321", "1205"], [(3, 5), (3, 21), (12, 5)]),
        (["04-03 10:23", "03-28 9:01"], [(4, 3), (3, 28)]),
        (["3/28 10:23", "3/4 10:23:09"], [(3, 28), (3, 4)]),
        (["305", "321"], [(3, 5), (3, 21)]),  # typed as numbers they lost their nought
    ],
)
def test_the_column_tells_the_order_of_short_dates(texts, days):
    read = _column(*texts)
    assert read["problem"].tolist() == [""] * len(texts)
    assert [(day.month, day.day) for day in read["start"]] == days
    assert set(read["start"].dt.year) <= {2016, 2017}


@pytest.mark.parametrize(
    "texts",
    [
        ["3/7/17", "4/5/17"],
        ["2/28/17", "28/2/17", "3/7/17"],
        ["24-02-17"],
        ["0305", "0406"],
        ["0321"],
        ["2017-03-05", "0306"],
    ],
)
def test_where_no_column_tells_short_dates_are_a_doubt(texts):
    read = _column(*texts)
    open_ = read["start"].isna()
    assert set(read.loc[open_, "problem"]) == {"two_readings"}


def test_four_digits_that_are_no_month_and_day_are_no_date():
    assert set(_column("1345", "2017", "0231", "0099")["problem"]) == {"unreadable"}
