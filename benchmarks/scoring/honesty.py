"""How often honest people are accused: rows of honest dossiers that carry a finding of severity fail.

Target: at most 1 % of the rows of any kind. The seeds are kept apart: nobody
looked at them while the checks were built. Slips that the fixtures planted (a missing digit and so on) are
counted as rows too, and shown beside.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Mapping

import numpy as np

from benchmarks.scoring.road import review
from fixtures.dossiers import KINDS, Dossier, honest
from verify.credibility.agencies.intervals import exact
from verify.model import FAIL, Review

RESERVED = 7_001  # first of the seeds that are kept for this table


def dossiers(count: int, first_seed: int) -> list[Dossier]:
    """Return so many honest dossiers, all kinds in turn."""
    kinds = list(KINDS)
    return [honest(kinds[i % len(kinds)], first_seed + i // len(kinds)) for i in range(count)]


def accused(seen: Review, kind_of: Mapping[str, str], slips: Mapping[str, int]) -> tuple[float, float]:
    """Print rows with a failure by kind and code; return their share overall and in the worst kind.

    ``kind_of``: dossier -> kind. ``slips``: kind -> rows in which the maker of the dossiers planted a slip.
    """
    owner = seen.batch.rows["dossier"].astype("str").map(kind_of).to_numpy()
    rows = Counter(owner.tolist())
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
    print(
        f"{'kind':26} {'rows':>6} {'fail':>5} {'share':>6} {'95 %':>15} {'slips':>5}  rows by code; dossiers by code"
    )
    worst = 0.0
    for kind in dict.fromkeys(kind_of.values()):
        count = int(flagged[owner == kind].sum())
        share = count / max(rows[kind], 1)
        worst = max(worst, share)
        said = " ".join(f"{c}:{n}" for c, n in codes[kind].most_common())
        said += "".join(f" [{c}:{n}]" for c, n in whole[kind].most_common())
        print(
            f"{kind:26} {rows[kind]:6} {count:5} {share:6.2%} {_between(count, rows[kind]):>15} {slips.get(kind, 0):5}  {said}"
        )
    share = float(flagged.mean())
    count = int(flagged.sum())
    print(
        f"{'all':26} {len(flagged):6} {count:5} {share:6.2%} {_between(count, len(flagged)):>15} {sum(slips.values()):5}"
    )
    print(f"target: at most 1 % of the rows of any kind (here {worst:.2%}; of all {share:.2%})")
    return share, worst


def _between(count: int, of: int) -> str:
    low, high = exact(count, of)
    return f"{low:.2%} to {high:.2%}"


def main(count: int = 300, first_seed: int = RESERVED) -> tuple[float, float]:
    """Print the table for the first generator's kinds."""
    made = dossiers(count, first_seed)
    slips = Counter[str]()
    for d in made:
        slips[d.kind] += sum(t != "real" for t in d.truth)
    print(f"\nRows with a failure in {count} honest dossiers of all kinds")
    return accused(review(made), {d.id: d.kind for d in made}, slips)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
