"""Two thousand texts that somebody typed to do harm, through letters, minutes and what is said of a returned list."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest
from lxml import etree
from lxml import html as parser

from reports.applicant.comparison import comparison_paper, screen_lines
from reports.applicant.letter import letter
from reports.applicant.returned import compare, side
from reports.content.called import full_names
from reports.content.material import Material
from reports.content.signed.minutes import minutes_document
from reports.document import Document, Table
from reports.formats import docx, html
from reports.formats.columns import width
from reports.safe import is_clean
from sampling.draw.minutes import seal_minutes
from sampling.model import SealedDossier
from tests.reports.docx.test_docx_injection import NAUGHTY
from tests.reports.docx.word import nothing_runs, opened
from tests.reports.rounds import declared, material
from tests.reports.test_injection import NASTY
from tests.sampling.helpers import small_seal

COUNT, PARTS = 2_000, 4
MINUTES = (
    "\n三、方案\n",
    "二、封存校验值",
    "主持：＿＿＿",
    "___",
    "3a14 6cfd 34f3 3341",
    "种子：12",
    "    甲  乙  丙",
    "；",
    "：",
)


@cache
def hostile() -> tuple[str, ...]:
    """Texts made of what is known to do harm, joined at random; each is unlike the others."""
    dice = random.Random(17)
    grains = [text[:60] for text in (*NASTY, *NAUGHTY, *MINUTES)]
    return tuple(f"{''.join(dice.choices(grains, k=dice.randint(1, 3)))}{n}" for n in range(COUNT))


@cache
def made(part: int) -> Material:
    """A dossier of five hundred people; names, contacts, employers, company, file and sheet are hostile."""
    texts = [
        text.replace("\ud800", "?").replace("\udfff", "?") for text in hostile()[part::PARTS]
    ]  # as intake has them
    rows = ["dossier  serial  name  contact  mode  surveyed  employer"]
    rows += [f"D  {i}  人{i}  1390451{i:04d}  电话  2016-03-05  厂{i}" for i in range(len(texts))]
    found = material(declared("\n".join(rows), values={}))
    batch = found.batch
    frame = batch.rows.copy()
    for column in ("name", "name_raw", "contact_raw", "employer", "employer_raw", "surveyed_raw"):
        frame[column] = texts
    contacts = batch.contacts.assign(raw=texts, value=texts, kind="unreadable", problem="unreadable")
    dossiers = batch.dossiers.copy()
    for column, text in zip(("applicant", "agency", "file", "sheet", "title"), texts, strict=False):
        dossiers[column] = text
    return material(replace(batch, rows=frame, contacts=contacts, dossiers=dossiers), unmask=True)


def harmless(document: Document) -> str:
    """Both files of a paper hold text alone; return the Word paper's."""
    paper = opened(docx.render(document))
    nothing_runs(paper)
    text = "\n".join(words for _, words in paper.paragraphs())
    assert is_clean(text)
    page = parser.fromstring(html.render(document))
    elements = list(page.iter(etree.Element))
    tags = [str(element.tag) for element in elements]
    assert not set(tags) & {"img", "iframe", "object", "embed", "link", "base", "form"}
    assert tags.count("script") <= 1  # ours, whose hash the page's own rule names
    given = [(str(name), str(value)) for element in elements for name, value in element.attrib.items()]
    assert not [name for name, _ in given if name.startswith("on")]
    assert all(value.startswith("#") for name, value in given if name in ("href", "src"))
    return text


@pytest.mark.parametrize("part", range(PARTS))
def test_letters(part: int) -> None:
    shown = made(part)
    paper = letter(shown, shown.lines[0])
    assert paper is not None
    text = "".join(harmless(paper).split())
    for row in range(0, COUNT // PARTS, 7):  # whoever is asked about stands there, as far as it is text
        assert str(row + 2) in text


@pytest.mark.parametrize("part", range(PARTS))
def test_what_is_said_of_a_returned_list(part: int) -> None:
    before, after = made(part), made((part + 1) % PARTS)
    found = compare(side(before, "D"), side(after, "D"))
    harmless(comparison_paper(found))
    for line in screen_lines(found):
        assert is_clean(line)
        assert width(line) <= 80


def spoken(sealed: SealedDossier) -> SealedDossier:
    """The same dossier under a plan that carries silence, as every plan does now."""
    plan = replace(
        sealed.plan, silence_odds="2", silence_most="40%", expected_silence="20%", stage_share="1/2"
    )
    return replace(sealed, plan=plan)


def test_minutes() -> None:
    texts = hostile()
    bare = small_seal(len(texts), 60, 0)
    seal = replace(bare, dossiers=tuple(map(spoken, bare.dossiers)))
    names = full_names(
        (item.id, {"applicant": text, "file": "a.xlsx"})
        for item, text in zip(seal.dossiers, texts, strict=True)
    )
    assert len(set(names.values())) == COUNT
    document = minutes_document(seal_minutes(seal, names=names), "zh")
    harmless(document)
    plain = minutes_document(seal_minutes(seal), "zh")
    assert [s.title for s in document.sections] == [
        s.title for s in plain.sections
    ]  # no heading was smuggled in
    tables = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    plans = [row for table in tables for row in table.rows if table.columns[0].title == "企业名称"]
    assert len(plans) == COUNT  # and no company fell out of the table
