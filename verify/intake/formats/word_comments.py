"""Comments of a docx: what somebody noted at the margin of a cell, in a part of the package beside the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from zipfile import ZipFile

from lxml import etree

from verify.intake.errors import PARSER_ERRORS
from verify.intake.formats.embedded import related
from verify.intake.formats.word_text import W

_REFERENCE, _COMMENT, _CELL, _ID = f"{W}commentReference", f"{W}comment", f"{W}tc", f"{W}id"


def comments_of(archive: ZipFile, part: str) -> Mapping[str, str]:
    """Return id -> text of the comments of a document; damaged ones cost no roster its reading."""
    try:
        parts = [at for kind, at in related(archive, part).values() if kind.endswith("/comments")]
        trees = [etree.fromstring(archive.read(at)) for at in parts if at in archive.namelist()]
    except PARSER_ERRORS:
        return {}
    return {node.get(_ID, ""): _text(node) for tree in trees for node in tree.iter(_COMMENT)}


def noted_on(cell: Any, comments: Mapping[str, str]) -> Iterator[str]:
    """Yield what is noted on a cell, not on those of a table inside it."""
    for node in cell.iter(_REFERENCE) if comments else ():
        text = comments.get(node.get(_ID, ""), "")
        if text and next(node.iterancestors(_CELL), None) is cell:
            yield text


def _text(comment: Any) -> str:
    lines = ("".join(text.text or "" for text in line.iter(f"{W}t")) for line in comment.iter(f"{W}p"))
    return "\n".join(filter(None, lines))
