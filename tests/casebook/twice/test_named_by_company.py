"""Where nobody typed numbers, a dossier is named by its company, as the screen shows it; what fits two is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fixtures.files import papers, written
from tests.casebook.road import answer, inside, run
from tests.cli.run import people, write_book
from tests.forms.test_read import SAID


def sent(folder: Path, at: int, name: str) -> None:
    folder.mkdir(parents=True)
    written.write_docx(
        papers.opinion(replace(SAID, applicant=name, count="61份")), folder / "推荐意见表.docx"
    )
    write_book(folder / "名单.xlsx", people(60, first=13904510011 + at * 10_000_000))


@pytest.mark.parametrize(
    "named", ["大庆市众松物业管理有限公司", "大庆众松物业管理", "众松物业管理", "01/名单"]
)
def test_a_dossier_is_meant_by_its_company(tmp_path: Path, named: str) -> None:
    for at, name in enumerate(("大庆市众松物业管理有限公司", "北岸机械厂")):
        sent(tmp_path / "s" / f"{at + 1:02d}", at, name)
    with inside(tmp_path, {}):
        run("new")
        run("add", "s")
        run("seal")
        words = ("--decide", f"{named}:RS02", "--as", "cleared", "--by", "评审人", "--reason", "已补交")
        assert f"已记录：{named}:RS02 → cleared（评审人）" in run("judge", *words, code=None).err
        run("withdraw", named, "--reason", "重复递交")
        state = answer("status")
        assert [item["id"] for item in state["withdrawn"]] == ["01/名单"]
        assert [item["applicant"] for item in state["dossiers"]] == ["北岸机械厂"]
        run("withdraw", "01/名单", "--undo", "--reason", "误撤")


def test_a_name_that_fits_two_is_refused_and_nothing_is_withdrawn(tmp_path: Path) -> None:
    for at, name in enumerate(("大庆众松物业管理有限公司", "鸡西众松物业管理有限公司")):
        sent(tmp_path / "s" / f"{at + 1:02d}", at, name)
    with inside(tmp_path, {}):
        run("new")
        run("add", "s")
        refused = run("withdraw", "众松物业管理", "--reason", "重复递交", code=2)
        assert "众松物业管理" in refused.err
        assert answer("status")["withdrawn"] == []
        run("withdraw", "鸡西众松物业管理", "--reason", "重复递交")
        assert [item["id"] for item in answer("status")["withdrawn"]] == ["02/名单"]


@pytest.mark.parametrize("named", ["HLJ2017-002", "齐齐哈尔北铁机械", "HLJ2017-002 齐齐哈尔北铁机械有限公司"])
def test_without_a_register_a_files_name_holds_number_and_company(tmp_path: Path, named: str) -> None:
    for at, name in enumerate(("HLJ2017-002 齐齐哈尔北铁机械有限公司", "HLJ2017-003 北岸机械厂")):
        (tmp_path / "s").mkdir(exist_ok=True)
        write_book(tmp_path / "s" / f"{name}.xlsx", people(60, first=13904510011 + at * 10_000_000))
    with inside(tmp_path, {}):
        run("new")
        run("add", "s")
        run("withdraw", named, "--reason", "重复递交")
        assert [item["id"] for item in answer("status")["withdrawn"]] == [
            "HLJ2017-002 齐齐哈尔北铁机械有限公司"
        ]
