"""Evidence for the silent: filed, found again, kept from strangers, named when it was touched, gone after a purge."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from casebook import check, connect, purge
from casebook.connect import Casebook
from casebook.errors import CasebookError
from casebook.evidence.filing import LARGEST, file_evidence, piece_of, pieces, vault_of
from casebook.evidence.media import media_of
from casebook.evidence.vault import MAGIC, PIECE, Vault
from casebook.judging import last_versions
from tests.casebook.build import STAMP, Made, file, people
from tests.casebook.evidence import volume
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people as rows_of
from tests.cli.run import write_book

JPEG = b"\xff\xd8\xff\xe0" + "卫小明 13904510000".encode() * 40
DICE = "31415926535897932384"


@pytest.fixture
def questionnaire(tmp_path: Path) -> Path:
    path = tmp_path / "卫小明问卷.jpg"
    path.write_bytes(JPEG)
    return path


@pytest.mark.parametrize("length", [1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_a_file_of_any_length_comes_back_byte_by_byte(tmp_path: Path, length: int) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(at % 251 for at in range(length)))
    vault = Vault(tmp_path / "v", b"k" * 32)
    sha256, size = vault.put(source)
    assert (sha256, size) == (hashlib.sha256(source.read_bytes()).hexdigest(), length)
    assert b"".join(vault.pieces(sha256)) == source.read_bytes()
    assert vault.put(source) == (sha256, size)
    assert len([*vault.folder.iterdir()]) == 1
    assert (
        Vault(vault.folder, b"x" * 32).fault_of(sha256) == "missing"
    )  # another casebook does not even find it


def test_every_changed_byte_a_lost_piece_and_a_moved_one_are_named(tmp_path: Path) -> None:
    source = tmp_path / "a.bin"
    source.write_bytes(bytes(range(256)) * (2 * PIECE // 256) + b"end")
    vault = Vault(tmp_path / "v", b"k" * 32)
    sha256, _ = vault.put(source)
    path = vault.path_of(sha256)
    whole = path.read_bytes()
    head, tag = len(MAGIC) + 7, 16
    one = PIECE + tag
    for at in (0, len(MAGIC), head, head + one // 2, head + one, len(whole) - 1):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert vault.fault_of(sha256) == "changed", at
    for cut in (whole[:head], whole[: head + one], whole[: head + 2 * one], whole[:-1], whole + b"x", b""):
        path.write_bytes(cut)
        assert vault.fault_of(sha256) == "changed"
    path.write_bytes(
        whole[:head] + whole[head + one : head + 2 * one] + whole[head : head + one] + whole[head + 2 * one :]
    )
    assert vault.fault_of(sha256) == "changed"
    assert vault.put(source)[0] == sha256  # the original mends it
    assert vault.fault_of(sha256) is None


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", "pdf"), (JPEG, "jpeg"), (b"RIFF\0\0\0\0WAVE", "wav"), (b"\0\0\0\x20ftypisom", "mp4"),
        (b"\0\0\0\x18ftypheic", "heic"), (b"#!AMR\n", "amr"), (b"PK\x03\x04", "zip"), ("通话记录".encode(), "text"),
        ("记录".encode("gb18030"), "text"), (b"MZ\x90\0", ""), (b"#!/bin/sh\n", ""), (b"\x7fELF\0\0", ""), (b"", ""),
        (b"\xef\xbb\xbf <!DOCTYPE html>", ""), (b"<ScRiPt>alert(1)</script>", ""), ("<svg xmlns".encode("utf-16"), ""),
        ("<通话记录>".encode(), "text"),
    ],
)  # fmt: skip
def test_what_a_file_is_say_its_bytes(head: bytes, kind: str) -> None:
    assert media_of(head) == kind


def test_filed_once_found_by_number_and_nobody_is_named_in_the_folder(
    book: Casebook, questionnaire: Path
) -> None:
    file(book, Made("A", people(30)))
    made, new = file_evidence(book, "A#0003", questionnaire, "questionnaire", STAMP)
    assert new
    assert (made.dossier, made.row, made.media, made.size) == ("A", "A#0003", "jpeg", len(JPEG))
    assert file_evidence(book, "A#0003", questionnaire, "questionnaire", STAMP) == (made, False)
    other, new = file_evidence(book, "A", questionnaire, "visit", STAMP)  # one file may speak for several
    assert new
    with book.read() as conn:
        assert [*pieces(conn, book.round)] == [made, other]
        assert piece_of(conn, book.round, made.number) == made
        assert piece_of(conn, book.round, made.number).name == "卫小明问卷.jpg"
    (kept,) = vault_of(book).folder.iterdir()
    assert "卫小明".encode() not in kept.read_bytes()
    assert kept.stat().st_mode & 0o077 == 0
    assert check.check(book) == ()


def test_evidence_does_not_enter_the_database(sqlite_book: Casebook, tmp_path: Path) -> None:
    """A piece costs the casebook its line, however long the file is: so gigabytes stay beside it."""
    file(sqlite_book, Made("A", people(30)))

    def pages() -> int:
        with sqlite_book.read() as conn:
            return int(conn.exec_driver_sql("PRAGMA page_count").scalar_one()) * 4096

    def filed(length: int) -> int:
        before, source = pages(), tmp_path / f"{length}.jpg"
        for at in range(20):
            source.write_bytes(JPEG + bytes([at]) * length)
            file_evidence(sqlite_book, "A#0003", source, "recording", STAMP)
        return pages() - before

    short, long = filed(1), filed(400_000)
    assert abs(long - short) <= 2 * 4096
    assert sum(kept.stat().st_size for kept in vault_of(sqlite_book).folder.iterdir()) > 20 * 400_000


def test_the_volume_run_in_short(tmp_path: Path) -> None:
    """What files gigabytes by hand (tests/casebook/evidence/volume.py) counts right with a few megabytes."""
    with inside(tmp_path, {}):
        made = volume.filed(tmp_path, 3 * PIECE, (PIECE, PIECE // 2))
        assert (made.files, made.size) == (4, 3 * PIECE)
        assert made.size < made.kept < made.size + 1000
        assert made.grown < 100_000
        volume.touched(volume.kept_in(tmp_path)[-1])
        assert [fault["code"] for fault in answer("status", "--check", code=1)["faults"]] == ["changed"]
        volume.touched(volume.kept_in(tmp_path)[-1])
        assert answer("status", "--check")["faults"] == []


def test_what_cannot_be_filed_is_refused_and_leaves_nothing(
    book: Casebook, tmp_path: Path, questionnaire: Path
) -> None:
    file(book, Made("A", people(30)))
    program = tmp_path / "a.exe"
    program.write_bytes(b"MZ\x90\0")
    empty = tmp_path / "空.jpg"
    empty.touch()
    long = tmp_path / "长.mp4"
    with long.open("wb") as sparse:
        sparse.truncate(LARGEST + 1)
    for target, source, kind, code in (
        ("A#9999", questionnaire, "visit", "evidence_target"),
        ("B", questionnaire, "visit", "evidence_target"),
        ("A", questionnaire, "rumour", "evidence_kind"),
        ("A", program, "visit", "evidence_media"),
        ("A", empty, "visit", "evidence_empty"),
        ("A", long, "visit", "evidence_large"),
        ("A", tmp_path, "visit", "evidence_folder"),
    ):
        with pytest.raises(CasebookError) as error:
            file_evidence(book, target, source, kind, STAMP)
        assert error.value.code == code
    assert not vault_of(book).folder.exists()
    with book.read() as conn:
        assert [*pieces(conn, book.round)] == []


def test_a_touched_and_a_lost_file_are_named_by_the_check(book: Casebook, questionnaire: Path) -> None:
    file(book, Made("A", people(30)))
    made, _ = file_evidence(book, "A#0003", questionnaire, "recording", STAMP)
    path = vault_of(book).path_of(made.sha256)
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert [(f.code, f.table, f.which) for f in check.check(book)] == [
        ("changed", "evidence", str(made.number))
    ]
    path.unlink()
    assert [(f.code, f.table) for f in check.check(book)] == [("missing", "evidence")]
    file_evidence(book, "A#0003", questionnaire, "recording", STAMP)
    assert check.check(book) == ()


def test_a_purge_takes_files_and_names_and_leaves_what_others_need(
    book: Casebook, tmp_path: Path, questionnaire: Path
) -> None:
    file(book, Made("A", people(30)))
    made, _ = file_evidence(book, "A#0003", questionnaire, "questionnaire", STAMP)
    purge.purge(book, None, STAMP, unsealed=True)
    assert [*vault_of(book).folder.iterdir()] == []
    with book.read() as conn:
        (left,) = pieces(conn, book.round)
        with pytest.raises(CasebookError) as error:
            piece_of(conn, book.round, made.number)
    assert (left.purged, left.name, left.sha256) == (True, "", made.sha256)
    assert error.value.code == "purged"
    assert check.check(book) == ()
    vault_of(book).put(questionnaire)  # as a purge that was broken off would leave it
    assert [(f.code, f.table) for f in check.check(book)] == [("left", "evidence")]
    purge.purge(book, None, STAMP, unsealed=True)
    assert check.check(book) == ()


def test_the_road_of_a_silent_row_on_the_command_line(tmp_path: Path, questionnaire: Path) -> None:
    write_book(tmp_path / "A.xlsx", rows_of(40))
    with inside(tmp_path, {}):
        run("new", "--round", "2017年度")
        run("add", "A.xlsx")
        run("seal")
        run("draw", "--seed", DICE)
        run("calls", "export")
        typed = fill(tmp_path / "回访名单-1.xlsx", lambda *_: "V1")
        row = next(iter(typed))
        ran = run("evidence", "add", row, questionnaire, "--kind", "questionnaire")
        assert f"已存 1 号：{row}，原始问卷（jpeg，" in ran.out
        assert f"hefang judge --decide {row} --as E1" in ran.err
        assert "此前已存为 1 号" in run("evidence", "add", row, questionnaire, "--kind", "questionnaire").out
        ran = run("evidence", "add", "A", questionnaire, "--kind", "other")
        assert f"2 号与已存的1 号（{row}，原始问卷）是同一个文件" in ran.err
        refused = run("evidence", "add", row, questionnaire, "没有.jpg", "--kind", "visit", code=2)
        assert "已存 3 号" in refused.out
        assert "没有.jpg" in refused.err
        assert "共 3 件" in run("evidence", "list").out
        assert "卫小明" not in run("evidence", "list").out
        assert answer("evidence", "list", "A")["evidence"][0]["row"] == row
        run("evidence", "get", 1)
        assert (tmp_path / "佐证-1.jpeg").read_bytes() == JPEG
        assert "没有覆盖" in run("evidence", "get", 1, code=2).err
        assert "没有 9 号佐证材料" in run("evidence", "get", 9, code=2).err
        run("judge", "--decide", row, "--as", "good", "--by", "评审甲", "--reason", "原始问卷与名单一致")
        run("report")
        assert "A 存有佐证材料 3 件（原始问卷 1 件、其他材料 1 件、走访记录 1 件）" in (
            tmp_path / "报告" / "audit.html"
        ).read_text("utf-8")
        assert run("status", "--check").code == 0
        book = connect.open_casebook("casebook.db")
        with book.read() as conn:
            assert "A" in last_versions(conn, book.round)
        connect.close(book)
