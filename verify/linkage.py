"""Who appears twice: within a dossier and across dossiers. Groups of row positions, no judgement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from verify.model import Batch

PHONES = ("mobile", "landline")
# Problems that say the number stands for nobody, so that two rows with it are not linked by it.
_EMPTY = ("placeholder", "unreadable", "masked", "digits_lost", "missing")


def usable(batch: Batch, kinds: Sequence[str]) -> pd.DataFrame:
    """Return the contacts that can link rows: at, kind, value, code (dossier), one per row and value."""
    contacts = batch.contacts
    chosen = contacts["kind"].isin(kinds) & ~contacts["problem"].isin(_EMPTY)
    found = contacts.loc[chosen, ["at", "kind", "value"]].drop_duplicates(["at", "value"])
    codes = batch.rows["dossier"].cat.codes.to_numpy()
    return found.assign(code=codes[found["at"].to_numpy()])


def groups_of(frame: pd.DataFrame, keys: Sequence[str]) -> list[tuple[str, list[int]]]:
    """Return (value of the last key, positions) of rows that agree in all keys, two or more rows each."""
    twice = frame[frame.duplicated(list(keys), keep=False)]
    if not len(twice):
        return []
    grouped = twice.groupby(list(keys), sort=False, observed=True)["at"].agg(list)
    values = grouped.index.get_level_values(-1)
    found = [(str(v), sorted(set(g))) for v, g in zip(values, grouped, strict=True)]
    return sorted((item for item in found if len(item[1]) > 1), key=lambda item: item[1])


def near_pairs(batch: Batch) -> pd.DataFrame:
    """Return pairs of rows of one dossier, same person by name, whose mobiles differ by one slip.

    A slip is one changed digit or two neighbouring digits swapped. Same person: the same characters in
    the name, in whatever order. Columns a, b (positions, a < b), kind ("changed" or "swapped").
    Cost: some twenty passes over the rows whose name occurs twice in their dossier.
    """
    mobiles = usable(batch, ("mobile",))
    names = batch.rows["name_key"]
    distinct = pd.Series(names.unique())
    ordered = dict(zip(distinct, distinct.map(lambda text: "".join(sorted(text))), strict=True))
    person = names.map(ordered).to_numpy()[mobiles["at"].to_numpy()]
    frame = mobiles.assign(person=person)
    frame = frame[(frame["person"] != "") & frame.duplicated(["code", "person"], keep=False)]
    if not len(frame):
        return pd.DataFrame({"a": [], "b": [], "kind": []})
    who = frame.groupby(["code", "person"], sort=False).ngroup().to_numpy(np.int64)
    number = frame["value"].to_numpy(dtype="U11").astype(np.int64)
    at = frame["at"].to_numpy()
    found = [_pairs(who * 10**11 + pattern, at, number, kind) for kind, pattern in _patterns(number)]
    pairs = pd.concat(found, ignore_index=True)
    return pairs.drop_duplicates(["a", "b"]).sort_values(["a", "b"], ignore_index=True)


def _patterns(number: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Each pattern maps numbers that differ by one particular slip to the same value."""
    power = [10**p for p in range(11)]
    digit = [number // p % 10 for p in power]
    changed = [("changed", number - digit[p] * power[p]) for p in range(9)]
    swapped = []
    for p in range(8):
        low, high = np.minimum(digit[p], digit[p + 1]), np.maximum(digit[p], digit[p + 1])
        rest = number - digit[p] * power[p] - digit[p + 1] * power[p + 1]
        swapped.append(("swapped", rest + low * power[p + 1] + high * power[p]))
    return changed + swapped


def _pairs(key: np.ndarray, at: np.ndarray, number: np.ndarray, kind: str) -> pd.DataFrame:
    frame = pd.DataFrame({"key": key, "at": at, "number": number})
    frame = frame[frame.duplicated("key", keep=False)]
    joined = frame.merge(frame, on="key")
    joined = joined[(joined["at_x"] < joined["at_y"]) & (joined["number_x"] != joined["number_y"])]
    return pd.DataFrame({"a": joined["at_x"].to_numpy(), "b": joined["at_y"].to_numpy(), "kind": kind})


def across(batch: Batch, frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return rows whose keys stand in a dossier of another applicant too.

    ``frame``: at, code and the keys. Result, one line per row and other dossier: at, code, other (code
    of the other dossier), other_at (its first row with the keys).
    """
    applicant = applicants(batch)
    frame = frame.assign(applicant=applicant[frame["code"].to_numpy()])
    twice = frame[frame.duplicated(list(keys), keep=False)]
    if not len(twice) or twice.groupby(list(keys))["applicant"].nunique().max() < 2:
        return pd.DataFrame({"at": [], "code": [], "other": [], "other_at": []}, dtype="int64")
    first = twice.sort_values("at").drop_duplicates([*keys, "code"])
    joined = twice.merge(first, on=list(keys), suffixes=("", "_other"))
    joined = joined[joined["applicant"] != joined["applicant_other"]]
    joined = joined.rename(columns={"code_other": "other", "at_other": "other_at"})
    order = ["at", "other"]
    return joined[["at", "code", "other", "other_at"]].sort_values(order, ignore_index=True)


def applicants(batch: Batch) -> np.ndarray:
    """Return a number per dossier code; dossiers of one applicant share it, undeclared ones stand alone."""
    order = batch.dossiers.loc[list(batch.rows["dossier"].cat.categories)]
    key = order["applicant_key"]
    named = key.where(key.ne(""), "\x00" + order.index.astype(str))
    return np.asarray(pd.factorize(named)[0])
