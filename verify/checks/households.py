"""Who shares a number or an account: a couple, relatives, a roster of families, an office, or more people than these explain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from verify.fields.surnames import COMPOUND

COUPLE, FAMILY, CROWD, OFFICE = "couple", "family", "crowd", "office"
_HOUSEHOLD = 2  # names that may share one mobile: a couple, a parent and a child
_FAMILY = 4  # and at most so many in a roster of families
_COUPLES = 3  # households of two, from which on a roster is one of families
_KIN = 6  # names of three generations, where their surnames say that they are relatives
# Wives keep their surnames: four and more of one surname alone are brothers at best, and not at _CLANS numbers of a roster.
_BROTHERS, _CLANS = 4, 8


@dataclass(frozen=True, slots=True)
class SharedNumber:
    """A number or account of one dossier, and the different names under which it stands.

    ``office``: an office may have one for all who work there: a landline, a mailbox.
    """

    dossier: int
    names: Collection[str]
    kind: str
    office: bool

    @property
    def what(self) -> str:
        """What the sentence calls it."""
        return what(self.kind)

    @property
    def ask(self) -> str:
        """What is to be asked about it: a family is no answer where more share it than a household has."""
        size = "many" if len(self.names) > _KIN else "few"
        if self.what == "number":
            return f"ask_landline_{size}" if self.office else f"ask_mobile_{size}"
        return "ask_office_account" if self.office else f"ask_account_{size}"


def what(kind: str) -> str:
    """Return what sentences call a contact of this kind."""
    return "number" if kind in ("mobile", "landline") else f"account_{kind}"


def kinds(numbers: Sequence[SharedNumber]) -> list[str]:
    """Return what each number looks like.

    FAMILY: three to _FAMILY names in a roster of families (couples under one number, _COUPLES at least, and twice as many
    as larger groups); and three to _KIN who look like relatives, in any roster. Where _CLANS numbers of a roster stand for
    _BROTHERS or more of one surname each, these do not: a household has a wife or a mother among so many.
    """
    places = [(number.dossier, number.what) for number in numbers]
    couples, larger, clans = (Counter[tuple[int, str]]() for _ in range(3))
    for number, place in zip(numbers, places, strict=True):
        if not number.office:
            (couples if len(number.names) <= _HOUSEHOLD else larger)[place] += 1
            clans[place] += _is_clan(number.names)
    return [
        OFFICE
        if number.office
        else COUPLE
        if len(number.names) <= _HOUSEHOLD
        else FAMILY
        if _is_family(number.names, couples[place], larger[place])
        and not (_is_clan(number.names) and clans[place] >= _CLANS)
        else CROWD
        for number, place in zip(numbers, places, strict=True)
    ]


def _surnames(names: Collection[str]) -> int:
    return len({name[:2] if name[:2] in COMPOUND else name[0] for name in names})


def _is_clan(names: Collection[str]) -> bool:
    return len(names) >= _BROTHERS and _surnames(names) == 1


def _is_family(names: Collection[str], couples: int, larger: int) -> bool:
    people, surnames = len(names), _surnames(names)
    usual = people <= _FAMILY and couples >= max(_COUPLES, 2 * larger)
    return usual or (people <= _KIN and 2 * surnames <= people + 1)
