"""Sample sizes: how many rows must be called so that "we found nothing" means something.

The claim is "at most p1 of the roster is not authentic". K1 = floor(p1 N) + 1 is the smallest count
that breaks it; a plan is good when a roster with K1 bad rows passes with probability at most alpha
(consumer risk). K0 = floor(p0 N) stands for an honest roster with a few slips; P(pass | K0) is what
the applicant can count on (producer side).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from math import comb
from typing import Any

from sampling.design import exact, two_stage
from sampling.design.chances import Claim, Sizes, accept
from sampling.design.odds import odds_text, read_odds
from sampling.design.silence import CalledSample
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a plan is made for: the claim and how sure of it, the rows called anyway, what silence may hide."""

    tolerable: str = TOLERABLE
    confidence: str = CONFIDENCE
    expected: str = EXPECTED
    fail_confidence: str = FAIL_CONFIDENCE
    dead_numbers: str = UNRESOLVED
    targeted: int = 0
    silence_odds: str = SILENCE_ODDS
    silence_most: str = SILENCE_MOST
    expected_silence: str = EXPECTED_SILENCE


def single_plan(population: int, *, accept: int = 0, **rules: Any) -> Plan:
    """Return the one-stage plan for a roster of ``population`` rows. ``rules``: the fields of ``Rules``.

    Raises SamplingError for shares or counts that make no plan.
    """
    terms = _terms(population, Rules(**rules))
    _count("accept", accept, 0, population)
    size = sample_size(terms.rest, min(terms.limit, terms.rest), accept, terms.alpha)
    return _plan(terms, size, accept, 0, accept)


def two_stage_plan(population: int, **rules: Any) -> Plan:
    """Return the two-stage plan with the fewest calls expected at K0; the search is exact.

    Raises SamplingError no_two_stage where the roster is too small to have one.
    """
    terms = _terms(population, Rules(**rules))
    _count("population", population, 1, LARGEST_TWO_STAGE)
    sizes = _search(terms.rest, min(terms.limit, terms.rest), terms.honest, terms.alpha)
    if sizes is None:
        raise SamplingError("no_two_stage", population=population, limit=terms.limit)
    return _plan(terms, *sizes)


def round_plan(population: int, **rules: Any) -> Plan:
    """Return the plan of a round: two stages, or one where the roster is too small for two."""
    try:
        return two_stage_plan(population, **rules)
    except SamplingError as error:
        if error.code != "no_two_stage":
            raise
    return single_plan(population, **rules)


def silent_plan(population: int, **rules: Any) -> Plan:
    """Return the plan of a round that carries silence: sizes, and how many false answers pass with nobody silent.

    Raises SamplingError.
    """
    terms = _terms(population, Rules(**rules))
    claim, silent, sizes = silent_sizes(population, **rules)
    one = (CalledSample(sizes.n1, 0),)
    accept1 = accept(claim, one, claim.alpha * sizes.part)
    accept2 = accept1
    if sizes.n2:
        accept2 = accept(claim, (*one, CalledSample(sizes.n2, 0)), claim.alpha * (1 - sizes.part))
    return replace(
        _plan(terms, sizes.n1, max(accept1, 0), sizes.n2, max(accept2, 0)),
        silence_odds=odds_text(claim.gamma),
        silence_most=exact.share_text(claim.most),
        expected_silence=exact.share_text(silent),
        stage_share=str(sizes.part),
    )


def silent_sizes(population: int, **rules: Any) -> tuple[Claim, Fraction, Sizes]:
    """Return claim, expected silence and sizes; from the table of plans where the settings are the usual ones."""
    given = Rules(**rules)
    terms = _terms(population, given)
    most = exact.share(given.silence_most, "silence_most", zero=True)
    silent = exact.share(given.expected_silence, "expected_silence", zero=True)
    gamma = read_odds(given.silence_odds)
    claim = Claim(terms.rest, terms.limit, terms.honest, terms.alpha, gamma, most)
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


@dataclass(frozen=True, slots=True)
class _Terms:
    """The same read and checked. ``rest``: rows that are not targeted; ``limit``: K1; ``honest``: K0."""

    rest: int
    limit: int
    honest: int
    alpha: Fraction
    tolerable: Fraction
    expected: Fraction
    fail_confidence: Fraction
    dead_numbers: str


def _terms(population: int, rules: Rules) -> _Terms:
    _count("population", population, 1, LARGEST)
    _count("targeted", rules.targeted, 0, population - 1)
    if rules.dead_numbers not in (UNRESOLVED, BAD):
        raise SamplingError("dead_rule", got=rules.dead_numbers)
    tolerable = exact.share(rules.tolerable, "tolerable")
    confidence = exact.share(rules.confidence, "confidence")
    expected = exact.share(rules.expected, "expected", zero=True)
    fail = exact.share(rules.fail_confidence, "fail_confidence")
    if expected >= tolerable:
        raise SamplingError("expected_too_large", expected=rules.expected, tolerable=rules.tolerable)
    rest = population - rules.targeted
    return _Terms(
        rest, exact.limit_count(population, tolerable), min(int(expected * population), rest), 1 - confidence,
        tolerable, expected, fail, rules.dead_numbers,
    )  # fmt: skip


def _plan(terms: _Terms, n1: int, accept1: int, n2: int, accept2: int) -> Plan:
    return Plan(
        population=terms.rest,
        limit=terms.limit,
        n1=n1,
        accept1=accept1,
        reject1=accept2 + 1,
        n2=n2,
        accept2=accept2,
        tolerable=exact.share_text(terms.tolerable),
        confidence=exact.share_text(1 - terms.alpha),
        expected=exact.share_text(terms.expected),
        producer_risk=PRODUCER_RISK,
        fail_confidence=exact.share_text(terms.fail_confidence),
        dead_numbers=terms.dead_numbers,
    )


def _count(name: str, got: int, low: int, high: int) -> None:
    if type(got) is not int or not low <= got <= high:
        raise SamplingError("count_range", name=name, low=low, high=high, got=got)


@cache
def _search(population: int, limit: int, honest: int, alpha: Fraction) -> tuple[int, int, int, int] | None:
    return two_stage.search(population, limit, honest, alpha, exact.share(PRODUCER_RISK, "producer_risk"))
