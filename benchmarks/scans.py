"""Rosters as scans: what is read, what is named uncertain, what is wrong without a word.

``python -m benchmarks.scans 200 [first seed] [photos]``; wrong and unnoticed phone numbers must stay at or below 0.1 %, and none
of them may have the length of the true one. Needs the extra ``ocr``, and fonts with Chinese.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.pdf import plain
from fixtures.pdf.people import Row
from fixtures.scans.pages import ScanLook, Scanned, look, photo, scanned
from verify.intake.errors import IntakeError
from verify.intake.formats.picture.grids import read_picture
from verify.intake.grid import UNCERTAIN
from verify.intake.roster import FIELDS, FileResult, Problem
from verify.intake.table.header import find_rosters
from verify.settings import Settings

_CONTACT = FIELDS.index("contact")


@dataclass(slots=True)
class ScanTally:
    """Values of one or more scans."""

    rows: int = 0  # that were printed
    found: int = 0  # of them, that are respondents of the reading
    invented: int = 0  # respondents that were not printed
    values: int = 0
    exact: int = 0
    uncertain: int = 0
    wrong: int = 0
    phones: int = 0
    phones_uncertain: int = 0
    phones_wrong: int = 0
    phones_same_length: int = 0
    refused: int = 0
    seconds: list[float] = field(default_factory=list)  # of processor, a page
    examples: list[str] = field(default_factory=list)


def result_of(name: str, one: Scanned) -> FileResult:
    """Read a scan in this process."""
    try:
        grids = read_picture(one.data, "pdf" if one.form == "pdf" else "image", Settings())
    except IntakeError as error:
        return FileResult(name, problems=(Problem(error.code, error.facts),))
    return find_rosters(name, "", "picture", grids)


def rows_read(result: FileResult) -> list[tuple[str, ...]]:
    """Return the respondents of a reading, each with its six values."""
    found: list[tuple[str, ...]] = []
    for roster in result.rosters:
        for segment in roster.segments:
            columns = [segment.texts.get(name, [""] * len(segment.rows)) for name in FIELDS]
            found += [tuple(map(str, row)) for row in zip(*columns, strict=True)]
    return found


def _pairs(people: Sequence[Row], got: Sequence[tuple[str, ...]]) -> list[tuple[Row, tuple[str, ...]]]:
    """Return who was read as what: in order, and by serial numbers where two rows were read as one."""
    if len(people) == len(got):
        return list(zip(people, got, strict=True))
    read = {plain(row[0]): row for row in got}
    return [(person, read[plain(person[0])]) for person in people if plain(person[0]) in read]


def judge(name: str, people: Sequence[Row], result: FileResult, tally: ScanTally) -> None:
    """Add the reading of one scan: row by row, in their order."""
    got = rows_read(result)
    tally.rows += len(people)
    tally.found += min(len(got), len(people))
    tally.invented += max(0, len(got) - len(people))
    tally.refused += not result.rosters
    for at, (want, row) in enumerate(_pairs(people, got), 1):
        for column, (true, read) in enumerate(zip(map(plain, want), map(plain, row), strict=True)):
            tally.values += 1
            is_phone = column == _CONTACT
            tally.phones += is_phone
            if read == UNCERTAIN:
                tally.uncertain += 1
                tally.phones_uncertain += is_phone
            elif read == true:
                tally.exact += 1
            else:
                tally.wrong += 1
                tally.phones_wrong += is_phone
                tally.phones_same_length += is_phone and len(read) == len(true)
                tally.examples.append(f"{name} row {at}: {read!r} for {true!r}")


def run(seeds: Sequence[int], draw: Callable[[int], ScanLook] = look) -> ScanTally:
    """Read scans one by one, in this process."""
    tally = ScanTally()
    for seed in seeds:
        own = draw(seed)
        one = scanned(seed, own)
        pages = -(-len(one.people) // own.rows_a_page)
        began = time.process_time()
        result = result_of(str(seed), one)
        tally.seconds += [(time.process_time() - began) / pages] * pages
        judge(str(seed), one.people, result, tally)
    return tally


def show(tally: ScanTally, files: int) -> None:
    """Print a tally."""
    told = tally.exact + tally.wrong
    print(
        f"{files} scans, {tally.rows} rows: rows found {tally.found}, invented {tally.invented}, "
        f"files refused {tally.refused}\n"
        f"values {tally.values}: recall {tally.exact / max(tally.values, 1):.2%}, "
        f"precision {tally.exact / max(told, 1):.3%}, uncertain {tally.uncertain / max(tally.values, 1):.2%}\n"
        f"phones {tally.phones}: uncertain {tally.phones_uncertain}, wrong and unnoticed {tally.phones_wrong} "
        f"({tally.phones_wrong / max(tally.phones, 1):.3%}), of the true one's length {tally.phones_same_length}\n"
        f"processor a page {median(tally.seconds):.1f} s (most {max(tally.seconds):.1f}), "
        f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    for example in tally.examples[:12]:
        print(f"  {example}")


def main(count: int = 20, first: int = 0, *, photos: bool = False) -> None:
    """Print what ``count`` drawn scans give, or ``photos``: as many photographs that were taken at an angle."""
    show(run(range(first, first + count), photo if photos else look), count)


if __name__ == "__main__":
    numbers = [int(given) for given in sys.argv[1:] if given.isdigit()]
    main(*numbers, photos="photos" in sys.argv)
