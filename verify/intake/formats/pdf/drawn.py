"""What is drawn on a page: lines (also those that are thin boxes, as Word draws them) and pictures."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2_raw as pdfium

_LIST = 400, 200  # pixels: a picture with fewer holds no list that could be read
THIN = 3.0  # points: a box that is thinner is a line
_WHITE = 250  # of 255: what is paler nobody sees
_DEEPEST = 12  # forms within forms
_MOST_CLIPS = 50
_MOST = 200_000  # objects of a page

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """Boxes in the page's own coordinates: left, bottom, right, top."""

    lines: list[Box] = field(default_factory=list)
    bands: list[Box] = field(default_factory=list)  # coloured boxes, as behind every second row
    images: list[Box] = field(default_factory=list)
    detailed: list[Box] = field(default_factory=list)  # of the images, what has pixels enough for a list
    text_first: bool = False  # a picture was drawn after text


def drawings(page: Any) -> Drawn:
    """Return the straight lines along the page's sides, and the pictures."""
    drawn = Drawn()
    has_text = False
    for item, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            has_text = True
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(item)
            if box:
                drawn.images.append(_moved(box, matrix))
                drawn.detailed += drawn.images[-1:] if _is_detailed(item) else []
                drawn.text_first = drawn.text_first or has_text
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            lines = (_moved(box, matrix) for box in _path(item))
            drawn.lines += [line for line in lines if all(map(math.isfinite, line))]
            bands = (_moved(box, matrix) for box in _bands(item))
            drawn.bands += [band for band in bands if all(map(math.isfinite, band))]
    return drawn


def _is_detailed(item: Any) -> bool:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    done = pdfium.FPDFImageObj_GetImagePixelSize(item, wide, high)
    return bool(done) and wide.value >= _LIST[0] and high.value >= _LIST[1]


def _objects(page: Any) -> Iterator[tuple[Any, int, Matrix]]:
    """Yield the objects of a page and of the forms on it, each with the matrix of its forms."""
    left = _MOST
    stack: list[tuple[Any, Matrix, int]] = [
        (pdfium.FPDFPage_GetObject(page, index), _SAME, 0)
        for index in reversed(range(min(pdfium.FPDFPage_CountObjects(page), _MOST)))
    ]
    while stack and left > 0:
        item, matrix, depth = stack.pop()
        left -= 1
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield item, kind, matrix
        elif depth < _DEEPEST:
            inner = _times(_matrix(item), matrix)
            count = max(0, min(pdfium.FPDFFormObj_CountObjects(item), left))
            stack += [
                (pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
                for index in reversed(range(count))
            ]


def _matrix(item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, found):
        return _SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _put(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _moved(box: Box, matrix: Matrix) -> Box:
    if matrix == _SAME:
        return box
    (x0, y0), (x1, y1) = _put(box[0], box[1], matrix), _put(box[2], box[3], matrix)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _bounds(item: Any) -> Box | None:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    return left.value, bottom.value, right.value, top.value


def window(item: Any) -> Box | None:
    """Return what an object is seen through, None where nothing of it is cut off."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    if not 0 < count < _MOST_CLIPS:
        return None
    x, y = ctypes.c_float(), ctypes.c_float()
    seen: Box | None = None
    for path in range(count):
        xs, ys = [], []
        for index in range(min(pdfium.FPDFClipPath_CountPathSegments(clip, path), 100)):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, index), x, y)
            xs.append(x.value)
            ys.append(y.value)
        if xs:
            box = min(xs), min(ys), max(xs), max(ys)
            seen = (
                box
                if seen is None
                else (max(seen[0], box[0]), max(seen[1], box[1]), min(seen[2], box[2]), min(seen[3], box[3]))
            )
    return seen


def _path(item: Any) -> Iterator[Box]:
    """Yield the lines of a path: strokes along the sides of the page, and filled boxes that are thin."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    if not filled.value and not stroked.value:
        return  # a clip
    if filled.value and not stroked.value:
        for points in _outlines(item):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            box = min(xs), min(ys), max(xs), max(ys)
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                yield box
        return
    for points in _outlines(item):
        for (x0, y0), (x1, y1) in itertools.pairwise(points):
            if abs(x1 - x0) < 0.7 or abs(y1 - y0) < 0.7:
                yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _bands(item: Any) -> Iterator[Box]:
    """Yield the boxes of a path that are filled with a colour."""
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, filled, stroked)
    if not filled.value or stroked.value:
        return
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return
    if min(red.value, green.value, blue.value) >= _WHITE or alpha.value < 255 - _WHITE:
        return
    for points in _outlines(item):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        if min(max(xs) - min(xs), max(ys) - min(ys)) > THIN:
            yield min(xs), min(ys), max(xs), max(ys)


def _outlines(item: Any) -> Iterator[list[tuple[float, float]]]:
    """Yield the parts of a path as points in the page's coordinates; a part with a curve in it is no line."""
    matrix = _matrix(item)
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    curved = False
    count = pdfium.FPDFPath_CountSegments(item)
    for index in range(min(count, 20_000)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            if not curved and len(points) > 1:
                yield points
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(_put(x.value, y.value, matrix))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if not curved and len(points) > 1:
        yield points
