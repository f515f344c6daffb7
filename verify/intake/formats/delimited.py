"""csv, tsv and other separated text, in whatever encoding and with whatever separator."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from verify.intake.errors import IntakeError
from verify.intake.formats.encoding import Decoding, count_headings, decodings
from verify.intake.formats.mixed_lines import LINES, has_utf8_lines
from verify.intake.formats.records import MAX_COLUMNS, Notes, by_blanks, damage_note, parse, too_wide
from verify.intake.grid import Grid, Value, row_ranges
from verify.settings import Settings

SEPARATORS = (",", ";", "\t", "|", "，", "；")
# Texts above these go to Arrow, as columns.
_LONG_LINES = 5_000
_LONG_BYTES = 4 * 2**20
_HEAD_BYTES = 2**20
_HEADED = 3  # headings in one record
_OTHERS = 2  # records by which it is told how long the last field is
_DIGITS = re.compile(r"\d[\d\-/. ]*")


def read_text(path: Path, size: int, settings: Settings, words: frozenset[str]) -> list[Grid]:
    """Return the one grid of a text file of ``size`` bytes.

    Row numbers are record numbers: a quoted line end does not count, a blank line does, as in a
    spreadsheet. ``words`` are heading words in the form of encoding.heading(). Raises
    IntakeError("too_many_cells").
    """
    with path.open("rb") as file:
        data = file.read(_LONG_BYTES)
    if size <= _LONG_BYTES and _line_ends(data) <= _LONG_LINES:
        return [_read_short(data, settings, words)]
    # Imported here to keep start-up fast: Arrow takes longer to load than a workbook takes to read.
    from verify.intake.bulk.delimited_long import read_long

    last: UnicodeDecodeError | None = None
    for decoding in decodings(data[:_HEAD_BYTES], words, whole=False):
        if decoding == Decoding("gb18030", None) and has_utf8_lines(path):
            decoding = Decoding(LINES, None)
        head = data[:_HEAD_BYTES].decode(decoding.encoding, errors="replace")
        separator, skip = choose_separator(head[: head.rfind("\n") + 1] or head, words)
        try:
            return [read_long(path, decoding, separator, skip, settings)]
        except UnicodeDecodeError as error:
            last = error
    raise IntakeError("damaged", got=str(last))


def _line_ends(data: bytes) -> int:
    return max(data.count(b"\n"), data.count(b"\r"))


def _read_short(data: bytes, settings: Settings, words: frozenset[str]) -> Grid:
    decoding = decodings(data, words, whole=True)[0]
    text = data.decode(decoding.encoding, errors=decoding.errors)
    separator, skip = choose_separator(text, words)
    records, notes = parse(text, separator)
    if all(len(record) < 2 for record in records):
        records = by_blanks(text, words) or records
    records = records[skip:]
    width = max(map(len, records), default=0)
    if width > MAX_COLUMNS or width * len(records) > settings.max_cells:
        raise too_wide(width, len(records), settings)
    cells: list[list[Value]] = [[field or None for field in record] for record in records]
    told = _lengths(records, words)
    if not text.endswith(("\n", "\r")) and (cut := _broken_off(records, words)):
        cells[cut - 1] = []
        told += (("cut_line", str(cut)),)
    filled = [index for index, row in enumerate(cells) if any(value is not None for value in row)]
    return Grid(
        sheet="",
        rows=[index + 1 for index in filled],
        cells=[cells[index] for index in filled],
        notes=damage_note(decoding) + notes + told,
    )


def _headed(records: Sequence[Sequence[str]], words: frozenset[str]) -> int | None:
    return next((at for at, record in enumerate(records) if count_headings(record, words) >= _HEADED), None)


def _lengths(records: Sequence[Sequence[str]], words: frozenset[str]) -> Notes:
    """Return which records hold more than the headings."""
    head = _headed(records, words)
    if head is None:
        return ()
    width = len(records[head])
    below = [(at + 1, record) for at, record in enumerate(records) if at > head and any(record)]
    longer = [number for number, record in below if any(record[width:])]
    # Where most do it is a column without a heading.
    return (("ragged_rows", row_ranges(longer)),) if longer and 2 * len(longer) < len(below) else ()


def _broken_off(records: Sequence[Sequence[str]], words: frozenset[str]) -> int:
    """Return the number of the last record if the text breaks off within it; 0 where it is whole.

    Nobody can say so of a text whose lines all end, nor of an employer's name. Else a record of fewer fields than the
    headings that begins with a serial number breaks off, and one whose last field is shorter than that of every other
    record, where all of these are numbers or days of one length.
    """
    head = _headed(records, words)
    if head is None:
        return 0
    width = len(records[head])
    below = [(at + 1, record) for at, record in enumerate(records) if at > head and any(record)]
    if not below or (len(below) == 1 and len(below[0][1]) >= width):
        return 0
    (number, last), others = below[-1], [record for _, record in below[:-1]]
    if len(last) < width and last[0].strip().isdigit() and all(len(record) == width for record in others):
        return number
    at = len(last) - 1
    before = (
        {record[at].strip() for record in others if len(record) > at} if len(others) >= _OTHERS else set()
    )
    lengths = {len(text) for text in before}
    of_digits = all(_DIGITS.fullmatch(text) for text in (*before, last[at].strip()))
    return number if of_digits and len(lengths) == 1 and 0 < len(last[at].strip()) < min(lengths) else 0


def choose_separator(head: str, words: frozenset[str]) -> tuple[str, int]:
    """Return the separator and how many lines to skip (1 for Excel's ``sep=;``).

    The separator under which most heading words stand in one record; else the one that cuts most
    records into the same number of fields.
    """
    first = head[:7].rstrip("\r\n").lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4], 1
    lines = "\n".join(io.StringIO(head, newline=None).read().split("\n")[:200])
    best: tuple[int, int, int] = (-1, -1, -1)
    chosen = SEPARATORS[0]
    for index, separator in enumerate(SEPARATORS):
        records = parse(lines, separator)[0]
        headings = max((count_headings(record, words) for record in records[:60]), default=0)
        widths = Counter(len(record) for record in records if len(record) > 1)
        steady = max(widths.values(), default=0)
        if (headings, steady, -index) > best:
            best, chosen = (headings, steady, -index), separator
    return chosen, 0
