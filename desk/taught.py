"""What calls say beyond the judgement: how they went, what every called row turned out to be, what that teaches.

Imports inside functions keep start-up fast: SQLAlchemy, numpy and the detectors are for rounds only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desk.round import Calling


def rates_of(calling: Calling, found: Iterable[Any]) -> dict[str, tuple[Any, ...]]:
    """How the calls to the drawn rows of each dossier went; () before the first call. ``found``: verdicts."""
    from sampling import rates, rounds

    final = rounds.final_codes(calling.attempts)
    result = {}
    for verdict in found:
        drawn = (*verdict.called.first, *(verdict.called.second or ()))
        groups = [g for g in (verdict.result.first, verdict.result.second) if g is not None]
        codes = rates.call_codes(drawn, final, calling.decided, calling.clashing)
        called = any(row in final or row in calling.decided for row in drawn)
        made = rates.rates(codes, sum(g.confirmed for g in groups)) if called else ()
        result[verdict.called.sealed.id] = made
    return result
