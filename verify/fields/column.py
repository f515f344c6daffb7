"""Whole columns at the cost of their distinct values. Texts are pandas ``str`` columns, "" where none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Cleaned = TypeVar("Cleaned")


def distinct(texts: pd.Series) -> tuple[NDArray[np.intp], list[str]]:
    """Return for each row the number of its text, and the distinct texts in order of appearance."""
    codes, values = pd.factorize(texts)
    return codes, [str(value) for value in values]


def by_distinct(
    texts: pd.Series,
    clean: Callable[[str], Cleaned],
    columns: Mapping[str, tuple[Callable[[Cleaned], Any], str]],
) -> pd.DataFrame:
    """Clean each distinct text once and spread the results over the rows.

    ``columns``: name -> (what to take from a cleaned value, dtype). The index is that of ``texts``.
    """
    codes, values = distinct(texts)
    cleaned = [clean(value) for value in values]
    table = pd.DataFrame(
        {
            name: pd.Series([take(item) for item in cleaned], dtype=dtype)
            for name, (take, dtype) in columns.items()
        }
    )
    return spread(table, codes, texts.index)


def spread(table: pd.DataFrame, codes: NDArray[np.intp], index: pd.Index) -> pd.DataFrame:
    """Return ``table`` taken by ``codes`` under a new index."""
    return table.take(codes).set_axis(index, axis=0)


def arrow_text(texts: pd.Series) -> pa.LargeStringArray:
    """Return a column of texts as one Arrow array, missing values as ""."""
    array = pa.array(texts, from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    array = array.cast(pa.large_string())
    return pc.fill_null(array, "") if array.null_count else array


def letters(array: pa.LargeStringArray, width: int) -> NDArray[np.uint8]:
    """Return texts that all have ``width`` bytes as a matrix of bytes, one row per text."""
    offsets = np.frombuffer(array.buffers()[1], dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    if len(array) == 0:
        return np.empty((0, width), dtype=np.uint8)
    data = np.frombuffer(array.buffers()[2], dtype=np.uint8)
    return data[offsets[0] : offsets[-1]].reshape(len(array), width)


def as_series(array: Any) -> pd.Series:
    """Return Arrow text as a pandas ``str`` column without a copy."""
    return pd.Series(array.cast(pa.large_string()), dtype="str")
