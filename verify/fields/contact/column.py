"""A whole column of contact cells. Plain mobile numbers never meet a Python loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from verify.fields.column import arrow_text, as_series, letters
from verify.fields.contact.plan import PLACEHOLDER, SERVICE, of_prefix

# Reads one cell (and the code of its survey mode): ``contact.clean``.
Clean = Callable[..., Sequence[object]]

_KINDS = ("mobile", "iot", "satellite")
_PROBLEMS = ("", "never_issued", PLACEHOLDER)
# The ordinary ways of writing one mobile number and nothing else; everything else is read cell by cell.
_ORDINARY = r"^(?:\+?86[ -]?|0086[ -]?|0)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}$"
_TAIL = r"^(?:\+?86[ -]?|0086[ -]?|0)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})$"


@cache
def _plan() -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Kind and problem by the first four digits, as indexes into _KINDS and _PROBLEMS; -1 = not ordinary."""
    kinds, problems = np.full(10_000, -1, np.int8), np.zeros(10_000, np.int8)
    for index in range(1300, 2000):
        kind, problem = of_prefix(index)
        kinds[index], problems[index] = _KINDS.index(kind), _PROBLEMS.index(problem)
    return kinds, problems


def _run(steps: NDArray[np.bool_], length: int) -> NDArray[np.bool_]:
    """Whether ``length`` neighbouring steps are all true, row by row (steps: one line per place)."""
    found = np.zeros(steps.shape[1], np.bool_)
    for first in range(len(steps) - length + 1):
        found |= steps[first : first + length].all(axis=0)
    return found


def _made_up(digits: NDArray[np.int8]) -> NDArray[np.bool_]:
    """``plan.made_up`` for a matrix with one column per number and eleven lines."""
    step = digits[1:] - digits[:-1]
    found = _run(step == 0, 6) | _run(step[3:] == 1, 6) | _run(step[3:] == -1, 6)
    found |= _run((step == 1) | (step == -9), 8) | _run((step == -1) | (step == 9), 8)
    found |= (digits[3:9] == digits[5:11]).all(axis=0)
    for number in SERVICE:
        found |= (digits == np.array([[int(digit)] for digit in number], np.int8)).all(axis=0)
    return found


def _eleven(array: pa.LargeStringArray) -> tuple[NDArray[np.bool_], NDArray[np.int8], NDArray[np.int8]]:
    """Judge texts of eleven bytes: which are mobile numbers, their kinds and their problems."""
    digits = np.ascontiguousarray(letters(array, 11).T).view(np.int8) - np.int8(48)
    number = ((digits >= 0) & (digits <= 9)).all(axis=0)
    first = np.where(number, 1, 0) * (digits[:4].astype(np.int16).T @ np.array([1000, 100, 10, 1], np.int16))
    kinds, problems = _plan()
    kind = kinds[first]
    problem = np.where(_made_up(digits), np.int8(_PROBLEMS.index(PLACEHOLDER)), problems[first])
    return kind >= 0, kind, problem


def _ordinary(array: pa.LargeStringArray) -> tuple[NDArray[np.int64], pa.LargeStringArray]:
    """Return the places of cells that are one ordinary number, and their eleven digits."""
    short = pc.equal(pc.binary_length(array), 11).to_numpy(zero_copy_only=False)
    places = np.flatnonzero(short)
    values = array if len(places) == len(array) else array.filter(pa.array(short))
    rest = np.flatnonzero(~short)
    if len(rest):
        others = array.take(pa.array(rest))
        fits = pc.match_substring_regex(others, _ORDINARY)
        more = pc.replace_substring_regex(others.filter(fits), _TAIL, r"\1\2\3")
        places = np.concatenate([places, rest[fits.to_numpy(zero_copy_only=False)]])
        values = pa.concat_arrays([values, more.cast(pa.large_string())])
    return places, values


def _coded(codes: NDArray[np.int8], names: tuple[str, ...]) -> Any:
    return pa.array(names, pa.large_string()).take(pa.array(codes))


def _one_by_one(
    texts: pd.Series, modes: pd.Series | None, places: NDArray[np.int64], clean: Clean
) -> dict[str, Any]:
    """Clean the cells at ``places``, each distinct one once, and return the columns of their contacts."""
    chosen = pd.DataFrame({"text": texts.iloc[places].array})
    if modes is not None:
        modes = modes.iloc[places].reset_index(drop=True)
        chosen["mode"] = modes.where(modes.isin(["QQ", "WECHAT"]), "")
    keys = chosen.groupby(list(chosen.columns), sort=False).ngroup().to_numpy()
    _, first = np.unique(keys, return_index=True)
    cleaned = [clean(*row) for row in chosen.iloc[first].itertuples(index=False, name=None)]
    counts = np.array([len(contacts) for contacts in cleaned], np.int64)
    flat = [contact for contacts in cleaned for contact in contacts]
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
    position = _ranges(counts[keys])
    source = np.repeat(starts[keys], counts[keys]) + position
    columns: dict[str, Any] = {"at": np.repeat(places, counts[keys]), "position": position}
    for name in ("kind", "value", "raw", "problem"):
        values = pa.array([getattr(contact, name) for contact in flat], pa.large_string())
        columns[name] = values.take(pa.array(source))
    return columns


def _ranges(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return 0..count-1 for every count, one after the other."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)


def read_column(texts: pd.Series, modes: pd.Series | None, clean: Clean) -> pd.DataFrame:
    """Do what ``contact.clean_column`` promises; ``clean`` reads the cells that are not ordinary."""
    array = arrow_text(texts)
    places, values = _ordinary(array)
    good, kind, problem = _eleven(values)
    if not good.all():
        places, values = places[good], values.filter(pa.array(good))
        kind, problem = kind[good], problem[good]
    rest = np.ones(len(array), np.bool_)
    rest[places] = False
    fast: dict[str, Any] = {
        "at": places,
        "position": np.zeros(len(places), np.int64),
        "kind": _coded(kind, _KINDS),
        "value": values,
        "raw": array if len(places) == len(array) and not _unsorted(places) else array.take(pa.array(places)),
        "problem": _coded(problem, _PROBLEMS),
    }
    if not rest.any():
        return _frame(fast, _unsorted(places))
    slow = _one_by_one(as_series(array), modes, np.flatnonzero(rest), clean)
    joined = {
        name: np.concatenate([fast[name], slow[name]])
        if name in ("at", "position")
        else pa.concat_arrays([fast[name], slow[name]])
        for name in fast
    }
    return _frame(joined, True)


def _unsorted(places: NDArray[np.int64]) -> bool:
    return bool((places[1:] < places[:-1]).any())


def _frame(columns: dict[str, Any], sort: bool) -> pd.DataFrame:
    if sort:
        order = np.argsort(columns["at"], kind="stable")
        index = pa.array(order)
        columns = {
            name: values[order] if isinstance(values, np.ndarray) else values.take(index)
            for name, values in columns.items()
        }
    return pd.DataFrame(
        {name: v if isinstance(v, np.ndarray) else as_series(v) for name, v in columns.items()}
    )
