"""What nobody may read on a screen, in a paper or in a file for the maintainer: names, numbers, passwords."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy.exc import IntegrityError

from casebook import connect
from casebook.filed import dossiers
from tests.casebook.build import STAMP
from tests.casebook.road import inside, run
from tests.cli.run import hefang, people, write_book

SECRETS = ("欧阳春梅", "赵一水", "Xiaoming", "wxid_abc123", "13904510012", "秘密2017", "p4ssw0rd")


def assert_nothing_leaks(*texts: str) -> None:
    for text in texts:
        assert not [secret for secret in SECRETS if secret in text], text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_file_without_headings_is_refused_without_its_names(tmp_path: Path, lang: str) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["姓名（赵一水）", "欧阳春梅"],
        [1, "赵一水", "13904510011", "电话"],
        [2, "Wang Xiaoming", "wxid_abc123", "电话"],
        [3, "欧阳春梅", "13904510012", "电话"],
    ):
        sheet.append(row)
    book.save(tmp_path / "x.xlsx")
    (tmp_path / "y.txt").write_text("赵一水 13904510012\n欧阳春梅\n", encoding="utf-8")
    shown = hefang("verify", tmp_path, "--out", tmp_path / "out", "--lang", lang)
    assert shown.code == 2
    assert "姓名 | ****" in shown.out
    read = [path.read_bytes().decode("utf-8", "replace") for path in (tmp_path / "out").rglob("*.json")]
    read += [path.read_bytes().decode("utf-8", "replace") for path in (tmp_path / "out").rglob("*.html")]
    assert read
    assert_nothing_leaks(
        shown.out, shown.err, hefang("verify", tmp_path, "--json", "--lang", lang).out, *read
    )


def test_a_crash_tells_the_maintainer_where_and_nobody_who(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def crash(*_: object, **__: object) -> None:
        try:
            raise KeyError(SECRETS[0])
        except KeyError as error:
            raise ValueError(" ".join(SECRETS)) from error

    monkeypatch.setattr("desk.commands.calling.calls.load", crash)
    write_book(tmp_path / "赵一水.xlsx", people(60))
    with inside(tmp_path, {}):
        run("new", "--casebook", "赵一水.db")
        shown = run("calls", "export", "--password", "秘密2017", "--casebook=赵一水.db", code=2)
    (report,) = tmp_path.glob("hefang-*.txt")
    text = report.read_text(encoding="utf-8")
    assert "calls export --password … --casebook=…" in text
    assert "ValueError" in text
    assert "KeyError" in text
    assert "test_leaks.py" in text
    assert_nothing_leaks(shown.out, shown.err, text)
    if os.name == "posix":
        assert report.stat().st_mode & 0o077 == 0


def test_errors_of_the_database_do_not_quote_what_was_written(tmp_path: Path) -> None:
    book = connect.create(str(tmp_path / "c.db"), "2017", STAMP)
    wrong = [{"id": 1, "round": "2017", "code": name} for name in ("欧阳春梅", "欧阳春梅")]
    with pytest.raises(IntegrityError) as raised, book.write() as conn:
        conn.execute(dossiers.dossiers.insert(), wrong)
    connect.close(book)
    assert_nothing_leaks(str(raised.value))


def test_an_address_that_cannot_be_read_is_not_repeated(tmp_path: Path) -> None:
    shown = hefang("status", "--casebook", "postgresql://me:p4ssw0rd@[broken/x", cwd=tmp_path)
    assert shown.code == 2
    assert_nothing_leaks(shown.out, shown.err)
