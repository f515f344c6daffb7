"""Call lists hold names and numbers in full: they go out with a password unless somebody says no."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
from openpyxl import load_workbook

from sampling.calls.locking import lock
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import hefang, people, write_book

LIST = "回访名单-1.xlsx"


@pytest.fixture
def drawn(tmp_path: Path) -> Any:
    write_book(tmp_path / "D1.xlsx", people(40))
    with inside(tmp_path, {}):
        run("new", "--round", "2017")
        run("add", "D1.xlsx")
        run("seal")
        run("draw", "--seed", "31415926535897932384")
        yield tmp_path


def opened(path: Path, password: str) -> bytes:
    file, clear = msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())), io.BytesIO()
    file.load_key(password=password)
    file.decrypt(clear)
    return clear.getvalue()


def test_by_default_a_list_is_locked_and_comes_back_without_a_word(drawn: Path) -> None:
    told = hefang("calls", "export", "--password", "", cwd=drawn).out
    (password,) = re.findall(r"打开密码：(\S+)（", told)
    data = opened(drawn / LIST, password)
    clear = drawn / "打开.xlsx"
    clear.write_bytes(data)
    assert load_workbook(clear).worksheets[0].max_row > 40 // 2
    typed = fill(clear, lambda row, at: "V1")
    (drawn / LIST).write_bytes(lock(clear.read_bytes(), password))  # as an office program saves it
    (back,) = answer("calls", "import", LIST)["files"]
    assert (back["new"], back["refused"]) == (len(typed), [])


def test_a_list_that_is_written_again_has_the_same_password_and_place(drawn: Path) -> None:
    first, again = (hefang("calls", "export", "--password", "", cwd=drawn).out for _ in range(2))
    assert first == again
    assert sorted(path.name for path in drawn.glob("回访名单*")) == [LIST]


def test_without_a_password_is_said_and_with_one_is_taken(drawn: Path) -> None:
    plain = hefang("calls", "export", "--no-password", cwd=drawn)
    assert "没有加密码" in plain.err
    assert (drawn / LIST).read_bytes()[:2] == b"PK"
    hefang("calls", "export", "--password", "秘密2017", "--out", "二", cwd=drawn)
    assert opened(drawn / "二" / LIST, "秘密2017")[:2] == b"PK"
    refused = run("calls", "import", f"二/{LIST}", code=2)
    assert "--password" in refused.err
    run("calls", "import", f"二/{LIST}", "--password", "秘密2017", code=None)


def test_json_gives_the_password_that_was_made_and_none_that_was_given(drawn: Path) -> None:
    made = hefang("calls", "export", "--password", "", "--json", cwd=drawn).json
    assert re.fullmatch(r"(?:[2-9a-z]{4}-){2}[2-9a-z]{4}", made["password"])
    given = hefang("calls", "export", "--password", "秘密2017", "--out", "二", "--json", cwd=drawn).json
    assert "password" not in given
