"""Days with slips of typing that leave one reading: read, for nobody is to answer for a second dot."""

from __future__ import annotations

from datetime import date

import pytest

from verify.fields.surveyed import clean

WINDOW = (date(2016, 12, 1), date(2017, 6, 20))


@pytest.mark.parametrize(
    "text",
    [
        "2017..3.5", "2017.3..5", "2017//3/5", "2017--03--05", "2017\\3\\5", "2017_03_05", "2017/3.5", "2017-3.5",
        "2017.3月5日", "2017-3月5日", "2017-3月-5日", "2017/3月/5", "2017年3月5曰", "2017- 3-5", "2017 - 3 - 5",
        "2017 -3-5", "2017-Mar-05", "2017 March 5", "2017。3。5", "2017.3.5曰", "2017年3月5曰上午",
    ],
)  # fmt: skip
def test_one_day(text):
    read = clean(text, WINDOW)
    assert (read.start, read.end, read.problem) == (date(2017, 3, 5), date(2017, 3, 5), "")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2017年第一季度", (2017, 1, 1), (2017, 3, 31)),
        ("2017年2季度", (2017, 4, 1), (2017, 6, 30)),
        ("2017Q1", (2017, 1, 1), (2017, 3, 31)),
        ("2016年四季度", (2016, 10, 1), (2016, 12, 31)),
        ("第一季度", (2017, 1, 1), (2017, 3, 31)),
        ("2017--03--05至2017--03--08", (2017, 3, 5), (2017, 3, 8)),
        ("2017-3月5日-8日", (2017, 3, 5), (2017, 3, 8)),
        ("2017.3.5--2017.3.8", (2017, 3, 5), (2017, 3, 8)),
    ],
)
def test_from_and_to(text, first, last):
    read = clean(text, WINDOW)
    assert (read.start, read.end, read.problem) == (date(*first), date(*last), "")


@pytest.mark.parametrize(
    ("text", "same"),
    [("2017-3 - 5", None), ("2017年3月-5月", "2017年3-5月"), ("2017/3.5月", None), ("2017.3-5", "2017年3-5")],
)
def test_what_has_two_readings_is_no_slip(text, same):
    read = clean(text, WINDOW)
    assert (read.start, read.end) != (date(2017, 3, 5), date(2017, 3, 5))
    assert same is None or read == clean(same, WINDOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("201703-24", (2017, 3, 24)),
        ("201703.05", (2017, 3, 5)),
        ("2017-0228", (2017, 2, 28)),
        ("2017/03/04-10:23", (2017, 3, 4)),
        ("贰零壹柒年叁月伍日", (2017, 3, 5)),
        ("首访2017-03-10", (2017, 3, 10)),
    ],
)
def test_parts_written_together_and_in_other_signs(text, day):
    read = clean(text, WINDOW)
    assert (read.start, read.end, read.problem) == (date(*day), date(*day), "")


@pytest.mark.parametrize("text", ["201703-05", "201612-1"])
def test_a_day_or_a_span_of_months_is_a_doubt(text):
    assert clean(text, WINDOW).problem == "two_readings"
    assert clean("201612-201702", WINDOW).problem == ""


@pytest.mark.parametrize(
    "text", ["第五季度", "2017年3月5曰曰", "2017.13月5日", "2017__", "2017Q5", "2017-3月-5月-"]
)
def test_what_no_calendar_has_is_still_told(text):
    assert clean(text, WINDOW).problem
