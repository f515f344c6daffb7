"""A page that was photographed at an angle is laid flat by the frame of its table, and then read like any other."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from benchmarks.scans import result_of, rows_read
from fixtures.scans.pages import photo
from tests.intake.formats.picture.test_picture import PLAIN, page, tally_of
from tests.intake.formats.picture.test_picture_seen import as_scan, aslant, pixels
from verify.intake.formats.picture.flat import laid_flat


def test_the_frame_is_a_rectangle_again():
    flat = laid_flat(aslant(pixels()))
    assert flat is not None
    assert flat.shape == pixels().shape
    assert laid_flat(flat) is None, "nothing is left to be done"


def test_a_page_that_lies_flat_is_left_as_it_is():
    assert laid_flat(pixels()) is None
    turned = Image.fromarray(pixels()).rotate(2.4, fillcolor=(255, 255, 255))
    assert laid_flat(np.asarray(turned)) is None, "a page that is only turned is turned back elsewhere"


def test_a_stamp_that_hangs_together_with_the_frame_does_not_cost_the_page():
    shown = pixels().copy()
    down, across = np.nonzero(shown.min(axis=2) < 128)
    cv2.circle(shown, (int(across.max()), int(down.max())), 170, (60, 60, 60), 8)
    assert laid_flat(shown) is not None
    names = [row[1] for row in rows_read(result_of("a.png", as_scan(shown)))]
    assert names[:3] == [person[1] for person in page(PLAIN)[0].people[:3]]


@pytest.mark.parametrize(
    "shown",
    [
        np.full((1400, 1000, 3), 255, np.uint8),
        cv2.rectangle(np.full((1400, 1000, 3), 255, np.uint8), (100, 100), (900, 1300), (0, 0, 0), 3),
        aslant(pixels(), 0.32),
    ],
    ids=("empty", "frame", "far"),
)
def test_what_shows_no_table_or_leans_too_far_is_left_as_it_is(shown):
    assert laid_flat(shown) is None


@pytest.mark.parametrize("seed", [4, 7])
def test_a_photograph_taken_at_an_angle_is_read(seed):
    """A short form of ``python -m benchmarks.scans 40 photos``."""
    look = replace(photo(seed), points=12, stamp="", dpi=200)
    assert look.lean > 0.03
    assert laid_flat(np.asarray(Image.open(io.BytesIO(page(look)[0].data)).convert("RGB"))) is not None
    tally = tally_of(look)
    assert (tally.phones, tally.phones_wrong) == (5, 0), tally.examples
    assert tally.exact >= 22, tally.examples
    assert tally.wrong <= 1, tally.examples
