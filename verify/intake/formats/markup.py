"""HTML tables, as web systems export them under the name .xls."""

from __future__ import annotations

import codecs
import re
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.encoding import decodings
from verify.intake.formats.workbooks.sparse import Merge, lay_out, without_strays
from verify.intake.grid import Grid, Value
from verify.settings import Settings

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_NUMBER_FORMAT = re.compile(r"mso-number-format\s*:\s*(?:\"([^\"]*)\"|'([^']*)'|([^;]+))", re.IGNORECASE)
_BLOCKS = frozenset(["p", "div", "li", "tr"])
_COLUMNS = 16_384
_MAX_TITLE = 500


def read_html(data: bytes, settings: Settings, words: frozenset[str]) -> list[Grid]:
    """Return a grid for every table, 表1, 表2 ... in document order; nested tables follow their host.

    All texts: HTML has no types. Raises IntakeError (damaged, too_many_cells).
    """
    text, notes = decode_markup(data, words)
    try:
        parser = lxml_html.HTMLParser(no_network=True, huge_tree=True)
        # A declaration of another encoding would be believed, and XML declarations refused.
        root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
        tables = list(root.iter("table"))
        grids = [_grid(table, f"表{index + 1}", settings.max_cells) for index, table in enumerate(tables)]
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


def _is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _own(table: Any, tag: str) -> list[Any]:
    """Rows or columns of this table, not of those nested in it."""
    path = f"./{tag}|./thead/{tag}|./tbody/{tag}|./tfoot/{tag}|./colgroup/{tag}"
    found: list[Any] = table.xpath(path)
    return found


def _span(cell: Any, name: str) -> int:
    match = re.match(r"\s*(\d{1,6})", cell.get(name) or "")
    return max(1, min(int(match[1]), _COLUMNS)) if match else 1


def _hidden_columns(table: Any) -> set[int]:
    hidden: set[int] = set()
    column = 0
    for item in _own(table, "col"):
        count = _span(item, "span")
        if _is_hidden(item):
            hidden.update(range(column, column + count))
        column += count
    return hidden


def _grid(table: Any, name: str, max_cells: int) -> Grid:
    cells: dict[tuple[int, int], Value] = {}
    formats: dict[tuple[int, int], str] = {}
    merges: list[Merge] = []
    hidden_rows: set[int] = set()
    reserved: dict[int, int] = {}  # column -> last row that a cell from above reaches down to
    rows = _own(table, "tr")
    for number, row in enumerate(rows, start=1):
        if _is_hidden(row):
            hidden_rows.add(number)
        column = 0
        for cell in row.xpath("./td|./th"):
            while reserved.get(column, 0) >= number:
                column += 1
            if column >= _COLUMNS:
                break  # no spreadsheet shows more, and spans that lie would never end
            right = min(column + _span(cell, "colspan"), _COLUMNS) - 1
            bottom = min(number + _span(cell, "rowspan") - 1, len(rows))
            if right > column or bottom > number:
                merges.append((number, column, bottom, right))
                reserved.update(dict.fromkeys(range(column, right + 1), bottom))
            if text := _cell_text(cell):
                cells[number, column] = text
            if found := _NUMBER_FORMAT.search(cell.get("style") or ""):
                formats[number, column] = (found[1] or found[2] or found[3] or "").replace("\\", "").strip()
            column = right + 1
    kept, notes = without_strays(cells, name, max_cells)
    shown, lines = lay_out(kept)
    last = max((column for _, column in kept), default=-1)
    return Grid(
        sheet=name,
        rows=shown,
        cells=lines,
        formats={at: text for at, text in formats.items() if at in kept and text not in ("", "General")},
        merges=merges,
        hidden_rows=frozenset(hidden_rows & set(shown)),
        hidden_columns=frozenset(column for column in _hidden_columns(table) if column <= last),
        hidden=_is_hidden(table),
        notes=notes,
    )


def _cell_text(cell: Any) -> str:
    """Text as a browser shows it: white space runs together, br and blocks break lines."""
    parts: list[str] = []
    _collect(cell, parts)
    lines = ("".join(parts)).split("\n")
    # Not str.split(): a no-break space is what somebody typed, and stays.
    return "\n".join(re.sub(r"[ \t\r\f]+", " ", line).strip(" ") for line in lines).strip("\n")


def _collect(node: Any, parts: list[str]) -> None:
    """Gather text without tables inside, scripts, comments and what is not displayed."""
    parts.append((node.text or "").replace("\n", " "))
    for child in node:
        if (
            isinstance(child.tag, str)
            and child.tag not in ("table", "script", "style")
            and not _is_hidden(child)
        ):
            if child.tag == "br" or (child.tag in _BLOCKS and "".join(parts).strip()):
                parts.append("\n")
            _collect(child, parts)
        elif isinstance(child, etree._Entity):
            parts.append(str(child.text or ""))
        parts.append((child.tail or "").replace("\n", " "))
