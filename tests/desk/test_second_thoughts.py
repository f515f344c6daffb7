"""What somebody types a second time, or too early: told or refused, and nothing irrevocable happens by it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.casebook.road import inside, run
from tests.cli.run import Ran, people, write_book

DICE = "31415926535897932384"


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "D1.xlsx", people(70))
    with inside(tmp_path, {"HEFANG_WHO": "甲评审"}):
        typed(tmp_path, "new", "--round", "2017")
        typed(tmp_path, "add", "r")
        yield tmp_path


def typed(folder: Path, *words: str) -> Ran:
    """Run a command in the folder of the round, which is the working folder."""
    return run(*words, code=None)


def test_a_seal_under_other_rules_says_that_they_were_not_taken(folder: Path) -> None:
    typed(folder, "seal")
    same = typed(folder, "seal", "--tolerable", "0.1")
    assert "没有新的材料要封存" in same.err
    assert "没有采用" not in same.err
    other = typed(folder, "seal", "--tolerable", "5%")
    assert "没有采用 tolerable 5%：现行封存为 10%" in other.err
    assert "--again --reason" in other.err
    typed(folder, "draw", "--seed", DICE)
    late = typed(folder, "seal", "--tolerable", "5%")
    assert late.code == 0
    assert "已经抽签，规则以封存为准" in late.err


@pytest.mark.parametrize("seed", ["0" * 20, "12" * 10, "1234567890" * 2, "３" * 20])
def test_digits_that_nobody_rolled_draw_nothing(folder: Path, seed: str) -> None:
    typed(folder, "seal")
    refused = typed(folder, "draw", "--seed", seed)
    assert refused.code == 2
    assert "不像当场掷出的" in refused.err
    assert not (folder / "draw.json").exists()
    assert typed(folder, "draw", "--seed", seed, "--free-text").code == 0


def test_digits_of_another_script_are_told_to_be_none(folder: Path) -> None:
    typed(folder, "seal")
    refused = typed(folder, "draw", "--seed", "٣١٤١٥٩٢٦٥٣٥٨٩٧٩٣٢٣٨٤")
    assert "20 位数字（0 至 9）" in refused.err
    assert "后 0 位" in refused.err


def test_again_is_for_what_was_drawn(folder: Path) -> None:
    typed(folder, "seal")
    refused = typed(folder, "draw", "--seed", DICE, "--again", "--reason", "骰子落地")
    assert refused.code == 2
    assert "还没有抽过" in refused.err
    assert not (folder / "draw.json").exists()


def test_lists_for_more_callers_than_there_is_work_are_told(folder: Path) -> None:
    typed(folder, "seal")
    typed(folder, "draw", "--seed", DICE)
    typed(folder, "calls", "export")
    more = typed(folder, "calls", "export", "--callers", "2")
    assert "回访员 2 没有分到人" in more.err
    assert not (folder / "回访名单-2.xlsx").exists()


def test_who_goes_over_to_another_caller_is_told(folder: Path) -> None:
    typed(folder, "seal")
    typed(folder, "draw", "--seed", DICE)
    typed(folder, "calls", "export", "--callers", "2", "--out", "two")
    fewer = typed(folder, "calls", "export", "--out", "one")
    assert "原在回访员 2 名单上的" in fewer.err
    assert "请收回那份名单" in fewer.err


def test_the_advice_after_lists_are_out_can_be_followed(folder: Path) -> None:
    typed(folder, "seal")
    typed(folder, "draw", "--seed", DICE)
    typed(folder, "calls", "export")
    refused = typed(folder, "draw", "--seed", "27182818284590452353", "--again", "--reason", "材料有误")
    assert refused.code == 2
    assert "hefang withdraw 编号 --reason 理由" in refused.err
    assert typed(folder, "withdraw", "D1", "--reason", "收错了一份").code == 0
    write_book(folder / "r" / "D1.xlsx", people(80))
    told = typed(folder, "add", "r/D1.xlsx")
    assert "不能再用这个编号" in told.out
    assert "D1-2" in told.out
    (folder / "r" / "D1.xlsx").rename(folder / "r" / "D1-2.xlsx")
    assert "已收   D1-2" in typed(folder, "add", "r/D1-2.xlsx").out
    assert typed(folder, "seal", "--out", "二").code == 0
    anew = typed(folder, "draw", "--seed", "27182818284590452353", "--out", "二")
    assert anew.code == 0
    assert "已抽 1 份材料" in anew.out


def test_nothing_is_purged_before_it_was_sealed_but_on_purpose(folder: Path) -> None:
    refused = typed(folder, "purge", "--round")
    assert refused.code == 2
    assert "从未封存（D1）" in refused.err
    assert "--unsealed" in refused.err
    assert typed(folder, "seal").code == 0  # nothing went
    other = folder / "另案.db"
    typed(folder, "new", "--round", "2018", "--casebook", str(other))
    typed(folder, "add", "r", "--casebook", str(other))
    assert "已清除" in typed(folder, "purge", "--round", "--unsealed", "--casebook", str(other)).out


def test_calls_that_nobody_ended_are_not_taken_up_again(folder: Path) -> None:
    typed(folder, "seal")
    typed(folder, "draw", "--seed", DICE)
    refused = typed(folder, "calls", "close", "--undo", "--reason", "再打")
    assert refused.code == 2
    assert "没有停止过回访的材料" in refused.err


@pytest.mark.parametrize("place", ["会场", "会 场"])
def test_the_line_that_recomputes_a_draw_works_where_it_was_sealed_elsewhere(
    folder: Path, place: str
) -> None:
    typed(folder, "seal", "--out", "封存")
    told = typed(folder, "draw", "--seed", DICE, "--out", place).err
    (line,) = [line for line in told.splitlines() if "hefang replay" in line]
    words = shlex.split(line.partition("hefang ")[2])
    assert typed(folder, *words).code == 0
