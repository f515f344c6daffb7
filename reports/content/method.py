"""What was not looked at, and how everything can be done again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields

from phrases import has, keys, say
from reports.content.dates import day, moment
from reports.content.grounds import clause_name
from reports.content.material import Material
from reports.content.overview import DossierLine
from reports.document import Cell, Column, Facts, Section, Table, Text
from verify.check import skip_words
from verify.clauses import words as clause_words
from verify.settings import Settings

MEGABYTE = 2**20
NAMED = 6  # dossiers named in a cell before "and so many in all"


def skips(material: Material) -> list[tuple[str, str, list[str]]]:
    """Return (code, reason in words, dossiers) of every check that could not be run somewhere."""
    found: dict[tuple[str, str], list[str]] = {}
    for result in material.review.results:
        for dossier, why in result.skipped.items():
            found.setdefault((result.code, skip_words(why, material.lang)), []).append(dossier)
    return [(code, why, dossiers) for (code, why), dossiers in found.items()]


def unseen_section(material: Material) -> Section:
    """Return what could not be checked in the whole round, and why."""
    lang, everything = material.lang, len(material.lines)
    tables = []
    by_reason: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for code, why, dossiers in skips(material):
        by_reason.setdefault((why, tuple(dossiers)), []).append(code)
    if by_reason:
        columns = tuple(Column(say(f"paper.head.{key}", lang), "long") for key in ("why", "check", "which"))
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                Cell(why),
                Cell(say("paper.comma", lang).join(map(material.title, codes))),
                Cell(_named([*map(material.name, dossiers)], everything, lang)),
            )
            for (why, dossiers), codes in by_reason.items()
        )
        tables.append(Table(say("paper.unseen.skips", lang), columns, rows))
    for key, items, shown in (
        ("unseen.unread", material.unreadable, ("file", "reason", "fix")),
        ("unseen.passed", material.passed_over, ("file", "reason")),
    ):
        heads = {"file": "head.file", "reason": "head.why", "fix": "head.fix"}
        if items:
            columns = tuple(Column(say(f"paper.{heads[k]}", lang), "long") for k in shown)
            rows = tuple(tuple(Cell(item.get(k, "")) for k in shown) for item in items)
            tables.append(Table(say(f"paper.{key}", lang), columns, rows))
    none = say("paper.unseen.none", lang) if material.round is None else say("round.unseen.ran", lang)
    lead = Text(say("paper.unseen.lead", lang) if tables else none)
    filed = () if material.round is None else (Text(say("round.unseen.filed", lang), "note"),)
    always = (
        Text(say("round.unseen.always", lang), "note"),
        *(Text(n, "note") for n in material.context.notes),
    )
    return Section(
        say("round.unseen", lang),
        (lead, *tables, *filed, *always),
        "unseen",
        contents=say("round.unseen", lang),
    )


def _named(dossiers: Sequence[str], everything: int, lang: str) -> str:
    if len(dossiers) == everything > 1:
        return say("paper.all.dossiers", lang, count=len(dossiers))
    names = say("paper.comma", lang).join(dossiers[:NAMED])
    return (
        names
        if len(dossiers) <= NAMED
        else say("paper.some.dossiers", lang, names=names, count=len(dossiers))
    )


def method_section(material: Material, *, brief: bool = False) -> Section:
    """Return tool, settings, inputs and checks of the whole round; ``brief``: clauses by their name alone."""
    lang, pairs, known = material.lang, _how(material), material.round
    if known is not None:
        files = dict.fromkeys(c.sealing.file for c in known.courses.values() if c.sealing)
        pairs = (*pairs, *_journal(material))
        pairs += ((say("round.sealed.files", lang), say("paper.comma", lang).join(files)),) if files else ()
    values = Table(
        say("paper.method.values", lang),
        (Column(say("paper.head.setting", lang), "long"), Column(say("paper.head.value", lang), "text")),
        _values(material),
    )
    dossiers = material.batch.dossiers
    inputs = Table(
        say("paper.method.inputs", lang),
        (Column(say("paper.head.file", lang), "long"), Column("SHA-256", "code")),
        tuple(
            (Cell(str(file)), Cell(str(sha)))
            for file, sha in dict(zip(dossiers["file"], dossiers["sha256"], strict=True)).items()
        ),
    )
    title = say("paper.method", lang)
    blocks = (Facts(pairs), _terms(lang), _formulas(lang), _checks(material, brief), values, inputs)
    return Section(title, blocks, "method", new_page=True, contents=title)


def dossier_method(material: Material, line: DossierLine) -> Section:
    """Return how one dossier was looked at: tool, settings, input, formulas, and every check that was run."""
    lang = material.lang
    pairs = (*_how(material), *_journal(material), (say("paper.source.file", lang), str(line.facts["file"])))
    source = ((say("round.method.input", lang), str(line.facts["sha256"])),)
    heads = (("title", "long"), ("examined", "number"), ("hits", "number"))
    columns = tuple(Column(say(f"paper.head.{key}", lang), kind) for key, kind in heads)
    rows = tuple(
        (Cell(material.title(c.code)), Cell(str(c.examined)), Cell(str(c.hits)))
        for c in line.checks
        if c.skipped is None
    )
    blocks = (
        Facts((*pairs, *source)),
        _terms(lang),
        _formulas(lang),
        Table(say("paper.method.checks", lang), columns, rows),
    )
    return Section(say("paper.method", lang), blocks)


def _journal(material: Material) -> tuple[tuple[str, str], ...]:
    """The journal's last entry: a casebook that was put back since does not hold it (``status --witness``)."""
    known, lang = material.round, material.lang
    if known is None:
        return ()
    said = say("round.round.entries", lang, entries=known.journal_entries, hash=known.journal_hash)
    return ((say("round.round.journal", lang), said),)


def _how(material: Material) -> tuple[tuple[str, str], ...]:
    lang = material.lang
    shown = "method.full" if material.persons.veil.unmask else "method.masked"
    return (
        (say("paper.method.tool", lang), f"hefang {material.review.version}"),
        (say("paper.method.made", lang), moment(f"{material.made:%Y-%m-%d %H:%M}", lang)),
        (say("paper.method.settings", lang), str(material.settings["sha256"])),
        (say("paper.method.masks", lang), say(f"paper.{shown}", lang)),
    )


def _terms(lang: str) -> Table:
    """What the words of the trade mean, for whoever meets them in these papers."""
    columns = (
        Column(say("paper.head.term", lang), "text", 18),
        Column(say("paper.head.meaning", lang), "long"),
    )
    names = [key for key in keys("term.") if not key.endswith(".means")]
    rows = tuple((Cell(say(key, lang)), Cell(say(f"{key}.means", lang))) for key in names)
    return Table(say("paper.terms", lang), columns, rows)


def _values(material: Material) -> tuple[tuple[Cell, ...], ...]:
    """Every setting by what it means, with its value as people write it; names of ours are for files."""
    lang = material.lang
    told = {item.name: item.metadata["en" if lang == "en" else "zh"] for item in fields(Settings)}
    units = {item.name: str(item.metadata["unit"]) for item in fields(Settings)}
    # What follows says how the value is written in a file of settings.
    meanings = {name: re.split("；|; ", text)[0] for name, text in told.items()}
    return tuple(
        (
            Cell(meanings.get(key, key)),
            Cell(
                _titles(material, value)
                if key == "against_codes"
                else _value(value, units.get(key, ""), lang)
            ),
        )
        for key, value in material.settings.items()
        if key not in ("sha256", "window")
    )


def _titles(material: Material, value: object) -> str:
    codes = [code for code in str(value).split() if code in material.catalogue]
    return say("paper.comma", material.lang).join(map(material.title, codes)) or "–"


def _value(value: object, unit: str, lang: str) -> str:
    if isinstance(value, bool):
        return say("paper.yes" if value else "paper.no", lang)
    if value == "":
        return say("paper.unset", lang)
    if unit == "bytes" and isinstance(value, int) and not value % MEGABYTE:
        return f"{value // MEGABYTE} MB"
    if unit == "%":
        return f"{str(value).removesuffix('%')}%"
    if isinstance(value, int) and has(f"command.unit.{unit}"):
        return say("paper.with_unit", lang, value=value, unit=say(f"command.unit.{unit}", lang))
    return say(f"paper.value.{value}", lang) if has(f"paper.value.{value}") else day(str(value), lang)


def _formulas(lang: str) -> Facts:
    """The formulas behind every number that is no count."""
    names = ("plan", "draw", "bounds", "decision", "credibility")
    return Facts(
        tuple((say(f"round.formula.{n}", lang), say(f"round.formula.{n}.words", lang)) for n in names)
    )


def _checks(material: Material, brief: bool) -> Table:
    """Every check that was run: what it looked at and what it found in the whole round; ``brief``: without codes."""
    lang = material.lang
    heads = (*((("code", "code"),) if not brief else ()), ("title", "text"), ("clause", "long"))
    told = clause_name if brief else clause_words
    counts = (("examined", "number"), ("hits", "number"), ("skipped", "number"))
    rows = tuple(
        (
            *((Cell(result.code),) if not brief else ()),
            Cell(material.title(result.code)),
            Cell(told(material.catalogue[result.code].clause, lang) or "–"),
            Cell(str(sum(result.examined.values()))),
            Cell(str(len(result.hits))),
            Cell(str(len(result.skipped))),
        )
        for result in material.review.results
    )
    columns = tuple(Column(say(f"paper.head.{key}", lang), kind) for key, kind in (*heads, *counts))
    return Table(say("paper.method.checks", lang), columns, rows)
