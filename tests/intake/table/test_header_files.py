"""Rosters as people save them, from the file's bytes to the names."""

from __future__ import annotations

import pytest

from fixtures.dossiers import honest
from fixtures.files.messy import STYLES, write, write_register
from tests.intake.grids import HEADINGS, grid, people, read
from verify.intake.read import read_grids
from verify.intake.table.header import find_rosters, heading_words
from verify.settings import Settings

KINDS = ("mall_shoppers", "one_employer", "village", "mail_survey", "subcontractors")


def rosters_of(path):
    reader, grids = read_grids(path, Settings(), heading_words())
    return find_rosters(path.name, "0" * 64, reader, grids)


@pytest.mark.parametrize("style", STYLES)
def test_everybody_on_the_roster_is_read_and_nobody_else(style, tmp_path):
    dossier = honest(KINDS[len(style) % len(KINDS)], 7)
    path = tmp_path / f"a{STYLES[style].suffix}"
    write(dossier, path, style, 3)
    result = rosters_of(path)
    assert result.problems == ()
    assert len(result.rosters) == (2 if style == "xlsx_two_rosters" else 1)
    segments = [segment for roster in result.rosters for segment in roster.segments]
    names = [str(name) for segment in segments for name in segment.texts["name"]]
    assert names == [str(row["name"]).strip() for row in dossier.rows]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_register_files(suffix, tmp_path):
    dossiers = [honest(kind, 7) for kind in KINDS]
    path = tmp_path / f"a{suffix}"
    write_register(dossiers, path)
    (table,) = rosters_of(path).registers
    assert [row[0] for row in table.texts] == [dossier.id for dossier in dossiers]
    assert table.headings[:2] == ("申报编号", "企业名称")


def test_a_whole_application_has_one_roster():
    tables = [
        [["企业名称", None, "推荐类别", None], ["有效问卷数量", None, "调查时间", None]],
        [
            ["法定代表人姓名", None, "职  务", None],
            ["联系机构名称", None, "联系人", None],
            ["电    话", None, "邮  编"],
        ],
        [["推荐单位（公章）   年   月   日", "联系人", None], [None, "电  话", None], [None, "地  址", None]],
        [["负  责  人", "某某", "电    话", "0451-87900001"], ["办 公 地 址", None, None, None]],
        [HEADINGS, *people(1, 5), [None] * 6],
        [["委托方（甲方）", "名  称", "（公章）"], [None, "电    话", None, "传  真", None]],
    ]
    result = read(*[grid(cells, f"表{n}") for n, cells in enumerate(tables, 1)])
    assert [roster.segments[0].sheet for roster in result.rosters] == ["表5"]
    assert result.registers == ()
    assert result.problems == ()
