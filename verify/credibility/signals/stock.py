"""Given names from the short list that generators of made-up people hold."""

from __future__ import annotations

import numpy as np
from scipy import stats

from verify.credibility import chance
from verify.credibility.chance import Tail

# The two-character given names of Faker's Chinese provider (MIT licence), which test data and made-up lists are full
# of; doubled ones (丹丹) left out.
_TEXT = (
    "丽华丽娟兰英冬梅凤兰凤英小红建军建华建国建平志强春梅桂兰桂珍桂芝桂花桂芳桂英桂荣桂香海燕淑兰淑华淑珍淑英"
    "玉兰玉华玉梅玉珍玉英秀云秀兰秀华秀梅秀珍秀芳秀英秀荣红梅红霞金凤雪梅"
)
STOCK = frozenset(first + second for first, second in zip(_TEXT[::2], _TEXT[1::2], strict=True))
FIRST = frozenset(name[0] for name in STOCK)
# Of real people whose given name begins like one of these, at most so many carry one of these: parents who chose 秀
# went on with 芹, 琴, 芬, 莲, 玲 ... too. By generation the names are common or rare, but so are the others that begin
# alike, which is why the null is conditional on the first character.
SHARE = 0.45
_SHORTEST = 6  # names in a stretch


def stock(given: np.ndarray) -> tuple[dict[str, Tail], np.ndarray, dict[str, int]]:
    """Count given names from STOCK among those that begin alike, in the whole roster and in stretches of it.

    ``given``: two-character given names along the file. ``stock``: the whole roster; ``stretch``: the oddest run of
    consecutive names that begin alike (6, 10, 16, ... of them, up to nine tenths), Bonferroni over places and
    lengths. Null: binomial, SHARE at most. Returns the tails, how much each name is part of it, and the counts.
    """
    like = np.array([name[0] in FIRST for name in given.tolist()], bool)
    hit = np.array([name in STOCK for name in given.tolist()], bool)
    held = hit[like]
    facts = {"stock": int(held.sum()), "like": len(held)}
    whole = chance.binomial_upper(int(held.sum()), len(held), SHARE)
    rows = np.zeros(len(given))
    if whole.strength > 1:
        rows[hit] = 0.6
    sums = np.concatenate([[0], np.cumsum(held)])
    looks: list[Tail] = []
    best = (0.0, 0, 0)
    length = _SHORTEST
    while length <= 0.9 * len(held):
        inside = sums[length:] - sums[:-length]
        log_p = float(stats.binom.logsf(inside.max() - 1, length, SHARE)) + float(np.log(len(inside)))
        looks.append(chance.of_log(min(0.0, log_p)))
        best = min(best, (log_p, int(inside.argmax()), length))
        length = 1 + length * 3 // 2
    if not looks:
        return {"stock": whole}, rows, facts
    parts = {"stock": whole, "stretch": chance.best(looks)}
    if parts["stretch"].strength > 1:
        run = np.flatnonzero(like)[best[1] : best[1] + best[2]]
        rows[run] = np.maximum(rows[run], 0.8 * hit[run])
    return parts, rows, facts
