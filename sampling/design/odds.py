"""Γ as people write it: 2, 3/2, 1.5, inf."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from sampling.errors import SamplingError

_ODDS = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)|(\d{1,4})\s*/\s*(\d{1,4})")
_ENDLESS = ("inf", "∞", "infinity")

Odds = Fraction | None  # None stands for ∞


def read_odds(text: str) -> Odds:
    """Read Γ from text: ``2``, ``3/2``, ``1.5``, ``inf``; None is ∞.

    Raises SamplingError odds_unreadable.
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold() if isinstance(text, str) else ""
    if plain in _ENDLESS:
        return None
    found = _ODDS.fullmatch(plain)
    value = None
    if found and found[1]:
        value = Fraction(found[1])
    elif found and int(found[3]):
        value = Fraction(int(found[2]), int(found[3]))
    if not value:
        raise SamplingError("odds_unreadable", got=str(text)[:40])
    return value


def odds_text(value: Odds) -> str:
    """Write Γ the one way it is written in seals and JSON: ``2``, ``3/2``, ``inf``."""
    return "inf" if value is None else str(value)
