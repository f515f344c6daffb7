"""SG06: surnames or prefixes that come round in turn, as whoever invents a list deals them out."""

from __future__ import annotations

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.signal import Look, Signal, blind, seen
from verify.credibility.view import DossierView

CODE = "SG06"
_FEWEST, _LONGEST, _DRAWS = 30, 24, 199


def order(view: DossierView) -> Signal:
    """Look for a period in the order of surnames and of mobile prefixes.

    For each lag k from 3 on: rows k apart that agree, less the mean of the rows k-1 and k+1 apart. Lists sorted
    by name, number, place or employer agree at all short lags alike and pass; only a turn (the same surname
    every twelfth row) stands out. Null: rows in random order.
    """
    along = view.order
    if view.size < _FEWEST:
        return blind(CODE, view.size, "few_rows", view.size)
    rng = chance.generator(view.seed, "order")
    surname = np.unique(view.name.astype("U1"), return_inverse=True)[1]
    none = -1 - np.arange(view.size)  # nothing agrees with nothing
    surname = np.where(view.name == "", none, surname)
    prefix = np.where(view.mobile > 0, view.mobile // 10**8, none)
    looks, lags = [], []
    for name, codes in (("surname", surname), ("prefix", prefix)):
        tail, lag, shown, usual = _turn(np.unique(codes, return_inverse=True)[1].astype(np.int16)[along], rng)
        looks.append(Look("turn", tail, shown, usual, facts={"column": name, "every": lag}))
        lags.append(lag)
    chosen = int(np.argmax([look.tail.strength for look in looks]))
    rows = np.zeros(view.size)
    if chance.best([look.tail for look in looks]).strength > 1:
        codes = (surname, prefix)[chosen][along]
        again = codes[lags[chosen] :] == codes[: -lags[chosen]]
        rows[along[lags[chosen] :]] = 0.6 * again
        rows[along[: -lags[chosen]]] = np.maximum(rows[along[: -lags[chosen]]], 0.6 * again)
    return seen(CODE, view.size, {"turn": looks}, rows)


def _turn(codes: np.ndarray, rng: np.random.Generator) -> tuple[Tail, int, float, float]:
    """Tail, the lag that stands out, and how many rows more than at the lags beside it agree: found, and usual."""
    longest = min(_LONGEST, len(codes) // 3)
    shuffled = chance.shuffles(rng, np.sort(codes))[:_DRAWS]
    contrast = _contrast(np.concatenate([codes[None], shuffled]), longest)
    observed, simulated = contrast[0], contrast[1:].max(1)
    most = float(observed.max())
    return chance.upper(most, simulated), 3 + int(observed.argmax()), most, float(simulated.mean())


def _contrast(codes: np.ndarray, longest: int) -> np.ndarray:
    size = codes.shape[1]
    # One roster a column and as few bytes as there are codes: the agreements of all rosters are added up row by row.
    narrow = np.uint8 if codes.max() <= np.iinfo(np.uint8).max else codes.dtype
    rows = np.ascontiguousarray(codes.T, narrow)
    agree = np.stack(
        [
            np.add.reduce(rows[lag:] == rows[:-lag], axis=0, dtype=np.uint16) * float(size) / (size - lag)
            for lag in range(2, longest + 2)
        ],
        axis=1,
    )
    return np.asarray(agree[:, 1:-1] - (agree[:, :-2] + agree[:, 2:]) / 2)
