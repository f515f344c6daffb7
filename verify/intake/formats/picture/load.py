"""From the bytes of a picture, or of a PDF whose pages are pictures, to upright pages of one size of type."""

from __future__ import annotations

import ctypes
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
import pypdfium2_raw as pdfium
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from verify.intake.errors import PARSER_ERRORS, IntakeError
from verify.intake.formats.foreign import refusal
from verify.intake.formats.pdf.pages import MOST_PAGES, opened

Page = NDArray[np.uint8]  # height x width x 3, red green blue

_MOST_PIXELS = 60_000_000  # of one page: A3 at 600 dpi has 70 million, A4 35 million
_MOST_PAGES = 100
_LEAST_SIDE = 500  # a page that is smaller holds no roster that anybody could read
_LONG, _LONGEST = 1_900, 2_700  # pixels of the longer side: what is outside is brought in
_DPI = 200
_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def pages(data: bytes, kind: str) -> Iterator[Page]:
    """Yield the pages of a picture (``kind`` image) or a PDF, one at a time.

    Raises IntakeError: damaged, picture_damaged, picture_too_large, picture_too_small, pdf_too_long, encrypted.
    """
    for page in _rendered(data) if kind == "pdf" else _decoded(data):
        yield _sized(page)


def check_picture(data: bytes, kind: str) -> None:
    """Look at the head of a picture. Raises IntakeError as ``pages`` does for what cannot be one that is read."""
    if kind != "pdf":
        with _opened(data) as image:
            _check(*image.size)


def _decoded(data: bytes) -> Iterator[Page]:
    with _opened(data) as image:
        count = getattr(image, "n_frames", 1)
        if count > _MOST_PAGES:
            raise IntakeError("pdf_too_long", got=str(count), expected=str(_MOST_PAGES))
        for number in range(count if image.format == "TIFF" else 1):
            image.seek(number)
            _check(*image.size)
            yield _plain(image)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """A picture of which the head was read; whatever the library makes of damage becomes an error of ours."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are judged before a pixel is decoded
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                yield image
    except IntakeError:
        raise
    except UnidentifiedImageError as error:
        raise refusal("image") from error  # Photoshop's, or so damaged that nobody can say
    except Image.DecompressionBombError as error:
        size = f"{_MOST_PIXELS // 1_000_000}"
        raise IntakeError("picture_too_large", got=f"> {size}000000", expected=size) from error
    except PARSER_ERRORS as error:
        raise IntakeError("picture_damaged") from error


def _plain(image: Image.Image) -> Page:
    """Return the pixels upright on white paper, whatever the picture's own way of writing colours."""
    turned = ImageOps.exif_transpose(image)
    if turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info:
        seen = turned.convert("RGBA")
        paper = Image.new("RGBA", seen.size, (255, 255, 255, 255))
        turned = Image.alpha_composite(paper, seen)
    elif turned.mode.startswith(("I", "F")):
        deep = np.asarray(turned, dtype=np.float64)
        top = float(deep.max()) or 1.0
        turned = Image.fromarray(
            (deep / (65535.0 if top > 255 else 255.0) * 255).clip(0, 255).astype(np.uint8)
        )
    return np.ascontiguousarray(np.asarray(turned.convert("RGB"), dtype=np.uint8))


def _check(width: int, height: int) -> None:
    if width * height > _MOST_PIXELS:
        raise IntakeError(
            "picture_too_large", got=f"{width} x {height}", expected=f"{_MOST_PIXELS // 1_000_000}"
        )
    if max(width, height) < _LEAST_SIDE:
        raise IntakeError("picture_too_small", got=f"{width} x {height}", expected=str(_LEAST_SIDE))


def _rendered(data: bytes) -> Iterator[Page]:
    with opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if not 1 <= count <= min(_MOST_PAGES, MOST_PAGES):
            raise IntakeError("pdf_too_long", got=str(count), expected=str(_MOST_PAGES))
        for number in range(count):
            page = pdfium.FPDF_LoadPage(document, number)
            if not page:
                raise IntakeError("damaged", got=f"PDF: page {number + 1}")
            try:
                yield _drawn(page)
            finally:
                pdfium.FPDF_ClosePage(page)


def _drawn(page: object) -> Page:
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not (1 < wide < 20_000 and 1 < high < 20_000):
        raise IntakeError("damaged", got="PDF")
    scale = min(_DPI / 72, _LONGEST / max(wide, high))
    width, height = max(round(wide * scale), 1), max(round(high * scale), 1)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        held = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    flat = np.frombuffer(held, dtype=np.uint8).reshape(height, stride)[:, : width * 4]
    return np.ascontiguousarray(flat.reshape(height, width, 4)[:, :, 2::-1])


def _sized(page: Page) -> Page:
    """Bring a page to a size at which type of 9 to 12 points is 25 to 45 pixels high."""
    longer = max(page.shape[:2])
    if longer > _LONGEST:
        scale, way = _LONGEST / longer, cv2.INTER_AREA
    elif longer < _LONG:
        scale, way = _LONG / longer, cv2.INTER_CUBIC
    else:
        return page
    size = max(round(page.shape[1] * scale), 1), max(round(page.shape[0] * scale), 1)
    return np.asarray(cv2.resize(page, size, interpolation=way), dtype=np.uint8)
