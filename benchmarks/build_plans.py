"""Search the plans that rounds use and write them as a table: python -m benchmarks.build_plans [LARGEST].

A search takes seconds for a large roster; whoever seals forty of them should not wait for it. No level rests
on this table: whatever sizes it gives, what passes is decided exactly (sampling/design/silence.py). A test
searches a few of its lines again.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sampling.design.silent_plan import DEFAULTS, PlanLine, line_of

FILE = Path(__file__).parent.parent / "sampling" / "design" / "silent_plans.csv"


def main() -> None:
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else 260
    with ProcessPoolExecutor(int(sys.argv[2]) if len(sys.argv) > 2 else None) as pool:
        lines = pool.map(line_of, range(1, largest + 1))
        with FILE.open("w", encoding="utf-8", newline="\n") as file:
            file.write(f"# {DEFAULTS}; made by python -m benchmarks.build_plans\n")
            file.write(",".join(PlanLine._fields) + "\n")
            for line in lines:
                file.write(",".join(map(str, line)) + "\n")
                file.flush()


if __name__ == "__main__":
    main()
