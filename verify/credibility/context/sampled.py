"""Numbers spaced as a sample from a list in their order spaces them, or as whoever steps along a block. Without weight."""

from __future__ import annotations

import numpy as np

from verify.credibility.context import context
from verify.credibility.signals.spaces import evenness, roomy
from verify.credibility.view import DossierView
from verify.model import Part

_ODD = 2.0  # strength from which on it is told
_VARIED = 0.85  # coefficient of variation of the evenest block: beyond it no simulation calls spaces even
_MOST = 600  # rows beyond which nothing is asked: blocks are crowded by then


def sampled(view: DossierView) -> list[Part]:
    """Return how even the spaces between numbers are beside numbers that fall anywhere; nothing where they may so have fallen.

    A systematic or stratified sample of a list in the order of numbers and invented numbers look alike in this, so that
    it takes nothing off (SG01 charges what is more even than any such sample): the list from which it was drawn tells.
    """
    index = np.flatnonzero(view.mobile)
    gaps = roomy(view, index)[0] if len(index) <= _MOST else []
    if not gaps or min(float(gap.std() / gap.mean()) for gap in gaps) > _VARIED:
        return []  # most rosters: nothing to ask
    tail, spread, usual = evenness(gaps, 0.0, view.seed)
    if tail.strength < _ODD:
        return []
    return [context("LIST.spaces", tail.p_value, spread, usual, {"spaces": sum(map(len, gaps))})]
