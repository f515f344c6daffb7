"""How long each command of the sampling room computes: ``python -m benchmarks.sampling``.

Prints, per command, the slowest of all sizes tried and its share of the 50 ms target. Start-up of the
interpreter is not counted. The last part shows settings outside the target, so that nobody has to guess.
"""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Iterable

from sampling import machine
from sampling.design import chances, plan, silence, silent_plan
from sampling.design.plan import single_plan, two_stage_plan
from sampling.draw.record import record, to_text
from sampling.draw.seal import make_seal, read_seal, roster_sha256, seal_dossier
from sampling.draw.seal import to_text as seal_text
from sampling.draw.tickets import replay
from sampling.judge import bounds, bounds_and_plan, estimate
from sampling.model import Counts, Seal

TARGET = 0.050
SEED = "31415926535897932384"
SIZES = (*range(1, 501), 750, 1000, 1500, 2000)
LARGE = (10, 60, 100, 200, 500, 1000, 2000)


def slowest(call: Callable[[int], object], sizes: Iterable[int]) -> tuple[float, int]:
    """Return the longest time in seconds and the size it was measured at; each size the best of two."""
    worst = (0.0, 0)
    for size in sizes:
        times = []
        for _ in range(2):
            plan._search.cache_clear()
            began = time.perf_counter()
            call(size)
            times.append(time.perf_counter() - began)
        worst = max(worst, (min(times), size))
    return worst


def seal_of(population: int, dossiers: int = 1) -> Seal:
    """Return a seal of made-up row ids."""
    made = []
    for number in range(dossiers):
        rows = [f"哈测-{number:03d}#{row:04d}" for row in range(4, population + 4)]
        made.append(seal_dossier(f"哈测-{number:03d}", rows, "0" * 64, single_plan(population)))
    return make_seal(made, "0" * 64, "0")


def seal_roster(population: int) -> None:
    """Hash a canonical roster, plan, seal and write."""
    rows = [
        (f"哈测#{row:04d}", "试甲", "13904510001", "PHONE", "2017-03-05", "2017-03-05", "某公司")
        for row in range(population)
    ]
    sealed = seal_dossier("哈测", [row[0] for row in rows], roster_sha256(rows), single_plan(population))
    seal_text(make_seal([sealed], "0" * 64, "0"))


def two_stage_bounds(population: int) -> None:
    """Bounds after both stages, with targeted rows: the longest road to a decision."""
    shape = two_stage_plan(population, targeted=population // 10)
    estimate(shape, Counts(shape.n1, 1, 1), Counts(shape.n2, 1, 1), Counts(population // 10, 1))


def forget() -> None:
    """Forget everything that was worked out, so that each plan and each bound starts like a command."""
    for room in (plan, silent_plan, chances, silence):
        for name in vars(room).values():
            if hasattr(name, "cache_clear") and name is not silent_plan.table:
                name.cache_clear()


def under_silence(sizes: Iterable[int], odds: Iterable[str]) -> list[tuple[float, str]]:
    """Return (seconds of processor, what) of plans at four rates of silence and of bounds after two stages."""
    found = []
    for size, gamma in itertools.product(sizes, odds):
        for rate in ("0%", "10%", "20%", "30%"):
            forget()
            began = time.process_time()
            made = machine.plan_document(size, silence=rate, silence_odds=gamma)
            found.append(
                (time.process_time() - began, f"plan {size} --silence {rate} --silence-odds {gamma}")
            )
            n1, n2 = made["stages"]["n1"], made["stages"]["n2"]
            part = made["stages"]["stage_share"] if n2 else ""
            for cleared in (0, n1 // 10):
                first = Counts(n1, 1, n1 // 5 - cleared, 0, cleared)
                second = Counts(n2, 1, n2 // 5) if n2 else None
                forget()
                began = time.process_time()
                result, shape = bounds_and_plan(
                    size, first, second=second, stage_two=n2, stage_share=part, silence_odds=gamma,
                    silence_most="40%",
                )  # fmt: skip
                machine.bounds_document(result, shape)
                words = f"bounds of {size} --silence-odds {gamma}: {n1} + {n2} drawn, {cleared} cleared"
                found.append((time.process_time() - began, words))
    return found


def main() -> None:
    """Print the table."""
    silent_plan.table()
    for top, target in ((500, 0.05), (2000, 1.0)):
        cells = (300, 400, 500) if top == 500 else (1000, 2000)
        found = under_silence(cells, ("1", "3/2", "2", "3", "5", "inf"))
        print(
            f"under silence, N <= {top}, {len(found)} commands, the three slowest (of {target * 1000:.0f} ms):"
        )
        for seconds, words in sorted(found)[:-4:-1]:
            print(f"    {seconds * 1000:>7.1f} ms   {seconds / target:>5.0%}   {words}")
    seals = {size: seal_text(seal_of(size)) for size in LARGE}
    cases: list[tuple[str, Callable[[int], object], Iterable[int]]] = [
        ("plan N", lambda n: machine.plan_document(n), SIZES),
        ("plan N --two-stage, N <= 500", lambda n: machine.plan_document(n, two_stage=True), range(10, 501)),
        ("plan N --two-stage, N <= 2000", lambda n: machine.plan_document(n, two_stage=True), (1000, 1500, 2000)),
        ("plan N --two-stage --curve, N <= 500", lambda n: machine.plan_document(n, two_stage=True, curve=True), (100, 200, 500)),
        ("bounds, one stage, any counts", lambda n: bounds(n, Counts(n // 2, n // 4, n // 8)), SIZES),
        ("bounds, two stages, targeted, N <= 500", two_stage_bounds, range(20, 501, 20)),
        ("seal of one roster", seal_roster, LARGE),
        ("draw of one roster (with draw.json)", lambda n: to_text(record(read_seal(seals[n]), [SEED])), LARGE),
        ("replay of one roster", lambda n: replay(read_seal(seals[n]), [SEED]), LARGE),
    ]  # fmt: skip
    print(f"{'command':<42}{'slowest':>10}   at N    of {TARGET * 1000:.0f} ms")
    for name, call, sizes in cases:
        seconds, size = slowest(call, sizes)
        print(f"{name:<42}{seconds * 1000:>7.1f} ms{size:>7}   {seconds / TARGET:>6.0%}")
    whole = seal_text(seal_of(200, 200))
    began = time.perf_counter()
    read = read_seal(whole)
    replay(read, [SEED])
    print(f"\na whole round, 200 rosters of 200: read and replay {time.perf_counter() - began:.2f} s")
    digest = hashlib.sha256(whole.encode()).hexdigest()[:16]
    print(f"(seal of {len(whole):,} characters, {digest}...)\n")
    print("two-stage search at N = 500 with other shares (tolerable, expected):")
    for tolerable, expected in (
        ("5%", "1%"),
        ("10%", "5%"),
        ("20%", "5%"),
        ("20%", "10%"),
        ("10%", "8%"),
        ("20%", "15%"),
    ):
        seconds, _ = slowest(
            lambda n, t=tolerable, e=expected: two_stage_plan(n, tolerable=t, expected=e),
            [500],  # type: ignore[misc]
        )
        print(
            f"    {tolerable:>4} {expected:>4}   {seconds * 1000:>8.1f} ms   {'' if seconds < TARGET else 'above the target'}"
        )


if __name__ == "__main__":
    main()
