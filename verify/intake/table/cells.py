"""From a cell's value to its text, by the cell's own truth: nothing is guessed, what is removed is said.

Dates and numbers of Excel: ECMA-376 part 1, 18.17.4 (serial dates, both epochs) and 22.9.2.19 (_xHHHH_).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from verify.intake.grid import CellError, Value

# A General-format number in the date column is a day between 1954 and 2064, or no date at all.
SERIAL_LOW, SERIAL_HIGH = 20_000, 60_000
_DAYS_1904 = 1462  # the 1904 epoch lies this many days after the 1900 one

ODD_CHARACTERS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\uD800-\uDFFF\uFFFE\uFFFF]"
_ODD = re.compile(ODD_CHARACTERS + r"|_x[0-9A-Fa-f]{4}_")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REMOVED = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system command, e.g. a terminal link or title
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequence, e.g. a colour
    r"|\x1b[ -/]*[0-~]?|" + ODD_CHARACTERS
)
_PAIR = re.compile(r"[\uD800-\uDBFF][\uDC00-\uDFFF]")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[ymdhsb]|aaa|e(?![+-])", re.IGNORECASE)
_SHOWN_ZEROS = re.compile(r"[0-]+")
_EXACT = 1e15  # above this a float no longer tells neighbouring whole numbers apart


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def clean(text: str) -> tuple[str, str]:
    """Return a text without outer space, codes and control characters, and what was removed.

    ``_x000D_`` and its kind are decoded; terminal sequences, control characters (but not line breaks
    and tabs), lone surrogates and non-characters go. The second value lists them, e.g. "U+001B U+0007".
    """
    text = text.strip()
    if text.isprintable() and "_x" not in text:
        return text, ""
    if not _ODD.search(text):
        return text, ""
    text = _CODED.sub(lambda code: chr(int(code[1], 16)), text)
    # Two coded halves of one character become that character; a lone half stays one and is removed.
    text = _PAIR.sub(_joined, text)
    removed: dict[str, None] = {}

    def drop(found: re.Match[str]) -> str:
        removed[f"U+{ord(found[0][0]):04X}"] = None
        return ""

    text = _REMOVED.sub(drop, text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip(), " ".join(removed)


def number(value: int | float) -> str:
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
    """Return a number with the zeros and dashes that its format shows: 45187979096 by "0000-00000000"."""
    text = number(value)
    plain = number_format.replace("\\", "").replace('"', "")
    if not (_SHOWN_ZEROS.fullmatch(plain) and plain.count("0") > 1 and text.isascii() and text.isdigit()):
        return text
    digits = text.zfill(plain.count("0"))
    extra = len(digits) - plain.count("0")
    rest = iter(digits[extra:])
    return digits[:extra] + "".join("-" if sign == "-" else next(rest) for sign in plain)


def moment(value: datetime) -> str:
    """Return date and time to the second, the time only where there is one: "2017-03-05 14:20"."""
    if value.microsecond and value.year < 9999:
        value = (value + timedelta(microseconds=500_000)).replace(microsecond=0)
    day = value.date().isoformat()
    return f"{day} {clock(value.time())}" if value.time().replace(microsecond=0) != time() else day


def clock(value: time) -> str:
    """Return a time of day, seconds only where they are not zero."""
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _duration(value: timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"
    return ("-" if value < timedelta() else "") + text + (f":{seconds % 60:02d}" if seconds % 60 else "")


def text_of(value: Value) -> str:
    """Return the text of a cell; what was removed from it is not told (see ``clean``)."""
    if isinstance(value, str):
        return clean(value)[0]
    if value is None or isinstance(value, CellError):
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return number(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return clock(value)
    return _duration(value)


def is_date_format(number_format: str) -> bool:
    """Return whether a number format shows a date or time, e.g. ``[$-804]aaaa`` or ``yyyy"年"m"月"``."""
    if not number_format or number_format.lower() == "general":
        return False
    return bool(_DATE_LETTER.search(_LITERAL.sub("", number_format)))


def serial_date(value: int | float, epoch_1904: bool) -> str:
    """Return the day (and time) of an Excel serial number in its workbook's epoch; "" outside all dates.

    The 1900 epoch counts a 29 February 1900 that never was, as Lotus 1-2-3 did; serial 60 is that day.
    """
    days = float(value)
    if not 0 <= days < 2_958_466:  # up to 9999-12-31
        return ""
    if epoch_1904:
        days += _DAYS_1904
    elif days < 1:
        return moment(datetime(1900, 1, 1) + timedelta(days=days)).partition(" ")[2] or "00:00"
    elif days < 60:
        days += 1
    elif days < 61:
        return "1900-02-29"
    try:
        return moment(datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400)))
    except OverflowError:
        return ""


def day_text(value: Value, number_format: str, epoch_1904: bool) -> tuple[str, str]:
    """Return the text of a date cell, and the number it was made from where nothing said it is a date.

    20170305 and 170305 stay digits: they are dates as typed, not serials.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text_of(value), ""
    said = is_date_format(number_format)
    if said or SERIAL_LOW <= value < SERIAL_HIGH:
        text = serial_date(value, epoch_1904)
        if text:
            return text, "" if said else number(value)
    return number(value), ""
