"""Which dossiers of a batch stand out, with a stated share of false ones among those named.

Needs no detector, so that papers of what was filed long ago can be made without loading one.
"""

from __future__ import annotations

from collections.abc import Mapping

from verify.model import Credibility

RATE = 0.05  # of the dossiers that are named as standing out, this share may be false alarms


def standing_out(scores: Mapping[str, Credibility]) -> tuple[str, ...] | None:
    """Return the dossiers of a batch that stand out at ``RATE``; None where nothing was computed.

    None and nobody are two things: without scores, or with too small a reference, nobody was looked at.
    """
    return alarms(scores, RATE) if any(c.p_value is not None for c in scores.values()) else None


def alarms(scores: Mapping[str, Credibility], rate: float = RATE) -> tuple[str, ...]:
    """Return the dossiers of a batch that stand out when false ones may be ``rate`` of those named.

    Benjamini and Hochberg (1995): the largest k with p_(k) <= k rate / m. Dossiers without a p-value (too small
    a reference) are never named.
    """
    ranked = sorted((c.p_value, name) for name, c in scores.items() if c.p_value is not None)
    below = [k for k, (p, _) in enumerate(ranked, 1) if p <= k * rate / len(ranked)]
    return tuple(name for _, name in ranked[: max(below, default=0)])
