"""How many people have to be asked again to find a caller who invents outcomes: exact sums, no approximation.

Model. A caller reached m people and invented the outcomes of K of them, having called none of those. n of the m are
called again by somebody else, who asks first whether anybody had called before. Whoever was not called says no; of those
who were called a share f says no all the same (forgotten, another member of the family). D is the number of noes:

    D = X + B,   X hypergeometric (m, K, n),   B binomial (n - X, f)

A caller is named when D reaches c, the least number that an honest caller (K = 0) reaches with a chance of at most the
level. The level of all looks together is ``ALARM``; the first look, at the sealed share, has a quarter of it, the second,
after a further draw, one half, every later one half of what is left.

A further draw is made where the first one brought a single no, so that most callers are not called again beyond the
share: with 60 people reached and three in ten invented, 6 are asked, and in most cases 10 to 20 more.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import comb

from sampling.design.exact import exactly, first_true

ALARM = Fraction(1, 100)  # an honest caller is named with a chance of at most this
INVENTED = Fraction(3, 10)  # the share of invented outcomes that is to be found
FOUND = Fraction(4, 5)  # with at least this chance
MOST_ASKED = 40  # of one caller; enough for whatever numbers allow: see benchmarks/second_ear.py


def level(look: int) -> Fraction:
    """Return what one look (1, 2, ...) may spend; all of them together spend less than ``ALARM``."""
    return ALARM * (Fraction(1, 4), Fraction(1, 2))[look - 1] if look < 3 else ALARM / 2**look


@cache
def alarm_at(asked: int, forget: Fraction, look: int = 1) -> int:
    """Return the least number of noes among ``asked`` that is too many; asked + 1 where no number is."""
    tail = Fraction(0)
    for noes in range(asked, -1, -1):
        tail += comb(asked, noes) * forget**noes * (1 - forget) ** (asked - noes)
        if tail > level(look):
            return noes + 1
    return 0


@cache
def noes(reached: int, invented: int, asked: int, forget: Fraction) -> tuple[Fraction, ...]:
    """Return the chances of 0, 1, ... ``asked`` noes."""
    found = [Fraction(0)] * (asked + 1)
    for cold in range(min(asked, invented) + 1):
        chance = exactly(reached, invented, asked, cold)
        if chance:
            for forgot in range(asked - cold + 1):
                rest = comb(asked - cold, forgot) * forget**forgot * (1 - forget) ** (asked - cold - forgot)
                found[cold + forgot] += chance * rest
    return tuple(found)


@cache
def named(reached: int, invented: int, first: int, total: int, forget: Fraction) -> Fraction:
    """Return the chance that a caller is named. ``first``: asked at once; ``total``: asked in all after a single no.

    Whole numbers over one denominator, and the chance of not being named: a caller is not named with few noes, so that
    is a short sum however many are asked.
    """
    at_once, later = alarm_at(first, forget, 1), alarm_at(total, forget, 2)
    no, rest = forget.numerator, forget.denominator - forget.numerator
    quiet, late = 0, Fraction(0)
    for cold in range(min(first, invented, at_once - 1) + 1):
        here = comb(invented, cold) * comb(reached - invented, first - cold)
        if not here:
            continue
        more = noes(reached - first, invented - cold, total - first, forget) if total > first else ()
        for forgot in range(min(first - cold, at_once - 1 - cold) + 1):
            said = cold + forgot
            part = here * comb(first - cold, forgot) * no**forgot * rest ** (first - cold - forgot)
            part *= forget.denominator**cold
            quiet += part
            if said and more:
                late += part * sum(more[max(later - said, 0) :], Fraction(0))
    whole = comb(reached, first) * forget.denominator**first
    return Fraction(1) + (late - quiet) / Fraction(whole)


@cache
def enough(reached: int, first: int, forget: Fraction) -> tuple[int, bool]:
    """Return how many are asked in all after a single no, and whether that finds ``INVENTED`` with ``FOUND``.

    Where the numbers do not allow it, because too few are asked at first for a single no, as many are asked as find it
    with ``FOUND`` once there is one; everybody where even that is not possible.
    """
    cold = invented_of(reached)
    nobody = Fraction(comb(reached - cold, first), comb(reached, first)) * (1 - forget) ** first
    once = FOUND * (1 - nobody)
    fallback = 0
    for total in range(first, min(reached, MOST_ASKED) + 1):
        chance = named(reached, cold, first, total, forget)
        if chance >= FOUND:
            return total, True
        fallback = fallback or (total if chance >= once else 0)
    return fallback or min(reached, max(first, MOST_ASKED)), False


def invented_of(reached: int) -> int:
    """Return ``INVENTED`` of a number of people, in whole people, rounded down: the harder case."""
    return int(INVENTED * reached)


def least_seen(reached: int, first: int, total: int, forget: Fraction) -> int | None:
    """Return the least number of invented outcomes that would have been found with ``FOUND``; None: not even all."""
    found = first_true(1, reached, lambda cold: named(reached, cold, first, total, forget) >= FOUND)
    return found if found <= reached else None
