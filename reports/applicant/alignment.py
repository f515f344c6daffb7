"""Who on a corrected roster is who on the roster before: people are found again, wherever their row has gone.

A company that corrects a list moves rows, mends numbers, adds people and strikes some out. A row is paired by the most
that still agrees; what agrees with several is paired by nothing less than its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

FIELDS = ("name", "contact", "mode", "surveyed", "employer")


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """One respondent: ``at`` is its position in the batch, ``row`` as people count it, texts in a normal form."""

    at: int
    row: int
    serial: str
    name: str
    contact: str
    mode: str
    surveyed: str
    employer: str

    def changed(self, other: AlignedLine) -> tuple[str, ...]:
        """Return the fields that are written otherwise on the other roster."""
        return tuple(field for field in FIELDS if getattr(self, field) != getattr(other, field))


_Key = Callable[[AlignedLine], tuple[Hashable, ...]]
# What has to agree, from all to little. A key with a blank in it says nothing about anybody.
_ANY: tuple[_Key, ...] = (
    lambda line: (line.serial, line.name, line.contact, line.mode, line.surveyed, line.employer),
    lambda line: (line.name, line.contact, line.mode, line.surveyed, line.employer),
)
_SURE: tuple[_Key, ...] = (
    lambda line: (line.serial, line.name, line.contact),
    lambda line: (line.name, line.contact),
    lambda line: (line.serial, line.name),
    lambda line: (line.serial, line.contact),
    lambda line: (line.name, line.employer, line.surveyed),
    lambda line: (line.name,),
    lambda line: (line.contact,),
)
_PLACE: _Key = lambda line: (line.serial,)  # noqa: E731 - a key like the others


def align(before: Sequence[AlignedLine], after: Sequence[AlignedLine]) -> dict[int, int]:
    """Return index of a line before -> index of the same respondent's line after; those struck out are missing."""
    pairs: dict[int, int] = {}
    for key in _ANY:  # equal in everything that is written: which of them is which makes no difference
        _pair(before, after, key, pairs, several=True)
    for key in _SURE:
        _pair(before, after, key, pairs, several=False)
    # Where most people are known again, who stands in the place of somebody is that person written otherwise. Of a list
    # of other people it says nothing: all of them are struck out, and others are new.
    if 2 * len(pairs) >= min(len(before), len(after)):
        _pair(before, after, _PLACE, pairs, several=False)
        _between(before, after, pairs)
    return pairs


def _pair(
    before: Sequence[AlignedLine],
    after: Sequence[AlignedLine],
    key: _Key,
    pairs: dict[int, int],
    *,
    several: bool,
) -> None:
    taken = set(pairs.values())
    old = _grouped((n, key(line)) for n, line in enumerate(before) if n not in pairs)
    new = _grouped((n, key(line)) for n, line in enumerate(after) if n not in taken)
    for value, here in old.items():
        there = new.get(value, [])
        if several or (len(here) == 1 and len(there) == 1 and all(value)):
            pairs.update(zip(here, there, strict=False))


def _grouped(items: Iterable[tuple[int, tuple[Hashable, ...]]]) -> Mapping[tuple[Hashable, ...], list[int]]:
    found: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for number, key in items:
        found[key].append(number)
    return found


def _between(before: Sequence[AlignedLine], after: Sequence[AlignedLine], pairs: dict[int, int]) -> None:
    """Pair what is left by its place: as many lines between the same two neighbours on both rosters."""
    taken = set(pairs.values())  # rows may have moved across one another
    ends = [(-1, -1), *sorted(pairs.items()), (len(before), len(after))]
    for (old, new), (next_old, next_new) in pairwise(ends):
        gap = next_old - old - 1
        if gap and gap == next_new - new - 1 and taken.isdisjoint(range(new + 1, next_new)):
            pairs.update((old + step, new + step) for step in range(1, gap + 1))
            taken.update(range(new + 1, next_new))
