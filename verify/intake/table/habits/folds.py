"""One person on two lines: the second holds nothing but another number, or the employer for which there was no room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from verify.intake.grid import Grid
from verify.intake.table import tails
from verify.intake.table.fill import Covered, is_ditto
from verify.intake.table.join import BETWEEN_CONTACTS
from verify.intake.table.respondents import Own
from verify.intake.table.window import Header

SHORTEST = 7  # digits of a number to call
FEWEST = 2  # second lines, where neither merged cells nor the serial numbers say that they are such


def folded(grid: Grid, cover: Covered, header: Header, read: Own) -> tuple[Own, list[int]]:
    """Return the texts with such cells put to the line above, and the indices of the lines that are empty now.

    A line is one where the cells of serial number and name are merged with those above. Where nothing is merged it is one
    if it has no serial number and no name, the line above has both, and others in the table are made so, or the serial
    numbers go on below it as if it were not there. A line that holds an employer needs both.
    """
    fields = header.columns.fields
    if "contact" not in fields or "name" not in fields:
        return read, []
    who = [c for name in ("serial", "name") for c in fields.get(name, ()) if c in read.texts]
    contacts = [c for c in fields["contact"] if c in read.texts]
    employers = [c for c in fields.get("employer", ()) if c in read.texts]
    content = [c for name in ("mode", "surveyed") for c in fields.get(name, ()) if c in read.texts]
    count = len(read.texts[contacts[0]]) if contacts else 0
    merged: dict[int, int] = {}
    loose: dict[int, int] = {}
    for index in range(1, count):
        if any(read.texts[c][index] for c in who):
            continue
        numbers = [c for c in contacts if read.texts[c][index]]
        held = [*numbers, *(c for c in employers if read.texts[c][index])]
        if not held or any(read.texts[c][index] for c in content) or _computed(grid, read, index, numbers):
            continue
        tops = {cover.get((read.start + index, c), (-1, -1))[0] - read.start for c in who}
        above = min(tops)
        if len(tops) == 1 and above >= 0:
            if held == numbers:
                merged[index] = above
        elif (
            "serial" in fields
            and not cover
            and _lone(read, index, held, numbers, who, contacts)
            and (held == numbers or _goes_on(read, index, fields["serial"]) or _ends(read, index, employers))
        ):
            loose[index] = index - 1
    certain = [
        index for index in loose if _holds(read, contacts, index) and _goes_on(read, index, fields["serial"])
    ]
    if (len(loose) < FEWEST and not certain) or any(
        not read.texts[c][top] for top in loose.values() for c in who
    ):
        loose = {}
    places = merged | loose
    return (_put(read, contacts, employers, places), sorted(places)) if places else (read, [])


def _computed(grid: Grid, read: Own, index: int, columns: Collection[int]) -> bool:
    """Return whether one of the numbers is a formula: that is told of its own line."""
    return any((grid.rows[read.start + index], column) in grid.formulas for column in columns)


def _holds(read: Own, columns: Sequence[int], index: int) -> bool:
    return any(read.texts[column][index] for column in columns)


def _lone(
    read: Own,
    index: int,
    held: Sequence[int],
    numbers: Sequence[int],
    who: Sequence[int],
    contacts: Sequence[int],
) -> bool:
    """Return whether a line holds nothing at all but numbers and words of an employer, below a line with a name and a number."""
    alone = all(not column[index] for c, column in read.texts.items() if c not in held)
    plain = all(
        sum(map(str.isdigit, text)) >= SHORTEST and not is_ditto(text)
        for text in (read.texts[c][index] for c in numbers)
    )
    words = [read.texts[c][index] for c in held if c not in numbers]
    said = all(len(text) > 1 and not is_ditto(text) and not tails.is_closing(text) for text in words)
    above = _holds(read, contacts, index - 1) and all(read.texts[c][index - 1] for c in who)
    return alone and plain and said and above


def _goes_on(read: Own, index: int, serials: Sequence[int]) -> bool:
    """Return whether the serial number below a line is the next after the one above it."""
    column = read.texts[serials[0]]
    if index + 1 >= len(column):
        return False
    above, below = column[index - 1], column[index + 1]
    return above.isdigit() and below.isdigit() and int(below) == int(above) + 1


def _ends(read: Own, index: int, employers: Sequence[int]) -> bool:
    """Return whether a line is the last, and what it holds of an employer is not there above: else a seal stands there."""
    below = any(text for column in read.texts.values() for text in column[index + 1 :])
    return not below and not _holds(read, employers, index - 1)


def _put(read: Own, contacts: Sequence[int], employers: Sequence[int], places: dict[int, int]) -> Own:
    texts = {column: list(own) for column, own in read.texts.items()}
    for index, top in sorted(places.items()):
        for columns, between in ((contacts, BETWEEN_CONTACTS), (employers, "")):
            for column in columns:
                if text := texts[column][index]:
                    texts[column][top] = between.join(filter(None, (texts[column][top], text)))
        for own in texts.values():
            own[index] = ""
    return replace(read, texts=texts)
