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
from zipfile import ZipFile

import olefile
from lxml import etree

from verify.intake.errors import PARSER_ERRORS
from verify.intake.formats.pixels import pixels
from verify.intake.formats.workbooks import biff8_pictures
from verify.intake.formats.workbooks.biff8 import workbook_stream
from verify.intake.grid import PICTURES_ASIDE, Grid

_LEAST = 400, 200  # pixels: wide and high enough for a list that can be read
_SHOWN = 2_520_000, 1_080_000  # EMU: a third of A4's width, and a few rows
_POINT = 12_700  # EMU
_MEDIA = ("xl/media/", "word/media/", "Pictures/")
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIZES = ("{*}extent", "{*}ext", "{*}xfrm/{*}ext", "{*}spPr/{*}xfrm/{*}ext")
_HREF, _SVG = (
    "{http://www.w3.org/1999/xlink}href",
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}",
)
_LENGTH = re.compile(r"([\d.]+)(cm|mm|in|pt|px)")
_UNITS = {"cm": 360_000, "mm": 36_000, "in": 914_400, "pt": _POINT, "px": 9_525}  # EMU
_POINTS = re.compile(r"(?:^|;)\s*(width|height):([\d.]+)pt")


def holds_pictures(file: Path) -> bool:
    """Whether a file is a package, or an xls, with pictures in it, of whatever size."""
    try:
        if olefile.isOleFile(str(file)):
            return biff8_pictures.holds_pictures(workbook_stream(file.read_bytes()))
        with ZipFile(file) as archive:
            return any(name.startswith(_MEDIA) for name in archive.namelist())
    except PARSER_ERRORS:
        return False


def large_pictures(archive: ZipFile, parts: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Return a note where parts (name, place) show a large picture, else none; damage in these costs no reading."""
    try:
        if not any(name.startswith(_MEDIA) for name in archive.namelist()):
            return ()
        places = {place: None for part, place in parts if any(_large(archive, part))}
    except PARSER_ERRORS:
        return ()
    return placed_notes(places)


def placed_notes(places: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the note on large pictures at these places, none for none; a place "" has no name."""
    known = dict.fromkeys(places)
    return ((PICTURES_ASIDE, "、".join(filter(None, known))),) if known else ()


def pictures_of_ods(archive: ZipFile, tables: Iterable[tuple[str, Any]]) -> tuple[tuple[str, str], ...]:
    """Return the note where the sheets (name, element) of an ods show a large picture, else none."""
    names = frozenset(name for name in archive.namelist() if name.startswith("Pictures/"))
    try:
        return placed_notes(name for name, table in tables if names and any(_framed(archive, names, table)))
    except PARSER_ERRORS:
        return ()


def _framed(archive: ZipFile, names: frozenset[str], table: Any) -> Iterator[bool]:
    for node in table.iter("{*}image"):
        target = posixpath.normpath(node.get(_HREF) or "")
        if target in names:
            frame = node.getparent()
            sides = [_LENGTH.fullmatch(frame.get(f"{_SVG}{side}") or "") for side in ("width", "height")]
            shown = [float(m[1]) * _UNITS[m[2]] for m in sides if m]
            size = (shown[0], shown[1]) if len(shown) > 1 else None
            yield may_show_list(pixels(archive.read(target)), size)


def noted(grids: Iterable[Grid], notes: tuple[tuple[str, str], ...]) -> list[Grid]:
    """Return the grids, each with the notes: which of them is the roster is not known yet."""
    return [replace(grid, notes=(*grid.notes, *notes)) if notes else grid for grid in grids]


def drawings_of(archive: ZipFile, sheets: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the drawings of the worksheets (name, part) as (part, name)."""
    for name, part in sheets:
        for kind, target in related(archive, part).values():
            if kind.endswith("/drawing"):
                yield target, name


def related(archive: ZipFile, part: str) -> dict[str, tuple[str, str]]:
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
    leads = related(archive, part)
    if part not in names or not leads:
        return
    for node in etree.fromstring(archive.read(part)).iter("{*}blip", "{*}imagedata"):
        target = leads.get(node.get(f"{_R}embed") or node.get(f"{_R}id") or "", ("", ""))[1]
        shown = _size(node)
        if target not in names:
            continue
        if may_show_list(pixels(archive.read(target)), shown):
            yield True


def may_show_list(held: tuple[int, int] | None, shown: tuple[float, float] | None) -> bool:
    """Whether a picture is large enough: by its pixels (``held``) and by the size at which it is shown, in EMU."""
    if shown and not _reaches(shown, _SHOWN):
        return False
    return _reaches(held, _LEAST) if held else bool(shown)


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
