"""Given names from the short list that generators of made-up people hold."""

from __future__ import annotations

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.signal import Look
from verify.credibility.tail_sums import binomial_upper

# The two-character given names of Faker's Chinese provider (MIT licence), which test data and made-up lists are full
# of; doubled ones (丹丹) left out.
_TEXT = (
    "丽华丽娟兰英冬梅凤兰凤英小红建军建华建国建平志强春梅桂兰桂珍桂芝桂花桂芳桂英桂荣桂香海燕淑兰淑华淑珍淑英"
    "玉兰玉华玉梅玉珍玉英秀云秀兰秀华秀梅秀珍秀芳秀英秀荣红梅红霞金凤雪梅"
)
STOCK = frozenset(first + second for first, second in zip(_TEXT[::2], _TEXT[1::2], strict=True))
FIRST = frozenset(name[0] for name in STOCK)
# Of real people whose given name begins so, at most this share carries one of the names: the upper bounds counted in
# this province (Bao 2023; the larger of everybody's and of women born 1930-1959), a tenth on top. Where one generation
# of women has a name of the list among its five commonest (海燕, 春梅, 红梅, 小红), and where nothing was counted, the
# share is a judgement on the generous side.
_COUNTED = {
    "桂": 0.68,
    "建": 0.54,
    "秀": 0.60,
    "雪": 0.42,
    "玉": 0.43,
    "淑": 0.36,
    "丽": 0.37,
    "凤": 0.35,
    "金": 0.26,
}
_JUDGED = {"红": 0.55, "海": 0.50, "春": 0.30, "志": 0.30, "冬": 0.75, "小": 0.75, "兰": 0.75}
_MARGIN = 1.1
SHARE = {first: round(_MARGIN * share, 3) for first, share in _COUNTED.items()} | _JUDGED
_SHORTEST = 6  # names in a stretch


def stock(given: np.ndarray) -> tuple[dict[str, list[Look]], np.ndarray]:
    """Count given names from STOCK among those that begin alike, in the whole roster and in stretches of it.

    ``given``: two-character given names along the file. ``stock``: the whole roster; ``stretch``: the oddest run of
    consecutive names that begin alike (6, 10, 16, ... of them, up to nine tenths), Bonferroni over places and
    lengths. Null: binomial, SHARE by the first character at most; by generation the names are common or rare, but so
    are the others that begin alike. Returns the looks, and how much each name is part of them.
    """
    like = np.array([name[0] in FIRST for name in given.tolist()], bool)
    hit = np.array([name in STOCK for name in given.tolist()], bool)
    share = np.array([SHARE.get(name[0], 0.0) for name in given.tolist()])[like]
    held = hit[like]
    found, usual = int(held.sum()), float(np.sort(share).sum())  # the same sum in any order of the rows
    tail = chance.binomial_upper(found, len(held), usual / max(len(held), 1))
    rows = np.zeros(len(given))
    if tail.strength > 1:
        rows[hit] = 0.6
    looks = {"stock": [Look("stock", tail, found, usual, facts={"like": len(held)})]}
    sums, shares = (np.concatenate([[0.0], np.cumsum(values)]) for values in (held, share))
    runs: list[tuple[Look, int]] = []
    length = _SHORTEST
    while length <= 0.9 * len(held):
        inside, expected = sums[length:] - sums[:-length], shares[length:] - shares[:-length]
        log_p, at = _oddest(inside, expected, length)
        tail = chance.of_log(min(0.0, log_p + float(np.log(len(inside)))))
        facts = {"like": length}
        runs.append((Look("stretch", tail, int(inside[at]), float(expected[at]), facts=facts), at))
        length = 1 + length * 3 // 2
    if not runs:
        return looks, rows
    looks["stretch"] = [look for look, _ in runs]
    if chance.best([look.tail for look, _ in runs]).strength > 1:
        best, at = max(runs, key=lambda run: run[0].tail.strength)
        run = np.flatnonzero(like)[at : at + best.facts["like"]]
        rows[run] = np.maximum(rows[run], 0.8 * hit[run])
    return looks, rows


def _oddest(inside: np.ndarray, expected: np.ndarray, length: int) -> tuple[float, int]:
    """The window with the smallest binomial tail: its natural logarithm, and where it begins.

    Only windows count than which none holds more where less was expected.
    """
    best = (0.0, 0)
    least = np.inf
    for at in np.lexsort((expected, -inside)).tolist():
        if inside[at] > 0 and expected[at] < least:
            least = float(expected[at])
            best = min(best, (binomial_upper(int(inside[at]), length, least / length), at))
    return best
