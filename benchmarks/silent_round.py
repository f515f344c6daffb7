"""Whole rounds through the command line, with people who do not answer: ``python -m benchmarks.silent_round [SEEDS]``.

Forty rosters a round: twenty-four honest ones (0 to 2 % slips), eight half and eight wholly forged. Each
drawn row stays silent for good with the given chance, whatever it is; then the same counts are judged by
the rule that holds every silent row false (silence odds inf), beside it. Everybody is called three times.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book

SIZES = (60, 80, 100, 120, 150, 200)
DICE = ("31415926535897932384", "27182818284590452353")


def rosters(folder: Path, rng: random.Random) -> tuple[dict[str, str], set[str]]:
    """Write forty rosters; return the kind of each and the row ids that are forged."""
    kinds, bad = {}, set()
    for at in range(40):
        kind = "honest" if at < 24 else "half" if at < 32 else "whole"
        size, name = rng.choice(SIZES), f"D{at:02d}"
        write_book(folder / f"{name}.xlsx", people(size, first=13_100_000_017 + at * 20_000_003))
        share = {"honest": rng.choice((0, 0.01, 0.02)), "half": 0.5, "whole": 1.0}[kind]
        rows = [f"{name}#{line:04d}" for line in range(2, size + 2)]
        bad.update(rng.sample(rows, int(share * size)))
        kinds[name] = kind
    return kinds, bad


def reply(row: str, number: int, bad: set[str], silent: set[str]) -> str:
    if row in silent:
        return "U1"
    return ("N1" if row in bad else "V1") if number == 1 else ""


def round_of(seed: int, rate: float, lang: str) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    """Run one round; count (kind, judgement), and what the honest ones get when all silence is false."""
    rng = random.Random(f"{seed}/{rate}")
    with tempfile.TemporaryDirectory() as name, inside(Path(name), {"HEFANG_LANG": lang}):
        Path("r").mkdir()
        kinds, bad = rosters(Path("r"), rng)
        for words in (("new",), ("add", "r"), ("seal",)):
            run(*words, code=None)
        silent: set[str] = set()
        asked: set[str] = set()
        for stage, dice in enumerate(DICE, 1):
            if run("draw", "--stage", stage, "--seed", f"{int(dice) + seed:020d}", code=None).code:
                break
            run("calls", "export", "--out", f"lists{stage}")
            for file in sorted(Path(f"lists{stage}").glob("*.xlsx")):
                for last in (1, 2, 3):

                    def outcome(row: str, number: int, last: int = last) -> str:
                        if row not in asked:
                            asked.add(row)
                            if rng.random() < rate:
                                silent.add(row)
                        return reply(row, number, bad, silent) if number == last else ""

                    fill(file, outcome)
                run("calls", "import", file, code=None)
        found = answer("judge", code=None)["dossiers"]
    kept = Counter((kinds[item["id"]], item["judgement"]) for item in found)
    first = Counter(
        "high" if item["silence"]["upper_worst"] < item["limit"] else "more"
        for item in found
        if kinds[item["id"]] == "honest"
    )
    return kept, first


def main() -> None:
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print(
        "silence  honest: high more low   half: low more high   whole: low more high   honest, all silence false"
    )
    for rate in (0.0, 0.05, 0.2):
        kept: Counter[tuple[str, str]] = Counter()
        first: Counter[str] = Counter()
        for seed in range(seeds):
            with contextlib.redirect_stderr(io.StringIO()):
                one, other = round_of(seed, rate, ("zh", "en")[seed % 2])
            kept += one
            first += other
        honest, half, whole = (
            " ".join(f"{kept[kind, said]:>4}" for said in order)
            for kind, order in (
                ("honest", ("high", "more", "low")),
                ("half", ("low", "more", "high")),
                ("whole", ("low", "more", "high")),
            )
        )
        print(
            f"{rate:>6.0%}   {honest}            {half}         {whole}         high {first['high']}",
            flush=True,
        )


if __name__ == "__main__":
    main()
