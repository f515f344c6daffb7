"""调查时间: one date, a range or several, and what is wrong with them.

A cell walks three steps, and ``clean`` takes them one after the other:

    compact    what was typed → one form of it: half-width, one kind of dash, no unseen marks
    validate   → the dates as written, what links them, weekday and time; None where anything is unread
    format     → the first and the last day that are meant, with the year that is left out

``torn`` makes dates whole that blanks tore apart, ``beside`` parts them from remarks; ``tokens`` knows the forms of dates
and times and ``words`` their words; ``grammar`` makes start and end of them; ``column`` does the same for a whole column,
ISO dates without a loop, and ``month_day`` reads 12.23, 0323 and 3/7/17 where their column tells what they are.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from verify.fields.nothing import says_nothing
from verify.fields.surveyed import beside, column, grammar, month_day
from verify.fields.surveyed.grammar import Surveyed, Written
from verify.fields.surveyed.tokens import Window
from verify.fields.surveyed.torn import mended
from verify.fields.text import LONGEST, normal
from verify.text.marks import without_mark

__all__ = [
    "PROBLEMS",
    "Surveyed",
    "as_written",
    "clean",
    "clean_column",
    "compact",
    "format",
    "mask",
    "validate",
]

# In words: phrases/tables/field.csv.
PROBLEMS = (
    "missing",
    "unreadable",
    "impossible",
    "two_readings",
    "uncertain",
    "no_value",
    "error",
    "nothing_above",
    "same_as_left",
    "reversed",
    "ambiguous_year",
    "outside_any_year",
)


def compact(text: str) -> str:
    """Return one form of what was typed."""
    return normal(text[:LONGEST]).strip()


def validate(plain: str, window: Window) -> Written | None:
    """Return the dates as they are written; None where anything in the text cannot be read."""
    return grammar.written(plain, window)


def format(written: Written, window: Window, declared: Window | None = None) -> Surveyed:
    """Return start and end of dates that were read, and whether the calendar has them."""
    return grammar.dated(written, window, declared)


def clean(text: str, window: Window, declared: Window | None = None) -> Surveyed:
    """Read one cell.

    ``window``: first and last day of the survey window; it settles years that are not written and the
    order of 17.3.5. ``declared``: the dossier's own survey period, which may settle a year that the window
    leaves open. A time with an offset (09:30Z, 09:30+0800) is read by China's clock; see ``as_written``.
    """
    plain = compact(without_mark(text))
    if says_nothing(plain):
        return Surveyed(None, None, "missing")
    if serial := grammar.serial(plain):
        return serial
    whole = mended(plain)
    if whole is None or month_day.is_either(whole):
        return Surveyed(None, None, "two_readings")
    written = validate(whole, window)
    if written is not None:
        return format(written, window, declared)
    if month_day.is_short(whole):
        return Surveyed(None, None, "two_readings")
    return _beside(whole, window, declared)


def _beside(whole: str, window: Window, declared: Window | None) -> Surveyed:
    """Return the whole day that stands in a cell with a remark, where that says nothing about it."""
    day, is_certain = beside.parted(whole) or ("", False)
    bare = mended(day)
    if bare is None or month_day.is_either(bare) or month_day.is_short(bare):
        return Surveyed(None, None, "two_readings")
    written = validate(bare, window) if day else None
    if written is None or not all(one.month and one.first == one.last > 0 for one in written.days):
        return Surveyed(None, None, "unreadable")
    return format(written, window, declared) if is_certain else Surveyed(None, None, "two_readings")


def clean_column(
    texts: pd.Series,
    window: Window,
    declared: Window | None = None,
    *,
    lists: pd.Series | None = None,
    numbers: pd.Series | None = None,
) -> pd.DataFrame:
    """Read a column of survey dates; the index is that of ``texts``.

    ``lists``: which list each cell belongs to: what 3.21 means is told by its whole column. ``numbers``: which cells
    hold numbers, not texts (see ``month_day``).
    Returns start, end (datetime64[s], NaT where none), problem (``str``), year_assumed (bool), weekday_said
    (Int8, NA where none), minute (int16, -1 where none).
    """
    read = partial(clean, window=window, declared=declared)
    table = column.read_column(texts, read)
    if lists is None:
        return table
    return month_day.settle(table, _without_remarks(texts, table), lists, numbers, read, window)


def _without_remarks(texts: pd.Series, table: pd.DataFrame) -> pd.Series:
    """Return the texts, those that could not be read without what stands beside their days and says nothing of them."""
    unread = table["start"].isna().to_numpy()
    days = {
        text: found[0]
        for text in texts[unread].unique()
        if (found := beside.parted(compact(without_mark(text)))) and found[1]
    }
    return texts.mask(unread & texts.isin(list(days)).to_numpy(), texts.map(days)) if days else texts


def as_written(text: str, window: Window) -> Surveyed:
    """Read one cell by the clock that it names: 2017-06-20T20:00Z is the 20th there, and the 21st in China."""
    days = grammar.written(mended(compact(text)) or "", window, moved=False)
    return Surveyed(None, None, "unreadable") if days is None else format(days, window)


def mask(value: str) -> str:
    """Return the value as it is: a date alone says nothing about a person."""
    return value
