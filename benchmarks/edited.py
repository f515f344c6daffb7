"""Recycled rosters with altered numbers, and honest rounds: what DU07 tells. ``python -m benchmarks.edited [ROUNDS [FORGED]]``.

A round has twenty dossiers of all test kinds. Forged: one of them is filled with people of another, one digit of each
number (or two, or a digit and a character of the name, or a digit and the name written as it is read) changed anywhere in
the last eight. Honest: every round has pairs of companies that share customers (with slips of the pen, and with names as
somebody heard them), one employer's block of numbers, and families of which one member is a customer of each, with
generation names and numbers bought in a row.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from random import Random

import numpy as np

from benchmarks.scoring import cast
from benchmarks.scoring.recycled import in_common
from benchmarks.scoring.rosters import as_batch
from fixtures.dossiers import Dossier, honest
from fixtures.fabrication import fabricate
from fixtures.files.writing import Row, spell_out
from fixtures.population.numbers import block
from fixtures.schemes import digits
from verify.checks import BY_CODE
from verify.fields.reading import readings
from verify.model import Batch
from verify.settings import Settings

CODE, REARRANGED = "DU07", "DU08"
SIZE = 20  # dossiers of a round
SHARES = (1.0, 0.5, 0.2)
SEED = 12_000_000
GIVEN = "明华军建国强文平志伟春梅玉兰英秀芳敏静丽"
HEARD = "one digit, names as they are read"
KINDS_OF_EDIT: dict[str, tuple[int, int]] = {  # digits and characters changed
    "one digit": (1, 0),
    HEARD: (1, 0),
    "two digits": (2, 0),
    "one digit, one character": (1, 1),
    "two digits, one character": (2, 1),
}


def altered(number: str, count: int, rng: Random) -> str:
    """Change so many of the last eight digits."""
    out = list(number)
    for at in rng.sample(range(3, 11), count):
        out[at] = str((int(out[at]) + rng.randint(1, 9)) % 10)
    return "".join(out)


def renamed(name: str, rng: Random) -> str:
    """Change one character after the surname."""
    if len(name) < 2:
        return name
    at = rng.randrange(1, len(name))
    return name[:at] + rng.choice([c for c in GIVEN if c != name[at]]) + name[at + 1 :]


def heard(name: str, rng: Random) -> str:
    """Write a name as somebody would who only heard it: the characters after the surname by others of their reading, or
    all of it in letters."""
    if rng.random() < 0.2:
        return " ".join(readings().get(c, c) for c in name).title()
    return name[:1] + "".join(rng.choice(_written().get(readings().get(c, ""), c)) for c in name[1:])


@cache
def _written() -> dict[str, str]:
    """Reading -> the commoner characters that are read so."""
    found: dict[str, str] = {}
    for character, reading in list(readings().items())[:3_755]:
        found[reading] = found.get(reading, "") + character
    return found


def forged_round(seed: int, share: float, edit: str) -> list[Dossier]:
    """A round whose first dossier recycles ``share`` of its rows from the second."""
    rng, (changed, characters) = Random(f"edited/{seed}/{share}/{edit}"), KINDS_OF_EDIT[edit]
    own = honest(cast.TEST_KINDS[seed % len(cast.TEST_KINDS)], SEED + seed)
    source = cast.recycled_from(own, seed, SEED)
    made = fabricate(own, "recycled", share, "careful", seed, source)
    rows = []
    for row, truth in zip(spell_out(made.rows), made.truth, strict=True):
        number = digits(row)
        if truth != "recycled" or len(number) != 11:
            rows.append(row)
            continue
        name = str(row["name"])
        if edit == HEARD:
            name = heard(name, rng)
        for _ in range(characters):
            name = renamed(name, rng)
        rows.append({**row, "name": name, "contact": altered(number, changed, rng)})
    return [replace(made, rows=tuple(rows)), source, *honest_dossiers(seed, 4)]


def honest_dossiers(seed: int, count: int) -> list[Dossier]:
    """Draw honest dossiers of the test kinds."""
    kinds = cast.TEST_KINDS
    first = SEED + 1_000_000 + seed * SIZE
    return [honest(kinds[(first + i) % len(kinds)], first + i, wide=i % 2 == 1) for i in range(count)]


def honest_round(seed: int) -> list[Dossier]:
    """Twenty honest dossiers, of which pairs have customers, an employer or families in common."""
    rng = Random(f"honest round/{seed}")
    made = honest_dossiers(seed, SIZE)
    out = in_common(made[:6], rng.choice((0.02, 0.05, 0.1)))
    out += _pair(made[6:8], rng, 0.5, _customers)
    out += _pair(made[8:10], rng, 1.0, _customers)
    out += _pair(made[10:12], rng, 0.6, _block)
    out += _pair(made[12:14], rng, 0.9, _block)
    out += _pair(made[14:16], rng, 0.02, _families)
    return out + made[16:]


Together = Callable[[Row, Row, Random, str], tuple[Row, Row]]


def _pair(two: Sequence[Dossier], rng: Random, share: float, together: Together) -> list[Dossier]:
    """Let two dossiers have a share of the shorter one's rows in common, in the way that ``together`` makes them."""
    one, other = ([dict(row) for row in spell_out(dossier.rows)] for dossier in two)
    count = round(share * min(len(one), len(other)))
    seven = block(rng, two[0].city)
    for a, b in zip(rng.sample(range(len(one)), count), rng.sample(range(len(other)), count), strict=True):
        here, there = together(one[a], other[b], rng, seven)
        one[a] |= here
        other[b] |= there
    return [replace(two[0], rows=tuple(one)), replace(two[1], rows=tuple(other))]


def _customers(one: Row, other: Row, rng: Random, seven: str) -> tuple[Row, Row]:
    """The same customer in both, each typed by somebody else: one number in a hundred and fifty has a slip, one name in
    twenty is written as it was heard."""
    number = digits(one)
    typed = altered(number, 1, rng) if len(number) == 11 and rng.random() < 1 / 150 else one["contact"]
    name = heard(str(one["name"]), rng) if rng.random() < 1 / 20 else one["name"]
    return {}, {"name": name, "contact": typed}


def _block(one: Row, other: Row, rng: Random, seven: str) -> tuple[Row, Row]:
    """Colleagues of one employer, whose numbers are of its own block of a thousand."""
    return {"contact": f"{seven[:7]}{rng.randrange(1_000):04d}"}, {
        "contact": f"{seven[:7]}{rng.randrange(1_000):04d}"
    }


def _families(one: Row, other: Row, rng: Random, seven: str) -> tuple[Row, Row]:
    """Siblings: surname and generation character the same, numbers bought in a row."""
    surname, generation = str(one["name"])[:1], rng.choice(GIVEN)
    first, second = rng.sample(GIVEN, 2)
    number = f"{block(rng, '哈尔滨')}{rng.randrange(10_000):04d}"
    last = int(number[-1])
    beside = number[:-1] + str(last + 1 if last < 9 else last - 1)
    return (
        {"name": f"{surname}{generation}{first}", "contact": number},
        {"name": f"{surname}{generation}{second}", "contact": beside},
    )


def named(batch: Batch, code: str = CODE) -> list[tuple[int, int]]:
    """Which dossiers are named, and with which others."""
    hits = BY_CODE[code].run(batch, Settings()).hits
    return sorted((int(d[1:]), int(o[1:])) for d, o in zip(hits["dossier"], hits["other"], strict=True))


def _forged(task: tuple[int, float, str]) -> tuple[bool, bool, int]:
    """Whether the forged one and its source are named together, and how many others are named."""
    seed, share, edit = task
    found = named(as_batch(forged_round(seed, share, edit)))
    return (0, 1) in found, (1, 0) in found, len({one for one, _ in found if one > 1})


def _honest(seed: int) -> tuple[int, list[tuple[int, int]], int]:
    made = as_batch(honest_round(seed))
    return len(made.dossiers), named(made), len({one for one, _ in named(made, REARRANGED)})


def main(rounds: int = 300, forged: int = 100) -> None:
    """Print what is found, and who is named in honest rounds."""
    with ProcessPoolExecutor() as workers:
        tasks = [(seed, share, edit) for edit in KINDS_OF_EDIT for share in SHARES for seed in range(forged)]
        found = dict(zip(tasks, workers.map(_forged, tasks, chunksize=10), strict=True))
        print(f"Recycled with alterations: dossiers told by {CODE} (%), {forged} each")
        print(f"{'':36}" + "".join(f"{share:>8.0%}" for share in SHARES) + "   rows")
        for edit in KINDS_OF_EDIT:
            shares = [
                np.mean([found[seed, share, edit][0] for seed in range(forged)]) * 100 for share in SHARES
            ]
            print(f"{edit:36}" + "".join(f"{value:8.1f}" for value in shares))
        beside = sum(others for _, _, others in found.values())
        print(f"honest dossiers named beside them: {beside} of {4 * len(tasks)}")
        calm = list(workers.map(_honest, range(rounds), chunksize=5))
    total = sum(size for size, *_ in calm)
    wrong = [pair for _, pairs, _ in calm for pair in pairs]
    accused = sum(len({one for one, _ in pairs}) for _, pairs, _ in calm)
    print(f"honest dossiers named: {accused} of {total} ({accused / total:.2%}) in {rounds} rounds of {SIZE}")
    print(f"by {REARRANGED}: {sum(rearranged for *_, rearranged in calm)}")
    parts = {"share 2-10 % of customers": (0, 6), "share half": (6, 8), "share all": (8, 10), "block": (10, 14),
             "families": (14, 16), "nothing in common": (16, 20)}  # fmt: skip
    for part, (start, stop) in parts.items():
        print(f"  {part}: {sum(start <= one < stop for one, _ in wrong)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
