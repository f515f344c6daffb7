"""From the bytes of a PDF to its pages, by PDFium: nothing in it is run, fetched or believed about sizes."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pypdfium2_raw as pdfium

from verify.intake.errors import IntakeError
from verify.intake.formats.pdf.drawn import drawings, window
from verify.intake.formats.pdf.marked import doubt_struck, drop_raised, seen, shows_list, written_over
from verify.intake.formats.pdf.shapes import Glyph, PdfPage, Rule
from verify.text.characters import unified

MOST_PAGES = 400
TRIMMING = frozenset(["Calc"])  # LibreOffice: of a text that is too long, it writes only what shows
_MOST_SIGNS = 2_000_000  # of a file; a roster of 20,000 people has less
_INVISIBLE = 3  # text rendering mode of what a scanner's software writes behind its picture
_WATERMARK = 1.7  # times the usual size of type: what is so large and pale is no text of the table
_LARGER = 1.3  # times the usual size of type: turned text that is no larger may be text of a cell
_FAINT = 40  # of 255: text that is all but transparent
_COVERS = 0.5  # share of the page from which a picture is the page
_FARTHEST = 1e6  # points
_AT_SIDE = 0.4  # points
_FAR = 300.0
_STRAIGHT = math.radians(2)
_UNKNOWN = frozenset(["\ufffd", "\ufffe", "\uffff", "\x00"])
_SEAL = "★☆"  # in red: of a seal that is drawn, whatever it lies over
_LOW = 0.5  # of the size of type of its line: a sign that seems smaller is low


Box = tuple[float, float, float, float]


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    pdfium.FPDF_InitLibrary()
    held = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(held, len(data), None)
    if not document:
        code = pdfium.FPDF_GetLastError()
        if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise IntakeError("encrypted")
        raise IntakeError("damaged", got="PDF")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def read_sheets(data: bytes) -> list[PdfPage]:
    """Return the pages in order. Raises IntakeError: encrypted, damaged, pdf_too_long."""
    with opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise IntakeError("damaged", got="PDF: 0 pages")
        if count > MOST_PAGES:
            raise IntakeError("pdf_too_long", got=str(count), expected=str(MOST_PAGES))
        sheets: list[PdfPage] = []
        trims = _maker(document) in TRIMMING
        signs = 0
        for number in range(count):
            sheet = _sheet(document, number)
            sheet.trimmed = trims
            signs += len(sheet.glyphs)
            if signs > _MOST_SIGNS:
                raise IntakeError(
                    "too_many_cells", sheet="", cell="?", got=f"> {signs}", expected=str(_MOST_SIGNS)
                )
            sheets.append(sheet)
        return sheets


def attachments(data: bytes) -> int:
    """Return how many files are attached to a PDF."""
    with opened(data) as document:
        return max(0, int(pdfium.FPDFDoc_GetAttachmentCount(document)))


def _maker(document: Any) -> str:
    """Return the program that a PDF says it was made with."""
    held = ctypes.create_string_buffer(256)
    pdfium.FPDF_GetMetaText(document, b"Creator", held, len(held))
    return held.raw.decode("utf-16-le", "replace").partition("\x00")[0]


def _sheet(document: Any, number: int) -> PdfPage:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise IntakeError("damaged", got=f"PDF: page {number + 1}")
    try:
        over: list[Box] = []
        if pdfium.FPDFPage_GetAnnotCount(page) > 0:
            over = written_over(page)
            # What somebody typed over the page, or into the fields of a form, is seen and so is read.
            pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
            pdfium.FPDF_ClosePage(page)
            page = pdfium.FPDF_LoadPage(document, number)
            if not page:
                raise IntakeError("damaged", got=f"PDF: page {number + 1}")
        return _read(page, number, over)
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _read(page: Any, number: int, over: Sequence[Box]) -> PdfPage:
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        raise IntakeError("damaged", got=f"PDF: page {number + 1}")
    try:
        raw, veiled = seen(_signs(text))
    finally:
        pdfium.FPDFText_ClosePage(text)
    box = _box(page)
    drawn = drawings(page)
    turn = _turn(raw)
    width, height = box[2] - box[0], box[3] - box[1]
    sheet = PdfPage(number + 1, *((width, height) if turn % 2 == 0 else (height, width)))
    sheet.veiled, sheet.overwritten = veiled, bool(over)
    hidden = faint = 0
    blank = -1
    aslant: list[Glyph] = []
    large = _WATERMARK * _usual([sign.size for sign in raw if sign.text.strip()])
    visible = {sign.run for sign in raw if _within(sign, box)}
    for sign in raw:
        if sign.run not in visible and not box[1] <= (sign.y0 + sign.y1) / 2 <= box[3]:
            continue  # above or below the page: nobody sees it; what runs over its sides belongs to a row
        if not sign.text.strip() and sign.text not in _UNKNOWN:
            blank = sign.run
            continue
        if sign.mode == _INVISIBLE or sign.alpha < _FAINT:
            hidden += 1
            continue
        faint += sign.light > 240
        is_pale = sign.light > 120 or sign.alpha < 200
        if not _is_straight(sign.angle, turn):
            sheet.watermark += 1
            if not (is_pale or sign.red or sign.size > _LARGER * large / _WATERMARK):
                aslant.append(_upright(sign, box, turn, blank == sign.run))
            continue
        if (sign.size > large and is_pale) or (sign.red and sign.text in _SEAL):
            sheet.watermark += 1
            continue
        # cut off by the edge of the page, or written over
        sign.sure = sign.sure and _within(sign, box) and not any(_within(sign, part) for part in over)
        sheet.glyphs.append(_upright(sign, box, turn, blank == sign.run))
        blank = -1
    sheet.glyphs = _sized(sheet.glyphs)
    sheet.glyphs += _among(aslant, sheet.glyphs)
    covered = sum(_area(image, box) for image in drawn.images) / max(width * height, 1.0)
    shown = len(sheet.glyphs) - faint
    if covered > _COVERS and shown <= max(hidden + faint, 20):
        sheet.picture = True
    elif covered > _COVERS and drawn.text_first:
        sheet.picture = True  # the picture lies over its text
    elif hidden > len(sheet.glyphs):
        sheet.picture = True
    sheet.pictured = shows_list([_turned(*image, box, turn) for image in drawn.detailed], sheet)
    for x0, y0, x1, y1 in (_turned(*band, box, turn) for band in drawn.bands):
        sheet.bands += [Rule(y0, x0, x1), Rule(y1, x0, x1)]
    across = [_turned(*line, box, turn) for line in drawn.lines]
    for x0, y0, x1, y1 in across:
        if x1 - x0 >= y1 - y0:
            sheet.across.append(Rule((y0 + y1) / 2, x0, x1))
        else:
            sheet.down.append(Rule((x0 + x1) / 2, y0, y1))
    doubt_struck(sheet)
    drop_raised(sheet)
    return sheet


def _sized(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return glyphs with the size of type of their line where theirs was taken from what is drawn.

    A font that is drawn sign by sign (Type 3, as browsers write it) has no size; 一 and - are low, and not small.
    """
    lines: dict[int, list[float]] = {}
    for glyph in glyphs:
        lines.setdefault(round(glyph.base), []).append(glyph.size)
    usual = {base: _usual(sizes) for base, sizes in lines.items()}
    return [
        replace(glyph, size=size) if glyph.size < _LOW * (size := usual[round(glyph.base)]) else glyph
        for glyph in glyphs
    ]


def _among(aslant: Sequence[Glyph], straight: Sequence[Glyph]) -> list[Glyph]:
    """Return turned signs that stand among the others, as signs that nobody is sure of: a watermark, or text of a cell."""
    if not straight or not aslant:
        return []
    left, right = min(g.x0 for g in straight), max(g.x1 for g in straight)
    top, bottom = min(g.top for g in straight), max(g.bottom for g in straight)
    return [replace(g, sure=False) for g in aslant if left < g.middle < right and top < g.base < bottom]


class _Sign:
    """A sign in the page's own coordinates: y grows upward."""

    __slots__ = (
        "alpha",
        "angle",
        "apart",
        "light",
        "mode",
        "origin",
        "red",
        "run",
        "size",
        "sure",
        "text",
        "x0",
        "x1",
        "y0",
        "y1",
    )

    text: str
    x0: float
    x1: float
    y0: float
    y1: float
    origin: tuple[float, float]
    angle: float
    size: float
    run: int
    mode: int
    alpha: int
    apart: bool
    light: int  # 0 black .. 255 white
    red: bool  # as stamps are
    sure: bool


def _signs(text: Any) -> list[_Sign]:
    """Return the signs of a page, without the blanks that PDFium adds between words."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    loose, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    found: list[_Sign] = []
    windows: list[Box | None] = []  # by number of the text object: through which it is seen
    runs: dict[int, tuple[int, int]] = {}  # address of a text object -> its number, its rendering mode
    before = ""
    apart = False
    for index in range(pdfium.FPDFText_CountChars(text)):
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            apart = True
            continue
        code = pdfium.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            before = chr(code)
            continue
        if 0xDC00 <= code < 0xE000 and before:
            char = (before + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        else:
            char = chr(code)
        before = ""
        item = pdfium.FPDFText_GetTextObject(text, index)
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        if address not in runs:
            mode = pdfium.FPDFTextObj_GetTextRenderMode(item) if item else 0
            runs[address] = len(runs), mode
            windows.append(window(item) if item else None)
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        has_loose = pdfium.FPDFText_GetLooseCharBox(text, index, loose)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetFillColor(text, index, red, green, blue, alpha)
        sign = _Sign()
        sign.apart, apart = apart, False
        sign.text = unified(char)
        sign.x0, sign.x1 = (loose.left, loose.right) if has_loose else (left.value, right.value)
        sign.y0, sign.y1 = (loose.bottom, loose.top) if has_loose else (bottom.value, top.value)
        sign.origin = x.value, y.value
        size = pdfium.FPDFText_GetFontSize(text, index)
        if pdfium.FPDFText_GetMatrix(text, index, matrix) and (matrix.a or matrix.b):
            # By its base line: a sign that leans on it (italics that a font does not have) is no slanted text.
            sign.angle = -math.atan2(matrix.b, matrix.a) % (2 * math.pi)
            sign.size = size * (_tall(matrix) or 1.0)
            _unslant(sign, matrix)
        else:
            sign.angle, sign.size = pdfium.FPDFText_GetCharAngle(text, index), size
        sign.run, sign.mode = runs[address]
        sign.alpha = alpha.value
        sign.light = min(red.value, green.value, blue.value)
        sign.red = red.value > 140 and max(green.value, blue.value) < 100
        sign.sure = (
            pdfium.FPDFText_HasUnicodeMapError(text, index) != 1
            and char not in _UNKNOWN
            and not 0xE000 <= code < 0xF900
            and not _is_cut(sign, windows[sign.run])
        )
        places = sign.x0, sign.x1, sign.y0, sign.y1, *sign.origin, sign.angle, sign.size
        if not all(map(math.isfinite, places)) or max(map(abs, places)) > _FARTHEST:
            raise IntakeError("damaged", got="PDF")  # nobody can say where this sign stands
        found.append(sign)
    return found


def _tall(matrix: Any) -> float:
    """Return by how much a text matrix stretches signs upright to their base line."""
    a, b, c, d = (float(side) for side in (matrix.a, matrix.b, matrix.c, matrix.d))
    return abs(a * d - b * c) / math.hypot(a, b)


def _unslant(sign: _Sign, matrix: Any) -> None:
    """Take from the box of a sign that leans by how much its top stands over the next sign, in place."""
    x, y = sign.origin
    if abs(matrix.b) < 0.01 * abs(matrix.a) and matrix.d:
        low, high = sorted((side - y) * matrix.c / matrix.d for side in (sign.y0, sign.y1))
        sign.x0, sign.x1 = sign.x0 - low, sign.x1 - high
    elif abs(matrix.a) < 0.01 * abs(matrix.b) and matrix.c:
        low, high = sorted((side - x) * matrix.d / matrix.c for side in (sign.x0, sign.x1))
        sign.y0, sign.y1 = sign.y0 - low, sign.y1 - high


def _within(sign: _Sign, box: Box) -> bool:
    x, y = (sign.x0 + sign.x1) / 2, (sign.y0 + sign.y1) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _usual(sizes: list[float]) -> float:
    """Return the size of most type on a page."""
    return sorted(sizes)[len(sizes) // 2] if sizes else 0.0


def _is_cut(sign: _Sign, seen: Box | None) -> bool:
    """Whether a sign stands at or beyond the side of what it is seen through: the text was too long for its cell."""
    if seen is None or sign.x1 < seen[0] - _FAR or sign.x0 > seen[2] + _FAR:
        return False  # the window of a form within the page, in other coordinates
    return sign.x0 < seen[0] + _AT_SIDE or sign.x1 > seen[2] - _AT_SIDE


def _box(page: Any) -> tuple[float, float, float, float]:
    """Return what is seen of a page: left, bottom, right, top."""
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPage_GetCropBox(page, *edges) and not pdfium.FPDFPage_GetMediaBox(page, *edges):
        return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    x0, y0, x1, y1 = (edge.value for edge in edges)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn(signs: list[_Sign]) -> int:
    """Return by how many quarters the text is turned: most of it decides, whatever the page says of itself."""
    quarters = Counter(
        round(sign.angle / (math.pi / 2)) % 4
        for sign in signs
        if sign.text.strip() and _is_straight(sign.angle, round(sign.angle / (math.pi / 2)))
    )
    return quarters.most_common(1)[0][0] if quarters else 0


def _is_straight(angle: float, turn: int) -> bool:
    off = (angle - turn * math.pi / 2) % (2 * math.pi)
    return min(off, 2 * math.pi - off) < _STRAIGHT


def _turned(x0: float, y0: float, x1: float, y1: float, box: Box, turn: int) -> Box:
    """Return a rectangle upright: left, top, right, bottom."""
    a, b = _point(x0, y0, box, turn), _point(x1, y1, box, turn)
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])


def _point(x: float, y: float, box: Box, turn: int) -> tuple[float, float]:
    left, bottom, right, top = box
    match turn % 4:
        case 0:
            return x - left, top - y
        case 1:  # it runs down the page
            return top - y, right - x
        case 2:
            return right - x, y - bottom
        case _:  # it runs up the page
            return y - bottom, x - left


def _upright(sign: _Sign, box: Box, turn: int, blank: bool) -> Glyph:
    x0, top, x1, bottom = _turned(sign.x0, sign.y0, sign.x1, sign.y1, box, turn)
    base = _point(*sign.origin, box, turn)[1]
    size = sign.size if bottom - top < 4 * sign.size < 16 * (bottom - top) else max(bottom - top, 1.0)
    return Glyph(sign.text, x0, x1, top, bottom, base, size, sign.run, sign.sure, blank, sign.apart)


def _area(image: Box, box: Box) -> float:
    width = min(image[2], box[2]) - max(image[0], box[0])
    height = min(image[3], box[3]) - max(image[1], box[1])
    return max(width, 0.0) * max(height, 0.0)
