"""Strokes over the sides of cells: what stands there is uncertain, what keeps away from the lines is not."""

from __future__ import annotations

import cv2
import numpy as np

from verify.intake.formats.picture.cells import _without
from verify.intake.formats.picture.crossed import crossed
from verify.intake.formats.picture.ink import dark, ink
from verify.intake.formats.picture.lattice import lattices, line_masks

HIGH, WIDE = 60, 220
ROWS, COLUMNS = 6, 4


def page(rise: int = 18):
    """A table with text in every cell, ``rise`` pixels above the line under it."""
    paper = np.full((HIGH * ROWS + 80, WIDE * COLUMNS + 80), 250, np.uint8)
    for row in range(ROWS + 1):
        cv2.line(paper, (40, 40 + HIGH * row), (40 + WIDE * COLUMNS, 40 + HIGH * row), 30, 2)
    for column in range(COLUMNS + 1):
        cv2.line(paper, (40 + WIDE * column, 40), (40 + WIDE * column, 40 + HIGH * ROWS), 30, 2)
    for row in range(ROWS):
        for column in range(COLUMNS):
            place = 60 + WIDE * column, 40 + HIGH * (row + 1) - rise
            cv2.putText(paper, "HE 42 TX", place, cv2.FONT_HERSHEY_SIMPLEX, 0.9, 20, 2, cv2.LINE_AA)
    return paper


def found(paper) -> set[tuple[int, int]]:
    """The cells over which something runs."""
    grey, _ = ink(np.stack([paper] * 3, axis=2))
    across, down = line_masks(dark(grey))
    lines = across | down
    (table,) = lattices(across, down)
    assert len(table.boxes) == ROWS * COLUMNS
    told = crossed(_without(grey, lines), lines, table.boxes)
    return {
        (box.rows[0], box.columns[0]) for box, is_crossed in zip(table.boxes, told, strict=True) if is_crossed
    }


def test_print_within_its_cells_is_not_crossed():
    assert found(page()) == set()


def test_the_ring_of_a_grey_stamp_is_seen_in_every_cell_that_it_enters():
    stamped = page()
    middle, radius = (40 + WIDE * 2, 40 + HIGH * 3), 80
    cv2.circle(stamped, middle, radius, 95, 5, cv2.LINE_AA)
    assert found(stamped) == {(row, column) for row in (1, 2, 3, 4) for column in (1, 2)}


def test_a_stroke_within_one_cell_is_none_over_its_side():
    signed = page()
    cv2.line(signed, (70, 60), (120, 80), 90, 3)
    assert found(signed) == set()
    cv2.line(signed, (120, 80), (150, 130), 90, 3)  # and goes on over the line under it
    assert found(signed) == {(0, 0), (1, 0)}


def test_where_all_print_touches_its_lines_that_says_nothing():
    assert found(page(rise=2)) == set()


def test_no_cells_and_empty_cells():
    blank = np.full((200, 200), 255, np.uint8)
    assert crossed(blank, np.zeros_like(blank), []) == []
