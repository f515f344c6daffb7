"""What a whole string of digits is in the Chinese numbering plan, and whether anybody made it up.

``phonenumbers`` is asked about foreign numbers only: it has no sense of the prefixes that are not its
own, accepts 13000000000 and refuses 146, 148, 149, 1749 and 13-digit numbers (see the tests).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from verify.numbering import area_of, areas, prefix_of, prefix_table

PLACEHOLDER, NEVER_ISSUED, WRONG_LENGTH = "placeholder", "never_issued", "wrong_length"
AREA_MISSING, ZERO_MISSING = "area_code_missing", "area_zero_missing"

# Kinds of the plan as kinds of contacts: a data card is dialled like any mobile.
KIND_OF_PREFIX = {"iot": "iot", "satellite": "satellite"}

_EQUAL = re.compile(r"(\d)\1{6}")
_UP, _ROUND = "0123456789", "01234567890123456789"
_STEPS = {run for line in (_UP, _UP[::-1]) for run in (line[i : i + 7] for i in range(4))}
_LONG_STEPS = {run for line in (_ROUND, _ROUND[::-1]) for run in (line[i : i + 9] for i in range(10))}
_TOLL_FREE = re.compile(r"[48]00\d{7}")
_SHORT = re.compile(r"1[0-2]\d|1[0-2]\d{3}|11[68]\d{3}|1258\d{1,4}|106\d{5,17}|9[56]\d{3,6}")
_SHORT_LOCAL = re.compile(r"9[56]\d{3,4}|12\d{3}|1(?:1[0-9]|2[0-2])")
_RUSSIAN_SHAPES = frozenset({(1, 3, 3, 2, 2), (1, 3, 3, 4), (1, 3, 7), (1, 3, 2, 2, 3), (1, 3, 2, 3, 2)})
# How people space a local number; 2017-03-05 is none.
_LOCAL_SHAPES = frozenset(
    {(7,), (8,), (2, 2, 3), (2, 3, 3), (2, 2, 2, 2), (3, 2, 2)}
    | {(first, size - first) for size in (7, 8) for first in range(2, size - 1)}
)
# Numbers of the operators themselves that are typed to fill a field: China Mobile's top-up line.
SERVICE = frozenset({"13800138000"})


@dataclass(frozen=True, slots=True)
class Number:
    """What the digits are. ``area`` is the area code of a landline, "" for everything else."""

    kind: str
    value: str
    problem: str = ""
    area: str = ""


def made_up(number: str) -> bool:
    """Whether an 11-digit number is one that people type to fill a field.

    Seven equal digits in a row; a ladder of seven among the last eight digits (13456789xxx is an
    ordinary block) or of nine anywhere, 0 following 9; two digits alternating over the last eight; a number of the operators'.
    """
    tail = number[3:]
    return (
        number in SERVICE
        or _EQUAL.search(number) is not None
        or tail[:7] in _STEPS
        or tail[1:] in _STEPS
        or any(number[i : i + 9] in _LONG_STEPS for i in range(3))
        or tail == tail[:2] * 4
    )


def made_up_local(number: str) -> bool:
    """Whether a local number of 7 or 8 digits is seven equal digits or a ladder of seven."""
    return _EQUAL.search(number) is not None or number[:7] in _STEPS or number[-7:] in _STEPS


def of_prefix(index: int) -> tuple[str, str]:
    """Return kind and problem of the 11-digit numbers that begin with these four digits (1000..1999)."""
    prefix = prefix_table()[index]
    if prefix is None or prefix.never_issued:
        return "mobile", NEVER_ISSUED
    return KIND_OF_PREFIX.get(prefix.kind, "mobile"), ""


def eleven(number: str) -> Number:
    """Judge 11 digits that begin with 1."""
    kind, problem = of_prefix(int(number[:4]))
    return Number(kind, number, PLACEHOLDER if made_up(number) else problem)


def _mobile(digits: str) -> Number | None:
    if len(digits) == 12 and digits[0] == "0":
        digits = digits[1:]
    if len(digits) == 11 and digits[0] == "1" and digits[1] in "3456789":
        return eleven(digits)
    return None


def _landline(digits: str) -> Number | None:
    area = area_of(digits) if digits[0] == "0" else None
    if area is None:
        return None
    local = digits[len(area.code) :]
    if len(local) not in area.lengths or local[0] in "01":
        return None
    return Number("landline", f"{area.code}-{local}", PLACEHOLDER if made_up_local(local) else "", area.code)


def _hotline(digits: str) -> Number | None:
    """A hotline with the area code of its city: 0451-96777. Of seven digits and more it is a landline of wrong length."""
    area = area_of(digits) if digits[0] == "0" else None
    if area is None or not _SHORT_LOCAL.fullmatch(digits, len(area.code)):
        return None
    return Number("short_code", f"{area.code}-{digits[len(area.code) :]}")


def _russian(parts: Sequence[str], digits: str) -> Number | None:
    """8 914 123 45 67, as Russians write a mobile at home: +7 914 123-45-67."""
    if digits[:2] != "89" or tuple(map(len, parts)) not in _RUSSIAN_SHAPES:
        return None
    return _foreign("7" + digits[1:])


def _with_country(digits: str) -> Number | None:
    for country in ("0086", "86"):
        rest = digits[len(country) :]
        if digits.startswith(country) and len(rest) >= 9:
            toll_free = Number("toll_free", rest) if _TOLL_FREE.fullmatch(rest) else None
            return _mobile(rest) or toll_free or _landline(rest) or _landline("0" + rest)
    return None


def _machine(digits: str) -> Number | None:
    if len(digits) != 13 or digits[0] != "1":
        return None
    family = prefix_table()[int(digits[:3]) * 10]
    if prefix_of(digits) is None and (family is None or family.kind != "not-11-digit"):
        return None
    return Number("iot", digits)


def _zero_missing(parts: Sequence[str], digits: str) -> Number | None:
    if digits[0] == "0" or not 9 < len(digits) < 12:
        return None
    if len(parts) > 1 and "0" + parts[0] not in areas():
        return None
    found = _landline("0" + digits)
    return (
        None if found is None else Number("landline", found.value, found.problem or ZERO_MISSING, found.area)
    )


def _local(parts: Sequence[str], digits: str, area: str) -> Number | None:
    if digits[0] in "01" or tuple(map(len, parts)) not in _LOCAL_SHAPES:
        return None
    if area and len(digits) in areas()[area].lengths:
        return _landline(area + digits)
    return Number("landline", digits, PLACEHOLDER if made_up_local(digits) else AREA_MISSING)


@cache
def _foreign(digits: str) -> Number | None:
    # Imported here to keep start-up fast: hardly any roster has a foreign number.
    import phonenumbers
    from phonenumbers import NumberParseException

    try:
        parsed = phonenumbers.parse("+" + digits)
    except NumberParseException:
        return None
    if parsed.country_code == 86 or not phonenumbers.is_valid_number(parsed):
        return None
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return Number("landline", shown)


def whole(parts: Sequence[str], plus: bool, area: str) -> Number | None:
    """Return what the digits, written in these groups, are; None where they are no whole number.

    ``plus``: a + stands before them. ``area``: area code of the number before, which a local number
    shares.
    """
    digits = "".join(parts)
    if len(digits) > 20:
        return None
    foreign = None
    if plus:
        foreign = _foreign(digits)
    elif digits.startswith("00") and not digits.startswith("0086"):
        foreign = _foreign(digits[2:])
    if foreign is not None:
        return foreign
    found = _mobile(digits) or _landline(digits) or _with_country(digits) or _machine(digits)
    if found is not None:
        return found
    if _TOLL_FREE.fullmatch(digits):
        return Number("toll_free", digits)
    if len(parts) == 1 and _SHORT.fullmatch(digits):
        return Number("short_code", digits)
    return (
        _hotline(digits)
        or _russian(parts, digits)
        or _zero_missing(parts, digits)
        or _local(parts, digits, area)
    )


def broken(parts: Sequence[str]) -> Number:
    """Return what digits that are no whole number were most likely meant to be, and what is wrong."""
    digits = "".join(parts)
    if len(digits) == 11 and digits[0] == "1":
        return eleven(digits)
    area = area_of(digits) if digits[0] == "0" else None
    for country in ("0086", "86"):
        rest = "0" + digits[len(country) :].lstrip("0")
        if digits.startswith(country) and len(rest) > 9 and (area := area_of(rest)):
            digits = rest
            break
    unknown = digits[0] == "0" != digits[1:2] and len(digits) in (11, 12)
    code = area.code if area else digits[:4] if unknown else ""
    local = digits[len(code) :]
    if len(local) in (7, 8) and made_up_local(local):
        return Number("landline", f"{code}-{local}" if code else local, PLACEHOLDER)
    if code and 5 <= len(local) <= 9:
        return Number("landline", f"{code}-{local}", WRONG_LENGTH)
    if tuple(map(len, parts)) in _LOCAL_SHAPES:
        return Number("landline", digits, WRONG_LENGTH)
    return Number("unreadable", digits, PLACEHOLDER if _EQUAL.search(digits) else "unreadable")
