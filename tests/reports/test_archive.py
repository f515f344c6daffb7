"""Papers for the archive: PDF/A-2a, tagged, fonts inside, the same bytes again, and nothing that a stranger typed sets them."""

from __future__ import annotations

import json
import random
import re
import sys
from datetime import datetime
from pathlib import Path

import pytest
import typst

from desk.commands.papers.archive import archive
from reports.content.compose import compose_dossier, compose_round
from reports.content.signed import forms
from reports.content.signed.filled import opinion_facts
from reports.document import Cell, Column, Document, Facts, Section, Table, Text
from reports.formats.archive import Press
from reports.formats.typeset import string
from reports.safe import clean
from tests.casebook.road import inside, run
from tests.cli.run import people, write_book
from tests.reports.courses import context
from tests.reports.rounds import MADE, NAMES, NUMBERS, material

HOSTILE = (
    *(
        '#panic("x")',
        '"#sys.version"',
        "\\",
        '\\"',
        "]]#[",
        "$ x $",
        "*a* _b_ `c`",
        "// no",
        "/* no",
        "<label>",
        "@ref",
    ),
    *(
        '#include "/etc/passwd"',
        '#read("x")',
        "\u202eabc",
        "a\u0000b",
        "\x1b[31m",
        "~--- ...",
        "{",
        "}",
        "#{",
        "\n",
        "= no",
    ),
    "\ud800",
)


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def papers(lang: str) -> list[Document]:
    made = material(context=context(lang), lang=lang)
    line = made.lines[0]
    return [compose_round(made), compose_dossier(made, line), forms.opinion(opinion_facts(made, line), lang)]


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_an_archive_asks_for(press: Press, lang: str) -> None:
    for document in papers(lang):
        made = press.pdf(document, MADE)
        assert b"<pdfaid:part>2</pdfaid:part>" in made
        assert b"<pdfaid:conformance>A</pdfaid:conformance>" in made
        assert b"/Marked true" in made
        assert b"/StructTreeRoot" in made
        assert (b"/Lang(zh-CN)" if lang == "zh" else b"/Lang(en)") in made
        descriptors = re.findall(rb"/Type\s*/FontDescriptor", made)
        assert len(descriptors) == len(re.findall(rb"/FontFile[23]\b", made)) >= 2
    assert press.missing == frozenset()


def test_the_same_paper_is_the_same_file(press: Press) -> None:
    document = papers("zh")[1]
    assert press.pdf(document, MADE) == Press().pdf(document, MADE)
    assert press.pdf(document, MADE) != press.pdf(document, datetime(2018, 7, 1))


def test_the_opinion_form_is_one_page(press: Press) -> None:
    assert pages(press.pdf(papers("zh")[2], MADE)) == 1
    assert pages(press.pdf(papers("zh")[1], MADE)) > 3


def test_a_text_stays_a_text() -> None:
    """Two thousand strings made of what steers the typesetter come back as they are shown."""
    dice = random.Random(7)
    made = ["".join(dice.choices(HOSTILE, k=dice.randint(1, 6))) for _ in range(2_000)]
    told = json.loads(typst.eval(b"", f"({', '.join(map(string, made))},)"))
    assert [text.replace("\u200b", "") for text in told] == list(map(clean, made))


def test_hostile_texts_in_every_place(press: Press) -> None:
    rows = tuple((Cell(text, "fail"), Cell(text)) for text in HOSTILE)
    table = Table("".join(HOSTILE), (Column(HOSTILE[0]), Column(HOSTILE[1], "long")), rows, HOSTILE[2])
    texts = tuple(Text(text, role, text) for text in HOSTILE for role in ("body", "clause", "signature"))
    section = Section(HOSTILE[3], (*texts, Facts(tuple((t, t) for t in HOSTILE)), table), anchor='"><#x')
    document = Document("".join(HOSTILE), HOSTILE[4], "zh", (section,))
    assert press.pdf(document, MADE).startswith(b"%PDF-1.7")


def test_characters_without_a_font_are_counted_and_stop_nothing() -> None:
    press = Press()
    made = press.pdf(Document("题", "", "zh", (Section("节", (Text("甲\U0001f9ff乙\ue123丙"),)),)), MADE)
    assert made.startswith(b"%PDF")
    assert press.missing == {"\U0001f9ff", "\ue123"}


def test_marks_on_what_no_font_has_go_with_it() -> None:
    press = Press()
    text = "\U0001f9ff\u0301\u0302甲\ufe0f \u1820\u180b\U00010a00\U00010a01 \ua4d0\U000e0101"
    assert press.pdf(Document("题", "", "zh", (Section("节", (Text(text),)),)), MADE).startswith(b"%PDF")
    assert "\U0001f9ff" in press.missing


def test_every_paper_of_a_round_in_one_folder(tmp_path: Path) -> None:
    made = material(context=context())
    paths = archive(made, tmp_path, "zh")
    names = [path.name for path in paths]
    assert names[:2] == ["审核总览.pdf", "推荐汇总表.pdf"]
    assert len(names) == 2 + 2 * len(made.lines)
    assert all(path.parent == tmp_path / "归档" and path.read_bytes().startswith(b"%PDF") for path in paths)
    for path in paths:  # masked like all the others
        assert not [known for known in (*NAMES, *NUMBERS) if known.encode() in path.read_bytes()]


def test_as_it_is_typed(tmp_path: Path) -> None:
    write_book(tmp_path / "松江.xlsx", people(20))
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "松江.xlsx")
        ran = run("report", "--archive", "--out", "报告")
    assert "归档 PDF/A-2a 4 份" in ran.out
    assert len(list((tmp_path / "报告" / "归档").glob("*.pdf"))) == 4


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("typst", "reports.formats.archive", "desk.commands.papers.archive"):
        monkeypatch.setitem(sys.modules, name, None)
    with inside(tmp_path, {}):
        assert "hefang[print]" in run("report", "--archive", code=2).err
