"""What a check's function returns, and the few shapes that findings come in: a row, a contact, a group, a dossier."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from verify.model import Batch

_LINE_END = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Found:
    """What a check's function returns: ``hits`` (see CheckResult) and how much it looked at, by dossier."""

    hits: pd.DataFrame
    examined: Mapping[str, int]


def ids_of(batch: Batch) -> list[str]:
    """Return the ids of the dossiers; to go through an index of texts itself takes forty times as long."""
    return [str(id) for id in np.asarray(batch.dossiers.index, dtype=object)]


@cache
def nothing(*facts: str) -> pd.DataFrame:
    """Return hits of a check that found nothing: most do, and a frame takes longer to make than a small roster to check.

    ``facts``: further columns. The same frame each time; nobody changes hits in place.
    """
    columns = dict.fromkeys(("dossier", "row", "field", "more", *facts))
    return pd.DataFrame({c: np.zeros(0, np.int64 if c == "row" else object) for c in columns})


def hits_frame(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return hits from a few dictionaries (dossier, row, more, field, facts): for findings that are rare."""
    if not rows:
        return nothing()
    frame = pd.DataFrame(list(rows))
    for column, default in (("dossier", ""), ("row", -1), ("more", ()), ("field", "")):
        if column not in frame:
            frame[column] = pd.Series([default] * len(frame), dtype=object)
    return frame


def by_row(
    batch: Batch, hit: pd.Series, field: str, *, of: pd.Series | None = None, **facts: pd.Series | Any
) -> Found:
    """One finding per row where ``hit``; ``of`` marks the rows that were looked at (all by default).

    ``hit``, ``of`` and facts that are Series are aligned with ``batch.rows``. A fact that costs something
    is given as a function of the places that were hit, so that it is not made for a million others.
    """
    at = np.flatnonzero(hit.to_numpy(bool))
    return Found(_hits_at(batch, at, at, field, facts), _count(batch, None if of is None else of))


def begins(column: pd.Series, width: int, more: str = "") -> Callable[[np.ndarray], list[str]]:
    """Return a fact: what the cells of a column begin with, on one line, made of the rows that were hit and no others."""
    return lambda places: [_LINE_END.sub(" ", text.strip())[:width] + more for text in column.iloc[places]]


def by_contact(
    batch: Batch, hit: pd.Series, *, of: pd.Series | None = None, **facts: pd.Series | Any
) -> Found:
    """One finding per contact where ``hit``; Series are aligned with ``batch.contacts``."""
    index = np.flatnonzero(hit.to_numpy(bool))
    at = batch.contacts["at"].to_numpy()
    looked = at if of is None else at[of.to_numpy(bool)]
    return Found(_hits_at(batch, at[index], index, "contact", facts), _count_at(batch, looked))


def by_group(
    batch: Batch, groups: Sequence[Sequence[int]], field: str | Sequence[str], **facts: Sequence[Any]
) -> Found:
    """One finding per group of row positions (of one dossier each); facts have one value per group.

    ``field``: the column that all of them point at, or one for each group.
    """
    if not len(groups):
        return Found(nothing(*facts), _count(batch, None))
    first = np.fromiter((g[0] for g in groups), dtype=np.int64, count=len(groups))
    frame = pd.DataFrame({"dossier": _dossier_at(batch, first), "row": first, "field": field, **facts})
    frame["more"] = pd.Series([tuple(g[1:]) for g in groups], dtype=object)
    return Found(frame, _count(batch, None))


def by_dossier(batch: Batch, hit: pd.Series, **facts: pd.Series | Any) -> Found:
    """One finding per dossier where ``hit``; Series are aligned with ``batch.dossiers``."""
    chosen = hit.to_numpy(bool)
    if not chosen.any():
        return Found(nothing(*facts), dict.fromkeys(ids_of(batch), 1))
    frame = pd.DataFrame({"dossier": batch.dossiers.index[chosen], "row": -1, "field": ""})
    frame["more"] = pd.Series([()] * len(frame), dtype=object)
    for name, fact in facts.items():
        frame[name] = fact.to_numpy()[chosen] if isinstance(fact, pd.Series) else fact
    return Found(frame, dict.fromkeys(ids_of(batch), 1))


def _hits_at(
    batch: Batch, at: np.ndarray, index: np.ndarray, field: str, facts: Mapping[str, Any]
) -> pd.DataFrame:
    if not len(at):
        return nothing(*facts)
    frame = pd.DataFrame({"dossier": _dossier_at(batch, at), "row": at, "field": field})
    frame["more"] = pd.Series([()] * len(frame), dtype=object)
    for name, fact in facts.items():
        value = fact(index) if callable(fact) else fact
        frame[name] = value.iloc[index].array if isinstance(value, pd.Series) else value
    return frame


def _dossier_at(batch: Batch, at: np.ndarray) -> np.ndarray:
    column = batch.rows["dossier"].cat
    found: np.ndarray = np.asarray(column.categories, dtype=object)[column.codes.to_numpy()[at]]
    return found


def _count(batch: Batch, of: pd.Series | None) -> dict[str, int]:
    if of is None:
        return dict(zip(ids_of(batch), map(int, batch.dossiers["row_count"].tolist()), strict=True))
    return _count_at(batch, np.flatnonzero(of.to_numpy(bool)))


def _count_at(batch: Batch, at: np.ndarray) -> dict[str, int]:
    column = batch.rows["dossier"].cat
    counts = np.bincount(column.codes.to_numpy()[at], minlength=len(column.categories))
    return {
        str(d): int(n)
        for d, n in zip(np.asarray(column.categories, dtype=object), counts.tolist(), strict=True)
    }
