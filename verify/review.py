"""The road: what intake read → batch → checks → review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from verify import batch as batches
from verify import register as registers
from verify.checks import ALL
from verify.intake.roster import FileResult, Table
from verify.model import FAIL, WARN, Batch, CheckResult, Credibility, Review
from verify.settings import Settings

# How much a finding weighs in `priority`: whom to call first, and nothing else.
_WEIGHT = {FAIL: 1.0, WARN: 0.4}


def review(
    results: Sequence[FileResult], tables: Sequence[Table], settings: Settings, today: date, version: str
) -> Review:
    """Return the review of everything that was read. ``tables``: the register's, possibly none."""
    window = (settings.window_start, settings.window_end)
    register = registers.read(tables, window) if tables else registers.empty()
    batch = batches.build(results, register, settings, today)
    outcome = tuple(check.run(batch, settings) for check in ALL)
    scores: dict[str, Credibility] = {}
    return Review(batch, outcome, scores, _priority(batch, outcome), settings, version)


def _priority(batch: Batch, results: Sequence[CheckResult]) -> pd.Series:
    """0..1 per row: 1 - the product of what each finding leaves; a finding about many rows weighs less on each."""
    left = np.ones(len(batch.rows))
    for result in results:
        for severity, weight in _WEIGHT.items():
            hits = result.hits[result.hits["severity"].eq(severity) & result.hits["row"].ge(0)]
            for positions in (hits["row"].to_numpy(np.int64), _flat(hits["more"])):
                np.multiply.at(left, positions, 1 - weight / 2)
    return pd.Series(1 - left, index=batch.rows.index)


def _flat(more: pd.Series) -> np.ndarray:
    return np.fromiter((p for group in more for p in group), dtype=np.int64)
