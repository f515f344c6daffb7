"""Quotation marks that do not pair: the line in which one stands is read as it stands, and swallows none below it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence

_MOST = 20  # such lines; a text with more has quotation marks of another kind
_NUMBER = 7  # digits of a number to call


def swallows(field: str, separator: str, width: int) -> bool:
    """Return whether a field of several lines holds a whole record of ``width`` fields, one with a number to call."""
    return any(_is_record(line, separator, width) for line in field.split("\n")[1:])


def _is_record(line: str, separator: str, width: int) -> bool:
    pieces = line.split(separator)
    return len(pieces) == width > 2 and any(sum(map(str.isdigit, piece)) >= _NUMBER for piece in pieces)


def mended(
    lines: Sequence[str], separator: str, records: Sequence[Sequence[str]]
) -> tuple[list[list[str]], list[int]] | None:
    """Return the records of a text, and the lines (from 1) of stray quotation marks; None where there are too many.

    ``records``: as csv reads them, with the fields that swallowed lines. Two records may be of different widths only by
    such a field, so the commonest width is the table's.
    """
    width = Counter(map(len, records)).most_common(1)[0][0] if records else 0
    found: list[list[str]] = []
    stray: list[int] = []
    at = 0
    while at < len(lines):
        for record, first, after in _read(lines, at, separator):
            at = after
            if after - first > 1 and _is_stray(
                lines[first:after], record, separator, width, after == len(lines)
            ):
                stray.append(first + 1)
                found.append(_literal(lines[first], separator, width))
                at = first + 1
                break
            found.append(record)
        if len(stray) > _MOST:
            return None
    return found, stray


def _read(lines: Sequence[str], at: int, separator: str) -> Iterator[tuple[list[str], int, int]]:
    """Yield the records from a line on, each with its first line and the one behind it."""
    reader = csv.reader((lines[i] + "\n" for i in range(at, len(lines))), delimiter=separator)
    before = at
    try:
        for record in reader:
            yield record, before, at + reader.line_num
            before = at + reader.line_num
    except csv.Error:  # a field above csv's limit
        yield [], before, len(lines)


def _is_stray(lines: Sequence[str], record: Sequence[str], separator: str, width: int, is_last: bool) -> bool:
    if not record:
        return True
    if is_last and _is_open(lines, separator):
        return True
    return any(swallows(field, separator, width) for field in record)


def _is_open(lines: Sequence[str], separator: str) -> bool:
    """Return whether a quotation mark in the last record is closed nowhere: what is put behind it does not end its field."""
    end = f"{separator}x"
    record = next(csv.reader(["\n".join(lines).rstrip("\n") + end], delimiter=separator), [])
    record = list(record)
    return bool(record) and record[-1].endswith(end)


def _literal(line: str, separator: str, width: int) -> list[str]:
    """Read one line alone: a quotation mark that is not closed in it opens nothing, or holds the rest of it."""
    alone = next(csv.reader([line], delimiter=separator), [])
    if len(alone) == width:
        return alone
    return [_bare(piece) for piece in line.split(separator)]


def _bare(piece: str) -> str:
    if len(piece) > 1 and piece[0] == piece[-1] == '"':
        return piece[1:-1]
    return piece.removeprefix('"') if piece.count('"') == 1 else piece
