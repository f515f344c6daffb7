"""The eight signals: each takes one dossier's columns and says how far they lie in the tail of its null."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.contacts import mix, unusable
from verify.credibility.signals.digits import digits
from verify.credibility.signals.names import names
from verify.credibility.signals.neighbours import neighbours
from verify.credibility.signals.order import order
from verify.credibility.signals.pace import pace
from verify.credibility.signals.signal import Signal
from verify.credibility.signals.twins import twins
from verify.credibility.view import DossierView, part

__all__ = ["SIGNALS", "Signal", "measure"]

SIGNALS: tuple[Callable[[DossierView], Signal], ...] = (
    neighbours,
    digits,
    pace,
    twins,
    names,
    order,
    mix,
    unusable,
)


MOST = 2_500  # rows that are measured; of a longer roster, so many at random


def measure(view: DossierView) -> tuple[Signal, ...]:
    """Return what every signal says of a dossier, SG01 to SG08.

    Of a roster of more than MOST rows a random part is measured (chance seeded by its content): habits show in it
    as well, and time and memory stay bounded. The other rows then say nothing.
    """
    if view.size <= MOST:
        return tuple(signal(view) for signal in SIGNALS)
    chosen = np.sort(chance.generator(view.seed, "part").choice(view.size, MOST, replace=False))
    found = measure(part(view, chosen))
    return tuple(replace(signal, rows=_back(signal.rows, chosen, view.size)) for signal in found)


def _back(rows: np.ndarray, chosen: np.ndarray, size: int) -> np.ndarray:
    out = np.zeros(size)
    out[chosen] = rows
    return out
