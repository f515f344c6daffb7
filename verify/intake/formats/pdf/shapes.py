"""What stands on a page, turned upright: glyphs and drawn lines. Units: points, y grows downward from the top."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Glyph:
    """One sign as it is drawn. ``x0 .. x1`` is its advance, ``base`` the line that it stands on."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    run: int  # number of the text object that drew it: a producer's own unit of text
    sure: bool = True  # False where the font does not say which sign it is, or where it is struck out
    blank: bool = False  # the same text object has a blank before it
    apart: bool = False  # PDFium sees a blank before it, where none is written

    @property
    def middle(self) -> float:
        """Half way of its advance."""
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn line: ``at`` is its place across, ``start .. end`` its reach along."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PdfPage:
    """One page: what was written and drawn on it, and what kept it from being read."""

    number: int  # from 1
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)  # horizontal: at = y
    down: list[Rule] = field(default_factory=list)  # vertical: at = x
    bands: list[Rule] = field(default_factory=list)  # upper and lower sides of coloured boxes
    picture: bool = False  # its text is a picture, or was made of one
    pictured: bool = False  # it shows a picture beside its text that could hold a list
    trimmed: bool = False  # its maker leaves out what does not fit into a cell
    watermark: int = 0  # signs that were left out: slanted, or pale and large
    struck: int = 0  # signs with a stroke through them
    raised: int = 0  # marks of footnotes that were left out: small, raised, behind a text
    overwritten: bool = False  # by annotations
    veiled: int = 0  # signs that were left out: white, and behind others


@dataclass(frozen=True, slots=True)
class TextLine:
    """Glyphs on one base line in one cell or column, from left to right."""

    glyphs: tuple[Glyph, ...]
    sheet: int = 0

    @property
    def x0(self) -> float:
        """Left end."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def base(self) -> float:
        """The line that most of it stands on."""
        return sorted(glyph.base for glyph in self.glyphs)[len(self.glyphs) // 2]

    @property
    def size(self) -> float:
        """The largest size of type in it."""
        return max(glyph.size for glyph in self.glyphs)


@dataclass(slots=True)
class PdfCell:
    """What stands in one cell: its lines, and the room that a line had in it."""

    lines: list[TextLine] = field(default_factory=list)
    room: float = 0.0
    sure: bool = True
    strict: bool = False  # what stands below each other must be one text that was broken, or two numbers


@dataclass(slots=True)
class Row:
    """One row of a table on a page; ``sure`` is False where a sign could belong to another cell or row."""

    cells: dict[int, PdfCell]
    sure: bool = True
    top: float = 0.0
    bottom: float = 0.0
    trails: bool = False  # something stands below it on its page that may be a half of the next row


@dataclass(slots=True)
class PdfTable:
    """A table on one page. ``merges``: top, left, bottom, right as indices of rows and columns."""

    sheet: int
    rows: list[Row]
    edges: tuple[float, ...]  # between and beside the columns: one more than there are columns
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    ruled: bool = False
    head: int = -1  # index of the last heading row, -1 where there is none
