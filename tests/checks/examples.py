"""Running examples of checks: a little table -> a Batch, and which rows are marked.

Columns are separated by two or more spaces; ``_`` is an empty cell; ``{kind:detail}text`` puts a mark on
the cell, ``{/kind:detail}text`` on the whole row; a column ``@item`` declares an item of the register,
``!code`` is what intake noted of it; ``%kind`` is another paper that says ``item=value`` (several: ``item=value; item=value``);
``<-`` marks a row that must be hit, ``<- warn`` one that must be hit with that severity.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from verify import batch as batches
from verify import register as registers
from verify.check import Check
from verify.forms import statements
from verify.forms.applications import applications
from verify.intake.roster import FIELDS, FileResult, Mark, Paper, Roster, RosterTable, Said, Segment
from verify.model import Batch
from verify.settings import Settings

HEADINGS = {
    "id": "申报编号",
    "roster_file": "名单文件",
    "applicant": "企业名称",
    "category": "推荐类别",
    "recommender": "推荐单位",
    "agency": "测评机构",
    "valid_questionnaires": "有效问卷数量",
    "survey_start": "调查开始时间",
    "survey_end": "调查结束时间",
    "score": "满意度得分",
    "product_model": "产品型号规格",
    "service_name": "服务项目名称",
}
TODAY = date(2017, 7, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an example: its dossier, cells by column, and what is expected of it."""

    dossier: str
    cells: dict[str, str]
    hit: bool
    severity: str


def lines(example: str) -> list[Line]:
    """Read the table of an example."""
    text = [line.strip() for line in example.strip().splitlines()]
    names = re.split(r"\s{2,}", text[0])
    found = []
    for line in text[1:]:
        row, arrow, severity = line.partition("<-")
        cells = [("" if c == "_" else c) for c in re.split(r"\s{2,}", row.strip())]
        assert len(cells) == len(names), f"{line!r}: {len(cells)} cells, expected {names}"
        given = dict(zip(names, cells, strict=True))
        found.append(Line(given.pop("dossier", "D"), given, bool(arrow), severity.strip()))
    return found


def batch_of(example: list[Line]) -> Batch:
    """Build the batch that an example describes, through the same code as real files."""
    results, declarations = [], {}
    for dossier in dict.fromkeys(line.dossier for line in example):
        mine = [line for line in example if line.dossier == dossier]
        fields = [f for f in FIELDS if f in mine[0].cells]
        marks: list[Mark] = []
        texts: dict[str, list[str]] = {f: [] for f in fields}
        for index, line in enumerate(mine):
            for f in fields:
                whole, kind, detail, text = re.fullmatch(
                    r"(?:\{(/?)(\w+):([^}]*)\})?(.*)", line.cells[f]
                ).groups(default="")
                texts[f].append(text)
                if kind:
                    marks.append(Mark(index, "" if whole else f, kind, detail))
        segment = Segment(
            sheet="",
            header_rows=(1,),
            columns={f: i for i, f in enumerate(fields)},
            headings={f: f for f in fields},
            rows=list(range(2, len(mine) + 2)),
            texts=texts,
            marks=marks,
        )
        file = f"{dossier}.xlsx"
        notes = tuple((k[1:], v) for k, v in mine[0].cells.items() if k.startswith("!") and v)
        results.append(
            FileResult(file, rosters=(Roster(file, "", "0" * 64, "xlsx", (segment,), notes=notes),))
        )
        applicant = Said("applicant", mine[0].cells.get("@applicant", ""), "C1")
        for kind, text in ((k[1:], v) for k, v in mine[0].cells.items() if k.startswith("%") and v):
            said = (part.partition("=") for part in text.split("; "))
            paper = Paper(
                f"{dossier}.docx", kind, (applicant, *(Said(item, value, "C3") for item, _, value in said))
            )
            results.append(FileResult(paper.file, papers=(paper,)))
        given = {k[1:]: v for k, v in mine[0].cells.items() if k.startswith("@")}
        if given:
            declarations[dossier] = given | {"id": dossier, "roster_file": file}
    window = (Settings().window_start, Settings().window_end)
    tables = [_table(declarations)] if declarations else []
    register = registers.read(tables, window) if tables else registers.empty()
    batch = batches.build(results, register, Settings(), TODAY)
    return statements.attach(batch, applications(results), window, typed=True)


def _table(declarations: dict[str, dict[str, str]]) -> RosterTable:
    items = list(dict.fromkeys(k for d in declarations.values() for k in d))
    return RosterTable(
        "申报登记表.xlsx",
        "",
        tuple(HEADINGS[i] for i in items),
        tuple(range(2, len(declarations) + 2)),
        tuple(tuple(d.get(i, "") for i in items) for d in declarations.values()),
    )


def run(check: Check) -> tuple[list[Line], dict[int, str], Batch]:
    """Run a check on its own example; return the lines, the severity by hit line, and the batch."""
    example = lines(check.example)
    batch = batch_of(example)
    order = [
        i for d in dict.fromkeys(x.dossier for x in example) for i, x in enumerate(example) if x.dossier == d
    ]
    result = check.run(batch, Settings())
    hit: dict[int, str] = {}
    for dossier, severity, row, more in zip(
        *(result.hits[c] for c in ("dossier", "severity", "row", "more")), strict=True
    ):
        if row < 0:
            hit |= {i: severity for i, x in enumerate(example) if x.dossier == dossier}
        else:
            hit |= {order[p]: severity for p in (row, *more)}
    return example, hit, batch
