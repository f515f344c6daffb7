"""What the credibility score finds, and whom it accuses wrongly: ``python -m benchmarks.credibility [--full]``.

Fit, calibration and test dossiers come from different seeds and different kinds (benchmarks/scoring/cast.py). The score is
the shipped one, with the shipped reference. Recall at 5 % means p <= 0.05; no threshold is tuned on the test.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

from benchmarks.scoring import cast, doses, facts, lessons, recycled, rowwise, speed
from fixtures.fabrication import CARE, SCHEMES
from verify.credibility import detect, fitting
from verify.credibility.reference import Reference, shipped

LEVELS = (0.01, 0.05, 0.10)
SIGNALS = tuple(f"SG0{n}" for n in range(1, 9))
OVERALL, IN_A_KIND = 1.5, 3.0  # times nominal that false alarms may reach


@dataclass(frozen=True, slots=True)
class Effort:
    """How many dossiers are drawn."""

    honest: int  # of each case
    forged: int  # of each scheme, share and care
    shares: tuple[float, ...]
    mixed: int
    feedback: int
    timed: tuple[int, ...]


QUICK = Effort(50, 8, (1.0, 0.5), 96, 40, (50, 250))
FULL = Effort(143, 40, (1.0, 0.5, 0.25, 0.1, 0.05), 320, 120, (1000, 5000))


def _case(task: tuple[str, int]) -> np.ndarray:
    return cast.vectors(cast.case(*task))


def _forged(task: tuple[str, float, str, int]) -> np.ndarray:
    return cast.vectors(cast.forged(*task))


def percent(values: np.ndarray, level: float) -> str:
    """Share of p-values at most the level, as text."""
    return f"{100 * (values <= level).mean():5.1f}"


def false_alarms(arms: Sequence[detect.Arm], cases: dict[str, np.ndarray]) -> None:
    """Print the realised alarms on honest dossiers of kinds that the reference never saw."""
    print("\nFalse alarms on honest dossiers of kinds that the reference never saw (%), by nominal rate")
    print(f"{'kind':26} {'dossiers':>8} {'1 %':>6} {'5 %':>6} {'10 %':>6}")
    every = []
    for name, found in cases.items():
        p, _ = detect.p_values(arms, found)
        every.append(p)
        print(f"{name:26} {len(p):8} " + " ".join(f"{percent(p, level):>6}" for level in LEVELS))
    p = np.concatenate(every)
    print(f"{'all':26} {len(p):8} " + " ".join(f"{percent(p, level):>6}" for level in LEVELS))
    worst = max((e <= level).mean() / level for e in every for level in LEVELS)
    overall = max((p <= level).mean() / level for level in LEVELS)
    print(
        f"times nominal: overall at most {overall:.2f} (allowed {OVERALL}), in a kind at most {worst:.2f} ({IN_A_KIND})"
    )


def recall(
    arms: Sequence[detect.Arm], honest_p: np.ndarray, forged: dict[tuple[str, float, str], np.ndarray]
) -> None:
    """Print ROC AUC and recall by scheme, share and care."""
    print("\nForged dossiers: ROC AUC, recall (%) at 5 % and at 1 % false alarms")
    print(f"{'scheme':14} {'share':>6}  " + "  ".join(f"{care:>18}" for care in CARE))
    shares = sorted({share for _, share, _ in forged}, reverse=True)
    for scheme in SCHEMES:
        for share in shares:
            cells = []
            for care in CARE:
                p, _ = detect.p_values(arms, forged[scheme, share, care])
                truth = np.repeat([0, 1], [len(honest_p), len(p)])
                area = roc_auc_score(truth, -np.concatenate([honest_p, p]))
                cells.append(f"{area:6.2f} {percent(p, 0.05)} {percent(p, 0.01)}")
            print(f"{scheme:14} {share:6.0%}  " + "  ".join(f"{cell:>18}" for cell in cells))
    for share in shares:
        means = []
        for care in CARE:
            p = np.concatenate(
                [detect.p_values(arms, forged[s, share, care])[0] for s in SCHEMES if s != "recycled"]
            )
            means.append(f"{'':6} {percent(p, 0.05)} {percent(p, 0.01)}")
        print(f"{'all but recyc.':14} {share:6.0%}  " + "  ".join(f"{cell:>18}" for cell in means))


def ablation(
    reference: Reference, cases: dict[str, np.ndarray], forged: dict[tuple[str, float, str], np.ndarray]
) -> None:
    """Print what is left without each signal and with it alone, and what each detector does."""
    calm = np.concatenate(list(cases.values()))
    shares = sorted({share for _, share, _ in forged}, reverse=True)[:3]
    groups = {
        f"{care} {share:.0%}": np.concatenate([forged[s, share, care] for s in SCHEMES if s != "recycled"])
        for share in shares
        for care in CARE
    }

    def line(name: str, arms: Sequence[detect.Arm]) -> None:
        cells = [percent(detect.p_values(arms, found)[0], 0.05) for found in (calm, *groups.values())]
        print(f"{name:18} " + " ".join(f"{cell:>14}" for cell in cells))

    print("\nAblation: alarms (%) at p <= 0.05; the first column is false alarms")
    print(f"{'':18} " + " ".join(f"{name:>14}" for name in ("honest", *groups)))
    line("everything", fitting.arms(reference))
    for name in fitting.DETECTORS:
        line(f"only {name}", fitting.arms(reference, (name,)))
    line("with context too", fitting.arms(reference, context=True))
    for signal in SIGNALS:
        line(f"without {signal}", fitting.arms(reference, without=(signal,)))
    for signal in SIGNALS:
        others = [s for s in SIGNALS if s != signal]
        line(f"only {signal}", fitting.arms(reference, without=others, context=True))


def main(argv: Sequence[str] = ()) -> None:
    """Print every table."""
    effort = FULL if "--full" in argv else QUICK
    reference = shipped()
    arms = fitting.arms(reference)
    print(f"reference {reference.version} {reference.sha256[:12]}: {reference.facts()}", flush=True)
    keys = [(s, share, care) for s in SCHEMES for share in effort.shares for care in CARE]
    with ProcessPoolExecutor() as workers:
        drawn = workers.map(_case, [(name, effort.honest) for name in cast.CASES])
        made = workers.map(_forged, [(*key, effort.forged) for key in keys])
        cases = dict(zip(cast.CASES, drawn, strict=True))
        forged = dict(zip(keys, made, strict=True))
    false_alarms(arms, cases)
    doses.main(effort.honest)
    calm = np.concatenate(list(cases.values()))
    recall(arms, detect.p_values(arms, calm)[0], forged)
    ablation(reference, cases, forged)
    recycled.main(arms, detect.p_values(arms, calm)[0], effort.forged)
    facts.main()
    rowwise.main(effort.mixed)
    lessons.main(reference, calm, effort.feedback)
    speed.main(effort.timed)


if __name__ == "__main__":
    main(sys.argv[1:])
