"""hefang verify as its users meet it: the table, the JSON, the exit codes, ugly consoles."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from tests.cli.run import HEADINGS, ROOT, hefang, people, write_book
from verify.checks import ALL


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good roster, one with a number that nobody could have in 2017, one that is no roster."""
    write_book(tmp_path / "好的名单.xlsx", people(60))
    bad = people(60, first=13804520011)
    bad[6][2] = "19904510011"
    bad[8][4] = "2016-11-05"
    write_book(tmp_path / "有问题的名单.xlsx", bad)
    (tmp_path / "坏的.xlsx").write_bytes(b"PK\x03\x04 nothing of a workbook")
    (tmp_path / "~$好的名单.xlsx").write_bytes(b"lock")
    return tmp_path


def test_table_is_worst_first_and_fits_a_projector(folder: Path) -> None:
    ran = hefang("verify", folder)
    assert ran.code == 2  # one file could not be read; the others are done and shown
    lines = ran.out.splitlines()
    table = [line for line in lines[2 : lines.index("")] if line.startswith(("×", "△", "！", "√"))]
    assert [line[0] for line in table] == ["△", "√"]  # two rows of sixty
    assert "有问题的名单" in table[0]
    assert max(columns(line) for line in lines if not line.startswith("  坏的")) <= 80
    assert "坏的.xlsx" in ran.out
    assert "~$" not in ran.out + ran.err


def test_json_is_the_contract(folder: Path) -> None:
    ran = hefang("verify", folder, "--json", "--rows")
    document = ran.json
    assert set(document) >= {"tool", "settings", "dossiers", "unreadable"}
    assert document["settings"]["window"] == ["2016-12-01", "2017-06-20"]
    assert [u["file"].rsplit("/", 1)[-1] for u in document["unreadable"]] == ["坏的.xlsx"]
    assert all(set(u) >= {"file", "code", "reason", "fix"} for u in document["unreadable"])
    bad = next(d for d in document["dossiers"] if d["id"] == "有问题的名单")
    assert bad["row_count"] == 60
    assert bad["header"] == {
        "rows": [1],
        "columns": dict(
            zip(("serial", "name", "contact", "mode", "surveyed", "employer"), "ABCDEF", strict=True)
        ),
    }
    assert {c["code"] for c in bad["checks"]} == {c.code for c in ALL}
    found = next(f for f in bad["findings"] if f["code"] == "CT04")
    assert found["cells"] == ["C8"]
    assert found["rows"] == ["有问题的名单#0008"]
    assert found["clause"] == "roster.4"
    assert "199" in found["message"]
    assert found["facts"]["opened"] == "2017-08-08"
    row = bad["rows"][0]
    assert row["id"] == "有问题的名单#0002"
    assert row["surveyed"] == {
        "start": "2017-03-05",
        "end": "2017-03-05",
        "raw": "2017-03-05",
        "problem": None,
    }
    assert row["contacts"][0]["kind"] == "mobile"
    assert 0 <= row["priority"] <= 1


def test_every_check_without_its_column_says_so(tmp_path: Path) -> None:
    write_book(
        tmp_path / "只有姓名.xlsx", [[1, "赵一水", "赵"], [2, "钱二水", "钱"]], ("序号", "姓名", "调查方式")
    )
    document = hefang("verify", tmp_path, "--json").json
    by_code = {c["code"]: c for c in document["dossiers"][0]["checks"]}
    assert by_code["CT01"]["skipped"]
    assert by_code["DT01"]["skipped"]
    assert by_code["NM01"]["skipped"] is None
    assert by_code["RS02"]["skipped"]


def test_names_and_numbers_are_masked_unless_asked_for(folder: Path) -> None:
    number, name = str(people(1)[0][2]), str(people(1)[0][1])
    masked = hefang("verify", folder, "--json", "--rows")
    assert number not in masked.out
    assert name not in masked.out
    full = hefang("verify", folder, "--json", "--rows", "--unmask")
    assert number in full.out
    assert name in full.out


def test_exit_codes(tmp_path: Path) -> None:
    good = write_book(tmp_path / "good.xlsx", people(60))
    bad = write_book(tmp_path / "bad.xlsx", [*people(3), [4, "李四水", "", "电话", "2017-03-05", ""]])
    assert hefang("verify", good).code == 0
    assert hefang("verify", bad).code == 1
    assert hefang("verify", tmp_path / "missing.xlsx").code == 2
    assert hefang("verify").code == 2
    assert hefang("verify", good, "--no-such-option").code == 2
    assert hefang("verify", good, "--lang", "fr").code == 2


@pytest.mark.parametrize(
    "command", [("--help",), ("verify", "--help"), ("checks",), ("checks", "DU05"), ("verify", ".")]
)
def test_a_gbk_console_survives(command: tuple[str, ...], folder: Path) -> None:
    """A console of cp936 shows a substitute for what it cannot show; names may hold anything."""
    write_book(folder / "㛃\U00020000·.xlsx", [[1, "㛃\U00020000", "13904510011", "电话", "2017-03-05", "☃"]])
    ran = hefang(*command, cwd=folder, encoding="gbk")
    assert ran.code in (0, 1, 2)
    assert ran.out


def test_gbk_json_is_still_json(folder: Path) -> None:
    assert hefang("verify", folder, "--json", encoding="gbk").json["dossiers"]


def test_a_pipe_that_closes_is_no_error(folder: Path) -> None:
    command = f'"{sys.executable}" "{ROOT / "cli.py"}" verify "{folder}" --json | head -c 10'
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=120)
    assert "Traceback" not in ran.stderr
    assert "BrokenPipe" not in ran.stderr


def on_a_terminal(words: list[str], **environment: str) -> str:
    master, slave = pty.openpty()
    env = os.environ | {"PYTHONIOENCODING": "utf-8"} | environment
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *words], stdout=slave, stderr=subprocess.DEVNULL, env=env
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    process.wait(60)
    os.close(master)
    return shown.decode()


def test_colour_on_a_terminal_and_none_where_no_color_is_set(folder: Path) -> None:
    assert "\x1b[33m△\x1b[0m" in on_a_terminal(["verify", str(folder)])
    assert "\x1b[" not in on_a_terminal(["verify", str(folder)], NO_COLOR="1")
    assert "\x1b[" not in hefang("verify", folder).out


def test_what_strangers_typed_cannot_reach_the_terminal(tmp_path: Path) -> None:
    """A name with an escape sequence, a file name with a newline and a direction override."""
    rows = people(5)
    rows[1][1] = "=1+1"
    rows[2][2] = "\u202e13904510011"
    write_book(tmp_path / "a\u202eb.xlsx", rows)
    ran = hefang("verify", tmp_path)
    assert not re.search(r"[\x1b\u202e]", ran.out + ran.err)


def test_english(folder: Path) -> None:
    ran = hefang("verify", folder, "--lang", "en")
    assert "could not be read" in ran.out
    assert "Options:" in hefang("verify", "--help", "--lang", "en").out
    assert "选项" in hefang("verify", "--help").out
    assert "Options:" in hefang("verify", "--help", HEFANG_LANG="en").out


def test_the_register_names_dossiers_and_switches_checks_on(tmp_path: Path) -> None:
    write_book(tmp_path / "名单甲.xlsx", people(40))
    headings = (
        "申报编号",
        "企业名称",
        "推荐类别",
        "测评机构",
        "有效问卷数量",
        "调查开始时间",
        "调查结束时间",
        "满意度得分",
        "名单文件",
    )
    entry = (
        "HLJ2017-011",
        "松江纸业有限公司",
        "企业类",
        "北岸调查",
        60,
        "2017-03-01",
        "2017-03-31",
        78.5,
        "名单甲.xlsx",
    )
    register = write_book(tmp_path / "申报登记表.xlsx", [entry], headings)
    for words in (("verify", tmp_path), ("verify", tmp_path / "名单甲.xlsx", "--register", register)):
        ran = hefang(*words, "--json")
        (dossier,) = ran.json["dossiers"]
        assert ran.json["unreadable"] == []
        assert dossier["id"] == "HLJ2017-011"
        assert dossier["applicant"] == "松江纸业有限公司"
        assert dossier["declared"]["valid_questionnaires"] == 60
        codes = {f["code"] for f in dossier["findings"]}
        assert {"RS02", "DC02"} <= codes
        assert ran.code == 1


def test_settings(tmp_path: Path) -> None:
    book = write_book(tmp_path / "a.xlsx", people(60, day="2018-03-05"))
    (tmp_path / "hefang.toml").write_text(
        "window_start = 2017-12-01\nwindow_end = 2018-06-20\n", encoding="utf-8"
    )
    assert hefang("verify", book, cwd=ROOT).code == 1
    assert hefang("verify", book, cwd=tmp_path).code == 0  # hefang.toml of the working folder
    (tmp_path / "wrong.toml").write_text("windows = 3\n", encoding="utf-8")
    ran = hefang("verify", book, "--settings", tmp_path / "wrong.toml")
    assert ran.code == 2
    assert "windows" in ran.err
    assert "window_start" in ran.err
    assert hefang("verify", book, "--settings", tmp_path / "none.toml").code == 2


def test_out_writes_the_papers(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "报告"
    ran = hefang("verify", folder / "有问题的名单.xlsx", "--out", out)
    papers = {"audit.html", "audit.docx", "findings.xlsx", "summary.docx", "review.json"}
    assert {p.name for p in out.iterdir()} == {*papers, "有问题的名单"}
    assert {p.name for p in (out / "有问题的名单").iterdir()} == {"audit.docx", "opinion.docx"}
    assert all(name in ran.err for name in papers)
    blocked = tmp_path / "file"
    blocked.write_text("x")
    ran = hefang("verify", folder / "有问题的名单.xlsx", "--out", blocked / "deeper")
    assert ran.code == 2
    assert "deeper" in ran.err


def test_headings_are_those_of_the_notice() -> None:
    assert HEADINGS == ("序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位")


def test_the_paper_says_as_the_screen_does_that_a_score_stands_out_where_no_check_found_anything(tmp_path):
    rows = people(60)
    for number, row in enumerate(rows):
        row[2] = str(13904510011 + 17 * number)
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "甲.xlsx", rows)
    shown = hefang("verify", tmp_path / "r", "--out", tmp_path / "out").out
    page = (tmp_path / "out" / "audit.html").read_text(encoding="utf-8")
    assert "检查未发现问题；可信度异常" in shown
    assert "检查未发现问题；可信度异常" in page


def test_who_stands_out_is_computed_for_files_as_for_a_round(tmp_path: Path) -> None:
    """Four rosters of neighbouring numbers: verify says the same of them as the papers of a casebook."""
    folder = tmp_path / "r"
    folder.mkdir()
    for at in range(4):
        rows = people(60, first=13904510011 + at * 10_000_000)
        for number, row in enumerate(rows):
            row[2] = str(13904510011 + at * 10_000_000 + number)
        write_book(folder / f"L{at}.xlsx", rows)
    shown = hefang("verify", folder, "--json").json["standing_out"]
    assert set(shown["dossiers"]) == {"L0", "L1", "L2", "L3"}
    hefang("verify", folder, "--out", tmp_path / "out")
    assert json.loads((tmp_path / "out" / "review.json").read_text(encoding="utf-8"))["standing_out"] == shown
    page = (tmp_path / "out" / "audit.html").read_text(encoding="utf-8")
    assert "与参照名单差异显著的4份" in page
    hefang("new", cwd=tmp_path)
    hefang("add", folder, cwd=tmp_path)
    assert hefang("report", "--out", "papers", "--json", cwd=tmp_path).json["standing_out"] == shown
    unasked = hefang("verify", folder, "--json", "--no-credibility").json["standing_out"]
    assert unasked["dossiers"] is None
