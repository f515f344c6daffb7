"""Dates, times and weekdays as people write them, one token after the other.

Strict on purpose: general parsers read 17.3.5 and 170305 as 2005, and one half of a range as a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from verify.fields.surveyed.words import (
    MONTH,
    MONTHS,
    NOISE,
    WEEKDAY_ALONE,
    WEEKDAY_ENGLISH,
    WEEKDAY_HAN,
    WEEKDAYS,
    arabic,
    clock_minute,
)
from verify.text.patterns import when_used

Window = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; what is not written is 0.

    ``first`` and ``last``: the days of the month that are meant: 5 and 5, or 11 and 20 (中旬); 0 and 0 is
    the whole month.
    """

    year: int
    month: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Clock:
    """Minute of the day, -1 where only 上午 and the like is said."""

    minute: int


@dataclass(frozen=True, slots=True)
class Offset:
    """How many minutes the clock before it is ahead of UTC: 480 in China."""

    minutes: int


@dataclass(frozen=True, slots=True)
class Weekday:
    """0 = Monday. ``sure``: nothing else can be meant."""

    number: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Between:
    """What stands between two dates: from ... to, or one of several."""

    kind: Literal["range", "list"]


CHINA = 480
Token = Day | Clock | Offset | Weekday | Between
_Maker = Callable[[re.Match[str], Window], tuple[Token, ...] | None]


def _day(year: int, month: int, day: int = 0) -> Day:
    return Day(year, month, day, day)


def _whole(year: int, month: int, day: int) -> Day:
    """Return a date of which the day is written; 2017-03-00 has none, and is not the whole of March."""
    return _day(year, month, day or -1)


def _ymd(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    year = int(m["y"])
    return (_whole(year if year > 99 else 2000 + year, int(m["m"]), int(m["d"])),)


def _ym(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return (_day(int(m["y"]), int(m["m"])),)


def _md(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return (_whole(0, int(m["m"]), int(m["d"])),)


def _tenth(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    first = {"上": 1, "中": 11, "下": 21}[m["tenth"]]
    return (Day(int(m["y"] or 0), int(m["m"]), first, 99 if first == 21 else first + 9),)


def _months(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    year, first, last = int(m["y"] or 0), int(m["m"]), int(m["n"])
    kind: Literal["range", "list"] = "list" if m["mark"] in "、," else "range"
    # 2016年12-5月 runs over New Year: the year of its end is for the grammar to find
    return (_day(year, first), Between(kind), _day(year if first <= last else 0, last))


def _quarter(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    year, last = int(m["y"] or 0), 3 * int("一二三四".find(m["quarter"]) + 1 or m["quarter"])
    return (_day(year, last - 2), Between("range"), _day(year, last))


def _months_or_day(m: re.Match[str], window: Window) -> tuple[Token, ...]:
    """2017.3-5 and 2017年3-5 are March to May, which holds 5 March as well; 2017.3-15 can only be a day."""
    return _months(m, window) if int(m["n"]) <= 12 else (_day(int(m["y"]), int(m["m"]), int(m["n"])),)


def _english(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    year = int(m["y"])
    day = m.groupdict().get("d")
    return (_day(year if year > 99 else 2000 + year, MONTHS[m["mon"].lower()[:3]], int(day) if day else 0),)


def _stamp(m: re.Match[str], _: Window) -> tuple[Token, ...] | None:
    hour, minute = int(m["h"]), int(m["min"])
    if hour > 23 or minute > 59:
        return None
    return (_whole(int(m["y"]), int(m["m"]), int(m["d"])), Clock(hour * 60 + minute))


def exists(year: int, month: int, day: int) -> date | None:
    """Return the date; None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _six(m: re.Match[str], _: Window) -> tuple[Token, ...] | None:
    """170305 or 201703; what could be both (201203) is neither."""
    text = m.group()
    short = exists(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    readings: list[Token] = (
        [_day(short.year, short.month, short.day)] if short and 10 <= int(text[:2]) <= 29 else []
    )
    if text.startswith("20") and 1 <= int(text[4:]) <= 12:
        readings.append(_day(int(text[:4]), int(text[4:])))
    return (readings[0],) if len(readings) == 1 else None


def _three(m: re.Match[str], window: Window) -> tuple[Token, ...] | None:
    """17.3.5 is year, month, day; 5/3/2017 and 3/5/17 only where their order cannot be mistaken."""
    a, b, c = int(m["a"]), int(m["b"]), int(m["c"])
    late = c if c > 99 else 2000 + c if 10 <= c <= 29 and len(m["c"]) == 2 else 0
    # Month and day in either order before a year at the end.
    turned = {day for day in (exists(late, a, b), exists(late, b, a)) if day is not None} if late else set()
    if len(m["a"]) == 2 and 10 <= a <= 29 and c < 100:
        first = exists(2000 + a, b, c)
        inside = [day for day in turned if window[0] <= day <= window[1]]
        if not inside or (first is not None and window[0] <= first <= window[1]):
            return (_whole(2000 + a, b, c),)
        if first is None and len(inside) == 1:
            return (_day(inside[0].year, inside[0].month, inside[0].day),)
        return None
    if len(turned) == 1:
        day = turned.pop()
        return (_day(day.year, day.month, day.day),)
    impossible = late and not turned
    return (_whole(late, a, b),) if impossible else None


def _clock(m: re.Match[str], _: Window) -> tuple[Token, ...] | None:
    parts = m.groupdict()
    half = (parts.get("half") or parts.get("ampm") or "").lower()
    if not parts.get("h"):
        return (Clock(-1),)
    minute = clock_minute(half, int(m["h"]), parts.get("min") or "", parts.get("quarter") or "")
    return None if minute is None else (Clock(minute),)


def _zone(sign: str, hours: str, minutes: str) -> Offset:
    return Offset((-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes or 0)))


def _offset(m: re.Match[str], _: Window) -> tuple[Token, ...] | None:
    found = _zone(m["sign"], m["oh"], m["om"]) if m["sign"] else Offset(0)
    return (found,) if abs(found.minutes) <= 14 * 60 else None


def _clock_with_offset(m: re.Match[str], window: Window) -> tuple[Token, ...] | None:
    clock, offset = _clock(m, window), _offset(m, window)
    return None if clock is None or offset is None else (*clock, *offset)


def _in_china(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return (Offset(CHINA),)


def _java(m: re.Match[str], window: Window) -> tuple[Token, ...] | None:
    """Sun Mar 05 09:30:12 CST 2017, the day as Java writes it."""
    clock, zone = _clock(m, window), _in_china(m, window) if m["cst"] else _offset(m, window)
    return None if clock is None or zone is None else (*_english(m, window), *clock, *zone)


def _weekday(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return (Weekday(WEEKDAYS[m["week"].lower()]),)


def _weekday_alone(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return (Weekday(WEEKDAYS[m["week"]], m["week"] in "日天"),)


def _range(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return (Between("range"),)


def _list(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return (Between("list"),)


def _nothing(m: re.Match[str], _: Window) -> tuple[Token, ...]:
    return ()


_Y = r"(?P<y>(?:19|20|21)\d\d)"
_M, _D = r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})(?:日|号|(?!\d))"
_HALF = r"(?P<half>上午|早上|早晨|早|清晨|凌晨|中午|下午|午后|傍晚|晚上|晚间|晚|夜间|[AP]M)"
_SIGNED = r"(?P<sign>[+\-])(?P<oh>\d\d?)(?::?(?P<om>[0-5]\d))?"
_T = r"T(?P<h>\d\d):?(?P<min>\d\d)(?::?\d\d(?:\.\d+)?)?"
_CLOCK = rf"{_HALF}?\s*(?P<h>\d{{1,2}})"


def _patterns(*pairs: tuple[str, _Maker]) -> tuple[tuple[re.Pattern[str], _Maker], ...]:
    return tuple((when_used(pattern, re.IGNORECASE | re.ASCII), maker) for pattern, maker in pairs)


_ANYWHERE = _patterns(
    (rf"{_Y}(?P<s>[-./ 、,\\_~|·•・]|--){_M}(?P=s){_D}(?!:)", _ymd),
    (rf"{_Y}(?P<b>\s*)-(?P<c>\s*){_M}(?:-|(?P=b)-(?P=c)){_D}(?!:)", _ymd),
    (rf"{_Y}[-/]{_M}\.{_D}(?![:月])", _ymd),  # with - at the second place it would be from ... to
    (rf"{_Y}[-./]{_M}月{_D}(?![月:])", _ymd),
    (rf"{_Y}(?P<s>[-./]){_M}月(?P=s){_D}(?![月:])", _ymd),
    (rf"(?:{_Y}年?)?(?:第?(?P<quarter>[1-4一二三四])季度)", _quarter),
    (rf"{_Y}年?\s*-?Q(?P<quarter>[1-4])(?!\d)", _quarter),
    (rf"{_Y}(?:年|[./]){_M}(?P<mark>[-~至到])(?P<n>\d{{1,2}})(?![\d月日号时点./:\-])", _months_or_day),
    (rf"{_Y}[./]{_M}-(?P<d>\d{{1,2}})[日号]", _ymd),
    (rf"{_Y}年{_M}(?:月|[-./]){_D}(?!月)", _ymd),
    (rf"(?P<y>[12]\d)年{_M}月{_D}", _ymd),
    (rf"(?:{_Y}年)?{_M}月(?P<tenth>[上中下])旬", _tenth),
    (rf"(?:{_Y}年)?{_M}(?P<mark>[-~、,至到])(?P<n>\d{{1,2}})月份?(?!\d)", _months),
    (rf"{_Y}年{_M}月份?", _ym),
    (r"(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?P<h>\d\d)(?P<min>\d\d)(?:\d\d)?(?!\d)", _stamp),
    (r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)", _ymd),
    (r"\d{6}(?!\d)", _six),
    (rf"{_Y}(?P<s>[-./、,]){_M}(?![\d/年月日号:]|\.(?!$))", _ym),
    (
        r"(?P<a>\d{1,2})(?P<s>[-./])(?P<b>\d{1,2})(?P=s)(?P<c>(?:19|20|21)\d\d|\d{1,2})(?:日|号)?(?!\d)",
        _three,
    ),
    (rf"(?P<m>0?[1-9]|1[0-2])\s*[-./]\s*{_Y}(?![\d年]|[-./]\d{{1,2}}(?![\d./\-]))", _ym),  # 12/2016
    (rf"{_M}月{_D}", _md),
    (rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.\-/]*{MONTH}[\s.,\-/]*(?P<y>(?:20)?\d\d)(?!\d)", _english),
    (
        rf"{MONTH}\s+(?P<d>\d{{1,2}})\s+(?P<h>\d\d):(?P<min>\d\d)(?::\d\d)?\s+"
        rf"(?:(?P<cst>CST)|(?:UTC|GMT)(?:{_SIGNED})?)\s+(?P<y>20\d\d)",
        _java,
    ),
    (rf"{MONTH}[\s.]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*,\s*(?P<y>20\d\d)(?!\d)", _english),
    (rf"{MONTH}[\s.]+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<y>20\d\d)(?!\d)", _english),
    (rf"{MONTH}[\s.,\-]+(?P<y>20\d\d)(?!\d)", _english),
    (rf"{_Y}[\s.\-/]*{MONTH}[\s.\-/]*(?P<d>\d{{1,2}})(?!\d)", _english),
    (rf"{_T}(?:Z|{_SIGNED})(?!\d)", _clock_with_offset),
    (rf"{_T}(?!\d)", _clock),
    (rf"{_CLOCK}:(?P<min>\d\d)(?::\d\d(?:\.\d+)?)?(?!\d)\s*(?P<ampm>[AP]M)?", _clock),
    (
        rf"{_CLOCK}[时点](?:(?P<min>\d{{1,2}})分?(?:\d{{1,2}}秒)?(?!\d)|(?P<quarter>半|一刻|三刻)|整|钟)?",
        _clock,
    ),
    (rf"{_CLOCK}[-~至到]\d{{1,2}}[时点]", _clock),
    (r"(?P<h>\d{1,2})\s*(?P<ampm>[AP]M)", _clock),
    (_HALF, _clock),
    (rf"{_M}月份?", lambda m, _: (_day(0, int(m["m"])),)),
    (WEEKDAY_ALONE, _weekday_alone),
    (WEEKDAY_HAN, _weekday),
    (WEEKDAY_ENGLISH, _weekday),
    (r"[-~]+|直?至|到|→", _range),
    (r"[、,;/&]|和|及|与", _list),
    (NOISE, _nothing),
)
# After a date and a mark, the rest of a date is enough.
_AFTER_MARK = _patterns(
    (rf"(?P<m>\d{{1,2}})[-./]{_D}(?![./:时点月])", _md),
    (r"(?P<d>\d{1,2})(?:日|号)?(?![\d./:时点月年]|\s*[AP]M)", lambda m, _: (_whole(0, 0, int(m["d"])),)),
)
# What only a time of day has behind it. A minus needs more, for 9:30-10:30 is from ... to.
_AFTER_CLOCK = _patterns(
    (r"\s*[(\[]?(?:UTC|GMT)?\s*(?P<sign>\+)(?P<oh>\d\d?)(?::?(?P<om>[0-5]\d))?(?!\d)[)\]]?", _offset),
    (r"\s*[(\[]?(?:UTC|GMT)\s*(?P<sign>-)(?P<oh>\d\d?)(?::?(?P<om>[0-5]\d))?(?![\d:])[)\]]?", _offset),
    (r"(?<=\s)(?P<sign>-)(?P<oh>\d\d)(?P<om>[0-5]\d)(?![\d:])", _offset),
    (r"\s*[(\[]?(?:UTC|GMT|Z)(?![a-z])[)\]]?(?P<sign>)(?P<oh>)(?P<om>)", _offset),
    (r"\s*[(\[]?(?:北京时间|中国标准时间|东八区|CST|China Standard Time|Asia/Shanghai)[)\]]?", _in_china),
)


def tokens(text: str, window: Window) -> list[Token] | None:
    """Return the tokens of a text in normal form; None where anything in it cannot be read."""
    text = arabic(text)
    found: list[Token] = []
    at = 0
    while at < len(text):
        open_end = bool(found) and isinstance(found[-1], Between) and any(isinstance(t, Day) for t in found)
        timed = bool(found) and isinstance(found[-1], Clock | Offset)
        for pattern, maker in (_AFTER_CLOCK if timed else ()) + _ANYWHERE + (_AFTER_MARK if open_end else ()):
            match = pattern.match(text, at)
            made = maker(match, window) if match and match.end() > at else None
            if match and made is not None:
                found.extend(made)
                at = match.end()
                break
        else:
            return None
    return found
