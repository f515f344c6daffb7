"""From fixtures' dossiers to a review without writing files: cells -> header -> batch -> checks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fixtures.dossiers import FIELDS, Dossier
from fixtures.files.messy import REGISTER
from verify import review as road
from verify.intake.grid import Grid
from verify.intake.roster import FileResult, RosterTable
from verify.intake.table.header import find_rosters
from verify.model import Review
from verify.settings import Settings

TODAY = date(2017, 7, 1)


@dataclass(frozen=True, slots=True)
class Made:
    """A dossier and the file name it would have had."""

    dossier: Dossier
    file: str


def read(made: Made) -> FileResult:
    """Read a dossier's roster as if its workbook had been opened."""
    cells = [list(made.dossier.headings), *([row[f] for f in FIELDS] for row in made.dossier.rows)]
    grid = Grid(sheet="Sheet1", rows=list(range(1, len(cells) + 1)), cells=cells)
    return find_rosters(made.file, "0" * 64, "xlsx", [grid])


def register(dossiers: Iterable[Made]) -> RosterTable:
    """Return the register that declares all of them."""
    rows = [
        tuple(str(m.file if h == "名单文件" else m.dossier.declared[h]) for h in REGISTER) for m in dossiers
    ]
    return RosterTable("申报登记表.xlsx", "", REGISTER, tuple(range(2, len(rows) + 2)), tuple(rows))


def review(dossiers: Iterable[Dossier], settings: Settings | None = None) -> Review:
    """Return the review of all dossiers as one batch."""
    made = [Made(d, f"{d.id}.xlsx") for d in dossiers]
    return road.review([read(m) for m in made], [register(made)], settings or Settings(), TODAY, "benchmark")
