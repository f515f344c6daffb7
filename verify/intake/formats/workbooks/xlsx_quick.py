"""The short road through an xlsx: values from calamine, what it does not tell from a look at the XML.

openpyxl's cells take three quarters of the time a workbook costs. Most rosters need none of what it is asked
for, so a look at the raw XML decides: where it finds formulas, rich text, hidden parts, errors or anything
else that is out of the ordinary, this road is not taken. Both roads must give the same grids; a test holds
them to it on every workbook that the tests know.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any
from zipfile import ZipFile

import python_calamine
from lxml import etree

from verify.intake.errors import PARSER_ERRORS
from verify.intake.formats.workbooks.number_formats import from_serial
from verify.intake.formats.workbooks.sheet import Sheet, assemble
from verify.intake.formats.workbooks.sparse import Merge, merge_of
from verify.intake.formats.workbooks.xlsx_texts import NS, Styles, read_styles
from verify.intake.grid import Grid, Value, column_number
from verify.settings import Settings

_MAIN = NS.strip("{}").encode()
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WORKBOOK, _TEXTS, _STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
_ROOT = re.compile(rb'<worksheet\b[^>]*\bxmlns="' + re.escape(_MAIN) + rb'"')
# What asks for the slow reader: formulas and their results, runs of rich text, errors, dates as texts, pictures
# in cells, hidden or flat rows and columns, whatever calamine may read in its own way. Patterns that begin with one
# sign are searched for as fast as that sign; one pattern of them all would be tried everywhere.
_COMMENT = rb"!--|!\[CDATA"
_ODD_SHEET = (
    re.compile(rb"<(?:f[> /]|r[> ]|rPh|c>|row>|v[ /]|v>[ \n]|" + _COMMENT + rb")"),
    re.compile(rb' (?:t="(?:str|e|d)"|vm="|hidden="[1t]|ht="[0-2](?:"|\.)|width="0(?:"|\.))'),
    re.compile(rb"AlternateContent"),
    re.compile(rb"='"),
)
_ODD_TEXTS = (re.compile(rb"<(?:r[> ]|rPh|si/>|t/>|" + _COMMENT + rb")"),)
_CODED = re.compile(rb"_x[0-9A-Fa-f]{4}_")
_OUTER_SPACE = re.compile(rb"<t>(?:\s|[^<]*\s</t>)")  # which calamine trims
_REFERENCE = re.compile(rb"&#(?:x|[0-9]{1,2};)")
_MERGE = re.compile(rb'<mergeCell\b[^>]*\bref="([A-Z]+[0-9]+(?::[A-Z]+[0-9]+)?)"')
_ROW = re.compile(rb'<row\b[^>]*?\sr="(\d+)"')
_FAR = re.compile(rb'<c r="[A-Z]{2}')
_FARTHEST = re.compile(rb'<c r="[A-Z]{3}')
_EXACT = 1e15  # whole numbers from here on are not all floats
_LONG = re.compile(rb"<v>(?:[^<]{16}|[^<]*[eE])")  # what may be such a number
# calamine lays out everything between the corners; beyond this the slow reader, which does not, is as good.
_CELLS = 2_000_000
# Errors of calamine send a file down the long road, which says what is wrong.
_CALAMINE: tuple[type[Exception], ...] = (python_calamine.CalamineError, *PARSER_ERRORS)


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    hidden: bool
    xml: bytes


def read_quickly(data: bytes, archive: ZipFile, settings: Settings) -> list[Grid] | None:
    """Return the grids of a plain workbook; None where the slow reader has to be asked."""
    try:
        parts = _plain_parts(archive)
        if parts is None:
            return None
        styles = read_styles(archive, _STYLES)
        # Without styles calamine makes no dates: they are decided in one place, by number_formats.
        hidden = data.replace(_STYLES.encode(), _STYLES.encode()[:-1] + b"_")
        book = python_calamine.load_workbook(io.BytesIO(hidden))
        grids: list[Grid] = []
        for part in parts:
            found = book.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
            if _LONG.search(part.xml) and any(map(_is_inexact, chain.from_iterable(found))):
                return None
            odd = _odd_styles(styles)
            merges = [merge_of(ref.decode()) for ref in _MERGE.findall(part.xml)]
            if not (odd or merges) and len(found) * max(map(len, found), default=0) <= settings.max_cells:
                grids.append(_as_found(part, found))
            else:
                grids.append(assemble(_sheet(part, found, styles, odd, merges), settings.max_cells))
        return grids
    except _CALAMINE:
        return None


def _plain_parts(archive: ZipFile) -> list[_Part] | None:
    """Return the worksheets; None where any of them, or the workbook, is out of the ordinary."""
    names = set(archive.namelist())
    rels = posixpath.join("xl", "_rels", "workbook.xml.rels")
    if not {_WORKBOOK, rels, "_rels/.rels"} <= names or b'"xl/workbook.xml"' not in _slashed(archive):
        return None
    root = etree.fromstring(archive.read(_WORKBOOK))
    about = root.find(f"{NS}workbookPr")
    if root.tag != f"{NS}workbook" or (
        about is not None and about.get("date1904") not in (None, "0", "false")
    ):
        return None
    targets = {item.get("Id"): item for item in etree.fromstring(archive.read(rels))}
    own = {item.get("Type", "").rpartition("/")[2]: item.get("Target", "") for item in targets.values()}
    if own.get("styles", "styles.xml").lstrip("/").removeprefix("xl/") != "styles.xml":
        return None
    if "sharedStrings" in own and (_TEXTS not in names or _is_odd(archive.read(_TEXTS), _ODD_TEXTS)):
        return None
    parts: list[_Part] = []
    for item in root.iterfind(f"{NS}sheets/{NS}sheet"):
        part = _part(archive, names, item, targets.get(item.get(_RELATION)))
        if part is None:
            return None
        parts.append(part)
    return parts if len({part.name for part in parts}) == len(parts) else None


def _is_inexact(value: Any) -> bool:
    return type(value) is float and abs(value) >= _EXACT


def _is_odd(xml: bytes, signs: tuple[re.Pattern[bytes], ...]) -> bool:
    """Whether XML holds anything that asks for the slow reader."""
    if any(sign.search(xml) for sign in signs) or (b"<t>" in xml and _OUTER_SPACE.search(xml)):
        return True
    return bool((b"_x" in xml and _CODED.search(xml)) or (b"&#" in xml and _REFERENCE.search(xml)))


def _slashed(archive: ZipFile) -> bytes:
    return archive.read("_rels/.rels").replace(b'"/xl/', b'"xl/')


def _part(archive: ZipFile, names: set[str], item: Any, relation: Any) -> _Part | None:
    if relation is None or not relation.get("Type", "").endswith("/worksheet"):
        return None
    target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
    if target not in names:
        return None
    xml = archive.read(target)
    if not _ROOT.search(xml[:4096]) or _is_odd(xml, _ODD_SHEET) or xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    cells = xml.count(b"<c ")
    if cells != xml.count(b'<c r="') or not _in_order(xml):
        return None
    return _Part(item.get("name", ""), item.get("state", "visible") != "visible", xml)


def _in_order(xml: bytes) -> bool:
    """Whether all rows have numbers, each once and in order, and the cells do not lie too far apart."""
    rows = [int(number) for number in _ROW.findall(xml)]
    if len(rows) != xml.count(b"<row ") or rows != sorted(set(rows)):
        return False
    width = 702 if _FAR.search(xml) else 26
    return not rows or (rows[-1] * width < _CELLS and not _FARTHEST.search(xml))


def _odd_styles(styles: Styles) -> list[bytes]:
    """Styles that change what a cell shows, as they stand in the XML."""
    pairs = zip(styles.formats, styles.struck, strict=True)
    return [str(index).encode() for index, (code, struck) in enumerate(pairs) if code != "General" or struck]


def _as_found(part: _Part, found: list[list[Any]]) -> Grid:
    """Return the grid of a sheet that shows all that it holds; as ``assemble`` would, which goes cell by cell."""
    rows: list[int] = []
    lines: list[list[Value]] = []
    for row, line in enumerate(found, start=1):
        if "" in line:
            width = next((at for at in range(len(line), 0, -1) if line[at - 1] != ""), 0)
            line = [None if value == "" else value for value in line[:width]]
        if line:
            rows.append(row)
            lines.append(line)
    return Grid(sheet=part.name, rows=rows, cells=lines, hidden=part.hidden)


def _sheet(
    part: _Part, found: list[list[Any]], styles: Styles, odd: Sequence[bytes], merges: list[Merge]
) -> Sheet:
    sheet = Sheet(part.name, hidden=part.hidden)
    sheet.merges = merges
    sheet.cells = {
        (row, column): value
        for row, line in enumerate(found, start=1)
        for column, value in enumerate(line)
        if value != ""
    }
    if not odd:
        return sheet
    styled = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*? s="(' + b"|".join(odd) + rb')"')
    for letters, row, style in styled.findall(part.xml):
        at = (int(row), column_number(letters.decode()))
        value: Value = sheet.cells.get(at)
        if value is None:
            continue
        index = int(style)
        if styles.struck[index]:
            sheet.struck[at] = True
        code = styles.formats[index]
        if code != "General":
            sheet.formats[at] = code
            if type(value) is float:
                sheet.cells[at] = from_serial(value, code, epoch_1904=False)
    return sheet
