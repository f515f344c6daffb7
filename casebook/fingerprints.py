"""Keyed hashes: fingerprints that find a person again after names and numbers are gone, and row macs.

An 11-digit number under a plain hash is no secret (all of them can be tried), so everything here is
HMAC-SHA-256 under the casebook's key. A fingerprint is its first eight bytes as a signed whole number:
among three million prints, a chance match of one row is rarer than one in ten thousand million.

Three kinds of print are stored per respondent: the contact, name and employer, name and mobile. Numbers
that were edited (one digit changed, two neighbours swapped) are found from the other side: a new row
asks for all 89 numbers that one slip makes of its own, under its own name. That keeps the index small,
and nothing has to be known of the older row but its print. 72 of the 89 differ in one of the last eight
digits: those share a mask with the new row (casebook/masks.py), and are asked for only where somebody on
file has it (casebook/filed/near.py).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hmac import digest

CONTACT, PERSON, EDITED = "contact", "person", "edited"
STRENGTH = (CONTACT, EDITED, PERSON)  # the strongest first: a number is one person's, a name is not
# A switchboard is shared by honest people: a landline identifies somebody together with the name only.
_OWN = ("mobile", "email", "wechat", "qq")
NOBODY = ("placeholder", "unreadable", "masked", "digits_lost", "missing")
_FIRST_EDITED = 2  # the first two digits of a mobile are not edited: the result would be no mobile
MASKED = range(3, 11)  # the digits that have a mask: they stand in masks.number_masks in this order


@dataclass(frozen=True, slots=True)
class Respondent:
    """What fingerprints are made from. ``contacts``: (kind, value, problem)."""

    name_key: str
    employer_key: str
    contacts: tuple[tuple[str, str, str], ...]


def mac(key: bytes, *values: object) -> str:
    """Return the keyed hash of plain values (texts, whole numbers, None) in hex."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return digest(key, text.encode("utf-8", "surrogatepass"), "sha256").hex()


def stored(key: bytes, who: Respondent) -> Iterator[int]:
    """Yield the prints under which a respondent is filed (each once)."""
    seen = set()
    for kind, text in _texts(who):
        made = _print(key, kind, text)
        if made not in seen:
            seen.add(made)
            yield made


def asked(key: bytes, who: Respondent) -> Iterator[tuple[int, str]]:
    """Yield (print, kind) for everything that would link an older respondent to this one, but the slips behind masks."""
    for kind, text in _texts(who):
        if kind != EDITED:
            yield _print(key, kind, text), kind
    person = _person(who)
    if person:
        for number in _mobiles(who):
            for variant in (*_changed(number, _FIRST_EDITED), *_swapped(number)):
                yield _print(key, EDITED, f"{person}\t{variant}"), EDITED


def behind(key: bytes, who: Respondent, place: int) -> Iterator[int]:
    """Yield the prints (edited) of the nine numbers that differ in the digit at one of MASKED, for every mobile.

    None for nobody: where a name or a mobile is missing there are no masks either.
    """
    person = _person(who)
    if person:
        for number in _mobiles(who):
            for variant in _changed(number, place):
                yield _print(key, EDITED, f"{person}\t{variant}")


def slips(number: str) -> Iterator[str]:
    """Yield the numbers that one changed digit or two swapped neighbours make of ``number``."""
    for at in range(_FIRST_EDITED, len(number)):
        yield from _changed(number, at)
    yield from _swapped(number)


def _changed(number: str, at: int) -> Iterator[str]:
    for digit in "0123456789":
        if digit != number[at]:
            yield f"{number[:at]}{digit}{number[at + 1 :]}"


def _swapped(number: str) -> Iterator[str]:
    for at in range(_FIRST_EDITED, len(number) - 1):
        if number[at] != number[at + 1]:
            yield f"{number[:at]}{number[at + 1]}{number[at]}{number[at + 2 :]}"


def combined(prints: Iterable[int]) -> int:
    """Return the XOR of prints: what a version's prints must come to, in whatever order."""
    total = 0
    for made in prints:
        total ^= made
    return total


def _texts(who: Respondent) -> Iterator[tuple[str, str]]:
    for kind, value, problem in who.contacts:
        if problem in NOBODY or not value:
            continue
        if kind in _OWN:
            yield CONTACT, f"{kind}\t{value}"
        elif kind == "landline" and who.name_key:
            yield CONTACT, f"{kind}\t{value}\t{who.name_key}"
    if who.name_key and who.employer_key:
        yield PERSON, f"{who.name_key}\t{who.employer_key}"
    person = _person(who)
    if person:
        for number in _mobiles(who):
            yield EDITED, f"{person}\t{number}"


def _mobiles(who: Respondent) -> Sequence[str]:
    return [
        value
        for kind, value, problem in who.contacts
        if kind == "mobile" and len(value) == 11 and problem not in NOBODY
    ]


def _person(who: Respondent) -> str:
    # The same characters in whatever order: names are turned round when rosters are copied.
    return "".join(sorted(who.name_key))


def _print(key: bytes, kind: str, text: str) -> int:
    made = digest(key, unicodedata.normalize("NFC", f"{kind}\t{text}").encode("utf-8", "replace"), "sha256")
    return int.from_bytes(made[:8], "big", signed=True)
