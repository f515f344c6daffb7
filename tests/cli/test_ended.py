"""Ended from outside, a command cleans up; what killed ones left behind goes at the next start."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.cli.run import ROOT, hefang, people, write_book
from verify.intake import scratch

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


def started(folder: Path, *words: str, **options: object) -> subprocess.Popen[bytes]:
    """Start a command that unpacks an archive and then reads for a while."""
    temp = str(folder / "temp")
    env = {k: v for k, v in os.environ.items() if not k.startswith("HEFANG_")} | {"TMPDIR": temp}
    return subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), *words], cwd=folder, env=env, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True, **options,  # type: ignore[call-overload]
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Rosters in an archive, and a temporary folder of one's own."""
    for name in ("temp", "r"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(tmp_path / "r" / "材料.zip", "w") as box:
        for number in range(30):
            box.write(write_book(tmp_path / "one.xlsx", people(150)), f"企业{number}.xlsx")
    return tmp_path


def unpacked(folder: Path) -> bool:
    return any((folder / "temp").glob("hefang-zip-*/**/*.xlsx"))


def wait_for(done: object, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_it_cleans_up(folder: Path, number: signal.Signals) -> None:
    process = started(folder, "verify", "r")
    wait_for(lambda: unpacked(folder) or process.poll() is not None)
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 128 + number, (out, err)
    assert b"Traceback" not in err
    assert "中断".encode() in err
    assert not list((folder / "temp").glob("hefang-*"))


def test_one_that_is_ignored_stays_so(folder: Path) -> None:
    """As under nohup."""
    process = started(folder, "verify", "r", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    wait_for(lambda: unpacked(folder) or process.poll() is not None)
    process.send_signal(signal.SIGHUP)
    process.communicate(timeout=120)
    assert process.returncode in (0, 1)


def test_what_a_killed_one_left_goes_at_the_next_start(folder: Path) -> None:
    process = started(folder, "verify", "r")
    wait_for(lambda: unpacked(folder))
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=60)
    left = [path for path in (folder / "temp").glob("hefang-*") if path.is_dir()]
    assert left
    long_ago = time.time() - 3600
    for path in left:
        os.utime(path, (long_ago, long_ago))
    (folder / "temp" / "hefang-notes").mkdir()  # somebody's own
    (folder / "r" / "材料.zip").unlink()
    write_book(folder / "r" / "A.xlsx", people(12))
    assert hefang("verify", "r", cwd=folder, TMPDIR=str(folder / "temp")).code in (0, 1)
    assert [path for path in left if path.exists()] == []
    assert (folder / "temp" / "hefang-notes").exists()


def test_folders_of_runs_that_live_stay(tmp_path: Path) -> None:
    alive = tmp_path / f"{scratch.prefix('zip')}abc"
    alive.mkdir()
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        ended.wait()
    dead, fresh = (tmp_path / f"hefang-{kind}-{ended.pid}-abc" for kind in ("read", "office"))
    linked = tmp_path / f"hefang-zip-{ended.pid}-link"
    for path in (dead, fresh):
        path.mkdir()
    linked.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").mkdir()
    now = time.time()
    for path in (alive, dead):
        os.utime(path, (now - 3600, now - 3600))
    with contextlib.suppress(NotImplementedError):
        os.utime(linked, (now - 3600, now - 3600), follow_symlinks=False)
    assert scratch.clear(tmp_path, now) == [dead]
    assert alive.exists()
    assert fresh.exists()
    assert linked.is_symlink()
    assert (tmp_path / "elsewhere").exists()
