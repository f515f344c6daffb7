"""The workbook that a caller worked in: back again, under whatever name and from whatever program.

Rows are known by their row id and check code, never by their place: lists may be sorted and filtered,
columns moved, sheets renamed; xlsx, csv, and what else a spreadsheet program saves. A row that we did
not write, or that does not hang together any more, is refused by name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from phrases import say
from sampling.calls.call_list import AGAIN_VERSION, SECOND_VERSION, VERSION, shown_row
from sampling.calls.dealing import ATTEMPTS
from sampling.calls.list_files import Label, grids_of, header_of, text_of
from sampling.calls.returned.lines import Home, Returned
from sampling.calls.returned.rows import read_row
from sampling.calls.returned.taking import Taking, missing, over_rows
from sampling.errors import SamplingError
from sampling.model import Callee

LARGEST = 50 * 2**20
_NEEDED = tuple(f"{key}{number}" for number in range(1, ATTEMPTS + 1) for key in ("time", "code"))


def read_list(
    data: bytes,
    people: Mapping[str, Callee],
    secret: bytes,
    *,
    home: Home,
    password: str | None = None,
    file: str = "",
    drawn: Mapping[str, datetime] | None = None,
    now: datetime | None = None,
    dealt: Mapping[str, Collection[str]] | None = None,
    again: bool = False,
) -> Returned:
    """Read a returned list. ``people``: everybody who was drawn, by row id, with their bindings.

    ``drawn``: row id -> when it was drawn (office time, no zone), and ``now``: a call before the one or after the other
    is refused; where they are not given, times are only read. ``dealt``: caller -> rows of their last list, to name
    what is missing from a file without a hidden sheet (csv). ``again``: it is a list of the second ear.

    Raises SamplingError list_unreadable, list_password, list_empty (no header of ours), list_elsewhere (a
    list of another round, or of a draw that does not count: nothing of it is taken), list_again or list_first (a list of
    the other kind).
    """
    if len(data) > LARGEST:
        raise SamplingError("list_unreadable", file=file, got=f"{len(data)} bytes")
    grids, label = grids_of(data, password, file)
    _refuse_other_kind(label.version == AGAIN_VERSION, again if label.version else False, file)
    _refuse_elsewhere(label, home, file)
    taking = Taking(people, secret, drawn or {}, now)
    taking.ciphers = {
        shown: row for row, person in people.items() if (shown := shown_row(person, secret)) != row
    }
    found = False
    for grid in grids:
        columns, start = header_of(grid)
        if columns is None:
            continue
        found = True
        _refuse_other_kind("before" in columns, again, file)
        _refuse_without(columns, file)
        # A list of the first version says nothing of its round but the draw's id, in its title and hidden sheet.
        taking.first = label.draw in home.draws or any(
            draw in text and home.round in text
            for cells in grid[:start]
            for text in map(text_of, cells)
            for draw in home.draws
        )
        # A program that saved in an alphabet without Chinese has left question marks for names, and for own words of codes.
        at = columns["name"]
        taking.lost = any(len(cells) > at and set(text_of(cells[at])) == {"?"} for cells in grid[start:])
        for line, cells in enumerate(grid[start:], start + 1):
            read_row(line, {key: cells[at] if at < len(cells) else "" for key, at in columns.items()}, taking)
    if not found:
        raise SamplingError("list_empty", file=file)
    if not taking.seen and any(item.code == "foreign" for item in taking.refused):
        raise _elsewhere(label, home, file)
    return Returned(
        tuple(taking.attempts),
        tuple(taking.remarks),
        tuple(taking.refused),
        label.draw,
        (*taking.told, *over_rows(taking)),
        missing(taking, label, dealt or {}),
        taking.before,
    )


def _refuse_other_kind(is_again: bool, wanted: bool, file: str) -> None:
    """A list of the second ear and a first call list are known by their label, and without one by their columns."""
    if is_again != wanted:
        raise SamplingError("list_first" if wanted else "list_again", file=file)


def _refuse_without(columns: Mapping[str, int], file: str) -> None:
    """A list without a column of outcomes or times has lost what stood there."""
    gone = [key for key in _NEEDED if key not in columns]
    if gone:
        names = say("again.between", "zh").join(say(f"calls.head.{key}", "zh") for key in gone)
        raise SamplingError("list_columns", file=file, got=names)


def _refuse_elsewhere(label: Label, home: Home, file: str) -> None:
    other_round = label.round not in ("", home.round)
    other_book = label.version in (VERSION, AGAIN_VERSION, SECOND_VERSION) and label.origin != home.origin
    if other_round or other_book or (label.version and label.draw not in home.draws):
        raise _elsewhere(label, home, file)


def _elsewhere(label: Label, home: Home, file: str) -> SamplingError:
    return SamplingError(
        "list_elsewhere", file=file, round=home.round, got=label.round or "?", draw=label.draw or "?"
    )
