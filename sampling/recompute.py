"""The command line by which anybody recomputes what a judgement rests on."""

from __future__ import annotations

from sampling.design.plan import CONFIDENCE, FAIL_CONFIDENCE, TOLERABLE
from sampling.model import Estimate, Plan


def command(result: Estimate, plan: Plan | None = None, *, known_bad: int = 0, known_good: int = 0) -> str:
    """Return the command line that recomputes these bounds."""
    first, second, targeted = result.first, result.second, result.targeted
    words = [f"hefang bounds --population {result.population} --sample {first.sampled} --bad {first.bad}"]
    if first.unresolved:
        words.append(f"--unresolved {first.unresolved}")
    if first.open:
        words.append(f"--open {first.open}")
    if first.cleared:
        words.append(f"--cleared {first.cleared}")
    if targeted.sampled:
        words.append(f"--targeted {targeted.sampled} --targeted-bad {targeted.bad}")
    if targeted.unresolved:
        words.append(f"--targeted-unresolved {targeted.unresolved}")
    sealed_odds = plan.silence_odds if plan is not None else ""
    if plan is not None and plan.n2:
        words.append(
            f"--stage-two {plan.n2}"
            if sealed_odds
            else f"--stage-two {plan.accept1}/{plan.n2}/{plan.accept2}"
        )
        if sealed_odds:
            words.append(f"--stage-share {plan.stage_share}")
        if second is not None:
            words.append(
                f"--second {second.bad}/{second.unresolved}"
                + (f"/{second.open}" if second.open or second.cleared else "")
                + (f"/{second.cleared}" if second.cleared else "")
            )
    if known_bad:
        words.append(f"--known-bad {known_bad}")
    if known_good:
        words.append(f"--known-good {known_good}")
    # Shares are left out where they are the defaults: the line is to be copied by hand if need be.
    shares = [("tolerable", result.tolerable, TOLERABLE), ("confidence", result.confidence, CONFIDENCE)]
    shares.append(("fail-confidence", result.fail_confidence, FAIL_CONFIDENCE))
    if plan is not None and sealed_odds:
        shares += [("silence-odds", sealed_odds, "inf"), ("silence-most", plan.silence_most, "")]
    words += [f"--{name} {value}" for name, value, default in shares if value != default]
    return " ".join(words)
