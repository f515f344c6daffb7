"""The window, the due date, and the days on which nobody is at home to be asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import chinese_calendar
import pytest

from tests.checks.examples import batch_of, lines
from verify.checks import BY_CODE
from verify.checks.period import NEW_YEAR
from verify.settings import Settings


@pytest.mark.parametrize("day", [d for d in NEW_YEAR if 2010 <= d.year <= 2026], ids=str)
def test_new_year_is_a_public_holiday_of_that_year(day: date) -> None:
    """Second witness: the State Council's holidays as chinesecalendar has them."""
    assert chinese_calendar.get_holiday_detail(day) == (True, "Spring Festival")


def test_new_year_falls_between_january_21_and_february_21() -> None:
    assert all((1, 21) <= (d.month, d.day) <= (2, 21) for d in NEW_YEAR)


@pytest.mark.parametrize(("inclusive", "hits"), [(True, 0), (False, 1)])
def test_the_first_day_itself_is_a_setting(inclusive: bool, hits: int) -> None:
    batch = batch_of(lines("surveyed\n2016-12-01\n2016-12-02"))
    settings = replace(Settings(), window_start_inclusive=inclusive)
    assert len(BY_CODE["DT04"].run(batch, settings).hits) == hits


def test_a_day_that_has_not_come_is_after_the_window_whatever_the_due_date() -> None:
    """The examples are read on 2017-07-01."""
    batch = batch_of(lines("surveyed\n2017-06-30\n2017-07-02"))
    settings = replace(Settings(), window_end=date(2018, 6, 20))
    assert BY_CODE["DT05"].run(batch, settings).hits["row"].tolist() == [1]
