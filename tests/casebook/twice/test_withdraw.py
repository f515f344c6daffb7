"""A dossier that was filed by mistake leaves the round, and nothing of it is lost; so does the register stay known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import write_book
from tests.cli.sticks import NORTH, PINE, RIVER, register, roster, rows_of, sheets

SEED = "31415926535897932384"


def ids(*words: str) -> list[str]:
    return [item["id"] for item in answer("status", *words)["dossiers"]]


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two rosters of three companies, filed."""
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    roster(tmp_path / "r" / f"{NORTH}.xlsx", 2)
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH, RIVER)
    with inside(tmp_path, {}):
        run("new", "--round", "2017年度")
        run("add", "r")
    return tmp_path


def test_a_wrong_add_is_taken_back(two: Path) -> None:
    with inside(two, {}):
        assert run("withdraw", "HLJ-2", code=2).err.strip() == (
            "错误：撤出 HLJ-2 须写明原因。请加 --reason 写明原因（留档，不写个人信息）"
        )
        shown = run("withdraw", "HLJ-2", "--reason", "收错了")
        assert shown.out.strip() == (
            'HLJ-2 已撤出本轮（此前：已收入）。记录仍在案卷和日志里；撤错了请用 hefang withdraw "HLJ-2" --undo'
        )
        assert "已经撤出" in run("withdraw", "HLJ-2", "--reason", "收错了", code=2).err
        state = answer("status", "--check", "--journal")
        assert ids() == ["HLJ-1"]
        assert [(w["id"], w["reason"]) for w in state["withdrawn"]] == [("HLJ-2", "收错了")]
        assert state["journal"]["log"][-1]["facts"] == {"dossier": "HLJ-2", "stage": "filed"}
        # The same file again is left out, and compared with nobody.
        again = run("add", "r")
        assert (
            f'r/{NORTH}.xlsx 是已撤出的 HLJ-2 的名单，这次没有读入比对；要恢复请用 hefang withdraw "HLJ-2" --undo'
            in again.err.splitlines()
        )
        assert ids() == ["HLJ-1"]
        # Neither sealed nor judged; its people are nobody's.
        run("seal")
        assert [d["id"] for d in json.loads(Path("seal.json").read_text(encoding="utf-8"))["dossiers"]] == [
            "HLJ-1"
        ]
        run("withdraw", "HLJ-2", "--undo")
        assert sorted(ids()) == ["HLJ-1", "HLJ-2"]
        assert "没有撤出" in run("withdraw", "HLJ-2", "--undo", code=2).err
        assert "没有 HLJ-9" in run("withdraw", "HLJ-9", "--reason", "x", code=2).err
        assert answer("status", "--check")["faults"] == []


def test_another_roster_for_it_comes_back_into_the_round(two: Path) -> None:
    with inside(two, {}):
        run("withdraw", "HLJ-2", "--reason", "收错了")
        roster(two / "r" / f"{NORTH}.xlsx", 5)
        run("add", "r")
        (item,) = [d for d in answer("status")["dossiers"] if d["id"] == "HLJ-2"]
        assert (item["version"], item["versions"]) == (2, 2)
        assert answer("status")["withdrawn"] == []


def test_a_roster_on_two_sheets_stays_out_as_a_whole(tmp_path: Path) -> None:
    people = rows_of(1)
    parts = [("电话", people[:30], False), ("面访", people[30:], False)]
    sheets(tmp_path / "r" / f"{PINE}.xlsx", parts)
    register(tmp_path / "r" / "登记表.xlsx", PINE)
    with inside(tmp_path, {}):
        run("new")
        run("add", "r")
        run("withdraw", "HLJ-1", "--reason", "收错了")
        run("add", "r")
        assert ids() == []
        assert [w["id"] for w in answer("status")["withdrawn"]] == ["HLJ-1"]
        run("withdraw", "HLJ-1", "--undo")
        assert [d["rows"] for d in answer("status")["dossiers"]] == [60]


def test_after_the_draw_it_leaves_with_a_reason_that_the_papers_hold(two: Path) -> None:
    with inside(two, {}):
        run("seal")
        run("draw", "--seed", SEED)
        assert run("withdraw", "HLJ-2", code=2).err.strip() == (
            "错误：HLJ-2 已经抽签：抽中了谁已经公开，没有原因不能撤出。"
            "请加 --reason 写明原因；原因、经手人和时间会写入审核报告"
        )
        run("withdraw", "HLJ-2", "--reason", "企业撤回申报")
        assert {row["id"].partition("#")[0] for row in _called(two)} == {"HLJ-1"}
        judged = answer("judge", code=None)
        assert [d["id"] for d in judged["dossiers"]] == ["HLJ-1"]
        run("report", "--out", "p")
        page = (two / "p" / "audit.html").read_text(encoding="utf-8")
        assert "已撤出 HLJ-2：企业撤回申报（" in page
        # Seal and draw recompute as they were published.
        assert run("replay", "seal.json", "--seed", SEED, "--expect", "draw.json").code == 0
        assert answer("status", "--check")["faults"] == []
        run("withdraw", "HLJ-2", "--undo")
        assert [d["stage"] for d in answer("status")["dossiers"]] == ["drawn1", "drawn1"]


def _called(folder: Path) -> list[dict[str, str]]:
    run("calls", "export", "--out", "lists")
    (path,) = sorted((folder / "lists").glob("*.xlsx"))
    texts = [str(cell.value) for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    return [{"id": text} for text in texts if text.startswith("HLJ-") and "#" in text]


def test_a_company_of_the_register_never_vanishes(tmp_path: Path) -> None:
    """Without a roster, or with one that cannot be read, it stands in every paper and table as what it is."""
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    roster(tmp_path / "r" / "不知道.xlsx", 3)
    (tmp_path / "r" / f"{RIVER}.xlsx").write_bytes(b"PK\x03\x04broken")
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH, RIVER, files=True)
    line = f"登记 3 家：对应 1，没有名单 1（{NORTH}），名单无登记 1（不知道），读不出 1（{RIVER}）"
    with inside(tmp_path, {}):
        run("verify", "r", "--no-credibility", "--out", "p1", code=2)
        run("new", "--round", "2017年度")
        run("add", "r", code=2)
        assert f"·  {NORTH}　没有名单" in run("status").out.splitlines()
        run("seal")
        run("draw", "--seed", SEED)
        judged = run("judge", code=None)
        assert f"·  {NORTH}　没有名单" in judged.out.splitlines()
        assert f"·  {RIVER}　名单读不出（r/{RIVER}.xlsx）" in judged.out.splitlines()
        run("report", "--out", "p2")
    for papers in (tmp_path / "p1", tmp_path / "p2"):
        assert line in (papers / "audit.html").read_text(encoding="utf-8")
        assert line in _words(papers / "audit.docx")
        summary = _words(papers / "summary.docx")
        assert NORTH in summary
        assert RIVER in summary
        assert "没有名单" in summary
        assert "名单读不出" in summary
        sheet = load_workbook(papers / "findings.xlsx")["登记与名单"]
        cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert cells[0][0] == line
        assert {row[0] for row in cells[2:]} == {"没有名单", "名单读不出", "名单无登记", "已对应"}
        register_ = json.loads((papers / "review.json").read_text(encoding="utf-8"))["register"]
        assert register_["entries"] == 3
        assert [e["applicant"] for e in register_["without_roster"]] == [NORTH]
        assert [e["applicant"] for e in register_["unread"]] == [RIVER]
        assert register_["how"] == {"HLJ-1": "file"}


def _words(path: Path) -> str:
    paper = Document(str(path))
    tables = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *tables])


def test_people_say_whose_roster_it_is_and_it_moves(tmp_path: Path) -> None:
    roster(tmp_path / "r" / f"{PINE}.xlsx", 1)
    roster(tmp_path / "r" / "不知道.xlsx", 3)
    register(tmp_path / "r" / "登记表.xlsx", PINE, NORTH)
    with inside(tmp_path, {}):
        run("new")
        run("add", "r")
        assert sorted(ids()) == ["HLJ-1", "不知道"]
        book = load_workbook("对应表.xlsx")
        book.worksheets[0]["D3"] = NORTH
        book.save("对应表.xlsx")
        shown = run("add", "r")
        assert "登记 2 家：对应 2" in shown.out.splitlines()
        assert sorted(ids()) == ["HLJ-1", "HLJ-2"]
        assert [w["reason"] for w in answer("status")["withdrawn"]] == ["名单改归 HLJ-2"]
        before = answer("status", "--check")
        assert before["faults"] == []
        run("add", "r")
        assert answer("status") == {k: v for k, v in before.items() if k != "faults"}
        # A roster that comes later and alone still finds its entry.
    assert ids_of_late(tmp_path) == ["HLJ-1", "HLJ-2", "HLJ-3"]


def ids_of_late(folder: Path) -> list[str]:
    register(folder / "r" / "登记表.xlsx", PINE, NORTH, RIVER)
    with inside(folder, {}):
        run("add", "r")
        roster(folder / "later" / f"{RIVER}.xlsx", 7)
        run("add", "later")
        return sorted(ids())


@pytest.mark.parametrize("who", [RIVER, NORTH])
def test_who_was_called_and_comes_back_under_another_number_is_named(two: Path, who: str) -> None:
    """It failed, left with a reason, and comes again with two rows changed: other dice, and nobody the wiser."""
    people = rows_of(2)
    people[0][2], people[1][1] = "13900001111", "赵新名"
    register(two / "again" / "登记表.xlsx", PINE, NORTH, RIVER)
    sheets(two / "again" / f"HLJ-3{who}.xlsx", [("名单", people, False)])
    with inside(two, {}):
        run("seal")
        run("draw", "--seed", SEED)
        run("withdraw", "HLJ-2", "--reason", "企业撤回")
        added = run("add", "again/HLJ-3" + who + ".xlsx", code=None)
        assert "与已抽签后撤出的 HLJ-2 相同：那一份的抽签和回访结果仍在案卷" in added.out
        # The two companies of the fixture look alike; of its own earlier number nobody says that it is another company.
        assert not [line for line in added.out.splitlines() if "其他企业的名单" in line and "HLJ-2" in line]
        standing = run("status", "--check")
        assert standing.code == 0
        (id,) = {d["id"] for d in answer("status")["dossiers"]} - {"HLJ-1"}
        assert f"{id}：有 60 人与抽签后撤出的 HLJ-2 相同" in standing.out
        run("seal")
        run("draw", "--seed", "27182818284590452353")
        (judged,) = (d for d in answer("judge", code=None)["dossiers"] if d["id"] == id)
        # The fixture's rosters differ in one digit a number, so the other company is named, too.
        told = judged["called_before"][-1]
        assert (told["dossier"], told["people"], told["denied"]) == ("HLJ-2", 60, 0)
        said = f"有 60 人与抽签后撤出的 HLJ-2 相同：HLJ-2 抽取 {told['drawn']} 人，核实 0，否认 0"
        assert said in run("judge", code=None).out
        assert "drawn there 0 confirmed and 0 denied" in run("judge", "--lang", "en", code=None).out
        run("report", "--out", "p")
        page = (two / "p" / "audit.html").read_text(encoding="utf-8")
        assert (
            page.count("有60人与抽签后撤出的HLJ-2相同") == 4
        )  # on page one and in its chapter, of both: the rosters are alike
        forms = [
            cell.text
            for paper in two.glob("p/**/*.docx")
            for table in Document(str(paper)).tables
            for row in table.rows
            for cell in row.cells
        ]
        assert any("有60人与抽签后撤出的HLJ-2相同" in text for text in forms)


def test_who_left_before_the_draw_is_compared_with_nobody(two: Path) -> None:
    sheets(two / f"{RIVER}.xlsx", [("名单", rows_of(2)[2:], False)])
    with inside(two, {}):
        run("withdraw", "HLJ-2", "--reason", "收错了")
        assert "已抽签后撤出" not in run("add", f"{RIVER}.xlsx").out


def test_back_under_another_number_leaves_no_company_without_a_roster(two: Path) -> None:
    with inside(two, {}):
        run("withdraw", "HLJ-1", "--reason", "收错了")
        roster(two / "n" / f"{PINE}.xlsx", 3)
        lines = [["HLJ-1-2", PINE, 60], ["HLJ-2", NORTH, 60]]
        write_book(two / "n" / "登记表.xlsx", lines, ("申报编号", "企业名称", "有效问卷数量"))
        told = run("add", "n").out
        assert "已收   HLJ-1-2" in told
        assert f"没有名单 1（{RIVER}）" in told
        assert PINE not in told.partition("没有名单")[2]


def test_one_company_under_two_numbers_is_named_and_its_denials_go_with_its_people(two: Path) -> None:
    """Other dice for the same roster: with or without a withdrawal, what its people said is not left behind."""
    people = rows_of(2)
    people[0][2] = "13900001111"
    sheets(two / "r2" / f"HLJ-5{NORTH}.xlsx", [("名单", people, False)])
    write_book(two / "r2" / "登记表.xlsx", [["HLJ-5", NORTH, 60]], ("申报编号", "企业名称", "有效问卷数量"))
    with inside(two, {}):
        run("seal")
        run("draw", "--seed", SEED)
        run("calls", "export", "--out", "lists")
        (path,) = sorted((two / "lists").glob("*.xlsx"))
        fill(path, lambda row, _: "N1" if row.startswith("HLJ-2") else "V1")
        run("withdraw", "HLJ-2", "--reason", "企业撤回")
        # Withdrawn while the list is out: what its people said is taken in all the same.
        taken = run("calls", "import", "lists", code=None)
        assert "0 处拒收" in taken.out or "拒收 0" in taken.out, taken.out
        run("withdraw", "HLJ-2", "--undo")
        added = run("add", "r2")
        assert "企业名称相同（公司形式不计）的申报有 2 项：HLJ-2 HLJ-5" in added.err
        assert "60 人相同" in added.err
        run("seal")
        run("draw", "--seed", "27182818284590452353")
        run("calls", "export", "--out", "lists2")
        (path,) = sorted((two / "lists2").glob("*.xlsx"))
        fill(path, lambda row, _: "V1")
        run("calls", "import", "lists2")
        judged = {d["id"]: d for d in answer("judge", code=None)["dossiers"]}
        assert judged["HLJ-2"]["judgement"] == "low"
        assert judged["HLJ-5"]["judgement"] == "more"
        grounds = [g["message"] for g in judged["HLJ-5"]["grounds"]]
        assert any("在 HLJ-2 的回访中已经否认" in words for words in grounds), grounds
        assert "一企多报，尚未澄清" in grounds
        run(
            "judge",
            "--decide",
            "HLJ-5:DC01",
            "--as",
            "cleared",
            "--by",
            "甲",
            "--reason",
            "两家公司",
            code=None,
        )
        again = {d["id"]: d for d in answer("judge", code=None)["dossiers"]}["HLJ-5"]
        assert not any("一企多报" in g["message"] for g in again["grounds"])
        assert again["judgement"] == "more"
