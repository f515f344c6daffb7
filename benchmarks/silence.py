"""The largest probability of a wrong decision under silence, enumerated: ``python -m benchmarks.silence [N ...]``.

For every roster size, every sealed silence odds Γ, every number u of silent rows from none to 40 % of the
drawn, with and without targeted rows, and every true odds between 1/Γ and Γ (a grid): the chance that a
roster that breaks the claim passes at its first look, at its second, and that one that keeps it fails.
No number is simulated. The two looks have their own shares of alpha, so the sum bounds any reason to take
the second.
"""

from __future__ import annotations

import sys
from fractions import Fraction

from sampling.design import exact, silence
from sampling.design.chances import Claim, accept
from sampling.design.plan import silent_plan
from sampling.design.silence import Called, Odds

ODDS = ("1", "3/2", "2", "3", "5", "inf")
MOST = Fraction(2, 5)
ALPHA, FAIL = Fraction(1, 20), Fraction(1, 100)


def true_odds(sealed: Odds) -> list[Odds]:
    """A grid from 1/Γ to Γ; for ∞ up to ∞ itself."""
    if sealed is None:
        return [Fraction(1, 10), Fraction(1), Fraction(5), None]
    return list(dict.fromkeys([1 / sealed, Fraction(1), (1 + sealed) / 2, sealed]))


def look(
    population: int, limit: int, samples: tuple[Called, ...], sealed: Odds, alpha: Fraction
) -> tuple[float, float]:
    """Largest P(wrong PASS) and P(wrong FAIL) of one look, over every K and the grid of true odds."""
    claim = Claim(population, limit, 0, ALPHA, sealed, MOST)
    ok = accept(claim, samples, alpha)
    drawn = sum(s.drawn for s in samples)
    fail = next(
        (x for x in range(drawn + 1) if exact.lower(population, drawn, x, FAIL / 2) >= limit), drawn + 1
    )
    wrong_pass = wrong_fail = 0.0
    for true in true_odds(sealed):
        if ok >= 0:
            for bad in range(limit, population + 1):
                chance = silence.rough(population, bad, samples, ok, true)
                wrong_pass = max(wrong_pass, chance)
                if chance < 1e-4:
                    break  # passing only gets rarer as rows turn bad
        if fail <= drawn:
            wrong_fail = max(wrong_fail, 1 - silence.rough(population, limit - 1, samples, fail - 1, true))
    return wrong_pass, wrong_fail


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or list(range(20, 201, 20))
    print(
        "    N  targeted      Γ   stage 1 PASS (level)   stages 1+2 PASS (level)   either, summed   FAIL, summed"
    )
    for size in sizes:
        for aimed in (0, size * 12 // 100):
            plan = silent_plan(size, targeted=aimed)
            part = Fraction(plan.stage_share)
            for text in ODDS:
                sealed, worst = silence.odds(text), [0.0] * 4
                for false in {0, min(aimed, plan.limit - 1) // 2}:  # targeted rows that turned out false
                    limit, rest = plan.limit - false, plan.population
                    for u1 in range(0, plan.n1 * 2 // 5 + 1, max(1, plan.n1 // 12)):
                        first = look(rest, limit, (Called(plan.n1, u1),), sealed, ALPHA * part)
                        worst[0], worst[2] = max(worst[0], first[0]), max(worst[2], first[1])
                        for u2 in range(0, plan.n2 * 2 // 5 + 1, max(1, plan.n2 // 4)):
                            both = (Called(plan.n1, u1), Called(plan.n2, u2))
                            second = look(rest, limit, both, sealed, ALPHA * (1 - part))
                            worst[1], worst[3] = max(worst[1], second[0]), max(worst[3], second[1])
                levels = f"{float(ALPHA * part):.4f}", f"{float(ALPHA * (1 - part)):.4f}"
                print(
                    f"{size:>5}  {aimed:>8}  {text:>5}   {worst[0]:.5f} ({levels[0]})       {worst[1]:.5f} ({levels[1]})"
                    f"          {worst[0] + worst[1]:.5f}          {worst[2] + worst[3]:.5f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
