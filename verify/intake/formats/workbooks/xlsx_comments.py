"""Comments on the cells of an xlsx: a part of the package beside each sheet, which no reader of values tells."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import replace
from zipfile import ZipFile

from lxml import etree

from verify.intake.errors import PARSER_ERRORS
from verify.intake.formats.workbooks.scan_xlsx import worksheet_parts
from verify.intake.formats.workbooks.sparse import merge_of
from verify.intake.grid import Grid


def with_comments(grids: Sequence[Grid], archive: ZipFile) -> list[Grid]:
    """Return the grids with the comments on their cells. Comments that are damaged cost no roster its reading."""
    if not any("comments" in name.lower() for name in archive.namelist()):
        return list(grids)
    try:
        parts = worksheet_parts(archive)
        return [replace(grid, comments=_comments(archive, parts.get(grid.sheet, ""))) for grid in grids]
    except PARSER_ERRORS:
        return list(grids)


def _comments(archive: ZipFile, part: str) -> dict[tuple[int, int], str]:
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    names = archive.namelist()
    found: dict[tuple[int, int], str] = {}
    for item in etree.fromstring(archive.read(rels)) if rels in names else ():
        target = posixpath.normpath(posixpath.join("/" + folder, item.get("Target", ""))).lstrip("/")
        if item.get("Type", "").endswith("/comments") and target in names:
            for comment in etree.fromstring(archive.read(target)).iterfind("{*}commentList/{*}comment"):
                row, column, *_ = merge_of(comment.get("ref", ""))
                found[row, column] = "".join(text.text or "" for text in comment.iter("{*}t"))
    return found
