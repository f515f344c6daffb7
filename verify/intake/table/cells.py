"""From a cell's value to its text, by the cell's own truth: nothing is guessed, what is removed is said.

Codes in texts (_xHHHH_): ECMA-376 part 1, 22.9.2.19. Dates and numbers of Excel: formats/workbooks/number_formats.py.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from verify.intake.formats.workbooks import number_formats
from verify.intake.grid import CellError, Value
from verify.text.patterns import when_used

# A General-format number in the date column is a day between 1954 and 2064, or no date at all.
SERIAL_LOW, SERIAL_HIGH = 20_000, 60_000

ODD_CHARACTERS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\uD800-\uDFFF\uFFFE\uFFFF]"
_ODD = when_used(ODD_CHARACTERS + r"|_x[0-9A-Fa-f]{4}_")
_CODED = when_used(r"_x([0-9A-Fa-f]{4})_")
_REMOVED = when_used(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # operating system command, e.g. a terminal link or title
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequence, e.g. a colour
    r"|\x1b[ -/]*[0-~]?|" + ODD_CHARACTERS
)
_PAIR = when_used(r"[\uD800-\uDBFF][\uDC00-\uDFFF]")


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


number = number_formats.plain
shown = number_formats.shown


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


def day_text(value: Value, number_format: str, epoch_1904: bool) -> tuple[str, str]:
    """Return the text of a date cell, and the number it was made from where nothing said it is a date.

    20170305 and 170305 stay digits: they are dates as typed, not serials. Where the format makes a date of
    them (0000-00-00), it is what the sheet shows.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return text_of(value), ""
    if number_formats.temporal_kind(number_format, value):
        found = number_formats.from_serial(value, number_format, epoch_1904)
        if not isinstance(found, int | float):
            return text_of(found), ""
    elif SERIAL_LOW <= value < SERIAL_HIGH:
        return text_of(number_formats.from_serial(value, "yyyy-mm-dd h:mm", epoch_1904)), number(value)
    return shown(value, number_format), ""
