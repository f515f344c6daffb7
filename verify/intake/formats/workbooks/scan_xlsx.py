"""A quick look through the XML of worksheets: how far the cells reach, and what calamine does not tell."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from zipfile import ZipFile

from lxml import etree

from verify.intake.grid import CellError, column_number

_CHUNK = 4 * 2**20
_SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData")


class _Patterns:
    """What rows and cells look like under one namespace prefix. Literal beginnings make these fast."""

    def __init__(self, prefix: bytes) -> None:
        tag = b"<" + prefix
        value = b"<" + prefix + b"v>([^<]*)<"
        cell = tag + rb'c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*'
        self.row_end = b"</" + prefix + b"row>"
        self.formula_end = b"</" + prefix + b"f>"
        self.row = re.compile(tag + rb'row\s[^>]*?\br="(\d{1,7})"')
        self.hidden_row = re.compile(tag + rb'row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')
        self.cell = re.compile(cell + rb"(?<!/)>")
        self.column = re.compile(tag + rb'c r="([A-Z]{1,3})\d')
        self.column_anywhere = re.compile(tag + rb'c\s[^>]*?\br="([A-Z]{1,3})\d')
        self.error = re.compile(cell + rb'\bt="e"[^>]*>.{0,2000}?' + value, re.DOTALL)
        self.styled = re.compile(
            tag + rb'c\s(?=[^>]*?\bs="(\d+)")[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>'
        )
        self.cell_starts = (tag + b"c ", tag + b'c r="')

    def columns(self, xml: bytes) -> set[int]:
        """Columns in which cells stand, empty ones included."""
        every, plain = (xml.count(start) for start in self.cell_starts)
        pattern = self.column if every == plain else self.column_anywhere
        return {_column(letters) for letters in set(pattern.findall(xml))}


@dataclass(slots=True)
class Scan:
    """What one worksheet holds: rows as shown, 0-based columns."""

    cells: int = 0
    lines: int = 0  # <row> elements
    top: int = 0
    bottom: int = 0
    left: int = 0
    right: int = 0
    formulas: bool = False
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    styled: dict[tuple[int, int], int] = field(
        default_factory=dict
    )  # cells of the styles that were asked for

    @property
    def span(self) -> int:
        """Number of cells between the corners."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.cells else 0

    def see(self, top: int, left: int, bottom: int, right: int, count: int) -> None:
        """Take note of ``count`` cells within these corners."""
        if not self.cells:
            self.top, self.left, self.bottom, self.right = top, left, bottom, right
        self.top, self.bottom = min(self.top, top), max(self.bottom, bottom)
        self.left, self.right = min(self.left, left), max(self.right, right)
        self.cells += count


@cache
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


def _whole_rows(archive: ZipFile, part: str) -> Iterator[tuple[_Patterns, bytes]]:
    """Yield the XML in pieces that end after a row, so that no cell is cut in two."""
    rest = b""
    patterns: _Patterns | None = None
    with archive.open(part) as source:
        while chunk := source.read(_CHUNK):
            chunk = rest + chunk
            if patterns is None:
                match = _SHEET_DATA.search(chunk)
                patterns = _Patterns(match[1] if match else b"")
            cut = chunk.rfind(patterns.row_end)
            cut = cut + len(patterns.row_end) if cut >= 0 else 0
            if cut:
                yield patterns, chunk[:cut]
            rest = chunk[cut:]
    if patterns is not None:
        yield patterns, rest


def scan_sheet(archive: ZipFile, part: str, max_cells: int, styles: frozenset[int] = frozenset()) -> Scan:
    """Scan one worksheet part; cells of these styles are listed. Raises what zipfile raises on damage.

    Exact (empty cells that only have a style do not count) where the quick look finds a span above
    ``max_cells``; else the corners include empty cells and ``cells`` counts the rows.
    """
    scan = Scan()
    for patterns, xml in _whole_rows(archive, part):
        rows = [int(row) for row in patterns.row.findall(xml)]
        columns = patterns.columns(xml)
        scan.lines += xml.count(patterns.row_end)
        if rows and columns:
            scan.see(min(rows), min(columns), max(rows), max(columns), len(rows))
        scan.formulas = scan.formulas or patterns.formula_end in xml
        if b't="e"' in xml:
            for letters, row, code in patterns.error.findall(xml):
                scan.errors[int(row), _column(letters)] = CellError(code.decode("ascii", "replace"))
        if styles:
            for style, letters, row in patterns.styled.findall(xml):
                if int(style) in styles:
                    scan.styled[int(row), _column(letters)] = int(style)
        if b'hidden="' in xml:
            scan.hidden_rows.update(int(row) for row in patterns.hidden_row.findall(xml))
    if scan.span > max_cells:
        _measure(scan, archive, part)
    return scan


def _measure(scan: Scan, archive: ZipFile, part: str) -> None:
    """Replace the corners by those of cells that hold something, and count these."""
    scan.cells = 0
    for patterns, xml in _whole_rows(archive, part):
        found = patterns.cell.findall(xml)
        if found:
            rows = [int(row) for _, row in found]
            columns = [_column(letters) for letters in {letters for letters, _ in found}]
            scan.see(min(rows), min(columns), max(rows), max(columns), len(found))


def worksheet_parts(archive: ZipFile) -> dict[str, str]:
    """Return sheet name -> part, read from the workbook part whatever its namespace (also strict OOXML)."""
    names = set(archive.namelist())
    parts: dict[str, str] = {}
    for workbook in (name for name in names if name.endswith("/workbook.xml") or name == "workbook.xml"):
        folder, leaf = posixpath.split(workbook)
        rels = posixpath.join(folder, "_rels", f"{leaf}.rels")
        if rels not in names:
            continue
        targets = {item.get("Id"): item.get("Target", "") for item in etree.fromstring(archive.read(rels))}
        for sheet in etree.fromstring(archive.read(workbook)).iterfind("{*}sheets/{*}sheet"):
            ids = [value for key, value in sheet.attrib.items() if str(key).endswith("}id")]
            target = targets.get(str(ids[0]), "") if ids else ""
            part = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            if part in names:
                parts[sheet.get("name", "")] = part
    return parts


def counts_from_1904(archive: ZipFile) -> bool:
    """Whether the workbook counts its days from 1904."""
    for name in archive.namelist():
        if name.endswith("/workbook.xml") or name == "workbook.xml":
            about = etree.fromstring(archive.read(name)).find("{*}workbookPr")
            if about is not None and about.get("date1904") in ("1", "true", "on"):
                return True
    return False


def is_long(archive: ZipFile, limit_rows: int) -> bool:
    """Whether a worksheet has more rows than openpyxl should be given."""
    for entry in archive.infolist():
        # A row of a roster takes well over 100 bytes of XML.
        if "/worksheets/" not in entry.filename or entry.file_size < limit_rows * 40:
            continue
        rows = 0
        for patterns, xml in _whole_rows(archive, entry.filename):
            rows += xml.count(patterns.row_end)
            if rows > limit_rows:
                return True
    return False
