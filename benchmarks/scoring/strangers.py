"""What the score says of rosters made by somebody who has not read the signals: ``benchmarks/honest_world``.

Honest kinds, dose curves, forgers and rounds of agencies; seeds of its own. Nothing is tuned on them: where a kind is
accused, the null or the reference is at fault, and what was changed is measured again with other seeds (``SEED``).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache

import numpy as np

from benchmarks.honest_world import agencies, build, forged
from benchmarks.honest_world.nouns import Dose, HonestRoster
from benchmarks.honest_world.typist import CAREFUL, CARELESS
from benchmarks.scoring import rowwise, second, tables
from benchmarks.scoring.second import Measured
from verify.credibility import detect
from verify.credibility.agencies.compare import compare
from verify.credibility.agencies.intervals import exact
from verify.credibility.fitted import shipped_fit

SEED = 1
_AT_ONCE = 20
_CARES = (CARELESS, CAREFUL)
# What grows, the kind that it grows in, and by how much.
CURVES: Mapping[str, tuple[str, tuple[float, ...]]] = {
    "fancy": ("car_owners", (0.0, 0.05, 0.10, 0.15, 0.20)),
    "spread": ("telecom_centre", (0.05, 0.10, 0.20, 0.30, 0.40)),
    "old_women": ("outpatients", (0.0, 0.25, 0.50, 0.75, 1.0)),
}


def _honest(task: tuple[str, int, int, str, float]) -> list[Measured]:
    kind, seed, count, knob, amount = task
    return second.measured(build.dossiers(kind, seed, count, Dose(**{knob: amount}) if knob else Dose()))


def _forged(task: tuple[str, str, int, int]) -> list[Measured]:
    what, care, seed, count = task
    make = forged.invented if what == "invented" else forged.half_typed
    return second.measured([make(build.KINDS[i % len(build.KINDS)], care, seed + i) for i in range(count)])


def _chunks(total: int) -> list[tuple[int, int]]:
    """(number of the chunk, how many)."""
    return [(n, min(_AT_ONCE, total - n * _AT_ONCE)) for n in range((total + _AT_ONCE - 1) // _AT_ONCE)]


@cache
def honest(each: int, seed: int = SEED) -> dict[str, list[Measured]]:
    """Return ``each`` honest dossiers of every kind; drawn once in a run."""
    tasks = [(kind, 1000 * seed + n, some, "", 0.0) for kind in build.KINDS for n, some in _chunks(each)]
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_honest, tasks))
    return {
        kind: [d for task, some in zip(tasks, found, strict=True) if task[0] == kind for d in some]
        for kind in build.KINDS
    }


def vectors(each: int, seed: int = SEED) -> dict[str, np.ndarray]:
    """The same as vectors by kind."""
    return {kind: np.array([d.vector for d in some]) for kind, some in honest(each, seed).items()}


def fails(found: Mapping[str, Sequence[Measured]]) -> None:
    """Print rows with a failure by kind."""
    print("\nSecond generator: rows of honest dossiers with a failure")
    print(f"{'kind':26} {'rows':>7} {'fail':>5} {'share':>6} {'95 %':>15}  rows by check")
    total = [sum(d.rows for some in found.values() for d in some), 0]
    worst = ("", 0.0)
    for kind, some in found.items():
        rows, bad = sum(d.rows for d in some), sum(d.fails for d in some)
        total[1] += bad
        worst = max(worst, (kind, bad / rows), key=lambda pair: pair[1])
        low, high = exact(bad, rows)
        codes = sum((d.codes for d in some), Counter[str]())
        said = " ".join(f"{code}:{count}" for code, count in codes.most_common(5))
        print(f"{kind:26} {rows:7} {bad:5} {bad / rows:6.2%} {f'{low:.2%} to {high:.2%}':>15}  {said}")
    print(f"{'all':26} {total[0]:7} {total[1]:5} {total[1] / total[0]:6.2%}")
    print(f"target: at most 1 % of the rows of any kind (here {worst[1]:.2%}: {worst[0]})")


def doses(each: int, seed: int) -> None:
    """Print the alarms at each dose."""
    tasks = [
        (kind, 1000 * seed + 500 + n, some, knob, amount)
        for knob, (kind, amounts) in CURVES.items()
        for amount in amounts
        for n, some in _chunks(each)
    ]
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_honest, tasks))
    cases: dict[str, list[np.ndarray]] = {}
    for task, some in zip(tasks, found, strict=True):
        cases.setdefault(f"{task[3]} {task[4]:.0%} ({task[0]})", []).extend(d.vector for d in some)
    tables.false_alarms(
        "Second generator, dose curves", shipped_fit().arms, {name: np.array(v) for name, v in cases.items()}
    )


def recall(each: int, seed: int) -> None:
    """Print how many of the second generator's own forgeries are found."""
    asked = {
        ("invented", CARELESS): "asked 95 %",
        ("invented", CAREFUL): "asked 70 %",
        ("half typed", ""): "asked 65 %",
    }
    tasks = [
        (what, care, 10_000 * seed + 1000 * n, some)
        for what in ("invented", "half typed")
        for care in _CARES
        for n, some in _chunks(each)
    ]
    with ProcessPoolExecutor() as workers:
        found = list(workers.map(_forged, tasks))
    print("\nSecond generator's forgers: recall (%) with exact 95 % intervals, at 5 % and at 1 %")
    by: dict[tuple[str, str], list[np.ndarray]] = {}
    for task, some in zip(tasks, found, strict=True):
        for care in (task[1], "") if task[0] == "half typed" else (task[1],):
            by.setdefault((task[0], care), []).extend(d.vector for d in some)
    for key, values in by.items():
        p, _ = detect.p_values(shipped_fit().arms, np.array(values))
        name = f"{key[0]}, {key[1] or 'both'}"
        print(
            f"{name:26} {len(p):5} {tables.with_interval(p, 0.05)} {tables.with_interval(p, 0.01)} {asked.get(key, '')}"
        )


def _round(seed: int) -> tuple[list[Measured], dict[str, list[Measured]]]:
    own = second.measured(agencies.honest_round(seed))
    return own, {cheat: second.measured(agencies.cheating_agency(seed, cheat)) for cheat in agencies.CHEATS}


def rounds(count: int, seed: int) -> None:
    """Print how often an honest agency is named, and one that cheats; other agencies beside it are counted apart."""
    asked = {"types a quarter": "asked 90 %", "staff numbers": "asked 99 %"}
    with ProcessPoolExecutor() as workers:
        made = list(workers.map(_round, range(10_000 * seed, 10_000 * seed + count), chunksize=1))
    named, hit, other = 0, Counter[str](), Counter[str]()
    why: dict[str, Counter[str]] = {cheat: Counter() for cheat in ("honest", *agencies.CHEATS)}
    for own, cheats in made:
        for cheat in ("honest", *agencies.CHEATS):
            dossiers = [*own, *cheats.get(cheat, [])]
            p, _ = detect.p_values(shipped_fit().arms, np.array([d.vector for d in dossiers]))
            found = [
                a for a in compare(second.clients(dossiers, p), rates=False).agencies if a.state == "named"
            ]
            guilty = cheats[cheat][0].agency if cheat in cheats else None
            named += cheat == "honest" and bool(found)
            for agency in found:
                hit[cheat] += agency.name == guilty
                other[cheat] += agency.name != guilty
                if agency.name == guilty or guilty is None:
                    why[cheat].update(f"{look.name} {look.component}".strip() for look in agency.seen)
    low, high = exact(named, count)
    print(f"\nSecond generator: {count} honest rounds; an agency that cheats is added to each")
    print(
        f"honest rounds that name an agency: {named} ({named / count:.1%}, 95 % {low:.1%} to {high:.1%}; allowed 5 %); "
        f"by what: {dict(why['honest'])}"
    )
    for cheat in agencies.CHEATS:
        low, high = exact(hit[cheat], count)
        said = next((words for begin, words in asked.items() if cheat.startswith(begin)), "")
        print(
            f"{cheat:28} named in {hit[cheat] / count:6.1%} ({low:.1%} to {high:.1%}) {said}; others beside it "
            f"{other[cheat]}; {dict(why[cheat])}"
        )


def mixture(cares: Sequence[str], count: int, seed: int) -> list[HonestRoster]:
    """Three dossiers in five are honest; of the others a part of the rows was typed, as in rowwise.mixture."""
    found = []
    for i in range(count):
        kind, at = build.KINDS[i % len(build.KINDS)], 10_000 * seed + i
        if i % 5 < round(rowwise.HONEST * 5):
            found += build.dossiers(kind, at, 1)
            continue
        share, care = rowwise.SHARES[i % 3], cares[i % len(cares)]
        whole = share == 1.0
        found.append(forged.invented(kind, care, at) if whole else forged.half_typed(kind, care, at, share))
    return found


def _beside(task: tuple[tuple[str, ...], int, int]) -> dict[str, float]:
    rosters = mixture(*task)
    batch = second.review(rosters).batch
    truth = {
        (f"D{place:05d}", at + 3): at in roster.typed  # below a title and headings
        for place, roster in enumerate(rosters)
        for at in range(len(roster.rows))
    }
    own = zip(batch.rows["dossier"].astype("str"), batch.rows["row"], strict=True)
    return rowwise.beside(batch, np.array([truth[dossier, int(row)] for dossier, row in own]))


def peers(count: int, seed: int = SEED) -> None:
    """Print precision beside the peers on the second generator's rows."""
    groups = {"careless": (CARELESS,), "careful": (CAREFUL,), "careless and careful": _CARES}
    tasks = [(cares, count, seed + place) for place, cares in enumerate(groups.values())]
    with ProcessPoolExecutor() as workers:
        found = dict(zip(groups, workers.map(_beside, tasks), strict=True))
    rowwise.table(
        f"Second generator: precision (%) among the top 5 % at {rowwise.BASE_RATE:.1%} ({count} dossiers each)",
        found,
    )


def main(each: int, seed: int = SEED) -> None:
    """Print what concerns single dossiers: alarms, failures, doses, recall."""
    found = honest(each, seed)
    tables.false_alarms("Second generator, honest kinds", shipped_fit().arms, vectors(each, seed))
    fails(found)
    doses(max(10, each // 2), seed)
    recall(2 * each, seed)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
