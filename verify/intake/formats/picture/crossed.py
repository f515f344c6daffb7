"""Ink that runs over the side of a cell: a stamp's stroke, a signature. What stands in such a cell is uncertain.

Black print keeps away from the lines of its table; what was pressed or written over the page does not. A red stamp is
told by its colour, and is gone before this is asked; on a grey scan nothing else tells it from print.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.intake.formats.picture.ink import Grey
from verify.intake.formats.picture.lattice import CellBox

_INK = 165  # of 255: darker is ink
_NEAR = 7  # pixels across: ink within it of a line that was taken away went on over the line
_THIN, _LONG = 3, 6  # pixels: what is thinner is a rest of the line itself, what is shorter is dust
_TIGHT = 0.5  # of the cells with ink: where more are crossed, the table is printed so narrowly that it says nothing


def crossed(clean: Grey, lines: Grey, boxes: Sequence[CellBox]) -> list[bool]:
    """Return over which cells something runs. ``clean``: the page without its lines; ``lines``: 1 where one is drawn."""
    beside = cv2.dilate(lines, np.ones((_NEAR, _NEAR), np.uint8)).astype(bool)
    found, inked = [], 0
    for box in boxes:
        place = slice(box.top + 1, box.bottom), slice(box.left + 1, box.right)
        pieces = _pieces(clean[place])
        inked += bool(pieces)
        found.append(any(beside[place][piece].any() for piece in pieces))
    return found if sum(found) <= _TIGHT * inked else [False] * len(found)


def _pieces(inside: Grey) -> list[NDArray[np.bool_]]:
    """Return where each piece of ink of a cell is."""
    if inside.size == 0:
        return []
    count, labels, stats, _ = cv2.connectedComponentsWithStats(
        (inside < _INK).astype(np.uint8), connectivity=8
    )
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    whole = (sides.min(axis=1) >= _THIN) & (sides.max(axis=1) >= _LONG)
    return [np.asarray(labels == number) for number in range(1, count) if whole[number]]
