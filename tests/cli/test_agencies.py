"""``hefang agencies`` as a user runs it: on a folder, on a casebook, in the papers of both."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from reports.formats.columns import width
from tests.cli.run import hefang, write_book
from tests.credibility.agencies.made import NAMES, roster

STAFF = 13_987_650_000  # and fourteen more, 997 apart


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine rosters: six of an agency that spread fifteen numbers over them, three of another one."""
    place = tmp_path_factory.mktemp("机构")
    rng = np.random.default_rng(11)
    lines = []
    for at, company in enumerate(NAMES):
        some = roster(rng, 40)
        if at < 6:
            for n in rng.choice(15, 6, replace=False):
                some[int(n)] = (some[int(n)][0], STAFF + 997 * int(n))
        rows = [[n + 1, name, str(number), "电话", "2017-03-05", ""] for n, (name, number) in enumerate(some)]
        write_book(place / f"{company}.xlsx", rows)
        agency = ("甲测评有限公司", "甲测评 有限公司", "乙咨询有限公司")[0 if at < 4 else 1 if at < 6 else 2]
        lines.append([f"H{at}", company + "有限公司", "产品类", "", agency, 40, f"{company}.xlsx"])
    with (place / "申报登记表.csv").open("w", encoding="utf-8-sig", newline="") as file:
        heads = ("申报编号", "企业名称", "推荐类别", "推荐单位", "测评机构", "有效问卷数量", "名单文件")
        csv.writer(file).writerows([heads, *lines])
    return place


def test_on_a_folder_it_says_which_agency_and_what_clears_it(folder: Path) -> None:
    ran = hefang("agencies", folder, COLUMNS="80")
    assert ran.code == 0
    assert "差异显著" in ran.out
    assert "号码相同、姓名不同" in ran.out
    assert "可能的正常情形" in ran.out
    assert "如何澄清" in ran.out
    assert "9876" not in ran.out  # nobody's number
    assert (
        max(width(line.rstrip("，。；：）、")) for line in ran.out.splitlines()) <= 80
    )  # a mark may hang over
    english = hefang("agencies", folder, "--lang", "en")
    assert "same number, other names" in english.out


def test_json_has_every_look(folder: Path) -> None:
    found = hefang("agencies", folder, "--json").json
    first, second = found["agencies"]
    assert (first["state"], len(first["dossiers"]), first["name"]) == ("named", 6, "甲测评有限公司")
    assert first["spellings"] == ["甲测评有限公司", "甲测评 有限公司"]
    assert second["state"] == "calm"
    (number,) = [look for look in first["seen"] if look["name"] == "number"]
    assert number["shown"] >= 10 > number["usual"]
    assert found["rate"] == 0.05


def test_the_papers_of_verify_have_the_chapter(folder: Path, tmp_path: Path) -> None:
    ran = hefang("verify", folder, "--out", tmp_path / "纸", "--no-credibility")
    assert ran.code in (0, 1)
    page = (tmp_path / "纸/audit.html").read_text(encoding="utf-8")
    assert "测评机构对照" in page
    assert "13987650000" not in page
    told = json.loads((tmp_path / "纸/review.json").read_text(encoding="utf-8"))
    assert told["agencies"]["agencies"][0]["state"] == "named"


def test_on_a_casebook_the_same_and_in_its_report(folder: Path, tmp_path: Path) -> None:
    assert hefang("new", "--round", "2017", cwd=tmp_path).code == 0
    assert hefang("agencies", cwd=tmp_path).code == 2  # nothing is on file yet
    assert hefang("add", folder, cwd=tmp_path).code in (0, 1)
    found = hefang("agencies", "--json", cwd=tmp_path).json
    assert found["agencies"] == hefang("agencies", folder, "--json").json["agencies"]
    assert hefang("report", "--out", "纸", cwd=tmp_path).code == 0
    assert "测评机构对照" in (tmp_path / "纸/audit.html").read_text(encoding="utf-8")


def test_without_a_register_there_is_nothing_to_compare(tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    rows = [
        [n + 1, name, str(number), "电话", "2017-03-05", ""]
        for n, (name, number) in enumerate(roster(rng, 30))
    ]
    write_book(tmp_path / "名单.xlsx", rows)
    ran = hefang("agencies", tmp_path / "名单.xlsx")
    assert ran.code == 0
    assert "没有可以对照的测评机构" in ran.out
