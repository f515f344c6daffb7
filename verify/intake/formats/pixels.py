"""How wide and high a picture says it is, by its first bytes."""

from __future__ import annotations

_FRAMES = frozenset([*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)])


def pixels(data: bytes) -> tuple[int, int] | None:
    """Return the width and height that a picture says it has: PNG, JPEG, GIF, BMP; None of others."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if data.startswith(b"GIF8") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data.startswith(b"BM") and len(data) >= 26:
        return of_bitmap(data[14:])
    return _of_jpeg(data) if data.startswith(b"\xff\xd8") else None


def of_bitmap(header: bytes) -> tuple[int, int] | None:
    """Return the size in a BITMAPINFOHEADER; a height below nought says that the rows stand upside down."""
    if len(header) < 12:
        return None
    sides = (int.from_bytes(header[at : at + 4], "little", signed=True) for at in (4, 8))
    wide, high = map(abs, sides)
    return wide, high


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
