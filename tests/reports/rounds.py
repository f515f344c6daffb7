"""Rounds for the tests of the papers: small made-up rosters that take the same road as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from reports.content.material import Material, gather
from reports.formats import machine
from reports.papers import write_papers
from tests.checks.examples import Line, batch_of, lines
from verify.checks import ALL, BY_CODE
from verify.fields import contact, name
from verify.fields.strangers import masks
from verify.model import Batch, Review
from verify.settings import Settings, as_dict, sha256

MADE = datetime(2017, 7, 1, 9, 30)
MASKS = masks(contact.mask, name.mask)
UNREADABLE = [
    {"file": "加密.xlsx", "code": "encrypted", "reason": "文件有打开密码", "fix": "请去掉打开密码后另存"}
]
PASSED = [{"file": "~$名单.xlsx", "reason": "临时文件"}]

# Three dossiers: one with much to say, one that shares a number with it, one without any finding.
ROWS = """
    dossier  serial  name      contact        mode   surveyed     employer
    HLJ-01   1       赵一水    13904510011    电话   2017-03-05   松江甲厂
    HLJ-01   2       钱二水    13904510011    电话   2017-03-05   松江乙厂
    HLJ-01   3       孙三水    19904510033    电话   2017-03-06   松江丙厂
    HLJ-01   4       李先生    139045100      电话   2017-02-30   松江丁厂
    HLJ-01   5       周五水    0451-87654311  短信   2016-11-20   松江戊厂
    HLJ-02   1       吴六水    13904510011    电话   2017-04-01   北岸一厂
    HLJ-02   2       郑七水    15104520077    电话   2017-04-02   北岸二厂
    HLJ-03   1       冯九水    15204530099    电话   2017-04-03   南岸一厂
    HLJ-03   2       陈十水    15204530188    微信   2017-04-04   南岸二厂
"""
ITEMS = "applicant agency category valid_questionnaires survey_start survey_end score"
DECLARED = {
    "HLJ-01": "松江纸业有限公司 某某测评所 企业类 6 2017-03-01 2017-03-31 88",
    "HLJ-02": "北岸机械有限公司 某某测评所 产品类 2 2017-03-20 2017-04-20 91.5",
    "HLJ-03": "南岸乳业有限公司 某某测评所 企业类 2 2017-04-01 2017-04-30 85",
}
NAMES = ("赵一水", "钱二水", "孙三水", "周五水", "吴六水", "郑七水", "冯九水", "陈十水")
NUMBERS = ("13904510011", "19904510033", "0451-87654311", "15104520077", "15204530099", "15204530188")


def declared(rows: str, items: str = ITEMS, values: Mapping[str, str] = DECLARED) -> list[Line]:
    """Return the lines of a table, each with what its dossier declares."""
    found = lines(rows)
    for line in found:
        given = values.get(line.dossier, "").split()
        line.cells.update({f"@{item}": value for item, value in zip(items.split(), given, strict=False)})
    return found


def review_of(batch: Batch) -> Review:
    """Run every check over a batch."""
    settings = Settings()
    results = tuple(check.run(batch, settings) for check in ALL)
    priority = pd.Series(0.0, index=batch.rows.index)
    return Review(batch, results, {}, priority, settings, "1.2.3")


def settings_facts() -> dict[str, Any]:
    """The settings as papers get them."""
    values = as_dict(Settings())
    window = [values["window_start"], values["window_end"]]
    return {"sha256": sha256(Settings()), "window": window, **values}


def material(
    table: Sequence[Line] | Batch | None = None, *, lang: str = "zh", unmask: bool = False, **more: Any
) -> Material:
    """Return the material of the papers about a batch, or lines (see tests/checks/examples.py), or ROWS."""
    batch = table if isinstance(table, Batch) else batch_of(list(table or declared(ROWS)))
    given: dict[str, Any] = {"unreadable": UNREADABLE, "passed_over": PASSED} | more
    return gather(
        review_of(batch),
        BY_CODE,
        settings=settings_facts(),
        masks=MASKS,
        made=MADE,
        lang=lang,
        unmask=unmask,
        **given,
    )


def document(made: Material) -> dict[str, Any]:
    """The JSON document about the same material."""
    return machine.document(made, rows=True)


def papers(made: Material, folder: Path) -> dict[str, Path]:
    """Write the papers and return the paths of all of them by their place: audit.html, HLJ-01/audit.docx."""
    write_papers(made, folder)
    return files(folder)


def files(folder: Path) -> dict[str, Path]:
    """Every file below a folder by its place."""
    return {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*")) if p.is_file()}
