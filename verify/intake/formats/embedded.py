"""Pictures in documents and workbooks that are so large that they could show a list: nothing in them is read there.

A logo, a stamp, a signature is narrower, or has fewer pixels. What was pasted as a drawing (EMF) has no pixels to be
counted: it is told by the size at which it is shown.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from verify.intake.errors import PARSER_ERRORS
from verify.intake.grid import PICTURES_ASIDE, Grid

_LEAST = 400, 200  # pixels: wide and high enough for a list that can be read
_SHOWN = 2_520_000, 1_080_000  # EMU: a third of A4's width, and a few rows
_POINT = 12_700  # EMU
_MEDIA = ("xl/media/", "word/media/", "Pictures/")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIZES = ("{*}extent", "{*}ext", "{*}xfrm/{*}ext", "{*}spPr/{*}xfrm/{*}ext")
_POINTS = re.compile(r"(?:^|;)\s*(width|height):([\d.]+)pt")
_FRAMES = frozenset([*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)])


def holds_pictures(file: Path) -> bool:
    """Whether a file is a package with pictures in it, of whatever size."""
    try:
        with ZipFile(file) as archive:
            return any(name.startswith(_MEDIA) for name in archive.namelist())
    except (BadZipFile, OSError):
        return False


def large_pictures(archive: ZipFile, parts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return a note where parts (name, place) show a large picture, else none; damage in these costs no reading."""
    try:
        if not any(name.startswith(_MEDIA) for name in archive.namelist()):
            return ()
        places = {place: None for part, place in parts if any(_large(archive, part))}
    except PARSER_ERRORS:
        return ()
    return ((PICTURES_ASIDE, "、".join(filter(None, places))),) if places else ()


def noted(grids: Iterable[Grid], notes: tuple[tuple[str, str], ...]) -> list[Grid]:
    """Return the grids, each with the notes: which of them is the roster is not known yet."""
    return [replace(grid, notes=(*grid.notes, *notes)) if notes else grid for grid in grids]


def drawings_of(archive: ZipFile, sheets: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the drawings of the worksheets (name, part) as (part, name)."""
    for name, part in sheets:
        for kind, target in _related(archive, part).values():
            if kind.endswith("/drawing"):
                yield target, name


def _related(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Return what a part of a package leads to: id -> (type, part)."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return {}
    return {
        item.get("Id", ""): (
            item.get("Type", ""),
            posixpath.normpath(posixpath.join("/" + folder, item.get("Target", ""))).lstrip("/"),
        )
        for item in etree.fromstring(archive.read(rels))
    }


def _large(archive: ZipFile, part: str) -> Iterator[bool]:
    """Yield True for each picture on a part that could show a list."""
    names = set(archive.namelist())
    related = _related(archive, part)
    if part not in names or not related:
        return
    for node in etree.fromstring(archive.read(part)).iter("{*}blip", "{*}imagedata"):
        target = related.get(node.get(f"{_R}embed") or node.get(f"{_R}id") or "", ("", ""))[1]
        shown = _size(node)
        if target not in names or (shown and not _reaches(shown, _SHOWN)):
            continue
        held = pixels(archive.read(target))
        if _reaches(held, _LEAST) if held else shown:
            yield True


def _reaches(size: tuple[float, float], least: tuple[int, int]) -> bool:
    return size[0] >= least[0] and size[1] >= least[1]


def _size(node: Any) -> tuple[float, float] | None:
    """Return how large a picture is shown, in EMU; None where the file does not say."""
    for parent in node.iterancestors():
        style = dict(_POINTS.findall(parent.get("style") or ""))
        if len(style) > 1:
            return float(style["width"]) * _POINT, float(style["height"]) * _POINT
        for path in _SIZES:
            found = parent.find(path)
            if found is not None and found.get("cx", "").isdigit() and found.get("cy", "").isdigit():
                return float(found.get("cx")), float(found.get("cy"))
    return None


def pixels(data: bytes) -> tuple[int, int] | None:
    """Return the width and height that a picture says it has: PNG, JPEG, GIF, BMP; None of others."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if data.startswith(b"GIF8") and len(data) >= 10:
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data.startswith(b"BM") and len(data) >= 26:
        sides = (int.from_bytes(data[at : at + 4], "little", signed=True) for at in (18, 22))
        wide, high = map(abs, sides)
        return wide, high
    return _of_jpeg(data) if data.startswith(b"\xff\xd8") else None


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        at += 1 if data[at + 1] == 0xFF else 2 + int.from_bytes(data[at + 2 : at + 4])
    return None
