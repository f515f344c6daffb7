"""A Document as a Word paper in the layout of official documents (公文), for Word and WPS.

The file is made part by part, without a template: nothing is in it that does not stand in this room. Drawings
are given in words, because neither program can be trusted with SVG.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from reports.document import Document, Facts, Figure, Form, Section, Table, Text, walk
from reports.form_words import say
from reports.paper_words import say as word
from reports.word_forms import form
from reports.word_package import package
from reports.word_tables import facts, table
from reports.word_xml import Element, bookmark, paragraph, plain, run

_STYLES = {
    "body": "BodyText",
    "lead": "Lead",
    "note": "Note",
    "clause": "Grounds",
    "innocent": "Grounds",
    "clear": "Grounds",
    "message": "Message",
    "signature": "Signature",
}


def render(document: Document) -> bytes:
    """Return the file. The same document gives the same bytes, whenever and wherever."""
    return package(_Paper(document).elements(), document.title, document.lang)


def write(document: Document, path: Path) -> None:
    """Write the file. Raises OSError when that cannot be done."""
    path.write_bytes(render(document))


class _Paper:
    """What is counted while one paper is written: tables, figures, bookmarks."""

    def __init__(self, document: Document) -> None:
        self.document, self.lang = document, document.lang
        blocks = (block for _, block in walk(document.sections))
        anchors = dict.fromkeys(b.anchor for b in blocks if isinstance(b, Section) and b.anchor)
        # Our own names: an anchor may hold what a bookmark must not.
        self.places = {anchor: f"hefang{number}" for number, anchor in enumerate(anchors, 1)}
        self.open = dict(self.places)  # not yet set
        self.tables, self.figures = count(1), count(1)

    def elements(self) -> list[Element]:
        """Paragraphs and tables in reading order."""
        document, made = self.document, []
        # A form has its title on its own page.
        if document.title and (not document.sections or document.sections[0].title != document.title):
            made.append(plain("Title", document.title))
        if document.subtitle:
            made.append(plain("Subtitle", document.subtitle))
        for section in document.sections:
            made += self.section(section, 1)
        return made

    def section(self, section: Section, depth: int) -> list[Element]:
        """A heading and what stands under it; a section that holds a form is headed like a paper."""
        printed = any(isinstance(block, Form) for block in section.blocks)
        title, made = section.title, []
        if title and section.severity:
            sign = word(f"sign.{section.severity}", self.lang)
            title = title if sign in title else f"{sign} {title}"
        place = self.open.pop(section.anchor, "")
        marks = bookmark(place, int(place.removeprefix("hefang"))) if place else ()
        if title:
            style = "FormTitle" if printed else f"Heading{min(depth, 9)}"
            made.append(paragraph(style, *marks[:1], run(title), *marks[1:], break_before=section.new_page))
        elif marks or section.new_page:
            made.append(paragraph("Gap", *marks, break_before=section.new_page))
        for block, after in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            if isinstance(block, Section):
                made += self.section(block, depth + 1)
            elif isinstance(block, Text):
                signed = isinstance(after, Text) and after.role == "signature"
                made.append(self.text(block, printed, keep=signed))
            else:
                made += self.block(block, section.title)
        return made

    def text(self, block: Text, printed: bool, *, keep: bool) -> Element:
        """A paragraph of its role. ``printed``: on a form, whose notes are as black as the form."""
        style = "FormNote" if printed and block.role == "note" else _STYLES[block.role]
        label = (run(say("label", self.lang, label=block.label), bold=True),) if block.label else ()
        return paragraph(style, *label, run(block.text), keep=keep)

    def block(self, block: Facts | Table | Figure | Form, title: str) -> list[Element]:
        """What is no text; after a table always a paragraph, or two tables would grow into one."""
        gap = plain("Gap", "")
        if isinstance(block, Facts):
            return [plain("Gap", "", keep=True), facts(block, title), gap] if block.pairs else []
        if isinstance(block, Form):
            return [form(block, title), gap]
        if isinstance(block, Table):
            caption = say("table", self.lang, number=next(self.tables), caption=block.caption)
            grid = [table(block, self.lang, self.places)] if block.columns else []
            return [plain("Caption", caption), *grid, plain("Note", block.note) if block.note else gap]
        said = say("figure", self.lang, number=next(self.figures), title=block.title, text=block.description)
        return [plain("Figure", f"{said} {block.caption}" if block.caption else said)]
