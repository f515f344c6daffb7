"""Printed forms in a Word paper: a grid of boxes, some of which reach across or down."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Box, Form
from reports.formats.word_package import MM
from reports.formats.word_tables import WHOLE, frame, scaled
from reports.formats.word_xml import NOTHING, Xml, flags, node, plain

_FOOT = 10  # mm for a line of a foot
_STYLES = {"label": "FormLabel", "value": "FormText", "area": "FormText", "foot": "FormFoot"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box at its place: row and column of its upper left corner, rows that it reaches down."""

    box: Box
    row: int
    column: int
    down: int
    open_below: bool = False  # an area whose foot comes below, without a line between
    foot: bool = False


def form(block: Form) -> Xml:
    """Return a form as a table. Raises ValueError when the boxes do not fill the grid exactly."""
    placed = _placed(block)
    feet = {p.row + p.down - 1 for p in placed if p.box.foot}
    heights = _heights(block, placed, feet)
    at = {(p.row, p.column): p for p in _with_feet(placed, feet)}
    widths = scaled(block.widths)
    rows = (_row(at, row, height, widths) for row, height in enumerate(heights))
    return frame("FormTable", widths, rows)


def _placed(block: Form) -> list[_Placed]:
    """Find the place of every box: the first free one of its row."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, boxes in enumerate(block.rows):
        for box in boxes:
            column = next((c for c in range(len(block.widths)) if (row, c) not in taken), -1)
            mine = {(row + d, column + a) for d in range(box.down) for a in range(box.across)}
            inside = (
                column >= 0 and column + box.across <= len(block.widths) and row + box.down <= len(block.rows)
            )
            if not inside or taken & mine:
                raise ValueError(f"row {row + 1} of the form has no room for {box.text!r}")
            taken |= mine
            found.append(_Placed(box, row, column, box.down))
    if len(taken) < len(block.rows) * len(block.widths) or len(block.heights) != len(block.rows):
        raise ValueError("the boxes leave part of the form's grid empty, or a row has no height")
    return found


def _heights(block: Form, placed: list[_Placed], feet: set[int]) -> list[int]:
    """Heights in mm of the rows of the table: a row with a foot becomes two, the foot's being the second."""
    found = []
    for row, height in enumerate(block.heights):
        lines = max((len(p.box.foot) for p in placed if p.row + p.down - 1 == row), default=0)
        if row in feet:
            found += [max(height - lines * _FOOT, 0), lines * _FOOT]
        else:
            found.append(height)
    return found


def _with_feet(placed: list[_Placed], feet: set[int]) -> list[_Placed]:
    """Move the boxes to where they are once the rows with a foot are two."""

    def moved(row: int) -> int:
        return row + sum(foot < row for foot in feet)

    found = []
    for p in placed:
        last = p.row + p.down - 1
        top, bottom = moved(p.row), moved(last) + (last in feet)
        if p.box.foot:
            found.append(_Placed(p.box, top, p.column, bottom - top, open_below=True))
            found.append(_Placed(p.box, bottom, p.column, 1, foot=True))
        else:
            found.append(_Placed(p.box, top, p.column, bottom - top + 1))
    return found


def _row(at: dict[tuple[int, int], _Placed], row: int, height: int, widths: list[int]) -> Xml:
    here = sorted((p for p in at.values() if p.row <= row < p.row + p.down), key=lambda p: p.column)
    whole = max(len(p.box.text) for p in here) < WHOLE
    properties = node(
        "trPr",
        flags("cantSplit") if whole else NOTHING,
        node("trHeight", val=round(height * MM), hRule="atLeast") if height else NOTHING,
    )
    return node("tr", properties, *(_cell(p, row, widths) for p in here))


def _cell(placed: _Placed, row: int, widths: list[int]) -> Xml:
    box, begins = placed.box, placed.row == row
    kind = "foot" if placed.foot else box.kind
    reach = "restart" if begins else "continue"
    open_side = "top" if placed.foot else "bottom" if placed.open_below else ""
    properties = node(
        "tcPr",
        node("tcW", w=sum(widths[placed.column : placed.column + box.across]), type="dxa"),
        node("gridSpan", val=box.across) if box.across > 1 else NOTHING,
        node("vMerge", val=reach) if placed.down > 1 else NOTHING,
        node("tcBorders", node(open_side, val="nil")) if open_side else NOTHING,
        node("vAlign", val={"area": "top", "foot": "bottom"}.get(kind, "center")),
    )
    lines = (box.foot if placed.foot else tuple(box.text.split("\n"))) if begins else ("",)
    # Squares to tick stand below each other, other printed words in the middle.
    style = "FormText" if box.text.startswith("□") else _STYLES[kind]
    return node("tc", properties, *(plain(style, line) for line in lines))
