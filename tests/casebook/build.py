"""Reviews of obviously invented rosters, made in memory, and the parts of a road in one process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from casebook.connect import Casebook
from casebook.filed import dossiers
from casebook.journal import Stamp
from reports.content.overview import findings
from sampling.model import Attempt
from verify import batch as batches
from verify import register as registers
from verify.checks import ALL, BY_CODE
from verify.intake.roster import FIELDS, FileResult, Roster, RosterTable, Segment
from verify.model import Review
from verify.settings import Settings

STAMP = Stamp("2017-07-01T09:00:00+08:00", "甲评审")
TODAY = date(2017, 7, 1)
SETTINGS = "0" * 64
VALUES = {"sha256": SETTINGS, "window": ["2016-12-01", "2017-06-20"]}
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "水火木金土石山川云雨"

Row = tuple[str, str, str, str, str, str]  # as FIELDS: serial, name, contact, mode, surveyed, employer


@dataclass(frozen=True, slots=True)
class Made:
    """One roster file: dossier id, rows, and whose it is."""

    id: str
    rows: tuple[Row, ...]
    applicant: str = ""
    title: str = ""  # what stands above the header


def people(count: int, start: int = 0) -> tuple[Row, ...]:
    """Invented respondents; ``start`` says where in the (one) list of all of them to begin."""
    made = []
    for number in range(start, start + count):
        name = SURNAMES[number % 10] + GIVEN[number // 10 % 10] + GIVEN[number // 100 % 10]
        mobile = f"139{(number + 77) * 48_271 % 99_999_989:08d}"  # spread, and none twice
        made.append((str(number + 1), name, mobile, "电话", "2017-03-05", f"虚构单位{number}"))
    return tuple(made)


def review(*made: Made, checks: bool = False) -> Review:
    """Return the review of rosters; ``checks``: run them."""
    results = []
    for item in made:
        texts = {field: [row[at] for row in item.rows] for at, field in enumerate(FIELDS)}
        segment = Segment(
            sheet="",
            header_rows=(1,),
            columns={field: at for at, field in enumerate(FIELDS)},
            headings={field: field for field in FIELDS},
            rows=list(range(2, len(item.rows) + 2)),
            texts=texts,
        )
        sha = hashlib.sha256(repr(item.rows).encode()).hexdigest()
        notes = (("title", item.title),) if item.title else ()
        roster = Roster(f"{item.id}.xlsx", "", sha, "xlsx", (segment,), item.title, notes)
        results.append(FileResult(roster.file, rosters=(roster,)))
    table = RosterTable(
        "申报登记表.xlsx", "", ("申报编号", "企业名称", "名单文件"), tuple(range(2, len(made) + 2)),
        tuple((item.id, item.applicant or f"{item.id}公司", f"{item.id}.xlsx") for item in made),
    )  # fmt: skip
    window = (Settings().window_start, Settings().window_end)
    batch = batches.build(results, registers.read([table], window), Settings(), TODAY)
    results = tuple(check.run(batch, Settings()) for check in ALL) if checks else ()
    return Review(batch, results, {}, pd.Series(0.0, index=batch.rows.index), Settings(), "test")


def file(book: Casebook, *made: Made, stamp: Stamp = STAMP) -> tuple[dossiers.Filed, ...]:
    """File rosters."""
    made_review = review(*made)
    return dossiers.file_review(book, made_review, findings(made_review, BY_CODE), VALUES, stamp)


def attempts(codes: Mapping[str, str] | Sequence[tuple[str, str]], number: int = 1) -> list[Attempt]:
    """Attempts with these outcomes, by row id."""
    pairs = codes.items() if isinstance(codes, Mapping) else codes
    return [Attempt(row, number, code, "2017-07-03 10:00", "1") for row, code in pairs]
