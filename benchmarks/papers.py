"""All papers of one round of 40 dossiers: ``python -m benchmarks.papers``.

Whole commands in processes of their own, on the same files: ``hefang report`` against ``hefang verify``.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from fixtures.caller import forged_people, make_calls
from fixtures.demo import Planned
from fixtures.dossiers import KINDS, honest
from fixtures.fabrication import fabricate
from fixtures.files.messy import write, write_register

ROOT = Path(__file__).parent.parent
DOSSIERS, RUNS = 40, 3
DICE = ("31415926535897932384", "27182818284590452353")
SEED = 8_000_000
FORGED = ("neighbours", "one_evening", "staff", "padded")


def hefang(folder: Path, *words: object) -> float:
    """Run a command in the folder of the round and return its seconds."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, words)],
        cwd=folder,
        env={**os.environ, "HEFANG_CASEBOOK": "casebook.db"},
        capture_output=True,
        check=False,
    )
    return time.perf_counter() - began


def planned() -> list[Planned]:
    """40 dossiers of many kinds, one in four forged in half of its rows."""
    plan, kinds = [], list(KINDS)
    for number in range(DOSSIERS):
        dossier, trouble = honest(kinds[number % len(kinds)], SEED + number), ""
        if number % 4 == 3:
            trouble = FORGED[number // 4 % len(FORGED)]
            dossier = fabricate(dossier, trouble, 0.5, "careless", SEED + number)
        plan.append(Planned(dossier, "xlsx", f"{dossier.id}.xlsx", trouble))
    return plan


def make_round(folder: Path) -> None:
    """File, seal, draw, call and judge, so that the papers have everything to tell."""
    plan = planned()
    rosters = folder / "rosters"
    rosters.mkdir()
    for item in plan:
        write(item.dossier, rosters / item.file, item.style, SEED)
    write_register([item.dossier for item in plan], rosters / "申报登记表.xlsx")
    hefang(folder, "new", "--round", "2017")
    hefang(folder, "add", "rosters")
    hefang(folder, "seal")
    forged = forged_people(plan)
    for stage, dice in enumerate(DICE, 1):
        hefang(folder, "draw", "--seed", dice, "--stage", stage)
        lists = folder / f"lists{stage}"
        hefang(folder, "calls", "export", "--callers", 3, "--out", lists)
        for path in sorted(lists.glob("*.xlsx")):
            make_calls(path, forged, f"{datetime.now():%Y-%m-%d %H:%M}")
            hefang(folder, "calls", "import", path)
    hefang(folder, "judge")


def main() -> None:
    """Print seconds, the ratio, and how large the page is."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_round(folder)
        rows = []
        for _ in range(RUNS):
            plain = hefang(folder, "verify", "rosters")
            rows.append((hefang(folder, "report", "--out", "papers"), plain))
        report, verify = (statistics.median(column) for column in zip(*rows, strict=True))
        ratio = statistics.median(one / other for one, other in rows)
        files = [path for path in (folder / "papers").rglob("*") if path.is_file()]
        page = (folder / "papers/audit.html").stat().st_size / 2**20
        print(f"hefang report, {DOSSIERS} dossiers, {len(files)} files: {report:.1f} s")
        print(f"hefang verify of the same rosters: {verify:.1f} s; ratio {ratio:.2f}")
        print(f"audit.html: {page:.2f} MiB")


if __name__ == "__main__":
    main()
