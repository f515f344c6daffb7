"""kill -9 at random moments: what was acknowledged is there, nothing is half there, the same command completes.

Each moment: a copy of a prepared casebook, a process that has everything imported (a fork) and goes, a
kill at a random time within what the command takes, then the checks. ``python -m tests.casebook.durable.moments
300`` (``make soak``) runs as many as asked for and prints what happened.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyarrow.parquet import read_table
from sqlalchemy import select

from casebook import check, connect
from casebook.across import shares
from casebook.database import keys
from casebook.errors import CasebookError
from casebook.schema import KEPT, people, texts
from desk import signing
from tests.casebook.mutations import recheck
from tests.casebook.road import fill, inside, run
from tests.cli.run import ROOT, write_book
from tests.cli.run import people as rows_of

State = frozenset[tuple[Any, ...]]

SEED = "31415926535897932384"
KEY, SHARED = "主持人.key", "共用.key"
COMMANDS: Mapping[str, Sequence[str]] = {  # in the order of the road
    "new": ("new", "--round", "2017年度"),
    "key": ("key", "new", KEY, "--as", "chair"),
    "add": ("add", "材料"),
    "seal": ("seal", "--sign", KEY),
    "draw": ("draw", "--seed", SEED, "--sign", KEY),
    "export": ("calls", "export", "--no-password", "--callers", "3", "--out", "名单"),
    "close": ("calls", "close", "--reason", "期限已到"),
    "reopen": ("calls", "close", "--undo", "--reason", "期限延长"),
    "import": ("calls", "import", "名单/回访名单-1.xlsx", "名单/回访名单-2.xlsx", "名单/回访名单-3.xlsx"),
    "free": ("desk", "free", "2"),
    "code": ("desk", "code", "王五"),
    "evidence": ("evidence", "add", "D2#0005", "问卷.pdf", "--kind", "questionnaire"),
    "judge": ("judge",),
    "decide": ("judge", "--decide", "D1", "--as", "more", "--by", "王", "--reason", "原始问卷待查"),
    "withdraw": ("withdraw", "D0", "--reason", "企业撤回申报"),
    "undo": ("withdraw", "D0", "--undo", "--reason", "误撤"),
    "report": ("report", "--out", "报告", "--unmask", "--sign", KEY),
    "shared": ("link", "key", SHARED, "--shares", "2", "--of", "3"),
    "link": ("link", "export", "--key", SHARED, "--as", "黑龙江", "--out", "指纹.parquet"),
    "purge": ("purge", "--round", "--unfinished"),
}
STAGES = tuple(COMMANDS)
ONCE = ("code",)  # whoever asks for a code again gets another one
NONE: State = frozenset({("no casebook",)})
# Imports everything once, and forks a process in a session of its own for every command that it is told of: says its
# id when it goes, and how it ended.
NURSERY = """
import json, os, sys
sys.path.insert(0, {root!r})
import cli, desk.commands.filing, desk.commands.filed, desk.commands.calling.calls, desk.commands.judge
import desk.commands.key, desk.commands.book, desk.commands.withdraw, desk.commands.closing, desk.commands.evidence
import desk.commands.calling.passes, desk.commands.papers.report, desk.commands.link, duckdb
if __name__ == "__main__":
    for line in sys.stdin:
        where, out, *words = json.loads(line)
        child = os.fork()
        if not child:
            os.setsid()
            os.chdir(where)
            file, null = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), os.open(os.devnull, os.O_RDONLY)
            os.dup2(null, 0)
            os.dup2(file, 1)
            os.dup2(file, 2)
            sys.argv = ["hefang", *words]
            cli.main()  # ends with SystemExit, and so does this process
            sys.exit(99)
        print(child, flush=True)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
# What two runs never have in common: times, and what is hashed over them.
_OWN = {
    "mac",
    "code_mac",
    "entry",
    "filed_at",
    "at",
    "content",
    "rows_mac",
    "person_mac",
    "content_mac",
    "text_mac",
    "source",
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """Where a command starts, what states it may leave behind (before, between, after), how long it takes."""

    folder: Path
    allowed: tuple[State, ...]
    seconds: float


def state(folder: Path) -> State:
    """Everything that a casebook says, without times; NONE where none was begun."""
    try:
        book = connect.open_casebook(str(folder / "casebook.db"))
    except CasebookError as error:
        if error.code not in ("no_casebook", "key_missing"):
            raise
        return NONE
    found = set()
    with book.read() as conn:
        for table in (*KEPT, people, texts):
            names = [c.name for c in table.columns if c.name not in _OWN]
            for row in conn.execute(select(*(table.c[name] for name in names))):
                found.add((table.name, *row))
    connect.close(book)
    return frozenset(found)


class Nursery:
    """Commands as processes of their own, without the time that it takes to import them."""

    def __init__(self, root: Path) -> None:
        script = root / "nursery.py"
        script.write_text(NURSERY.format(root=str(ROOT)), encoding="utf-8")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("HEFANG_")}
        self._out = root / "said.txt"
        self._process = subprocess.Popen(
            [sys.executable, str(script)], env={**environment, "PYTHONIOENCODING": "utf-8"},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def go(self, folder: Path, stage: str) -> int:
        """Start a command in a folder; return its process, which leads a group."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(folder), str(self._out), *COMMANDS[stage]]) + "\n")
        self._process.stdin.flush()
        return self._line()

    def end(self) -> tuple[int, str]:
        """Wait for the command; return its exit code and what it said."""
        return self._line(), self._out.read_text(encoding="utf-8", errors="replace")

    def _line(self) -> int:
        assert self._process.stdout is not None
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()


def prepare(root: Path, nursery: Nursery) -> dict[str, Prepared]:
    """Walk the road once; keep a copy of every step's start, the states it may leave, and its time."""
    work = root / "road"
    (work / "材料").mkdir(parents=True)
    for at in range(4):
        write_book(work / "材料" / f"D{at}.xlsx", rows_of(60, first=13900000017 + at * 1013 * 60 * 7))
    (work / "问卷.pdf").write_bytes(b"%PDF-1.7\n" + random.Random(1).randbytes(3_000_000))
    prepared = {}
    for stage in STAGES:
        if stage == "import":
            for path in sorted((work / "名单").iterdir()):
                fill(path, lambda row, _: "N1" if row.endswith("7") else "V1")
        folder = root / stage
        shutil.copytree(work, folder)
        allowed = [state(work)]
        if stage == "import":
            allowed += between(work, root / "between")
        began = time.perf_counter()
        nursery.go(work, stage)
        code, out = nursery.end()
        seconds = time.perf_counter() - began
        assert code in (0, 1), out
        # One command may leave the casebook as it was (a key), or in steps (lists that come back).
        prepared[stage] = Prepared(folder, tuple(dict.fromkeys((*allowed, state(work)))), seconds)
    return prepared


def between(work: Path, copy: Path) -> list[State]:
    """States after the first list and after the second: each list is taken in one piece."""
    shutil.copytree(work, copy)
    found = []
    with inside(copy, {}):
        for number in (1, 2):
            run("calls", "import", f"名单/回访名单-{number}.xlsx")
            found.append(state(copy))
    return found


def said_by_check(folder: Path) -> tuple[check.Fault, ...]:
    """What ``status --check`` finds; nothing where no casebook was begun."""
    if state(folder) == NONE:
        return ()
    book = connect.open_casebook(str(folder / "casebook.db"))
    found = check.check(book)
    connect.close(book)
    return found


def whole(folder: Path, stage: str) -> None:
    """What a command writes beside the casebook is there, and whole, once it has run to its end."""
    if stage == "key":
        signing.load(folder / KEY, None)
    if stage == "shared":
        made = keys.read_key(folder / SHARED)
        lines = [(folder / f"共用-{at}-3.txt").read_text(encoding="utf-8") for at in (1, 3)]
        assert shares.joined(lines) == made
    if stage == "link":
        assert read_table(folder / "指纹.parquet").num_rows == 240
    if stage == "report":
        for path in (folder / "报告").rglob("*"):
            if path.suffix in (".docx", ".xlsx"):
                assert zipfile.ZipFile(path).testzip() is None
        assert json.loads((folder / "报告" / "review.json").read_text(encoding="utf-8"))["dossiers"]
        done = recheck(folder / "报告" / "复核")
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        assert "已签名" in done.stdout
    if stage in ("seal", "draw"):
        book = connect.open_casebook(str(folder / "casebook.db"))
        kinds = [one["what"] for one in signing.kept(book)]
        connect.close(book)
        assert kinds.count(stage) == 1, f"{stage}: signed, and once"


def moment(prepared: Prepared, stage: str, folder: Path, rng: random.Random, nursery: Nursery) -> str:
    """Kill one command at one random moment; return what was found: before, between or after.

    Raises AssertionError for everything that must not be.
    """
    shutil.copytree(prepared.folder, folder)
    worker = nursery.go(folder, stage)
    time.sleep(rng.uniform(0, prepared.seconds * 1.05))
    with contextlib.suppress(ProcessLookupError):  # it may have ended
        os.killpg(worker, signal.SIGKILL)
    code, out = nursery.end()
    acknowledged = code in (0, 1) or "下一步" in out
    faults = said_by_check(folder)
    # What a purge deletes beside the casebook goes after its commit: until the same command ran again it is named.
    assert all(stage == "purge" and (fault.table, fault.code) == ("evidence", "left") for fault in faults), (
        stage,
        faults,
    )
    left = state(folder)
    assert left in prepared.allowed, f"{stage}: half there"
    where = prepared.allowed.index(left)
    assert not acknowledged or where == len(prepared.allowed) - 1, f"{stage}: acknowledged and lost"
    with inside(folder, {}):
        if stage == "add":
            nursery.go(folder, stage)
            code, out = nursery.end()
            assert code == 0, out
        elif stage not in ONCE or left != prepared.allowed[-1]:
            run(*COMMANDS[stage], code=None)
    assert state(folder) == prepared.allowed[-1], f"{stage}: the same command did not complete"
    assert said_by_check(folder) == (), stage
    whole(folder, stage)
    for name in ("seal.json", "draw.json"):
        if (folder / name).exists():
            json.loads((folder / name).read_text(encoding="utf-8"))
    shutil.rmtree(folder)
    return "before" if where == 0 else "after" if where == len(prepared.allowed) - 1 else "between"


def many(count: int, seed: int, report: Callable[[str], None] = lambda _: None) -> Counter[tuple[str, str]]:
    """Run ``count`` moments, the commands in turn; return what was found how often."""
    rng = random.Random(seed)
    found: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory(prefix="hefang-kill-") as name:
        root = Path(name)
        nursery = Nursery(root)
        try:
            prepared = prepare(root, nursery)
            report(", ".join(f"{stage} {p.seconds:.2f} s" for stage, p in prepared.items()))
            for number in range(count):
                stage = STAGES[number % len(STAGES)]
                found[stage, moment(prepared[stage], stage, root / f"moment{number}", rng, nursery)] += 1
                if number % 20 == 19:
                    report(f"{number + 1} moments: all clean")
        finally:
            nursery.close()
    return found


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    for (stage, where), times in sorted(many(wanted, 20170620, print).items()):
        print(f"{stage:>7} killed {where:>7} its write: {times}")
