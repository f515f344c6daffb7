"""One dossier in the audit paper: source, findings by severity, what was not checked, drawings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from phrases import has, say
from phrases.places import placed
from reports.content.course import course_sections
from reports.content.dates import span
from reports.content.grounds import course_of
from reports.content.material import Flag, Material
from reports.content.overview import DossierLine
from reports.content.score import credibility_section
from reports.content.verdict import bound_figure, certainty, grounds, proposal
from reports.document import Block, Cell, Column, Facts, Figure, Section, Table, Text
from reports.figures.drawings import drawings_section
from reports.figures.svg import bar
from reports.safe import clean
from reports.veil import Veil
from verify.check import COLUMNS, plain, skip_words
from verify.clauses import words as clause_words
from verify.model import FAIL, FILE_UNREAD, SEVERITIES, WARN

LISTED = 30  # cells listed per check; the workbook lists all
PEOPLE = 3  # names shown in a line about several rows


def anchors(dossiers: Iterable[str]) -> dict[str, str]:
    """Return an anchor per dossier: letters and digits of its id, and a number that makes it unique."""
    return {
        d: f"d{i}-{re.sub(r'[^A-Za-z0-9]+', '-', d).strip('-')[:40]}".rstrip("-")
        for i, d in enumerate(dossiers, 1)
    }


def sign(severity: str, lang: str) -> str:
    """Return the sign that stands for a severity, so that colour never stands alone."""
    return say(f"paper.sign.{severity}", lang)


def dossier_section(material: Material, line: DossierLine, anchor: str, number: int) -> Section:
    """Return everything about one dossier."""
    lang = material.lang
    severity = line.grade
    name = material.name(line.id)
    blocks: list[Block] = [
        Section(
            say("round.proposal", lang),
            (
                *proposal(material, line),
                *certainty(material, line),
                *bound_figure(material, line, f"{anchor}-bound"),
                grounds(material, line),
            ),
        ),
        rows_bar(material, line, anchor),
        findings_section(material, line),
        *more_sections(material, line, anchor),
        source_section(material, line),
        *skipped_sections(material, line),
        drawings_section(material, line, anchor),
    ]
    return Section(
        f"{sign(severity, lang)} {name}", tuple(blocks), anchor, severity, new_page=number > 1, contents=name
    )


def rows_bar(material: Material, line: DossierLine, anchor: str) -> Figure:
    """How many respondents carry a fail, only a doubt, neither."""
    lang, total, flags = material.lang, int(line.facts["row_count"]), material.flags[line.id]
    at = {s: {p for f in flags if f.finding.severity == s for p in f.at} for s in (FAIL, WARN)}
    doubt = len(at[WARN] - at[FAIL])
    parts = (
        (say("paper.row.fail", lang), len(at[FAIL]), FAIL),
        (say("paper.row.warn", lang), doubt, WARN),
        (say("paper.row.ok", lang), total - len(at[FAIL]) - doubt, "ok"),
    )
    return bar(f"{anchor}-rows", parts, say("paper.dossier.bar", lang), lang, "rows")


def more_sections(material: Material, line: DossierLine, anchor: str) -> list[Section]:
    """Return what the round did with the dossier, and its credibility, where there is either."""
    course = course_of(material, line.id)
    found = [] if course is None else course_sections(course, material.lang, line.id, material.names)
    titles = {code: material.title(code) for code in material.catalogue}
    if line.credibility:
        found.append(credibility_section(line.credibility, material.lang, f"{anchor}-score", titles))
    return found


def source_section(material: Material, line: DossierLine) -> Section:
    """Return where the roster comes from, how it was read, and what was declared."""
    lang, facts = material.lang, line.facts
    comma = say("paper.comma", lang)
    columns = comma.join(
        say("paper.source.column", lang, thing=say(f"finding.thing.{c}", lang), letter=facts["columns"][c])
        if c in facts["columns"]
        else say("paper.source.no_column", lang, thing=say(f"finding.thing.{c}", lang))
        for c in COLUMNS
    )
    rows = comma.join(str(r) for r in facts["header"])
    pairs = [
        (say("paper.source.file", lang), str(facts["file"])),
        (say("paper.source.sheet", lang), placed(str(facts["sheet"] or ""), lang, str(facts["reader"]))),
        (say("paper.source.title", lang), material.persons.veil.text(str(facts["title"] or ""))),
        ("SHA-256", f"{str(facts['sha256'])[:16]}…"),  # in full in the method box
        (say("paper.source.rows", lang), str(facts["row_count"])),
        (say("paper.source.header", lang), say("paper.source.header.rows", lang, rows=rows) if rows else ""),
        (say("paper.source.columns", lang), columns),
        (
            say("paper.source.notes", lang),
            say("paper.semicolon", lang).join(_notes(facts, lang, material.persons.veil)),
        ),
    ]
    if facts["declared"]:
        pairs += _declared(facts, lang)
    else:
        told = [(say(f"finding.thing.{i}", lang), plain(facts[i])) for i in ("applicant", "agency")]
        pairs += [(name, str(value)) for name, value in told if value]
        pairs.append((say("paper.source.declared", lang), say("paper.source.undeclared", lang)))
    return Section(say("paper.source", lang), (Facts(tuple(p for p in pairs if p[1])),))


def _notes(facts: Mapping[str, Any], lang: str, veil: Veil) -> list[str]:
    """What intake noted while it read the file, in words; a note without words of ours shows its code."""
    told, notes = [], facts["notes"]
    for code, detail in notes:
        if code != "title":  # shown as the title already
            shown = veil.text(detail) if code == FILE_UNREAD else detail  # a stranger named the file
            words = say(f"paper.read.{code}", lang) if has(f"paper.read.{code}") else code
            told.append(
                say("paper.read", lang, note=words, detail=placed(shown, lang, str(facts["reader"])))
                if detail
                else words
            )
    return told


def _declared(facts: Mapping[str, Any], lang: str) -> list[tuple[str, str]]:
    unknown = say("paper.unknown", lang)

    def told(item: str) -> str:
        value = plain(facts[item])
        return unknown if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    pairs = [(say(f"finding.thing.{i}", lang), told(i)) for i in ("applicant", "agency", "category")]
    pairs.append((say("paper.item.recommender", lang), told("recommender")))
    pairs += [(say(f"finding.thing.{i}", lang), told(i)) for i in ("valid_questionnaires", "score")]
    period = span(told("survey_start"), told("survey_end"), lang)
    pairs.append((say("paper.item.period", lang), period))
    pairs += [
        (say(f"finding.thing.{i}", lang), told(i))
        for i in ("product_model", "service_name")
        if told(i) != unknown
    ]
    return pairs


def findings_section(material: Material, line: DossierLine) -> Section:
    """Return what was found, the gravest first; what a reviewer has cleared says so."""
    lang, flags, course = material.lang, material.flags[line.id], course_of(material, line.id)
    cleared = () if course is None else course.cleared
    if not flags:
        return Section(say("paper.findings", lang), (Text(say("paper.findings.none", lang)),))
    groups = groupby(flags, key=lambda f: (f.finding.severity, f.finding.code))
    by_severity: dict[str, list[Section]] = {s: [] for s in SEVERITIES}
    for (severity, code), found in groups:
        section = _finding(material, code, severity, tuple(found))
        if code in cleared:
            section = replace(section, title=say("round.finding.cleared", lang, title=section.title))
        by_severity[severity].append(section)
    blocks: list[Block] = (
        [] if by_severity[FAIL] or by_severity[WARN] else [Text(say("paper.findings.none", lang))]
    )
    blocks += [
        Section(say(f"command.severity.{severity}", lang), tuple(sections), severity=severity)
        for severity, sections in by_severity.items()
        if sections
    ]
    return Section(say("paper.findings", lang), tuple(blocks))


def _finding(material: Material, code: str, severity: str, flags: Sequence[Flag]) -> Section:
    """One check in one dossier: its clause, its cells, what could explain it, what clears it."""
    lang, check = material.lang, material.catalogue[code]
    page = check.page(lang)
    title = material.title(code)
    named = dict.fromkeys(words for f in flags if (words := clause_words(f.finding.clause, lang)))
    clause = say("paper.semicolon", lang).join(named) or say("paper.no_clause", lang)
    blocks: list[Block] = [Text(page.what)]
    blocks += [Text(f.message, "message") for f in flags if not f.at][:LISTED]
    blocks += [
        Text(clause, "clause", say("paper.label.clause", lang)),
        Text(page.innocent, "innocent", say("paper.label.innocent", lang)),
        Text(page.clear, "clear", say("paper.label.clear", lang)),
    ]
    placed = [f for f in flags if f.at]
    if placed:
        blocks.append(_cells(material, title, placed))
    key = "finding.title" if len(flags) > 1 else "finding.one"
    heading = say(f"paper.{key}", lang, sign=sign(severity, lang), title=title, count=len(flags))
    return Section(heading, tuple(blocks), severity=severity)


def _cells(material: Material, title: str, flags: Sequence[Flag]) -> Table:
    lang, persons = material.lang, material.persons
    comma = say("paper.comma", lang)
    columns = (
        Column(say("paper.head.cell", lang), "code", lines=True),
        Column(say("paper.head.name", lang)),
        Column(say("paper.head.contact", lang), "code", lines=True),
        Column(say("paper.head.message", lang), "long"),
    )
    rows = []
    readers = material.batch.dossiers["reader"]
    for flag in flags[:LISTED]:
        reader = str(readers[flag.finding.dossier])
        more = "…" if len(flag.at) > PEOPLE else ""
        cells = tuple(placed(cell, lang, reader) for cell in flag.finding.cells)
        contacts = dict.fromkeys(clean(persons.contact(p)) for p in flag.at)
        if len(cells) > PEOPLE:
            cells = (*cells[:2], say("paper.cells.more", lang, count=len(cells)))
        # A line each: a number or a place that is divided cannot be looked for. Of many people a few say nothing.
        numbers = "\n".join(contacts) if len(contacts) <= PEOPLE else say("paper.contacts.many", lang)
        rows.append(
            (
                Cell("\n".join(cells)),
                Cell(comma.join(persons.several(flag.at[:PEOPLE])) + more),
                Cell(numbers.replace("、", "\n")),
                Cell(flag.message),
            )
        )
    note = say("paper.first", lang, shown=LISTED, count=len(flags)) if len(flags) > LISTED else ""
    return Table(say("paper.cells", lang, title=title), columns, tuple(rows), note)


def skipped_sections(material: Material, line: DossierLine) -> list[Section]:
    """Return the checks that could not be run, if any."""
    lang = material.lang
    by_reason: dict[str, list[str]] = {}
    for check in line.checks:
        if check.skipped is not None:
            by_reason.setdefault(skip_words(check.skipped, lang), []).append(check.code)
    if not by_reason:
        return []
    columns = (Column(say("paper.head.why", lang), "long"), Column(say("paper.head.check", lang), "long"))
    rows = tuple(
        (Cell(why), Cell(say("paper.comma", lang).join(map(material.title, codes))))
        for why, codes in by_reason.items()
    )
    title = say("paper.skips", lang)
    return [Section(title, (Table(title, columns, rows),))]
