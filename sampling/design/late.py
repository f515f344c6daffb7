"""What evidence may still show after the calls have ended.

S(Γ) says which rows stay silent when people are called. It does not say whose questionnaires an applicant brings
afterwards: nobody brings evidence for a row that was made up, so after it has come the rows that are still silent
are false far more often than Γ allows. If a look could be repeated with every paper that comes in, a roster that
just breaks the claim would pass up to one time in two (enumerated: tests/sampling/test_late_evidence.py).

So the looks under Γ reckon with the silence that the calls left, once: what evidence clears later stays silent
there. Open calls need no such care: an open row counts as false until it is closed, and closing it, whichever
way, never takes a PASS back, so that looking in between gains nothing over looking at the end.

Evidence itself is judged without Γ. Let k be the false rows among the drawn. Those heard to be false and those
that nobody has cleared are together never fewer than k, in whatever order papers arrive, so a bound from their
number may be looked at as often as one likes: all those looks together pass at most as often as k itself would.
Its level is what the looks of the calls have left of alpha: alpha minus their chances to pass a roster that just
breaks the claim, which whole numbers keep below their shares. By the union bound alpha holds for everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from sampling.design.chances import Claim, accept
from sampling.design.silence import GUARD, CalledSample, rough


def left_over(
    claim: Claim, limits: Iterable[int], samples: Sequence[CalledSample], false: Sequence[int], part: Fraction
) -> Fraction:
    """Return what the looks of the calls leave of alpha, at the least; 0 where they leave nothing.

    ``limits``: false random rows that would break the claim, for all that targeted rows may still turn out to be.
    ``false``: rows of each sample that are known to be false, or that may still be called: any of them may be silent
    when it is looked at, earlier or later.
    """
    shares = [claim.alpha * part, claim.alpha * (1 - part)][: len(samples)]
    spent = Fraction(0)
    for limit in limits:
        here = replace(claim, limit=limit)
        looks = (
            max(
                _passes(here, tuple(silences), shares[at])
                for silences in product(*map(_silences, samples[: at + 1], false[: at + 1]))
            )
            for at in range(len(samples))
        )
        spent = max(spent, sum(looks, Fraction(0)))
    return max(claim.alpha - spent, Fraction(0))


def _silences(sample: CalledSample, false: int) -> list[CalledSample]:
    return [CalledSample(sample.drawn, sample.silent + late) for late in range(false + 1)]


def _passes(claim: Claim, samples: tuple[CalledSample, ...], alpha: Fraction) -> Fraction:
    """The chance of a roster that just breaks the claim to pass this look, rounded up."""
    most = accept(claim, samples, alpha)
    if most < 0 or claim.limit > claim.population:  # no look passes, or no random rows could break the claim
        return Fraction(0)
    chance = rough(claim.population, claim.limit, samples, most, claim.gamma)
    return min(Fraction(chance) + Fraction(GUARD), alpha)
