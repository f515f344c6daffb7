"""Where signals are tried out, so that the test stays unseen: ``python -m benchmarks.scoring.development [COUNT]``.

Nothing here shares a seed or a kind with the test (benchmarks/scoring/cast.py): honest dossiers come from the kinds of the
reference, some of them rewritten into awkward cases that real companies make (one firm's people with numbers in a row,
numbers bought in small lots, clients with small blocks of their own, grandmothers with the names of their generation).
Forgeries are laid on the same dossiers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np

from benchmarks.scoring import cast
from fixtures.dossiers import Dossier, honest
from fixtures.fabrication import CARE, SCHEMES, fabricate
from fixtures.files.writing import spell_out
from fixtures.population import employers, numbers
from verify.credibility import detect, fitting
from verify.credibility.reference import shipped

KINDS = cast.FIT_KINDS + cast.CALIBRATION_KINDS
SEED = 7_000_000
LEVELS = (0.01, 0.05, 0.10)
Lines = list[dict[str, Any]]


def one_firm(rng: Random, rows: Lines, city: str) -> None:
    """One customer's people; every other one has a number of the firm's block, somewhere in some hundred."""
    firm, seven, start = employers.company(rng, city), numbers.block(rng, city), rng.randrange(9_000)
    width = 400 + 5 * len(rows)
    tails = rng.sample(range(width), len(rows))
    for row, tail in zip(rows, tails, strict=True):
        row["employer"] = firm
        if rng.random() < 0.5:
            row["contact"] = f"{seven}{(start + tail) % 10_000:04d}"


def in_a_row(rng: Random, rows: Lines, city: str, present: float) -> None:
    """One customer's people, all with numbers allotted in order; ``present`` of the holders took part."""
    firm, last = employers.company(rng, city), rng.randrange(500, 7_000)
    seven = numbers.block(rng, city)
    for row in rows:
        last += 1
        while rng.random() > present:
            last += 1
        row["employer"], row["contact"] = firm, f"{seven}{last % 10_000:04d}"


def in_lots(rng: Random, rows: Lines, city: str, lots: Sequence[int], own: float) -> None:
    """One customer's people, numbers bought in lots as people were hired; ``own`` of them kept their own."""
    firm = employers.company(rng, city)
    seven, last, left = "", 0, 0
    for row in rows:
        row["employer"], row["contact"] = firm, numbers.mobile(rng, city)
        if rng.random() < own:
            continue
        if not left:
            seven, last, left = numbers.block(rng, city), rng.randrange(9_000), rng.choice(lots)
        last, left = last + rng.randint(1, 4), left - 1
        row["contact"] = f"{seven}{last:04d}"


def small_blocks(rng: Random, rows: Lines, city: str) -> None:
    """Clients with three to fifteen people each, whose numbers follow each other without a gap."""
    at = 0
    while at < len(rows):
        firm, seven, last = employers.company(rng, city), numbers.block(rng, city), rng.randrange(9_000)
        for row in rows[at : at + rng.randint(3, 15)]:
            last += 1
            row["employer"], row["contact"] = firm, f"{seven}{last:04d}"
            at += 1


GRAND_FIRST = "秀桂玉淑凤"
GRAND_STOCK = "兰英珍华梅芳荣香云"  # seconds that lists of made-up names hold too
GRAND_OTHER = "芬琴芹芝玲莲清娥霞杰贤敏坤琦范萍"


def grandmothers(rng: Random, rows: Lines, city: str) -> None:
    """Every other respondent is a woman born about 1945 and named as her generation was."""
    for row in rows:
        if rng.random() < 0.5:
            second = rng.choice(GRAND_STOCK if rng.random() < 0.45 else GRAND_OTHER)
            row["name"] = row["name"][0] + rng.choice(GRAND_FIRST) + second


Rewrite = Callable[[Random, Lines, str], None]
REWRITES: Mapping[str, Rewrite] = {
    "one firm, block of its own": one_firm,
    "one firm, numbers in order": lambda rng, rows, city: in_a_row(rng, rows, city, 0.6),
    "one firm, nearly all of it": lambda rng, rows, city: in_a_row(rng, rows, city, 0.8),
    "one firm, bought in lots": lambda rng, rows, city: in_lots(rng, rows, city, (2, 3, 5, 9, 20), 0.5),
    "one firm, in twos and threes": lambda rng, rows, city: in_lots(rng, rows, city, (1, 2, 3), 0.5),
    "clients with small blocks": small_blocks,
    "grandmothers": grandmothers,
}


def rewritten(dossier: Dossier, case: str, seed: int) -> Dossier:
    """Return the dossier as one of REWRITES has it."""
    rows: Lines = [dict(row) for row in spell_out(dossier.rows)]
    REWRITES[case](Random(f"{case}/{seed}"), rows, dossier.city)
    return replace(dossier, rows=tuple(rows))


def drawn(case: str, count: int, seed: int = SEED) -> list[Dossier]:
    """Draw honest dossiers of a kind, of all kinds sorted or short, or of one of REWRITES."""
    if case in KINDS:
        return [honest(case, seed + i) for i in range(count)]
    base = seed + 10_000 * (1 + list(CASES).index(case))
    rows = [
        30 if case == "30 rows only" else 30 + i * 7 % 61 if "firm" in case else None for i in range(count)
    ]
    plain = [honest(KINDS[i % len(KINDS)], base + i, rows[i]) for i in range(count)]
    if case in REWRITES:
        return [rewritten(dossier, case, base + i) for i, dossier in enumerate(plain)]
    if case == "sorted on purpose":
        return [
            cast.sorted_on_purpose(d, cast.SORTED_BY[i % len(cast.SORTED_BY)]) for i, d in enumerate(plain)
        ]
    return plain


CASES = (*KINDS, "sorted on purpose", "30 rows only", *REWRITES)
# Forgeries are laid on every kind, and on one firm's people in every eighth dossier, as in the test.
GROUND = (*KINDS, *(("one firm, block of its own",) * 2))


def ground(i: int, seed: int) -> Dossier:
    """The honest dossier that the i-th forgery is laid on."""
    case = GROUND[i % len(GROUND)]
    if case in KINDS:
        return honest(case, seed + i)
    return rewritten(honest("subcontractors", seed + i, 40 + i % 50), case, seed + i)


def forged(scheme: str, share: float, care: str, count: int) -> list[Dossier]:
    """Forge a share of the rows of ``count`` dossiers."""
    seed = SEED + 500_000
    out = []
    for i in range(count):
        own = ground(i, seed)
        other = honest("heating_users", seed + 50_000 + i, len(own.rows)) if scheme == "recycled" else None
        out.append(fabricate(own, scheme, share, care, seed + i, other))
    return out


def _honest(task: tuple[str, int]) -> np.ndarray:
    return cast.vectors(drawn(*task))


def _forged(task: tuple[str, float, str, int]) -> np.ndarray:
    return cast.vectors(forged(*task))


def main(argv: Sequence[str] = ()) -> None:
    """Print false alarms by case, and recall by scheme."""
    count = int(argv[0]) if argv else 40
    arms = fitting.arms(shipped())
    keys = [(s, share, care) for s in SCHEMES if s != "recycled" for share in (1.0, 0.5) for care in CARE]
    with ProcessPoolExecutor() as workers:
        calm = dict(zip(CASES, workers.map(_honest, [(case, 2 * count) for case in CASES]), strict=True))
        made = dict(zip(keys, workers.map(_forged, [(*key, count) for key in keys]), strict=True))
    print(f"{'honest':28}" + "".join(f"{level:7.0%}" for level in LEVELS))
    for case, found in {**calm, "all": np.concatenate(list(calm.values()))}.items():
        p, _ = detect.p_values(arms, found)
        print(f"{case:28}" + "".join(f"{100 * (p <= level).mean():7.1f}" for level in LEVELS))
    print(f"\n{'forged, recall at 5 %':28}" + "".join(f"{care:>10}" for care in CARE))
    for scheme, share in dict.fromkeys((s, share) for s, share, _ in keys):
        cells = [(detect.p_values(arms, made[scheme, share, care])[0] <= 0.05).mean() for care in CARE]
        print(f"{scheme:20}{share:8.0%}" + "".join(f"{100 * cell:10.1f}" for cell in cells))


if __name__ == "__main__":
    main(sys.argv[1:])
