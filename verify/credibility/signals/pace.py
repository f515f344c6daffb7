"""SG03: interviews spread over the calendar too evenly to have been made."""

from __future__ import annotations

import numpy as np

from verify.credibility import chance
from verify.credibility.chance import Tail
from verify.credibility.signals.signal import Signal, blind, seen
from verify.credibility.view import DossierView

CODE, NULL = "SG03", "steady_team"
_FEWEST, _DAYS = 15, 8
_QUOTA = 3  # a team that does this many a day may well do exactly as many every day

# A steady team's daily counts vary by a fifth, and never by less than one interview.
_STEADY, _LEAST = 0.2, 1.0
_STRETCHES = tuple((start / 10, start / 10 + 0.4) for start in range(7))  # shares of the rows


def pace(view: DossierView) -> Signal:
    """Test whether the interviews per day are spread too evenly over the period.

    Null: a steady team. With m interviews a day on average the variance between days is at least
    min(m, max(1, (m/5)^2)), so the sum of squares is at least chi-squared; too small a sum is odd. Looked at
    over all days, or over working days where no weekend was worked; ``even``: the whole roster; ``stretch``:
    overlapping stretches of two fifths of the rows; each with and without its most unusual day. Not tested: date
    ranges, fewer than 8 days (exhibitions, link blasts, batch entry), fixed quotas of 3 or more a day. Bunched
    interviews are no sign: nobody knows how many interviewers there were.
    """
    index = view.order[view.day[view.order] >= 0]
    if len(index) < _FEWEST:
        return blind(CODE, NULL, len(index), "few_dates", view.size)
    day = view.day[index]
    rows = np.zeros(view.size)
    whole = _evenness(day, cut=False)
    stretches: list[Tail] = []
    for low, high in _STRETCHES:
        part = slice(round(low * len(day)), round(high * len(day)))
        found = _evenness(day[part], cut=True)
        stretches += found
        if found and found[0].strength > 2:
            rows[index[part]] = 0.6
    if whole and whole[0].strength > 1:
        rows[index] = 0.6
    looks = {"even": whole, "stretch": stretches}
    parts = {name: chance.best(tails) for name, tails in looks.items() if tails}
    if not parts:
        return blind(CODE, NULL, len(index), "few_days_or_quota", view.size)
    counts = np.bincount(day - day.min())
    mean, variance = float(counts.mean()), float(counts.var())
    least = round(_least_variance(mean), 2)
    facts = {"days": len(counts), "a_day": round(mean, 2), "variance": round(variance, 2), "least": least}
    return seen(CODE, NULL, len(index), parts, rows, facts)


def _evenness(day: np.ndarray, cut: bool) -> list[Tail]:
    if len(day) < _FEWEST:
        return []
    first, last = int(day.min()), int(day.max())
    if cut:
        # A stretch cuts its first and last day.
        first, last = first + 1, last - 1
    if last - first + 1 < _DAYS:
        return []
    inside = day[(day >= first) & (day <= last)]
    if len(inside) < _FEWEST:
        return []
    counts = np.bincount(inside - first, minlength=last - first + 1)
    if _quota(counts):
        return []
    # 1970-01-01 was a Thursday.
    working = (np.arange(first, last + 1) + 3) % 7 < 5
    chosen = counts[working] if counts[~working].sum() == 0 and working.sum() >= _DAYS else counts
    return [_too_even(chosen)] if chosen.sum() >= _FEWEST else []


def _quota(counts: np.ndarray) -> bool:
    """The same number every day that anything was done, but for one day (the remainder)."""
    active = counts[counts > 0]
    values, times = np.unique(active, return_counts=True)
    return bool(values[times.argmax()] >= _QUOTA and times.max() >= len(active) - 1)


def _too_even(counts: np.ndarray) -> Tail:
    """Too small a sum of squares; once over all days, once without the day that stands out most.

    The second look is paid for by Bonferroni over the days, any of which could have been the one left out.
    """
    rest = np.delete(counts, np.abs(counts - counts.mean()).argmax())
    without = _spread(rest)
    paid = Tail(
        min(1.0, len(counts) * without.p_value), max(0.0, without.strength - float(np.log10(len(counts))))
    )
    return chance.best([_spread(counts), paid])


def _spread(counts: np.ndarray) -> Tail:
    mean = float(counts.mean())
    return chance.chi2_lower(float(np.square(counts - mean).sum()) / _least_variance(mean), len(counts) - 1)


def _least_variance(mean: float) -> float:
    return min(mean, max(_LEAST, (_STEADY * mean) ** 2))
