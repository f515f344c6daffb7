"""Tables and forms in Word papers: fixed widths, heads that repeat, colour that never stands alone."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from reports.document import KINDS, Box, Cell, Column, Document, Facts, Form, Section, Table
from reports.figures.palette import CELLS
from reports.formats import docx
from reports.formats.word_package import TEXT_WIDTH
from reports.formats.word_tables import column_widths
from tests.reports.docx.test_docx import COLUMNS, FORM, sample
from tests.reports.docx.word import Paper, W, opened, shown, value


@pytest.fixture(scope="module", params=["zh", "en"])
def paper(request: pytest.FixtureRequest) -> Paper:
    return opened(docx.render(sample(request.param)))


def test_tables_have_fixed_widths_a_repeated_head_and_a_caption_that_stays(paper: Paper) -> None:
    for table in paper.all("tbl"):
        widths = [int(value(c, "w") or 0) for c in table.find("{*}tblGrid")]
        assert sum(widths) == TEXT_WIDTH
        assert min(widths) > 0
        assert value(table.find(".//{*}tblLayout"), "type") == "fixed"
    first = next(t for t in paper.all("tbl") if "列 text" in shown(t))
    rows = first.findall("{*}tr")
    assert [len(r.findall("{*}trPr/{*}tblHeader")) for r in rows] == [1, 0, 0]
    assert all(r.find("{*}trPr/{*}cantSplit") is not None for r in rows)
    before = first.getprevious()
    style = next(s for s in paper.all("style", "word/styles.xml") if value(s, "styleId") == "Caption")
    assert value(before.find(".//{*}pStyle")) == "Caption"
    assert style.find("{*}pPr/{*}keepNext") is not None


def test_nothing_came_after_word_2007(paper: Paper) -> None:
    """Elements and attributes of tables as the first edition of the standard has them, and no later vocabulary."""
    for name in ("tblCaption", "tblDescription"):
        assert paper.all(name) == []
    assert all(list(look.attrib) == [f"{W}val"] for look in paper.all("tblLook"))
    later = re.compile(r"microsoft\.com/office/(?:word|drawing)/20(?!06/)|markup-compatibility")
    for part in paper.parts.values():
        assert not [uri for node in part.iter() for uri in node.nsmap.values() if uri and later.search(uri)]


def test_two_tables_never_touch_and_none_ends_the_text() -> None:
    tables = (Facts((("a", "b"),)), Facts((("c", "d"),)), Table("t", COLUMNS, ()), FORM, FORM)
    body = opened(docx.render(Document("t", "", "zh", (Section("s", tables),)))).body
    kinds = [e.tag.split("}")[1] for e in body]
    assert kinds.count("tbl") == 5
    assert not any(a == b == "tbl" for a, b in pairwise(kinds))
    assert kinds[-2:] == ["p", "sectPr"]


def test_colour_never_stands_alone(paper: Paper) -> None:
    fills = [
        (value(c.find(".//{*}shd"), "fill"), shown(c))
        for c in paper.all("tc")
        if c.find(".//{*}shd") is not None
    ]
    meaning = [(fill, text) for fill, text in fills if fill != CELLS["head"]]
    assert [fill for fill, _ in meaning] == [CELLS[s] for s in ("fail", "warn", "note", "ok")]
    assert all(text[0] in "×！!·√" for _, text in meaning)
    assert meaning[3][1] == "√"  # once is enough


def test_the_heading_of_a_column_may_show_the_sign() -> None:
    column, rows = (Column("×", "number"),), ((Cell("3", "fail"),),)
    paper = opened(docx.render(Document("", "", "zh", (Section("", (Table("", column, rows),)),))))
    assert paper.tables() == [[["×"], ["3"]]]


@pytest.mark.parametrize(
    "kinds", [KINDS, ("long",), ("number",) * 9, ("code",) * 14, ("text", "sign"), ("text",) * 40]
)
def test_columns_fill_the_width(kinds: tuple[str, ...]) -> None:
    for length in (0, 3, 200):
        row = tuple(Cell("字" * length) for _ in kinds)
        widths = column_widths(Table("t", tuple(Column("头", k) for k in kinds), (row,)))
        assert sum(widths) == TEXT_WIDTH
        assert min(widths) > 0


def test_long_texts_get_the_room_that_numbers_do_not_need() -> None:
    columns = (Column("人数", "number"), Column("说明", "long"))
    number, long = column_widths(Table("t", columns, ((Cell("12"), Cell("字" * 300)),)))
    assert long > 5 * number


def test_a_form_that_does_not_fill_its_grid_is_refused() -> None:
    for rows, heights in (
        (((Box("a"),),), (0,)),
        (((Box("a", across=3),),), (0,)),
        (((Box("a", down=2), Box("b")),), (0,)),
        (((Box("a"), Box("b"), Box("c")),), (0,)),
        (((Box("a"), Box("b")),), ()),
    ):
        with pytest.raises(ValueError):
            docx.render(Document("", "", "zh", (Section("", (Form((1, 1), rows, heights),)),)))


def test_boxes_reach_across_and_down() -> None:
    paper = opened(docx.render(Document("", "", "zh", (Section("", (FORM,)),))))
    (table,) = paper.all("tbl")
    merges = [[value(m) for m in row.iter("{*}vMerge")] for row in table.iter("{*}tr")]
    assert merges == [["restart"], ["continue"], ["continue"]]  # the foot is a row of its own
    assert paper.tables() == [[["标签", "值"], ["", "区"], ["", "公章\n年月日"]]]
    heights = [int(value(h) or 0) for h in table.iter("{*}trHeight")]
    assert round(sum(heights) * 25.4 / 1440) == 50
