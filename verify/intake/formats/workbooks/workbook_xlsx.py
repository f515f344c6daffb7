"""xlsx and xlsm, cell by cell: values, formulas, formats, merges, what is hidden.

openpyxl's row parser does the reading. Its ``load_workbook`` is not used: it also builds charts,
pictures, validations and comments, any of which can be odd enough to lose the whole workbook, and it
turns a phone number in a date-formatted cell into ``#VALUE!``.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast
from xml.etree.ElementTree import Element, iterparse  # limits.py has refused DOCTYPE and entities by now
from zipfile import ZipFile

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.worksheet._reader import WorkSheetParser  # the parser behind its worksheets
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from verify.intake.formats.workbooks.number_formats import builtin_format, from_serial, temporal_kind
from verify.intake.formats.workbooks.sparse import Merge, lay_out, uncovered, without_strays
from verify.intake.grid import CellError, Grid, Value
from verify.settings import Settings

_NS = f"{{{SHEET_MAIN_NS}}}"
_SHEET = f"{_NS}worksheet"
_ROW, _COLUMN, _MERGE = f"{_NS}row", f"{_NS}col", f"{_NS}mergeCell"
_FILTER, _FILTER_COLUMN = f"{_NS}autoFilter", f"{_NS}filterColumn"
_ITEM, _TEXT, _RUN, _INLINE = f"{_NS}si", f"{_NS}t", f"{_NS}r", f"{_NS}is"
_VALUE, _FORMULA = f"{_NS}v", f"{_NS}f"
_TRUE = ("1", "true", "on")


class _SheetParser(WorkSheetParser):
    """openpyxl's parser of rows and formulas, giving formula and cached value at once."""

    def __init__(self, source: Any, strings: list[str], styles: list[str], epoch_1904: bool) -> None:
        # No date formats for openpyxl: numbers stay numbers, so that from_serial() can judge them.
        super().__init__(source, strings)
        self.styles = styles
        self.epoch_1904 = epoch_1904
        self.merges: list[Merge] = []
        self.filters: list[Merge] = []

    def rows(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        """Yield (row as shown, cells); the attributes are complete when it is exhausted."""
        element: Any
        events: Any = iterparse(self.source)
        for _, element in events:
            tag = element.tag
            if tag == _ROW:
                yield self.parse_row(element)
                element.clear()
            elif tag == _COLUMN:
                self.parse_column_dimensions(element)
            elif tag == _MERGE:
                self.merges.append(merge_of(element.get("ref", "")))
            elif tag == _FILTER and element.find(_FILTER_COLUMN) is not None:
                self.filters.append(merge_of(element.get("ref", "")))
        if events.root.tag != _SHEET:
            raise ValueError(f"worksheet in another namespace: {events.root.tag}")  # strict OOXML

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return row, column (0-based), value, format and formula ("" for none) of one ``<c>``."""
        reference = element.get("r")
        if reference:
            row, self.col_counter = coordinate_to_tuple(reference)
        else:
            row, self.col_counter = self.row_counter, self.col_counter + 1
        style = int(element.get("s") or 0)
        number_format = self.styles[style] if style < len(self.styles) else "General"
        return {
            "at": (row, self.col_counter - 1),
            "value": self.value(element, number_format),
            "format": number_format,
            "formula": self.parse_formula(element) if element.find(_FORMULA) is not None else "",
        }

    def parse_formula(self, element: Any) -> str:
        try:
            formula = super().parse_formula(element)  # type: ignore[no-untyped-call]
        except TokenizerError:
            return "=" + (element.findtext(_FORMULA) or "")
        if isinstance(formula, ArrayFormula):
            return formula.text or "="
        if isinstance(formula, DataTableFormula):
            return f"=TABLE({formula.r1 or ''},{formula.r2 or ''})"
        return str(formula)

    def value(self, element: Any, number_format: str) -> Value:
        """Return what the cell holds (the cached result of a formula), dates by their number format."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return _text(element.find(_INLINE)) or None
        text = element.findtext(_VALUE)
        if not text:
            return None
        if kind == "s":
            return self.shared_strings[int(text)] or None
        if kind == "n":
            return from_serial(_number(text), temporal_kind(number_format), self.epoch_1904)
        if kind == "b":
            return text.strip() in _TRUE
        if kind == "e":
            return CellError(text)
        if kind == "d":
            return cast(Value, from_ISO8601(text))  # type: ignore[no-untyped-call]
        return str(text)


def _number(text: str) -> int | float:
    """Whole numbers written as such stay exact: a float holds 15 digits."""
    return int(text) if text.isdigit() else float(text)


def _text(item: Element | None) -> str:
    """Text of a string item with its runs, without the phonetic guide."""
    if item is None:
        return ""
    return "".join(node.text or "" for node in [*item.findall(_TEXT), *item.findall(f"{_RUN}/{_TEXT}")])


def _shared_strings(archive: ZipFile, part: str | None) -> list[str]:
    if part is None:
        return []
    strings: list[str] = []
    with archive.open(part) as source:
        for _, element in iterparse(source):
            if element.tag == _ITEM:
                strings.append(_text(element))
                element.clear()
    return strings


def merge_of(ref: str) -> Merge:
    """Return (top, left, bottom, right) of ``B2:C5``: rows as shown, 0-based columns."""
    left, top, right, bottom = range_boundaries(ref)
    return top or 1, (left or 1) - 1, bottom or 1_048_576, (right or 16_384) - 1


def _number_formats(archive: ZipFile, part: str) -> list[str]:
    """Return the number format of every cell style. Only this: odd fonts and fills harm nobody here."""
    if part not in archive.namelist():
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(archive.read(part), parser)
    if root is None:
        return []
    custom = {
        int(item.get("numFmtId", "0")): item.get("formatCode") or "General"
        for item in root.iterfind(f"{_NS}numFmts/{_NS}numFmt")
    }
    ids = [int(item.get("numFmtId") or 0) for item in root.iterfind(f"{_NS}cellXfs/{_NS}xf")]
    return [custom.get(number) or builtin_format(number) for number in ids]


def _table_filters(archive: ZipFile, part: str) -> list[Merge]:
    """Ranges of the sheet's list objects whose own autofilter is set."""
    folder, name = posixpath.split(part)
    rels = f"{folder}/_rels/{name}.rels"
    if rels not in archive.namelist():
        return []
    found: list[Merge] = []
    for item in etree.fromstring(archive.read(rels)):
        target = posixpath.normpath(posixpath.join("/" + folder, item.get("Target", ""))).lstrip("/")
        if item.get("Type", "").endswith("/table") and target in archive.namelist():
            table = etree.fromstring(archive.read(target))
            found += [
                merge_of(entry.get("ref", ""))
                for entry in table.iterfind(_FILTER)
                if entry.find(_FILTER_COLUMN) is not None
            ]
    return found


def _hidden_columns(parser: _SheetParser, last: int) -> frozenset[int]:
    """Columns that are hidden or of no width, up to the last one that is used."""
    hidden: set[int] = set()
    for item in parser.column_dimensions.values():
        if item.get("hidden") in _TRUE or float(item.get("width") or 1) == 0:
            hidden.update(range(int(item["min"]) - 1, min(int(item["max"]) - 1, last) + 1))
    return frozenset(hidden)


def _grid(parser: _SheetParser, name: str, hidden: bool, max_cells: int) -> Grid:
    """Read one sheet; rows hidden by a filter are not told apart yet."""
    cells: dict[tuple[int, int], Value] = {}
    formats: dict[tuple[int, int], str] = {}
    formulas: dict[tuple[int, int], str] = {}
    for _, row_cells in parser.rows():
        for cell in row_cells:
            at, value, formula = cell["at"], cell["value"], cell["formula"]
            if value is None and not formula:
                continue
            cells[at] = value
            if formula:
                formulas[at] = formula
            if cell["format"] != "General":
                formats[at] = cell["format"]
    shown, covered = uncovered(cells, parser.merges)
    kept, notes = without_strays(shown, name, max_cells)
    rows, lines = lay_out(kept)
    present = set(rows)
    hidden_rows = {
        int(number)
        for number, item in parser.row_dimensions.items()
        if int(number) in present
        and (item.get("hidden") in _TRUE or (item.get("customHeight") in _TRUE and item.get("ht") == "0"))
    }
    return Grid(
        sheet=name,
        rows=rows,
        cells=lines,
        formulas={at: text for at, text in formulas.items() if at in kept},
        formats={at: text for at, text in formats.items() if at in kept},
        merges=parser.merges,
        hidden_columns=_hidden_columns(parser, max((column for _, column in kept), default=-1)),
        hidden=hidden,
        epoch_1904=parser.epoch_1904,
        notes=notes + covered,
        hidden_rows=frozenset(hidden_rows),
    )


def read_with_openpyxl(data: bytes, settings: Settings) -> list[Grid]:
    """Return a grid for every worksheet, in the workbook's order; chart and macro sheets are passed over.

    Raises one of errors.PARSER_ERRORS where openpyxl cannot cope, IntakeError("too_many_cells").
    """
    reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    archive = reader.archive
    epoch_1904 = bool(reader.wb.epoch.year == 1904)
    workbook_folder = posixpath.dirname(reader.parser.workbook_part_name)
    shared: Any = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
    strings = _shared_strings(archive, shared.PartName.lstrip("/") if shared else None)
    styles = _number_formats(archive, posixpath.join(workbook_folder, "styles.xml"))
    grids: list[Grid] = []
    for sheet, relation in reader.parser.find_sheets():
        if not str(relation.Type).endswith("/worksheet"):
            continue
        with archive.open(relation.target) as source:
            parser = _SheetParser(source, strings, styles, epoch_1904)
            grid = _grid(parser, sheet.name, sheet.state != "visible", settings.max_cells)
        filters = parser.filters + (_table_filters(archive, relation.target) if grid.hidden_rows else [])
        filtered = {row for row in grid.hidden_rows for top, _, bottom, _ in filters if top <= row <= bottom}
        grids.append(replace(grid, filtered_rows=frozenset(filtered)))
    return grids
