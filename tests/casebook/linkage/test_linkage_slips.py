"""Slips of whoever makes keys, exports and results: nothing that cannot be made again is lost, and no false all-clear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casebook import connect, purge
from casebook.across import shares
from casebook.across.files import EXPORT, label_of
from casebook.errors import CasebookError
from desk.commands import link
from tests.casebook.build import STAMP, Made, file, people
from tests.casebook.linkage.test_altered import copied

KEY = bytes(range(32))


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HEFANG_KEY_FILE", raising=False)
    path = tmp_path / "共用.key"
    path.write_text(KEY.hex() + "\n", encoding="ascii")
    return path


def casebook(folder: Path, name: str, *made: Made) -> str:
    book = connect.create(str(folder / f"{name}.db"), "2017", STAMP)
    if made:
        file(book, *made)
    connect.close(book)
    return str(folder / f"{name}.db")


def code(error: pytest.ExceptionInfo[CasebookError]) -> str:
    assert all(error.value.words("zh"))
    assert all(error.value.words("en"))
    return error.value.code


def test_what_cannot_be_written_again_is_not_overwritten(key_file: Path, tmp_path: Path) -> None:
    where, out = casebook(tmp_path, "甲", Made("A", people(20))), tmp_path / "甲.parquet"
    assert link.export(where, key_file, "甲", out) == 0
    before = out.read_bytes()
    with pytest.raises(CasebookError) as again:
        link.export(where, key_file, "甲", out)
    with pytest.raises(CasebookError) as over:
        link.run([out], out)
    assert (code(again), code(over)) == ("link_exists", "link_exists")
    book = connect.open_casebook(where)
    purge.purge(book, None, STAMP, unsealed=True)
    connect.close(book)
    with pytest.raises(CasebookError) as nobody:
        link.export(where, key_file, "甲", tmp_path / "空.parquet")
    assert code(nobody) == "link_nobody"
    assert out.read_bytes() == before
    assert not (tmp_path / "空.parquet").exists()
    result = tmp_path / "结果.parquet"
    assert link.run([out], result) == link.run([out], result) == 0, "a result may be made again"


def test_who_was_not_compared_is_told_so(
    key_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = people(40)
    books = {
        name: casebook(tmp_path, name, made)
        for name, made in (
            ("甲", Made("A", old)), ("乙", Made("B", copied(old, 8))), ("丙", Made("C", people(9, 900))),
            ("丁", Made("D", people(9, 990))),
        )
    }  # fmt: skip
    files = [tmp_path / f"{name}.parquet" for name in "甲乙丙"]
    for path in files:
        link.export(books[path.stem], key_file, path.stem, path)
    result = tmp_path / "结果.parquet"
    link.run(files, result)
    capsys.readouterr()
    told = {}
    for name in "甲丙丁":
        rc = link.resolve(books[name], result, key_file, json=True)
        said = json.loads(capsys.readouterr().out)
        told[name] = (rc, said["compared"], len(said["pairs"]))
    assert told == {"甲": (0, True, 1), "丙": (0, True, 0), "丁": (2, False, 0)}
    assert link.resolve(books["丁"], result, key_file) == 2
    assert "没有包括本案卷" in capsys.readouterr().out


def test_each_file_is_named_where_none_is_left(
    key_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where, out = casebook(tmp_path, "甲", Made("A", people(20))), tmp_path / "甲.parquet"
    link.export(where, key_file, "甲", out)
    result = tmp_path / "结果.parquet"
    link.run([out], result)
    capsys.readouterr()
    with pytest.raises(CasebookError) as last:
        link.run([tmp_path / "没有.parquet", result], tmp_path / "又.parquet")
    assert code(last) == "link_result"
    assert "没有.parquet" in capsys.readouterr().err
    with pytest.raises(CasebookError) as wrong:
        link.resolve(where, out, key_file)
    assert code(wrong) == "link_export"
    assert label_of(out, EXPORT).source == "甲"


@pytest.mark.parametrize(("least", "count"), [(5, 3), (1, 3), (3, 0), (0, 5), (3, 99)])
def test_shares_that_cannot_be_leave_no_key(tmp_path: Path, least: int, count: int) -> None:
    with pytest.raises(CasebookError) as refused:
        link.key(tmp_path / "新.key", least, count)
    assert code(refused) == "shares_how"
    assert list(tmp_path.iterdir()) == []


def test_shares_are_for_their_owners_and_are_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "新.key"
    link.key(path, 2, 3)
    files = sorted(tmp_path.glob("新-*-3.txt"))
    before = [file.read_text(encoding="ascii") for file in files]
    assert {file.stat().st_mode & 0o077 for file in files} == {0}
    with pytest.raises(CasebookError) as again:
        link.key(path, 2, 3)
    assert code(again) == "link_exists"
    assert [file.read_text(encoding="ascii") for file in files] == before
    link.key(tmp_path / "还原.key", taken=files[1:])
    assert (tmp_path / "还原.key").read_bytes() == path.read_bytes()
    with pytest.raises(CasebookError) as share:
        link.export("没有.db", files[0], "", None)
    assert code(share) == "link_key_share"
    files[0].write_text(before[0].replace("hefang", "hefamg"), encoding="ascii")
    with pytest.raises(CasebookError) as damaged:
        link.key(tmp_path / "又.key", taken=files)
    assert (code(damaged), damaged.value.facts["got"]) == ("share_line", files[0])


def test_every_splitting_has_a_mark_of_its_own() -> None:
    one, two = shares.split(KEY, 2, 3), shares.split(KEY, 2, 3)
    assert one[0].split()[1] != two[0].split()[1]
    assert shares.joined(one[:2]) == shares.joined(two[1:]) == KEY
    with pytest.raises(CasebookError) as mixed:
        shares.joined([one[0], two[1]])
    assert code(mixed) == "share_other"
