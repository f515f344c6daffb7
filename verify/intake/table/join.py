"""One text from several columns of the same field."""

from __future__ import annotations

import re
from collections.abc import Sequence

from verify.intake.table.columns import Joint

BETWEEN_CONTACTS = "、"
BETWEEN_DAYS = "至"
UNITS = ("年", "月", "日")
CLOCK_ALONE = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
ENDS_WITH_CLOCK = r"\d[ T]+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?$"
AREA_ALONE = r"[(（]?0?(10|2\d|[3-9]\d{2})[)）]?-?"
MOBILE = r"\D*1[3-9]\d[ -]?\d{4}[ -]?\d{4}"
EXTENDS = "转"
LOCAL = r"[2-8]\d{6,7}(?:\D.*)?"
_AREA_ALONE, _LOCAL, _MOBILE = re.compile(AREA_ALONE), re.compile(LOCAL), re.compile(MOBILE)
_CLOCK_ALONE = re.compile(CLOCK_ALONE)
_ENDS_WITH_CLOCK = re.compile(ENDS_WITH_CLOCK)


def joined(texts: Sequence[str], joint: Joint) -> str:
    """Return the texts of one respondent's cells as one text; empty ones leave nothing behind.

    contacts: ``13904510001、0451-87979096``, an area code in the column behind a local number stands before it, an
    extension (``转801``) behind it;
    name: ``王`` and ``某`` make ``王某``, ``王`` and ``王某`` as well;
    span: ``2017-03-05至2017-03-08``, within a day ``2017-03-05 14:20-14:40``;
    moment: ``2017-03-05 14:20``; parts: ``2017``, ``3`` and ``5`` make ``2017年3月5日``; ticked: the modes that are ticked.
    The same text twice stands once.
    """
    if joint == "parts":
        return in_parts(texts)
    there = [text for text in (_with_areas(texts) if joint == "contacts" else texts) if text]
    if joint == "name":
        if len(there) == 2 and len(there[1]) > 1 and there[1].startswith(there[0]):
            return there[1]  # 王 beside 王丽: the second column has the whole name
        return "".join(there)
    there = list(dict.fromkeys(there))
    if joint in ("contacts", "ticked"):
        return BETWEEN_CONTACTS.join(there)
    if joint == "moment" or len(there) < 2:
        return " ".join(there)
    start, end = there
    same_day = _CLOCK_ALONE.fullmatch(end) and _ENDS_WITH_CLOCK.search(start)
    return f"{start}-{end}" if same_day else f"{start}{BETWEEN_DAYS}{end}"


def _with_areas(texts: Sequence[str]) -> Sequence[str]:
    found = list(texts)
    for at in range(1, len(found)):
        area, number = _AREA_ALONE.fullmatch(found[at]), found[at - 1]
        if area and number:  # what is not local needs no area code
            found[at - 1] = f"0{area[1]}-{number}" if _LOCAL.fullmatch(number) else number
            found[at] = ""
        elif found[at].startswith(EXTENDS):
            own = next((n for n in range(at - 1, -1, -1) if found[n]), at)
            if own != at and not _MOBILE.fullmatch(found[own]):
                found[own] += found[at]
            found[at] = ""
    return found


def in_parts(texts: Sequence[str]) -> str:
    """Return year, month and day as one text; what is missing is left out, and a unit that was typed stands once."""
    units = UNITS[len(UNITS) - len(texts) :]
    return "".join(
        f"{text.removesuffix(unit).removesuffix('号')}{unit}"
        for text, unit in zip(texts, units, strict=True)
        if text
    )
