"""What people did to a page after it was typed: struck out, written over, hidden in white. Nothing of it is taken in silence."""

from __future__ import annotations

import ctypes
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import pypdfium2_raw as pdfium

from verify.intake.formats.pdf.shapes import Glyph, PdfPage, Rule
from verify.intake.grid import PICTURES_ASIDE

Box = tuple[float, float, float, float]  # left, bottom, right, top; y grows upward

# Of the size of type, above the base line: where a stroke through signs runs. Lines below a text are lower.
_LOW, _HIGH = 0.15, 0.6
_ENDS = 2.5  # points: a stroke ends where its text does; a line of a table goes on
_WHITE = 240
_TOUCH = 0.3  # of the size of type: signs of one number are no further apart
_LEVEL = 4.0  # points: signs whose middles are in one such strip may stand on one line
_SMALL = 0.6  # of the usual size of type
_SMALLER = 0.8  # of the usual size of type: marks of footnotes
_UP = 0.85  # of the size of type: marks stand no higher above the base line
_MARKS = frozenset("0123456789*＊†‡#①②③④⑤⑥⑦⑧⑨⑩[]()（）注¹²³")
_LONGEST_MARK = 4  # signs: [12]
_WIDE = 1 / 3  # of the page: a picture that is narrower is a logo, a stamp, a signature
_FEW_ROWS = 60.0  # points: a picture that is lower shows no list
_CAPTION = 10  # signs that may stand over a picture; under more of them it is the ground of the page
_MOST_MARKS = 100  # of a page
_MOST_SMALL = 2_000  # signs of a page; more are no marks
_STRIKING = frozenset(
    (
        pdfium.FPDF_ANNOT_STRIKEOUT,
        pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_INK,
        pdfium.FPDF_ANNOT_LINE,
        pdfium.FPDF_ANNOT_CARET,
        pdfium.FPDF_ANNOT_SQUIGGLY,
    )
)


class Sign(Protocol):
    """A sign in the page's own coordinates."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    size: float
    light: int


_S = TypeVar("_S", bound=Sign)


def seen(signs: list[_S]) -> tuple[list[_S], int]:
    """Return the signs without those that nobody sees, and how many these were: white and behind dark ones, or tiny.

    White signs alone stand on dark ground, as headings do, and are read.
    """
    white = {at for at, sign in enumerate(signs) if sign.light > _WHITE and sign.text.strip()}
    dark = [sign for at, sign in enumerate(signs) if at not in white and sign.text.strip()]
    if not white or not dark:
        return signs, 0
    usual = sorted(sign.size for sign in dark)[len(dark) // 2]
    gone = {at for at in white if signs[at].size < _SMALL * usual or any(_covers(d, signs[at]) for d in dark)}
    gone |= _beside_dark(signs, white)
    return [sign for at, sign in enumerate(signs) if at not in gone], len(gone)


def _beside_dark(signs: Sequence[Sign], white: set[int]) -> set[int]:
    """Return white digits that touch dark ones: on the ground on which one is seen the other is not."""
    lines: dict[int, list[int]] = {}
    for at, sign in enumerate(signs):
        if sign.text.isdigit():
            lines.setdefault(round((sign.y0 + sign.y1) / 2 / _LEVEL), []).append(at)
    found: set[int] = set()
    for line in lines.values():
        order = sorted(line, key=lambda at: signs[at].x0)
        if not white.intersection(order):
            continue
        for way in (order, order[::-1]):
            for one, two in itertools.pairwise(way):
                left, right = sorted((signs[one], signs[two]), key=lambda sign: sign.x0)
                touch = right.x0 - left.x1 < _TOUCH * right.size
                if two in white and touch and (one not in white or one in found):
                    found.add(two)
    return found


def _covers(one: Sign, other: Sign) -> bool:
    """Whether the middle of a sign stands within another one."""
    x, y = (other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2
    return one.x0 < x < one.x1 and one.y0 < y < one.y1


def written_over(page: Any) -> list[Box]:
    """Return where people struck out or wrote over a page with a program for PDFs (annotations)."""
    found: list[Box] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 5_000)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        try:
            rect = pdfium.FS_RECTF()
            if pdfium.FPDFAnnot_GetSubtype(note) in _STRIKING and pdfium.FPDFAnnot_GetRect(
                note, ctypes.byref(rect)
            ):
                x0, x1 = sorted((rect.left, rect.right))
                y0, y1 = sorted((rect.bottom, rect.top))
                found.append((x0, y0, x1, y1))
        finally:
            pdfium.FPDFPage_CloseAnnot(note)
    return found


def doubt_struck(sheet: PdfPage) -> None:
    """Say of signs with a stroke through them that they are not sure, in place: their rows are named, and not read."""
    struck = set(_struck(sheet.glyphs, sheet.across))
    sheet.struck += len(struck)
    sheet.glyphs = [replace(g, sure=False) if at in struck else g for at, g in enumerate(sheet.glyphs)]
    if struck:  # a stroke is no line of a table
        cut = [sheet.glyphs[at] for at in struck]
        sheet.across = [rule for rule in sheet.across if not any(_through(rule, glyph) for glyph in cut)]


def _through(rule: Rule, glyph: Glyph) -> bool:
    above = (glyph.base - rule.at) / max(glyph.size, 1.0)
    return _LOW < above < _HIGH and rule.start - 1 <= glyph.middle <= rule.end + 1


def _struck(glyphs: Sequence[Glyph], across: Sequence[Rule]) -> Iterator[int]:
    # By their base line: a page whose lines are dotted has ten thousand of them.
    order = sorted(range(len(glyphs)), key=lambda at: glyphs[at].base)
    bases = [glyphs[at].base for at in order]
    tallest = max((glyph.size for glyph in glyphs), default=1.0)
    for rule in across:
        level = slice(bisect_left(bases, rule.at), bisect_right(bases, rule.at + _HIGH * max(tallest, 1.0)))
        near = sorted(at for at in order[level] if _through(rule, glyphs[at]))
        if not near:
            continue
        left, right = min(glyphs[at].x0 for at in near), max(glyphs[at].x1 for at in near)
        if abs(left - rule.start) < _ENDS and abs(right - rule.end) < _ENDS:
            yield from near


def drop_raised(sheet: PdfPage) -> None:
    """Take the marks of footnotes from a page, in place: small and raised, at the end of a text. They are counted.

    A star behind a single sign stays: 王* may be a name without its end. So does whatever is longer than a mark, or goes
    on: a number in smaller type beside it is no footnote.
    """
    usual = sorted(glyph.size for glyph in sheet.glyphs)[len(sheet.glyphs) // 2] if sheet.glyphs else 0.0
    small = sorted((g for g in sheet.glyphs if g.size < _SMALLER * usual), key=lambda g: g.x0)
    if not small or len(small) > _MOST_SMALL:
        return
    runs: list[list[Glyph]] = []
    for glyph in small:
        own = next((run for run in runs[-_MOST_MARKS:] if _beside(run[-1], glyph)), None)
        if own is None:
            runs.append([glyph])
        else:
            own.append(glyph)
    large = [g for g in sheet.glyphs if g.size >= _SMALLER * usual]
    marks = [run for run in runs if len(run) <= _LONGEST_MARK and all(g.text in _MARKS for g in run)]
    gone = {id(g) for run in marks[:_MOST_MARKS] if _is_mark(run, large, sheet) for g in run}
    sheet.raised += len(gone)
    sheet.glyphs = [g for g in sheet.glyphs if id(g) not in gone]


def _is_mark(run: Sequence[Glyph], large: Sequence[Glyph], sheet: PdfPage) -> bool:
    first, last = run[0], run[-1]
    near = [g for g in large if _LOW < (g.base - first.base) / g.size < _UP]
    anchor = next((g for g in near if _touch(g, first)), None)
    if anchor is None or any(_touch(last, g) for g in near if g is not anchor):
        return False
    if any(
        anchor.middle < rule.at < first.middle and rule.start < first.base < rule.end for rule in sheet.down
    ):
        return False  # of the cell beside
    return first.text not in "*＊" or any(_beside(g, anchor) for g in large)


def _touch(left: Glyph, right: Glyph) -> bool:
    return -0.2 * left.size <= right.x0 - left.x1 <= 0.25 * left.size


def _beside(left: Glyph, right: Glyph) -> bool:
    return left is not right and abs(left.base - right.base) < 1 and _touch(left, right)


def shows_list(pictures: Sequence[tuple[float, float, float, float]], sheet: PdfPage) -> bool:
    """Whether one of the pictures on a page could hold a list: it is large, and no text is written over it."""
    for left, top, right, bottom in pictures:
        if right - left < _WIDE * sheet.width or bottom - top < _FEW_ROWS:
            continue
        over = (g for g in sheet.glyphs if left < g.middle < right and top < g.base < bottom)
        if sum(1 for _ in over) <= _CAPTION:
            return True
    return False


def page_notes(sheets: Sequence[PdfPage]) -> Iterator[tuple[str, int]]:
    """Yield what is to be told of pages: (code, number of the page)."""
    for sheet in sheets:
        if sheet.struck:
            yield "struck_lines", sheet.number
        if sheet.overwritten:
            yield "written_over", sheet.number
        if sheet.raised:
            yield "raised_marks", sheet.number
        if sheet.pictured and not sheet.picture:
            yield PICTURES_ASIDE, sheet.number
        if sheet.veiled:
            yield "white_text", sheet.number
    empty = [s.number for s in sheets if not (s.glyphs or s.across or s.down or s.picture or s.watermark)]
    full = [s.number for s in sheets if s.glyphs]
    for number in empty:
        if full and full[0] < number < full[-1]:
            yield "pages_unread", number
