"""What the checks find that the score cannot: rosters recycled from another dossier, the applicant's own staff."""

from __future__ import annotations

from benchmarks.scoring import cast
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import honest
from fixtures.fabrication import CARE, fabricate
from verify.checks import ALL
from verify.settings import Settings

WATCHED = ("DU01", "DU02", "DU05", "DU06", "EM02", "CT03", "CT04")
SCHEMES = ("recycled", "staff", "padded", "future_prefix")


def found(scheme: str, care: str, count: int) -> dict[str, float]:
    """Share of wholly forged dossiers in which each check hits, the source of a recycled one in the same batch."""
    own = [
        honest(cast.TEST_KINDS[i % len(cast.TEST_KINDS)], cast.MIXED_SEED + 90_000 + i) for i in range(count)
    ]
    others = [honest("heating_users", cast.MIXED_SEED + 95_000 + i, len(d.rows)) for i, d in enumerate(own)]
    forged = [fabricate(d, scheme, 1.0, care, 7, o) for d, o in zip(own, others, strict=True)]
    batch = as_batch([*forged, *others])
    names = {f"d{place:05d}" for place in range(count)}
    results = {check.code: check.run(batch, Settings()).hits for check in ALL if check.code in WATCHED}
    return {code: len(names & set(hits["dossier"].astype("str"))) / count for code, hits in results.items()}


def main(count: int = 24) -> None:
    """Print the table."""
    print("\nFacts: share (%) of wholly forged dossiers in which a check hits; none of it is in the p-value")
    print(f"{'scheme':24} " + " ".join(f"{code:>6}" for code in WATCHED))
    for scheme in SCHEMES:
        for care in CARE:
            shares = found(scheme, care, count)
            print(f"{scheme + ', ' + care:24} " + " ".join(f"{100 * shares[code]:6.0f}" for code in WATCHED))


if __name__ == "__main__":
    main()
