"""SG03: interviews spread over the calendar too evenly to have been made."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.signal import FEWER, Look, Signal, blind, paid, seen
from verify.credibility.view import DossierView

CODE = "SG03"
_FEWEST, _DAYS = 15, 8
# The running total of whoever fills a month evenly stays within a band so wide along a straight line, in interviews.
ASTRAY = 1.25
_ORDERS = (99, 999, 4_999)  # more only where hardly any of the first is as even
_HARDLY = 2
_STRETCHES = tuple((start / 10, start / 10 + 0.4) for start in range(7))  # shares of the rows


def pace(view: DossierView) -> Signal:
    """Test whether the running total of interviews follows a straight line more closely than its days explain.

    How much a day brings says nothing: a centre that stops when its goal is met does nearly the same every day.
    But honest days come in any order, so that small surpluses and shortfalls add up; whoever deals so many interviews
    out over so many days keeps the total on the line. Statistic: the sum of squares of the distance between running
    total and straight line, over the days on which anything was done. Null: the same days in random order; exact
    where days are exchangeable, and not looked at where the total leaves a band of ASTRAY, so that weekly
    rhythms are not accused. ``even``: the whole roster; ``stretch``: overlapping stretches of two fifths of the rows.
    Not tested: date ranges, fewer than 8 days (exhibitions, link blasts, batch entry), the same number every day.
    Bunched interviews are no sign: nobody knows how many interviewers there were.
    """
    index = view.order[view.day[view.order] >= 0]
    if len(index) < _FEWEST:
        return blind(CODE, len(index), "few_dates", view.size)
    day = view.day[index]
    rng = chance.generator(view.seed, "pace")
    rows = np.zeros(view.size)
    whole = _evenness(day, rng, cut=False)
    stretches: list[Look] = []
    for low, high in _STRETCHES:
        part = slice(round(low * len(day)), round(high * len(day)))
        found = _evenness(day[part], rng, cut=True)
        stretches += found
        if found and paid(found).strength > 2:
            rows[index[part]] = 0.6
    if whole and paid(whole).strength > 1:
        rows[index] = 0.6
    looks = {name: several for name, several in (("even", whole), ("stretch", stretches)) if several}
    if not looks:
        return blind(CODE, len(index), "few_days_or_quota", view.size)
    return seen(CODE, len(index), looks, rows)


def _evenness(day: np.ndarray, rng: np.random.Generator, cut: bool) -> list[Look]:
    """The look at some days; nothing where they cannot be tested."""
    first, last = (int(day.min()), int(day.max())) if len(day) else (0, -1)
    if cut:
        # A stretch cuts its first and last day.
        first, last = first + 1, last - 1
    inside = day[(day >= first) & (day <= last)]
    if len(inside) < _FEWEST:
        return []
    counts = np.bincount(inside - first)
    counts = counts[counts > 0]
    if len(counts) < _DAYS or _quota(counts):
        return []
    # The whole roster once more without the day that stands out most: which one it is does not depend on their order.
    rest = np.delete(counts, np.abs(counts - counts.mean()).argmax())
    return [_line(each, rng) for each in ((counts,) if cut else (counts, rest)) if not _quota(each)]


def _line(counts: np.ndarray, rng: np.random.Generator) -> Look:
    """How closely the running total of these days follows a straight line."""
    astray = _astray(counts[None])
    furthest, observed = float(np.ptp(astray)), float(_square(astray)[0])
    tail, usual = _balance(counts, observed, rng)
    if furthest > ASTRAY:
        tail = chance.NOTHING
    facts = {"days": len(counts), "a_day": round(float(counts.mean()), 1)}
    return Look("line", tail, float(np.sqrt(observed / len(counts))), usual, FEWER, facts)


def _quota(counts: np.ndarray) -> bool:
    """The same number every day that anything was done, but for one day (the remainder)."""
    return bool(np.bincount(counts).max() >= len(counts) - 1)


def _astray(counts: np.ndarray) -> np.ndarray:
    """Distance of the running totals from the nearest line of their mean slope: (orders, days)."""
    # The days are the same in every order, so that one mean is all means.
    totals = np.cumsum(counts - counts[0].mean(), axis=1)
    totals -= totals.mean(1, keepdims=True)
    return np.asarray(totals)


def _balance(
    counts: Sequence[int] | np.ndarray, observed: float, rng: np.random.Generator
) -> tuple[Tail, float]:
    """Tail of so small a distance among other orders of the days, and the usual distance of a day."""
    values = np.sort(np.asarray(counts, dtype=float))
    for times in _ORDERS:
        simulated = _square(_astray(chance.shuffles(rng, values, times=times)))
        if np.count_nonzero(simulated <= observed + 1e-9) > _HARDLY:
            break
    usual = float(np.sqrt(np.median(simulated) / len(values)))
    return chance.upper(-np.log(observed + 1e-9), -np.log(simulated + 1e-9)), usual


def _square(astray: np.ndarray) -> np.ndarray:
    return np.asarray(np.einsum("ij,ij->i", astray, astray))
