"""csv, tsv and other separated text, in whatever encoding and with whatever separator."""

from __future__ import annotations

import io
from collections import Counter
from itertools import islice
from pathlib import Path

from verify.intake.errors import IntakeError
from verify.intake.formats.encoding import Decoding, count_headings, decodings
from verify.intake.formats.mixed_lines import LINES, has_utf8_lines
from verify.intake.formats.record_lengths import broken_off, longer_records, told_of_long
from verify.intake.formats.records import MAX_COLUMNS, by_blanks, damage_note, parse, too_wide
from verify.intake.grid import Grid, Value
from verify.settings import Settings

SEPARATORS = (",", ";", "\t", "|", "，", "；")
# Texts above these go to Arrow, as columns.
_LONG_LINES = 5_000
_LONG_BYTES = 4 * 2**20
_HEAD_BYTES = 2**20
_END_BYTES = 2**16
_TOP = 2**16  # letters in which the headings stand
_BLANKS_BYTES = 32 * 2**20  # a list with blanks between its columns, read record by record
_BY_BYTES = ("utf-8", "gb18030")  # encodings in which no byte of another character is a line end


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
            grid = read_long(path, decoding, separator, skip, settings)
            if len(grid.columns or ()) < 2 and size <= _BLANKS_BYTES and by_blanks(head, words):
                return [_read_short(path.read_bytes(), settings, words)]
            with path.open(encoding=decoding.encoding, errors=decoding.errors or "strict") as lines:
                records, end = parse(head[:_TOP], separator)[0], _last_line(path, decoding)
                return [told_of_long(grid, records[skip:], islice(lines, skip, None), end, separator, words)]
        except UnicodeDecodeError as error:
            last = error
    raise IntakeError("damaged", got=str(last))


def _last_line(path: Path, decoding: Decoding) -> str:
    """Return the last line of a text, "" where its end is written, or where that cannot be told from its bytes."""
    if not decoding.encoding.startswith(_BY_BYTES):
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _END_BYTES))
        end = file.read()
    line = end.replace(b"\r", b"\n").rpartition(b"\n")[2]
    return line.decode(decoding.encoding, errors="replace")


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
    told = longer_records(records, words)
    if not text.endswith(("\n", "\r")) and (cut := broken_off(records, words)):
        cells[cut - 1] = []
        told += (("cut_line", str(cut)),)
    filled = [index for index, row in enumerate(cells) if any(value is not None for value in row)]
    return Grid(
        sheet="",
        rows=[index + 1 for index in filled],
        cells=[cells[index] for index in filled],
        notes=damage_note(decoding) + notes + told,
    )


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
