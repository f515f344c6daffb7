"""The grains of a Word paper: elements, paragraphs, runs. Every text of every paper passes ``run``."""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

from reports.safe import clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[\U00020000-\U0003ffff]")

Element = etree._Element


@cache
def name(tag: str) -> str:
    """Return a tag or attribute of WordprocessingML by its full name."""
    return f"{{{W}}}{tag}"


def node(tag: str, *children: Element, **attributes: str | int) -> Element:
    """Return an element with its children in the order given, which the schema prescribes."""
    made = etree.Element(name(tag), {name(key): str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


def root(tag: str, *children: Element) -> Element:
    """Return the root element of a part."""
    made = etree.Element(name(tag), nsmap={"w": W, "r": R})
    made.extend(children)
    return made


def run(text: str, *, style: str = "", bold: bool = False) -> Element:
    """Return a run of plain text, cleaned; nothing in it is a field, a link or a tag.

    Quotation marks, dots and dashes exist in both scripts: where there is Chinese in a text the hint has them
    set in the Chinese font.
    """
    made = etree.Element(name("r"))
    chinese = _CHINESE.search(text) is not None
    if style or bold or chinese:
        properties = etree.SubElement(made, name("rPr"))
        if style:
            etree.SubElement(properties, name("rStyle"), {name("val"): style})
        if chinese:
            etree.SubElement(properties, name("rFonts"), {name("hint"): "eastAsia"})
        if bold:
            etree.SubElement(properties, name("b"))
    etree.SubElement(made, name("t"), {_SPACE: "preserve"}).text = clean(text)
    return made


def paragraph(style: str, *content: Element, keep: bool = False, break_before: bool = False) -> Element:
    """Return a paragraph of a style. ``keep``: on one page with what follows."""
    made = etree.Element(name("p"))
    properties = etree.SubElement(made, name("pPr"))
    etree.SubElement(properties, name("pStyle"), {name("val"): style})
    if keep:
        etree.SubElement(properties, name("keepNext"))
    if break_before:
        etree.SubElement(properties, name("pageBreakBefore"))
    made.extend(content)
    return made


def plain(style: str, text: str, *, keep: bool = False) -> Element:
    """Return a paragraph of one run, or an empty one."""
    return paragraph(style, *((run(text),) if text else ()), keep=keep)


def link(place: str, *content: Element) -> Element:
    """Return a link to a bookmark of the same document; there is no other kind of link in our papers."""
    return node("hyperlink", *content, anchor=place, history=1)


def bookmark(place: str, number: int) -> tuple[Element, Element]:
    """Return begin and end of a bookmark. ``place``: at most 40 letters and digits, our own."""
    return node("bookmarkStart", id=number, name=place), node("bookmarkEnd", id=number)
