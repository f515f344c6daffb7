"""A review → findings.xlsx: a sheet per question that a reviewer asks. Composed here, written by xlsx.py."""

from __future__ import annotations

from reports.compose import skips, verdict
from reports.document import Cell, Column, Document, Section, Table, Text
from reports.dossier import anchors, sign
from reports.links import Shared, sharing
from reports.material import Flag, Material
from reports.paper_words import say
from reports.rosters import roster_sections
from reports.screen import reason
from reports.words import say as word
from verify.check import Page
from verify.clauses import words as clause_words
from verify.model import FAIL, NOTE, WARN

LINES = 50_000  # findings, or shared numbers, that a sheet lists
NAMED = 20  # rows or dossiers named in one cell


def sheets(material: Material) -> Document:
    """Return the workbook as a document: one section per sheet, one table in each."""
    places = anchors(line.id for line in material.lines)
    rosters, own = roster_sections(material, places)
    sections = (
        _round(material, {d: a for d, a in places.items() if a in own}),
        _findings(material),
        _shared(material),
        _unseen(material),
        *rosters,
    )
    return Document(say("title", material.lang), "", material.lang, sections)


def _columns(lang: str, *wanted: tuple[str, str] | tuple[str, str, int]) -> tuple[Column, ...]:
    return tuple(Column(say(f"head.{w[0]}", lang), *w[1:]) for w in wanted)


def _round(material: Material, places: dict[str, str]) -> Section:
    """One line per dossier, as on the screen."""
    lang = material.lang
    columns = _columns(
        lang,
        ("sign", "sign"),
        ("dossier", "text", 24),
        ("applicant", "text", 30),
        ("rows", "number"),
        ("fail", "number"),
        ("warn", "number"),
        ("note", "number"),
        ("reason", "long"),
        ("score", "number"),
        ("file", "long", 40),
    )
    rows: list[tuple[Cell, ...]] = []
    for line in material.lines:
        severity = verdict(line)
        applicant = line.facts["applicant"]
        score = line.credibility.score if line.credibility else None
        counts = line.counts
        rows.append(
            (
                Cell(sign(severity, lang), severity),
                Cell(line.id, link=places.get(line.id, "")),
                Cell(applicant if isinstance(applicant, str) else ""),
                Cell(str(line.facts["row_count"])),
                Cell(str(counts[FAIL]), FAIL if counts[FAIL] else ""),
                Cell(str(counts[WARN]), WARN if counts[WARN] else ""),
                Cell(str(counts[NOTE])),
                Cell(reason(line, material.catalogue, lang)),
                Cell("" if score is None else str(score)),
                Cell(str(line.facts["file"])),
            )
        )
    notes = (
        Text(say("fair", lang), "note"),
        Text(say("unmasked" if material.persons.veil.unmask else "masked", lang), "note"),
    )
    return Section(say("sheet.round", lang), (*notes, _table(columns, rows, lang)), "sheet-round")


def _findings(material: Material) -> Section:
    """One line per finding, all of them (up to LINES), dossiers in the order of the round."""
    lang = material.lang
    columns = _columns(
        lang,
        ("dossier", "text", 18),
        ("severity", "text", 10),
        ("code", "text", 7),
        ("title", "text", 18),
        ("places", "text", 11),
        ("row", "text", 9),
        ("name", "text", 11),
        ("contact", "text", 17),
        ("message", "long", 42),
        ("clause", "long", 32),
        ("innocent", "long", 32),
        ("clear", "long", 28),
    )
    flags = [flag for line in material.lines for flag in material.flags[line.id]]
    pages = {check.code: check.page(lang) for check in material.catalogue.values()}
    rows = [_finding(material, flag, pages[flag.finding.code]) for flag in flags[:LINES]]
    return Section(say("sheet.findings", lang), (_table(columns, rows, lang, len(flags)),), "sheet-findings")


def _finding(material: Material, flag: Flag, page: Page) -> tuple[Cell, ...]:
    lang, found = material.lang, flag.finding
    comma = say("comma", lang)
    persons, at = material.persons, flag.at[:NAMED]
    return (
        Cell(found.dossier),
        Cell(word(f"severity.{found.severity}", lang), found.severity),
        Cell(found.code),
        Cell(material.title(found.code)),
        Cell(comma.join(found.cells[:NAMED])),
        Cell(comma.join(str(row) for row in found.shown[:NAMED])),
        Cell(comma.join(persons.several(at))),
        Cell(comma.join(dict.fromkeys(persons.contact(p) for p in at))),
        Cell(flag.message),
        Cell(clause_words(found.clause, lang)),
        Cell(page.innocent),
        Cell(page.clear),
    )


def _shared(material: Material) -> Section:
    lang = material.lang
    columns = _columns(
        lang,
        ("severity", "text", 12),
        ("number", "text", 20),
        ("rows", "number"),
        ("which", "long", 40),
        ("places", "long", 56),
        ("people", "long", 40),
    )
    numbers = sharing(material).numbers
    rows = [_number(material, number) for number in numbers[:LINES]]
    return Section(
        say("sheet.shared", lang),
        (Text(say("shared.lead", lang), "note"), _table(columns, rows, lang, len(numbers))),
        "sheet-shared",
    )


def _number(material: Material, shared: Shared) -> tuple[Cell, ...]:
    lang, comma = material.lang, say("comma", material.lang)
    at = list(shared.at[:NAMED])
    more = "…" if len(shared.at) > NAMED else ""
    ids = material.batch.rows["row_id"].iloc[at].tolist()
    return (
        Cell(word(f"severity.{shared.severity}", lang), shared.severity),
        Cell(shared.number),
        Cell(str(len(shared.at))),
        Cell(comma.join(shared.dossiers[:NAMED])),
        Cell(comma.join(ids) + more),
        Cell(comma.join(material.persons.several(at)) + more),
    )


def _unseen(material: Material) -> Section:
    lang = material.lang
    columns = _columns(
        lang, ("kind", "text"), ("check", "text", 24), ("which", "text", 40), ("why", "long"), ("fix", "long")
    )
    skipped = [
        (
            Cell(say("kind.skipped", lang)),
            Cell(f"{code} {material.title(code)}"),
            Cell(dossier),
            Cell(why),
            Cell(""),
        )
        for code, why, dossiers in skips(material)
        for dossier in dossiers
    ]
    rows = [*_files(material), *skipped]
    lead = Text(say("unseen.lead" if rows else "unseen.none", lang), "note")
    table = _table(columns, rows[:LINES], lang, len(rows))
    return Section(say("sheet.unseen", lang), (lead, table), "sheet-unseen")


def _files(material: Material) -> list[tuple[Cell, ...]]:
    kinds = (("kind.unread", material.unreadable), ("kind.passed", material.passed_over))
    return [
        (
            Cell(say(kind, material.lang)),
            Cell(""),
            Cell(item["file"]),
            Cell(item.get("reason", "")),
            Cell(item.get("fix", "")),
        )
        for kind, items in kinds
        for item in items
    ]


def _table(columns: tuple[Column, ...], rows: list[tuple[Cell, ...]], lang: str, total: int = 0) -> Table:
    note = say("note.cut", lang, count=total, shown=len(rows)) if total > len(rows) else ""
    return Table("", columns, tuple(rows), note)
