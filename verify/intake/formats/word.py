"""Word tables of a docx as grids.

python-docx opens the package; the tables are walked here, because its table objects drop cells in
content controls (``w:sdt``) and inserted text (``w:ins``), which shifts the rest of a row to the left.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError

from verify.intake.errors import PARSER_ERRORS, IntakeError, described
from verify.intake.formats.workbooks.sparse import Merge, lay_out, uncovered, without_strays
from verify.intake.grid import Grid, Value
from verify.settings import Settings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Wrappers that stand between a parent and its rows, cells or runs and mean nothing to us.
_WRAPPERS = frozenset(
    [
        f"{_W}{name}"
        for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple")
    ]
)
# What tracked changes have taken out: not shown, not read. Fallback repeats what Choice says.
_DROPPED = frozenset([f"{_W}del", f"{_W}moveFrom", f"{_MC}Fallback"])
_DOCX_ERRORS: tuple[type[Exception], ...] = (PackageNotFoundError, *PARSER_ERRORS)
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


def read_docx(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every table, named 表1, 表2 ... in document order; nested tables follow their host.

    The text above the first table goes with it as the note ("title", text). Last, where there are any, the
    paragraphs outside tables as a grid of prose. Raises IntakeError("damaged", "too_many_cells").
    """
    try:
        body = docx.Document(io.BytesIO(data)).element.body
        grids: list[Grid] = []
        lines: list[list[Value]] = []
        numbers: list[int] = []
        title = ""
        for element in _blocks(body):
            if isinstance(element, str):
                lines.append([element])
                numbers.append(numbers[-1] + 1 if numbers else 1)
                continue
            title = "" if grids else "\n".join(str(line[0]) for line in lines)[:_MAX_TITLE]
            lines.append([None, f"表{len(grids) + 1}"])
            numbers.append(numbers[-1] if numbers else 0)
            grids += _grids(element, len(grids), (("title", title),) if title else (), settings, depth=0)
        if any(line[0] for line in lines):
            grids.append(Grid(sheet="", rows=numbers, cells=lines, prose=True))
    except _DOCX_ERRORS as error:
        raise IntakeError("damaged", got=described(error)) from error
    return grids


def _unwrapped(parent: Any, wanted: str) -> Iterator[Any]:
    """Yield the children with a tag, also those inside wrappers, not those that were deleted."""
    for child in parent:
        if child.tag == wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, wanted)


def _blocks(body: Any) -> Iterator[Any]:
    """Yield, in document order, the outermost tables and the text of the paragraphs that say anything."""
    stack = list(reversed(list(body)))
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}tbl":
            yield node
        elif node.tag in _DROPPED or not isinstance(node.tag, str):
            continue
        else:
            if node.tag == f"{_W}p" and (text := _paragraph(node, in_cell=False)).strip():
                yield text
            # Tables also stand in content controls and in text boxes inside a paragraph.
            stack.extend(reversed(list(node)))


def _grids(
    element: Any, count: int, notes: tuple[tuple[str, str], ...], settings: Settings, depth: int
) -> list[Grid]:
    """Read a table and those nested in it; ``count`` grids came before."""
    table = _walk(element, settings.max_cells)
    name = f"表{count + 1}"
    shown, covered = uncovered(table.cells, table.merges)
    kept, strays = without_strays(shown, name, settings.max_cells)
    rows, lines = lay_out(kept)
    grids = [
        Grid(
            sheet=name,
            rows=rows,
            cells=lines,
            merges=table.merges,
            hidden_rows=frozenset(table.hidden_rows & set(rows)),
            notes=notes + covered + strays,
        )
    ]
    if depth < _MAX_DEPTH:
        for nested in table.nested:
            grids += _grids(nested, count + len(grids), (), settings, depth + 1)
    return grids


def _number(parent: Any, path: str, default: int) -> int:
    """Value of a property such as w:gridSpan; ``default`` where it is absent or no number."""
    found = parent.find(path) if parent is not None else None
    text = "" if found is None else str(found.get(f"{_W}val", ""))
    return min(int(text), _MAX_COLUMNS) if text.isascii() and text.isdigit() else default


def _walk(element: Any, max_cells: int) -> _Table:
    table = _Table()
    open_merges: dict[int, tuple[int, int]] = {}  # left column -> top row, right column
    number = 0
    for row in _unwrapped(element, f"{_W}tr"):
        properties = row.find(f"{_W}trPr")
        if properties is not None and properties.find(f"{_W}del") is not None:
            continue
        number += 1
        if properties is not None and properties.find(f"{_W}hidden") is not None:
            table.hidden_rows.add(number)
        column = _number(properties, f"{_W}gridBefore", 0)
        going_on: dict[int, tuple[int, int]] = {}
        for cell in _unwrapped(row, f"{_W}tc"):
            about = cell.find(f"{_W}tcPr")
            right = column + max(1, _number(about, f"{_W}gridSpan", 1)) - 1
            merge = about.find(f"{_W}vMerge") if about is not None else None
            continues = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            if continues and column in open_merges:
                going_on[column] = open_merges[column]
            else:
                if merge is not None:
                    going_on[column] = (number, right)
                elif right > column:
                    table.merges.append((number, column, number, right))
                text = _cell_text(cell, table.nested)
                if text:
                    table.cells[number, column] = text
            column = right + 1
        _close(table, open_merges, going_on, number - 1)
        open_merges = going_on
        if len(table.cells) > max_cells:
            got, limit = f"> {len(table.cells)}", str(max_cells)
            raise IntakeError("too_many_cells", sheet="", cell="?", got=got, expected=limit)
    _close(table, open_merges, {}, number)
    return table


def _close(
    table: _Table, before: dict[int, tuple[int, int]], after: dict[int, tuple[int, int]], bottom: int
) -> None:
    """Write down the vertical merges that end in row ``bottom``."""
    for left, (top, right) in before.items():
        if after.get(left) != (top, right) and (bottom > top or right > left):
            table.merges.append((top, left, bottom, right))


def _cell_text(cell: Any, nested: list[Any]) -> str:
    """Text of a cell, paragraphs as lines; tables inside it are put on the list."""
    lines: list[str] = []
    stack = list(reversed(list(cell)))
    while stack:
        node = stack.pop()
        if node.tag == f"{_W}p":
            lines.append(_paragraph(node, in_cell=True))
            nested.extend(table for table in node.iter(f"{_W}tbl") if _outermost(table, node))
        elif node.tag == f"{_W}tbl":
            nested.append(node)
        elif node.tag in _WRAPPERS:
            stack.extend(reversed(list(node)))
    return "\n".join(lines).strip("\n")


def _outermost(table: Any, top: Any) -> bool:
    """Whether no other table stands between ``table`` and ``top``."""
    parent = table.getparent()
    while parent is not None and parent is not top:
        if parent.tag in (f"{_W}tbl", f"{_MC}Fallback"):
            return False
        parent = parent.getparent()
    return True


def _paragraph(paragraph: Any, in_cell: bool) -> str:
    """Visible text of a paragraph: without deletions, hidden runs and field codes; tables are left out."""
    parts: list[str] = []
    stack = list(reversed(list(paragraph)))
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str) or node.tag in _DROPPED or node.tag == f"{_W}tbl":
            continue
        if node.tag == f"{_W}p" and not in_cell:
            continue  # a text box: its paragraphs are met on their own
        if node.tag == f"{_W}r":
            properties = node.find(f"{_W}rPr")
            if properties is not None and properties.find(f"{_W}vanish") is not None:
                continue
        if node.tag == f"{_W}t":
            parts.append(node.text or "")
        elif node.tag == f"{_W}tab" and node.getparent().tag == f"{_W}r":
            parts.append("\t")
        elif node.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif node.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif node.tag == f"{_W}sym":
            parts.append(_symbol(node))
        else:
            stack.extend(reversed(list(node)))
    return "".join(parts)


def _symbol(node: Any) -> str:
    """Character of w:sym; fonts such as Wingdings live in the private area and stay there."""
    try:
        return chr(int(node.get(f"{_W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
