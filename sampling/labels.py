"""What every called row turned out to be, for whoever learns from it: confirmed, denied, or neither."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sampling.calls.outcomes import CONFIRMED, outcomes
from sampling.model import BAD
from sampling.rounds import PROVEN

DENIED, NEITHER = "denied", "neither"


def labels(
    rows: Iterable[str], final: Mapping[str, str], decided: Mapping[str, str], clash: Collection[str]
) -> dict[str, str]:
    """Return row id -> confirmed (V1-V3), denied (N1-N5) or neither, in the order of ``rows``.

    ``final``: row -> the outcome that counts; ``decided``: row -> what a reviewer said, an outcome code, bad or
    good: that wins; ``clash``: rows whose outcomes disagree. Silence and dead numbers are neither, whatever the seal
    makes of them for the bounds: numbers lapse, and nothing is to be learned from that.
    """
    return {row: _label(decided.get(row) or ("" if row in clash else final.get(row, ""))) for row in rows}


def _label(said: str) -> str:
    if not said:
        return NEITHER
    kind = PROVEN.get(said) or outcomes()[said].counts_for
    return {CONFIRMED: CONFIRMED, BAD: DENIED}.get(kind, NEITHER)
