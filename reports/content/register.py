"""The register against the rosters: how many of its companies have one, and what stands apart, named.

A company of the register never vanishes from a paper because nobody handed in its roster, or because it cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from phrases import say
from phrases.places import placed
from reports.content.material import Material
from reports.content.tally import NAMED, named, tally, tally_line
from reports.document import Cell, Column, Document, Section, Table, Text
from verify.model import Batch, Entry


def register_section(material: Material) -> tuple[Section, ...]:
    """Return the reconciliation for a paper: the line, and a table of all that did not come out even."""
    lang, line = material.lang, tally_line(tally(material.batch), material.lang)
    if not line:
        return ()
    rows = tuple(_apart(material.batch, lang))
    title = say("door.title", lang)
    blocks: list[Text | Table] = [Text(line)]
    if rows:
        blocks.append(Table(say("door.apart", lang), _columns(lang), rows))
    return (Section(title, tuple(blocks), "register", contents=title),)


def register_sheet(material: Material) -> tuple[Section, ...]:
    """Return a sheet of the workbook: every entry of the register, and every roster without one."""
    lang, line = material.lang, tally_line(tally(material.batch), material.lang)
    if not line:
        return ()
    dossiers, how = material.batch.dossiers, material.batch.matching.how
    matched = [
        _row(
            lang,
            "matched",
            str(id),
            str(facts["applicant"] or ""),
            str(facts["file"]),
            _how(how.get(str(id), ""), lang),
        )
        for id, facts in dossiers[dossiers["declared"].astype(bool)].to_dict("index").items()
    ]
    rows = (*_apart(material.batch, lang), *matched)
    return (
        Section(
            say("door.title", lang), (Text(line, "note"), Table("", _columns(lang), rows)), "sheet-register"
        ),
    )


def with_absent(summary: Document, material: Material) -> Document:
    """Return the summary forms with the companies that are not on them, because there is no roster to judge."""
    found, lang = tally(material.batch), material.lang
    if found is None:
        return summary
    missed = [(entry, found.state(entry)) for entry in found.without]
    missed += [(item.entry, "unread") for item in found.unread if item.entry is not None]
    if not missed:
        return summary
    columns = tuple(
        Column(say(f"door.head.{key}", lang), kind)
        for key, kind in (
            ("company", "long"),
            ("recommender", "text"),
            ("category", "text"),
            ("state", "text"),
        )
    )
    rows = tuple(
        (
            Cell(named(e)),
            Cell(e.recommender or "–"),
            Cell(e.category or "–"),
            Cell(say(f"door.state.{s}", lang)),
        )
        for e, s in dict.fromkeys(missed)
    )
    title = say("door.summary", lang)
    section = Section(title, (Text(say("door.summary.lead", lang), "note"), Table("", columns, rows)))
    return replace(summary, sections=(*summary.sections, section))


def _columns(lang: str) -> tuple[Column, ...]:
    kinds = (
        ("state", "text", 14),
        ("id", "text", 16),
        ("company", "long", 34),
        ("file", "long", 40),
        ("do", "long", 44),
    )
    return tuple(Column(say(f"door.head.{key}", lang), kind, width) for key, kind, width in kinds)


def _apart(batch: Batch, lang: str) -> Iterator[tuple[Cell, ...]]:
    """Entries without a roster, files that could not be read, rosters without an entry, tables set aside."""
    found = tally(batch)
    if found is None:
        return
    for entry in found.without:
        state = found.state(entry)
        yield _row(lang, state, entry.id, entry.applicant, "", say(f"door.do.{state}", lang), "fail")
    for item in found.unread:
        entry = item.entry or Entry()
        yield _row(lang, "unread", entry.id, entry.applicant, item.file, say("door.do.unread", lang), "fail")
    why = {item.file: item for item in batch.matching.open}
    for id in found.strangers:
        file = str(batch.dossiers.at[id, "file"])
        do = say("door.do.strangers", lang)
        if file in why and why[file].candidates:
            do = say("door.do.open", lang, names=say("paper.comma", lang).join(why[file].candidates[:NAMED]))
        yield _row(lang, "strangers", str(id), "", file, do, "warn")
    for aside in batch.matching.aside:
        kind = aside.file.rpartition(".")[2].lower()
        place = f"{aside.file} {placed(aside.sheet, lang, kind)}".strip()
        of = say(f"door.do.{aside.kind}", lang, dossier=aside.dossier)
        yield _row(lang, aside.kind, aside.dossier, "", place, of)


def _row(
    lang: str, state: str, id: str, company: str, file: str, do: str, severity: str = ""
) -> tuple[Cell, ...]:
    return Cell(say(f"door.state.{state}", lang), severity), Cell(id), Cell(company), Cell(file), Cell(do)


def _how(how: str, lang: str) -> str:
    return say(f"door.how.{how}", lang) if how else ""
