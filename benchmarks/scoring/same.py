"""Whether a roster has one score: alone, in a batch of others, read on another day, its rows' ids apart."""

from __future__ import annotations

from datetime import date

from benchmarks.scoring import cast
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import Dossier, honest
from fixtures.fabrication import CARE, fabricate
from verify.checks import ALL
from verify.credibility.score import assess
from verify.model import Batch, Credibility
from verify.settings import Settings

SEED = 870_000
ANOTHER_DAY = date(2019, 2, 4)
SCHEMES = ("invented", "neighbours", "machine", "padded", "one_evening")


def drawn(count: int) -> list[Dossier]:
    """Half of them honest, half forged in some way."""
    out = []
    for i in range(count):
        own = honest(cast.TEST_KINDS[i % len(cast.TEST_KINDS)], SEED + i, 60 + i % 5 * 35)
        forged = i % 2 == 1
        out.append(
            fabricate(own, SCHEMES[i // 2 % len(SCHEMES)], 0.5, CARE[i // 2 % len(CARE)], SEED + i)
            if forged
            else own
        )
    return out


def scores(batch: Batch) -> list[Credibility]:
    """Return the scores of a batch in the order of its dossiers, findings of all checks counted."""
    results = [check.run(batch, Settings()) for check in ALL]
    found = assess(batch, results).scores
    return [found[name] for name in sorted(found)]


def main(count: int = 40) -> int:
    """Print how many dossiers have one score in all three; return how many do not."""
    dossiers = drawn(count)
    alone = [scores(as_batch([dossier]))[0] for dossier in dossiers]
    batch = scores(as_batch(dossiers))
    later = scores(as_batch(dossiers[::-1], today=ANOTHER_DAY))[::-1]
    differ = [i for i, three in enumerate(zip(alone, batch, later, strict=True)) if three != (three[0],) * 3]
    print(
        f"\nOne score alone, in a batch of {count}, and in the reverse batch on {ANOTHER_DAY}: "
        f"{count - len(differ)} of {count}, parts and p-values included"
    )
    for i in differ:
        print(f"  {dossiers[i].id}: {[c[i].score for c in (alone, batch, later)]}")
    return len(differ)


if __name__ == "__main__":
    main()
