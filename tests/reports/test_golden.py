"""The audit paper about a fixed round, word for word.

After a change of words that is meant: HEFANG_RENEW_GOLDEN=1 pytest tests/reports/test_golden.py, then read
the difference before it is committed.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from reports.content.compose import compose, compose_dossier, compose_round
from reports.content.signed import forms
from reports.content.signed.filled import opinion_facts, summary_facts
from reports.document import Document, Facts, Figure, Form, Section, Table, Text, walk
from reports.formats import html
from tests.reports.courses import context
from tests.reports.rounds import material

GOLDEN = Path(__file__).parent / "golden"


def outline(document: Document) -> str:
    """Everything a document says, one line each, indented by depth."""
    lines = [document.title, document.subtitle]
    for depth, block in walk(document.sections):
        indent = "  " * depth
        match block:
            case Section():
                lines.append(f"{indent}# {block.title}" + (f" [{block.severity}]" if block.severity else ""))
            case Text():
                lines.append(f"{indent}{block.role}: {block.label}{' ' if block.label else ''}{block.text}")
            case Facts():
                lines += [f"{indent}{name} = {value}" for name, value in block.pairs]
            case Figure():
                lines.append(f"{indent}figure: {block.title}: {block.description} {block.caption}".rstrip())
            case Form():
                lines += [f"{indent}  " + " | ".join(box.text for box in row) for row in block.rows]
            case Table():
                lines.append(f"{indent}table: {block.caption}")
                lines.append(f"{indent}  " + " | ".join(column.title for column in block.columns))
                lines += [f"{indent}  " + " | ".join(cell.text for cell in row) for row in block.rows]
                lines += [f"{indent}  {block.note}"] if block.note else []
    return "\n".join(lines) + "\n"


def _compare(name: str, text: str) -> None:
    # Settings come and go with other rooms of the house; their values are tested there.
    text = re.sub(r"\b[0-9a-f]{64}\b", "<sha256>", text)
    path = GOLDEN / name
    if os.environ.get("HEFANG_RENEW_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def _paper(lang: str) -> Document:
    """The paper without its method box, which lists every check and setting of the day."""
    document = compose(material(lang=lang))
    kept = tuple(section for section in document.sections if section.anchor != "method")
    return Document(document.title, document.subtitle, document.lang, kept)


def _without_checks(document: Document) -> Document:
    """A paper without its last section, the method, which lists every check of the day."""
    return Document(document.title, document.subtitle, document.lang, document.sections[:-1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_papers_of_a_round_say_what_they_said(lang: str) -> None:
    made = material(lang=lang, context=context(lang))
    texts = [outline(_without_checks(compose_dossier(made, line, ("推荐单位",)))) for line in made.lines]
    _compare(f"dossiers.{lang}.txt", "\n".join(texts))
    _compare(f"round.{lang}.txt", outline(_without_checks(compose_round(made))))


def test_the_forms_say_what_they_said() -> None:
    made = material(context=context())
    papers = [forms.opinion(opinion_facts(made, line), "zh") for line in made.lines]
    papers.append(forms.summary(summary_facts(made), "zh"))
    _compare("forms.zh.txt", "\n".join(map(outline, papers)))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_paper_says_what_it_said(lang: str) -> None:
    _compare(f"audit.{lang}.txt", outline(_paper(lang)))


def test_the_page_is_what_it_was() -> None:
    page = html.render(_paper("zh"))
    style = re.compile(r"<style>.*?</style>", re.DOTALL)
    _compare("audit.zh.html", style.sub("<style></style>", page))


def test_the_method_box_tells_how_to_do_it_again() -> None:
    text = outline(compose(material()))
    method = text[text.index("  # 方法与依据") :]
    for wanted in (
        "hefang 1.2.3",
        "2017年7月1日9时30分",
        "调查时间窗口的第一天 | 2016年12月1日",
        "HLJ-01.xlsx | ",
        "CT04 | ",
    ):
        assert wanted in method
    assert len(re.findall(r"\b[0-9a-f]{64}\b", method)) == 1 + 3
