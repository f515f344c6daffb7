"""Pictures in an xls ([MS-XLS] and [MS-ODRAW]): how large each is, and where it is shown on a sheet.

A workbook keeps every picture once; a shape of a sheet names the picture by its number, and the cells that it covers.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from verify.intake.formats.pixels import of_bitmap, pixels
from verify.intake.formats.workbooks.biff8 import records

_GROUP, _DRAWING, _CONTINUE, _SHEET = 0xEB, 0xEC, 0x3C, 0x85
_BSE, _SHAPE, _OPTIONS, _ANCHOR = 0xF007, 0xF004, 0xF00B, 0xF010
_BITMAP = 0xF01F  # a BMP without the header that files have
_BLIPS = range(0xF018, 0xF118)
_WHICH = 0x104  # pib: the number of the picture that fills a shape
_CONTAINER, _DEEPEST = 0xF, 8
_BSE_BYTES = 36
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff")
_TAGS = 64  # bytes before a picture: what tells it from others


@dataclass(frozen=True, slots=True)
class Anchor:
    """The cells that a picture covers: from a column (and its 1024ths), a row (and its 256ths), to others."""

    left: int
    left_part: int
    top: int
    top_part: int
    right: int
    right_part: int
    bottom: int
    bottom_part: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture on a sheet: its pixels (None of drawings), and where it is shown (None where the file does not say)."""

    pixels: tuple[int, int] | None
    anchor: Anchor | None


def holds_pictures(stream: bytes) -> bool:
    """Whether a workbook stream keeps a picture."""
    return bool(_kept(stream))


def placed_pictures(stream: bytes) -> list[list[Placed]]:
    """Return the pictures of each worksheet, in the order of the sheets. Raises struct.error on damage."""
    kept = _kept(stream)
    sheets = [
        struct.unpack_from("<I", body)[0]
        for number, body in records(stream, 0)
        if number == _SHEET and len(body) >= 6 and body[5] == 0
    ]
    return [list(_placed(_joined(stream, at, _DRAWING), kept)) if kept else [] for at in sheets]


def _joined(stream: bytes, at: int, wanted: int) -> bytes:
    """Return the bodies of the records of a kind, and of those that go on with them, as one."""
    found, last = bytearray(), 0
    for number, body in records(stream, at):
        if number == wanted or (number == _CONTINUE and last == wanted):
            found += body
            number = wanted
        last = number
    return bytes(found)


def _parts(data: bytes, depth: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Yield (type, instance, body) of the records of a drawing, those in containers after these."""
    at = 0
    while at + 8 <= len(data):
        about, kind, size = struct.unpack_from("<HHI", data, at)
        body = data[at + 8 : at + 8 + size]
        yield kind, about >> 4, body
        if about & 0xF == _CONTAINER and kind != _SHAPE and depth < _DEEPEST:
            yield from _parts(body, depth + 1)
        at += 8 + size


def _kept(stream: bytes) -> list[tuple[int, int] | None]:
    """Return the pixels of the pictures that a workbook keeps, by their number."""
    return [_size(body) for kind, _, body in _parts(_joined(stream, 0, _GROUP)) if kind == _BSE]


def _size(entry: bytes) -> tuple[int, int] | None:
    if len(entry) < _BSE_BYTES + 8:
        return None
    _, kind, _ = struct.unpack_from("<HHI", entry, _BSE_BYTES + entry[33])  # after its name
    data = entry[_BSE_BYTES + entry[33] + 8 :]
    if kind not in _BLIPS:
        return None
    if kind == _BITMAP:
        at = next((n for n in (17, 33) if data[n : n + 4] == struct.pack("<I", 40)), -1)
        return of_bitmap(data[at:]) if at > 0 else None
    starts = [at for magic in _MAGIC if (at := data.find(magic, 0, _TAGS)) >= 0]
    return pixels(data[min(starts) :]) if starts else None


def _placed(drawing: bytes, kept: list[tuple[int, int] | None]) -> Iterator[Placed]:
    for kind, _, shape in _parts(drawing):
        if kind != _SHAPE:
            continue
        which, anchor = 0, None
        for inner, count, body in _parts(shape):
            if inner == _OPTIONS:
                which = next((value for name, value in _options(body, count) if name == _WHICH), which)
            elif inner == _ANCHOR and len(body) >= 18:
                anchor = Anchor(*struct.unpack_from("<8H", body, 2))
        if 0 < which <= len(kept):
            yield Placed(kept[which - 1], anchor)


def _options(body: bytes, count: int) -> Iterator[tuple[int, int]]:
    for at in range(0, min(count * 6, len(body) - 5), 6):
        name, value = struct.unpack_from("<HI", body, at)
        yield name & 0x3FFF, value
