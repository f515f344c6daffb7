"""Another company's roster put in another order: names and numbers recombined, or the same people on moved dates.

Both are told for pairs of rosters of different applicants, against what chance gives (verify/coincidence.py).
Recombined: numbers of the other roster stand under names of the other roster, but not their own. Chance: as often as names
of all further rosters stand there. Moved: people of both rosters, whose dates differ by one and the same number of days.
Chance: the dates of these people shuffled, which gives nothing away where everybody was asked on one day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from verify.coincidence import controlled, tail
from verify.linkage import applicants, people, usable
from verify.model import Batch

RECOMBINED, MOVED = "recombined", "moved"
FEWEST = 8  # people of whom either can be told
_MOST_OF = 0.8  # share of the people in common whose dates must have moved alike
_ANY_NAME = 0.05  # share of names that stand in a roster anyway, at least


@dataclass(frozen=True, slots=True)
class Rearranged:
    """Two rosters. ``rows``: positions of each, along each other; ``days``: from the first's dates to the second's."""

    dossiers: tuple[str, str]
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    kind: str
    days: int
    expected: float
    p_value: float


def rearranged(batch: Batch) -> tuple[Rearranged, ...]:
    """Return the pairs of rosters of which one is the other in another order, the rarest first."""
    owner = applicants(batch)
    if len(np.unique(owner)) < 2:
        return ()
    frame = _people(batch)
    ids = np.asarray(batch.rows["dossier"].cat.categories, dtype=object)
    holders = np.unique(_standing(frame["person"].to_numpy(), frame["code"].to_numpy()))
    found: list[Rearranged] = []
    for (one, other), pairs in _in_common(frame, owner):
        names = (str(ids[one]), str(ids[other]))
        found += _recombined(pairs, names, frame, holders, (one, other))
        found += _moved(pairs, names)
    compared = len(owner) ** 2 - int((np.bincount(owner) ** 2).sum())  # either way
    told = controlled([pair.p_value for pair in found], max(1, compared))
    return tuple(
        sorted(
            (pair for pair, tell in zip(found, told, strict=True) if tell),
            key=lambda pair: (pair.p_value, pair.dossiers, pair.kind),
        )
    )


def _people(batch: Batch) -> pd.DataFrame:
    """Columns at, code, number, person (equal for the same characters of a name), day (-1 = none)."""
    mobiles = usable(batch, ("mobile",))
    at = mobiles["at"].to_numpy()
    rows = batch.rows
    kept = rows["name_key"].ne("").to_numpy()[at] & mobiles["value"].str.len().eq(11).to_numpy()
    mobiles, at = mobiles[kept], at[kept]
    start = rows["start"].iloc[at]
    day = start.to_numpy().astype("datetime64[D]").astype(np.int64)
    return pd.DataFrame(
        {
            "at": at,
            "code": mobiles["code"].to_numpy(np.int64),
            "number": pa.array(mobiles["value"]).cast(pa.int64()).to_numpy(zero_copy_only=False),
            "person": people(batch).person[at],
            "day": np.where(start.notna().to_numpy(), day, -1),
        }
    ).drop_duplicates(["code", "person", "number"], ignore_index=True)


def _in_common(frame: pd.DataFrame, owner: np.ndarray) -> Iterator[tuple[tuple[int, int], pd.DataFrame]]:
    """Pairs of rosters of different applicants with enough numbers in common: their rows, joined by number."""
    again = frame[frame["number"].duplicated(keep=False).to_numpy()]
    few = again[again.groupby("number").cumcount() < 20]
    joined = few.merge(few, on="number", suffixes=("_a", "_b"))
    a, b = joined["code_a"].to_numpy(np.int64), joined["code_b"].to_numpy(np.int64)
    joined = joined[(a < b) & (owner[a] != owner[b])]
    # Thousands of pairs share a number or two by chance: they are not even taken apart.
    size = joined.groupby(["code_a", "code_b"])["number"].transform("size")
    joined = joined[size.to_numpy() >= FEWEST]
    for key, pairs in joined.groupby(["code_a", "code_b"]):
        if min(pairs["at_a"].nunique(), pairs["at_b"].nunique()) >= FEWEST:
            yield (int(key[0]), int(key[1])), pairs


def _recombined(
    pairs: pd.DataFrame,
    names: tuple[str, str],
    frame: pd.DataFrame,
    holders: np.ndarray,
    codes: tuple[int, int],
) -> Iterator[Rearranged]:
    """Numbers in common under another name, where either name stands in the other roster with another number."""
    same = (pairs["person_a"] == pairs["person_b"]).to_numpy()
    # A household's number stands under several names in both rosters: where one of them is the same, nothing was mixed.
    other = pairs[~same & ~pairs["number"].isin(pairs.loc[same, "number"]).to_numpy()]
    one, two = codes
    theirs = np.isin(_standing(other["person_b"].to_numpy(), one), holders)
    mine = np.isin(_standing(other["person_a"].to_numpy(), two), holders)
    hit = other[theirs & mine]
    if len(hit) < FEWEST:
        return
    mixed = frame.loc[~frame["code"].isin(codes), "person"].to_numpy()
    either = [np.isin(_standing(mixed, code), holders) for code in codes]
    anyway = int((either[0] | either[1]).sum()) / max(1, len(mixed))
    expected = len(other) * max(anyway, _ANY_NAME)
    rows = (tuple(hit["at_a"].tolist()), tuple(hit["at_b"].tolist()))
    yield Rearranged(names, rows, RECOMBINED, 0, expected, tail(len(hit), expected))


def _standing(person: np.ndarray, code: np.ndarray | int) -> np.ndarray:
    """Return one number for a person in a roster: rosters of a batch are fewer than a million."""
    return np.asarray(person.astype(np.int64) * 1_000_000 + code)


def _moved(pairs: pd.DataFrame, names: tuple[str, str]) -> Iterator[Rearranged]:
    """People in common, under the same name, whose dates all moved by one number of days."""
    same = pairs[
        (pairs["person_a"] == pairs["person_b"]).to_numpy()
        & pairs["day_a"].ge(0).to_numpy()
        & pairs["day_b"].ge(0).to_numpy()
    ].drop_duplicates("at_a")
    if len(same) < FEWEST:
        return
    a, b = same["day_a"].to_numpy(), same["day_b"].to_numpy()
    shifts, counts = np.unique(b - a, return_counts=True)
    days, count = int(shifts[counts.argmax()]), int(counts.max())
    if days == 0 or count < max(FEWEST, _MOST_OF * len(same)):
        return
    first, mine = np.unique(a, return_counts=True)
    last, theirs = np.unique(b - days, return_counts=True)
    _, left, right = np.intersect1d(first, last, assume_unique=True, return_indices=True)
    expected = float((mine[left] * theirs[right]).sum()) / len(same)
    hit = same[(b - a) == days]
    rows = (tuple(hit["at_a"].tolist()), tuple(hit["at_b"].tolist()))
    yield Rearranged(names, rows, MOVED, days, expected, min(1.0, tail(count, expected) * len(shifts)))
