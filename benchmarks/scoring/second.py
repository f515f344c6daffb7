"""The second generator's rosters (benchmarks/honest_world) on the program's road: read, checked, measured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from benchmarks.agencies.bank import hand_of
from benchmarks.honest_world.nouns import HEADINGS, HonestRoster
from verify import review as road
from verify.credibility.agencies.model import CallTally, Client
from verify.credibility.agencies.people import encode
from verify.credibility.signals import measure
from verify.credibility.vector import COLUMNS, vector
from verify.credibility.view import views
from verify.intake.grid import Grid
from verify.intake.roster import FileResult, RosterTable
from verify.intake.table.header import find_rosters
from verify.model import FAIL, Review
from verify.settings import Settings

TODAY = date(2017, 7, 1)
_REGISTER = (
    "申报编号", "企业名称", "推荐类别", "推荐单位", "测评机构", "有效问卷数量", "调查开始时间", "调查结束时间",
    "产品型号规格", "服务项目名称", "名单文件",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """One dossier as the score and the comparison of agencies need it. ``fails``: rows with a failure; ``codes``: by
    check."""

    kind: str
    agency: str
    applicant: str
    category: str
    recommender: str
    vector: np.ndarray
    hand: Mapping[str, float]
    names: np.ndarray
    mobiles: np.ndarray
    rows: int
    fails: int
    codes: Counter[str]


def review(rosters: Sequence[HonestRoster], today: date = TODAY) -> Review:
    """Read the rosters as if their workbooks had been opened, and check them as one batch; no score yet."""
    results, register = [], []
    for place, roster in enumerate(rosters):
        file = f"D{place:05d}.xlsx"
        cells = [[f"{roster.company}被访者信息登记表", *[""] * 5], list(HEADINGS), *map(list, roster.rows)]
        grid = Grid(sheet="Sheet1", rows=list(range(1, len(cells) + 1)), cells=cells)
        results.append(find_rosters(file, f"{place:064d}", "xlsx", [grid]))
        register.append(_entry(roster, file))
    table = RosterTable("申报登记表.xlsx", "", _REGISTER, tuple(range(2, len(register) + 2)), tuple(register))
    return road.review(_read(results, len(rosters)), [table], Settings(), today, "benchmark")


def _read(results: list[FileResult], count: int) -> list[FileResult]:
    found = sum(len(result.rosters) for result in results)
    if found != count:
        raise ValueError(f"expected a roster in each of {count} files, found {found}")
    return results


def _entry(roster: HonestRoster, file: str) -> tuple[str, ...]:
    product = f"{roster.kind[:2].upper()}-{len(roster.rows)}" if roster.category == "产品类" else ""
    service = "客户服务" if roster.category == "服务类" else ""
    first, last = min(roster.days).isoformat(), max(roster.days).isoformat()
    return (
        file.removesuffix(".xlsx"), roster.company, roster.category, f"{roster.city}质量协会", roster.agency,
        str(len(roster.rows)), first, last, product, service, file,
    )  # fmt: skip


def measured(rosters: Sequence[HonestRoster]) -> list[Measured]:
    """Return what the rosters show, in their order; they are checked as one batch."""
    seen = review(rosters)
    owner = seen.batch.rows["dossier"].astype("str").to_numpy()
    flagged = np.zeros(len(owner), bool)
    codes = [Counter[str]() for _ in rosters]
    for result in seen.results:
        hits = result.hits[result.hits["severity"].eq(FAIL) & result.hits["row"].ge(0)]
        for row, more in zip(hits["row"], hits["more"], strict=True):
            flagged[[row, *more]] = True
            codes[int(owner[row][1:])][result.code] += 1 + len(more)
    found: list[Measured] = []
    for view in views(seen.batch):
        signals = measure(view)
        place = int(view.dossier[1:])
        roster = rosters[place]
        found.append(
            Measured(
                roster.kind, roster.agency, roster.company, roster.category, f"{roster.city}质量协会",
                vector(signals), hand_of(signals), view.name, view.mobile, view.size,
                int(flagged[owner == view.dossier].sum()), codes[place],
            )
        )  # fmt: skip
    return found


def clients(dossiers: Sequence[Measured], p: np.ndarray) -> list[Client]:
    """Return dossiers of one round as the work of agencies; nobody was called yet. ``p``: of their comparisons."""
    people = encode([d.names for d in dossiers], [d.mobiles for d in dossiers])
    return [
        Client(
            f"{at:05d}", d.agency, d.applicant, d.category, d.recommender, d.rows, 0, 0,
            {name: float(v) for name, v in zip(COLUMNS, d.vector, strict=True) if v == v},
            float(p[at]), people[at], CallTally(), d.hand,
        )
        for at, d in enumerate(dossiers)
    ]  # fmt: skip
