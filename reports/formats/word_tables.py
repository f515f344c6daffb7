"""Tables and facts in a Word paper: fixed widths by the kinds of the columns, the header on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, pairwise

from phrases import say
from reports.document import Cell, Column, Facts, Table
from reports.figures.palette import CELLS
from reports.formats.word_package import TEXT_WIDTH
from reports.formats.word_styles import MARGINS
from reports.formats.word_xml import NOTHING, Xml, flags, link, node, paragraph, plain, run

# By kind: the least and the most that a column wants, in Latin letters of the size of a cell.
_WANTS = {"text": (9, 22), "long": (20, 90), "number": (5, 11), "code": (14, 24), "sign": (4, 10)}
_LETTER = 112  # twentieths of a point, at 10.5 pt with a little to spare; a Chinese character takes two
_PADDING = MARGINS["left"] + MARGINS["right"]
_STYLES = {"number": "CellNumber", "code": "CellCode", "sign": "CellSign"}
_LOOKED_AT = 400  # rows that the width of a column is taken from
WHOLE = 900  # letters: a row with more than that may be divided between pages


def table(block: Table, lang: str, places: Mapping[str, str]) -> Xml:
    """Return a table without its caption. ``places``: anchor -> bookmark, for links in cells."""
    widths = column_widths(block)
    titles = zip(block.columns, widths, strict=True)
    head = [_cell(plain("CellHead", column.title), width, CELLS["head"]) for column, width in titles]
    rows = [node("tr", node("trPr", flags("cantSplit", "tblHeader")), *head)]
    for row in block.rows:
        cells = zip(row, block.columns, widths, strict=True)
        filled = [_filled(cell, column, width, lang, places) for cell, column, width in cells]
        rows.append(_row(filled, [cell.text for cell in row]))
    return frame("TableGrid", widths, rows)


def facts(block: Facts) -> Xml:
    """Return names and values as a table of two columns."""
    longest = max(_letters(label, 40) for label, _ in block.pairs)
    first = min(max(longest * 130 + _PADDING, TEXT_WIDTH // 6), TEXT_WIDTH * 2 // 5)
    widths = (first, TEXT_WIDTH - first)
    rows = []
    for label, value in block.pairs:
        cells = (_cell(plain("FactName", label), widths[0]), _cell(plain("FactValue", value), widths[1]))
        rows.append(_row(cells, (label, value)))
    return frame("FactTable", widths, rows)


def frame(style: str, widths: Sequence[int], rows: Iterable[Xml]) -> Xml:
    """Return a table of fixed column widths, in twentieths of a point. Nothing is in it that came after Word 2007."""
    properties = node(
        "tblPr",
        node("tblStyle", val=style),
        node("tblW", w=sum(widths), type="dxa"),
        node("jc", val="center"),
        node("tblLayout", type="fixed"),
        node("tblLook", val="0620"),
    )
    return node("tbl", properties, node("tblGrid", *(node("gridCol", w=width) for width in widths)), *rows)


def column_widths(block: Table) -> list[int]:
    """Return the widths of the columns in twentieths of a point; their sum is the width of the text.

    Each gets what its kind and its contents want; where that is too much, all give the same share of what is
    above their least, and where that is too little, long texts get the rest.
    """
    least, most = [], []
    for index, column in enumerate(block.columns):
        low, high = _WANTS[column.kind]
        high = max(high, column.width)
        # A sign that stands before a text of some severity takes room too.
        shown = (
            ("  " if row[index].severity else "") + row[index].text for row in islice(block.rows, _LOOKED_AT)
        )
        wanted = min(max([_letters(column.title, high), *(_letters(text, high) for text in shown)]) + 1, high)
        wanted += 2 * (column.kind == "code")  # a number is not divided, whatever font stands in for ours
        most.append(wanted * _LETTER + _PADDING)
        least.append(min(wanted, low + 2 * (column.kind == "code")) * _LETTER + _PADDING)
    room, over = TEXT_WIDTH - sum(least), sum(most) - sum(least)
    if room < 0:
        return scaled(least)
    if sum(most) > TEXT_WIDTH:
        return scaled([low + (high - low) * room / over for low, high in zip(least, most, strict=True)])
    growing = [column.kind == "long" for column in block.columns]
    if any(growing):
        more = (TEXT_WIDTH - sum(most)) / sum(growing)
        most = [width + round(more) * grows for width, grows in zip(most, growing, strict=True)]
    return scaled(most)


def scaled(widths: Sequence[float]) -> list[int]:
    """Return whole numbers in the same proportions whose sum is the width of the text."""
    total = sum(widths)
    ends = [round(sum(widths[:i]) * TEXT_WIDTH / total) for i in range(len(widths) + 1)]
    return [after - before for before, after in pairwise(ends)]


def _letters(text: str, most: int) -> int:
    """How wide a text is in Latin letters, no further than ``most``."""
    lines = text.split("\n") if "\n" in text else (text,)
    return min(max(sum(2 if char > "\u2e80" else 1 for char in line[:most]) for line in lines), most)


def _row(cells: Iterable[Xml], texts: Sequence[str]) -> Xml:
    """A row that stays on one page, unless it is so long that it could not."""
    whole = max(map(len, texts), default=0) < WHOLE
    return node("tr", node("trPr", flags("cantSplit")) if whole else NOTHING, *cells)


def _filled(cell: Cell, column: Column, width: int, lang: str, places: Mapping[str, str]) -> Xml:
    text = _signed(cell, column, lang)
    content = run(text) if text else NOTHING
    if text and cell.link in places:
        content = link(places[cell.link], run(text, style="Hyperlink"))
    style = _STYLES.get(column.kind, "Cell")
    if column.lines and "\n" in text:
        whole = Xml("".join(plain(style, part) for part in text.split("\n")))
        return _cell(whole, width, CELLS.get(cell.severity, ""))
    return _cell(paragraph(style, content), width, CELLS.get(cell.severity, ""))


def _signed(cell: Cell, column: Column, lang: str) -> str:
    """The text of a cell, with the sign of its severity unless it or its heading shows that already.

    A number needs none: the heading says what is counted, and nought has no colour.
    """
    if not cell.severity or (column.kind == "number" and cell.text.isdigit()):
        return cell.text
    sign = say(f"paper.sign.{cell.severity}", lang)
    return cell.text if sign in cell.text or sign in column.title else f"{sign} {cell.text}"


def _cell(content: Xml, width: int, ground: str = "") -> Xml:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>' if ground else ""
    return Xml(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content}</w:tc>"
    )
