"""Settings come from us and not from an applicant, and nothing that an applicant typed steers a terminal."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.cli.run import hefang, people, write_book
from tests.cli.test_minutes_papers import words_of

ONE = "31415926535897932384"


def test_settings_in_the_working_folder_are_used_and_said(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "A.xlsx", people(60, day="2016-11-05"))
    (tmp_path / "hefang.toml").write_text("window_start = 2016-11-01\n", encoding="utf-8")
    ran = hefang("verify", "r", "--no-credibility", cwd=tmp_path)
    assert ran.code == 0
    assert "采用工作文件夹中的设置文件 hefang.toml" in ran.err


def test_settings_inside_what_was_handed_in_are_an_applicants(tmp_path: Path) -> None:
    write_book(tmp_path / "A.xlsx", people(60, day="2016-11-05"))
    (tmp_path / "hefang.toml").write_text("window_start = 2016-11-01\n", encoding="utf-8")
    ran = hefang("verify", ".", "--no-credibility", cwd=tmp_path)
    assert ran.code == 1  # the window of the notice
    assert "可能来自申报企业，未予采用" in ran.err
    assert "hefang.toml" not in ran.out  # and it is no roster
    named = hefang("verify", ".", "--no-credibility", "--settings", "hefang.toml", cwd=tmp_path)
    assert named.code == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("workers = -3", "workers：应在 0–64 之间，写的是 -3"),
        ("workers = 1000", "workers：应在 0–64 之间"),
        ("read_seconds = 0", "read_seconds：应在 1–"),
        ("shared_customers_percent = 101", "shared_customers_percent：应在 0–100 之间"),
        ("max_workbook_bytes = 0", "max_workbook_bytes：应在 1000–"),
    ],
)
def test_values_out_of_range_are_refused(tmp_path: Path, line: str, said: str) -> None:
    write_book(tmp_path / "A.xlsx", people(6))
    (tmp_path / "s.toml").write_text(line + "\n", encoding="utf-8")
    ran = hefang("verify", "A.xlsx", "--settings", "s.toml", cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.err


def test_every_setting_is_listed_with_its_meaning(tmp_path: Path) -> None:
    ran = hefang("checks", "settings", cwd=tmp_path)
    assert ran.code == 0
    assert "window_start = 2016-12-01" in ran.out
    assert "调查时间窗口的第一天" in ran.out


HOSTILE = "甲\x1b]0;x\x07乙\x1b[2J丙\u202e丁\x07"


def test_no_screen_of_a_round_passes_on_what_steers_a_terminal(tmp_path: Path) -> None:
    """A sheet's and a company's name with escapes, bells and direction marks, through every command of a round."""
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "甲\u202e乙\x1b[31m.xlsx", people(30))
    register = f"申报编号,企业名称,名单文件\nD1,{HOSTILE},甲\u202e乙\x1b[31m.xlsx\n"
    (tmp_path / "r" / "申报登记表.csv").write_text(register, encoding="utf-8")
    for words in (
        ("verify", "r", "--no-credibility"),
        ("new",),
        ("add", "r"),
        ("seal",),
        ("draw", "--seed", ONE),
        ("calls", "export"),
        ("judge",),
        ("status", "--check", "--journal"),
    ):
        ran = hefang(*words, cwd=tmp_path)
        assert ran.code in (0, 1), (words, ran)
        for bad in ("\x1b", "\x07", "\u202e"):
            assert bad not in ran.out + ran.err, (words, bad)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_files_with_names_and_numbers_are_their_owners(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "A.xlsx", people(30))
    for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE), ("calls", "export")):
        hefang(*words, cwd=tmp_path)
    for name in ("casebook.db", "回访名单-1.xlsx"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600, name


def test_what_the_register_gives_unreadably_is_nowhere_called_not_given(tmp_path: Path) -> None:
    """On the screen under its heading, on page one with what stands there."""
    write_book(tmp_path / "甲公司.xlsx", people(30))
    register = [["H-1", "甲公司", "约200", "甲公司.xlsx"]]
    write_book(tmp_path / "申报登记表.xlsx", register, ("申报编号", "企业名称", "有效问卷数量", "名单文件"))
    ran = hefang("verify", ".", "--no-credibility", "--out", "out", cwd=tmp_path)
    assert "有效问卷数量已填写，但无法识别（约200）" in ran.err
    assert "valid_questionnaires" not in ran.err
    paper = words_of(tmp_path / "out" / "H-1" / "audit.docx")
    assert "30；已填写，但无法读取：约200" in paper
