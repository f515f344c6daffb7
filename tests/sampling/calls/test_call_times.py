"""When a call was made: read from whatever people and programs write, and judged against the draw and the clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sampling.calls.times import (
    BEFORE,
    FUTURE,
    NIGHT,
    NO_DAY,
    NO_HOUR,
    NO_TIME,
    UNREADABLE,
    judge_time,
    read_time,
)

NOW = datetime(2017, 7, 10, 9, 0)
DRAWN = datetime(2017, 7, 3, 10, 30, 45)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2017-07-03 14:20", "2017-07-03 14:20"),
        ("2017/7/3 14:20:59", "2017-07-03 14:20"),
        ("2017.7.3 14.20", "2017-07-03 14:20"),
        ("２０１７年７月３日　１４：２０", "2017-07-03 14:20"),
        ("2017年7月3日14时20分", "2017-07-03 14:20"),
        ("7月3日下午2点半", "2017-07-03 14:30"),
        ("7月3日晚上8点", "2017-07-03 20:00"),
        ("7-3 14:20", "2017-07-03 14:20"),
        ("20170703 14:20", "2017-07-03 14:20"),
        ("2017/7/3 2:20 PM", "2017-07-03 14:20"),
        ("2017-07-03T14:20", "2017-07-03 14:20"),
        ("7月3日中午12点", "2017-07-03 12:00"),
        ("2017-07-03", "2017-07-03"),
        (datetime(2017, 7, 3, 14, 20, 11), "2017-07-03 14:20"),
        (date(2017, 7, 3), "2017-07-03"),
        (42919.5972222222, "2017-07-03 14:20"),
        ("", ""),
        (None, ""),
    ],
)
def test_times_as_people_and_programs_write_them(written: Any, text: str) -> None:
    assert (read_time(written, NOW).text, read_time(written, NOW).problem) == (text, "")


def test_the_year_that_a_day_without_one_lies_in() -> None:
    """Between the draw and now where that can be; otherwise the nearest, so that a slip of days is told as one."""
    assert (
        read_time("7-3 14:20", datetime(2018, 2, 1), datetime(2017, 7, 3, 10, 30)).text == "2017-07-03 14:20"
    )
    assert read_time("12-27 8:00", datetime(2018, 1, 5), datetime(2017, 12, 1)).text == "2017-12-27 08:00"
    assert read_time("7-30 9:00", NOW, DRAWN).text == "2017-07-30 09:00"
    assert read_time("7-3 14:20").text == "07-03 14:20"
    assert read_time("2-29 14:20", NOW).text == "2016-02-29 14:20"


@pytest.mark.parametrize(
    "written", ["昨天下午", "2017-13-03 14:20", "7-3 25:00", "2月30日 10:00", "0.5", "下班前", "14.2"]
)
def test_what_is_no_time(written: str) -> None:
    assert judge_time(read_time(written, NOW), DRAWN, NOW) == UNREADABLE


@pytest.mark.parametrize(
    "written", ["14:20", "下午2点", time(14, 20), timedelta(hours=14), datetime(1899, 12, 30, 14, 20)]
)
def test_an_hour_without_a_day(written: Any) -> None:
    assert judge_time(read_time(written, NOW), DRAWN, NOW) == NO_DAY


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2017-07-03 10:30", ""),  # the minute of the draw itself
        ("2017-07-03 10:29", BEFORE),
        ("2017-07-02", BEFORE),
        ("2017-07-03", NO_HOUR),
        ("2017-07-10 09:05", ""),  # clocks differ by minutes
        ("2017-07-10 09:06", FUTURE),
        ("2017-07-11", FUTURE),
        ("2017-07-05 21:59", ""),
        ("2017-07-05 22:00", NIGHT),
        ("2017-07-05 02:20", NIGHT),
        ("2017-07-05 07:00", ""),
        ("", NO_TIME),
    ],
)
def test_times_are_judged(written: str, problem: str) -> None:
    assert judge_time(read_time(written, NOW), DRAWN, NOW) == problem
    if problem in (
        BEFORE,
        FUTURE,
    ):  # where nobody says when the draw was or what time it is, times are only read
        assert judge_time(read_time(written), None, None) in ("", NO_HOUR)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_what_is_stored_reads_the_same_again(at: datetime) -> None:
    first = read_time(at)
    assert read_time(first.text) == first
    assert read_time(f"{at:%Y年%m月%d日%H点%M分}") == first


@given(st.text(max_size=30))
def test_no_text_makes_it_fall_over(text: str) -> None:
    found = read_time(text, NOW)
    assert found.at is None or found.problem == ""
