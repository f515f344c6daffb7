"""Outcome codes of callback attempts, and what each counts for.

Contact and verification are two things: ``nearest_aapor`` says how the attempt ended, ``counts_for``
what it says about the row. Everything about a code stands in its line of ``callback_outcomes.csv``: its words, the
few of the drop-down, whether a row that ended so is called again (``again``: yes, no, appointment) and ``when``, the
nearest AAPOR disposition with its source, own words that it is offered for (``heard``), its words in earlier lists
(``former``). A new line needs nothing else.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType

from sampling.errors import SamplingError
from sampling.model import BAD, UNRESOLVED, Outcome

CONFIRMED, DEAD = "confirmed", "dead"
NOT_CALLED = "X1"


AGAIN = ("yes", "no", "appointment")
WHEN = ("", "soon", "another_hour", "another_day", "office_hours", "appointment", "any")


@cache
def outcomes() -> Mapping[str, Outcome]:
    """All codes, in the order of the file."""
    text = (files(__package__) / "callback_outcomes.csv").read_text(encoding="utf-8-sig")
    return MappingProxyType(
        {outcome.code: outcome for outcome in map(_outcome, csv.DictReader(StringIO(text)))}
    )


def _outcome(row: Mapping[str, str]) -> Outcome:
    """Return the outcome of one line. Raises ValueError where it says something that nothing could follow."""
    known = {"counts_for": (CONFIRMED, BAD, UNRESOLVED, DEAD), "again": AGAIN, "when": WHEN}
    for column, expected in known.items():
        if row[column] not in expected:
            raise ValueError(f"{row['code']}: {column} is one of {expected}, got {row[column]!r}")
    return Outcome(
        row["code"],
        row["zh"],
        row["en"],
        row["nearest_aapor"],
        row["counts_for"],
        row["again"],
        row["when"],
        row["short_zh"],
        row["short_en"],
        row["source"],
        heard=tuple(filter(None, (row["heard"] or "").split("|"))),
        former=tuple(filter(None, (row["former"] or "").split("|"))),
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
