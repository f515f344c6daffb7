"""What went wrong when somebody walked a round by hand, and must not go wrong again."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest

from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import hefang, people, write_book

DICE = "31415926535897932384"
REGISTER = ("申报编号", "企业名称", "推荐类别", "推荐单位", "测评机构", "有效问卷数量", "名单文件")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A casebook with two declared rosters, one with a number that nobody could have on the day."""
    tmp_path = tmp_path_factory.mktemp("walked")
    folder = tmp_path / "材料"
    folder.mkdir()
    rows = people(40)
    rows[3][2] = "19904510033"
    write_book(folder / "甲名单.xlsx", rows)
    write_book(folder / "乙名单.xlsx", people(40, first=15104510077))
    entries = [
        ("HLJ-甲", "松江纸业有限公司", "企业类", "哈尔滨市质量协会", "某某测评所", 40, "甲名单.xlsx"),
        ("HLJ-乙", "北岸机械有限公司", "企业类", "哈尔滨市质量协会", "某某测评所", 40, "乙名单.xlsx"),
    ]
    write_book(folder / "申报登记表.xlsx", entries, REGISTER)
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
    assert hefang("add", "材料", cwd=tmp_path).code == 0
    return tmp_path


@pytest.fixture
def filed(made: Path, tmp_path: Path) -> Path:
    """The same, to be worked on."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_a_draw_does_not_go_past_the_casebook(filed: Path) -> None:
    with inside(filed, {}):
        sealed = run("seal")
        assert 'hefang draw --seed "' in sealed.err
        assert "--seal" not in sealed.out + sealed.err
        assert "去掉 --seal" in run("draw", "--seal", "seal.json", "--seed", DICE, code=2).err
        assert not (filed / "draw.json").exists()
        run("draw", "--seed", DICE)
        run("calls", "export")


def test_a_draw_of_other_dice_that_lies_there_is_not_written_over(filed: Path) -> None:
    with inside(filed, {}):
        run("seal", "--out", "公示")
        elsewhere = filed / "别处"
        elsewhere.mkdir()
        (elsewhere / "seal.json").write_bytes((filed / "公示/seal.json").read_bytes())
    with inside(elsewhere, {}):
        run("draw", "--seal", "seal.json", "--seed", "27182818284590452353")
    before = (elsewhere / "draw.json").read_bytes()
    with inside(filed, {}):
        assert "27182818284590452353" in run("draw", "--seed", DICE, "--out", elsewhere, code=2).err
        assert (elsewhere / "draw.json").read_bytes() == before
        run("draw", "--seed", DICE, "--out", "公示")  # nothing was filed by the refused one


@pytest.mark.parametrize(
    ("seed", "odd"), [(DICE, False), ("1", True), ("骰子" * 10, True), (DICE[:19], True)]
)
def test_a_seed_that_is_no_twenty_digits_is_refused_unless_meant(filed: Path, seed: str, odd: bool) -> None:
    with inside(filed, {}):
        run("seal")
        ran = run("draw", "--seed", seed, code=None)
        assert (ran.code, "20 位数字" in ran.err) == ((2, True) if odd else (0, False))
        run("draw", "--seed", seed, "--free-text")


@pytest.mark.parametrize(
    "typed", ["３１４１５９２６５３５８９７９３２３８４", "31415 92653-58979,32384", f"{DICE},"]
)
def test_twenty_digits_are_twenty_digits_however_they_are_written(filed: Path, typed: str) -> None:
    with inside(filed, {}):
        run("seal")
        ran = run("draw", "--seed", typed)
        assert f"种子按 {DICE} 计算" in ran.err
        run("replay", "seal.json", "--seed", DICE, "--expect", "draw.json")
        again = run("replay", "seal.json", "--seed", typed, "--expect", "draw.json")
        assert f"种子按 {DICE} 计算" in again.err


def test_a_replay_with_another_seed_says_so_first_and_last(filed: Path) -> None:
    """Not a list of tickets that looks like a forged draw; a free text that was drawn with is taken as it stands."""
    with inside(filed, {}):
        run("seal")
        run("draw", "--seed", "骰子 一", "--free-text")
        run("replay", "seal.json", "--seed", "骰子 一", "--expect", "draw.json")
        said = run("replay", "seal.json", "--seed", DICE, "--expect", "draw.json", code=1).err.splitlines()
        assert said[0] == said[-1] == f"种子不同！draw.json 用的是“骰子 一”，这里输入的是“{DICE}”。"


def test_a_corrected_roster_alone_finds_its_dossier(filed: Path) -> None:
    rows = people(40, first=15104510077)
    rows[0][1] = "卫更正"
    write_book(filed / "材料/乙名单.xlsx", rows)
    added = hefang("add", "材料/乙名单.xlsx", "--json", cwd=filed).json["dossiers"]
    assert [(d["id"], d["status"], d["version"]) for d in added] == [("HLJ-乙", "changed", 2)]
    assert added[0]["reused"] == {}
    with inside(filed, {}):
        state = {d["id"]: d for d in answer("status")["dossiers"]}
    assert state["HLJ-乙"]["applicant"] == "北岸机械有限公司"
    assert len(state) == 2


def test_papers_and_call_lists_in_the_folder_are_no_rosters(filed: Path) -> None:
    with inside(filed, {}):
        run("seal")
        run("draw", "--seed", DICE)
        run("calls", "export", "--out", "材料/名单")
        run("report", "--out", "材料/报告")
    again = hefang("add", "材料", "--json", cwd=filed)
    assert again.code == 0
    assert {d["id"]: d["status"] for d in again.json["dossiers"]} == {"HLJ-甲": "known", "HLJ-乙": "known"}
    seen = hefang("verify", "材料", "--json", cwd=filed).json
    assert {d["id"] for d in seen["dossiers"]} == {"HLJ-甲", "HLJ-乙"}
    passed = {Path(p["file"]).name for p in seen["passed_over"] if p["code"] == "own_paper"}
    assert {"audit.docx", "opinion.docx", "summary.docx", "findings.xlsx", "audit.html"} <= passed
    assert any(name.startswith("回访名单") for name in passed)


def test_a_casebook_and_its_keys_in_the_folder_are_no_rosters(filed: Path) -> None:
    """``hefang add .`` where the casebook lies says nothing of it, and still tells of a database that is not ours."""
    with inside(filed, {}):
        run("key", "new", "chair.key", "--as", "chair")
    database = (filed / "casebook.db").read_bytes()
    (filed / "别人的.db").write_bytes(database)
    (filed / "别人的.key").write_bytes(b"a0" * 32)
    for beside in ("casebook.db-wal", "casebook.db-shm"):
        (filed / beside).write_bytes(b"\0" * 64)
    seen = hefang("verify", ".", "--json", cwd=filed).json
    told = str([seen["passed_over"], seen["unreadable"]])
    assert not [name for name in ("casebook.db", "chair.key") if name in told]
    assert {Path(p["file"]).name for p in seen["unreadable"]} == {"别人的.db", "别人的.key"}


def test_a_cleared_finding_is_not_held_against_anybody(filed: Path) -> None:
    with inside(filed, {}):
        run("seal")
        run("draw", "--seed", DICE)
        run("calls", "export")
        fill(filed / "回访名单-1.xlsx", lambda row, _: "V1")
        run("calls", "import", "回访名单-1.xlsx")

        def page() -> str:
            run("report", "--out", "报告")
            paper = docx.Document(str(filed / "报告/HLJ-甲/audit.docx"))
            cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
            return "\n".join([*cells, *(p.text for p in paper.paragraphs)])

        assert "1人的号段在调查当日尚未启用" in page()
        target = ("--decide", "HLJ-甲:CT04", "--as", "cleared", "--by", "乙评审", "--reason", "已见原始记录")
        run("judge", *target, code=None)
        cleared = page()
    assert "1人的号段在调查当日尚未启用" not in cleared
    assert "已经评审人澄清、不再计入的：" in cleared
    assert "CT04" not in cleared.partition("方法与依据")[0]
    assert "经评审人澄清" in cleared
    assert "已见原始记录" in cleared


def test_a_file_that_could_not_be_read_is_named(filed: Path) -> None:
    (filed / "材料/坏的.xlsx").write_bytes(b"PK\x03\x04 nothing")
    ran = hefang("add", "材料", cwd=filed)
    assert ran.code == 2
    assert "坏的.xlsx" in ran.err


def test_an_unchanged_roster_next_year_is_pointed_out_but_no_accusation(filed: Path) -> None:
    with inside(filed, {}):
        run("new", "--previous", "casebook.db", "--casebook", "2018.db", "--round", "2018")
    added = hefang("add", "材料", "--casebook", "2018.db", cwd=filed)
    assert "40 人与本企业往年的名单相同（2017 HLJ-甲 等）" in added.out
    assert "已在其他企业的名单中" not in added.out


def test_the_journal_says_who_drew_and_when(filed: Path) -> None:
    with inside(filed, {"HEFANG_WHO": "甲评审"}):
        run("seal")
        run("draw", "--seed", DICE)
        shown = run("status", "--journal").out
        (line,) = [line for line in shown.splitlines() if "抽签" in line]
        assert "甲评审" in line
        assert DICE in line
        log = answer("status", "--journal")["journal"]["log"]
    assert [entry["what"] for entry in log] == ["new", "add", "seal", "draw"]
    assert log[-1]["facts"]["seeds"] == [DICE]
    assert "journal" in run_help(filed)


def run_help(folder: Path) -> str:
    return hefang("status", "--help", cwd=folder).out
