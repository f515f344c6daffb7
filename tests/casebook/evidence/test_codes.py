"""Codes of evidence resolve a silent row where the seal says so, and nothing else; they are counted apart everywhere."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from phrases import say
from sampling.calls.outcomes import outcomes
from sampling.evidence import evidence_codes
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people as rows_of
from tests.cli.run import write_book

DICE = "31415926535897932384"


def called(folder: Path, *, counts: bool) -> list[str]:
    """A round of 40 people: three silent to the end, one denies, one waits, the others confirm; return those five rows."""
    write_book(folder / "A.xlsx", rows_of(40))
    (folder / "hefang.toml").write_text(
        f'evidence_counts = "{"yes" if counts else "no"}"\n', encoding="utf-8"
    )
    (folder / "问卷.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"made up" * 40)
    run("new", "--round", "2017年度")
    for words in (("add", "A.xlsx"), ("seal",), ("draw", "--seed", DICE), ("calls", "export")):
        run(*words)
    rows: list[str] = []

    def outcome(row: str, number: int) -> str:
        rows.append(row)
        return ("R1", "R1", "D1", "N1", "U1")[len(rows) - 1] if len(rows) < 6 else "V1"

    fill(folder / "回访名单-1.xlsx", outcome)
    run("calls", "import", "回访名单-1.xlsx")
    return rows[:5]


def give(row: str, code: str, kind: str) -> None:
    run("evidence", "add", row, "问卷.jpg", "--kind", kind)
    run("judge", "--decide", row, "--as", code, "--by", "乙", "--reason", "看过原件", code=None)


@pytest.mark.parametrize("counts", [False, True])
def test_the_seal_says_whether_evidence_counts(tmp_path: Path, counts: bool) -> None:
    with inside(tmp_path, {"HEFANG_WHO": "甲"}):
        first, second, third, denies, waits = called(tmp_path, counts=counts)
        (before,) = answer("judge")["dossiers"]
        assert (before["unresolved"], before["bad"], before["open"]) == (4, 1, 1)
        give(first, "E1", "questionnaire")
        give(second, "E3", "message")
        give(third, "F2", "visit")
        give(denies, "E1", "questionnaire")  # somebody answered: a paper does not outweigh the person
        give(waits, "E1", "questionnaire")  # may still be called
        (after,) = answer("judge", code=None)["dossiers"]
        if counts:
            assert (after["unresolved"], after["bad"]) == (1, 2)
            assert after["evidence"] == {"good": 2, "bad": 1}
            assert after["silence"]["cleared"] == 2
            assert after["evidence_shown"] == 2
        else:
            assert {**after, "evidence_shown": 0, "rates": 0} == {**before, "evidence_shown": 0, "rates": 0}
            assert after["evidence_shown"] == 5
        shown = run("judge", code=None).out
        assert ("凭佐证材料核实 2 人、不真实 1 人" in shown) is counts
        assert "人有佐证材料，不计入" in shown
        # The row that may still be called is still called, and answers as if there were no paper.
        assert run("calls", "export", "--out", "x").out.endswith("1 人\n")
        run("report")
        page = (tmp_path / "报告" / "audit.html").read_text("utf-8")
        assert "佐证材料" in page
        assert (say("round.evidence.words", good=2, bad=1) in page) is counts
        told = json.loads((tmp_path / "报告" / "复核" / "round.json").read_text("utf-8"))
        assert told["dossiers"][0].get("evidence") == ({"good": 2, "bad": 1} if counts else None)
        program = tmp_path / "报告" / "复核" / "verify_round.py"
        done = subprocess.run(
            [sys.executable, str(program), str(program.parent)], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_who_is_confirmed_without_an_answer_and_without_evidence_is_marked(tmp_path: Path) -> None:
    with inside(tmp_path, {"HEFANG_WHO": "甲"}):
        first, second, _, denies, _ = called(tmp_path, counts=False)
        words = ("judge", "--decide", first, "--as", "good", "--by", "乙")
        assert "理由" in run(*words, code=2).err
        told = run(*words, "--reason", "见送货单", code=None)
        assert f"{first}：电话没有得到答复，也没有为此人存入佐证材料" in told.err
        assert f"1 人电话没有得到答复，也没有为其存入佐证材料：{first}" in told.out
        # Somebody answered, or a piece of evidence lies on file: there is something that speaks for the row.
        run("judge", "--decide", denies, "--as", "V1", "--by", "乙", "--reason", "第三次核对", code=None)
        run("evidence", "add", second, "问卷.jpg", "--kind", "questionnaire")
        run("judge", "--decide", second, "--as", "good", "--by", "乙", "--reason", "看过原件", code=None)
        assert answer("judge", code=None)["dossiers"][0]["decided_bare"] == [first]
        run("report")
        page = (tmp_path / "报告" / "audit.html").read_text("utf-8")
        assert page.count(say("round.decision.bare")) == 1
        assert say("round.bare.label") in page
        run("evidence", "add", first, "问卷.jpg", "--kind", "questionnaire")
        assert "decided_bare" not in answer("judge", code=None)["dossiers"][0]


def test_a_code_needs_evidence_of_its_kind(tmp_path: Path) -> None:
    with inside(tmp_path, {"HEFANG_WHO": "甲"}):
        first, *_ = called(tmp_path, counts=True)
        words = ("judge", "--decide", first, "--as", "E2", "--by", "乙", "--reason", "去过")
        assert f"hefang evidence add {first} 文件 --kind visit" in run(*words, code=2).err
        run("evidence", "add", first, "问卷.jpg", "--kind", "questionnaire")
        assert "没有" in run(*words, code=2).err
        run("evidence", "add", first, "问卷.jpg", "--kind", "visit")
        assert run(*words, code=None).code != 2


def test_lists_and_the_desk_do_not_offer_them() -> None:
    assert not evidence_codes().keys() & outcomes().keys()
    assert {item.counts_for for item in evidence_codes().values()} == {"confirmed", "bad"}
