"""Hypergeometric arithmetic in integers.

Notation throughout: a roster of N rows, K of them not authentic, n drawn without replacement, X the
number of those found among the drawn. No probability is rounded before it is compared: ``a/b <= p/q``
is decided as ``a*q <= p*b``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from fractions import Fraction
from math import comb

from sampling.errors import SamplingError

_SHARE = re.compile(r"(\d{1,6}(?:\.\d{1,12})?)\s*(%?)|(\d{1,6})\s*/\s*(\d{1,6})")


def share(text: str, name: str = "share", *, zero: bool = False) -> Fraction:
    """Read a share from text, exactly.

    ``10%``, ``10``, ``0.1`` and ``1/10`` are all one tenth: with a percent sign it is a percentage;
    without one, a number above 1 is a percentage and one below 1 a fraction. A bare ``1`` is refused,
    because it can be meant either way. Full-width digits and signs are read like the plain ones.
    The result lies strictly between 0 and 1 (0 is allowed where ``zero`` is set).

    Raises SamplingError share_unreadable, share_ambiguous or share_range.
    """
    found = _SHARE.fullmatch(unicodedata.normalize("NFKC", text).strip()) if isinstance(text, str) else None
    if found is None:
        raise SamplingError("share_unreadable", name=name, got=text)
    number, percent, above, below = found.groups()
    if number is None:
        if int(below) == 0:
            raise SamplingError("share_unreadable", name=name, got=text)
        value = Fraction(int(above), int(below))
    else:
        value = Fraction(number)
        if value == 1 and not percent:
            raise SamplingError("share_ambiguous", name=name, got=text)
        if percent or value > 1:
            value /= 100
    if value >= 1 or value < 0 or (value == 0 and not zero):
        raise SamplingError("share_range", name=name, got=text)
    return value


def share_text(value: Fraction) -> str:
    """Write a share the one way it is written in seals and JSON: ``10%``, ``2.5%``, else ``1/3``."""
    percent = value * 100
    for places in range(13):
        scaled = percent * 10**places
        if scaled.denominator == 1:
            digits = str(scaled.numerator).rjust(places + 1, "0")
            return (f"{digits[:-places]}.{digits[-places:]}" if places else digits) + "%"
    return f"{value.numerator}/{value.denominator}"


def limit_count(population: int, tolerable: Fraction) -> int:
    """K1 = floor(p1 N) + 1: the smallest count that breaks "at most p1 of the roster is not authentic"."""
    return int(tolerable * population) + 1


def ways_at_most(population: int, bad: int, drawn: int, found: int) -> int:
    """Return in how many of the C(N, n) samples at most ``found`` bad rows turn up."""
    low, high = max(0, drawn - (population - bad)), min(drawn, bad)
    if found < low:
        return 0
    if found >= high:
        return comb(population, drawn)
    if found - low <= high - found:
        return _sum_up(population, bad, drawn, low, found)
    return comb(population, drawn) - _sum_up(
        population, population - bad, drawn, drawn - high, drawn - found - 1
    )


def _sum_up(population: int, bad: int, drawn: int, low: int, high: int) -> int:
    # Each term follows from the one before by an exact division; a fresh binomial would cost far more.
    term = comb(bad, low) * comb(population - bad, drawn - low)
    total = term
    for i in range(low, high):
        term = term * ((bad - i) * (drawn - i)) // ((i + 1) * (population - bad - drawn + i + 1))
        total += term
    return total


def at_most(population: int, bad: int, drawn: int, found: int) -> Fraction:
    """H(k; N, K, n) = P(X <= k)."""
    return Fraction(ways_at_most(population, bad, drawn, found), comb(population, drawn))


def at_least(population: int, bad: int, drawn: int, found: int) -> Fraction:
    """P(X >= k)."""
    return 1 - at_most(population, bad, drawn, found - 1)


def exactly(population: int, bad: int, drawn: int, found: int) -> Fraction:
    """h(k; N, K, n) = P(X = k)."""
    if not max(0, drawn - (population - bad)) <= found <= min(drawn, bad):
        return Fraction(0)
    return Fraction(comb(bad, found) * comb(population - bad, drawn - found), comb(population, drawn))


def is_rare(ways: int, total: int, alpha: Fraction) -> bool:
    """Decide ways/total <= alpha without rounding."""
    return ways * alpha.denominator <= alpha.numerator * total


def first_true(low: int, high: int, test: Callable[[int], bool]) -> int:
    """Return the smallest i of low..high that passes a test which stays true; ``high + 1`` when none does."""
    high += 1
    while low < high:
        middle = (low + high) // 2
        if test(middle):
            high = middle
        else:
            low = middle + 1
    return low


def first_true_near(low: int, high: int, guess: int, test: Callable[[int], bool]) -> int:
    """The same as ``first_true``, with few and cheap looks where ``guess`` is nearly right."""
    at, step = min(max(guess, low), high), 1
    if high < low:
        return low
    if test(at):
        while at > low:
            below = max(low, at - step)
            if not test(below):
                return first_true(below + 1, at, test)
            at, step = below, 2 * step
        return low
    while at < high:
        above = min(high, at + step)
        if test(above):
            return first_true(at + 1, above, test)
        at, step = above, 2 * step
    return high + 1


def upper(population: int, drawn: int, found: int, alpha: Fraction) -> int:
    """U(x) = max{K : P(X <= x | K) > alpha}, one-sided, in rows."""
    total = comb(population, drawn)
    top = population - (drawn - found)  # the others were drawn and found authentic

    def excluded(bad: int) -> bool:
        return is_rare(ways_at_most(population, bad, drawn, found), total, alpha)

    return first_true(found, top, excluded) - 1


def lower(population: int, drawn: int, found: int, alpha: Fraction) -> int:
    """L(x) = min{K : P(X >= x | K) > alpha}, one-sided, in rows."""
    total = comb(population, drawn)

    def possible(bad: int) -> bool:
        return not is_rare(total - ways_at_most(population, bad, drawn, found - 1), total, alpha)

    return first_true(found, population - (drawn - found), possible)
