"""SG02: digits as people and machines make them up."""

from __future__ import annotations

from functools import cache

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.blocks import narrow
from verify.credibility.signals.signal import Signal, blind, seen
from verify.credibility.signals.windows import scan
from verify.credibility.view import DossierView

CODE, NULL = "SG02", "digits_shuffled"
_FEWEST = 20

# Digits that subscribers choose or avoid (8, 6, 9 are paid for, 4 is shunned): how often each group occurs is
# taken from the roster itself and never held against it.
GROUPS = ((4,), (6, 8, 9), (0, 1, 2, 3, 5, 7))
# Beyond that, a digit's share may differ from its group's by about this much between honest rosters.
SPREAD = 0.10

# What a made-up digit makes of the one before it, as log odds: hardly ever the same, often the next one.
_SAME, _STEP = np.log(0.35), np.log(1.5)


@cache
def _tables() -> tuple[np.ndarray, np.ndarray]:
    """For all 100,000 endings of five digits: log odds of a made-up chain; ladders and doubles."""
    last = (np.arange(100_000)[:, None] // 10 ** np.arange(4, -1, -1) % 10).astype(np.int8)
    step = np.diff(last, axis=1)
    size = np.abs(step)
    odds = np.where(size == 0, _SAME, np.where(size == 1, _STEP, 0.0)).sum(1)
    ladder = ((step[:, 1:] == step[:, :-1]) & ((size[:, 1:] == 1) | (size[:, 1:] == 2))).sum(1)
    double = (step[:, 1] == 0) & (step[:, 3] == 0)
    return odds.astype(np.float32), (ladder + 2.0 * double).astype(np.float32)


def digits(view: DossierView) -> Signal:
    """Test the last four digits of the mobiles (with the digit before them) for made-up sequences.

    ``chain``: too few repeats and too many steps of one; or too many ladders (1234, 8642) and doubles
    (1122). Null: the digits of each place, shuffled over the rows: keeps how often each digit occurs and
    breaks only what hangs together within a number. ``digits``: shares of the digits within GROUPS. Null:
    equal shares within a group, with SPREAD between rosters. ``window``: rows with made-up chains stand
    together. Null: rows in random order. Numbers of one employer's block are left out.
    """
    index = np.flatnonzero((view.mobile > 0) & ~narrow(view))
    if len(index) < _FEWEST:
        return blind(CODE, NULL, len(index), "few_mobiles", view.size)
    rng = chance.generator(view.seed, "digits")
    number = view.mobile[index] % 100_000
    last = number[:, None] // 10 ** np.arange(4, -1, -1) % 10
    odds, ladders = (table[number] for table in _tables())
    mixed = sum(
        chance.shuffles(rng, (last[:, place] * 10 ** (4 - place)).astype(np.int32), place)
        for place in range(5)
    )
    simulated = [table[mixed].sum(1) for table in _tables()]
    chain = chance.best(
        [
            chance.upper(float(mine.sum()), theirs)
            for mine, theirs in zip((odds, ladders), simulated, strict=True)
        ]
    )
    shares, counts = _shares(last[:, 1:], rng)
    # The window looks along the file.
    along = np.argsort(view.place[index])
    row = odds + 0.5 * ladders
    window, inside = scan(row[along], rng)
    rows = np.zeros(view.size)
    whole = max(chain.strength, shares.strength)
    made_up = 1 / (1 + np.exp(-1.5 * row))
    if whole > 1:
        rows[index] = np.maximum(rows[index], 0.6 * made_up)
    if window.strength > 1:
        rows[index[along]] = np.maximum(rows[index[along]], inside * (0.4 + 0.6 * made_up[along]))
    facts = {
        "repeats": int((last[:, 1:] == last[:, :-1]).sum()),
        "expected_repeats": round(_repeats(last), 1),
        "ladders": round(float(ladders.sum()), 1),
        "expected_ladders": round(float(simulated[1].mean()), 1),
        "scarcest": int(np.argmin(counts)),
        "scarcest_count": int(counts.min()),
    }
    parts = {"chain": chain, "digits": shares, "window": window}
    return seen(CODE, NULL, len(index), parts, rows, facts)


def _repeats(last: np.ndarray) -> float:
    share = [np.bincount(last[:, place], minlength=10) / len(last) for place in range(5)]
    return float(len(last) * sum((share[i] * share[i + 1]).sum() for i in range(4)))


def _shares(last: np.ndarray, rng: np.random.Generator) -> tuple[Tail, np.ndarray]:
    """G-test of digits within their groups; the null lets honest rosters differ by SPREAD."""
    counts = np.bincount(last.ravel(), minlength=10)
    draws = chance.simulations(len(last))
    observed, simulated = 0.0, np.zeros(draws)
    for group in GROUPS[1:]:
        mine, total = counts[list(group)], int(counts[list(group)].sum())
        if total == 0:
            continue
        shares = rng.dirichlet(np.full(len(group), 1 / SPREAD**2), draws)
        observed += _g(mine[None], total)[0]
        simulated += _g(rng.multinomial(total, shares), total)
    return chance.upper(observed, simulated), counts


def _g(counts: np.ndarray, total: int) -> np.ndarray:
    expected = total / counts.shape[1]
    logs = np.log(np.maximum(counts, 1e-9) / expected)
    return np.asarray(2 * np.where(counts > 0, counts * logs, 0.0).sum(1))
