"""One cell of 调查时间: from tokens to a start and an end."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from verify.fields.surveyed.tokens import CHINA, Between, Clock, Day, Offset, Token, Window, tokens

_SERIAL = re.compile(r"([2-5]\d{4})(\.\d+)?|60000")
_EXCEL_EPOCH = date(1899, 12, 30)
# A range that ends in a smaller month runs over New Year only if it is no longer: December to June, all told.
_NEW_YEAR_DAYS = 213


@dataclass(frozen=True, slots=True)
class Surveyed:
    """When somebody was interviewed.

    start, end: inclusive; equal for one day; the whole month where only a month is given; None where the
    text gives no date. With the problem ``reversed`` both are as written.
    year_assumed: the year is not written. weekday_said: the weekday written beside the start, 0 = Monday.
    minute: of the day, -1 where none is given (or midnight sharp, which spreadsheets fill in).
    """

    start: date | None
    end: date | None
    problem: str = ""
    year_assumed: bool = False
    weekday_said: int | None = None
    minute: int = -1


@dataclass(frozen=True, slots=True)
class Written:
    """The dates of a cell as they are written, and what links them (one link between two dates).

    weekday and minute: those of the first date; None and -1 where none is given. unsure: the weekday may be
    something else, a batch (二), where it is not that day's.
    """

    days: Sequence[Day]
    links: Sequence[str]
    weekday: int | None
    minute: int
    unsure: bool = False


def _fault(problem: str) -> Surveyed:
    return Surveyed(None, None, problem)


def _span(day: Day) -> tuple[date, date] | None:
    if not 1 <= day.month <= 12:
        return None
    length = monthrange(day.year, day.month)[1]
    first, last = (1, length) if day.last == 0 and day.first == 0 else (day.first, min(day.last, length))
    if not 1 <= first <= length or (first == day.last and day.last > length) or last < first:
        return None
    if day.first == day.last and day.first > length:
        return None
    return date(day.year, day.month, first), date(day.year, day.month, last)


def _filled(days: Sequence[Day]) -> list[Day]:
    """Give each date what it leaves out, from the one before it; the year also from one after it."""
    filled: list[Day] = []
    for day in days:
        before = filled[-1] if filled else day
        if not day.month and not before.first:  # 2017年3月-5: months
            day = Day(0, day.first, 0, 0)
        filled.append(replace(day, month=day.month or before.month))
    year = next((day.year for day in filled if day.year), 0)
    first = filled[0]
    if year and not first.year:
        with_year = next(day for day in filled if day.year)
        filled[0] = replace(first, year=year - (first.month > with_year.month))
    for index in range(1, len(filled)):
        if not filled[index].year:
            filled[index] = _following(filled[index - 1], filled[index])
    return filled


def _following(before: Day, day: Day) -> Day:
    """Give a date without a year the year of the one before it, or the next where that runs over New Year."""
    same = replace(day, year=before.year)
    if before.year and day.month < before.month:
        start, later = _span(before), _span(replace(day, year=before.year + 1))
        if start and later and (later[1] - start[0]).days <= _NEW_YEAR_DAYS:
            return replace(day, year=before.year + 1)
    return same


def _read(days: Sequence[Day], links: Sequence[str]) -> Surveyed:
    """Return start and end of dates that all have their year."""
    found = [_span(day) for day in days]
    spans = [span for span in found if span is not None]
    if len(spans) < len(found):
        return _fault("impossible")
    reversed_ = any(
        link == "range" and after[1] < before[0]
        for link, before, after in zip(links, spans, spans[1:], strict=False)
    )
    if reversed_:
        return Surveyed(spans[0][0], spans[-1][1], "reversed")
    return Surveyed(min(span[0] for span in spans), max(span[1] for span in spans))


def _assumed(days: Sequence[Day], links: Sequence[str], window: Window, declared: Window | None) -> Surveyed:
    """Return the dates in the only year that fits the window; the declared period helps to choose."""

    def fitting(period: Window) -> list[Surveyed]:
        years = range(period[0].year - 1, period[1].year + 1)
        read = [_read(_filled([replace(days[0], year=year), *days[1:]]), links) for year in years]
        return [r for r in read if r.start and r.end and r.start <= period[1] and period[0] <= r.end]

    fits = fitting(window)
    if len(fits) != 1 and declared is not None:
        narrower = fitting(declared)
        fits = [r for r in narrower if r in fits] if fits else narrower
    if len(fits) == 1:
        return replace(fits[0], year_assumed=True)
    if fits:
        return _fault("ambiguous_year")
    leap = _read(_filled([replace(days[0], year=2016), *days[1:]]), links)
    return _fault("impossible" if leap.problem == "impossible" else "outside_any_year")


def serial(text: str) -> Surveyed | None:
    """Return the day of a number that a spreadsheet shows for a date, 42799 or 42799.5; None for others."""
    match = _SERIAL.fullmatch(text)
    if match is None:
        return None
    day = _EXCEL_EPOCH + timedelta(days=int(match.group(1) or 60000))
    minute = round(float(match.group(2) or 0) * 1440)
    return Surveyed(day, day, minute=minute if 0 < minute < 1440 else -1)


def written(plain: str, window: Window, moved: bool = True) -> Written | None:
    """Return what the text says; None where part of it is unread, or its order makes no sense.

    ``moved``: a time with an offset (09:30Z) is read by China's clock, which may be on another day.
    """
    found = tokens(plain, window)
    return _parts(found, moved) if found else None


def _by_china(day: Day, minute: int, offset: int) -> tuple[Day, int]:
    """Return day and minute by China's clock; where no whole day is given, what was written."""
    if not day.year or not day.first or day.first != day.last:
        return day, minute
    try:
        there = datetime(day.year, day.month, day.first) + timedelta(minutes=max(minute, 0))
        here = there + timedelta(minutes=CHINA - offset)
    except (ValueError, OverflowError):  # no such day: that is said of the day as written
        return day, minute
    return Day(here.year, here.month, here.day, here.day), here.hour * 60 + here.minute or -1


def _parts(found: Sequence[Token], moved: bool) -> Written | None:
    days: list[Day] = []
    links: list[str] = []
    weekday: int | None = None
    unsure = False
    minute = last = -1
    pending: str | None = None
    clocks = 0
    zoned = False  # the offset of this day's clock was read
    elsewhere = False  # the first day is another one in China: a weekday beside it is not that day's
    for token in found:
        if isinstance(token, Between):
            if pending is not None or not (days or clocks or (weekday is not None and token.kind == "list")):
                return None
            pending = token.kind if days or clocks else None
            continue
        if isinstance(token, Day):
            if days and pending is None and not (token.year and token.first):
                return None
            if days:
                links.append(pending or "list")
            elif pending is not None:
                return None
            days.append(token)
            clocks, zoned = 0, False
        elif isinstance(token, Clock):
            if pending == "range" and not clocks and not (days and days[-1].first):  # 2017/03/04-10:23
                return None
            last = token.minute
            if len(days) < 2 and minute < 0:
                minute = last
            clocks += 1
        elif isinstance(token, Offset):
            if days and moved and not zoned:
                there = days[-1]
                days[-1], last = _by_china(there, last, token.minutes)
                minute = last if len(days) == 1 and clocks == 1 else minute
                elsewhere = elsewhere or (len(days) == 1 and days[0] != there)
            zoned = True
        elif len(days) < 2 and weekday is None and pending is None:
            weekday, unsure = token.number, not token.sure
        pending = None
    if not days or pending == "range":
        return None
    return Written(days, links, None if elsewhere else weekday, minute, unsure)


def dated(written: Written, window: Window, declared: Window | None) -> Surveyed:
    """Return start and end of what is written, the year out of the window where it is left out."""
    days, links = written.days, written.links
    read = (
        _read(_filled(days), links)
        if any(day.year for day in days)
        else _assumed(days, links, window, declared)
    )
    if read.start is None:
        return read
    weekday = written.weekday
    if written.unsure and weekday != read.start.weekday():
        weekday = None
    return replace(read, weekday_said=weekday, minute=written.minute)
