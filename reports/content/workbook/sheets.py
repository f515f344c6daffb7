"""A review → findings.xlsx: a sheet per question that a reviewer asks. Composed here, written by xlsx.py."""

from __future__ import annotations

from collections.abc import Sequence

from phrases import say
from phrases.places import placed
from reports.content.dossier import anchors
from reports.content.glance import overview_table
from reports.content.links import Shared, sharing
from reports.content.material import Flag, Material
from reports.content.method import skips
from reports.content.register import register_sheet
from reports.content.workbook.rosters import roster_sections
from reports.document import Cell, Column, Document, Section, Table, Text
from verify.check import CheckPage
from verify.clauses import words as clause_words

LINES = 50_000  # findings, or shared numbers, that a sheet lists
NAMED = 20  # rows or dossiers named in one cell
IN_ROUND = (
    *("sign", "dossier", "applicant", "rows", "fail", "warn", "note", "stage", "sampled", "confirmed", "bad"),
    *("unresolved", "lower", "upper", "limit", "judgement", "decided", "reason", "score", "file"),
)


def sheets(material: Material) -> Document:
    """Return the workbook as a document: one section per sheet, one table in each."""
    places = anchors(line.id for line in material.lines)
    rosters, own = roster_sections(material, places)
    sections = (
        _round(material, {d: a for d, a in places.items() if a in own}),
        _findings(material),
        _shared(material),
        *_elsewhere(material),
        _unseen(material),
        *register_sheet(material),
        *rosters,
    )
    return Document(say("paper.title", material.lang), "", material.lang, sections)


def _columns(lang: str, *wanted: tuple[str, str] | tuple[str, str, int]) -> tuple[Column, ...]:
    return tuple(Column(say(f"paper.head.{w[0]}", lang), *w[1:]) for w in wanted)


def _round(material: Material, places: dict[str, str]) -> Section:
    """One line per dossier, as on the page."""
    lang = material.lang
    notes = (
        Text(say("paper.fair", lang), "note"),
        Text(say("paper.unmasked" if material.persons.veil.unmask else "paper.masked", lang), "note"),
    )
    return Section(
        say("paper.sheet.round", lang), (*notes, overview_table(material, IN_ROUND, places)), "sheet-round"
    )


def _elsewhere(material: Material) -> list[Section]:
    """Rows that are on file in other dossiers or rounds too, one line each; no sheet without a round."""
    known, lang = material.round, material.lang
    if known is None:
        return []
    columns = (
        Column(say("paper.head.dossier", lang), "text", 24),
        *(
            Column(say(f"round.head.{key}", lang), "text", width)
            for key, width in (("row", 28), ("kind", 28), ("round", 12), ("other", 28))
        ),
    )
    found = [
        (line.id, e)
        for line in material.lines
        if line.id in known.courses
        for e in known.courses[line.id].elsewhere
    ]
    rows = [(Cell(d), Cell(e.row), Cell(e.kind), Cell(e.round), Cell(e.other)) for d, e in found[:LINES]]
    lead = Text(say("round.elsewhere.lead", lang), "note")
    table = _table(columns, rows, lang, len(found))
    return [Section(say("round.sheet.elsewhere", lang), (lead, table), "sheet-elsewhere")]


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
    return Section(
        say("paper.sheet.findings", lang), (_table(columns, rows, lang, len(flags)),), "sheet-findings"
    )


def _finding(material: Material, flag: Flag, page: CheckPage) -> tuple[Cell, ...]:
    lang, found = material.lang, flag.finding
    comma = say("paper.comma", lang)
    persons, at = material.persons, flag.at[:NAMED]
    reader = str(material.batch.dossiers.at[found.dossier, "reader"])
    return (
        Cell(found.dossier),
        Cell(say(f"command.severity.{found.severity}", lang), found.severity),
        Cell(found.code),
        Cell(material.title(found.code)),
        Cell(comma.join(placed(cell, lang, reader) for cell in found.cells[:NAMED])),
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
        say("paper.sheet.shared", lang),
        (Text(say("paper.shared.lead", lang), "note"), _table(columns, rows, lang, len(numbers))),
        "sheet-shared",
    )


def _number(material: Material, shared: Shared) -> tuple[Cell, ...]:
    lang, comma = material.lang, say("paper.comma", material.lang)
    at = list(shared.at[:NAMED])
    more = "…" if len(shared.at) > NAMED else ""
    ids = material.batch.rows["row_id"].iloc[at].tolist()
    return (
        Cell(say(f"command.severity.{shared.severity}", lang), shared.severity),
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
            Cell(say("paper.kind.skipped", lang)),
            Cell(f"{code} {material.title(code)}"),
            Cell(dossier),
            Cell(why),
            Cell(""),
        )
        for code, why, dossiers in skips(material)
        for dossier in dossiers
    ]
    rows = [*_files(material), *skipped]
    # A round knows nothing of files that could not be read when its rosters were added: it must not say all were.
    filed = material.round is not None
    none = "round.unseen.ran" if filed else "paper.unseen.none"
    leads = [say("paper.unseen.lead" if rows else none, lang)]
    leads += [say("round.unseen.filed", lang)] if filed else []
    leads += [say("round.unseen.always", lang), *material.context.notes]
    table = _table(columns, rows[:LINES], lang, len(rows))
    texts = tuple(Text(words, "note") for words in leads)
    return Section(say("paper.sheet.unseen", lang), (*texts, table), "sheet-unseen")


def _files(material: Material) -> list[tuple[Cell, ...]]:
    kinds = (("kind.unread", material.unreadable), ("kind.passed", material.passed_over))
    return [
        (
            Cell(say(f"paper.{kind}", material.lang)),
            Cell(""),
            Cell(item["file"]),
            Cell(item.get("reason", "")),
            Cell(item.get("fix", "")),
        )
        for kind, items in kinds
        for item in items
    ]


def _table(columns: tuple[Column, ...], rows: Sequence[tuple[Cell, ...]], lang: str, total: int = 0) -> Table:
    note = say("paper.note.cut", lang, count=total, shown=len(rows)) if total > len(rows) else ""
    return Table("", columns, tuple(rows), note)
