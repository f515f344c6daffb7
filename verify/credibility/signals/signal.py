"""What a signal says of one dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from verify.credibility.chance import Tail, best


@dataclass(frozen=True, slots=True)
class Signal:
    """Result of one signal in one dossier.

    ``parts``: component -> tail (a component is a column of the dossier's vector). ``p_value``: of the
    strongest component, paid for by Bonferroni; None = not testable, ``reason`` says why. ``n``: how many
    things were looked at. ``null``: a key ``score.null.*`` of the phrases. ``rows``: per row in canonical order, how much it is
    part of what was seen, 0..1.
    """

    code: str
    null: str
    n: int
    parts: Mapping[str, Tail]
    p_value: float | None
    rows: np.ndarray
    reason: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def statistic(self) -> float:
        """Strength of the strongest component, 0 when there is none."""
        return max((tail.strength for tail in self.parts.values()), default=0.0)


def seen(
    code: str,
    null: str,
    n: int,
    parts: Mapping[str, Tail],
    rows: np.ndarray,
    facts: Mapping[str, Any],
) -> Signal:
    """Return a signal that could be tested."""
    p = best(list(parts.values())).p_value
    return Signal(code, null, n, parts, p, np.clip(rows, 0.0, 1.0), facts=facts)


def blind(code: str, null: str, n: int, reason: str, size: int) -> Signal:
    """Return a signal that says nothing here, and why."""
    return Signal(code, null, n, {}, None, np.zeros(size), reason)
