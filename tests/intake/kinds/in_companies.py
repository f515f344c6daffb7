"""One company, one entry of the register, its people on several sheets or in several files."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.intake.kinds.case import Crowd, Right, book, wrong

HEADS = (
    *("申报编号", "企业名称", "推荐类别", "推荐单位", "测评机构", "有效问卷数量"),
    *("调查开始时间", "调查结束时间", "满意度得分", "名单文件"),
)
Review = Callable[..., Mapping[str, Any]]


def _register(company: str, count: int, file: str = "") -> bytes:
    entry = [
        "2017-001",
        company,
        "产品类",
        "某市质协",
        "某测评中心",
        count,
        "2017-03-01",
        "2017-04-30",
        92.5,
        file,
    ]
    return book([HEADS, entry])


def _sheets(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        sheet = made.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _halves(crowd: Crowd) -> tuple[list[list[object]], list[list[object]]]:
    """Return two lists of six people, each numbered from 1."""
    lines = crowd.lines(12)
    return lines[:7], [lines[0], *([n, *line[1:]] for n, line in enumerate(lines[7:], 1))]


def one_workbook(folder: Path) -> None:
    """Three sheets: two with people, one with a summary."""
    first, second = _halves(Crowd(901))
    summary = [["被访者汇总"], ["电话", 6], ["面访", 6]]
    (folder / "松江机械有限公司.xlsx").write_bytes(_sheets({"电话": first, "面访": second, "汇总": summary}))
    (folder / "申报登记表.xlsx").write_bytes(_register("松江机械有限公司", 12))


def two_files(folder: Path) -> None:
    """Two files in the company's folder, one a csv."""
    first, second = _halves(Crowd(902))
    inside = folder / "龙江乳业有限公司"
    inside.mkdir()
    (inside / "名单一.xlsx").write_bytes(book(first))
    text = "\n".join(",".join(map(str, line)) for line in second)
    (inside / "名单二.csv").write_bytes(text.encode("gb18030"))
    (folder / "申报登记表.xlsx").write_bytes(_register("龙江乳业有限公司", 12))


def own(folder: Path, reviewed: Review) -> Iterator[tuple[str, str, list[str]]]:
    """Write each case, review it with its register, yield kind, name and what is wrong."""
    right = Right(12, never=("DC01", "RS02", "RS04", "DC08"))
    for make in (one_workbook, two_files):
        place = folder / make.__name__
        place.mkdir(parents=True)
        make(place)
        dossiers = reviewed(place, "--register", place / "申报登记表.xlsx")["dossiers"]
        faults = list(wrong(dossiers, right))
        if len(dossiers) != 1:
            faults.append(f"{len(dossiers)} dossiers, not 1")
        yield "company", make.__name__, faults
