"""From counts to bounds, from bounds to a decision, from a decision to a proposed judgement.

Every drawn row stays in the denominator. PASS needs the upper bound to stay below the limit even if
every unresolved row were bad; FAIL needs the lower bound to reach it even if every one were good.
Whatever the reason for silence, neither error exceeds its level.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sampling.design import exact, silence, stagewise
from sampling.design.chances import Claim
from sampling.design.late import left_over
from sampling.design.odds import Odds, odds_text, read_odds
from sampling.design.plan import CONFIDENCE, FAIL_CONFIDENCE, PRODUCER_RISK, TOLERABLE
from sampling.design.silence import CalledSample
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
    Silence,
)

NOBODY = Counts(0, 0)
CLAUSE = "filling.7"  # if the authenticity of the list is not high, the application is void


def bounds(population: int, sample: Counts, targeted: Counts = NOBODY, **more: Any) -> Estimate:
    """Return the bounds of a sample whatever plan it came from; see ``bounds_and_plan``."""
    return bounds_and_plan(population, sample, targeted, **more)[0]


def bounds_and_plan(
    population: int,
    sample: Counts,
    targeted: Counts = NOBODY,
    *,
    second: Counts | None = None,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    fail_confidence: str = FAIL_CONFIDENCE,
    silence_odds: str = "inf",
    silence_most: str = "",
    stage_two: int = 0,
    stage_share: str = "",
    known_bad: int = 0,
    known_good: int = 0,
) -> tuple[Estimate, Plan]:
    """Return the bounds of a sample whatever plan it came from, and that plan as far as it matters.

    ``stage_two``: rows of a second stage, judged with the part of alpha that ``stage_share`` leaves; ``second``
    is None until it was drawn. Without a second stage the whole of alpha is the sample's.
    Raises SamplingError where the counts do not fit into one another.
    """
    if type(population) is not int or population < 1:
        raise SamplingError("count_range", name="population", low=1, high="N", got=population)
    _fit("targeted", targeted, population)
    rest = population - targeted.sampled
    _fit("sample", sample, rest)
    _range("stage-two", stage_two, rest - sample.sampled)
    limit = exact.limit_count(population, exact.share(tolerable, "tolerable"))
    gamma = odds_text(read_odds(silence_odds))
    most = exact.share_text(exact.share(silence_most, "silence_most", zero=True)) if silence_most else ""
    part = str(exact.share(stage_share or "1/2", "stage_share")) if stage_two else "1"
    plan = Plan(
        rest, limit, sample.sampled, 0, 1, stage_two, 0,
        exact.share_text(exact.share(tolerable, "tolerable")),
        exact.share_text(exact.share(confidence, "confidence")), "0%", PRODUCER_RISK,
        exact.share_text(exact.share(fail_confidence, "fail_confidence")), UNRESOLVED, gamma, most, "", part,
    )  # fmt: skip
    return estimate(plan, sample, second, targeted, known_bad=known_bad, known_good=known_good), plan


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
    if plan.silence_odds:
        return under_silence(plan, first, second, targeted, known_bad=known_bad, known_good=known_good)
    population = _checked(plan, first, second, targeted, known_bad, known_good)
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


def under_silence(
    plan: Plan,
    first: Counts,
    second: Counts | None,
    targeted: Counts,
    *,
    known_bad: int = 0,
    known_good: int = 0,
) -> Estimate:
    """Return the bounds under a plan that was sealed with silence odds Γ.

    Stage 1 is judged with its part of alpha, both stages together with the rest; FAIL has a half of its level
    at each. Once stage 2 is drawn only the second look counts for PASS. Rows that may still be called count as
    false for PASS. Rows that evidence cleared after calls had left them silent stay silent in these looks; after
    the last of them, evidence is judged by what they left of alpha (sampling/design/late.py).
    """
    population = _checked(plan, first, second, targeted, known_bad, known_good)
    stages = [first] if second is None else [first, second]
    gamma = read_odds(plan.silence_odds)
    samples = [CalledSample(counts.sampled, counts.silent) for counts in stages]
    if gamma is None and second is None:
        # This look counts whatever was not shown to be true, so that no order of evidence helps.
        samples = [CalledSample(first.sampled, first.silent - first.cleared)]
    heard = sum(counts.bad + counts.open for counts in stages)
    found = sum(counts.bad for counts in (*stages, targeted)) + known_bad
    cleared = sum(counts.confirmed for counts in (*stages, targeted)) + known_good
    alpha = 1 - exact.share(plan.confidence, "confidence")
    part = Fraction(plan.stage_share or 1)
    alpha *= (part if second is None else 1 - part) if plan.n2 else 1
    drawn, silent = sum(counts.sampled for counts in stages), sum(s.silent for s in samples)
    most = plan.silence_most and exact.share(plan.silence_most, "silence_most", zero=True)
    too_many = most != "" and silent > most * drawn

    def upper_at(odds: Odds) -> int:
        high = targeted.worst + silence.upper(plan.population, samples, heard, odds, alpha)
        if odds is None:  # an outcome so odd that every K is excluded must not look like a PASS
            high = max(high, targeted.worst + _lowest(plan, list(map(_all_bad, stages)), alpha))
        return min(max(high, found), population - cleared)

    def keeps(odds: Odds, called: Sequence[CalledSample] = samples) -> bool:
        """Whether the bound stays below the limit: one look, where the bound itself takes several."""
        if odds is None or population - cleared < plan.limit or found >= plan.limit:
            return upper_at(odds) < plan.limit
        least = plan.limit - targeted.worst
        return silence.upper_is_below(plan.population, called, heard, odds, alpha, least)

    def nearly(odds: Odds) -> bool:
        return keeps(odds, [silence.pooled(samples)])

    high = upper_at(gamma)
    late = None
    if high >= plan.limit or too_many:
        late, by_evidence = _by_evidence(plan, stages, targeted)
        high = high if late is None else max(by_evidence, found)
    fail_alpha = (1 - exact.share(plan.fail_confidence, "fail_confidence")) / (2 if plan.n2 else 1)
    low = max(targeted.bad + _lowest(plan, stages, alpha), found)
    fail_low = max(
        found, *(targeted.bad + _lowest(plan, stages[:end], fail_alpha) for end in range(1, len(stages) + 1))
    )
    high = max(high, low)
    decision = decide(high, fail_low, plan.limit)
    if decision == PASS and too_many and late is None:
        decision = EXTEND
    tipping = None
    if decision == PASS:
        tipping = "inf" if late is not None else silence.tipping(keeps, nearly if len(samples) > 1 else None)
    if late is not None:  # whoever is still silent was counted as false: nothing rests on the odds
        silent = sum(counts.silent - counts.cleared for counts in stages)
        told = Silence(plan.silence_odds, silent, drawn, high, high, tipping, False, exact.share_text(late))
    else:
        told = Silence(
            plan.silence_odds, silent, drawn, upper_at(Fraction(1)), upper_at(None), tipping, too_many,
            cleared=sum(s.silent for s in samples) - sum(c.silent - c.cleared for c in stages),
        )  # fmt: skip
    return Estimate(
        population, plan.limit, first, second, targeted, low, high, fail_low, plan.tolerable, plan.confidence,
        plan.fail_confidence, decision, told,
    )  # fmt: skip


def _by_evidence(plan: Plan, stages: Sequence[Counts], targeted: Counts) -> tuple[Fraction | None, int]:
    """Return the level that evidence passes by, and its bound; None where it does not, or a look is to come."""
    ended = len(stages) == 2 or not plan.n2
    if not ended or not any(c.cleared for c in stages):
        return None, 0
    claim = Claim(
        plan.population, plan.limit, 0, 1 - exact.share(plan.confidence, "confidence"),
        read_odds(plan.silence_odds),
        exact.share(plan.silence_most, "silence_most", zero=True) if plan.silence_most else Fraction(1),
    )  # fmt: skip
    drawn, worst = sum(c.sampled for c in stages), sum(c.worst for c in stages)
    if targeted.worst + exact.upper(plan.population, drawn, worst, claim.alpha) >= plan.limit:
        return None, 0  # not even if nothing of alpha had been spent
    limits = range(max(plan.limit - targeted.worst, 1), plan.limit - targeted.bad + 1)
    samples = [CalledSample(c.sampled, c.silent) for c in stages]
    part = Fraction(plan.stage_share or 1) if plan.n2 else Fraction(1)
    level = left_over(claim, limits, samples, [c.bad + c.open for c in stages], part)
    # Written with six digits, rounded down: the level is told beside the bound.
    level = Fraction(int(level * 10**6), 10**6)
    high = targeted.worst + exact.upper(plan.population, drawn, worst, level)
    return (level, high) if high < plan.limit else (None, 0)


def _lowest(plan: Plan, stages: Sequence[Counts], alpha: Fraction) -> int:
    """L of one stage, or of both together: without replacement, two samples are one."""
    drawn, bad = sum(c.sampled for c in stages), sum(c.bad for c in stages)
    return exact.lower(plan.population, drawn, bad, alpha)


def _checked(
    plan: Plan, first: Counts, second: Counts | None, targeted: Counts, known_bad: int, known_good: int
) -> int:
    """Return the rows of the whole roster. Raises SamplingError where the counts do not fit the plan."""
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
    return population


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
    documents: Sequence[Ground] = (),
) -> Judgement:
    """Propose a judgement: the table of the settings, every ground with its clause.

    ``findings``: (code, clause) of each unresolved finding of severity fail that breaks a clause for
    the dossier as a whole. ``proven``: rows shown false by documents alone, confirmed by a reviewer.
    ``documents``: what the list itself says against its rows (kinds of rows, each with how many): as many as the
    limit, and it is not high.
    ``low`` = FAIL, or proven rows reach the limit; ``high`` = PASS and no such finding; else ``more``.
    """
    told = result.silence
    facts = {
        **({} if told is None else {"odds": told.odds, "silent": told.silent, "tipping": told.tipping or ""}),
        "lower": result.fail_lower if result.decision == FAIL else result.lower,
        "upper": result.upper,
        "limit": result.limit,
        "population": result.population,
        "confidence": result.fail_confidence if result.decision == FAIL else result.confidence,
    }
    grounds = [Ground("bound", result.decision, CLAUSE, facts)]
    if proven:
        grounds.append(Ground("documents", "proven", CLAUSE, {"rows": proven, "limit": result.limit}))
    enough = [
        Ground(g.kind, g.code, g.clause, {**g.facts, "limit": result.limit})
        for g in documents
        if g.facts["rows"] >= result.limit
    ]
    grounds += enough
    grounds += [Ground("finding", code, clause, {}) for code, clause in findings]
    if result.decision == FAIL or proven >= result.limit:
        judgement = LOW
    elif result.decision == PASS and not findings and not enough:
        judgement = HIGH
    else:
        judgement = MORE
    return Judgement(dossier, result.decision, judgement, tuple(grounds))


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
    _range(f"{name} cleared", counts.cleared, max(counts.confirmed, 0))
    if counts.worst > counts.sampled:
        raise SamplingError(
            "counts_exceed", name=name, bad=counts.bad, unresolved=counts.unresolved, sampled=counts.sampled
        )


def _range(name: str, got: int, high: int) -> None:
    if type(got) is not int or not 0 <= got <= high:
        raise SamplingError("count_range", name=name, low=0, high=high, got=got)
