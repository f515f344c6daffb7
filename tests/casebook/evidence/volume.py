"""Gigabytes of evidence, filed by the command as an office files them: the database keeps a line of each, whatever its size.

``python -m tests.casebook.evidence.volume 10`` files 10 GiB, and prints how the database grew, the time and the memory that
it took; then one changed byte, and a purge. The disk needs room for that and one file more.
"""

from __future__ import annotations

import argparse
import resource
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from casebook.evidence.filing import LARGEST
from tests.casebook.road import answer, inside, run
from tests.cli.run import people, write_book

MIB = 2**20
# A questionnaire as a picture, a recorded call, a film of a visit. The last is as long as the limit lets it be.
SIZES = (4 * MIB, 32 * MIB, LARGEST)
HEADS = (b"\xff\xd8\xff\xe0", b"ID3\x03", b"\0\0\0\x20ftypisom")
KINDS = ("questionnaire", "recording", "visit")
BOOK = "casebook.db"


@dataclass(frozen=True, slots=True)
class Filed:
    """What filing took. ``grown``: bytes of the database; ``kept``: bytes in the folder beside it; ``seconds``: for all."""

    files: int
    size: int
    kept: int
    grown: int
    seconds: float


def filed(folder: Path, total: int, sizes: tuple[int, ...] = SIZES) -> Filed:
    """File evidence of ``total`` bytes, or one file more, each another one, in a casebook of its own."""
    write_book(folder / "A.xlsx", people(40))
    run("new", "--round", "2017年度")
    run("add", "A.xlsx")
    before, seconds, size, files = _pages(folder), 0.0, 0, 0
    while size < total:
        source = _written(folder / "佐证", files, sizes[files % len(sizes)])
        started = time.perf_counter()
        run("evidence", "add", f"A#{files % 40 + 2:04d}", source, "--kind", KINDS[files % len(KINDS)])
        seconds += time.perf_counter() - started
        size, files = size + source.stat().st_size, files + 1
        source.unlink()
    kept = sum(path.stat().st_size for path in kept_in(folder))
    return Filed(files, size, kept, _pages(folder) - before, seconds)


def kept_in(folder: Path) -> list[Path]:
    """Return what stands beside the casebook, the largest last."""
    return sorted((folder / f"{BOOK}.evidence").iterdir(), key=lambda path: path.stat().st_size)


def touched(path: Path) -> None:
    """Change one bit in the middle of a file; the same again mends it."""
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        (byte,) = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))


def _written(path: Path, number: int, size: int) -> Path:
    """Write a file that begins as one of its kind does and that no packing makes smaller."""
    rng = Random(number)
    with path.open("wb") as file:
        head = HEADS[number % len(HEADS)]
        file.write(head)
        for length in _parts(size - len(head)):
            file.write(rng.randbytes(length))
    return path


def _parts(size: int) -> Iterator[int]:
    for at in range(0, size, MIB):
        yield min(MIB, size - at)


def _pages(folder: Path) -> int:
    """Return the bytes of the database, with what still stands in its log."""
    conn = sqlite3.connect(folder / BOOK)
    try:
        count, size = (conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(count) * int(size)
    finally:
        conn.close()


def _memory() -> int:
    """Return the most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(gigabytes: float) -> None:
    """File, check, change a byte, check, purge; print what each took. Raises AssertionError for what must not be."""
    with tempfile.TemporaryDirectory(prefix="hefang-evidence-") as name, inside(Path(name), {}):
        folder = Path(name)
        made = filed(folder, round(gigabytes * 2**30))
        print(
            f"{made.files} files, {made.size / 2**30:.2f} GiB filed in {made.seconds:.0f} s "
            f"({made.size / MIB / made.seconds:.0f} MiB/s), {made.kept / 2**30:.2f} GiB beside the casebook; the database "
            f"grew {made.grown:,} bytes, {made.grown / made.files:,.0f} a file; {_memory() / MIB:.0f} MiB of memory at most",
            flush=True,
        )  # fmt: skip
        started = time.perf_counter()
        assert answer("status", "--check")["faults"] == []
        print(f"status --check: clean, {time.perf_counter() - started:.0f} s", flush=True)
        largest = kept_in(folder)[-1]
        touched(largest)
        faults = answer("status", "--check", code=1)["faults"]
        assert [(fault["code"], fault["table"]) for fault in faults] == [("changed", "evidence")], faults
        print(
            f"one bit of {largest.stat().st_size:,} bytes changed: {faults[0]['table']} {faults[0]['which']}"
        )
        touched(largest)
        started = time.perf_counter()
        run("purge", "--round", "--unsealed")
        left = sum(path.stat().st_size for path in kept_in(folder))
        assert left == 0, f"{left} bytes were left beside the casebook"
        assert answer("status", "--check")["faults"] == []
        print(f"purged in {time.perf_counter() - started:.0f} s, nothing left beside the casebook; "
              f"{_memory() / MIB:.0f} MiB of memory over all", flush=True)  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("gigabytes", type=float, nargs="?", default=10.0)
    main(parser.parse_args().gigabytes)
