"""A review, and the round it is part of → the papers: what stands on them and in which order.

No format, no colour, no file. Three papers: the page about everything (audit.html), the round on a few sheets
for the wall (audit.docx), and the paper about one dossier that is bound into its file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from phrases import say
from reports.content.agencies import agencies_section
from reports.content.called import number_of
from reports.content.dates import day
from reports.content.dossier import (
    anchors,
    dossier_section,
    findings_section,
    more_sections,
    rows_bar,
    sign,
    skipped_sections,
    source_section,
)
from reports.content.glance import round_section
from reports.content.links import Sharing, sharing
from reports.content.material import Material
from reports.content.method import dossier_method, method_section, unseen_section
from reports.content.overview import DossierLine
from reports.content.register import register_section
from reports.content.verdict import certainty, facts, grounds, not_seen, proposal
from reports.document import Block, Cell, Column, Document, Figure, Section, Table, Text
from reports.figures.drawings import drawings_section
from reports.figures.network import network

DETAILED = 200  # dossiers that one page can hold and still be opened anywhere
PAIRS = 60  # pairs of rosters that are listed


def compose(material: Material) -> Document:
    """Return the page about everything."""
    lang, lines = material.lang, material.lines
    places = anchors(line.id for line in lines)
    detailed = lines[:DETAILED]
    dossiers = tuple(
        dossier_section(material, line, places[line.id], number) for number, line in enumerate(detailed, 1)
    )
    left = len(lines) - len(detailed)
    intro = (Text(say("paper.dossiers.left", lang, shown=len(detailed), left=left), "note"),) if left else ()
    sections = (
        round_section(material, {line.id: places[line.id] for line in detailed}),
        *register_section(material),
        unseen_section(material),
        _shared(material, sharing(material), places),
        *agencies_section(material.context.agencies, lang),
        Section(
            say("paper.dossiers", lang),
            (*intro, *dossiers),
            "dossiers",
            new_page=True,
            contents=say("paper.dossiers", lang),
        ),
        method_section(material),
    )
    return Document(say("paper.title", lang), _subtitle(material), lang, sections)


def compose_round(material: Material) -> Document:
    """Return the round on a few sheets: overview, what was not looked at, shared numbers, method."""
    lang = material.lang
    sections = (
        round_section(material, {}, brief=True),
        *register_section(material),
        unseen_section(material),
        _shared(material, sharing(material), {}),
        *agencies_section(material.context.agencies, lang, brief=True),
        method_section(material, brief=True),
    )
    return Document(say("round.round.paper", lang), _subtitle(material), lang, _numbered(sections, lang))


def compose_dossier(material: Material, line: DossierLine, empty: Sequence[str] = ()) -> Document:
    """Return the paper about one dossier; page one is the verdict.

    ``empty``: cells of its opinion form that stay empty, in words.
    """
    lang = material.lang
    page_one = (
        Section(say("round.proposal", lang), (facts(material, line), *proposal(material, line))),
        Section(say("round.grounds", lang), (replace(grounds(material, line), caption=""),)),
        Section(say("round.certainty", lang), certainty(material, line)),
        Section(
            say("round.unseen", lang),
            (*not_seen(material, line), Text(say("round.signature", lang), "signature")),
        ),
    )
    found = findings_section(material, line)
    bar: tuple[Block, ...] = (rows_bar(material, line, "rows"), *found.blocks)
    rest = (
        Section(found.title, bar, new_page=True),
        *more_sections(material, line, "dossier"),
        _source(material, line, empty),
        *skipped_sections(material, line),
        drawings_section(material, line, "drawings"),
        dossier_method(material, line),
    )
    return Document(
        say("round.paper", lang), _about(material, line), lang, _numbered((*page_one, *rest), lang)
    )


def _about(material: Material, line: DossierLine) -> str:
    """Round, number and day of a dossier's paper; without a number the company in its first table names it."""
    lang, number = material.lang, number_of(line.id, line.facts)
    known = isinstance(line.facts["applicant"], str)
    parts = (
        material.round.title(lang) if material.round is not None else "",
        say("round.paper.number", lang, id=number or line.id) if number or not known else "",
        say("round.paper.made", lang, made=day(f"{material.made:%Y-%m-%d}", lang)),
    )
    words = ("\u3000" if lang == "zh" else ", ").join(part for part in parts if part)
    return words[:1].upper() + words[1:]


def _source(material: Material, line: DossierLine, empty: Sequence[str]) -> Section:
    """Where the roster comes from, and which cells of the opinion form its declaration leaves empty."""
    section, lang = source_section(material, line), material.lang
    if not empty:
        return section
    cells = say("paper.comma", lang).join(empty)
    return replace(section, blocks=(*section.blocks, Text(say("round.cells.empty", lang, cells=cells))))


def _subtitle(material: Material) -> str:
    return say(
        "paper.subtitle",
        material.lang,
        dossiers=len(material.lines),
        rows=len(material.batch.rows),
        made=day(f"{material.made:%Y-%m-%d}", material.lang),
        version=material.review.version,
    )


def _numbered(sections: Sequence[Section], lang: str) -> tuple[Section, ...]:
    """Number the sections as a paper for the file has them: 一、二、三 (1. 2. 3.)."""
    numerals = say("round.numerals", lang).split()
    return tuple(
        replace(section, title=say("round.numbered", lang, number=number, title=section.title))
        for number, section in zip(numerals, sections, strict=False)
    )


def _shared(material: Material, found: Sharing, places: Mapping[str, str]) -> Section:
    lang = material.lang
    title = say("paper.shared", lang)
    pairs = found.links
    if not pairs:
        words = say("paper.shared.one" if len(material.lines) == 1 else "paper.shared.none", lang)
        return Section(title, (Text(words),), "shared", contents=title)
    # A finding may name a dossier that has left the round since.
    names = {id: id for pair in pairs for id in (pair.one, pair.other)}
    names |= {line.id: material.name(line.id) for line in material.lines}
    drawn = network("shared-figure", pairs, names, lang)
    columns = (
        Column(say("paper.head.severity", lang), "sign"),
        Column(say("paper.head.one", lang)),
        Column(say("paper.head.other", lang)),
        Column(say("paper.head.count", lang), "number"),
    )
    shown = pairs[:PAIRS]
    rows = tuple(
        (
            Cell(sign(p.severity, lang), p.severity),
            Cell(names[p.one], link=places.get(p.one, "")),
            Cell(names[p.other], link=places.get(p.other, "")),
            Cell(str(p.count)),
        )
        for p in shown
    )
    note = say("paper.first", lang, shown=len(shown), count=len(pairs)) if len(shown) < len(pairs) else ""
    return Section(
        title,
        (
            Text(say("paper.shared.lead", lang)),
            Figure(drawn.svg, drawn.title, drawn.description, say("paper.fig.network", lang)),
            Table(say("paper.shared.table", lang), columns, rows, note),
        ),
        "shared",
        contents=title,
    )
