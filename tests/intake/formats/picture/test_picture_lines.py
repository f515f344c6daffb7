"""Lines that are hardly there, as the grid of a screen; pages that lie in different ways."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from benchmarks.scans import ScanTally, judge, result_of, rows_read
from fixtures.pdf.people import HEADS
from fixtures.scans.pages import Scanned, font_of, scanned
from tests.intake.formats.picture.test_picture import PLAIN, page

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


def test_pages_that_lie_in_different_ways_are_each_turned():
    """A sheet on its side reads as single signs, and the model is as sure of these as of words."""
    pages = [scanned(seed, PLAIN, 8) for seed in (900, 901)]
    upright = [Image.open(io.BytesIO(one.data)).convert("RGB") for one in pages]
    turned = [shown.rotate(turn, expand=True) for shown, turn in zip(upright, (90, 180), strict=True)]
    held = io.BytesIO()
    turned[0].save(held, "TIFF", save_all=True, append_images=turned[1:])
    got = rows_read(result_of("a.tif", Scanned(held.getvalue(), "tif")))
    assert [row[1] for row in got] == [row[1] for one in pages for row in one.people]
