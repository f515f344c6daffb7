"""A paper before it has a format: what stands in it and in which order, nothing about how it looks.

Composed once (compose.py, forms.py), written by many (html.py, docx.py, xlsx.py). Texts are plain; what
strangers typed stands in them as it is, and every writer makes it harmless in its own format.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# How a column is set: free text, a long text that may wrap, a number, an address or code, one sign.
KINDS = ("text", "long", "number", "code", "sign")
# What a paragraph is: brief = said small, where a page has to hold all of it.
ROLES = ("body", "lead", "brief", "note", "clause", "innocent", "clear", "message", "signature")


@dataclass(frozen=True, slots=True)
class Column:
    """Heading of a column and its kind, one of KINDS; ``width`` in characters, 0 = as the kind has it.

    ``hint`` says what the heading means, where a format can show that on demand; ``lines``: a break in a cell is
    kept where a format can, so that no number is divided.
    """

    title: str
    kind: str = "text"
    width: int = 0
    hint: str = ""
    lines: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a cell; ``severity`` colours it, ``link`` is an anchor of the same document.

    ``comment`` is shown beside it where a format can do that (workbooks). ``drawing`` is shown before the text
    where a format can draw (the page); the text says the same by itself. ``hint``: the text in full, where it is
    shortened and a format can show that on demand.
    """

    text: str
    severity: str = ""
    link: str = ""
    comment: str = ""
    drawing: Figure | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption. ``note`` says what is left out, "" when it is whole; ``sortable``: it may be ordered and
    searched where a format can do that."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    sortable: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``role`` is one of ROLES; ``label`` stands before it, e.g. 依据."""

    text: str
    role: str = "body"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one below the other."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG text, whose title and description say the same in words. ``caption`` is shown."""

    svg: str
    title: str
    description: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A text that a telephone can read off the paper (QR code), ``caption`` below it: what it holds."""

    text: str
    caption: str


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a printed form. ``kind``: label (printed), value (filled in by us, may be empty), area (free
    room for people, text at its top, ``foot`` at its bottom right). ``across`` and ``down`` in grid places."""

    text: str = ""
    kind: str = "label"
    across: int = 1
    down: int = 1
    foot: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form: ``widths`` of its grid in parts of the page's width, rows of boxes as they are met from
    left to right (a box that reaches down is named once, in its first row), ``heights`` in mm, 0 = as needed."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Box, ...], ...]
    heights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. ``anchor`` is unique in the document, "" where nobody links to it."""

    title: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    severity: str = ""
    new_page: bool = False
    contents: str = ""  # how the table of contents calls it; "" = it is not listed


Block = Text | Facts | Table | Figure | Code | Form | Section


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper: title, one line under it, language, sections in order."""

    title: str
    subtitle: str
    lang: str
    sections: tuple[Section, ...]


def walk(blocks: tuple[Block, ...], depth: int = 1) -> Iterator[tuple[int, Block]]:
    """Yield every block in reading order with its depth (1 = of the document itself)."""
    for block in blocks:
        yield depth, block
        if isinstance(block, Section):
            yield from walk(block.blocks, depth + 1)
