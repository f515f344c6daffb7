"""Which column is which field: the words propose, the best one takes it, the others stay extras."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from verify.intake.roster import FIELDS
from verify.intake.table.headings import Meaning

# How the columns of a field become one text.
Joint = Literal["contacts", "name", "span", "moment", "parts", "ticked"]

_USUAL, _WEAK = 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Field -> its columns, in the order in which they are joined; ``score`` counts the fields."""

    fields: dict[str, tuple[int, ...]]
    joints: dict[str, Joint]
    score: float
    twice: tuple[int, ...] = ()  # columns of a second list beside the first

    @property
    def is_roster(self) -> bool:
        """A name and a contact, or three fields of which one is a name or a contact."""
        named, reached = "name" in self.fields, "contact" in self.fields
        return (named and reached and self.score >= 1.5) or (len(self.fields) >= 3 and (named or reached))


Known = Mapping[int, Sequence[Meaning]]


def _ranked(known: Known, field: str, role: str = "") -> list[tuple[float, int]]:
    """Return (strength, column) of a field's candidates, best first, left before right."""
    found = [
        (meaning.strength, column)
        for column, meanings in known.items()
        for meaning in meanings
        if meaning.field == field and meaning.role == role
    ]
    return sorted(found, key=lambda item: (-item[0], item[1]))


def _one(
    ranked: list[tuple[float, int]], merged: Mapping[int, int], filled: Callable[[int], int]
) -> tuple[int, ...]:
    """Return the best column; of the columns under one merged heading, the one that is filled in."""
    if not ranked:
        return ()
    best = ranked[0][1]
    under = [best, *(column for column, left in merged.items() if left == best)]
    return (max(under, key=lambda column: (filled(column), -column)),) if len(under) > 1 else (best,)


def _name(
    known: Known, merged: Mapping[int, int], filled: Callable[[int], int]
) -> tuple[tuple[int, ...], bool]:
    whole = _one(_ranked(known, "name"), merged, filled)
    surname, given = _ranked(known, "name", "surname"), _ranked(known, "name", "given")
    if whole and surname and whole[0] in [column for _, column in given]:
        return (surname[0][1], whole[0]), True  # 姓氏 | 名字
    if whole or not surname:
        return whole, False
    return ((surname[0][1], given[0][1]), True) if given else ((surname[0][1],), False)


def _contacts(known: Known, merged: Mapping[int, int], filled: Callable[[int], int]) -> tuple[int, ...]:
    """Return the columns of numbers, and behind them those of mailboxes and accounts: some leave nothing else."""
    ranked = _ranked(known, "contact")
    accounts = [column for strength, column in ranked if _WEAK < strength < _USUAL and column not in merged]
    ranked = [item for item in ranked if item[1] not in accounts]
    sure = sorted(column for strength, column in ranked if strength >= _USUAL)
    found = _one(ranked, merged, filled)
    if sure:
        found = tuple(c for c in sure if c not in merged or merged[c] not in sure or filled(c)) or (sure[0],)
    found = (*found, *(column for column in accounts if column not in found))
    for role in ("extension", "area"):
        found = _with_parts(found, [column for _, column in _ranked(known, "contact", role)])
    return found


def _with_parts(numbers: Sequence[int], parts: Sequence[int]) -> tuple[int, ...]:
    """Return the columns of numbers, each with that of its area code or extension behind it: findings point at the number."""
    found = list(numbers)
    for part in parts if numbers else ():
        if part not in found:
            own = min(numbers, key=lambda column: (column < part, abs(column - part)))
            found.insert(found.index(own) + 1, part)
    return tuple(found)


def _surveyed(
    known: Known, merged: Mapping[int, int], times: Callable[[int], bool], filled: Callable[[int], int]
) -> tuple[tuple[int, ...], Joint | None]:
    plain = _ranked(known, "surveyed")
    starts, ends = _ranked(known, "surveyed", "start"), _ranked(known, "surveyed", "end")
    days = [item for item in plain if not times(item[1])] or plain
    span = tuple(item[0][1] for item in (starts, ends) if item)
    if span and not (days and (days[0][0] >= _USUAL or times(span[0]))):
        return span, "span" if len(span) == 2 else None
    day = _one(days, merged, filled)
    parts = _parts(known)
    if parts and not (day and filled(day[0])):
        return parts, "parts"
    if not day:
        return (), None
    clocks = [column for _, column in plain if column not in day and column not in merged and times(column)]
    return ((*day, clocks[0]), "moment") if clocks and not times(day[0]) else (day, None)


def _parts(known: Known) -> tuple[int, ...]:
    """Return the columns of year, month and day, or of month and day, side by side."""
    months = [column for _, column in _ranked(known, "surveyed", "month")]
    days, years = ([c for _, c in _ranked(known, "surveyed", role)] for role in ("day", "year"))
    for month in months:
        if month + 1 in days:
            return (month - 1, month, month + 1) if month - 1 in years else (month, month + 1)
    return ()


def _mode(known: Known, merged: Mapping[int, int], filled: Callable[[int], int]) -> tuple[int, ...]:
    whole = _one(_ranked(known, "mode"), merged, filled)
    ticked = sorted(column for _, column in _ranked(known, "mode", "ticked"))
    return whole if whole and filled(whole[0]) else tuple(ticked) or whole


def _second_list(known: Known, merged: Mapping[int, int]) -> tuple[int, ...]:
    """Return where a second list begins on the right: name, contact, and then name and contact again."""
    names = [c for _, c in _ranked(known, "name") if c not in merged]
    contacts = [c for _, c in _ranked(known, "contact") if c not in merged]
    order = sorted([(column, "name") for column in names] + [(column, "contact") for column in contacts])
    kinds = [
        kind for position, (_, kind) in enumerate(order) if not position or order[position - 1][1] != kind
    ]
    if len(kinds) < 4:
        return ()
    best = {column: max(m.strength for m in known[column] if m.field == "name") for column in names}
    equal = sorted(column for column in names if best[column] == max(best.values()))
    return tuple(equal[1:])


def choose(
    known: Known, merged: Mapping[int, int], times: Callable[[int], bool], filled: Callable[[int], int]
) -> Columns:
    """Give each field its column or columns.

    ``known``: column -> what its heading can mean. ``merged``: column -> first column of the merged
    heading that covers it. ``times(column)``: it holds times of day only; ``filled(column)``: how many of
    the first rows have something in it.
    """
    fields: dict[str, tuple[int, ...]] = {}
    joints: dict[str, Joint] = {}
    left = dict(known)

    def take(field: str, columns: tuple[int, ...], joint: Joint | None) -> None:
        if columns:
            fields[field] = columns
            for column in columns:
                left.pop(column, None)
        if len(columns) > 1 and joint:
            joints[field] = joint

    twice = _second_list(known, merged)
    name, parted = _name(left, merged, filled)
    take("name", name, "name" if parted else None)
    contacts = _contacts(left, merged, filled)
    take("contact", contacts, "contacts")
    take("surveyed", *_surveyed(left, merged, times, filled))
    mode = _mode(left, merged, filled)
    take("mode", mode, "ticked")
    for field in ("employer", "serial"):
        take(field, _one(_ranked(left, field), merged, filled), None)
    score = sum(
        1.0 if any(m.field == field and m.strength >= _USUAL for m in known[columns[0]]) else 0.5
        for field, columns in fields.items()
    )
    return Columns({field: fields[field] for field in FIELDS if field in fields}, joints, score, twice)
