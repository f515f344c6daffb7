"""csv, tsv and other separated text, in whatever encoding and with whatever separator."""

from __future__ import annotations

import io
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
    filled = [index for index, row in enumerate(cells) if any(value is not None for value in row)]
    return Grid(
        sheet="",
        rows=[index + 1 for index in filled],
        cells=[cells[index] for index in filled],
        notes=damage_note(decoding) + notes + _lengths(records, text.endswith(("\n", "\r")), words),
    )


def _lengths(records: Sequence[Sequence[str]], ended: bool, words: frozenset[str]) -> Notes:
    """Return which records hold more than the headings, and whether the last one breaks off in the middle."""
    head = next((at for at, record in enumerate(records) if count_headings(record, words) >= _HEADED), None)
    if head is None:
        return ()
    width = len(records[head])
    below = [(at + 1, record) for at, record in enumerate(records) if at > head and any(record)]
    longer = [number for number, record in below if any(record[width:])]
    notes: Notes = ()
    if longer and 2 * len(longer) < len(below):  # else it is a column without a heading
        notes += (("ragged_rows", row_ranges(longer)),)
    if below and not ended and 1 < len(below[-1][1]) < width and below[-1][1][0].strip().isdigit():
        notes += (("cut_line", str(below[-1][0])),)
    return notes


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
