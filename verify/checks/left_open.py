"""What of a dossier was handed in and not read: what is counted in it may be more."""

from __future__ import annotations

import pandas as pd

from verify.intake.grid import PICTURES_ASIDE, UNREAD_ROWS, rows_in
from verify.model import FILE_UNREAD, Batch

# Notes of what may hold more people than anybody counted, and the words for it; the first that stands counts.
_OPEN = {
    FILE_UNREAD: "files",
    "pages_unread": "pages",
    "cut_line": "broken_off",
    PICTURES_ASIDE: "picture_beside",
}


def rows_unread(batch: Batch) -> pd.Series:
    """Rows of each dossier that were seen and could not be read."""
    notes = batch.dossiers["notes"]
    counts = [sum(rows_in(place) for code, place in own if code in UNREAD_ROWS) for own in notes]
    return pd.Series(counts, index=batch.dossiers.index, dtype="int64")


def open_end(batch: Batch) -> pd.Series:
    """What of each dossier was not read and may hold people whom nobody counted (a term), "" for nothing."""
    known = [{code for code, _ in own} for own in batch.dossiers["notes"]]
    found = [next((word for code, word in _OPEN.items() if code in codes), "") for codes in known]
    return pd.Series(found, index=batch.dossiers.index, dtype="str")
