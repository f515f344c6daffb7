"""The rosters as sheets: every respondent as written, flagged cells with their colour and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from phrases import say
from phrases.places import placed
from reports.content.material import Flag, Material
from reports.document import Cell, Column, Section, Table, Text
from verify.model import FAIL, SEVERITIES, WARN

SHEETS = 60  # dossiers that get a sheet of their own; more share one
ROWS = 20_000  # respondents that are listed; above it only those that carry a finding

_FIELDS = ("serial", "name", "contact", "mode", "surveyed", "employer")
_KEEP = ("row", "sheet", "serial_raw", "mode_raw", "surveyed_raw", "employer_raw")


@dataclass(slots=True)
class _Row:
    """What was found about one respondent: flags by column ("" = the row as a whole)."""

    flags: dict[str, list[Flag]] = field(default_factory=dict)

    def all(self) -> list[Flag]:
        """Every flag once, in the order of the findings."""
        return list({id(f): f for flags in self.flags.values() for f in flags}.values())


def roster_sections(material: Material, places: Mapping[str, str]) -> tuple[list[Section], set[str]]:
    """Return the sheets and the anchors of the dossiers that have one of their own."""
    lang, total = material.lang, len(material.batch.rows)
    found = _by_row(material)
    positions = _listed(found, total)
    notes = [say("paper.note.fill", lang)]
    if len(positions) < total:
        notes.insert(0, say("paper.note.rows", lang, total=total, limit=ROWS, shown=len(positions)))
    texts = tuple(Text(note, "note") for note in notes)
    owner = material.batch.rows["dossier"].cat
    codes = owner.codes.to_numpy()[positions]
    if len(material.lines) > SHEETS:
        table = Table("", _columns(lang, named=True), _rows(material, positions, found, named=True))
        return [Section(say("paper.sheet.rows", lang), (*texts, table), "sheet-rows")], set()
    sections = []
    for line in material.lines:
        mine = positions[codes == owner.categories.get_loc(line.id)]
        table = Table("", _columns(lang, named=False), _rows(material, mine, found, named=False))
        sections.append(Section(line.id, (*texts, table), places[line.id]))
    return sections, {section.anchor for section in sections}


def _by_row(material: Material) -> dict[int, _Row]:
    found: dict[int, _Row] = {}
    for flags in material.flags.values():
        for flag in flags:
            for at in flag.at:
                found.setdefault(at, _Row()).flags.setdefault(flag.field, []).append(flag)
    return found


def _listed(found: Mapping[int, _Row], total: int) -> np.ndarray:
    """Positions that are listed, in the order of the files: all, or the gravest ROWS of a large batch."""
    if total <= ROWS:
        return np.arange(total)
    grave = [
        (SEVERITIES.index(flags[0].finding.severity), at)
        for at, row in found.items()
        if (flags := _sorted(row.all())) and flags[0].finding.severity in (FAIL, WARN)
    ]
    return np.array(sorted(at for _, at in sorted(grave)[:ROWS]), dtype=np.int64)


def _sorted(flags: list[Flag]) -> list[Flag]:
    return sorted(flags, key=lambda f: SEVERITIES.index(f.finding.severity))


def _columns(lang: str, *, named: bool) -> tuple[Column, ...]:
    widths = {"serial": 7, "name": 12, "contact": 20, "mode": 11, "surveyed": 16, "employer": 26}
    columns = [Column(say("paper.head.dossier", lang), "text", 22)] if named else []
    columns += [
        Column(say("paper.head.row", lang), "number", 9),
        Column(say("paper.head.source_sheet", lang), "text", 12),
        *(Column(say(f"paper.head.{name}", lang), "text", widths[name]) for name in _FIELDS),
        Column(say("paper.head.severity", lang), "text", 12),
        Column(say("paper.head.codes", lang), "text", 14),
        Column(say("paper.head.places", lang), "text", 16),
        Column(say("paper.head.message", lang), "long", 50),
    ]
    return tuple(columns)


def _rows(
    material: Material, positions: np.ndarray, found: Mapping[int, _Row], *, named: bool
) -> tuple[tuple[Cell, ...], ...]:
    persons, veil = material.persons, material.persons.veil
    rows = material.batch.rows.iloc[positions]
    values = {name: rows[name].astype(object).tolist() for name in _KEEP}
    dossiers = rows["dossier"].astype(object).tolist() if named else []
    readers = rows["dossier"].astype(object).map(material.batch.dossiers["reader"]).tolist()
    lines = []
    for i, at in enumerate(positions.tolist()):
        row = found.get(at, _Row())
        shown = {
            "serial": veil.serial(values["serial_raw"][i]),
            "name": persons.name(at),
            "contact": persons.contact(at),
            "mode": veil.written(values["mode_raw"][i]),
            "surveyed": veil.written(values["surveyed_raw"][i]),
            "employer": veil.text(values["employer_raw"][i]),
        }
        cells = [Cell(dossiers[i])] if named else []
        cells.append(_flagged(str(values["row"][i]), row.flags.get("", [])))
        cells.append(Cell(placed(values["sheet"][i], material.lang, readers[i])))
        cells += [_flagged(shown[name], row.flags.get(name, [])) for name in _FIELDS]
        lines.append((*cells, *_summary(material, at, row.all(), readers[i])))
    return tuple(lines)


def _flagged(text: str, flags: list[Flag]) -> Cell:
    if not flags:
        return Cell(text)
    flags = _sorted(flags)
    comment = "\n".join(f"{f.finding.code} {f.message}" for f in flags)
    return Cell(text, flags[0].finding.severity, comment=comment)


def _summary(material: Material, at: int, flags: list[Flag], reader: str) -> tuple[Cell, ...]:
    """Gravest severity, codes, this row's cells and all messages."""
    if not flags:
        return (Cell(""),) * 4
    lang, flags = material.lang, _sorted(flags)
    worst = flags[0].finding.severity
    cells = dict.fromkeys(f.finding.cells[f.at.index(at)] for f in flags)
    return (
        Cell(say(f"command.severity.{worst}", lang), worst),
        Cell(" ".join(dict.fromkeys(f.finding.code for f in flags))),
        Cell(" ".join(placed(cell, lang, reader) for cell in cells)),
        Cell(say("paper.semicolon", lang).join(dict.fromkeys(f.message for f in flags))),
    )
