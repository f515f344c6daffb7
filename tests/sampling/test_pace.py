"""When the calls will be done at today's pace."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sampling.pace import pace

MONDAY = datetime(2017, 7, 3, 12, 0)


def done(count: int, start: datetime = datetime(2017, 7, 3, 9, 0)) -> list[datetime]:
    return [start + timedelta(minutes=10 * at) for at in range(count)]


@pytest.mark.parametrize(
    ("still", "ends"),
    [
        (0, "07-03 12:00"),
        (6, "07-03 13:00"),  # six an hour
        (30, "07-03 17:00"),
        (36, "07-04 10:00"),  # the day is over at five, the next begins at nine
        (30 + 4 * 48, "07-07 17:00"),
        (30 + 4 * 48 + 6, "07-10 10:00"),  # no office calls on a weekend
    ],
)
def test_the_end_is_counted_in_hours_of_an_office(still: int, ends: str) -> None:
    found = pace(done(18), still, MONDAY)
    assert found.done_today == 18
    assert found.per_hour == pytest.approx(6)
    assert found.ends_at is not None
    assert f"{found.ends_at:%m-%d %H:%M}" == ends


def test_yesterday_says_nothing_of_today_and_half_an_hour_is_too_little() -> None:
    yesterday = done(18, datetime(2017, 7, 2, 9, 0))
    assert pace(yesterday, 5, MONDAY).ends_at is None
    early = pace(done(2), 5, datetime(2017, 7, 3, 9, 20))
    assert (early.done_today, early.per_hour, early.ends_at) == (2, None, None)
    assert pace([], 0, MONDAY).ends_at == MONDAY


def test_an_end_that_is_years_away_is_not_named() -> None:
    assert pace(done(1), 1_000_000, MONDAY).ends_at is None


def test_who_calls_in_the_evening_goes_on_the_next_day() -> None:
    evening = datetime(2017, 7, 3, 20, 0)
    found = pace([evening - timedelta(hours=1)] * 6, 6, evening)
    assert found.ends_at == datetime(2017, 7, 4, 10, 0)
