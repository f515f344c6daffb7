"""A Document as a Word paper in the layout of official documents (公文), for Word and WPS.

The file is made part by part, without a template: nothing is in it that does not stand in this room. Drawings
are given in words, because neither program can be trusted with SVG.
"""

from __future__ import annotations

from itertools import count, zip_longest
from pathlib import Path

from phrases import say
from reports.document import Code, Document, Facts, Figure, Form, Section, Table, Text, walk
from reports.formats import qr
from reports.formats.word_forms import form
from reports.formats.word_package import package, picture
from reports.formats.word_tables import facts, table
from reports.formats.word_xml import NOTHING, Xml, bookmark, paragraph, plain, run

_STYLES = {
    "body": "BodyText",
    "lead": "Lead",
    "brief": "Brief",
    "note": "Note",
    "clause": "Grounds",
    "innocent": "Grounds",
    "clear": "Grounds",
    "message": "Message",
    "signature": "Signature",
}


def render(document: Document) -> bytes:
    """Return the file. The same document gives the same bytes, whenever and wherever."""
    paper = _Paper(document)
    return package(paper.elements(), document.title, document.lang, paper.pictures)


def write(document: Document, path: Path) -> None:
    """Write the file. Raises OSError when that cannot be done."""
    path.write_bytes(render(document))


class _Paper:
    """What is counted while one paper is written: tables, bookmarks."""

    def __init__(self, document: Document) -> None:
        self.document, self.lang = document, document.lang
        blocks = (block for _, block in walk(document.sections))
        anchors = dict.fromkeys(b.anchor for b in blocks if isinstance(b, Section) and b.anchor)
        # Our own names: an anchor may hold what a bookmark must not.
        self.places = {anchor: f"hefang{number}" for number, anchor in enumerate(anchors, 1)}
        self.open = dict(self.places)  # not yet set
        self.tables = count(1)
        self.pictures: list[bytes] = []

    def elements(self) -> list[Xml]:
        """Paragraphs and tables in reading order."""
        document, made = self.document, []
        own = document.sections and _printed(document.sections[0]) and document.sections[0].title
        if document.title and own != document.title:  # a form has its title on its own page
            made.append(plain("Title", document.title))
        if document.subtitle:
            made.append(plain("Subtitle", document.subtitle))
        for section in document.sections:
            made += self.section(section, 1)
        return made

    def section(self, section: Section, depth: int) -> list[Xml]:
        """A heading and what stands under it; a section that holds a form is headed like a paper."""
        printed = _printed(section)
        made = self.heading(section, "FormTitle" if printed else f"Heading{min(depth, 9)}")
        for block, after in zip_longest(section.blocks, section.blocks[1:]):
            if isinstance(block, Section):
                made += self.section(block, depth + 1)
            elif isinstance(block, Text):
                signed = isinstance(after, Text) and after.role == "signature"
                made.append(self.text(block, printed, keep=signed))
            else:
                made += self.block(block)
        return made

    def heading(self, section: Section, style: str) -> list[Xml]:
        """The title with the sign of its severity, under a bookmark where links lead to it."""
        title = section.title
        if title and section.severity:
            sign = say(f"paper.sign.{section.severity}", self.lang)
            title = title if sign in title else f"{sign} {title}"
        content = run(title) if title else NOTHING
        if place := self.open.pop(section.anchor, ""):
            content = bookmark(place, int(place.removeprefix("hefang")), content)
        if content or section.new_page:
            return [paragraph(style if title else "Gap", content, break_before=section.new_page)]
        return []

    def text(self, block: Text, printed: bool, *, keep: bool) -> Xml:
        """A paragraph of its role. ``printed``: on a form, whose notes are as black as the form."""
        style = "FormNote" if printed and block.role == "note" else _STYLES[block.role]
        label = run(say("form.label", self.lang, label=block.label), bold=True) if block.label else NOTHING
        return paragraph(style, label, run(block.text), keep=keep)

    def block(self, block: Facts | Table | Figure | Code | Form) -> list[Xml]:
        """What is no text; after a table always a paragraph, or two tables would grow into one."""
        gap = plain("Gap", "")
        if isinstance(block, Facts):
            return [plain("Gap", "", keep=True), facts(block), gap] if block.pairs else []
        if isinstance(block, Form):
            return [form(block), gap]
        if isinstance(block, Code):
            self.pictures.append(qr.png(block.text))
            drawn = picture(len(self.pictures), block.caption, qr.MM)
            return [paragraph("Picture", drawn, keep=True), plain("Note", block.caption)]
        if isinstance(block, Table):
            grid = [table(block, self.lang, self.places)] if block.columns else []
            end = plain("Note", block.note) if block.note else gap
            if not block.caption:  # the heading right above says what it is
                return [plain("Gap", "", keep=True), *grid, end]
            caption = say("form.table", self.lang, number=next(self.tables), caption=block.caption)
            return [plain("Caption", caption), *grid, end]
        # No drawing is printed here, so its caption, which says how to read it, is left out too.
        return [plain("Figure", say("form.figure", self.lang, title=block.title, text=block.description))]


def _printed(section: Section) -> bool:
    """Whether a section is a printed form with its notes."""
    return any(isinstance(block, Form) for block in section.blocks)
