"""Dates that blanks or line breaks tore apart: 2016-11- 12 and 2016-12-⏎21 are days, year first, as without them.

A narrow cell breaks what it holds where it likes, and a blank beside a hyphen is a slip. Only where the blanks may be
meant (2016-11 - 12 is 12 November, or November to December) does nobody know.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from verify.fields.surveyed.tokens import exists
from verify.text.patterns import when_used

_YEAR = r"(?<!\d)(?:19|20|21)\d\d"
# A break beside the sign between two parts says nothing.
_BREAK = re.compile(r"(?<=[\d\-./])[^\S\n]*\n\s*(?=[\-./])|(?<=[\-./])[^\S\n]*\n\s*(?=\d)")
_ZERO = re.compile(r"(?<=[\-./月年]0)\s+(?=[1-9](?!\d))")  # no month and no day is called 0
_SPACED = re.compile(
    rf"({_YEAR})(\s*)-(\s*)(\d{{1,2}})(\s*)-(\s*)(\d{{1,2}})(日|号)?(?!\s*月|\s*年|[\d:.]|\s*/\s*\d|\s*-\s*\d{{1,2}}(?!\d))"
)
_ONE_DAY = re.compile(
    r"(?P<y>(?:19|20|21)\d\d)(?:(?P<s>[-./]|)(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)|年(?P<hm>\d\d?)月(?P<hd>\d\d?))(?P<unit>[日号]?)"
)
# 2017-3-1⏎2: 12 March, or 1 and 2 March; behind 2017-03-1 or before a smaller digit the day is torn
_TWO_DAYS = re.compile(r"(?:19|20|21)\d\d\s*([-./])\s*(?:[1-9]|1[0-2])\s*\1\s*(?:1\s+[2-9]|2\s+[3-9])")
_TORN_DIGITS = re.compile(r"\d\s+\d")
# 2017.3,5: a comma typed for the point, or March and May
_COMMA = re.compile(rf"({_YEAR}[./])(\d{{1,2}})\s*,\s*(\d{{1,2}})(?![\d月日号.:/\-])")

# 201703-24 and 2017-0324: the digits of two parts written together
_PACKED = when_used(
    rf"({_YEAR})(?:(0[1-9]|1[0-2])([-./])(\d\d?)|([-./])(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?![\d月日号.:/\-])"
)


def mended(plain: str) -> str | None:
    """Return the normal form of a cell with its torn dates made whole; None where they may be read in two ways."""
    if any(map(str.isspace, plain)):
        whole = _one_day(plain)
        if whole != "":
            return whole
        plain = _ZERO.sub("", _BREAK.sub("", plain))
    joined = _all(_SPACED, _hyphens, plain)
    joined = None if joined is None else _all(_PACKED, _packed, joined)
    return None if joined is None else _all(_COMMA, _comma, joined)


def _one_day(plain: str) -> str | None:
    """Return the one day that is torn between digits; "" where there is none, None where it may be two."""
    if not _TORN_DIGITS.search(plain):
        return ""
    found = _ONE_DAY.fullmatch("".join(plain.split()))
    if found is None:
        return ""
    month, day = found["m"] or found["hm"], found["d"] or found["hd"]
    if not found["s"] and found["m"]:
        # 2017 03 05 is spaced as it is meant; 201703⏎05 is torn
        return (
            found.group()
            if len(month + day) == 4 and "\n" in plain and exists(2016, int(month), int(day))
            else ""
        )
    if exists(2016, int(month), int(day)) is None:
        return ""
    if _TWO_DAYS.fullmatch(plain):
        return None
    return found.group()


def _hyphens(match: re.Match[str]) -> str | None:
    year, before, after, month, left, right, day, unit = match.groups()
    if not (before or after or left or right):
        return match.group()
    meant = left and right and not before and not after  # 2016-11 - 12, spaced as from ... to is
    if meant and not unit and 1 <= int(day) <= 12:
        return None
    return f"{year}-{month}-{day}{unit or ''}"


def _packed(match: re.Match[str]) -> str | None:
    year, month, mark, day, own, other, last = match.groups()
    if own:
        return f"{year}-{other}-{last}"
    if mark == "-" and 1 <= int(day) <= 12:
        return None  # 201703-05: 5 March, or March to May
    return f"{year}-{month}-{day}"


def _comma(match: re.Match[str]) -> str | None:
    head, month, day = match.groups()
    if 1 <= int(day) <= 12:
        return None
    return f"{head}{month}{head[-1]}{day}"


def _all(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str | None], text: str) -> str | None:
    """Replace every match; None as soon as one may be read in two ways."""
    parts, end = [], 0
    for match in pattern.finditer(text):
        new = change(match)
        if new is None:
            return None
        parts += [text[end : match.start()], new]
        end = match.end()
    return "".join([*parts, text[end:]])
