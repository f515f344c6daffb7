"""When a call was made: read from whatever people and programs write, and judged.

All times are the office's own, without zone, to the minute.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

UNREADABLE, NO_DAY, BEFORE, FUTURE = "time_unreadable", "time_no_day", "time_before", "time_future"  # refused
NIGHT, NO_HOUR, NO_TIME = "night", "no_hour", "no_time"  # told
NIGHT_FROM, NIGHT_TO = 22, 7
CLOCKS_APART = timedelta(minutes=5)  # a caller's watch and the office's computer

_LATE, _NOON = ("下午", "晚上", "晚", "傍晚", "夜里"), "中午"
_PART = r"(?P<part>上午|早上|早晨|凌晨|中午|下午|傍晚|晚上|夜里|晚)?"
_CLOCK = (
    rf"{_PART}\s*(?P<hour>\d{{1,2}})(?:[:.点时]\s*(?:(?P<minute>\d{{1,2}})|(?P<half>半))?分?(?::\d+(?:\.\d+)?)?)?"
    r"\s*(?P<half_day>[AaPp][Mm])?"
)
_DAY = (
    r"(?:(?:(?P<year>\d{4})[-/.年]\s*)?(?P<month>\d{1,2})[-/.月]\s*(?P<day>\d{1,2})[日号]?|(?P<whole>\d{8}))"
    r"\s*(?:星期.|周.)?"
)
_WHEN = re.compile(rf"{_DAY}(?:\s*T?\s*{_CLOCK})?")
_ONLY_CLOCK = re.compile(_PART + r"\s*\d{1,2}\s*[:点时]\s*(?:\d{1,2}|半)?.*")
_SERIALS = (30_000, 60_000)  # days since 1899-12-30 that a spreadsheet program may show instead of a date


@dataclass(frozen=True, slots=True)
class Read:
    """A time as it is stored ("2017-07-03 14:20"; "2017-07-03" where the hour is missing; "" for none).

    ``at``: the same as a value, None where it has no hour or no year; ``problem``: why it cannot be read.
    """

    text: str
    at: datetime | None = None
    problem: str = ""


def read_time(value: Any, now: datetime | None = None, drawn: datetime | None = None) -> Read:
    """Read a cell. Where a year is missing, it is the one that puts the day between ``drawn`` and ``now``; if there is
    none, the one that brings it nearest to ``now``."""
    if value is None or value == "":
        return Read("")
    if isinstance(value, (int, float)) and _SERIALS[0] < value < _SERIALS[1]:
        value = datetime(1899, 12, 30) + timedelta(minutes=round(float(value) * 1440))
    if isinstance(value, datetime):
        return _known(value) if value.year > 1950 else Read(f"{value:%H:%M}", None, NO_DAY)
    if isinstance(value, date):
        return Read(value.isoformat())
    if isinstance(value, (time, timedelta)):
        return Read(str(value)[:5], None, NO_DAY)
    text = " ".join(unicodedata.normalize("NFKC", str(value)).split())
    if not text:
        return Read("")
    match = _WHEN.fullmatch(text)
    if match is None:
        return Read(text[:40], None, NO_DAY if _ONLY_CLOCK.fullmatch(text) else UNREADABLE)
    return _matched(match, text[:40], now, drawn)


def judge_time(read: Read, drawn: datetime | None, now: datetime | None) -> str:
    """Return what is wrong with a time ("" for nothing).

    BEFORE the draw and in the FUTURE: no such call can have been made. NIGHT, NO_HOUR, NO_TIME: worth a word.
    """
    if read.problem:
        return read.problem
    if not read.text:
        return NO_TIME
    at = read.at
    if at is None:
        day = read.text[:10]
        if len(day) == 10 and drawn is not None and day < f"{drawn:%Y-%m-%d}":
            return BEFORE
        if len(day) == 10 and now is not None and day > f"{now:%Y-%m-%d}":
            return FUTURE
        return NO_HOUR
    if drawn is not None and at < drawn.replace(second=0, microsecond=0):
        return BEFORE
    if now is not None and at > now + CLOCKS_APART:
        return FUTURE
    return NIGHT if at.hour >= NIGHT_FROM or at.hour < NIGHT_TO else ""


def _known(at: datetime) -> Read:
    return Read(f"{at:%Y-%m-%d %H:%M}", at.replace(second=0, microsecond=0, tzinfo=None))


def _matched(match: re.Match[str], text: str, now: datetime | None, drawn: datetime | None) -> Read:
    whole = match["whole"]
    year, month, day = (
        (whole[:4], whole[4:6], whole[6:]) if whole else (match["year"], match["month"], match["day"])
    )
    clock = _clock(match)
    try:
        if clock is not None:
            time(*clock)
        if year is None:
            return _without_year(int(month), int(day), clock, now, drawn)
        on = date(int(year), int(month), int(day))
    except ValueError:
        return Read(text, None, UNREADABLE)
    return Read(on.isoformat()) if clock is None else _known(datetime(on.year, on.month, on.day, *clock))


def _without_year(
    month: int, day: int, clock: tuple[int, int] | None, now: datetime | None, drawn: datetime | None
) -> Read:
    date(2016, month, day)  # such a day there is, in a leap year at least
    if now is None:
        return Read(f"{month:02d}-{day:02d}" + (f" {clock[0]:02d}:{clock[1]:02d}" if clock else ""))
    found = []
    for year in range(now.year - 4, now.year + 5):
        with suppress(ValueError):  # 29 February
            found.append(datetime(year, month, day, *(clock or (0, 0))))
    floor = None if drawn is None else drawn.replace(hour=0, minute=0, second=0, microsecond=0)
    between = [at for at in found if floor is not None and floor <= at <= now + CLOCKS_APART]
    at = between[-1] if between else min(found, key=lambda at: abs(at - now))
    return Read(f"{at:%Y-%m-%d}") if clock is None else _known(at)


def _clock(match: re.Match[str]) -> tuple[int, int] | None:
    if match["hour"] is None:
        return None
    hour, minute = int(match["hour"]), 30 if match["half"] else int(match["minute"] or 0)
    late = (
        match["part"] in _LATE
        or (match["half_day"] or "").lower() == "pm"
        or (match["part"] == _NOON and hour < 11)
    )
    if late and hour < 12:
        hour += 12
    if (match["half_day"] or "").lower() == "am" and hour == 12:
        hour = 0
    return hour, minute
