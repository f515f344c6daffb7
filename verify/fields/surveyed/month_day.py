"""Columns of dates of which one alone may be anything and a whole column tells: 12.23, 3/21, 3-21, 0321; and 8/3/2017, 8/3/17.

In a list in which every such cell has its day in the calendar, and one at least has no other (no thirteenth month), they
are month and day, the year as for 3月21日. Where each could as well be day and month, nobody knows. Where the year stands
last, one date of the list that has no other reading (25/3/2017) says which of the two before it is the month. Where it has
two digits only, 17-03-05 may begin with it: each date of the list has its day in the calendar in one of the three orders.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from verify.fields.surveyed.grammar import Surveyed
from verify.fields.surveyed.tokens import Window, exists
from verify.fields.text import normal
from verify.text.patterns import when_used

_PARTED = r"^\s*\d{1,2}\s*[.．。/／\-－]\s*\d{1,2}|^\s*\d{3,4}\s*$"  # a first look, before the normal form
_DAY = r"(\d{1,2})\s*[.。/]\s*(\d{1,2})\s*(?:日|号)?"
_CELL = re.compile(
    rf"\s*(?:{_DAY}(?:\s*(?:[-~]+|至|到)\s*{_DAY})?|(\d{{1,2}})\s*-\s*(\d{{1,2}})\s*(?:日|号)?|(0?[1-9]|1[0-2])([0-3]\d))"
    r"\s*(?P<clock>(?<=[\s日号])\d{1,2}:\d\d(?::\d\d)?)?\s*"
)
_YEAR_LAST = re.compile(
    r"\s*(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*((?:19|20)\d\d)(?!\d)((?:\s+|T).*)?", re.DOTALL
)
_YEAR_SHORT = when_used(r"\s*(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{2})(?!\d)((?:\s+|T).*)?", re.DOTALL)
_ENOUGH = 0.8  # of the cells of a list that say something: month and day, or a date that is read
_FEWEST = 2
_LEAP = 2016


def settle(
    table: pd.DataFrame,
    texts: pd.Series,
    lists: pd.Series,
    numbers: pd.Series | None,
    clean: Callable[[str], Surveyed],
    window: Window,
) -> pd.DataFrame:
    """Return what ``read_column`` gave of ``texts``, with the cells of month and day read.

    ``lists``: which list each cell belongs to. ``numbers``: which cells hold a number, in which 3.20 is shown as 3.2.
    ``window``: first and last day of the survey window, by which 17-03-05 begins or ends with its year.
    """
    unread = np.flatnonzero(table["start"].isna().to_numpy())
    looks = unread[texts.iloc[unread].str.contains(_PARTED).fillna(False).to_numpy(bool)]
    if not len(looks):
        return table
    table = table.copy()
    _settle_orders(table, texts, lists, looks, clean)
    _settle_short(table, texts, lists, looks, clean, window)
    found = {int(at): match for at in looks if (match := _CELL.fullmatch(normal(texts.iloc[at])))}
    held = numbers.to_numpy(bool) if numbers is not None else np.zeros(len(texts), bool)
    codes = lists.to_numpy()
    for own in {codes[at]: None for at in found}:
        places = np.flatnonzero(codes == own)
        mine = {at: found[at] for at in places.tolist() if at in found}
        _settle_list(table, places, mine, held, clean)
    return table


def is_either(plain: str) -> bool:
    """Return whether a date with its year last has two readings: 8/3/2017 is the eighth of March, or the third of August."""
    match = _YEAR_LAST.fullmatch(plain)
    return match is not None and match[1] != match[3] and max(int(match[1]), int(match[3])) <= 12


def is_short(plain: str) -> bool:
    """Return whether a date has two readings for its year of two digits: 3/7/17, 24-02-17."""
    match = _YEAR_SHORT.fullmatch(plain)
    return match is not None and len(set(_orders(match).values())) > 1


def _orders(match: re.Match[str]) -> dict[str, date]:
    """Return the days that a date with a year of two digits may be, by the order of its parts."""
    a, b, c = int(match[1]), int(match[3]), int(match[4])
    found = {"month": exists(2000 + c, a, b), "day": exists(2000 + c, b, a)} if 10 <= c <= 29 else {}
    if len(match[1]) == 2 and 10 <= a <= 29:
        found["year"] = exists(2000 + a, b, c)
    return {order: day for order, day in found.items() if day is not None}


def _settle_short(
    table: pd.DataFrame,
    texts: pd.Series,
    lists: pd.Series,
    looks: NDArray[np.intp],
    clean: Callable[[str], Surveyed],
    window: Window,
) -> None:
    """Read dates with a year of two digits in the one order in which each of their list is a day, in place."""
    codes = lists.to_numpy()
    for own in {codes[at]: None for at in looks if is_short(normal(texts.iloc[at]).strip())}:
        found: dict[int, tuple[re.Match[str], dict[str, date]]] = {}
        for at in np.flatnonzero(codes == own).tolist():
            match = _YEAR_SHORT.fullmatch(normal(texts.iloc[at]).strip())
            if match and (orders := _orders(match)):
                found[at] = match, orders
        left = set.intersection(*(set(orders) for _, orders in found.values()))
        inside = {
            order: sum(window[0] <= orders[order] <= window[1] for _, orders in found.values())
            for order in left
        }
        last = max((count for order, count in inside.items() if order != "year"), default=0)
        if "year" in left and len(found) >= _FEWEST and (last == 0) != (inside["year"] == 0):
            left = {"year"} if inside["year"] else left - {"year"}
        if len(left) != 1:
            continue
        (order,) = left
        for at, (match, orders) in found.items():
            if pd.isna(table["start"].iloc[at]):
                _put(table, at, clean(f"{orders[order].isoformat()}{match[5] or ''}"))


def _settle_orders(
    table: pd.DataFrame,
    texts: pd.Series,
    lists: pd.Series,
    looks: NDArray[np.intp],
    clean: Callable[[str], Surveyed],
) -> None:
    """Read dates with the year last as the others of their list are to be read, in place."""
    codes = lists.to_numpy()
    for own in {codes[at]: None for at in looks if is_either(normal(texts.iloc[at]).strip())}:
        places = np.flatnonzero(codes == own).tolist()
        found = {
            at: match for at in places if (match := _YEAR_LAST.fullmatch(normal(texts.iloc[at]).strip()))
        }
        day_first = any(int(match[1]) > 12 for match in found.values())
        month_first = any(int(match[3]) > 12 for match in found.values())
        if day_first == month_first:
            continue
        for at, match in found.items():
            month, day = (match[3], match[1]) if day_first else (match[1], match[3])
            _put(table, at, clean(f"{match[4]}-{int(month):02}-{int(day):02}{match[5] or ''}"))


def _put(table: pd.DataFrame, at: int, item: Surveyed) -> None:
    for column, value in (
        ("start", pd.Timestamp(item.start) if item.start else pd.NaT),
        ("end", pd.Timestamp(item.end) if item.end else pd.NaT),
        ("problem", item.problem),
        ("year_assumed", item.year_assumed),
        ("minute", item.minute),
    ):
        table.iloc[at, list(table.columns).index(column)] = value


def _settle_list(
    table: pd.DataFrame,
    places: NDArray[np.intp],
    mine: dict[int, re.Match[str]],
    held: NDArray[np.bool_],
    clean: Callable[[str], Surveyed],
) -> None:
    days = {at: _days(match) for at, match in mine.items()}
    sound = [at for at in mine if all(exists(_LEAP, *day) for day in days[at])]
    said = int(table["problem"].iloc[places].ne("missing").sum())
    read = int(table["start"].iloc[places].notna().sum())
    if len(sound) < _ENOUGH * len(mine) or len(sound) + read < _ENOUGH * said:
        return
    certain = len(mine) >= _FEWEST and any(day > 12 for at in sound for _, day in days[at])
    for at, match in mine.items():
        cut = held[at] and any(digits in "123" for digits in (match[2], match[4]) if digits)
        if not certain or (cut and all(exists(_LEAP, month, day * 10) for month, day in days[at])):
            item = Surveyed(None, None, "two_readings")
        else:
            item = clean("至".join(f"{month}月{day}日" for month, day in days[at]) + (match["clock"] or ""))
        _put(table, at, item)


def _days(match: re.Match[str]) -> list[tuple[int, int]]:
    parts = [int(part) for part in match.groups()[:8] if part]
    return list(zip(parts[::2], parts[1::2], strict=True))
