"""现场巡视记录表, the association's form for building projects, with what is known filled in.

Cells and wording are the notice's. What was seen, who looked and when is written by the promoting body, which signs: nothing of
it comes from here.
"""

from __future__ import annotations

from dataclasses import dataclass

from phrases import say
from reports.content.signed.forms import fact, printed
from reports.document import Block, Box, Document, Form, Section, Text


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """What is known before anybody goes there; "" = not known. ``project``: name of the building project."""

    applicant: str = ""
    project: str = ""


def visit(facts: VisitFacts, lang: str) -> Document:
    """Return the form of one building project; the form is Chinese, whatever the language of other papers."""
    rows = (
        (Box(printed("visit.applicant")), Box(fact(facts.applicant), "value", across=3)),
        (Box(printed("visit.project")), Box(fact(facts.project), "value", across=3)),
        (Box(printed("visit.seen")), Box("", "area", across=3)),
        (
            Box(printed("visit.inspector")), Box("", "value"),
            Box(printed("visit.date")), Box("", "value"),
        ),
    )  # fmt: skip
    grid = Form((28, 60, 20, 48), rows, (14, 14, 130, 16))
    title = printed("visit.title")
    blocks: list[Block] = [grid, Text(say("form.visit.note", "zh"), "note")]
    if lang == "en":
        blocks.append(Text(say("form.visit.aid", "en"), "note"))
    return Document(title, "", lang, (Section(title, tuple(blocks)),))
