"""HTML tables, as web systems export them under the name .xls."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.encoding import decodings
from verify.intake.formats.markup_styles import CellLooks, looks_of
from verify.intake.formats.workbooks.number_formats import from_serial
from verify.intake.formats.workbooks.sheet import Sheet, assemble
from verify.intake.grid import Grid, Value
from verify.settings import Settings

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
# What shows nothing; rt is how a character sounds, rp the brackets round it.
_PASSED = frozenset(["table", "script", "style", "rt", "rp"])
_LOSSY = re.compile(r"[-+]?[\d.]+E[+-]?\d+|#+|", re.IGNORECASE)
_BLOCKS = frozenset(["p", "div", "li", "tr"])
_COLUMNS = 16_384
_MAX_TITLE = 500


def read_html(data: bytes, settings: Settings, words: frozenset[str]) -> list[Grid]:
    """Return a grid for every table, 表1, 表2 ... in document order; nested tables follow their host.

    Texts, as a browser shows them; where Excel wrote the number beside (``x:num``) and the text has lost digits
    (1.39E+10, ####), the number. Raises IntakeError (damaged, too_many_cells).
    """
    text, notes = decode_markup(data, words)
    try:
        parser = lxml_html.HTMLParser(no_network=True, huge_tree=True)
        # A declaration of another encoding would be believed, and XML declarations refused.
        root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
        tables = list(root.iter("table"))
        looks = looks_of(root)
        grids = [_grid(table, f"表{index + 1}", looks, settings) for index, table in enumerate(tables)]
    except PARSER_ERRORS as error:
        raise IntakeError("damaged", got=f"HTML: {described(error)}") from error
    if grids and (title := _text_above(tables[0])):
        notes = (("title", title), *notes)
    return [_with_notes(grid, notes) if index == 0 else grid for index, grid in enumerate(grids)]


def decode_markup(data: bytes, words: frozenset[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Decode by byte-order mark, then by what the file declares if that holds strictly, else as any text."""
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        declared = _CHARSET.search(data[:4096]) or re.search(
            rb"""encoding\s*=\s*["']([\w.:-]+)""", data[:200]
        )
        if declared:
            name = declared[1].decode("ascii")
            # Pages declare gb2312 and use characters of GBK and GB18030.
            name = "gb18030" if name.lower() in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936") else name
            try:
                return data.decode(name), ()
            except (LookupError, UnicodeDecodeError):
                pass  # the declaration is wrong: judge the bytes
    decoding = decodings(data, words, whole=True)[0]
    notes = () if decoding.damaged is None else (("damaged_text", f"byte {decoding.damaged}"),)
    return data.decode(decoding.encoding, errors=decoding.errors).lstrip("\ufeff"), notes


def _with_notes(grid: Grid, notes: tuple[tuple[str, str], ...]) -> Grid:
    return Grid(**{**{name: getattr(grid, name) for name in Grid.__slots__}, "notes": notes + grid.notes})


def _text_above(table: Any) -> str:
    parts = [
        str(part)
        for part in table.xpath(
            "preceding::text()[not(ancestor::style|ancestor::script|ancestor::title|ancestor::xml)]"
        )
    ]
    return "\n".join(line for part in parts if (line := " ".join(part.split())))[:_MAX_TITLE]


def _own(table: Any, tag: str) -> list[Any]:
    """Rows or columns of this table, not of those nested in it."""
    path = f"./{tag}|./thead/{tag}|./tbody/{tag}|./tfoot/{tag}|./colgroup/{tag}"
    found: list[Any] = table.xpath(path)
    return found


def _span(cell: Any, name: str) -> int:
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    return max(1, min(int(match[1]), _COLUMNS)) if match else 1


def _hidden_columns(table: Any, looks: CellLooks) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for item in _own(table, "col"):
        count = _span(item, "span")
        if looks.is_hidden(item):
            hidden.update(range(column, column + count))
        column += count
    return hidden


def _grid(table: Any, name: str, looks: CellLooks, settings: Settings) -> Grid:
    sheet = Sheet(name, hidden=looks.is_hidden(table))
    sheet.hidden_columns = _hidden_columns(table, looks)
    reserved: dict[int, int] = {}  # column -> last row that a cell from above reaches down to
    rows = _own(table, "tr")
    for number, row in enumerate(rows, start=1):
        if looks.is_hidden(row):
            sheet.hidden_rows.add(number)
        row_struck = looks.is_struck(row)
        column = 0
        for cell in row.xpath("./td|./th"):
            while reserved.get(column, 0) >= number:
                column += 1
            if column >= _COLUMNS:
                break  # no spreadsheet shows more, and spans that lie would never end
            right = min(column + _span(cell, "colspan"), _COLUMNS) - 1
            bottom = min(number + _span(cell, "rowspan") - 1, len(rows))
            if right > column or bottom > number:
                sheet.merges.append((number, column, bottom, right))
                reserved.update(dict.fromkeys(range(column, right + 1), bottom))
            _put(sheet, (number, column), cell, looks, row_struck)
            column = right + 1
    return assemble(sheet, settings.max_cells)


def _put(sheet: Sheet, at: tuple[int, int], cell: Any, looks: CellLooks, row_struck: bool) -> None:
    """Take a cell into the sheet."""
    struck: list[str] = []
    text = _cell_text(cell, looks, struck)
    number_format = looks.number_format(cell)
    value = _number(cell, text, number_format)
    if row_struck or looks.is_struck(cell):
        sheet.struck[at] = True
    elif any(map(str.strip, struck)):
        sheet.struck[at] = not text
    if formula := cell.get("x:fmla"):
        sheet.formulas[at] = formula
    if value is not None or formula:
        sheet.cells[at] = "" if value is None else value
        # The text is what the format made of it; only a number has yet to be shown.
        if not isinstance(value, str) and number_format not in ("", "General"):
            sheet.formats[at] = number_format


def _number(cell: Any, text: str, number_format: str) -> Value:
    """Return the text of a cell, or the number of which the text shows too little."""
    said = cell.get("x:num")
    if said and _LOSSY.fullmatch(text):
        try:
            return from_serial(float(said), number_format, epoch_1904=False)
        except ValueError:
            return text or None
    return text or None


def _cell_text(cell: Any, looks: CellLooks, struck: list[str]) -> str:
    """Text as a browser shows it: white space runs together, br and blocks break lines."""
    parts: list[str] = []
    _collect(cell, parts, looks, struck)
    lines = ("".join(parts)).split("\n")
    # Not str.split(): a no-break space is what somebody typed, and stays.
    return "\n".join(re.sub(r"[ \t\r\f]+", " ", line).strip(" ") for line in lines).strip("\n")


def _collect(node: Any, parts: list[str], looks: CellLooks, struck: list[str]) -> None:
    """Gather text without tables inside, scripts, comments, what is struck out or not displayed."""
    parts.append((node.text or "").replace("\n", " "))
    for child in node:
        if isinstance(child.tag, str) and child.tag not in _PASSED and not looks.is_hidden(child):
            if looks.is_struck(child):
                struck.append(child.text_content())
            else:
                if child.tag == "br" or (child.tag in _BLOCKS and "".join(parts).strip()):
                    parts.append("\n")
                _collect(child, parts, looks, struck)
        elif isinstance(child, etree._Entity):
            parts.append(str(child.text or ""))
        parts.append((child.tail or "").replace("\n", " "))
