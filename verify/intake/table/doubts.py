"""Values that were not read for certain off a picture: they count as unread, wherever they went."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from verify.intake.grid import UNCERTAIN, CellLook, Grid
from verify.intake.roster import Doubt, Mark, Roster, Segment

_CONTACT = "contact"
_TOLD = ("name", "contact", "mode", "surveyed", "employer")
_SERIAL = "serial"
_LONGEST = 7  # digits of a serial number
_RUN = 2 / 3  # of the rows that are in a run of serial numbers, so that one that is not was misread


def doubted(roster: Roster, grids: Sequence[Grid]) -> Roster:
    """Return a roster in which what is uncertain in the ``grids`` has no text, and is told.

    That it was read off pictures is noted once of each roster, whichever page it stands on.
    """
    if roster.reader == "picture":
        roster = replace(roster, notes=(*(n for n in roster.notes if n[0] != "picture"), ("picture", "")))
    pictures = {grid.sheet: grid for grid in grids if grid.uncertain or grid.certain}
    if not pictures:
        return roster
    doubts: list[Doubt] = []
    compared: list[Doubt] = []
    segments: list[Segment] = []
    for number, segment in enumerate(roster.segments):
        if segment.sheet not in pictures:
            segments.append(segment)
            continue
        grid = pictures[segment.sheet]
        own = _doubts(segment, number, grid.uncertain)
        asked, given = _contacts(segment, number, grid.certain, {d.index for d in own if d.field == _CONTACT})
        own += asked
        own += _broken(segment, number, grid)
        doubts += own
        compared += given
        segments.append(_without(segment, own))
    return replace(roster, segments=tuple(segments), doubts=tuple(doubts), compared=tuple(compared))


def _contacts(
    segment: Segment, number: int, looks: Mapping[tuple[int, int], CellLook], doubted: Collection[int]
) -> tuple[list[Doubt], list[Doubt]]:
    """Return the contacts that are no number of the plan, uncertain for that alone, and those that are one."""
    asked: list[Doubt] = []
    given: list[Doubt] = []
    if _CONTACT not in segment.columns:
        return asked, given
    column = segment.columns[_CONTACT]
    for index, row in enumerate(segment.rows):
        if index not in doubted:
            text = segment.texts[_CONTACT][index]
            look = looks.get((row, column), CellLook(text, text, b""))
            is_read = look.is_number and plain(look.text) == plain(text)
            (given if is_read else asked).append(Doubt(number, index, _CONTACT, look))
    return asked, given


def plain(text: str) -> str:
    """Return a text as readings are compared: full width and blanks alike."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _doubts(segment: Segment, number: int, looks: Mapping[tuple[int, int], CellLook]) -> list[Doubt]:
    filled = {(mark.field, mark.index) for mark in segment.marks if mark.kind == "ditto"}
    found = []
    for field in _TOLD:
        columns = segment.joined.get(field, (segment.columns[field],) if field in segment.columns else ())
        before: CellLook | None = None
        for index, row in enumerate(segment.rows):
            look = next((looks[row, column] for column in columns if (row, column) in looks), None)
            if look is None and (field, index) in filled:
                look = before  # what was filled down is as uncertain as what stands above
            if look is not None:
                found.append(Doubt(number, index, field, look))
            before = look
    return found


def _broken(segment: Segment, number: int, grid: Grid) -> list[Doubt]:
    """Return the serial numbers that break the run in which the others are: 7, 8, 6, 10. Whatever is in the run is
    right, however certain its reading was."""
    column = segment.columns.get(_SERIAL)
    if column is None:
        return []
    texts = [plain(text) for text in segment.texts[_SERIAL]]
    counts = [int(text) if text.isdecimal() and len(text) < _LONGEST else None for text in texts]
    beside = list(zip(counts, [None, *counts], [*counts[1:], None], strict=False))
    broken = [
        at
        for at, (own, before, after) in enumerate(beside)
        if own is None or (before != own - 1 and after != own + 1)
    ]
    if len(texts) - len(broken) < _RUN * len(texts):
        return []
    found = []
    for index in broken:
        place = segment.rows[index], column
        look = grid.uncertain.get(place) or grid.certain.get(place)
        if look is not None:  # the last word is that of somebody who sees its picture
            found.append(Doubt(number, index, _SERIAL, look))
    return found


def _without(segment: Segment, doubts: Sequence[Doubt]) -> Segment:
    if not doubts:
        return segment
    texts = {field: list(column) for field, column in segment.texts.items()}
    marks = list(segment.marks)
    for doubt in doubts:
        texts[doubt.field][doubt.index] = UNCERTAIN
        marks.append(Mark(doubt.index, doubt.field, "unread", "uncertain"))
    return replace(segment, texts=texts, marks=marks)
