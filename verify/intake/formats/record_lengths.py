"""Records of a text that are longer or shorter than its headings: more was written, or the text breaks off."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from verify.intake.formats.encoding import count_headings
from verify.intake.formats.records import Notes, parse
from verify.intake.grid import Grid, row_ranges

_HEADED = 3  # headings in one record
_OTHERS = 2  # records by which it is told how long the last field is
_DIGITS = re.compile(r"\d[\d\-/. ]*")


def headed(records: Sequence[Sequence[str]], words: frozenset[str]) -> int | None:
    return next((at for at, record in enumerate(records) if count_headings(record, words) >= _HEADED), None)


def longer_records(records: Sequence[Sequence[str]], words: frozenset[str]) -> Notes:
    """Return which records hold more than the headings."""
    head = headed(records, words)
    if head is None:
        return ()
    width = len(records[head])
    below = [(at + 1, record) for at, record in enumerate(records) if at > head and any(record)]
    return told_longer([number for number, record in below if any(record[width:])], len(below))


def told_longer(longer: Sequence[int], below: int) -> Notes:
    """Return the note on records that hold more than the headings, of so many below them."""
    # Where most do it is a column without a heading.
    return (("ragged_rows", row_ranges(longer)),) if longer and 2 * len(longer) < below else ()


def broken_off(records: Sequence[Sequence[str]], words: frozenset[str]) -> int:
    """Return the number of the last record if the text breaks off within it; 0 where it is whole.

    Nobody can say so of a text whose lines all end, nor of an employer's name. Else a record of fewer fields than the
    headings that begins with a serial number breaks off, and one whose last field is shorter than that of every other
    record, where all of these are numbers or days of one length.
    """
    head = headed(records, words)
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
    return number if is_shorter(last[at].strip(), before) else 0


def is_shorter(last: str, others: Collection[str]) -> bool:
    """Whether a field is shorter than all others of its column, which are numbers or days of one length."""
    lengths = {len(text) for text in others}
    of_digits = all(_DIGITS.fullmatch(text) for text in (*others, last))
    return of_digits and len(lengths) == 1 and 0 < len(last) < min(lengths)


def told_of_long(
    grid: Grid,
    head: Sequence[Sequence[str]],
    lines: Iterable[str],
    end: str,
    separator: str,
    words: frozenset[str],
) -> Grid:
    """Return the grid of a long text with the same notes, without a last record that breaks off.

    ``head``: its first records; ``lines``: all of its lines, asked for only where the last one is short; ``end``: the
    last line, "" where its end is written.
    """
    at = headed(head, words)
    if at is None or grid.columns is None:
        return grid
    width, count = len(head[at]), len(grid.rows)
    beyond = {
        row
        for column in grid.columns[width:]
        for row, text in zip(grid.rows, column.to_pylist(), strict=True)
        if text and row > at + 1
    }
    notes = told_longer(sorted(beyond), count - at - 1)
    last = parse(end, separator)[0][-1:] if end.strip() and end.count('"') % 2 == 0 else []
    if last and _breaks_off(grid, at, width, last[0], lines, separator):
        notes += (("cut_line", str(grid.rows[-1])),)
        columns = tuple(column.slice(0, count - 1) for column in grid.columns)
        grid = replace(grid, rows=grid.rows[:-1], cells=grid.cells[: count - 1], columns=columns)
    return replace(grid, notes=grid.notes + notes)


def _breaks_off(
    grid: Grid, at: int, width: int, last: Sequence[str], lines: Iterable[str], separator: str
) -> bool:
    """Whether the last record of a long text breaks off, as ``broken_off`` has it."""
    if len(last) < width and last[0].strip().isdigit():
        whole = (line for number, line in enumerate(lines) if number > at and line.strip())
        odd = (line for line in whole if line.count(separator) + 1 != width)
        others = (len(record) for line in odd for record in parse(line, separator)[0])
        if sum(1 for count in others if count != width) <= 1:  # that of the last one
            return True
    column = (grid.columns or ())[len(last) - 1]
    before = column.slice(at + 1, len(grid.rows) - at - 2).unique().to_pylist()
    return len(before) > 0 and is_shorter(last[-1].strip(), {text.strip() for text in before})
