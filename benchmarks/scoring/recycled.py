"""Rosters recycled from another applicant: what the score says, and what the fact DU05 says.

By contract a roster has the same score in any batch, so the score cannot look at other rosters, and a copy of real
people has nothing odd in itself. The check DU05 compares the rosters of a batch. Its false alarms are measured on
honest batches, and on honest batches in which applicants share customers.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from random import Random

import numpy as np

from benchmarks.scoring import cast
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import Dossier, honest
from fixtures.fabrication import CARE
from fixtures.files.writing import spell_out
from verify.checks import ALL
from verify.credibility import detect
from verify.model import FAIL, WARN
from verify.settings import Settings

CODE = "DU05"
SHARES = (1.0, 0.5)
COMMON = 0.02  # of the rows of honest dossiers: customers of another applicant too, same name and number
RULES = (f"{CODE}, a doubt", f"{CODE}, a failure", f"{CODE}, 10 % of rows")
OTHERS = cast.HONEST_SEED + 80_000


def honest_batch(count: int) -> list[Dossier]:
    """Draw honest dossiers of the test kinds."""
    return [honest(cast.TEST_KINDS[i % len(cast.TEST_KINDS)], OTHERS + i) for i in range(count)]


def in_common(dossiers: Sequence[Dossier], share: float) -> list[Dossier]:
    """Let each applicant have ``share`` of its respondents in common with the next one of the batch."""
    rng, out = Random("customers of two"), []
    for place, dossier in enumerate(dossiers):
        theirs = spell_out(dossiers[(place + 1) % len(dossiers)].rows)
        rows = [dict(row) for row in spell_out(dossier.rows)]
        for at in rng.sample(range(len(rows)), round(share * len(rows))):
            row = rng.choice(theirs)
            rows[at] |= {"name": row["name"], "contact": row["contact"]}
        out.append(replace(dossier, rows=tuple(rows)))
    return out


def named(dossiers: Sequence[Dossier]) -> np.ndarray:
    """Whether each dossier is named by each of RULES (dossiers x rules): a row of severity warn or fail, a row of
    severity fail (the check's own verdict: another name, or more people than customers of two explain), a tenth."""
    check = next(check for check in ALL if check.code == CODE)
    hits = check.run(as_batch(dossiers), Settings()).hits
    hits = hits[hits["severity"].isin((FAIL, WARN))]
    at = hits["dossier"].astype("str")
    rows = hits["row"].groupby(at).nunique().to_dict()
    failed = set(at[hits["severity"].eq(FAIL)])
    names = [f"d{place:05d}" for place in range(len(dossiers))]
    sizes = [len(dossier.rows) for dossier in dossiers]
    return np.array(
        [[d in rows, d in failed, rows.get(d, 0) >= 0.1 * n] for d, n in zip(names, sizes, strict=True)]
    )


def _forged(task: tuple[float, str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    share, care, count = task
    made = cast.forged("recycled", share, care, count)
    sources = [cast.recycled_from(dossier, i) for i, dossier in enumerate(made)]
    found = named([*made, *sources, *honest_batch(2 * count)])
    return cast.vectors(made), found[:count], found[count : 2 * count]


def _honest(task: tuple[int, float]) -> np.ndarray:
    count, share = task
    return named(in_common(honest_batch(count), share))


def main(arms: Sequence[detect.Arm], calm_p: np.ndarray, count: int) -> None:
    """Print the table. ``calm_p``: p-values of honest dossiers, for the score's own false alarms."""
    keys = [(share, care, count) for share in SHARES for care in CARE]
    with ProcessPoolExecutor() as workers:
        forged = workers.map(_forged, keys)
        calm, common = workers.map(_honest, [(5 * count, 0.0), (5 * count, COMMON)])
        found = dict(zip(keys, forged, strict=True))
    print(f"\nScore or fact: recycled rosters named (%), {count} each, their sources in the same batch")
    print(f"{'':38} " + " ".join(f"{head:>18}" for head in ("score, p <= 5 %", *RULES)))

    def line(name: str, score: np.ndarray | None, facts: np.ndarray) -> None:
        said = "-" if score is None else f"{100 * (score <= 0.05).mean():.1f}"
        print(
            f"{name:38} " + " ".join(f"{c:>18}" for c in (said, *(f"{100 * f:.1f}" for f in facts.mean(0))))
        )

    line("honest", calm_p, calm)
    line(f"honest, {COMMON:.0%} customers in common", None, common)
    for (share, care, _), (vectors, facts, sources) in found.items():
        line(f"recycled {share:.0%}, {care}", detect.p_values(arms, vectors)[0], facts)
        if (share, care) == (SHARES[0], CARE[0]):
            line("  those that they were copied from", None, sources)
