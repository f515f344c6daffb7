"""SG07: kinds of number that few people phone from. SG08: contacts that can be nobody's."""

from __future__ import annotations

from functools import cache

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.blocks import bought, narrow
from verify.credibility.signals.signal import Look, Signal, blind, seen
from verify.credibility.view import DossierView
from verify.numbering import prefix_table

_FEWEST = 10
CARDS = 0.02  # of honest mobiles: numbers issued for data cards
SLIPS = 0.02  # of honest contacts: slips of the pen


@cache
def _cards() -> np.ndarray:
    return np.array([p is not None and p.kind == "data-card" for p in prefix_table()])


def mix(view: DossierView) -> Signal:
    """Count blocks of mobiles in prefixes that were issued for data cards. Null: at most CARDS of honest blocks.

    A block counts once, however many of the roster hold a number in it: an employer or a plan may have put them all
    there. What an employer bought is left out. The mixture of the other prefixes differs with place, operator and year
    and is not looked at.
    """
    index = np.flatnonzero(view.mobile)
    if len(index) < _FEWEST:
        return blind("SG07", len(index), "few_mobiles", view.size)
    index = index[~(bought(view, index) & narrow(view)[index])]
    block = np.unique(view.mobile[index] // 10_000)
    if len(block) < _FEWEST:
        return blind("SG07", len(block), "few_mobiles", view.size)
    count = int(_cards()[block // 1000].sum())
    tail = chance.binomial_upper(count, len(block), CARDS)
    rows = np.zeros(view.size)
    if tail.strength > 1:
        rows[index] = 0.7 * _cards()[view.mobile[index] // 10**7]
    look = Look("cards", tail, count, CARDS * len(block), facts={"blocks": len(block)})
    return seen("SG07", len(index), {"cards": [look]}, rows)


def unusable(view: DossierView) -> Signal:
    """Count contacts that can be nobody's at the date. Null: slips of the pen, at most SLIPS of the contacts.

    Wrong length, never issued, not issued yet, typed to fill the field. Empty and masked cells, lost digits and
    missing area codes are somebody's carelessness or caution and are not counted.
    """
    index = np.flatnonzero(view.reachable)
    if len(index) < _FEWEST:
        return blind("SG08", len(index), "few_contacts", view.size)
    hit = view.impossible[index]
    tail = chance.binomial_upper(int(hit.sum()), len(index), SLIPS)
    rows = np.zeros(view.size)
    rows[index] = hit * (0.9 if tail.strength > 1 else 0.5)
    look = Look("impossible", tail, int(hit.sum()), SLIPS * len(index))
    return seen("SG08", len(index), {"impossible": [look]}, rows)
