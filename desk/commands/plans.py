"""plan and bounds: arithmetic that needs no files."""

from __future__ import annotations

from desk.console import show, show_json, tell
from phrases import say
from sampling import judge, machine, screen
from sampling.model import Counts


def plan(
    population: int,
    *,
    tolerable: str = "10%",
    confidence: str = "95%",
    accept: int = 0,
    two_stage: bool = False,
    expected: str = "2%",
    silence: str | None = None,
    silence_odds: str = "2",
    curve: bool = False,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Print the sample size for a roster, and what it can and cannot tell."""
    document = machine.plan_document(
        population, tolerable=tolerable, confidence=confidence, accept=accept, expected=expected,
        two_stage=two_stage, curve=curve, silence=silence, silence_odds=silence_odds,
    )  # fmt: skip
    if json:
        show_json(document)
    else:
        show(*screen.plan_lines(document, lang))
        tell(say("sampling.next_plan", lang))
    return 0


def bounds(
    population: int,
    first: Counts,
    targeted: Counts,
    *,
    stage_two: str | None,
    second: str | None,
    stage_share: str,
    known_bad: int,
    known_good: int,
    silence_odds: str,
    silence_most: str,
    tolerable: str,
    confidence: str,
    fail_confidence: str,
    json: bool = False,
    lang: str = "zh",
) -> int:
    """Print how many rows may be bad, and the decision that follows."""
    if stage_two is not None and "/" in stage_two:
        result, shape = machine.two_stage_estimate(
            population, first, stage_two, second, targeted, tolerable=tolerable, confidence=confidence,
            fail_confidence=fail_confidence, known_bad=known_bad, known_good=known_good,
        )  # fmt: skip
    else:
        later = machine.whole("stage-two", stage_two or "0")
        result, shape = judge.bounds_and_plan(
            population, first, targeted, second=machine.silent_second(later, second), tolerable=tolerable,
            confidence=confidence, fail_confidence=fail_confidence, known_bad=known_bad, known_good=known_good,
            silence_odds=silence_odds, silence_most=silence_most, stage_two=later, stage_share=stage_share,
        )  # fmt: skip
    document = machine.bounds_document(result, shape, known_bad=known_bad, known_good=known_good)
    if json:
        show_json(document)
    else:
        show(*screen.bounds_lines(document, lang))
    return 0
