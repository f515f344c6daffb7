"""What a signal says of one dossier."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from verify.credibility.chance import Tail, best

MORE, FEWER = 1, -1  # on which side of what is usual a figure is odd


@dataclass(frozen=True, slots=True)
class Look:
    """One way of looking at a component.

    ``name``: a key of words.LOOKS, with the sentence and the null. ``shown``: the figure that was tested; ``usual``:
    what the null has at most (MORE) or at least (FEWER). Whatever raises the strength moves ``shown`` away from
    ``usual`` on the ``side`` that is odd, so that a sentence never argues against its own charge.
    """

    name: str
    tail: Tail
    shown: float
    usual: float
    side: int = MORE
    facts: Mapping[str, Any] = field(default_factory=dict)
    weight: float = 1.0  # of the chance that the looks at one component share

    def said(self) -> dict[str, Any]:
        """Return the facts that the sentence needs."""
        return {
            **self.facts,
            "look": self.name,
            "shown": _short(self.shown),
            "usual": _short(self.usual),
            "side": self.side,
        }


@dataclass(frozen=True, slots=True)
class Signal:
    """Result of one signal in one dossier.

    ``parts``: component -> tail (a component is a column of the dossier's vector). ``facts``: component -> what its
    strongest look shows. ``p_value``: of the strongest component, paid for by Bonferroni; None = not testable,
    ``reason`` says why. ``n``: how many things were looked at. ``rows``: per row in canonical order, how much it is
    part of what was seen, 0..1.
    """

    code: str
    n: int
    parts: Mapping[str, Tail]
    p_value: float | None
    rows: np.ndarray
    reason: str = ""
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def statistic(self) -> float:
        """Strength of the strongest component, 0 when there is none."""
        return max((tail.strength for tail in self.parts.values()), default=0.0)


def strongest(looks: Sequence[Look]) -> Look:
    """Return the look that shows most."""
    return max(looks, key=lambda look: (look.tail.strength + math.log10(look.weight), -look.tail.p_value))


def paid(looks: Sequence[Look]) -> Tail:
    """Return what several looks at one component come to."""
    return best([look.tail for look in looks], [look.weight for look in looks])


def seen(code: str, n: int, looks: Mapping[str, Sequence[Look]], rows: np.ndarray) -> Signal:
    """Return a signal that could be tested: component -> the looks at it, paid for by Bonferroni."""
    parts = {name: paid(several) for name, several in looks.items()}
    facts = {name: strongest(several).said() for name, several in looks.items()}
    p = best(list(parts.values())).p_value
    return Signal(code, n, parts, p, np.clip(rows, 0.0, 1.0), facts=facts)


def blind(code: str, n: int, reason: str, size: int) -> Signal:
    """Return a signal that says nothing here, and why."""
    return Signal(code, n, {}, None, np.zeros(size), reason)


def _short(value: float) -> float:
    return int(value) if float(value).is_integer() else round(float(value), 2)
