"""Number formats: which of them make a date of a number, and the dates of Excel serials."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import cast

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from verify.intake.grid import Value

# Formats that Chinese Office knows by number alone, without writing them into the file
# (ECMA-376-1, 18.8.30, zh-cn). openpyxl takes them for General.
_CHINESE_FORMATS: dict[int, str] = {
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
# 9999-12-31, the last day that a date format can show.
_LAST_SERIAL = 2_958_466


def builtin_format(number: int) -> str:
    """Return the format that stands for a number below 164; General where there is none."""
    return _CHINESE_FORMATS.get(number) or BUILTIN_FORMATS.get(number) or "General"


@lru_cache(maxsize=4096)
def temporal_kind(number_format: str) -> str:
    """Return "date", "duration" ([h]:mm) or "" for a number format."""
    if number_format == "General":
        return ""
    if is_timedelta_format(number_format):
        return "duration"
    return "date" if is_date_format(number_format) else ""


def from_serial(value: float, kind: str, epoch_1904: bool) -> Value:
    """Return what a number shows in a cell of a temporal kind.

    Whole serials become dates, others datetimes, below 1 times of day. A number that no date format
    can show (a phone number in a date-formatted cell) stays the number.
    """
    if not kind or not math.isfinite(value) or not 0 <= value < _LAST_SERIAL:
        return value
    epoch = CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900
    result = from_excel(value, epoch, timedelta=kind == "duration")
    if kind == "date" and value >= 1 and value == int(value):
        result = result.date()
    return cast(Value, result)
