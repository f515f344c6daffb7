"""What is printed on a page, as black on white: without the red of stamps, without shadows, straight."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.intake.formats.picture.load import Page
from verify.intake.formats.picture.seen import positive

Grey = NDArray[np.uint8]  # height x width, 0 black .. 255 paper

_REDDISH = (
    18  # by how much red must be brighter than green and blue: a stamp's ink, also where JPEG blurred it
)
_STAMPED, _WRITTEN = 82, 45  # light of a stamp alone, and of black under it: ink multiplies
_INK, _GRID = 18, 7  # of 255: by how much ink, and a screen's grid, is darker than what is about it
_THIN = 15  # pixels: a line of a grid is thinner
_STEEPEST = 6.0  # degrees
_ROUGH = 700  # pixels of the longer side at which the slant is looked for


def ink(page: Page) -> tuple[Grey, Grey]:
    """Return what is printed, at two looks: a stamp's red is paper, black under it stays black.

    At the first look a stamp is told from black under it by how light it is, at the second by how red.
    """
    page = positive(page)
    red, green, blue = (page[:, :, n].astype(np.int32) for n in range(3))
    light = (red * 77 + green * 150 + blue * 29) >> 8
    stamped = (red - green > _REDDISH) & (red - blue > _REDDISH)
    if not stamped.any():
        found = _lit(light.astype(np.uint8))
        return found, found
    raised = np.where(light >= _STAMPED, 255, (light - _WRITTEN) * 255 // (_STAMPED - _WRITTEN))
    by_light = np.where(stamped, np.maximum(raised, light), light)
    by_red = np.where(stamped, np.maximum(red, light), light)
    return _lit(by_light.clip(0, 255).astype(np.uint8)), _lit(by_red.clip(0, 255).astype(np.uint8))


def _lit(grey: Grey) -> Grey:
    """Return a page whose paper is white everywhere: photographs are darker in their corners."""
    small = cv2.resize(
        grey, (max(grey.shape[1] // 4, 1), max(grey.shape[0] // 4, 1)), interpolation=cv2.INTER_AREA
    )
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 12)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    level = np.maximum(paper.astype(np.float32), 40.0)
    return np.asarray((grey.astype(np.float32) / level * 255.0).clip(0, 255), dtype=np.uint8)


def dark(grey: Grey) -> Grey:
    """Return 1 where there is ink, 0 on paper."""
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    found = cv2.adaptiveThreshold(soft, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 41, _INK)
    return np.asarray(found, dtype=np.uint8)


def hardly_dark(grey: Grey) -> Grey:
    """Return 1 where something thin is darker than paper, if only as the grid that a screen shows; else 0.

    Held against the lightest beside it: the mean is lower near black signs, and a light line would end there.
    """
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    found = cv2.morphologyEx(soft, cv2.MORPH_BLACKHAT, np.ones((_THIN, _THIN), np.uint8)) > _GRID
    return np.asarray(found, dtype=np.uint8)


def slant(grey: Grey) -> float:
    """Return by how many degrees lines run down to the right, within 6; told by how sharply rows of ink end."""
    scale = _ROUGH / max(grey.shape)
    small = np.asarray(
        cv2.resize(dark(grey) * 255, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )
    best = 0.0
    for step, reach in ((0.5, _STEEPEST), (0.1, 0.5), (0.02, 0.1)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = max(map(float, angles), key=lambda angle: _sharpness(small, angle))
    return best


def _sharpness(small: Grey, angle: float) -> float:
    rows = turned(small, angle, 0).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def turned(grey: Grey, angle: float, paper: int = 255) -> Grey:
    """Return a page turned back by ``angle`` degrees about its middle, of the same size."""
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    found = cv2.warpAffine(grey, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(paper,))
    return np.asarray(found, dtype=np.uint8)
