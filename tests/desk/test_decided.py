"""A reviewer's word is told from the program's proposal wherever a table shows it, above all where they differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.casebook.road import fill, inside, run
from tests.cli.run import people, write_book


@pytest.fixture
def called(tmp_path: Path) -> Path:
    """A, whom everybody confirms, and B, whom everybody denies."""
    for number, name in enumerate("AB"):
        write_book(tmp_path / f"{name}.xlsx", people(40, first=15104510077 + 12345678 * number))
    with inside(tmp_path, {}):
        run("new", "--round", "2017年度")
        run("add", "A.xlsx", "B.xlsx")
        run("seal")
        run("draw", "--seed", "31415926535897932384")
        run("calls", "export")
        fill(tmp_path / "回访名单-1.xlsx", lambda row, _: "V1" if row.startswith("A") else "N1")
        run("calls", "import", "回访名单-1.xlsx")
    return tmp_path


def line_of(out: str, name: str) -> str:
    return next(line for line in out.splitlines() if line[2:].lstrip().startswith(f"{name} "))


def test_a_decision_is_marked_and_one_against_the_proposal_is_said(called: Path) -> None:
    with inside(called, {}):
        assert line_of(run("status").out, "A")[1] == " "
        agreed = run(
            "judge", "--decide", "A", "--as", "high", "--by", "评审甲", "--reason", "回访均属实", code=1
        )
        assert "程序按已有结果建议" not in agreed.err
        against = run(
            "judge", "--decide", "B", "--as", "high", "--by", "评审甲", "--reason", "企业说明属实", code=None
        )
        assert "B：评审人判定“真实性高”，程序按已有结果建议“真实性不高”" in against.err
        assert "●" in line_of(against.out, "A")
        assert "≠" in line_of(against.out, "B")
        shown = run("status").out
        assert line_of(shown, "A")[:2] == "√●"
        assert line_of(shown, "B")[:2] == "√≠"
        assert "≠ 评审人另有判定" in "".join(shown.split("\n"))
