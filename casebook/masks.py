"""Keyed prints by which people with altered numbers are found: numbers without one digit, names without one character.

Every mobile has eight masks: its keyed hash without one of the last eight digits, the place included. Two numbers that
differ in one digit share the mask of that place and no other; equal ones share all eight. A name has the print of its
characters, one for each character after the surname that is left out, and one of how it is read. Masks and names are kept
apart: how many numbers are near by themselves is what chance is reckoned from (verify/coincidence.py). Nothing here names
anybody, and a purge leaves it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from hmac import digest

from casebook.fingerprints import NOBODY, Respondent
from verify.coincidence import PLACES, holes
from verify.fields.reading import read

WHOLE, HOLE, READ = "whole", "hole", "read"  # kinds of prints of a name
_DIGITS = 11


@dataclass(frozen=True, slots=True)
class Masks:
    """Prints of one respondent. ``numbers``: eight for each mobile; ``names``: (print, kind). Without both, nothing."""

    numbers: tuple[tuple[int, ...], ...] = ()
    names: tuple[tuple[int, str], ...] = ()


def masks(key: bytes, who: Respondent) -> Masks:
    """Return the prints of a respondent; none where the name or a mobile is missing."""
    numbers = dict.fromkeys(
        value
        for kind, value, problem in who.contacts
        if kind == "mobile" and len(value) == _DIGITS and problem not in NOBODY
    )
    if not who.name_key or not numbers:
        return Masks()
    return Masks(
        tuple(number_masks(key, number) for number in numbers),
        tuple(dict.fromkeys((*name_prints(key, who.name_key), (read_print(key, who.name_key), READ)))),
    )


def number_masks(key: bytes, number: str) -> tuple[int, ...]:
    """Return the eight masks of a mobile, from its fourth digit to its last."""
    first = _DIGITS - PLACES
    return tuple(
        hashed(key, f"mask\t{number[:at]}*{number[at + 1 :]}") for at in range(first, first + PLACES)
    )


def name_prints(key: bytes, name: str) -> tuple[tuple[int, str], ...]:
    """Return the prints of a name: its characters in whatever order, and it without one after the surname."""
    whole = hashed(key, f"name\t{''.join(sorted(name))}")
    return ((whole, WHOLE), *((hashed(key, f"hole\t{hole}"), HOLE) for hole in holes(name) if hole))


def read_print(key: bytes, name: str) -> int:
    """Return the print of how a name is read."""
    return hashed(key, f"read\t{read(name)}")


def hashed(key: bytes, text: str) -> int:
    """Return the first eight bytes of the keyed hash of a text, as a signed whole number."""
    made = digest(key, unicodedata.normalize("NFC", text).encode("utf-8", "replace"), "sha256")
    return int.from_bytes(made[:8], "big", signed=True)
