"""Values that were not read for certain off a picture: they count as unread, wherever they went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from verify.intake.grid import UNCERTAIN, CellLook, Grid
from verify.intake.roster import Doubt, Mark, Roster, Segment

_TOLD = ("name", "contact", "mode", "surveyed", "employer")  # a serial number says nothing of anybody


def doubted(roster: Roster, grids: Sequence[Grid]) -> Roster:
    """Return a roster in which what is uncertain in the ``grids`` has no text, and is told.

    That it was read off pictures is noted once of each roster, whichever page it stands on.
    """
    if roster.reader == "picture":
        roster = replace(roster, notes=(*(n for n in roster.notes if n[0] != "picture"), ("picture", "")))
    looks = {grid.sheet: grid.uncertain for grid in grids if grid.uncertain}
    if not looks:
        return roster
    doubts: list[Doubt] = []
    segments: list[Segment] = []
    for number, segment in enumerate(roster.segments):
        own = _doubts(segment, number, looks.get(segment.sheet, {}))
        doubts += own
        segments.append(_without(segment, own))
    return replace(roster, segments=tuple(segments), doubts=tuple(doubts))


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


def _without(segment: Segment, doubts: Sequence[Doubt]) -> Segment:
    if not doubts:
        return segment
    texts = {field: list(column) for field, column in segment.texts.items()}
    marks = list(segment.marks)
    for doubt in doubts:
        texts[doubt.field][doubt.index] = UNCERTAIN
        marks.append(Mark(doubt.index, doubt.field, "unread", "uncertain"))
    return replace(segment, texts=texts, marks=marks)
