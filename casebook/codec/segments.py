"""The segments of a roster: which sheet, which columns, how many rows. ``Batch.segments``, and a share of ``about``."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from casebook.codec.record import DossierRecord
from verify.intake.grid import column_number

_LETTERS = re.compile(r"(?:.*!)?([A-Z]{1,3})\d+")


@dataclass(frozen=True, slots=True)
class StoredSegment:
    """Rows of one dossier that lie together. ``columns``: field -> 0-based column; ``several``: the dossier has rows
    on more than one sheet."""

    sheet: str
    several: bool
    columns: dict[str, int]
    rows: int


def to_values(mine: pd.DataFrame, rows: pd.DataFrame) -> list[list[Any]]:
    """Return the segments of one dossier in order, as they go into ``about``. ``mine``: its lines of the frame."""
    sizes = Counter(rows["segment"].tolist())
    return [
        [str(sheet), bool(several), {k: int(v) for k, v in columns.items()}, sizes[number]]
        for number, sheet, several, columns in zip(
            mine.index, mine["sheet"], mine["several"], mine["columns"], strict=True
        )
    ]


def from_record(record: DossierRecord) -> list[StoredSegment]:
    """Return the segments of one dossier.

    Where they were not recorded, sheets and columns are read off the cells of the findings, so that findings keep
    their addresses; a column is then called by its letters.
    """
    if record.about:
        return [StoredSegment(*values) for values in record.about["sheets"]]
    named: dict[str, str] = {}
    columns: dict[str, int] = {}
    for finding in record.findings:
        cells = json.loads(finding["cells"])
        letters = letters_of(cells)
        if letters:
            columns[letters] = column_number(letters)
        for row, cell in zip(json.loads(finding["rows"]), cells, strict=True):
            sheet, mark, _ = cell.rpartition("!")
            if mark:
                named[_stem(row)] = sheet
    stems = Counter(_stem(row["row_id"]) for row in record.respondents)
    several = len(stems) > 1 or bool(named)
    sheet = record.version["sheet"]
    return [StoredSegment(named.get(stem, sheet), several, columns, n) for stem, n in stems.items()]


def frame(records: Sequence[DossierRecord], segments: Sequence[Sequence[StoredSegment]]) -> pd.DataFrame:
    """Return the frame of segments."""
    found = [(record.code, one) for record, mine in zip(records, segments, strict=True) for one in mine]
    return pd.DataFrame(
        {
            "dossier": [code for code, _ in found],
            "sheet": [one.sheet for _, one in found],
            "columns": [one.columns for _, one in found],
            "several": [one.several for _, one in found],
        }
    )


def letters_of(cells: Sequence[str]) -> str:
    """Return the column's letters in the first of some cell addresses, "" where there are none."""
    match = _LETTERS.fullmatch(cells[0]) if cells else None
    return match[1] if match else ""


def _stem(row_id: str) -> str:
    return row_id.rpartition("#")[0]
