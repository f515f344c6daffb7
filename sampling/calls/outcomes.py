"""Outcome codes of callback attempts, and what each counts for.

Contact and verification are two things: ``nearest_aapor`` says how the attempt ended, ``counts_for``
what it says about the row. Codes and their source stand in ``callback_outcomes.csv``.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sampling.errors import SamplingError
from sampling.model import BAD, UNRESOLVED, Outcome

CONFIRMED, DEAD = "confirmed", "dead"
NOT_CALLED = "X1"


@cache
def outcomes() -> Mapping[str, Outcome]:
    """All codes, in the order of the file."""
    with (files(__package__) / "callback_outcomes.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return MappingProxyType(
            {
                row["code"]: Outcome(
                    row["code"], row["zh"], row["en"], row["nearest_aapor"], row["counts_for"]
                )
                for row in rows
            }
        )


def counts_for(code: str, dead_numbers: str = UNRESOLVED) -> str:
    """Return what one final outcome counts for: confirmed, bad or unresolved.

    A wrong or dead number (D1-D6) counts by ``dead_numbers``, the rule that the seal froze before the
    dice. Numbers lapse and are reissued, so the default is unresolved: silence is no proof of forgery.

    Raises SamplingError outcome_unknown or dead_rule.
    """
    if dead_numbers not in (UNRESOLVED, BAD):
        raise SamplingError("dead_rule", got=dead_numbers)
    known = outcomes().get(code)
    if known is None:
        raise SamplingError("outcome_unknown", got=code, expected=" ".join(outcomes()))
    return dead_numbers if known.counts_for == DEAD else known.counts_for


def dispositions(codes: Iterable[str]) -> Mapping[str, int]:
    """Count outcome codes by kind (confirmed, bad, unresolved, dead), before any rule for dead numbers."""
    counted = Counter(outcomes()[code].counts_for for code in codes)
    return {kind: counted[kind] for kind in (CONFIRMED, BAD, UNRESOLVED, DEAD)}
