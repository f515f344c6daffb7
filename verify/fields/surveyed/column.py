"""A whole column of survey dates: each distinct text once, ISO dates and times without a Python loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verify.fields.column import arrow_text, letters, spread
from verify.fields.surveyed.grammar import Surveyed

_FORMS = {10: "dddd-dd-dd", 16: "dddd-dd-dd dd:dd", 19: "dddd-dd-dd dd:dd:dd"}


def _number(cells: NDArray[np.int16], first: int, last: int) -> NDArray[np.int64]:
    places = 10 ** np.arange(last - first - 1, -1, -1)
    return cells[:, first:last].astype(np.int64) @ places


def _iso(array: pa.LargeStringArray, width: int) -> tuple[NDArray[np.bool_], Any, NDArray[np.int16]]:
    """Read texts of one width: which are ISO, their days (datetime64[D]) and minutes."""
    cells = letters(array, width).astype(np.int16) - 48
    good = np.ones(len(cells), np.bool_)
    for place, expected in enumerate(_FORMS[width]):
        cell = cells[:, place] + 48
        if expected == "d":
            good &= (cell >= 48) & (cell <= 57)
        elif expected == " ":
            good &= (cell == ord(" ")) | (cell == ord("T"))
        else:
            good &= cell == ord(expected)
    cells = np.where(good[:, None], cells, 0).astype(np.int16)
    year, month, day = _number(cells, 0, 4), _number(cells, 5, 7), _number(cells, 8, 10)
    good &= (year >= 1900) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1)
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    good &= days.astype("datetime64[M]") == months
    if width == 10:
        return good, days, np.full(len(cells), -1, np.int16)
    hour, minute = _number(cells, 11, 13), _number(cells, 14, 16)
    good &= (hour < 24) & (minute < 60)
    total = hour * 60 + minute
    return good, days, np.where(total == 0, -1, total).astype(np.int16)


def _table(array: pa.LargeStringArray, clean: Callable[[str], Surveyed]) -> pd.DataFrame:
    """Clean distinct texts."""
    size = len(array)
    start = np.full(size, "NaT", "datetime64[s]")
    minutes = np.full(size, -1, np.int16)
    done = np.zeros(size, np.bool_)
    lengths = pc.binary_length(array).to_numpy(zero_copy_only=False)
    for width in _FORMS:
        places = np.flatnonzero(lengths == width)
        if len(places):
            good, days, minute = _iso(array.take(pa.array(places)), width)
            places = places[good]
            start[places], minutes[places], done[places] = days[good], minute[good], True
    end = start.copy()
    problem = np.full(size, "", object)
    assumed = np.zeros(size, np.bool_)
    weekday: NDArray[np.int8] = np.full(size, -1, np.int8)
    rest = np.flatnonzero(~done)
    read: list[Surveyed] = [clean(text) for text in array.take(pa.array(rest)).to_pylist()]
    start[rest] = np.array([item.start for item in read], "datetime64[s]")
    end[rest] = np.array([item.end for item in read], "datetime64[s]")
    problem[rest] = [item.problem for item in read]
    assumed[rest] = [item.year_assumed for item in read]
    weekday[rest] = [-1 if item.weekday_said is None else item.weekday_said for item in read]
    minutes[rest] = [item.minute for item in read]
    return pd.DataFrame(
        {
            "start": start,
            "end": end,
            "problem": pd.Series(problem, dtype="str"),
            "year_assumed": assumed,
            "weekday_said": pd.array(np.where(weekday < 0, 0, weekday), dtype="Int8"),
            "minute": minutes,
        }
    ).assign(weekday_said=lambda table: table["weekday_said"].mask(pd.Series(weekday < 0)))


def read_column(texts: pd.Series, clean: Callable[[str], Surveyed]) -> pd.DataFrame:
    """Do what ``surveyed.clean_column`` promises; ``clean`` reads the cells that are not in ISO form."""
    coded = arrow_text(texts).dictionary_encode()
    table = _table(coded.dictionary.cast(pa.large_string()), clean)
    return spread(table, coded.indices.to_numpy().astype(np.intp), texts.index)
