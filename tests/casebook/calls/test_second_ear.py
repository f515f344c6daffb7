"""Some people are called again by somebody else: drawn by dice after the calls, on the command line and with lists."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sampling.again.choice import differences
from sampling.calls.call_list import HEADER_ROW, outcome_words
from sampling.calls.call_words import AGAIN_COLUMNS
from tests.casebook.road import answer, fill, inside, run
from tests.cli.sticks import NORTH, PINE, register, roster

DICE, FIRST, FURTHER = "31415926535897932384", "27182818284590452353", "14142135623730950488"
SAID = {"yes": "有", "no": "没有", "unsure": "记不清"}
Told = Callable[[str], tuple[str, str]]  # row -> what was said of an earlier call, and the outcome


@pytest.fixture
def called(tmp_path: Path) -> Path:
    """A round of two dossiers whose people all answered the two callers of lists 1 and 2."""
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    roster(tmp_path / "r" / f"{NORTH}.xlsx", 2)
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH)
    with inside(tmp_path, {"HEFANG_WHO": "甲"}):
        for words in (("new", "--round", "2017年度"), ("add", "r"), ("seal",), ("draw", "--seed", DICE)):
            run(*words)
        run("calls", "export", "--callers", 2)
        for file in Path().glob("回访名单-*.xlsx"):
            fill(file, lambda row, number: "V1")
            run("calls", "import", file)
    return tmp_path


def fill_again(path: Path, told: Told) -> list[str]:
    """Fill in a list of the second ear; return its rows."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    at = {key: index + 1 for index, key in enumerate(AGAIN_COLUMNS)}
    rows = []
    for line in range(HEADER_ROW + 1, sheet.max_row + 1):
        row = str(sheet.cell(line, at["row"]).value)
        before, code = told(row)
        sheet.cell(line, at["before"]).value = SAID.get(before, before)
        if code:
            sheet.cell(line, at["code1"]).value = outcome_words(code)
            sheet.cell(line, at["time1"]).value = f"{datetime.now():%Y-%m-%d %H:%M}"
        rows.append(row)
    book.save(path)
    return rows


def test_an_inventing_caller_is_named_and_no_roster_is_touched(called: Path) -> None:
    with inside(called, {"HEFANG_WHO": "甲"}):
        before = answer("judge")["dossiers"]
        drawn = run("calls", "again", "draw", "--seed", FIRST).out
        assert "回访员 1：答过的 39 人中抽 4 人" in drawn
        assert differences(Path("again-1.json").read_text(encoding="utf-8")) == ()
        run("calls", "again", "export", "--callers", 2)
        firsts = json.loads(Path("again-1.json").read_text(encoding="utf-8"))["callers"]
        # List 2 of the second ear holds whom caller 1 called, and the other way round.
        assert sorted(fill_again(Path("复听名单-2.xlsx"), lambda row: ("no", "V1"))) == sorted(
            firsts[0]["drawn"]
        )
        assert sorted(fill_again(Path("复听名单-1.xlsx"), lambda row: ("yes", "V1"))) == sorted(
            firsts[1]["drawn"]
        )
        done = run("calls", "import", "复听名单-1.xlsx", "复听名单-2.xlsx")
        assert "复听名单-2.xlsx（复听）：新增 4，未变 0，矛盾 0，拒收 0" in done.out
        assert "新增 0，未变 4" in run("calls", "import", "复听名单-2.xlsx").out
        heard = answer("calls", "again", "show")
        one, two = heard["callers"]
        assert (one["caller"], one["asked"], one["nobody"], one["said"]) == ("1", 4, 4, "named")
        assert (two["caller"], two["asked"], two["nobody"], two["said"]) == ("2", 4, 0, "quiet")
        assert one["nobody_lower"] > 4
        assert one["nobody_upper"] == 39
        assert heard["doubted"] == []
        assert answer("judge")["dossiers"] == before
        assert "不计到任何一份名单头上" in run("calls", "again", "show").out
        assert "回访员 1" in run("calls", "status").out
        assert "核对无误" in run("status", "--check").out
        run("report")
        told = json.loads(Path("报告/review.json").read_text(encoding="utf-8"))["round"]["again"]
        assert told == {
            "callers": 2,
            "drawn": 8,
            "open": 0,
            "asked": 8,
            "nobody": 4,
            "named": 1,
            "doubted": 0,
        }
        page = Path("报告/audit.html").read_text(encoding="utf-8")
        assert "抽中8人，已答8人，称没有接过电话4人" in page
        assert "其中1名回访员的“没有接过”多于忘记所能解释的" in page
        shown = run("status", "--journal").out
        assert all(f" {words} " in shown for words in ("抽取复听人员", "写出或停用复听名单", "收回复听名单"))


def test_who_denies_at_the_second_call_is_unresolved_until_a_reviewer_decides(called: Path) -> None:
    with inside(called, {"HEFANG_WHO": "甲"}):
        run("calls", "again", "draw", "--seed", FIRST)
        run("calls", "again", "export")
        (file,) = Path().glob("复听名单-*.xlsx")
        assert file.name == "复听名单-3.xlsx"  # somebody who called nobody
        rows = fill_again(file, lambda row: ("yes", "V1"))
        fill_again(file, lambda row: ("yes", "N1" if row == rows[0] else "V1"))
        run("calls", "import", file)
        shown = run("calls", "again", "show").out
        assert f"{rows[0]}：第一次 V1，复听 N1，此前来电：有。在评审人裁定前按未定计" in shown
        mine = next(d for d in answer("judge")["dossiers"] if rows[0].startswith(d["id"]))
        assert (mine["contradicting"], mine["unresolved"], mine["bad"]) == ([rows[0]], 1, 0)
        # Nobody calls them a third time.
        assert "没有需要回访的人" in run("calls", "export", "--out", "x").err
        decided = ("--decide", rows[0], "--as", "V1", "--by", "乙", "--reason", "第三次核对")
        mine = next(d for d in answer("judge", *decided)["dossiers"] if rows[0].startswith(d["id"]))
        assert (mine["contradicting"], mine["unresolved"]) == ([], 0)


def test_after_a_no_more_are_drawn_with_fresh_dice(called: Path) -> None:
    with inside(called, {"HEFANG_WHO": "甲"}):
        run("calls", "again", "draw", "--seed", FIRST)
        run("calls", "again", "export", "--callers", 2)
        rows = fill_again(Path("复听名单-2.xlsx"), lambda row: ("yes", "V1"))
        fill_again(Path("复听名单-2.xlsx"), lambda row: ("no" if row == rows[0] else "yes", "V1"))
        run("calls", "import", "复听名单-2.xlsx")
        further = answer("calls", "again", "show")["callers"][0]["further"]
        assert further > 5
        assert f"加抽 {further} 人" in run("calls", "again", "show").out
        for seed in (DICE, FIRST):  # known to everybody by now
            assert "用过" in run("calls", "again", "draw", "--seed", seed, code=2).err
        assert not Path("again-2.json").exists()
        run("calls", "again", "draw", "--seed", FURTHER)
        texts = [Path(f"again-{number}.json").read_text(encoding="utf-8") for number in (1, 2)]
        assert differences(texts[1], texts[:1]) == ()
        (part,) = json.loads(texts[1])["callers"]
        assert len(part["drawn"]) == further
        assert not set(part["drawn"]) & set(rows)


def test_the_list_shows_nothing_of_the_first_call(called: Path) -> None:
    with inside(called, {"HEFANG_WHO": "甲"}):
        run("calls", "again", "draw", "--seed", FIRST)
        run("calls", "again", "export")
        book = load_workbook("复听名单-3.xlsx")
        texts = [str(cell.value) for cells in book.worksheets[0].iter_rows() for cell in cells if cell.value]
        assert not any(text.startswith(("V1", "第1次：")) for text in texts)
        assert "此前来电" in texts
        script = [str(cells[0].value) for cells in book.worksheets[1].iter_rows()]
        asked = next(at for at, text in enumerate(script) if "在我之前" in text)
        assert asked < next(at for at, text in enumerate(script) if text.startswith("一、"))


def test_what_cannot_be_is_refused_by_its_sentence(called: Path) -> None:
    with inside(called, {"HEFANG_WHO": "甲"}):
        assert "还没有抽过复听人员" in run("calls", "again", "show").out
        assert "还没有抽过复听人员" in run("calls", "again", "export").err
        assert "20" in run("calls", "again", "draw", "--seed", "123", code=2).err
        run("calls", "again", "draw", "--seed", FIRST)
        assert "没有可抽的人" in run("calls", "again", "draw", "--seed", FURTHER, code=2).err
        run("calls", "again", "export")
        file = Path("复听名单-3.xlsx")
        rows = fill_again(file, lambda row: ("", "V1"))
        wrong = {rows[0]: ("也许", "V1"), rows[1]: ("yes", ""), rows[2]: ("", "V1"), rows[3]: ("", "U1")}
        book = load_workbook(file)
        sheet = book.worksheets[0]
        for line in range(HEADER_ROW + 1, sheet.max_row + 1):
            row = sheet.cell(line, AGAIN_COLUMNS.index("row") + 1).value
            before, code = wrong.get(row, ("unsure", "V4"))
            sheet.cell(line, AGAIN_COLUMNS.index("before") + 1).value = SAID.get(before, before) or None
            sheet.cell(line, AGAIN_COLUMNS.index("code1") + 1).value = code or None
            if not code:
                sheet.cell(line, AGAIN_COLUMNS.index("time1") + 1).value = None
        book.save(file)
        done = run("calls", "import", file, code=2).out
        assert "“此前来电”填的“也许”不是可选的答复" in done
        assert "填了“此前来电”（有），没有填结果" in done
        assert "结果是谈成的，“此前来电”没有填" in done
        assert f"新增 {len(rows) - 3}，未变 0，矛盾 0，拒收 3" in done
        # The first list of the round is still a first list, whatever order they come in.
        both = run("calls", "import", "回访名单-1.xlsx", file, code=2).out
        assert "无变化 39" in both
        assert "（复听）" in both


def test_csv_comes_back_too(called: Path) -> None:
    with inside(called, {"HEFANG_WHO": "甲"}):
        run("calls", "again", "draw", "--seed", FIRST)
        run("calls", "again", "export")
        fill_again(Path("复听名单-3.xlsx"), lambda row: ("yes", "V2"))
        sheet = load_workbook("复听名单-3.xlsx").worksheets[0]
        with Path("存为.csv").open("w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows(sheet.iter_rows(values_only=True))
        assert "（复听）：新增 8" in run("calls", "import", "存为.csv").out


def test_a_list_of_another_casebook_is_refused_whole(called: Path) -> None:
    with inside(called, {"HEFANG_WHO": "甲"}):
        run("calls", "again", "draw", "--seed", FIRST)
        run("calls", "again", "export")
        other = called / "other"
        roster(other / "r" / f"{PINE}.xlsx", 1)
        register(other / "r" / "登记表.xlsx", PINE)
        elsewhere = ("--casebook", other / "casebook.db")
        run("new", "--round", "2017年度", *elsewhere)
        run("add", other / "r", *elsewhere)
        run("seal", *elsewhere, "--out", other)
        run("draw", "--seed", DICE, *elsewhere, "--out", other)
        fill_again(Path("复听名单-3.xlsx"), lambda row: ("yes", "V1"))
        refused = run("calls", "import", "复听名单-3.xlsx", *elsewhere, code=2).err
        assert "整份不收" in refused
