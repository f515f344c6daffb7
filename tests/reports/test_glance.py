"""The round's table on the page: companies lead to their pages where nobody gave a number."""

from __future__ import annotations

from dataclasses import replace

from reports.content.glance import overview_table
from reports.content.overview import DossierLine
from tests.reports.rounds import material

WANTED = ("dossier", "applicant", "rows")


def unnumbered(line: DossierLine, number: int, applicant: str) -> DossierLine:
    facts = {**line.facts, "applicant": applicant, "file": f"材料{number}/名单{number}.xlsx"}
    return replace(line, id=f"名单{number}", facts=facts)


def test_without_numbers_the_company_leads_to_its_page() -> None:
    known = material(lang="zh")
    names = ("哈尔滨江湾热力有限公司", "北岸机械厂", "松江纸业有限公司")
    lines = tuple(unnumbered(line, at, names[at]) for at, line in enumerate(known.lines[:3]))
    places = {line.id: f"d-{line.id}" for line in lines}
    shown = overview_table(replace(known, lines=lines), WANTED, places, drawings=True)
    assert [column.title for column in shown.columns] == ["企业名称", "人数"]
    assert [(row[0].text, row[0].link) for row in shown.rows] == [
        ("江湾热力", "d-名单0"), ("北岸机械厂", "d-名单1"), ("松江纸业", "d-名单2"),
    ]  # fmt: skip


def test_with_a_number_or_a_company_twice_both_columns_stand() -> None:
    known = material(lang="zh")
    lines = tuple(unnumbered(line, at, "北岸机械厂") for at, line in enumerate(known.lines[:2]))
    for some in (known.lines, lines):
        shown = overview_table(replace(known, lines=some), WANTED, {}, drawings=True)
        assert len(shown.columns) == 3
        assert [row[0].text for row in shown.rows] == [line.id for line in some]
