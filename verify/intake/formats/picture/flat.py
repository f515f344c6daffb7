"""A page that was photographed at an angle, laid flat again by the frame of its table."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.intake.formats.picture.load import Page
from verify.intake.formats.picture.seen import positive

_ROUGH = 1_200  # pixels of the longer side at which the frame is looked for
_BROKEN = 5  # of those pixels: pieces of a frame are that far apart at most
_CELLS, _CELL = 12, 8  # cells that a table has at least, and pixels of a side of one
_FULL = 0.5  # of the area between four corners: what joins them fills less where the four belong to nothing
_FLAT = 0.4  # degrees by which corners differ from a rectangle's on a scan, and hardly ever on a photograph
_NARROW = 0.6  # shorter of two facing sides by the longer: a page that leans further back cannot be read


def laid_flat(page: Page) -> Page | None:
    """Return a page as seen from above; None where it lies flat, no frame is seen, or one that leans too far.

    The drawing that encloses most cells is the table; its four corners were those of a rectangle. Its sides become
    as long as two facing sides are on the whole: lines are then at right angles, signs a little wider or narrower.
    """
    corners = _corners(page)
    if corners is None:
        return None
    edges = np.roll(corners, -1, axis=0) - corners  # top, right, bottom, left, on the way round
    sides = np.linalg.norm(edges, axis=1)
    if not sides.all() or _off(edges) < _FLAT:
        return None
    if min(sides[0] / sides[2], sides[2] / sides[0], sides[1] / sides[3], sides[3] / sides[1]) < _NARROW:
        return None
    wide, high = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    left, top = corners[:, 0].mean() - wide / 2, corners[:, 1].mean() - high / 2
    flat = np.array([[left, top], [left + wide, top], [left + wide, top + high], [left, top + high]])
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), flat.astype(np.float32))
    paper = tuple(int(n) for n in np.percentile(page.reshape(-1, 3), 80, axis=0))
    size = page.shape[1], page.shape[0]
    return np.asarray(
        cv2.warpPerspective(page, matrix, size, flags=cv2.INTER_CUBIC, borderValue=paper), np.uint8
    )


def _off(edges: NDArray[np.float64]) -> float:
    """Return by how many degrees four edges are no rectangle's."""
    top, right, bottom, left = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
    turns = np.array([bottom - top - 180, left - right - 180, right - top - 90])
    return float(np.abs((turns + 180) % 360 - 180).max())


def _corners(page: Page) -> NDArray[np.float64] | None:
    """Return where the corners of the table are: top left, top right, bottom right, bottom left."""
    grey = cv2.cvtColor(positive(page), cv2.COLOR_RGB2GRAY)
    scale = min(_ROUGH / max(grey.shape), 1.0)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (3, 3), 0)
    inked = cv2.adaptiveThreshold(soft, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 21, 10)
    joined = cv2.morphologyEx(inked, cv2.MORPH_CLOSE, np.ones((_BROKEN, _BROKEN), np.uint8))
    drawings, within = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    if not len(drawings):
        return None
    boxes = [cv2.boundingRect(edge) for edge in drawings]
    around = np.asarray(within)[0, :, 3]  # the drawing in which one is a hole, -1 for none
    is_cell = np.array([min(width, height) >= _CELL for _, _, width, height in boxes]) & (around >= 0)
    cells = np.bincount(around[is_cell], minlength=len(drawings))
    most = int(cells.argmax())
    if cells[most] < _CELLS:
        return None
    hull = cv2.convexHull(drawings[most]).reshape(-1, 2).astype(np.float64)
    sums, differences = hull.sum(axis=1), hull[:, 0] - hull[:, 1]
    four = hull[[sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin()]]
    whole = float(cv2.contourArea(hull.astype(np.float32)))
    if whole <= 0 or not _FULL < cv2.contourArea(four.astype(np.float32)) / whole <= 1.001:
        return None
    return np.asarray(four / scale)
