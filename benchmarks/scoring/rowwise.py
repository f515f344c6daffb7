"""Which interviews are forged: precision among the top 5 %, beside what others would use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from random import Random

import numpy as np
from sklearn.ensemble import IsolationForest

from benchmarks.scoring import cast
from benchmarks.scoring.peers import MISSING, PEERS, plain_features
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import Dossier, honest
from fixtures.fabrication import SCHEMES, fabricate
from verify.model import Batch

BASE_RATE = 0.224  # share of forged interviews; the published field study to beat found 82 % at it
TOP = 0.05
# Three dossiers in five are honest; the others are forged in part or in whole, so that BASE_RATE comes out.
SHARES = (0.18, 0.5, 1.0)
HONEST = 0.6


def mixture(cares: Sequence[str], count: int, seed: int) -> list[Dossier]:
    """Draw dossiers, some of them forged, with BASE_RATE of forged interviews or a little more or less."""
    rng = Random(seed)
    schemes = list(SCHEMES)
    out = []
    for i in range(count):
        own = honest(cast.TEST_KINDS[i % len(cast.TEST_KINDS)], cast.MIXED_SEED + seed + i)
        if i % 5 < round(HONEST * 5):
            out.append(own)
            continue
        scheme, share, care = rng.choice(schemes), SHARES[i % 3], rng.choice(cares)
        other = honest("heating_users", cast.MIXED_SEED + seed + 50_000 + i, len(own.rows))
        out.append(fabricate(own, scheme, share, care, seed + i, other))
    return out


def truth(dossiers: Sequence[Dossier]) -> np.ndarray:
    """Whether each interview, in order, is forged."""
    return np.array([label not in ("real", "slip") for dossier in dossiers for label in dossier.truth])


def precision_at_top(score: np.ndarray, forged: np.ndarray) -> float:
    """Share of forged interviews among the TOP with the highest score; the base rate is set to BASE_RATE."""
    rng = np.random.default_rng(1)
    # Ties are broken at random, and honest or forged interviews thinned out to the published base rate.
    keep = np.ones(len(forged), bool)
    wanted = int((~forged).sum() * BASE_RATE / (1 - BASE_RATE))
    if forged.sum() > wanted:
        keep[rng.permutation(np.flatnonzero(forged))[wanted:]] = False
    else:
        most = int(forged.sum() * (1 - BASE_RATE) / BASE_RATE)
        keep[rng.permutation(np.flatnonzero(~forged))[most:]] = False
    score, forged = score[keep], forged[keep]
    order = np.lexsort((rng.random(len(score)), -score))
    return float(forged[order[: round(TOP * len(score))]].mean())


def beside(batch: Batch, forged: np.ndarray) -> dict[str, float]:
    """Return each peer's precision among the TOP on the same rows."""
    return {name: precision_at_top(peer(batch), forged) for name, peer in PEERS.items()}


def _measured(task: tuple[tuple[str, ...], int, int]) -> dict[str, float]:
    cares, count, seed = task
    dossiers = mixture(cares, count, seed)
    return beside(as_batch(dossiers), truth(dossiers))


def honest_rows_flagged() -> float:
    """Share of an honest roster that an isolation forest with contamination 0.1 flags."""
    batch = as_batch([honest("car_owners", 7, 200)])
    flags = IsolationForest(contamination=0.1, random_state=1).fit_predict(plain_features(batch))
    return float((flags < 0).mean())


def table(title: str, found: Mapping[str, Mapping[str, float]]) -> None:
    """Print precision by group and peer."""
    print(f"\n{title}")
    print(f"{'forgers':28} " + " ".join(f"{name:>16}" for name in PEERS))
    for name, cells in found.items():
        print(f"{name:28} " + " ".join(f"{100 * cells[peer]:16.1f}" for peer in PEERS))
    if MISSING:
        print(f"ECOD and COPOD were not run, pyod is missing ({MISSING}): pip install .[benchmark]")


def main(count: int) -> None:
    """Print the table."""
    groups = {
        "careless": ("careless",),
        "careful": ("careful",),
        "careless and careful": ("careless", "careful"),
        "informed": ("informed",),
    }
    tasks = [(cares, count, 1000 * place) for place, cares in enumerate(groups.values())]
    with ProcessPoolExecutor() as workers:
        found = dict(zip(groups, workers.map(_measured, tasks), strict=True))
    table(
        f"Precision (%) among the top 5 % of interviews at a base rate of {BASE_RATE:.1%}, the same rows for all "
        f"({count} dossiers each)",
        found,
    )
    loss = found["careless and careful"]["ours"] - found["informed"]["ours"]
    print(f"loss when the forger knows the checks: {100 * loss:.1f} points")
    print(
        f"rows of an honest roster that the plain forest flags at contamination 0.1: {honest_rows_flagged():.0%}"
    )


if __name__ == "__main__":
    main(96)
