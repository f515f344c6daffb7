"""SG02: digits as people and machines make them up."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.blocks import in_plan, narrow
from verify.credibility.signals.hand import hand
from verify.credibility.signals.signal import FEWER, MORE, Look, Signal, blind, paid, seen
from verify.credibility.signals.tails import BOUGHT, drawn, fancy, shaped, told
from verify.credibility.signals.windows import scan
from verify.credibility.view import DossierView

CODE = "SG02"
_FEWEST = 20
_SOME = 99  # shuffled rosters that are enough for a mean
_CHAIN, _REPEATS, _TIDY = 0.5, 0.3, 0.2  # of the chance that the looks at a chain share
# A place of the last four that holds so few digits in so many numbers was chosen (customers drawn by the end of
# their number); nobody types so.
_CHOSEN, _NEARLY = 3, 0.95

# Digits that nobody pays for or shuns much: beside each other they are about equally frequent. 4 is shunned and 6, 8, 9
# are sought, by very different amounts from roster to roster; how often they occur is never held against one.
PLAIN = (0, 1, 2, 3, 5, 7)
# A plain digit's share may differ from the others' by about this much between honest rosters.
SPREAD = 0.12

# What a made-up digit makes of the one before it, as log odds: hardly ever the same, often the next one.
_SAME, _STEP = float(np.log(0.35)), float(np.log(1.5))
_COUNTED = 1e6  # added to a row's odds where its tail counts, so that one sum gives both


@cache
def _odds() -> np.ndarray:
    """For all 100,000 endings: log odds of a made-up chain, plus _COUNTED; 0 where the tail may have been chosen."""
    return np.where(np.tile(fancy(), 10), 0.0, _log_odds() + _COUNTED)


@cache
def _log_odds() -> np.ndarray:
    """For all 100,000 endings: log odds of a made-up chain."""
    repeats, steps = _chains()
    return np.asarray(_SAME * repeats + _STEP * steps)


@cache
def _chains() -> tuple[np.ndarray, np.ndarray]:
    """For all 100,000 endings: neighbouring digits that are equal, and that differ by one."""
    digit = np.arange(10)
    size = np.abs(digit[:, None] - digit)  # of a digit and the one behind it
    counted = []
    for step in (0, 1):
        pairs, ends = (size == step).astype(np.int64), np.zeros((10, 1), np.int64)
        for _ in range(4):  # one place more in front of what was counted: (digit, whatever stands behind it)
            ends = (pairs[:, :, None] + ends[None]).reshape(10, -1)
        counted.append(ends.ravel())
    return counted[0], counted[1]


def digits(view: DossierView) -> Signal:
    """Test the last four digits of the mobiles (with the digit before them) for made-up sequences.

    ``chain``: too few repeats and too many steps of one, or too few repeats alone, in tails that nobody chooses (people
    choose ladders, and tails that repeat digits); or more tidy tails (ladders, pairs beside pairs) than people buy. Null: the
    digits of each place, shuffled over the numbers: keeps how often each digit occurs and breaks only what hangs
    together within a number (endings by which customers were drawn stay whole); up to BOUGHT of the tails may have been
    paid for besides. ``digits``: shares of the PLAIN digits. Null: equal shares, with SPREAD between rosters; places by
    which customers were chosen are left out.
    ``window``: numbers with made-up chains stand together. Null: numbers in random order. A number that several people
    share counts once; numbers of an employer's block or a plan are left out.
    """
    index = np.flatnonzero((view.mobile > 0) & ~narrow(view) & ~in_plan(view))
    mobile = np.unique(view.mobile[index])
    if len(mobile) < _FEWEST:
        left_out = len(np.unique(view.mobile[view.mobile > 0])) >= _FEWEST
        return blind(CODE, len(mobile), "left_out" if left_out else "few_mobiles", view.size)
    rng = chance.generator(view.seed, "digits")
    plain = mobile[~fancy()[mobile % 10_000]] % 100_000
    if len(plain) < _FEWEST // 2:
        return blind(CODE, len(mobile), "few_mobiles", view.size)
    chain, repeats, figures = _chain(plain, rng)
    tidy = _tidy(mobile % 10_000)
    shares = _shares(mobile % 10_000, rng)
    along = _along(view, index)
    window, inside = _window(view.mobile[along] % 100_000, rng)
    rows = np.zeros(view.size)
    made_up = 1 / (1 + np.exp(-1.5 * _scores(view.mobile[index] % 100_000)))
    if max(paid([chain, repeats, tidy]).strength, shares.tail.strength) > 1:
        rows[index] = 0.6 * made_up
    if window.tail.strength > 1:
        held = np.isin(view.mobile[index], view.mobile[along[inside > 0]])
        rows[index] = np.maximum(rows[index], held * (0.4 + 0.6 * made_up))
    looks = {"chain": [chain, repeats, tidy], "digits": [shares], "window": [window]}
    found = seen(CODE, len(mobile), looks, rows)
    sums = hand(view.mobile[along], _log_odds(), figures)
    return replace(found, facts={**found.facts, "chain": {**found.facts["chain"], "hand": sums}})


def _along(view: DossierView, index: np.ndarray) -> np.ndarray:
    """The rows along the file, each number at the first row that has it."""
    along = index[np.argsort(view.place[index])]
    return np.asarray(along[np.sort(np.unique(view.mobile[along], return_index=True)[1])])


@cache
def _counted_repeats() -> np.ndarray:
    """For all 100,000 endings: neighbouring digits that are equal; 0 where the tail may have been chosen."""
    return np.where(np.tile(fancy(), 10), 0, _chains()[0]).astype(np.int8)


@cache
def _counted_steps() -> tuple[np.ndarray, np.ndarray]:
    """For all 100,000 endings: whether the tail counts, and neighbouring digits that differ by one where it does."""
    counts = ~np.tile(fancy(), 10)
    return counts, np.where(counts, _chains()[1], 0).astype(np.int8)


def _chain(number: np.ndarray, rng: np.random.Generator) -> tuple[Look, Look, dict[str, float]]:
    """Repeats and steps of one in tails that nobody chooses, against shuffled ones: taken together, and repeats alone.

    Returned beside the looks: the same figures, and how many standard errors the two together are off.
    """
    together = drawn(number)
    mixed = chance.shuffles(rng, number % 10**together) + number // 10_000 * 10_000
    for place in range(together, 4):
        mixed += chance.shuffles(rng, number // 10**place % 10 * 10**place, place)
    sums = np.take(_odds(), mixed).sum(1)
    simulated, observed = _mean(sums), float(_mean(_odds()[number].sum(keepdims=True))[0])
    tail = chance.upper_of_sum(observed, simulated)
    same = (
        np.take(_counted_repeats(), mixed).sum(1, dtype=np.int32)
        / np.maximum(np.rint(sums / _COUNTED), 1.0)
        * len(number)
    )
    kept, stepped = (int(np.take(table, mixed[:_SOME]).sum(dtype=np.int64)) for table in _counted_steps())
    steps = stepped / max(kept, 1) * len(number)
    seen_ = [int(table[number].sum()) for table in _chains()]
    facts: dict[str, object] = {"digits": 4 * len(number)}
    both = _told(tail, (seen_[0], seen_[1]), (float(same.mean()), steps), facts)
    few = chance.upper_of_sum(-float(seen_[0]), -same)
    repeats = Look("repeats", few, seen_[0], float(same.mean()), FEWER, facts, _REPEATS)
    spread = float(simulated.std())
    figures = {
        "same": seen_[0],
        "same_usual": round(float(same.mean()), 1),
        "step": seen_[1],
        "step_usual": round(steps, 1),
    }
    if spread > 0:
        figures["chain"] = round((observed - float(simulated.mean())) / spread, 3)
    return both, repeats, figures


def _mean(sums: np.ndarray) -> np.ndarray:
    counted = np.maximum(np.rint(sums / _COUNTED), 1.0)
    return np.asarray((sums - _COUNTED * counted) / counted)


def _told(
    tail: Tail, seen_: tuple[float, float], usual: tuple[float, float], facts: dict[str, object]
) -> Look:
    """Show whichever of repeats and steps of one carries the charge."""
    if _SAME * (seen_[0] - usual[0]) >= _STEP * (seen_[1] - usual[1]):
        return Look("repeats", tail, seen_[0], usual[0], FEWER, facts, _CHAIN)
    return Look("steps", tail, seen_[1], usual[1], MORE, facts, _CHAIN)


def _tidy(tail: np.ndarray) -> Look:
    """More tidy tails than digits make by themselves and people buy."""
    together = drawn(tail)
    widths = [1] * (4 - together) + [together]
    shares = np.ones(1)
    for at, width in zip((3, 2, 1, 0), widths, strict=False):
        last = tail // 10 ** (at + 1 - width) % 10**width
        shares = np.outer(shares, np.bincount(last, minlength=10**width) / len(tail)).ravel()
    alone = float(shares[shaped()].sum())
    rate = BOUGHT + (1 - BOUGHT) * alone
    count = int(shaped()[tail].sum())
    return Look("tidy", chance.binomial_upper(count, len(tail), rate), count, rate * len(tail), weight=_TIDY)


def _shares(tail: np.ndarray, rng: np.random.Generator) -> Look:
    """G-test of the PLAIN digits; the null lets honest rosters differ by SPREAD.

    A digit counts once in a tail, so that bought tails that repeat one weigh no more than others; tails that say
    something are left out, and places by which the customers were chosen.
    """
    tail = tail[~told()[tail]]
    together = drawn(tail)
    free = range(together if together > 1 else 0, 4)
    places = tuple(place for place in free if not _is_chosen(tail // 10**place % 10))
    if not places:
        return Look("digit", chance.NOTHING, 0, 0, MORE, {"digit": PLAIN[0]})
    counts = _once(tail, places)
    total, even = int(counts.sum()), _even(places)
    draws = chance.simulations(len(tail))
    shares = rng.dirichlet(even * len(PLAIN) / SPREAD**2, draws)
    look = chance.upper(_g(counts[None], even * total)[0], _g(rng.multinomial(total, shares), even * total))
    oddest = int(np.argmax(np.abs(counts - even * total)))
    shown, usual = int(counts[oddest]), float(even[oddest] * total)
    return Look("digit", look, shown, usual, MORE if shown > usual else FEWER, {"digit": PLAIN[oddest]})


def _is_chosen(digit: np.ndarray) -> bool:
    return bool(np.sort(np.bincount(digit, minlength=10))[-_CHOSEN:].sum() >= _NEARLY * max(len(digit), 1))


def _once(tail: np.ndarray, places: tuple[int, ...]) -> np.ndarray:
    """How many tails hold each of the PLAIN digits at one of the places."""
    digits = tail[:, None] // 10 ** np.array(places) % 10
    return np.array([int((digits == digit).any(1).sum()) for digit in PLAIN])


@cache
def _even(places: tuple[int, ...]) -> np.ndarray:
    """Shares of the PLAIN digits among all tails that say nothing."""
    counts = _once(np.flatnonzero(~told()), places)
    return np.asarray(counts / counts.sum())


def _g(counts: np.ndarray, expected: np.ndarray) -> np.ndarray:
    logs = np.log(np.maximum(counts, 1e-9) / np.maximum(expected, 1e-9))
    return np.asarray(2 * np.where(counts > 0, counts * logs, 0.0).sum(1))


def _scores(number: np.ndarray) -> np.ndarray:
    """Per number: log odds of a made-up tail (the last four alone), 0 where somebody may have chosen it."""
    size = np.abs(np.diff(number[:, None] // 10 ** np.arange(3, -1, -1) % 10, axis=1))
    odds = np.where(size == 0, _SAME, np.where(size == 1, _STEP, 0.0)).sum(1)
    return np.where(fancy()[number % 10_000], 0.0, odds)


def _window(number: np.ndarray, rng: np.random.Generator) -> tuple[Look, np.ndarray]:
    """Do numbers with made-up tails stand together along the file? Tails that somebody may have chosen count as neither.

    Returns the look, and 1.0 for the numbers inside the oddest window.
    """
    row, counts = _scores(number), ~fancy()[number % 10_000]
    row = np.where(counts, row, row[counts].mean())
    tail, inside = scan(row, rng)
    held = (inside > 0) & counts
    shown, usual = 100 * row[held].mean() if held.any() else 0.0, 100 * row[counts].mean()
    facts = {"rows": int((inside > 0).sum()), **_pairs(number[held], ""), **_pairs(number[counts], "all_")}
    return Look("window", tail, float(shown), float(usual), MORE, facts), inside


def _pairs(number: np.ndarray, prefix: str) -> dict[str, int]:
    """What the scores of endings are made of, as anybody can count it: neighbouring digits of the last four."""
    size = np.abs(np.diff(number[:, None] // 10 ** np.arange(3, -1, -1) % 10, axis=1))
    counted = {"pairs": size.size, "same": int((size == 0).sum()), "step": int((size == 1).sum())}
    return {prefix + name: count for name, count in counted.items()}
