"""The road: what intake read → batch → checks → review."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from verify import batch as batches
from verify import register as registers
from verify.checks import ALL
from verify.forms import above, beside, declare, statements
from verify.forms.applications import applications
from verify.intake.roster import FileResult, RosterTable
from verify.intake.table.register_words import ANSWER
from verify.model import FAIL, WARN, Assess, Assessment, Batch, CheckResult, Review
from verify.pictures import at_most_doubt
from verify.settings import Settings

# How much a finding weighs in `priority`: whom to call first, and nothing else.
_WEIGHT = {FAIL: 1.0, WARN: 0.4}


def review(
    results: Sequence[FileResult],
    tables: Sequence[RosterTable],
    settings: Settings,
    today: date,
    version: str,
    credibility: Assess | None = None,
    filed: Sequence[RosterTable] = (),
) -> Review:
    """Return the review of everything that was read. ``tables``: the register's, possibly none; then the papers of
    the applications say what was declared, over what is on ``filed``.

    ``credibility``: verify.credibility.score.assess, or None where no score was asked for. It is handed in because
    importing it brings in scikit-learn, which takes longer than a small review.
    """
    window = (settings.window_start, settings.window_end)
    found = applications(results)
    typed = [table for table in tables if ANSWER not in table.headings]
    answers = [table for table in tables if ANSWER in table.headings]  # 对应表: people said whose a roster is
    declared = [*(typed or declare.tables(found, window, filed)), *answers]
    register = registers.read(declared, window) if declared else registers.empty()
    batch = batches.build(results, register, settings, today)
    batch = statements.attach(batch, found, window, typed=bool(typed))
    batch = beside.attach(above.attach(batch, results), results)
    outcome = at_most_doubt(batch, tuple(check.run(batch, settings) for check in ALL))
    none = Assessment({}, pd.Series(0.0, index=batch.rows.index))
    assessed = none if credibility is None else credibility(batch, outcome)
    priority = _priority(batch, outcome, assessed.suspicion)
    return Review(batch, outcome, assessed.scores, priority, settings, version)


def _priority(batch: Batch, results: Sequence[CheckResult], suspicion: pd.Series) -> pd.Series:
    """0..1 per row: 1 - the product of what suspicion and each finding leave; findings about many rows weigh less."""
    left = 1 - suspicion.to_numpy()
    for result in results:
        if not len(result.hits):
            continue
        for severity, weight in _WEIGHT.items():
            hits = result.hits[result.hits["severity"].eq(severity) & result.hits["row"].ge(0)]
            for positions in (hits["row"].to_numpy(np.int64), _flat(hits["more"])):
                np.multiply.at(left, positions, 1 - weight / 2)
    return pd.Series(1 - left, index=batch.rows.index)


def _flat(more: pd.Series) -> np.ndarray:
    return np.fromiter((p for group in more for p in group), dtype=np.int64)
