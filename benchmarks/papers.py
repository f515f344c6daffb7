"""All papers and letters of one round: ``python -m benchmarks.papers [DOSSIERS [RUNS]]``, 40 dossiers and 3 runs untold.

Whole commands in processes of their own, on the same files: ``hefang report``, and the letters to the companies, against
``hefang verify``; and the most memory that any of them took.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from fixtures.caller import forged_people, make_calls
from fixtures.dossiers import KINDS, Dossier, honest
from fixtures.fabrication import fabricate
from fixtures.files.messy import write, write_register

ROOT = Path(__file__).parent.parent
DOSSIERS, RUNS = 40, 3  # where nothing else is typed
DICE = ("31415926535897932384", "27182818284590452353")
SEED = 8_000_000
FORGED = ("neighbours", "one_evening", "staff", "padded")


def hefang(folder: Path, *words: object) -> tuple[float, float]:
    """Run a command in the folder of the round and return its seconds, and the seconds that processors worked."""
    began, worked = time.perf_counter(), _processor()
    subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, words)],
        cwd=folder,
        env={**os.environ, "HEFANG_CASEBOOK": "casebook.db"},
        capture_output=True,
        check=False,
    )
    return time.perf_counter() - began, _processor() - worked


def _processor() -> float:
    """Seconds of processor of all commands so far: what a machine that others use too does not change."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def planned(dossiers: int = DOSSIERS) -> list[Dossier]:
    """Dossiers of many kinds, one in four forged in half of its rows."""
    plan, kinds = [], list(KINDS)
    for number in range(dossiers):
        dossier = honest(kinds[number % len(kinds)], SEED + number)
        if number % 4 == 3:
            trouble = FORGED[number // 4 % len(FORGED)]
            dossier = fabricate(dossier, trouble, 0.5, "careless", SEED + number)
        plan.append(dossier)
    return plan


def make_round(folder: Path, dossiers: int = DOSSIERS) -> None:
    """File, seal, draw, call and judge, so that the papers have everything to tell."""
    plan = planned(dossiers)
    rosters = folder / "rosters"
    rosters.mkdir()
    for item in plan:
        write(item, rosters / f"{item.id}.xlsx", "xlsx", SEED)
    write_register(plan, rosters / "申报登记表.xlsx")
    hefang(folder, "new", "--round", "2017")
    hefang(folder, "add", "rosters")
    hefang(folder, "seal")
    forged = forged_people((item.id, item) for item in plan)
    for stage, dice in enumerate(DICE, 1):
        hefang(folder, "draw", "--seed", dice, "--stage", stage)
        lists = folder / f"lists{stage}"
        hefang(folder, "calls", "export", "--no-password", "--callers", 3, "--out", lists)
        for path in sorted(lists.glob("*.xlsx")):
            make_calls(path, forged, f"{datetime.now():%Y-%m-%d %H:%M}")
            hefang(folder, "calls", "import", path)
    hefang(folder, "judge")


def main() -> None:
    """Print seconds, ratios, how large the page is, and the most memory."""
    given = [int(text) for text in sys.argv[1:]]
    dossiers, runs = (*given, *(DOSSIERS, RUNS)[len(given) :])
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        make_round(folder, dossiers)
        rows = []
        for _ in range(runs):
            verify = hefang(folder, "verify", "rosters")
            report = hefang(folder, "report", "--out", "papers")
            rows.append((*report, *hefang(folder, "report", "--to", "applicant", "--out", "papers"), *verify))
        told = [statistics.median(column) for column in zip(*rows, strict=True)]
        (wall, report), (letters_wall, letters), (verify_wall, verify) = zip(
            told[::2], told[1::2], strict=True
        )
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
        files = [path for path in (folder / "papers").rglob("*") if path.is_file()]
        page = (folder / "papers/audit.html").stat().st_size / 2**20
        print(
            f"hefang report, {dossiers} dossiers, {len(files)} files: {wall:.1f} s, {report:.1f} s of processor"
        )
        print(f"hefang report --to applicant: {letters_wall:.1f} s, {letters:.1f} s of processor")
        print(f"hefang verify of the same rosters: {verify_wall:.1f} s, {verify:.1f} s of processor")
        print(f"ratios of processor to verify: report {report / verify:.2f}, letters {letters / verify:.2f}")
        print(f"audit.html: {page:.2f} MiB; most memory of one process: {most:.2f} GiB")


if __name__ == "__main__":
    main()
