"""Print how often agencies are named: honest rounds, typed rows, spread staff, one list of names, denials."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from benchmarks.agencies import bank as banks
from benchmarks.agencies import rounds
from benchmarks.agencies.bank import Banked
from benchmarks.agencies.rounds import MadeRound
from verify.credibility.agencies.compare import compare

SEED = 20_271_203
EACH, TYPED = 40, 5  # dossiers of every kind: honest ones, and those of which a part was typed
MOST, TYPED_LEAST, STAFF_LEAST = 0.05, 0.90, 0.99


def honest_rounds(bank: Sequence[Banked], count: int) -> float:
    """Print in how many honest rounds an agency is named, and why; return the share."""
    named, why, what, seen = 0, Counter[str](), Counter[str](), Counter[str]()
    for number in range(count):
        made = rounds.honest(bank, np.random.default_rng([SEED, number]))
        out = [a for a in compare(made.clients, rates=False).agencies if a.state == "named"]
        named += bool(out)
        seen.update(made.peculiar.values())
        for agency in out:
            why.update(f"{look.name} {look.component}".strip() for look in agency.seen)
            what[made.peculiar[agency.name] or "any clients"] += 1
    print(f"honest rounds that name an agency: {named} of {count} ({named / count:.1%}, allowed {MOST:.0%})")
    print(f"  by what: {dict(why)}; whose clients: {dict(what)}", flush=True)
    return named / count


def forged_rounds(
    name: str, agency: str, forge: Callable[[MadeRound, np.random.Generator], MadeRound],
    bank: Sequence[Banked], count: int, least: float | None,
) -> float:  # fmt: skip
    """Print how often the forging agency is named, and how often another one beside it; return the share."""
    hit, other, why = 0, 0, Counter[str]()
    for number in range(count):
        rng = np.random.default_rng([SEED, 1, number])
        found = compare(forge(rounds.honest(bank, rng), rng).clients, rates=False).agencies
        for one in found:
            if one.state == "named":
                hit += one.name == agency
                other += one.name != agency
                if one.name == agency:
                    why.update(f"{look.name} {look.component}".strip() for look in one.seen)
    asked = "" if least is None else f", asked {least:.0%}"
    print(
        f"{name}: named in {hit} of {count} ({hit / count:.1%}{asked}); others beside it {other}; {dict(why)}"
    )
    return hit / count


def main(argv: Sequence[str] = ()) -> None:
    """Print everything. ``argv``: how many honest rounds (1,000); a quarter as many of each forgery."""
    count = int(argv[0]) if argv else 1_000
    each, typed = (int(argv[1]), int(argv[2])) if len(argv) > 2 else (EACH, TYPED)
    bank, forged = banks.build(each, typed)
    print(f"{len(bank)} honest dossiers of {len(bank) // each} kinds, seeds from {banks.SEED}", flush=True)
    honest_rounds(bank, count)
    few = max(20, count // 4)
    for care, some in forged.items():
        least = TYPED_LEAST if care == "careless" else None
        forge = partial(_typed, forged=some)
        forged_rounds(f"a quarter typed, {care}, 8 dossiers", "打字机构", forge, bank, few, least)
    for way in ("twice", "thrice", "half", "all"):
        forge = partial(_staffed, bank=bank, way=way)
        forged_rounds(f"fifteen staff over six dossiers, {way}", "员工机构", forge, bank, few, STAFF_LEAST)
    forged_rounds("one list of names, six dossiers", "名单机构", partial(_listed, bank=bank), bank, few, None)


def _typed(made: MadeRound, rng: np.random.Generator, forged: Sequence[Banked]) -> MadeRound:
    return rounds.typed(made, forged, rng)


def _staffed(made: MadeRound, rng: np.random.Generator, bank: Sequence[Banked], way: str) -> MadeRound:
    return rounds.staffed(made, bank, rng, way)


def _listed(made: MadeRound, rng: np.random.Generator, bank: Sequence[Banked]) -> MadeRound:
    return rounds.listed(made, bank, rng)


if __name__ == "__main__":
    main(sys.argv[1:])
