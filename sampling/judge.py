"""From counts to bounds, from bounds to a decision, from a decision to a proposed judgement.

Every drawn row stays in the denominator. PASS needs the upper bound to stay below the limit even if
every unresolved row were bad; FAIL needs the lower bound to reach it even if every one were good.
Whatever the reason for silence, neither error exceeds its level.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sampling.design import exact, stagewise
from sampling.design.plan import CONFIDENCE, FAIL_CONFIDENCE, PRODUCER_RISK, TOLERABLE
from sampling.errors import SamplingError
from sampling.model import (
    EXTEND,
    FAIL,
    HIGH,
    LOW,
    MORE,
    PASS,
    UNRESOLVED,
    Counts,
    Estimate,
    Ground,
    Judgement,
    Plan,
)

NOBODY = Counts(0, 0)
CLAUSE = "filling.7"  # if the authenticity of the list is not high, the application is void


def bounds(
    population: int,
    sample: Counts,
    targeted: Counts = NOBODY,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    fail_confidence: str = FAIL_CONFIDENCE,
) -> Estimate:
    """Return the bounds of one random sample of ``sample.sampled`` rows, whatever plan it came from.

    Raises SamplingError where the counts do not fit into one another.
    """
    if type(population) is not int or population < 1:
        raise SamplingError("count_range", name="population", low=1, high="N", got=population)
    _fit("targeted", targeted, population)
    rest = population - targeted.sampled
    _fit("sample", sample, rest)
    limit = exact.limit_count(population, exact.share(tolerable, "tolerable"))
    plan = Plan(
        rest, limit, sample.sampled, 0, 1, 0, 0,
        exact.share_text(exact.share(tolerable, "tolerable")),
        exact.share_text(exact.share(confidence, "confidence")), "0%", PRODUCER_RISK,
        exact.share_text(exact.share(fail_confidence, "fail_confidence")), UNRESOLVED,
    )  # fmt: skip
    return estimate(plan, sample, None, targeted)


def estimate(
    plan: Plan,
    first: Counts,
    second: Counts | None = None,
    targeted: Counts = NOBODY,
    *,
    known_bad: int = 0,
    known_good: int = 0,
) -> Estimate:
    """Return the bounds under a sealed plan.

    ``second`` is None until stage 2 has been drawn. ``known_bad`` and ``known_good`` count further rows
    called for suspicion after outcomes came in, or settled by documents: never part of the random
    sample, so they can only raise the lower bound or cap the upper one.

    Raises SamplingError where the counts do not fit the plan.
    """
    if first.sampled != plan.n1 or (second is not None and second.sampled != plan.n2):
        got = first.sampled if first.sampled != plan.n1 else getattr(second, "sampled", 0)
        want = plan.n1 if first.sampled != plan.n1 else plan.n2
        raise SamplingError("count_range", name="sample", low=want, high=want, got=got)
    population = plan.population + targeted.sampled
    for name, counts in (("sample", first), ("sample 2", second or NOBODY), ("targeted", targeted)):
        _fit(name, counts, population)
    settled = sum(c.sampled for c in (first, second or NOBODY, targeted))
    _range("known_bad", known_bad, population - settled)
    _range("known_good", known_good, population - settled - known_bad)
    groups = [counts for counts in (first, second, targeted) if counts is not None]
    found = sum(counts.bad for counts in groups) + known_bad
    cleared = sum(counts.confirmed for counts in groups) + known_good
    alpha = 1 - exact.share(plan.confidence, "confidence")
    fail_alpha = 1 - exact.share(plan.fail_confidence, "fail_confidence")
    low = max(targeted.bad + _lower(plan, first, second, alpha), found)
    fail_low = max(targeted.bad + _lower(plan, first, second, fail_alpha), found)
    # U is never below what would be found, or below L, if every silent row were bad: an outcome so odd
    # that the ordering excludes every K (none in stage 1, many in stage 2) must not look like a PASS.
    first_worst, second_worst = _all_bad(first), None if second is None else _all_bad(second)
    high = max(
        targeted.worst + _upper(plan, first, second, targeted, alpha),
        targeted.worst + _lower(plan, first_worst, second_worst, alpha),
        sum(counts.worst for counts in groups) + known_bad,
    )
    high = min(high, population - cleared)
    return Estimate(
        population, plan.limit, first, second, targeted, low, high, fail_low, plan.tolerable, plan.confidence,
        plan.fail_confidence, decide(high, fail_low, plan.limit),
    )  # fmt: skip


def reachable_upper(population: int, reachable: int, reached: Counts, confidence: str = CONFIDENCE) -> int:
    """K_U = U_reachable + (N - N_reachable), for replacement rows (the next tickets after silent ones).

    They say something about the rows that can be reached at all, and nothing about the others, which are
    all counted bad. Shown beside the worst case, never instead of it.
    """
    _range("reachable", reachable, population)
    _fit("sample", reached, reachable)
    alpha = 1 - exact.share(confidence, "confidence")
    return exact.upper(reachable, reached.sampled, reached.worst, alpha) + population - reachable


def decide(upper: int, fail_lower: int, limit: int) -> str:
    """PASS if U < K1, FAIL if L (at the FAIL confidence) >= K1, else EXTEND."""
    if upper < limit:
        return PASS
    return FAIL if fail_lower >= limit else EXTEND


def judge(
    dossier: str,
    result: Estimate,
    findings: Sequence[tuple[str, str]] = (),
    proven: int = 0,
) -> Judgement:
    """Propose a judgement: the table of the settings, every ground with its clause.

    ``findings``: (code, clause) of each unresolved finding of severity fail that breaks a clause for
    the dossier as a whole. ``proven``: rows shown false by documents alone, confirmed by a reviewer.
    ``low`` = FAIL, or proven rows reach the limit; ``high`` = PASS and no such finding; else ``more``.
    """
    facts = {
        "lower": result.fail_lower if result.decision == FAIL else result.lower,
        "upper": result.upper,
        "limit": result.limit,
        "population": result.population,
        "confidence": result.fail_confidence if result.decision == FAIL else result.confidence,
    }
    grounds = [Ground("bound", result.decision, CLAUSE, facts)]
    if proven:
        grounds.append(Ground("documents", "proven", CLAUSE, {"rows": proven, "limit": result.limit}))
    grounds += [Ground("finding", code, clause, {}) for code, clause in findings]
    if result.decision == FAIL or proven >= result.limit:
        judgement = LOW
    elif result.decision == PASS and not findings:
        judgement = HIGH
    else:
        judgement = MORE
    return Judgement(dossier, result.decision, judgement, tuple(grounds))


def command(result: Estimate, plan: Plan | None = None) -> str:
    """Return the command line that recomputes these bounds."""
    first, second, targeted = result.first, result.second, result.targeted
    words = [f"hefang bounds --population {result.population} --sample {first.sampled} --bad {first.bad}"]
    if first.unresolved:
        words.append(f"--unresolved {first.unresolved}")
    if targeted.sampled:
        words.append(f"--targeted {targeted.sampled} --targeted-bad {targeted.bad}")
    if targeted.unresolved:
        words.append(f"--targeted-unresolved {targeted.unresolved}")
    if plan is not None and plan.n2:
        words.append(f"--stage-two {plan.accept1}/{plan.n2}/{plan.accept2}")
        if second is not None:
            words.append(f"--second {second.bad}/{second.unresolved}")
    # Shares are left out where they are the defaults: the line is to be copied by hand if need be.
    shares = (("tolerable", result.tolerable, TOLERABLE), ("confidence", result.confidence, CONFIDENCE))
    words += [f"--{name} {value}" for name, value, default in shares if value != default]
    return " ".join(words)


def _all_bad(counts: Counts) -> Counts:
    return Counts(counts.sampled, counts.worst)


def _upper(plan: Plan, first: Counts, second: Counts | None, targeted: Counts, alpha: Fraction) -> int:
    if not plan.n2:
        return exact.upper(plan.population, plan.n1, first.worst, alpha)
    more = None if second is None else second.worst
    return stagewise.upper(plan, first.worst, more, alpha, targeted=targeted.sampled > 0)


def _lower(plan: Plan, first: Counts, second: Counts | None, alpha: Fraction) -> int:
    if not plan.n2:
        return exact.lower(plan.population, plan.n1, first.bad, alpha)
    return stagewise.lower(plan, first.bad, None if second is None else second.bad, alpha)


def _fit(name: str, counts: Counts, most: int) -> None:
    _range(name, counts.sampled, most)
    _range(f"{name} bad", counts.bad, counts.sampled)
    _range(f"{name} unresolved", counts.unresolved, counts.sampled)
    if counts.worst > counts.sampled:
        raise SamplingError(
            "counts_exceed", name=name, bad=counts.bad, unresolved=counts.unresolved, sampled=counts.sampled
        )


def _range(name: str, got: int, high: int) -> None:
    if type(got) is not int or not 0 <= got <= high:
        raise SamplingError("count_range", name=name, low=0, high=high, got=got)
