"""QR codes (ISO/IEC 18004) as pictures, by the library segno: the same text, the same bytes."""

from __future__ import annotations

import io

import segno

MM = 32  # side on paper: a seal's hash is read from it by any telephone


def png(text: str) -> bytes:
    """Return a black and white PNG of a QR code with its quiet zone."""
    file = io.BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="png", scale=8, border=4)
    return file.getvalue()


def svg(text: str) -> str:
    """Return the same as SVG text, for pages."""
    return str(segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, light="#fff"))
