"""Who appears twice with an altered number: people of two companies' rosters, told by pairs of rosters, never by one row.

What is near, what is alike and what chance explains: see verify/coincidence.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
import pyarrow as pa

from verify.coincidence import ALIKE, LEAST, ONE, PLACES, SOUND, TWO, Surprise, controlled, holes, surprise
from verify.fields.reading import read, sums
from verify.linkage import applicants, people, persons, usable
from verify.model import Batch

STRONGEST = 10  # pairs of rosters that are looked into for one roster, those with the most near rows
_LIKENESS = {ALIKE: "alike", SOUND: "heard"}  # kinds of which one digit may differ -> how names are alike
_PART = 3_100_000  # above every part of a number
_BLOCK = 50  # rows with the same name and part of a number that are compared with each other


@dataclass(frozen=True, slots=True)
class SharedPeople:
    """Two rosters that share altered people. ``rows``: positions in the batch of each, along each other."""

    dossiers: tuple[str, str]
    rows: tuple[tuple[int, ...], tuple[int, ...]]
    found: Surprise


@dataclass(frozen=True, slots=True)
class ComparedPeople:
    """What is compared of one roster, each person and number once.

    ``person``: equal for the same characters of a name; ``spelt``: equal for the same name; ``holes``: names with one
    character after the surname left out, 0 for none (rows x 3); ``length``: characters of the name; ``sound``: equal for
    names that are read alike; ``number``: mobile.
    """

    person: np.ndarray
    spelt: np.ndarray
    holes: np.ndarray
    length: np.ndarray
    sound: np.ndarray
    number: np.ndarray

    def without(self, numbers: np.ndarray) -> ComparedPeople:
        """Return the roster without some numbers."""
        kept = ~np.isin(self.number, numbers)
        return ComparedPeople(*(part[kept] for part in self._parts()))

    def _parts(self) -> tuple[np.ndarray, ...]:
        return self.person, self.spelt, self.holes, self.length, self.sound, self.number


def shared(batch: Batch) -> tuple[SharedPeople, ...]:
    """Return all pairs of rosters of different applicants that share altered people beyond chance, the rarest first."""
    owner = applicants(batch)
    if len(np.unique(owner)) < 2:
        return ()
    frame, spelt = _people(batch)
    if not len(frame):
        return ()
    names = np.asarray(batch.rows["dossier"].cat.categories, dtype=object)
    near = _near_rows(frame, spelt, owner)
    looked = frame["code"].isin({code for pair, _ in near for code in pair}).to_numpy()
    frame = _with_forms(frame, spelt, looked)
    cut = dict(iter(frame[looked].groupby("code", sort=False)))
    found = []
    for (one, other), rows in near:
        seen, positions = _tested(cut[one], cut[other], rows)
        if seen is not None:
            found.append(SharedPeople((str(names[one]), str(names[other])), positions, seen))
    compared = (len(owner) ** 2 - int((np.bincount(owner) ** 2).sum())) // 2
    told = controlled([pair.found.p_value for pair in found], compared)
    chosen = [pair for pair, tell in zip(found, told, strict=True) if tell]
    return tuple(sorted(chosen, key=lambda pair: (pair.found.p_value, pair.dossiers)))


def _people(batch: Batch) -> tuple[pd.DataFrame, list[str]]:
    """Columns at, code, person, spelt, number: each mobile with a name, once per roster and person; the names by
    ``spelt``."""
    mobiles = usable(batch, ("mobile",))
    named = batch.rows["name_key"].ne("").to_numpy()[mobiles["at"].to_numpy()]
    whole = mobiles["value"].str.len().eq(11).to_numpy()
    mobiles = mobiles[named & whole]
    known, at = people(batch), mobiles["at"].to_numpy()
    frame = pd.DataFrame(
        {
            "at": at,
            "code": mobiles["code"].to_numpy(np.int64),
            "number": pa.array(mobiles["value"]).cast(pa.int64()).to_numpy(zero_copy_only=False),
            "spelt": known.spelt[at],
            "person": known.person[at],
        }
    )
    return frame.drop_duplicates(["code", "person", "number"], ignore_index=True), known.names


def _with_forms(frame: pd.DataFrame, names: Sequence[str], looked: np.ndarray) -> pd.DataFrame:
    """Return the frame with the other parts of the names of some rows, as they are equal among those; 0 for the others."""
    code, known = pd.factorize(frame["spelt"].to_numpy()[looked])
    parts = name_parts([names[at] for at in known])
    forms = {}
    for name in ("hole0", "hole1", "hole2", "length", "sound"):
        column = np.zeros(len(frame), np.int64)
        column[looked] = parts[name][code]
        forms[name] = column
    return frame.assign(**forms)


def name_parts(names: Sequence[str]) -> dict[str, np.ndarray]:
    """Return person, hole0, hole1, hole2, length and sound of every name, as numbers that are equal for equal ones."""
    left = np.array(["", *(hole for name in names for hole in holes(name))], dtype=object)
    gaps = pd.factorize(left)[0][1:]
    gaps = gaps.reshape(len(names), 3)
    return {
        "person": persons(names),
        **{f"hole{place}": gaps[:, place] for place in range(3)},
        "length": np.array([len(name) for name in names], np.int64),
        "sound": pd.factorize(np.array([read(name) for name in names], dtype=object))[0],
    }


def _near_rows(
    frame: pd.DataFrame, names: Sequence[str], owner: np.ndarray
) -> list[tuple[tuple[int, int], pd.DataFrame]]:
    """Pairs of rosters with enough near and alike rows: ((code, code), frame of one, other: places in ``frame``)."""
    eight = frame["number"].to_numpy() % 10**PLACES
    head = frame["number"].to_numpy() // 10**PLACES
    thirds = (eight // 100_000, eight // 100 % 1_000, eight % 100)
    person = frame["person"].to_numpy()
    code = frame["code"].to_numpy()
    blocks = [(person * 1_000 + head, part * 3 + which) for which, part in enumerate(thirds)]
    # One digit leaves two of the three parts as they were: names that are only alike meet there.
    joints = [
        (left * 1_000 + right) * 3 + which for which, (left, right) in enumerate(combinations(thirds, 2))
    ]
    # To read a name, and to leave out its characters, costs more than all the rest: whoever shares neither two parts of
    # his number and what goes with a likeness, nor one part and the person, needs neither.
    looked = np.zeros(len(frame), bool)
    spelt = frame["spelt"].to_numpy()
    surname = np.fromiter((ord(name[0]) if name else 0 for name in names), np.int64, len(names))[spelt]
    heard = pd.factorize(sums(names))[0][spelt]
    likely = [(form * 1_000 + head, joint) for form in (surname, heard) for joint in joints]
    for name, part in (*blocks, *likely):
        looked |= pd.Series(name * _PART + part).duplicated(keep=False).to_numpy()
    frame = _with_forms(frame, names, looked)
    for form, least in (("hole0", 1), ("hole1", 1), ("hole2", 1), ("sound", 0)):
        name = frame[form].to_numpy()
        blocks += [(np.where(looked & (name >= least), name * 1_000 + head, -1), joint) for joint in joints]
    met = [pair for name, part in blocks for pair in _met(code, owner, name, part)]
    if not met:
        return []
    pairs = pd.DataFrame(np.unique(np.concatenate(met), axis=0), columns=["one", "other"])
    numbers = frame["number"].to_numpy()
    one, other = pairs["one"].to_numpy(), pairs["other"].to_numpy()
    apart = distance(numbers[one], numbers[other])
    same = person[one] == person[other]
    kept = (apart > 0) & ((same & (apart <= 2)) | (apart == 1))
    one, other = one[kept], other[kept]
    gaps, sound = frame[["hole0", "hole1", "hole2"]].to_numpy(), frame["sound"].to_numpy()
    alike = same[kept] | ((gaps[one] > 0) & (gaps[one] == gaps[other])).any(axis=1)
    pairs = pairs[kept].assign(
        apart=apart[kept], same=same[kept], alike=alike, heard=sound[one] == sound[other],
        first=code[one], last=code[other],
    )  # fmt: skip
    counted = pairs.groupby(["first", "last"]).agg(a=("one", "nunique"), b=("other", "nunique"))
    many = counted.min(axis=1)
    many = many[many >= min(LEAST.values())].sort_values(ascending=False, kind="stable")
    places = many.reset_index()
    few = (places.groupby("first").cumcount() < STRONGEST) & (places.groupby("last").cumcount() < STRONGEST)
    wanted = [(int(a), int(b)) for a, b in places.loc[few, ["first", "last"]].itertuples(index=False)]
    if not wanted:
        return []
    own = pd.MultiIndex.from_frame(pairs[["first", "last"]]).isin(wanted)
    groups = dict(iter(pairs[own].groupby(["first", "last"])))
    return [(key, groups[key]) for key in wanted]


def _met(code: np.ndarray, owner: np.ndarray, name: np.ndarray, part: np.ndarray) -> Iterator[np.ndarray]:
    """Pairs of places of different applicants that agree in name and part, the lower roster first (pairs x 2)."""
    at = np.flatnonzero(name >= 0)
    key = name[at] * _PART + part[at]
    again = pd.Series(key).duplicated(keep=False).to_numpy()  # most rows meet nobody: the rest costs little
    at, group = at[again], pd.factorize(key[again])[0]
    whom = owner[code[at]].astype(np.int64)
    least, most = np.full(len(at), np.iinfo(np.int64).max), np.full(len(at), -1)
    np.minimum.at(least, group, whom)
    np.maximum.at(most, group, whom)
    several = (least != most)[group]
    if not several.any():
        return
    at, group = at[several], group[several]
    whose = pd.DataFrame({"key": group, "at": at, "owner": owner[code[at]], "code": code[at]})
    whose = whose[whose.groupby("key").cumcount() < _BLOCK]
    joined = whose.merge(whose, on="key")
    joined = joined[(joined["code_x"] < joined["code_y"]) & (joined["owner_x"] != joined["owner_y"])]
    yield joined[["at_x", "at_y"]].to_numpy(np.int64)


def distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return in how many of their last PLACES digits two columns of numbers differ; 9 where the rest differs."""
    found = np.zeros(len(one), np.int64)
    for place in range(PLACES):
        found += one // 10**place % 10 != other // 10**place % 10
    found[one // 10**PLACES != other // 10**PLACES] = PLACES + 1
    return found


Places = tuple[tuple[int, ...], tuple[int, ...]]


def _tested(mine: pd.DataFrame, theirs: pd.DataFrame, near: pd.DataFrame) -> tuple[Surprise | None, Places]:
    """The rarest of the four comparisons of two rosters, and the positions of its people."""
    one, other = _roster(mine), _roster(theirs)
    both = np.intersect1d(one.number, other.number)
    at = pd.concat([mine["at"], theirs["at"]])
    numbers = pd.concat([mine["number"], theirs["number"]])
    # Whoever stands in both rosters with the very number is no altered person: DU05 tells.
    fresh = (
        ~numbers.loc[near["one"]].isin(both).to_numpy() & ~numbers.loc[near["other"]].isin(both).to_numpy()
    )
    near = near[fresh]
    chosen = {kind: near[_of_kind(near, kind)] for kind in LEAST}
    people = {kind: min(part["one"].nunique(), part["other"].nunique()) for kind, part in chosen.items()}
    seen = surprise(people, expectations(one.without(both), other.without(both)), len(both))
    if seen is None:
        return None, ((), ())
    rows = chosen[seen.kind]
    return seen, (tuple(at.loc[rows["one"]].tolist()), tuple(at.loc[rows["other"]].tolist()))


def _of_kind(near: pd.DataFrame, kind: str) -> np.ndarray:
    if kind in _LIKENESS:
        return np.asarray(near["apart"].eq(1) & near[_LIKENESS[kind]])
    return np.asarray(near["same"] & near["apart"].le(1 if kind == ONE else 2))


def _roster(frame: pd.DataFrame) -> ComparedPeople:
    holes = frame[["hole0", "hole1", "hole2"]].to_numpy(np.int64)
    person, spelt, length, sound, number = (
        frame[name].to_numpy(np.int64) for name in ("person", "spelt", "length", "sound", "number")
    )
    return ComparedPeople(person, spelt, holes, length, sound, number)


def expectations(one: ComparedPeople, other: ComparedPeople) -> dict[str, float]:
    """Return how many near and alike pairs there would be by chance, by kind: names shuffled over numbers.

    Numbers without one place agree in that place when they are equal or differ there only: pairs at a distance of one
    and two are counted by joins, not by comparing every number with every other.
    """
    if not len(one.number) or not len(other.number):
        return dict.fromkeys(LEAST, 0.0)
    equal = _joint(one.number, other.number)
    first = sum(_joint(_masked(one, (p,)), _masked(other, (p,))) for p in range(PLACES)) - PLACES * equal
    pairs = list(combinations(range(PLACES), 2))
    second = sum(_joint(_masked(one, pair), _masked(other, pair)) for pair in pairs)
    second -= (PLACES - 1) * first + len(pairs) * equal
    named = _joint(one.person, other.person)
    alike = named + _one_character(one, other)
    rows = len(one.number) * len(other.number)
    return {
        ONE: first * named / rows,
        TWO: (first + second) * named / rows,
        ALIKE: first * alike / rows,
        SOUND: first * _joint(one.sound, other.sound) / rows,
    }


def _one_character(one: ComparedPeople, other: ComparedPeople) -> int:
    """Pairs of names that differ in exactly one character after the surname."""
    total = sum(
        _joint(one.holes[:, place][one.holes[:, place] > 0], other.holes[:, place][other.holes[:, place] > 0])
        for place in range(3)
    )
    # Equal names agree with every character left out, as often as there are such characters.
    for left_out, mine in ((2, 3), (3, 4)):
        here = one.spelt[one.length >= 4] if mine == 4 else one.spelt[one.length == 3]
        there = other.spelt[other.length >= 4] if mine == 4 else other.spelt[other.length == 3]
        total -= left_out * _joint(here, there)
    return total


def _masked(roster: ComparedPeople, places: Sequence[int]) -> np.ndarray:
    number = roster.number
    for place in places:
        number = number - number // 10**place % 10 * 10**place
    return number


def _joint(one: np.ndarray, other: np.ndarray) -> int:
    """How many pairs are equal."""
    here, mine = np.unique(one, return_counts=True)
    there, theirs = np.unique(other, return_counts=True)
    _, left, right = np.intersect1d(here, there, assume_unique=True, return_indices=True)
    return int((mine[left] * theirs[right]).sum())
