"""Whether a number that was read can be one: its length, and the numbering plan."""

from __future__ import annotations

import re
import unicodedata

from verify.numbering import areas, prefix_of

DIGITS = 7  # a text with more digits than this, and hardly anything else, is a number
_DAY = re.compile(r"(?<!\d)(?:(?:19|20)\d\d\D{1,2}\d{1,2}\D{1,2}\d{1,2}|(?:19|20)\d{6})(?!\d)")
_PARTS = re.compile(r"[\s、,;]+|/")
_LANDLINE = re.compile(r"\(?(0\d{2,3})\)?-?([2-8]\d{6,7})(?:-\d{1,5})?")


def is_number(text: str) -> bool:
    """Whether a text is meant as telephone numbers."""
    plain = unicodedata.normalize("NFKC", text)
    digits = sum(sign.isdecimal() for sign in plain)
    return digits >= DIGITS and "@" not in plain and not _DAY.search(plain)


def plausible(text: str) -> bool:
    """Whether every number of a text has the length and the beginning of one that was given out."""
    # A part that is empty is none either: a sign at the end may be the rest of a line, or of a digit.
    return all(map(_is_given, _PARTS.split(unicodedata.normalize("NFKC", text))))


def _is_given(part: str) -> bool:
    if re.fullmatch(r"1\d{10}", part):
        return prefix_of(part) is not None
    landline = _LANDLINE.fullmatch(part)
    area = None if landline is None else areas().get(landline[1])
    return landline is not None and area is not None and len(landline[2]) in area.lengths
