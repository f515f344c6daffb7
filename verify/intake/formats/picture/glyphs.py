"""Digits beside one another: whether each looks like the others of its kind on the page.

The model that reads lines was trained on text of any sort, and is sure of digits that a stamp's stroke has changed. Here
nothing is trained: a 3 is held against all that were read as 3 in the same table, and against those that were read as
anything else. What is nearer to another digit, or near to none, is uncertain.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from verify.intake.formats.picture.ink import Grey

Shape = NDArray[np.float64]  # of one digit, _HIGH x _WIDE, of length 1

_HIGH, _WIDE = 28, 20
_SHIFT = 2  # of those pixels, in which a digit may stand beside its place
_INK = 165  # of 255: darker is ink
_LOW = 6  # pixels: digits are higher
_TALL = 0.6  # of the highest piece of ink that a digit is at least
_PAPER = 215  # what is lighter is the noise of paper
_LIKE = 0.80  # least likeness, 0..1, to the others that were read as the same
_NEARER = 0.02  # by how much it is more like them than like any other digit
_PITCH = 0.05  # share by which the width of a digit may differ from the usual one of the table
_NEAR = np.linspace(0.985, 1.015, 5)  # widths that are tried once the usual one is known
# Of a digit's width: by how much all are moved, and each more than the one before it.
_ASIDE = [(aside, wider) for wider in (0.0, 0.015, -0.015) for aside in (-0.15, 0.15, -0.3, 0.3, -0.45, 0.45)]
_DASHES = (0.45, 0.55, 0.62, 0.7, 0.85, 1.0)  # widths of a dash, in digits
_FEWEST = 2  # others of its kind, without which a digit cannot be told


@dataclass(slots=True)
class DigitLine:
    """A line that was read as a number, and what was found of it. ``places``: from where to where each digit stands."""

    picture: Grey
    text: str
    band: tuple[int, int] = (0, 0)
    places: list[tuple[float, float]] = field(default_factory=list)
    pitch: float = 0.0
    like: float = 1.0
    nearer: float = 1.0

    def digits(self) -> list[tuple[str, tuple[float, float]]]:
        """Return each digit and its place; none where places are not known."""
        signs = [sign for sign in self.text if sign.isdigit()]
        return list(zip(signs, self.places, strict=True)) if self.places else []

    def is_doubtful(self) -> bool:
        """Whether a digit of it has no place, or is not like its kind."""
        return not self.places or self.like < _LIKE or self.nearer < _NEARER


def doubtful(lines: Sequence[tuple[Grey, str]]) -> list[bool]:
    """Return of lines that were read as digits (with dashes, slashes, dots) which of them are uncertain."""
    numbers = placed(lines)
    measure(numbers)
    return [number.is_doubtful() for number in numbers]


def placed(lines: Sequence[tuple[Grey, str]]) -> list[DigitLine]:
    """Find where each digit of each line stands: the type of a table is one, so that its digits are of one width."""
    numbers = [DigitLine(picture, text) for picture, text in lines]
    for number in numbers:
        _place(number, 0.0)
    plain = [number.pitch for number in numbers if number.places and number.text.isdigit()]
    usual = median(plain or [number.pitch for number in numbers if number.places] or [0.0])
    for number in numbers:
        # How wide a dash is differs from type to type: by a text with dashes the width of a digit is not told.
        is_usual = abs(number.pitch - usual) <= _PITCH * usual or not number.text.isdigit()
        if number.places and is_usual:
            _place(number, usual)
        else:
            number.places = []
    return numbers


class _Kinds:
    """The digits of a table, those that were read as the same added up."""

    def __init__(self, digits: Sequence[tuple[str, Shape]]) -> None:
        self.sums: dict[str, Shape] = {}
        self.counts: dict[str, int] = {}
        for sign, shape in digits:
            self.sums[sign] = self.sums.get(sign, 0.0) + shape
            self.counts[sign] = self.counts.get(sign, 0) + 1
        self._signs = list(self.sums)
        self._means = np.array([_unit(whole) for whole in self.sums.values()])

    def likeness(self, sign: str, shape: Shape, counted: Shape) -> tuple[float, float]:
        """Return how like a digit is to the others that were read as ``sign`` (``counted``: it, as added up), and to
        the digits that it is most like among all that were read as anything else."""
        moved = np.array([_unit(np.roll(shape, by, axis=1)) for by in range(-_SHIFT, _SHIFT + 1)])
        rest = [at for at, other in enumerate(self._signs) if other != sign]
        other = float((moved @ self._means[rest].T).max()) if rest else 0.0
        if self.counts.get(sign, 0) <= _FEWEST:
            return 0.0, other
        return float((moved @ _unit(self.sums[sign] - counted)).max()), other


def _unit(shape: Shape) -> NDArray[np.float64]:
    """Return a shape as one row of length 1 about its mean."""
    flat = np.asarray(shape - shape.mean(), dtype=np.float64).ravel()
    length = float(np.sqrt(flat @ flat))
    return flat / length if length else flat


def measure(numbers: Sequence[DigitLine]) -> None:
    """Say of each number how like its least certain digit is to its kind, and how much nearer than to any other."""
    shapes = [[(sign, _shape(n, place)) for sign, place in n.digits()] for n in numbers]
    kinds = _Kinds([digit for own in shapes for digit in own])
    for number, own in zip(numbers, shapes, strict=True):
        _judge(number, [(sign, shape, shape) for sign, shape in own], kinds)
        if number.places and number.is_doubtful():
            _look_beside(number, own, kinds)


def _look_beside(number: DigitLine, own: Sequence[tuple[str, Shape]], kinds: _Kinds) -> None:
    """Try whether the digits of a number stand a little beside the places that were found for them."""
    places, like, nearer = number.places, number.like, number.nearer
    for aside, wider in _ASIDE:
        moved, grown = aside * number.pitch, wider * number.pitch
        number.places = [(a + moved + grown * n, b + moved + grown * n) for n, (a, b) in enumerate(places)]
        there = [_shape(number, place) for _, place in number.digits()]
        _judge(number, [(sign, b, a) for (sign, a), b in zip(own, there, strict=True)], kinds)
        if not number.is_doubtful():
            return
    number.places, number.like, number.nearer = places, like, nearer


def _judge(number: DigitLine, digits: Sequence[tuple[str, Shape, Shape]], kinds: _Kinds) -> None:
    """Hold each digit (what it was read as, how it looks, what of it is in the kinds) against all kinds."""
    number.like = number.nearer = 1.0
    for sign, shape, counted in digits:
        like, other = kinds.likeness(sign, shape, counted)
        number.like, number.nearer = min(number.like, like), min(number.nearer, like - other)


def _place(number: DigitLine, usual: float) -> None:
    """Find the width of a digit (about ``usual`` where that is known), and from where to where each stands.

    All are as wide, and there is least ink between them: in small print they touch, so that pieces of ink cannot be
    counted.
    """
    inked = (number.picture < _INK).astype(np.uint8)
    _, _, pieces, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    heights = pieces[1:, cv2.CC_STAT_HEIGHT]
    if not len(heights) or heights.max() < _LOW:
        return
    # What a stamp left, dust and dashes are no digits: where those begin and end is told by what is as high.
    high = pieces[1:][heights >= _TALL * heights.max()]
    lefts, tops, wides, highs = (high[:, n] for n in range(4))
    number.band = int(np.median(tops)), int(np.median(tops + highs))
    left, right = int(lefts.min()), int((lefts + wides).max())
    profile = np.maximum(_PAPER - number.picture[number.band[0] : number.band[1]].astype(np.float64), 0).sum(
        axis=0
    )
    at = np.arange(len(profile))
    best, number.places = np.inf, []
    for dash in (1.0,) if number.text.isdigit() else _DASHES:
        each = [1.0 if sign.isdigit() else dash for sign in number.text]
        units = np.concatenate(([0.0], np.cumsum(each)))
        # The ink of a 1 is narrower than its place: at either end up to half a place may be empty.
        most = (right - left) / (units[-1] - 0.6)
        widths = usual * _NEAR if usual else np.linspace(0.99 * (right - left) / units[-1], most, 12)
        starts = left - most * np.linspace(-0.08, 0.4, 13)
        edges = starts[None, :, None] + widths[:, None, None] * units
        ink = np.interp(edges, at, profile, left=0, right=0).sum(axis=2)
        ends = edges[:, :, -1]
        outside = ((ends < right - 0.08 * most) | (ends > right + 0.35 * most)) * 1e9
        found = np.unravel_index(np.argmin(ink + outside), ink.shape)
        if outside[found] == 0 and ink[found] < best:
            best, own = float(ink[found]), edges[found]
            number.pitch = float(widths[found[0]])
            pairs = itertools.pairwise(own)
            signs = zip(number.text, pairs, strict=True)
            number.places = [(float(a), float(b)) for sign, (a, b) in signs if sign.isdigit()]


def _shape(number: DigitLine, place: tuple[float, float]) -> Shape:
    """Return a digit at one size, its middle in the middle, of length 1 about its mean."""
    top, bottom = number.band
    middle, height = (place[0] + place[1]) / 2, bottom - top
    wide = height * _WIDE / _HIGH
    scale = _HIGH / height
    matrix = np.array([[scale, 0, -(middle - wide / 2) * scale], [0, scale, -top * scale]])
    ink = 255 - number.picture.astype(np.float32)
    cut = cv2.warpAffine(ink, matrix, (_WIDE, _HIGH), flags=cv2.INTER_LINEAR, borderValue=(0,))
    # What stands beside the digit belongs to its neighbours.
    half = max((place[1] - place[0]) * scale / 2 + 1, 3)
    across = np.abs(np.arange(_WIDE) - (_WIDE - 1) / 2)
    return np.asarray(cut * (across <= half), dtype=np.float64)
