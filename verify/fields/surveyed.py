"""调查时间: one date, a range or several, and what is wrong with them. See ``Surveyed`` for the values."""

from __future__ import annotations

from verify.fields.surveyed_column import clean_column
from verify.fields.surveyed_grammar import Surveyed, clean

__all__ = ["PROBLEMS", "Surveyed", "clean", "clean_column", "mask"]

PROBLEMS: dict[str, tuple[str, str]] = {
    "missing": ("没有填写调查时间", "no survey date was given"),
    "unreadable": ("调查时间无法辨认", "the survey date cannot be read"),
    "impossible": ("日历上没有这一天", "the calendar has no such day"),
    "reversed": ("结束早于开始", "the end lies before the start"),
    "ambiguous_year": ("没有写年份，不止一个年份合适", "no year is given and more than one would fit"),
    "outside_any_year": (
        "没有写年份，无论哪一年都不在窗口内",
        "no year is given and the date lies in the window in no year",
    ),
}


def mask(value: str) -> str:
    """Return the value as it is: a date alone says nothing about a person."""
    return value
