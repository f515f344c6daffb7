"""One person on two lines: the second holds nothing but another number."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from verify.intake.grid import Grid
from verify.intake.table.fill import Covered, is_ditto
from verify.intake.table.join import BETWEEN_CONTACTS
from verify.intake.table.respondents import Own
from verify.intake.table.window import Header

SHORTEST = 7  # digits of a number to call
FEWEST = 2  # second lines, where no merged cell says that they are such


def folded(grid: Grid, cover: Covered, header: Header, read: Own) -> tuple[Own, list[int]]:
    """Return the texts with such numbers put to the line above, and the indices of the lines that are empty now.

    A line is one where the cells of serial number and name are merged with those above. Where nothing is merged it is one
    if it has no serial number and no name, the line above has both, and others in the table are made so.
    """
    fields = header.columns.fields
    if "contact" not in fields or "name" not in fields:
        return read, []
    who = [c for name in ("serial", "name") for c in fields.get(name, ()) if c in read.texts]
    contacts = [c for c in fields["contact"] if c in read.texts]
    content = [
        c for name in ("mode", "surveyed", "employer") for c in fields.get(name, ()) if c in read.texts
    ]
    count = len(read.texts[contacts[0]]) if contacts else 0
    merged: dict[int, int] = {}
    loose: dict[int, int] = {}
    for index in range(1, count):
        numbers = [c for c in contacts if read.texts[c][index]]
        if (
            not numbers
            or any(read.texts[c][index] for c in (*who, *content))
            or _computed(grid, read, index, numbers)
        ):
            continue
        tops = {cover.get((read.start + index, c), (-1, -1))[0] - read.start for c in who}
        above = min(tops)
        if len(tops) == 1 and above >= 0:
            merged[index] = above
        elif "serial" in fields and not cover and _lone(read, index, numbers, who, contacts):
            loose[index] = index - 1
    if len(loose) < FEWEST or any(not read.texts[c][top] for top in loose.values() for c in who):
        loose = {}
    places = merged | loose
    return (_put(read, contacts, places), sorted(places)) if places else (read, [])


def _computed(grid: Grid, read: Own, index: int, columns: Collection[int]) -> bool:
    """Return whether one of the numbers is a formula: that is told of its own line."""
    return any((grid.rows[read.start + index], column) in grid.formulas for column in columns)


def _lone(read: Own, index: int, numbers: Sequence[int], who: Sequence[int], contacts: Sequence[int]) -> bool:
    """Return whether a line holds nothing at all but numbers, below a line with a name and a number."""
    texts = [read.texts[c][index] for c in numbers]
    alone = all(not column[index] for c, column in read.texts.items() if c not in numbers)
    plain = all(sum(map(str.isdigit, text)) >= SHORTEST and not is_ditto(text) for text in texts)
    above = any(read.texts[c][index - 1] for c in contacts) and all(read.texts[c][index - 1] for c in who)
    return alone and plain and above


def _put(read: Own, contacts: Sequence[int], places: dict[int, int]) -> Own:
    texts = {column: list(own) for column, own in read.texts.items()}
    for index, top in sorted(places.items()):
        for column in contacts:
            if number := texts[column][index]:
                texts[column][top] = BETWEEN_CONTACTS.join(filter(None, (texts[column][top], number)))
        for own in texts.values():
            own[index] = ""
    return replace(read, texts=texts)
