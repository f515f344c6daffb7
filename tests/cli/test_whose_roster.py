"""Whose roster is it: registers and their copies, files of one name, a roster on two sheets. Exact screen texts."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.cli.run import HEADINGS, hefang, people, write_book

REGISTER = ("申报编号", "企业名称", "推荐类别", "有效问卷数量", "名单文件")


def register(path: Path, *rows: tuple[object, ...], headings: tuple[str, ...] = REGISTER) -> Path:
    return write_book(path, rows, headings)


def two_sheets(path: Path, rows: list[list[object]], **more: Any) -> Path:
    """A roster on two sheets, each numbered from 1."""
    book = Workbook()
    book.remove(book.active)
    half = len(rows) // 2
    for name, part in (("电话", rows[:half]), ("面访", rows[half:])):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        for number, row in enumerate(part, 1):
            sheet.append([number, *row[1:]])
    book.save(path)
    return path


def verified(folder: Path, code: int | None = None) -> Any:
    ran = hefang("verify", folder, "--no-credibility", "--json")
    assert code is None or ran.code == code, ran
    return ran.json


def test_a_register_and_its_copy_are_one(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    rows = [(f"HLJ-{at}", f"松江{'甲乙丙'[at]}纸业有限公司", "企业类", 60, f"L{at}.xlsx") for at in range(3)]
    for at in range(3):
        write_book(folder / f"L{at}.xlsx", people(60, first=13904510011 + at * 10_000_000))
    register(folder / "申报登记表.xlsx", *rows)
    shutil.copy(folder / "申报登记表.xlsx", folder / "申报登记表 - 副本.xlsx")
    document = verified(folder, 0)
    assert [d["id"] for d in document["dossiers"]] == ["HLJ-0", "HLJ-1", "HLJ-2"]
    assert document["register"]["entries"] == 3
    hefang("new", cwd=tmp_path)
    hefang("add", "r", cwd=tmp_path)
    again = hefang("add", "r", "--json", cwd=tmp_path).json
    assert [d["status"] for d in again["dossiers"]] == ["known"] * 3


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", "登记表互相矛盾：HLJ-0 的有效问卷数量"),
        ("en", "the registers contradict one another: 有效问卷数量 of HLJ-0"),
    ],
)
def test_registers_that_contradict_are_named_and_nothing_is_filed(
    tmp_path: Path, lang: str, words: str
) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    write_book(folder / "L0.xlsx", people(60))
    register(folder / "申报登记表.xlsx", ("HLJ-0", "松江纸业有限公司", "企业类", 60, "L0.xlsx"))
    register(folder / "登记表（新）.xlsx", ("HLJ-0", "松江纸业有限公司", "企业类", 80, "L0.xlsx"))
    hefang("new", cwd=tmp_path)
    for command in (("verify", "r"), ("add", "r")):
        ran = hefang(*command, "--lang", lang, cwd=tmp_path)
        assert ran.code == 2
        assert words in ran.err
        assert "“60”" in ran.err
        assert "“80”" in ran.err
    assert hefang("status", "--json", cwd=tmp_path).json["dossiers"] == []
    # The one that is named counts.
    assert (
        hefang("verify", "r", "--register", "r/登记表（新）.xlsx", "--no-credibility", cwd=tmp_path).code != 2
    )


def companies(folder: Path, *names: str) -> None:
    for at, name in enumerate(names):
        (folder / name).mkdir(parents=True)
        write_book(folder / name / "被访者名单.xlsx", people(60, first=13904510011 + at * 10_000_000))


def test_a_name_that_fits_two_files_decides_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    companies(folder, "松江纸业有限公司", "02 北岸机械厂")
    register(
        folder / "登记表.xlsx",
        ("HLJ-1", "松江纸业有限公司", "企业类", 60, "被访者名单.xlsx"),
        ("HLJ-2", "北岸机械厂", "企业类", 60, None),
    )
    document = verified(folder, 0)
    assert {d["id"]: d["applicant"] for d in document["dossiers"]} == {
        "HLJ-1": "松江纸业有限公司",
        "HLJ-2": "北岸机械厂",
    }
    files = {d["id"]: d["source"]["file"] for d in document["dossiers"]}
    assert "松江纸业" in files["HLJ-1"]
    assert "北岸机械厂" in files["HLJ-2"]
    assert document["register"]["how"] == {"HLJ-1": "name", "HLJ-2": "name"}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        (
            "zh",
            "无法确定是哪家的名单：r/a/被访者名单.xlsx（可能是 松江纸业有限公司）。请在登记表“名单文件”一栏写明",
        ),
        ("en", "it is not clear whose roster this is: r/a/被访者名单.xlsx (it might be 松江纸业有限公司)"),
    ],
)
def test_what_stays_open_is_named_and_filed_under_nobody(tmp_path: Path, lang: str, words: str) -> None:
    folder = tmp_path / "r"
    companies(folder, "a", "b")
    register(
        folder / "登记表.xlsx",
        ("HLJ-1", "松江纸业有限公司", "企业类", 60, "被访者名单.xlsx"),
        ("HLJ-2", "北岸机械厂", "企业类", 60, None),
    )
    ran = hefang("verify", "r", "--no-credibility", "--lang", lang, cwd=tmp_path)
    assert words in ran.err
    document = verified(folder)
    assert [d["applicant"] for d in document["dossiers"]] == [None, None]
    assert not [f for d in document["dossiers"] for f in d["findings"] if f["code"] == "DC01"]
    assert len(document["register"]["without_roster"]) == 2
    # With its folder, the name is clear.
    register(
        folder / "登记表.xlsx",
        ("HLJ-1", "松江纸业有限公司", "企业类", 60, "a/被访者名单.xlsx"),
        ("HLJ-2", "北岸机械厂", "企业类", 60, "b\\被访者名单.xlsx"),
    )
    assert [d["id"] for d in verified(folder, 0)["dossiers"]] == ["HLJ-1", "HLJ-2"]


def test_one_company_on_two_sheets_is_one_dossier(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    two_sheets(folder / "松江纸业.xlsx", people(60))
    register(folder / "登记表.xlsx", ("HLJ-1", "松江纸业有限公司", "企业类", 60, "松江纸业.xlsx"))
    (dossier,) = verified(folder, 0)["dossiers"]
    assert dossier["row_count"] == 60
    assert [s["sheet"] for s in dossier["source"]["segments"]] == ["电话", "面访"]
    assert not [c["code"] for c in dossier["checks"] if c["hits"] and c["code"] in ("DC01", "RS02", "RS04")]
    shown = hefang("verify", folder, "--no-credibility", "--json", "--rows").json["dossiers"][0]["rows"]
    assert [shown[0]["id"], shown[30]["id"]] == ["HLJ-1/电话#0002", "HLJ-1/面访#0002"]
    # A repetition across the sheets is found, with the sheets' names.
    rows = people(60)
    rows[45][1:3] = rows[3][1:3]
    two_sheets(folder / "松江纸业.xlsx", rows)
    (finding,) = [f for f in verified(folder)["dossiers"][0]["findings"] if f["code"] == "DU02"]
    assert finding["cells"] == ["电话!C5", "面访!C17"]
    # The round: filed, sealed, drawn, and its papers.
    for words in (
        ("new",), ("add", "r"), ("seal",), ("draw", "--seed", "31415926535897932384"), ("calls", "export"),
        ("status", "--check"), ("report", "--out", "papers"),
    ):  # fmt: skip
        assert hefang(*words, cwd=tmp_path).code in (0, 1), words
    sealed = json.loads((tmp_path / "seal.json").read_text(encoding="utf-8"))["dossiers"]
    assert [(d["id"], d["population"]) for d in sealed] == [("HLJ-1", 60)]
    again = hefang("add", "r", "--json", cwd=tmp_path).json
    assert [d["status"] for d in again["dossiers"]] == ["known"]


def test_a_copy_of_a_roster_is_told_and_not_counted(tmp_path: Path) -> None:
    folder = tmp_path / "r" / "松江纸业有限公司"
    folder.mkdir(parents=True)
    write_book(folder / "名单.xlsx", people(60))
    shutil.copy(folder / "名单.xlsx", folder / "名单 - 副本.xlsx")
    register(tmp_path / "r" / "登记表.xlsx", ("HLJ-1", "松江纸业有限公司", "企业类", 60, None))
    ran = hefang("verify", "r", "--no-credibility", cwd=tmp_path)
    assert ran.code == 0
    assert "按副本不计" in ran.err
    (dossier,) = verified(tmp_path / "r", 0)["dossiers"]
    assert dossier["row_count"] == 60
    assert [a["as"] for a in dossier["source"]["aside"]] == ["copy"]


def test_two_companies_that_differ_by_a_place_are_not_confused(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    companies(folder, "大庆宏达食品有限公司", "宏达食品有限公司")
    register(
        folder / "登记表.xlsx",
        ("HLJ-1", "宏达食品有限公司", "企业类", 60, None),
        ("HLJ-2", "大庆宏达食品有限公司", "企业类", 60, None),
    )
    files = {d["id"]: d["source"]["file"] for d in verified(folder, 0)["dossiers"]}
    assert files["HLJ-1"].endswith("/宏达食品有限公司/被访者名单.xlsx")
    assert files["HLJ-2"].endswith("/大庆宏达食品有限公司/被访者名单.xlsx")
