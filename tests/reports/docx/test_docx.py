"""Word papers: layout of official documents, everything in its order, nothing in them that runs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx as reader
import pytest

from phrases import table
from reports.content.compose import compose
from reports.document import (
    KINDS,
    ROLES,
    Box,
    Cell,
    Column,
    Document,
    Facts,
    Figure,
    Form,
    Section,
    Table,
    Text,
)
from reports.formats import docx
from reports.formats.word_styles import FONTS
from tests.reports.docx.word import Paper, W, nothing_runs, opened, shown, value
from tests.reports.rounds import material

COLUMNS = tuple(Column(f"列 {kind}", kind) for kind in KINDS)
FORM = Form(
    (1, 2),
    ((Box("标签", down=2), Box("值", "value")), (Box("区", "area", foot=("公章", "年月日")),)),
    (10, 40),
)


def sample(lang: str = "zh") -> Document:
    """A document with every noun in it."""
    row = tuple(Cell(f"格 {kind}") for kind in KINDS)
    marked = (
        Cell("红", "fail"),
        Cell("黄", "warn"),
        Cell("", "note"),
        Cell("去附录", link="附录 #1"),
        Cell("√", "ok"),
    )
    inner = Section(
        "下级",
        (
            Table("表一", COLUMNS, (row, marked), "只列一部分"),
            Figure("<svg/>", "图名", "图意", "图例"),
            Section("再下级", (Text("末段"),), severity="warn"),
        ),
        severity="fail",
    )
    roles = tuple(Text(f"角色 {role}", role, "标签" if role == "clause" else "") for role in ROLES)
    facts = Facts((("名", "值"), ("名二", "")))
    return Document(
        "题目",
        "副题",
        lang,
        (
            Section("一级", (*roles, facts, inner)),
            Section("附录", (Table("空表", COLUMNS[:1], ()),), "附录 #1", new_page=True),
            Section("表格页", (FORM, Text("注", "note"))),
        ),
    )


@pytest.fixture(scope="module", params=["zh", "en"])
def paper(request: pytest.FixtureRequest) -> Paper:
    return opened(docx.render(sample(request.param)))


def test_everything_is_there_in_reading_order(paper: Paper) -> None:
    english = "en" in paper.parts["docProps/core.xml"].findtext(
        "{http://purl.org/dc/elements/1.1/}language", ""
    )
    label, table, figure = "标签：", "表{}　", "图名：图意"
    mark = "！ "
    if english:
        label, table, figure, mark = "标签: ", "Table {}. ", "图名: 图意", "! "
    text = "\n".join(t for _, t in paper.paragraphs())
    expected = [
        "题目",
        "副题",
        "一级",
        *(f"{label if r == 'clause' else ''}角色 {r}" for r in ROLES),
        "名",
        "值",
        "名二",
    ]
    expected += ["× 下级", table.format(1) + "表一", *(c.title for c in COLUMNS), *(f"格 {k}" for k in KINDS)]
    expected += ["× 红", f"{mark}黄", "·", "去附录", "√", "只列一部分", figure]
    expected += [f"{mark}再下级", "末段", "附录", table.format(2) + "空表"]
    expected += ["列 text", "表格页", "标签", "值", "区", "公章", "年月日", "注"]
    assert "图例" not in text  # says how to read a drawing that is not printed
    at = 0
    for piece in expected:
        found = text.find(piece, at)
        assert found >= 0, (piece, text[at : at + 80])
        at = found + len(piece)


def test_the_paper_is_a4_with_the_margins_of_official_documents(paper: Paper) -> None:
    def mm(name: str, of: str) -> int:
        return round(int(value(paper.all(of)[0], name) or 0) * 25.4 / 1440)

    assert (mm("w", "pgSz"), mm("h", "pgSz")) == (210, 297)
    assert [mm(side, "pgMar") for side in ("top", "bottom", "left", "right")] == [37, 35, 28, 26]


def test_every_style_in_use_is_there_and_has_a_chinese_font(paper: Paper) -> None:
    styles = {value(s, "styleId"): s for s in paper.all("style", "word/styles.xml")}
    used = {value(e) for tag in ("pStyle", "rStyle", "tblStyle") for e in paper.all(tag)}
    used |= {value(e) for e in paper.all("pStyle", "word/footer.xml")}
    assert used <= set(styles)
    declared = {value(f, "name") for f in paper.all("font", "word/fontTable.xml")}
    faces = paper.all("rFonts", "word/styles.xml")
    assert {value(f, "eastAsia") for f in faces} == set(FONTS)
    assert {value(f, a) for f in faces for a in ("ascii", "hAnsi", "eastAsia")} <= declared
    assert all(value(f, "eastAsia") for f in faces)
    paragraphs = [s for s in styles.values() if value(s, "type") == "paragraph"]
    assert len(faces) == len(paragraphs) + 1  # and the defaults
    assert {value(e, "eastAsia") for e in paper.all("lang", "word/styles.xml")} == {"zh-CN"}
    others = {value(e) for e in paper.all("altName", "word/fontTable.xml")}
    assert {"宋体, SimSun", "仿宋_GB2312, FangSong"} <= others


def test_sizes_of_official_documents() -> None:
    styles = {value(s, "styleId"): s for s in opened(docx.render(sample())).all("style", "word/styles.xml")}

    def look(style: str) -> tuple[str | None, int, int]:
        found = {e.tag.split("}")[1]: e for e in styles[style].iter()}
        return (
            value(found["rFonts"], "eastAsia"),
            int(value(found["sz"]) or 0) // 2,
            int(value(found["spacing"], "line") or 0) // 20,
        )

    assert look("Title")[:2] == ("方正小标宋简体", 22)
    assert look("BodyText") == ("仿宋", 16, 28)
    assert [look(f"Heading{n}")[:2] for n in (1, 2, 3)] == [("黑体", 16), ("楷体", 16), ("仿宋", 16)]
    indents = {value(i, "firstLineChars") for i in styles["BodyText"].iter() if i.tag.endswith("}ind")}
    assert indents == {"200"}


def test_headings_are_headings(paper: Paper) -> None:
    levels = {
        value(s, "styleId"): value(e)
        for s in paper.all("style", "word/styles.xml")
        for e in s.iter()
        if e.tag.endswith("}outlineLvl")
    }
    by_text = {text: style for style, text in paper.paragraphs()}
    heads = [
        by_text["一级"],
        by_text["× 下级"],
        next(s for t, s in by_text.items() if "再下级" in t),
        by_text["表格页"],
    ]
    assert heads == ["Heading1", "Heading2", "Heading3", "FormTitle"]
    assert [levels[h] for h in heads] == ["0", "1", "2", "0"]
    assert by_text["题目"] == "Title"
    assert paper.parts["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}title") == "题目"


def test_a_new_page_begins_before_the_heading(paper: Paper) -> None:
    breaks = [shown(p) for p in paper.all("p") if p.find(".//{*}pageBreakBefore") is not None]
    assert breaks == ["附录"]


def test_signatures_have_room_and_stay_together() -> None:
    texts = (Text("前文"), Text("审核人：", "signature"), Text("日期：", "signature"), Text("后文"))
    paper = opened(docx.render(Document("", "", "zh", (Section("s", texts),))))
    kept = {shown(p): p.find("{*}pPr/{*}keepNext") is not None for p in paper.all("p")}
    assert kept == {"s": False, "前文": True, "审核人：": True, "日期：": False, "后文": False}
    style = next(s for s in paper.all("style", "word/styles.xml") if value(s, "styleId") == "Signature")
    assert value(style.find(".//{*}jc")) == "right"
    assert int(value(style.find(".//{*}spacing"), "before") or 0) >= 6 * 20


def test_links_stay_inside_and_dead_ones_are_text() -> None:
    rows = ((Cell("去", link="x y#1"), Cell("无", link="nowhere")),)
    there = Section("有", (Table("", (Column("a"), Column("b")), rows),), "x y#1")
    paper = opened(docx.render(Document("", "", "zh", (there, Section("又", (), "x y#1")))))
    assert [shown(h) for h in paper.all("hyperlink")] == ["去"]
    assert [value(b, "name") for b in paper.all("bookmarkStart")] == ["hefang1"]
    nothing_runs(paper)


def test_the_footer_counts_pages(paper: Paper) -> None:
    nothing_runs(paper)
    assert shown(paper.parts["word/footer.xml"]) == "— 1 —"


def test_the_same_document_is_the_same_file(tmp_path: Path) -> None:
    one, other = tmp_path / "甲.docx", tmp_path / "乙.docx"
    docx.write(sample(), one)
    docx.write(sample(), other)
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as file:
        assert {i.date_time for i in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {i.create_system for i in file.infolist()} == {0}
    core = reader.Document(str(one)).core_properties
    assert (core.author, core.last_modified_by, core.language) == ("hefang", "hefang", "zh-CN")
    assert core.created == core.modified
    assert core.created is not None
    assert core.created.year == 1980


def test_an_empty_document_opens() -> None:
    for empty in (Document("", "", "zh", ()), Document("", "", "en", (Section("", (), "a", new_page=True),))):
        assert opened(docx.render(empty)).paragraphs() == []


def test_a_round_of_dossiers_can_be_written() -> None:
    made = compose(material())
    paper = opened(docx.render(made))
    heads = [text for style, text in paper.paragraphs() if style == "Heading1"]
    assert heads == [s.title for s in made.sections]
    nothing_runs(paper)


# The order in which the schema wants what stands in these (ECMA-376 Part 1, 17.3-17.7): Word refuses other files.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore wordWrap spacing ind jc outlineLvl",
    "rPr": "rStyle rFonts b bCs color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblBorders tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd vAlign",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "style": "name basedOn next qFormat pPr rPr tblPr",
    "font": "altName charset family pitch",
    "sectPr": "footerReference pgSz pgMar",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
}


def test_elements_stand_in_the_order_of_the_schema(paper: Paper) -> None:
    seen = set()
    for root in paper.parts.values():
        for element in root.iter(*(W + tag for tag in ORDER)):
            tag = element.tag.removeprefix(W)
            order = ORDER[tag].split()
            places = [order.index(child.tag.removeprefix(W)) for child in element]
            assert places == sorted(places), (tag, [child.tag for child in element])
            seen.add(tag)
    assert seen == set(ORDER)


def test_every_phrase_has_both_languages() -> None:
    for key, words in table("form").items():
        assert len(words) == 2, key
        assert all(word.strip() for word in words), key
