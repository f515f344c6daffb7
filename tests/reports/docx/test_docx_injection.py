"""What a stranger typed is text in a Word paper: through every slot of every noun."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Box, Cell, Column, Document, Facts, Figure, Form, Section, Table, Text
from reports.formats import docx
from reports.safe import clean
from tests.reports.docx.word import nothing_runs, opened

NAUGHTY = (
    "{=1+1}",
    '{ TOC \\o "1-3" }',
    "PAGE \\* MERGEFORMAT",
    "<w:p><w:r><w:t>x</w:t></w:r></w:p>",
    "]]>",
    "<![CDATA[x]]>",
    "<!-- x -->",
    '"/><w:fldSimple w:instr="DATE"/>',
    "&amp; &lt; & <",
    "=cmd|'/C calc'!A0",
    "http://example.com/x",
    "{{ 7*7 }} {% for %} {zh} %s",
    "\x1b[31m红\x1b]0;owned\x07",
    "\u202e反\u2066转\u200b",
    "半\ud800字\udfff",
    "\x00\x08\x0b\x1f\ufffe\uffff",
    "一行\n二行\r\n三行\t制表",
    "  两头有空格  ",
    "长" * 100_000,
    "A" * 100_000,
    "𠮷野家 🏭",
)


def everywhere(text: str, lang: str = "zh") -> Document:
    """A document with a text in every slot that takes one."""
    table = Table(
        text, (Column(text), Column(text, "code")), ((Cell(text, "fail"), Cell(text, link=text)),), text
    )
    blocks = (Text(text, "clause", text), Facts(((text, text),)), table, Figure(text, text, text, text))
    form = Form((1,), ((Box(text),), (Box(text, "value"),), (Box(text, "area", foot=(text,)),)), (0, 0, 0))
    return Document(text, text, lang, (Section(text, blocks, text, "fail"), Section(f"{text}表", (form,))))


SLOTS = 20  # how often everywhere() shows its text; the caption of a drawing is for those who see it


@pytest.mark.parametrize("text", NAUGHTY, ids=lambda text: ascii(text[:20]))
def test_what_a_stranger_typed_is_text(text: str) -> None:
    paper = opened(docx.render(everywhere(text)))
    nothing_runs(paper)
    whole = "".join(t for _, t in paper.paragraphs())
    assert not set(whole) & {"\x1b", "\x00", "\u202e", "\u2066", "\ud800", "\ufffe"}
    # A form keeps the lines of a text apart, so white space is left out of the count.
    if kept := re.sub(r"\s", "", clean(text)):
        assert re.sub(r"\s", "", whole).count(kept) >= SLOTS


@given(st.text(st.characters(codec=None)))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    nothing_runs(opened(docx.render(everywhere(text))))


def test_the_text_of_a_cell_is_cleaned_and_whole() -> None:
    paper = opened(docx.render(everywhere("  厂\t=1+1\r\n@x\x1b[0m  ")))
    assert paper.tables()[1][1][1] == "  厂 =1+1 @x  "
    (space,) = {t.get("{http://www.w3.org/XML/1998/namespace}space") for t in paper.all("t")}
    assert space == "preserve"
