"""SG05: given names that come back more often than parents give them."""

from __future__ import annotations

from functools import cache

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.signal import Signal, blind, seen
from verify.credibility.signals.stock import stock
from verify.credibility.view import DossierView

CODE, NULL = "SG05", "given_names"
_FEWEST, _MOST, _DRAWS, _NAMES = 12, 400, 499, 3000

# Chance that two people share a two-character given name. 200 people of all ages hold about 0.25 pairs of equal
# full names, which makes about 0.0006; one generation of one sex comes to about 0.001. The null is far above.
SAME_GIVEN = 0.003


def names(view: DossierView) -> Signal:
    """Count pairs of rows with the same two-character given name, whatever the surname.

    Null: given names drawn from a falling (Zipf) table in which two people agree with chance SAME_GIVEN, some
    five times what was found among all ages, so that one generation of one sex is not accused. Surnames play no
    part, so neither does a village of three surnames. Nor do length or rarity of a name.
    """
    length = np.char.str_len(view.name)
    index = np.flatnonzero(length == 3)
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "names")
        index = np.sort(rng.choice(index, _MOST, replace=False))
    if len(index) < _FEWEST:
        return blind(CODE, NULL, len(index), "few_names", view.size)
    given = np.array([name[1:] for name in view.name[index].tolist()])
    _, codes, counts = np.unique(given, return_inverse=True, return_counts=True)
    pairs = int((counts * (counts - 1) // 2).sum())
    simulated = _table()[:, len(index) - 1]
    tail: Tail = chance.upper(pairs, simulated)
    full = np.unique(view.name[view.name != ""], return_counts=True)[1]
    rows = np.zeros(view.size)
    if tail.strength > 1:
        rows[index] = np.minimum(1.0, 0.25 * (counts[codes] - 1))
    along = np.argsort(view.place[index])
    listed, from_list, found = stock(given[along])
    rows[index[along]] = np.maximum(rows[index[along]], from_list)
    facts = {
        "pairs": pairs,
        "expected": round(float(simulated.mean()), 1),
        "equal_names": int((full * (full - 1) // 2).sum()),
        **found,
    }
    return seen(CODE, NULL, len(index), {"given": tail, **listed}, rows, facts)


@cache
def _table() -> np.ndarray:
    """Pairs of equal given names among the first 1, 2, ... _MOST simulated people: (_DRAWS, _MOST)."""
    weights = _weights()
    rng = np.random.default_rng(20170620)
    drawn = np.searchsorted(np.cumsum(weights), rng.random((_DRAWS, _MOST))).astype(np.int32)
    known = np.zeros((_DRAWS, _NAMES + 1), np.int32)
    added = np.empty((_DRAWS, _MOST), np.int32)
    line = np.arange(_DRAWS)
    for person in range(_MOST):
        added[:, person] = known[line, drawn[:, person]]
        known[line, drawn[:, person]] += 1
    return np.cumsum(added, axis=1)


def _weights() -> np.ndarray:
    """Zipf weights of _NAMES names with a shift that makes the sum of squares SAME_GIVEN."""
    rank = np.arange(1, _NAMES + 1)
    low, high = 0.0, 2000.0
    for _ in range(60):
        shift = (low + high) / 2
        weights = 1 / (rank + shift)
        weights /= weights.sum()
        if np.square(weights).sum() > SAME_GIVEN:
            low = shift
        else:
            high = shift
    return np.asarray(weights)
