"""Rosters that were read off pictures: what is found in them is to be looked at, and accuses nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from verify.model import FAIL, WARN, Batch, CheckResult

NOTE, CONFIRMED = (
    "picture",
    "picture_confirmed",
)  # codes of what intake and ``hefang confirm`` note of a roster


def is_picture(notes: Iterable[Sequence[str]]) -> bool:
    """Whether a roster with these notes was read off pictures."""
    return any(note[0] == NOTE for note in notes)


def unconfirmed(notes: Iterable[Sequence[str]]) -> bool:
    """Whether it was, and no person has compared it with them."""
    known = {note[0] for note in notes}
    return NOTE in known and CONFIRMED not in known


def pictured(batch: Batch) -> frozenset[str]:
    """Return the dossiers whose roster, or a part of it, was read off pictures."""
    notes = batch.dossiers["notes"]
    return frozenset(str(id) for id, own in notes.items() if is_picture(own))


def at_most_doubt(batch: Batch, results: tuple[CheckResult, ...]) -> tuple[CheckResult, ...]:
    """Return results in which no finding that rests on a picture is graver than a doubt; each says that it does.

    A finding of another roster rests on one too where it names it, or one of its rows.
    """
    known = pictured(batch)
    return tuple(_softened(batch, result, known) for result in results) if known else results


def _softened(batch: Batch, result: CheckResult, known: frozenset[str]) -> CheckResult:
    hits = result.hits
    if not len(hits):
        return result
    of_row = batch.rows["dossier"].isin(known).to_numpy()
    rests = np.array(
        [
            bool(known & _named(hits, at)) or any(of_row[p] for p in (row, *more) if p >= 0)
            for at, (row, more) in enumerate(zip(hits["row"], hits["more"], strict=True))
        ]
    )
    if not rests.any():
        return result
    severity = hits["severity"].mask(rests & hits["severity"].eq(FAIL).to_numpy(), WARN)
    medium = pd.Series([NOTE if own else None for own in rests], index=hits.index, dtype="object")
    return replace(result, hits=hits.assign(severity=severity, medium_term=medium))


def _named(hits: pd.DataFrame, at: int) -> set[str]:
    """Return the dossiers that a finding is about or names."""
    found = {str(hits["dossier"].iloc[at])}
    for fact in ("other", "dossiers"):
        value: Any = hits[fact].iloc[at] if fact in hits else None
        found |= (
            {value} if isinstance(value, str) else set(value) if isinstance(value, (list, tuple)) else set()
        )
    return found
