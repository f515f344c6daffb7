"""The pool: order, progress, limits, and nothing that one file does costs another."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from verify.intake.process.process_memory import memory_of
from verify.intake.process.worker import read_files, start
from verify.intake.walk import FileToRead
from verify.settings import Settings

SETTINGS = replace(Settings(), workers=2)
ROOT = Path(__file__).parents[2]
HEADINGS = ["序号", "姓名", "联系方式", "调查方式", "调查时间", "工作单位"]


def person(number: int) -> list[str]:
    return [str(number), f"测试甲{number}", f"139045{number % 100_000:05d}", "电话", "2017-03-05", "某某厂"]


def roster(path: Path, rows: int = 20) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEADINGS)
    for number in range(1, rows + 1):
        book.active.append(person(number))
    book.save(path)
    return path


def csv_roster(path: Path, rows: int) -> Path:
    lines = [",".join(HEADINGS)] + [",".join(person(number)) for number in range(1, rows + 1)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def codes(result) -> list[str]:
    return [problem.code for problem in result.problems]


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a process of its own, as a user's script without a main guard would be."""
    script = "import sys\n" + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_results_in_order_with_progress(tmp_path):
    files = [csv_roster(tmp_path / "大.csv", 20_000)] + [roster(tmp_path / f"{n}.xlsx") for n in range(5)]
    seen: list[tuple[int, int]] = []
    results = list(read_files(files, SETTINGS, lambda done, total: seen.append((done, total))))
    assert [result.file for result in results] == [path.as_posix() for path in files]
    assert [len(result.rosters) for result in results] == [1] * 6
    assert [len(result.rosters[0].segments[0].rows) for result in results] == [20_000] + [20] * 5
    assert seen == sorted(set(seen))
    assert seen[-1] == (6, 6)


def test_a_roster_says_where_it_came_from(tmp_path):
    path = roster(tmp_path / "a.xlsx")
    (result,) = read_files([FileToRead(path, "夹/名单.xlsx")], SETTINGS)
    found = result.rosters[0]
    assert (result.file, found.file, found.reader) == ("夹/名单.xlsx", "夹/名单.xlsx", "xlsx")
    assert len(found.sha256) == 64
    assert found.segments[0].texts["name"][0] == "测试甲1"


def test_long_columns_come_back_whole_and_outlive_the_pool(tmp_path):
    path = csv_roster(tmp_path / "a.csv", 30_000)
    (result,) = read_files([path], SETTINGS)
    segment = result.rosters[0].segments[0]
    assert segment.texts["name"].to_pylist() == [f"测试甲{number}" for number in range(1, 30_001)]
    assert len(segment.rows) == 30_000


def test_the_temporary_folder_goes_with_the_pool(tmp_path):
    path = csv_roster(tmp_path / "a.csv", 30_000)
    pool = start(SETTINGS)
    folder = Path(pool._folder.name)
    list(pool.read([path]))
    assert folder.is_dir()
    assert list(folder.glob("*.arrow")) == []
    pool.close()
    assert not folder.exists()


def test_workers_end_behind_what_was_read(tmp_path):
    """One file needs one worker; it ends while the caller goes on, and what it read stays."""
    path = csv_roster(tmp_path / "a.csv", 30_000)
    with start(SETTINGS, 1) as pool:
        (result,) = pool.read([path])
        workers = list(pool._processes._pool_manager.worker_manager.workers)
        pool.end()
        pool._ender.join()
        pool.end()
    assert len(workers) == 1
    assert not Path(f"/proc/{workers[0]}").exists()
    assert len(result.rosters[0].segments[0].rows) == 30_000


def test_every_failure_is_a_problem_and_the_others_are_read(tmp_path):
    good = roster(tmp_path / "good.xlsx")
    (tmp_path / "x.xlsx").mkdir()
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    files = [tmp_path / name for name in ("x.xlsx", "empty.csv", "a.pdf", "none.xlsx")]
    results = list(read_files([*files, good], SETTINGS))
    expected = [["folder"], ["empty"], ["damaged"], ["not_found"], []]
    assert [codes(result) for result in results] == expected


@pytest.fixture
def killers(tmp_path, monkeypatch):
    """A package that workers import and that makes named files hang, abort, swell and panic."""
    (tmp_path / "sitecustomize.py").write_text(
        textwrap.dedent(
            """
            import os, sys, time
            class Panic(BaseException):
                pass
            def act(path):
                name = os.path.basename(path)
                if name.startswith("hang"):
                    time.sleep(3600)
                if name.startswith("abort"):
                    print("noise of a crashing library"); sys.stdout.flush(); os.abort()
                if name.startswith("rust"):
                    os.write(2, b"memory allocation of 550 bytes failed"); os.abort()
                if name.startswith("swell"):
                    held = [bytearray(64 * 2**20) for _ in range(100)]
                if name.startswith("panic"):
                    raise Panic("13904510001")
                if name.startswith("deep"):
                    act(path)
            def patch():
                from verify.intake.process import job
                read = job.read_hashed
                def wrapped(path, settings, words, **more):
                    act(str(path))
                    return read(path, settings, words, **more)
                job.read_hashed = wrapped
            import importlib.abc, importlib.machinery
            class Finder(importlib.abc.MetaPathFinder):
                def find_spec(self, name, path, target=None):
                    if name != "verify.intake.process.job":
                        return None
                    sys.meta_path.remove(self)
                    spec = importlib.util.find_spec(name)
                    execute = spec.loader.exec_module
                    def run(module):
                        execute(module)
                        patch()
                    spec.loader.exec_module = run
                    return spec
            import importlib.util
            sys.meta_path.insert(0, Finder())
            """
        ),
        encoding="utf-8",
    )
    return {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)])}


def test_what_hangs_crashes_swells_or_panics_costs_only_itself(tmp_path, killers):
    names = ["ok1", "hang", "ok2", "abort", "ok3", "rust", "swell", "ok4", "panic", "deep", "ok5"]
    for name in names:
        roster(tmp_path / f"{name}.xlsx")
    done = run(
        f"""
        import time
        from dataclasses import replace
        from pathlib import Path
        from verify.settings import Settings
        from verify.intake.process.worker import read_files
        settings = replace(Settings(), workers=2, read_seconds=3, read_memory_bytes=400 * 2**20)
        began = time.monotonic()
        for result in read_files([Path(r"{tmp_path}") / (name + ".xlsx") for name in {names!r}], settings):
            said = [(item.code, dict(item.facts)) for item in result.problems]
            print(Path(result.file).stem, len(result.rosters), said)
        print("seconds", time.monotonic() - began < 30, "pandas" in sys.modules)
        """,
        **killers,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line.split()[0] for line in lines] == [*names, "seconds"]
    said = dict(line.split(maxsplit=1) for line in lines)
    for name in ("ok1", "ok2", "ok3", "ok4", "ok5"):
        assert said[name] == "1 []"
    assert said["hang"] == "0 [('timeout', {'seconds': '3'})]"
    assert said["abort"] == "0 [('crashed', {'got': 'SIGABRT'})]"
    assert said["rust"] == f"0 [('memory', {{'limit_bytes': '{400 * 2**20}'}})]"
    assert said["swell"] == f"0 [('memory', {{'limit_bytes': '{400 * 2**20}'}})]"
    assert said["panic"].startswith("0 [('crashed', {'got': 'Panic, sitecustomize.py:")
    assert "13904510001" not in said["panic"]
    assert said["deep"] == "0 [('damaged', {'got': 'RecursionError'})]"
    assert said["seconds"] == "True False"


def test_workers_import_neither_pandas_nor_the_callers_script(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            import sys
            print("script runs")
            from verify.settings import Settings
            from verify.intake.process import worker
            from verify.intake.walk import FileToRead
            from pathlib import Path
            pool = worker.start(Settings())
            pool._starter.join()
            modules = pool._processes.schedule(eval, args=("sorted(__import__('sys').modules)",)).result()
            pool.close()
            print([name for name in ("pandas", "typer", "openpyxl", "python_calamine") if name in modules])
            print([name for name in ("pandas", "pyarrow", "openpyxl", "lxml") if name in sys.modules])
            """
        ),
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["script runs", "['python_calamine']", "[]"]


def anonymous(pid: int) -> int:
    """Resident bytes that are a process's own: without the libraries' read-only pages, which no limit counts."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # it has just ended
        return 0
    return int(status.partition("RssAnon:")[2].split()[0]) * 1024 if "RssAnon:" in status else 0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere a watchdog limits the memory")
def test_the_memory_limit_holds_for_every_library(tmp_path):
    """Workers given files far too large for their limit never use more, measured from outside."""
    limit = 170 * 2**20
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(21_000):
        sheet.append([f"{number}-{column}" * 60 for column in range(8)])
    book.save(path)
    files = [path, csv_roster(tmp_path / "b.csv", 700_000), roster(tmp_path / "good.xlsx")]
    peaks: dict[int, int] = {}
    with start(replace(SETTINGS, read_memory_bytes=limit, read_seconds=60)) as pool:
        results = pool.read(files)
        ended = threading.Event()

        def look() -> None:
            while not ended.wait(0.02):
                for log in Path(pool._folder.name).glob("*.log"):
                    peaks[int(log.stem)] = max(peaks.get(int(log.stem), 0), anonymous(int(log.stem)))

        looker = threading.Thread(target=look)
        looker.start()
        found = [codes(result) for result in results]
        ended.set()
        looker.join()
    assert found == [["memory"], ["memory"], []]
    assert 50 * 2**20 < max(peaks.values()) < limit


def test_the_watchdog_knows_how_much_a_process_uses():
    assert 5 * 2**20 < memory_of(os.getpid()) < 20 * 2**30
    assert memory_of(2**22 + 12345) == 0
