"""What the commands plan, bounds and replay answer, as JSON values: the shapes that scripts rely on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sampling import judge
from sampling.design import exact
from sampling.design.chances import looks
from sampling.design.plan import (
    CONFIDENCE,
    EXPECTED,
    FAIL_CONFIDENCE,
    PRODUCER_RISK,
    SILENCE_MOST,
    SILENCE_ODDS,
    TOLERABLE,
    consumer_risk,
    expected_calls,
    operating_characteristic,
    producer_risk,
    silent_plan,
    silent_sizes,
    single_plan,
    two_stage_plan,
)
from sampling.design.silent_plan import RATES, promises
from sampling.draw.record import differences, draws_document
from sampling.draw.tickets import replay, seed_hash
from sampling.errors import SamplingError
from sampling.model import UNRESOLVED, Counts, Estimate, Plan, Seal, silence_document
from sampling.recompute import command


def plan_document(
    population: int,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    accept: int = 0,
    expected: str = EXPECTED,
    two_stage: bool = False,
    curve: bool = False,
    silence: str | None = None,
    silence_odds: str = SILENCE_ODDS,
    silence_most: str = SILENCE_MOST,
) -> dict[str, Any]:
    """Return the plan for a roster of ``population``; with ``curve`` its operating characteristic too.

    ``silence``: the share of drawn rows that will stay silent; then the two stages are those that carry it.

    Raises SamplingError.
    """
    single = single_plan(
        population, tolerable=tolerable, confidence=confidence, accept=accept, expected=expected
    )
    honest = int(exact.share(expected, "expected", zero=True) * population)
    document: dict[str, Any] = {
        "population": population,
        "tolerable": single.tolerable,
        "confidence": single.confidence,
        "expected": single.expected,
        "limit": single.limit,
        "accept": accept,
        "sample": single.n1,
        "risk": float(consumer_risk(single)),
        "producer_risk": float(producer_risk(single, population)),
        "honest": honest,
    }
    shown = single
    if silence is not None:
        document |= silent_document(
            population, tolerable, confidence, expected, silence, silence_odds, silence_most
        )
    elif two_stage:
        shown = two_stage_plan(population, tolerable=tolerable, confidence=confidence, expected=expected)
        document["stages"] = {
            "n1": shown.n1,
            "accept1": shown.accept1,
            "reject1": shown.reject1,
            "n2": shown.n2,
            "accept2": shown.accept2,
            "expected_calls": float(expected_calls(shown, honest)),
            "consumer_risk": float(consumer_risk(shown)),
            "producer_risk": float(producer_risk(shown, population)),
        }
    if curve:
        document["curve"] = [
            {"bad": bad, "pass": float(chance)} for bad, chance in operating_characteristic(shown)
        ]
    return document


def silent_document(
    population: int, tolerable: str, confidence: str, expected: str, rate: str, odds: str, most: str
) -> dict[str, Any]:
    """Return the stages of a plan that carries silence, and an honest roster's chance of high at four rates."""
    rules: dict[str, Any] = {
        "tolerable": tolerable,
        "confidence": confidence,
        "expected": expected,
        "silence_odds": odds,
    }
    rules |= {"silence_most": most, "expected_silence": rate}
    claim, silent, sizes = silent_sizes(population, **rules)
    plan = silent_plan(population, **rules)
    rows, chances = promises(claim, sizes, silent)
    at_expected = (
        chances[RATES.index(silent)]
        if silent in RATES
        else looks(claim).chance_high(sizes, silent, pooled=True)
    )
    return {
        "silence": {"expected": plan.expected_silence, "odds": plan.silence_odds, "most": plan.silence_most},
        "stages": {
            "n1": plan.n1,
            "accept1": plan.accept1,
            "reject1": plan.reject1,
            "n2": plan.n2,
            "accept2": plan.accept2,
            "stage_share": plan.stage_share,
            "expected_calls": rows,
            "consumer_risk": float(consumer_risk(plan)),
            "producer_risk": 1 - at_expected,
        },
        "chance_high": {f"{float(rate):.0%}": chance for rate, chance in zip(RATES, chances, strict=True)},
    }


def bounds_document(
    result: Estimate, plan: Plan | None = None, *, known_bad: int = 0, known_good: int = 0
) -> dict[str, Any]:
    """Return bounds and decision, with everything needed to recompute them."""
    told = {} if result.silence is None else {"silence": silence_document(result.silence)}
    return {
        **told,
        "population": result.population,
        "drawn": result.drawn,
        "limit": result.limit,
        "lower": result.lower,
        "upper": result.upper,
        "rate_upper": result.upper / result.population,
        "confidence": result.confidence,
        "fail_lower": result.fail_lower,
        "fail_confidence": result.fail_confidence,
        "decision": result.decision,
        "formula": _formula(result, plan),
        "command": command(result, plan, known_bad=known_bad, known_good=known_good),
    }


def _formula(result: Estimate, plan: Plan | None) -> str:
    alpha = exact.share_text(1 - exact.share(result.confidence, "confidence"))
    aimed, first = result.targeted, result.first
    before = f"{aimed.worst} + " if aimed.sampled else ""
    if result.silence is not None and result.silence.late:
        worst = first.worst + (0 if result.second is None else result.second.worst)
        rest = result.population - aimed.sampled
        return f"U = {before}max{{K : H({worst}; {rest}, K, {result.drawn}) > {result.silence.late}}}"
    if result.silence is not None and (result.silence.odds != "inf" or result.second is not None):
        told, heard = (
            result.silence,
            first.bad + first.open + (0 if result.second is None else result.second.bad),
        )
        return f"U = {before}max{{K : P_K(X <= {heard} | {told.silent} silent, odds {told.odds}) > alpha}}"
    if plan is not None and plan.n2:
        return f"U = {before}max{{K : P_K(this outcome or a better one) > {alpha}}}"
    rest = result.population - aimed.sampled
    return f"U = {before}max{{K : H({first.worst}; {rest}, K, {first.sampled}) > {alpha}}}"


def two_stage_estimate(
    population: int,
    first: Counts,
    stage_two: str,
    second: str | None,
    targeted: Counts,
    *,
    tolerable: str = TOLERABLE,
    confidence: str = CONFIDENCE,
    fail_confidence: str = FAIL_CONFIDENCE,
    known_bad: int = 0,
    known_good: int = 0,
) -> tuple[Estimate, Plan]:
    """Return the bounds under a two-stage plan written as ``accept1/n2/accept2``, outcome ``bad/unresolved``.

    Raises SamplingError count_range for a text that is no such list of counts.
    """
    accept1, n2, accept2 = _numbers("stage-two", stage_two, 3)
    limit = exact.limit_count(population, exact.share(tolerable, "tolerable"))
    if not accept1 < accept2 or n2 < 1 or first.sampled + n2 > population - targeted.sampled:
        raise SamplingError("count_range", name="stage-two", low="0/1/1", high="A1 < A2", got=stage_two)
    plan = Plan(
        population=population - targeted.sampled,
        limit=limit,
        n1=first.sampled,
        accept1=accept1,
        reject1=accept2 + 1,
        n2=n2,
        accept2=accept2,
        tolerable=exact.share_text(exact.share(tolerable, "tolerable")),
        confidence=exact.share_text(exact.share(confidence, "confidence")),
        expected="0%",
        producer_risk=PRODUCER_RISK,
        fail_confidence=exact.share_text(exact.share(fail_confidence, "fail_confidence")),
        dead_numbers=UNRESOLVED,
    )
    more = None
    if second is not None:
        bad, unresolved = _numbers("second", second, 2)
        more = Counts(n2, bad, unresolved)
    found = judge.estimate(plan, first, more, targeted, known_bad=known_bad, known_good=known_good)
    return found, plan


def whole(name: str, text: str) -> int:
    """Read one count. Raises SamplingError count_range."""
    return _numbers(name, text, 1)[0]


def silent_second(stage_two: int, second: str | None) -> Counts | None:
    """Return the counts of a second stage written ``bad/unresolved``, with ``/open`` and ``/cleared`` at will."""
    if second is None:
        return None
    return Counts(stage_two, *_numbers("second", second, min(max(second.count("/") + 1, 2), 4)))


def _numbers(name: str, text: str, count: int) -> list[int]:
    parts = text.split("/")
    if len(parts) != count or not all(part.isascii() and part.isdigit() for part in parts):
        raise SamplingError("count_range", name=name, low="0", high="/".join("N" * count), got=text)
    return [int(part) for part in parts]


def replay_document(
    seal: Seal, seeds: Sequence[str], expected: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the recomputed draw; with ``expected`` (a draw file's content) also what differs from it.

    Raises SamplingError.
    """
    draws = replay(seal, seeds)
    document = {
        "seal_sha256": seal.seal_sha256,
        "stage": len(seeds),
        "seeds": list(seeds),
        "h0": [seed_hash(seed) for seed in seeds],
        **draws_document(draws),
    }
    if expected is not None:
        document["differences"] = list(differences(expected, draws))
    return document
