"""The front door: sticks of applications in ten layouts, without a typed register. Whose is every roster?

By layout: rosters under the right company, under a wrong one, left open (named, under nobody); planted
disagreements found, disagreements told that nobody planted; tables of copies and drafts that were taken for rosters of
their own, and accusations of applying twice. Targets: 99 % right, none wrong, every planted one found, nothing from a
copy or a draft. The seeds from 8,001 are kept for this table.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fixtures.sticks import LAYOUTS, Sent, write_stick
from verify import review as road
from verify.forms.names import key_of
from verify.intake.process.worker import read_files
from verify.intake.unpack import unpacked
from verify.intake.walk import walk
from verify.model import Review
from verify.settings import Settings

RESERVED = 8_001  # first of the seeds that are kept for this table
TODAY = date(2017, 7, 1)
FOUR = ("flat", "renamed", "numbered", "by_kind")  # a roster and three other papers
COLUMNS = ("sent", "right", "wrong", "open", "lost", "planted", "found", "unplanted", "aside", "twice")


def review(folder: Path) -> Review:
    """Read a stick as the command does, and check it."""
    settings = Settings()
    with unpacked(walk([folder]), settings) as found:
        results = list(read_files(found.files, settings))
    tables = [table for result in results for table in result.registers]
    return road.review(results, tables, settings, TODAY, "benchmark")


def counted(folder: Path, sent: Sequence[Sent], seen: Review) -> dict[str, Counter[str]]:
    """Return layout -> how often each of COLUMNS happened."""
    dossiers, rows = seen.batch.dossiers, seen.batch.rows
    owner = rows.drop_duplicates(["file", "dossier"]).groupby("file", observed=True)["dossier"].agg(list)
    told: dict[str, set[str]] = defaultdict(set)
    hits = {result.code: result.hits for result in seen.results}
    for dossier, item in zip(hits["DC08"]["dossier"], hits["DC08"]["field"], strict=True):
        told[str(dossier)].add(str(item))
    twice = set(hits["DC01"]["dossier"])
    # Of a roster and its byte copy either may be the one that counts; the other is told beside it.
    repeats = {item.file: item.dossier for item in seen.batch.matching.aside}
    counts: dict[str, Counter[str]] = {layout: Counter() for layout in LAYOUTS}
    for item in sent:
        count, mine = counts[item.layout], set[str]()
        count["sent"] += len(item.rosters)
        for file in item.rosters:
            path = f"{folder.as_posix()}/{file}"
            found = [str(d) for d in owner.get(path, [repeats[path]] if path in repeats else [])]
            applicants = [dossiers.loc[dossier, "applicant"] for dossier in found]
            named = {key_of(str(name)) for name in applicants if isinstance(name, str)}
            right = named == {key_of(item.applicant)}
            count["lost" if not found else "right" if right else "wrong" if named else "open"] += 1
            mine |= set(found) if right else set()
        items = {field for dossier in mine for field in told[dossier]}
        count["planted"] += len(item.planted)
        count["found"] += len(items & set(item.planted))
        count["unplanted"] += len(items - set(item.planted))
        kept = {str(d) for file in item.aside for d in owner.get(f"{folder.as_posix()}/{file}", [])}
        count["aside"] += len(kept - mine)
        count["twice"] += len(twice & mine)
    return counts


def speed(count: int, seed: int, turns: int = 3) -> tuple[int, float]:
    """Return how many files a stick of so many applications has, four each, and how many times as long reading all
    of them takes as reading the rosters alone: the median of some turns, one after the other."""
    settings, ratios = Settings(), []
    with tempfile.TemporaryDirectory(prefix="hefang-stick-") as name:
        write_stick(Path(name), count, seed, layouts=FOUR)
        files = walk([Path(name)], settings).files
        rosters = [file for file in files if re.search("名单|登记表", file.shown)]
        for _ in range(turns):
            start = time.perf_counter()
            list(read_files(files, settings))
            whole = time.perf_counter()
            list(read_files(rosters, settings))
            ratios.append((whole - start) / (time.perf_counter() - whole))
    return len(files), statistics.median(ratios)


def main(count: int = 200, first_seed: int = RESERVED, each: int = 60) -> Counter[str]:
    """Print the table by layout over so many applications, a stick of ``each`` per seed; return its last line."""
    total: dict[str, Counter[str]] = {layout: Counter() for layout in LAYOUTS}
    for at in range(-(-count // each)):
        with tempfile.TemporaryDirectory(prefix="hefang-stick-") as name:
            folder = Path(name)
            sent = write_stick(folder, min(each, count - at * each), first_seed + at)
            seen = review(folder)
            for layout, found in counted(folder, sent, seen).items():
                total[layout] += found
    print(f"{'layout':10}" + "".join(f"{column:>10}" for column in COLUMNS))
    for layout, found in total.items():
        print(f"{layout:10}" + "".join(f"{found[column]:10}" for column in COLUMNS))
    whole = sum(total.values(), Counter())
    print(f"{'all':10}" + "".join(f"{whole[column]:10}" for column in COLUMNS))
    share = whole["right"] / max(whole["sent"], 1)
    files, ratio = speed(count, first_seed)
    print(f"right: {share:.1%} (target 99 %), wrong: {whole['wrong']} (target 0)")
    print(
        f"reading {files} files of {count} applications takes {ratio:.2f} times as long as their rosters (target 3)"
    )
    return whole


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
