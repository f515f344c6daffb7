"""From rosters to what the program reads: workbooks in a folder with a register, and a review of them.

``python -m benchmarks.honest_world.rounds FOLDER SEED [CHEAT]`` writes one round (with a cheating agency: a key of
``agencies.CHEATS``) as ``FOLDER/rosters`` and says in ``FOLDER/truth.csv`` what each file is, for whoever tries
``hefang verify FOLDER/rosters`` on it.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook

from benchmarks.honest_world.agencies import CHEATS, cheating_round, honest_round
from benchmarks.honest_world.nouns import HEADINGS, HonestRoster
from verify import review as road
from verify.intake.process.worker import read_files
from verify.intake.walk import walk
from verify.model import Assess, Batch, Review
from verify.settings import Settings

TODAY = date(2017, 7, 1)
REGISTER = "申报登记表.xlsx"
REGISTER_HEADINGS = (
    *(
        "申报编号",
        "企业名称",
        "推荐类别",
        "推荐单位",
        "测评机构",
        "有效问卷数量",
        "调查开始时间",
        "调查结束时间",
    ),
    *("满意度得分", "产品型号规格", "服务项目名称", "名单文件"),
)


def ids(rosters: Sequence[HonestRoster]) -> list[str]:
    """The dossiers' ids, in the order of the rosters: D001, D002, ..."""
    return [f"D{i:03d}" for i in range(1, len(rosters) + 1)]


def write(rosters: Sequence[HonestRoster], folder: Path) -> None:
    """Write each roster as a workbook ``<id>.xlsx`` with its title, and the register of all."""
    folder.mkdir(parents=True, exist_ok=True)
    register = Workbook(write_only=True)
    entries = register.create_sheet("申报登记表")
    entries.append(REGISTER_HEADINGS)
    for name, roster in zip(ids(rosters), rosters, strict=True):
        book = Workbook(write_only=True)
        sheet = book.create_sheet("被访者信息登记表")
        sheet.append((f"{roster.company}被访者信息登记表",))
        sheet.append(HEADINGS)
        for row in roster.rows:
            sheet.append(row)
        book.save(folder / f"{name}.xlsx")
        first, last = min(roster.days).isoformat(), max(roster.days).isoformat()
        product = f"{roster.kind[:2].upper()}-{len(roster.rows)}" if roster.category == "产品类" else ""
        service = "客户服务" if roster.category == "服务类" else ""
        body = f"{roster.city}质量协会"
        entries.append(
            (name, roster.company, roster.category, body, roster.agency, len(roster.rows), first, last, 88, product, service,
             f"{name}.xlsx")
        )  # fmt: skip
    register.save(folder / REGISTER)


def review(rosters: Sequence[HonestRoster], assess: Assess | None = None) -> Review:
    """Write the rosters into a folder of their own, read them as the command does and check them. ``assess``: what scores
    a batch, where a score is wanted; the dossiers are called as ``ids`` says."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write(rosters, folder)
        results = list(read_files(walk([folder]).files, settings))
    tables = [table for result in results for table in result.registers]
    return road.review(results, tables, settings, TODAY, "honest world", assess)


def batch(rosters: Sequence[HonestRoster]) -> Batch:
    """The rosters as one batch, read as the command reads them."""
    return review(rosters).batch


def main(arguments: Sequence[str]) -> int:
    """Write one round; see the module's text."""
    if (
        len(arguments) not in (2, 3)
        or not arguments[1].isdigit()
        or (len(arguments) == 3 and arguments[2] not in CHEATS)
    ):
        print(f"rounds FOLDER SEED [{' | '.join(CHEATS)}]", file=sys.stderr)
        return 2
    folder, seed = Path(arguments[0]), int(arguments[1])
    rosters = cheating_round(seed, arguments[2]) if len(arguments) == 3 else honest_round(seed)
    write(rosters, folder / "rosters")
    with (folder / "truth.csv").open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(("dossier", "agency", "kind", "rows", "typed", "truth"))
        for name, roster in zip(ids(rosters), rosters, strict=True):
            lines.writerow(
                (name, roster.agency, roster.kind, len(roster.rows), len(roster.typed), roster.truth)
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
