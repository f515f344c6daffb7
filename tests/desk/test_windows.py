"""What depends on Windows, under a faked platform: console, worker processes, paths, files that are open elsewhere."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import reports.moving
from desk import windows
from reports.moving import move, refuse_open
from reports.papers import folder_names, write_whole
from tests.cli.run import ROOT, hefang, people, write_book

CMD = ROOT / "docs" / "windows" / "hefang-verify.cmd"


def kernel(*, console: bool, takes: bool) -> Any:
    """kernel32 as a console answers it. ``asked``: the modes that it was set to."""

    class Library:
        asked: list[int] = []  # noqa: RUF012

        def GetStdHandle(self, number: int) -> int:
            assert number == -11
            return 7

        def GetConsoleMode(self, handle: int, mode: Any) -> int:
            mode._obj.value = 3
            return int(console)

        def SetConsoleMode(self, handle: int, mode: int) -> int:
            self.asked.append(mode)
            return int(takes)

    return Library()


@pytest.mark.parametrize(
    ("console", "takes", "colours"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_colours_are_turned_on_or_left_out(console: bool, takes: bool, colours: bool) -> None:
    library = kernel(console=console, takes=takes)
    assert windows.takes_colours("win32", library) is colours
    assert library.asked == ([7] if console else [])  # what was set stays set


def test_elsewhere_nobody_is_asked() -> None:
    assert windows.takes_colours("linux", object())
    assert not windows.takes_colours("win32", object())  # a console that knows nothing of it


@pytest.mark.parametrize("encoding", ["cp936", "utf-8", "cp437"])
def test_consoles_of_every_code_page(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "r").mkdir()
    write_book(tmp_path / "r" / "𠮷野.xlsx", people(12))
    for words in (("--help",), ("verify", "r"), ("checks", "CT04"), ("status",)):
        shown = hefang(*words, cwd=tmp_path, encoding=encoding)
        assert shown.code in (0, 1, 2)
        assert shown.out + shown.err
    document = hefang("verify", "r", "--json", cwd=tmp_path, encoding=encoding).json
    assert document["dossiers"][0]["id"] == "𠮷野"


_SPAWNED = """
import multiprocessing, sys, types
if __name__ == "__main__":
    sys.path.insert(0, {root!r})
    import pebble, cli
    real = sys.platform
    sys.platform = "win32" if {windows} else real  # while the pool of workers is chosen
    from verify.intake.process import worker
    sys.platform = real
    assert worker._BASE.get_start_method() == ("spawn" if {windows} else "forkserver")
    worker.sys = types.SimpleNamespace(platform="darwin" if {windows} else real, modules=sys.modules)
    sys.argv = ["hefang", "verify", {folder!r}, "--json", "--no-credibility"]
    cli.main()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere workers are spawned anyway")
def test_workers_that_are_spawned_read_the_same(tmp_path: Path) -> None:
    """As on Windows and macOS: a worker that is no fork imports everything itself."""
    (tmp_path / "名单 一").mkdir()
    for number in range(3):
        write_book(tmp_path / "名单 一" / f"企业{number}.xlsx", people(20 + number))
    found = []
    for spawned in (True, False):
        script = tmp_path / f"run{spawned}.py"
        text = _SPAWNED.format(root=str(ROOT), folder=str(tmp_path / "名单 一"), windows=spawned)
        script.write_text(text, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, str(script)], capture_output=True, encoding="utf-8", timeout=300, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        found.append(done.stdout)
    assert '"row_count": 22' in found[0]
    assert found[0] == found[1]


class Held:
    """os.replace of a file that another program has open for the first so many tries."""

    def __init__(self, tries: int) -> None:
        self.left, self.replace, self.waited = tries, os.replace, 0.0

    def __call__(self, part: Path, path: Path) -> None:
        self.left -= 1
        if self.left >= 0:
            raise PermissionError(errno.EACCES, "Access is denied", str(part), 5, str(path))
        self.replace(part, path)

    def wait(self, seconds: float) -> None:
        self.waited += seconds


def test_what_is_held_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_text("new", encoding="utf-8")
    (tmp_path / "old").write_text("old", encoding="utf-8")
    held = Held(3)
    monkeypatch.setattr("os.replace", held)
    move(tmp_path / "new", tmp_path / "old", "win32", held.wait)
    assert (tmp_path / "old").read_text(encoding="utf-8") == "new"
    assert held.waited == pytest.approx(0.3)


def test_what_stays_open_is_refused_in_the_end_and_elsewhere_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "new").write_text("new", encoding="utf-8")
    held = Held(1000)
    monkeypatch.setattr("os.replace", held)
    with pytest.raises(PermissionError):
        move(tmp_path / "new", tmp_path / "old", "win32", held.wait)
    assert held.waited == pytest.approx(1.9)
    before = held.left
    with pytest.raises(PermissionError):
        move(tmp_path / "new", tmp_path / "old", "linux", held.wait)
    assert held.left == before - 1


def test_one_paper_that_is_open_keeps_all_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [tmp_path / name for name in ("findings.xlsx", "audit.docx", "audit.html")]
    for path in papers:
        path.write_text("old", encoding="utf-8")
    real = Path.open

    def opened(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if path.name == "audit.docx" and "+" in mode:
            raise PermissionError(errno.EACCES, "being used by another process", str(path))
        return real(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", opened)
    monkeypatch.setattr("reports.papers.refuse_open", lambda paths: refuse_open(paths, "win32"))
    with pytest.raises(OSError, match=r"audit\.docx"):
        write_whole({path: lambda part: part.write_text("new", encoding="utf-8") for path in papers})  # type: ignore[misc, dict-item]
    assert [path.read_text(encoding="utf-8") for path in papers] == ["old"] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in papers)


def test_names_that_windows_keeps_for_itself() -> None:
    kept = ["CON", "nul", "COM1", "lpt9.txt", "CONIN$", "conout$", "COM¹", "a:b", "x. ", "企业?", "C" * 300]
    names = folder_names(kept)
    assert len({name.lower() for name in names}) == len(kept)
    for name in names:
        assert not set(name) & set('<>:"/\\|?*')
        assert not name.endswith((".", " "))
        assert len(name) <= 64
        stem = name.partition(".")[0].rstrip()
        assert stem.upper() not in {"CON", "NUL", "COM1", "LPT9", "CONIN$", "CONOUT$", "COM¹"}


def test_the_file_to_drop_rosters_on() -> None:
    data = CMD.read_bytes()
    assert data.isascii()  # a batch file is read in whatever code page the console has
    assert data.count(b"\r\n") == data.count(b"\n")
    text = data.decode()
    assert '"%HEFANG%" verify %* --out "%PAPERS%"' in text
    assert r"%~dp0..\..\.venv\Scripts\hefang.exe" in text
    assert (CMD.parent / ".." / "..").resolve() == ROOT
    assert text.count("(") == text.count(")")
    for page in ("windows.md", "windows.zh-CN.md"):
        assert "hefang-verify.cmd" in (ROOT / "docs" / page).read_text(encoding="utf-8")


def test_the_patience_is_that_of_the_docs() -> None:
    assert pytest.approx(2) == reports.moving._TRIES * reports.moving._PAUSE
    assert "two seconds" in (ROOT / "docs" / "windows.md").read_text(encoding="utf-8")
