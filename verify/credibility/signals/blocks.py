"""Numbers that a firm bought together: which they are, and whether too many of them answered."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.tail_sums import negative_binomial_lower
from verify.credibility.view import DossierView

NARROW = 3000  # numbers of one employer in one block, no further apart, were bought together
# A firm buys numbers a few times, or several at once; not two by two in twenty blocks.
BLOCKS, HELD = 5, 3
PRESENT = 0.8  # of the people with numbers in a row, so many at most are customers, at home, and willing
# An operator sells an institution's people a plan: a few blocks, a range of a thousand or two of each. The roster often
# names no employer, so any piece of a block may be such a range; but none is narrower.
PIECE = 1000
MAJORITY = 0.8  # of the numbers of a block that holds a plan
PLAN = 2500  # numbers of one block, HELD or more and no further apart, may belong to a plan
LONG = 10  # numbers in a row that one by one, not two by two, were allotted to a firm
_APART = 10  # numbers missing between two neighbours beyond which a row of numbers ends


def widths(block: np.ndarray, last: np.ndarray) -> np.ndarray:
    """How wide the piece of a block is that each number comes from.

    Fewer than HELD numbers say nothing: the whole block, 10,000. Else the narrowest range that holds all, or four
    fifths, of the block's numbers (others may have come by one of the same block on their own), a little wider as for
    even draws, and at least PIECE.
    """
    _, group = np.unique(block, return_inverse=True)
    counts = _distinct(group, last)
    width = np.full(len(counts), 10_000.0)
    for at in np.flatnonzero(counts >= HELD):
        number = np.unique(last[group == at])
        most = int(np.ceil(MAJORITY * len(number)))
        ranges = [
            float((number[held - 1 :] - number[: len(number) - held + 1]).min())
            for held in (most, len(number))
        ]
        stretched = min(ranges[0] / (most / len(number)), ranges[1]) * (counts[at] + 1) / (counts[at] - 1)
        width[at] = np.clip(stretched, PIECE, 10_000)
    return np.asarray(width[group])


def in_plan(view: DossierView) -> np.ndarray:
    """Rows whose number stands with others, HELD at least, in so narrow a piece of a block that a plan may be why."""
    has = view.mobile > 0
    block, last = np.where(has, view.mobile // 10_000, -1), view.mobile % 10_000
    _, group = np.unique(block, return_inverse=True)
    counts = _distinct(group, last)
    lowest, highest = np.full(len(counts), 10_000), np.zeros(len(counts), np.int64)
    np.minimum.at(lowest, group, last)
    np.maximum.at(highest, group, last)
    return np.asarray(has & (counts >= HELD)[group] & (highest - lowest < PLAN)[group])


def narrow(view: DossierView) -> np.ndarray:
    """Rows whose number stands with others of the same employer in a narrow piece of one block."""
    block = np.where((view.mobile > 0) & (view.employer >= 0) & ~view.own, view.mobile // 10_000, -1)
    _, group = np.unique(block * 100_000 + view.employer, return_inverse=True)
    counts = _distinct(group, view.mobile % 10_000)
    lowest, highest = np.full(len(counts), 10_000), np.zeros(len(counts), np.int64)
    np.minimum.at(lowest, group, view.mobile % 10_000)
    np.maximum.at(highest, group, view.mobile % 10_000)
    return np.asarray((block >= 0) & (counts > 1)[group] & (highest - lowest < NARROW)[group])


def _distinct(group: np.ndarray, last: np.ndarray) -> np.ndarray:
    """How many different numbers each group holds: what a family shares is one number."""
    pairs = np.unique(np.ravel(group) * 10_000 + last)
    return np.bincount(pairs // 10_000, minlength=int(group.max(initial=-1)) + 1)


def bought(view: DossierView, index: np.ndarray) -> np.ndarray:
    """Rows (of those at ``index``) whose employer may have bought the number.

    It lies in one of the BLOCKS that hold most of the employer's numbers, or in one that holds HELD of them.
    """
    employer, block = view.employer[index], view.mobile[index] // 10_000
    (whose, _), group, counts = np.unique(
        np.stack([employer, block]), axis=1, return_inverse=True, return_counts=True
    )
    group = np.ravel(group)
    by_size = np.lexsort([-counts, whose])
    first = np.searchsorted(whose[by_size], whose[by_size])
    rank = np.empty(len(counts), np.int64)
    rank[by_size] = np.arange(len(counts)) - first
    likely = (rank < BLOCKS) | (counts >= HELD)
    return np.asarray((employer >= 0) & ~view.own[index] & likely[group])


def institutions(view: DossierView, index: np.ndarray) -> np.ndarray:
    """Rows (of those at ``index``) whose number may be of a plan that institutions named in the roster hold.

    Most of the block's numbers that name an employer at all, the applicant apart, name one that HELD of them name: schools
    of one bureau, units of one field. Whoever else has one of that block, and does not name the applicant, may belong
    to the plan too. Where employers are as scattered as those of strangers, it is no such block.
    """
    named = np.flatnonzero((view.employer[index] >= 0) & ~view.own[index])
    blocks, block = np.unique(view.mobile[index] // 10_000, return_inverse=True)
    _, group, counts = np.unique(
        np.stack([view.employer[index][named], block[named]]), axis=1, return_inverse=True, return_counts=True
    )
    held = counts[np.ravel(group)] >= HELD
    of_one = np.bincount(block[named][held], minlength=len(blocks))
    of_any = np.bincount(block[named], minlength=len(blocks))
    return np.asarray(((of_one > 0) & (2 * of_one >= of_any))[block] & ~view.own[index])


@dataclass(frozen=True, slots=True)
class NumberRow:
    """Numbers in a row in which little is missing.

    ``inside``: per row looked at, whether it is part of it; ``holders``: how many numbers; ``missing``: how many are not
    there between the first and the last; ``is_owned``: one employer's; ``rows``: several rows of one employer together.
    """

    tail: Tail
    inside: np.ndarray
    holders: int
    missing: int
    is_owned: bool
    rows: int


def unbroken(view: DossierView, index: np.ndarray) -> NumberRow:
    """Look for a row of numbers, one employer's or anybody's, in which next to nobody is missing.

    Null: of the holders of numbers allotted in order, PRESENT at most stand in the roster (the others are no
    customers, were out, declined, left), so that what is missing between the first and the last is at least
    negative binomial. That holds as well of a plan that several institutions share, and of a village that one shop sold its
    numbers, and of an employer's rows of LONG numbers or more taken together. Bonferroni over all
    that were looked at, half of it for those taken together.
    """
    # Of each: log p, -1 if one employer's, its rows, how many numbers are missing, how many rows of numbers.
    single: list[tuple[float, int, np.ndarray, int, int]] = []
    pooled: list[tuple[float, int, np.ndarray, int, int]] = []
    others = ~view.own[index]
    for whose, chosen in ((-1, index[others & (view.employer[index] >= 0)]), (0, index[others])):
        if not len(chosen):
            continue
        owner = view.employer[chosen] if whose else np.zeros(len(chosen), np.int64)
        long: dict[int, list[tuple[np.ndarray, int, int]]] = {}
        for part in _rows_of_numbers(view.mobile[chosen], owner):
            holders = np.unique(view.mobile[chosen[part]])
            steps, missing = len(holders) - 1, int(holders[-1] - holders[0]) + 1 - len(holders)
            if steps:
                log_p = negative_binomial_lower(missing, steps, PRESENT)
                single.append((log_p, whose, chosen[part], missing, 1))
            if whose and len(holders) >= LONG:
                long.setdefault(int(owner[part[0]]), []).append((chosen[part], missing, steps))
        for several in long.values():
            if len(several) > 1:
                missing, steps = sum(row[1] for row in several), sum(row[2] for row in several)
                rows = np.concatenate([row[0] for row in several])
                log_p = negative_binomial_lower(missing, steps, PRESENT)
                pooled.append((log_p, whose, rows, missing, len(several)))
    groups = [group for group in (single, pooled) if group]
    if not groups:
        return NumberRow(chance.NOTHING, np.zeros(len(index), bool), 0, 0, True, 1)
    paid = [(one[0] + float(np.log(len(groups) * len(group))), *one[1:]) for group in groups for one in group]
    log_p, whose, rows, missing, count = min(paid, key=lambda one: one[:2])
    tail = chance.of_log(min(0.0, log_p))
    numbers = len(np.unique(view.mobile[rows]))
    return NumberRow(tail, np.isin(index, rows), numbers, missing, bool(whose), count)


def _rows_of_numbers(numbers: np.ndarray, owner: np.ndarray) -> list[np.ndarray]:
    """Return which numbers stand in a row, row by row: one owner's, of one block, with at most _APART missing in between."""
    order = np.lexsort([numbers, owner])
    number = numbers[order]
    new = (np.diff(number) > _APART + 1) | (np.diff(owner[order]) > 0) | (np.diff(number // 10_000) != 0)
    return [part for part in np.split(order, np.flatnonzero(new) + 1) if len(part) > 1]
