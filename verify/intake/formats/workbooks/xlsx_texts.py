"""Texts of an xlsx with their struck-out runs left out, and what its cell styles say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse  # limits.py has refused DOCTYPE and entities by now
from zipfile import ZipFile

from lxml import etree

from verify.intake.formats.workbooks.builtin_formats import builtin_format

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ITEM, _TEXT, _RUN = f"{NS}si", f"{NS}t", f"{NS}r"
_PROPERTIES, _STRIKE = f"{NS}rPr", f"{NS}strike"
_FALSE = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Rich:
    """A text of several runs, some struck out. A run without properties of its own has those of the cell."""

    whole: str
    shown: str
    in_struck_cell: str


@dataclass(slots=True)
class Styles:
    """What cell styles say, by their index: the number format, and whether the text is struck out."""

    formats: list[str] = field(default_factory=list)
    struck: list[bool] = field(default_factory=list)

    def format(self, index: int) -> str:
        """Return the number format of a style; General where the file has no such style."""
        return self.formats[index] if 0 <= index < len(self.formats) else "General"

    def is_struck(self, index: int) -> bool:
        """Whether text under a style is struck out."""
        return 0 <= index < len(self.struck) and self.struck[index]


def _is_on(parent: Any) -> bool:
    """Whether a font or run properties strike the text out."""
    found = parent.find(_STRIKE) if parent is not None else None
    return found is not None and found.get("val", "1") not in _FALSE


def item_text(item: Any) -> str | Rich:
    """Return the text of a string item, without the phonetic guide."""
    if item is None:
        return ""
    runs = item.findall(_RUN)
    whole = "".join(node.text or "" for node in item.findall(_TEXT))
    if not runs:
        return whole
    parts = [("".join(node.text or "" for node in run.findall(_TEXT)), run.find(_PROPERTIES)) for run in runs]
    every = whole + "".join(text for text, _ in parts)
    shown = whole + "".join(text for text, properties in parts if not _is_on(properties))
    own = "".join(text for text, properties in parts if properties is not None and not _is_on(properties))
    # Where the cell itself is not struck out and no run is, it is a text like any other, unless its cell is.
    return every if shown == every == own else Rich(every, shown, own)


def _items(events: Any) -> Iterator[str | Rich]:
    for _, element in events:
        if element.tag == _ITEM:
            yield item_text(element)
            element.clear()


def shared_strings(archive: ZipFile, part: str | None) -> list[str | Rich]:
    """Return the shared strings; where one of them is no sound XML, the others all the same."""
    if part is None:
        return []
    try:
        with archive.open(part) as source:
            return list(_items(iterparse(source)))
    except ParseError:
        with archive.open(part) as source:
            return list(_items(etree.iterparse(source, recover=True, huge_tree=True, no_network=True)))


def read_styles(archive: ZipFile, part: str) -> Styles:
    """Return what is needed of the styles part. Only this: odd fills and borders harm nobody here."""
    if part not in archive.namelist():
        return Styles()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=True)
    root = etree.fromstring(archive.read(part), parser)
    if root is None:
        return Styles()
    custom = {
        _number(item, "numFmtId"): item.get("formatCode") or "General"
        for item in root.iterfind(f"{NS}numFmts/{NS}numFmt")
    }
    fonts = [_is_on(font) for font in root.iterfind(f"{NS}fonts/{NS}font")]
    styles = Styles()
    for item in root.iterfind(f"{NS}cellXfs/{NS}xf"):
        number, font = _number(item, "numFmtId"), _number(item, "fontId")
        styles.formats.append(custom.get(number) or builtin_format(number))
        styles.struck.append(font < len(fonts) and fonts[font])
    return styles


def _number(item: Any, name: str) -> int:
    text = item.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() else 0
