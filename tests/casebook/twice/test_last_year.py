"""Last year's roster of another company, handed in again: the cheapest copy. A company's own old customers are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.casebook.road import answer, inside, run
from tests.casebook.twice.test_one_roster import DICE, called, flat, judged, strangers
from tests.cli.run import write_book
from tests.cli.sticks import rows_of, sheets

NAMES = {"HLJ-1": "松江纸业有限公司", "HLJ-2": "北岸机械厂"}


def handed_in(folder: Path, *rosters: tuple[str, list[list[Any]]]) -> None:
    for id, people in rosters:
        sheets(folder / f"{id}{NAMES[id]}.xlsx", [("名单", people, False)])
    lines = [[id, name, 60] for id, name in NAMES.items()]
    write_book(folder / "登记表.xlsx", lines, ("申报编号", "企业名称", "有效问卷数量"))


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """2016 is on file with two companies, 2017 has begun beside it."""
    handed_in(tmp_path / "2016", ("HLJ-1", rows_of(2)), ("HLJ-2", strangers(60)))
    with inside(tmp_path, {}):
        run("new", "--round", "2016", "--casebook", "2016.db")
        run("add", "2016", "--casebook", "2016.db")
        run("new", "--round", "2017", "--previous", "2016.db")
    return tmp_path


def test_a_copy_of_last_years_list_is_not_high_until_somebody_has_looked(years: Path) -> None:
    handed_in(years / "2017", ("HLJ-2", rows_of(2)))
    with inside(years, {}):
        run("add", "2017", code=None)
        assert "HLJ-2 与 2016 HLJ-1 有 60 人号码完全相同" in run("status").out
        called("V1", DICE[0], "lists")
        (told,) = judged().values()
        assert (told["judgement"], told["decision"]) == ("more", "pass")
        assert told["reused"] == [{"round": "2016", "dossier": "HLJ-1", "people": 60, "kind": "others"}]
        words = flat(run("judge", code=None).out)
        assert "60人中有60人也在2016HLJ-1（另一家企业）的名单中，尚未澄清" in words
        assert "HLJ-2:REUSED" in words
        run("report", "--out", "p")
        page = (years / "p" / "audit.html").read_text(encoding="utf-8")
        assert "有60人也在2016 HLJ-1（另一家企业）的名单中，凭此不能认定哪一份有误" in page
        assert "调两份名单的原始记录，核对相同人员" in page
        assert "REUSED" not in page
        why = ("--as", "cleared", "--by", "甲", "--reason", "两家共用的用户，已看原始记录")
        run("judge", "--decide", "HLJ-2:REUSED", *why, code=None)
        assert judged()["HLJ-2"]["judgement"] == "high"


def test_ones_own_old_customers_are_usual_and_so_are_a_few_shared_ones(years: Path) -> None:
    handed_in(years / "2017", ("HLJ-1", [*rows_of(2)[:57], *strangers(3)]))
    with inside(years, {}):
        run("add", "2017", code=None)
        assert "号码完全相同" not in run("status").out
        called("V1", DICE[0], "lists")
        (told,) = judged().values()
        assert (told["judgement"], "reused" in told) == ("high", False)


def test_what_is_shared_below_the_limit_is_told_and_keeps_nobody_back(years: Path) -> None:
    handed_in(years / "2017", ("HLJ-1", [*rows_of(2)[:54], *strangers(6)]))
    with inside(years, {}):
        run("add", "2017", code=None)
        called("V1", DICE[0], "lists")
        (told,) = judged().values()
        assert told["judgement"] == "high"
        assert [(item["kind"], item["people"]) for item in told["reused"]] == [("others", 5), ("own", 54)]
        assert answer("status")["reused"]["HLJ-1"][0]["own"] is True
