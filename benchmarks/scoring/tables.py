"""Tables of alarms: honest dossiers by kind with exact intervals, forged ones by scheme, and what fairness cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.metrics import roc_auc_score

from benchmarks.scoring.drawn import Key, SharedDossiers
from fixtures.fabrication import CARE, SCHEMES
from verify.credibility import detect, fitting
from verify.credibility.agencies.intervals import exact
from verify.credibility.reference import Reference

LEVELS = (0.01, 0.05, 0.10)
SIGNALS = tuple(f"SG0{n}" for n in range(1, 9))
OVERALL, IN_A_KIND = 1.5, 3.0  # times nominal that false alarms may reach
# What the score has to find at 5 %: (what, scheme, share, cares, least recall).
WANTED = (
    ("wholly invented, careless", "invented", 1.0, ("careless",), 0.95),
    ("wholly invented, careful", "invented", 1.0, ("careful",), 0.70),
    ("half invented, careless and careful", "invented", 0.5, ("careless", "careful"), 0.65),
)


def percent(values: np.ndarray, level: float) -> str:
    """Share of p-values at most the level, as text."""
    return f"{100 * (values <= level).mean():5.1f}"


def with_interval(values: np.ndarray, level: float) -> str:
    """The same with its exact 95 % interval (Clopper and Pearson), which takes dossiers as independent."""
    low, high = exact(int((values <= level).sum()), len(values))
    return f"{percent(values, level)} [{100 * low:4.1f}, {100 * high:5.1f}]"


def false_alarms(title: str, arms: Sequence[detect.Arm], cases: Mapping[str, np.ndarray]) -> np.ndarray:
    """Print the alarms on honest dossiers by kind and beside what they may reach; return all p-values."""
    print(f"\n{title}: alarms (%) by nominal rate, with exact 95 % intervals")
    print(f"{'kind':30} {'dossiers':>8} " + " ".join(f"{f'{level:.0%}':>20}" for level in LEVELS))
    every = {name: detect.p_values(arms, found)[0] for name, found in cases.items()}
    all_p = np.concatenate(list(every.values()))
    for name, p in {**every, "all": all_p}.items():
        print(f"{name:30} {len(p):8} " + " ".join(f"{with_interval(p, level):>20}" for level in LEVELS))
    for level in LEVELS:
        worst = max(every, key=lambda name: (every[name] <= level).mean())
        overall, most = (all_p <= level).mean() / level, (every[worst] <= level).mean() / level
        print(
            f"times nominal at {level:3.0%}: overall {overall:.2f} (allowed {OVERALL}), "
            f"most in a kind {most:.2f} (allowed {IN_A_KIND:.0f}): {worst if most else 'none'}"
        )
    return all_p


def recall(arms: Sequence[detect.Arm], honest_p: np.ndarray, forged: Mapping[Key, np.ndarray]) -> None:
    """Print ROC AUC and recall by scheme, share and care; and what was asked for."""
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
            p, _ = detect.p_values(arms, _together(forged, share, care))
            means.append(f"{'':6} {percent(p, 0.05)} {percent(p, 0.01)}")
        print(f"{'all but recyc.':14} {share:6.0%}  " + "  ".join(f"{cell:>18}" for cell in means))
    for what, scheme, share, cares, least in WANTED:
        p, _ = detect.p_values(arms, np.concatenate([forged[scheme, share, care] for care in cares]))
        print(f"{what:40} {with_interval(p, 0.05)} of {len(p)} at 5 %, asked {least:.0%}")


def _together(forged: Mapping[Key, np.ndarray], share: float, care: str) -> np.ndarray:
    """All schemes but recycled rosters, which no score can see."""
    return np.concatenate([forged[s, share, care] for s in SCHEMES if s != "recycled"])


def fairness(reference: Reference, drawn: SharedDossiers, strange: Mapping[str, np.ndarray]) -> None:
    """Print what granting in the calibration what the nulls grant saves honest rosters, and what recall it costs.

    Without it, honest dossiers of the reference, which mostly show nothing, make every roster odd that shows what the
    nulls allow. ``strange``: vectors of the second generator's honest dossiers by kind.
    """
    arms = {"granted": fitting.arms(reference), "taken back": fitting.arms(reference, lift=False)}
    groups = {"honest, own kinds": drawn.calm}
    if strange:
        groups["honest, second generator"] = np.concatenate(list(strange.values()))
    for what, scheme, share, cares, _ in WANTED:
        groups[what] = np.concatenate([drawn.forged[scheme, share, care] for care in cares])
    for share in (1.0, 0.5):
        for care in CARE:
            groups[f"all schemes, {share:.0%}, {care}"] = _together(drawn.forged, share, care)
    print(
        "\nWhat fairness costs: alarms (%) at 5 % where the reference grants what the nulls grant, and where not"
    )
    print(f"{'':40} {'dossiers':>8} " + " ".join(f"{name:>12}" for name in arms))
    for name, found in groups.items():
        cells = [percent(detect.p_values(some, found)[0], 0.05) for some in arms.values()]
        print(f"{name:40} {len(found):8} " + " ".join(f"{cell:>12}" for cell in cells))


def ablation(reference: Reference, drawn: SharedDossiers) -> None:
    """Print what is left without each signal and with it alone, and what each detector does."""
    forged = drawn.forged
    shares = sorted({share for _, share, _ in forged}, reverse=True)[:3]
    groups = {f"{care} {share:.0%}": _together(forged, share, care) for share in shares for care in CARE}

    def line(name: str, arms: Sequence[detect.Arm]) -> None:
        cells = [percent(detect.p_values(arms, found)[0], 0.05) for found in (drawn.calm, *groups.values())]
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
