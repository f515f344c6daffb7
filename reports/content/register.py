"""The register against the rosters: how many of its companies have one, and what stands apart, named.

A company of the register never vanishes from a paper because nobody handed in its roster, or because it cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from phrases import say
from reports.content.material import Material
from reports.document import Cell, Column, Document, Section, Table, Text
from verify.model import Batch, Entry, Lost, Matching

NAMED = 5  # companies named in one line
_NO_FAULT = ("no_roster", "empty")  # files that are no roster, where nothing says that they should be


@dataclass(frozen=True, slots=True)
class Tally:
    """``entries`` of the register, ``matched`` of them with a roster; ``without``: those with none; ``unread``: files
    that could not be read and have no other beside them; ``strangers``: dossiers that no entry is known for;
    ``withdrawn``: those without whose roster was withdrawn."""

    entries: int
    matched: int
    without: tuple[Entry, ...]
    unread: tuple[Lost, ...]
    strangers: tuple[str, ...]
    withdrawn: tuple[Entry, ...] = ()

    def state(self, entry: Entry) -> str:
        """Why an entry has no roster: nobody handed it in, or it was withdrawn."""
        return "withdrawn" if entry in self.withdrawn else "without"


def tally(batch: Batch) -> Tally | None:
    """Return the reconciliation of a batch; None where there is no register to reconcile with."""
    strangers = batch.dossiers.index[~batch.dossiers["declared"].astype(bool)]
    return tally_of(batch.matching, tuple(map(str, strangers)))


def tally_of(found: Matching, strangers: tuple[str, ...]) -> Tally | None:
    """Return the reconciliation; ``strangers``: dossiers that no entry is known for."""
    if not found.entries:
        return None
    unread = tuple(
        item for item in found.unread if item.alone or (item.entry is None and item.code not in _NO_FAULT)
    )
    missed = {item.entry for item in unread if item.entry is not None}
    matched = found.entries - len(found.absent) - len(missed)
    return Tally(found.entries, matched, found.absent, unread, strangers, found.withdrawn)


def tally_line(found: Tally | None, lang: str) -> str:
    """Return the reconciliation in one line, "" where there is no register."""
    if found is None:
        return ""
    parts = [say("door.matched", lang, entries=found.entries, count=found.matched)]
    for key, names in (
        ("without", [_named_without(entry, found, lang) for entry in found.without]),
        ("strangers", list(found.strangers)),
        ("unread", list(dict.fromkeys(named(i.entry) if i.entry else i.file for i in found.unread))),
    ):
        if names:
            shown = say("paper.comma", lang).join(names[:NAMED]) + "…" * (len(names) > NAMED)
            parts.append(say(f"door.{key}", lang, count=len(names), names=shown))
    return say("door.and", lang).join(parts)


def named(entry: Entry) -> str:
    """How people call an entry: its company, else its number."""
    return entry.applicant or entry.id


def _named_without(entry: Entry, found: Tally, lang: str) -> str:
    name = named(entry)
    return say("door.gone", lang, name=name) if found.state(entry) == "withdrawn" else name


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
        for id, facts in dossiers[dossiers["declared"].astype(bool)].iterrows()
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
        of = say(f"door.do.{aside.kind}", lang, dossier=aside.dossier)
        yield _row(lang, aside.kind, aside.dossier, "", f"{aside.file} {aside.sheet}".strip(), of)


def _row(
    lang: str, state: str, id: str, company: str, file: str, do: str, severity: str = ""
) -> tuple[Cell, ...]:
    return Cell(say(f"door.state.{state}", lang), severity), Cell(id), Cell(company), Cell(file), Cell(do)


def _how(how: str, lang: str) -> str:
    return say(f"door.how.{how}", lang) if how else ""


def states(found: Matching, lang: str) -> list[str]:
    """Return a line for every company of the register that has no roster to be judged."""
    lines = [
        say(f"door.line.{'withdrawn' if entry in found.withdrawn else 'without'}", lang, name=named(entry))
        for entry in found.absent
    ]
    missed = {item.entry: item.file for item in found.unread if item.alone and item.entry is not None}
    return lines + [say("door.line.unread", lang, name=named(e), file=file) for e, file in missed.items()]
