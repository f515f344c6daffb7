"""Which kinds are right: ``python -m tests.intake.kinds [FOLDER with expected.json]``; 1 where anything is wrong.

FOLDER: further cases in the shape of a list of files with what is right of each, e.g. those that others gathered.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from tests.intake.kinds.answers import given, own
from tests.intake.kinds.case import KINDS

# Which kind a gathered file is of: the number that its name begins with.
_NUMBERS = {
    "01": "format", "02": "picture", "10": "struck", "14": "export", "16": "clock", "20": "letter",
    "23": "radical", "30": "hint", "32": "control", "33": "tick", "39": "password", "48": "uncached",
    "49": "masked", "52": "total", "58": "range", "re": "company", "61": "copied", "62": "relation",
}  # fmt: skip


def main(folder: str = "") -> None:
    """Print how many cases of each kind there are, how many are right, and what is wrong with the others."""
    found: dict[str, list[tuple[str, str, list[str]]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as held:
        for kind, name, faults in own(Path(held)):
            found[kind].append(("own", name, faults))
    beyond = []
    for name, faults, accused in given(Path(folder)) if folder else ():
        beyond += [f"{name}: {', '.join(accused)}"] if accused else []
        found[_NUMBERS.get(name[:2], "")].append(("given", name, faults))
    print(f"{'kind':<10} {'given':>5} {'own':>4} {'right':>6}")
    for kind in (*KINDS, *(() if "" not in found else ("",))):
        cases = found[kind]
        origins = [origin for origin, _, _ in cases]
        right = sum(not faults for _, _, faults in cases)
        print(
            f"{kind:<10} {origins.count('given'):>5} {origins.count('own'):>4} {right:>3}/{len(cases):<3} {KINDS.get(kind, '')}"
        )
    wrong = [(name, fault) for cases in found.values() for _, name, faults in cases for fault in faults]
    for name, fault in wrong:
        print(f"  {name}: {fault}")
    if beyond:
        print(f"accused beyond what is said to be right: {'; '.join(beyond)}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
