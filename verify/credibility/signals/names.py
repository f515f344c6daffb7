"""SG05: given names that come back more often than parents give them."""

from __future__ import annotations

from functools import cache

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.signal import Look, Signal, blind, seen
from verify.credibility.signals.stock import stock
from verify.credibility.view import DossierView
from verify.credibility.word_names import WORDS

CODE = "SG05"
_FEWEST, _MOST, _DRAWS, _NAMES = 12, 400, 499, 3000
_AT_ONCE = 100  # people that are simulated together: few rosters need many hundreds of a kind

# Chance that two people share a two-character given name (Bao 2023, from the counts of 2008). Of this province's women
# born 1930-1959 two agree with chance 0.0053; their names begin with a few characters, and nearly all that agree do.
# Of any other generation of either sex two agree with chance 0.00023 at most in the whole country (the hundred
# commonest names; a lower bound), which the province makes six times as many.
OLD_WOMEN, OTHERS = 0.0053, 0.002
_BEGIN, _END = frozenset("桂秀淑玉凤素"), frozenset("姬顺淑")  # and women of the Korean villages
# Those counts are of Han. Nobody counted the Koreans' names, which are made of fewer syllables: where KOREANS people of a
# roster are called 朴, who are one in twelve of them and hardly any of the others, whoever bears one of their twenty
# commonest surnames (Republic of Korea, census of 2015) is given what is given to the old women.
_KOREAN, _ONLY_KOREAN, KOREANS = frozenset("金李朴崔郑姜赵尹张林韩吴申徐权黄安宋柳洪"), "朴", 2
# Nor the Mongols' who put a surname before a Mongolian or a Chinese name. Where MONGOLS people of a roster are called 包,
# the surname of the Borjigin, which one Han in a thousand bears at most, bearers of their commonest surnames (包, and those
# that old clan names were made into) are given the same. Judgement.
_MONGOLIAN, _ONLY_MONGOLIAN, MONGOLS = frozenset("包白吴何韩佟海梁齐席云"), "包", 4
BEGIN_SO = 0.6  # of the old women at most so few begin so; the fewer, the more often those agree

# Mongolian names are words; there are not many, and whole villages carry them. Where SEVERAL of a roster begin so, those are
# not looked at.
SEVERAL = 5


def names(view: DossierView) -> Signal:
    """Count pairs of rows with the same two-character given name, whatever the surname.

    Null: the worst that a mixture of generations and sexes can be, by the names themselves. Those that begin like old
    women's names of the province agree as often as if all their bearers were such women; the others as often as one
    generation of one sex in one province may. Falling (Zipf) tables with these chances of agreement are drawn from.
    Surnames play no part but among Koreans and Mongols, so neither does a village of three surnames. Nor do length or rarity
    of a name, nor forms of address and masked names. Names of the Mongolian
    language are left out where there are SEVERAL.
    """
    length = np.char.str_len(view.name)
    index = np.flatnonzero((length == 3) & view.named)
    words = np.array([name[:2] in WORDS for name in view.name[index].tolist()], bool)
    index = index[~words] if words.sum() >= SEVERAL else index
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "names")
        index = np.sort(rng.choice(index, _MOST, replace=False))
    if len(index) < _FEWEST:
        return blind(CODE, len(index), "few_names", view.size)
    given = np.array([name[1:] for name in view.name[index].tolist()])
    _, codes, counts = np.unique(given, return_inverse=True, return_counts=True)
    pairs = int((counts * (counts - 1) // 2).sum())
    family = view.name[index].astype("U1")
    old = np.array([name[0] in _BEGIN or name[1] in _END for name in given.tolist()], bool)
    if np.count_nonzero(family == _ONLY_KOREAN) >= KOREANS:
        old |= np.isin(family, list(_KOREAN))
    if np.count_nonzero(family == _ONLY_MONGOLIAN) >= MONGOLS:
        old |= np.isin(family, list(_MONGOLIAN))
    narrow = int(old.sum())
    simulated = _pairs(OLD_WOMEN / BEGIN_SO**2, 0, narrow) + _pairs(OTHERS, 1, len(index) - narrow)
    look = Look(
        "given", chance.upper(pairs, simulated), pairs, float(simulated.mean()), facts={"names": len(index)}
    )
    rows = np.zeros(view.size)
    if look.tail.strength > 1:
        rows[index] = np.minimum(1.0, 0.25 * (counts[codes] - 1))
    along = np.argsort(view.place[index])
    listed, from_list = stock(given[along])
    rows[index[along]] = np.maximum(rows[index[along]], from_list)
    return seen(CODE, len(index), {"given": [look], **listed}, rows)


def _pairs(same: float, turn: int, people: int) -> np.ndarray:
    """Pairs of equal given names among so many simulated people: (_DRAWS,)."""
    return np.asarray(_table(same, turn, -(-max(people, 1) // _AT_ONCE) * _AT_ONCE)[:, people])


@cache
def _table(same: float, turn: int, most: int) -> np.ndarray:
    """Pairs of equal given names among the first 0, 1, 2, ... ``most`` simulated people: (_DRAWS, most + 1).

    The same people whatever ``most`` is, so that a roster's chance is the same beside longer ones.
    """
    rng = np.random.default_rng([20170620, turn])
    drawn = np.searchsorted(np.cumsum(_weights(same)), rng.random((_DRAWS, _MOST))[:, :most])
    drawn = drawn.astype(np.int16)
    # Sorted by name, a person's place among his namesakes is how many of them came before.
    order = np.argsort(drawn, axis=1, kind="stable")
    by_name = np.take_along_axis(drawn, order, axis=1)
    at = np.broadcast_to(np.arange(most), by_name.shape)
    first = np.where(np.diff(by_name, axis=1, prepend=-1) != 0, at, 0)
    added = np.zeros((_DRAWS, most + 1), np.int32)
    np.put_along_axis(
        added[:, 1:], order, (at - np.maximum.accumulate(first, axis=1)).astype(np.int32), axis=1
    )
    return np.cumsum(added, axis=1)


def _weights(same: float) -> np.ndarray:
    """Zipf weights of _NAMES names with a shift that makes the sum of squares ``same``."""
    rank = np.arange(1, _NAMES + 1)
    low, high = 0.0, 2000.0
    for _ in range(60):
        shift = (low + high) / 2
        weights = 1 / (rank + shift)
        weights /= weights.sum()
        if np.square(weights).sum() > same:
            low = shift
        else:
            high = shift
    return np.asarray(weights)
