"""Sample sizes: how many rows must be called so that "we found nothing" means something.

The claim is "at most p1 of the roster is not authentic". K1 = floor(p1 N) + 1 is the smallest count
that breaks it; a plan is good when a roster with K1 bad rows passes with probability at most alpha
(consumer risk). K0 = floor(p0 N) stands for an honest roster with a few slips; P(pass | K0) is what
the applicant can count on (producer side).
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import comb

from sampling.design import exact, silence, two_stage
from sampling.design.chances import Claim, Sizes, accept
from sampling.design.silence import Called
from sampling.design.silent_plan import sizes_for
from sampling.errors import SamplingError
from sampling.model import BAD, UNRESOLVED, Plan

TOLERABLE, CONFIDENCE, EXPECTED = "10%", "95%", "2%"
SILENCE_ODDS, SILENCE_MOST, EXPECTED_SILENCE = "2", "40%", "20%"
PRODUCER_RISK, FAIL_CONFIDENCE = "5%", "99%"
LARGEST = 1_000_000  # rows; a roster has at most some hundreds
_ONE_STAGE = 200  # rows drawn of a roster above that
LARGEST_TWO_STAGE = 2_000  # beyond it the search is no longer a matter of milliseconds


def sample_size(population: int, limit: int, accept: int, alpha: Fraction) -> int:
    """n(k) = min{n : H(k; N, K1, n) <= alpha}.

    Raises SamplingError accept_too_large when even calling everybody could not refute ``limit``.
    """
    if accept >= limit:
        raise SamplingError("accept_too_large", accept=accept, population=population, limit=limit)

    def enough(drawn: int) -> bool:
        ways = exact.ways_at_most(population, limit, drawn, accept)
        return exact.is_rare(ways, comb(population, drawn), alpha)

    # Doubling first: the answer is small, and binomials near half a large population are not.
    low, high = accept + 1, min(population, 2 * accept + 8)
    while high < population and not enough(high):
        low, high = high + 1, min(population, 2 * high)
    return exact.first_true(low, high, enough)


def single_plan(
    population: int,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    accept: int = 0,
    expected: str = EXPECTED,
    fail_confidence: str = FAIL_CONFIDENCE,
    dead_numbers: str = UNRESOLVED,
    targeted: int = 0,
) -> Plan:
    """Return the one-stage plan for a roster of ``population`` rows, ``targeted`` of which are called anyway.

    Raises SamplingError for shares or counts that make no plan.
    """
    shares = _shares(population, targeted, tolerable, confidence, expected, fail_confidence, dead_numbers)
    _count("accept", accept, 0, population)
    limit = exact.limit_count(population, shares["tolerable"])
    rest = population - targeted
    size = sample_size(rest, min(limit, rest), accept, 1 - shares["confidence"])
    return _plan(rest, limit, (size, accept, 0, accept), shares, dead_numbers)


def two_stage_plan(
    population: int,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    expected: str = EXPECTED,
    fail_confidence: str = FAIL_CONFIDENCE,
    dead_numbers: str = UNRESOLVED,
    targeted: int = 0,
) -> Plan:
    """Return the two-stage plan with the fewest calls expected at K0; the search is exact.

    Raises SamplingError no_two_stage where the roster is too small to have one.
    """
    shares = _shares(population, targeted, tolerable, confidence, expected, fail_confidence, dead_numbers)
    _count("population", population, 1, LARGEST_TWO_STAGE)
    limit = exact.limit_count(population, shares["tolerable"])
    rest = population - targeted
    honest = min(int(shares["expected"] * population), rest)
    sizes = _search(rest, min(limit, rest), honest, 1 - shares["confidence"])
    if sizes is None:
        raise SamplingError("no_two_stage", population=population, limit=limit)
    return _plan(rest, limit, sizes, shares, dead_numbers)


def round_plan(
    population: int,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    expected: str = EXPECTED,
    fail_confidence: str = FAIL_CONFIDENCE,
    dead_numbers: str = UNRESOLVED,
    targeted: int = 0,
) -> Plan:
    """Return the plan of a round: two stages, or one where the roster is too small for two."""
    try:
        return two_stage_plan(
            population, tolerable=tolerable, confidence=confidence, expected=expected,
            fail_confidence=fail_confidence, dead_numbers=dead_numbers, targeted=targeted,
        )  # fmt: skip
    except SamplingError as error:
        if error.code != "no_two_stage":
            raise
    return single_plan(
        population, tolerable=tolerable, confidence=confidence, expected=expected,
        fail_confidence=fail_confidence, dead_numbers=dead_numbers, targeted=targeted,
    )  # fmt: skip


def silent_plan(
    population: int,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    expected: str = EXPECTED,
    fail_confidence: str = FAIL_CONFIDENCE,
    dead_numbers: str = UNRESOLVED,
    targeted: int = 0,
    silence_odds: str = SILENCE_ODDS,
    silence_most: str = SILENCE_MOST,
    expected_silence: str = EXPECTED_SILENCE,
) -> Plan:
    """Return the plan of a round that carries silence: sizes, and how many false answers pass with nobody silent.

    Raises SamplingError.
    """
    shares = _shares(population, targeted, tolerable, confidence, expected, fail_confidence, dead_numbers)
    claim, silent, sizes = silent_sizes(
        population, tolerable=tolerable, confidence=confidence, expected=expected, targeted=targeted,
        silence_odds=silence_odds, silence_most=silence_most, expected_silence=expected_silence,
    )  # fmt: skip
    one = (Called(sizes.n1, 0),)
    accept1 = accept(claim, one, claim.alpha * sizes.part)
    accept2 = accept1
    if sizes.n2:
        accept2 = accept(claim, (*one, Called(sizes.n2, 0)), claim.alpha * (1 - sizes.part))
    limit = exact.limit_count(population, shares["tolerable"])
    made = _plan(
        claim.population, limit, (sizes.n1, max(accept1, 0), sizes.n2, max(accept2, 0)), shares, dead_numbers
    )
    return replace(
        made,
        silence_odds=silence.odds_text(claim.gamma),
        silence_most=exact.share_text(claim.most),
        expected_silence=exact.share_text(silent),
        stage_share=str(sizes.part),
    )


def silent_sizes(
    population: int,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    expected: str = EXPECTED,
    targeted: int = 0,
    silence_odds: str = SILENCE_ODDS,
    silence_most: str = SILENCE_MOST,
    expected_silence: str = EXPECTED_SILENCE,
) -> tuple[Claim, Fraction, Sizes]:
    """Return claim, expected silence and sizes; from the table of plans where the settings are the usual ones."""
    shares = _shares(population, targeted, tolerable, confidence, expected, FAIL_CONFIDENCE, UNRESOLVED)
    rest = population - targeted
    limit = exact.limit_count(population, shares["tolerable"])
    most = exact.share(silence_most, "silence_most", zero=True)
    silent = exact.share(expected_silence, "expected_silence", zero=True)
    honest = min(int(shares["expected"] * population), rest)
    claim = Claim(rest, limit, honest, 1 - shares["confidence"], silence.odds(silence_odds), most)
    if population > LARGEST_TWO_STAGE:  # no roster of the trade: one stage, so that it does not stop a round
        return claim, silent, Sizes(_ONE_STAGE, 0, Fraction(1))
    return claim, silent, sizes_for(claim, silent)


def pass_probability(plan: Plan, bad: int) -> Fraction:
    """P(pass | K) when every call is answered and no targeted row is bad: the operating characteristic."""
    if not plan.n2:
        return exact.at_most(plan.population, bad, plan.n1, plan.accept1)
    return two_stage.pass_probability(
        plan.population, bad, plan.n1, plan.accept1, plan.reject1, plan.n2, plan.accept2
    )


def expected_calls(plan: Plan, bad: int) -> Fraction:
    """Return the calls to expect when K rows are bad: stage 2 is called only where stage 1 leaves it open."""
    undecided = exact.at_most(plan.population, bad, plan.n1, plan.reject1 - 1) - exact.at_most(
        plan.population, bad, plan.n1, plan.accept1
    )
    return plan.n1 + plan.n2 * undecided


def consumer_risk(plan: Plan) -> Fraction:
    """P(pass | K1), the largest over all K >= K1 (passing can only get rarer as rows turn bad)."""
    return pass_probability(plan, min(plan.limit, plan.population))


def producer_risk(plan: Plan, population: int) -> Fraction:
    """1 - P(pass | K0) with K0 = floor(p0 N), N the whole roster."""
    honest = int(exact.share(plan.expected, "expected", zero=True) * population)
    return 1 - pass_probability(plan, min(honest, plan.population))


def operating_characteristic(plan: Plan) -> tuple[tuple[int, Fraction], ...]:
    """(K, P(pass | K)) for K = 0, 1, ... until passing is rarer than one in ten thousand."""
    curve: list[tuple[int, Fraction]] = []
    for bad in range(plan.population + 1):
        curve.append((bad, pass_probability(plan, bad)))
        if curve[-1][1] < Fraction(1, 10_000):
            break
    return tuple(curve)


def _plan(
    population: int, limit: int, sizes: tuple[int, int, int, int], shares: dict[str, Fraction], dead: str
) -> Plan:
    n1, accept1, n2, accept2 = sizes
    return Plan(
        population=population,
        limit=limit,
        n1=n1,
        accept1=accept1,
        reject1=accept2 + 1,
        n2=n2,
        accept2=accept2,
        tolerable=exact.share_text(shares["tolerable"]),
        confidence=exact.share_text(shares["confidence"]),
        expected=exact.share_text(shares["expected"]),
        producer_risk=PRODUCER_RISK,
        fail_confidence=exact.share_text(shares["fail"]),
        dead_numbers=dead,
    )


def _shares(
    population: int, targeted: int, tolerable: str, confidence: str, expected: str, fail: str, dead: str
) -> dict[str, Fraction]:
    _count("population", population, 1, LARGEST)
    _count("targeted", targeted, 0, population - 1)
    if dead not in (UNRESOLVED, BAD):
        raise SamplingError("dead_rule", got=dead)
    shares = {
        "tolerable": exact.share(tolerable, "tolerable"),
        "confidence": exact.share(confidence, "confidence"),
        "expected": exact.share(expected, "expected", zero=True),
        "fail": exact.share(fail, "fail_confidence"),
    }
    if shares["expected"] >= shares["tolerable"]:
        raise SamplingError("expected_too_large", expected=expected, tolerable=tolerable)
    return shares


def _count(name: str, got: int, low: int, high: int) -> None:
    if type(got) is not int or not low <= got <= high:
        raise SamplingError("count_range", name=name, low=low, high=high, got=got)


@cache
def _search(population: int, limit: int, honest: int, alpha: Fraction) -> tuple[int, int, int, int] | None:
    return two_stage.search(population, limit, honest, alpha, exact.share(PRODUCER_RISK, "producer_risk"))
