"""Who appears twice: within a dossier and across dossiers. Groups of row positions, no judgement."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from verify.fields.contact.accounts import ACCOUNTS, one_form
from verify.fields.reading import read
from verify.model import Batch
from verify.settings import Settings

PHONES = ("mobile", "landline")
REACHED = (*PHONES, *ACCOUNTS)
# Rows with the same name and number that are compared with those of another number: a group of rows then has
# no more pairs than this times the digits allow, and the work grows with the rows, not with their square.
SAME_NUMBER = 4
# Other dossiers that are named for one row and number (or person).
OTHERS = 3
# Problems that say the number stands for nobody, so that two rows with it are not linked by it.
_EMPTY = ("placeholder", "unreadable", "masked", "digits_lost", "missing")


def usable(batch: Batch, kinds: Sequence[str]) -> pd.DataFrame:
    """Return the contacts that can link rows: at, kind, value, value_id, code (dossier), once per row and value.

    Accounts in whatever writing have one ``value_id`` here, and none that a number has.
    """
    contacts = batch.contacts
    chosen = contacts["kind"].isin(kinds) & ~contacts["problem"].isin(_EMPTY)
    found = contacts.loc[chosen, ["at", "kind", "value", "value_id"]]
    account = found["kind"].isin(ACCOUNTS).to_numpy()
    if account.any():
        ids = found["value_id"].to_numpy(np.int64).copy()
        ids[account] = pd.factorize(one_form(found[account]))[0] + contacts["value_id"].max() + 1
        found = found.assign(value_id=ids)
    if len(contacts) > len(batch.rows):
        found = found.drop_duplicates(["at", "value_id"])
    codes = batch.rows["dossier"].cat.codes.to_numpy()
    return found.assign(code=codes[found["at"].to_numpy()])


@dataclass(frozen=True, slots=True)
class SpeltPeople:
    """The names of a batch. ``spelt``: of every row a number, equal for equal names; ``names``: by these numbers;
    ``person``: of every row a number, equal for names of the same characters."""

    spelt: np.ndarray
    names: list[str]
    person: np.ndarray


_LAST: list[tuple[weakref.ref[pd.DataFrame], SpeltPeople]] = []


def people(batch: Batch) -> SpeltPeople:
    """Return the names of a batch. Several checks ask, one after the other: those of the last batch are kept."""
    if not (_LAST and _LAST[0][0]() is batch.rows):
        spelt, texts = pd.factorize(batch.rows["name_key"])
        names = np.asarray(texts, dtype=object).tolist()
        _LAST[:] = [(weakref.ref(batch.rows), SpeltPeople(spelt, names, persons(names)[spelt]))]
    return _LAST[0][1]


def persons(names: Sequence[str]) -> np.ndarray:
    """Return numbers that are equal for names of the same characters, in whatever order."""
    ordered = np.array(["".join(sorted(name)) for name in names], dtype=object)
    return np.asarray(pd.factorize(ordered)[0])


def repeated(frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return the rows that agree with another one in all keys (columns of small whole numbers)."""
    joint = np.zeros(len(frame), np.int64)
    for key in keys:
        column = frame[key].to_numpy(np.int64)
        joint = joint * (int(column.max(initial=0)) + 1) + column
    return frame[pd.Series(joint).duplicated(keep=False).to_numpy()]


def near_pairs(batch: Batch) -> pd.DataFrame:
    """Return pairs of rows of one dossier, same person by name, whose mobiles differ by one slip.

    A slip is one changed digit or two neighbouring digits swapped. Same person: the same characters in
    the name, in whatever order. Of rows with the same number the first SAME_NUMBER are compared.
    Columns a, b (positions, a < b), kind ("changed" or "swapped").
    """
    mobiles = usable(batch, ("mobile",))
    known = people(batch)
    names, person = known.names, known.person[mobiles["at"].to_numpy(np.int64)]
    named = batch.rows["name_key"].ne("").to_numpy()[mobiles["at"].to_numpy()]
    frame = repeated(mobiles.assign(person=person)[named], ("code", "person"))
    if not len(frame):
        return pd.DataFrame({"a": [], "b": [], "kind": []})
    joint = frame["code"].to_numpy(np.int64) * len(names) + frame["person"].to_numpy(np.int64)
    who = pd.factorize(joint)[0]
    number = pa.array(frame["value"]).cast(pa.int64()).to_numpy()
    # One slip leaves the first seven or the last four digits as they were, unless it swaps across the two:
    # three passes find the few rows worth comparing, so that a million rows cost little.
    kept = np.zeros(len(frame), bool)
    for part in (number // 10_000 + 10**11, number % 10_000, _swapped(number, 3)):
        kept |= pd.Series(who * 10**12 + part).duplicated(keep=False).to_numpy()
    who, number, at = who[kept], number[kept], frame["at"].to_numpy()[kept]
    # The same number over and over is no pair of its own, and pairs it with every slip of it over and over.
    few = pd.Series(who * 10**11 + number).groupby(who * 10**11 + number).cumcount().to_numpy() < SAME_NUMBER
    who, number, at = who[few], number[few], at[few]
    if len(who) < 2:
        return pd.DataFrame({"a": [], "b": [], "kind": []})
    found = [_pairs(who * 10**11 + pattern, at, number, kind) for kind, pattern in _patterns(number)]
    pairs = pd.concat(found, ignore_index=True)
    return pairs.drop_duplicates(["a", "b"]).sort_values(["a", "b"], ignore_index=True)


def _patterns(number: np.ndarray) -> list[tuple[str, np.ndarray]]:
    """Each pattern maps numbers that differ by one particular slip to the same value."""
    changed = [("changed", number - number // 10**p % 10 * 10**p) for p in range(9)]
    return changed + [("swapped", _swapped(number, p)) for p in range(8)]


def _swapped(number: np.ndarray, place: int) -> np.ndarray:
    """Sort the two digits at ``place`` and before it, so that numbers that swap them become equal."""
    right, left = 10**place, 10 ** (place + 1)
    low, high = number // right % 10, number // left % 10
    rest = number - low * right - high * left
    return np.asarray(rest + np.minimum(low, high) * left + np.maximum(low, high) * right)


def _pairs(key: np.ndarray, at: np.ndarray, number: np.ndarray, kind: str) -> pd.DataFrame:
    frame = pd.DataFrame({"key": key, "at": at, "number": number})
    frame = frame[frame["key"].duplicated(keep=False).to_numpy()]
    if not len(frame):
        return pd.DataFrame({"a": frame["at"], "b": frame["at"], "kind": kind})
    joined = frame.merge(frame, on="key")
    joined = joined[(joined["at_x"] < joined["at_y"]) & (joined["number_x"] != joined["number_y"])]
    return pd.DataFrame({"a": joined["at_x"].to_numpy(), "b": joined["at_y"].to_numpy(), "kind": kind})


def across(batch: Batch, frame: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Return rows whose keys stand in a dossier of another applicant too.

    ``frame``: at, code and the keys. Result, one line per row and other dossier: at, code, other (code
    of the other dossier), other_at (its first row with the keys) and the keys; at most OTHERS other dossiers.
    """
    applicant = applicants(batch)
    frame = frame.assign(applicant=applicant[frame["code"].to_numpy()])
    twice = frame[frame.duplicated(list(keys), keep=False)]
    if not len(twice) or twice.groupby(list(keys))["applicant"].nunique().max() < 2:
        return pd.DataFrame({"at": [], "code": [], "other": [], "other_at": []}, dtype="int64").assign(
            **{key: frame[key].iloc[:0].array for key in keys}
        )
    first = twice.sort_values("at").drop_duplicates([*keys, "code"])
    # A few dossiers of a few applicants: whoever asks, some that are another's are among them.
    owners = first.drop_duplicates([*keys, "applicant"])
    owners = owners.loc[owners.groupby(list(keys)).cumcount() <= OTHERS, [*keys, "applicant"]]
    first = first[first.groupby([*keys, "applicant"]).cumcount() < OTHERS].merge(
        owners, on=[*keys, "applicant"]
    )
    joined = twice.merge(first, on=list(keys), suffixes=("", "_other"))
    joined = joined[joined["applicant"] != joined["applicant_other"]]
    joined = joined.rename(columns={"code_other": "other", "at_other": "other_at"})
    joined = joined.sort_values(["at", "other"], ignore_index=True)
    few = joined.groupby(["at", *keys]).cumcount() < OTHERS
    return joined.loc[few, ["at", "code", "other", "other_at", *keys]].reset_index(drop=True)


def namesakes_first(found: pd.DataFrame, phones: pd.DataFrame, names: np.ndarray) -> pd.DataFrame:
    """Return ``found`` with ``other_at`` at a row of the same number and the same name, where the other dossier has one.

    ``found``: of ``across`` by value_id, indexed from 0; ``phones``: at, code, value_id; ``names``: a name per row.
    """
    there = phones[["at", "code", "value_id"]].assign(name=names[phones["at"].to_numpy()])
    there = there.drop_duplicates(["code", "value_id", "name"]).rename(
        columns={"code": "other", "at": "named"}
    )
    here = found[["at", "other", "value_id"]].reset_index()
    here = here.assign(name=names[here["at"].to_numpy()])
    both = here.merge(there, on=["other", "value_id", "name"]).drop_duplicates("index")
    at = found["other_at"].copy()
    at.loc[both["index"]] = both["named"].to_numpy()
    return found.assign(other_at=at)


def applicants(batch: Batch) -> np.ndarray:
    """Return a number per dossier code; dossiers of one applicant share it, undeclared ones stand alone."""
    order = batch.dossiers.loc[list(batch.rows["dossier"].cat.categories)]
    key = order["applicant_key"]
    named = key.where(key.ne(""), "\x00" + order.index.astype(str))
    return np.asarray(pd.factorize(named)[0])


def read_alike(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Whether names are the same or read alike, along each other: who is asked by telephone is written as he was heard."""
    return np.array(
        [a != "" and (a == b or read(a) == read(b)) for a, b in zip(one, other, strict=True)], bool
    )


def few(batch: Batch, found: pd.DataFrame, settings: Settings) -> np.ndarray:
    """Is the overlap of the two rosters small enough to be plain coincidence of customers?"""
    if not len(found):
        return np.zeros(0, bool)
    overlap = found.groupby(["code", "other"])["at"].transform("nunique").to_numpy()
    sizes = np.bincount(batch.rows["dossier"].cat.codes.to_numpy())
    smaller = np.minimum(sizes[found["code"].to_numpy(int)], sizes[found["other"].to_numpy(int)])
    return np.asarray(
        overlap <= np.maximum(settings.shared_customers, smaller * settings.shared_customers_percent / 100)
    )
