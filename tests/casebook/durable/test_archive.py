"""A casebook that can only be read opens for status, judge and report, and nothing is written beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casebook import connect
from casebook.database import places
from casebook.errors import CasebookError
from tests.casebook.road import answer, fill, inside, run
from tests.cli.run import people, write_book

ONE = "31415926535897932384"
NOBODY = 65534
DATA = Path(__file__).parent.parent / "data"  # a casebook that the first version wrote


@pytest.fixture(scope="module")
def round_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A round up to its judgement and report."""
    folder = tmp_path_factory.mktemp("round")
    (folder / "r").mkdir()
    write_book(folder / "r" / "A.xlsx", people(60))
    with inside(folder, {}):
        for words in (("new",), ("add", "r"), ("seal",), ("draw", "--seed", ONE), ("calls", "export")):
            run(*words, code=None)
        fill(folder / "回访名单-1.xlsx", lambda row, _: "V1")
        for words in (("calls", "import", "回访名单-1.xlsx"), ("judge",), ("report",), ("status", "--check")):
            run(*words, code=None)
    return folder


@pytest.fixture
def burnt(round_folder: Path) -> Iterator[Callable[..., Path]]:
    """Give a folder with the casebook that this user may read and not write; root first becomes somebody else."""
    place = Path(tempfile.mkdtemp(prefix="hefang-burnt-"))
    disc, desk = place / "光盘", place / "桌面"
    user = os.geteuid()

    def burn(change: Callable[[Path], None] = lambda _: None) -> Path:
        shutil.copytree(
            round_folder, disc, ignore=shutil.ignore_patterns("*.xlsx", "*.json", "*.html", "审核报告", "r")
        )
        change(disc)
        desk.mkdir()
        for path in (place, desk, disc, *disc.rglob("*")):
            if user == 0:
                os.chown(path, NOBODY, NOBODY)
        for path in disc.rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        disc.chmod(0o555)
        if user == 0:
            os.seteuid(NOBODY)
        return disc

    try:
        yield burn
    finally:
        os.seteuid(user)
        disc.chmod(0o755)
        shutil.rmtree(place)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_status_judge_and_report(burnt: Callable[..., Path], round_folder: Path) -> None:
    with inside(round_folder, {}):
        expected = answer("status"), answer("judge", code=None)["dossiers"]
    disc = burnt()
    before = contents(disc)
    with inside(disc.parent / "桌面", {"HEFANG_CASEBOOK": str(disc / "casebook.db")}):
        found = answer("status", "--check")
        assert found["dossiers"] == expected[0]["dossiers"]
        assert found["journal"]["hash"] == expected[0]["journal"]["hash"]
        assert "核对无误" in run("status", "--check").out
        judged = run("judge")
        assert "没有存入案卷" in judged.err
        assert answer("judge")["dossiers"] == expected[1]
        run("report", "--out", "papers")
        assert (Path("papers") / "audit.docx").exists()
        refused = run("judge", "--decide", "A", "--as", "low", "--by", "王", "--reason", "x", code=2)
        assert "不可写" in refused.err
    assert contents(disc) == before


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_one_of_an_older_version(burnt: Callable[..., Path]) -> None:
    def older(disc: Path) -> None:
        for name in ("casebook.db", "casebook.db.key"):
            shutil.copy(DATA / name.replace("casebook", "first"), disc / name)

    disc = burnt(older)
    before = contents(disc)
    with inside(disc.parent / "桌面", {}):
        assert answer("status", "--casebook", disc / "casebook.db")["dossiers"]
    assert contents(disc) == before


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_log_that_was_not_folded_in_is_not_passed_over(burnt: Callable[..., Path]) -> None:
    """Killed between two commands, then burnt: what stands in the log alone is read too, or it is said."""
    held: list[sqlite3.Connection] = []

    def killed(disc: Path) -> None:
        book = sqlite3.connect(disc / "casebook.db")
        book.execute("UPDATE about SET value = '只在日志里' WHERE name = 'round'")
        book.commit()
        for end in ("-wal", "-shm"):
            shutil.copy(disc / f"casebook.db{end}", disc / f"kept{end}")
        held.append(book)

    def burnt_with(*ends: str) -> Callable[[Path], None]:
        def change(disc: Path) -> None:
            whole = (disc / "casebook.db").read_bytes()
            killed(disc)
            held.pop().close()
            (disc / "casebook.db").write_bytes(whole)
            for end in ("-wal", "-shm"):
                (disc / f"casebook.db{end}").unlink(missing_ok=True)
                kept = disc / f"kept{end}"
                if end in ends:
                    kept.rename(disc / f"casebook.db{end}")
                else:
                    kept.unlink()

        return change

    disc = burnt(burnt_with("-wal"))
    with inside(disc.parent / "桌面", {}):
        shown = run("status", "--casebook", disc / "casebook.db", code=None)
    assert "只在日志里" in shown.out or (shown.code == 2 and "没并入" in shown.err)


@pytest.mark.parametrize(
    ("path", "kind", "shared"),
    [
        (r"\\server\案卷\casebook.db", 3, True),
        ("//server/share/casebook.db", 3, True),
        (r"\\?\UNC\server\share\casebook.db", 3, True),
        (r"Z:\案卷\casebook.db", 4, True),
        (r"C:\Users\王\casebook.db", 3, False),
        (r"E:\casebook.db", 2, False),
        (r"D:\casebook.db", 5, False),
        (r"\\?\C:\a very long path\casebook.db", 3, False),
    ],
)
def test_shares_are_known_on_windows(path: str, kind: int, shared: bool) -> None:
    asked: list[str] = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return kind

    assert places.is_shared(path, "win32", drive_type) is shared
    assert all(len(root) == 3 for root in asked)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/nfs nfs4 rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/home/a/casebook.db", False),
        ("/mnt/nfs/casebook.db", True),
        ("/mnt/my share/casebook.db", True),
        ("/mnt/nfs/local/casebook.db", False),
        ("/mnt/nfsx/casebook.db", False),
        ("//server/share/casebook.db", False),
    ],
)
def test_shares_are_known_on_linux(path: str, shared: bool) -> None:
    assert places.is_shared(path, "linux", None, MOUNTS) is shared


def test_a_share_is_refused_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "is_shared", lambda path: "网络" in path)
    with inside(tmp_path, {}):
        (tmp_path / "网络").mkdir()
        for words in (("new",), ("status",)):
            (tmp_path / "网络" / "c.db").touch() if words == ("status",) else None
            shown = run(*words, "--casebook", "网络/c.db", code=2)
            assert "网络共享" in shown.err
            assert "本机磁盘" in shown.err
        assert not (tmp_path / "网络" / "c.db.key").exists()


def test_what_is_no_casebook_stays_refused(tmp_path: Path) -> None:
    (tmp_path / "c.db").mkdir()
    with pytest.raises(CasebookError) as raised:
        connect.open_casebook(str(tmp_path / "c.db"))
    assert raised.value.code == "no_casebook"
