"""The grains of a Word paper: elements, paragraphs, runs. Every text of every paper passes ``run``.

XML is put together as text: building a tree of elements takes five times as long, and nothing is
ever changed in it. ``Xml`` is what has been escaped; mypy refuses a plain str in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NewType
from xml.sax.saxutils import escape

from reports.safe import clean

Xml = NewType("Xml", str)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NOTHING = Xml("")
_CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[\U00020000-\U0003ffff]")
_QUOTE = {'"': "&quot;"}


def node(tag: str, *children: Xml, **attributes: str | int) -> Xml:
    """Return an element with its children in the order given, which the schema prescribes."""
    begin = "".join([f' w:{key}="{escape(str(value), _QUOTE)}"' for key, value in attributes.items()])
    inside = "".join(children)
    return Xml(f"<w:{tag}{begin}>{inside}</w:{tag}>" if inside else f"<w:{tag}{begin}/>")


def flags(*tags: str) -> Xml:
    """Return elements that say something by being there."""
    return Xml("".join([f"<w:{tag}/>" for tag in tags]))


def part(tag: str, children: Iterable[Xml]) -> Xml:
    """Return a whole part of the file, with its declaration."""
    return Xml(f'{DECLARATION}<w:{tag} xmlns:w="{W}" xmlns:r="{R}">{"".join(children)}</w:{tag}>')


def run(text: str, *, style: str = "", bold: bool = False) -> Xml:
    """Return a run of plain text, cleaned and escaped; nothing in it is a field, a link or a tag.

    Quotation marks, dots and dashes exist in both scripts: where there is Chinese in a text the hint has them
    set in the Chinese font.
    """
    properties = f'<w:rStyle w:val="{style}"/>' if style else ""
    if _CHINESE.search(text):
        properties += '<w:rFonts w:hint="eastAsia"/>'
    if bold:
        properties += "<w:b/>"
    if properties:
        properties = f"<w:rPr>{properties}</w:rPr>"
    return Xml(f'<w:r>{properties}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>')


def paragraph(style: str, *content: Xml, keep: bool = False, break_before: bool = False) -> Xml:
    """Return a paragraph of a style. ``keep``: on one page with what follows."""
    more = f"{'<w:keepNext/>' * keep}{'<w:pageBreakBefore/>' * break_before}"
    return Xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{"".join(content)}</w:p>')


def plain(style: str, text: str, *, keep: bool = False) -> Xml:
    """Return a paragraph of one run, or an empty one."""
    return paragraph(style, run(text) if text else NOTHING, keep=keep)


def link(place: str, content: Xml) -> Xml:
    """Return a link to a bookmark of the same document; there is no other kind of link in our papers."""
    return node("hyperlink", content, anchor=place, history=1)


def bookmark(place: str, number: int, content: Xml) -> Xml:
    """Return content under a bookmark. ``place``: at most 40 letters and digits, our own."""
    end = node("bookmarkEnd", id=number)
    return Xml(node("bookmarkStart", id=number, name=place) + content + end)
