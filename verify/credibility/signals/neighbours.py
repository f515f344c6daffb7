"""SG01: mobiles that stand close to each other, or that are copies with a digit changed."""

from __future__ import annotations

import numpy as np

from verify.credibility import chance
from verify.credibility.signals.blocks import PRESENT, bought, institutions, unbroken, widths
from verify.credibility.signals.copies import copies
from verify.credibility.signals.pairs import (
    CLUSTERING,
    CLUSTERS,
    COUPLES,
    KIN,
    SELDOM,
    NumberPairs,
    Seen,
    counted,
    involved,
    lone,
)
from verify.credibility.signals.signal import FEWER, Look, Signal, blind, paid, seen
from verify.credibility.signals.spaces import even, steps
from verify.credibility.view import DossierView

CODE = "SG01"

SCALES = (10, 60, 300)  # how far apart two numbers of one block may lie to count as close
_NARROWEST = 10  # scales that a piece must be wide
_WEIGHTS = (1.0, 0.8, 0.5, 0.6, 0.6)  # how much a row is part of what each measure finds
_FEWEST = 8
_MOST = 600  # rows beyond which pairs are looked for in a sample


def neighbours(view: DossierView) -> Signal:
    """Count close pairs of mobiles within a block of 10,000, and pairs that differ in a few digits (``pairs.counted``).

    Null: given how many numbers fall into each block (first seven digits), the last four are spread evenly and
    independently over the piece of the block that they come from (``blocks.widths``: an institution's plan is a
    thousand wide or more, whether the roster names the institution or not), so the number of close pairs is Poisson;
    widened by CLUSTERING, CLUSTERS, COUPLES and, for lone pairs of one surname, KIN. Sharing seven digits, or the last
    four, is no sign and counts for nothing. Pairs within the fullest blocks of one employer (other than the applicant
    itself) and of one landline are left out. Of numbers in a row, one employer's or any, it is asked whether next to
    none is missing (``blocks.unbroken``); of numbers in one block, whether the spaces between them are more even than
    every so-manyth of a list has them, and of all numbers, whether each, or its ending, is the one before plus one step
    (``spaces``).
    """
    # A number that a family shares counts once, or its neighbour would be close to several.
    numbers, first = np.unique(view.mobile, return_index=True)
    index = first[numbers > 0]  # from the smallest number to the largest
    if len(index) > _MOST:
        rng = chance.generator(view.seed, "neighbours")
        index = index[np.sort(rng.choice(len(index), _MOST, replace=False))]
    if len(index) < _FEWEST:
        return blind(CODE, len(index), "few_mobiles", view.size)
    upper = np.triu(np.ones((len(index), len(index)), bool), 1) & ~_linked(view, index)
    found: dict[str, list[Seen]] = {
        "near": [*_close(view, index, upper), _in_a_row(view, index), even(view, index), *steps(view, index)],
        "copies": copies(view, index, upper),
    }
    part = np.zeros(len(index))
    for several in found.values():
        whole = paid([look for look, _ in several])
        for look, inside in several:
            if whole.strength > 1 and look.tail.strength > 1:
                part = np.maximum(part, inside)
    rows = np.zeros(view.size)
    order = np.argsort(view.mobile[index])
    at = np.minimum(np.searchsorted(view.mobile[index][order], view.mobile), len(index) - 1)
    same = view.mobile[index][order][at] == view.mobile
    rows[np.flatnonzero(same)] = part[order][at[same]]
    return seen(
        CODE, len(index), {name: [look for look, _ in several] for name, several in found.items()}, rows
    )


def _close(view: DossierView, index: np.ndarray, upper: np.ndarray) -> list[Seen]:
    """Numbers close to each other in one block: pairs at each of SCALES that belong to clusters, and lone pairs."""
    block, last = view.mobile[index] // 10_000, view.mobile[index] % 10_000
    width = widths(block, last)
    pairs = NumberPairs.where((block[:, None] == block[None, :]) & upper)
    # Pairs of a block come from a piece of one width.
    pairs_in = np.bincount(pairs.first, minlength=pairs.size)
    gap = np.abs(last[pairs.first] - last[pairs.second])
    # In a narrow piece nearly everybody is close by the wider measure; that shows nothing, and is no Poisson count.
    roomy = [width >= _NARROWEST * scale for scale in (*SCALES, SCALES[1], SCALES[1])]
    alone, kin = np.zeros(len(pairs), bool), np.zeros(len(pairs), bool)
    couple = (gap > 0) & (gap <= SCALES[1])
    alone[couple], kin[couple] = lone(view, index, pairs.of(couple))
    asked = [("close", (gap > 0) & (gap <= scale) & ~alone, scale, CLUSTERS) for scale in SCALES]
    asked += [("couples", alone & ~kin, SCALES[1], COUPLES), ("kin", alone & kin, SCALES[1], KIN)]
    out: list[Seen] = []
    for (name, chosen, scale, more), weight, room in zip(asked, _WEIGHTS, roomy, strict=True):
        found = pairs.of(chosen & room[pairs.first])
        usual = CLUSTERING * float((pairs_in * _share(scale, width) * room).sum()) + more * len(index)
        count = counted(found, name == "kin")
        tail = chance.poisson_upper(count, usual)
        share = SELDOM if name == "kin" else 1.0
        out.append(
            (Look(name, tail, count, usual, facts={"apart": scale}, weight=share), weight * involved(found))
        )
    return out


def _in_a_row(view: DossierView, index: np.ndarray) -> Seen:
    """The row of numbers, one employer's or any, in which least is missing, or all of one employer's rows."""
    row = unbroken(view, index)
    usual = max(row.holders - row.rows, 0) * (1 - PRESENT) / PRESENT
    name = "rows" if row.rows > 1 else "row" if row.is_owned else "run"
    facts = {"row": row.holders, "rows": row.rows}
    return Look(name, row.tail, row.missing, usual, FEWER, facts), 0.8 * row.inside


def _share(scale: int, width: np.ndarray) -> np.ndarray:
    """Chance that two even draws from ``width`` lie within ``scale`` of each other and are not equal."""
    return np.asarray((2 * scale * width - scale * (scale + 1)) / width**2)


def _linked(view: DossierView, index: np.ndarray) -> np.ndarray:
    """Pairs that have a good reason to be close: one employer's blocks, a named institution's plan, one landline."""
    employer, line = view.employer[index], view.line[index]
    shared = bought(view, index)
    theirs = (employer[:, None] == employer[None, :]) & shared[:, None] & shared[None, :]
    plan = institutions(view, index)
    theirs |= plan[:, None] & plan[None, :]
    return np.asarray(theirs | ((line[:, None] == line[None, :]) & (line >= 0)[:, None]))
