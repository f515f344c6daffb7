"""hefang stamp: a request goes out, the answer comes back, is checked, kept, and laid beside what it is of."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from casebook import check, connect
from desk.commands.stamp import answers_for
from tests.casebook.road import answer, inside, run
from tests.cli.run import people, write_book
from tests.sampling.test_timestamps import ASKED, STAMPS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("stamped.txt", "stamped.txt.tsq"):
        shutil.copy(STAMPS / name, tmp_path)
    shutil.copy(STAMPS / "rsa-sha256.tsr", tmp_path / "stamped.txt.tsr")
    with inside(tmp_path, {}):
        run("new")
    return tmp_path


def test_the_same_request_stays_until_the_file_changes(folder: Path) -> None:
    with inside(folder, {}):
        said = run("stamp", "ask", "stamped.txt")
        assert "stamped.txt.tsq" in said.out
        assert (folder / "stamped.txt.tsq").read_bytes() == ASKED
        (folder / "stamped.txt").write_text("别的", encoding="utf-8")
        run("stamp", "ask", "stamped.txt")
        assert (folder / "stamped.txt.tsq").read_bytes() != ASKED
        assert (
            "不是 stamped.txt 现在的内容"
            in run("stamp", "keep", "stamped.txt", "stamped.txt.tsr", code=2).err
        )


def test_an_answer_is_kept_once_shown_and_laid_beside(folder: Path) -> None:
    with inside(folder, {}):
        said = run("stamp", "keep", "stamped.txt", "stamped.txt.tsr")
        assert "2026-11-27 15:59:29（UTC）" in said.out
        assert "虚构时间戳机构" in said.out
        before = answer("status")["journal"]
        assert "已在案卷中" in run("stamp", "keep", "stamped.txt", "stamped.txt.tsr").out
        assert answer("status")["journal"] == before
        (one,) = answer("stamp", "list")["stamps"]
        assert one["sha256"] == json.loads(run("stamp", "ask", "stamped.txt", "--json").out)["sha256"]
        assert "stamped.txt" in run("stamp", "list").out
        book = connect.open_casebook("casebook.db")
        assert check.check(book) == ()
        texts = {"seal.json": (folder / "stamped.txt").read_text(encoding="utf-8"), "draw.json": "{}"}
        laid = answers_for(book, texts)
        connect.close(book)
    assert laid == {"seal.json.tsr": (folder / "stamped.txt.tsr").read_bytes()}


def test_the_journal_keeps_no_name_of_a_respondent(folder: Path) -> None:
    (folder / "r").mkdir()
    rows = people(12)
    write_book(folder / "r" / "A.xlsx", rows)
    with inside(folder, {}):
        run("add", "r", code=None)
        named = f"{rows[3][1]}.txt"
        shutil.copy("stamped.txt", named)
        said = run("stamp", "keep", named, "stamped.txt.tsr", code=2).err
        assert "另取一个名字" in said
        assert str(rows[3][1]) not in said
        assert answer("stamp", "list") == {"stamps": []}


def test_what_does_not_hold_is_refused_by_name_and_not_kept(folder: Path) -> None:
    with inside(folder, {}):
        (folder / "page.tsr").write_text("<html>502</html>", encoding="utf-8")
        assert "不是 RFC 3161 时间戳的答复" in run("stamp", "keep", "stamped.txt", "page.tsr", code=2).err
        data = (folder / "stamped.txt.tsr").read_bytes()
        (folder / "page.tsr").write_bytes(data[:-5] + bytes(5))
        assert "签名不成立" in run("stamp", "keep", "stamped.txt", "page.tsr", code=2).err
        run("stamp", "keep", "nothing.txt", "page.tsr", code=2)
        assert answer("stamp", "list") == {"stamps": []}
        assert "没有时间戳" in run("stamp", "list").out
