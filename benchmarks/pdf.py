"""Rosters as PDF: how many rows are exact, how many are named as unread, how many are wrong without a word.

``python -m benchmarks.pdf 300 [office] [browser]``; the last number must be 0.
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fixtures.pdf.people import Row
from fixtures.pdf.rosters import Printed, look, printed
from verify.intake.errors import IntakeError
from verify.intake.formats.pdf.grids import read_pdf
from verify.intake.grid import UNREAD_ROWS, rows_in
from verify.intake.process.worker import read_files
from verify.intake.roster import FIELDS, FileResult, Problem
from verify.intake.table.header import find_rosters
from verify.settings import Settings

_BLANKS = re.compile(r"\s+")
_NEAR_HAN = re.compile(r"(?<![ -~]) | (?![ -~])")


def plain(text: str) -> str:
    """Return a text as a page shows it: blanks and line ends alike, none beside an ideograph."""
    return _NEAR_HAN.sub("", _BLANKS.sub(" ", text).strip())


def unread(result: FileResult) -> int:
    """Return how many rows a result names as unread."""
    return sum(
        rows_in(place) for roster in result.rosters for code, place in roster.notes if code in UNREAD_ROWS
    )


@dataclass(slots=True)
class Score:
    """Rows of one or more PDFs."""

    rows: int = 0
    exact: int = 0
    named: int = 0
    wrong: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)


def judge(name: str, rosters: Sequence[Sequence[Row]], result: FileResult, score: Score) -> None:
    """Add the reading of one PDF to the score."""
    truth = Counter(tuple(map(plain, row)) for rows in rosters for row in rows)
    total = sum(truth.values())
    got: Counter[tuple[str, ...]] = Counter()
    for roster in result.rosters:
        for segment in roster.segments:
            columns = [segment.texts.get(name, [""] * len(segment.rows)) for name in FIELDS]
            got.update(tuple(map(plain, row)) for row in zip(*columns, strict=True))
    exact = (truth & got).total()
    extra = got - truth
    missing = total - exact
    score.rows += total
    score.exact += exact
    if not result.rosters and result.problems:
        score.refused[",".join(problem.code for problem in result.problems)] += 1
        score.named += missing
        return
    silent = max(0, missing - unread(result) - extra.total())
    score.wrong += extra.total() + silent
    score.named += missing - min(missing, extra.total()) - silent
    if extra or silent:
        score.examples.append(f"{name}: {silent} rows lost, wrong: {[*extra][:2]} for {[*(truth - got)][:2]}")


def result_of(name: str, data: bytes) -> FileResult:
    """Read a PDF in this process."""
    try:
        grids = [grid for grid in read_pdf(data, Settings()) if grid.rows]
    except IntakeError as error:
        return FileResult(name, problems=(Problem(error.code, error.facts),))
    return find_rosters(name, "", "pdf", grids)


def run(made: Sequence[tuple[str, Printed]], folder: Path) -> Score:
    """Write PDFs, read them in workers, return the score."""
    files = []
    for name, one in made:
        files.append(folder / f"{name}.pdf")
        files[-1].write_bytes(one.data)
    score = Score()
    for (name, one), result in zip(made, read_files(files, Settings()), strict=True):
        judge(name, one.rosters, result, score)
    return score


def show(title: str, score: Score, files: int, seconds: float) -> None:
    """Print a score."""
    print(
        f"{title}: {files} PDFs, {score.rows} rows in {seconds:.1f} s: exact {score.exact} "
        f"({score.exact / max(score.rows, 1):.1%}), named unread {score.named}, silently wrong {score.wrong}"
    )
    if score.refused:
        print(f"  refused: {dict(score.refused)}")
    for example in score.examples[:5]:
        print(f"  {example}")


def main(count: int = 60) -> None:
    """Print the score of ``count`` drawn PDFs."""
    with tempfile.TemporaryDirectory() as name:
        made = [(f"{seed}-{look(seed).borders}", printed(seed)) for seed in range(count)]
        began = time.perf_counter()
        score = run(made, Path(name))
        show("drawn", score, count, time.perf_counter() - began)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
