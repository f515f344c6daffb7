"""What people did to a page after it was typed: struck out, written over, hidden in white. Nothing of it is taken in silence."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import pypdfium2_raw as pdfium

from verify.intake.formats.pdf.shapes import Glyph, PdfPage, Rule

Box = tuple[float, float, float, float]  # left, bottom, right, top; y grows upward

# Of the size of type, above the base line: where a stroke through signs runs. Lines below a text are lower.
_LOW, _HIGH = 0.15, 0.6
_ENDS = 2.5  # points: a stroke ends where its text does; a line of a table goes on
_WHITE = 240
_SMALL = 0.6  # of the usual size of type
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
    return [sign for at, sign in enumerate(signs) if at not in gone], len(gone)


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
    for rule in across:
        near = [at for at, glyph in enumerate(glyphs) if _through(rule, glyph)]
        if not near:
            continue
        left, right = min(glyphs[at].x0 for at in near), max(glyphs[at].x1 for at in near)
        if abs(left - rule.start) < _ENDS and abs(right - rule.end) < _ENDS:
            yield from near


def page_notes(sheets: Sequence[PdfPage]) -> Iterator[tuple[str, int]]:
    """Yield what is to be told of pages: (code, number of the page)."""
    for sheet in sheets:
        if sheet.struck:
            yield "struck_lines", sheet.number
        if sheet.overwritten:
            yield "written_over", sheet.number
        if sheet.veiled:
            yield "white_text", sheet.number
    empty = [s.number for s in sheets if not (s.glyphs or s.across or s.down or s.picture or s.watermark)]
    full = [s.number for s in sheets if s.glyphs]
    for number in empty:
        if full and full[0] < number < full[-1]:
            yield "pages_unread", number
