"""From paths to files: stable, natural, and nothing passed over in silence."""

from __future__ import annotations

import sqlite3
import sys
import unicodedata
from contextlib import closing

import pytest

from phrases import has
from verify.intake.walk import natural_key, walk


def codes(results) -> dict[str, str]:
    return {result.file.rsplit("/", 1)[-1]: result.problems[0].code for result in results}


def names(found) -> list[str]:
    return [item.shown.rsplit("/", 1)[-1] for item in found.files]


def test_natural_order_files_before_folders(tmp_path):
    (tmp_path / "a").mkdir()
    for name in ("名单10.xlsx", "名单2.xlsx", "名单1.xlsx", "a/1.csv", "B.csv", "c.csv"):
        (tmp_path / name).write_text("x")
    assert names(walk([tmp_path])) == ["B.csv", "c.csv", "名单1.xlsx", "名单2.xlsx", "名单10.xlsx", "1.csv"]
    assert sorted(["a10", "a9", "A1", "a"], key=natural_key) == ["a", "A1", "a9", "a10"]


def test_what_is_passed_over_is_named(tmp_path):
    for name, text in ((".hidden.xlsx", "x"), ("空.csv", ""), ("好.csv", "x")):
        (tmp_path / name).write_text(text)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.csv").write_text("x")
    found = walk([tmp_path])
    assert names(found) == ["好.csv"]
    assert codes(found.passed) == {
        ".hidden.xlsx": "hidden",
        ".git": "hidden",
        "空.csv": "empty",
    }
    assert all(has(f"intake_error.{code}") for code in codes(found.passed).values())


@pytest.mark.parametrize(
    "name",
    [
        "~$名单.xlsx",
        ".~lock.名单.xlsx#",
        ".~名单.xlsx",
        "Thumbs.db",
        "desktop.ini",
        ".DS_Store",
        "._名单.xlsx",
    ],
)
def test_what_systems_leave_in_folders_is_nobodys_business(tmp_path, name):
    (tmp_path / "好.csv").write_text("x")
    (tmp_path / name).write_text("x")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "好.csv").write_text("x")
    found = walk([tmp_path])
    assert names(found) == ["好.csv"]
    assert found.passed == found.failed == ()
    assert names(walk([tmp_path / name])) == [name]


def test_named_files_are_always_read_and_missing_ones_reported(tmp_path):
    for name in (".hidden.csv", "空.csv"):
        (tmp_path / name).write_text("")
    found = walk([tmp_path / ".hidden.csv", tmp_path / "空.csv", tmp_path / "无.csv"])
    assert names(found) == [".hidden.csv", "空.csv"]
    assert codes(found.failed) == {"无.csv": "not_found"}
    assert found.passed == ()


def test_a_folder_named_like_a_workbook_is_a_folder(tmp_path):
    (tmp_path / "x.xlsx").mkdir()
    (tmp_path / "x.xlsx" / "y.csv").write_text("x")
    assert names(walk([tmp_path])) == ["y.csv"]
    assert names(walk([tmp_path / "x.xlsx"])) == ["y.csv"]


def test_a_file_given_twice_is_read_once(tmp_path):
    (tmp_path / "a.csv").write_text("x")
    assert names(walk([tmp_path / "a.csv", tmp_path, tmp_path / "." / "a.csv"])) == ["a.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_do_not_lead_out_and_do_not_run_in_circles(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.csv").write_text("x")
    (inside / "a.csv").write_text("x")
    (inside / "b.csv").symlink_to(inside / "a.csv")
    (inside / "file.csv").symlink_to(outside / "secret.csv")
    (inside / "folder").symlink_to(outside)
    (inside / "circle").symlink_to(inside)
    (inside / "gone.csv").symlink_to(inside / "nothing")
    found = walk([inside])
    assert names(found) == ["a.csv"]
    assert codes(found.passed) == {
        "file.csv": "link_outside",
        "folder": "link_outside",
        "gone.csv": "not_found",
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits whole paths")
def test_names_are_shown_in_nfc_and_may_be_long(tmp_path):
    decomposed = unicodedata.normalize("NFD", "Café名单.csv")
    (tmp_path / decomposed).write_text("x")
    long = "名" * 82 + ".csv"
    assert len(long.encode()) == 250
    (tmp_path / long).write_text("x")
    found = walk([tmp_path, tmp_path / ("x" * 300)])
    assert names(found) == ["Café名单.csv", long]
    assert found.files[0].path.name == decomposed
    assert found.files[0].path.read_text() == "x"
    assert codes(found.failed) == {"x" * 300: "not_found"}


def test_a_casebook_its_key_and_what_lies_beside_it_are_passed_over_without_a_word(tmp_path):
    casebook = tmp_path / "2017.db"
    with closing(sqlite3.connect(casebook)) as made, made:
        made.execute("CREATE TABLE alembic_version (version_num TEXT)")
        made.execute("CREATE TABLE journal (id INTEGER)")
    for name, text in (
        ("2017.db.key", "0a" * 32 + "\n"),
        ("2017.db-wal", "x"),
        ("2017.db-shm", "x"),
        ("好.csv", "x"),
    ):
        (tmp_path / name).write_text(text)
    found = walk([tmp_path])
    assert names(found) == ["好.csv"]
    assert (found.passed, found.failed) == ((), ())


def test_other_databases_and_keys_are_read_and_told(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.db")) as made, made:
        made.execute("CREATE TABLE journal (id INTEGER)")
    for name, text in (("a.db.key", "0a" * 32), ("b.key", "0a" * 32), ("名单.key", "x")):
        (tmp_path / name).write_text(text)
    assert names(walk([tmp_path])) == ["a.db", "a.db.key", "b.key", "名单.key"]
