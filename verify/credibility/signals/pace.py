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
_WINDOWS = ((0.0, 1.0), (0.0, 0.5), (0.25, 0.75), (0.5, 1.0))


def pace(view: DossierView) -> Signal:
    """Test whether the interviews per day are spread too evenly over the period.

    Null: a steady team. With m interviews a day on average the variance between days is at least
    min(m, max(1, (m/5)^2)), so the sum of squares is at least chi-squared; too small a sum is odd. Looked at
    over all days and over working days, for the whole roster and for three stretches of it. Not tested: date
    ranges, fewer than 8 days (exhibitions, link blasts, batch entry), fixed quotas of 3 or more a day. Bunched
    interviews are no sign: nobody knows how many interviewers there were.
    """
    index = view.order[view.day[view.order] >= 0]
    if len(index) < _FEWEST:
        return blind(CODE, NULL, len(index), "few_dates", view.size)
    day = view.day[index]
    looks: list[Tail] = []
    rows = np.zeros(view.size)
    for low, high in _WINDOWS:
        part = slice(round(low * len(day)), round(high * len(day)))
        found = _evenness(day[part], whole=high - low == 1.0)
        looks += found
        if found and chance.best(found).strength > 2:
            rows[index[part]] = 0.6
    if not looks:
        return blind(CODE, NULL, len(index), "few_days_or_quota", view.size)
    counts = np.bincount(day - day.min())
    mean, variance = float(counts.mean()), float(counts.var())
    facts = {"days": len(counts), "a_day": round(mean, 2), "variance": round(variance, 2)}
    return seen(CODE, NULL, len(index), {"even": chance.best(looks)}, rows, facts)


def _evenness(day: np.ndarray, whole: bool) -> list[Tail]:
    if len(day) < _FEWEST:
        return []
    first, last = int(day.min()), int(day.max())
    if not whole:
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
    looks = [counts]
    if counts[~working].sum() == 0 and working.sum() >= _DAYS:
        looks = [counts[working]]
    return [_too_even(each) for each in looks if each.sum() >= _FEWEST]


def _quota(counts: np.ndarray) -> bool:
    """The same number every day that anything was done, but for one day (the remainder)."""
    active = counts[counts > 0]
    values, times = np.unique(active, return_counts=True)
    return bool(values[times.argmax()] >= _QUOTA and times.max() >= len(active) - 1)


def _too_even(counts: np.ndarray) -> Tail:
    mean = float(counts.mean())
    variance = min(mean, max(_LEAST, (_STEADY * mean) ** 2))
    return chance.chi2_lower(float(np.square(counts - mean).sum()) / variance, len(counts) - 1)
