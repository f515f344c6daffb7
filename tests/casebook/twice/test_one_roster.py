"""One roster under two numbers where nothing names a company: nobody may throw the dice twice for the same people."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import write_book
from tests.cli.sticks import register, rows_of, sheets

DICE = ("31415926535897932384", "27182818284590452353")


def strangers(count: int) -> list[list[Any]]:
    """People of no other roster: their numbers differ from everybody's in more than one digit."""
    return [
        [row[0], f"欧阳{row[1]}", f"1571{at:03d}{at * 7 % 1000:04d}", *row[3:]]
        for at, row in enumerate(rows_of(3, count))
    ]


def filed(folder: Path, name: str, people: list[list[Any]]) -> None:
    sheets(folder / name / f"{name}.xlsx", [("名单", people, False)])


def changed(people: list[list[Any]], first: int, last: int) -> list[list[Any]]:
    """The same people, with the last digit of some numbers changed."""
    rows = [list(row) for row in people]
    for row in rows[first:last]:
        row[2] = str(row[2])[:-1] + str((int(str(row[2])[-1]) + 1) % 10)
    return rows


def called(code: str, dice: str, out: str) -> None:
    run("seal", code=None)
    run("draw", "--seed", dice)
    run("calls", "export", "--out", out)
    for path in sorted(Path(out).glob("*.xlsx")):
        fill(path, lambda *_: code)
    run("calls", "import", out)


def flat(text: str) -> str:
    """A text without the breaks that a narrow screen asks for."""
    return "".join(text.split())


def judged() -> dict[str, Any]:
    return {item["id"]: item for item in answer("judge", code=None)["dossiers"]}


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A round without a register, with one roster."""
    filed(tmp_path, "甲", rows_of(2))
    with inside(tmp_path, {}):
        run("new")
        run("add", "甲")
    return tmp_path


def test_half_of_the_people_are_one_roster_until_somebody_has_looked(first: Path) -> None:
    filed(first, "乙", changed(rows_of(2), 0, 25)[:40] + strangers(10))
    with inside(first, {}):
        added = run("add", "乙").err
        assert "乙 与 甲 有 40 人相同，至少为其中较短一份的一半" in added
        called("V1", DICE[0], "lists")
        told = judged()
        assert {told[id]["judgement"] for id in ("甲", "乙")} == {"more"}
        words = flat(run("judge", code=None).out)
        assert "没有材料说明是两家企业，是否一份名单申报了两次，尚未核对" in words
        assert "乙:DC01" in words, words
        run("report", "--out", "p")
        page = (first / "p" / "audit.html").read_text(encoding="utf-8")
        assert "核对人员相同的两份名单是否同一企业申报了两次" in page
        assert "与另一份名单人员相同" in page
        for id in ("甲", "乙"):
            why = ("--as", "cleared", "--by", "甲", "--reason", "两家公司，已看执照")
            run("judge", "--decide", f"{id}:DC01", *why, code=None)
        assert {judged()[id]["judgement"] for id in ("甲", "乙")} == {"high"}


def test_less_than_half_keeps_nobody_back(first: Path) -> None:
    filed(first, "乙", rows_of(2)[:25] + strangers(35))
    with inside(first, {}):
        assert "至少为其中较短一份的一半" not in run("add", "乙").err
        assert answer("status")["one_roster"] == {}


def test_two_companies_with_a_register_are_two(tmp_path: Path) -> None:
    filed(tmp_path, "甲厂", rows_of(2))
    filed(tmp_path, "乙厂", rows_of(2))
    register(tmp_path / "登记表.xlsx", "甲厂", "乙厂")
    with inside(tmp_path, {}):
        run("new")
        run("add", "甲厂", "乙厂", "登记表.xlsx")
        assert answer("status")["one_roster"] == {}


def test_a_withdrawal_that_is_undone_washes_nothing_off(first: Path) -> None:
    filed(first, "乙", rows_of(2))
    with inside(first, {}):
        called("N1", DICE[0], "lists")
        run("withdraw", "甲", "--reason", "企业撤回")
        run("add", "乙")
        run("withdraw", "甲", "--undo")
        called("V1", DICE[1], "lists2")
        told = judged()
        assert told["乙"]["judgement"] == "more"
        (before,) = told["乙"]["called_before"]
        assert (before["kind"], before["dossier"]) == ("called_alike", "甲")
        assert before["denied_here"] > 0


@pytest.mark.parametrize("kept", [55, 20])
def test_who_exchanges_those_who_denied_is_not_high_by_that(first: Path, kept: int) -> None:
    with inside(first, {}):
        run("seal", code=None)
        run("draw", "--seed", DICE[0])
        run("calls", "export", "--out", "lists")
        denied = []

        def said(row: str, _: object) -> str:
            if len(denied) < 5:
                denied.append(int(row.rpartition("#")[2]))
                return "N1"
            return "V1"

        (path,) = sorted(Path("lists").glob("*.xlsx"))
        fill(path, said)
        run("withdraw", "甲", "--reason", "企业撤回")
        taken = run("calls", "import", "lists").out
        assert "次属于已撤出的 甲：已收下留档" in taken
        people = [row for at, row in enumerate(rows_of(2), 2) if at not in denied]
        filed(first, "乙", people[:kept] + strangers(60 - kept))
        run("add", "乙")
        called("V1", DICE[1], "lists2")
        (told,) = judged().values()
        assert (told["judgement"], told["called_before"][0]["exchanged"]) == ("more", 5)
        said = flat(run("judge", code=None).out)
        assert "在回访中有5人否认，现在的名单上已没有这5人" in said
        out = run("report", "--out", "p")
        assert out.code == 0
        texts = [
            cell.text
            for paper in first.glob("p/**/*.docx")
            for table in Document(str(paper)).tables
            for row in table.rows
            for cell in row.cells
        ]
        assert not any("called_before" in text or "one_roster" in text for text in texts)


def test_one_company_with_all_numbers_changed_still_shows_what_was_heard(tmp_path: Path) -> None:
    filed(tmp_path, "HLJ-1甲厂", rows_of(2))
    other = [[row[0], f"欧阳{row[1]}", f"1380000{at:04d}", *row[3:]] for at, row in enumerate(rows_of(2))]
    filed(tmp_path, "HLJ-9甲厂", other)
    for number in (1, 9):
        lines = [[f"HLJ-{number}", "甲厂", 60]]
        write_book(
            tmp_path / f"HLJ-{number}甲厂" / "登记表.xlsx", lines, ("申报编号", "企业名称", "有效问卷数量")
        )
    with inside(tmp_path, {}):
        run("new")
        run("add", "HLJ-1甲厂")
        called("N1", DICE[0], "lists")
        run("add", "HLJ-9甲厂", code=None)
        told = answer("status")["applying_twice"]
        assert len(told) == 2, told
        called("V1", DICE[1], "lists2")
        new = next(item for id, item in judged().items() if "9" in id)
        (before,) = new["called_before"]
        assert (before["kind"], before["people"]) == ("called_apart", 0)
        assert before["denied"] > 0
