"""The eight signals: each takes one dossier's columns and says how far they lie in the tail of its null."""

from __future__ import annotations

from collections.abc import Callable

from verify.credibility.signals.contacts import mix, unusable
from verify.credibility.signals.digits import digits
from verify.credibility.signals.names import names
from verify.credibility.signals.neighbours import neighbours
from verify.credibility.signals.order import order
from verify.credibility.signals.pace import pace
from verify.credibility.signals.signal import Signal
from verify.credibility.signals.twins import twins
from verify.credibility.view import DossierView

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


def measure(view: DossierView) -> tuple[Signal, ...]:
    """Return what every signal says of a dossier, SG01 to SG08."""
    return tuple(signal(view) for signal in SIGNALS)
