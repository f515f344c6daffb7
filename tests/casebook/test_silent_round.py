"""A round in which people stay silent, and roads round the arithmetic: all on the command line."""

from __future__ import annotations

import json
import random
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book

ONE, TWO = "31415926535897932384", "27182818284590452353"


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    (tmp_path / "r").mkdir()
    with inside(tmp_path, {"HEFANG_WHO": "甲评审"}):
        yield tmp_path


def drawn(folder: Path, rows: list[list[object]], *seal: object) -> Path:
    write_book(folder / "r" / "D1.xlsx", rows)
    for words in (("new",), ("add", "r"), ("seal", *seal), ("draw", "--seed", ONE), ("calls", "export")):
        run(*words, code=None)
    return folder / "回访名单-1.xlsx"


def judged() -> Any:
    return answer("judge", code=None)["dossiers"][0]


def silent_for_good(path: Path, silent: set[str]) -> None:
    """Three attempts at everybody who does not answer, one at the others."""
    for last in (1, 2, 3):
        fill(path, partial(_said, silent, last))


def _said(silent: set[str], last: int, row: str, at: int) -> str:
    if at != last:
        return ""
    return "U1" if row in silent else "V1" if at == 1 else ""


def chosen(path: Path, share: float, seed: int) -> set[str]:
    from openpyxl import load_workbook

    from sampling.calls.call_list import COLUMNS, HEADER_ROW

    sheet = load_workbook(path).worksheets[0]
    at = COLUMNS.index("row") + 1
    rows = [str(sheet.cell(line, at).value) for line in range(HEADER_ROW + 1, sheet.max_row + 1)]
    return set(random.Random(seed).sample(rows, round(share * len(rows))))


def test_an_honest_roster_with_silence_is_high_and_says_how_far_that_holds(folder: Path) -> None:
    path = drawn(folder, people(100))
    silent = chosen(path, 0.15, 1)
    silent_for_good(path, silent)
    run("calls", "import", path)
    found = judged()
    assert found["judgement"] == "high"
    told = found["silence"]
    assert (told["odds"], told["silent"]) == ("2", len(silent))
    assert told["upper_independent"] <= found["upper"] < found["limit"] <= told["upper_worst"]
    assert float(told["tipping"]) >= 2
    run("report", "--out", "papers")
    page = (folder / "papers" / "audit.html").read_text(encoding="utf-8")
    assert f"不超过{told['tipping']}倍时结论不变" in page
    assert "串通" in page


def test_the_worst_case_is_a_setting_and_stands_in_the_seal(folder: Path) -> None:
    (folder / "worst.toml").write_text('silence_odds = "inf"\n', encoding="utf-8")
    path = drawn(folder, people(100), "--settings", "worst.toml", "--dead-numbers", "bad")
    plan = json.loads((folder / "seal.json").read_text(encoding="utf-8"))["dossiers"][0]["plan"]
    assert (plan["silence_odds"], plan["dead_numbers"]) == ("inf", "bad")
    silent_for_good(path, chosen(path, 0.15, 1))
    run("calls", "import", path)
    assert judged()["judgement"] == "more"


def test_who_may_still_be_called_is_not_silent_yet(folder: Path) -> None:
    path = drawn(folder, people(100))
    silent = chosen(path, 0.15, 1)
    fill(path, lambda row, at: "U1" if row in silent else "V1")
    run("calls", "import", path)
    found = judged()
    assert found["judgement"] == "more"
    assert found["silence"]["silent"] == 0
    assert found["open"] == len(silent)


def test_every_printed_line_recomputes_what_stands_above_it(folder: Path) -> None:
    path = drawn(folder, people(100))
    silent = chosen(path, 0.3, 1)
    fill(path, lambda row, at: "U1" if row in silent else "N1" if row.endswith("7") else "V1")
    run("calls", "import", path)
    sampled = {row["row_id"] for row in ()} | set(silent)
    outside = next(
        f"D1#{line:04d}" for line in range(2, 102) if f"D1#{line:04d}" not in sampled and line % 10 == 3
    )
    run("judge", "--decide", outside, "--as", "bad", "--by", "乙", "--reason", "原始问卷查无此人", code=None)
    for _ in range(2):
        found = judged()
        words = found["command"].split()[1:]
        again = answer(*words)
        for key in ("lower", "upper", "fail_lower", "decision", "limit"):
            assert again[key] == found[key], (key, found["command"])
        if found["stage"] == 1:
            run("draw", "--stage", "2", "--seed", TWO, "--early", "--reason", "会议决定")


def test_stage_two_waits_for_open_calls_unless_a_reason_is_given(folder: Path) -> None:
    path = drawn(folder, people(100))
    silent = chosen(path, 0.5, 1)
    fill(path, lambda row, at: "U1" if row in silent else "V1")
    run("calls", "import", path)
    assert "--early --reason" in run("draw", "--stage", "2", "--seed", TWO, code=2).err
    assert "理由" in run("draw", "--stage", "2", "--seed", TWO, "--early", code=2).err
    run("draw", "--stage", "2", "--seed", TWO, "--early", "--reason", "会期已到")


def test_a_roster_of_people_listed_three_times_is_not_high(folder: Path) -> None:
    rows = [list(row) for row in people(20) for _ in range(3)]
    path = drawn(folder, rows)
    fill(path, lambda row, at: "V1")
    run("calls", "import", path)
    found = judged()
    assert found["decision"] == "pass"
    assert found["judgement"] == "more"
    (ground,) = [g for g in found["grounds"] if g.get("code") == "doubtful"]
    assert "40 人" in ground["message"]
    assert ground["codes"] == ["DU02"]
    assert "DU02" in run("judge", "--lang", "en", code=None).out
    # A reviewer who has cleared it takes the ground away.
    run(
        "judge",
        "--decide",
        "D1:DU02",
        "--as",
        "cleared",
        "--by",
        "乙",
        "--reason",
        "三种产品各访一次",
        code=None,
    )
    assert judged()["judgement"] == "high"


def test_a_roster_dated_before_the_window_is_not_high(folder: Path) -> None:
    path = drawn(folder, people(60, day="2015-03-05"))
    fill(path, lambda row, at: "V1")
    run("calls", "import", path)
    found = judged()
    assert found["judgement"] == "more"
    assert [g["clause"] for g in found["grounds"] if g.get("code") == "outside"] == ["opinion.3"]


def test_settings_that_come_later_change_no_judgement(folder: Path) -> None:
    """A score of 70 fails; filed once more under a minimum of 60 it must not pass by that."""
    write_book(
        folder / "r" / "登记表.xlsx",
        [("D1", "松江纸业有限公司", "企业类", 60, 70, "D1.xlsx")],
        ("申报编号", "企业名称", "推荐类别", "有效问卷数量", "满意度得分", "名单文件"),
    )
    path = drawn(folder, people(60))
    fill(path, lambda row, at: "V1")
    run("calls", "import", path)
    assert judged()["judgement"] == "more"
    (folder / "later.toml").write_text('score_minimum = "60"\n', encoding="utf-8")
    run("add", "r", "--settings", "later.toml", code=None)
    found = judged()
    assert (found["decision"], found["judgement"]) == ("pass", "more")


def test_a_very_long_roster_does_not_stop_the_round(folder: Path) -> None:
    write_book(folder / "r" / "D2.xlsx", people(2_100, first=13104510011))
    path = drawn(folder, people(60))
    plans = {
        d["id"]: d["plan"] for d in json.loads((folder / "seal.json").read_text(encoding="utf-8"))["dossiers"]
    }
    assert path.exists()
    assert (plans["D1"]["n2"] > 0, plans["D2"]["n2"]) == (True, 0)


def test_a_dossier_that_opens_late_gets_its_stage_two(folder: Path) -> None:
    """D1 is open at once; D2 only after stage 2 was drawn, when a caller's denials come in late."""
    for name, first in (("D1", 13904510011), ("D2", 13704510011)):
        write_book(folder / "r" / f"{name}.xlsx", people(100, first=first))
    for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE), ("calls", "export")):
        run(*words, code=None)
    path = folder / "回访名单-1.xlsx"
    denied = iter(range(100))
    fill(path, lambda row, at: ("N1" if next(denied) < 3 else "V1") if row.startswith("D1") else "")
    run("calls", "import", path)
    run("draw", "--stage", "2", "--seed", TWO, "--early", "--reason", "会期已到")
    drawn_two = json.loads((folder / "draw-2.json").read_text(encoding="utf-8"))
    late = iter(range(100))
    run("calls", "export", "--out", "later")
    files = sorted((folder / "later").glob("*.xlsx"))
    for file in files:
        fill(file, lambda row, at: ("N1" if next(late) < 3 else "V1") if row.startswith("D2") else "V1")
    run("calls", "import", *files)
    found = {item["id"]: item for item in answer("judge", code=None)["dossiers"]}
    if found["D2"]["stage"] == 1:
        assert found["D2"]["decision"] == "extend"
        third = "14142135623730950488"
        run("draw", "--stage", "2", "--seed", TWO)  # the same command once more changes nothing
        run("draw", "--stage", "2", "--seed", third)
        assert json.loads((folder / "draw-2.json").read_text(encoding="utf-8")) == drawn_two
        assert (folder / "draw-2-2.json").exists()
        run("calls", "export", "--out", "last")
        files = sorted((folder / "last").glob("*.xlsx"))
        for file in files:
            fill(file, lambda row, at: "V1")
        run("calls", "import", *files)
        found = {item["id"]: item for item in answer("judge", code=None)["dossiers"]}
        assert (found["D1"]["stage"], found["D2"]["stage"]) == (2, 2)
        run("draw", "--stage", "2", "--seed", third)  # again: its own draw
    assert run("status", "--check").code == 0
    run("report", "--out", "papers")


def test_what_lies_under_seal_is_not_purged_before_it_was_drawn(folder: Path) -> None:
    write_book(folder / "r" / "D1.xlsx", people(60))
    for words in (("new",), ("add", "r"), ("seal",)):
        run(*words, code=None)
    assert "已封存、还没有抽签（D1）" in run("purge", "--round", code=2).err
    run("draw", "--seed", ONE)
    run("calls", "export")
    run("purge", "--round", "--unfinished")


def shared_round(folder: Path, say: Any) -> dict[str, Any]:
    """Two companies with the same forty people; ``say``: (dossier, row) -> outcome. Judgements by dossier."""
    both = people(60)
    write_book(folder / "r" / "D1.xlsx", both)
    write_book(folder / "r" / "D2.xlsx", [*both[:40], *people(20, first=13604510011)])
    for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE), ("calls", "export")):
        run(*words, code=None)
    path = folder / "回访名单-1.xlsx"
    fill(path, lambda row, _: say(row.partition("#")[0], row))
    run("calls", "import", path)
    for id in ("D1", "D2"):
        why = ("--as", "cleared", "--by", "甲", "--reason", "两家公司，已看执照")
        run("judge", "--decide", f"{id}:DC01", *why, code=None)
    return {item["id"]: item for item in answer("judge", code=None)["dossiers"]}


def test_people_who_confirm_clear_the_roster_that_was_copied(folder: Path) -> None:
    """The same people stand in both lists: those of D1 confirm, of D2 they say that nobody asked them."""
    found = shared_round(folder, lambda dossier, row: "V1" if dossier == "D1" else "N1")
    assert found["D1"]["judgement"] == "high", found["D1"]["grounds"]
    assert found["D2"]["judgement"] == "low"


def test_people_in_two_lists_who_stay_silent_clear_neither(folder: Path) -> None:
    found = shared_round(folder, lambda dossier, row: "")
    for item in found.values():
        assert item["judgement"] == "more"
        assert any(ground.get("code") == "doubtful" for ground in item["grounds"]), item["grounds"]


def test_one_denial_among_shared_people_lets_them_count(folder: Path) -> None:
    told: list[str] = []

    def answer_of(dossier: str, row: str) -> str:
        if dossier == "D1" and int(row.partition("#")[2]) <= 41:
            told.append(row)
            return "N1" if len(told) == 1 else "V1"
        return "V1"

    grounds = shared_round(folder, answer_of)["D1"]["grounds"]
    assert any(ground.get("code") == "doubtful" for ground in grounds), grounds


def test_which_checks_speak_against_a_list_is_a_setting_of_the_review_under_the_seal(folder: Path) -> None:
    (folder / "none.toml").write_text('against_codes = ""\n', encoding="utf-8")
    twenty = people(20)
    write_book(folder / "r" / "D1.xlsx", [*twenty, *twenty, *twenty])
    run("new")
    run("add", "r", "--settings", "none.toml", code=None)
    run("seal", "--settings", "none.toml")
    run("add", "r", code=None)  # afterwards, under the usual settings: filed beside, and changes nothing
    run("draw", "--seed", ONE)
    run("calls", "export")
    fill(folder / "回访名单-1.xlsx", lambda row, _: "V1")
    run("calls", "import", "回访名单-1.xlsx")
    assert not [g for g in judged()["grounds"] if g.get("code") == "doubtful"]
    shown = run("status", "--check").out
    assert "封存后又按其他设置" in shown
