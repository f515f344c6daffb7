"""xlsx and xlsm, cell by cell: values, formulas, formats, merges, what is hidden.

openpyxl's row parser does the reading. Its ``load_workbook`` is not used: it also builds charts,
pictures, validations and comments, any of which can be odd enough to lose the whole workbook, and it
turns a phone number in a date-formatted cell into ``#VALUE!``.
"""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from typing import Any, cast
from xml.etree.ElementTree import iterparse  # limits.py has refused DOCTYPE and entities by now
from zipfile import ZipFile

from lxml import etree
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import from_ISO8601
from openpyxl.worksheet._reader import WorkSheetParser  # the parser behind its worksheets
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.xml.constants import SHARED_STRINGS

from verify.intake.formats.workbooks.number_formats import from_serial
from verify.intake.formats.workbooks.sheet import Sheet, assemble
from verify.intake.formats.workbooks.sparse import Merge, merge_of
from verify.intake.formats.workbooks.xlsx_texts import (
    NS,
    Rich,
    Styles,
    item_text,
    read_styles,
    shared_strings,
)
from verify.intake.grid import CellError, Grid, Value
from verify.settings import Settings

_SHEET = f"{NS}worksheet"
_ROW, _COLUMN, _MERGE = f"{NS}row", f"{NS}col", f"{NS}mergeCell"
_FILTER, _FILTER_COLUMN = f"{NS}autoFilter", f"{NS}filterColumn"
_INLINE, _VALUE, _FORMULA = f"{NS}is", f"{NS}v", f"{NS}f"
_TRUE = ("1", "true", "on")
# Points and letters: nobody sees anything in a row or a column below these.
_FLAT, _NARROW = 3.0, 0.3
_MOST_ARRAYS, _MOST_FILLED = 2_000, 200_000  # formulas that fill many cells, and cells that one of them fills


class _SheetParser(WorkSheetParser):
    """openpyxl's parser of rows and formulas, giving formula and cached value at once."""

    def __init__(self, source: Any, strings: list[str | Rich], styles: Styles, sheet: Sheet) -> None:
        # No date formats for openpyxl: numbers stay numbers, so that from_serial() can judge them.
        super().__init__(source, cast(Any, strings))  # rich text stands among them
        self.strings, self.styles, self.sheet = strings, styles, sheet
        self.arrays: list[
            tuple[str, str]
        ] = []  # where one formula fills many cells: their range, the formula

    def read(self) -> None:
        """Put everything into the sheet."""
        for _, row in self.rows():
            for cell in row:
                at, formula = cell["at"], cell["formula"]
                if cell["value"] is None and not formula:
                    continue
                self.sheet.cells[at] = cell["value"]
                if formula:
                    self.sheet.formulas[at] = formula
                if cell["format"] != "General":
                    self.sheet.formats[at] = cell["format"]
        for cells, formula in self.arrays[:_MOST_ARRAYS]:
            self._spread(cells, formula)
        for number, item in self.row_dimensions.items():
            flat = item.get("customHeight") in _TRUE and float(item.get("ht") or _FLAT) < _FLAT
            if item.get("hidden") in _TRUE or flat:
                self.sheet.hidden_rows.add(int(number))
        last = max((column for _, column in self.sheet.cells), default=-1)
        for item in self.column_dimensions.values():
            if item.get("hidden") in _TRUE or float(item.get("width") or 1) < _NARROW:
                self.sheet.hidden_columns.update(
                    range(int(item["min"]) - 1, min(int(item["max"]) - 1, last) + 1)
                )

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
                self.sheet.merges.append(merge_of(element.get("ref", "")))
            elif tag == _FILTER and element.find(_FILTER_COLUMN) is not None:
                self.sheet.filters.append(merge_of(element.get("ref", "")))
        if events.root.tag != _SHEET:
            raise ValueError(f"worksheet in another namespace: {events.root.tag}")  # strict OOXML

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """Return row, column (0-based), value, format and formula ("" for none) of one ``<c>``."""
        reference = element.get("r")
        if reference:
            row, self.col_counter = coordinate_to_tuple(reference)
        else:
            row, self.col_counter = self.row_counter, self.col_counter + 1
        at = (row, self.col_counter - 1)
        style = int(element.get("s") or 0)
        number_format = self.styles.format(style)
        formula = self.parse_formula(element) if element.find(_FORMULA) is not None else ""
        value = self.value(element, number_format)
        if isinstance(value, Rich):
            shown = value.in_struck_cell if self.styles.is_struck(style) else value.shown
            if shown != value.whole:
                self.sheet.struck[at] = not shown.strip()
            value = shown
        elif value is not None and self.styles.is_struck(style):
            self.sheet.struck[at] = True
        if isinstance(value, CellError) and element.get("vm"):
            self.sheet.pictures.add(at)  # a picture in the cell is an error to programs that know none
        return {"at": at, "value": value, "format": number_format, "formula": formula}

    def _spread(self, cells: str, formula: str) -> None:
        """Note a formula at every cell that it fills: a file has it at the first one only, as Excel stores =SEQUENCE(200)."""
        try:
            left, top, right, bottom = (int(side or 0) for side in range_boundaries(cells))
        except ValueError:
            return
        if not (left and top) or (right - left + 1) * (bottom - top + 1) > _MOST_FILLED:
            return
        for row in range(top, bottom + 1):
            for column in range(left - 1, right):
                if self.sheet.cells.get((row, column)) is not None:
                    self.sheet.formulas.setdefault((row, column), formula)

    def parse_formula(self, element: Any) -> str:
        try:
            formula = super().parse_formula(element)  # type: ignore[no-untyped-call]
        except TokenizerError:
            return "=" + (element.findtext(_FORMULA) or "")
        if isinstance(formula, ArrayFormula):
            self.arrays.append((formula.ref, formula.text or "="))
            return formula.text or "="
        if isinstance(formula, DataTableFormula):
            return f"=TABLE({formula.r1 or ''},{formula.r2 or ''})"
        return str(formula)

    def value(self, element: Any, number_format: str) -> Value | Rich:
        """Return what the cell holds (the cached result of a formula), dates by their number format.

        A formula whose result is an empty text gives one; None is a formula without a stored value.
        """
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return item_text(element.find(_INLINE)) or None
        found = element.find(_VALUE)
        text = found.text if found is not None else None
        if not text:
            return "" if kind == "str" and found is not None and element.find(_FORMULA) is not None else None
        if kind == "s":
            return self.shared(text)
        if kind == "n":
            return from_serial(_number(text), number_format, self.sheet.epoch_1904)
        if kind == "b":
            return text.strip() in _TRUE
        if kind == "e":
            return CellError(text)
        if kind == "d":
            return cast(Value, from_ISO8601(text))  # type: ignore[no-untyped-call]
        return str(text)

    def shared(self, text: str) -> Value | Rich:
        """Return a shared string. One that is not there costs its cell and no other."""
        if text.strip().isdigit() and int(text) < len(self.strings):
            return self.strings[int(text)] or None
        return CellError("sharedStrings")


def _number(text: str) -> int | float:
    """Whole numbers written as such stay exact: a float holds 15 digits."""
    return int(text) if text.isdigit() else float(text)


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
    strings = shared_strings(archive, shared.PartName.lstrip("/") if shared else None)
    styles = read_styles(archive, posixpath.join(workbook_folder, "styles.xml"))
    grids: list[Grid] = []
    for entry, relation in reader.parser.find_sheets():
        if not str(relation.Type).endswith("/worksheet"):
            continue
        sheet = Sheet(entry.name, hidden=entry.state != "visible", epoch_1904=epoch_1904)
        with archive.open(relation.target) as source:
            _SheetParser(source, strings, styles, sheet).read()
        if sheet.hidden_rows:
            sheet.filters += _table_filters(archive, relation.target)
        grids.append(assemble(sheet, settings.max_cells))
    return grids
