"""How often honest people are accused: rows of honest dossiers that carry a finding of severity fail.

Targets: at most 1 % of all rows, and at most 3 % in any kind of dossier. The seeds are kept apart: nobody
looked at them while the checks were built. Slips that the fixtures planted (a missing digit and so on) are
counted as rows too, and shown beside.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict

import numpy as np

from benchmarks.scoring.road import review
from fixtures.dossiers import KINDS, Dossier, honest
from verify.model import FAIL

RESERVED = 7_001  # first of the seeds that are kept for this table


def dossiers(count: int, first_seed: int) -> list[Dossier]:
    """Return so many honest dossiers, all kinds in turn."""
    kinds = list(KINDS)
    return [honest(kinds[i % len(kinds)], first_seed + i // len(kinds)) for i in range(count)]


def main(count: int = 300, first_seed: int = RESERVED) -> tuple[float, float]:
    """Print the table by kind and code; return the share of accused rows overall and in the worst kind."""
    made = dossiers(count, first_seed)
    seen = review(made)
    kind_of = {d.id: d.kind for d in made}
    slips = Counter[str]()
    rows = Counter[str]()
    for d in made:
        rows[d.kind] += len(d.rows)
        slips[d.kind] += sum(t != "real" for t in d.truth)
    owner = seen.batch.rows["dossier"].astype("str").map(kind_of).to_numpy()
    flagged = np.zeros(len(owner), bool)
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    whole: dict[str, Counter[str]] = defaultdict(Counter)
    for result in seen.results:
        hits = result.hits[result.hits["severity"].eq(FAIL)]
        for dossier, row, more in zip(hits["dossier"], hits["row"], hits["more"], strict=True):
            if row < 0:
                whole[kind_of[dossier]][result.code] += 1
                continue
            flagged[[row, *more]] = True
            codes[kind_of[dossier]][result.code] += 1 + len(more)
    print(f"{'kind':20} {'rows':>6} {'fail':>5} {'share':>6} {'slips':>5}  rows by code; dossiers by code")
    worst = 0.0
    for kind in KINDS:
        if not rows[kind]:
            continue
        accused = int(flagged[owner == kind].sum())
        share = accused / rows[kind]
        worst = max(worst, share)
        said = " ".join(f"{c}:{n}" for c, n in codes[kind].most_common())
        said += "".join(f" [{c}:{n}]" for c, n in whole[kind].most_common())
        print(f"{kind:20} {rows[kind]:6} {accused:5} {share:6.2%} {slips[kind]:5}  {said}")
    share = flagged.sum() / len(flagged)
    print(f"{'all':20} {len(flagged):6} {int(flagged.sum()):5} {share:6.2%} {sum(slips.values()):5}")
    print(f"target: at most 1 % of rows (here {share:.2%}), no kind above 3 % (here {worst:.2%})")
    return float(share), worst


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
