"""What a cell shows: dates of Excel serials, numbers with the signs of their format, what a format hides.

The one place for all readers. Serial dates: ECMA-376 part 1, 18.17.4, both epochs. The 1900 epoch counts a
29 February 1900 that never was, as Lotus 1-2-3 did, and begins with a day 0: Excel shows 1900-01-00.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from verify.intake.formats.workbooks import format_codes
from verify.intake.grid import Value

# 9999-12-31, the last day that a date format can show.
_LAST_SERIAL = 2_958_466
_DAYS_1904 = 1462  # the 1904 epoch lies this many days after the 1900 one
_DAY = 86_400
_EXACT = 1e15  # above this a float no longer tells neighbouring whole numbers apart
# Texts longer than this are nobody's name or number: their format is not looked at.
_LONGEST = 200

At = tuple[int, int]


def temporal_kind(number_format: str, value: float = 1.0) -> str:
    """Return "date", "duration" ([h]:mm) or "" for a number under a number format."""
    if not number_format or number_format == "General":
        return ""
    kind = format_codes.section_for(number_format, value).kind
    return kind if kind in ("date", "duration") else ""


def from_serial(value: int | float, number_format: str, epoch_1904: bool) -> Value:
    """Return what a number is in a cell of this format: a day, a moment, a time, a span; else the number.

    Whole serials become dates, others datetimes, below 1 times of day. A number that no date format can
    show (a phone number in a date-formatted cell) stays the number. The two days that Excel shows and no
    calendar has (1900-01-00, 1900-02-29) are texts.
    """
    if not number_format or number_format == "General" or not math.isfinite(value):
        return value
    section = format_codes.section_for(number_format, value)
    if section.kind not in ("date", "duration") or not 0 <= value < _LAST_SERIAL:
        return value
    days = int(value)
    seconds = _seconds(value - days)
    if seconds == _DAY:
        days, seconds = days + 1, 0
    if section.kind == "duration":
        return timedelta(days=days, seconds=seconds)
    clock = (datetime.min + timedelta(seconds=seconds)).time()
    if epoch_1904:
        if days == 0 and not section.days:
            return clock
        return _moment(days + _DAYS_1904, clock)
    if days == 0 and not section.days:
        return clock
    if days in (0, 60):
        day = "1900-02-29" if days else "1900-01-00"
        return f"{day} {clock:%H:%M}" if clock != time() and section.clock else day
    return _moment(days + (days < 60), clock)


def _seconds(part: float) -> int:
    """Return the seconds of a part of a day, as Excel shows them: only the last ten-thousandth rounds up a day."""
    exact = part * _DAY
    return round(exact) if exact > _DAY - 1e-4 else min(round(exact), _DAY - 1)


def _moment(days: int, clock: time) -> Value:
    try:
        day = date(1899, 12, 30) + timedelta(days=days)
    except OverflowError:
        return None
    return day if clock == time() else datetime.combine(day, clock)


def plain(value: int | float) -> str:
    """Return a number in plain digits: 13904510001.0 is "13904510001", 1e-7 is "0.0000001"."""
    if isinstance(value, int):
        return str(value)
    if value != value:
        return ""
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if not 1e-12 < abs(value) < 1e21:
        return repr(value)
    return format(Decimal(repr(value)), "f")


def shown(value: int | float, number_format: str) -> str:
    """Return a number with the zeros, dashes and words that its format adds.

    87979096 by ``"0451-"00000000`` is 0451-87979096. What the format takes away (decimals, digits as
    powers of ten) stays, and so does the number where the format shows something else than whole digits.
    """
    text = plain(value)
    digits = text.removeprefix("-")
    if not number_format or number_format == "General" or not (digits.isascii() and digits.isdigit()):
        return text
    found = format_codes.sections(number_format)
    section = format_codes.section_for(number_format, value)
    # Only a section of its own shows a negative number without its sign.
    sign = "-" if value < 0 and section is found[0] and section.condition is None else ""
    return format_codes.written(section, digits, sign).strip() or text


def shown_text(text: str, number_format: str) -> str:
    """Return a text as its format shows it: ``"0451-"@`` puts the area code before it."""
    section = format_codes.text_section(number_format)
    if section.kind != "text" or len(text) > _LONGEST:
        return text
    said = "".join(text if kind == "at" else literal for kind, literal in section.pieces if kind != "sign")
    return text if said.strip() == text.strip() else said


def is_hidden(value: Value, number_format: str) -> bool:
    """Whether a format shows nothing at all of a value, as ``;;;`` does."""
    if isinstance(value, bool) or value is None or ";" not in number_format:
        return False
    if isinstance(value, int | float):
        return format_codes.section_for(number_format, value).kind == "hidden"
    if isinstance(value, str):
        return format_codes.text_section(number_format).kind == "hidden"
    return False


def as_shown(
    cells: Mapping[At, Value], formats: Mapping[At, str]
) -> tuple[Mapping[At, Value], frozenset[At]]:
    """Return the cells with texts as their formats show them, and where a format hides what is there.

    A zero that is not shown is how people keep empty rows empty: it is taken out.
    """
    odd = {code for code in set(formats.values()) if ";" in code or ("@" in code and code != "@")}
    if not odd:
        return cells, frozenset()
    changed: dict[At, Value] = {}
    hidden: set[At] = set()
    for at, code in formats.items():
        if code not in odd or at not in cells:
            continue
        value = cells[at]
        if is_hidden(value, code):
            if value == 0:
                changed[at] = None
            else:
                hidden.add(at)
        elif isinstance(value, str) and (said := shown_text(value, code)) != value:
            changed[at] = said
    if changed:
        cells = {at: changed.get(at, value) for at, value in cells.items()}
        cells = {at: value for at, value in cells.items() if value is not None or at not in changed}
    return cells, frozenset(hidden)
