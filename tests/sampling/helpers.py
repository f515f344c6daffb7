"""Small seals for tests. All people and companies are made up; the seals hold row ids only."""

from __future__ import annotations

import hashlib

from sampling.design.plan import round_plan
from sampling.draw.seal import make_seal, seal_dossier
from sampling.model import Seal


def small_seal(dossiers: int = 2, population: int = 60, targeted: int = 3, name: str = "哈测-{:03d}") -> Seal:
    """Return a seal of ``dossiers`` rosters of about ``population`` rows each."""
    made = []
    for number in range(dossiers):
        id = name.format(number)
        size = population + number % 7
        rows = [f"{id}#{row:04d}" for row in range(4, 4 + size)]
        plan = round_plan(size, targeted=targeted)
        made.append(seal_dossier(id, rows, hashlib.sha256(id.encode()).hexdigest(), plan, rows[:targeted]))
    return make_seal(made, hashlib.sha256(b"settings").hexdigest(), "0.1.0")
