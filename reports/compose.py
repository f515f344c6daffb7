"""A review → the audit paper: what stands on it and in which order. No format, no colour, no file."""

from __future__ import annotations

from collections.abc import Sequence

from reports.document import Block, Cell, Column, Document, Facts, Figure, Section, Table, Text
from reports.dossier import anchors, dossier_section, sign
from reports.figures import bar
from reports.links import Sharing, sharing
from reports.material import Material
from reports.network import network
from reports.overview import DossierLine
from reports.paper_words import say
from reports.screen import reason
from reports.words import say as word
from verify.check import skip_words
from verify.clauses import words as clause_words
from verify.model import FAIL, WARN

DETAILED = 200  # dossiers that one page can hold and still be opened anywhere
NAMED = 6  # dossiers named in a cell before "and so many in all"


def compose(material: Material) -> Document:
    """Return the audit paper of a review."""
    lang, lines = material.lang, material.lines
    places = anchors(line.id for line in lines)
    detailed = lines[:DETAILED]
    dossiers = tuple(
        dossier_section(material, line, places[line.id], number) for number, line in enumerate(detailed, 1)
    )
    left = len(lines) - len(detailed)
    intro = (Text(say("dossiers.left", lang, shown=len(detailed), left=left), "note"),) if left else ()
    sections = (
        _round(material, {line.id: places[line.id] for line in detailed}),
        _unseen(material),
        _shared(material, sharing(material), places),
        Section(
            say("dossiers", lang),
            (*intro, *dossiers),
            "dossiers",
            new_page=True,
            contents=say("dossiers", lang),
        ),
        _method(material),
    )
    subtitle = say(
        "subtitle",
        lang,
        dossiers=len(lines),
        rows=len(material.batch.rows),
        made=f"{material.made:%Y-%m-%d %H:%M}",
        version=material.review.version,
    )
    return Document(say("title", lang), subtitle, lang, sections)


def verdict(line: DossierLine) -> str:
    """Return the severity that a dossier's line is marked with: fail, warn or ok."""
    return next((s for s in (FAIL, WARN) if line.counts[s]), "ok")


def _round(material: Material, places: dict[str, str]) -> Section:
    lang, lines = material.lang, material.lines
    counted = [verdict(line) for line in lines]
    parts = [(say(f"bar.{kind}", lang), counted.count(kind), kind) for kind in (FAIL, WARN, "ok")]
    summary = word(
        "sum",
        lang,
        dossiers=len(lines),
        rows=len(material.batch.rows),
        **{"fail": counted.count(FAIL), "warn": counted.count(WARN), "clean": counted.count("ok")},
    )
    blocks: list[Block] = [Text(summary, "lead")]
    if lines:
        blocks.append(bar("round", parts, say("round.bar", lang), lang))
    blocks += [
        Text(say("fair", lang), "note"),
        Text(say("unmasked" if material.persons.veil.unmask else "masked", lang), "note"),
    ]
    if lines:
        blocks.append(_dossiers(material, places))
    return Section(say("round", lang), tuple(blocks), "round", contents=say("round", lang))


def _dossiers(material: Material, places: dict[str, str]) -> Table:
    lang = material.lang
    scored = any(line.credibility for line in material.lines)
    columns = [
        Column(say("head.sign", lang), "sign"),
        Column(say("head.dossier", lang), "text"),
        Column(say("head.applicant", lang), "text"),
        Column(say("head.rows", lang), "number"),
        Column(say("head.fail", lang), "number"),
        Column(say("head.warn", lang), "number"),
        Column(say("head.reason", lang), "long"),
    ]
    if scored:
        columns.append(Column(say("head.score", lang), "number"))
    rows = []
    for line in material.lines:
        severity = verdict(line)
        applicant = line.facts["applicant"]
        cells = [
            Cell(sign(severity, lang), severity),
            Cell(line.id, link=places.get(line.id, "")),
            Cell(applicant if isinstance(applicant, str) else ""),
            Cell(str(line.facts["row_count"])),
            Cell(str(line.counts[FAIL]), FAIL if line.counts[FAIL] else ""),
            Cell(str(line.counts[WARN]), WARN if line.counts[WARN] else ""),
            Cell(reason(line, material.catalogue, lang)),
        ]
        if scored:
            score = line.credibility.score if line.credibility else None
            cells.append(Cell("–" if score is None else str(score)))
        rows.append(tuple(cells))
    return Table(say("round.table", lang), tuple(columns), tuple(rows))


def skips(material: Material) -> list[tuple[str, str, list[str]]]:
    """Return (code, reason in words, dossiers) of every check that could not be run somewhere."""
    found: dict[tuple[str, str], list[str]] = {}
    for result in material.review.results:
        for dossier, why in result.skipped.items():
            found.setdefault((result.code, skip_words(why, material.lang)), []).append(dossier)
    return [(code, why, dossiers) for (code, why), dossiers in found.items()]


def _unseen(material: Material) -> Section:
    lang, everything = material.lang, len(material.lines)
    tables = []
    by_reason: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for code, why, dossiers in skips(material):
        by_reason.setdefault((why, tuple(dossiers)), []).append(code)
    if by_reason:
        columns = tuple(Column(say(f"head.{key}", lang), "long") for key in ("why", "check", "which"))
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                Cell(why),
                Cell(say("comma", lang).join(f"{c} {material.title(c)}" for c in codes)),
                Cell(_named(dossiers, everything, lang)),
            )
            for (why, dossiers), codes in by_reason.items()
        )
        tables.append(Table(say("unseen.skips", lang), columns, rows))
    for key, items, keys in (
        ("unseen.unread", material.unreadable, ("file", "reason", "fix")),
        ("unseen.passed", material.passed_over, ("file", "reason")),
    ):
        heads = {"file": "head.file", "reason": "head.why", "fix": "head.fix"}
        if items:
            columns = tuple(Column(say(heads[k], lang), "long") for k in keys)
            rows = tuple(tuple(Cell(item.get(k, "")) for k in keys) for item in items)
            tables.append(Table(say(key, lang), columns, rows))
    lead = Text(say("unseen.lead" if tables else "unseen.none", lang))
    return Section(say("unseen", lang), (lead, *tables), "unseen", contents=say("unseen", lang))


def _named(dossiers: Sequence[str], everything: int, lang: str) -> str:
    if len(dossiers) == everything > 1:
        return say("all.dossiers", lang, count=len(dossiers))
    names = say("comma", lang).join(dossiers[:NAMED])
    return names if len(dossiers) <= NAMED else say("some.dossiers", lang, names=names, count=len(dossiers))


def _shared(material: Material, found: Sharing, places: dict[str, str]) -> Section:
    lang = material.lang
    title = say("shared", lang)
    pairs = found.links
    if not pairs:
        words = say("shared.one" if len(material.lines) == 1 else "shared.none", lang)
        return Section(title, (Text(words),), "shared", contents=title)
    applicants = {line.id: line.facts["applicant"] for line in material.lines}
    names = {d: f"{d} {a}" if isinstance(a, str) else d for d, a in applicants.items()}
    drawn = network("shared-figure", pairs, names, lang)
    columns = (
        Column(say("head.severity", lang), "sign"),
        Column(say("head.one", lang)),
        Column(say("head.other", lang)),
        Column(say("head.count", lang), "number"),
    )
    shown = pairs[: NAMED * 10]
    rows = tuple(
        (
            Cell(sign(p.severity, lang), p.severity),
            Cell(names[p.one], link=places[p.one]),
            Cell(names[p.other], link=places[p.other]),
            Cell(str(p.count)),
        )
        for p in shown
    )
    note = say("first", lang, shown=len(shown), count=len(pairs)) if len(shown) < len(pairs) else ""
    return Section(
        title,
        (
            Text(say("shared.lead", lang)),
            Figure(drawn.svg, drawn.title, drawn.description, say("fig.network", lang)),
            Table(say("shared.table", lang), columns, rows, note),
        ),
        "shared",
        contents=title,
    )


def _method(material: Material) -> Section:
    lang, settings = material.lang, material.settings
    pairs = (
        (say("method.tool", lang), f"hefang {material.review.version}"),
        (say("method.made", lang), f"{material.made:%Y-%m-%d %H:%M:%S}"),
        (say("method.settings", lang), str(settings["sha256"])),
        (
            say("method.masks", lang),
            say("method.full" if material.persons.veil.unmask else "method.masked", lang),
        ),
    )
    values = Table(
        say("method.values", lang),
        (Column(say("head.setting", lang), "code"), Column(say("head.value", lang), "code")),
        tuple(
            (Cell(key), Cell(str(value)))
            for key, value in settings.items()
            if key not in ("sha256", "window")
        ),
    )
    dossiers = material.batch.dossiers
    inputs = Table(
        say("method.inputs", lang),
        (Column(say("head.file", lang), "long"), Column("SHA-256", "code")),
        tuple(
            (Cell(str(file)), Cell(str(sha)))
            for file, sha in dict(zip(dossiers["file"], dossiers["sha256"], strict=True)).items()
        ),
    )
    title = say("method", lang)
    blocks = (Facts(pairs), _checks(material), values, inputs)
    return Section(title, blocks, "method", new_page=True, contents=title)


def _checks(material: Material) -> Table:
    """Every check that was run: what it looked at and what it found in the whole round."""
    lang = material.lang
    heads = (("code", "code"), ("title", "text"), ("clause", "long"))
    counts = (("examined", "number"), ("hits", "number"), ("skipped", "number"))
    rows = tuple(
        (
            Cell(result.code),
            Cell(material.title(result.code)),
            Cell(clause_words(material.catalogue[result.code].clause, lang) or "–"),
            Cell(str(sum(result.examined.values()))),
            Cell(str(len(result.hits))),
            Cell(str(len(result.skipped))),
        )
        for result in material.review.results
    )
    columns = tuple(Column(say(f"head.{key}", lang), kind) for key, kind in (*heads, *counts))
    return Table(say("method.checks", lang), columns, rows)
