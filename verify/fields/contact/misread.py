"""Letters typed for digits: 139O4510001, l3904510001. Such a number cannot be read, and it is no account's name.

A letter O beside zeros, an l or I for a one: people type them, and recognising a scan leaves them behind. To call
it a message account would hide a number that somebody meant to give; to correct it would be a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from verify.text.patterns import when_used

_DIGIT_OF = {
    **dict.fromkeys("lIiіІӏ丨", "1"),
    **dict.fromkeys("OoОоΟοDQ〇○", "0"),
    **dict.fromkeys("ЗзƷ", "3"),
    **{"Z": "2", "z": "2", "S": "5", "s": "5", "Ѕ": "5", "b": "6", "B": "8", "В": "8", "g": "9", "q": "9"},
}
_LETTERS = re.escape("".join(_DIGIT_OF))
# A run of digits with such letters among them, in the groups in which numbers are written.
_RUN = when_used(
    rf"(?<![A-Za-zА-я\d])\+?[\d{_LETTERS}]+(?:[ \-()]{{1,2}}[\d{_LETTERS}]+)*(?![A-Za-zА-я\d_@.])"
)
# What such a run must look like when the letters are digits: a mobile, one digit more or less, or a landline.
_SHAPE = when_used(r"(?:86|0086)?0?1[3-9]\d{8,10}|0\d{9,11}|[2-9]\d{6,7}")
_WHOLE = when_used(r"(?<!\d)(?:1[3-9]\d{9}|0\d{9,11})(?!\d)")
_FEWEST_DIGITS, _MOST_LETTERS = 6, 4


def misread(piece: str) -> Iterator[tuple[int, int]]:
    """Yield the places of numbers that were typed with letters among their digits."""
    if piece.isdigit():
        return
    for match in _RUN.finditer(piece):
        text = re.sub(r"[+ \-()]", "", match.group())
        digits = sum(map(str.isdigit, text))
        letters = len(text) - digits
        if not letters or letters > _MOST_LETTERS or digits < _FEWEST_DIGITS or _WHOLE.search(match.group()):
            continue
        read = "".join(_DIGIT_OF.get(sign, sign) for sign in text)
        # A local number in which the first sign is a letter is as well a licence plate or an account.
        if _SHAPE.fullmatch(read) and (len(read) > 8 or text[0].isdigit()):
            yield match.span()
