"""Lines that are hardly there, and lines that are none of the table's: a screen's grid, a row that was struck out."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.scans import ScanTally, judge, result_of, rows_read
from fixtures.pdf.people import HEADS
from fixtures.scans.pages import Scanned, font_of, scanned
from tests.intake.formats.picture.test_picture import PLAIN, page
from verify.intake.formats.picture.ink import dark, ink
from verify.intake.formats.picture.lattice import lattices, line_masks
from verify.intake.grid import UNCERTAIN

WIDTHS = (40, 60, 100, 160, 100, 120, 300)
HIGH = 28
GRID = 212  # of 255: as WPS and Excel show it


def screen(form: str = "png", *, selected: bool = False) -> Scanned:
    """A spreadsheet as its window shows it: letters, numbers at the side, a grid that is hardly there."""
    people = page(PLAIN)[0].people
    lines = [("", *"ABCDEF"), *(("", *row) for row in (HEADS[0], *people))]
    size = sum(WIDTHS), 72 + HIGH * len(lines) + 60
    shown = Image.new("RGB", (size[0] + 40, size[1]), "white")
    draw, face = ImageDraw.Draw(shown), font_of("sans", 16)
    draw.rectangle((0, 0, size[0] + 40, 70), fill=(33, 115, 70))
    draw.text((20, 24), "名单.xlsx", "white", font=face)
    for at, line in enumerate(lines):
        left, top = 0, 72 + HIGH * at
        for column, (wide, text) in enumerate(zip(WIDTHS, line, strict=True)):
            place = (left, top, left + wide, top + HIGH)
            draw.rectangle(place, fill=(230,) * 3 if not at or not column else "white", outline=(GRID,) * 3)
            said = str(at) if at and not column else text
            draw.text((left + 4, top + HIGH / 2), said, "black", font=face, anchor="lm")
            left += wide
    if selected:
        draw.rectangle((100, 72 + 2 * HIGH, 200, 72 + 3 * HIGH), outline=(33, 115, 70), width=2)
    held = io.BytesIO()
    shown.save(held, form.upper(), **({"quality": 80} if form == "jpeg" else {}))
    return Scanned(held.getvalue(), "png", people)


@pytest.mark.parametrize(
    "scan",
    [screen(), screen("jpeg"), screen(selected=True)],
    ids=("png", "jpeg", "selected"),
)
def test_a_picture_of_a_spreadsheet_s_window_is_read(scan):
    result = result_of("a.png", scan)
    tally = ScanTally()
    judge("a", scan.people, result, tally)
    assert (tally.found, tally.invented, tally.wrong) == (5, 0, 0), (result.problems, tally.examples)
    assert tally.exact >= 25, rows_read(result)


def levels(shown: np.ndarray) -> list[int]:
    """Where the rows of the table begin."""
    grey = ink(shown)[0]
    (table,) = lattices(*line_masks(dark(grey)), dark(grey))
    return sorted({box.top for box in table.boxes})


def struck(shown: np.ndarray, rows: list[int], thick: int = 3) -> np.ndarray:
    """The page with a stroke through some rows, with a ruler."""
    found, tops = shown.copy(), levels(shown)
    wide = shown.shape[1]
    for row in rows:
        y = (tops[row] + tops[row + 1]) // 2
        cv2.line(found, (round(wide * 0.08), y), (round(wide * 0.92), y), (20, 20, 20), thick)
    return found


@pytest.mark.parametrize("rows", [[2], [1, 4]], ids=("one", "two"))
def test_a_row_that_was_struck_out_stays_one_row_and_is_shown_to_a_person(rows):
    one = scanned(900, replace(PLAIN, points=11), 8)
    shown = np.asarray(Image.open(io.BytesIO(one.data)).convert("RGB"))
    assert levels(struck(shown, rows)) == levels(shown)
    held = io.BytesIO()
    Image.fromarray(struck(shown, rows)).save(held, "PNG")
    got = rows_read(result_of("a.png", Scanned(held.getvalue(), "png")))
    assert len(got) == 8
    for at, row in enumerate(got, 1):
        unsure = sum(value == UNCERTAIN for value in row)
        assert unsure == 6 if at in rows else unsure <= 2, (at, row)


def test_pages_that_lie_in_different_ways_are_each_turned():
    """A sheet on its side reads as single signs, and the model is as sure of these as of words."""
    pages = [scanned(seed, PLAIN, 8) for seed in (900, 901)]
    upright = [Image.open(io.BytesIO(one.data)).convert("RGB") for one in pages]
    turned = [shown.rotate(turn, expand=True) for shown, turn in zip(upright, (90, 180), strict=True)]
    held = io.BytesIO()
    turned[0].save(held, "TIFF", save_all=True, append_images=turned[1:])
    got = rows_read(result_of("a.tif", Scanned(held.getvalue(), "tif")))
    assert [row[1] for row in got] == [row[1] for one in pages for row in one.people]
