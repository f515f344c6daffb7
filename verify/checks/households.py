"""Who shares a number: a couple, relatives, a roster of families, or more people than a household explains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from verify.fields.surnames import COMPOUND

COUPLE, FAMILY, CROWD, LANDLINE = "couple", "family", "crowd", "landline"
_HOUSEHOLD = 2  # names that may share one mobile: a couple, a parent and a child
_FAMILY = 4  # and at most so many in a roster of families
_COUPLES = 3  # households of two, from which on a roster is one of families
_KIN = 6  # names of three generations, where their surnames say that they are relatives
# Wives keep their surnames: four and more of one surname alone are brothers at best, and not at _CLANS numbers of a roster.
_BROTHERS, _CLANS = 4, 8


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """A number of one dossier, and the different names under which it stands."""

    dossier: int
    names: Collection[str]
    mobile: bool


def kinds(numbers: Sequence[SharedNumber]) -> list[str]:
    """Return what each number looks like.

    FAMILY: three to _FAMILY names in a roster of families (couples under one number, _COUPLES at least, and twice as many
    as larger groups); and three to _KIN who look like relatives, in any roster. Where _CLANS numbers of a roster stand for
    _BROTHERS or more of one surname each, these do not: a household has a wife or a mother among so many.
    """
    couples, larger, clans = Counter[int](), Counter[int](), Counter[int]()
    for number in numbers:
        if number.mobile:
            (couples if len(number.names) <= _HOUSEHOLD else larger)[number.dossier] += 1
            clans[number.dossier] += _is_clan(number.names)
    return [
        LANDLINE
        if not number.mobile
        else COUPLE
        if len(number.names) <= _HOUSEHOLD
        else FAMILY
        if _is_family(number.names, couples[number.dossier], larger[number.dossier])
        and not (_is_clan(number.names) and clans[number.dossier] >= _CLANS)
        else CROWD
        for number in numbers
    ]


def _surnames(names: Collection[str]) -> int:
    return len({name[:2] if name[:2] in COMPOUND else name[0] for name in names})


def _is_clan(names: Collection[str]) -> bool:
    return len(names) >= _BROTHERS and _surnames(names) == 1


def _is_family(names: Collection[str], couples: int, larger: int) -> bool:
    people, surnames = len(names), _surnames(names)
    usual = people <= _FAMILY and couples >= max(_COUPLES, 2 * larger)
    return usual or (people <= _KIN and 2 * surnames <= people + 1)
