"""The end of calls is declared with a reason; answers after the end; rows that were ended without an answer."""

from __future__ import annotations

import json
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
        for name, first in (("D1", 13904510011), ("D2", 13704510011)):
            write_book(tmp_path / "r" / f"{name}.xlsx", people(100, first=first))
        for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE), ("calls", "export")):
            run(*words, code=None)
        yield tmp_path


def judged(name: str = "D1") -> Any:
    return {item["id"]: item for item in answer("judge", code=None)["dossiers"]}[name]


def called(path: Path, silent: int, code: str = "U1", rest: str = "V1") -> list[str]:
    """One attempt at everybody: of each dossier the first ``silent`` on the list end with ``code``."""
    told: dict[str, int] = {"D1": 0, "D2": 0}
    left = []

    def code_of(row: str, at: int) -> str:
        dossier = row.partition("#")[0]
        told[dossier] += 1
        if told[dossier] <= silent:
            left.append(row)
            return code
        return rest

    fill(path, code_of)
    run("calls", "import", path)
    return left


def test_it_needs_a_reason_and_somebody_to_call(folder: Path) -> None:
    assert "--reason" in run("calls", "close", code=2).err
    assert "D7" in run("calls", "close", "D7", "--reason", "会期已到", code=2).err
    assert "姓名" in run("calls", "close", "--reason", f"{people(1)[0][1]} 不接", code=2).err
    assert "D1" in run("calls", "close", "D1", "--undo", code=2).err
    called(folder / "回访名单-1.xlsx", 0)
    shown = run("calls", "close", "--reason", "会期已到", code=2).err
    assert "没有待拨打的人" in shown
    assert "D1" in run("calls", "close", "D1", "--reason", "会期已到", code=2).err


def test_nobody_waits_any_more_and_nobody_is_silent_by_it(folder: Path) -> None:
    left = called(folder / "回访名单-1.xlsx", 8)
    before = judged()
    assert (before["open"], before["judgement"]) == (8, "more")
    done = answer("calls", "close", "D1", "--reason", "会期已到")
    assert done == {"closed": [{"id": "D1", "rows": 8}], "reason": "会期已到"}
    after = judged()
    assert (after["open"], after["stopped"]["rows"], after["silence"]["silent"]) == (0, 8, 0)
    assert (after["upper"], after["judgement"]) == (before["upper"], "more")
    assert answer(*after["command"].split()[1:])["upper"] == after["upper"]
    (told, _) = (item["calls"] for item in answer("status")["dossiers"])
    assert told["drawn"] - told["done"] == 8
    assert "停止回访时有 8 人未打完" in run("judge", code=None).out
    assert "会期已到" in run("judge", "--lang", "en", code=None).out
    # On no list any more, but for the other dossier's; stage 2 of both waits for the other dossier alone.
    run("calls", "export", "--out", "later")
    (file,) = (folder / "later").glob("*.xlsx")
    assert {row.partition("#")[0] for row in fill(file, lambda row, at: "V1")} == {"D2"}
    refused = run("draw", "--stage", "2", "--seed", TWO, code=2).err
    assert "8 人" in refused
    run("calls", "close", "--reason", "会期已到")
    run("draw", "--stage", "2", "--seed", TWO)
    assert judged()["stage"] == 2
    # What stage 2 draws is called like any other.
    assert judged()["open"] > 0
    # A list that comes in late counts.
    run("calls", "import", file)
    late = judged("D2")
    assert late.get("stopped") is None
    assert late["unresolved"] == late["open"]
    log = answer("status", "--check", "--journal")
    assert log["faults"] == []
    assert [e["facts"] for e in log["journal"]["log"] if e["what"] == "close"] == [
        {"dossiers": ["D1"]},
        {"dossiers": ["D2"]},
    ]
    run("report", "--out", "papers")
    page = (folder / "papers" / "audit.html").read_text(encoding="utf-8")
    assert "会期已到" in page
    assert len(left) == 16


def test_it_is_taken_back(folder: Path) -> None:
    called(folder / "回访名单-1.xlsx", 8)
    before = judged()
    run("calls", "close", "--reason", "手误")
    assert "D1" in run("calls", "close", "D1", "--undo").out
    assert judged() == before
    assert judged("D2")["open"] == 0
    run("calls", "close", "--undo")
    assert judged("D2")["open"] == 8
    assert "没有停止过" in run("calls", "close", "--undo", code=2).err


def test_an_answer_after_a_refusal_is_evidence_and_no_answer(folder: Path) -> None:
    """Twelve refuse; the company has them call back: silence is what it was when the calls were over."""
    path = folder / "回访名单-1.xlsx"
    called(path, 12, "R1")
    before = judged()
    assert before["silence"]["silent"] == 12
    again: list[str] = []
    fill(path, lambda row, at: "V1" if at == 2 and row.startswith("D1") and not again.append(row) else "")
    run("calls", "import", path)
    after = judged()
    assert (before["confirmed"], after["confirmed"]) == (after["sampled"] - 12, after["sampled"])
    assert (after["silence"]["silent"], after["upper"]) == (12, before["upper"])
    assert "--cleared 12" in after["command"]
    assert answer(*after["command"].split()[1:])["upper"] == after["upper"]


def test_a_denial_after_a_refusal_counts_at_once(folder: Path) -> None:
    path = folder / "回访名单-1.xlsx"
    called(path, 12, "R1")
    fill(path, lambda row, at: "N1" if at == 2 else "")
    run("calls", "import", path)
    assert (judged()["bad"], judged()["silence"]["silent"]) == (12, 0)


def test_the_public_round_counts_them_as_open(folder: Path) -> None:
    called(folder / "回访名单-1.xlsx", 3)
    run("calls", "close", "--reason", "会期已到")
    run("report", "--out", "papers")
    round_file = next((folder / "papers").rglob("round.json"))
    told = json.loads(round_file.read_text(encoding="utf-8"))["dossiers"][0]
    assert told["first"]["open"] == 3
