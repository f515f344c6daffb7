"""After a purge no byte of the casebook's files holds a purged name or number."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from casebook import check, connect, outcomes, purge, sealing, standing
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.journal import Stamp
from desk.commands.calling import calls
from sampling.draw.record import record, to_text
from sampling.draw.seal import read_seal
from sampling.model import Remark
from tests import postgres
from tests.casebook.build import STAMP, Made, attempts, file, people
from tests.casebook.road import inside, run
from tests.casebook.test_filing import seal
from tests.cli.run import people as rows_of
from tests.cli.run import write_book
from verify.settings import Settings

ROWS = people(400)
LATER = Stamp("2018-01-05T09:00:00+08:00", "甲评审")


def needles() -> list[bytes]:
    """Names and numbers as they could stand in a file: UTF-8, UTF-16, or escaped."""
    texts = {cell for row in ROWS for cell in (row[1], row[2])} | {"卫备注", "13904519999"}
    found = [cell.encode() for cell in texts]
    found += [cell.encode("utf-16-le") for cell in texts]
    return found + [cell.encode("unicode_escape") for cell in texts]


def holding(folder: Path) -> dict[str, int]:
    """Files of a folder that hold names or numbers, and how many of them."""
    counts = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            count = sum(needle in data for needle in needles())
            if count:
                counts[path.name] = count
    return counts


@pytest.fixture
def called(sqlite_book: Casebook) -> Casebook:
    """A round with remarks that name people, and a corrected version with as many deleted pages as possible."""
    title = "联系人卫备注 13904519999"
    file(sqlite_book, Made("A", ROWS, title=title), Made("B", ROWS[200:300], "乙公司"))
    seal(sqlite_book)
    with sqlite_book.read() as conn:
        (stored,) = sealing.load_seals(conn)
    drawn = record(read_seal(stored.document), ["31415926535897932384"])
    sealing.store_draw(sqlite_book, stored, 1, to_text(drawn), ["A", "B"], STAMP)
    remark = Remark("A#0002", "1", "是", "是", "一致", "由卫备注接听，改打13904519999")
    outcomes.import_outcomes(sqlite_book, attempts({"A#0002": "V3"}), [remark], "test", STAMP)
    return sqlite_book


def test_nothing_is_left_in_any_file(called: Casebook, tmp_path: Path) -> None:
    assert holding(tmp_path)
    done = purge.purge(called, None, LATER, unsealed=True)
    assert (len(done.rosters), done.people) == (2, 500)
    assert holding(tmp_path) == {}
    assert check.check(called) == ()
    connect.close(called)
    assert holding(tmp_path) == {}
    reopened = connect.open_casebook(called.path)
    assert all(d.purged for d in standing.overview(reopened).dossiers)
    with reopened.read() as conn:
        assert [a.code for a in outcomes.all_attempts(conn)] == ["V3"]
        assert outcomes.all_remarks(conn) == ()
    connect.close(reopened)


def test_a_purge_by_date_takes_the_older_rosters_only(called: Casebook) -> None:
    file(called, Made("C", people(20, 900)), stamp=LATER)
    assert purge.purge(called, "2018-01-05", LATER, unsealed=True).people == 500
    assert [d.purged for d in standing.overview(called).dossiers] == [True, True, False]
    assert purge.purge(called, "2018-01-05", LATER, unsealed=True).rosters == ()
    assert check.check(called) == ()


def test_the_same_file_does_not_bring_people_back(called: Casebook, tmp_path: Path) -> None:
    purge.purge(called, None, LATER, unsealed=True)
    assert [f.status for f in file(called, Made("A", ROWS))] == ["known"]
    assert holding(tmp_path) == {}


def test_others_in_the_way_are_said_and_the_same_command_completes(
    called: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "_BUSY_MS", 50)
    reader = sqlite3.connect(called.path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM people").fetchone()
    with pytest.raises(CasebookError) as error:
        purge.purge(called, None, LATER, unsealed=True)
    assert error.value.code == "purge_unfinished"
    assert standing.overview(called).purge_unfinished
    reader.close()
    purge.purge(called, None, LATER, unsealed=True)
    assert not standing.overview(called).purge_unfinished
    assert holding(tmp_path) == {}


@pytest.mark.parametrize(("before", "whole"), [(None, False), ("2018-01-01", True)])
def test_what_to_purge_must_be_said(before: str | None, whole: bool) -> None:
    with pytest.raises(CasebookError) as error:
        purge.day_of(before, whole)
    assert error.value.code == "purge_what"


@pytest.mark.postgres
def test_nothing_is_left_in_the_tables_of_the_server(
    postgres_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file of every table, index and long-text store, read through the server itself."""
    monkeypatch.setenv("HEFANG_KEY_FILE", str(tmp_path / "key"))
    with postgres.database(postgres_server) as url:
        book = connect.create(url, "2017", STAMP)
        file(book, Made("A", ROWS, title="联系人卫备注 13904519999"))
        assert server_files(book)
        purge.purge(book, None, LATER, unsealed=True)
        assert server_files(book) == []
        assert check.check(book) == ()
        connect.close(book)


def server_files(book: Casebook) -> list[str]:
    """Relations whose files hold names or numbers."""
    with book.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("CHECKPOINT"))
        names = conn.execute(
            text(
                "SELECT c.relname, pg_relation_filepath(c.oid) FROM pg_class c "
                "WHERE c.relkind IN ('r', 't', 'i') AND c.oid >= 16384"
            )
        ).all()
        read = text("SELECT pg_read_binary_file(:path)")
        contents = {name: bytes(conn.scalar(read, {"path": path}) or b"") for name, path in names}
        return [name for name, data in contents.items() if any(needle in data for needle in needles())]


def test_a_seal_after_everybody_was_purged_says_so(tmp_path: Path) -> None:
    write_book(tmp_path / "A.xlsx", rows_of(40))
    with inside(tmp_path, {}):
        run("new", "--round", "2017年度")
        run("add", "A.xlsx")
        run("purge", "--round", "--unsealed")
        refused = run("seal", code=2)
        assert "A 的姓名和电话已清除，不能再封存和回访" in refused.err


def test_lists_of_who_is_left_are_written_after_others_were_purged(
    sqlite_book: Casebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file(sqlite_book, Made("A", people(60)))
    file(sqlite_book, Made("B", people(60, 900), "乙公司"), stamp=LATER)
    seal(sqlite_book)
    with sqlite_book.read() as conn:
        (stored,) = sealing.load_seals(conn)
    drawn = record(read_seal(stored.document), ["31415926535897932384"])
    sealing.store_draw(sqlite_book, stored, 1, to_text(drawn), ["A", "B"], STAMP)
    folder = tmp_path / "名单"
    assert calls.export(sqlite_book.path, Settings(), folder=folder) == 0
    purge.purge(sqlite_book, "2018-01-05", LATER)
    capsys.readouterr()
    assert calls.export(sqlite_book.path, Settings(), folder=folder) == 0
    assert "A 的姓名和电话已清除，名单里没有其中的人" in capsys.readouterr().err
    *_, last = sorted(folder.glob("*.xlsx"), key=lambda path: path.stat().st_mtime_ns)
    cells = {
        str(cell) for line in load_workbook(last).worksheets[0].iter_rows(values_only=True) for cell in line
    }
    assert {cell.partition("#")[0] for cell in cells if re.fullmatch(r"[AB]#\d+", cell)} == {"B"}
    purge.purge(sqlite_book, None, LATER)
    with pytest.raises(CasebookError) as error:
        calls.export(sqlite_book.path, Settings(), folder=folder)
    assert error.value.code == "purged"
