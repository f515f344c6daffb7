"""Word tables of a docx as grids.

Only the main part is asked for, and its tables are walked here: libraries want parts that nobody needs (a
picture that is gone loses them the document), and drop cells in content controls (``w:sdt``) and inserted
text (``w:ins``), which shifts the rest of a row to the left.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from zipfile import ZipFile

from lxml import etree

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.embedded import large_pictures, noted
from verify.intake.formats.package import main_part, transitional
from verify.intake.formats.word_comments import comments_of, noted_on
from verify.intake.formats.word_text import MC, Runs, W, is_placeholder, paragraph, styled_runs
from verify.intake.formats.workbooks.sheet import without_struck
from verify.intake.formats.workbooks.sparse import Merge, lay_out, uncovered, without_strays
from verify.intake.grid import Grid, Value
from verify.settings import Settings

# Wrappers that stand between a parent and its rows, cells or runs and mean nothing to us.
_WRAPPERS = frozenset(
    [
        f"{W}{name}"
        for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple")
    ]
)
# Put together once: a document has thousands of nodes.
_BODY, _TABLE, _ROW, _CELL, _PARAGRAPH = (f"{W}{name}" for name in ("body", "tbl", "tr", "tc", "p"))
_ROW_ABOUT, _CELL_ABOUT, _ACROSS, _DOWN = (f"{W}{name}" for name in ("trPr", "tcPr", "gridSpan", "vMerge"))
# A paragraph that holds somebody's number.
_NUMBER = re.compile(r"(?:\d[\s-]?){7,}")
_LIST = 3  # paragraphs with numbers that make a list
_MAX_TITLE = 500
_MAX_DEPTH = 20
_MAX_COLUMNS = 16_384


@dataclass(slots=True)
class _Table:
    """One table while it is walked: rows are counted from 1, columns from 0."""

    cells: dict[tuple[int, int], Value] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    nested: list[Any] = field(default_factory=list)
    struck: dict[tuple[int, int], bool] = field(default_factory=dict)  # see workbooks.sheet.Sheet
    comments: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _ReadBy:
    """What all tables of a document are read by."""

    settings: Settings
    runs: Runs
    comments: Mapping[str, str]  # id -> text


def read_docx(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every table, named 表1, 表2 ... in document order; nested tables follow their host.

    The text above the first table goes with it as the note ("title", text). Last, where there are any, the
    paragraphs outside tables as a grid of prose. Raises IntakeError("damaged", "too_many_cells", "outside_table").
    """
    try:
        with ZipFile(io.BytesIO(transitional(data))) as archive:
            part = main_part(archive, "word/document.xml")
            document = archive.read(part)
            root = etree.fromstring(document, _parser())
            runs = styled_runs(archive, document)
            pictures = large_pictures(archive, [(part, "")])
            source = _ReadBy(settings, runs, comments_of(archive, part))
        grids: list[Grid] = []
        lines: list[list[Value]] = []
        numbers: list[int] = []
        for element in _blocks(root.find(_BODY), runs):
            if isinstance(element, str):
                lines.append([element])
                numbers.append(numbers[-1] + 1 if numbers else 1)
                continue
            title = "" if grids else "\n".join(str(line[0]) for line in lines if line[0])[:_MAX_TITLE]
            lines.append([None, f"表{len(grids) + 1}"])
            numbers.append(numbers[-1] if numbers else 0)
            grids += _grids(element, len(grids), (("title", title),) if title else (), source, depth=0)
    except PARSER_ERRORS as error:
        raise IntakeError("damaged", got=described(error)) from error
    if not any(_NUMBER.search(str(cell)) for grid in grids for row in grid.cells for cell in row):
        found = sum(1 for line in lines if _NUMBER.search(str(line[0] or "")))
        if found >= _LIST:
            raise IntakeError("outside_table", got=str(found))
    grids = noted(grids, pictures)
    if any(line[0] for line in lines):
        grids.append(Grid(sheet="", rows=numbers, cells=lines, prose=True))
    return grids


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _unwrapped(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the children with a tag, also those inside wrappers, not those that were deleted."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, wanted)


def _blocks(body: Any, runs: Runs) -> Iterator[Any]:
    """Yield, in document order, the outermost tables and the text of the paragraphs that say anything."""
    stack = list(reversed(list(body)))
    while stack:
        node = stack.pop()
        if node.tag == _TABLE:
            yield node
        elif not isinstance(node.tag, str) or runs.is_dropped(node):
            continue
        else:
            if node.tag == _PARAGRAPH and (text := paragraph(node, runs, in_cell=False).text).strip():
                yield text
            # Tables also stand in content controls and in text boxes inside a paragraph.
            stack.extend(reversed(list(node)))


def _grids(
    element: Any,
    count: int,
    notes: tuple[tuple[str, str], ...],
    source: _ReadBy,
    depth: int,
) -> list[Grid]:
    """Read a table and those nested in it; ``count`` grids came before."""
    table = _walk(element, source)
    name = f"表{count + 1}"
    left, struck = without_struck(table.cells, table.struck, name)
    shown, covered = uncovered(left, table.merges)
    kept, strays = without_strays(shown, name, source.settings.max_cells)
    rows, lines = lay_out(kept)
    grids = [
        Grid(
            sheet=name,
            rows=rows,
            cells=lines,
            merges=table.merges,
            comments=table.comments,
            hidden_rows=frozenset(table.hidden_rows & set(rows)),
            notes=notes + covered + strays + struck,
        )
    ]
    if depth < _MAX_DEPTH:
        for nested in table.nested:
            grids += _grids(nested, count + len(grids), (), source, depth + 1)
    return grids


def _number(parent: Any, path: str, default: int) -> int:
    """Value of a property such as w:gridSpan; ``default`` where it is absent or no number."""
    found = parent.find(path) if parent is not None else None
    text = "" if found is None else str(found.get(f"{W}val", ""))
    return min(int(text), _MAX_COLUMNS) if text.isascii() and text.isdigit() else default


def _walk(element: Any, source: _ReadBy) -> _Table:
    table, max_cells, runs = _Table(), source.settings.max_cells, source.runs
    revealed = replace(runs, revealed=True)
    open_merges: dict[int, tuple[int, int]] = {}  # left column -> top row, right column
    number = 0
    for row in _unwrapped(element, _ROW):
        properties = row.find(_ROW_ABOUT)
        if properties is not None and properties.find(f"{W}del") is not None:
            continue
        number += 1
        if properties is not None and properties.find(f"{W}hidden") is not None:
            table.hidden_rows.add(number)
        column = _number(properties, f"{W}gridBefore", 0)
        going_on: dict[int, tuple[int, int]] = {}
        places: list[tuple[int, Any]] = []
        says = False
        for cell in _unwrapped(row, _CELL):
            about = cell.find(_CELL_ABOUT)
            right = column + max(1, _number(about, _ACROSS, 1)) - 1
            merge = about.find(_DOWN) if about is not None else None
            continues = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            if continues and column in open_merges:
                going_on[column] = open_merges[column]
            else:
                if merge is not None:
                    going_on[column] = (number, right)
                elif right > column:
                    table.merges.append((number, column, number, right))
                text, struck = _cell_text(cell, table.nested, runs)
                says = says or bool(text) or struck
                places.append((column, cell))
                if text:
                    table.cells[number, column] = text
                if struck:
                    table.struck[number, column] = not text.strip()
            if said := "\n".join(noted_on(cell, source.comments)):
                table.comments[number, column] = said
            column = right + 1
        if not says and (hidden := _hidden(places, number, revealed)):
            table.cells |= hidden
            table.hidden_rows.add(number)
        _close(table, open_merges, going_on, number - 1)
        open_merges = going_on
        if len(table.cells) > max_cells:
            got, limit = f"> {len(table.cells)}", str(max_cells)
            raise IntakeError("too_many_cells", sheet="", cell="?", got=got, expected=limit)
    _close(table, open_merges, {}, number)
    return table


def _hidden(places: Sequence[tuple[int, Any]], number: int, revealed: Runs) -> dict[tuple[int, int], Value]:
    """Return what stands in a row all of whose text is hidden: a row like any other to whoever shows it."""
    texts = {(number, column): _cell_text(cell, [], revealed)[0] for column, cell in places}
    return {at: text for at, text in texts.items() if text.strip()}


def _close(
    table: _Table, before: dict[int, tuple[int, int]], after: dict[int, tuple[int, int]], bottom: int
) -> None:
    """Write down the vertical merges that end in row ``bottom``."""
    for left, (top, right) in before.items():
        if after.get(left) != (top, right) and (bottom > top or right > left):
            table.merges.append((top, left, bottom, right))


def _cell_text(cell: Any, nested: list[Any], runs: Runs) -> tuple[str, bool]:
    """Text of a cell, paragraphs as lines, and whether any is struck out; tables in it are put on the list.

    A table of one or two cells that is all there is in a cell of a row is its text: somebody pasted a number with its
    frame.
    """
    lines: list[str] = []
    struck = False
    before = len(nested)
    control = cell.getparent().getparent() if cell.getparent() is not None else None
    # A control round the whole cell that shows its placeholder: nobody filled it in.
    stack = [] if control is not None and is_placeholder(control) else list(reversed(list(cell)))
    while stack:
        node = stack.pop()
        if is_placeholder(node):
            continue
        if node.tag == _PARAGRAPH:
            found = paragraph(node, runs, in_cell=True)
            lines.append(found.text)
            struck = struck or found.struck
            nested.extend(table for table in node.iter(_TABLE) if _outermost(table, node))
        elif node.tag == _TABLE:
            nested.append(node)
        elif node.tag in _WRAPPERS:
            stack.extend(reversed(list(node)))
    row = cell.getparent()
    of_row = row is not None and len(list(_unwrapped(row, _CELL))) > 2  # no table that only lays out a page
    if of_row and len(nested) == before + 1 and not any(line.strip() for line in lines):
        told = [_cell_text(inner, [], runs) for inner in _few(nested[-1])]
        lines = [text for text, _ in told if text.strip()]
        struck = struck or any(out for _, out in told)
        if lines:
            nested.pop()
    return "\n".join(lines).strip("\n"), struck


def _few(table: Any) -> list[Any]:
    """Return the cells of a table that has one or two, and no table within; else none."""
    cells = list(table.iter(_CELL))
    return cells if len(cells) <= 2 and not any(inner is not table for inner in table.iter(_TABLE)) else []


def _outermost(table: Any, top: Any) -> bool:
    """Whether no other table stands between ``table`` and ``top``."""
    parent = table.getparent()
    while parent is not None and parent is not top:
        if parent.tag in (_TABLE, f"{MC}Fallback"):
            return False
        parent = parent.getparent()
    return True
