"""What of a page keeps it from being read, where that can be told: it is light on dark, faint, or was photographed aslant."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.intake.formats.picture.load import Page

_ROUGH = 1_200  # pixels of the longer side at which a page is looked at
_GROUND = 31  # of those pixels: strokes are narrower, and gone where the middle of so many is taken
_DARK = 110  # of 255: a ground that is darker
_WHOLE = 0.6  # share of a page that is dark ground: all of it, but for windows and borders
_BAND = 0.01  # share of a page that is a dark band, as behind headings
_LIGHTER = 3.0  # times as much light as shade is on a page that is written upon in white
_BAND_LIGHTER = 2.0  # the same in a band: its ends are shade
_WRITTEN = 4.0  # of 255, on the whole: less light on a dark ground is dust
_FAINT, _BLANK = 100, 245  # of 255, paper being white: the darkest print of a copy that is too faint, of none
_PRINT = 0.2  # per cent of a page that is print at least: a few rows at the top of it
_ASLANT = 2.5  # degrees by which lines differ that should run side by side
_LONG = 0.08  # of the longer side: a stroke that is longer is a line
_FEWEST = 6  # lines by which their directions are told


def positive(page: Page) -> Page:
    """Return a page with dark print on light paper: what a screen showed light on dark is turned round."""
    ground, lighter, darker = _strokes(_rough(page))
    is_dark = (ground < _DARK).mean() > _WHOLE and lighter.mean() > _LIGHTER * darker.mean()
    return np.asarray(255 - page, dtype=np.uint8) if is_dark else page


def trouble(page: Page) -> str:
    """Return why no headings were made out on a page: faint, inverted (white on a dark band), aslant; "" if unknown."""
    shown = positive(page)
    grey = _rough(shown)
    ground, lighter, darker = _strokes(grey)
    paper = float(np.percentile(grey, 90)) or 1.0
    # Not by the rough look: thin strokes are paler there.
    if _FAINT < float(np.percentile(shown.min(axis=2), _PRINT)) / paper * 255 < _BLANK:
        return "faint"
    band = ground < _DARK
    if band.mean() > _BAND and lighter[band].mean() > max(_WRITTEN, _BAND_LIGHTER * darker[band].mean()):
        return "inverted"
    return "aslant" if _spread(grey) > _ASLANT else ""


def _rough(page: Page) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    scale = _ROUGH / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    return np.asarray(small, dtype=np.uint8)


def _strokes(grey: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Return the ground of a page without what is written, and by how much that is lighter and darker."""
    ground = cv2.medianBlur(grey, _GROUND).astype(np.int32)
    apart = grey.astype(np.int32) - ground
    return ground, apart.clip(0, None), (-apart).clip(0, None)


def _spread(grey: NDArray[np.uint8]) -> float:
    """Return by how many degrees the lines across, or down, differ in direction."""
    soft = cv2.GaussianBlur(grey, (3, 3), 0)
    inked = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 12)
    found = cv2.HoughLinesP(inked, 1, np.pi / 720, 60, minLineLength=_LONG * max(grey.shape), maxLineGap=4)
    if found is None:
        return 0.0
    x0, y0, x1, y1 = found.reshape(-1, 4).T.astype(np.float64)
    angles = np.degrees(np.arctan2(y1 - y0, x1 - x0))
    across = angles[np.abs((angles + 90) % 180 - 90) < 20]
    down = (angles % 180)[np.abs(angles % 180 - 90) < 20]
    spreads = [np.subtract(*np.percentile(own, (90, 10))) for own in (across, down) if len(own) >= _FEWEST]
    return float(max(spreads, default=0.0))
