"""The Chinese numbering plan as data, and the few questions that are asked of it.

Sources stand in the data files, line by line: ``segments.csv`` (mobile prefixes and since when a
private person can have held one), ``area_codes.csv`` (fixed lines and the length of local numbers).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

# Kinds of segments.csv that no subscriber of any sort can hold as an 11-digit number.
NEVER_ISSUED = frozenset({"unallocated", "not-11-digit"})


@dataclass(frozen=True, slots=True)
class Prefix:
    """One line of segments.csv."""

    prefix: str
    length: int  # digits of a whole number
    operator: str
    kind: str  # mobile mvno data-card iot satellite unallocated not-11-digit
    not_before: date | None  # no private person can have had one before this day; None = long before 2016
    confidence: str

    @property
    def never_issued(self) -> bool:
        """Allocated to nobody, so that no number in it can exist."""
        return self.kind in NEVER_ISSUED


@dataclass(frozen=True, slots=True)
class Area:
    """One line of area_codes.csv."""

    code: str
    place: str
    lengths: tuple[int, ...]  # of local numbers


def _read(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def prefixes() -> tuple[Prefix, ...]:
    """All prefixes, in the order of the file."""
    return tuple(
        Prefix(
            row["prefix"],
            int(row["number_length"]),
            row["operator"],
            row["kind"],
            date.fromisoformat(row["not_before"]) if row["not_before"] not in ("", "never") else None,
            row["confidence"],
        )
        for row in _read("segments.csv")
    )


@cache
def prefix_table() -> tuple[Prefix | None, ...]:
    """The plan by the first four digits of an 11-digit number: ``prefix_table()[1390]``.

    10,000 entries; the longest prefix wins (1349 before 134); None where the plan says nothing.
    """
    table: list[Prefix | None] = [None] * 10_000
    for item in sorted(prefixes(), key=lambda item: len(item.prefix)):
        if item.length != 11:
            continue
        low = int(item.prefix.ljust(4, "0"))
        for index in range(low, low + 10 ** (4 - len(item.prefix))):
            table[index] = item
    return tuple(table)


def prefix_of(number: str) -> Prefix | None:
    """Return the prefix that a mobile or IoT number lies in; None where the plan has none."""
    if len(number) == 11 and number.isascii() and number.isdigit():
        return prefix_table()[int(number[:4])]
    return next(
        (p for p in prefixes() if p.length == len(number) != 11 and number.startswith(p.prefix)), None
    )


@cache
def areas() -> dict[str, Area]:
    """All area codes, ``0451`` and so on."""
    return {
        row["area_code"]: Area(
            row["area_code"], row["place_zh"], tuple(int(n) for n in row["local_lengths"].split("/"))
        )
        for row in _read("area_codes.csv")
    }


def area_of(digits: str) -> Area | None:
    """Return the area whose code a national number (with its leading 0) begins with."""
    return areas().get(digits[:3]) or areas().get(digits[:4])
