"""A page that was photographed at an angle is laid flat by the frame of its table, and then read like any other."""

from __future__ import annotations

import io
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from fixtures.scans.pages import photo
from tests.intake.formats.picture.test_picture import PLAIN, page, tally_of
from tests.intake.formats.picture.test_picture_seen import aslant, pixels
from verify.intake.formats.picture.flat import laid_flat
from verify.intake.formats.picture.seen import is_aslant


def test_lines_run_side_by_side_again():
    leaning = aslant(pixels())
    flat = laid_flat(leaning)
    assert is_aslant(leaning)
    assert flat is not None
    assert flat.shape == leaning.shape
    assert not is_aslant(flat)


def test_a_page_that_lies_flat_is_not_bent():
    shown = pixels()
    flat = laid_flat(shown)
    assert flat is not None
    assert not is_aslant(flat)
    assert np.abs(flat.astype(int) - shown).mean() < 6


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
    tally = tally_of(look)
    assert (tally.phones, tally.phones_wrong) == (5, 0), tally.examples
    assert tally.exact >= 22, tally.examples
    assert tally.wrong <= 1, tally.examples


def test_the_photograph_is_one_that_the_page_as_it_is_could_not_show():
    """Else the two above prove nothing."""
    look = replace(photo(4), points=12, stamp="", dpi=200)
    shown = np.asarray(Image.open(io.BytesIO(page(look)[0].data)).convert("RGB"))
    assert is_aslant(shown)
    assert not is_aslant(np.asarray(Image.open(io.BytesIO(page(PLAIN)[0].data)).convert("RGB")))
