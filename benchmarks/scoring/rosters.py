"""Made-up dossiers -> a Batch, through the same cleaning as real files but without writing any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from fixtures.dossiers import FIELDS, Dossier
from fixtures.files.writing import spell_out
from verify import batch as batches
from verify import register as registers
from verify.intake.roster import FileResult, Roster, RosterTable, Segment
from verify.model import Batch
from verify.register import Register
from verify.settings import Settings

TODAY = date(2017, 7, 1)


def as_result(dossier: Dossier, file: str) -> FileResult:
    """One dossier as intake would hand it on: texts, 同上 filled down, dates in ISO form."""
    rows = spell_out(dossier.rows)
    texts = {field: [_text(row[field]) for row in rows] for field in FIELDS}
    columns = {field: place for place, field in enumerate(FIELDS)}
    headings = {field: field for field in FIELDS}
    segment = Segment("", (1,), columns, headings, list(range(2, len(rows) + 2)), texts)
    return FileResult(file, rosters=(Roster(file, "", "0" * 64, "xlsx", (segment,)),))


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def as_batch(dossiers: Sequence[Dossier], declared: bool = True, today: date = TODAY) -> Batch:
    """Return the batch of the dossiers; the n-th has the id ``d000n``, whatever it is called itself."""
    files = [f"d{place:05d}.xlsx" for place in range(len(dossiers))]
    results = [as_result(dossier, file) for dossier, file in zip(dossiers, files, strict=True)]
    settings = Settings()
    window = (settings.window_start, settings.window_end)
    register = registers.read([_register(dossiers, files)], window) if declared else registers.empty()
    return batches.build(results, register, settings, today)


def _register(dossiers: Sequence[Dossier], files: Sequence[str]) -> RosterTable:
    headings = tuple(dossiers[0].declared)
    texts = [
        tuple(
            _text({**dossier.declared, "申报编号": file.split(".")[0], "名单文件": file}[item])
            for item in headings
        )
        for dossier, file in zip(dossiers, files, strict=True)
    ]
    return RosterTable("申报登记表.xlsx", "", headings, tuple(range(2, len(texts) + 2)), tuple(texts))


__all__ = ["Register", "as_batch", "as_result"]
