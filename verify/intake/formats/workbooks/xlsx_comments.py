"""Comments on the cells of an xlsx or xlsb: a part of the package beside each sheet, which no reader of values tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from zipfile import ZipFile

from lxml import etree

from verify.intake.errors import PARSER_ERRORS
from verify.intake.formats.embedded import related
from verify.intake.formats.workbooks.biff12 import comments_in
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


def with_comments_of_xlsb(grids: Sequence[Grid], archive: ZipFile, parts: Mapping[str, str]) -> list[Grid]:
    """Return the grids of an xlsb with the comments on their cells; ``parts``: sheet -> part."""
    if not any("comments" in name.lower() for name in archive.namelist()):
        return list(grids)
    try:
        return [
            replace(
                grid,
                comments={
                    at: text
                    for target in _targets(archive, parts.get(grid.sheet, ""))
                    for at, text in comments_in(archive.read(target)).items()
                },
            )
            for grid in grids
        ]
    except PARSER_ERRORS:
        return list(grids)


def _targets(archive: ZipFile, part: str) -> list[str]:
    """Return the parts with the comments of a sheet."""
    names = archive.namelist()
    found = related(archive, part).values()
    return [target for kind, target in found if kind.endswith("/comments") and target in names]


def _comments(archive: ZipFile, part: str) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for target in _targets(archive, part):
        for comment in etree.fromstring(archive.read(target)).iterfind("{*}commentList/{*}comment"):
            row, column, *_ = merge_of(comment.get("ref", ""))
            found[row, column] = "".join(text.text or "" for text in comment.iter("{*}t"))
    return found
