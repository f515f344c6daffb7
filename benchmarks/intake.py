"""What intake costs, as ratios in one run, and the peak memory of each.

1. one workbook of 200 rows, from the command line to its table, against a bare ``import pandas``: <= 2.2
2. a folder of 1,000 workbooks of 200 rows on all cores, against one process that only reads them with
   python-calamine: <= 6
   and against one that reads them with openpyxl: <= 1
3. 5,000 such workbooks against 1,000: <= 5.5
4. one csv of a million rows, from the command line to its table, against ``pandas.read_csv(dtype=str)``: <= 6

Ratios, because machines differ; the two sides run in turn, A B A B, and the median ratio is quoted.
``python -m benchmarks.intake [runs [workbooks [rows of the csv]]]``; 0 rows leave the csv out.
"""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook

from fixtures.population import people

ROOT = Path(__file__).parent.parent
HEADINGS = ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位")
# Whoever installs hefang has it compiled at its first run; where the environment forbids that, every run would compile anew.
ENV = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
HEFANG = [sys.executable, str(ROOT / "cli.py"), "verify", "--no-credibility"]
READ_CSV = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str)"
READ_SLOWLY = """
import sys, glob, openpyxl
for path in sorted(glob.glob(sys.argv[1] + '/*.xlsx')):
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows(values_only=True):
            pass
"""
READ_ALL = """
import sys, glob, python_calamine
for path in sorted(glob.glob(sys.argv[1] + '/*.xlsx')):
    book = python_calamine.CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
"""


def roster(seed: int, size: int) -> list[tuple[object, ...]]:
    """Return rows of made-up respondents."""
    faces = people.source(seed)
    return [
        (i + 1, faces.name(), faces.phone_number(), "电话", f"2017-0{i % 5 + 1}-{i % 27 + 1:02d}", "")
        for i in range(size)
    ]


def resident(session: int) -> int:
    """Return the resident bytes of all processes of a session (Linux); shared pages count in each of them."""
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if int(fields[3]) == session:
            pages += int(fields[21])
    return pages * os.sysconf("SC_PAGE_SIZE")


def seconds(command: list[str], watch: bool = False) -> tuple[float, int]:
    """Run a command to its end; return wall seconds and, if watched, the peak of all its processes' memory."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=ENV
    )
    peak = 0
    while watch and process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.02)
    code = process.wait()
    spent = time.perf_counter() - began
    if code not in (0, 1):
        raise SystemExit(f"{command}: exit {code}")
    return spent, peak


def compare(ours: list[str], theirs: list[str], runs: int) -> tuple[float, float, float, int]:
    """Return (median ratio, our median seconds, their median seconds, our peak bytes).

    The peak is taken in the run that warms the file cache, so that watching costs no time that counts.
    """
    peak = seconds(ours, watch=True)[1]
    seconds(theirs)
    pairs = [(seconds(ours)[0], seconds(theirs)[0]) for _ in range(runs)]
    ratio = statistics.median(a / b for a, b in pairs)
    mine, other = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    return ratio, mine, other, peak


def write_book(path: Path, rows: list[tuple[object, ...]]) -> None:
    """Write a plain workbook."""
    book = Workbook()
    sheet = book.active
    for row in [HEADINGS, *rows]:
        sheet.append(row)
    book.save(path)


def write_csv(path: Path, size: int) -> None:
    """Write a csv of so many rows, most contacts distinct."""
    names = [row[1] for row in roster(1, 20_000)]
    draw = random.Random(2)
    prefixes = ("139", "138", "136", "150", "151", "186", "187", "133", "189")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADINGS) + "\n")
        for i in range(size):
            number = f"{draw.choice(prefixes)}{draw.randrange(10**8):08d}"
            day = f"2017-0{draw.randrange(1, 6)}-{draw.randrange(1, 28):02d}"
            file.write(f"{i + 1},{draw.choice(names)},{number},电话,{day},\n")


def main(runs: int = 5, books: int = 1_000, rows: int = 1_000_000) -> None:
    """Print the table that stands in the README."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        one, table, many, five = (here / name for name in ("one.xlsx", "many.csv", "many", "five"))
        write_book(one, roster(7, 200))
        for place, count in ((many, books), (five, 5 * books)):
            place.mkdir()
            for i in range(count):
                write_book(place / f"{i:05d}.xlsx", roster(100 + i, 200))
        ours = HEFANG[1:]
        lines = [
            ("one workbook of 200 rows / import pandas", one, ["-c", "import pandas"], 2.2, runs),
            (
                f"{books:,} workbooks / calamine in one process",
                many,
                ["-c", READ_ALL, str(many)],
                6,
                min(runs, 3),
            ),
            (f"{books:,} workbooks / openpyxl in one process", many, ["-c", READ_SLOWLY, str(many)], 1, 1),
            (f"{5 * books:,} workbooks / {books:,}", five, [*ours, str(many)], 5.5, 1),
        ]
        if rows:
            write_csv(table, rows)
            theirs = ["-c", READ_CSV, str(table)]
            lines.append((f"a csv of {rows:,} rows / pandas.read_csv", table, theirs, 6, min(runs, 3)))
        print(f"{'what':46} {'ratio':>6} {'budget':>6} {'ours':>8} {'theirs':>8} {'peak':>8}")
        for words, path, theirs, budget, times in lines:
            ratio, mine, other, peak = compare([*HEFANG, str(path)], [sys.executable, *theirs], times)
            print(f"{words:46} {ratio:6.2f} {budget:6.1f} {mine:7.2f}s {other:7.2f}s {peak / 2**20:6.0f}MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
